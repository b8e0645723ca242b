"""A wall of injections: hostile words in every place where somebody can write, published, and opened in a browser.

Every page is opened twice: as it is, and with its Content-Security-Policy taken away, so that it is the generator that
holds and not the policy alone. What the words would run calls `alert`, which is written down, as is every request.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page, Route

from generator.content.typography import typographic
from generator.ground.outcome import Report
from tests.browser.conftest import Log, OpenPage, addresses, serve, watch
from tests.browser.measures import wait_until
from tests.builders.example import DATA

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')
ATOM = "{http://www.w3.org/2005/Atom}"
FEED_ELEMENTS = {"feed", "title", "subtitle", "id", "link", "updated", "author", "name", "entry", "published"}
FEED_ELEMENTS |= {"category", "summary"}
# Runs before anything of the page's own.
HOOK = """
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = what => { pwned(`${name}: ${what}`); window.ran = true; };
"""
# A page as the browser reads it, without running it: every element with its attributes; every address in it, resolved;
# every address that is loaded; and every block of structured data.
DISSECT = """([text, url]) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const elements = [...page.querySelectorAll("*")];
  const addresses = names => elements.flatMap(element => [...element.attributes]
    .filter(attribute => names.includes(attribute.name)).map(attribute => new URL(attribute.value, url).href));
  return {
    elements: elements.map(element => [
      element.namespaceURI === "http://www.w3.org/1999/xhtml" ? element.localName : element.namespaceURI,
      Object.fromEntries([...element.attributes].map(attribute => [attribute.name, attribute.value])),
    ]),
    addresses: addresses(["href", "src", "srcset", "action", "data", "poster", "cite"]),
    loaded: addresses(["src", "srcset", "poster"]),
    blocks: elements.filter(element => element.type === "application/ld+json").map(element => element.textContent),
  };
}"""
# Which elements there are in a page, and which attributes on them; made short where a page is read for these alone.
PAIRS = """text => {
  const pairs = new Set();
  for (const element of new DOMParser().parseFromString(text, "text/html").querySelectorAll("*")) {
    const tag = element.namespaceURI === "http://www.w3.org/1999/xhtml" ? element.localName : element.namespaceURI;
    for (const name of ["", ...element.getAttributeNames()]) pairs.add(`${tag} ${name}`);
  }
  return [...pairs].map(pair => pair.split(" "));
}"""


@dataclass(frozen=True, slots=True)
class Specimen:
    """A page as the browser reads it."""

    elements: list[tuple[str, dict[str, str]]]
    addresses: list[str]
    loaded: list[str]
    blocks: list[str]

    @property
    def pairs(self) -> set[tuple[str, str]]:
        """Which elements there are, and which attributes on them."""
        return {(tag, name) for tag, attributes in self.elements for name in ("", *attributes)}


@pytest.fixture(scope="session")
def lair(hostile: Report) -> Iterator[str]:
    """The address at which the site of hostile words is served."""
    with serve(hostile.out) as address:
        yield address


@pytest.fixture(scope="module")
def specimens(hostile: Report, lair: str, browser: Browser) -> dict[str, Specimen]:
    """Every page of the site of hostile words as the browser reads it, by its path."""
    page = browser.new_page()
    found: dict[str, Specimen] = {}
    for file in hostile.out.rglob("*.html"):
        path = file.relative_to(hostile.out).as_posix()
        found[path] = Specimen(**page.evaluate(DISSECT, [file.read_text(encoding="utf-8"), lair + path]))
    page.context.close()
    return found


@pytest.fixture(params=["with its policy", "without its policy"])
def prey(request: pytest.FixtureRequest, open_page: OpenPage) -> tuple[Page, Log]:
    """A window in which whatever runs is written down."""
    page = open_page()
    log = watch(page)
    page.expose_binding("pwned", lambda _source, what: log.ran.append(what))
    page.add_init_script(HOOK)
    if request.param == "without its policy":
        page.route(lambda url: url.startswith("http://127.0.0.1") and url.endswith(("/", ".html")), disarm)
    return page, log


def disarm(route: Route) -> None:
    """Serve a page without its policy."""
    answer = route.fetch(max_redirects=0)
    headers = {name: value for name, value in answer.headers.items() if name != "content-security-policy"}
    text, found = POLICY.subn("", answer.text())
    assert found == 1
    route.fulfill(response=answer, headers=headers, body=text)


def test_hostile_words_are_published(hostile: Report) -> None:
    """Hostile words hold no story back: they are published as words, so that the tests here see them."""
    assert hostile.withheld == ()
    assert hostile.stories == len(list((DATA / "hostile" / "stories").glob("*.md"))) + 3


def test_nothing_runs(hostile: Report, lair: str, prey: tuple[Page, Log]) -> None:
    """No page of hostile words runs a script of theirs, asks anybody for anything, or opens anything."""
    page, log = prey
    for path in addresses(hostile.out):
        page.goto(lair + path)
        page.mouse.move(400, 300)
    assert log.complaints == []
    for path in ("feed.xml", "topics/script/feed.xml", "sitemap.xml"):
        page.goto(lair + path)
    assert log.ran == []
    assert [url for url in log.requests if not url.startswith(lair)] == []
    assert log.failed == []


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "<img src=missing onerror=alert(1)>",
        "<svg onload=alert(1)></svg>",
        "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
        "<input autofocus onfocus=alert(1)>",
    ],
)
def test_the_hook_is_awake(words: str, hostile: Report, lair: str, open_page: OpenPage) -> None:
    """Were the words not made harmless, the hook would write them down."""
    page = open_page()
    page.expose_binding("pwned", lambda *_: None)
    page.add_init_script(HOOK)
    text = POLICY.sub("", (hostile.out / "index.html").read_text(encoding="utf-8")).replace("<h1>", f"{words}<h1>", 1)
    page.route(lair, lambda route: route.fulfill(body=text, content_type="text/html"))
    page.goto(lair)
    wait_until(page, "window.ran")


def test_no_element_but_the_theme_s(site: Path, specimens: dict[str, Specimen], page: Page) -> None:
    """On pages of hostile words stand no elements and attributes but those that the example site has as well."""
    known: set[tuple[str, str]] = set()
    for file in site.rglob("*.html"):
        known |= {(tag, name) for tag, name in page.evaluate(PAIRS, file.read_text(encoding="utf-8"))}
    assert {("script", "src"), ("figcaption", ""), ("pre", "tabindex")} <= known
    # A picture beside the title, and a table that has no room on paper, which the example has not.
    known |= {("img", "fetchpriority"), ("table", "class")}
    known |= {("span", "lang"), ("span", "dir")}  # the story itself in its series, in another language than the site's
    for path, specimen in specimens.items():
        assert specimen.pairs - known == set(), path


def test_nothing_of_script_kind(specimens: dict[str, Specimen]) -> None:
    """Whatever a theme may use: no page holds a frame, a handler, a style or a script but the theme's own files."""
    for path, specimen in specimens.items():
        for tag, attributes in specimen.elements:
            assert tag not in {"iframe", "object", "embed", "base", "style", "frame", "applet", "portal"}, path
            for name in attributes:
                assert not name.startswith("on"), path
                assert name not in {"srcdoc", "formaction", "style", "xlink:href", "ping", "background"}, path
            if tag == "script" and attributes.get("type") != "application/ld+json":
                assert re.fullmatch(r"/?(\.\./)*(assets|my-list|search)/[\w.-]+\.js", attributes["src"]), path


