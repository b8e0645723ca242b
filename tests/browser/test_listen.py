"""Listen: only where the device has a voice of its own for a story's language, and no longer than the page is read.

Browsers without a screen have no voices, so each test says which ones there are. What is said is written down.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import AskAxe, OpenPage, serve
from tests.browser.measures import FAULTS, SMALL
from tests.builders.sites import SITE, built, make_site, story

TARGET = "https://away.example/"
LOCAL, FAR = {"lang": "en-GB", "localService": True}, {"lang": "en-GB", "localService": False}
GERMAN = {"lang": "de-DE", "localService": True}
PARAGRAPHS = ["We painted the gate.", "It was green.", "It is green."]
TEXT = "\n\n".join(PARAGRAPHS)
SPEECH = """voices => {
  window.said = [];
  window.stopped = 0;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", {value: {
    voices,
    getVoices() { return this.voices; },
    speak(words) { window.said.push(words); },
    cancel() { window.stopped += 1; },
  }});
  // As the device, when it has said a part.
  window.ended = () => said[said.length - 1].onend({type: "end"});
}"""
STORIES = {
    "gate.md": story(text=TEXT),
    "quay.md": story("A quay", day="2026-01-02", more="content_notes: [death]", text=TEXT),
    "long.md": story("A road", day="2026-01-03", text="\n\n".join(f"Mile {n}. " * 60 for n in range(9))),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small site."""
    root = make_site(tmp_path_factory.mktemp("voices"), STORIES, site=f"{SITE}leave: {{url: '{TARGET}'}}\n")
    with serve(built(root).out) as found:
        yield found


def having(page: Page, *voices: dict[str, Any]) -> None:
    """Give the device these voices."""
    page.add_init_script(f"({SPEECH})({json.dumps(voices)})")


def listen(page: Page, address: str, slug: str = "gate") -> None:
    having(page, LOCAL)
    page.goto(f"{address}stories/{slug}/")
    page.get_by_role("button", name="Listen").click()


def said(page: Page) -> list[str]:
    """What was handed to the voice."""
    return [str(words) for words in page.evaluate("said.map(words => words.text)")]


def marked(page: Page) -> list[str]:
    """What is marked as being read."""
    return page.locator("main [aria-current=true]").all_inner_texts()


@pytest.mark.parametrize(
    ("voices", "offered"),
    [
        ([LOCAL], True),
        ([{"lang": "en_US", "localService": True}], True),
        ([FAR], False),
        ([GERMAN], False),
        ([], False),
    ],
    ids=["local", "local with an underscore", "of a server", "another language", "none"],
)
def test_where_it_is_offered(voices: list[dict[str, Any]], *, offered: bool, address: str, page: Page) -> None:
    """The button is there only if the device itself has a voice of the story's language."""
    having(page, *voices)
    page.goto(address + "stories/gate/")
    expect(page.locator(".listen")).to_be_visible(visible=offered)
    assert said(page) == []


def test_voices_that_come_late(address: str, page: Page) -> None:
    """Where a browser knows its voices only later, the button comes with them, and nothing moves."""
    having(page)
    page.goto(address + "stories/gate/")
    expect(page.locator(".listen")).to_be_hidden()
    top = page.locator(".text").evaluate("text => text.getBoundingClientRect().top")
    page.evaluate(f"speechSynthesis.voices = {json.dumps([LOCAL])}; speechSynthesis.onvoiceschanged()")
    expect(page.get_by_role("button", name="Listen")).to_be_visible()
    assert page.locator(".text").evaluate("text => text.getBoundingClientRect().top") == top


def test_a_voice_of_the_device(address: str, page: Page) -> None:
    """Of several voices, one of the device's own in the story's language reads, the usual one if it is that."""
    having(page, FAR, GERMAN, LOCAL | {"name": "first"}, LOCAL | {"name": "usual", "default": True})
    page.goto(address + "stories/gate/")
    page.get_by_role("button", name="Listen").click()
    assert page.evaluate("[said[0].voice.name, said[0].lang]") == ["usual", "en-GB"]


def test_paragraph_by_paragraph(address: str, page: Page) -> None:
    """The story's paragraphs are read in their order, each is marked while it is read, and then all is as before."""
    listen(page, address)
    for n, words in enumerate(PARAGRAPHS, 1):
        assert said(page) == PARAGRAPHS[:n]
        assert marked(page) == [words]
        page.evaluate("ended()")
    assert marked(page) == []
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    expect(page.get_by_role("button", name="Listen")).to_be_focused()


