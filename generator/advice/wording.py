"""How terms are written in files of terms, and how they are looked for in texts.

A form is a row of words. Of a word, ``a|b`` stands for either, ``a*`` for every word that begins so, ``a?`` for one
that may be missing. ``…`` is up to three words of any kind, ``#`` a number in digits or in words. Between words there
may be any white space and signs of emphasis; hyphens within words may be spaces, or missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from generator.ground.patterns import lazy

# What stands between two words: a line's end, or the signs of emphasis of a field, in which they are left as written.
GAP = r"[\s*_~`]{1,20}"
BEHIND_NUMBER = r"[\s*_~`-]{0,20}"  # a unit may stand close
SOME = "…"
# Nothing is both in a word and between two, so that there is one way to read a row of them.
SOME_WORDS = rf"(?:{GAP}(?:[^\W_]|['-])+){{0,3}}?"
DIGITS = r"\d+(?:[.,/–-]\d+)*"
# A word ends where no letter follows, nor a hyphen with one.
BEGIN, END = r"(?<!\w)(?<!\w-)", r"(?!\w)(?!-\w)"
LETTERS = re.compile(r"[^\W\d_]+")
# So many letters of a word tell nearly every other one apart.
START = 4
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
    """Forms, ready to be looked for.

    ``keys`` are for each form the `starts` of its words, in groups of which a text has to have one each for the form to
    be there. That is seen much sooner than a form is found, and hardly any text has them.
    ``rare`` is one group of each.
    """

    pattern: re.Pattern[str]
    keys: tuple[tuple[frozenset[str], ...], ...]
    rare: tuple[frozenset[str], ...]

    def may_be_in(self, begun: frozenset[str]) -> bool:
        """Whether it is worth while to look through a text whose words have these `starts`."""
        return any(not any(map(begun.isdisjoint, form)) for form in self.keys)

    def needed(self) -> Iterator[frozenset[str]]:
        """For each form the starts of which a text has to have one; none where nobody can say. Rare ones, if any."""
        return iter(self.rare)

    def starts_in(self, begun: frozenset[str]) -> frozenset[str] | None:
        """Of a text's `starts`, those of which each passage with a form has one; None where it may be any passage."""
        found: set[str] = set()
        for form, needed in zip(self.keys, self.needed(), strict=True):
            if not any(map(begun.isdisjoint, form)):
                if not needed:
                    return None
                found |= needed & begun
        return frozenset(found)

    def forms_in(self, begun: frozenset[str]) -> list[tuple[frozenset[str], ...]]:
        """For each form that may be in a text with these `starts`, groups of which a passage with it has one each."""
        return [tuple(map(begun.intersection, form)) for form in self.keys if not any(map(begun.isdisjoint, form))]

    def is_in(self, text: str) -> bool:
        """Whether a `plain` text holds one of the forms."""
        return self.pattern.search(text) is not None

    def spans(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """From where to where each form goes in a `plain` text, or in a piece of it."""
        return (found.span() for found in self.pattern.finditer(text, start, len(text) if end is None else end))


def parted_words(text: str) -> tuple[set[str], str]:
    """What stands between blanks and is letters alone, each once; and the rest, which needs a closer look, in a row.

    Most of a text is words, which are so told apart many times as fast as by a pattern.
    """
    parts = set(text.split())
    words = set(filter(str.isalpha, parts))
    return words, " ".join(parts - words)


def starts(text: str) -> frozenset[str]:
    """The first letters of every word in a text, in small letters."""
    words, rest = parted_words(plain(text).lower())
    return frozenset({word[:START] for word in chain(words, LETTERS.findall(rest))})


def compiled(
    forms: Iterable[str],
    numbers: Iterable[str] = (),
    *,
    nouns: bool = False,
    but: Iterable[str] = (),
    compounds: Iterable[str] = (),
) -> Forms:
    """What finds any of these forms as whole words, but where one of the others begins in the same place.

    ``numbers`` are the words for numbers that ``#`` stands for beside digits. Capitals make no difference; with
    ``nouns``, what a form writes with a capital has to begin with one, as nouns do in German. A form does not end
    within one of ``compounds``, whose first word is a part of a name for something else: to choose “suicide prevention”
    is to choose no suicide.
    """
    written, joined = tuple(forms), [tuple(form.split(maxsplit=1)) for form in compounds]
    number = "|".join((DIGITS, *map(re.escape, sorted(numbers, key=len, reverse=True))))
    whole = "|".join(_form(form, number, nouns) + _not_joined(form, joined, number) for form in written)
    others = "".join(f"(?!{_form(form, number, nouns)}{END})" for form in but)
    keys = tuple(map(_keys, written))
    return Forms(lazy(f"{BEGIN}{others}(?:{whole}){END}", re.IGNORECASE), keys, tuple(map(_rarest, keys)))


def may_hold(small: str, starts: frozenset[str] | None) -> bool:
    """Whether a passage in small letters has one of these starts, as `Forms.starts_in` gives them."""
    if starts is None:
        return True
    for start in starts:  # noqa: SIM110 - asked for every passage, where a generator takes twice as long
        if start in small:
            return True
    return False


def _rarest(keys: tuple[frozenset[str], ...]) -> frozenset[str]:
    """Of a form's keys the one that the fewest texts have, by the length of its starts."""
    return max(keys, key=lambda group: (min(map(len, group)), -len(group)), default=frozenset())


def is_form(form: str) -> bool:
    """Whether this is a row of words, with signs only where they stand for something."""
    words = form.split()
    plain_words = [word.removesuffix("?") for word in words if word not in (SOME, "#")]
    alternatives = [one.removesuffix("*") for word in plain_words for one in word.split("|")]
    is_bare = any(not one or set(one) & set("*?#|…") for one in alternatives)
    return bool(plain_words) and not is_bare and SOME not in (words[0], words[-1])


def _keys(form: str) -> tuple[frozenset[str], ...]:
    """The starts of each word that has to be there; not of one that begins in ways too many to be named."""
    words = [word for word in form.split() if not word.endswith("?")]
    groups = ([_starts(one.lower()) for one in word.split("|")] for word in words)
    return tuple(frozenset().union(*group) for group in groups if all(group))


def _starts(word: str) -> frozenset[str]:
    """The start of a word, with its hyphens and without; none where it has no letters, or too few before ``*``."""
    first, *_ = LETTERS.findall(word) or [""]
    if not first or ("*" in word and len(first) < START):
        return frozenset()
    return frozenset((first[:START], LETTERS.findall(word.replace("-", ""))[0][:START]))


def _form(form: str, number: str, nouns: bool) -> str:
    made, before = "", ""
    for word in form.split():
        gap = BEHIND_NUMBER if before == "#" else GAP
        if word == SOME:
            made += SOME_WORDS
            continue
        inner = f"(?:{number})" if word == "#" else _word(word.removesuffix("?"), nouns)
        if not before and word.endswith("?"):
            made += f"(?:{inner}{GAP})?"
            continue
        inner = gap + inner if before else inner
        made += f"(?:{inner})?" if word.endswith("?") else inner
        before = word
    return made


def _not_joined(form: str, joined: Iterable[tuple[str, ...]], number: str) -> str:
    """A pattern of what must not follow a form: the rest of each compound that its last word begins."""
    last = frozenset(form.rsplit(maxsplit=1)[-1].lower().split("|"))
    rests = [_form(rest, number, nouns=False) for first, rest in joined if last.intersection(first.lower().split("|"))]
    return f"(?!{GAP}(?:{'|'.join(rests)}){END})" if rests else ""


def _word(word: str, nouns: bool) -> str:
    return "(?:" + "|".join(_alternative(one, nouns) for one in word.split("|")) + ")"


def _alternative(word: str, nouns: bool) -> str:
    stem = word.removesuffix("*")
    made = re.escape(stem).replace(r"\-", HYPHEN) + (r"\w*" if stem != word else "")
    return f"(?-i:{made[0]}){made[1:]}" if nouns and word[0].isupper() else made
