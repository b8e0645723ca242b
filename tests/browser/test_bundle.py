"""Copies to give away, opened by double click: unpacked somewhere else, without a server, in Chromium and Firefox."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from generator.bundle.bundle import make
from generator.gate.tombstones import entry_id
from generator.ground.digest import opaque_id
from generator.ground.stages import Stages
from generator.plan.bundle_terms import BundleTerms, Duration
from tests.browser.conftest import KINDS, AskAxe, Log, OpenPage, addresses, serve, watch
from tests.browser.firefox import Firefox
from tests.builders.example import TODAY, source_of_example
from tests.builders.sites import SITE, built, make_site, story

SITE_URL = "https://stories.example.org/"
RECALL = f"{SITE_URL}recall.js"
TAKEN_BACK = "This story was taken back after this copy was made. It is not shown any more."
OVER = "This copy was good until 22 May 2027. Stories in it may have been taken back since."
STORY = "stories/lambing-with-a-rota/index.html"
FRONT = "Somebody has sat here before you"
TITLE = "Lambing with a rota"
# Pages that a copy does not have.
KINDS_OFFLINE = {kind: path for kind, path in KINDS.items() if kind not in ("not found", "redirect")}


def unpacked(source: Path, out: Path, terms: BundleTerms) -> Path:
    """The site in ``source`` as a zip archive, unpacked in a folder with a name as people give them."""
    made = make(source, out.with_suffix(".zip"), "zip", terms, TODAY, TODAY, Stages())
    with zipfile.ZipFile(made.out) as archive:
        archive.extractall(out)
    made.out.unlink()
    return out


@pytest.fixture(scope="session")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site on a memory stick, good until 22 May 2027."""
    folder = tmp_path_factory.mktemp("stick")
    return unpacked(source_of_example(folder), folder / "Für Station 4 (neu)", BundleTerms(Duration(6, "m")))


@pytest.fixture
def online(page: Page) -> list[str]:
    """A connection: the website answers with what this list holds when it is asked."""
    recalled: list[str] = []

    def answer(route: Route) -> None:
        assert "referer" not in route.request.headers
        route.fulfill(body=f"hearten.recalled={json.dumps(recalled)};", content_type="text/javascript")

    page.route(RECALL, answer)
    return recalled


def go(page: Page, stick: Path, path: str = "index.html") -> None:
    page.goto((stick / "site" / path).as_uri())


def outside(log: Log) -> set[str]:
    """What was asked of anybody but the disk."""
    return {url for url in log.requests if not url.startswith("file:")}


# Opened by double click


def test_double_click(stick: Path, page: Page) -> None:
    """A double click on the page at the top opens the front page."""
    page.goto((stick / "index.html").as_uri())
    expect(page.locator("h1")).to_have_text(FRONT)
    assert page.url == (stick / "site" / "index.html").as_uri()


def test_double_click_in_firefox(stick: Path, fox: Firefox) -> None:
    """The same in Firefox."""
    fox.goto((stick / "index.html").as_uri())
    fox.wait_for("return [document.querySelector('h1')?.textContent ?? '']", [FRONT])


@pytest.mark.parametrize("some", ["a page of each kind", pytest.param("all", marks=pytest.mark.long)])
def test_every_page(some: str, stick: Path, page: Page, online: list[str]) -> None:
    """Every page opens whole, complains of nothing, and asks nobody but its own website for the recalled stories."""
    log = watch(page)
    paths = addresses(stick / "site") if some == "all" else list(KINDS_OFFLINE.values())
    for path in paths:
        go(page, stick, path if path.endswith(".html") else f"{path}index.html")
    assert len(paths) > (100 if some == "all" else 15)
    assert outside(log) == {RECALL}
    assert (log.failed, log.complaints, log.ran) == ([], [], [])


@pytest.mark.parametrize("kind", KINDS_OFFLINE)
def test_every_kind_in_firefox(kind: str, stick: Path, fox: Firefox) -> None:
    """Every kind of page opens in Firefox, with its style and its scripts, by links to files."""
    fox.goto((stick / "site" / KINDS_OFFLINE[kind] / "index.html").as_uri())
    fox.wait_for("return [document.querySelector('.settings').hidden ? 'plain' : 'ready']", ["ready"])
    assert fox.evaluate("return document.styleSheets.length") == 1
    assert fox.evaluate("return [...document.links].filter(a => a.href.endsWith('/')).map(a => a.host)").count("") == 0


def test_without_a_connection(stick: Path, page: Page) -> None:
    """Without a connection a story is there as it is, and only the browser notes that the website was not reached."""
    log = watch(page)
    with page.expect_event("requestfailed"):
        go(page, stick, STORY)
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator(".text")).to_be_visible()
    assert outside(log) == {RECALL}


def test_without_javascript(stick: Path, open_page: OpenPage) -> None:
    """Without JavaScript pages open, and their foot says how long the copy is good."""
    page = open_page(javascript=False)
    page.goto((stick / "index.html").as_uri())
    page.get_by_role("link", name="Stories", exact=True).click()
    expect(page.locator(".cards h3").first).to_be_visible()
    expect(page.locator(".best-before")).to_contain_text("It is good until 22 May 2027.")


