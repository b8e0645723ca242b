"""A document as HTML: made anew with nothing but what its readers saw (`word.cleaned`), and converted by mammoth."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from xml.etree.ElementTree import Element, SubElement, tostring

import mammoth

from generator.consent.refused import RefusedError
from generator.ground import limits
from generator.ground.patterns import lazy
from generator.importing.html.remarks import Remarks
from generator.importing.item import Fate, Remark
from generator.importing.word.cleaned import Cleaner, PartContext
from generator.importing.word.names import AGAIN, PREFIXES, tag, text_of, value
from generator.importing.word.numbers import Numbers
from generator.importing.word.package import Package, PartRelation
from generator.importing.word.paragraphs import BULLETS, DEEPEST_LIST, NUMBER_ANCHOR, NUMBERED, role
from generator.importing.word.properties import Properties, properties
from generator.importing.word.styles import styles

# Roles of paragraphs (`word.styles`) and the HTML that they become.
STYLE_MAP = """
p.h1 => h1:fresh
p.h2 => h2:fresh
p.h3 => h3:fresh
p.h4 => h4:fresh
p.h5 => h5:fresh
p.h6 => h6:fresh
p.quote => blockquote > p:fresh
p.figure => figure:fresh > p:fresh
p.caption => figure > figcaption:fresh
p.rule => hr:fresh
u => u
"""
NOTES = ("footnote", "endnote")
# Notes that are lines above the others.
NO_NOTES = frozenset(("separator", "continuationSeparator", "continuationNotice"))
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SIGN = "A w:sym element"
AS_WORDS = {tag("w:t"): "", tag("w:br"): " ", tag("w:tab"): " ", tag("w:noBreakHyphen"): "\u2011"}
FIRST_ITEM = lazy(rf'<ol><li><a id="{NUMBER_ANCHOR}(\d+)"></a>')
OTHER_ITEM = lazy(rf'<a id="{NUMBER_ANCHOR}\d+"></a>')
LANGUAGE = lazy(r"[a-z]{2,3}(?=-|\Z)")


@dataclass(frozen=True, slots=True)
class ConvertedDocument:
    """A document. ``title`` is from its text; ``known`` has what the file says of itself.

    Pictures in ``html`` have the names of their parts.
    """

    title: str
    html: str
    language: str
    known: Properties
    remarks: tuple[Remark, ...]


def converted(package: Package, before: str = "") -> ConvertedDocument:
    """The text of a document, with ``before`` the names of its pictures. Raises RefusedError if it cannot be read."""
    try:
        return _converted(package, before)
    except RecursionError:
        raise RefusedError(f"its parts lie within each other more deeply than can be read. {AGAIN}") from None


def _converted(package: Package, before: str) -> ConvertedDocument:
    remarks = Remarks()
    relations = package.relations(package.main)
    parts = {to.kind: to.target for to in relations.values() if not to.is_outside}
    found_styles = styles(_part(package, parts.get("styles")))
    roots = {kind: _part(package, parts.get(f"{kind}s")) for kind in NOTES}
    notes = frozenset((kind, value(one, "w:id")) for kind in NOTES for one in _notes(roots[kind], kind))
    numbers, languages = Numbers(_part(package, parts.get("numbering"))), Counter[str]()
    around = PartContext(found_styles, numbers, notes, relations, remarks, languages)
    known = properties(package, remarks)
    main = package.part(package.main)
    body = main.find(tag("w:body")) if main is not None else None
    blocks = Cleaner(around).blocks(body) if body is not None else []
    title = _title(blocks)
    made: dict[str, Element] = {"document": _with(Element(tag("w:document")), _with(Element(tag("w:body")), *blocks))}
    named: dict[str, Mapping[str, PartRelation]] = {"document": relations}
    for kind in NOTES:
        leads = package.relations(parts.get(f"{kind}s", "")) if roots[kind] is not None else {}
        inner = PartContext(found_styles, numbers, frozenset(), leads, remarks, languages)
        texts = (_note(kind, one, Cleaner(inner)) for one in _notes(roots[kind], kind))
        made[f"{kind}s"], named[f"{kind}s"] = _with(Element(tag(f"w:{kind}s")), *texts), leads
    if sum(len(text_of(part)) for part in made.values()) > limits.TEXT:
        raise RefusedError(f"its text is longer than {limits.TEXT:,} characters. Save it in parts, and bring in these.")
    _tell_of_paper(package, relations.values(), remarks)
    html, messages = _by_mammoth(_small(made, named), before)
    for message in messages:
        if message.startswith(SIGN):
            remarks.add(Fate.LOOK, "sign", "nobody knows which one it is; it is left out")
    return ConvertedDocument(title, html, _language(languages) or known.language, known, remarks.found())


def _part(package: Package, name: str | None) -> Element | None:
    return package.part(name) if name else None


def _with(parent: Element, *children: Element) -> Element:
    parent.extend(children)
    return parent


def _notes(root: Element | None, kind: str) -> list[Element]:
    found = root.iterfind(tag(f"w:{kind}")) if root is not None else ()
    return [one for one in found if value(one, "w:type") not in NO_NOTES]


def _note(kind: str, written: Element, cleaner: Cleaner) -> Element:
    return _with(Element(tag(f"w:{kind}"), {tag("w:id"): value(written, "w:id")}), *cleaner.blocks(written))


def _title(blocks: list[Element]) -> str:
    """The title in a text, taken out of it: what is styled so, or a heading of the highest level above all words."""
    seen = [block for block in blocks if block.tag != tag("w:p") or text_of(block).strip()]
    styled = takewhile(lambda block: role(block) == "title", dropwhile(lambda block: role(block) != "title", seen))
    titles = [*styled] or [block for block in seen[:1] if role(block) == "h1"]
    words = " ".join(" ".join(map(_taken_words, titles)).split())
    for block in titles:
        block[0].clear()
    return words


def _taken_words(paragraph: Element) -> str:
    """The words of a paragraph, taken out of it; what else is in it stays, as do the words of text boxes at it."""
    words: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        for child in [*element]:
            if child.tag in AS_WORDS:
                words.append(child.text or AS_WORDS[child.tag])
                element.remove(child)
        waiting += (child for child in reversed(element) if child.tag != tag("w:pict"))
    return "".join(words)


def _tell_of_paper(package: Package, relations: Iterable[PartRelation], remarks: Remarks) -> None:
    """Tell of words at the edges of pages, which do not come in."""
    for kind in ("header", "footer"):
        for relation in relations:
            part = _part(package, relation.target) if relation.kind == kind and not relation.is_outside else None
            if part is not None and text_of(part).strip():
                remarks.add(
                    Fate.DROPPED,
                    f"{kind} of printed pages",
                    "pages of a website have none",
                    many=f"{kind}s of printed pages",
                )


def _language(languages: Counter[str]) -> str:
    """The language of most words, without its country, which is the one of whose computer it was."""
    by_code = Counter[str]()
    for written, count in languages.items():
        code = LANGUAGE.match(written.lower())
        if code and code[0] not in ("x", "zxx", "und"):
            by_code[code[0]] += count
    return by_code.most_common(1)[0][0] if by_code else ""


def _small(parts: Mapping[str, Element], named: Mapping[str, Mapping[str, PartRelation]]) -> io.BytesIO:
    """A document with these parts and nothing else, for mammoth; pictures are there by name, and empty."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/numbering.xml", tostring(_lists()))
        pictures: set[str] = set()
        for name, root in parts.items():
            archive.writestr(f"word/{name}.xml", tostring(root))
            leads = Element(f"{{{PACKAGE}}}Relationships")
            for key, to in named[name].items():
                if to.kind in ("image", "hyperlink"):
                    target = to.target if to.is_outside else f"/{to.target}"
                    kind = f"{PREFIXES['r']}/{to.kind}"
                    SubElement(leads, f"{{{PACKAGE}}}Relationship", {"Id": key, "Type": kind, "Target": target})
                    pictures |= {to.target} if not to.is_outside else set()
            archive.writestr(f"word/_rels/{name}.xml.rels", tostring(leads))
        for picture in sorted(pictures):
            archive.writestr(picture, b"")
    return file


