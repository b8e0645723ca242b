"""Texts that somebody has taken back here, known again among those that come in."""

from __future__ import annotations

from itertools import chain

from generator.gate.consent_log import identity
from generator.gate.records import somebodys
from generator.gate.tombstones import Tombstone, Withdrawn
from generator.importing.old_addresses import as_alias
from generator.importing.placing import Incoming
from generator.words import sentences

# So many times as many sentences as a story that was withdrawn has a text in which others stand beside it.
LONGER = 1.3


def was_withdrawn(made: Incoming, words: bytes, gone: Withdrawn, site_path: str) -> bool:
    """Whether a text is one that somebody has taken back: by its number, its words, or an address that it had.

    One that is longer, and has the words among others, is told apart (`has_withdrawn`). ``words`` are its digests,
    ``site_path`` the folder that the site lies in.
    """
    if not gone.stories:
        return False
    if any(somebodys(stone.record) == identity(made.number) for stone in gone.stories):
        return True
    if any(not _is_longer(words, stone) for stone in gone.with_words(words)):
        return True
    pages = (as_alias(address, site_path) for address in made.item.addresses)
    return any(page is not None and gone.had(page[1]) for page in pages)


def has_withdrawn(words: bytes, gone: Withdrawn) -> bool:
    """Whether a text has the words of a story that was withdrawn among others, or all sentences of a short one."""
    return next(chain(gone.with_words(words), gone.within(words)), None) is not None


def _is_longer(words: bytes, stone: Tombstone) -> bool:
    """Whether a text has many words beside those of a story that was withdrawn."""
    return len(sentences.pieces(words)) > LONGER * len(sentences.pieces(bytes.fromhex(stone.words)))
