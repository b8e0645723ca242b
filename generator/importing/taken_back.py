"""Texts that somebody has taken back here, known again among those that come in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from generator.gate.consent_log import identity
from generator.gate.records import somebodys
from generator.gate.tombstones import Tombstone, Withdrawn
from generator.importing.item import Item
from generator.importing.old_addresses import as_alias
from generator.importing.placing import Incoming
from generator.words import sentences


def was_withdrawn(made: Incoming, words: bytes, gone: Withdrawn) -> bool:
    """Whether a text is one that somebody has taken back: by all of its words, or by its number and nearly all.

    ``words`` are their digests. One with nearly these words, or with more, is told apart (`has_withdrawn`), and so is
    one that has the number, and other words (`is_called_withdrawn`); where no words are known, the number is enough.
    """
    if next(gone.with_all_words(words), None) is not None:
        return True
    return any(
        gone.is_of(stone, words) or not (stone.has_words and sentences.tell(words))
        for stone in _called(made.number, gone)
    )


def is_called_withdrawn(number: str, gone: Withdrawn) -> bool:
    """Whether a text has the number of a story that was withdrawn; it may be another person's."""
    return next(_called(number, gone), None) is not None


def _called(number: str, gone: Withdrawn) -> Iterator[Tombstone]:
    return (stone for stone in gone.stories if somebodys(stone.record) == identity(number))


def has_withdrawn(words: bytes, gone: Withdrawn) -> bool:
    """Whether a text has many words of a story that was withdrawn, or all sentences of a short one.

    It may be that story, edited, or another person's who was asked the same questions.
    """
    return next(chain(gone.with_words(words), gone.within(words)), None) is not None


def is_at_withdrawn(item: Item, gone: Withdrawn, site_path: str) -> bool:
    """Whether a text was at an address of a story that was withdrawn, which is given to nobody.

    It may be that story in other words, or another person's. ``site_path`` is the folder that the site lies in.
    """
    pages = (as_alias(address, site_path) for address in item.addresses)
    return any(page is not None and gone.had(page[1]) for page in pages)
