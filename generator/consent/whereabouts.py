"""Where a story is in the site's folder beside its own files, found by what files hold and not by how they are called.

Every file is looked into with the eyes of `checking.residue`. Git's own folder is not, since its packs can only be
rewritten whole: what withdrawing says in the end tells how. Nor are the cache, which goes whole, and programs that were
installed into the site's folder.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.advice.told import without
from generator.checking.matching import ADDRESS, NAME, found_in
from generator.checking.opening import NOWHERE, Leaf, Unopened
from generator.checking.residue import Hit, look
from generator.checking.traces import HALF, QUOTATION, SENTENCE, WORDS, Traces
from generator.consent.packed_exports import ENDING, is_packed_export
from generator.content.page_kinds import PageKind
from generator.content.read import parted
from generator.content.sources import read_inside
from generator.content.told_consent import told_consent
from generator.gate.consent_log import PATH as LOG
from generator.gate.consent_log import identity
from generator.ground.places import (
    CACHE,
    CHECK_INS,
    MARKER,
    PACKED_EXPORT,
    USES,
    WITHDRAWN,
    StoryPlace,
    folder_with,
    place_of,
)

GIT = ".git"
# Bytes of files that are looked at: a hundred times what a site of a thousand stories takes.
MOST = 1_000_000_000
LARGEST = 1_000_000  # bytes of a copy of a text
# Records of consent, and what stands in them for good: numbers of forms, and who acted.
NUMBERS = re.compile(rb'"(?:record|replaces|by)": "(?:[^"\\\\]|\\\\.)*"')
KEPT = {LOG: NUMBERS, USES: NUMBERS, CHECK_INS: NUMBERS, WITHDRAWN: re.compile(rb"(?m)^ *record: .*$")}
# A folder with installed programs is known by its name, or by a file in it.
PROGRAMS, PROGRAMS_MARK = "node_modules", "pyvenv.cfg"


@dataclass(frozen=True, slots=True)
class Other:
    """A file that holds something of a story and is nobody's to remove without being asked; ``what`` it holds.

    ``text`` says that it is another text of the site, which only its author can change, or a paper of one.
    """

    path: str
    what: str
    text: bool = False


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What holds a story in the site's folder beside its own files.

    ``copies`` are the site's own, or copies that an editor or a sync tool made of the story's file; they go with it.
    ``emptied`` are files of built sites. ``linking`` hold its address and nothing else. ``unopened`` could not be
    looked into, or not whole. ``counted`` are baselines of advice, which know how many findings it had; that goes.
    ``kept`` are records of consent that hold nothing but the number of the form, with a name
    in it, or who acted, and that stay as they are.
    """

    copies: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    others: tuple[Other, ...] = ()
    linking: tuple[str, ...] = ()
    unopened: tuple[Unopened, ...] = ()
    kept: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()


def whereabouts(
    root: Path, path: str, known_as: Collection[str], traces: Traces, own: Collection[str], texts: Collection[str]
) -> Whereabouts:
    """Where the story at ``path`` is beside ``own``, the files that go anyway.

    ``texts`` are the others of the site, and papers of these. ``known_as`` is by what its records are known.
    """
    looked = look(root, traces, passed_over=passed_over, most=MOST)
    held = _by_file(looked.hits, own)
    kept = _in_numbers_alone(root, held, traces)
    copies: list[str] = []
    emptied: list[str] = []
    linking: list[str] = []
    others: list[Other] = []
    counted: list[str] = []
    for file, hits in ((file, hits) for file, hits in held.items() if file not in kept):
        place = _place(root, file) if file not in texts else None
        kinds = dict.fromkeys(hit.what for hit in hits)
        if SENTENCE in kinds:
            kinds.pop(QUOTATION, None)
        if place is not None and place.may_be_anothers and not _holds_half(hits, traces):
            place = None
        if place is not None and place.is_built and set(kinds) == {QUOTATION}:
            continue  # as it will be built again
        if place is not None:
            # What is named after the story goes: pages that lead there hold its address, and are emptied.
            (emptied if place.goes == "emptied" and NAME not in kinds else copies).append(file)
        elif set(kinds) == {ADDRESS} and without(read_inside(root, file, MOST) or b"", path) is not None:
            counted.append(file)
        elif set(kinds) == {ADDRESS}:
            linking.append(file)
        elif _is_copy(root, file, path, known_as, hits, traces):
            copies.append(file)
        else:
            others.append(Other(file, ", ".join(kinds), file in texts))
    emptied += (path for path in _indexes(root, emptied) if path not in emptied)
    # Editors lock files by links that lead nowhere; what such a link says was looked at, and nothing is behind it.
    unopened = tuple(one for one in looked.unopened if one.why != NOWHERE)
    return Whereabouts(tuple(copies), tuple(emptied), tuple(others), tuple(linking), unopened, kept, tuple(counted))


