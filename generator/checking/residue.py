"""What is left of a story in files: its words, its title, its pictures, its address, or words that must not be there.

A look tells what it found and where, what it could not open and why, and of what all this is said: a digest of the
names and bytes that were looked at. A hit is a place to look at, not a proof; that nothing was found is one, of
everything that was opened, by the measure of `checking.traces`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.checking import pictures
from generator.checking.matching import Found, found_in
from generator.checking.opening import Compared, Leaf, Unopened, below, opened
from generator.checking.traces import Traces, traces_of
from generator.content.named_files import files_of
from generator.content.read import manuscript
from generator.content.recordings import captioned
from generator.gate import deny_list
from generator.gate.deny_list import DenyList
from generator.ground.diagnostics import CannotBuildError
from generator.media.published import known_by
from generator.store.guards import guard

NO_PICTURE = "it is a picture, or begins like one, that cannot be decoded, or that is too large"
NO_ROOM = "there was more to look at than is looked at in one go"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place, the file that it is in, what was found there, and by how many traces; these are not repeated."""

    file: str
    place: str
    what: str
    traces: int = 1


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a look: hits, what was not opened, how many files and pieces were, and the digest of the files.

    ``compared`` are recordings, which nobody listened to: one that another program wrote anew is not known again.
    The digest is the SHA-256 of the lines that ``sha256sum`` prints of all files, in the order of their names.
    """

    hits: tuple[Hit, ...]
    unopened: tuple[Unopened, ...]
    files: int
    leaves: int
    digest: str
    compared: int = 0

    @property
    def clean(self) -> bool:
        """Whether there was something to look at, all of it was opened, and nothing found."""
        return self.files > 0 and not self.hits and not self.unopened


def nothing_passed_over(_path: str, _at: Path) -> bool:
    """Every file is looked at."""
    return False


def look(
    out: Path,
    traces: Traces,
    *,
    clean: Path | None = None,
    passed_over: Callable[[str, Path], bool] = nothing_passed_over,
    most: int | None = None,
) -> Looked:
    """Look for traces in a folder or a file, in at most so many bytes of files.

    With ``clean``, the same site as if it had never had the story, only what is more than there counts.
    """
    known = _all_in(clean, traces) if clean is not None else None
    everywhere = frozenset().union(*(by for found in known.values() for by in found.values())) if known else frozenset()
    hits: list[Hit] = []
    unopened: list[Unopened] = []
    lines = hashlib.sha256()
    files = leaves = compared = 0
    room = most
    for found in _files(out, passed_over):
        if isinstance(found, Unopened):
            unopened.append(found)
            continue
        path, at = found
        if room is not None and room < 0:
            unopened.append(Unopened(path, NO_ROOM))
            break
        files, pixels = files + 1, pictures.MOST_PIXELS
        for leaf in opened(path, at):
            if isinstance(leaf, Unopened):
                unopened.append(leaf)
                continue
            if isinstance(leaf, Compared):
                compared += 1
                continue
            leaves += 1
            if leaf.place == path:
                lines.update(f"{leaf.digest}  ".encode())
                lines.update(path.encode("utf-8", "surrogateescape") + b"\n")
                room = room if room is None else room - leaf.size
            picture = pictures.look(leaf.content, pixels)
            if picture is not None:
                pixels -= picture.pixels or 0
                unopened += [Unopened(leaf.place, NO_PICTURE)] if picture.pixels is None else []
            in_leaf = found_in(leaf, picture, traces, chance=known is None)
            if known is not None:
                in_leaf = _more(in_leaf, known.get(_within(out, leaf)), everywhere)
            hits += (Hit(path, leaf.place, what, len(by)) for what, by in in_leaf.items())
    return Looked(tuple(hits), tuple(dict.fromkeys(unopened)), files, leaves, lines.hexdigest(), compared)


def _files(out: Path, passed_over: Callable[[str, Path], bool]) -> Iterator[tuple[str, Path] | Unopened]:
    return below(out, passed_over) if out.is_dir() else iter([(out.name, out)])


def _all_in(clean: Path, traces: Traces) -> dict[str, Found]:
    """What there is of the traces in a site that never had the story, by place."""
    found: dict[str, Found] = {}
    for file in _files(clean, nothing_passed_over):
        for leaf in () if isinstance(file, Unopened) else opened(*file):
            if isinstance(leaf, Leaf):
                found[_within(clean, leaf)] = found_in(leaf, pictures.look(leaf.content), traces, chance=False)
    return found


def _within(out: Path, leaf: Leaf) -> str:
    """A leaf's place, without the name of the one file that is looked at."""
    return leaf.place if out.is_dir() else leaf.place.removeprefix(leaf.file)


def _more(found: Found, there: Found | None, everywhere: frozenset[object]) -> Found:
    """What is in a place, less what is in the same place of the other site, or anywhere, where there is no such one."""
    less = defaultdict(frozenset[object], there) if there is not None else defaultdict(lambda: everywhere)
    return {what: more for what, by in found.items() if (more := by - less[what])}


def read_traces(story: Path) -> Traces:
    """The traces of a story's file and of the pictures that it names, where they still are.

    Raises OSError, and ValueError for what is no story that can be read.
    """
    if story.exists() and not story.is_file():
        raise ValueError(f"{story} is not a file")  # a device or a pipe may have no end
    text = manuscript(story.read_bytes(), story.name, "en").value
    if text is None or text.header is None:
        raise ValueError(f"{story} is not a story that can be read; “hearten build” tells what is wrong in it")
    named = [(story.parent / file.path, file.kind) for file in files_of(text)]
    there = [(place, kind) for place, kind in named if place.is_file()]
    recorded = (known_by(place).digests for place, kind in there if kind == "recording")
    pictures_ = [place.read_bytes() for place, kind in there if kind != "recording"]
    heard = captioned(text, partial(_bytes_beside, story))
    return traces_of(text, pictures_, heard, frozenset[str]().union(*recorded))


def _bytes_beside(story: Path, path: str) -> bytes | None:
    place = story.parent / path
    return place.read_bytes() if place.is_file() else None


def denied_in(file: Path | None) -> DenyList:
    """The list in a file. Raises CannotBuildError where it cannot be read, or a line of it protects nobody."""
    if file is None:
        return DenyList()
    real = file.resolve()
    denied = deny_list.read(guard(real.parent, real.name))
    if broken := [fault for fault in denied.faults if fault.is_error]:
        raise CannotBuildError(*broken)
    return denied.everywhere()
