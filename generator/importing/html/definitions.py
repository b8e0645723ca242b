"""Definition lists in HTML."""

from __future__ import annotations

from collections.abc import Iterator

from generator.importing.html.lists import Inner
from generator.importing.html.paragraphs import one_row
from generator.importing.html.tree import Element
from generator.importing.html.values import DefinitionBlock, ParagraphBlock, Pieces, RowPiece, TextBlock


def is_arrangement(element: Element) -> bool:
    """Whether a definition list only arranges pictures, as galleries of WordPress do."""
    return any(term.tag == "dt" and any(inner.tag == "img" for inner in term.walk()) for term in _parts(element))


def _parts(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            if child.tag in ("dt", "dd"):
                yield child
            else:
                yield from (inner for inner in child.children if isinstance(inner, Element))


def blocks(element: Element, inner: Inner) -> list[TextBlock]:
    """Its terms and their explanations; what is the one without the other is paragraphs."""
    made: list[TextBlock] = []
    entries: list[tuple[Pieces, tuple[tuple[TextBlock, ...], ...]]] = []
    terms: list[Pieces] = []
    for part in _parts(element):
        if part.tag == "dt":
            if entries and entries[-1][1] == ():
                entries.pop()
            if row := one_row(inner(part.children)):
                terms.append(row)
            continue
        content = inner(part.children)
        if not content:
            continue
        if terms:
            term = tuple(piece for n, row in enumerate(terms) for piece in ((RowPiece(" / "), *row) if n else row))
            entries.append((term, (tuple(content),)))
            terms = []
        elif entries:
            entries[-1] = (entries[-1][0], (*entries[-1][1], tuple(content)))
        else:
            made += content
    if entries:
        made.append(DefinitionBlock(tuple(entries)))
    return [*made, *(ParagraphBlock(row) for row in terms)]
