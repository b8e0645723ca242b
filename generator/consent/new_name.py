"""What a story's file may be called: a name that is read, that no other file has, and whose address is free."""

from __future__ import annotations

import posixpath
import unicodedata
from pathlib import Path

from generator.consent.find_story import Headers, text_at
from generator.consent.refused import RefusedError
from generator.content import sources
from generator.content.routes import is_reserved, list_paths
from generator.content.settings import Settings
from generator.content.slugs import spelled
from generator.content.sources import Sources
from generator.gate.tombstones import Withdrawn

FOLDER, ENDING = "stories/", sources.TEXTS
# Bytes of a name, so that it may stand in a file's that is being written, and of a path.
LONGEST, LONGEST_PATH, SHOWN = 200, 1_000, 40


def path_of(name: str, old: str) -> str:
    """The file that a name means: in the story's folder, unless it names one."""
    written = unicodedata.normalize("NFC", name.strip().replace("\\", "/"))
    path = posixpath.normpath(written if "/" in written else f"{posixpath.dirname(old)}/{written}")
    return path if path.lower().endswith(ENDING) else path + ENDING


def new_path(name: str, old: str) -> str:
    """The file that a name means. Raises RefusedError for one that is not read as a story, and for the old one."""
    path = path_of(name, old)
    if not path.startswith(FOLDER):
        raise RefusedError(
            f"{path} is outside {FOLDER}, where stories are. Name a file there, such as {FOLDER}a-gate.md."
        )
    if any(part[:1] in ("", ".", "_") for part in path.split("/")) or not path.isprintable() or not spelled(path):
        raise RefusedError(
            f"{path} is not a name that is read. Begin it with a letter or digit, such as {FOLDER}a-gate.md."
        )
    if any(len(part.encode()) > LONGEST for part in path.split("/")) or len(path.encode()) > LONGEST_PATH:
        raise RefusedError(
            f"The name {path[:SHOWN]}… is longer than disks take. Name a shorter one; nothing was changed."
        )
    if path == old:
        raise RefusedError(f"{old} has this name already; nothing was changed.")
    return path


def check_name(root: Path, old: str, new: str, found: Sources) -> None:
    """Raise RefusedError if a file has the new name, or one that many disks take for it."""
    if old.casefold() == new.casefold():
        raise RefusedError(
            f"{old} and {new} are one file on many disks. Give it a name that differs in more than case."
        )
    alike = next((f.path for f in found.stories if f.path.casefold() == new.casefold()), None)
    if alike or (root / new).exists() or (root / new).is_symlink():
        raise RefusedError(f"{alike or new} is there already. Name another file, or move that one away first.")


def check_address(pages: tuple[str, str], old: str, known: Headers, settings: Settings, withdrawn: Withdrawn) -> None:
    """Raise RefusedError if the second of these pages, which the new name gives, is another's than the story's."""
    before, after = pages
    if before == after:
        return
    owner = text_at(after, {path: header for path, header in known.items() if path != old})
    if owner is None and (is_reserved(after) or after in list_paths(settings)):
        owner = "the generator"
    if owner is None and withdrawn.had(after):
        owner = "a story that was withdrawn, and is never given to another text"
    if owner is not None:
        address = f"/{after.removesuffix('index.html')}"
        raise RefusedError(f"The address {address}, which that name gives, belongs to {owner}. Name another file.")