def test_only_a_redirect_refreshes(specimens: dict[str, Specimen]) -> None:
    """A page tells the browser nothing but its policy, and a redirect where to go, which is within the site."""
    for path, specimen in specimens.items():
        told = {a["http-equiv"]: a["content"] for _, a in specimen.elements if "http-equiv" in a}
        refresh = told.pop("refresh", None)
        assert list(told) == ["Content-Security-Policy"], path
        assert refresh == ("0; url=../stories/front-matter/" if path.startswith("old/") else None)


def test_no_address_of_another_kind(lair: str, specimens: dict[str, Specimen]) -> None:
    """Links lead to the web, mail, telephone and text messages; and nothing is loaded but from the site itself."""
    for path, specimen in specimens.items():
        assert {address.partition(":")[0] for address in specimen.addresses} <= {
            "http",
            "https",
            "mailto",
            "tel",
            "sms",
        }
        assert [address for address in specimen.loaded if not address.startswith(lair)] == [], path


def test_structured_data_holds(hostile: Report, specimens: dict[str, Specimen]) -> None:
    """Hostile words end no block of structured data: each parses, and holds the words as written."""
    blocks: list[dict[str, Any]] = [json.loads(b) for specimen in specimens.values() for b in specimen.blocks]
    headlines = {block["headline"] for block in blocks if block["@type"] == "Article"}
    assert "</script><script>alert`title`</script>" in headlines
    assert "\\u003c/script\\u003e </SCRIPT><script>alert`json`</script>" in headlines
    authors = {block["author"]["name"] for block in blocks if block["@type"] == "Article"}
    assert typographic("<script> \\\"}]}</script><script>alert('author')</script>", "en") in authors
    assert len(headlines) == hostile.stories


def test_titles_are_shown_as_written(hostile: Report, lair: str, page: Page) -> None:
    """A hostile title stands on its page, letter by letter."""
    page.goto(lair + "stories/front-matter/")
    assert page.locator("h1").inner_text() == "</script><script>alert`title`</script>"
    assert page.title().startswith("</script><script>alert`title`</script>")
    assert typographic("\"><img src=x onerror=alert('author')>", "de") in page.locator(".story .byline").inner_text()


def test_feeds_hold(hostile: Report) -> None:
    """Hostile words are words in the Atom feed and the JSON Feed as well, the same in both."""
    feed = etree.parse(hostile.out / "feed.xml", etree.XMLParser(resolve_entities=False))
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    summaries = [entry.findtext(f"{ATOM}summary") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert "</script><script>alert`title`</script>" in titles
    assert any("]]><![CDATA[<script>alert(1)</script>]]> <?xml version=‘1.0’?>" in summary for summary in summaries)
    assert {element.tag for element in feed.iter()} <= {ATOM + name for name in FEED_ELEMENTS}
    items = json.loads((hostile.out / "feed.json").read_text(encoding="utf-8"))["items"]
    assert [item["title"] for item in items] == titles
