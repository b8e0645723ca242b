"""Each feature's script stands alone: whatever another one does, and whatever a template lacks, the rest works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import serve, watch
from tests.browser.measures import wait_until
from tests.builders.sites import SITE, built, make_site, story

TARGET = "https://away.example/"
STORY, LIST, SHOW_ONE, MY_LIST = "stories/gate/", "stories/", "show-me-one/", "my-list/"
STORIES = {
    "gate.md": story(),
    "quay.md": story("A quay", day="2026-01-02", more="content_notes: [death]"),
    "lamp.md": story("A lamp", day="2026-01-03"),
}
# What a theme can leave out of its templates without being told: all but the links and the cards themselves.
STRIPPED = {
    "story.html": """{% extends "base.html" %}{% block choices %}{% endblock %}
{% block main %}<div class="leave"><a href="{{ shell.leave }}">Away</a></div>{% endblock %}""",
    "settings.html": """<div class="settings" hidden><button type="button" aria-expanded="false">Reading settings
</button><form hidden><label><input type="radio" name="size" value="large"> Large</label></form></div>""",
    "masthead.html": '{{ fragment("settings.html") }}',
    "list.html": """{% extends "base.html" %}
{% block main %}<ul class="cards">
{% for card in view.cards %}<li>{{ fragment("card.html", card=card, level=2, covered=false) }}</li>{% endfor %}
</ul>{% endblock %}""",
    "show-one.html": """{% extends "base.html" %}
{% block main %}<ul class="cards pool">
{% for card in view.cards %}<li>{{ fragment("card.html", card=card, level=2, covered=false) }}</li>{% endfor %}
</ul>{% endblock %}""",
}
ARRIVAL = """document.addEventListener("load", event => {
  if (event.target.tagName === "SCRIPT" && event.target.src.includes("/leave.")) window.leavingIsReady = true;
}, true)"""

VOICE = """window.SpeechSynthesisUtterance = Object;
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => [{lang: "en", localService: true}], speak() {}, cancel() {}
}})"""


def open_story(page: Page, address: str) -> None:
    """Open the story, and wait for nothing but the script by which it is left."""
    page.goto(address + STORY, wait_until="commit")
    wait_until(page, "window.leavingIsReady")


def leaves_by_keys(page: Page, address: str) -> None:
    open_story(page, address)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(TARGET)


def leaves_by_button(page: Page, address: str) -> None:
    """Pressed, the button leaves no way back to the story; as a mere link it would."""
    page.goto(address, wait_until="commit")
    open_story(page, address)
    page.click(".leave a")  # while other scripts are late; a locator would wait for them
    page.wait_for_url(TARGET)
    page.go_back(wait_until="commit")
    assert page.url == address


def settings_apply(page: Page, address: str) -> None:
    page.goto(address + STORY)
    page.get_by_role("button", name="Reading settings").click()
    page.locator(".settings [name=size][value=large]").check()
    expect(page.locator("html")).to_have_attribute("data-size", "large")


def stories_are_left_out(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("""localStorage.setItem('hearten', '{"notes": ["death"]}')""")
    page.goto(address + LIST)
    expect(page.get_by_role("link", name="A lamp")).to_be_visible()
    expect(page.get_by_role("link", name="A quay")).to_be_hidden()


def slash_leads_to_search(page: Page, address: str) -> None:
    page.goto(address + STORY)
    page.keyboard.press("/")
    page.wait_for_url(address + "search/**")


def one_is_shown(page: Page, address: str) -> None:
    page.goto(address + SHOW_ONE)
    for _ in range(3):
        expect(page.locator(".pool > li:visible")).to_have_count(1)
        page.get_by_role("button", name="Another one").click()


def stories_are_kept(page: Page, address: str) -> None:
    page.goto(address + STORY)
    page.get_by_role("button", name="Keep for later").click()
    page.goto(address + MY_LIST)
    expect(page.get_by_role("link", name="A gate")).to_be_visible()
    page.get_by_role("button", name="Forget my list").click()
    expect(page.get_by_role("link", name="A gate")).to_have_count(0)


def stories_are_read_aloud(page: Page, address: str) -> None:
    page.goto(address + STORY)
    page.get_by_role("button", name="Listen").click()
    expect(page.locator(".text [aria-current]")).to_have_text("We painted the gate.")


LEAVING = (leaves_by_keys, leaves_by_button)
PARTS: dict[str, Callable[[Page, str], None]] = {
    "my-list": stories_are_kept,
    "notes": stories_are_left_out,
    "settings": settings_apply,
    "to-search": slash_leads_to_search,
    "show-one": one_is_shown,
    "listen": stories_are_read_aloud,
}


@pytest.fixture
def page(page: Page) -> Page:
    """A window in which the page that opens instead of a story answers."""
    page.route(f"{TARGET}**", lambda route: route.fulfill(body="<h1>Away</h1>", content_type="text/html"))
    page.add_init_script(ARRIVAL)
    page.add_init_script(VOICE)
    return page


def make(folder: Path) -> Path:
    return make_site(folder, STORIES, site=f"{SITE}leave: {{url: '{TARGET}'}}\n".replace("per_page: 2", "per_page: 9"))


def put_broken(site: Path, part: str) -> None:
    """Put a script that fails at once in place of one of the theme's."""
    path = site / "themes" / "hearten" / "assets" / part
    path.parent.mkdir(parents=True)
    path.write_text("throw new Error('broken');\n", encoding="utf-8")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small site in the built-in theme."""
    with serve(built(make(tmp_path_factory.mktemp("whole"))).out) as address:
        yield address


@pytest.fixture(scope="module")
def stripped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the same site with templates that lack whatever they can."""
    root = make(tmp_path_factory.mktemp("stripped"))
    folder = root / "themes" / "hearten" / "templates"
    folder.mkdir(parents=True)
    for name, template in STRIPPED.items():
        (folder / name).write_text(template, encoding="utf-8")
    with serve(built(root).out) as address:
        yield address


