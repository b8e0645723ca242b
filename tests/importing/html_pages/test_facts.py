from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importing.html_pages.facts import facts
from tests.builders.pages import MODERN


def test_a_page_says_what_it_is() -> None:
    """Title, summary, days, author, labels, language and address are taken from the head of a page."""
    told = facts(MODERN)
    assert (told.head, told.site, told.summary) == (
        "The gate | Harbour Stories",
        "Harbour Stories",
        "A gate is painted.",
    )
    assert (told.day, told.updated) == (date(2019, 5, 3), date(2019, 6, 1))
    assert (told.author, told.labels, told.language) == ("Maren", ("Hope",), "de-AT")
    assert told.address == told.base == "https://old.example.org/2019/the-gate/"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta name="DC.Date" content="3 May 2019">', date(2019, 5, 3)),
        ('<meta itemprop="datePublished" content="2019-05-03">', date(2019, 5, 3)),
        ('<script type="application/ld+json">{"datePublished": "2019-05-03T23:00Z"}</script>', date(2019, 5, 3)),
        ('<meta name="date" content="5/3/2019">', None),
        ('<meta name="date" content="soon">', None),
        ("", None),
    ],
)
def test_days_stand_in_many_places(head: str, day: date | None) -> None:
    """A day is found under the names that programs give it, and only if it can be read in one way."""
    assert facts(f"<head>{head}</head>").day == day


@pytest.mark.parametrize("name", ["maren@example.org", "https://www.example.org/maren"])
def test_an_author_is_a_name(name: str) -> None:
    """An e-mail address, or that of a page, is no author."""
    assert facts(f'<meta name="author" content="{name}">').author == ""


def test_browsers_say_where_a_copy_is_from() -> None:
    """The address that a browser writes into a copy is the page's own, where the page says no other."""
    saved = "<!-- saved from url=(0031)https://old.example.org/a.html#top -->"
    assert facts(f"{saved}<html><body>x").address == "https://old.example.org/a.html"
    assert facts(f'{saved}<link rel="canonical" href="https://old.example.org/b">').address.endswith("/b")


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "/relative/", "https://me:secret@old.example.org/", "https://[", ""]
)
def test_what_is_no_address_is_none(href: str) -> None:
    """What leads nowhere on the web, or holds a password, is no address of a page."""
    assert facts(f'<link rel="canonical" href="{href}">').address == ""


def test_links_are_relative_to_what_a_page_says() -> None:
    """A page that names a base has its links relative to that."""
    head = '<link rel="canonical" href="https://old.example.org/a/b/"><base href="/c/">'
    assert facts(head).base == "https://old.example.org/c/"
    assert facts('<base href="https://old.example.org/d/">').base == "https://old.example.org/d/"
    assert facts('<base href="/d/">').base == facts('<base href="https://[">').base == ""


@given(st.text())
def test_no_head_breaks_it(text: str) -> None:
    """Whatever stands in a head, something is told of it."""
    assert facts(f"<head><meta name=date content='{text}'><title>{text}</title>{text}").address == ""