def _lists() -> Element:
    root = Element(tag("w:numbering"))
    for number, form in ((BULLETS, "bullet"), (NUMBERED, "decimal")):
        one = SubElement(root, tag("w:abstractNum"), {tag("w:abstractNumId"): number})
        for level in range(DEEPEST_LIST + 1):
            how = SubElement(one, tag("w:lvl"), {tag("w:ilvl"): str(level)})
            SubElement(how, tag("w:numFmt"), {tag("w:val"): form})
    for number in (BULLETS, NUMBERED):
        one = SubElement(root, tag("w:num"), {tag("w:numId"): number})
        SubElement(one, tag("w:abstractNumId"), {tag("w:val"): number})
    return root


def _by_mammoth(document: io.BytesIO, before: str) -> tuple[str, list[str]]:
    """HTML, and what mammoth says about it."""

    def named(picture: mammoth.documents.Image) -> dict[str, str]:
        with picture.open() as file:  # its name is all that is in the small document
            return {"src": before + file.name}

    named_only = mammoth.images.img_element(named)
    made = mammoth.convert_to_html(
        document, style_map=STYLE_MAP, include_embedded_style_map=False, convert_image=named_only
    )
    html = FIRST_ITEM.sub(r'<ol start="\1"><li>', made.value)
    return OTHER_ITEM.sub("", html), [message.message for message in made.messages]
