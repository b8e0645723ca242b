"""The main part of a page: what a library takes for it, found again in the page, whole.

The library (trafilatura) gives words and loses figures, links and some sentences. So only its judgement is used: the
smallest element that holds nearly all of what it gives is the main part, of which nothing is left out but menus and
kin.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from generator.consent.refused import RefusedError
from generator.ground.patterns import lazy
from generator.importing.html.tree import Element
from generator.importing.html_pages.markup import EMBEDDED, written
from generator.words.tokens import fold, tokens

# Of the letters that the library gives, so many lie in the main part.
NEARLY_ALL = 0.9
# Words that a page has at least if something is to be said in it.
LEAST_WORDS = 5
# Of the letters of a page that only leads to others, so many are links.
MOSTLY = 0.6
NO_LETTERS = lazy(r"[\W_]+")
# Elements that hold words and lines alone: a part of a page is never one of these.
LINES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "pre", "figure", "a", "b", "font", "span",
                   "strong", "em", "i", "u", "ul", "ol", "dl", "caption", "figcaption"))  # fmt: skip
# Of these, the name says what is in them; that of a heading or a line is only an anchor.
HOLDERS = frozenset(("div", "section", "aside", "header", "ul", "ol", "dl", "table", "td", "details", "article"))
AROUND = frozenset(("nav", "footer", "form", "dialog", "menu", "search"))
ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alert"))
NAMES = lazy(
    r"(?:^|[\s_-])(?:nav|navi|navigation|navbar|menu|breadcrumbs?|pagination|pager|sidebar|widget|cookies?|share|sharing|"
    r"sharedaddy|social|related|jp-relatedposts|newsletter|subscribe|banner|advert|ads?|skip|footer)(?:$|[\s_-])"
)
COMMENTS = frozenset(("comment", "comments", "commentlist", "comment-list", "comments-area", "respond",
                      "comment-respond", "disqus_thread", "kommentare", "comentarios", "commentaires"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class MainPart:
    """The main part of a page, and how many words lie elsewhere in it.

    ``beside`` lie around it, ``within`` in menus and kin that stand in it, ``comments`` in what others wrote.
    ``is_certain`` is False where the library found nothing, or what it found lies all over the page.
    """

    element: Element
    beside: int
    within: int
    comments: int
    is_certain: bool


def main_part(root: Element) -> MainPart | None:
    """The main part of a page; None where it has no text, or only leads to others.

    Comments are taken out of ``root``. Raises RefusedError where the library is not installed.
    """
    for element in root.walk():
        if element.tag == EMBEDDED:
            element.children.clear()
    comments = _taken_out(root, _is_comment)
    letters, ranges = _letters(root)
    found = _found(letters, _judged(written(root)))
    sums = [0, *accumulate(found)]

    def held(element: Element) -> int:
        start, end = ranges[element]
        return sums[end] - sums[start]

    main = _holder(root, held) if held(root) else root
    whole = _length(ranges[main])
    links = sum(_length(ranges[one]) for one in main.walk() if one.tag == "a" and "href" in one.attributes)
    if count(main) < LEAST_WORDS or links > MOSTLY * whole:
        return None
    beside = count(root) - count(main)
    within = _taken_out(main, lambda element: _is_around(element) and not held(element))
    return MainPart(main, beside, within, comments, held(main) > MOSTLY * whole)


def count(element: Element) -> int:
    """How many words are in an element."""
    return sum(len(tokens(fold(words))) for part in element.walk() for words in part.children if isinstance(words, str))


def _judged(page: str) -> Iterator[Sequence[str]]:
    """What the library takes for the text of a page, part by part, each as its pieces; without headings."""
    try:
        from trafilatura import bare_extraction
    except ImportError:
        install = "pip install 'hearten[pages]'"
        raise RefusedError(f"Pages need a library that is not installed; install it with {install}.") from None
    # It says on the terminal what it finds odd.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    found = bare_extraction(f"<html>{page}</html>", include_comments=False)
    if found is not None and not isinstance(found, dict):
        yield from (list(part.itertext()) for part in found.body if part.tag != "head")


def _letters(root: Element) -> tuple[str, dict[Element, tuple[int, int]]]:
    """All letters of a page in a row, and where those of each element begin and end."""
    parts: list[str] = []
    length = 0
    ranges: dict[Element, tuple[int, int]] = {}
    waiting: list[tuple[Element | str, bool]] = [(root, False)]
    while waiting:
        part, is_end = waiting.pop()
        if isinstance(part, str):
            parts.append(squeezed(part))
            length += len(parts[-1])
        elif is_end:
            ranges[part] = (ranges[part][0], length)
        else:
            ranges[part] = (length, length)
            waiting.append((part, True))
            waiting += ((child, False) for child in reversed(part.children))
    return "".join(parts), ranges


def squeezed(words: str) -> str:
    """The letters and digits of words, without what programs write otherwise."""
    return NO_LETTERS.sub("", fold(words))


def _found(letters: str, parts: Iterable[Sequence[str]]) -> bytearray:
    """For each letter of a page whether it is of these parts, which stand in it in their order."""
    found = bytearray(len(letters))
    last = 0
    for part in parts:
        whole = squeezed("".join(part))
        for wanted in (whole,) if whole in letters else filter(None, map(squeezed, part)):
            at = letters.find(wanted, last)
            at = letters.find(wanted) if at < 0 else at
            if at >= 0:
                last = at + len(wanted)
                found[at:last] = b"\1" * len(wanted)
    return found


def _holder(root: Element, held: Callable[[Element], int]) -> Element:
    """The smallest element that holds nearly all that was found."""
    element, whole = root, held(root)
    while True:
        inner = (child for child in element.children if isinstance(child, Element) and child.tag not in LINES)
        best = max(inner, key=held, default=None)
        if best is None or held(best) < NEARLY_ALL * whole:
            return element
        element = best


def _length(place: tuple[int, int]) -> int:
    return place[1] - place[0]


def _is_comment(element: Element) -> bool:
    called = {*element.classes, element.attributes.get("id", "").lower()}
    return element.tag in HOLDERS and bool(called & COMMENTS) and all(inner.tag != "h1" for inner in element.walk())


def _is_around(element: Element) -> bool:
    called = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}".lower()
    is_called_so = element.tag in HOLDERS and NAMES.search(called) is not None
    return element.tag in AROUND or element.attributes.get("role") in ROLES or is_called_so


def _taken_out(root: Element, is_one: Callable[[Element], bool]) -> int:
    """How many words were in the elements that were taken out, since they are such."""
    words = 0
    waiting = [root]
    while waiting:
        element = waiting.pop()
        gone = {child for child in element.children if isinstance(child, Element) and is_one(child)}
        words += sum(map(count, gone))
        element.children[:] = [child for child in element.children if child not in gone]
        waiting += (child for child in element.children if isinstance(child, Element))
    return words
