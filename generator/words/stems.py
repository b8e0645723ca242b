"""Words led to their stems by Snowball (Porter 2001): here by PyStemmer, in the browser by scripts of the same version.

The scripts lie in `snowball/`, made by `scripts/stemmers.py`. They are used only beside the PyStemmer that has the same
stemmers; tests hold the two together. Without them, a browser knows the forms that stories have, and no others.
"""

from __future__ import annotations

import re
from functools import cache

import Stemmer

from generator.ground.languages import language
from generator.ground.patterns import lazy
from generator.store.resources import STEMMERS
from generator.words.terms import form_of

# Snowball's version, and PyStemmer's that brings it.
VERSION = "3.1.0"
# What Snowball leaves before a word: "and" and "so" before the Arabic article, and what is elided in Catalan.
BEFORE: dict[str, re.Pattern[str]] = {
    "arabic": lazy("^[\u0648\u0641](?=(?:\u0627\u0644|\u0628\u0627\u0644|\u0643\u0627\u0644|\u0644\u0644)..)"),
    "catalan": lazy("^[ldsnmt]'(?=.)"),
}


class Stems(dict[str, str]):
    """Words as they are written to their stems in one language, folded; remembered.

    Words of a language without a stemmer are their own.
    """

    def __init__(self, code: str) -> None:
        super().__init__()
        name = language(code).stemmer
        self.stemmer = Stemmer.Stemmer(name) if name else None
        self.before = BEFORE.get(name or "")

    def __missing__(self, word: str) -> str:
        bare = self.before.sub("", word) if self.before else word
        stem = form_of(self.stemmer.stemWord(bare) if self.stemmer else bare) or form_of(word)
        self[word] = stem
        return stem


@cache
def stems(code: str) -> Stems:
    """The stems of a language."""
    return Stems(code)


def stemmers(codes: frozenset[str]) -> dict[str, bytes]:
    """The scripts that stem words of languages, by Snowball's names; none if these stem otherwise than PyStemmer."""
    names = {name for code in codes if (name := language(code).stemmer)}
    return {name: _script(name) for name in sorted(names)} if Stemmer.version() == VERSION else {}


@cache
def _script(name: str) -> bytes:
    return (STEMMERS / f"{name}.js").read_bytes()