def test_search(stick: Path, page: Page) -> None:
    """Search finds a story by its words, facets narrow the results, and a result leads to the story."""
    go(page, stick, "search/index.html")
    page.locator("#_query").press_sequentially("lambing rota")
    expect(page.locator(".results h2")).to_have_text([TITLE])
    boxes = page.locator("[data-group=languages] label:visible")
    expect(boxes).not_to_have_count(0)
    boxes.first.click()
    expect(page.locator(".results h2")).to_have_text([TITLE])
    page.locator(".results a").first.click()
    expect(page.locator("h1")).to_have_text(TITLE)


def test_search_in_firefox(stick: Path, fox: Firefox) -> None:
    """The same words find the same story in Firefox."""
    fox.goto((stick / "site" / "search" / "index.html").as_uri())
    fox.type("#_query", "lambing rota")
    fox.wait_for("return [...document.querySelectorAll('.results h2')].map(e => e.textContent)", [TITLE])


def test_reading_settings(stick: Path, page: Page) -> None:
    """A choice of letters that is kept holds on the next page."""
    go(page, stick)
    page.get_by_role("button", name="Reading settings").click()
    page.get_by_label("largest").check()
    page.get_by_label("Keep my choices on this device").check()
    go(page, stick, STORY)
    expect(page.locator("html")).to_have_attribute("data-size", "largest")


def test_leave_this_page(stick: Path, page: Page) -> None:
    """“Leave this page” covers the story at once, with a connection or without."""
    go(page, stick, STORY)
    with page.expect_event("requestfailed", lambda request: "wikipedia" in request.url):
        page.get_by_role("link", name="Leave this page").click()
    expect(page.get_by_text(TITLE)).to_have_count(0)


# Best before


def at_noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


@pytest.mark.parametrize("path", ["index.html", STORY, "search/index.html", "topics/hope/index.html"])
def test_after_its_last_day(path: str, stick: Path, page: Page) -> None:
    """From the day after its last one, every page says kindly that the copy is old and whom to ask for another."""
    page.clock.set_fixed_time(at_noon("2027-05-23"))
    go(page, stick, path)
    notice = page.get_by_role("status").filter(has_text=OVER)
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("Please ask Harbour Row for a newer one.")


def test_on_its_last_day(stick: Path, page: Page) -> None:
    """On its last day a copy is still good."""
    page.clock.set_fixed_time(at_noon("2027-05-22"))
    go(page, stick)
    expect(page.locator(".out-of-date")).to_be_hidden()


@pytest.mark.parametrize(("zone", "over"), [("Pacific/Kiritimati", True), ("America/Adak", False)])
def test_the_readers_own_day_counts(zone: str, over: bool, stick: Path, open_page: OpenPage) -> None:
    """Whether the last day is over depends on what day it is where the reader is."""
    base = open_page()
    assert base.context.browser is not None
    context = base.context.browser.new_context(timezone_id=zone)
    page = context.new_page()
    page.clock.set_fixed_time(datetime(2027, 5, 22, 23, 30, tzinfo=timezone(timedelta())))
    go(page, stick)
    expect(page.locator(".out-of-date")).to_be_visible(visible=over)
    context.close()


# Recall


def recall(online: list[str], path: str) -> None:
    """The website's list names the story whose page is at ``path``, and one that no copy knows."""
    source = path.removesuffix("/index.html") + ".md"
    online.extend(opaque_id(entry_id(SITE_URL, one)) for one in (source, "stories/of-another-time.md"))


def test_a_recalled_story_is_covered(stick: Path, page: Page, online: list[str]) -> None:
    """A story that was taken back shows a kind sentence and nothing of itself, in its title neither."""
    recall(online, STORY)
    go(page, stick, STORY)
    expect(page.locator("h1")).to_have_text(TAKEN_BACK)
    assert page.title() == TAKEN_BACK
    assert page.locator("article").inner_text() == TAKEN_BACK
    expect(page.get_by_role("heading", name="Get help")).to_be_visible()
    expect(page.locator(".skip a")).to_have_text(
        ["Skip to the content", "Skip to search", "Skip to the foot of the page"]
    )


def test_recalled_in_lists(stick: Path, page: Page, online: list[str]) -> None:
    """In a list a recalled story is one sentence, and the others stay as they are."""
    go(page, stick, "topics/resilience/index.html")
    titles = page.locator(".cards h2").all_inner_texts()
    first = page.locator(".cards h2 a").first.get_attribute("href") or ""
    recall(online, first.removeprefix("../../"))
    go(page, stick, "topics/resilience/index.html")
    expect(page.locator(".cards > li").first).to_have_text(TAKEN_BACK)
    assert page.locator(".cards h2").all_inner_texts() == titles[1:]
    assert len(titles) > 2


