"""The paragraphs that mammoth gets: what each is, those that belong together, and whether anything is in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

from generator.importing.word import drawings
from generator.importing.word.names import short, tag, text_of, value
from generator.importing.word.numbers import ListItem

# Lists of our own, in the document that mammoth gets.
BULLETS, NUMBERED = "1", "2"
DEEPEST_LIST = 4
NUMBER_ANCHOR = "hearten-item-"
GOES_ON = "goes-on"
SEEN = frozenset(
    ("w:t", "w:sym", "a:blip", "v:imagedata", "w:footnoteReference", "w:endnoteReference", "w:txbxContent")
)


def joined(blocks: Iterable[Element]) -> Iterator[Element]:
    """Blocks, in which lines of a poem are one paragraph, and captions stand at their pictures."""
    return _captioned(_poems(_whole(blocks)))


def made_paragraph(
    role: str, children: Iterable[Element], item: ListItem | None = None, *, goes_on: bool = False
) -> Element:
    """A paragraph as mammoth gets it; one that ``goes_on`` has lost its end, and is to be joined with the next."""
    made = Element(tag("w:p"))
    own = SubElement(made, tag("w:pPr"))
    if role:
        SubElement(own, tag("w:pStyle"), {tag("w:val"): role})
    if item is not None:
        numbers = SubElement(own, tag("w:numPr"))
        SubElement(numbers, tag("w:ilvl"), {tag("w:val"): str(min(item.level, DEEPEST_LIST))})
        SubElement(numbers, tag("w:numId"), {tag("w:val"): BULLETS if item.number is None else NUMBERED})
        if item.number not in (None, 1):
            SubElement(made, tag("w:bookmarkStart"), {tag("w:name"): f"{NUMBER_ANCHOR}{item.number}"})
    if goes_on:
        made.set(GOES_ON, "")
    made.extend(children)
    return made


def _whole(blocks: Iterable[Element]) -> Iterator[Element]:
    """Blocks, in which a paragraph whose end was deleted goes on in the next one."""
    held: list[Element] = []
    for block in blocks:
        if block.attrib.pop(GOES_ON, None) is not None:
            held += block[1:]
            continue
        if held and block.tag == tag("w:p"):
            block[1:1] = held
        elif held:
            yield made_paragraph("", held)
        held = []
        yield block
    if held:
        yield made_paragraph("", held)


def role(paragraph: Element) -> str:
    """The role of a paragraph that was made here."""
    return value(paragraph.find(f"{tag('w:pPr')}/{tag('w:pStyle')}")) if paragraph.tag == tag("w:p") else ""


def is_seen(element: Element) -> bool:
    """Whether readers see anything of an element."""
    return any(short(one.tag) in SEEN and (one.tag != tag("w:t") or (one.text or "").strip()) for one in element.iter())


def _poems(blocks: Iterable[Element]) -> Iterator[Element]:
    """Blocks, in which the lines of a verse are one paragraph."""
    verse: Element | None = None
    for block in blocks:
        if role(block) != "verse" or not is_seen(block):
            verse = None
            yield block
        elif verse is None:
            verse = block
            yield block
        else:
            SubElement(SubElement(verse, tag("w:r")), tag("w:br"))
            verse.extend(child for child in block if child.tag != tag("w:pPr"))


def _captioned(blocks: Iterable[Element]) -> Iterator[Element]:
    """Blocks, in which a picture and the caption at it belong together."""
    before: Element | None = None  # a picture by itself, to which a caption may belong
    for block in blocks:
        is_caption, picture = role(block) == "caption", _picture(block)
        if is_caption and picture is not None:
            for run in block.iter(tag("w:r")):
                if picture in run:
                    run.remove(picture)
            alone = Element(tag("w:r"))
            alone.append(picture)
            yield made_paragraph("figure", [alone])
        elif is_caption and before is not None:
            SubElement(before[0], tag("w:pStyle"), {tag("w:val"): "figure"})
        elif is_caption:
            block[0].clear()
        before = block if picture is not None and not text_of(block).strip() and not role(block) else None
        yield block


def _picture(block: Element) -> Element | None:
    """The one picture in a paragraph; None if there are none, or others, or a text box."""
    drawn = [one for one in block.iter() if short(one.tag) in drawings.DRAWN] if block.tag == tag("w:p") else []
    return drawn[0] if len(drawn) == 1 and drawings.is_picture(drawn[0]) else None
