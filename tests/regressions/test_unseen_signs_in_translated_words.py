"""Breaks of lines that YAML has and PO has not stopped an import, and signs that nobody sees were taken in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring import po_file
from generator.authoring.po_file import PoEntry, PoFile
from generator.cli.main import main
from generator.content import word_signs
from generator.ground.diagnostics import CannotBuildError
from tests.builders.sites import SITE, built, make_site, story
from tests.builders.themes import put

HEAD = 'msgid ""\nmsgstr ""\n"Language: hr\\n"\n"Plural-Forms: nplurals=3; plural=0;\\n"\n\n'
MENU = 'msgctxt "menu"\nmsgid "Main menu"\nmsgstr "Izbornik"\n\n'
TURNED = [
    "a\u202eb",
    "\u202eb\u202c",
    "a\u202ab",
    "a\u2067b",
    "a\u2066b\u202c",
    "a\u2069b",
    "\u2068a\u202ab\u2069\u202c",
]
NOT_SEEN = ["Tra\u200bži", "Tra\u200dži", "\u200cTraži", "Tra\u2060ži", "Tra\ufeffži", "\u200f\u200f", "Tra\ufff9ži"]
NEEDED = [
    "می\u200cخواهم",
    "क्\u200dष",
    "ภาษา\u200bไทย",
    "❤\ufe0f\u200d🔥",
    "\u2068{name}\u2069",
    "a\u200f",
    "\u202ba\u202c",
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site", {"gate.md": story()}, site=f"{SITE}language: hr\n")


@pytest.fixture
def imported(site: Path, tmp_path: Path) -> Callable[[str], Result]:
    """Takes a file with these entries into the site."""

    def run(entries: str) -> Result:
        path = tmp_path / "hr.po"
        path.write_bytes(f"{HEAD}{entries}".encode())
        return CliRunner().invoke(main, ["strings", "import", str(path), "--source", str(site)])

    return run


@pytest.mark.parametrize("sign", word_signs.BREAKS)
@pytest.mark.parametrize("form", ['msgstr "Tra{}ži"', 'msgstr ""\n"Tra{}"\n"ži"'])
def test_a_break_leaves_its_entry_out(form: str, sign: str, site: Path, imported: Callable[[str], Result]) -> None:
    """A break that PO does not have leaves out the entry that it stands in, told with its line, and no other."""
    result = imported(f'{MENU}msgctxt "search"\nmsgid "Search"\n{form.format(sign)}\n')
    assert result.exit_code == 1, result.output
    assert "hr.po:11:1: error" in result.output
    assert f"U+{ord(sign):04X}" in result.output
    text = (site / "themes/hearten/strings/hr.yaml").read_text(encoding="utf-8")
    assert "menu: Izbornik\n" in text
    assert "search" not in text


@pytest.mark.parametrize("words", [*TURNED, *NOT_SEEN])
def test_unseen_signs_leave_their_entry_out(words: str, site: Path, imported: Callable[[str], Result]) -> None:
    """What turns a direction and does not end it, and a sign that nobody sees, leave their entry out."""
    result = imported(f'{MENU}msgctxt "search"\nmsgid "Search"\nmsgstr "{words}"\n')
    assert result.exit_code == 1, result.output
    assert "hr.po:11:1: error: “search”: " in result.output
    assert "search" not in (site / "themes/hearten/strings/hr.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", NEEDED)
def test_signs_that_scripts_need_are_taken(words: str) -> None:
    """Joiners of scripts and emoji, spaces in Thai, marks of a direction, and pairs that turn it are words."""
    assert word_signs.slip(words) is None


@pytest.mark.parametrize("words", ["a\u202eb", "a\u2067b", "Tra\u200bži"])
def test_a_theme_of_ones_own(words: str, site: Path) -> None:
    """Such words in a site's own theme are an error of that theme, at their place."""
    put(site, "hearten/strings/hr.yaml", f"menu: Izbornik\nsearch: {words}\n")
    with pytest.raises(CannotBuildError) as told:
        built(site)
    (d,) = told.value.diagnostics
    assert (d.rule, d.path, d.span.line, d.span.column) == (
        "theme-strings",
        "themes/hearten/strings/hr.yaml",
        2,
        9,
    )


@given(st.text(st.sampled_from(["a", " ", "\n", '"', "\\", *word_signs.BREAKS]), min_size=1))
def test_no_words_are_lost_in_a_file(words: str) -> None:
    """Whatever breaks stand in words, a file that is written and read again has them all."""
    made = po_file.made(PoFile("hr", (PoEntry("search", ("Search",), (words,)),)))
    assert po_file.read(made.encode(), "hr.po").made.entries[0].words == (words,)