def test_recalled_next_to_a_story(stick: Path, page: Page, online: list[str]) -> None:
    """Where a recalled story would be the next one to read, its title is not shown."""
    go(page, stick, STORY)
    link = page.locator(".after a[rel=next]")
    path = (link.get_attribute("href") or "").removeprefix("../../")
    title = link.inner_text()
    recall(online, path)
    go(page, stick, STORY)
    expect(page.locator(".after .pager li").filter(has_text=TAKEN_BACK)).to_have_count(1)
    expect(page.get_by_text(title, exact=True)).to_have_count(0)
    expect(page.locator("h1")).to_have_text(TITLE)


def test_recalled_in_search(stick: Path, page: Page, online: list[str]) -> None:
    """A recalled story that search finds is covered among the results."""
    recall(online, STORY)
    go(page, stick, "search/index.html")
    page.locator("#_query").press_sequentially("lambing rota")
    expect(page.locator(".results > li")).to_have_text([TAKEN_BACK])


@pytest.mark.parametrize("place", [STORY, "my-list/index.html"])
def test_recalled_on_my_list(place: str, stick: Path, page: Page, online: list[str]) -> None:
    """A recalled story that a reader kept for later leaves the list and the device, and is not offered to be kept."""
    go(page, stick, STORY)
    page.get_by_role("button", name="Keep for later").click()
    recall(online, STORY)
    go(page, stick, place)
    expect(page.locator("[data-keep]")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0
    assert TITLE not in page.locator("main").inner_text()


def test_covered_pages_are_accessible(stick: Path, page: Page, online: list[str], axe: AskAxe) -> None:
    """Pages with the notice of an old copy and covered stories pass axe-core."""
    recall(online, STORY)
    page.clock.set_fixed_time(at_noon("2027-05-23"))
    for path in (STORY, "topics/goals/index.html"):
        go(page, stick, path)
        expect(page.locator(".recalled").first).to_be_visible()
        assert axe(page) == []


@pytest.mark.parametrize("answer", ["", "hearten.recalled=null;", "hearten.recalled=['x', 3];", "not a script ("])
def test_odd_answers(answer: str, stick: Path, page: Page) -> None:
    """Whatever the website answers that is no list of ids, stories stay readable."""
    page.route(RECALL, lambda route: route.fulfill(body=answer, content_type="text/javascript"))
    with page.expect_response(RECALL):
        go(page, stick, STORY)
    expect(page.locator("h1")).to_have_text(TITLE)


def test_no_other_script_may_load(stick: Path, page: Page) -> None:
    """The policy of a copy lets no other script of the website load, nor data, pictures or frames."""
    go(page, stick)
    blocked = page.evaluate(
        """async url => {
          const found = [];
          addEventListener("securitypolicyviolation", event => found.push(event.effectiveDirective));
          for (const [tag, name] of [["script", "x.js"], ["img", "x.png"], ["iframe", "x.html"]]) {
            const element = document.createElement(tag);
            const settled = new Promise(done => element.onload = element.onerror = done);
            element.src = url + name;
            document.body.append(element);
            await settled;
          }
          await fetch(url + "recall.json").catch(() => {});
          while (found.length < 4) await new Promise(done => setTimeout(done, 20));
          return found;
        }""",
        SITE_URL,
    )
    assert blocked == ["script-src-elem", "img-src", "frame-src", "connect-src"]


# Recall against a real website


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A small site whose website is served on this machine, and a copy of it, made before a story was taken back."""
    files = {"gate.md": story("A gate"), "lamp.md": story("A lamp", day="2026-02-01")}
    (tmp_path / "website").mkdir()
    with serve(tmp_path / "website") as address:
        site = SITE.replace("https://quiet.harbour.internal/base/", address)
        source = make_site(tmp_path / "source", files, site=site)
        stick = unpacked(source, tmp_path / "stick", BundleTerms())
        gone = files["gate.md"].replace("status: given", "status: withdrawn, ended_on: 2026-06-01")
        (source / "stories" / "gate.md").write_text(gone, encoding="utf-8")
        website = built(source, today=TODAY).out
        for file in ("recall.js", "recall.json", "_headers"):
            (tmp_path / "website" / file).write_bytes((website / file).read_bytes())
        yield stick, website


def test_from_withdrawal_to_cover(harbour: tuple[Path, Path], page: Page) -> None:
    """A story that is withdrawn after a copy was made is covered in the copy as soon as the website says so."""
    stick, _ = harbour
    log = watch(page)
    go(page, stick, "stories/gate/index.html")
    expect(page.locator("h1")).to_have_text(TAKEN_BACK)
    go(page, stick, "stories/index.html")
    expect(page.locator(".cards .recalled")).to_have_text([TAKEN_BACK])
    expect(page.locator(".cards h2")).to_have_text(["A lamp"])
    assert (log.failed, log.complaints) == ([], [])


def test_from_withdrawal_to_cover_in_firefox(harbour: tuple[Path, Path], fox: Firefox) -> None:
    """The same in Firefox."""
    stick, _ = harbour
    fox.goto((stick / "site" / "stories" / "gate" / "index.html").as_uri())
    fox.wait_for("return [document.querySelector('h1').textContent]", [TAKEN_BACK])
