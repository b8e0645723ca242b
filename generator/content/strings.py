"""The words of a theme in one language, with their forms for numbers, its days, and what stands in for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from generator.ground.cldr import FORMS, day_in_words, language_name, plural_form

# Who has read a language's words as a native speaker; the built-in word where nobody has.
NATIVE_READER, NOBODY = "native_reader", "nobody yet"
# What CLDR says where a theme does not, and who has read it: a language lacks nothing without them.
MONTHS, DATE, NAME = "months", "date", "language_"
UNHEARD = frozenset({"Hant", "TW", "HK", "MO"})  # signs of traditional Chinese, which “zh” is not here


class Strings(dict[str, str]):
    """A theme's words in one language, by their keys; what it lacks is taken from a ``fallback``, by that one's rules.

    Words beside a number are in ``name.one`` to ``name.other``, as the language's plural forms are (CLDR).
    """

    def __init__(self, language: str, words: Mapping[str, str], fallback: Strings | None = None) -> None:
        super().__init__(words)
        self.language, self.fallback = language, fallback
        self.borrowed: frozenset[str] = frozenset()  # names of which there is no form here
        if fallback is not None:
            own = counted(words)
            self.borrowed = frozenset(counted(fallback) - own)
            lent = (key for key in fallback if key not in words and not is_known_to_cldr(key) and key != NATIVE_READER)
            # Of a name with forms of its own, no other form comes in, but “other” where the language lacks that.
            self |= {key: fallback[key] for key in lent if key.endswith(".other") or named(key) not in own}

    def rule(self, name: str) -> str:
        """The language of the words of this name, by whose rule a number chooses among their forms."""
        return self.fallback.rule(name) if self.fallback is not None and name in self.borrowed else self.language

    def counted(self, name: str, n: int) -> str:
        """The key of what is said beside a number; that of “other” where the form that it takes is missing."""
        key = f"{name}.{plural_form(self.rule(name), n)}"
        return key if key in self else f"{name}.other"

    def day(self, day: date) -> str:
        """A day as the language writes it: by the theme's own words, by CLDR, or as the language below writes it."""
        if MONTHS in self and DATE in self:
            month = self[MONTHS].split()[day.month - 1]
            return self[DATE].format(day=day.day, month=month, year=day.year)
        written = day_in_words(self.language, day)
        if written is None and self.fallback is not None:
            return self.fallback.day(day)
        return written or day.isoformat()

    def name_of(self, language: str) -> str:
        """The name of a language, or its code where neither the theme nor CLDR has a name for it."""
        own = self.get(NAME + language.split("-", maxsplit=1)[0])
        return own or language_name(self.language, language) or language

    def but(self, **words: str) -> Strings:
        """The same with other words for some keys."""
        made = Strings(self.language, {**self, **words})
        made.fallback, made.borrowed = self.fallback, self.borrowed
        return made

    @property
    def is_unread(self) -> bool:
        """Whether no native speaker has read these words yet."""
        return self.get(NATIVE_READER) == NOBODY


def named(key: str) -> str:
    """The name of which a key is one form, and otherwise the key itself."""
    name, dot, form = key.rpartition(".")
    return name if dot and form in FORMS else key


def counted(words: Mapping[str, str]) -> set[str]:
    """The names of which words have forms for numbers."""
    return {named(key) for key in words if named(key) != key}


def is_known_to_cldr(key: str) -> bool:
    """Whether a theme says what CLDR says as well: months, dates, names of languages."""
    return key in {MONTHS, DATE} or key.startswith(NAME)


def codes_of(language: str) -> Iterator[str]:
    """The names of files whose words a reader of this language reads, nearest first."""
    yield language
    base, *more = language.split("-")
    if not (base == "zh" and UNHEARD.intersection(more)):
        yield base
