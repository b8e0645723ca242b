"""The only door to the outside: the site's folder, and today's date. Everything behind it is pure."""

from __future__ import annotations

import errno
import os
import posixpath
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.content import other_files
from generator.ground import limits
from generator.ground.diagnostics import START, CannotBuildError, Diagnostic, OvertakenError, error, spelled, warning
from generator.store.file_stamps import Stamp, stamp

SITE_FILE = "site.yaml"
TEXTS = ".md"
FOLDERS = ("stories", "pages")
DEEPEST = 20
MOST = 65_536  # bytes of most files, of which few have more
HEAD = 4_096  # bytes of a file in which a front matter is looked for


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the site: its path below the site's folder, with forward slashes, where it is, and how it looks."""

    path: str
    place: str
    stamp: Stamp

    def read(self, limit: int = limits.TEXT) -> bytes:
        """Its bytes, up to one more than ``limit``. Raises OSError."""
        with Path(self.place).open("rb") as f:
            data = f.read(min(limit + 1, MOST))  # room for so much is made before
            return data if len(data) < MOST else data + f.read(limit + 1 - len(data))


@dataclass(frozen=True, slots=True)
class Sources:
    """What there is to build, looked at in the nanosecond ``seen`` or later.

    Texts are read when they are not known yet, pictures and themes when they are named.
    """

    root: Path
    seen: int
    settings: bytes
    stories: tuple[SourceFile, ...]
    pages: tuple[SourceFile, ...]
    diagnostics: tuple[Diagnostic, ...]


def today() -> date:
    """Today's date, where this machine is."""
    return date.today()  # noqa: DTZ011  # consent ends with the editor's day, not with UTC's


def now() -> str:
    """The day and the time of this moment, where this machine is, for a person to read."""
    return time.strftime("%Y-%m-%d, %H:%M")


def gather(root: Path, settings: bytes | None = None) -> Sources:
    """Look through the site in ``root``; ``settings`` stand for its site.yaml where that is not to be read.

    Raises CannotBuildError where there is no site.
    """
    problems: list[Diagnostic] = []
    seen = time.time_ns()
    settings = site_file(root) if settings is None else settings
    stories = tuple(texts(root, "stories", problems))
    pages = tuple(texts(root, "pages", problems))
    problems += _strays(root)
    problems += _unread_folders(root, (*stories, *pages))
    problems += other_files.copies(frozenset(text.path for text in (*stories, *pages)))
    return Sources(root, seen, settings, stories, pages, tuple(problems))


def _strays(root: Path) -> Iterator[Diagnostic]:
    """What to say of texts in the site's own folder, and in one that has nearly the name of one that is read."""
    for entry in sorted(os.scandir(root), key=lambda e: e.name):
        if entry.name[0] in "._":
            continue
        if is_file(entry) and other_files.may_be_astray(entry.name):
            head = read_inside(root, entry.name, HEAD)
            said = None if head is None else other_files.astray(entry.name, head)
            yield from [said] if said else []
        elif is_file(entry) and (left := other_files.left_beside(entry.name)):
            yield left
        elif is_nearly_read(entry.name) and not (root / entry.name.lower()).exists():
            what = f"texts in this folder are not read, since its name is not {entry.name.lower()}"
            hint = f"rename it to {entry.name.lower()}; capitals make another name"
            yield warning("not-read", entry.name, START, what, hint)


def _unread_folders(root: Path, read: Sequence[SourceFile]) -> Iterator[Diagnostic]:
    """What to say of other folders that hold stories, unless those are ``read`` by way of links."""
    folders: dict[str, list[str]] = {}
    for path, _ in texts_elsewhere(root):
        head = read_inside(root, path, HEAD)
        if head is not None and other_files.begins_like_a_story(head):
            folders.setdefault(path.partition("/")[0], []).append(path)
    linked = {inside(root, file.path) for file in read} if folders else set()
    for folder, paths in folders.items():
        if not all(inside(root, path) in linked for path in paths):
            yield other_files.unread_folder(folder)


