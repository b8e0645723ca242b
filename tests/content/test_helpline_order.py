"""Which helpline is offered first, for which site, language and notes."""

from __future__ import annotations

import pytest

from generator.content import read, validate
from generator.content.helpline_order import countries, offered
from generator.content.settings import Settings
from generator.content.strict_yaml import Document
from generator.ground.diagnostics import Diagnostic
from tests.builders.sites import SITE, TODAY

CHECKED = 'checked: 2026-01-01, source: "https://example.org/"'
HERE = "country: Freedonia"


def site(*lines: str, more: str = "") -> tuple[Settings, Document]:
    """The settings of a site with these lines, each with its fields; ``more`` is about all of them."""
    rows = "".join(f"    - {{{line}, {CHECKED}}}\n" for line in lines) or "    []\n"
    text = f"{SITE}helplines:\n  check_every_months: 12\n" + (f"  {more}\n" if more else "") + f"  lines:\n{rows}"
    checked = read.settings(text.encode(), "site.yaml")
    assert checked.value is not None, checked.diagnostics
    return checked.value


def line(name: str, region: str = "", *, speaks: str = "en", way: str = 'phone: "116"', notes: str = "") -> str:
    """The fields of a helpline."""
    where = f", region: {region}" if region else ""
    return f"name: {name}, {way}, languages: [{speaks}]{where}" + (f", for: [{notes}]" if notes else "")


OWN, NEXT_DOOR, FOR_ALL = line("Own", "Freedonia"), line("Next door", "Sylvania"), line("For all")
PAGE = line("Page", way="url: 'https://a.b/'")
GRIEF, FOOD = line("Grief", "Freedonia", notes="death"), line("Food", "Freedonia", notes="eating")


@pytest.mark.parametrize(
    ("lines", "more", "language", "notes", "names"),
    [
        ((NEXT_DOOR, OWN), "", "en", (), ["Next door", "Own"]),
        ((NEXT_DOOR, FOR_ALL, OWN), HERE, "en", (), ["Own", "For all", "Next door"]),
        ((line("Both", "Sylvania and Freedonia"), OWN), HERE, "en", (), ["Both", "Own"]),
        ((line("Nueva", "New Freedonia"), OWN), HERE, "en", (), ["Own", "Nueva"]),
        ((OWN, GRIEF), HERE, "en", ("death",), ["Grief", "Own"]),
        ((FOOD, OWN), HERE, "en", ("death",), ["Own", "Food"]),
        ((FOOD, OWN), HERE, "en", (), ["Own", "Food"]),
        ((FOOD, GRIEF), HERE, "en", ("death", "eating"), ["Food", "Grief"]),
        ((OWN, line("Far grief", "Sylvania", notes="death")), HERE, "en", ("death",), ["Own", "Far grief"]),
        ((OWN, line("Far grief", "Sylvania", notes="death")), "", "en", ("death",), ["Far grief", "Own"]),
        ((OWN, line("Grief for all", notes="death")), HERE, "en", ("death",), ["Grief for all", "Own"]),
        ((OWN, line("Deutsch", "Sylvania", speaks="de")), HERE, "de", (), ["Deutsch", "Own"]),
        ((NEXT_DOOR, line("Deutsch", speaks="de")), HERE, "de", (), ["Deutsch"]),
        ((line("Österreich", speaks="de-AT"),), "", "de", (), ["Österreich"]),
        ((OWN, NEXT_DOOR), "", "fr", (), ["Own", "Next door"]),
        ((PAGE, line("Number")), "", "en", (), ["Number", "Page"]),
        (
            (line("Page", way="url: 'https://a.b/'"), line("Words", way="text: HI to 1")),
            "",
            "en",
            (),
            ["Words", "Page"],
        ),
        ((), HERE, "en", ("death",), []),
    ],
)
def test_the_nearest_line_comes_first(
    lines: tuple[str, ...], more: str, language: str, notes: tuple[str, ...], names: list[str]
) -> None:
    """Language, then reach, then the notes of the text, then the country decide, and the order of the file last."""
    assert [found.name for found in offered(site(*lines, more=more)[0], language, notes)] == names


def test_a_line_is_offered_however_old_its_check_is() -> None:
    """A line whose check is long ago keeps its place."""
    old = OWN + ", note: Old"
    settings, _ = site(old.replace("Own", "Old"), NEXT_DOOR)
    assert [found.name for found in offered(settings, "en")] == ["Old", "Next door"]


@pytest.mark.parametrize(
    ("region", "parts"),
    [
        ("United Kingdom and Ireland", {"united kingdom", "ireland"}),
        ("Deutschland, Österreich und Schweiz", {"deutschland", "österreich", "schweiz"}),
        ("España / México y Chile", {"españa", "méxico", "chile"}),
        ("Finland", {"finland"}),
    ],
)
def test_a_region_may_name_several_countries(region: str, parts: set[str]) -> None:
    """Countries of one region are told apart by commas, and by the word “and” in each language of the themes."""
    assert countries(region) == parts


def problems(*lines: str, more: str = "") -> list[Diagnostic]:
    """What is told of a site with these lines."""
    made, front = site(*lines, more=more)
    return [*validate.site(made, front, []), *validate.notices(made, front, TODAY)]


@pytest.mark.parametrize(("note", "hint"), [("deth", "did you mean “death”?"), ("Death", "did you mean “death”?")])
def test_a_note_that_is_not_there_is_told(note: str, hint: str) -> None:
    """A line that is for a note that the site does not have is an error at the note, with the nearest one."""
    (told,) = problems(line("A", notes=f"eating, {note}"))
    assert (told.severity, told.rule, told.message) == ("error", "unknown-note", f"there is no content note “{note}”")
    assert told.hint == hint
    assert told.span.line == len(SITE.splitlines()) + 4


def test_a_country_without_lines_is_told() -> None:
    """A country that no region names is a warning, with the nearest region."""
    (told,) = problems(OWN, NEXT_DOOR, more="country: Fredonia")
    assert (told.severity, told.rule, told.hint) == ("warning", "helpline-country", "did you mean “Freedonia”?")
    assert problems(OWN, NEXT_DOOR, more=HERE) == []


@pytest.mark.parametrize("country", ["UK", "GB", "Englan"])
def test_a_country_that_is_like_no_region(country: str) -> None:
    """Where no region is near to a country, all are named that there are."""
    (told,) = problems(OWN, NEXT_DOOR, more=f"country: {country}")
    regions = "Freedonia, Sylvania"
    assert told.hint == f"write it as the region of its lines does, or add its lines; regions here are {regions}"
