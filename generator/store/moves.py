"""Changes of an output folder, all of them made ready, in the order that keeps it whole and takes words away first."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator.store.file_stamps import Stamp
from generator.store.staging import EMPTY, Kept, blank_of, link, place_of


@dataclass(slots=True)
class Move:
    """Everything that is to be done in a folder, all of it kept aside.

    ``kept`` are the outputs that are not there yet, in the order of their turns; ``blank`` are pages, and files that
    hold words that must go, that are not planned any more, each with what takes its place until it is removed.
    ``in_the_way`` are files where folders are to be, and what is in folders where files are to be. ``begun`` says
    whether anything that was there may be another by now, ``ready`` which folders are there, and ``still_there`` which
    texts have words in the folder that could not be taken away.
    """

    folder: Path
    aside: Path
    there: Mapping[str, Stamp]
    kept: Sequence[Kept]
    gone: set[str]
    in_the_way: set[str]
    urgent: Mapping[str, Collection[str]]
    blank: Mapping[str, Path]
    digests: Mapping[str, bytes]
    begun: bool = False
    ready: set[str] = field(default_factory=lambda: {""})
    still_there: set[str] = field(default_factory=set)

    def add(self) -> None:
        """Put what is new where nothing was: files, and pages that say only that nothing is here."""
        added: list[str] = []
        try:
            for path in sorted(self.in_the_way):
                self.begun = True
                _remove(self.folder, path)
            for path, _, _ in self.kept:
                if path not in self.there:
                    self._add(path, added)
        except OSError:
            self.begun |= not _undone(added)
            if self.begun:
                with suppress(OSError):
                    self.take_words_away()
            raise

    def _add(self, path: str, added: list[str]) -> None:
        """Put one output or an empty page in place, and tell of it, and of every folder made, before it is there."""
        for folder in _above(path):
            if folder not in self.ready:
                if not os.path.isdir(place := self._place(folder)):
                    added.append(place)
                    os.mkdir(place)
                self.ready.add(folder)
        added.append(self._place(path))
        if path.endswith(".html"):
            link(self.aside.parent / EMPTY, added[-1])
        else:
            os.replace(place_of(self.aside, path), added[-1])

    def take_words_away(self) -> None:
        """Replace what holds words that must go. Raises OSError, after the last, if not all of it could be replaced."""
        self.begun = True
        steps = sorted((path, str(at)) for path, at in self.blank.items() if path in self.urgent)
        steps += [(k.path, place_of(self.aside, k.path)) for k in self._old() if k.path in self.urgent]
        failed: OSError | None = None
        for path, at in steps:
            try:
                os.replace(at, self._place(path))
            except OSError as e:
                failed = failed or e
                if not cut(self.folder / path):
                    self.still_there.update(self.urgent[path])
        if failed is not None:
            raise failed

    def put_rest(self) -> None:
        """Put everything else in place, and remove what is not planned any more."""
        pages = (k for k in self.kept if k.path not in self.there and k.path.endswith(".html"))
        rest = [*pages, *(k for k in self._old() if k.path not in self.urgent)]
        for path, _, _ in sorted(rest, key=lambda k: (k.turn or 0, k.path in self.there)):
            os.replace(place_of(self.aside, path), self._place(path))
        for path in self.blank.keys() - self.urgent.keys():  # pages that go lead to each other
            self.blank[path].replace(self.folder / path)
        for path in self.gone:
            _remove(self.folder, path)

    def _place(self, path: str) -> str:
        return os.path.join(self.folder, path)

    def _old(self) -> Iterator[Kept]:
        """Outputs that are to replace what is there."""
        return (k for k in self.kept if k.path in self.there)


def moves(
    folder: Path,
    aside: Path,
    outcome: Sequence[Kept],
    planned: set[str],
    there: Mapping[str, Stamp],
    urgent: Mapping[str, Collection[str]],
) -> Move:
    """What is to be done in a folder, where ``there`` is what is in it and ``planned`` what is to be."""
    kept = sorted((k for k in outcome if k.turn is not None), key=lambda k: k.turn or 0)
    gone = there.keys() - planned
    folders = _folders(planned) if gone else set()
    inside = (path for path in gone if any(path[:n] in planned for n, c in enumerate(path) if c == "/"))
    in_the_way = {*(gone & folders), *inside}
    gone -= in_the_way
    to_blank = sorted(p for p in gone if (p in urgent and not p.endswith("/")) or p.endswith(".html"))
    blank = {path: blank_of(aside.parent, n, path) for n, path in enumerate(to_blank)}
    digests = {k.path: k.digest for k in outcome}
    return Move(folder, aside, there, kept, gone, in_the_way, urgent, blank, digests)


def cut(place: Path) -> bool:
    """Cut a file to nothing where it stands, which needs no room, or remove it: whether one of the two is done."""
    try:
        looks = place.lstat()
        if stat.S_ISREG(looks.st_mode) and looks.st_nlink == 1:  # under other names it may be in somebody's backup
            os.truncate(place, 0)
            return True
    except FileNotFoundError:
        return True
    except OSError:
        pass  # it can perhaps be removed
    try:
        place.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _undone(added: Sequence[str]) -> bool:
    """Remove what was added: whether all of it is gone."""
    try:
        for place in map(Path, reversed(added)):
            if place.is_dir():
                place.rmdir()
            else:
                place.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _folders(paths: Iterable[str]) -> set[str]:
    """Every folder that something at one of these paths is in, directly or not."""
    return {above for folder in {p.rpartition("/")[0] for p in paths} if folder for above in (*_above(folder), folder)}


def _above(path: str) -> list[str]:
    """Every folder that ``path`` is in, from the top."""
    return [path[:n] for n, c in enumerate(path) if c == "/"]


def _remove(folder: Path, path: str) -> None:
    """Remove a file or an empty folder, and the folders above that it leaves empty."""
    place = folder / path
    if path.endswith("/"):
        with suppress(OSError):
            place.rmdir()
    else:
        place.unlink(missing_ok=True)
    with suppress(OSError):  # one that is not empty stays
        for above in PurePosixPath(path).parents:
            if str(above) != ".":
                (folder / above).rmdir()
