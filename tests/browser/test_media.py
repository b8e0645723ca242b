"""What readers ask of their system: its own colours, more contrast, no movement, paper."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import KINDS
from tests.browser.measures import FAULTS, PAIRS, contrast

BOXES = ".leave a, .settings > button, .help-link a"
HIDDEN_ON_PAPER = (".skip", ".menu", ".tools", ".leave", ".crumbs", ".pager")


@pytest.fixture
def page(shared_page: Page) -> Page:
    """The window that is shared: these tests only look."""
    return shared_page


def test_forced_colours(served: str, page: Page) -> None:
    """In the system's own colours, controls keep an edge, and the focused one a ring."""
    page.emulate_media(forced_colors="active")
    page.goto(served + KINDS["everything in a story"])
    for box in page.locator(BOXES).all():
        style = box.evaluate(
            "e => { const s = getComputedStyle(e); return [s.borderTopStyle, s.borderTopColor, s.opacity] }"
        )
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert style[0] == "solid"
        assert contrast(f"{style[1]} on {ground}") >= 3
        box.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(box).to_be_focused()
        assert box.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        assert contrast(f"{box.evaluate('e => getComputedStyle(e).outlineColor')} on {ground}") >= 3


def test_forced_colours_current_page(served: str, page: Page) -> None:
    """In the system's own colours, the menu still shows which page is open, by more than colour."""
    page.emulate_media(forced_colors="active")
    page.goto(served + KINDS["all stories"])
    current = page.locator(".menu [aria-current]")
    assert current.evaluate("e => getComputedStyle(e).borderBottomStyle") == "solid"
    assert int(current.evaluate("e => getComputedStyle(e).fontWeight")) >= 600


