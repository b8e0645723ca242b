"""What the gate is told of every story, with seals taken anew only of what has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TypeVar

from generator.content.consent_fields import Seal
from generator.content.moves import Moves
from generator.content.named_files import NamedFile, digests, file_digest
from generator.content.read import Manuscript, PageSource, Unread, unread
from generator.content.settings import Settings
from generator.content.sources import Sources, inside
from generator.gate.evidence import AllEvidence, evidence_on, exact_seals, seal_today
from generator.gate.retellings import pairs
from generator.gate.same_recording import NamesAt
from generator.gate.tombstones import Withdrawn
from generator.ground.digest import digest, pack
from generator.ground.target import Target
from generator.incremental.states import KeptValue
from generator.store.cache import Cache
from generator.store.file_stamps import NONE, Stamp, stamp

T = TypeVar("T")
_ByText = dict[str, tuple[bytes, T]]
# By a story's path: what its seal was taken of, and the seal.
SEALS = KeptValue("seals", dict[str, tuple[bytes, Seal | None]])
# The same for its exact seals in every form, where the log tells of consents that have ended.
EXACT = KeptValue("exact", dict[str, tuple[bytes, tuple[str, ...]]])
# `AllEvidence.ended` of the last build.
ENDED = KeptValue("ended", tuple[bytes, ...])
# The paths of stories that are held to more than their own consent: to other files', to the log, to a withdrawal.
HELD_TO_OTHERS = KeptValue("held-to-others", frozenset[str])
# The files of stories of which there are retellings.
RETOLD = KeptValue("retold", tuple[str, ...])

# Of a recording, by its path: how its file looked, and its SHA-256.
RECORDED = KeptValue("recorded", dict[str, tuple[Stamp, str]])


class RecordingDigests:
    """The digests of files that texts name; a recording that looks as it did is not read again."""

    def __init__(self, found: Sources, cache: Cache) -> None:
        self.seen, self.cache = found.seen, cache
        self.kept = RECORDED.get(cache, "") or {}
        self.now: dict[str, tuple[Stamp, str]] = {}

    def of(self, root: Path, file: NamedFile) -> str | None:
        """The digest of a file; None where it cannot be read."""
        looks = _looks_of(root, file.path) if file.kind == "recording" else NONE
        if looks == NONE:
            return file_digest(root, file)
        for known in (self.now, self.kept):
            if file.path in known and known[file.path][0] == looks:
                self.now[file.path] = known[file.path]
                return known[file.path][1]
        found = file_digest(root, file)
        if found is not None and looks.tells(self.seen):
            self.now[file.path] = looks, found
        return found

    def leave(self) -> None:
        """Let the next build know them."""
        if self.now != self.kept:
            RECORDED.put(self.cache, "", self.now)


def _looks_of(root: Path, path: str) -> Stamp:
    place = inside(root, path)
    try:
        return NONE if place is None else stamp(place.stat())
    except OSError:
        return NONE


def evidence_of(
    target: Target,
    found: Sources,
    manuscripts: Sequence[Manuscript],
    pages: Sequence[PageSource],
    settings: Settings,
    withdrawn: Withdrawn,
    log: bytes,
    moves: Moves,
    until: date | None,
    base: bytes,
    cache: Cache,
    names_at: NamesAt,
) -> AllEvidence:
    """The evidence on every story. ``base`` stands for the settings and the program."""
    files = {f.path: f for f in found.stories}
    base = digest(base, pack((moves.moves, moves.under_way)))
    kept, kept_exact = SEALS.get(cache, "") or {}, None
    taken: dict[str, tuple[bytes, Seal | None]] = {}
    exact: dict[str, tuple[bytes, tuple[str, ...]]] = {}

    recorded = RecordingDigests(found, cache)

    def seal_of(text: Manuscript) -> Seal | None:
        named = digests(found.root, text, recorded.of)
        key = digest(base, text.digest, pack(named))
        data = files[text.path].read
        return _again(text, key, kept, taken, lambda: seal_today(text, data(), named, settings, moves))

    def seals_of(text: Manuscript) -> tuple[str, ...]:
        nonlocal kept_exact
        kept_exact = (EXACT.get(cache, "") or {}) if kept_exact is None else kept_exact
        named = digests(found.root, text, recorded.of)
        key = digest(base, text.digest, pack(named))
        data = files[text.path].read
        return _again(text, key, kept_exact, exact, lambda: exact_seals(text, data(), named, settings, moves))

    odd, day = tuple(_unread(found, manuscripts)), until or target.today
    medium = target.medium
    known = evidence_on(
        manuscripts, pages, odd, settings, withdrawn, log, moves, medium, day, seal_of, seals_of, names_at
    )
    ENDED.put(cache, target.name, known.ended)
    held = frozenset(path for path, of in known.of.items() if of.against or of.same_record or of.same_words)
    HELD_TO_OTHERS.put(cache, target.name, held)
    RETOLD.put(cache, target.name, tuple(sorted({pair.names for pair in pairs(manuscripts)})))
    recorded.leave()
    if taken != kept:
        SEALS.put(cache, "", taken)
    if exact != kept_exact and kept_exact is not None:
        EXACT.put(cache, "", exact)
    return known


def _again(text: Manuscript, key: bytes, kept: _ByText[T], taken: _ByText[T], work: Callable[[], T]) -> T:
    """What was ``kept`` of a text under this key, or else what comes of the work; put among what is ``taken`` now."""
    known = kept.get(text.path)
    taken[text.path] = known if known is not None and known[0] == key else (key, work())
    return taken[text.path][1]


def _unread(found: Sources, manuscripts: Sequence[Manuscript]) -> Iterator[Unread]:
    """The stories whose front matter has errors, as far as they can be told."""
    readable = {text.path for text in manuscripts if text.header}
    for file in found.stories if len(readable) < len(found.stories) else ():
        if file.path not in readable:
            with suppress(OSError):
                yield unread(file.read(), file.path)
