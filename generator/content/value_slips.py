"""Slips in values that YAML can read: dates, yes and no, languages, lists without brackets, curly quotation marks."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.content import foreign_dates, language_codes
from generator.content.field_types import LANGUAGE, SLUG
from generator.content.slip import Slip, writing
from generator.content.stop_signs import says_stop
from generator.content.strict_yaml import Document, Loc, Value
from generator.content.written_lines import IGNORED, UNSEEN_AT_ALL, Names
from generator.content.written_values import CURLY, WrittenValue, as_list, in_quotes, wrapped, written_value
from generator.ground.diagnostics import Severity

ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# Words with a year and another number, of which nobody else can say what they mean together.
DATED = re.compile(r"\d\D+\d{4}\b|\b\d{4}\D+\d")
ALONE = "write the day alone, as year-month-day"
NOT_YET = "; if the story is not to be published yet, add a line “draft: true”"
YES = frozenset({"true", "yes", "y", "on", "1", "ja", "si", "sí", "oui", "wahr"})
NO = frozenset({"false", "no", "n", "off", "0", "nein", "non", "falsch"})
NONE = frozenset({"none", "nothing", "nil", "n/a", "keine", "kein", "aucun", "aucune", "ninguno", "ninguna"})
AND = re.compile(r"\s+(?:and|und|et|y|e|og|och|en|i)\s+")
# In a value that is to be a part of an address: more of one, or the end of a file's name.
OF_ADDRESS = re.compile(r"/|:|\.\w")
FLAGS = frozenset({"true", "True", "TRUE", "false", "False", "FALSE"})
# Fields that hold fields: the one that people mean when they write a word there, and the other one that is needed.
WITHIN = {"image": ("src", "alt: …"), "series": ("name", "part: 1")}
# Names of languages in English and in themselves, for those that stories come in most.
LANGUAGES = {
    "en": "english",
    "de": "german deutsch",
    "es": "spanish español espanol castellano",
    "fr": "french français francais",
    "it": "italian italiano",
    "pt": "portuguese português portugues",
    "nl": "dutch nederlands",
    "cy": "welsh cymraeg",
    "ga": "irish gaeilge",
    "gd": "gaelic gàidhlig",
    "pl": "polish polski",
    "sv": "swedish svenska",
    "da": "danish dansk",
    "nb": "norwegian norsk",
    "fi": "finnish suomi",
    "tr": "turkish türkçe",
    "ar": "arabic العربية",
    "fa": "persian farsi فارسی",
    "he": "hebrew עברית",
    "uk": "ukrainian українська",
    "ru": "russian русский",
    "ja": "japanese 日本語",
    "zh": "chinese 中文",
    "hi": "hindi हिन्दी",
}
CODES = {name: code for code, names in LANGUAGES.items() for name in names.split()}


def value_slips(document: Document, front: Sequence[str], first: int, names: Names) -> Iterator[Slip]:
    """The slips in the values of known fields; ``first`` is the number of the first line of ``front``."""
    for name, value in document.fields.items():
        if name in names.known:
            yield from _in_field(document, front, first, names, (name,), value)


def _in_field(
    document: Document, front: Sequence[str], first: int, names: Names, loc: Loc, value: Value
) -> Iterator[Slip]:
    """The slips in the value of a field, and in the fields within it."""
    shape = names.shape(loc)
    if shape == "fields" and isinstance(value, dict):
        inner = names.inner(loc)
        for name, part in value.items():
            if name in inner:
                yield from _in_field(document, front, first, names, (*loc, name), part)
        return
    if shape == "fields" and isinstance(value, str):
        yield from _unspaced(document, front, first, loc, names.inner(loc))
    place = written_value(document, front, first, loc)
    if place is not None:
        yield from _KINDS[shape](value, str(loc[-1]), place)


def _unspaced(document: Document, front: Sequence[str], first: int, loc: Loc, inner: Sequence[str]) -> Iterator[Slip]:
    """Fields within a field that no space makes fields: YAML takes all of them for one text."""
    start = document.key_span(loc).line
    for number, line in enumerate(front[start - first + 1 :], start + 1):
        found = re.fullmatch(r"(\s+)([\w-]+):(\S.*)", line)
        if found is None or found[2] not in inner:
            return
        made = f"{found[1]}{found[2]}: {found[3]}"
        yield Slip(
            rule="yaml-syntax",
            line=number,
            column=found.end(2) + 2,
            message=f"there is no space behind the colon of “{found[2]}”",
            hint=writing(made),
            corrected=(made,),
            certain=True,
        )


def _slip(place: WrittenValue, rule: str, message: str, value: str, *, certain: bool = True) -> Slip:
    made = place.with_value(value)
    return Slip(
        rule=rule,
        line=place.number,
        column=place.column,
        message=message,
        hint=writing(made),
        corrected=(made,),
        certain=certain and not place.may_go_on,
    )


def _text(value: Value, name: str, place: WrittenValue) -> Iterator[Slip]:
    if isinstance(value, (list, dict)) and value and place.value[:1] in "[{":
        what = "a list" if isinstance(value, list) else "fields"
        message = f"“{name}” must be text, and brackets make it {what}"
        if place.may_go_on:
            made = place.with_all_in_quotes()
            hint = f"{writing(made)}; or give what stands behind the “#” a line of its own"
            yield replace(_slip(place, "text", message, ""), hint=hint, corrected=(made,))
        elif name == "author" and isinstance(value, list):
            yield _slip(place, "text", message, in_quotes(", ".join(map(str, value))), certain=False)
        elif name == "author" and isinstance(value, dict) and isinstance(shown := value.get("name"), str):
            yield _slip(place, "text", message, in_quotes(shown), certain=False)
        else:
            bare = len(value) == 1 and (isinstance(value, list) or None in value.values())
            yield _slip(place, "text", message, in_quotes(place.value), certain=bare)
    elif (
        isinstance(value, str)
        and place.value == value
        and value[:1] in CURLY
        and (inner := wrapped(value) or "").strip(". …")
        and not says_stop(inner)
    ):
        message = f"readers will see the quotation marks around “{name}”"
        told = _slip(place, "quotes", message, in_quotes(inner), certain=False)
        meant = f"{told.hint}; if they belong to it, {writing(place.with_value(in_quotes(value)))}"
        yield replace(told, severity=Severity.WARNING, hint=meant)


def _list(value: Value, name: str, place: WrittenValue) -> Iterator[Slip]:
    if name in ("aliases", "texts"):
        if isinstance(value, str) and re.fullmatch(r"[\w./~-]+", value):
            yield _slip(place, "not-a-list", f"“{name}” must be a list", f"[{value}]")
    elif isinstance(value, str) and (value.strip().casefold() in NO | NONE):
        yield _none(name, place)
    elif isinstance(value, (str, dict)) and (row := as_list(place.value)):
        parts = AND.split(row)
        told = _slip(place, "not-a-list", f"“{name}” must be a list", ", ".join(parts), certain=len(parts) == 1)
        one = "" if len(parts) == 1 else f"; if it is the name of one, {writing(place.with_value(row))}"
        if len(parts) == 1 and " " in row and "," not in row:
            several = writing(place.with_value(row.replace(" ", ", ")))
            told, one = replace(told, certain=False), f"; if these are several, {several}"
        yield replace(told, hint=told.hint + one)
    elif isinstance(value, list) and any(map(_odd, value)) and place.value[:1] == "[" and (row := as_list(place.value)):
        message = f"the entries of “{name}” stand between commas alone, without other signs"
        yield _slip(place, "list", message, row)


def _none(name: str, place: WrittenValue) -> Slip:
    """That a list holds nothing, which topics never do."""
    if name != "topics":
        return _slip(place, "not-a-list", f"“{name}” must be a list, and an empty one holds nothing", "[]")
    told = _slip(place, "not-a-list", "every story has a topic", "[…]", certain=False)
    return replace(told, hint=f"{told.hint}, with one to six of the topics in site.yaml", corrected=None)


def _odd(entry: Value) -> bool:
    return isinstance(entry, str) and (entry[:1] in CURLY or ";" in entry or bool(UNSEEN_AT_ALL.search(entry)))


def _flag(value: Value, name: str, place: WrittenValue) -> Iterator[Slip]:
    word = (wrapped(value) or value).strip().casefold() if isinstance(value, str) else ""
    right = "true" if word in YES else "false" if word in NO else None
    if right is not None and value not in FLAGS:
        yield _slip(place, "boolean", f"“{name}” must be true or false", right)


def _word(value: Value, name: str, place: WrittenValue) -> Iterator[Slip]:
    if not isinstance(value, str):
        return
    if value[:1] in CURLY and (inner := wrapped(value)):
        yield _slip(
            place, "quotes", f"the quotation marks around “{name}” are not straight ones, and none are needed", inner
        )
    elif UNSEEN_AT_ALL.search(value):
        plain = " ".join(IGNORED.sub("", value).split())
        yield _slip(place, "invisible", f"a character that cannot be seen stands in “{name}”", plain)
    elif name == "language" and (code := _language(value)) is not None:
        certain = not language_codes.is_country(value)
        yield _slip(place, "language", "this is not a language code (“language”)", code, certain=certain)
    elif name == "slug" and (slug := _slug(value)) is not None:
        certain = OF_ADDRESS.search(value) is None
        yield _slip(place, "slug", "this cannot be part of an address (“slug”)", slug, certain=certain)


def _fields(value: Value, name: str, place: WrittenValue) -> Iterator[Slip]:
    if isinstance(value, str) and name in WITHIN:
        own, other = WITHIN[name]
        hint = f"write “{name}:” alone, and below it, each behind two spaces, “{own}: {value}” and “{other}”"
        yield Slip(
            rule="not-a-mapping",
            line=place.number,
            column=place.column,
            message=f"“{name}” must hold fields",
            hint=hint,
        )


def _language(value: str) -> str | None:
    """The code that a language's name, or its code in other letters, stands for."""
    if LANGUAGE.fullmatch(value):
        return language_codes.meant(value)
    if code := CODES.get(value.strip().casefold()):
        return code
    made = language_codes.tidied(value)
    return language_codes.meant(made) or made if LANGUAGE.fullmatch(made) else None


