from __future__ import annotations

from pathlib import Path

import pytest

from generator.consent.refused import RefusedError
from generator.importing.container import contained
from generator.importing.item import Fate, Item, LeftOut, TopPicture
from generator.importing.markdown_sites.known_kinds import BY_NAME
from generator.importing.markdown_sites.source import MarkdownSite
from tests.builders.imports import brought
from tests.builders.markdown_sites import FOLDERS, SETTINGS, found, laid_out, one, text_of
from tests.builders.pictures import drawing, saved
from tests.builders.sites import make_site

PHOTO = saved(drawing(), "JPEG")


def test_the_same_twice(tmp_path: Path) -> None:
    """Whoever asks a source again gets the same items."""
    laid_out(tmp_path, {"a.md": "# A\n\nb <b>c</b>\n", "b.md": "c"})
    source = MarkdownSite(BY_NAME["markdown"], contained(tmp_path))
    assert list(source.items()) == list(source.items())


def test_one_file(tmp_path: Path) -> None:
    """A single file is a source of one text, whatever it is said to be."""
    laid_out(tmp_path, {"the-gate.md": "+++\ntitle = 'The gate'\n+++\nWords.\n"})
    (item,) = MarkdownSite(BY_NAME["hugo"], contained(tmp_path / "the-gate.md")).items()
    assert isinstance(item, Item)
    assert (item.title, text_of(item)) == ("The gate", "Words.\n")


@pytest.mark.parametrize("kind", SETTINGS)
def test_none(kind: str, tmp_path: Path) -> None:
    """Where there is no text, a message says what to name."""
    laid_out(tmp_path, {"a.txt": "x"})
    with pytest.raises(RefusedError, match="Name the folder that holds the texts"):
        MarkdownSite(BY_NAME[kind], contained(tmp_path))


@pytest.mark.parametrize(
    ("source", "title", "text"),
    [
        ("# The gate\n\nWords.\n", "The gate", "Words.\n"),
        ("The *gate*\n========\n\nWords.\n", "The gate", "Words.\n"),
        ("---\ntitle: The gate\n---\n# the gate\n\nWords.\n", "The gate", "Words.\n"),
        ("---\ntitle: The gate\n---\n# In May\n\nWords.\n", "The gate", "## In May\n\nWords.\n"),
        ("Words.\n", "The old gate", "Words.\n"),
    ],
)
def test_titles(source: str, title: str, text: str, tmp_path: Path) -> None:
    """A title stands in the front matter, in a heading at the top, or is made of the file's name."""
    item = one("markdown", {"the_old-gate.md": source}, tmp_path)
    assert (item.title, text_of(item)) == (title, text)


def test_windows_1252(tmp_path: Path) -> None:
    """A text in the encoding of Windows is read as it was meant."""
    assert (
        text_of(one("markdown", {"a.md": "# Á\r\n\r\nOver – “so”.\r\n".encode("cp1252")}, tmp_path)) == "Over – “so”.\n"
    )


def test_utf_16(tmp_path: Path) -> None:
    """A text in UTF-16 is read as it was meant."""
    assert text_of(one("markdown", {"a.md": "Über das Tor.\n".encode("utf-16")}, tmp_path)) == "Über das Tor.\n"


def test_front_matter_without_an_end(tmp_path: Path) -> None:
    """A text whose front matter does not end does not come in, and its file is named with what to do."""
    items = found("markdown", {"a.md": "---\ntitle: A\nemail: ines@example.org\n", "b.md": "B"}, tmp_path)
    left = [one for one in items if isinstance(one, LeftOut)]
    assert [(one.what, one.titles) for one in left] == [("texts without an end of their fields", ("a.md",))]


def test_a_field_that_nobody_can_read(tmp_path: Path) -> None:
    """A field that cannot be read is on the list of what to look at."""
    item = one("markdown", {"a.md": "---\ntitle: A\nslug: [b\n---\nc"}, tmp_path)
    assert [(one.fate, one.what) for one in item.remarks] == [(Fate.LOOK, "the field “slug”")]


@pytest.mark.parametrize("data", [b"x" * 600_000, b"{\\rtf1 x}", b"%PDF-1.4 x"])
def test_too_long(data: bytes, tmp_path: Path) -> None:
    """A file that is too long, or no text whatever its name says, is counted."""
    (left,) = found("markdown", {"a.md": data}, tmp_path)
    assert isinstance(left, LeftOut)
    assert left.what == "texts that are too long, or no texts"


