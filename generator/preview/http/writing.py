"""The addresses at which texts are written: forms, what is not saved yet, and how it looks."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlencode

from generator.authoring.front_matter_edit import CannotEditError
from generator.content.routes import FRONT_WORDS
from generator.ground import limits
from generator.ground.diagnostics import CannotBuildError
from generator.preview.desk import edit_pages, mask_pages, new_pictures, new_recordings
from generator.preview.desk.consent_forms import Complaint, Values
from generator.preview.desk.desk import HOME
from generator.preview.desk.editing import (
    EDIT,
    KEEP,
    LOOK,
    NEW,
    NEW_FRONT,
    NEW_PAGE,
    PAGES,
    PICTURE,
    RECORDED,
    SHOWN,
    UNSAVED,
    Editor,
    Unwritten,
)
from generator.preview.desk.form_actions import FormActions
from generator.preview.desk.mask_pages import MASK
from generator.preview.desk.new_pictures import FRAMED, NewPicture
from generator.preview.desk.new_recordings import SentFile
from generator.preview.desk.verdicts import as_if_saved, clip_as_if_published
from generator.preview.http.desk_pages import Asked, DeskForm, FilesAllowed, NotKept, as_it_stands, desk_page
from generator.preview.http.served_text import (
    LOOK_HEADERS,
    NO_PAGE,
    PROOF_HEADERS,
    ServedText,
    media_type,
    message,
)
from generator.preview.site.live import LiveSite

LARGEST_WRITING = 4 * limits.TEXT  # of which each byte may take three in a form
NO_TEXT = ServedText(
    message("This cannot be changed here", ["Its letters cannot be read; the problems on its page say why."], HOME),
    status=404,
)


class Writing:
    """The pages of one preview on which texts are written."""

    def __init__(self, live: LiveSite, clerk: FormActions) -> None:
        self.live, self.clerk = live, clerk
        self.editor = Editor(live, clerk)
        self.forms = (
            DeskForm(NEW, self._begin),
            DeskForm(NEW_PAGE, self._begin),
            DeskForm(NEW_FRONT, self._begin),
            DeskForm(f"{EDIT}{{source:path}}", self._save, LARGEST_WRITING),
            DeskForm(f"{LOOK}{{source:path}}", self._look, LARGEST_WRITING, keeps=False),
            DeskForm(f"{KEEP}{{source:path}}", self._keep),
            DeskForm(f"{MASK}{{source:path}}", self._mask, keeps=False),
            DeskForm(
                f"{PICTURE}{{source:path}}",
                self._picture,
                LARGEST_WRITING,
                keeps=False,
                files=FilesAllowed(1, limits.PICTURE, is_picture=lambda _, __: True),
            ),
            DeskForm(
                f"{RECORDED}{{source:path}}",
                self._recorded,
                LARGEST_WRITING,
                keeps=False,
                files=FilesAllowed(1, limits.RECORDING, is_picture=new_recordings.is_picture),
            ),
        )

    def see(self, asked: Asked) -> ServedText | None:
        """What stands at an address; None where it is none of these. Raises CannotBuildError where there is no site."""
        path, choice = asked.path, asked.choice
        if path in (NEW, NEW_PAGE, NEW_FRONT):
            return as_it_stands(edit_pages.new(choice.kept, self.clerk.token, path))
        if path == PAGES:
            return desk_page(self.live, edit_pages.pages(self.editor, choice.kept))
        if path.startswith(EDIT):
            return self._edit(path.removeprefix(EDIT), asked)
        if path.startswith(LOOK):
            root = self.live.root.resolve().as_posix()
            seen = edit_pages.look(self.editor, path.removeprefix(LOOK), _key(asked.query), choice.kept, root)
            return NO_PAGE if seen is None else ServedText(seen.encode(), alone=True, headers=LOOK_HEADERS)
        if path.startswith(SHOWN):
            src = "".join(parse_qs(asked.query).get("src", [])[:1])
            photo = self.editor.bare(path.removeprefix(SHOWN), src)
            return NO_PAGE if photo is None else ServedText(photo.content, photo.type, alone=True)
        if path.startswith(UNSAVED):
            key, _, inside = path.removeprefix(UNSAVED).partition("/-/")
            return self._unsaved(key, inside)
        return None

    def _begin(self, asked: Asked, sent: Values) -> ServedText:
        """Make a new story, or page, and go on to its form."""
        at = asked.path
        made = self.editor.new(sent, page=at != NEW, file=FRONT_WORDS if at == NEW_FRONT else None)
        if isinstance(made, str):
            return ServedText(b"", moved=f"{EDIT}{quote(made)}?{urlencode(asked.choice.kept)}", status=303)
        title = "".join(sent.get("title", ()))
        return as_it_stands(edit_pages.new(asked.choice.kept, self.clerk.token, at, title, made), 422)

    def _save(self, asked: Asked, sent: Values) -> ServedText:
        """Save a story: where to go on from there, or the form again with all that is in it."""
        source = asked.path.removeprefix(EDIT)
        saved = self.editor.save(source, sent)
        if isinstance(saved, Unwritten):
            return self._edit(source, asked, saved)
        query = urlencode({**asked.choice.kept, "told": saved})
        return ServedText(b"", moved=f"{quote(asked.path)}?{query}", status=303)

    def _look(self, asked: Asked, sent: Values) -> ServedText:
        """Keep what is written in a form and not saved, and show it."""
        source = asked.path.removeprefix(LOOK)
        try:
            at = self.editor.look(source, sent)
        except CannotEditError as e:
            why = f"A field cannot be changed here: {e}. Change that one in a text editor."
            return ServedText(message("This cannot be shown", [why]), status=422, alone=True, headers=LOOK_HEADERS)
        if at is None:
            why = (
                "The story is not there any more, or the preview was started again. Press “Save”; what you wrote stays."
            )
            return ServedText(message("This cannot be shown", [why]), status=409, alone=True, headers=LOOK_HEADERS)
        return ServedText(b"", moved=at, status=303)

    def _mask(self, asked: Asked, sent: Values) -> ServedText:
        """Show what it changes in a text to write another name, and do it where that was shown."""
        source = asked.path.removeprefix(MASK)
        made, status = mask_pages.answer(self.editor, source, _key(asked.query), sent, asked.choice.kept)
        return ServedText(made.encode(), status=status, alone=True, headers=LOOK_HEADERS)

    def _keep(self, asked: Asked, sent: Values) -> ServedText:
        """Let a text keep what is advised on, and show it again."""
        source = asked.path.removeprefix(KEEP)
        if (why := self.editor.keep(source, sent)) is not None:
            return ServedText(message("Nothing was changed", [why]), status=422, alone=True, headers=LOOK_HEADERS)
        query = urlencode({**asked.choice.kept, "unsaved": _key(asked.query)})
        return ServedText(b"", moved=f"{LOOK}{quote(source)}?{query}", status=303)

    def _picture(self, asked: Asked, sent: Values) -> ServedText:
        """Take a picture for a text: what is put into its form, in a frame for the script, or the form with it."""
        source, files = asked.path.removeprefix(PICTURE), asked.files
        if isinstance(files, NotKept) and self.clerk.own(sent):
            made: NewPicture | tuple[Complaint, ...] = (Complaint(files.why, new_pictures.FIELD),)
        else:
            made = self.editor.choose(source, sent, files if isinstance(files, bytes) else None)
        status = 422 if isinstance(made, tuple) else 200
        if FRAMED in parse_qs(asked.query):
            page = edit_pages.chosen(made).encode()
            return ServedText(page, status=status, alone=True, headers=LOOK_HEADERS)
        shown = next(iter(sent.get("shown", ())), "")
        if isinstance(made, tuple):
            return self._edit(source, asked, Unwritten(sent, shown, made))
        return self._edit(source, asked, Unwritten(made.put_into(sent), shown, status=200), (made.told,))

    def _recorded(self, asked: Asked, sent: Values) -> ServedText:
        """Take a file for a story's recording: the form with it."""
        source, files = asked.path.removeprefix(RECORDED), asked.files
        if isinstance(files, NotKept):
            made: SentFile | tuple[Complaint, ...] = (Complaint(files.why, new_recordings.FIELD),)
        else:
            made = self.editor.take(source, sent, files)
        shown = next(iter(sent.get("shown", ())), "")
        if isinstance(made, tuple):
            return self._edit(source, asked, Unwritten(sent, shown, made))
        return self._edit(source, asked, Unwritten(made.put_into(sent), shown, status=200), (made.told,))

    def _edit(self, source: str, asked: Asked, sent: Unwritten | None = None, told: tuple[str, ...] = ()) -> ServedText:
        """A story's form."""
        told, key = told or self.clerk.told(asked.choice.told), _key(asked.query)
        page = edit_pages.editing(self.editor, source, asked.choice.kept, told, key, sent)
        if page is None:
            return NO_TEXT if source in self.live.manuscripts else NO_PAGE
        return as_it_stands(page, sent.status if sent else 200)

    def _unsaved(self, key: str, path: str) -> ServedText:
        """A page as it would be if a text were saved that is not."""
        kept = self.editor.unsaved_data(key)
        if kept is None:
            return NO_PAGE
        wanted = f"{path}index.html" if path.endswith("/") or not path else path
        clip = clip_as_if_published(self.live, kept[0], wanted)
        if clip is not None:
            return ServedText(b"", media_type(wanted), alone=True, clip=clip, headers=PROOF_HEADERS)
        try:
            made, _ = as_if_saved(
                self.live, *kept, wanted, self.editor.waiting.of(kept[0]), self.editor.files.of(kept[0])
            )
        except CannotBuildError:
            made = None
        if made is None:
            return NO_PAGE
        return ServedText(made.content, media_type(wanted), alone=True, headers=PROOF_HEADERS)


def _key(query: str) -> str:
    return "".join(parse_qs(query).get("unsaved", [])[:1])
