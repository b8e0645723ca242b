"""What a new site is told of its organisation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from generator.authoring.scaffold import new_site
from generator.authoring.site_details import COUNTRIES, NoDetailError, SiteDetails, checked, helplines, known_lines
from generator.content import read
from generator.store.resources import HELPLINES
from tests.builders.example import ROOT


def test_helplines_are_those_that_were_compared_with_their_sources() -> None:
    """The helplines of each country are the example site's for it, word for word, with the day of their check."""
    compared = yaml.safe_load((ROOT / "site.yaml").read_text(encoding="utf-8"))["helplines"]["lines"]
    known = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in HELPLINES.iterdir()}
    assert known == {
        code: [line for line in compared if line.get("region") == name] for code, name in COUNTRIES.items()
    }


def test_known_helplines_are_told_before_a_site_is_made() -> None:
    """Of each helpline of a country, its name, its number and the day it was looked up can be told."""
    (line,) = known_lines("IE")
    assert (line.name, line.phone, line.checked) == ("Samaritans Ireland", "116 123", "2026-11-22")
    assert all(known_lines(country) for country in COUNTRIES)


@pytest.mark.parametrize("country", COUNTRIES)
def test_known_helplines_make_settings(country: str, tmp_path: Path) -> None:
    """A new site of a country whose helplines are known has them, in settings without an error."""
    new_site(tmp_path, SiteDetails(country=country))
    settings = read.settings((tmp_path / "site.yaml").read_bytes(), "site.yaml")
    assert settings.value is not None
    assert {line.region for line in settings.value[0].helplines.lines} == {COUNTRIES[country]}
    assert (settings.diagnostics, settings.value[0].consent.jurisdiction) == ((), country)


def test_unknown_helplines_are_left_out() -> None:
    """For a country whose helplines nobody has compared, there are none."""
    assert [helplines(country) for country in (None, "FR", "..", "GB/../GB")] == [None] * 4


def test_pages_in_another_language_say_so(tmp_path: Path) -> None:
    """In a new site of another language each page says that it is English, and in an English one it need not."""
    for language, said in (("de", 1), ("en-GB", 0), (None, 0)):
        new_site(tmp_path / str(language), SiteDetails(language=language))
        pages = [page.read_text(encoding="utf-8") for page in (tmp_path / str(language) / "pages").iterdir()]
        assert [len(re.findall(r"(?m)^language: en$", page.split("---")[1])) for page in pages] == [said] * 3


@pytest.mark.parametrize("address", ["http://stories.harbour.internal/", "HTTP://127.0.0.1.harbour.internal/"])
def test_an_address_at_which_others_could_read_along_is_none(address: str) -> None:
    """A site's address begins with https://, and the answer says why and what to write."""
    with pytest.raises(NoDetailError, match=f"others on the way could see .* Write https://{address[7:]}; your web"):
        checked("url", address)


def test_a_site_may_be_tried_on_this_computer() -> None:
    """An address of this computer's own needs no encryption."""
    for address in ("http://localhost:8000/", "http://127.0.0.1/", "https://harbour.internal/"):
        assert checked("url", address) == address


def test_countries_have_two_letters() -> None:
    """A country is told by its code in any case, the United Kingdom by its usual name, and nothing else is one."""
    assert [checked("country", code) for code in ("ie", "GB", "uk", " de ")] == ["IE", "GB", "GB", "DE"]
    for other in ("EU", "XX", "Ireland", "I", "I E", ""):
        with pytest.raises(NoDetailError):
            checked("country", other)
