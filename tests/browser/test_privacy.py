"""Nothing leaves the reader's device: every page of the example site, with everything written down that it does."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import KINDS, Log, OpenPage, addresses, serve, watch

STORED = "() => ({...localStorage, ...sessionStorage, cookie: document.cookie})"
SIGNS_OF_STORES = """async () => [
  ...(await indexedDB.databases()).map(database => database.name),
  ...(await caches.keys()),
  ...(await navigator.serviceWorker.getRegistrations()).map(registration => registration.scope),
]"""


def nothing_wrong(log: Log) -> None:
    assert log.failed == []
    assert log.complaints == []
    assert log.ran == []


@pytest.mark.long
def test_every_page_over_http(site: Path, served: str, page: Page) -> None:
    """No page asks anybody else for anything, fails to load a part of itself, sets a cookie or stores a word."""
    log = watch(page)
    set_cookie: list[str] = []

    def look(response: Response) -> None:
        set_cookie.extend(value for name, value in response.headers.items() if name == "set-cookie")

    page.on("response", look)
    for path in addresses(site):
        page.goto(served + path)
        assert page.evaluate(STORED) == {"cookie": ""}, path
    assert page.evaluate(SIGNS_OF_STORES) == []
    assert page.context.cookies() == []
    assert set_cookie == []
    assert [url for url in log.requests if not url.startswith(served)] == []
    assert len(log.requests) >= len(addresses(site)) > 100
    nothing_wrong(log)


def test_whom_a_page_may_ask(site: Path, served: str, page: Page) -> None:
    """Even if something made a page ask, the policy lets it ask the website itself and nobody else, however it asks."""
    with serve(site) as elsewhere:
        page.goto(served)
        assert page.evaluate("url => fetch(url).then(answer => answer.status)", served + "robots.txt") == 200
        blocked = page.evaluate(
            """async url => {
              const found = new Set();
              addEventListener("securitypolicyviolation", event => found.add(
                `${event.effectiveDirective} ${event.blockedURI.slice(url.length)}`));
              await fetch(url + "fetch").catch(() => {});
              navigator.sendBeacon(url + "beacon", "word");
              new EventSource(url + "events");
              while (found.size < 3) await new Promise(done => setTimeout(done, 20));
              return [...found].sort();
            }""",
            elsewhere,
        )
    assert blocked == ["connect-src beacon", "connect-src events", "connect-src fetch"]


def test_redirects(served: str, bundle: Path, page: Page) -> None:
    """An old address leads on within the site, with a server and without, and asks nobody else."""
    log = watch(page)
    for address in (served, bundle.as_uri() + "/"):
        page.goto(address + KINDS["redirect"] + ("index.html" if address != served else ""))
        expect(page.locator("h1")).to_have_text("The ledger of small repairs")
        page.wait_for_load_state()
        assert page.url.startswith(address + "stories/")
    assert [url for url in log.requests if not url.startswith((served, bundle.as_uri()))] == []
    nothing_wrong(log)


@pytest.mark.parametrize("kind", ["home", "all stories", "topic", "everything in a story", "help"])
def test_pages_from_a_folder(kind: str, bundle: Path, page: Page) -> None:
    """Opened from a memory stick, a page loads whole, from the bundle's own folder alone."""
    log = watch(page)
    page.goto((bundle / KINDS[kind] / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).display") == "block"
    assert page.evaluate("document.styleSheets.length") > 0
    assert page.evaluate(STORED) == {"cookie": ""}
    assert [url for url in log.requests if not url.startswith(bundle.as_uri())] == []
    nothing_wrong(log)


@pytest.mark.parametrize(
    "fault",
    [
        "<img src='https://tracker.example/pixel.gif'>",
        "<img src='missing.png'>",
        "<script>1</script>",
        "<style>p { color: red }</style>",
        "<script src='https://tracker.example/count.js'></script>",
        "<script>document.cookie = 'seen=1'; localStorage.seen = 1; alert(1)</script>",
    ],
)
def test_the_log_is_awake(fault: str, site: Path, served: str, open_page: OpenPage) -> None:
    """What a page should not do is written down, whether or not the policy forbids it."""
    page = open_page()
    log = watch(page)
    text = (site / "index.html").read_text(encoding="utf-8").replace("<h1>", f"{fault}<h1>", 1)
    page.route(served, lambda route: route.fulfill(body=text, content_type="text/html"))
    page.goto(served)
    assert log.failed or log.complaints
