"""A tree without what is left out on purpose: passages that were struck through, and forms."""

from __future__ import annotations

from generator.importing.html import lists, office
from generator.importing.html.remarks import Remarks
from generator.importing.html.styles import is_struck
from generator.importing.html.tree import Element, read
from generator.importing.item import Fate

# Some programs put a whole page into a form.
LONGEST_FORM = 1_500


def clean(html: str, remarks: Remarks) -> Element:
    """The tree of a page, or of a part of one, with its lists as such; what is left out is told to ``remarks``."""
    root = read(html, remarks)
    waiting = [root]
    while waiting:
        element = waiting.pop()
        kept = [child for child in element.children if isinstance(child, str) or _is_kept(child, remarks)]
        if len(kept) < len(element.children):
            element.children[:] = kept
        waiting += (child for child in kept if isinstance(child, Element))
    office.meant(root)
    lists.joined(root)
    return root


def _is_kept(element: Element, remarks: Remarks) -> bool:
    if element.tag == "form" and len(element.words().strip()) <= LONGEST_FORM:
        remarks.add(Fate.DROPPED, "form", "nobody could send it from here")
        return False
    if not is_struck(element):
        return True
    if element.words().strip():
        why = "it is left out: without the line it would say what is no longer meant"
        many = "passages that were struck through"
        remarks.add(Fate.LOOK, "passage that was struck through", why, many=many)
    return False
