"""Words that say how or where something was done, found without being written out.

`language/hidden.yaml` has them hashed, so that nobody who reads or searches the program is handed a list of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from generator.advice.near import WORD
from generator.advice.term_files import hidden_words
from generator.ground.hashed_names import QUICK, hashed, quickly_hashed

# How they are kept: by language and kind; those of this language are looked for in every text.
ANY = "any"


def places(text: str, start: int, end: int, code: str, kind: str) -> Iterator[tuple[int, int]]:
    """From where to where such a word stands in a piece of a passage; ``kind`` is what it names."""
    language = code.partition("-")[0]
    for found in WORD.finditer(text, start, end):
        if _is_one(found[0].casefold(), language, kind):
            yield found.span()


@lru_cache(maxsize=10_000)
def _is_one(word: str, language: str, kind: str) -> bool:
    known, quick = _known(language, kind)
    salt = hidden_words().salt
    return quickly_hashed(word, salt) in quick and hashed(word, salt) in known


@cache
def _known(language: str, kind: str) -> tuple[frozenset[str], frozenset[str]]:
    words = hidden_words().words
    known = frozenset((*words.get(f"{ANY}/{kind}", ()), *words.get(f"{language}/{kind}", ())))
    return known, frozenset(word[:QUICK] for word in known)
