"""Dates as people write them elsewhere, read as days: numbers in any order, names of months, dates with a time.

A form that can be read in two ways gives both days, since only who wrote it knows which is meant. No clock and no time
zone is asked: the day is the one that is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

# Months by their names and usual abbreviations, without accents, in the order of the year; CLDR, and letters' habits.
_NAMES = (
    "january jan januar janner janv janvier enero ene janeiro gennaio gen januari ionawr ion styczen stycznia sty",
    "february feb februar fevrier fevr febrero fevereiro fev febbraio februari chwefror chwe luty lutego lut helmikuu",
    "march mar marz maerz mrz mars marzo marco maart mrt mawrth marzec marca marts maaliskuu",
    "april apr avril avr abril abr aprile ebrill kwiecien kwietnia kwi huhtikuu",
    "may mai mayo maio maggio mag mei maj maja toukokuu",
    "june jun juni juin junio junho giugno giu mehefin meh czerwiec czerwca cze kesakuu",
    "july jul juli juil juillet julio julho luglio lug gorffennaf gorff lipiec lipca lip heinakuu",
    "august aug aout agosto ago augustus augusti awst sierpien sierpnia sie elokuu",
    "september sep sept septembre septiembre setiembre setembro set settembre medi wrzesien wrzesnia wrz syyskuu",
    "october oct oktober okt octobre octubre outubro out ottobre ott hydref hyd pazdziernik pazdziernika paz lokakuu",
    "november nov novembre noviembre novembro tachwedd tach listopad listopada lis marraskuu",
    "december dec dezember dez decembre diciembre dic dezembro dicembre rhagfyr rhag grudzien grudnia gru joulukuu",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
ENGLISH = tuple(names.split()[0].capitalize() for names in _NAMES)
# Not before the oldest photograph that anybody may bring, nor after anybody's plans.
YEARS = range(1900, 2100)
WHOLE_YEAR = re.compile(r"\d{4}")
LONGEST = 80  # characters of a date with all that may be around it
_DASHES = re.compile("[\u2010-\u2015\u2212\u00ad]")
# A time of the day behind a date, with its zone: it moves no day here.
_TIME = re.compile(
    r"(?:T|,?\s+|,)(?:at\s+|um\s+)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?\s*(?:[ap]\.?m\.?|uhr|h)?"
    r"\s*(?:z|utc|gmt|[a-z]{3,4}|[+-]\d{2}:?\d{2})?(?:\s*\([^)]*\))?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^()]*\)$")  # the day of the week, say
_NUMBERS = re.compile(r"(\d{1,4})\s*(?P<sign>[-/.,\s年])\s*(\d{1,2})\s*(?:[-/.,\s月])\s*(\d{1,4})\s*[.日]?")
_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WORDS = re.compile(r"\d+|[^\W\d_]+")
# As in “the 14th of”.
_SMALL = frozenset(
    (
        "of",
        "the",
        "de",
        "del",
        "do",
        "di",
        "da",
        "den",
        "der",
        "am",
        "le",
        "el",
        "il",
        "st",
        "nd",
        "rd",
        "th",
        "er",
        "on",
    )
)


def days(words: str) -> tuple[date, ...]:
    """Every day that these words may stand for; none where they are no date, or not a whole one."""
    return tuple(dict.fromkeys(_readings(_plain(words))))


def day(words: str) -> date | None:
    """The one day that these words can stand for; None where there are several, or the year has two digits."""
    plain, found = _plain(words), days(words)
    return found[0] if len(found) == 1 and WHOLE_YEAR.search(plain) else None


def month(words: str) -> str | None:
    """The month of a date whose day is missing, as ``2026-03``; None for all else."""
    plain = _plain(words)
    found = re.fullmatch(r"(\d{4})[-/. ](\d{1,2})|(\d{1,2})[-/. ](\d{4})", plain)
    if found:
        year, number = (found[1], found[2]) if found[1] else (found[4], found[3])
        return f"{year}-{int(number):02}" if _day(year, number, "1") else None
    numbers = re.findall(r"\d+", plain)
    year = numbers[0] if len(numbers) == 1 else ""
    first = next(iter(_named(f"1 {plain}")), None) if len(year) == 4 else None
    return None if first is None else f"{first:%Y-%m}"


def _plain(words: str) -> str:
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", words[:LONGEST])).strip(" \t'\"“”„‘’«»`.,;")
    return _TIME.sub("", _ASIDE.sub("", " ".join(plain.split())))


def _readings(plain: str) -> Iterator[date]:
    if found := _TOGETHER.fullmatch(plain):
        yield from _day(*found.groups())
    elif found := _NUMBERS.fullmatch(plain):
        first, second, third = found[1], found[3], found[4]
        if len(first) == 4:
            yield from _day(first, second, third)
            yield from _day(first, third, second) if int(second) > 12 else ()
        elif len(third) == 4:
            day_first = _day(third, second, first)
            # Points stand between day, month and year alone, wherever they are used.
            yield from day_first
            if found["sign"] != "." or not day_first:
                yield from _day(third, first, second)
        elif len(third) == 2 and len(first) <= 2:
            yield from _day(_century(third), second, first)
            if found["sign"] != ".":
                yield from _day(_century(third), first, second)
                yield from _day(_century(first), second, third)
    else:
        yield from _named(plain)


def _named(plain: str) -> Iterator[date]:
    """A date with the name of a month in it, and two numbers."""
    bare = "".join(c for c in unicodedata.normalize("NFD", plain.casefold()) if not unicodedata.combining(c))
    words = [word for word in _WORDS.findall(bare) if word not in _SMALL]
    names = [word for word in words if not word.isdecimal()]
    numbers = [word for word in words if word.isdecimal()]
    if len(names) == 2 and names[0] not in MONTHS:  # a weekday
        names = names[1:]
    if len(names) != 1 or len(numbers) != 2 or names[0] not in MONTHS:
        return
    month = str(MONTHS[names[0]])
    first, second = numbers
    if len(first) == 4:
        yield from _day(first, month, second)
    elif len(second) == 4:
        yield from _day(second, month, first)
    elif len(second) == 2:
        yield from _day(_century(second), month, first)


def _century(year: str) -> str:
    return year if len(year) == 4 else f"20{int(year):02}"


def _day(year: str, month: str, day: str) -> tuple[date, ...]:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return ()
    return (found,) if found.year in YEARS else ()
