"""Files in stories/ and pages/ that are no texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content import read, sources
from generator.ground.diagnostics import Severity
from tests.builders.sites import SITE, built, make_site, story

TEXTS = {"a.md": story()}


def told(root: Path, files: dict[str, str]) -> list[tuple[str, str, str]]:
    """Path, message and remedy of everything that is said of a site with these files beside its one story."""
    make_site(root, TEXTS)
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    found = sources.gather(root)
    assert "stories/a.md" in [f.path for f in found.stories]
    assert {d.severity for d in found.diagnostics} <= {Severity.WARNING}
    return [(d.path, d.message, d.hint) for d in found.diagnostics]


@pytest.mark.parametrize(
    ("name", "what", "remedy"),
    [
        ("x.docx", "document of a word processor", "“hearten import FILE” brings it in as a draft"),
        ("x.DOC", "document of a word processor", "paste"),
        ("x.rtf", "document of a word processor", "save it as .docx, which “hearten import FILE” brings in"),
        ("x.odt", "document of a word processor", "paste"),
        ("x.pages", "document of a word processor", "paste"),
        ("x.md.docx", "document of a word processor", "hearten import"),
        ("x.gdoc", "only leads to something", "copy the words"),
        ("x.pdf", "made for printing", "join the lines"),
        ("x.html", "web page", "“hearten import FILE” brings it in as a draft"),
        ("x.mht", "web page", "open it in a browser"),
        ("x.m4a", "recording", "name it in a story's front matter"),
        ("x.zip", "packed", "“hearten import FILE” may bring them in; otherwise unpack it elsewhere"),
        ("x.xml", "not read", "if it is an export of WordPress, “hearten import FILE”"),
        ("x.csv", "not read", "if it is the answers to a form, “hearten import FILE”"),
        ("x.txt", "ends in .txt and not in .md", "rename it to “x.md”"),
        ("x.md.txt", "ends in .txt and not in .md", "rename it to “x.md”"),
        ("x.MD.TXT", "ends in .txt and not in .md", "rename it to “x.MD”"),
        ("x.markdown", "ends in .markdown and not in .md", "rename it to “x.md”"),
        ("x.md ", "behind the end of its name", "rename it to “x.md”"),
        ("a.txt", "ends in .txt", "“a.md” is here, too"),
        ("x", "does not end in .md", "rename it to “x.md”"),
        ("x.xlsx", "this file is not read", "if it is the answers to a form"),
        ("x.ymd", "this file is not read", "if it is a text"),
    ],
)
@pytest.mark.parametrize("folder", ["stories", "stories/2026/june", "pages"])
def test_named_once(tmp_path: Path, folder: str, name: str, what: str, remedy: str) -> None:
    """A file that is no text is named once, with what it may be and how its words get onto the site."""
    if name == "a.txt" and folder != "stories":
        make_site(tmp_path, {}, pages={"a.md": "---\ntitle: A\n---\nUs.\n"})
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "a.md").write_text("---\ntitle: A\n---\nUs.\n", encoding="utf-8")
    [(path, message, hint)] = told(tmp_path, {f"{folder}/{name}": "words"})
    assert path == f"{folder}/{name}"
    assert what in message
    assert remedy in hint


@pytest.mark.parametrize(
    "path",
    [
        *("stories/images/gate.jpg", "stories/gate.HEIC", "pages/us.svg", "stories/gate.jpg.xmp"),
        *("stories/a.md~", "stories/#a.md#", "stories/a.md.bak", "stories/a.md.orig", "stories/~$gate.docx"),
        *("stories/.a.md.swp", "stories/_later/gate.docx", "stories/.DS_Store", "stories/Thumbs.db"),
        *("stories/desktop.ini", "pages/Icon\r", "stories/.gate.jpg.icloud", "README.md", "notes.txt", "LICENSE.md"),
        *("drafts/notes.md", "_drafts/a.md", "Makefile", "~$gate.docx"),
    ],
)
def test_nothing_is_said(tmp_path: Path, path: str) -> None:
    """Pictures, backups, hidden files, notes, and what systems leave behind are nobody's news."""
    assert told(tmp_path, {path: "# Words\n"}) == []


