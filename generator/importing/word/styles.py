"""What the styles of a document mean: what each paragraph is, and how words in it are set.

Word writes the names of its own styles in English whatever its language, other programs write them in theirs, and
people make styles of their own that are based on these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from generator.ground.patterns import lazy
from generator.importing.word.names import is_on, tag, value

LOWEST = 6
HEX = lazy(r"[0-9a-fA-F]{6}")
DEEPEST = 20  # styles that are based on each other
HEADING = lazy(
    r"(?:heading|überschrift|titre|t[íi]tulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|заголовок)[ _]?(\d)?"
)
NAMES = {
    "title": r"title|titel|titre|t[íi]tulo|titolo|tytuł|otsikko|název|название|document title",
    "subtitle": r"subtitle|untertitel|sous-titre|subt[íi]tulo|sottotitolo|ondertitel|underrubrik|podtytuł",
    "quote": r"(?:intense )?quote|quotations?|block (?:quotation|quote|text)|(?:intensives )?zitat"
    r"|citation(?: intense)?|cita(?: destacada)?|citazione(?: intensa)?|(?:duidelijk )?citaat"
    r"|(?:starkt )?citat|cytat|lainaus|цитата",
    "caption": r"caption|beschriftung|bildunterschrift|légende|leyenda|ep[íi]grafe|didascalia|bijschrift|beskrivning",
    "verse": r"verse?|vers|poem|poetry|poème|poes[íi]a|gedicht|strophe|lyrics|dikt|wiersz",
    "contents": r"(?:toc|contents|index) (?:heading|\d)|table of (?:contents|figures)|inhaltsverzeichnis.*",
    "rule": r"horizontal line",
}
# Word's own styles for lists within lists are lists by themselves.
DEEPER = lazy(r"list (?:bullet|number) ([2-5])")
ROLES = {role: re.compile(names) for role, names in NAMES.items()}


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A style with all that it has from those that it is based on.

    ``role`` is what its paragraphs are (``h1``, ``quote`` …). ``number`` is the list, ``level`` the level in it, and
    ``deeper`` how many levels below it the list itself is meant to stand. ``hidden`` is None where nothing is said.
    ``colour`` is that of the words and ``ground`` what they stand on, each as six hexadecimal digits, if it is said;
    ``size`` is in half points, and 0 where nothing is said.
    """

    role: str = ""
    strong: bool = False
    em: bool = False
    struck: bool = False
    hidden: bool | None = None
    colour: str = ""
    ground: str = ""
    size: int = 0
    raised: str = ""
    language: str = ""
    number: str = ""
    level: str = ""
    deeper: int = 0


PLAIN = WordStyle()


@dataclass(frozen=True, slots=True)
class WordStyles:
    """The styles of a document by their ids; ``normal`` is that of paragraphs that name none."""

    by_id: Mapping[str, WordStyle] = field(default_factory=dict)
    normal: WordStyle = PLAIN

    def named(self, style: str) -> WordStyle:
        """A style by its id; the plain one if there is none."""
        return self.by_id.get(style, self.normal)


def styles(root: Element | None) -> WordStyles:
    """The styles of a document, from their part."""
    if root is None:
        return WordStyles()
    written = {value(one, "w:styleId"): one for one in root.iter(tag("w:style"))}
    defaults = root.find(f"{tag('w:docDefaults')}/{tag('w:rPrDefault')}/{tag('w:rPr')}")
    base = WordStyle(language=value(defaults.find(tag("w:lang")) if defaults is not None else None))
    found = {name: _resolved(name, written, base) for name in written}
    normal = (n for n, one in written.items() if value(one, "w:type") == "paragraph" and value(one, "w:default") == "1")
    return WordStyles(found, found.get(next(normal, ""), base))


def _resolved(name: str, written: Mapping[str, Element], base: WordStyle) -> WordStyle:
    chain = list(_chain(name, written))
    style = base
    for one in reversed(chain):
        style = _with(style, one)
    return style


