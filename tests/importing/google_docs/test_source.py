from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from generator.consent.refused import RefusedError
from generator.importing.bring_in import bring_in
from generator.importing.container import contained
from generator.importing.google_docs.source import GoogleDocs
from generator.importing.html.convert import to_markdown
from generator.importing.item import Html, Item, LeftOut
from generator.importing.recognise import recognised, source_at
from generator.importing.scene import Import
from generator.importing.words_kept import differences
from tests.builders import google_docs as docs
from tests.builders.sites import TODAY, built, make_site, story

PAGE = """
A made-up story, for tests

I came to the gate every day.[^1] It was **heavy**, and I was *not*.

## What I took along

- a coat
- bread
  - with salt

Then I counted.

3. a third

1) a letter

![A gate in a low wall.](images/image1.png)

More is on [the page of the town](https://example.org/gate?a=1&b=2).

Today it is open.

[^1]: It was painted green.
"""
TEXT = r"""
I came to the gate every day.[^1] It was **heavy**, and I was *not*! 1986. What a year - and no list. A line\
and another.

## What I took along

- a coat
- bread
  - with salt

3. a third

![](0/image1.png)

More is on [the page of the town](https://example.org/gate).

| Day | What I did |
| --- | --- |
| Monday | I walked \| once around. |

[^1]: It was painted green.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A zipped web page."""
    return docs.zipped(tmp_path / "TheGate.zip")


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A text in Markdown."""
    path = tmp_path / "The gate.md"
    path.write_text(docs.MARKDOWN, encoding="utf-8")
    return path


def items(path: Path) -> list[Item]:
    return [one for one in GoogleDocs(contained(path)).items() if isinstance(one, Item)]


def html(item: Item) -> str:
    assert isinstance(item.body, Html)
    return item.body.source


def markdown(path: Path) -> str:
    (item,) = items(path)
    return to_markdown(html(item)).markdown.strip("\n")


def test_a_page_as_markdown(page: Path) -> None:
    """A web page becomes Markdown, with stress that is said by classes, links that lead on, lists and notes."""
    assert markdown(page) == PAGE.strip("\n")


def test_a_text_as_markdown(text: Path) -> None:
    """Markdown becomes ours, with marks that were escaped as words, and pictures by name."""
    assert markdown(text) == TEXT.strip("\n")


def test_the_title(page: Path, text: Path) -> None:
    """The title is the styled one of a page, and the heading above all of a text."""
    assert [items(path)[0].title for path in (page, text)] == ["The gate", "The gate"]


def test_a_page_whose_title_is_a_heading(tmp_path: Path) -> None:
    """A heading above all words of a page is its title; one below them is not, and the file's name is."""
    heading = '<h1 class="c1"><span class="c0">The wall</span></h1>'
    first, second = (
        docs.zipped(tmp_path / f"{n}.zip", body)
        for n, body in enumerate((f'<p class="c9"></p>{heading}<p>Text.</p>', f"<p>Text.</p>{heading}"))
    )
    assert (items(first)[0].title, markdown(first)) == ("The wall", "Text.")
    assert (items(second)[0].title, markdown(second)) == ("TheGate", "Text.\n\n## The wall")


@pytest.mark.parametrize("private", ["sister", "in a street", "ust=", "googleusercontent"])
def test_what_readers_did_not_see(page: Path, private: str) -> None:
    """Remarks in the margin, passages that were struck through and marks of who followed a link do not come in."""
    assert private in docs.page()
    assert private not in markdown(page)


def test_remarks_are_told(page: Path) -> None:
    """Remarks in the margin are counted."""
    told = [remark.what for remark in to_markdown(html(items(page)[0])).remarks]
    assert "1 remark in the margin" in told


def test_the_words_are_kept(page: Path, text: Path) -> None:
    """The Markdown of an export has the words of its text, and no others."""
    assert [differences(html(items(path)[0]), markdown(path)) for path in (page, text)] == [(), ()]


def test_pictures_have_their_bytes(page: Path, text: Path) -> None:
    """Pictures are those beside a page, and those that stand as data in a text."""
    assert GoogleDocs(contained(page)).file("images/image1.png") == docs.PNG
    assert GoogleDocs(contained(text)).file("0/image1.png") == docs.PNG