@pytest.mark.parametrize("kind", ["home", "everything in a story", "show me one"])
def test_nothing_moves(kind: str, served: str, page: Page) -> None:
    """Nothing on a page moves or fades, whether or not the reader asked for stillness."""
    page.goto(served + KINDS[kind])
    page.locator(".settings > button").click()
    for motion in ("reduce", "no-preference"):
        page.emulate_media(reduced_motion=motion)
        assert page.evaluate("document.getAnimations().length") == 0
        moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter(e => {
          const style = getComputedStyle(e);
          return style.transitionDuration !== "0s" || style.animationName !== "none"
            || style.scrollBehavior === "smooth";
        }).length""")
        assert moving == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast(scheme: str, served: str, page: Page) -> None:
    """Who asks for more contrast gets quiet words and edges in the colour of the text."""
    page.goto(served + KINDS["everything in a story"])
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", contrast="more")
    ink = page.evaluate("getComputedStyle(document.body).color")
    for place in (".byline >> nth=0", ".card .summary >> nth=0", "blockquote >> nth=0"):
        assert page.locator(place).evaluate("e => getComputedStyle(e).color") == ink
    assert page.locator(".settings > button").evaluate("e => getComputedStyle(e).borderTopColor") == ink


@pytest.mark.parametrize("theme", ["served", "plain_served"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white(scheme: str, theme: str, page: Page, request: pytest.FixtureRequest) -> None:
    """On paper, words are dark on white, whatever scheme the device has or the reader chose."""
    page.goto(request.getfixturevalue(theme) + KINDS["everything in a story"])
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("scheme => document.documentElement.setAttribute('data-scheme', scheme)", scheme)
    texts, _ = page.evaluate(PAIRS)
    assert {re.sub(".* on ", "", pair) for pair in texts} == {"rgb(255, 255, 255)"}
    assert min(contrast(pair) for pair in texts) >= 7


@pytest.mark.parametrize("kind", ["everything in a story", "table", "help", "all stories"])
def test_print(kind: str, served: str, page: Page) -> None:
    """Printed, a page has its words and no navigation, and nothing of it is cut."""
    page.goto(served + KINDS[kind])
    page.set_viewport_size({"width": 680, "height": 960})
    page.emulate_media(media="print")
    for place in HIDDEN_ON_PAPER:
        assert page.locator(f"{place}:visible").count() == 0, place
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main").first).to_be_visible()
    assert page.evaluate(FAULTS) == []
    assert (
        page.evaluate("""() => [...document.querySelectorAll("pre, .table")]
      .filter(e => e.scrollWidth > e.clientWidth + 1).length""")
        == 0
    )


def test_print_addresses(served: str, page: Page) -> None:
    """Printed, a link to another website is followed by its address; on the screen it is not."""
    page.goto(served + KINDS["everything in a story"])
    link = page.locator(".text a.external").first
    after = "e => getComputedStyle(e, '::after').content"
    assert "ladders.example.org" not in link.evaluate(after)
    page.emulate_media(media="print")
    assert "https://ladders.example.org/" in link.evaluate(after)


def test_print_helplines(served: str, page: Page) -> None:
    """Printed, the helplines after a story are there, although nobody can open them on paper."""
    page.goto(served + KINDS["everything in a story"])
    name = page.locator(".helpline").first
    expect(name).to_be_hidden()
    page.emulate_media(media="print")
    expect(name).to_be_visible()


def points(page: Page, place: str) -> float:
    """The size of letters at a place, in points."""
    return round(float(page.locator(place).first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) * 0.75, 2)


def test_print_address(served: str, page: Page) -> None:
    """Printed, a story ends with its address in words and as a code that a camera reads; on screens it has neither."""
    page.goto(served + KINDS["plain story"])
    address = "https://stories.example.org/stories/lambing-with-a-rota/"
    expect(page.locator(".on-paper")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".on-paper b")).to_have_text(address)
    code = page.get_by_role("img", name="QR code with the address")
    (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(code.screenshot())))
    assert read.text == address


def test_print_others_helplines(served: str, page: Page) -> None:
    """Printed after a story, three helplines are there in full, and of others that have a number, that and a name."""
    page.goto(served + KINDS["plain story"])
    page.emulate_media(media="print")
    lines = page.locator(".after .helplines > li")
    whole = [line.locator("dd:visible").count() > 1 for line in lines.all() if line.locator("[href^=tel]").count()]
    assert sum(whole) <= 3
    assert len(whole) > 3
    assert all(line.locator("[href^=tel]").first.is_visible() for line in lines.all() if "tel:" in line.inner_html())


def test_large_print(served: str, page: Page) -> None:
    """Printed in the largest letters of the reading settings, every word of a story's page has 18 points or more."""
    page.goto(served + KINDS["everything in a story"])
    page.evaluate("document.documentElement.setAttribute('data-size', 'largest')")
    page.emulate_media(media="print")
    small = page.evaluate("""() => [...document.querySelectorAll("body *")]
      .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
        && parseFloat(getComputedStyle(e).fontSize) < 23.9
        && !e.closest("sup, code, pre, dd:has(> time), .visually-hidden"))
      .map(e => e.outerHTML.slice(0, 80))""")
    assert small == []
    slanted = page.evaluate("""() => [...document.querySelectorAll("main *")]
      .filter(e => e.checkVisibility() && getComputedStyle(e).fontStyle === "italic").length""")
    assert slanted == 0


def test_usual_print(served: str, page: Page) -> None:
    """Printed without a choice, a story has letters of 11 points."""
    page.goto(served + KINDS["plain story"])
    page.emulate_media(media="print")
    assert points(page, ".text p") == 11


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_any_paper(paper: str, size: tuple[int, int], served: str, browser: Browser) -> None:
    """A story comes out on the paper that is there, with numbers on its pages."""
    page = browser.new_page()
    page.goto(served + KINDS["plain story"])
    made = pypdf.PdfReader(io.BytesIO(page.pdf(format=paper)))
    page.close()
    sheet = made.pages[0].mediabox
    assert (float(sheet.width), float(sheet.height)) == pytest.approx(size, abs=1)
    assert f"1 / {len(made.pages)}" in made.pages[0].extract_text()
