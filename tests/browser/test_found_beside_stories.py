"""Pages, single answers and series, found beside stories."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, serve
from tests.builders.sites import SITE, built, make_site, story

QUESTIONS = """\
---
title: Asked often
summary: What people ask us.
---
We met in a boathouse.

::: question
## Can I take a story back?
Yes, by a letter to the harbour.
:::

::: question
## Who reads the drafts?
Two of us, with a kettle between us.
:::
"""
HELP = "---\ntitle: Get help\n---\nSpeak with the harbour. The lanterns are lit.\n"
SERIES = "series: {{name: The long mending, part: {part}}}"


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small site with pages, questions and a series of two stories."""
    root = tmp_path_factory.mktemp("beside")
    stories = {
        "1.md": story("A gate", text="A lantern at the gate, where lanterns were.", more=SERIES.format(part=1)),
        "2.md": story("A fence", text="A fence.", more=SERIES.format(part=2) + "\ncontent_notes: [death]"),
    }
    make_site(root, stories, pages={"questions.md": QUESTIONS, "help.md": HELP}, site=SITE + "help_page: help.md\n")
    with serve(built(root).out) as address:
        yield address


@pytest.fixture
def page(open_page: OpenPage, place: str) -> Page:
    """The search page, which need not wait before it says what it found."""
    page = open_page()
    page.add_init_script("const wait = setTimeout; window.setTimeout = call => wait(call, 0);")
    page.goto(place + "search/")
    return page


def found(page: Page, where: str, kind: str) -> list[str]:
    """What a group shows before or after the stories, once it shows anything."""
    group = page.locator(f".others[data-place={where}] [data-kind={kind}]")
    expect(group).to_be_visible()
    return group.locator("a").all_inner_texts()


def test_a_title_comes_first(page: Page) -> None:
    """A page whose title has all words stands before the stories, one whose text has them behind."""
    page.locator("#_query").fill("get help")
    assert found(page, "before", "pages") == ["Get help"]
    page.locator("#_query").fill("lantern")
    assert found(page, "after", "pages") == ["Get help"]
    expect(page.locator(".results h2")).to_have_text(["A gate"])


def test_kin(page: Page) -> None:
    """A page is found by other forms of its words, as far as stories have the word."""
    page.locator("#_query").fill("lantern ")
    assert found(page, "after", "pages") == ["Get help"]
    expect(page.locator(".others[data-place=after] mark")).to_have_text(["lanterns"])


def test_a_single_answer(page: Page, place: str) -> None:
    """An answer is found by itself and leads to its place; its page is not shown for it."""
    page.locator("#_query").fill("kettle")
    assert found(page, "after", "questions") == ["Who reads the drafts?"]
    expect(page.locator("[data-kind=pages]:visible")).to_have_count(0)
    page.get_by_role("link", name="Who reads the drafts?").click()
    assert page.url.startswith(f"{place}questions/#")
    assert page.locator(":target").inner_text() == "Who reads the drafts?"


def test_words_of_a_page_beside_its_questions(page: Page) -> None:
    """What stands on a page beside its questions finds the page."""
    page.locator("#_query").fill("boathouse")
    assert found(page, "after", "pages") == ["Asked often"]


def test_a_series(page: Page, place: str) -> None:
    """A series is found by its name and leads to its first part."""
    page.locator("#_query").fill("long mend")
    assert found(page, "before", "series") == ["The long mending"]
    page.get_by_role("link", name="The long mending").click()
    assert page.url == place + "stories/1/"


def test_a_series_is_left_out_with_its_notes(page: Page) -> None:
    """A series of which a part has a note that is left out is not shown."""
    page.locator("#_query").fill("long mending")
    assert found(page, "before", "series") == ["The long mending"]
    page.evaluate("hearten.leaveOut(['death'])")
    expect(page.locator("[data-kind=series]:visible")).to_have_count(0)
    page.locator("#_query").fill("get help")
    assert found(page, "before", "pages") == ["Get help"]


def test_kin_that_no_story_has(page: Page) -> None:
    """A page is found by a form that neither it nor any story has, and the passage marks the one that it has."""
    page.locator("#_query").fill("speaking")
    assert found(page, "after", "pages") == ["Get help"]
    expect(page.locator(".others mark")).to_have_text(["Speak"])


@pytest.mark.parametrize("query", ["help -speaking", "help -harbour", "help -lantern", "“help get”", "-“are lit” help"])
def test_what_is_left_out(query: str, page: Page) -> None:
    """A minus, in any form of its word, and the order of a phrase hold for pages, too."""
    page.locator("#_query").fill("get help")
    found(page, "before", "pages")
    page.locator("#_query").fill(query)
    expect(page.locator(".others [data-kind]:visible")).to_have_count(0)


def test_stories_stay_without_it(open_page: OpenPage, place: str) -> None:
    """Where the file of pages does not come, stories are found all the same."""
    page = open_page()
    page.goto(place + "search/")
    name = page.evaluate("hearten.manifest.others")
    page.route(f"**/{name}.js", lambda route: route.abort())
    page.locator("#_query").fill("lantern")
    expect(page.locator(".results h2")).to_have_text(["A gate"])


def test_it_is_counted_aloud(page: Page) -> None:
    """What is found beside stories is announced with their number, also where no story is found."""
    page.locator("#_query").fill("kettle")
    expect(page.locator(".found")).to_have_text(
        "No story has all of these words. Found beside stories: one page, answer or series."
    )
