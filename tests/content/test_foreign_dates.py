"""Dates in the forms that people know from elsewhere."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.foreign_dates import MONTHS, YEARS, day, days, is_other_weekday, month

FORMS = [
    *("03/14/2026", "3/14/2026", "14.03.2026", "14.3.2026", "14. 3. 2026", "14/03/2026", "14-03-2026", "2026/03/14"),
    *("2026.3.14", "2026-3-14", "20260314", "2026 03 14", "2026–03–14", "2026\u201103\u201114", "2026年3月14日"),
    *("2026. 3. 14.", "٢٠٢٦-٠٣-١٤", "14 March 2026", "14th March 2026", "14th of March, 2026", "March 14, 2026"),
    *("March 14th 2026", "Mar 14, 2026", "14 Mar 2026", "14-Mar-2026", "Saturday, 14 March 2026", "14. März 2026"),
    *("am Samstag, den 14. März 2026", "Sa, 14.3.2026", "on Saturday the 14th of March 2026", "2026年3月14日(土)"),
    *("14. Maerz 2026", "Samstag, den 14. März 2026", "14 mars 2026", "14 de marzo de 2026", "14 marzo 2026"),
    *("sábado, 14 de marzo de 2026", "14 de março de 2026", "14 maart 2026", "14 Mawrth 2026", "14 marca 2026"),
    *("Sat, 14 Mar 2026 10:00:00 +0000", "2026-03-14 10:05:39 +0100", "2026-03-14T23:30:00Z", "2026-03-14T10:00"),
    *(
        "2026-03-14 10:05:39 UTC",
        "March 14, 2026 at 10:05 am",
        "14.03.2026, 10.05 Uhr",
        "2026-03-14T10:00:00.000+01:00",
    ),
    *("“2026-03-14”", "2026-03-14 (Saturday)", "2026-03-14,", "3.14.2026", "Sat 14.3.2026", "14 March 2026, Saturday"),
    *("sam. 14 mars 2026", "Mar 14 2026", "sábado 14/3/2026", "2026-03-14 (Sat)", "14 March 2026 10:00 (CET)"),
]


@pytest.mark.parametrize("words", FORMS)
def test_usual_forms(words: str) -> None:
    """A date in a form that can be read in one way is that day, as it is written, whatever the time and zone."""
    assert day(words) == date(2026, 3, 14)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("3/4/2026", {"2026-03-04", "2026-04-03"}),
        ("03-04-2026", {"2026-03-04", "2026-04-03"}),
        ("14.03.26", {"2026-03-14"}),
        ("3/14/26", {"2026-03-14"}),
        ("3/4/26", {"2026-04-03", "2026-03-04", "2003-04-26"}),
    ],
)
def test_forms_that_are_asked_about(words: str, expected: set[str]) -> None:
    """Where day and month may be exchanged, or the year has two digits, no day is taken for certain."""
    assert {f"{found}" for found in days(words)} == expected
    assert day(words) is None


BESIDE = [
    *("not", "nicht", "before", "after", "ab", "bis", "Draft", "do", "so", "da", "or", "TBC"),
    *("?", "~", "<", "-", "–", "2027", "7"),
]


@pytest.mark.parametrize("beside", BESIDE)
def test_a_word_beside_a_date_makes_none_of_it(beside: str) -> None:
    """A date with any other word or sign before it, behind it or in brackets is no day that is certain."""
    for form in FORMS:
        for words in (f"{beside} {form}", f"{form} {beside}", f"{form} ({beside})", f"{form}{' ' * 80}{beside}"):
            assert day(words) is None, words


@pytest.mark.parametrize(
    "words", ["Monday 14 March 2026", "Friday, 14.3.2026", "2026-03-14 (Sunday)", "lun. 14 mars 2026"]
)
def test_another_day_of_the_week(words: str) -> None:
    """A date that was on another day of the week is not taken for certain, and is known as such."""
    assert (days(words), day(words), is_other_weekday(words)) == ((date(2026, 3, 14),), None, True)


def test_a_day_of_the_week_decides() -> None:
    """Where a date can be read in two ways, its day of the week says which is meant."""
    assert (day("Wed 3/4/2026"), day("3/4/2026")) == (date(2026, 3, 4), None)


@pytest.mark.parametrize(
    "words", ["", "today", "Home", "2026", "31.02.2026", "2026-02-30", "10:05", "14.03", "x" * 999]
)
def test_what_is_no_date(words: str) -> None:
    """What is no date, or none of the calendar, gives no day."""
    assert days(words) == ()


@pytest.mark.parametrize("words", ["March 2026", "März 2026", "2026-03", "03/2026", "marzo de 2026"])
def test_a_date_without_a_day(words: str) -> None:
    """A month without its day is known as such."""
    assert (days(words), month(words)) == ((), "2026-03")


@given(st.dates(date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31)), st.sampled_from(sorted(MONTHS)))
def test_every_day_is_read_as_it_was_written(given: date, name: str) -> None:
    """Whatever the day, its unambiguous forms are that day."""
    written = given.replace(month=MONTHS[name], day=min(given.day, 28))
    for words in (f"{written:%Y/%m/%d}", f"{written:%d.%m.%Y}", f"{written.day} {name} {written.year}"):
        assert day(words) == written
    assert written in days(f"{written:%m/%d/%Y}")
    assert written in days(f"{written:%d/%m/%Y}")


@given(st.text(max_size=40))
def test_any_words(words: str) -> None:
    """No words raise."""
    assert all(found.year in YEARS for found in days(words))
    assert month(words) is None or day(words) is None
