"""A tree of HTML to blocks: goes through all elements in order, and gathers words until a block begins or ends.

Browsers let anything stand in anything: paragraphs in stress, headings in links, words beside lists. So an element
either begins a block, or it only says how the words in it are set, and both may hold each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from generator.content.body_builder import DEEPEST
from generator.importing.html import definitions, embeds, figures, lists, tables
from generator.importing.html.addresses import PICTURE
from generator.importing.html.one_row import one_row
from generator.importing.html.page import HEADINGS, Conversion
from generator.importing.html.paragraphs import BREAK, ends_a_comment, paragraphs, words
from generator.importing.html.styles import EM, PLAIN, STRONG, Style, raised, styled
from generator.importing.html.tree import Element
from generator.importing.html.values import (
    BoxBlock,
    CodeBlock,
    HeadingBlock,
    ParagraphBlock,
    PieceKind,
    QuoteBlock,
    RowPiece,
    SceneBreak,
    TextBlock,
)
from generator.importing.item import Fate

# The parser reads no deeper than DEEPEST, of which a paragraph and its words need some.
DEEPEST_HERE = DEEPEST - 4
LIST, QUOTE = 2, 1  # how much deeper their content is
LONGEST_HEADING = 400
LONGEST_CODE = 200
APART = frozenset(
    (
        *(
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "nav",
            "center",
            "address",
            "details",
            "summary",
        ),
        *(
            "fieldset",
            "legend",
            "hgroup",
            "dialog",
            "menu",
            "dir",
            "dt",
            "dd",
            "li",
            "figcaption",
            "caption",
            "search",
            "marquee",
        ),
        *("form", "thead", "tbody", "tfoot", "tr", "td", "th", "body"),
    )
)
EMBEDDED = frozenset(["iframe", "object", "embed", "video", "audio"])
SIMPLE = STRONG | EM | {"span", "font", "u", "small", "big", "wbr"}
DASHES = ("—", "–", "-", "―")
PULLED = frozenset(("wp-block-pullquote", "pullquote", "pull-quote"))
QUOTATION = '"', "'"


class Flow:
    """What an element holds: finished blocks, and the pieces of one that is open."""

    def __init__(self, page: Conversion, depth: int = 0) -> None:
        self.page, self.depth = page, depth
        self.blocks: list[TextBlock] = []
        self.pieces: list[RowPiece] = []
        self.begun: dict[str, Callable[[Element, Style], None]] = {
            "hr": self._rule,
            "pre": self._pre,
            "blockquote": self._quote,
            "aside": self._aside,
            **dict.fromkeys(HEADINGS, self._heading),
            **dict.fromkeys(("ul", "ol"), self._list),
            "dl": self._definitions,
            "table": self._table,
            "figure": self._figure,
            **dict.fromkeys(APART, self._apart),
        }

    def add(self, children: Sequence[Element | str], style: Style = PLAIN) -> None:
        """Take in what an element holds."""
        for child in children:
            if isinstance(child, str):
                self._words(child, style)
            else:
                self._element(child, style)

    def finished(self) -> list[TextBlock]:
        """All blocks."""
        self._flush()
        return self.blocks

    def inner(self, children: Sequence[Element | str], style: Style, deeper: int = 0) -> list[TextBlock]:
        """The blocks of what stands within a block, so much deeper."""
        flow = Flow(self.page, self.depth + deeper)
        flow.add(children, style)
        return flow.finished()

    def _flush(self) -> None:
        if self.pieces:
            self.blocks += paragraphs(self.pieces)
            self.pieces = []

    # Words

    def _words(self, text: str, style: Style) -> None:
        like = RowPiece(
            "", strong=style.strong, em=style.em or (style.underlined and not style.strong), link=style.link
        )
        if style.pre and "\n" in text:
            for n, line in enumerate(text.expandtabs(4).split("\n")):
                if n:
                    self.pieces.append(BREAK)
                indent = len(line) - len(line.lstrip(" ")) if n else 0
                self.pieces += words("\u00a0" * indent + line[indent:], like)
        else:
            self.pieces += words(raised(text, style.raised) if style.raised else text, like)

    def _element(self, element: Element, style: Style) -> None:
        notes, tag = self.page.notes, element.tag
        if element in notes.marks:
            self.pieces.append(RowPiece(notes.marks[element], PieceKind.NOTE))
            return
        if element in notes.left_out:
            return
        if "class" in element.attributes and figures.is_one(element):
            tag = "figure"
        begin = self.begun.get(tag)
        if begin is not None:
            self._flush()
            begin(element, style)
            self._flush()
        elif tag == "br":
            self.pieces.append(BREAK)
        elif tag == "img":
            self._picture(element, style)
        elif tag in EMBEDDED:
            self.pieces += embeds.pieces(element, self.page)
        else:
            self._inline(element, style)

    def _inline(self, element: Element, style: Style) -> None:
        tag = element.tag
        if tag == "a" and "href" in element.attributes:
            self._link(element, style)
        elif tag in ("code", "kbd", "samp", "tt") and self._code(element, style):
            return
        elif tag in ("q", "rt"):
            before, behind = ("(", ")") if tag == "rt" else (QUOTATION[style.quoted % 2],) * 2
            inner = styled(style, element)
            self._words(before, style)
            self.add(element.children, inner)
            self._words(behind, style)
        else:
            self.add(element.children, styled(style, element))

    def _link(self, element: Element, style: Style) -> None:
        target = self.page.target(element.attributes["href"])
        shown = " ".join(element.words().split())
        is_shown = shown != "" and target.removeprefix("mailto:") == shown and ":" in target
        if is_shown and not ends_a_comment(shown):
            self.pieces.append(RowPiece(shown, PieceKind.ADDRESS, style.strong, style.em))
            return
        self.add(element.children, replace(styled(style, element), link=target))

    def _code(self, element: Element, style: Style) -> bool:
        """Take in a piece of code; False where an element of that name only sets longer words."""
        inner = element.walk()
        next(inner)
        words = element.words()
        text = " ".join(words.split())
        if len(text) > LONGEST_CODE or any(other.tag not in SIMPLE for other in inner):
            return False
        if words[:1].isspace():
            self._words(" ", style)
        if text:
            self.pieces.append(RowPiece(text, PieceKind.CODE, link=style.link))
        if words[-1:].isspace():
            self._words(" ", style)
        return True

    def _picture(self, element: Element, style: Style) -> None:
        alt = " ".join(element.attributes.get("alt", "").split())
        if figures.is_sign(element):
            self._words(alt, style)
        elif figures.is_tracker(element):
            self.page.remarks.add(Fate.DROPPED, "tracking picture", "nobody sees it")
        elif source := self.page.source(figures.address(element), alt):
            link = style.link if alt and not PICTURE.search(style.link) else ""
            self.pieces.append(RowPiece(alt, PieceKind.PICTURE, link=link, source=source))

    # Blocks

    def _apart(self, element: Element, style: Style) -> None:
        self.add(element.children, styled(style, element))

    def _rule(self, _element: Element, _style: Style) -> None:
        self.blocks.append(SceneBreak())

    def _pre(self, element: Element, style: Style) -> None:
        children = [child for child in element.children if not isinstance(child, str) or child.strip()]
        if all(isinstance(child, Element) and child.tag in ("code", "samp", "kbd") for child in children):
            text = element.words().strip("\n").expandtabs(4)
            if text.strip():
                self.blocks.append(CodeBlock(text))
        else:
            self.add(element.children, replace(styled(style, element), pre=True))

    def _heading(self, element: Element, style: Style) -> None:
        blocks = self.inner(element.children, replace(styled(style, element), strong=False))
        paragraphs_only = [block for block in blocks if isinstance(block, ParagraphBlock)]
        row = one_row(paragraphs_only)
        if all(piece.strong or not piece.text.strip() for piece in row):
            row = tuple(replace(piece, strong=False) for piece in row)
        length = sum(len(piece.text) for piece in row)
        if not length or length > LONGEST_HEADING:
            self.blocks += blocks
            return
        self.blocks.append(HeadingBlock(HEADINGS[element.tag], row))
        self.blocks += (block for block in blocks if not isinstance(block, ParagraphBlock))

    def _quote(self, element: Element, style: Style) -> None:
        children = [child for child in element.children if not isinstance(child, str) or child.strip()]
        last = children[-1] if len(children) > 1 else ""
        said_by = last if isinstance(last, Element) and last.tag in ("cite", "footer") else None
        inner = self._within([child for child in children if child is not said_by], style, QUOTE)
        if said_by is not None:
            name = self.inner(said_by.children, style)
            if name and isinstance(name[0], ParagraphBlock) and not name[0].row[0].text.startswith(DASHES):
                name[0] = ParagraphBlock((RowPiece("— "), *name[0].row))
            inner += name
        if self._is_too_deep(QUOTE) or not inner:
            self.blocks += inner
        elif element.classes & PULLED:
            self.blocks.append(BoxBlock("quote", tuple(inner)))
        else:
            self.blocks.append(QuoteBlock(tuple(inner)))

    def _aside(self, element: Element, style: Style) -> None:
        inner = self._within(element.children, style, QUOTE)
        if self._is_too_deep(QUOTE) or not inner:
            self.blocks += inner
        else:
            self.blocks.append(BoxBlock("aside", tuple(inner)))

    def _list(self, element: Element, style: Style) -> None:
        inner = partial(self._within, style=styled(style, element), deeper=LIST)
        found = lists.listing(element, inner, self.page.remarks)
        if self._is_too_deep(LIST) or (found is not None and not found.items):
            self.blocks += (block for item in found.items for block in item) if found else ()
        elif found is not None:
            self.blocks.append(found)

    def _definitions(self, element: Element, style: Style) -> None:
        inner = partial(self._within, style=styled(style, element), deeper=LIST)
        if self._is_too_deep(LIST) or definitions.is_arrangement(element):
            self._apart(element, style)
        else:
            self.blocks += definitions.blocks(element, inner)

    def _table(self, element: Element, style: Style) -> None:
        self.blocks += tables.blocks(element, partial(self.inner, style=styled(style, element)), self.page.remarks)

    def _figure(self, element: Element, style: Style) -> None:
        if element.classes & PULLED and not self._is_too_deep(QUOTE):
            inner = self._within(element.children, style, QUOTE)
            first = inner[0] if len(inner) == 1 else None
            self.blocks.append(BoxBlock("quote", first.blocks if isinstance(first, QuoteBlock) else tuple(inner)))
            return
        self.blocks += figures.blocks(element, partial(self.inner, style=styled(style, element)), self.page)

    def _within(self, children: Sequence[Element | str], style: Style, deeper: int) -> list[TextBlock]:
        return self.inner(children, style, 0 if self._is_too_deep(deeper) else deeper)

    def _is_too_deep(self, deeper: int) -> bool:
        return self.depth + deeper > DEEPEST_HERE
