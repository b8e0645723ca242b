from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.consent.refused import RefusedError
from generator.importing import container
from generator.importing.container import contained, sent


def zipped(path: Path, files: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_a_folder_is_its_files(tmp_path: Path) -> None:
    """A folder gives all files below it by their paths in order, without what systems keep there."""
    for name in ("b.md", "posts/a.md", ".git/config", "posts/.DS_Store", ".obsidian/app.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    found = contained(tmp_path)
    assert found.names() == (".obsidian/app.json", "b.md", "posts/a.md")
    assert found.read("posts/a.md") == b"posts/a.md"
    assert found.read("posts/missing.md") is None


def test_a_zip_archive_is_its_files(tmp_path: Path) -> None:
    """A zip archive gives the same as the folder it was made of."""
    path = zipped(tmp_path / "site.zip", {"b.md": b"b", "posts/a.md": b"a", "__MACOSX/b.md": b"-"})
    found = contained(path)
    assert (found.label, found.names()) == ("site.zip", ("b.md", "posts/a.md"))
    with found.open("posts/a.md") as file:
        assert file.read(1) == b"a"


def test_one_file_is_itself(tmp_path: Path) -> None:
    """A file that is no archive is the one file of its container."""
    (tmp_path / "export.xml").write_bytes(b"<rss/>")
    found = contained(tmp_path / "export.xml")
    assert (found.names(), found.read("export.xml")) == (("export.xml",), b"<rss/>")


@pytest.mark.parametrize("sign", ["[Content_Types].xml", "mimetype"])
def test_a_document_is_no_archive(tmp_path: Path, sign: str) -> None:
    """A word processor's document is one file, though it is packed as a zip archive."""
    path = zipped(tmp_path / "story.docx", {sign: b"-", "word/document.xml": b"<w/>"})
    assert contained(path).names() == ("story.docx",)


def test_no_more_is_read_than_asked(tmp_path: Path) -> None:
    """Reading ends one byte behind the limit, in folders and archives."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/long.txt").write_bytes(bytes(1000))
    path = zipped(tmp_path / "long.zip", {"long.txt": bytes(1000)})
    assert [len(contained(at).read("long.txt", 10) or b"") for at in (tmp_path / "in", path)] == [11, 11]


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    """A link in a folder, to a file or to a folder, brings nothing in, and is told of."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/key.md").write_text("secret")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.md").write_text("a")
    (tmp_path / "in/link.md").symlink_to(tmp_path / "secret/key.md")
    (tmp_path / "in/folder").symlink_to(tmp_path / "secret")
    found = contained(tmp_path / "in")
    assert found.names() == ("a.md",)
    assert [(left.what, left.count) for left in found.left_out] == [("links to files elsewhere", 2)]


@pytest.mark.parametrize("name", ["../a.md", "/etc/a.md", "a/../../b.md", "C:\\a.md", "..\\a.md"])
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    """An archive with a name that leads out of it is refused whole."""
    with pytest.raises(RefusedError, match=r"leads out of it"):
        contained(zipped(tmp_path / "slip.zip", {"good.md": b"", name: b""}))


def test_links_in_an_archive_are_refused(tmp_path: Path) -> None:
    """An archive that holds a link is refused."""
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        entry = zipfile.ZipInfo("link.md")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(RefusedError, match=r"holds a link"):
        contained(tmp_path / "link.zip")


def test_bombs_are_refused(tmp_path: Path) -> None:
    """An archive that would grow beyond all measure is refused before anything of it is read."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("zeros", "w") as file:
        for _ in range(container.ALWAYS_ROOM // 1_000_000 + 1):
            file.write(bytes(1_000_000))
    with pytest.raises(RefusedError, match=r"would grow to"):
        contained(path)


def test_locked_archives_are_refused(tmp_path: Path) -> None:
    """An archive that is locked with a password is refused, and how to go on is said."""
    data = bytearray(zipped(tmp_path / "locked.zip", {"a.md": b"text"}).read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    with pytest.raises(RefusedError, match=r"locked with a password. Unpack it"):
        contained(tmp_path / "locked.zip")


@pytest.mark.parametrize(("files", "said"), [({}, "empty archive"), ({"Part-1.zip": b""}, "bring in each of them")])
def test_archives_without_texts_are_told(tmp_path: Path, files: dict[str, bytes], said: str) -> None:
    """An archive that is empty, or holds nothing but archives, is refused with what to do."""
    with pytest.raises(RefusedError, match=said):
        contained(zipped(tmp_path / "texts.zip", files))


@pytest.mark.parametrize("sign", container.OTHER_PACKINGS)
def test_other_packings_are_named(tmp_path: Path, sign: bytes) -> None:
    """Archives of other kinds are refused by their names."""
    (tmp_path / "texts").write_bytes(sign + bytes(20))
    with pytest.raises(RefusedError, match=r"Unpack it, and name the folder"):
        contained(tmp_path / "texts")


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    """A name at which nothing is, and what is neither file nor folder, are refused in words."""
    os.mkfifo(tmp_path / "pipe")
    for name, why in (("missing.zip", "no such file"), ("pipe", "neither a file nor a folder")):
        with pytest.raises(RefusedError, match=why):
            contained(tmp_path / name)


def test_names_in_utf_8_are_read_as_such(tmp_path: Path) -> None:
    """A name in UTF-8 that the archive does not call so is read as it was meant, with its accents put together."""
    path = zipped(tmp_path / "names.zip", {"gru\u0308n.md": b""})
    data = path.read_bytes()
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(sign) + flags
        data = data[:at] + b"\0\0" + data[at + 2 :]
    path.write_bytes(data)
    assert contained(path).names() == ("gr\u00fcn.md",)


WHOLE = io.BytesIO()
with zipfile.ZipFile(WHOLE, "w", zipfile.ZIP_DEFLATED) as whole:
    whole.writestr("a.md", b"We painted the gate. " * 40)
    whole.writestr("images/b.png", bytes(range(256)) * 4)


@given(at=st.integers(0, len(WHOLE.getvalue()) - 1), bit=st.integers(0, 7), cut=st.booleans())
def test_damaged_archives_are_told(tmp_path_factory: pytest.TempPathFactory, at: int, bit: int, cut: bool) -> None:
    """Whatever byte of an archive is changed, or wherever it is cut, reading it gives bytes or a message."""
    data = bytearray(WHOLE.getvalue())
    data[at] ^= 1 << bit
    path = tmp_path_factory.mktemp("damaged") / "texts.zip"
    path.write_bytes(data[:at] if cut else data)
    said = "texts.zip"
    try:
        found = contained(path)
        for name in found.names():
            found.read(name)
    except RefusedError as e:
        said = str(e)
    assert said.startswith("texts.zip")


@pytest.mark.parametrize("other", ["d\\a.md", "d/./a.md", "d//a.md"])
def test_two_files_at_one_place(other: str, tmp_path: Path) -> None:
    """Of two files that are sent and would lie at one place, none is lost without a word."""
    files = {name: tmp_path / f"{n}" for n, name in enumerate(("d/a.md", other))}
    with pytest.raises(RefusedError, match=r"Two files have the name “d/a\.md”"):
        sent(files)
