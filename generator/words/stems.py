"""Words led to their stems by Snowball (Porter 2001): here by PyStemmer, in the browser by scripts of the same version.

The scripts lie in `snowball/`, made by `scripts/stemmers.py`. They are used only beside the PyStemmer that has the same
stemmers; tests hold the two together. Without them, a browser knows the forms that stories have, and no others.

Where Snowball leaves much of a language's endings, `rules/`, learned by `bench/endings.py`, lead stems further. They
travel with the language's script. `rules/` also has stems of common words: none of these is taken for a mistake.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import NotRequired, TypedDict

import Stemmer

from generator.ground.digest import as_json
from generator.ground.languages import language
from generator.ground.patterns import lazy
from generator.store.resources import ENDINGS, STEMMERS
from generator.words.terms import form_of

# Snowball's version, and PyStemmer's that brings it.
VERSION = "3.1.0"
# What Snowball leaves before a word: "and" and "so" before the Arabic article, and what is elided in Catalan.
BEFORE: dict[str, re.Pattern[str]] = {
    "arabic": lazy("^[\u0648\u0641](?=(?:\u0627\u0644|\u0628\u0627\u0644|\u0643\u0627\u0644|\u0644\u0644)..)"),
    "catalan": lazy("^[ldsnmt]'(?=.)"),
}
# What the licence of the lists of common words asks for, of whoever passes one on.
NOTICE = "/* Stems of common words, from the data of wordfreq (Robyn Speer), under CC BY-SA 4.0 */"
# The longest end that a rule knows, how many letters it leaves before that, and how many rules one stem meets.
LONGEST, KEPT, MOST = 12, 2, 6


class Rules(TypedDict):
    """What is done with a stem: what is taken from within it, but for a group, and ends with what becomes of them.

    An end that begins with ^ is a whole stem. With ``start``, a word of which neither stories nor rules know kin has
    for kin what begins alike, the more the better, and so many letters at least: in languages whose words take rows of
    endings, first letters are as good a stem as a lemma (Can et al. 2008, "Information retrieval on Turkish texts").
    """

    within: str
    ends: dict[str, str]
    start: NotRequired[int]


NO_RULES = Rules(within="", ends={})


class Stems(dict[str, str]):
    """Words as they are written to their stems in one language, folded; remembered.

    Words of a language without a stemmer are their own.
    """

    def __init__(self, code: str, rules: Rules | None = None) -> None:
        super().__init__()
        name = language(code).stemmer
        self.stemmer = Stemmer.Stemmer(name) if name else None
        self.before = BEFORE.get(name or "")
        rules = rules or rules_of(name)
        self.within = re.compile(rules["within"]) if rules["within"] else None
        self.ends = rules["ends"]

    def __missing__(self, word: str) -> str:
        bare = self.before.sub("", word) if self.before else word
        stem = form_of(self.stemmer.stemWord(bare) if self.stemmer else bare) or form_of(word)
        self[word] = stem = self._led(stem)
        return stem

    def _led(self, stem: str) -> str:
        """A stem led on by the language's rules, the one with the longest end at a time."""
        text = "^" + (self.within.sub(r"\1", stem) if self.within else stem)
        for _ in range(MOST if self.ends else 0):
            ends = (text[-n:] for n in range(min(LONGEST, len(text)), 0, -1))
            known = (e for e in ends if e in self.ends and (e[0] == "^" or len(text) - len(e) > KEPT))
            end = next(known, None)
            if end is None:
                break
            text = text.removesuffix(end) + self.ends[end]
        return text[1:]


@cache
def stems(code: str) -> Stems:
    """The stems of a language."""
    return Stems(code)


def stemmers(codes: frozenset[str]) -> dict[str, bytes]:
    """The scripts that stem words of languages, by Snowball's names; none if these stem otherwise than PyStemmer."""
    names = {name for code in codes if (name := language(code).stemmer)}
    return {name: _script(name) for name in sorted(names)} if Stemmer.version() == VERSION else {}


def common(codes: frozenset[str]) -> dict[str, bytes]:
    """The scripts with the stems of the commonest words of languages, by Snowball's names, as far as they are noted.

    Each brings the notice that its licence asks for.
    """
    paths = {name: ENDINGS / f"{name}.txt" for name in stemmers(codes)}
    found = {name: path.read_text(encoding="utf-8").strip() for name, path in paths.items() if path.exists()}
    return {name: f'{NOTICE}\nhearten.put("{name}!",{as_json(known)});\n'.encode() for name, known in found.items()}


@cache
def rules_of(name: str | None) -> Rules:
    """The rules for what Snowball leaves of a language's words, by Snowball's name; most languages have none."""
    path = ENDINGS / f"{name}.json"
    rules: Rules = json.loads(path.read_text(encoding="utf-8")) if path.exists() else NO_RULES
    return rules


@cache
def _script(name: str) -> bytes:
    """Snowball's script, and behind it the language's rules."""
    return (STEMMERS / f"{name}.js").read_bytes() + f'hearten.put("{name}+",{as_json(rules_of(name))});\n'.encode()
