"""A text's sentences and stretches as short digests, by which two texts with the same words are known to be alike.

The measure (`alike`): two texts are the same where all their words are, in their order, or where they share at least
two sentences, and those are at least half of the sentences of the shorter one; or the same of stretches. Only sentences
of at least six words count, since shorter ones stand in many texts by chance; a text of fewer than five words tells
nothing. Case, accents, line breaks and markup make no difference.

A stretch ends behind a word that says so by its own last letter (content-defined chunking: Muthitacharoen, Chen and
Mazières 2001), and no sooner than after some six words. So punctuation makes no difference to it, in any script, nor do
numbers, which notes, lists and captions add; and a word that is added or altered changes the stretch that it is in, and
perhaps the next.

Where readers may see other words than stand there (`words.readings`), there are digests of both, and two texts are the
same if they are in any way in which they can be read.

The narrower measures (`nearly_whole`, `mostly`) tell a story from its excerpts, its quotations and its neighbours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from itertools import product

from generator.ground.patterns import lazy
from generator.words.tokens import SEPARATORS, tokens

ENDS = lazy(r"[.!?:;\n\u2026\u0964\u3002]+")
PLAIN_ENDS = bytes(ord(SEPARATORS.get(n, chr(n))) if chr(n) not in ".!?:;\n" else 10 for n in range(128)) + bytes(128)
# Bytes of a digest: among a million sentences the chance of two equal ones is one in thirty million.
SIZE = 8
SHORTEST, SHORTEST_TEXT = 6, 5
FEWEST, SHARE, NEARLY_WHOLE, MOST = 2, 0.5, 0.9, 2 / 3
# Sentences that say by themselves that two texts are one; neighbours with short ones of their own share fewer.
TELLING = 4
NOTHING = bytes(SIZE)
# Stands between the digests of sentences and those of stretches. Where it is missing, only sentences were digested;
# behind the former one are stretches that ended elsewhere, which compare with none.
STRETCHES, FORMER_STRETCHES = b"\xfd" * SIZE, b"\xff" * SIZE
# Stands between the digests of one reading of a text and those of another; most texts can be read in one way alone.
READING = b"\xfe" * SIZE
# Digests of nothing.
NO_WORDS = frozenset({NOTHING, STRETCHES, FORMER_STRETCHES, READING})
# Bytes of a stretch, at least, and what is at its end: a word whose last byte is one of these, as that of about every
# fourth word is, also in scripts of their own. Digests are kept for years, so these never change.
SHORTEST_STRETCH = 36
LAST_LETTERS = b"aey" + bytes(range(0x81, 0xC0, 4))
# All last letters as one, and all digits: tables and plain searches are many times as fast as patterns and words.
SIGNS = bytes.maketrans(LAST_LETTERS + b"123456789", b"a" * len(LAST_LETTERS) + b"0" * 9)
NUMBERS = lazy(rb" 0+(?= )")
_new_digest = hashlib.blake2b(digest_size=SIZE).copy
_Reading = tuple[bytes, list[bytes], list[bytes]]


def digests(folded: str, *beside: str) -> bytes:
    """The digest of all words of a folded text, and behind it those of its sentences and of its stretches, each once.

    The first is zero where the text is too short to tell anything. ``beside`` are words that are told with the text,
    folded, too: they have sentences and stretches of their own.
    """
    parts = _parts(folded)
    every = b" ".join([part for part in parts if part])
    texts = [every]
    for more in beside:
        others = _parts(more)
        parts += others
        texts.append(b" ".join([part for part in others if part]))
    told = dict.fromkeys([_digest(part) for part in parts if part.count(b" ") >= SHORTEST - 1])
    cut = dict.fromkeys([_digest(part) for text in texts for part in _stretches(text)])
    whole = _digest(every) if every.count(b" ") >= SHORTEST_TEXT - 1 else NOTHING
    return b"".join((whole, *told, *((STRETCHES, *cut) if cut else ())))


def joined(one: bytes, more: bytes) -> bytes:
    """The digests of a text with those of words that are told beside it."""
    (whole, *mine), (_, *theirs) = _readings(one)[0], _readings(more)[0]
    told, cut = (dict.fromkeys((*m, *t)) for m, t in zip(mine, theirs, strict=True))
    return b"".join((whole, *told, *((STRETCHES, *cut) if cut else ())))


def either(first: bytes, last: bytes) -> bytes:
    """The digests of a text that is known by its first words, and by its last ones."""
    if not first or same(first, last):
        return first or last
    told = split(first)
    return b"".join((*told[: told.index(READING) if READING in told else None], READING, last))


def _parts(folded: str) -> list[bytes]:
    """What stands between ends of sentences, as words with spaces between."""
    if folded.isascii():
        # Most text, and many times as fast.
        plain = folded.encode().translate(PLAIN_ENDS, b"'").split(b"\n")
        return [b" ".join(part.split()) for part in plain]
    return [b" ".join(_words(part)) for part in ENDS.split(folded)]


def _words(part: str) -> list[bytes]:
    if part.isascii():  # as most parts of other texts are
        return part.encode().translate(PLAIN_ENDS, b"'").split()
    return [word.encode() for word in tokens(part)]


def _stretches(text: bytes) -> Iterator[bytes]:
    text = _without_numbers(b" %b " % text)
    signs, begin = text.translate(SIGNS), 1
    while (end := signs.find(b"a ", begin + SHORTEST_STRETCH)) >= 0:
        yield text[begin : end + 1]
        begin = end + 2
    if len(text) - begin > SHORTEST_STRETCH:
        yield text[begin:-1]


def pieces_anywhere(folded: str) -> bytes:
    """The digests of a folded text's sentences, and of every stretch that begins with one of its words.

    Where stretches begin depends on what stands before them, so where the text is quoted there are others.
    """
    parts = _parts(folded)
    told = [_digest(part) for part in parts if part.count(b" ") >= SHORTEST - 1]
    lines = (b" ".join(_parts(line)) for line in folded.splitlines())
    for line in (b" ".join(parts), *lines):
        told += [_digest(part) for part in _stretches_anywhere(b" ".join(line.split()))]
    return b"".join(dict.fromkeys(told))


def _stretches_anywhere(text: bytes) -> Iterator[bytes]:
    text = _without_numbers(b" %b " % text)
    signs, begin = text.translate(SIGNS), 1
    while len(text) - begin > SHORTEST_STRETCH:
        yield text[begin : signs.find(b"a ", begin + SHORTEST_STRETCH) + 1 or -1]
        begin = text.index(b" ", begin) + 1


def _without_numbers(text: bytes) -> bytes:
    """Words with a space before and behind each, without those that are numbers."""
    kept, at = [], 0
    for number in NUMBERS.finditer(text.translate(SIGNS)):
        kept.append(text[at : number.start()])
        at = number.end()
    return b"".join((*kept, text[at:]))


def _digest(words: bytes) -> bytes:
    digest = _new_digest()  # a copy takes less time than a new one
    digest.update(words)
    return digest.digest()


def salted(of: bytes, salt: str) -> bytes:
    """The same digests, each with a salt of a site (in hexadecimal), so that two sites' cannot be compared."""
    key = bytes.fromhex(salt)
    return b"".join(
        one if one in NO_WORDS else hashlib.blake2b(one, key=key, digest_size=SIZE).digest() for one in split(of)
    )


