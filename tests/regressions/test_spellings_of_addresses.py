"""Addresses of stories stood in site.yaml in spellings that only browsers know, and own pages were taken for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import read
from generator.content.link_checks import shown_in_settings
from generator.content.routes import list_paths, shelf_paths, standalone_path
from tests.builders.sites import SITE

HOST = "stories.müller-straße.example"
MIRROR = "https://mirror.example.org/copy/"
HERE = SITE.replace("https://quiet.harbour.internal/base/", f"https://{HOST}/")
HERE = HERE.replace("tagline: Told by those who were there.\n", "")
HERE += f"publish: [{{name: live, to: 'folder:/srv/www', url: {MIRROR}}}]\n"
SHELVES = "shelves: [{label: Few, id: few, stories: [gate.md, door.md]}]\n"
STORY = f"{HOST}/stories/the-gate/"
OWN = (
    *("", "about/", "ABOUT/", "stories/", "stories/page/2/", "topics/hope/", "feed.xml", "favicon.ico", "shelves/"),
    *("shelves/few/", ".well-known/security.txt", "search/?q=hope", "about/?a=b#c"),
)
SPELLINGS: tuple[Callable[[str], str], ...] = (
    str.upper,
    lambda address: address.replace("ü", "u\N{COMBINING DIAERESIS}"),
    lambda address: address.replace("müller-straße", "xn--mller-strae-46a18a"),
    lambda address: address.replace(".", "\N{IDEOGRAPHIC FULL STOP}"),
    lambda address: address.replace(".", "\N{FULLWIDTH FULL STOP}"),
    lambda address: address.replace(".", "\N{ONE DOT LEADER}"),
    lambda address: address.replace("t", "\N{FULLWIDTH LATIN SMALL LETTER T}"),
    lambda address: address.replace("or", "o\N{ZERO WIDTH SPACE}r"),
    lambda address: address.replace("es", "e\N{SOFT HYPHEN}s"),
    lambda address: address.replace("/", "\N{FRACTION SLASH}"),
    lambda address: address.replace("/", "\N{DIVISION SLASH}"),
    lambda address: address.replace("/", "\N{FULLWIDTH SOLIDUS}"),
    lambda address: address.replace("/", "\\"),
    lambda address: address.replace("/stories/", "/about/../stories/"),
    lambda address: address.replace("/stories/", "/,/&x=1/../../stories/"),
    lambda address: quote(address, safe=""),
    lambda address: quote(address, safe=""),  # twice as likely, for what is encoded twice
    lambda address: "www." + address,
    lambda address: f"http://{address}".replace(f"{HOST}/stories", f"{HOST}:80/stories", 1),
    lambda address: "https://web.archive.example/web/2026/" + address,
    lambda address: f"https://a.example/?t=1&u={address}&x=1",
    lambda address: "https://a.example/x_" + address,
    lambda address: "https://a.example/-" + address,
)
AROUND = st.text("“”„«»‹›()[]{};:,.!?…–—|،。؛*'’\"_", max_size=3).filter(
    lambda signs: ".." not in signs.replace("。", ".")  # which behind an address would be its folder
)


def stopped(words: str) -> bool:
    """Whether a site whose tagline these are is stopped."""
    site = f"{HERE}{SHELVES}tagline: {json.dumps(words)}\n"
    settings, front = read.settings(site.encode(), "site.yaml").value or pytest.fail("no settings")
    pages = frozenset((*list_paths(settings), *shelf_paths(settings), standalone_path("about")))
    return any(shown_in_settings(front, settings.addresses, pages))


@given(st.lists(st.sampled_from(SPELLINGS), max_size=1), AROUND, AROUND)
def test_every_spelling_is_found(spellings: list[Callable[[str], str]], before: str, behind: str) -> None:
    """However a story's address is spelled, and whatever punctuation is around it, the build stops."""
    address = STORY
    for spelling in spellings:
        address = spelling(address)
    assert stopped(f"Read {before}{address}{behind} today.")


@given(st.sampled_from(OWN), AROUND, st.sampled_from([f"https://{HOST}/", f"{HOST}/", f"www.{HOST}/", MIRROR]))
def test_own_pages_may_be_shown(page: str, around: str, home: str) -> None:
    """The address of a page that is no story's may be shown, whatever punctuation is around it."""
    assert not stopped(f"Read {around}{home}{page}{around} today.")


@pytest.mark.parametrize(
    "words",
    [
        f"{MIRROR}stories/the-gate/",
        "Read /stories/the-gate/ today",
        "/stories/the-gate/",
        "“/stories/the-gate”",
        f"https://{HOST}/?p=stories/the-gate/",
        f"https://{HOST}/#/stories/the-gate/",
        f"https://{HOST}/told/abc.mp3",
        f"https://{HOST}/pictures/abc.jpg",
        f"見{STORY}見",
        f"Read_{STORY}_now",
        "https://stories-xn----mller--strae--46a18a-example.translate.goog/stories/the-gate/",
    ],
)
def test_other_ways_to_a_story_are_found(words: str) -> None:
    """A bare path, a copy of the site elsewhere, a query, a recording and a translation lead to a story, too."""
    assert stopped(words)


@pytest.mark.parametrize(
    "words",
    [
        f"https://share.example/?u=https://{HOST}/&t=Kitchen",
        f"https://share.example/?u=https%3A%2F%2F{HOST}%2Fabout%2F&t=Kitchen",
        f"https://check.example/?url=https%3A%2F%2F{HOST}%2Ffeed.xml&x=1",
        f"{HOST}/about/,{HOST}/stories/|{HOST}/",
        f"https://blog.{STORY}",
        f"my-{STORY}",
        f"https://{HOST}.example.com/stories/the-gate/",
        f"{HOST}:8443/stories/the-gate/",
        "https://mirror.example.org/stories/the-gate/",
        "songs, stories/poems, and/or letters",
        "https://other.example/stories/the-gate/",
    ],
)
def test_what_is_no_story_of_this_site_may_be_shown(words: str) -> None:
    """Links that share own pages, several of these in a row, and stories of other hosts are no error."""
    assert not stopped(words)