def _slug(value: str) -> str | None:
    last = re.sub(r"\.[A-Za-z]+$", "", value.rstrip("/").rpartition("/")[2]) if OF_ADDRESS.search(value) else value
    made = re.sub(r"[^a-z0-9]+", "-", last.casefold().replace("'", "").replace("’", "")).strip("-")
    return made if value.isascii() and value != made and SLUG.fullmatch(made) and len(made) <= 80 else None


def _day(value: Value, name: str, place: WrittenValue) -> Iterator[Slip]:
    """A date that is written in another way than here."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    elif isinstance(value, str) and ISO.fullmatch(value):
        yield from _as_written_here(value, name, place)
        return
    if not isinstance(value, str):
        return
    plain = _in_ascii_digits(IGNORED.sub("", value))
    message = _why_no_day(plain, name, place)
    days, right, month = foreign_dates.days(plain), foreign_dates.day(plain), foreign_dates.month(plain)
    if right is not None:
        yield _slip(place, "date", message, f"{right}")
    elif foreign_dates.is_other_weekday(plain):
        was = " or ".join(f"{day} ({foreign_dates.ENGLISH_DAYS[day.weekday()]})" for day in days)
        told = _slip(place, "date", f"this date is on another day of the week (“{name}”)", "", certain=False)
        yield replace(told, hint=f"it is {was}: write the day that is meant, as year-month-day", corrected=None)
    elif len(days) > 1:
        which = " or ".join(f"{day} ({day.day} {foreign_dates.ENGLISH[day.month - 1]} {day.year})" for day in days)
        told = _slip(place, "date", f"this date can be read in {len(days)} ways (“{name}”)", "", certain=False)
        yield replace(told, hint=f"write the one that is meant: {which}", corrected=None)
    elif days:
        told = _slip(place, "date", message, f"{days[0]}", certain=False)
        yield replace(told, hint=f"if {days[0].year} is the year, {told.hint}")
    elif month is not None:
        told = _slip(place, "date", f"the day of the month is missing (“{name}”)", f"{month}-…", certain=False)
        yield replace(told, hint=f"{told.hint}, with the day in place of the dots", corrected=None)
    elif DATED.search(plain):
        told = _slip(place, "date", f"something else than a date stands in “{name}”", "", certain=False)
        yield replace(told, hint=ALONE + NOT_YET * (name == "date"), corrected=None)


def _why_not_in_the_calendar(words: str) -> str | None:
    """Why there is no such day, of words that are written as one; None where there is."""
    year, month, day = map(int, words.split("-"))
    if not 1 <= month <= len(foreign_dates.ENGLISH):
        return f"there is no month {month}, and a date is year, month, day"
    last = calendar.monthrange(max(year, 1), month)[1]
    if 1 <= day <= last:
        return None
    return f"there is no such day: {foreign_dates.ENGLISH[month - 1]} {year} has {last} days"


def _as_written_here(value: str, name: str, place: WrittenValue) -> Iterator[Slip]:
    """A day that is not in the calendar, and one of publication behind which a remark says that the story waits."""
    if (why := _why_not_in_the_calendar(value)) is not None:
        told = _slip(place, "date", f"{why} (“{name}”)", "", certain=False)
        yield replace(told, hint="write the day that is meant, as year-month-day", corrected=None)
    elif name == "date" and says_stop(place.behind.strip("# \t")):
        told = _slip(place, "date", "what stands behind the “#” keeps nothing back: the date counts", "", certain=False)
        hint = "if the story is not to be published yet, add a line “draft: true”; otherwise delete the remark"
        yield replace(told, hint=hint, corrected=None, severity=Severity.WARNING)


def _in_ascii_digits(words: str) -> str:
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in words)


def _why_no_day(plain: str, name: str, place: WrittenValue) -> str:
    if place.value.startswith("["):
        return f"“{name}” is one day, and stands without brackets"
    if ISO.fullmatch(plain) and any(sign.isdecimal() and not sign.isascii() for sign in place.value):
        return f"the digits of “{name}” are those of another script, and dates here have 0 to 9"
    if ISO.fullmatch(UNSEEN_AT_ALL.sub("", plain)):
        return f"a character that cannot be seen stands in “{name}”"
    if ISO.fullmatch(wrapped(plain) or ""):
        return f"the quotation marks around “{name}” are not straight ones, and none are needed"
    return f"a date is written as year-month-day here (“{name}”)"


_KINDS = {"text": _text, "day": _day, "flag": _flag, "list": _list, "fields": _fields, "word": _word}