@pytest.mark.parametrize("leaves", LEAVING)
@pytest.mark.parametrize("fault", ["throw new Error('broken');", "this is no script (", "lost", "late"])
def test_leaving_whatever_fails(leaves: Callable[[Page, str], None], fault: str, whole: str, page: Page) -> None:
    """A story is left by keys and by the button whatever becomes of all other scripts."""
    held: list[Route] = []

    def answer(route: Route) -> None:
        if "/leave." in route.request.url:
            route.fallback()
        elif fault == "lost":
            route.abort()
        elif fault == "late":
            held.append(route)
        else:
            route.fulfill(body=fault, content_type="text/javascript")

    page.route("**/*.js", answer)
    leaves(page, whole)
    assert bool(held) is (fault == "late")


@pytest.mark.parametrize("leaves", LEAVING)
def test_leaving_a_stripped_page(leaves: Callable[[Page, str], None], stripped: str, page: Page) -> None:
    """A story is left by keys and by the button where its template has nothing but the link."""
    log = watch(page)
    leaves(page, stripped)
    assert log.complaints == []


@pytest.mark.parametrize("broken", PARTS)
def test_a_broken_part(broken: str, tmp_path: Path, page: Page) -> None:
    """A part that fails before it has done anything is told in the console, and stops no other."""
    put_broken(make(tmp_path), f"hearten/{broken}.js")
    log = watch(page)
    with serve(built(tmp_path).out) as address:
        for works in (*LEAVING, *(works for name, works in PARTS.items() if name != broken)):
            works(page, address)
    assert set(log.complaints) == {"broken"}


@pytest.mark.parametrize("broken", ["words", "index", "query", "facets", "page"])
def test_a_broken_search(broken: str, tmp_path: Path, page: Page) -> None:
    """Where a part of search fails, the search page is what it is without JavaScript, and complains of nothing else."""
    put_broken(make(tmp_path), f"search/{broken}.js")
    log = watch(page)
    with serve(built(tmp_path).out) as address:
        page.goto(address + "search/")
        expect(page.locator(".without-query")).to_be_visible()
        expect(page.locator("form.search")).to_be_hidden()
        settings_apply(page, address)
        stories_are_left_out(page, address)
    assert log.complaints == ["broken"]


def test_nothing_to_leave_out_with(tmp_path: Path, page: Page) -> None:
    """Where the part that leaves stories out fails, a choice shows no story, and none is offered."""
    put_broken(make(tmp_path), "hearten/notes.js")
    with serve(built(tmp_path).out) as address:
        page.goto(address)
        page.get_by_role("button", name="Reading settings").click()
        expect(page.locator(".settings [name=size]").first).to_be_visible()
        expect(page.locator(".settings [name=notes]").first).to_be_hidden()
        page.evaluate("""localStorage.setItem('hearten', '{"notes": ["death"]}')""")
        for path in (LIST, SHOW_ONE):
            page.goto(address + path)
            expect(page.locator(".cards > li:visible")).to_have_count(0)
            expect(page.get_by_role("button", name="Another one")).to_be_hidden()


def test_stripped_pages(stripped: str, page: Page) -> None:
    """Scripts do what they can where a template lacks markup, and complain of nothing."""
    log = watch(page)
    settings_apply(page, stripped)
    page.keyboard.press("/")
    page.goto(stripped + SHOW_ONE)
    expect(page.locator(".pool > li:visible")).to_have_count(1)
    stories_are_left_out(page, stripped)
    assert log.complaints == []
