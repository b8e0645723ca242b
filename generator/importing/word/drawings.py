"""Drawings of a document: pictures with their alternative texts, text boxes, lines, and what cannot come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

from generator.ground.patterns import lazy
from generator.importing.word.names import short, tag, value

DRAWN = frozenset(("w:drawing", "w:pict", "w:object"))
WANTED = frozenset(("w:txbxContent", "a:blip", "v:imagedata", "w:t"))
UNREAD = {"chart": "chart", "relIds": "diagram", "webVideoPr": "video", "o:OLEObject": "file within the document"}
EDGES = ("w:top", "w:bottom")
# What programs write by themselves: names of files, and guesses of machines.
OF_A_MACHINE = lazy(
    r"(?s)\s*(?:[^\n]*\n+)?[^\n]*(?:automatically generated|automatisch generiert|généré(?:e)? automatiquement"
    r"|generad[oa] automáticamente|generat[oa] automaticamente|AI-generated content|KI-generierte Inhalte"
    r"|contenu généré par l|contenido generado por IA).*"
)
FILE_NAME = lazy(
    r"(?i)\s*(?:[\w %().-]+\.(?:jpe?g|png|gif|bmp|tiff?|webp|heic|svg|emf|wmf)|(?:image|picture|grafik|bild) ?\d*)\s*"
)


def preferred(alternatives: Element) -> Element:
    """Of what stands there for newer and for older programs, that for older ones, if anything is in it."""
    by_name = {short(one.tag): one for one in alternatives}
    for name in ("mc:Fallback", "mc:Choice"):
        one = by_name.get(name)
        if one is not None and any(short(inner.tag) in WANTED for inner in one.iter()):
            return one
    return by_name.get("mc:Choice", Element("none"))


def is_hidden(drawing: Element) -> bool:
    """Whether somebody hid a drawing, as in Word's list of what is on a page."""
    around = (one.get("hidden") for one in _outside_boxes(drawing, "wp:docPr"))
    styles = ("".join(one.get("style", "").lower().split()) for one in _outside_boxes(drawing, "v:shape", "v:rect"))
    return any(said in ("1", "true") for said in around) or any("visibility:hidden" in style for style in styles)


def pictures(drawing: Element) -> Iterator[Element]:
    """The pictures in a drawing, each in one of its own as mammoth understands it."""
    around = next(drawing.iter(tag("wp:docPr")), None)
    for picture in _outside_boxes(drawing, "pic:pic"):
        blip = next(picture.iter(tag("a:blip")), None)
        own = next(picture.iter(tag("pic:cNvPr")), None)
        words = next(filter(None, map(_words, (around, own))), "")
        if blip is not None:
            yield _drawing(value(blip, "r:embed") or value(blip, "r:link"), words)
    for shape in _outside_boxes(drawing, "v:shape", "v:rect"):
        for data in shape.iterfind(tag("v:imagedata")):
            alt = shape.get("alt", "")
            yield _drawing(value(data, "r:id"), alternative(alt or value(data, "o:title")))


def _drawing(reference: str, words: str) -> Element:
    made = Element(tag("w:drawing"))
    inline = SubElement(made, tag("wp:inline"))
    SubElement(inline, tag("wp:docPr"), {"descr": words})
    parent = inline
    for name in ("a:graphic", "a:graphicData", "pic:pic", "pic:blipFill"):
        parent = SubElement(parent, tag(name))
    SubElement(parent, tag("a:blip"), {tag("r:embed"): reference})
    return made


def _words(properties: Element | None) -> str:
    if properties is None:
        return ""
    return alternative(properties.get("descr", "") or properties.get("title", ""))


def alternative(words: str) -> str:
    """An alternative text as a person wrote it; empty where a program did."""
    return "" if OF_A_MACHINE.fullmatch(words) or FILE_NAME.fullmatch(words) else " ".join(words.split())


def reference(picture: Element) -> str:
    """What the part at hand calls a picture's file."""
    return value(next(picture.iter(tag("a:blip")), None), "r:embed")


def is_picture(drawing: Element) -> bool:
    """Whether a drawing that was made here is a picture, and no text box."""
    return drawing.tag == tag("w:drawing")


def boxes(drawing: Element) -> Iterator[Element]:
    """What stands in the text boxes of a drawing."""
    yield from _outside_boxes(drawing, "w:txbxContent")


def as_box(blocks: Iterable[Element]) -> Element:
    """Paragraphs that stand below the one at hand."""
    made = Element(tag("w:pict"))
    SubElement(made, tag("w:txbxContent")).extend(blocks)
    return made


def unread(drawing: Element) -> Iterator[str]:
    """What in a drawing cannot come in, by its kind."""
    for one in drawing.iter():
        if (kind := UNREAD.get(short(one.tag))) is not None:
            yield kind


def is_line(paragraph: Element, properties: Element) -> bool:
    """Whether a paragraph is nothing but a line from one side to the other."""
    if any((one.text or "").strip() for one in paragraph.iter(tag("w:t"))):
        return False
    if any(
        shape.get(tag("o:hr")) in ("t", "true") for shape in paragraph.iter() if shape.tag.endswith(("}rect", "}shape"))
    ):
        return True
    edges = properties.find(tag("w:pBdr"))
    is_empty = not any(short(one.tag) in WANTED for one in paragraph.iter())
    drawn = [edges.find(tag(edge)) for edge in EDGES] if edges is not None else []
    return is_empty and sum(value(one, otherwise="nil") not in ("nil", "none") for one in drawn) == 1


def _outside_boxes(drawing: Element, *names: str) -> Iterator[Element]:
    """The elements of these names in a drawing, but for those in its text boxes, and in what newer programs repeat."""
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        name = short(element.tag)
        if name in names:
            yield element
        if name == "mc:AlternateContent":
            waiting += reversed(preferred(element))
        elif name != "w:txbxContent":
            waiting += reversed(element)
