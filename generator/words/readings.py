"""The digests by which a text is known again (`words.sentences`), as it is written and as readers see it.

The first reading is what `tokens.fold` makes of a text, as in all that was ever stored. There is a second where that
differs: without characters that nobody sees, with Latin letters in place of those that look the same, with letters that
are set apart put together (`words.as_seen`), and with what the addresses of links say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from generator.words import sentences
from generator.words.as_seen import as_seen, in_address
from generator.words.tokens import fold, tokens

# Characters of an address in which there is hardly room for a row of words.
LONGEST_USUAL = 36


def text_digests(
    text: str, *beside: str, source: str = "", fields: Collection[str] = (), addresses: Iterable[str] = ()
) -> bytes:
    """The digests of a text, with words that are told beside it.

    ``source`` is the text as it was written, with the spaces that tell where words end if their letters are set apart.
    ``fields`` are words elsewhere in its file, and ``addresses`` those of links; neither is in what was stored.
    """
    parts, sources = (text, *beside), (source or text, *beside)
    written = [*map(fold, parts)]
    seen = [*map(as_seen, parts, written, sources)]
    told = made = sentences.digests(*written)
    if any(part is not None for part in seen):
        told = sentences.digests(*(f if part is None else fold(part) for part, f in zip(seen, written, strict=True)))
    more = [_folded(words) for words in fields]
    more += [part for address in addresses if _is_long(address) for part in _rows(address)]
    if more:
        told = sentences.joined(told, sentences.digests("", *more))
    return made if told == made else made + sentences.READING + told


def _folded(words: str) -> str:
    folded = fold(words)
    seen = as_seen(words, folded, words)
    return folded if seen is None else fold(seen)


def _is_long(address: str) -> bool:
    """Whether an address leads elsewhere, and may hold a sentence; one of this site shows a file's name at most."""
    return len(address) > LONGEST_USUAL and (":" in address or address.startswith("//"))


def _rows(address: str) -> Iterator[str]:
    """The parts of an address that hold as many words as a sentence that counts, folded."""
    parts = map(fold, in_address(address))
    return (part for part in parts if len(tokens(part)) >= sentences.SHORTEST)
