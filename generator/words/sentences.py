"""A text's sentences as short digests, by which two texts with the same words are known to be alike.

The measure (`alike`): two texts are the same where all their words are, in their order, or where they share at least
two sentences, and those are at least half of the sentences of the shorter one. Only sentences of at least six words
count, since shorter ones stand in many texts by chance; a text of fewer than five words tells nothing. Case, accents,
punctuation, line breaks and markup make no difference.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from functools import partial

from generator.ground.patterns import lazy
from generator.words.tokens import SEPARATORS, tokens

ENDS = lazy(r"[.!?:;\n\u2026\u0964\u3002]+")
PLAIN_ENDS = bytes(ord(SEPARATORS.get(n, chr(n))) if chr(n) not in ".!?:;\n" else 10 for n in range(128)) + bytes(128)
# Bytes of a digest: among a million sentences the chance of two equal ones is one in thirty million.
SIZE = 8
SHORTEST, SHORTEST_TEXT = 6, 5
FEWEST, SHARE = 2, 0.5
NOTHING = bytes(SIZE)
_digest = partial(hashlib.blake2b, digest_size=SIZE)


def digests(folded: str) -> bytes:
    """The digest of all words of a folded text, and behind it those of its sentences, each once.

    The first is zero where the text is too short to tell anything.
    """
    if folded.isascii():
        # Most text, and many times as fast.
        plain = folded.encode().translate(PLAIN_ENDS, b"'").split(b"\n")
        parts = [b" ".join(part.split()) for part in plain]
    else:
        parts = [" ".join(tokens(part)).encode() for part in ENDS.split(folded)]
    every = b" ".join([part for part in parts if part])
    told = dict.fromkeys([_digest(part).digest() for part in parts if part.count(b" ") >= SHORTEST - 1])
    return b"".join((_digest(every).digest() if every.count(b" ") >= SHORTEST_TEXT - 1 else NOTHING, *told))


def salted(of: bytes, salt: str) -> bytes:
    """The same digests, each with a salt of a site (in hexadecimal), so that two sites' cannot be compared."""
    key = bytes.fromhex(salt)
    return b"".join(
        one if one == NOTHING else hashlib.blake2b(one, key=key, digest_size=SIZE).digest() for one in split(of)
    )


def tell(of: bytes) -> bool:
    """Whether digests tell anything; those of a text that is too short do not."""
    return any(one != NOTHING for one in split(of))


def split(of: bytes) -> list[bytes]:
    """Digests one by one."""
    return [of[n : n + SIZE] for n in range(0, len(of), SIZE)]


def alike(one: bytes, other: bytes) -> bool:
    """Whether two texts have the same words, or nearly; see the measure above."""
    if not one or not other:
        return False
    (whole, *mine), (their_whole, *theirs) = split(one), split(other)
    return (whole == their_whole != NOTHING) or shares_enough(mine, theirs)


def shares_enough(mine: Collection[bytes], theirs: Collection[bytes]) -> bool:
    """Whether sentences that two texts share are enough of the shorter one."""
    shared = len(set(mine) & set(theirs))
    return shared >= FEWEST and shared >= SHARE * min(len(mine), len(theirs))