def test_notes_come_first(address: str, page: Page) -> None:
    """Content notes are read before any word of the story."""
    listen(page, address, "quay")
    assert said(page) == ["This story speaks of: Death"]
    page.evaluate("ended()")
    assert said(page)[1:] == PARAGRAPHS[:1]


def test_pause(address: str, page: Page) -> None:
    """A pause is silent, and going on begins with the paragraph that was being read; late news of it is not heeded."""
    listen(page, address)
    page.evaluate("ended()")
    page.get_by_role("button", name="Pause").click()
    page.evaluate("ended()")
    assert said(page) == PARAGRAPHS[:2]
    assert marked(page) == PARAGRAPHS[1:2]
    page.get_by_role("button", name="Go on").click()
    assert said(page) == [*PARAGRAPHS[:2], PARAGRAPHS[1]]
    expect(page.get_by_role("button", name="Pause")).to_be_focused()


def test_stop(address: str, page: Page) -> None:
    """Stop is silent at once, and the next press begins anew."""
    listen(page, address)
    page.evaluate("ended()")
    before = page.evaluate("stopped")
    page.get_by_role("button", name="Stop").click()
    assert page.evaluate("stopped") > before
    assert marked(page) == []
    page.get_by_role("button", name="Listen").click()
    assert said(page)[2:] == PARAGRAPHS[:1]


def test_a_voice_that_fails(address: str, page: Page) -> None:
    """Where the device says that it cannot go on, reading ends."""
    listen(page, address)
    page.evaluate("said[0].onerror({type: 'error'})")
    assert marked(page) == []
    assert said(page) == PARAGRAPHS[:1]


@pytest.mark.parametrize(
    "way",
    [
        "dispatchEvent(new Event('pagehide'))",
        "document.querySelector('.leave a').click()",
        "[1, 2, 3].forEach(() => document.dispatchEvent(new KeyboardEvent('keyup', {key: 'Shift'})))",
    ],
    ids=["another page", "button", "keys"],
)
def test_silent_when_left(way: str, address: str, page: Page) -> None:
    """Leaving the page is silent at once, before the other page comes."""
    page.route(f"{TARGET}**", lambda route: route.fulfill(body="<h1>Away</h1>", content_type="text/html"))
    listen(page, address)
    found = page.evaluate(f"""async () => {{
      const before = stopped;
      {way};
      await null;
      return [stopped > before, document.querySelectorAll("main [aria-current]").length];
    }}""")
    assert found == [True, 0]


def test_the_page_follows(address: str, page: Page) -> None:
    """What is read comes into sight, as long as the reader has not moved the page."""
    listen(page, address, "long")
    for _ in range(3):
        page.evaluate("ended()")
    expect(page.locator(".text [aria-current]")).to_be_in_viewport(ratio=1)
    page.evaluate("scrollBy(0, -150)")
    place = page.evaluate("scrollY")
    for _ in range(3):
        page.evaluate("ended()")
    assert page.evaluate("scrollY") == place


def test_nothing_is_asked_for(address: str, page: Page) -> None:
    """Listening asks nobody for anything, and leaves nothing on the device."""
    asked: list[str] = []
    having(page, LOCAL)
    page.goto(address + "stories/gate/")
    page.wait_for_load_state()
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Listen").click()
    for _ in PARAGRAPHS:
        page.evaluate("ended()")
    assert asked == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_where_the_storyteller_is_heard(served: str, page: Page) -> None:
    """A story with a recording has its own player, and no other voice."""
    having(page, LOCAL)
    for slug, offered in (("lambing-with-a-rota", 1), ("nine-leaves", 0)):
        page.goto(f"{served}stories/{slug}/")
        assert page.locator(".recording").count() == 1 - offered
        expect(page.locator(".listen")).to_have_count(offered)


def test_without_javascript(address: str, open_page: OpenPage) -> None:
    """Without JavaScript there is no button."""
    page = open_page(javascript=False)
    page.goto(address + "stories/gate/")
    expect(page.locator(".listen, .listening")).to_have_count(2)
    expect(page.get_by_role("button", name="Listen")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(scheme: str, address: str, open_page: OpenPage, axe: AskAxe) -> None:
    """While a story is read, axe finds no fault, at 320 pixels either, and no target is small."""
    page = open_page(scheme="dark" if scheme == "dark" else "light", width=320)
    listen(page, address)
    assert axe(page) == []
    assert page.evaluate(SMALL) == []
    assert not [fault for fault in page.evaluate(FAULTS) if fault.startswith(("sideways", "off", "cut"))]
