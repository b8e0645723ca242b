"""How terms are written in files of terms, and how they are looked for in texts.

A form is a row of words. Of a word, ``a|b`` stands for either, ``a*`` for every word that begins so, ``a?`` for one
that may be missing. ``…`` is up to three words of any kind, ``#`` a number in digits or in words. Between words there
may be any white space and signs of emphasis; hyphens within words may be spaces, or missing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# What stands between two words: a line's end, or the signs of emphasis of a field, in which they are left as written.
GAP = r"[\s*_~`]{1,20}"
BEHIND_NUMBER = r"[\s*_~`-]{0,20}"  # a unit may stand close
SOME_WORDS = rf"(?:{GAP}[\w'-]+){{0,3}}?"
DIGITS = r"\d+(?:[.,/–-]\d+)*"
# A word ends where no letter follows, nor a hyphen with one.
BEGIN, END = r"(?<!\w)(?<!\w-)", r"(?!\w)(?!-\w)"
HYPHEN = r"(?:-|\s{1,3}|)"
ALIKE = str.maketrans(
    {"\u2019": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u00ad": "-", "\u2013": "–", "\u00b5": "\u03bc"}
)


def plain(text: str) -> str:
    """The text with apostrophes, hyphens and micro signs of one kind, as long as it was."""
    return text if text.isascii() else text.translate(ALIKE)


def written(text: str) -> str:
    """Words as two who write them the same would: in small letters, one space between, and without emphasis."""
    return " ".join(re.sub(r"[*_~`]+", " ", plain(text)).casefold().split())


@dataclass(frozen=True, slots=True)
class Forms:
    """Forms, ready to be looked for; a text that holds none of the ``keys`` in small letters holds none of them."""

    pattern: re.Pattern[str]
    keys: tuple[str, ...]

    def may_be_in(self, lowered: str) -> bool:
        """Whether it is worth while to look through a text, which is `lowered`."""
        return any(key in lowered for key in self.keys)

    def is_in(self, text: str) -> bool:
        """Whether a `plain` text holds one of the forms."""
        return self.pattern.search(text) is not None

    def spans(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[tuple[int, int]]:
        """From where to where each form goes in a `plain` text, or in a piece of it."""
        return (found.span() for found in self.pattern.finditer(text, start, end))


def lowered(text: str) -> str:
    """A text in small letters, for `Forms.may_be_in`."""
    return plain(text).lower()


def compiled(forms: Iterable[str], numbers: Iterable[str] = (), *, nouns: bool = False) -> Forms:
    """What finds any of these forms as whole words.

    ``numbers`` are the words for numbers that ``#`` stands for beside digits. Capitals make no difference; with
    ``nouns``, what a form writes with a capital has to begin with one, as nouns do in German.
    """
    written = tuple(forms)
    number = "|".join((DIGITS, *map(re.escape, sorted(numbers, key=len, reverse=True))))
    whole = "|".join(_form(form, number, nouns) for form in written)
    keys = {key for form in written for key in _keys(form)}
    return Forms(re.compile(f"{BEGIN}(?:{whole}){END}", re.IGNORECASE), tuple(sorted(keys)))


def _keys(form: str) -> tuple[str, ...]:
    """What a text has to hold one of, for the form to be there: the word of it that texts hold most seldom."""
    words = [word for word in form.split() if word not in ("…", "#") and not word.endswith("?")]
    starts = [tuple(re.split(r"[-*]", one.lower())[0] for one in word.split("|")) for word in words]
    return max(starts, key=lambda some: min(map(len, some)), default=("",))


def _form(form: str, number: str, nouns: bool) -> str:
    made, before = "", ""
    for word in form.split():
        gap = BEHIND_NUMBER if before == "#" else GAP if before else ""
        if word == "…":
            made += SOME_WORDS
            continue
        inner = f"(?:{number})" if word == "#" else _word(word.removesuffix("?"), nouns)
        made += f"(?:{gap}{inner})?" if word.endswith("?") else gap + inner
        before = word
    return made


def _word(word: str, nouns: bool) -> str:
    return "(?:" + "|".join(_alternative(one, nouns) for one in word.split("|")) + ")"


def _alternative(word: str, nouns: bool) -> str:
    stem = word.removesuffix("*")
    made = re.escape(stem).replace(r"\-", HYPHEN) + (r"\w*" if stem != word else "")
    return f"(?-i:{made[0]}){made[1:]}" if nouns and word[0].isupper() else made