@pytest.mark.parametrize("reference", ["0/image2.png", "7/image1.png", "images/none.png", "../secret.png", "0/", ""])
def test_pictures_that_are_not_there(text: Path, reference: str) -> None:
    """A picture that is not there has no bytes, wherever it is said to lie."""
    assert GoogleDocs(contained(text)).file(reference) is None


def test_data_that_is_none(tmp_path: Path) -> None:
    """Data of a picture that cannot be read is no picture."""
    (tmp_path / "a.md").write_text("![][image1]\n\n[image1]: <data:image/png;base64,AAA>\n", encoding="utf-8")
    assert GoogleDocs(contained(tmp_path / "a.md")).file("0/image1.png") is None


def test_pages_in_folders(tmp_path: Path) -> None:
    """Pictures of pages in several folders are told apart."""
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for folder, picture in (("one", b"1"), ("two", b"2")):
            archive.writestr(f"{folder}/TheGate.html", docs.page())
            archive.writestr(f"{folder}/images/image1.png", picture)
    source = GoogleDocs(contained(tmp_path / "all.zip"))
    found = [to_markdown(html(item)).pictures for item in source.items() if isinstance(item, Item)]
    assert [source.file(picture) for (picture,) in found] == [b"1", b"2"]


def test_other_pages_beside(tmp_path: Path) -> None:
    """Pages and texts beside those of Google Docs that it has not made are left out, and counted."""
    (tmp_path / "a.html").write_text(docs.page(), encoding="utf-8")
    (tmp_path / "b.html").write_text("<p>Mine.</p>", encoding="utf-8")
    (tmp_path / "c.md").write_text("Mine.", encoding="utf-8")
    left = [one for one in GoogleDocs(contained(tmp_path)).items() if isinstance(one, LeftOut)]
    assert [one.count for one in left] == [2]


def test_it_is_recognised(page: Path, text: Path) -> None:
    """A zipped page and a text with pictures as data are known as exports of Google Docs."""
    assert {recognised(contained(path), None).name for path in (page, text)} == {"google-docs"}


def test_what_somebody_says_is_an_export(tmp_path: Path) -> None:
    """A text without pictures is one of Google Docs if somebody says so; a folder without any text is refused."""
    (tmp_path / "a.md").write_text("# The gate\n\nText.", encoding="utf-8")
    (tmp_path / "b.bin").write_bytes(b"-")
    assert [item.title for item in items(tmp_path / "a.md")] == ["The gate"]
    with pytest.raises(RefusedError, match="Web Page"):
        GoogleDocs(contained(tmp_path / "b.bin"))


def test_it_comes_into_a_site(page: Path, tmp_path: Path) -> None:
    """A site into which an export came builds, and the draft has its picture."""
    root = make_site(tmp_path / "site", {"before.md": story("Before")})
    kind, source = source_at(page, None, None, root)
    report = bring_in(Import(root, kind.name, source, TODAY, lambda _: {}, lambda *_: None))
    assert [text.path for text in report.texts] == ["stories/the-gate.md"]
    assert "![A gate in a low wall.](images/the-gate-" in (root / "stories/the-gate.md").read_text(encoding="utf-8")
    assert not built(root).has_errors


HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)><a href="java\tscript:alert(1)">a link</a>'


def test_hostile_pages_and_texts(tmp_path: Path) -> None:
    """What runs in a page is dropped, and what would run in a text comes in as words."""
    page = docs.zipped(tmp_path / "a.zip", f'<p class="c9" onclick="alert(1)">Text. {HOSTILE}</p>')
    (tmp_path / "b.md").write_text(
        f"Text. {HOSTILE}\n\n![][image1]\n\n[image1]: <data:image/svg+xml;base64,AA>\n", encoding="utf-8"
    )
    assert markdown(page) == "Text. ![](x)a link"
    assert markdown(tmp_path / "b.md").startswith(r"Text. \<script>alert(1)\</script>\<img src=x")


def test_a_page_without_an_end(tmp_path: Path) -> None:
    """A page of tags that never end comes in under the name of its file."""
    body = '<p class="title ' * 20_000 + "<p " * 20_000 + "<style" * 20_000
    assert items(docs.zipped(tmp_path / "a.zip", body))[0].title == "TheGate"
