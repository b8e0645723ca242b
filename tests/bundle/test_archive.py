"""Archives: names that every file system takes, manifests, and zip archives that are always the same."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

import pytest

from generator.bundle.archive import faults, manifest, pack, unpack, unsafe_names
from generator.ground.places import MANIFEST


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}


FILES = {"b/two.html": b"two" * 50, "a.txt": b"one", "c/three.png": b"three" * 50}


@pytest.mark.parametrize(
    "path",
    [
        *("con/index.html", "a/NUL", "a/com1.html", "lpt9.tar.gz", "COM².txt", "aux"),
        *("a:b.html", "a/what?.html", "a\\b", "a|b", 'a"b', "a<b", "tab\tb", "a/dot.", "space /b"),
        *("x" * 181, "a/" + "ü" * 256),
    ],
)
def test_names_that_windows_refuses(path: str) -> None:
    """Names of devices, refused characters, dots and spaces at the end, and what is too long are found."""
    assert path in {found for found, _ in unsafe_names([path, "fine.html"])}


@pytest.mark.parametrize("pair", [("A.html", "a.html"), ("stories/x", "Stories/y"), ("straße", "STRASSE")])
def test_names_that_differ_by_case(pair: tuple[str, str]) -> None:
    """Files and folders that differ by capital letters alone are found."""
    assert next(why for _, why in unsafe_names(pair)).endswith("by capital letters alone")


def test_usual_names_are_safe() -> None:
    """Names that only look like those of devices, and long ones within the limit, are fine."""
    assert list(unsafe_names(["contact/index.html", "com10", "null", "stories/" + "a" * 80 + "/index.html"])) == []


def test_an_archive_is_always_the_same() -> None:
    """Whatever the order of the files, the archive has the same bytes."""
    assert pack(FILES) == pack(dict(reversed(FILES.items())))


def test_entries_of_an_archive() -> None:
    """Entries are in the order of their names, of one time, readable by all, and pictures are not packed again."""
    with zipfile.ZipFile(io.BytesIO(pack(FILES))) as archive:
        entries = archive.infolist()
    assert [e.filename for e in entries] == sorted(FILES)
    assert {(e.date_time, e.external_attr >> 16, e.create_system) for e in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644, 3)
    }
    assert [e.compress_type for e in entries] == [zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED]


def test_one_entry_can_be_first() -> None:
    """A file that is to be first comes before all others, as it is, right behind its own name."""
    packed = pack(FILES, first="b/two.html")
    assert packed[30:].startswith(b"b/two.html" + FILES["b/two.html"])


def test_an_archive_opens_again() -> None:
    """What was packed comes out as it went in."""
    assert unpack(pack(FILES)) == FILES


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and no more", pack(FILES)[:-30]])
def test_what_is_no_archive(data: bytes) -> None:
    """What is not an archive, or only the beginning of one, does not open."""
    assert unpack(data) is None


def test_a_damaged_entry_is_empty() -> None:
    """A file whose bytes were damaged comes out empty, and the others come out whole."""
    packed = bytearray(pack(FILES))
    packed[packed.index(FILES["c/three.png"])] ^= 1
    assert unpack(bytes(packed)) == {**FILES, "c/three.png": b""}


def test_a_manifest() -> None:
    """A manifest has its remarks first, then a line with the SHA-256 digest and the path of each file, in order."""
    lines = manifest(FILES, ["Of a copy."]).decode().splitlines()
    assert lines == ["# Of a copy.", *(f"{hashlib.sha256(FILES[p]).hexdigest()}  {p}" for p in sorted(FILES))]


def test_nothing_is_wrong() -> None:
    """Files that are as their manifest says have no faults."""
    listed = manifest(FILES, ["Of a copy."])
    assert list(faults(digests({**FILES, MANIFEST: listed}), listed, MANIFEST)) == []


def test_faults() -> None:
    """Files that were changed, taken away or put in are each found, and so is a line that means nothing."""
    listed = manifest(FILES, []) + b"and so on\n"
    there = digests({"a.txt": b"other", "c/three.png": FILES["c/three.png"], "new": b""})
    found = dict(faults(there, listed, MANIFEST))
    assert found == {
        MANIFEST: "this line is none of a manifest: and so on",
        "a.txt": "it was changed or damaged",
        "b/two.html": "it is missing",
        "new": "the manifest does not know it",
    }
