"""What the gate is told of every story, with seals taken anew only of what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator.content.front_matter import Seal
from generator.content.moves import Moves
from generator.content.named_files import digests
from generator.content.read import Manuscript
from generator.content.settings import Settings
from generator.content.sources import Sources
from generator.gate.admit import Evidence
from generator.gate.evidence import evidence_on, seal_today
from generator.gate.records import ended_words
from generator.gate.tombstones import Withdrawn
from generator.ground.digest import digest, pack
from generator.ground.target import Target
from generator.incremental.states import KeptValue
from generator.store.cache import Cache

# By a story's path: what its seal was taken of, and the seal.
SEALS = KeptValue("seals", dict[str, tuple[bytes, Seal | None]])
# Digests of the words of stories whose consent has ended, so that an edited text can be held against them.
ENDED = KeptValue("ended", tuple[bytes, ...])


def evidence_of(
    target: Target,
    found: Sources,
    manuscripts: Sequence[Manuscript],
    settings: Settings,
    withdrawn: Withdrawn,
    log: bytes,
    moves: Moves,
    until: date | None,
    base: bytes,
    cache: Cache,
) -> dict[str, Evidence]:
    """The evidence on every story, by its path. ``base`` stands for the settings and the program."""
    files = {f.path: f for f in found.stories}
    base = digest(base, pack(moves.moves))
    kept = SEALS.get(cache, "") or {}
    taken: dict[str, tuple[bytes, Seal | None]] = {}

    def seal_of(text: Manuscript) -> Seal | None:
        named = digests(found.root, text)
        key = digest(base, text.digest, pack(named))
        if text.path in kept and kept[text.path][0] == key:
            taken[text.path] = kept[text.path]
        else:
            taken[text.path] = key, seal_today(text, files[text.path].read(), named, settings, moves)
        return taken[text.path][1]

    ENDED.put(cache, target.name, ended_words(manuscripts, settings.consent, target.today))
    known = evidence_on(manuscripts, settings, withdrawn, log, moves, until or target.today, seal_of)
    if taken != kept:
        SEALS.put(cache, "", taken)
    return known