def texts_elsewhere(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Texts that lie in folders of the site's own folder which no build reads, each with its path below that."""
    for folder in sorted(os.scandir(root), key=lambda e: e.name):
        if folder.name[0] in "._" or folder.name in FOLDERS or not folder.is_dir(follow_symlinks=False):
            continue
        if is_nearly_read(folder.name) and (folds_case(root) or not (root / folder.name.lower()).exists()):
            continue  # it is the folder that is read, or is told of by its name
        try:
            entries = sorted(os.scandir(folder.path), key=lambda e: e.name)
        except OSError:
            continue
        for entry in entries:
            if entry.name.lower().endswith(TEXTS) and is_file(entry):
                yield f"{folder.name}/{entry.name}", entry


def left_among_stories(found: Sources) -> Iterator[tuple[str, bytes]]:
    """Files in stories/ that no build reads, but for pictures and recordings: drafts, backups, and the like."""
    read, media = {file.path for file in found.stories}, {*other_files.PICTURES, *other_files.RECORDINGS}
    for folder, _, names in os.walk(found.root / FOLDERS[0]):
        for name in sorted(names):
            path = (Path(folder) / name).relative_to(found.root).as_posix()
            if path not in read and Path(name).suffix.lower() not in media:
                data = read_inside(found.root, path, limits.TEXT)
                if data is not None:
                    yield path, data


def is_nearly_read(name: str) -> bool:
    """Whether a name is that of a folder of texts but for capitals."""
    return name not in FOLDERS and name.lower() in FOLDERS


def site_file(root: Path) -> bytes:
    """The bytes of site.yaml. Raises CannotBuildError where there is no site."""
    try:
        if (root / SITE_FILE).exists() and not (root / SITE_FILE).is_file():
            raise IsADirectoryError(errno.EISDIR, "it is not a file")
        with (root / SITE_FILE).open("rb") as f:
            return f.read(limits.TEXT + 1)
    except OSError as e:
        what = "there is no site here" if e.errno == errno.ENOENT else f"it cannot be read ({e.strerror})"
        hint = "name the site's folder with --source, or make a site with “hearten new DIR”"
        raise CannotBuildError(error("no-site", SITE_FILE, START, what, hint)) from None


def read_inside(root: Path, path: str, limit: int) -> bytes | None:
    """The bytes of the file ``path`` below ``root``, up to one more than ``limit``; None if it is not there or outside.

    Links are followed as long as they stay inside.
    """
    real = inside(root, path)
    try:
        if real is None:
            return None
        with real.open("rb") as f:
            return f.read(limit + 1)
    except OSError:
        return None


def is_file(entry: os.DirEntry[str]) -> bool:
    """Whether a name in a folder is a file's, or a link's that leads to one."""
    try:
        return entry.is_file()
    except OSError:
        return False  # a link that leads in a circle


def inside(root: Path, path: str) -> Path | None:
    """Where the file ``path`` below ``root`` really is; None if it is not there or outside."""
    try:
        real = (root / path).resolve(strict=True)
        return real if real.is_relative_to(root.resolve()) and real.is_file() else None
    except (OSError, RuntimeError, ValueError):
        # RuntimeError: a loop of links before Python 3.13; ValueError: a NUL in the path.
        return None


def names_in(root: Path, folder: str) -> tuple[str, ...]:
    """The names of what is in a folder below ``root``; none where it is not there or outside."""
    try:
        real = (root / folder).resolve(strict=True)
        return tuple(spelled(one.name) for one in real.iterdir()) if real.is_relative_to(root.resolve()) else ()
    except (OSError, RuntimeError, ValueError):
        return ()


def folds_case(root: Path) -> bool:
    """Whether names that differ by capitals alone name the same file where the site is."""
    return (root / SITE_FILE.upper()).exists()


def is_spelled(root: Path, path: str) -> bool:
    """Whether the file at ``path`` has that name in these capitals."""
    parts = unicodedata.normalize("NFC", posixpath.normpath(path)).split("/")
    for n, part in enumerate(parts):
        names = (unicodedata.normalize("NFC", name) for name in names_in(root, "/".join(parts[:n])))
        if part not in names:
            return False
    return True


def texts(root: Path, folder: str, problems: list[Diagnostic]) -> Iterator[SourceFile]:
    """The text files below ``folder``, in the order of their paths, whatever the file system's order.

    What is wrong with their names is added to ``problems``.
    """
    if (root / folder).is_symlink():
        problem = _bad_link(root / folder, folder, root.resolve())
        problems += [problem] if problem else []
        return
    taken: set[str] = set()
    for relative, entry in sorted(_walk(root, folder, problems), key=lambda found: found[0]):
        path = relative if relative.isascii() else unicodedata.normalize("NFC", relative)
        if path in taken:
            hint = "rename one of them; their names differ only in how accents are written"
            problems.append(error("file-name", path, START, "two files have this name", hint))
            continue
        taken.add(path)
        try:
            path.encode()
        except UnicodeEncodeError:
            shown = path.encode("utf-8", "replace").decode()
            hint = "rename the file; letters, digits and hyphens are safe everywhere"
            problems.append(error("file-name", shown, START, "this file's name is not UTF-8", hint))
            continue
        try:
            yield SourceFile(path, entry.path, stamp(os.stat(entry.path)))  # noqa: PTH116  # a Path for each of many files takes long to make
        except OSError as e:
            problems.append(unreadable(path, e))


def unreadable(path: str, reason: OSError) -> Diagnostic:
    """What to say of a file that cannot be read."""
    hint = "check that the file exists and that you may read it"
    return error("unreadable", path, START, f"this file cannot be read ({reason.strerror})", hint)


@contextmanager
def as_found(root: Path) -> Iterator[None]:
    """Let a file that went away between being found and being read be told with its place.

    Raises OvertakenError then, and CannotBuildError for what else the system does not let us read.
    """
    try:
        yield
    except OSError as e:
        place = Path(os.fsdecode(e.filename)) if isinstance(e.filename, str | bytes) else root
        path = place.relative_to(root).as_posix() if place.is_relative_to(root) else str(place)
        kind = OvertakenError if isinstance(e, FileNotFoundError | NotADirectoryError) else CannotBuildError
        raise kind(unreadable(path, e)) from e


def _walk(
    root: Path, folder: str, problems: list[Diagnostic], depth: int = 1
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Text files, by their paths, below ``folder``; names that begin with a dot or underscore are left alone."""
    inside = root.resolve()
    entries = _entries(root, folder, problems)
    names = frozenset(e.name for e in entries)
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.is_symlink():
            problem = _bad_link(Path(entry.path), path, inside)
            if problem:
                problems.append(problem)
                continue
        is_folder, is_text = entry.is_dir(), entry.name.lower().endswith(TEXTS)
        if is_folder and other_files.goes_with_web_page(entry.name, names):
            continue
        if is_folder and not other_files.is_document(entry.name):
            if depth >= DEEPEST:
                problems.append(
                    error("too-deep", path, START, "folders are nested too deeply here", "move the files up")
                )
            else:
                yield from _walk(root, path, problems, depth + 1)
        elif is_text and not entry.is_file():
            # Opening a named pipe would wait forever.
            problems.append(error("unreadable", path, START, "this is not a file", "put a text here, or remove it"))
        elif is_text:
            yield path, entry
        elif said := other_files.said_of(path, names):
            problems.append(said)


def _entries(root: Path, folder: str, problems: list[Diagnostic]) -> list[os.DirEntry[str]]:
    try:
        found = sorted((e for e in os.scandir(root / folder) if _is_seen(e.name)), key=lambda e: e.name)
    except FileNotFoundError:
        return []
    except OSError as e:
        hint = "check that the folder is one and that you may read it"
        problems.append(error("unreadable", folder, START, f"this folder cannot be read ({e.strerror})", hint))
        return []
    if about := [e.name for e in found if other_files.is_about_folder(e.name)]:
        problems.append(other_files.about_folder(folder, about))
    return found


def _is_seen(name: str) -> bool:
    return name[0] not in "._" or name.endswith(other_files.IN_ICLOUD)


def _bad_link(entry: Path, path: str, inside: Path) -> Diagnostic | None:
    """What is wrong with a symbolic link, if anything."""
    hint = "put the file itself here instead of a link"
    try:
        target = entry.resolve(strict=True)
    except (OSError, RuntimeError):
        return error("broken-link", path, START, "this link leads nowhere, or in a circle", hint)
    if not target.is_relative_to(inside):
        return error("outside", path, START, "this link leads out of the site's folder", hint)
    if target.is_dir():
        return error("linked-folder", path, START, "links to folders are not followed", "put the folder itself here")
    return None
