"""What Unicode CLDR knows of languages: plural forms, days in words, names of languages.

It comes through Babel, which takes about as long to load as a small site takes to build. So the plural rules of the
languages that the program speaks stand here as well, held to Babel's by a test, and its themes hold months and names
of languages. Babel is loaded for everything else, when that is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from generator.ground.patterns import lazy

if TYPE_CHECKING:
    from babel import Locale

# The plural categories of UTS #35, in its order, which is that of gettext's header, too.
PluralForm = Literal["zero", "one", "two", "few", "many", "other"]
FORMS: tuple[PluralForm, ...] = get_args(PluralForm)
# The digit 0 of numbering systems whose digits follow each other, where CLDR takes it for the default of a language.
ZEROS = {
    "arab": "٠",
    "arabext": "۰",
    "beng": "০",
    "deva": "०",
    "mymr": "၀",
    "tibt": "༠",
    "cakm": "\U00011136",
    "adlm": "\U0001e950",
    "nkoo": "߀",
    "olck": "᱐",
    "mtei": "\uabf0",
    "rohg": "\U00010d30",
}
# What Babel can tell apart: a longer code is nobody's language, and one with other signs nobody's code.
CODE = lazy(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
MILLION = 1_000_000
SAMPLE = (*range(201), 1000, 1001, MILLION, 2 * MILLION)


def _english(n: int) -> PluralForm:
    return "one" if n == 1 else "other"


def _french(n: int) -> PluralForm:
    return "one" if n < 2 else "many" if n % MILLION == 0 else "other"


def _spanish(n: int) -> PluralForm:
    return "one" if n == 1 else "many" if n and n % MILLION == 0 else "other"


def _welsh(n: int) -> PluralForm:
    forms: Mapping[int, PluralForm] = {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}
    return forms.get(n, "other")


def _arabic(n: int) -> PluralForm:
    if n < 3:
        return FORMS[n]
    return "few" if 3 <= n % 100 <= 10 else "many" if n % 100 >= 11 else "other"


def _polish(n: int) -> PluralForm:
    return "one" if n == 1 else "few" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "many"


def _ukrainian(n: int) -> PluralForm:
    return "one" if n % 10 == 1 and n % 100 != 11 else "many" if n == 1 else _polish(n)


# For whole numbers, and with the forms of a language; Polish and Ukrainian need “other” for fractions alone.
RULES: Mapping[str, tuple[Callable[[int], PluralForm], str]] = {
    "ar": (_arabic, "zero one two few many other"),
    "cy": (_welsh, "zero one two few many other"),
    "de": (_english, "one other"),
    "en": (_english, "one other"),
    "es": (_spanish, "one many other"),
    "fr": (_french, "one many other"),
    "pl": (_polish, "one few many other"),
    "uk": (_ukrainian, "one few many other"),
    "ur": (_english, "one other"),
    "zh": (lambda _: "other", "other"),
}


def plural_form(language: str, n: int) -> PluralForm:
    """The form that words take beside the whole number ``n``; as in English where CLDR does not know the language."""
    rule = RULES.get(language.split("-", maxsplit=1)[0])
    if rule is not None:
        return rule[0](n)
    known = _locale(language)
    return _english(n) if known is None else next(form for form in FORMS if form == known.plural_form(n))


@lru_cache(maxsize=128)
def plural_forms(language: str) -> tuple[PluralForm, ...]:
    """The forms that a language has, in the order of `FORMS`; none where CLDR knows no such language."""
    rule = RULES.get(language.split("-", maxsplit=1)[0])
    if rule is not None:
        return tuple(form for form in FORMS if form in rule[1].split())
    known = _locale(language)
    return () if known is None else tuple(form for form in FORMS if form in {*known.plural_form.tags, "other"})


@lru_cache(maxsize=128)
def numbers_of(language: str, form: PluralForm) -> tuple[int, ...]:
    """Whole numbers that ask for a form, smallest first: all up to 200, and a few larger ones."""
    return tuple(n for n in SAMPLE if plural_form(language, n) == form)


def day_in_words(language: str, day: date) -> str | None:
    """A day as the language writes it (CLDR's long format, in its own digits); None where CLDR does not know it."""
    known = _locale(language)
    if known is None:
        return None
    from babel.dates import format_date

    return _in_digits_of(known, format_date(day, "long", known))


def language_name(language: str, code: str) -> str | None:
    """The name of the language with a ``code``, in ``language``; None where CLDR does not know either."""
    known = _locale(language)
    name: str | None = None if known is None else known.languages.get(code.replace("-", "_"))
    return name


def gettext_plurals(language: str) -> str | None:
    """What the header of a PO file says of a language's forms, in CLDR's order; None where CLDR does not know it."""
    known = _locale(language)
    if known is None:
        return None
    from babel.plural import to_gettext

    made = str(to_gettext(known.plural_form))
    # Of numbers in compact form, of which gettext knows nothing, the exponent; of others it is 0.
    return made.replace("(e == 0)", "(0 == 0)").replace("(e >= 0 && e <= 5)", "(0 == 0)")


@lru_cache(maxsize=128)
def _locale(language: str) -> Locale | None:
    """What Babel knows of a language by its BCP 47 code; of the language alone where it does not know the region."""
    if CODE.fullmatch(language) is None:
        return None
    from babel import Locale, UnknownLocaleError

    for code in (language, language.split("-", maxsplit=1)[0]):
        try:
            return Locale.parse(code.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _in_digits_of(locale: Locale, text: str) -> str:
    """Babel writes the digits of Europe whatever the language."""
    zero = ZEROS.get(locale.default_numbering_system)
    return text if zero is None else text.translate({ord("0") + n: chr(ord(zero) + n) for n in range(10)})
