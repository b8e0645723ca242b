"""Pasting from other programs into a text's form, in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import WIDTHS, AskAxe, OpenPage, Scheme, watch
from tests.browser.firefox import Firefox
from tests.builders.pasted import PASTE, PLAIN, WORD
from tests.builders.pictures import picture, saved
from tests.builders.previews import Running, running
from tests.builders.sites import make_site, story

HILL = "_desk/edit/stories/hill.md"
VIEWS: list[tuple[int, Scheme]] = [(320, "light"), (WIDTHS["desk"], "dark")]
SAID = "What you pasted is in the text."
CHOOSE = "(text, [from, to]) => text.setSelectionRange(from, to)"
COPIED = """
<h1>What she said</h1><p>You can <b>stay</b> <a href="https://example.org/">here</a>.</p><ul><li>milk</li></ul>
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Running]:
    """A preview with a draft."""
    with running(make_site(tmp_path / "site", {"hill.md": story("A hill", more="draft: true")})) as preview:
        yield preview


def text_of(page: Page) -> Locator:
    """The field for the text."""
    return page.get_by_label("Text", exact=True)


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_word_is_put_at_the_caret(width: int, scheme: Scheme, desk: Running, open_page: OpenPage, axe: AskAxe) -> None:
    """What was copied in Word stands where the caret is, as a text of ours, with what was dropped told below."""
    page = open_page(width=width, scheme=scheme)
    log = watch(page)
    page.goto(desk.address + HILL)
    text, steps = text_of(page), page.evaluate("history.length")
    text.fill("One.\n\nTwo.")
    text.evaluate(CHOOSE, [4, 4])
    text.evaluate(PASTE, [WORD, PLAIN])
    expect(text).to_have_value(
        re.compile(r"^One\.\n\n## The second kettle\n\nIt was \*\*cold\*\* .*\n\nTwo\.$", re.DOTALL)
    )
    said = page.locator("#edit-pasted")
    expect(said).to_contain_text(SAID)
    expect(said.get_by_role("listitem").filter(has_text="Dropped: 1 picture")).to_be_visible()
    expect(text).to_be_focused()
    seen = page.frame_locator("iframe[name=look]").frame_locator("iframe")
    expect(seen.get_by_role("heading", name="The second kettle")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("history.length") == steps
    text.focus()
    page.keyboard.press("ControlOrMeta+Z")
    expect(text).to_have_value("One.\n\nTwo.")
    assert (log.complaints, [url for url in log.requests if not url.startswith(desk.address)]) == ([], [])


def test_a_button_takes_it_out(desk: Running, page: Page) -> None:
    """One button takes out what was pasted, as long as nothing else was written."""
    page.goto(desk.address + HILL)
    text, back = text_of(page), page.get_by_role("button", name="Take out what was pasted")
    text.fill("One. Two.")
    text.evaluate(CHOOSE, [4, 5])
    text.evaluate(PASTE, [WORD, PLAIN])
    back.click()
    expect(text).to_have_value("One. Two.")
    expect(text).to_be_focused()
    expect(back).to_be_hidden()
    text.evaluate(PASTE, [WORD, PLAIN])
    expect(back).to_be_visible()
    page.keyboard.type("x")
    expect(back).to_be_hidden()


def test_a_book_is_taken_back_as_well(desk: Running, page: Page) -> None:
    """What is longer than a browser could type is put in, and taken back by the keys for that."""
    page.goto(desk.address + HILL)
    text = text_of(page)
    text.evaluate(CHOOSE, [0, 0])
    text.evaluate(PASTE, ["<p>A <b>kettle</b>.</p>" * 4_000, "A kettle."])
    expect(page.locator("#edit-pasted")).to_contain_text(SAID)
    assert text.input_value() == "A **kettle**.\n\n" * 4_000 + "We painted the gate."
    text.focus()
    page.keyboard.press("ControlOrMeta+Z")
    expect(text).to_have_value("We painted the gate.")


def test_words_go_on_in_their_line(desk: Running, page: Page) -> None:
    """A few words stand in the line in which they were put, with their stress and the spaces around them."""
    page.goto(desk.address + HILL)
    text = text_of(page)
    text.fill("You can here.")
    text.evaluate(CHOOSE, [7, 7])
    text.evaluate(PASTE, ["<span> really</span> <b>stay</b>", " really stay"])
    expect(text).to_have_value("You can really **stay** here.")
    text.fill("")
    text.evaluate(PASTE, ["", "**a** _b_"])
    expect(text).to_have_value("**a** _b_")
    expect(page.locator("#edit-pasted")).to_be_empty()
    text.fill("")
    text.evaluate(PASTE, ["<pre>**a**\n_b_</pre>", "**a**\n_b_"])
    expect(text).to_have_value("**a**\n_b_")


def test_copied_and_pasted_by_keyboard(desk: Running, open_page: OpenPage) -> None:
    """What is copied from a page in the browser and pasted by keyboard is a text of ours."""
    page = open_page()
    page.goto(desk.address + HILL)
    other = page.context.new_page()
    other.set_content(COPIED)
    other.keyboard.press("ControlOrMeta+A")
    other.keyboard.press("ControlOrMeta+C")
    page.bring_to_front()
    text = text_of(page)
    text.fill("")
    text.focus()
    page.keyboard.press("ControlOrMeta+V")
    expect(text).to_have_value("## What she said\n\nYou can **stay** [here](https://example.org/).\n\n- milk")


def test_where_the_desk_does_not_answer(desk: Running, page: Page) -> None:
    """Without an answer of the desk, the plain words are put in, and that is said."""
    page.goto(desk.address + HILL)
    page.route("**/_desk/paste/**", lambda route: route.abort())
    text_of(page).fill("")
    text_of(page).evaluate(PASTE, ["<b>One</b>", "One"])
    expect(text_of(page)).to_have_value("One")
    expect(page.locator("#edit-pasted")).to_have_text("It was put in as plain words: the desk did not answer.")


def test_a_copied_picture_is_asked_about(
    desk: Running, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture that is pasted waits in the form for pictures, where what it shows is asked for."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    page.goto(desk.address + HILL)
    page.evaluate(
        """data => {
          const clipboardData = new DataTransfer(), text = document.getElementById("edit-words");
          clipboardData.items.add(new File([new Uint8Array(data)], "image.png", {type: "image/png"}));
          clipboardData.setData("text/html", "<img src='https://example.org/a.png'>");
          text.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
        }""",
        list(saved(picture((30, 20)), "PNG")),
    )
    expect(page.get_by_label("What the picture shows")).to_be_focused()
    page.keyboard.type("A kettle.")
    page.get_by_role("button", name="Put it in").click()
    expect(text_of(page)).to_have_value(re.compile(r"!\[A kettle\.\]\(images/hill-\w+\.png\)$"))


def test_pasting_in_firefox(desk: Running, fox: Firefox) -> None:
    """In Firefox, too, what was copied in Word comes in cleaned, with what was dropped told, and is taken out again."""
    fox.goto(desk.address + HILL)
    fox.evaluate(f"({PASTE})(document.getElementById('edit-words'), arguments[0])", [WORD, PLAIN])
    fox.wait_for("return [document.getElementById('edit-pasted').firstChild?.textContent]", [SAID])
    text = "return document.getElementById('edit-words').value"
    assert "It was **cold** in the kitchen" in fox.evaluate(text)
    fox.evaluate("document.getElementById('edit-unpaste').click()")
    assert fox.evaluate(text) == "We painted the gate."
