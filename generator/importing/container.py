"""What somebody brings, as named files: a folder, a zip archive, or one file. Nothing of it is unpacked to disk.

It may come from anybody, so names that lead out of it, links, and archives that grow beyond all measure are looked out
for before anything is read.
"""

from __future__ import annotations

import lzma
import os
import posixpath
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TypeVar

from generator.consent.refused import RefusedError
from generator.ground import limits
from generator.ground.diagnostics import spelled
from generator.importing.item import LeftOut

T = TypeVar("T")

TWICE = "the last of each came in; unpack the archive, and bring in the others by themselves"
MOST_FILES = 200_000
DEEPEST = 40
# Bytes of everything in an archive, unpacked; and how many times an archive's own size, above the first.
LARGEST = 16_000_000_000
ALWAYS_ROOM, GROWS = 100_000_000, 100
# What systems and programs keep beside texts, and nobody means to bring.
PASSED_OVER = frozenset((".git", ".svn", ".hg", "__MACOSX", "node_modules", ".DS_Store", "Thumbs.db", "desktop.ini"))
# Folders by whose names a text is told to be a page, or not to be for everybody.
TELLING_FOLDERS = frozenset(("page", "pages", "seiten", "drafts", "private", "members", "internal", "posts", "content"))
# Documents that are zip archives themselves have one of these.
OF_A_DOCUMENT = ("[Content_Types].xml", "mimetype")
OTHER_PACKINGS = {
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x1f\x8b": "packed with gzip",
    b"BZh": "packed with bzip2",
    b"\xfd7zXZ\x00": "packed with xz",
}
# What the library raises for archives that are damaged, or packed as nobody packs them.
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
BROKEN_DIRECTORY = (*DAMAGED, ValueError, OverflowError, struct.error)
IN_UTF_8 = 0x800  # flag of a name in a zip archive (APPNOTE 4.4.4)
ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Container:
    """Files by their names, with forward slashes. ``label`` is what people call the whole; ``left_out`` is told."""

    label: str
    sizes: Mapping[str, int]
    opener: Callable[[str], IO[bytes]]
    left_out: tuple[LeftOut, ...] = ()

    def names(self) -> tuple[str, ...]:
        """The names of all files, in order."""
        return tuple(self.sizes)

    def read(self, name: str, limit: int = limits.PICTURE) -> bytes | None:
        """The bytes of a file, up to one more than ``limit``; None where there is none of that name.

        Raises RefusedError if it cannot be read.
        """
        if name not in self.sizes:
            return None
        with self.open(name) as file:
            return file.read(limit + 1)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A file that is there, to be read bit by bit. Raises RefusedError if it cannot be read."""
        where = self.label if len(self.sizes) == 1 else f"{self.label}: {name}"
        try:
            with self.opener(name) as file:
                yield file
        except OSError as e:
            raise RefusedError(f"{where} cannot be read ({e.strerror or e}). Check that you may read it.") from e
        except DAMAGED as e:
            raise RefusedError(f"{where} is damaged. Export or copy it once more.") from e


def contained(path: Path) -> Container:
    """What is at a path. Raises RefusedError if nothing there can be read, or reading it could do harm."""
    try:
        if path.is_dir():
            return _folder(path)
        if not path.exists():
            raise RefusedError(f"{spelled(str(path))}: there is no such file or folder. Check the name.")
        if not path.is_file():
            raise RefusedError(f"{spelled(str(path))} is neither a file nor a folder. Name one of these.")
        return _file(path, path.name)
    except OSError as e:
        raise RefusedError(f"{spelled(str(path))} cannot be read ({e.strerror}). Check that you may read it.") from e


def sent(files: Mapping[str, Path]) -> Container:
    """The same of files that somebody has sent, by the names that came with them; in a folder they begin with its name.

    Raises RefusedError also where a name could lead somewhere else, or two files lie at one place.
    """
    found = _by_name((_plain(name), path) for name, path in files.items())
    if any(_leads_out(name) for name in found):
        raise RefusedError("The name of a file leads out of its folder. Rename it, or write where it lies.")
    places = Counter(posixpath.normpath(_plain(name)) for name in files if not is_passed_over(name))
    if twice := next((name for name, count in places.items() if count > 1), None):
        raise RefusedError(f"Two files have the name “{spelled(twice)}”. Send one after the other.")
    named = {posixpath.normpath(name): path for name, path in sorted(found.items()) if not is_passed_over(name)}
    try:
        if len(named) == 1:
            ((name, path),) = named.items()
            return _file(path, PurePosixPath(name).name)
        sizes = {name: path.stat().st_size for name, path in named.items()}
    except OSError as e:
        raise RefusedError(f"What was sent cannot be read ({e.strerror}). Choose it once more.") from e
    tops = {name.partition("/")[0] for name in named if "/" in name}
    if len(tops) != 1 or not all("/" in name for name in named):
        return Container(f"{len(named)} files", sizes, lambda name: named[name].open("rb"))
    (top,) = tops
    return _below(Container(spelled(top), sizes, lambda name: named[name].open("rb")), f"{top}/")


def is_passed_over(name: str) -> bool:
    """Whether a file is one that systems and programs keep beside texts."""
    return not PASSED_OVER.isdisjoint(_plain(name).split("/"))


def _plain(name: str) -> str:
    return name.replace("\\", "/")


def _file(path: Path, name: str) -> Container:
    """What one file holds, which people call by ``name``. Raises RefusedError and OSError."""
    with path.open("rb") as file:
        head = file.read(8)
    for sign, kind in OTHER_PACKINGS.items():
        if head.startswith(sign):
            raise RefusedError(f"{spelled(name)} is {kind}. Unpack it, and name the folder that comes out.")
    return _archive(path, spelled(name)) if head.startswith(b"PK") else _one_file(path, spelled(name))


def without_top(files: Container) -> Container:
    """The same files, called without the folders that all of them lie in; one that says what is in it stays."""
    while len(tops := {name.partition("/")[0] for name in files.sizes}) == 1 and all(
        "/" in name for name in files.sizes
    ):
        (top,) = tops
        if top.startswith(("_", ".")) or top.lower() in TELLING_FOLDERS:
            break
        files = _below(files, f"{top}/")
    return files


def _below(files: Container, top: str) -> Container:
    sizes = {name[len(top) :]: size for name, size in files.sizes.items()}
    return Container(files.label, sizes, lambda name: files.opener(top + name), files.left_out)


def _one_file(path: Path, label: str) -> Container:
    return Container(label, {label: path.stat().st_size}, lambda _: path.open("rb"))


def _folder(root: Path) -> Container:
    """The files of a folder; links in it are not followed."""
    there: list[tuple[str, tuple[int, Path]]] = []
    links = unnamed = 0
    label = spelled(root.resolve().name)
    for folder, folders, files in os.walk(root, onerror=_unreadable):
        here = Path(folder)
        links += sum((here / name).is_symlink() for name in folders)
        folders[:] = sorted(name for name in folders if name not in PASSED_OVER)
        if len(here.relative_to(root).parts) > DEEPEST:
            raise RefusedError(f"{label}: folders are nested too deeply. Name the folder that holds the texts.")
        for name in sorted(files):
            place = here / name
            looks = place.lstat()
            path = place.relative_to(root).as_posix()
            if stat.S_ISLNK(looks.st_mode):
                links += 1
            elif spelled(path) != path:
                unnamed += 1
            elif stat.S_ISREG(looks.st_mode) and name not in PASSED_OVER:
                there.append((path, (looks.st_size, place)))
        if len(there) > MOST_FILES:
            raise RefusedError(f"{label}: there are more than {MOST_FILES:,} files. Name the folder with the texts.")
    told = (
        LeftOut("links to files elsewhere", "only what lies in the folder itself comes in", links),
        LeftOut("files whose names are not text", "rename them, and bring them in once more", unnamed),
    )
    found = _by_name(there)
    sizes = {path: found[path][0] for path in sorted(found)}
    return Container(label, sizes, lambda name: found[name][1].open("rb"), tuple(t for t in told if t.count))


def _unreadable(e: OSError) -> None:
    raise e


def _archive(path: Path, label: str) -> Container:
    """The files of a zip archive; the archive itself where it is a document of a word processor or the like."""
    try:
        archive = zipfile.ZipFile(path)
        entries = archive.infolist()
    except BROKEN_DIRECTORY:
        what = "is a zip archive, and damaged or cut short"
        raise RefusedError(f"{label} {what}. Export or copy it once more.") from None
    if any(entry.filename in OF_A_DOCUMENT for entry in entries):
        archive.close()
        return _one_file(path, label)
    if len(entries) > MOST_FILES:
        raise RefusedError(f"{label} holds more than {MOST_FILES:,} files. Unpack it, and name the folder with texts.")
    wanted = tuple(_wanted(label, entries))
    found = _by_name(wanted)
    whole = sum(entry.file_size for entry in entries)
    if whole > min(LARGEST, max(ALWAYS_ROOM, GROWS * path.stat().st_size)):
        raise RefusedError(f"{label} would grow to {whole // 1_000_000:,} MB, as if made to do harm. Leave it.")
    if not found:
        raise RefusedError(f"{label} is an empty archive. Export or copy it once more.")
    if all(name.lower().endswith(".zip") for name in found):
        raise RefusedError(f"{label} only holds other archives. Unpack it, and bring in each of them.")
    last = dict(wanted)
    twice = tuple(sorted({name for name, entry in wanted if entry.CRC != last[name].CRC}))
    told = (LeftOut("files whose names stand twice in the archive", TWICE, len(twice), titles=twice),) if twice else ()
    sizes = {name: found[name].file_size for name in sorted(found)}
    return Container(label, sizes, lambda name: archive.open(found[name]), told)


def _one(name: str) -> str:
    """A name as it is written everywhere: with letters and their accents as one character each."""
    return unicodedata.normalize("NFC", name)


def _by_name(found: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Files by their names; two whose names differ in how they are written alone keep these."""
    by_name = dict(found)
    alike = Counter(map(_one, by_name))
    return {_one(name) if alike[_one(name)] == 1 else name: file for name, file in by_name.items()}


def _wanted(label: str, entries: Iterable[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files of an archive by their names. Raises RefusedError for what no honest archive has, or is locked."""
    for entry in entries:
        name = _name(entry)
        if _leads_out(name):
            raise RefusedError(f"{label} holds a file whose name leads out of it, as no honest archive does. Leave it.")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise RefusedError(f"{label} holds a link instead of a file. Unpack it, and name the folder.")
        if entry.is_dir() or is_passed_over(name):
            continue
        if entry.flag_bits & ENCRYPTED:
            raise RefusedError(f"{label} is locked with a password. Unpack it, and name the folder that comes out.")
        yield posixpath.normpath(name), entry


def _name(entry: zipfile.ZipInfo) -> str:
    """A file's name; many programs write it in UTF-8 and do not say so."""
    name = entry.filename
    if not entry.flag_bits & IN_UTF_8 and not name.isascii():
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.filename
    return _plain(name)


def _leads_out(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not parts or ".." in parts or name.startswith("/") or name[1:2] == ":" or "\0" in name
