"""How words are set in HTML, by elements and by their style: what of it Markdown can say."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.ground.patterns import lazy
from generator.importing.html.tree import Element

STRONG = frozenset(("b", "strong"))
EM = frozenset(("i", "em", "cite", "dfn", "var"))
UNDERLINED = frozenset(("u", "mark"))
CODE = frozenset(("code", "kbd", "samp", "tt"))
RAISED = frozenset(("sup", "sub"))
STRUCK = frozenset(("del", "s", "strike"))
HEAVY = lazy(r"(?<!-)font-weight:(?:bold|[6-9]00)")
LIGHT = lazy(r"(?<!-)font-weight:(?:normal|[1-5]00)")
SLANTED = lazy(r"(?<!-)font-style:(?:italic|oblique)")
UPRIGHT = lazy(r"(?<!-)font-style:normal")
STRUCK_STYLE = lazy(r"text-decoration(?:-line)?:[^;]*line-through")
PRE = lazy(r"white-space:pre")
UP, DOWN = lazy(r"vertical-align:super"), lazy(r"vertical-align:sub")
DIGITS = "0123456789+-=()"
SIGNS = {
    "sup": str.maketrans(f"{DIGITS}ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ"),
    "sub": str.maketrans(DIGITS, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}
HAS_SIGNS = {name: frozenset(map(chr, signs)) for name, signs in SIGNS.items()}


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set; ``raised`` is “sup” or “sub”, ``quoted`` counts quotations within each other."""

    strong: bool = False
    em: bool = False
    underlined: bool = False
    code: bool = False
    pre: bool = False
    raised: str = ""
    link: str = ""
    quoted: int = 0


PLAIN = Style()


def styled(style: Style, element: Element) -> Style:
    """The style of what is in an element that stands where words have ``style``."""
    tag = element.tag
    if tag in STRONG:
        style = replace(style, strong=True)
    elif tag in EM:
        style = replace(style, em=True)
    elif tag in UNDERLINED:
        style = replace(style, underlined=True)
    elif tag in CODE:
        style = replace(style, code=True)
    elif tag in RAISED:
        style = replace(style, raised=tag)
    elif tag == "q":
        style = replace(style, quoted=style.quoted + 1)
    return _by_its_style(style, element.style) if "style" in element.attributes else style


def _by_its_style(style: Style, written: str) -> Style:
    if HEAVY.search(written):
        style = replace(style, strong=True)
    elif style.strong and LIGHT.search(written):
        style = replace(style, strong=False)
    if SLANTED.search(written):
        style = replace(style, em=True)
    elif style.em and UPRIGHT.search(written):
        style = replace(style, em=False)
    if PRE.search(written):
        style = replace(style, pre=True)
    if UP.search(written):
        style = replace(style, raised="sup")
    elif DOWN.search(written):
        style = replace(style, raised="sub")
    return style


def is_struck(element: Element) -> bool:
    """Whether words are struck through: their author has taken them back."""
    return element.tag in STRUCK or ("style" in element.attributes and STRUCK_STYLE.search(element.style) is not None)


def raised(words: str, where: str) -> str:
    """Words above or below the line in characters that stand there, where there are such for all of them."""
    return words.translate(SIGNS[where]) if words and HAS_SIGNS[where].issuperset(words) else words
