"""A theme's words handed to translators as PO files, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.authoring import po_file
from generator.authoring.strings_edit import with_words, written
from generator.cli.main import main
from generator.content import strict_yaml
from generator.content.word_signs import BREAKS
from generator.ground.cldr import plural_forms
from generator.ground.unseen import forbidden
from tests.builders.sites import SITE, built, make_site, story
from tests.builders.themes import put

TWICE = 'msgctxt "a"\nmsgid "b"\nmsgstr "c"\nmsgctxt "a"\nmsgid "b"\nmsgstr "d"\n'
HEAD = 'msgid ""\nmsgstr ""\n"Language: hr\\n"\n"Plural-Forms: nplurals=3; plural=0;\\n"\n\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site", {"gate.md": story()}, site=f"{SITE}language: hr\n")


@pytest.fixture
def run(site: Path, tmp_path: Path) -> Callable[..., Result]:
    """Runs one of the two commands in the site."""

    def run_(*words: str) -> Result:
        result = CliRunner().invoke(main, ["strings", *words, "--source", str(site)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run_


def exported(run: Callable[..., Result], tmp_path: Path, language: str = "hr") -> tuple[Path, str]:
    """A file for translators, and what the command said."""
    path = tmp_path / f"{language}.po"
    result = run("export", language, "--out", str(path))
    assert result.exit_code == 0, result.output
    return path, result.output


def given_back(path: Path, **words: str | tuple[str, ...]) -> None:
    """Fill in a file's entries, as a translator's program would."""
    made = po_file.read(path.read_bytes(), path.name).made
    entries = []
    for entry in made.entries:
        new = words.get(entry.name)
        texts = (new,) if isinstance(new, str) else new
        entries.append(entry if texts is None else po_file.PoEntry(entry.name, entry.english, texts))
    path.write_text(po_file.made(po_file.PoFile(made.language, tuple(entries))), encoding="utf-8")


def test_what_is_handed_out(run: Callable[..., Result], tmp_path: Path) -> None:
    """A file has all English words with their names, remarks for translators, and the forms of the language."""
    path, said = exported(run, tmp_path)
    text = path.read_text(encoding="utf-8")
    assert "Plural-Forms: nplurals=3; plural=" in text
    assert 'msgctxt "search"\nmsgid "Search"\nmsgstr ""\n' in text
    assert "#. Only on paper, after a story: its address, and a code of it for cameras.\n" in text
    assert 'msgid "one story"\nmsgid_plural "{n} stories"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n' in text
    assert "without a translation" in said


@pytest.mark.parametrize("language", ["ar", "cy", "en-GB", "es", "pl", "pt-BR", "zh"])
def test_each_language_has_its_forms(language: str, run: Callable[..., Result], tmp_path: Path) -> None:
    """What is handed out can be read again as it is, with a form for each that CLDR gives the language."""
    path, _ = exported(run, tmp_path, language)
    read = po_file.read(path.read_bytes(), path.name)
    assert read.diagnostics == ()
    (stories,) = (entry for entry in read.made.entries if entry.name == "stories")
    assert len(stories.words) == len(plural_forms(language))


def test_what_comes_back_is_shown(site: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    """Words that come back go into the site's own theme, and readers see them in the form that a number takes."""
    path, _ = exported(run, tmp_path)
    given_back(path, search="Traži: sve", stories=("{n} priča", "{n} priče", "{n} priča"))
    result = run("import", str(path))
    assert result.exit_code == 0
    assert "themes/hearten/strings/hr.yaml" in result.output
    text = (site / "themes/hearten/strings/hr.yaml").read_text(encoding="utf-8")
    assert 'search: "Traži: sve"\n' in text
    assert 'stories.few: "{n} priče"\n' in text
    built(site)
    assert "(1 priča)" in (site / "public/topics/index.html").read_text(encoding="utf-8")


