"""A browser, the example site on a server of this machine, and pages that write down what happens in them.

One browser and one build serve all tests of a worker. Tests open pages with `open_page`, in the window, colour scheme
and with or without JavaScript as they need, and ask its `log` what it did; those that only look share one window.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial, wraps
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal, Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect, sync_playwright

from tests.browser.firefox import Firefox, firefox
from tests.browser.fonts import environment
from tests.builders.example import ROOT

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever a page asks for, nothing but this machine can answer.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
WIDTHS = {"phone": 320, "tablet": 768, "desk": 1280}
PATIENCE = 60_000  # milliseconds; only a failing test waits that long
expect.set_options(timeout=PATIENCE)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def _when_scripts_have_begun(act: Callable[..., Any]) -> Callable[..., Any]:
    """The same act of a locator, but only once the page that it is on has begun its scripts.

    Playwright goes on as soon as a page can be seen: on a slow machine, before its script listens to anything.
    """

    @wraps(act)
    def acting(self: Locator, *args: Any, **kwargs: Any) -> Any:
        self.wait_for(state="attached")  # which may be on the page after this one
        self.page.wait_for_load_state("domcontentloaded")
        return act(self, *args, **kwargs)

    return acting


for _name in (
    *("bounding_box", "check", "click", "dispatch_event", "evaluate", "fill", "focus", "press"),
    *("press_sequentially", "select_option", "set_input_files", "tap", "uncheck"),
):
    setattr(Locator, _name, _when_scripts_have_begun(getattr(Locator, _name)))

# One page of every kind, by its path on the site.
KINDS = {
    "home": "",
    "all stories": "stories/",
    "numbered list": "stories/page/1/",
    "narrowed list": "stories/page/in-en/",
    "topics": "topics/",
    "topic": "topics/setbacks/",
    "content notes": "content-notes/",
    "content note": "content-notes/death/",
    "empty list": "content-notes/sexual-violence/",
    "plain story": "stories/lambing-with-a-rota/",
    "everything in a story": "stories/the-ledger-of-small-repairs/",
    "footnotes": "stories/sixty-protractors/",
    "table": "stories/thursday-is-pie/",
    "German story": "stories/kur-mit-anhang/",
    "Spanish story": "stories/los-noquis-del-veintinueve/",
    "series": "stories/dear-keeper/",
    "help": "get-help/",
    "questions": "questions/",
    "page": "about/",
    "shelf": "shelves/carers/",
    "show me one": "show-me-one/",
    "one of a shelf": "shelves/carers/show-me-one/",
    "search": "search/",
    "my list": "my-list/",
    "leaving": "leaving/",
    "not found": "404.html",
    "redirect": "ledger/",
}


@dataclass
class Log:
    """What a page did: every request, and everything that should not happen."""

    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)


class OpenPage(Protocol):
    """Opens a window of its own, for one test."""

    def __call__(self, *, width: int = ..., scheme: Scheme = ..., javascript: bool = ..., touch: bool = ...) -> Page:
        """A new window."""


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the built example site, with the slash at the end."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def plain_served(plain: Path) -> Iterator[str]:
    """The address of the example site in the plain theme."""
    with serve(plain) as address:
        yield address


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a built site on this machine, with the headers of its own ``_headers``; gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as hosts that read ``_headers`` do, and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name that http.server gave it
        """Say nothing."""

    def end_headers(self) -> None:
        """Add the headers that the site asks for on every path."""
        for line in (Path(self.directory) / "_headers").read_text(encoding="utf-8").splitlines()[1:]:
            name, _, value = line.strip().partition(": ")
            self.send_header(name, value)
        super().end_headers()


def program(name: str) -> str:
    """The path of a browser that scripts/browser.py found."""
    found = ROOT / ".tools" / name
    if not found.is_file():
        pytest.fail("run make test")
    return found.read_text(encoding="utf-8").strip()


@pytest.fixture(scope="session")
def fonts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which browsers know one family of fonts: a test's parameter, or what ``--fonts`` says."""
    family = getattr(request, "param", request.config.getoption("--fonts"))
    return environment(family, tmp_path_factory.mktemp("fonts"))


@pytest.fixture(scope="session")
def browser(fonts: dict[str, str]) -> Iterator[Browser]:
    """Chromium or Chrome."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program("browser"), args=list(FLAGS), env=dict(fonts))
        yield started
        started.close()


@pytest.fixture(scope="session")
def fox(fonts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Firefox."""
    with firefox(program("firefox"), tmp_path_factory.mktemp("profile"), fonts) as started:
        yield started


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens windows, each with an empty profile, and closes them when the test is done."""
    contexts: list[BrowserContext] = []

    def open_(
        *, width: int = WIDTHS["desk"], scheme: Scheme = "light", javascript: bool = True, touch: bool = False
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=javascript,
            has_touch=touch,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A wide window in light colours."""
    return open_page()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Page]:
    """One window for all tests that ask for `shared_page`."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def shared_page(window: Page) -> Iterator[Page]:
    """A wide window in light colours that others had before, for tests that look at pages and keep nothing.

    A window of its own for each would cost as much as all that they look at. Modules of such tests give it as `page`.
    """
    window.set_viewport_size({"width": WIDTHS["desk"], "height": 800})
    window.emulate_media(
        media="null", color_scheme="light", reduced_motion="reduce", forced_colors="null", contrast="null"
    )
    window.mouse.move(0, 0)
    yield window
    window.unroute_all()
    assert window.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def watch(page: Page) -> Log:
    """Write down from now on what the page does."""
    log = Log()
    page.on("request", lambda request: log.requests.append(request.url))
    page.on("requestfailed", lambda request: log.failed.extend(_failure(request)))
    page.on("response", lambda r: log.failed.append(f"{r.url}: {r.status}") if r.status >= 400 else None)
    page.on("console", lambda m: log.complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: log.complaints.append(str(error)))
    page.on("websocket", lambda socket: log.requests.append(socket.url))
    page.on("popup", lambda popup: log.ran.append(f"opened {popup.url}"))
    page.on("download", lambda download: log.ran.append(f"downloaded {download.url}"))
    return log


def _failure(request: Request) -> list[str]:
    # A page that is left stops what it was still loading, and nothing has failed.
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


def addresses(site: Path) -> list[str]:
    """The addresses of all pages of a built site, relative to it; without redirects, on which nobody stays."""
    pages = (page for page in site.rglob("*.html") if 'http-equiv="refresh"' not in page.read_text(encoding="utf-8"))
    return sorted(page.relative_to(site).as_posix().removesuffix("index.html") for page in pages)


class AskAxe(Protocol):
    """Asks axe-core what is wrong with a page."""

    def __call__(self, page: Page) -> list[str]:
        """A line for each finding."""


@pytest.fixture(scope="session")
def axe() -> AskAxe:
    """Asks axe-core, with every rule that it has."""
    core = Axe()

    def findings(page: Page) -> list[str]:
        # A page whose style sheet is still on its way is measured as if it had none.
        page.wait_for_load_state("load")
        if not page.evaluate("'axe' in window"):
            page.evaluate(core.axe_script)
        result = page.evaluate(
            """() => axe.run(document, {
              runOnly: {type: "rule", values: axe.getRules().map(rule => rule.ruleId)},
              resultTypes: ["violations"],
              selectors: false,  // nobody reads them, and making them takes half of the time
            })"""
        )
        return [
            f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    return findings
