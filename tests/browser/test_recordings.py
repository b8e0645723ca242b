"""Recordings: played, sought by what is said, captioned, and used by keyboard, from a server and from a disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from generator.bundle.bundle import make
from generator.ground.stages import Stages
from generator.plan.bundle_terms import BundleTerms
from tests.browser.conftest import AskAxe, OpenPage, serve, watch
from tests.browser.firefox import Firefox
from tests.builders.sites import TODAY, built
from tests.builders.told_stories import told, told_site

PAGE = "stories/kettle/index.html"
ENTER = "\ue007"
MEDIA = "document.querySelector('audio')"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a story that was told to a microphone."""
    root = told_site(tmp_path_factory.mktemp("told"))
    with (root / "site.yaml").open("a") as settings:
        settings.write("bundle: {recall: false}\n")
    built(root)
    return root


@pytest.fixture(scope="module")
def places(root: Path) -> Iterator[dict[str, str]]:
    """The story's page on a server, and in a copy on a disk."""
    made = make(root, root / "copy.zip", "zip", BundleTerms(recordings=("audio",)), TODAY, TODAY, Stages())
    with zipfile.ZipFile(made.out) as copy:
        copy.extractall(root / "copy")
    with serve(root / "public") as address:
        yield {"server": address + PAGE, "disk": (root / "copy" / "site" / PAGE).as_uri()}


def state(page: Page) -> dict[str, object]:
    """Whether the player waits, and how much it has loaded."""
    found: dict[str, object] = page.evaluate(f"() => ({{paused: {MEDIA}.paused, ready: {MEDIA}.readyState}})")
    return found


@pytest.mark.parametrize("place", ["server", "disk"])
def test_a_recording_is_sought_by_what_is_said(places: dict[str, str], page: Page, place: str) -> None:
    """Nothing loads before it is asked for; a line of the transcript plays from its time, and is marked there."""
    log = watch(page)
    page.goto(places[place])
    assert state(page) == {"ready": 0, "paused": True}
    assert not [url for url in log.requests if url.endswith(".mp3")]
    page.get_by_role("link", name="0:02").click()
    page.wait_for_function(f"() => {MEDIA}.currentTime >= 2")
    expect(page.locator(".transcript [aria-current]")).to_contain_text("It sang like a harmonica.")
    page.wait_for_function(f"() => [...{MEDIA}.textTracks].some(t => t.mode === 'showing' && t.cues?.length === 2)")
    page.evaluate(f"{MEDIA}.pause()")
    assert state(page)["paused"] is True
    page.get_by_label("Speed").select_option("1.5")
    assert page.evaluate(f"{MEDIA}.playbackRate") == 1.5
    assert page.url == places[place]
    assert log.complaints == []


@pytest.mark.parametrize("place", ["server", "disk"])
def test_a_recording_is_sought_in_firefox(places: dict[str, str], fox: Firefox, place: str) -> None:
    """In Firefox, too, Enter on a line of the transcript plays from its time, marks it, and captions are there."""
    fox.goto(places[place])
    assert fox.evaluate(f"return {MEDIA}.readyState") == 0
    fox.type(".transcript a[data-start='2']", ENTER)
    # Where Firefox gets no sound in time, it gives a recording up: then somebody presses once more.
    again = f"if ({MEDIA}.networkState === 3) document.querySelector(\".transcript a[data-start='2']\").click()"
    marked = "[...document.querySelectorAll('.transcript [aria-current] span')].map(line => line.textContent)"
    fox.wait_for(f"{again}; return {MEDIA}.currentTime >= 2 ? {marked} : []", ["It sang like a harmonica."])
    cues = f"return [...{MEDIA}.textTracks].map(track => `${{track.mode}} ${{track.cues?.length}}`)"
    fox.wait_for(cues, ["showing 2"])


def test_the_keyboard_is_enough(places: dict[str, str], page: Page) -> None:
    """Player, speed and each line of the transcript are reached by Tab, and Enter plays from a line."""
    page.goto(places["server"])
    page.locator("audio").focus()
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
        if reached[-1] == "0:02":
            break
    assert {"What is said in it", "0:00", "0:02"} <= set(reached)
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => {MEDIA}.currentTime >= 2")


def test_without_scripts_what_is_said_is_there(places: dict[str, str], open_page: OpenPage) -> None:
    """Without JavaScript there are the browser's own player, the transcript, and links to the file at a time."""
    page = open_page(javascript=False)
    page.goto(places["server"])
    expect(page.locator("audio")).to_be_visible()
    expect(page.get_by_text("It sang like a harmonica.")).to_be_visible()
    assert (page.get_by_role("link", name="0:02").get_attribute("href") or "").endswith(".mp3#t=2")
    expect(page.get_by_label("Speed")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(places: dict[str, str], open_page: OpenPage, axe: AskAxe, width: int) -> None:
    """axe-core finds no fault on a page with a recording, on a phone and on a desk, and nothing runs off the side."""
    page = open_page(width=width)
    page.goto(places["server"])
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


FRAME = "https://www.youtube-nocookie.com/"
FILM = """\
recording:
  kind: video
  external: https://www.youtube.com/watch?v=dQw4w9WgXcQ
  source: The harbour
  transcript: text
  description: text
  shows: {voice: own, face: none}"""


def test_a_film_elsewhere_is_taken_in_when_somebody_presses_play(tmp_path: Path, page: Page) -> None:
    """Nothing of another site is asked for before the press; then its frame has the focus, and knows the site alone."""
    told_site(tmp_path, told(recording=FILM, scope="[web, video]"))
    with (tmp_path / "site.yaml").open("a") as settings:
        settings.write("recordings: {frames: [youtube]}\n")
    built(tmp_path)
    asked: list[tuple[str, str]] = []

    def answer(route: Route) -> None:
        asked.append((route.request.url, route.request.headers.get("referer", "")))
        route.fulfill(body="<p>A film</p>", content_type="text/html")

    page.route(f"{FRAME}**", answer)
    with serve(tmp_path / "public") as address:
        page.goto(address + PAGE)
        button = page.get_by_role("button", name="Play it here")
        expect(button).to_have_accessible_description(
            "Google then learns your internet address, and that you come from this website."
        )
        assert asked == []
        button.press("Enter")
        expect(page.frame_locator("iframe[title='Film on YouTube']").locator("p")).to_have_text("A film")
        assert page.evaluate("document.activeElement.tagName") == "IFRAME"
        assert asked == [(f"{FRAME}embed/dQw4w9WgXcQ?autoplay=1&rel=0", address)]
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_film_elsewhere_is_a_link_from_a_disk(tmp_path: Path, page: Page) -> None:
    """A page that was opened from a disk takes nothing in, and leads to the film by a link."""
    told_site(tmp_path, told(recording=FILM, scope="[web, video]"))
    with (tmp_path / "site.yaml").open("a") as settings:
        settings.write("recordings: {frames: [youtube]}\n")
    built(tmp_path)
    page.goto((tmp_path / "public" / PAGE).as_uri())
    expect(page.get_by_role("link", name="Play it on YouTube")).to_be_visible()
    expect(page.get_by_role("button", name="Play it here")).to_be_hidden()
