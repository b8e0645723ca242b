"""Runs of words that share one look: made anew with what of it matters here."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from generator.content.contrast import ratio
from generator.importing.word.names import short, tag, value
from generator.importing.word.styles import WordStyle

# Half points: print of two points is a line to the eye. Nobody sees words of less contrast.
TINY, LEAST_CONTRAST = 4, 1.1


def style_within(paragraph: WordStyle, words: WordStyle) -> WordStyle:
    """The style of words that have one of their own in a paragraph."""
    return WordStyle(
        strong=words.strong or paragraph.strong,
        em=words.em or paragraph.em,
        struck=words.struck or paragraph.struck,
        hidden=paragraph.hidden if words.hidden is None else words.hidden,
        colour=words.colour or paragraph.colour,
        ground=words.ground or paragraph.ground,
        size=words.size or paragraph.size,
        raised=words.raised,
        language=words.language or paragraph.language,
    )


def is_hardly_seen(style: WordStyle, ground: str) -> bool:
    """Whether words are too small to be read, or have the colour of what they stand on; ``ground`` is that around."""
    behind = style.ground or ground
    is_like = bool(style.colour and behind) and ratio(f"#{style.colour}", f"#{behind}") < LEAST_CONTRAST
    return 0 < style.size <= TINY or is_like


def made_run(style: WordStyle, children: list[Element], *, is_underlined: bool) -> Element:
    """A run with these children, and of its look what mammoth is to know."""
    made = Element(tag("w:r"))
    own = SubElement(made, tag("w:rPr"))
    for is_so, name in ((style.strong, "b"), (style.em, "i"), (style.struck, "strike")):
        if is_so:
            SubElement(own, tag(f"w:{name}"))
    if is_underlined:
        SubElement(own, tag("w:u"), {tag("w:val"): "single"})
    is_mark = any(child.tag in (tag("w:footnoteReference"), tag("w:endnoteReference")) for child in children)
    if style.raised and not is_mark:
        SubElement(own, tag("w:vertAlign"), {tag("w:val"): style.raised})
    made.extend(children)
    return made


def underlined(properties: Element) -> bool:
    """Whether words have a line below them."""
    return value(properties.find(tag("w:u")), otherwise="none") not in ("none", "0", "false")


def marks_only(children: Iterable[Element]) -> list[Element]:
    """The marks of fields, without which those that are open would never end."""
    return [child for child in children if short(child.tag) in ("w:fldChar", "w:instrText")]


def own_words(child: Element) -> str:
    """The words of an element that holds nothing but words."""
    return child.text or "" if child.tag == tag("w:t") else ""
