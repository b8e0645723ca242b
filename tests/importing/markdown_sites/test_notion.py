from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from generator.consent.refused import RefusedError
from generator.importing.container import contained
from generator.importing.item import Fate, Item, LeftOut, Markdown
from generator.importing.markdown_sites.notion import Notion
from tests.builders.imports import brought
from tests.builders.markdown_sites import kind_of, laid_out, text_of
from tests.builders.sites import make_site

GATE, HILL, TABLE = "0123456789abcdef" * 2, "fedcba9876543210" * 2, "00112233445566778899aabbccddeeff"
STORY = f"""# The gate

Created: March 4, 2019 8:30 AM
Tags: Hope, Work
Author: Ines
Email: ines@example.org
Status: Draft

We painted it. See [A hill](A%20hill%20{HILL}.md).

![In May](The%20gate%20{GATE}/Untitled.png)

<aside>
💡 It is green.

</aside>
"""
FILES = {
    f"Voices {TABLE}.csv": "\ufeffName,Created,Tags,Author,Email,Status\nThe gate,x,x,x,x,x\n",
    f"Voices {TABLE}/The gate {GATE}.md": STORY,
    f"Voices {TABLE}/A hill {HILL}.md": "# A hill\n\nMira: Hello.\n",
    f"Voices {TABLE}/The gate {GATE}/Untitled.png": "a picture",
}