def tell(of: bytes) -> bool:
    """Whether digests tell anything; those of a text that is too short do not."""
    return not NO_WORDS.issuperset(split(of))


def split(of: bytes) -> list[bytes]:
    """Digests one by one, with all that stands between them."""
    return [of[n : n + SIZE] for n in range(0, len(of), SIZE)]


def pieces(of: bytes) -> frozenset[bytes]:
    """The digests of sentences and stretches."""
    return frozenset(one for _, told, cut in _readings(of) for one in (*told, *cut)) if of else frozenset()


def same(one: bytes, other: bytes) -> bool:
    """Whether all words of two texts are the same, in their order; not known of ones that are too short."""
    if not one or not other:
        return False
    return any(mine == theirs != NOTHING for (mine, *_), (theirs, *_) in product(_readings(one), _readings(other)))


def alike(one: bytes, other: bytes) -> bool:
    """Whether two texts have the same words, or nearly; see the measure above."""
    if not one or not other:
        return False
    return any(_is_alike(mine, theirs) for mine, theirs in product(_readings(one), _readings(other)))


def _is_alike(one: _Reading, other: _Reading) -> bool:
    (whole, mine, my_stretches), (their_whole, theirs, their_stretches) = one, other
    if whole == their_whole != NOTHING:
        return True
    return shares_enough(mine, theirs) or shares_enough(my_stretches, their_stretches)


