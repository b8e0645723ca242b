"""Files as they lie in a folder, and what is packed in them, each opened as far as it can be, within a budget.

What could not be opened is never passed over: it is told with the reason, since nobody knows what is in it. That needs
no list of what cannot be opened: all is told that is not known to be opened to its last byte. A packed file may take
twenty times its own size when it is unpacked, and a little; what grows more was made to do harm.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

from generator.checking.encoded import written_in
from generator.checking.extents import BRANDS, font_end, picture_end
from generator.checking.readings import whole_text
from generator.checking.unpacking import ENCRYPTED, Allowance, Packed, packed, scattered
from generator.media.formats import LONGEST_MARK
from generator.media.published import is_nothing_else

LARGEST = 200_000_000  # bytes of one file that are looked at
PIECE, OVERLAP = 8_000_000, 64_000  # bytes of a recording that are looked at in one go
DEEPEST = 8  # packings within packings
RECORDING, FILM = "a recording, which is not listened to", "a film, which is not watched"
HEIC, HEICS = "a picture in HEIC format", (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc")
TOO_LARGE = f"it is larger than {LARGEST // 1_000_000} MB, and was looked at in part"
UNKNOWN = "it is not wholly text, and in no format that can be read to its end; only words that stand plainly in it"
UNKNOWN += " were looked at"
NOWHERE = "it is a link that leads nowhere"
REPOSITORY = "it looks like a git repository, whose history is packed"
# What hides words and cannot be opened here: how its files begin.
CLOSED = {
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"MSCF": "a cabinet archive",
    b"\x28\xb5\x2f\xfd": "packed with Zstandard",
    b"\x04\x22\x4d\x18": "packed with LZ4",
    b"\x1f\x9d": "packed with compress",
    b"xar!": "a xar archive",
    b"Salted__": ENCRYPTED,
    b"age-encryption.org/": ENCRYPTED,
    b"%!PS": "PostScript, a program that draws",
    b"ID3": RECORDING,
    b"\xff\xfb": RECORDING,
    b"\xff\xf3": RECORDING,
    b"\xff\xf2": RECORDING,
    b"\xff\xfa": RECORDING,
    b"fLaC": RECORDING,
    b"OggS": RECORDING,
    b"\x1aE\xdf\xa3": FILM,
}
# The same, with lines before it.
BLOCKS = re.compile(rb"^(?:(%PDF-\d)|-----BEGIN (?:PGP MESSAGE|AGE ENCRYPTED FILE))", re.MULTILINE)
PDF = "a PDF, whose words are packed and drawn by number"
PARTS_OF_A_REPOSITORY = ("objects", "HEAD")


class Leaf(NamedTuple):
    """Bytes, and where they are: in which file, and in which place of it; an exclamation mark leads into an archive.

    ``whole`` is there where they are the first piece of a file that is not held as a whole: its SHA-256, and its size.
    """

    file: str
    place: str
    content: bytes
    whole: tuple[str, int] | None = None

    @property
    def digest(self) -> str:
        """The SHA-256, in hexadecimal, of all that is at this place."""
        return self.whole[0] if self.whole else hashlib.sha256(self.content).hexdigest()

    @property
    def size(self) -> int:
        """How many bytes are at this place."""
        return self.whole[1] if self.whole else len(self.content)


class Compared(NamedTuple):
    """A recording that holds nothing but sound and picture, which nobody listened to: it was compared by its bytes."""

    place: str


class Unopened(NamedTuple):
    """A place that was not looked at, or not whole, and why."""

    place: str
    why: str


def below(folder: Path, passed_over: Callable[[str, Path], bool]) -> Iterator[tuple[str, Path] | Unopened]:
    """Every file below a folder by its path, in order; nothing of folders that are passed over by path and place."""

    def walk(place: Path, before: str) -> Iterator[tuple[str, Path] | Unopened]:
        try:
            entries = sorted(os.scandir(place), key=lambda entry: os.fsencode(entry.name))
        except OSError as e:
            yield Unopened(before or ".", f"this folder cannot be read ({e.strerror})")
            return
        if {entry.name for entry in entries}.issuperset(PARTS_OF_A_REPOSITORY):
            yield Unopened(before or ".", REPOSITORY)
        for entry in entries:
            path, at = f"{before}{entry.name}", Path(entry.path)
            if passed_over(path, at):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from walk(at, f"{path}/")
            else:
                yield path, at

    yield from walk(folder, "")


def opened(path: str, at: Path) -> Iterator[Leaf | Compared | Unopened]:
    """A file, where a link leads, and everything that is packed in it, as deep as it goes."""
    try:
        looks = at.lstat()
        if stat.S_ISLNK(looks.st_mode):
            yield Leaf(path, f"{path}!link", os.fsencode(at.readlink()))
            if not at.exists():
                yield Unopened(path, NOWHERE)
                return
            looks = at.stat()
        if not stat.S_ISREG(looks.st_mode):
            what = "a link to a folder" if stat.S_ISDIR(looks.st_mode) else "no file"
            yield Unopened(path, f"it is {what}")
            return
        with at.open("rb") as file:
            if _is_of(file.read(LONGEST_MARK), RECORDING, FILM) and is_nothing_else(file):
                yield from _pieces(path, file)
                return
            file.seek(0)
            content = file.read(LARGEST + 1)
    except OSError as e:
        yield Leaf(path, path, b"")  # its name is known
        yield Unopened(path, f"it cannot be read ({e.strerror})")
        return
    if len(content) > LARGEST:
        yield Unopened(path, TOO_LARGE)
    yield from _unpacked(Leaf(path, path, content), Allowance(len(content)), 0)


def _pieces(path: str, file: BufferedReader) -> Iterator[Leaf | Compared]:
    """A recording, which may be large: pieces that overlap, so that words are found in it wherever they stand."""
    file.seek(0)
    whole, at = (hashlib.file_digest(file, "sha256").hexdigest(), file.tell()), 0
    while at < whole[1] or at == 0:
        file.seek(at)
        content = file.read(PIECE + OVERLAP)
        yield Leaf(path, f"{path}!at-{at}" if at else path, content, None if at else whole)
        at += PIECE
    yield Compared(path)


def _unpacked(leaf: Leaf, allowance: Allowance, depth: int) -> Iterator[Leaf | Compared | Unopened]:
    """A leaf, and what is packed in it.

    It counts as opened only if it is text to its last sign, or a format that is read to its end, with nothing in front,
    between or behind that does not count as opened itself.
    """
    yield leaf
    file, place, content, _ = leaf
    if _is_of(content, RECORDING, FILM) and is_nothing_else(io.BytesIO(content)):
        yield Compared(place)
        return
    inside, closed = _inside(place, content, allowance)
    if closed is not None:
        yield Unopened(place, closed)
    for name, data, why in inside:
        within = f"{place}!{name}"
        if why is not None:
            yield Unopened(within if name else place, why)
        if data is not None and depth == DEEPEST:
            yield Unopened(place, f"there are more than {DEEPEST} packings around it")
            return
        if data is not None:
            yield from _unpacked(Leaf(file, within, data), allowance, depth + 1)
        if allowance.room < 0:
            return


def _is_of(content: bytes, *kinds: str) -> bool:
    """Whether bytes begin like one of these kinds."""
    return _kind_of(content) in kinds


def _inside(place: str, content: bytes, allowance: Allowance) -> tuple[Iterator[Packed], str | None]:
    """What is packed in these bytes, and why they cannot be opened, where that is known."""
    if not content.strip(b"\0"):
        return iter(()), None
    closed = _closed(place, content)
    text = whole_text(content)
    if text is not None:
        return written_in(content, text), closed
    inside = packed(content, allowance)
    if inside is not None:
        return inside, None
    end = picture_end(content) or font_end(content)
    if end is not None and closed is None:
        rest = content[end:]
        return iter([Packed(f"at-{end}", rest, None)] if rest.strip(b"\0") else []), None
    return scattered(content, allowance, closed or UNKNOWN), closed


def _closed(place: str, content: bytes) -> str | None:
    """Why what these bytes hold cannot be looked at, if that is known; it only makes better words."""
    what = _kind_of(content)
    if what not in (HEIC, FILM, RECORDING) and (block := BLOCKS.search(content)):
        what = PDF if block[1] else ENCRYPTED
    elif what is None and place.casefold().endswith(".br"):  # has no sign of its own
        what = "packed with Brotli"
    return what if what in (None, ENCRYPTED) else f"it is {what}; no words and pictures in it were looked at"


def _kind_of(content: bytes) -> str | None:
    """What bytes are by how they begin, of what cannot be looked into."""
    if content[4:8] == b"ftyp" and content[8:12] not in BRANDS:  # ISO/IEC 14496-12
        return HEIC if content[8:12] in HEICS else FILM
    if content.startswith(b"RIFF") and content[8:12] == b"WAVE":
        return RECORDING
    return next((kind for sign, kind in CLOSED.items() if content.startswith(sign)), None)
