"""What stands on the first screen: the first words of a story, the head of the page, and the reading settings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import KINDS, OpenPage, serve
from tests.browser.firefox import Firefox
from tests.builders.pictures import photograph, saved
from tests.builders.sites import built, make_site, story

SCREENS = {"phone": (390, 844), "desk": (1280, 800)}
ORDINARY = {
    "short title": "stories/lambing-with-a-rota/",
    "long title": "stories/two-ferries-to-the-waiting-room/",
    "part of a series": "stories/keeper-saturdays-only/",
}
NOTED = {
    "notes and a picture": "stories/the-ledger-of-small-repairs/",
    "many notes": "stories/in-the-matter-of-the-resit/",
    "notes and a series": "stories/dear-keeper/",
}
LONG = "The long way down to the harbour and up"
TEXT = "\n\n".join(["The window was open on the long road down to the harbour, and nobody had closed it."] * 9)
OWN = {
    "wide": story(LONG, more="image: {src: wide.jpg, alt: A window., credit: Maren}", text=TEXT),
    "tall": story(LONG, more="image: {src: tall.jpg, alt: A door.}", text=TEXT),
    "arabic": story("باب أخضر على البحر", more="language: ar", text="كان الباب مفتوحا على البحر. " * 40),
}

# How far below the top of the page the first letter of the text ends.
FIRST_WORD = """() => {
  const words = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT), range = new Range();
  while (words.nextNode() && !words.currentNode.data.trim());
  range.setStart(words.currentNode, 0);
  range.setEnd(words.currentNode, 1);
  return range.getBoundingClientRect().bottom;
}"""
PLACE = "e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.width, r.height] }"
SIX_KINDS = ("home", "all stories", "everything in a story", "help", "search", "page")


@pytest.fixture
def page(shared_page: Page) -> Page:
    """The window that is shared: these tests only look."""
    return shared_page


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a story with a wide picture, one with a tall one, and one in Arabic."""
    root = make_site(tmp_path_factory.mktemp("pictured"), {f"{name}.md": text for name, text in OWN.items()})
    for name, size in (("wide", (1200, 800)), ("tall", (800, 1200))):
        (root / f"stories/{name}.jpg").write_bytes(saved(photograph(size), "JPEG"))
    built(root)
    with serve(root / "public") as address:
        yield address


def shown(page: Page, screen: str, address: str) -> None:
    """Open a page on a screen, with all its pictures."""
    width, height = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    page.wait_for_load_state("load")


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("path", ORDINARY.values(), ids=ORDINARY)
def test_the_story_begins_on_the_first_screen(path: str, screen: str, served: str, page: Page) -> None:
    """The first word of a story without content notes stands above 640 pixels, on a phone and on a desk."""
    shown(page, screen, served + path)
    assert page.evaluate(FIRST_WORD) < 640


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", OWN)
def test_a_picture_pushes_nothing_down(name: str, screen: str, pictured: str, page: Page) -> None:
    """The same holds with a picture, wide or tall, all of which is on the first screen, too, and from right to left."""
    shown(page, screen, f"{pictured}stories/{name}/")
    assert page.evaluate(FIRST_WORD) < 640
    for picture in page.locator(".opening img").all():
        fit = picture.evaluate("e => [getComputedStyle(e).objectFit, e.getBoundingClientRect().bottom]")
        assert fit[0] == "contain"
        assert fit[1] < 640


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("path", NOTED.values(), ids=NOTED)
def test_notes_come_first_and_whole(path: str, screen: str, served: str, page: Page) -> None:
    """Content notes and the way past stand before words and pictures, at the text's size, and the text above 760."""
    shown(page, screen, served + path)
    assert page.evaluate(FIRST_WORD) < 760
    notes = page.locator(".content-notes")
    below = notes.evaluate("e => e.getBoundingClientRect().bottom")
    for place in page.locator(".text, .story .picture, .story .contents").all():
        assert place.evaluate("e => e.getBoundingClientRect().top") >= below
    size = "e => getComputedStyle(e).fontSize"
    text = page.locator("body").evaluate(size)
    assert {link.evaluate(size) for link in notes.locator("a, .label").all()} == {text}
    expect(notes.get_by_role("link", name="Skip past the story")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_head_stays(screen: str, served: str, page: Page) -> None:
    """The head has two rows and at most 112 pixels, and nothing in it is elsewhere on another kind of page."""
    heads: dict[str, object] = {}
    for kind in SIX_KINDS:
        shown(page, screen, served + KINDS[kind])
        height = page.locator(".site-header").evaluate("e => e.getBoundingClientRect().height")
        assert height <= 112, kind
        parts = page.locator(".site-name a, .help-link a, .menu summary, .menu a, .settings > button")
        heads[kind] = (height, parts.evaluate_all(f"all => all.map({PLACE})"))
    assert all(head == heads["home"] for head in heads.values()), heads


@pytest.mark.parametrize("javascript", [True, False])
def test_the_menu_is_opened(javascript: bool, served: str, open_page: OpenPage) -> None:
    """On a phone the menu opens by a press, with and without JavaScript; on a desk it stands open."""
    page = open_page(width=390, javascript=javascript)
    page.goto(served)
    entry = page.locator(".menu").get_by_role("link", name="Share your story")
    expect(entry).to_be_hidden()
    page.locator(".menu summary").press("Enter")
    expect(entry).to_be_visible()
    page.locator(".menu summary").press("Enter")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(entry).to_be_visible()
    expect(page.locator(".menu summary")).to_be_hidden()


def test_the_menu_in_firefox(served: str, fox: Firefox) -> None:
    """In Firefox, too, the menu stands open on a desk."""
    fox.goto(served)
    assert fox.evaluate("return document.querySelector('.menu a').getBoundingClientRect().height >= 44")


@pytest.mark.parametrize("kind", ["home", "everything in a story"])
def test_the_settings_leave_half_of_a_phone(kind: str, served: str, page: Page) -> None:
    """On a phone, the open settings and the strip below them take at most half of the screen, and can be scrolled."""
    shown(page, "phone", served + KINDS[kind])
    page.locator(".settings > button").click()
    form = page.locator("#_settings")
    assert form.evaluate("e => innerHeight - e.getBoundingClientRect().top") <= 422
    expect(form.locator(".sample")).to_be_in_viewport(ratio=1)
    expect(form.locator(".usual")).to_be_in_viewport(ratio=1)
    form.locator(".forget").scroll_into_view_if_needed()
    expect(form.locator(".forget")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_way_out_is_not_under_the_settings(screen: str, served: str, page: Page) -> None:
    """While the settings are open, “Leave this page” can be pressed, and stays where it was."""
    shown(page, screen, served + KINDS["plain story"])
    out = page.locator(".leave a")
    before = out.evaluate(PLACE)
    page.locator(".settings > button").click()
    assert out.evaluate(PLACE) == before
    assert out.evaluate("""e => {
      const r = e.getBoundingClientRect();
      return document.elementFromPoint((r.left + r.right) / 2, (r.top + r.bottom) / 2) === e;
    }""")
