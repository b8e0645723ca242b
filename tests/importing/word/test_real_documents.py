from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from generator.content.read import manuscript
from generator.importing.bring_in import bring_in
from generator.importing.container import contained
from generator.importing.recognise import source_at
from generator.importing.report import Came
from generator.importing.scene import Import
from generator.importing.word.names import PREFIXES
from generator.importing.word.source import Word
from generator.importing.words_kept import differences
from generator.words.tokens import fold, tokens
from tests.builders.sites import TODAY, built, make_site, story, tree
from tests.builders.word import DOCUMENTS, html_of, item_of, markdown_of

# Documents from the tests of mammoth, where they are there.
PUBLIC = Path(__file__).parents[4] / "shared/import/docx"
W = f"{{{PREFIXES['w']}}}"
PARTS = ("document", "footnotes", "endnotes")
ALL = sorted((*DOCUMENTS.glob("*.docx"), *PUBLIC.glob("*.docx")))
# Struck through.
LOST_ON_PURPOSE = {"the-gate": "A street and its number.", "strikethrough": "Today's Special: Salmon"}
THE_GATE = r"""
A made-up story, for tests

I came to the gate every day, also in winter.[^1] It was **heavy**, and I was *not*.

The words stayed with me.[^2]

The bell rings at four.

## What I took along

- a coat
- bread
  - with salt
  - without
- 1986\. What a year

Then I counted.

1. one breath
2. another

A dog came by.

3. a third

### What she said

> Come in when you like.
>
> Or stay outside.

The gate is green,\
the gate is old,

and I am cold.

![A gate in a low wall.](the-gate.docx/word/media/image1.png "The gate in March")

More is on [the page of the town](https://example.org/gate?a=1&b=2).

| Day | What I did |
| --- | --- |
| Monday | I walked \| once around. |

Today it is *open*. # not a heading, and \* no list

**Who told you to stay?**

Nobody did.

[^1]: It was painted green that year.

[^2]: Nobody keeps the key any more.
"""


def told(name: str) -> list[str]:
    return [f"{one.fate} {one.what}" for one in item_of(DOCUMENTS / name).remarks]


def test_a_document_as_markdown() -> None:
    """A document of Writer becomes Markdown with its headings, lists, quotations, notes, pictures and tables."""
    assert markdown_of(item_of(DOCUMENTS / "the-gate.docx")).strip() == THE_GATE.strip()


@pytest.mark.parametrize(
    "private",
    ["nobody may know", "sister", "nobody was to see", "login-of-an-editor", "Draft of a clinic", "2026-03-01"],
)
def test_what_readers_did_not_see_never_comes_in(private: str) -> None:
    """Nothing that was deleted, remarked, hidden, in a header or in the properties of the file is in an item."""
    with zipfile.ZipFile(DOCUMENTS / "the-gate.docx") as archive:
        assert any(private.encode() in archive.read(name) for name in archive.namelist())
    assert private not in repr(item_of(DOCUMENTS / "the-gate.docx"))


def test_what_is_left_out_is_told() -> None:
    """What does not come in of a document is counted, and its words are not told."""
    assert told("the-gate.docx") == [
        "dropped 2 names of who made or saved the file",
        "dropped 1 deleted passage",
        "dropped 1 remark in the margin",
        "dropped 1 hidden passage",
        "look at 1 text box",
        "dropped 1 page break",
        "dropped 1 header of printed pages",
        "dropped 1 footer of printed pages",
    ]


def test_an_inserted_passage_comes_in() -> None:
    """What was inserted while changes were tracked is a part of the text."""
    assert "every day, also in winter" in html_of(item_of(DOCUMENTS / "the-gate.docx"))


def test_a_picture_has_its_bytes() -> None:
    """The bytes of a picture are those of its part."""
    source = Word(contained(DOCUMENTS))
    with zipfile.ZipFile(DOCUMENTS / "the-gate.docx") as archive:
        assert source.file("the-gate.docx/word/media/image1.png") == archive.read("word/media/image1.png")


@pytest.mark.parametrize(
    ("name", "title", "language"),
    [
        ("the-gate", "The gate", "en"),
        ("am-fluss", "Am Fluss", "de"),
        ("plain", "The bench", "en"),
        ("window", "window", "ar"),
    ],
)
def test_title_and_language(name: str, title: str, language: str) -> None:
    """The title is the styled one, a heading above all, a sensible one of the file's, or its name."""
    item = item_of(DOCUMENTS / f"{name}.docx")
    assert (item.title, item.language) == (title, language)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_the_words_of_each_document_are_kept(path: Path) -> None:
    """Readers of an item see each word that readers of its document saw, and no other."""
    item = item_of(path)
    read = manuscript(story(text=markdown_of(item)).encode(), "stories/a.md", "en").value
    assert read is not None
    from_title = [] if _is_of_text(path, item.title) else tokens(fold(item.title))
    shown = Counter(tokens(fold(f"{read.body.text} {item.title}")))
    assert shown == Counter([*tokens(fold(_shown(path))), *from_title])
    assert differences(html_of(item), markdown_of(item)) == ()


def _shown(path: Path) -> str:
    """What a document shows, read without any of our rooms."""
    words: list[str] = []
    with zipfile.ZipFile(path) as archive:
        for name in PARTS:
            if f"word/{name}.xml" in archive.namelist():
                words += _words(etree.fromstring(archive.read(f"word/{name}.xml")))
    return "".join(words).replace(LOST_ON_PURPOSE.get(path.stem, "\0"), "")


def _words(part: etree._Element) -> Iterator[str]:
    for element in part.iter(f"{W}t", f"{W}p", f"{W}br", "{*}docPr"):
        above = {one.tag.rpartition("}")[2] for one in element.iterancestors()}
        run = element.getparent()
        if above & {"del", "Choice"} or (run is not None and run.find(f"{W}rPr/{W}vanish") is not None):
            continue
        if element.tag == f"{W}t":
            yield element.text or ""
        else:
            yield f" {element.get('descr', '')} "


def _is_of_text(path: Path, title: str) -> bool:
    return " ".join(title.split()) in " ".join(_shown(path).split())


def test_documents_come_into_a_site(tmp_path: Path) -> None:
    """A site into which a folder of documents came builds, shows nothing of them, and knows them again."""
    root = make_site(tmp_path / "site", {"before.md": story("Before")})
    kind, source = source_at(DOCUMENTS, None, None, root)
    report = bring_in(Import(root, kind.name, source, TODAY, lambda _: {}, lambda *_: None))
    assert (kind.name, [text.path for text in report.texts]) == (
        "word",
        ["stories/am-fluss.md", "stories/the-bench.md", "stories/the-gate.md", "stories/window.md"],
    )
    text = (root / "stories/the-gate.md").read_text(encoding="utf-8")
    assert "![A gate in a low wall.](images/the-gate-" in text
    assert not built(root).has_errors
    again = bring_in(Import(root, kind.name, source, TODAY, lambda _: {}, lambda *_: None))
    assert {text.came for text in again.texts} == {Came.SAME}
    assert not [path for path in tree(root / "public") if "gate" in path]


def test_the_same_document_gives_the_same_item() -> None:
    """A document gives the same item each time, so that a second import knows it again."""
    assert item_of(DOCUMENTS / "the-gate.docx") == item_of(DOCUMENTS / "the-gate.docx")
