"""What is pasted into a text's form from another program: its HTML, brought to our Markdown, and what became of it.

Nothing is written by it. Pictures that it holds wait, like those that are chosen, for a save of the text that has them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import dirname, relpath
from urllib.parse import quote, urlsplit

from generator.consent.refused import RefusedError
from generator.content.links import own_page
from generator.content.markdown import structure
from generator.ground import limits
from generator.ground.patterns import lazy
from generator.ground.places import MADE_PICTURES, made_file
from generator.importing import words_kept
from generator.importing.brought_pictures import STANDS_STILL, is_within, written_within
from generator.importing.html.convert import to_markdown
from generator.importing.html.page import NOT_THERE
from generator.importing.html.remarks import Remarks
from generator.importing.html.sheets import inlined
from generator.importing.html.tree import Element, read
from generator.importing.item import Fate, Remark
from generator.media.photo import Unusable
from generator.preview.desk.consent_forms import Complaint, Values
from generator.preview.desk.editing import GONE, Editor
from generator.preview.desk.form_actions import OTHER_PAGE
from generator.preview.desk.new_pictures import SAVE_FIRST
from generator.preview.site.assets import fill

PASTE = "/_desk/paste/"
LARGEST = 16_000_000  # bytes of a form, with the pictures that are written into the HTML
HERE = ("127.0.0.1", "localhost")  # where the preview is, which is the site as well
BODY = lazy(r"<body\b", re.IGNORECASE)
NOTE = lazy(r"\[\^([1-9]\d{0,5})\]")
# How programs for code say that lines are to stay as they are.
AS_CODE = lazy(r"white-space:pre(?:;|\Z)")
ONLY_NAMED = "what was copied only says where it is; save it as a file, and put it in by “Picture”"


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text that was pasted, as our Markdown; empty without ``remarks`` where its plain words are to be taken.

    ``is_row`` is true of words that stand in a paragraph, and need none of their own. ``remarks`` say what is not as it
    was where it was copied; where all that is there was left out, its plain words are, too, since they may be the same.
    """

    markdown: str
    is_row: bool = False
    remarks: tuple[Remark, ...] = ()


def pasted(editor: Editor, path: str, sent: Values) -> Pasted | tuple[Complaint, ...]:
    """What a form says was pasted into the text at a path, or why it is not taken."""
    if not editor.clerk.own(sent):
        return (Complaint(OTHER_PAGE),)
    if editor.data(path) is None:
        return (Complaint(GONE.format(path=path)),)
    html = inlined(_one(sent, "html"), {})  # what style sheets say stands before the body
    body = BODY.search(html)
    html = html[body.start() :] if body else html
    if _is_code(read(html, Remarks())):
        return Pasted("")
    pictures = _Pictures(editor, path)
    taken = max((int(number) for number in NOTE.findall(_one(sent, "words"))), default=0)
    made = to_markdown(html, link=lambda to: _link(editor, path, to), picture=pictures.path, notes_taken=taken)
    kept = [remark for remark in made.remarks if remark.why != NOT_THERE]
    markdown = made.markdown.rstrip("\n")
    kinds = [token.type for token in structure(markdown)]
    is_row = kinds == ["paragraph_open", "inline", "paragraph_close"] and "\n" not in markdown
    lost = words_kept.differences(html, made.markdown)
    return Pasted(markdown, is_row, (*kept, *pictures.remarks.found(), *lost))


def answer(made: Pasted | tuple[Complaint, ...]) -> str:
    """What became of a text that was pasted, for the script of the form."""
    return fill("desk-pasted.html", made=made if isinstance(made, Pasted) else None, complaints=made)


def _is_code(root: Element) -> bool:
    """Whether all of a text is lines that stay as they are, which may well be Markdown."""
    parts = [part for part in root.children if not isinstance(part, str) or part.strip()]
    return bool(parts) and all(
        not isinstance(part, str) and (part.tag == "pre" or AS_CODE.search(part.style) is not None) for part in parts
    )


def _link(editor: Editor, path: str, address: str) -> str:
    """Where a link leads: to a file, if it led to a page of this site, online or in the preview."""
    planned = editor.live.planned
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    homes = [planned.site.settings.address] if planned is not None else []
    is_here = parts.hostname in HERE
    if is_here:  # where the site stands at the root, and below its own path
        root = f"{parts.scheme}://{parts.netloc}"
        homes = [*(root + urlsplit(home).path for home in homes), f"{root}/"]
    pages = (page for home in homes if (page := own_page(address, home)) is not None)
    source = next((source for page in pages if (source := editor.live.source(page)) is not None), None)
    if source is not None:
        return quote(relpath(source, dirname(path)))
    return "" if is_here else address


class _Pictures:
    """The pictures in what is pasted into a text: those that are there are kept for it, others are told of."""

    def __init__(self, editor: Editor, path: str) -> None:
        self.editor, self.text = editor, path
        self.remarks = Remarks()
        self._known: dict[str, str | None] = {}

    def path(self, reference: str) -> str | None:
        """Where a picture is to lie, relative to its text; None if it is left out, which is told."""
        if reference not in self._known:
            try:
                self._known[reference] = self._taken_in(reference)
            except RefusedError as e:
                self._known[reference] = None
                self.remarks.add(Fate.DROPPED, "picture", str(e))
        return self._known[reference]

    def _taken_in(self, reference: str) -> str:
        """The same. Raises RefusedError if it is left out."""
        if not is_within(reference):
            raise RefusedError(ONLY_NAMED)
        data = written_within(reference)
        if len(data) > limits.PICTURE:
            raise RefusedError("it is larger than 40 MB")
        from generator.media.pictures import develop

        photo = develop(data)
        if isinstance(photo, Unusable):
            raise RefusedError(f"{photo.message}; {photo.hint}")
        if photo.moved:
            self.remarks.add(Fate.CHANGED, "picture", STANDS_STILL)
        src = f"{MADE_PICTURES}/{made_file(self.text, photo.name)}"
        if not self.editor.waiting.add(self.text, str(PurePosixPath(self.text).parent / src), photo):
            raise RefusedError(SAVE_FIRST)
        return src


def _one(sent: Values, name: str) -> str:
    return next(iter(sent.get(name, ())), "")
