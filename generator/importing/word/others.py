"""Which files are documents of Word, and what to do with those of other word processors."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.consent.refused import RefusedError
from generator.importing.container import BROKEN_DIRECTORY, Container
from generator.importing.item import LeftOut

ENDINGS = (".docx", ".docm", ".dotx", ".dotm")
ZIP, OLD, RICH = b"PK", b"\xd0\xcf\x11\xe0", b"{\\rtf"
# Word's own notes of who has which file open.
LOCK = "~$"
SAVE = "Open each in Word or LibreOffice, save it as .docx (Word 2007 or later), and bring that in"
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class OtherKind:
    """A kind of document that does not come in as it is, and what to do with it."""

    what: str
    why: str


LOCKED = OtherKind(
    "documents locked with a password",
    "Open each in Word, take the password off (File, Info, Protect Document, Encrypt with Password: leave it empty), "
    "save it, and bring that in",
)
OLD_WORD = OtherKind("documents of Word before 2007", SAVE)
RICH_TEXT = OtherKind("documents in Rich Text Format", SAVE)
OPEN_DOCUMENT = OtherKind(
    "documents of LibreOffice or OpenOffice",
    "Open each there, choose File, Save As, “Word 2007-365 (.docx)”, and bring that in",
)
PAGES = OtherKind("documents of Pages", "Open each in Pages, choose File, Export To, Word, and bring that in")
DAMAGED = OtherKind("documents that are damaged or empty", "Copy or save each of them once more, and bring that in")
BY_ENDING = {
    ".doc": OLD_WORD,
    ".dot": OLD_WORD,
    ".rtf": RICH_TEXT,
    ".odt": OPEN_DOCUMENT,
    ".fodt": OPEN_DOCUMENT,
    ".ott": OPEN_DOCUMENT,
    ".pages": PAGES,
}


def has_documents(container: Container) -> bool:
    """Whether there are documents of Word, or nothing but those of other word processors."""
    if word_documents(container):
        return True
    found = others(container)
    return bool(found) and (PAGES in found or sum(map(len, found.values())) == len(container.names()))


def word_documents(container: Container) -> tuple[str, ...]:
    """The names of the documents of Word."""
    return tuple(name for name in container.names() if _is_word(container, name))


def _is_word(container: Container, name: str) -> bool:
    is_named = _ending(name) in ENDINGS
    is_alone = len(container.names()) == 1
    if not (is_named or is_alone) or _is_lock(name) or not _head(container, name).startswith(ZIP):
        return False
    return is_named or _holds_word(container, name)


def _holds_word(container: Container, name: str) -> bool:
    try:
        with container.open(name) as stream, zipfile.ZipFile(stream) as archive:
            return any(part.startswith("word/") for part in archive.namelist())
    except BROKEN_DIRECTORY:
        return False


def others(container: Container) -> dict[OtherKind, list[str]]:
    """The documents that do not come in as they are, by their kind."""
    if container.label.lower().endswith(".pages"):
        return {PAGES: [container.label]}
    found: dict[OtherKind, list[str]] = {}
    for name in container.names():
        if (kind := _other(container, name)) is not None:
            found.setdefault(kind, []).append(name)
    return found


def left_out(container: Container) -> Iterator[LeftOut]:
    """The same, as it is told."""
    for kind, names in others(container).items():
        yield LeftOut(kind.what, kind.why, len(names), titles=tuple(names))


def refusal(container: Container) -> RefusedError:
    """What is said where there is no document of Word."""
    found = next(iter(others(container).items()), None)
    if found is None:
        return RefusedError(f"{container.label} holds no document of Word. Name a .docx file, or a folder of them.")
    kind, names = found
    return RefusedError(f"{container.label}: {kind.what} do not come in ({_list(names)}). {kind.why}.")


def _list(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _other(container: Container, name: str) -> OtherKind | None:
    ending = _ending(name)
    if _is_lock(name) or (ending not in ENDINGS and ending not in BY_ENDING):
        return None
    head = _head(container, name)
    if head.startswith(RICH):
        return RICH_TEXT
    if head.startswith(OLD):
        return LOCKED if ending in ENDINGS else OLD_WORD
    if ending in ENDINGS and not head.startswith(ZIP):
        return DAMAGED
    return BY_ENDING.get(ending)


def _is_lock(name: str) -> bool:
    return PurePosixPath(name).name.startswith(LOCK)


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _head(container: Container, name: str) -> bytes:
    return (container.read(name, 7) or b"")[:8]