def _chain(name: str, written: Mapping[str, Element]) -> Iterator[Element]:
    """A style and those that it is based on; some documents have circles of them."""
    for _ in range(DEEPEST):
        if name not in written:
            break
        yield written[name]
        name = value(written[name].find(tag("w:basedOn")))


def _with(style: WordStyle, written: Element) -> WordStyle:
    paragraph = written.find(tag("w:pPr"))
    name = " ".join(value(written.find(tag("w:name"))).casefold().split())
    role, deeper = role_of(name), DEEPER.fullmatch(name)
    if deeper:
        style = replace(style, deeper=int(deeper[1]) - 1)
    if paragraph is not None:
        role = role or outline(paragraph)
        numbers = paragraph.find(tag("w:numPr"))
        if numbers is not None:
            number, level = value(numbers.find(tag("w:numId"))), value(numbers.find(tag("w:ilvl")))
            style = replace(style, number=number or style.number, level=level or style.level)
        style = replace(style, ground=ground_of(paragraph) or style.ground)
    return run_style(replace(style, role=role or style.role), written.find(tag("w:rPr")))


def run_style(style: WordStyle, written: Element | None) -> WordStyle:
    """A style with what is said in the properties of a run."""
    if written is None:
        return style
    said: dict[str, bool | str | int] = {}
    for name, signs in (("strong", ("b",)), ("em", ("i",)), ("struck", ("strike", "dstrike")), ("hidden", HIDING)):
        found = [one for sign in signs if (one := written.find(tag(f"w:{sign}"))) is not None]
        if found:
            said[name] = any(map(is_on, found))
    if (raised := written.find(tag("w:vertAlign"))) is not None:
        said["raised"] = {"superscript": "superscript", "subscript": "subscript"}.get(value(raised), "")
    if language := value(written.find(tag("w:lang"))):
        said["language"] = language
    if (colour := written.find(tag("w:color"))) is not None:
        said["colour"] = OF_THEMES.get(value(colour, "w:themeColor")) or _hexadecimal(value(colour))
    if ground := ground_of(written):
        said["ground"] = ground
    if (size := value(written.find(tag("w:sz")))).isdecimal():
        said["size"] = int(size)
    return replace(style, **said) if said else style  # type: ignore[arg-type]  # the names are those above


HIDING = ("vanish", "webHidden")
# Of the colours of a theme, those that are black and white in nearly all.
OF_THEMES = {"background1": "ffffff", "light1": "ffffff", "text1": "000000", "dark1": "000000"}
HIGHLIGHTS = {
    "black": "000000", "white": "ffffff", "red": "ff0000", "green": "00ff00", "blue": "0000ff", "yellow": "ffff00",
    "cyan": "00ffff", "magenta": "ff00ff", "darkRed": "800000", "darkGreen": "008000", "darkBlue": "000080",
    "darkYellow": "808000", "darkCyan": "008080", "darkMagenta": "800080", "darkGray": "808080", "lightGray": "c0c0c0",
}  # fmt: skip


def ground_of(written: Element) -> str:
    """What the words of a run, paragraph or cell stand on, as its properties say; empty where they say nothing."""
    highlight = HIGHLIGHTS.get(value(written.find(tag("w:highlight"))), "")
    return highlight or _hexadecimal(value(written.find(tag("w:shd")), "w:fill"))


def _hexadecimal(colour: str) -> str:
    return colour.lower() if HEX.fullmatch(colour) else ""


def outline(paragraph: Element) -> str:
    """The role of a paragraph by its level in the outline; empty where it has none."""
    level = value(paragraph.find(tag("w:outlineLvl")))
    return f"h{min(int(level) + 1, LOWEST)}" if level.isdecimal() and int(level) < 9 else ""


def role_of(name: str) -> str:
    """What paragraphs of a style are by its name in small letters; empty where it says nothing."""
    for role, pattern in ROLES.items():
        if pattern.fullmatch(name):
            return role
    heading = HEADING.fullmatch(name)
    return f"h{min(int(heading[1] or 1) or 1, LOWEST)}" if heading else ""