def test_files_that_tell_of_their_folder(tmp_path: Path) -> None:
    """What tells of a folder of texts is named in one line, as a note."""
    make_site(tmp_path, TEXTS)
    for path in ("stories/LICENSE", "stories/readme.txt", "pages/licence"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("Words.", encoding="utf-8")
    assert [(d.severity, d.path, d.message) for d in sources.gather(tmp_path).diagnostics] == [
        (Severity.NOTE, "stories", "LICENSE, readme.txt tell of this folder, and are not published"),
        (Severity.NOTE, "pages", "licence tells of this folder, and is not published"),
    ]


@pytest.mark.parametrize("folder", ["story", "Stories", "texts", "posts", "Pages"])
def test_texts_in_other_folders(tmp_path: Path, folder: str) -> None:
    """A folder beside site.yaml that holds stories is told of once, also where nothing else has changed since."""
    make_site(tmp_path, TEXTS, pages={"us.md": "---\ntitle: Us\n---\nWe.\n"})
    assert built(tmp_path).diagnostics == ()
    (tmp_path / folder).mkdir()
    for name in ("a.md", "b.md"):
        (tmp_path / folder / name).write_text(story(), encoding="utf-8")
    for _ in range(2):
        [problem] = built(tmp_path).diagnostics
        assert (problem.path, problem.severity) == (folder, Severity.WARNING)
        assert problem.hint.startswith("move them to stories/")
    for name in ("a.md", "b.md"):
        (tmp_path / folder / name).unlink()
    assert built(tmp_path).diagnostics == ()


def test_folders_that_hold_no_stories(tmp_path: Path) -> None:
    """Texts in other folders that are not like stories, or in a folder that is meant to stay out, are not spoken of."""
    files = {"docs/a.md": "---\ntitle: Guide\n---\n", "docs/b.md": "# Words\n", "_old/a.md": story()}
    assert told(tmp_path, files) == []


def test_documents_beside_the_settings(tmp_path: Path) -> None:
    """A document of a word processor in the site's own folder is noted."""
    make_site(tmp_path, TEXTS)
    (tmp_path / "gate.docx").write_bytes(b"PK\x03\x04")
    [problem] = sources.gather(tmp_path).diagnostics
    assert (problem.severity, problem.path) == (Severity.NOTE, "gate.docx")
    assert problem.hint.startswith("if it is a story, “hearten import FILE” brings it in")


def test_folders_that_are_documents(tmp_path: Path) -> None:
    """A folder that is one document, and one that belongs to a saved web page, are not looked into."""
    files = {
        "stories/gate.pages/Index.zip": "",
        "stories/old.htm": "",
        "stories/old_files/filelist.xml": "",
        "stories/2026_files/tin.txt": "",
    }
    assert [path for path, _, _ in told(tmp_path, files)] == [
        *("stories/2026_files/tin.txt", "stories/gate.pages", "stories/old.htm")
    ]


def test_in_icloud(tmp_path: Path) -> None:
    """A text that a Mac has put away is missing from the site, and that is told."""
    [(path, message, hint)] = told(tmp_path, {"stories/.tin.md.icloud": ""})
    assert (path, "only in iCloud" in message, "download" in hint) == ("stories/tin.md", True, True)


@pytest.mark.parametrize(
    "name",
    [
        *("us (Sam's conflicted copy 2026-10-20).md", "us.sync-conflict-20261020-101010-ABCDEFG.md", "us - Copy.md"),
        *("us copy 2.md", "us (1).md", "us 2.md", "Copy of us.md", "us - Kopie (2).md"),
    ],
)
@pytest.mark.parametrize("folder", ["pages", "stories", "stories/2026"])
def test_copies(tmp_path: Path, folder: str, name: str) -> None:
    """A text that is a copy by its name is told of, since it is read beside its original."""
    files = {f"{folder}/us.md": story(), f"{folder}/{name}": story(), f"{folder}/the (2).md": story()}
    [(path, message, hint)] = told(tmp_path, files)
    assert (path, "“us.md”" in message, "delete the other" in hint) == (f"{folder}/{name}", True, True)


@pytest.mark.parametrize(
    ("name", "text", "remedy"),
    [
        ("tin.md", story(), "move it to stories/"),
        ("tin.md", "\ufeff" + story().replace("\n", "\r\n"), "move it to stories/"),
        ("tin.md.txt", story(), "move it to stories/"),
        ("us.md", "---\n# of us\ntitle: Us\n---\nWe.\n", "move it to pages/, or to stories/ if it is a person's"),
    ],
)
def test_texts_in_the_sites_own_folder(tmp_path: Path, name: str, text: str, remedy: str) -> None:
    """A text beside site.yaml is told of, with the folder that it belongs in."""
    assert told(tmp_path, {name: text}) == [
        (name, "this file is not read here, and it begins like a text of the site", remedy)
    ]


def test_a_build_tells(tmp_path: Path) -> None:
    """A build ends well and tells of a document beside the stories, also where nothing else has changed since."""
    make_site(tmp_path, TEXTS, site=SITE)
    assert built(tmp_path).diagnostics == ()
    (tmp_path / "stories" / "tin.docx").write_bytes(b"PK\x03\x04")
    assert [d.path for d in built(tmp_path).diagnostics] == ["stories/tin.docx"]
    assert [d.path for d in built(tmp_path).diagnostics] == ["stories/tin.docx"]
    (tmp_path / "stories" / "tin.docx").unlink()
    assert built(tmp_path).diagnostics == ()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"{\\rtf1\\ansi hello}", "this is a document under the name of a text"),
        (b"PK\x03\x04\x14\x00\x06\x00" + b"x" * 1_000_000, "this is a document under the name of a text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is a document under the name of a text"),
        (b"%PDF-1.7", "this is a document under the name of a text"),
        (b"<!DOCTYPE html><p>One.", "this is a web page under the name of a text"),
        (b"\x89PNG\r\n\x1a\n", "this is a picture under the name of a text"),
        ("\ufeff---\ntitle: One\n".encode("utf-16-le"), "this text is saved as UTF-16, and texts are read as UTF-8"),
        ("\ufeff---\ntitle: One\n".encode("utf-16-be"), "this text is saved as UTF-16, and texts are read as UTF-8"),
    ],
)
def test_under_the_name_of_a_text(data: bytes, what: str) -> None:
    """A file that is no text though its name is one's is one error, which says what it is and what to do."""
    [problem] = read.manuscript(data, "stories/a.md", "en").diagnostics
    assert (problem.severity, problem.place, problem.message) == (Severity.ERROR, "stories/a.md:1:1", what)


def test_a_folder_with_capitals(tmp_path: Path) -> None:
    """A folder of texts with a capital in its name is told of, also where nothing else has changed since."""
    make_site(tmp_path, TEXTS)
    assert built(tmp_path).diagnostics == ()
    (tmp_path / "Pages").mkdir()
    for _ in range(2):
        [problem] = built(tmp_path).diagnostics
        assert (problem.path, problem.hint) == ("Pages", "rename it to pages; capitals make another name")
    (tmp_path / "pages").mkdir()
    assert built(tmp_path).diagnostics == ()
