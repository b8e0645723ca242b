"""What stands after a story, on a telephone, and the logo above it by day and by night."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SCHEMES, AskAxe, OpenPage, Scheme, serve
from tests.builders.sites import SITE, built, make_site, story

CHECKED = 'checked: 2020-02-01, source: "https://example.org/"'
OWN = f"""\
help_page: help.md
helplines:
  country: Freedonia
  lines:
    - {{name: Next door, phone: "111", languages: [en], region: Sylvania, {CHECKED}}}
    - {{name: Ours, phone: "222 333", hours: Day and night, languages: [en], region: Freedonia, {CHECKED}}}
    - {{name: Grief, phone: "444", languages: [en], region: Freedonia, for: [death], {CHECKED}}}
logo: {{file: media/day.svg, dark: media/night.svg}}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><path d="M0 0h300v100z" fill="{}"/></svg>'


def made(root: Path, more: str = "") -> Path:
    """The output of a site with helplines that nobody has checked for long, a logo, and a number to withdraw by."""
    site = SITE.replace("change your mind., email", 'change your mind., phone: "555 666", email')
    stories = {
        "gate.md": story(more="shape: steady"),
        "lamp.md": story("A lamp", day="2026-01-02", more="shape: up-and-down"),
        "tin.md": story("A tin", day="2026-01-03", more="shape: steady\ncontent_notes: [death]"),
    }
    make_site(root, stories, pages={"help.md": "---\ntitle: Help\n---\n\nSpeak with us.\n"}, site=site + OWN + more)
    (root / "media").mkdir()
    for name, colour in (("day", "#000"), ("night", "#fff")):
        (root / "media" / f"{name}.svg").write_text(LOGO.format(colour))
    return built(root).out


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of such a site."""
    with serve(made(tmp_path_factory.mktemp("after"))) as address:
        yield address


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same in the plain theme."""
    with serve(made(tmp_path_factory.mktemp("plain"), "theme: {name: plain}\n")) as address:
        yield address


def test_a_number_is_in_the_open_and_the_others_one_press_away(served: str, open_page: OpenPage, axe: AskAxe) -> None:
    """The nearest line shows its number, hours and the day of its check; the others come with one press."""
    page = open_page(width=390)
    page.goto(served + "stories/gate/")
    after = page.locator(".after")
    help_box = after.locator("section").first
    for words in ("Ours", "Day and night", "checked on 1 February 2020"):
        expect(help_box.get_by_text(words).first).to_be_visible()
    number = help_box.get_by_role("link", name="222 333")
    assert number.get_attribute("href") == "tel:222333"
    box = number.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    other = help_box.get_by_role("link", name="444")
    expect(other).to_be_hidden()
    help_box.get_by_text("2 more helplines").click()
    expect(other).to_be_visible()
    expect(help_box.get_by_role("link", name="111")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_line_for_a_note_of_the_story_is_in_the_open(served: str, open_page: OpenPage) -> None:
    """After a story with a content note, the line that is for it stands in the open."""
    page = open_page(width=390)
    page.goto(served + "stories/tin/#_after")
    expect(page.locator(".after").get_by_role("link", name="444")).to_be_in_viewport()
    expect(page.locator(".after").get_by_role("link", name="222 333")).to_be_hidden()


def test_another_course_is_first_to_read_next_and_taking_back_is_last(served: str, open_page: OpenPage) -> None:
    """Help, then a story that takes another course, then the way to take this one back with its number in the open."""
    page = open_page(width=390)
    page.goto(served + "stories/gate/")
    headings = page.locator(".after h2").all_inner_texts()
    assert headings == ["Get help", "Something to read next", "Is this your story?"]
    expect(page.locator(".next .card").get_by_role("link", name="A lamp")).to_be_visible()
    expect(page.locator(".nearby").get_by_role("link", name="A tin")).to_be_visible()
    expect(page.locator(".withdraw").get_by_role("link", name="555 666")).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("theme", ["served", "plain"])
def test_the_logo_follows_the_light(
    theme: str, scheme: Scheme, open_page: OpenPage, axe: AskAxe, request: pytest.FixtureRequest
) -> None:
    """One of both logos is seen, of the screen's light and of that which a reader chooses, and says the site's name."""
    page = open_page(width=390, scheme=scheme)
    page.goto(request.getfixturevalue(theme) + "stories/gate/")
    seen = page.locator(".site-name span:visible")
    expect(seen).to_have_class("by-day" if scheme == "light" else "by-night")
    assert page.locator(".site-name").get_by_role("link", name="Quiet Harbour", exact=True).count() == 1
    assert axe(page) == []
    other = "dark" if scheme == "light" else "light"
    page.evaluate(f"document.documentElement.dataset.scheme = '{other}'")
    expect(seen).to_have_class("by-day" if scheme == "dark" else "by-night")