def test_built_in_words_are_not_copied(site: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    """Words that hearten has already are not written into the site's theme, so that they go on following hearten's."""
    path, _ = exported(run, tmp_path, "pl")
    assert "No word is new or changed." in run("import", str(path)).output
    assert not (site / "themes/hearten/strings/pl.yaml").exists()


def test_nothing_that_is_there_is_lost(site: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    """What somebody wrote into the file, with its remarks, stays, byte for byte, but for the words that came back."""
    before = "# Ours.\nmenu: Izbornik # as in the office\n\nsearch: >\n  Traži\n  sve\nown_word: x\n"
    put(site, "hearten/strings/hr.yaml", before)
    path, _ = exported(run, tmp_path)
    given_back(path, menu="Glavni izbornik")
    run("import", str(path))
    after = (site / "themes/hearten/strings/hr.yaml").read_text(encoding="utf-8")
    assert after == before.replace("Izbornik #", "Glavni izbornik #")


def test_what_is_unsure_is_kept_and_not_shown(site: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    """What a translator marked as unsure is told with its line, not shown, and comes with the next file."""
    path, _ = exported(run, tmp_path)
    given_back(path, search="Traži", menu="Izbornik")
    marked = path.read_text(encoding="utf-8").replace('msgctxt "menu"', '# Or “Meni”?\n#, fuzzy\nmsgctxt "menu"')
    path.write_text(marked, encoding="utf-8")
    result = run("import", str(path))
    line = marked.splitlines().index('msgctxt "menu"') + 2
    assert f"hr.po:{line}:1: note: “menu” is marked as unsure" in result.output
    assert "menu:" not in (site / "themes/hearten/strings/hr.yaml").read_text(encoding="utf-8")
    again, said = exported(run, tmp_path)
    assert "1 marked as unsure (fuzzy) by a translator: menu" in said
    assert '# Or “Meni”?\n#, fuzzy\nmsgctxt "menu"\nmsgid "Main menu"\nmsgstr "Izbornik"' in again.read_text("utf-8")


def test_english_that_changed_is_seen(site: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    """Where the English has changed since words came back, the next file marks them, and has both."""
    path, _ = exported(run, tmp_path)
    given_back(path, search="Traži")
    run("import", str(path))
    put(site, "hearten/strings/en.yaml", "search: Look for words\nour_own: A new one\n")
    again, said = exported(run, tmp_path)
    assert "1 changed in English since then; both versions stand there, marked as unsure: search" in said
    assert "1 new: in English since the words came back last: our_own" in said
    text = again.read_text(encoding="utf-8")
    assert '#| msgid "Search"\nmsgctxt "search"\nmsgid "Look for words"\nmsgstr "Traži"' in text
    put(site, "hearten/strings/en.yaml", "search: Find\n")
    given_back(again, search="Nađi")
    assert "the English of “search” has changed since this file was made" in run("import", str(again)).output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"search": "{n.real}"}, "the braces in “search” cannot be filled in"),
        ({"search": "{word}"}, "nothing fills in “{word}” in “search”"),
        ({"by": "netko"}, "“{name}” is missing in “by”"),
        (
            {"stories": ("{n} a", "", "{n} c")},
            "“stories” lacks the form “few”, which “hr” takes beside",
        ),
        (
            {"stories": ("jedna", "{n} b", "{n} c")},
            "“{n}” is missing in msgstr[0] of “stories”, which stands",
        ),
    ],
)
def test_what_is_wrong_is_left_out(
    words: dict[str, str | tuple[str, ...]], message: str, site: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    """An entry with an error is told with its line and left out, the others are taken, and it ends with 1."""
    path, _ = exported(run, tmp_path)
    given_back(path, menu="Izbornik", **words)
    result = run("import", str(path))
    assert result.exit_code == 1
    assert message in result.output
    name = next(iter(words))
    lines = path.read_text(encoding="utf-8").splitlines()
    at = lines.index(f'msgctxt "{name}"') + 2
    assert f"hr.po:{at}:1: error" in result.output
    text = (site / "themes/hearten/strings/hr.yaml").read_text(encoding="utf-8")
    assert "menu: Izbornik\n" in text
    assert name not in text
    # It comes with the next file, so that it can be mended there.
    _, said = exported(run, tmp_path)
    assert f"by a translator: {name}" in said


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "this is no PO file: it does not begin with a header"),
        ("hello\n", 1, "this line is none of a PO file"),
        (HEAD.replace("Language: hr", "Language: xx"), 1, "Unicode CLDR knows no language “xx”"),
        (HEAD.replace("Language: hr", "Team: us"), 1, "the header does not name a language"),
        (
            HEAD.replace("nplurals=3", "nplurals=2"),
            1,
            "the header names 2 plural forms, and “hr” has 3: one, few",
        ),
        (HEAD.replace("nplurals=3", "nplurals=99999999"), 1, "the header names 99999999 plural forms"),
        (f'{HEAD}msgctxt "a"\nmsgid "b"\n\nmsgstr "c"\n', 6, "this entry ends after its msgid"),
        (f'{HEAD}msgid "b"\nmsgstr[7] "c"\n', 7, "“msgstr[7]” cannot stand here"),
        (f'{HEAD}msgid "b\nmsgstr "c"\n', 6, "this line is none of a PO file"),
        (
            f'{HEAD}msgctxt "a"\nmsgid "b"\nmsgstr "c"\nmsgctxt "a"\nmsgid "b"\nmsgstr "d"\n',
            9,
            "this entry is there twice",
        ),
        (f'{HEAD}msgid "b"\nmsgstr "c\x07"\n', 7, "a character that no page may hold stands here: U+0007, bell"),
        (f"{HEAD}#-#-#-#-#  a.po  #-#-#-#-#\n", 6, "two files were put together here"),
    ],
)
def test_a_file_that_is_broken(text: str, line: int, message: str) -> None:
    """Everything that is wrong with the form of a file is told with its line, and nothing is taken from it."""
    read = po_file.read(text.encode(), "hr.po")
    assert read.value is None
    assert any(d.span.line == line and d.message.startswith(message) for d in read.diagnostics), read.diagnostics
    assert all(d.hint for d in read.diagnostics)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (HEAD.encode() + 'msgid "b"\nmsgstr "č"\n'.encode("cp1250"), "this is not text in the encoding “utf-8”"),
        (HEAD.replace("Plural", 'Content-Type: text/plain; charset=zlib\\n"\n"Plural').encode(), "“zlib” is not known"),
        (HEAD.encode("utf-16"), "this is not text in the encoding “utf-8”"),
        (b"x" * (po_file.LARGEST + 1), "this file is too large for words of a theme"),
    ],
)
def test_other_encodings(data: bytes, message: str) -> None:
    """A file in an encoding that is not known, or not the one that it names, is told and not taken."""
    (told,) = po_file.read(data, "hr.po").diagnostics
    assert message in told.message