def _by_file(hits: Iterable[Hit], own: Collection[str]) -> Mapping[str, list[Hit]]:
    held: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        if hit.file not in own:
            held[hit.file].append(hit)
    return held


def _in_numbers_alone(root: Path, held: Collection[str], traces: Traces) -> tuple[str, ...]:
    """The records of consent in which nothing is found any more without what nobody may change there."""

    def rest(file: str) -> bytes:
        return KEPT[file].sub(b"", read_inside(root, file, MOST) or b"")

    found = (file for file in KEPT if file in held)
    return tuple(file for file in found if not found_in(Leaf(file, file, rest(file)), None, traces, chance=True))


def _indexes(root: Path, emptied: Collection[str]) -> list[str]:
    """The indexes of what is searched, in which words stand one by one, of the built sites that hold a story."""
    folders = {folder_with(MARKER, path, lambda at: (root / at).is_file()) for path in emptied}
    indexes = (
        index for folder in folders - {None} for index in (root / str(folder)).rglob(PageKind.INDEX.path(name="*"))
    )
    return sorted(index.relative_to(root).as_posix() for index in indexes)


def _place(root: Path, file: str) -> StoryPlace | None:
    """The place that a file is in; of an export that is packed, also where it has a name of somebody's own."""
    if place := place_of(file, lambda at: (root / at).is_file()):
        return place
    is_export = file.lower().endswith(ENDING) and is_packed_export(read_inside(root, file, MOST) or b"")
    return PACKED_EXPORT if is_export else None


def passed_over(path: str, at: Path) -> bool:
    """Whether a withdrawal looks elsewhere: see above."""
    if path == GIT:
        return True
    if at.is_symlink() or not at.is_dir():
        return False
    return path == CACHE or at.name == PROGRAMS or (at / PROGRAMS_MARK).is_file()


def _is_copy(
    root: Path, file: str, path: str, known_as: Collection[str], hits: Collection[Hit], traces: Traces
) -> bool:
    """Whether a file is a copy of the story's own that an editor or a sync tool made, or one with its record."""
    folder, _, name = path.rpartition("/")
    beside, _, called = file.rpartition("/")
    if {hit.what for hit in hits} <= {ADDRESS, NAME}:
        return False
    if beside == folder and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", called):
        return True
    if not file.startswith("stories/") or not _holds_half(hits, traces):
        return False
    told = told_consent(parted(read_inside(root, file, LARGEST) or b"")[0])
    named = {identity(record) for record in told.records or told.elsewhere}
    stem = name.rpartition(".")[0]
    return not named.isdisjoint(known_as) or (
        beside == folder and re.match(rf"{re.escape(stem)}(?!\w)", called) is not None and not named
    )


def _holds_half(hits: Collection[Hit], traces: Traces) -> bool:
    """Whether a file holds at least half of the story's words, in their rows."""
    rows = sum(hit.traces for hit in hits if hit.what == WORDS)
    return bool(traces.rows) and rows >= HALF * len(traces.rows)
