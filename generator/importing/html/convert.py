"""HTML to our Markdown: one text, as it is pasted or as another program has written it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.importing.html import notes
from generator.importing.html.addresses import of_a_file
from generator.importing.html.clean import clean
from generator.importing.html.flow import Flow
from generator.importing.html.levels import Levels
from generator.importing.html.notes import Notes
from generator.importing.html.page import Conversion
from generator.importing.html.remarks import Remarks
from generator.importing.html.values import HeadingBlock, SceneBreak, TextBlock
from generator.importing.html.writing import written
from generator.importing.item import Fate, Remark

IN_NOTES = 2  # so deep do blocks of a footnote stand


@dataclass(frozen=True, slots=True)
class Converted:
    """A text in our Markdown, below its front matter; its pictures, as their source refers to them; what changed."""

    markdown: str
    pictures: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


def as_it_is(address: str) -> str:
    """An address where nobody says otherwise."""
    return address


def in_a_file(reference: str) -> str | None:
    """A picture where nobody says otherwise: as it is, but for one that is in the text itself."""
    return reference if of_a_file(reference) else None


def to_markdown(
    html: str,
    *,
    link: Callable[[str], str] = as_it_is,
    picture: Callable[[str], str | None] = in_a_file,
    notes_taken: int = 0,
) -> Converted:
    """Convert a page, or a part of one, to the Markdown of the guide for authors.

    ``link`` is asked with the address of each link and gives the one to write; an empty one leaves the words alone.
    ``picture`` is asked where each picture is and gives the file to write, or None, which leaves it out. Footnotes get
    numbers behind ``notes_taken``. Whatever is not as it was is in the remarks.
    """
    remarks = Remarks()
    root = clean(html, remarks)
    found = notes.find(root, notes_taken)
    page = Conversion(root, found, remarks, link, picture)
    texts = _texts(page, found)
    flow = Flow(page)
    flow.add(root.children)
    blocks = _without_end(flow.finished(), page, has_notes=bool(texts))
    for _ in range(found.comments):
        remarks.add(Fate.DROPPED, "remark in the margin", "it was not for readers", many="remarks in the margin")
    levels = Levels(remarks)
    leveled = levels.set_in(blocks)
    notes_leveled = [(name, levels.set_in(inner)) for name, inner in texts]
    return Converted(written(leveled, notes_leveled), tuple(page.pictures), remarks.found())


def _texts(page: Conversion, found: Notes) -> list[tuple[str, list[TextBlock]]]:
    """The footnotes with their names; marks of those without words are taken out."""
    texts: list[tuple[str, list[TextBlock]]] = []
    for name, holder in found.texts.items():
        flow = Flow(page, IN_NOTES)
        flow.add(holder.children)
        blocks = flow.finished()
        while blocks and isinstance(blocks[0], SceneBreak):
            del blocks[0]
        if blocks:
            texts.append((name, blocks))
    names = {name for name, _ in texts}
    for mark in [mark for mark, name in found.marks.items() if name not in names]:
        found.left_out.add(mark)
        del found.marks[mark]
    return texts


def _without_end(blocks: list[TextBlock], page: Conversion, *, has_notes: bool) -> list[TextBlock]:
    """Without lines at the edges, and without what stood above footnotes, which get a heading by themselves."""
    while blocks and isinstance(blocks[0], SceneBreak):
        del blocks[0]
    while blocks and (isinstance(blocks[-1], SceneBreak) or (has_notes and isinstance(blocks[-1], HeadingBlock))):
        if isinstance(blocks.pop(), HeadingBlock):
            page.remarks.add(Fate.DROPPED, "heading above the footnotes", "they have one by themselves")
    return blocks