def test_an_encoding_that_the_header_names() -> None:
    """A file in another encoding is read by what its header says."""
    text = HEAD.replace("Plural", 'Content-Type: text/plain; charset=windows-1250\\n"\n"Plural')
    made = po_file.read(f'{text}msgctxt "search"\nmsgid "Search"\nmsgstr "Traži"\n'.encode("cp1250"), "hr.po").made
    assert made.entries[0].words == ("Traži",)


LINES = st.sampled_from(
    [
        *("", "#, fuzzy", "#| msgid", '#~ msgid "a"', "#: x:1", "# a", 'msgctxt "a"', 'msgctxt "search"', 'msgid "a"'),
        *('msgid ""', 'msgid_plural "b"', 'msgstr "c"', 'msgstr[0] "c"', 'msgstr[1] "c"', 'msgstr[2] "{"', '"d"'),
        *("msgstr", 'msgid "\\"', "#: \u2068x"),
    ]
)
WORDS = st.text(min_size=1).filter(lambda words: forbidden(words) is None and not set(BREAKS) & set(words))
KEYS = st.sampled_from(["menu", "search", "a.one", "a.other"])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES | st.text(max_size=8), max_size=12), st.booleans())
def test_no_file_breaks_it(lines: list[str], begins: bool) -> None:
    """Whatever the lines of a file are, it is read or told what is wrong with it, and what is read can be written."""
    data = ((HEAD if begins else "") + "\n".join(lines)).encode("utf-8", "surrogatepass")
    read = po_file.read(data, "hr.po")
    assert (read.value is None) == bool(read.diagnostics)
    if read.value is not None:
        again = po_file.read(po_file.made(read.value).encode(), "hr.po")
        assert [e.words for e in again.made.entries] == [e.words for e in read.value.entries]


@given(st.dictionaries(KEYS, WORDS, min_size=1))
def test_words_are_written_as_they_are_meant(words: dict[str, str]) -> None:
    """Whatever words come back, YAML reads them as they are, beside what was there."""
    text = with_words('menu: "x"\nother: y\n', words)
    read = strict_yaml.parse(text, "strings/hr.yaml")
    assert read.made.fields == {"menu": "x", "other": "y", **words}


@pytest.mark.parametrize("words", ["no", "yes", "a: b", "# a", "{n}", "- a", "1", "", "a #b", "null", "„a”", "'", " a"])
def test_words_that_yaml_takes_for_something_else(words: str) -> None:
    """Words that YAML would take for something else stand in quotation marks."""
    assert strict_yaml.parse(f"a: {written(words)}\n", "x").made.fields == {"a": words}
    assert written(words).startswith('"')


@pytest.mark.parametrize(("language", "hint"), [("cz", "“cs”?"), ("xx", "Write it as BCP 47 does"), ("../x", "BCP 47")])
def test_a_language_that_is_none(language: str, hint: str, run: Callable[..., Result]) -> None:
    """A code that is none of a language is told with the nearest that is, and no file is written."""
    result = run("export", language)
    assert result.exit_code == 2
    assert hint in result.output


def test_there_is_no_file(run: Callable[..., Result], tmp_path: Path) -> None:
    """A file that is not there, and a folder in its place, are told without a traceback."""
    for name in ("nowhere.po", "."):
        result = run("import", str(tmp_path / name))
        assert result.exit_code == 2
        assert "cannot be read" in result.output


def test_a_file_that_cannot_be_changed(site: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    """A file of words in one line is told, and stays as it is."""
    put(site, "hearten/strings/hr.yaml", "{menu: Izbornik}\n")
    path, _ = exported(run, tmp_path)
    given_back(path, search="Traži")
    result = run("import", str(path))
    assert result.exit_code == 2
    assert "this file cannot be changed" in result.output
    assert (site / "themes/hearten/strings/hr.yaml").read_text(encoding="utf-8") == "{menu: Izbornik}\n"


def test_a_site_without_settings(tmp_path: Path) -> None:
    """Where there is no site, that is told."""
    result = CliRunner().invoke(main, ["strings", "export", "hr", "--source", str(tmp_path)])
    assert result.exit_code == 2
    assert "there is no site.yaml here" in result.output
