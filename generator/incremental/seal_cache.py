"""What the gate is told of every story, with seals taken anew only of what has changed."""

from __future__ import annotations

from collections.abc import Iterable

from generator.content.front_matter import Seal
from generator.content.named_files import digests
from generator.content.read import Manuscript
from generator.content.settings import Settings
from generator.content.sources import Sources
from generator.gate.admit import Evidence
from generator.gate.evidence import is_sealed, seal_today, withdrawn_on
from generator.gate.tombstones import Tombstone
from generator.ground.digest import digest, pack
from generator.incremental.states import KeptValue
from generator.store.cache import Cache

# By a story's path: what its seal was taken of, and the seal.
SEALS = KeptValue("seals", dict[str, tuple[bytes, Seal | None]])


def evidence_of(
    found: Sources,
    manuscripts: Iterable[Manuscript],
    settings: Settings,
    withdrawn: Iterable[Tombstone],
    base: bytes,
    cache: Cache,
) -> dict[str, Evidence]:
    """The evidence on every story, by its path. ``base`` stands for the settings and the program."""
    files = {f.path: f for f in found.stories}
    gone = {t.id: t for t in withdrawn}
    kept = SEALS.get(cache, "") or {}
    taken: dict[str, tuple[bytes, Seal | None]] = {}

    def seal_of(text: Manuscript) -> Seal | None:
        named = digests(found.root, text)
        key = digest(base, text.digest, pack(named))
        if text.path in kept and kept[text.path][0] == key:
            taken[text.path] = kept[text.path]
        else:
            taken[text.path] = key, seal_today(text, files[text.path].read(), named, settings)
        return taken[text.path][1]

    known = {}
    for text in manuscripts:
        day = withdrawn_on(text, settings, gone)
        known[text.path] = Evidence(seal_of(text) if is_sealed(text) or day else None, day)
    if taken != kept:
        SEALS.put(cache, "", taken)
    return known
