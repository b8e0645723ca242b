"""Dates as people write them elsewhere, read as days: numbers in any order, names of months, dates with a time.

A form that can be read in two ways gives both days, since only who wrote it knows which is meant. Any word or sign
beside a date may turn it into another or into none (“not”, “draft”, “?”), so that only a time, its zone and a day of
the week may stand there. No clock and no time zone is asked: the day is the one that is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
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
_ZONE = (
    r"(?:z|(?:utc|gmt)?[+-]\d{2}:?\d{2}|utc|gmt|wes?t|bst|ist|ces?t|mes?z|ees?t|msk|[scew]at|[ajkh]st|sgt"
    r"|nz[sd]t|a[cekw][sd]t|[ecmp][sd]?t)"
)
_TIME = re.compile(
    r"(?:T|,?\s+|,)(?:at\s+|um\s+)?(?:[01]?\d|2[0-4])[:.h][0-5]\d(?:[:.][0-6]\d)?(?:[.,]\d+)?\s*(?:[ap]\.?m\.?|uhr|h)?"
    rf"\s*{_ZONE}?(?:\s*\({_ZONE}\))?$",
    re.IGNORECASE,
)
# Days of the week from Monday on, as the months above. None shorter: “do” says “until” in Polish, and “so” is a word.
_DAYS = (
    "monday mon montag lundi lun lunes segunda lunedi maandag mandag llun poniedziałek pon maanantai",
    "tuesday tue tues dienstag mardi mar martes terca martedi dinsdag tirsdag tisdag mawrth wtorek tiistai",
    "wednesday wed mittwoch mercredi mer miercoles mie quarta mercoledi woensdag onsdag mercher sroda keskiviikko",
    "thursday thu thur thurs donnerstag jeudi jeu jueves jue quinta giovedi gio donderdag torsdag iau czwartek torstai",
    "friday fri freitag vendredi ven viernes vie sexta venerdi vrijdag fredag gwener piatek perjantai",
    "saturday sat samstag sonnabend samedi sam sabado sab sabato zaterdag lordag lørdag sadwrn sobota lauantai",
    "sunday sun sonntag dimanche dim domingo dom domenica zondag sondag søndag sul niedziela sunnuntai",
)
WEEKDAYS = {name: number for number, names in enumerate(_DAYS) for name in names.split()} | {
    name: number for number, name in enumerate("月火水木金土日")
}
# In German two letters, which are a day of the week only before a comma or a point.
SHORT_DAYS = {f"{name}{sign}": n for n, name in enumerate(("mo", "di", "mi", "do", "fr", "sa", "so")) for sign in ",."}
ENGLISH_DAYS = tuple(names.split()[0].capitalize() for names in _DAYS)
_ANY_DAY = frozenset(range(7))
_WEEKDAY = re.compile(
    r"(?:(?:am|on|le|el|il|op|den)\s+)?(?P<before>[^\W\d_]+)(?:-feira)?[.,]{0,2}\s+(?P<date>.*)"
    r"|(?P<date_before>.*?)(?:,?\s+|,|\s*(?P<bracket>\())(?P<behind>[^\W\d_]+)(?:-feira)?\.?(?(bracket)\))"
)
_NUMBERS = re.compile(r"(\d{1,4})\s*(?P<sign>[-/.,\s年])\s*(\d{1,2})\s*(?:[-/.,\s月])\s*(\d{1,4})\s*[.日]?")
_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|o)\b")
# A sign that says more than a date does, as a dash at an end does: “until”, “since”.
_NO_PART = re.compile(r"[^\w\s.,'-]|^-|-$")
# As in “the 14th of”; none that may say “until” or “since” in another language.
_SMALL = frozenset(("of", "the", "de", "del", "di", "den", "der", "am", "le", "el", "il", "on"))


def days(words: str) -> tuple[date, ...]:
    """Every day that these words may stand for; none where they are no date, or not a whole one.

    A day of the week decides between them where it can.
    """
    _, found, weekdays = _read(words)
    return tuple(day for day in found if day.weekday() in weekdays) or found


def day(words: str) -> date | None:
    """The one day that these words can stand for.

    None where there are several, where the year has two digits, or where it is another day of the week.
    """
    plain, _, weekdays = _read(words)
    found = days(words)
    certain = len(found) == 1 and WHOLE_YEAR.search(plain) and found[0].weekday() in weekdays
    return found[0] if certain else None


def is_other_weekday(words: str) -> bool:
    """Whether a date comes with a day of the week that it was not."""
    _, found, weekdays = _read(words)
    return bool(found) and not any(day.weekday() in weekdays for day in found)


def month(words: str) -> str | None:
    """The month of a date whose day is missing, as ``2026-03``; None for all else."""
    plain = _TIME.sub("", _plain(words))
    found = re.fullmatch(r"(\d{4})[-/. ](\d{1,2})|(\d{1,2})[-/. ](\d{4})", plain)
    if found:
        year, number = (found[1], found[2]) if found[1] else (found[4], found[3])
        return f"{year}-{int(number):02}" if _day(year, number, "1") else None
    numbers = re.findall(r"\d+", plain)
    year = numbers[0] if len(numbers) == 1 else ""
    first = next(iter(_named(f"1 {plain}")), None) if len(year) == 4 else None
    return None if first is None else f"{first:%Y-%m}"


def _read(words: str) -> tuple[str, tuple[date, ...], Collection[int]]:
    """A date without what may stand beside it, the days it may be, and the days of the week it may be."""
    plain = _plain(words)
    for dated, weekdays in ((plain, _ANY_DAY), *_without_weekday(plain)):
        alone = _TIME.sub("", dated)
        if found := tuple(dict.fromkeys(_readings(alone))):
            return alone, found, weekdays
    return plain, (), _ANY_DAY


def _without_weekday(plain: str) -> Iterator[tuple[str, Collection[int]]]:
    found = _WEEKDAY.fullmatch(plain)
    weekday = WEEKDAYS.get(_bare((found["before"] or found["behind"]) if found else ""))
    if found is not None and weekday is None and found["before"]:
        at = found.end("before")
        weekday = SHORT_DAYS.get(_bare(found["before"]) + plain[at : at + 1])
    if found is not None and weekday is not None:
        yield found["date"] or found["date_before"], (weekday,)


def _plain(words: str) -> str:
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", words)).strip(" \t'\"“”„‘’«»`.,;")
    return " ".join(plain.split()) if len(plain) <= LONGEST else ""


def _bare(words: str) -> str:
    """Words in small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", words.casefold()) if not unicodedata.combining(c))


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
    bare = _ORDINAL.sub("", _bare(plain))
    if _NO_PART.search(bare):
        return
    words = [word for word in _WORDS.findall(bare) if word not in _SMALL]
    names = [word for word in words if not word.isdecimal()]
    numbers = [word for word in words if word.isdecimal()]
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
