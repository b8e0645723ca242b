"""Parts of a page that its own style sheet hides from readers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from generator.ground.patterns import lazy
from generator.importing.html.tree import Element

SHEET = lazy(r"(?is)<style\b[^<>]*>((?:(?!</style).)*+)")
COMMENT = lazy(r"(?s)/\*(?:(?!\*/).)*+(?:\*/|\Z)")
# A rule beside all others, and one within a condition, as for print, which says nothing of how the page looks.
RULE = lazy(r"(?:\A|(?<=\}))(?P<selectors>[^{}]*+)\{(?P<inner>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")
SIMPLE = lazy(r"(?P<tag>[a-z][a-z0-9]*)?(?P<sign>[.#])(?P<name>[\w-]+)")
HIDES = lazy(
    r"display:none|visibility:hidden|font-size:0(?:px|pt|em|rem|%)?(?:!important)?(?:;|\Z)"
    r"|opacity:0(?:\.0+)?(?:!important)?(?:;|\Z)|(?:left|top|right|text-indent|margin-left):-[0-9]{4,}(?:px|em|rem)"
)
SHOWS = lazy(r"(?:\A|;)display:|visibility:visible")
MOST = 0.5


@dataclass(frozen=True, slots=True)
class Selector:
    """What a rule is for: elements of a class (``.``, in small letters) or an id (``#``), perhaps only of one tag."""

    tag: str
    sign: str
    name: str


def hiding(page: str) -> frozenset[Selector]:
    """For what the style sheets in a page have rules that hide it; of several, the last has the say."""
    found: set[Selector] = set()
    for sheet in SHEET.findall(page):
        for rule in RULE.finditer(COMMENT.sub("", sheet)):
            style = "".join(rule["inner"].lower().split())
            hides = HIDES.search(style) is not None
            if "{" in style or not (hides or SHOWS.search(style)):
                continue
            for one in rule["selectors"].split(","):
                if simple := SIMPLE.fullmatch(one.strip()):
                    name = simple["name"].lower() if simple["sign"] == "." else simple["name"]
                    selector = Selector(simple["tag"] or "", simple["sign"], name)
                    (found.add if hides else found.discard)(selector)
    return frozenset(found)


def without_hidden(root: Element, selectors: Collection[Selector]) -> int:
    """Take out of a page what is hidden. Gives the number of parts with words; -1 where that would be most of the page.

    Then nothing is taken out, since a script may show it.
    """
    parts: list[Element] = []
    parents: list[Element] = []
    waiting = [root]
    while waiting:
        element = waiting.pop()
        inner = [child for child in element.children if isinstance(child, Element)]
        hidden = {child for child in inner if _is_hidden(child, selectors)}
        if hidden:
            parts += hidden
            parents.append(element)
        waiting += (child for child in inner if child not in hidden) if hidden else inner
    lengths = [len(part.words().strip()) for part in parts]
    if sum(lengths) > MOST * len(root.words().strip()):
        return -1
    gone = {*parts}
    for parent in parents:
        parent.children[:] = [child for child in parent.children if isinstance(child, str) or child not in gone]
    return sum(map(bool, lengths))


def _is_hidden(element: Element, selectors: Collection[Selector]) -> bool:
    style = element.style
    if style and HIDES.search(style):
        return True
    called = [*((".", name) for name in element.classes), ("#", element.attributes.get("id", ""))]
    return any(Selector(tag, *name) in selectors for name in called for tag in ("", element.tag))
