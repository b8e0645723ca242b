"""A document without what its readers did not see, and in the few words that mammoth understands.

Left out are what was deleted while changes were tracked, remarks in the margin, hidden words, tables of contents and
fields with names of people. Styles become what they mean, wherever they come from; lists get their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement

from generator.ground.patterns import lazy
from generator.importing.html.remarks import Remarks
from generator.importing.item import Fate
from generator.importing.word import drawings
from generator.importing.word.fields import FieldCodes, why_left_out
from generator.importing.word.names import is_on, short, tag, text_of, value
from generator.importing.word.numbers import ListItem, Numbers
from generator.importing.word.package import PartRelation
from generator.importing.word.paragraphs import is_seen, joined, made_paragraph
from generator.importing.word.runs import is_hardly_seen, made_run, marks_only, own_words, style_within, underlined
from generator.importing.word.styles import WordStyle, WordStyles, ground_of, outline, run_style

UNWRAPPED = frozenset(
    ("w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:bdo", "w:dir", "w:sdtContent", "w:rubyBase", "w:rt")
)
KEPT = frozenset(("w:t", "w:tab", "w:noBreakHyphen", "w:softHyphen", "w:bookmarkStart", "w:tblGrid"))
DELETED = frozenset(("w:del", "w:moveFrom"))
FORMULAS = frozenset(("m:oMath", "m:oMathPara"))
OF_PARAGRAPHS = frozenset(("p", "tbl"))
WITH_OWN_LOOK = frozenset(("title", "subtitle", "quote", "caption", "verse", "h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True)
class PartContext:
    """What is known beside a part of a document: styles, notes, where its references lead, and what is told of it."""

    styles: WordStyles
    numbers: Numbers
    notes: frozenset[tuple[str, str]]
    relations: Mapping[str, PartRelation]
    remarks: Remarks
    languages: dict[str, int] = field(default_factory=dict)


class Cleaner:
    """Makes one part of a document anew: its text, its footnotes or its endnotes."""

    def __init__(self, around: PartContext) -> None:
        self.around, self.remarks = around, around.remarks
        self.fields = FieldCodes()
        self.style = around.styles.normal  # of the paragraph at hand
        self.in_link = False
        self.ground = PAPER  # that words stand on; empty where nobody can tell
        self.found: dict[str, Callable[[Element], Iterable[Element]]] = {
            "w:p": self._paragraph,
            "w:r": self._run,
            "w:tbl": self._table,
            "w:tr": self._row,
            "w:tc": self._cell,
            "w:sdt": self._control,
            "w:hyperlink": self._link,
            "w:fldSimple": self._simple_field,
            "w:fldChar": self._field_mark,
            "w:instrText": self._field_code,
            "w:br": self._break,
            "w:cr": lambda _: [Element(tag("w:br"))],
            "w:ptab": lambda _: [Element(tag("w:tab"))],
            "w:ruby": self._ruby,
            "w:sym": self._sign,
            "w:footnoteReference": self._note,
            "w:endnoteReference": self._note,
            "w:commentReference": self._comment,
            "mc:AlternateContent": self._alternatives,
            "w:altChunk": self._other_document,
            **dict.fromkeys(UNWRAPPED, self.cleaned),
            **dict.fromkeys(KEPT, lambda one: [one]),
            **dict.fromkeys(DELETED, self._deleted),
            **dict.fromkeys(FORMULAS, self._formula),
            **dict.fromkeys(drawings.DRAWN, self._drawing),
        }

    def cleaned(self, parent: Iterable[Element]) -> list[Element]:
        """What is left of the elements in another one, or of several."""
        made: list[Element] = []
        for child in parent:
            make = self.found.get(short(child.tag))
            if make is not None:
                made += make(child)
        return made

    def blocks(self, parent: Iterable[Element]) -> list[Element]:
        """The paragraphs and tables in an element; lines of a poem are one paragraph, captions stand at pictures."""
        return [*joined(self.cleaned(parent))]

    # Paragraphs

    def _paragraph(self, written: Element) -> Iterator[Element]:
        properties = written.find(tag("w:pPr"))
        own = properties if properties is not None else Element("none")
        before, self.style = self.style, self.around.styles.named(value(own.find(tag("w:pStyle"))))
        role = self.style.role or outline(own)
        around, self.ground = self.ground, ground_of(own) or self.ground
        children = self.cleaned(written)
        self.ground = around
        if role == "contents":
            if any(map(text_of, children)):
                self._told_contents()
            children = []
        goes_on = own.find(f"{tag('w:rPr')}/{tag('w:del')}") is not None
        is_item = not goes_on and role not in WITH_OWN_LOOK and any(map(is_seen, children))
        item = self._item(own) if is_item else None
        if drawings.is_line(written, own) or (role == "rule" and not any(map(is_seen, children))):
            role = "rule"
        self.style = before
        yield made_paragraph(role if role in (*WITH_OWN_LOOK, "rule") else "", children, item, goes_on=goes_on)

    def _item(self, own: Element) -> ListItem | None:
        written = own.find(tag("w:numPr"))
        number, level = self.style.number, self.style.level
        if written is not None:
            number = value(written.find(tag("w:numId"))) or number
            level = value(written.find(tag("w:ilvl"))) or level
        item = self.around.numbers.item(number, level)
        if item is not None and item.is_lettered:
            self.remarks.add(Fate.CHANGED, "item with a letter", "it has a number here", many="items with letters")
        return item and replace(item, level=item.level + self.style.deeper)

    # Words

    def _run(self, written: Element) -> Iterator[Element]:
        properties = written.find(tag("w:rPr"))
        paragraph = self.style
        base = paragraph
        if paragraph.role in WITH_OWN_LOOK:
            base = replace(paragraph, strong=False, em=False, struck=False, raised="")
        named = value(properties.find(tag("w:rStyle"))) if properties is not None else ""
        style = base if not named else style_within(base, self.around.styles.named(named))
        style = run_style(style, properties)
        children = self.cleaned(written)
        words = "".join(map(own_words, children))
        if style.hidden:
            if words.strip():
                self._told_hidden()
            children = marks_only(children)
        elif is_hardly_seen(style, self.ground):
            for _ in words.split():
                self.remarks.add(Fate.LOOK, "word that readers could hardly see", HARDLY_WHY, many=HARDLY)
            children = marks_only(children)
        elif self.fields.left_out:
            children = marks_only(children)
        elif style.language and words:
            languages = self.around.languages
            languages[style.language] = languages.get(style.language, 0) + len(words)
        if children:
            is_underlined = properties is not None and underlined(properties) and not self.in_link
            yield made_run(style, children, is_underlined=is_underlined)

    def _break(self, written: Element) -> list[Element]:
        if value(written, "w:type") not in ("page", "column"):
            return [Element(tag("w:br"))]
        self.remarks.add(Fate.DROPPED, "page break", "pages of a website have none")
        return [Element(tag("w:br")), Element(tag("w:br"))]

    def _ruby(self, written: Element) -> list[Element]:
        base, above = written.find(tag("w:rubyBase")), written.find(tag("w:rt"))
        words = "" if above is None else text_of(above)
        made = Element(tag("w:t"))
        made.text = ("" if base is None else text_of(base)) + (f"({words})" if words else "")
        return [made]

    def _sign(self, written: Element) -> list[Element]:
        is_one = HEXADECIMAL.fullmatch(value(written, "w:char")) is not None
        return [written] if is_one else []

    def _link(self, written: Element) -> list[Element]:
        made = Element(tag("w:hyperlink"))
        relation = self.around.relations.get(value(written, "r:id"))
        if relation is not None and relation.is_outside:
            made.set(tag("r:id"), value(written, "r:id"))
        if anchor := value(written, "w:anchor"):
            made.set(tag("w:anchor"), anchor)
        before, self.in_link = self.in_link, True
        made.extend(self.cleaned(written))
        self.in_link = before
        return [made]

    def _note(self, written: Element) -> list[Element]:
        kind = short(written.tag)[2:].removesuffix("Reference")
        is_there = (kind, value(written, "w:id")) in self.around.notes
        return [Element(written.tag, {tag("w:id"): value(written, "w:id")})] if is_there else []

    # Fields and controls

    def _field_mark(self, written: Element) -> list[Element]:
        self._told_field(self.fields.mark(written))
        return [written]

    def _field_code(self, written: Element) -> list[Element]:
        self.fields.code(written)
        return [written]

    def _simple_field(self, written: Element) -> list[Element]:
        why = why_left_out(value(written, "w:instr"))
        self._told_field(why)
        return [] if why else self.cleaned(written)

    def _told_field(self, why: str) -> None:
        if why == "private":
            why = "it told who wrote a file, or how it is called"
            self.remarks.add(Fate.DROPPED, "field with a name", why, many="fields with names")
        elif why == "paper":
            self._told_contents()

    def _told_contents(self) -> None:
        self.remarks.add(Fate.DROPPED, "line of contents or page number", "the site makes its own", many=CONTENTS)

    def _control(self, written: Element) -> list[Element]:
        """A place that can be filled in: what stands there, but for hints, and for names from the file's properties."""
        properties, content = written.find(tag("w:sdtPr")), written.find(tag("w:sdtContent"))
        if content is None:
            return []
        if properties is not None:
            bound = value(properties.find(tag("w:dataBinding")), "w:xpath")
            if "creator" in bound or "lastModifiedBy" in bound:
                self._told_field("private")
                return []
            gallery = next(properties.iter(tag("w:docPartGallery")), None)
            if value(gallery) == "Table of Contents":
                self._told_contents()
                return []
            if properties.find(tag("w:showingPlcHdr")) is not None:
                return []
        return self.cleaned(content)

    # What is left out

    def _told_hidden(self) -> None:
        self.remarks.add(Fate.DROPPED, "hidden passage", "readers did not see it")

    def _alternatives(self, written: Element) -> list[Element]:
        if any(map(drawings.is_hidden, written)):
            self._told_hidden()
            return []
        return self.cleaned(drawings.preferred(written))

    def _deleted(self, written: Element) -> list[Element]:
        if any((found.text or "").strip() for name in ("w:delText", "w:t") for found in written.iter(tag(name))):
            self.remarks.add(Fate.DROPPED, "deleted passage", "its author had taken it out while changes were tracked")
        marks = list(written.iter(tag("w:fldChar")))
        for mark in marks:
            self.fields.mark(mark)
        return [made_run(WordStyle(), marks, is_underlined=False)] if marks else []

    def _comment(self, _: Element) -> list[Element]:
        self.remarks.add(Fate.DROPPED, "remark in the margin", "it was not for readers", many="remarks in the margin")
        return []

    def _formula(self, _: Element) -> list[Element]:
        self.remarks.add(Fate.LOOK, "formula", "it does not come in; write what it says in words")
        return []

    def _other_document(self, _: Element) -> list[Element]:
        self.remarks.add(Fate.LOOK, "document within the document", "it does not come in; copy its words")
        return []

    def _drawing(self, written: Element) -> Iterator[Element]:
        """A drawing: its pictures where it stands, and the words of its text boxes below their paragraph."""
        if drawings.is_hidden(written):
            self._told_hidden()
            return
        for picture in drawings.pictures(written):
            relation = self.around.relations.get(drawings.reference(picture))
            if relation is None or relation.is_outside:
                why = "it is not in the document, only where it lies; nothing is fetched"
                self.remarks.add(Fate.DROPPED, "picture that lies elsewhere", why, many="pictures that lie elsewhere")
            else:
                yield picture
        for kind in drawings.unread(written):
            self.remarks.add(Fate.LOOK, kind, "it does not come in; say in words what readers need of it")
        for box in drawings.boxes(written):
            before, self.fields = self.fields, FieldCodes()
            around, self.ground = self.ground, ""
            made = self.blocks(box)
            self.fields, self.ground = before, around
            if any(map(is_seen, made)):
                why = "its words stand below the paragraph that it was at"
                self.remarks.add(Fate.LOOK, "text box", why, many="text boxes")
                yield drawings.as_box(made)

    # Tables

    def _table(self, written: Element) -> list[Element]:
        made = Element(written.tag)
        made.extend(self.cleaned(written))
        return [made] if len(made) else []

    def _row(self, written: Element) -> list[Element]:
        properties = written.find(tag("w:trPr"))
        made = Element(written.tag)
        if properties is not None:
            if properties.find(tag("w:del")) is not None:
                self._deleted(written)
                return []
            if is_on(properties.find(tag("w:hidden"))):
                self._told_hidden()
                return []
            if is_on(properties.find(tag("w:tblHeader"))):
                SubElement(SubElement(made, tag("w:trPr")), tag("w:tblHeader"))
        made.extend(self.cleaned(written))
        return [made]

    def _cell(self, written: Element) -> list[Element]:
        made = Element(written.tag)
        own = SubElement(made, tag("w:tcPr"))
        properties = written.find(tag("w:tcPr"))
        if properties is not None:
            if properties.find(tag("w:cellDel")) is not None:
                self._deleted(written)
                return [made]
            span = value(properties.find(tag("w:gridSpan")))
            if span.isdecimal() and 0 < int(span) < 100:
                SubElement(own, tag("w:gridSpan"), {tag("w:val"): span})
            own.extend(properties.iterfind(tag("w:vMerge")))
        around, self.ground = self.ground, "" if properties is None else ground_of(properties)
        made.extend(self.blocks(written))
        self.ground = around
        return [made]


HEXADECIMAL = lazy(r"[0-9a-fA-F]{2,6}")
PAPER = "ffffff"
HARDLY = "words that readers could hardly see"
HARDLY_WHY = "they had the colour of the page, or were too small, and were left out; look at the document for them"
CONTENTS = "lines of contents and page numbers"
