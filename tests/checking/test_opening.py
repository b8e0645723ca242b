"""Opening: what is packed is opened as far as it can be, and nothing that could not be is passed over."""

from __future__ import annotations

import binascii
import bz2
import gzip
import io
import lzma
import os
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checking.opening import Leaf, Unopened, below, opened
from generator.checking.unpacking import CUT_OFF, ENCRYPTED, TOO_MUCH
from tests.builders.packed import encrypted, tarred, zipped
from tests.builders.pictures import drawing, saved

SAID = b"the kettle went on singing"


def found(tmp_path: Path, content: bytes, name: str = "file") -> tuple[dict[str, bytes], dict[str, str]]:
    """What is in a file by place, and what could not be opened and why."""
    (tmp_path / name).write_bytes(content)
    every = list(opened(name, tmp_path / name))
    leaves = {leaf.place: leaf.content for leaf in every if isinstance(leaf, Leaf)}
    return leaves, dict(one for one in every if isinstance(one, Unopened))


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (gzip.compress(SAID, mtime=0), "file!"),
        (bz2.compress(SAID), "file!"),
        (lzma.compress(SAID), "file!"),
        (zipped("a", SAID), "file!a"),
        (b"a program that unpacks itself" + zipped("a", SAID), "file!a"),
        (tarred("b/a", SAID), "file!b/a"),
        (tarred("b/a", SAID, "w:gz"), "file!!b/a"),
        (tarred("b/a", SAID, "w:xz"), "file!!b/a"),
        (zipped("a.zip", tarred("b", gzip.compress(SAID, mtime=0))), "file!a.zip!b!"),
        (b'<img src="data:image/png;base64,' + b"dGhlIGtldHRsZSB3ZW50IG9uIHNpbmdpbmc=" * 2 + b'">', "file!data-1"),
    ],
    ids=["gzip", "bzip2", "xz", "zip", "program", "tar", "tar-gz", "tar-xz", "nested", "data"],
)
def test_packed_files_are_opened(tmp_path: Path, content: bytes, place: str) -> None:
    """Streams, archives, archives in archives and files within pages are opened, each with its place."""
    leaves, unopened = found(tmp_path, content)
    assert (SAID in leaves[place], unopened) == (True, {})


SEALED = {
    "encrypted": (encrypted(zipped("a", SAID)), "file!a", ENCRYPTED),
    "zip cut off": (zipped("a", SAID * 99)[:-50], "file", CUT_OFF),
    "zip with a hole": (zipped("a", os.urandom(999)).replace(b"PK\x03\x04", b"PK\x03\x05", 1), "file!a", CUT_OFF),
    "gzip cut off": (gzip.compress(SAID * 99, mtime=0)[:-12], "file", CUT_OFF),
    "xz cut off": (lzma.compress(SAID * 99)[:-12], "file", CUT_OFF),
    "tar cut off": (tarred("a", SAID * 999)[:9000], "file!a", CUT_OFF),
    "tar without an end": (tarred("a", SAID)[:1024], "file", CUT_OFF),
    "7z": (b"7z\xbc\xaf\x27\x1c rest", "file", "it is a 7z archive; no words and pictures in it were looked at"),
    "film": (
        b"\0\0\0\x20ftypisom",
        "file",
        "it is a film, which is not watched; no words and pictures in it were looked at",
    ),
}


@pytest.mark.parametrize("kind", SEALED)
def test_what_cannot_be_opened_is_told(tmp_path: Path, kind: str) -> None:
    """What is encrypted, cut off, or of a kind that cannot be opened is told with its place and the reason."""
    content, place, why = SEALED[kind]
    assert found(tmp_path, content)[1][place] == why


def bomb(levels: int) -> bytes:
    """A zip archive that unpacks to a thousand times its size, in so many zip archives."""
    made = bytes(60_000_000)
    for level in range(levels):
        made = zipped(f"{level}", made)
    return made


@pytest.mark.parametrize("levels", [1, 3])
def test_what_grows_without_end_is_given_up(tmp_path: Path, levels: int) -> None:
    """Of an archive that unpacks to a thousand times its size, twenty times and a little is taken, and that is told."""
    content = bomb(levels)
    leaves, unopened = found(tmp_path, content)
    assert list(unopened.values()) == [TOO_MUCH]
    assert sum(map(len, leaves.values())) <= 8_000_000 + 22 * len(content)


def test_an_archive_of_very_many_files_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an archive with more files than any site has, the rest is told not to have been opened."""
    monkeypatch.setattr("generator.checking.unpacking.MOST", 10)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(12):
            archive.writestr(str(n), b"")
    leaves, unopened = found(tmp_path, out.getvalue())
    assert (len(leaves), list(unopened)) == (11, ["file"])


def test_packings_within_packings_end(tmp_path: Path) -> None:
    """Files that are packed in each other deeper than anybody packs them are told."""
    made = SAID
    for _ in range(12):
        made = gzip.compress(made, mtime=0)
    assert [why for why in found(tmp_path, made)[1].values() if "packings around it" in why]


def test_a_folder_is_walked_whole(tmp_path: Path) -> None:
    """Hidden files, links and pipes are met in order, links are read as files, and what is no file is told."""
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden/a").write_bytes(SAID)
    (tmp_path / "linked").symlink_to(".hidden/a")
    (tmp_path / "nowhere").symlink_to("gone")
    (tmp_path / "folder").symlink_to(".hidden")
    os.mkfifo(tmp_path / "pipe")
    every = [
        one for file in below(tmp_path, lambda *_: False) if not isinstance(file, Unopened) for one in opened(*file)
    ]
    assert [one for one in every if isinstance(one, Leaf)] == [
        Leaf(".hidden/a", ".hidden/a", SAID),
        Leaf("folder", "folder!link", b".hidden"),
        Leaf("linked", "linked!link", b".hidden/a"),
        Leaf("linked", "linked", SAID),
        Leaf("nowhere", "nowhere!link", b"gone"),
    ]
    assert [place for place, _ in (one for one in every if isinstance(one, Unopened))] == ["folder", "nowhere", "pipe"]


def test_names_that_are_no_text_are_met(tmp_path: Path) -> None:
    """A file whose name is not UTF-8 is opened like any other."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(SAID)
    ((path, at),) = (file for file in below(tmp_path, lambda *_: False) if not isinstance(file, Unopened))
    assert [one.content for one in opened(path, at) if isinstance(one, Leaf)] == [SAID]


WHOLE = [
    *(zipped("a", SAID * 9), tarred("a", SAID), gzip.compress(SAID, mtime=0), lzma.compress(SAID, lzma.FORMAT_ALONE)),
    *(saved(drawing(), kind) for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "ICO")),
    *(b"begin 644 a\n" + binascii.b2a_uu(SAID) + b"`\nend\n", b"MIME-Version: 1.0\n\n" + SAID),
]


@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.integers(0, 1 << 16), st.binary(max_size=9), st.integers(0, 9)), max_size=4),
    st.sampled_from([b"", *WHOLE]),
)
def test_what_was_made_to_break_readers_breaks_none(
    whole: bytes, changes: list[tuple[int, bytes, int]], behind: bytes
) -> None:
    """Any file with any of its bytes changed, removed or added is opened or named; nothing else happens."""
    for place, instead, removed in changes:
        at = place % len(whole)
        whole = whole[:at] + instead + whole[at + removed :] or b"-"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "file").write_bytes(whole + behind)
        assert all(one.place.startswith("file") for one in opened("file", Path(folder) / "file"))
