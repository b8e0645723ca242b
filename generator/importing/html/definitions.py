"""Definition lists in HTML."""

from __future__ import annotations

from collections.abc import Iterator

from generator.importing.html.lists import Inner
from generator.importing.html.one_row import one_row
from generator.importing.html.tree import Element
from generator.importing.html.values import BoxBlock, DefinitionBlock, ParagraphBlock, Pieces, RowPiece, TextBlock


def is_arrangement(element: Element) -> bool:
    """Whether a definition list only arranges pictures, as galleries of WordPress do."""
    terms = (part for part in _parts(element) if isinstance(part, Element) and part.tag == "dt")
    return any(inner.tag == "img" for term in terms for inner in term.walk())


def _parts(element: Element) -> Iterator[Element | str]:
    """What is in it, groups of terms and explanations opened."""
    for child in element.children:
        if isinstance(child, Element) and child.tag == "div" and any(map(_is_part, child.children)):
            yield from child.children
        else:
            yield child


def _is_part(child: Element | str) -> bool:
    return isinstance(child, Element) and child.tag in ("dt", "dd")


def blocks(element: Element, inner: Inner) -> list[TextBlock]:
    """Its terms and their explanations; what is the one without the other, or neither, is paragraphs."""
    made = _Made()
    for part in _parts(element):
        content = inner([part])
        if not content:
            continue
        if isinstance(part, Element) and part.tag == "dt":
            made.terms.append(one_row(content))
        elif not (isinstance(part, Element) and part.tag == "dd"):
            made.end()
            made.blocks += content
        elif made.terms or made.entries:
            made.explain(tuple(content))
        else:
            made.blocks += content
    made.end()
    return made.blocks


class _Made:
    """What is finished, the definitions that are open, and the terms that nothing explains yet."""

    def __init__(self) -> None:
        self.blocks: list[TextBlock] = []
        self.entries: list[tuple[Pieces, tuple[tuple[TextBlock, ...], ...]]] = []
        self.terms: list[Pieces] = []

    def explain(self, content: tuple[TextBlock, ...]) -> None:
        """Take in an explanation, of the terms that wait for one or else of the last."""
        if isinstance(first := content[0], BoxBlock):  # whose colons the parser does not take right behind another
            content = (*first.blocks, *content[1:])
        if self.terms:
            between = RowPiece(" / ")
            term = tuple(piece for n, row in enumerate(self.terms) for piece in ((between, *row) if n else row))
            self.entries.append((term, (content,)))
            self.terms = []
        else:
            term, before = self.entries[-1]
            self.entries[-1] = (term, (*before, content))

    def end(self) -> None:
        """Finish the definitions that are open."""
        self.blocks += [DefinitionBlock(tuple(self.entries))] if self.entries else []
        self.blocks += map(ParagraphBlock, self.terms)
        self.entries, self.terms = [], []