def nearly_whole(one: bytes, other: bytes) -> bool:
    """Whether two texts are one: all words are the same, or nine tenths of each one's sentences, and of its stretches.

    Four sentences or more need no stretches, so that their order makes no difference. An excerpt is not the story, nor
    is a text with the same two or three sentences of which the longer part is another's.
    """
    if not one or not other:
        return False
    return any(_is_nearly_whole(mine, theirs) for mine, theirs in product(_readings(one), _readings(other)))


def _is_nearly_whole(one: _Reading, other: _Reading) -> bool:
    (whole, *mine), (their_whole, *theirs) = one, other
    if whole == their_whole != NOTHING:
        return True
    shared = [_shared(set(m), set(t)) for m, t in zip(mine, theirs, strict=True) if m or t]
    if mine[0] and shared[0] >= TELLING:
        return True
    return bool(shared) and min(shared) >= FEWEST


def _shared(mine: set[bytes], theirs: set[bytes]) -> int:
    """How many are shared, if these are nearly all of both; 0 otherwise."""
    shared = len(mine & theirs)
    return shared if shared >= NEARLY_WHOLE * max(len(mine), len(theirs)) else 0


def mostly(one: bytes, other: bytes) -> bool:
    """Whether most of two texts is the same: two thirds of each one's sentences, and of its stretches.

    Short answers to the same questions are no sentences; the stretches have their words, too.
    """
    if not one or not other:
        return False
    return any(_is_mostly(mine, theirs) for mine, theirs in product(_readings(one), _readings(other)))


def _is_mostly(one: _Reading, other: _Reading) -> bool:
    (_, *mine), (_, *theirs) = one, other
    parts = [(set(m), set(t)) for m, t in zip(mine, theirs, strict=True) if m or t]
    return bool(parts) and all(len(m & t) >= MOST * max(len(m), len(t)) for m, t in parts)


def holds(one: bytes, other: bytes, fewest: int) -> bool:
    """Whether a text has nearly the whole of another one in it: nine tenths of its sentences, and at least so many."""
    if not one or not other:
        return False
    return any(
        whole == their_whole != NOTHING or len(set(mine) & set(theirs)) >= max(fewest, NEARLY_WHOLE * len(set(theirs)))
        for (whole, mine, _), (their_whole, theirs, _) in product(_readings(one), _readings(other))
    )


def without(folded: str, others: bytes) -> str:
    """A folded text without the sentences that another text has, too."""
    theirs = pieces(others)
    return "\n".join(part.decode() for part in _parts(folded) if _digest(part) not in theirs)


def _readings(of: bytes) -> list[_Reading]:
    """The digest of all words, those of sentences, and those of stretches, for each way in which a text is read."""
    whole, *rest = split(of)
    at = rest.index(READING) if READING in rest else len(rest)
    first, further = rest[:at], rest[at + 1 :]
    at = next((n for n, one in enumerate(first) if one in (STRETCHES, FORMER_STRETCHES)), len(first))
    return [(whole, first[:at], first[at + 1 :]), *(_readings(b"".join(further)) if further else ())]


def shares_enough(mine: Collection[bytes], theirs: Collection[bytes]) -> bool:
    """Whether what two texts share of sentences, or of stretches, is enough of the shorter one."""
    shared = len(set(mine) & set(theirs))
    return shared >= FEWEST and shared >= SHARE * min(len(mine), len(theirs))
