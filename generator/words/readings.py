"""The digests by which a text is known again (`words.sentences`), as it is written and as readers see it.

The first reading is what `tokens.fold` makes of a text, as in all that was ever stored. There is a second where that
differs: without characters that nobody sees, with Latin letters in place of those that look the same, with letters that
are set apart put together (`words.as_seen`), and with what the addresses of links say.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.words import sentences
from generator.words.as_seen import as_seen, in_address
from generator.words.tokens import fold, tokens

# A row of words, behind a scheme and a host of two parts; and how many characters that takes at least.
LONG_ADDRESS, LONGEST_USUAL = sentences.SHORTEST + 3, 36


def text_digests(text: str, *beside: str, source: str = "", addresses: Iterable[str] = ()) -> bytes:
    """The digests of a text, with words that are told beside it.

    ``source`` is the text as it was written, with the spaces that tell where words end if their letters are set apart.
    ``addresses`` are those that links lead to.
    """
    parts, sources = (text, *beside), (source or text, *beside)
    written = [*map(fold, parts)]
    seen = [*map(as_seen, parts, written, sources)]
    told = made = sentences.digests(*written)
    if any(part is not None for part in seen):
        told = sentences.digests(*(f if part is None else fold(part) for part, f in zip(seen, written, strict=True)))
    more = [fold(in_address(one)) for one in addresses if _is_long(one)]
    if more:
        told = sentences.joined(told, sentences.digests("", *more))
    return made if told == made else made + sentences.READING + told


def _is_long(address: str) -> bool:
    """Whether an address leads elsewhere, and may hold a sentence; one of this site shows a file's name at most."""
    if len(address) <= LONGEST_USUAL or not (":" in address or address.startswith("//")):
        return False
    return len(tokens(address.replace("%20", " "))) >= LONG_ADDRESS
