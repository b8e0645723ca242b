"""The deny list: what it finds, what it withholds, and that it never says its words."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from generator.content import read as read_text
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.stance import FieldPath, stances
from generator.gate.denied_words import problems
from generator.gate.deny_list import fingerprints, holds, read
from generator.ground.diagnostics import CannotBuildError
from generator.ground.outcome import InForce
from tests.builders.headers import written
from tests.builders.sites import DATA, SITE, built, make_site, story, tree

LIST = "# Real names.\nZoë Brandt\n\n12 Netzgasse\n"
SALT = "0123456789abcdef"


@pytest.mark.parametrize(
    "text", ["Zoë Brandt", "ZOE  BRANDT!", "zoe\u0308\nbrandt", "with Zoe-Brandt there", "at 12, Netzgasse"]
)
@pytest.mark.parametrize("salted", [False, True])
def test_a_phrase_is_found_however_it_is_written(text: str, salted: bool) -> None:
    """Case, accents, punctuation and line breaks do not hide a phrase, whether the list is plain or salted."""
    lines = fingerprints(LIST.encode(), SALT) if salted else (LIST,)
    assert holds(text, read("\n".join(lines).encode()))


@pytest.mark.parametrize("text", ["Zoë", "Brandt Zoë", "Zoë went to Brandt", "112 Netzgasse", "Real names"])
def test_other_words_are_not_found(text: str) -> None:
    """A part of a phrase, its words in another order, and comments are no hits."""
    assert not holds(text, read(LIST.encode()))


def test_a_salted_list_holds_no_words() -> None:
    """A salted line has none of the phrase's words in it."""
    assert "brandt" not in "".join(fingerprints(LIST.encode(), SALT)).lower()


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        (story("A gate of Zoe Brandt"), "2:8"),
        (story().replace("author: Maren", "author: Zoë Brandt"), "4:9"),
        (story(text="We met *Zoë* **Brandt**."), "10:8"),
        (story(text="We met Zoë\nBrandt."), "10:8"),
        (story(text="[Here](https://example.org/zoe-brandt)."), "10:8"),
        (story(text="We met Z*oë* **Bra**ndt."), "10:8"),
        (story(more="slug: zoe-brandt"), "8:7"),
    ],
)
def test_a_hit_withholds_the_story(tmp_path: Path, changed: str, place: str) -> None:
    """A story with a denied phrase is withheld, with the place and without the words."""
    make_site(tmp_path, {"gate.md": changed, "hill.md": story("A hill")})
    (tmp_path / "consent").mkdir()
    (tmp_path / "consent/deny.txt").write_text(LIST, encoding="utf-8")
    report = built(tmp_path)
    told = [d for d in report.diagnostics if d.rule == "deny"]
    assert [d.place for d in told] == [f"stories/gate.md:{place}"]
    assert [w.source for w in report.withheld] == ["stories/gate.md"]
    assert not any("brandt" in f"{d.message} {d.hint}".lower() for d in told)
    assert "stories/hill/index.html" in tree(tmp_path / "public")


@pytest.mark.parametrize("path", [p for p, of in stances(StoryHeader).items() if of.guarded], ids=".".join)
def test_every_guarded_field_of_a_story_is_looked_at(path: FieldPath) -> None:
    """A denied phrase in any field that is guarded is found, even where the field does not take it."""
    data = written(path, "by Zoë Brandt").encode()
    text = read_text.manuscript(data, "stories/gate.md", "en").made
    assert [d.message for d in problems(text, data, read(LIST.encode()))] == [
        f"“{path[0]}” holds words of the deny list"
    ]


@pytest.mark.parametrize("path", [p for p, of in stances(PageHeader).items() if of.guarded], ids=".".join)
def test_every_guarded_field_of_a_page_is_looked_at(path: FieldPath) -> None:
    """The same holds for the fields of a standalone page."""
    data = written(path, "by Zoë Brandt").encode()
    text = read_text.page_source(data, "pages/about.md", "en").made
    told = [d.message for d in problems(text, data, read(LIST.encode()))]
    assert f"“{path[0]}” holds words of the deny list" in told


def test_a_file_name_is_looked_at(tmp_path: Path) -> None:
    """A story whose file name would make an address of denied words is withheld, unless it names another slug."""
    make_site(tmp_path, {"zoe-brandt.md": story(), "by-zoe-brandt.md": story(more="slug: gate")})
    (tmp_path / "consent").mkdir()
    (tmp_path / "consent/deny.txt").write_text("zoe brandt", encoding="utf-8")
    assert [w.source for w in built(tmp_path).withheld] == ["stories/zoe-brandt.md"]


def test_a_page_is_held_back_too(tmp_path: Path) -> None:
    """A standalone page with a denied phrase is not published."""
    make_site(tmp_path, {"gate.md": story()}, pages={"about.md": "---\ntitle: About\n---\nAsk Zoë Brandt.\n"})
    (tmp_path / "consent").mkdir()
    (tmp_path / "consent/deny.txt").write_text(LIST, encoding="utf-8")
    assert [w.source for w in built(tmp_path).withheld] == ["pages/about.md"]


def test_words_that_no_story_holds_stop_the_build(tmp_path: Path) -> None:
    """A denied phrase out of site.yaml would be on every page, so nothing is written."""
    make_site(tmp_path, {"gate.md": story()}, site=SITE.replace("Told by those who were there.", "For Zoë Brandt."))
    (tmp_path / "consent").mkdir()
    (tmp_path / "consent/deny.txt").write_text(LIST, encoding="utf-8")
    with pytest.raises(CannotBuildError, match=r"site\.yaml:2:10: “tagline” holds words of the deny list"):
        built(tmp_path)
    assert not (tmp_path / "public").exists()