def archive(folder: Path, files: dict[str, str]) -> Path:
    """An archive as Notion gives it."""
    with zipfile.ZipFile(folder / "Export.zip", "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return folder / "Export.zip"


def pages(folder: Path) -> list[Item]:
    """The pages of the export above, a hill first."""
    return [one for one in Notion(contained(archive(folder, FILES))).items() if isinstance(one, Item)]


def test_recognised(tmp_path: Path) -> None:
    """An export of Notion is told by the digits in its names."""
    assert kind_of(archive(tmp_path, FILES)) == "notion"


def test_a_page(tmp_path: Path) -> None:
    """A page has its title, the number in its name, and what its properties say."""
    _, gate = pages(tmp_path)
    assert (gate.key, gate.title, gate.slug) == (GATE, "The gate", "The gate")
    assert (gate.day, gate.author, gate.labels) == (date(2019, 3, 4), "Ines", ("Hope", "Work"))
    assert text_of(gate).startswith("We painted it.")


def test_what_says_who_somebody_is(tmp_path: Path) -> None:
    """No e-mail address of a property comes in."""
    assert "ines@" not in repr(pages(tmp_path))


def test_a_draft(tmp_path: Path) -> None:
    """A page whose status is a draft is looked at."""
    assert "a draft at the old site" in [one.what for one in pages(tmp_path)[1].remarks]


def test_words_that_look_like_properties(tmp_path: Path) -> None:
    """Who speaks in a first line is no property, unless the table says so."""
    assert text_of(pages(tmp_path)[0]) == "Mira: Hello.\n"


def test_asides(tmp_path: Path) -> None:
    """A box of Notion is an aside."""
    assert "::: aside\n💡 It is green.\n:::" in text_of(pages(tmp_path)[1])


def test_links_and_pictures(tmp_path: Path) -> None:
    """Links between pages lead to their files, and pictures are found by their places."""
    source = Notion(contained(archive(tmp_path, FILES)))
    root = make_site(tmp_path / "site", {})
    brought(root, source)
    assert "[A hill](a-hill.md)" in (root / "stories/the-gate.md").read_text()
    assert source.file(f"/Voices%20{TABLE}/The%20gate%20{GATE}/Untitled.png") == b"a picture"


def test_tables_are_named(tmp_path: Path) -> None:
    """A table does not come in, and is named."""
    left = [one for one in Notion(contained(archive(tmp_path, FILES))).items() if isinstance(one, LeftOut)]
    assert [(one.what, one.count) for one in left] == [("table “Voices”", 1)]


def test_no_pages(tmp_path: Path) -> None:
    """An export without Markdown is told, with what to do."""
    laid_out(tmp_path, {f"A {GATE}.csv": "a"})
    with pytest.raises(RefusedError, match="Markdown & CSV"):
        Notion(contained(tmp_path))


def test_pages_of_one_name(tmp_path: Path) -> None:
    """Two pages of one name are two."""
    made = archive(tmp_path, {f"A {GATE}.md": "# A\n\nOne.\n", f"A {HILL}.md": "# A\n\nTwo.\n"})
    items = [one for one in Notion(contained(made)).items() if isinstance(one, Item)]
    assert [one.body for one in items] == [Markdown("One.\n"), Markdown("Two.\n")]
    assert len({one.key for one in items}) == 2


PRIVATE_LINES = """# The gate

Created by: Ed Bell
Phone: 0000 000000
Her real name: Maria Bell
Notes: she was shy
and spoke softly
Interviewer: Ann Bell
Tags: Hope

We painted it.
"""


def alone(folder: Path, text: str, table: str = "") -> Item | LeftOut:
    """A page by itself, or of a table whose columns are named."""
    files = {f"Voices {TABLE}/The gate {GATE}.md": text, **({f"Voices {TABLE}.csv": table} if table else {})}
    found = list(Notion(contained(archive(folder, files))).items())
    return next((one for one in found if isinstance(one, Item)), found[0])


@pytest.mark.parametrize("table", ["", "Name,Notes,Tags\n"])
def test_properties_line_by_line(table: str, tmp_path: Path) -> None:
    """What says who somebody is goes from the top of a page, also beside a value of two lines."""
    page = alone(tmp_path, PRIVATE_LINES, table)
    assert isinstance(page, Item)
    assert (text_of(page), page.labels) == ("We painted it.\n", ("Hope",))
    assert not any(word in repr(page) for word in ("Bell", "0000", "shy", "softly"))


def test_properties_that_go_are_named(tmp_path: Path) -> None:
    """Each property that goes is named, without its value."""
    page = alone(tmp_path, PRIVATE_LINES)
    assert isinstance(page, Item)
    assert {f"the field “{name}”" for name in ("Created by", "Phone", "Her real name", "Notes", "Interviewer")} <= {
        one.what for one in page.remarks
    }


def test_a_property_of_several_paragraphs(tmp_path: Path) -> None:
    """A property with an empty line in it is one, where the table knows what stands below."""
    page = alone(tmp_path, "# A\n\nNotes: one\n\nand two\nEmail: x@example.org\n\nWords.\n", "Name,Notes,Email\n")
    assert isinstance(page, Item)
    assert text_of(page) == "Words.\n"


def test_a_private_page(tmp_path: Path) -> None:
    """A page whose status is private does not come in, also without its table."""
    page = alone(tmp_path, "# A\n\nStatus: Private\nMood: calm\n\nWords.\n")
    assert isinstance(page, LeftOut)
    assert page.what == "private texts"


def test_lines_that_nobody_knows(tmp_path: Path) -> None:
    """Lines at the top that may be properties stay where nobody knows them, and are looked at."""
    page = alone(tmp_path, "# A\n\nMood: calm\nWeather: grey\n\nWords.\n")
    assert isinstance(page, Item)
    assert text_of(page).startswith("Mood: calm\nWeather: grey")
    assert [(one.fate, one.what) for one in page.remarks] == [(Fate.LOOK, "lines at the top that look like properties")]


def test_a_conversation_with_an_address(tmp_path: Path) -> None:
    """Of lines in which people speak in turn, only one that says how to reach somebody goes."""
    page = alone(tmp_path, "# A\n\nMira: Hello.\nSam: Hello.\nMira: So.\nPhone: 0000 000000\n\nWords.\n")
    assert isinstance(page, Item)
    assert text_of(page) == "Mira: Hello.\nSam: Hello.\nMira: So.\n\nWords.\n"
    assert "the line “Phone” at the top" in [one.what for one in page.remarks]