@pytest.mark.parametrize(
    ("kind", "reference", "file"),
    [
        ("jekyll", "/assets/gate.jpg", "assets/gate.jpg"),
        ("jekyll", "{{ '/assets/gate.jpg' | relative_url }}", "assets/gate.jpg"),
        ("hugo", "/images/gate.jpg", "static/images/gate.jpg"),
        ("hugo", "gate.jpg", "content/notes/gate.jpg"),
        ("zola", "/images/gate.jpg", "static/images/gate.jpg"),
        ("astro", "../../assets/gate.jpg", "src/assets/gate.jpg"),
        ("astro", "/gate.jpg", "public/gate.jpg"),
        ("eleventy", "/img/gate.jpg", "src/img/gate.jpg"),
        ("markdown", "the%20gate.jpg", "notes/the gate.jpg"),
        ("markdown", "C:\\Users\\ines\\gate.jpg", ""),
        ("markdown", "https://harbour.example/uploads/gate.jpg", "uploads/gate.jpg"),
        ("markdown", "../../../../etc/gate.jpg", ""),
    ],
)
def test_pictures(kind: str, reference: str, file: str, tmp_path: Path) -> None:
    """A picture is found where its generator has it, and nowhere beside what was brought."""
    text = f"{FOLDERS[kind]}/2019-03-04-a.md"
    laid_out(tmp_path / "in", {**SETTINGS[kind], text: f"---\ntitle: A\n---\n![A gate.]({reference})\n"})
    laid_out(tmp_path, {"etc/gate.jpg": PHOTO, f"in/{file or 'other.jpg'}": PHOTO})
    source = MarkdownSite(BY_NAME[kind], contained(tmp_path / "in"))
    item = next(iter(source.items()))
    assert isinstance(item, Item)
    target = text_of(item).partition("(")[2].rpartition(")")[0]
    assert (source.file(target) == PHOTO) == bool(file)


def test_two_pictures_of_one_name(tmp_path: Path) -> None:
    """Of two pictures with one name, the one is taken that lies where the text says, and else none."""
    laid_out(tmp_path, {"n/a.md": "x", "static/2019/g.jpg": b"1", "static/2020/g.jpg": b"2"})
    source = MarkdownSite(BY_NAME["markdown"], contained(tmp_path))
    assert (source.file("/2020/g.jpg"), source.file("/g.jpg")) == (b"2", None)


def test_the_picture_above_a_text(tmp_path: Path) -> None:
    """The picture above a text is named by where it lies."""
    files = {"notes/a.md": b"---\nimage: g.jpg\n---\nx", "notes/g.jpg": PHOTO}
    assert one("markdown", files, tmp_path).picture == TopPicture("/notes/g.jpg")


@pytest.mark.parametrize(
    ("kind", "link"),
    [
        ("jekyll", "{% post_url 2019-03-05-b %}"),
        ("jekyll", "{% link _posts/2019-03-05-b.md %}"),
        ("jekyll", "/2019/03/05/b.html"),
        ("jekyll", "{{ site.baseurl }}/2019/03/05/b.html"),
        ("hugo", '{{< ref "2019-03-05-b" >}}'),
        ("hugo", '{{< relref "/notes/2019-03-05-b.md" >}}'),
        ("hugo", "https://harbour.example/notes/2019-03-05-b/"),
        ("zola", "@/notes/2019-03-05-b.md"),
        ("eleventy", "/notes/b/"),
        ("astro", "/notes/2019-03-05-b"),
        ("markdown", "2019-03-05-b.md"),
        ("pandoc", "2019-03-05-b.md#so"),
    ],
)
def test_links(kind: str, link: str, tmp_path: Path) -> None:
    """A link from one text to another leads to its file here."""
    folder = FOLDERS[kind]
    laid_out(
        tmp_path / "in",
        {
            **SETTINGS[kind],
            f"{folder}/2019-03-04-a.md": f"---\ntitle: A\n---\nA [b]({link}).\n",
            f"{folder}/2019-03-05-b.md": "---\ntitle: B\nslug: b\n---\nB.\n".replace("slug: b\n", ""),
        },
    )
    root = make_site(tmp_path / "site", {})
    brought(root, MarkdownSite(BY_NAME[kind], contained(tmp_path / "in")))
    text = next(path for path in (root / "stories").iterdir() if 'title: "A"' in path.read_text())
    target = text.read_text().rpartition("A [b](")[2].rpartition(").")[0].partition("#")[0]
    assert (text.parent / target).exists(), text.read_text()


def test_links_of_obsidian(tmp_path: Path) -> None:
    """Links in double brackets lead to notes by their names, and words stay where there is no such note."""
    files = {"a/Hill.md": "x", "z.md": "[[Hill]], [[a/Hill#Top|the top]], [[Sea]], ![[Hill]]\n"}
    item = one("obsidian", files, tmp_path)
    assert text_of(item) == "[Hill](/a/Hill.md), [the top](/a/Hill.md), Sea, [Hill](/a/Hill.md)\n"


def test_an_address_in_the_name_of_a_file(tmp_path: Path) -> None:
    """An e-mail address or a telephone number in a file's name is in no title and no old address."""
    files = {"_posts/2019-03-04-sam-0171-5551234-sam@example.org.md": "---\nauthor: Sam\n---\nWords.\n"}
    item = one("jekyll", files, tmp_path)
    assert (item.title, item.addresses) == ("", ())