def guarded_site(root: Path, listed: str, stories: dict[str, str], *, site: str = SITE) -> Path:
    """A site with a deny list."""
    make_site(root, stories, site=site)
    (root / "consent").mkdir()
    (root / "consent/deny.txt").write_text(listed, encoding="utf-8")
    return root


def test_fingerprints_of_the_first_form_hold() -> None:
    """A list of fingerprints that was made with the first fold finds what it found."""
    denied = read((DATA / "deny/form-1.txt").read_bytes())
    assert len(denied) == 2
    for text in ("met ZOE\nBrandt", "Łucja Netzgasse", "Zo\u00adë Brandt"):
        assert holds(text, denied)
    assert not holds("Zoë went to Brandt", denied)


def test_a_list_of_fingerprints_stays_what_it_is() -> None:
    """A list made anew keeps fingerprints, ties words to the same text, and has a salt for its new lines."""
    first = (DATA / "deny/form-1.txt").read_bytes()
    made = fingerprints(first + b"stories/a.md: Anna\nHill\n", SALT)
    assert [line.split(":")[0] for line in made] == ["blake2b-2", "blake2b", "blake2b", "stories/a.md"]
    assert read("\n".join(made).encode()).within("stories/a.md").hashed > read("\n".join(made).encode()).hashed


def test_a_fingerprint_that_is_cut_stops_the_build(tmp_path: Path) -> None:
    """A line that was to be a fingerprint and is none stops the build at that line."""
    guarded_site(tmp_path, "# Names\nblake2b:0123456789abcdef:2:6fd1\n", {"gate.md": story()})
    with pytest.raises(CannotBuildError, match=r"consent/deny\.txt:2:1: this fingerprint is not whole"):
        built(tmp_path)


def test_a_line_without_letters_is_told(tmp_path: Path) -> None:
    """A line that nothing can be looked for by is a warning."""
    report = built(guarded_site(tmp_path, "-----\nBrandt\n", {"gate.md": story()}))
    assert [(d.place, d.rule) for d in report.diagnostics] == [("consent/deny.txt:1:1", "deny-list")]


def test_a_phrase_may_be_tied_to_a_story(tmp_path: Path) -> None:
    """A name that is tied to one story withholds that one, and nobody else who bears it."""
    stories = {"a.md": story(text="Anna came."), "b.md": story(text="Anna came.").replace("R-1", "R-2")}
    report = built(guarded_site(tmp_path, "stories/a.md: Anna\n", stories))
    assert [w.source for w in report.withheld] == ["stories/a.md"]


def test_a_tie_to_nothing_is_told(tmp_path: Path) -> None:
    """A line that is tied to a text that is not there is a warning at that line."""
    report = built(guarded_site(tmp_path, "Brandt\nstories/none.md: Anna\n", {"a.md": story()}))
    assert [(d.place, d.rule) for d in report.diagnostics] == [("consent/deny.txt:2:1", "deny-list")]


def test_words_that_meet_across_fields_are_found(tmp_path: Path) -> None:
    """A name whose parts are the title and the name shown, which stand side by side, withholds the story."""
    text = story("Anna").replace("author: Maren", "author: Weber")
    report = built(guarded_site(tmp_path, "Anna Weber\n", {"a.md": text}))
    assert [d.place for d in report.diagnostics if d.is_error] == ["stories/a.md:2:8"]


def test_what_resembles_a_name_is_a_warning(tmp_path: Path) -> None:
    """A name with letters of another script is told with its place and withholds nothing."""
    report = built(guarded_site(tmp_path, "Zoe Brandt\n", {"a.md": story(text="I met Zое Вrandt.")}))
    assert [(d.place, d.severity.value) for d in report.diagnostics] == [("stories/a.md:10:7", "warning")]
    assert not report.withheld


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("strings/en.yaml", "all_stories: Stories\nhome: Zoë Brandt\n", "2:7"),
        ("templates/note.html", "<p>\n  by Zoë <b>Brandt</b></p>\n", "2:6"),
        ("assets/zoe-brandt.txt", "Words.", "1:1"),
        ("templates/joined.html", "<p>\n{{ 'by Z' ~ 'oë Brandt' }}</p>\n", "1:1"),
        ("assets/codes.css", 'i::after { content: "Zo\\eb \\42 randt, Zo\\eb  \\42 randt" }', "1:1"),
        ("assets/note.txt.gz", gzip.compress("by Zoë Brandt\n".encode(), mtime=0), "1:4"),
    ],
)
def test_a_theme_is_looked_at(tmp_path: Path, path: str, text: str | bytes, place: str) -> None:
    """A denied phrase in a file of the site's own theme, or in its name, stops the build at its place."""
    guarded_site(tmp_path, LIST, {"a.md": story()}, site=f"{SITE}theme: {{name: own}}\n")
    file = tmp_path / "themes/own" / path
    file.parent.mkdir(parents=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CannotBuildError) as told:
        built(tmp_path)
    assert [d.place for d in told.value.diagnostics] == [f"themes/own/{path}:{place}"]


def test_a_build_says_what_was_in_force(tmp_path: Path) -> None:
    """A build reports how many phrases, withdrawals and lines of the log there were, and the next one the same."""
    site = guarded_site(tmp_path, LIST, {"gate.md": story()})
    (site / "consent/log.jsonl").write_text("{}\n{}\n", encoding="utf-8")
    assert built(site).in_force == built(site).in_force == InForce(denied=2, withdrawn=None, logged=2)
