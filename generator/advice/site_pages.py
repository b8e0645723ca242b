"""What readers get of a built site, theme and all: looked at page by page as a browser would read it."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from generator.advice.built_page import BuiltPage
from generator.advice.finding import Finding, Guideline, Level, Rule
from generator.ground.diagnostics import START, Span

WCAG = "https://www.w3.org/WAI/WCAG22/Understanding/"
TITLED = Guideline("W3C, WCAG 2.2, 2.4.2 Page Titled", f"{WCAG}page-titled.html")
HEADINGS = Guideline(
    "W3C, Page Structure Tutorial: Headings", "https://www.w3.org/WAI/tutorials/page-structure/headings/"
)
LANGUAGE = Guideline("W3C, WCAG 2.2, 3.1.1 Language of Page", f"{WCAG}language-of-page.html")
NON_TEXT = Guideline("W3C, WCAG 2.2, 1.1.1 Non-text Content", f"{WCAG}non-text-content.html")
IDS = Guideline(
    "WHATWG, HTML Standard: the id attribute", "https://html.spec.whatwg.org/multipage/dom.html#the-id-attribute"
)
WEIGHT_SOURCE = Guideline("W3C, Web Sustainability Guidelines", "https://www.w3.org/TR/web-sustainability-guidelines/")

NO_TITLE = Rule(
    "site/no-title", "A page without a title", "It is what tabs, bookmarks and screen readers call it.", (TITLED,)
)
SAME_TITLE = Rule(
    "site/same-title",
    "Two pages with the same title",
    "Who has both open cannot tell them apart.",
    (TITLED,),
    Level.NOTE,
)
NO_LANGUAGE = Rule(
    "site/no-language", "A page that does not say its language", "Screen readers choose their voice by it.", (LANGUAGE,)
)
FIRST_HEADING = Rule(
    "site/first-heading",
    "A page without one heading of the first level",
    "Screen readers go there first, to know where they are.",
    (HEADINGS,),
)
HEADING_ORDER = Rule(
    "site/heading-order",
    "Headings that skip a level",
    "Who goes from heading to heading thinks that one is missing.",
    (HEADINGS,),
    Level.NOTE,
)
NO_ALT = Rule(
    "site/no-alt",
    "A picture without an alternative text",
    "Without an attribute alt, screen readers read out the name of its file.",
    (NON_TEXT,),
)
SAME_ID = Rule("site/same-id", "An id that is there twice", "A link or a label finds only the first of them.", (IDS,))
NOWHERE = Rule(
    "site/leads-nowhere",
    "An address within the site where nothing is",
    "Who presses it is told that there is no such page.",
)
NO_FRAGMENT = Rule(
    "site/no-such-place",
    "A link to a place in a page that is not there",
    "It opens the page at its top, and not where it says.",
    (),
    Level.NOTE,
)
HEAVY = Rule(
    "site/heavy",
    "A page that is heavy to load",
    "Many read on an old telephone and pay for each megabyte, some of them where they are not to be seen for long.",
    (WEIGHT_SOURCE,),
    Level.NOTE,
)
NOT_READ = Rule(
    "site/not-read",
    "A page that could not be looked at",
    "What nobody can look at may hold anything, and browsers may not manage to show it either.",
)
RULES = (
    NOT_READ,
    NO_TITLE,
    SAME_TITLE,
    NO_LANGUAGE,
    FIRST_HEADING,
    HEADING_ORDER,
    NO_ALT,
    SAME_ID,
    NOWHERE,
    NO_FRAGMENT,
    HEAVY,
)

# Bytes of a page with the scripts, styles, fonts and first pictures that it loads, uncompressed.
BUDGET = 1_000_000


def advice(pages: Mapping[str, BuiltPage], sizes: Mapping[str, int], own: str = "") -> Iterator[Finding]:
    """What is to be said of a built site: its ``pages`` by their paths, and the ``sizes`` of all its files in bytes.

    ``own`` is the path below which the site is served, as its address has it, such as “/stories/”.
    """
    titles = Counter(page.title.strip() for page in pages.values() if page.title and not page.is_elsewhere)
    for page in pages.values():
        if page.is_elsewhere:  # it sends on at once to where something has moved
            continue
        yield from _about(page, titles)
        yield from _leads(page, pages, sizes.keys(), own)
        weight = page.size + sum(
            sizes.get(path, 0) for to in page.loads if (path := _path(to, page.path, own)) is not None
        )
        if weight > BUDGET:
            message = (
                f"this page loads {weight / 1e6:.1f} MB before anything is pressed; {BUDGET / 1e6:.0f} MB is plenty"
            )
            yield _told(page, START, HEAVY, message, "let pictures load when they are reached, or make them smaller")


def _about(page: BuiltPage, titles: Mapping[str, int]) -> Iterator[Finding]:
    title = (page.title or "").strip()
    if not title:
        yield _told(page, START, NO_TITLE, "this page has no title", "let the theme write one into <title>")
    elif titles[title] > 1:
        message = f"{titles[title]} pages have this title"
        yield _told(page, START, SAME_TITLE, message, "say in the title what only this page has, such as its number")
    if not page.language.strip():
        yield _told(page, START, NO_LANGUAGE, "this page does not say its language", 'write lang="…" into <html>')
    firsts = [place for level, place in page.headings if level == 1]
    if len(firsts) != 1:
        message = (
            f"this page has {len(firsts) or 'no'} {'headings' if len(firsts) > 1 else 'heading'} of the first level"
        )
        place = firsts[1] if firsts else START
        yield _told(page, place, FIRST_HEADING, message, "let its title be the one <h1>")
    above = 0
    for level, place in page.headings:
        if above and level > above + 1:
            message = f"this heading has level {level} below one of level {above}"
            yield _told(page, place, HEADING_ORDER, message, f"let it be <h{above + 1}>")
        above = level
    for place in page.without_alt:
        hint = 'write what it shows into alt="…", or alt="" if it only decorates'
        yield _told(page, place, NO_ALT, "this picture has no alternative text", hint)
    for place in page.twice:
        yield _told(page, place, SAME_ID, "this id stands above already", "give each its own")


def _leads(page: BuiltPage, pages: Mapping[str, BuiltPage], files: Collection[str], own: str) -> Iterator[Finding]:
    for target, place in page.leads:
        path = _path(target, page.path, own)
        if path is None:
            continue
        if path not in files:
            yield _told(
                page, place, NOWHERE, "this leads to nothing that is in the folder", "let it lead to what is there"
            )
            continue
        fragment = unquote(urlsplit(target).fragment)
        there = pages.get(path)
        # What scripts look at, and media fragments, are no ids.
        if fragment and there is not None and fragment != "top" and fragment not in there.ids and "=" not in fragment:
            message = "there is no such place in the page that this leads to"
            yield _told(page, place, NO_FRAGMENT, message, "name an id that is there, or leave out what follows “#”")


def _path(target: str, source: str, own: str) -> str | None:
    """The file in the built folder that an address in the page ``source`` names; None for one elsewhere."""
    try:
        parts = urlsplit(target.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc or (not parts.path and not parts.fragment):
        return None
    path = unquote(parts.path)
    if not path:
        return source
    if path.startswith("/"):
        if own and not path.startswith(own):
            return None
        whole = path.removeprefix(own or "/").lstrip("/")
    else:
        is_folder = path.endswith(("/", "/..")) or path in (".", "..")
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        whole = "" if whole == "." else f"{whole}/" if is_folder else whole
    return f"{whole}index.html" if not whole or whole.endswith("/") else whole


def _told(page: BuiltPage, place: Span, rule: Rule, message: str, hint: str) -> Finding:
    return Finding(page.path, place, Span(place.line, place.column + 1), rule, "", message, hint, rule.level)
