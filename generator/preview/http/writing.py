"""The addresses at which texts are written: forms, what is not saved yet, and how it looks."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, unquote, urlencode

from generator.authoring.front_matter_edit import CannotEditError
from generator.ground.diagnostics import CannotBuildError
from generator.preview.desk import desk, edit_pages
from generator.preview.desk.consent_forms import Values
from generator.preview.desk.desk import HOME
from generator.preview.desk.editing import EDIT, LOOK, NEW, UNSAVED, Editor, Unwritten
from generator.preview.desk.form_actions import FormActions
from generator.preview.desk.verdicts import as_if_saved
from generator.preview.http.served_text import (
    DESK_HEADERS,
    LOOK_HEADERS,
    NO_PAGE,
    PROOF_HEADERS,
    ServedText,
    media_type,
    message,
)
from generator.preview.site.live import LiveSite

NO_TEXT = ServedText(
    message("This cannot be changed here", ["Its letters cannot be read; the problems on its page say why."], HOME),
    status=404,
)


class Writing:
    """The pages of one preview on which texts are written."""

    def __init__(self, live: LiveSite, clerk: FormActions) -> None:
        self.live, self.clerk = live, clerk
        self.editor = Editor(live, clerk)

    def see(self, path: str, choice: desk.Choice, query: str) -> ServedText | None:
        """What stands at an address; None where it is none of these. Raises CannotBuildError where there is no site."""
        if path == NEW:
            page = edit_pages.new(choice.kept, self.clerk.token)
            return ServedText(page.encode(), alone=True, headers=DESK_HEADERS)
        if path.startswith(EDIT):
            return self._edit(path.removeprefix(EDIT), choice, query)
        if path.startswith(LOOK):
            root = self.live.root.resolve().as_posix()
            seen = edit_pages.look(self.editor, path.removeprefix(LOOK), _key(query), choice.kept, root)
            return NO_PAGE if seen is None else ServedText(seen.encode(), alone=True, headers=LOOK_HEADERS)
        if path.startswith(UNSAVED):
            key, _, inside = path.removeprefix(UNSAVED).partition("/-/")
            return self._unsaved(key, inside)
        return None

    def write(self, address: str, sent: Values) -> ServedText:
        """Do what a form asks for: where to go on from there, or the form again with all that is in it."""
        asked, _, query = address.partition("?")
        path, choice = unquote(asked), desk.asked(query, self.live.medium, self.live.today)
        if path == NEW:
            made = self.editor.new(sent)
            if isinstance(made, str):
                return ServedText(b"", moved=f"{EDIT}{quote(made)}?{urlencode(choice.kept)}", status=303)
            page = edit_pages.new(choice.kept, self.clerk.token, "".join(sent.get("title", ())), made)
            return ServedText(page.encode(), status=422, alone=True, headers=DESK_HEADERS)
        source = path.removeprefix(EDIT)
        saved = self.editor.save(source, sent)
        if isinstance(saved, Unwritten):
            return self._edit(source, choice, query, saved)
        return ServedText(b"", moved=f"{quote(path)}?{urlencode({**choice.kept, 'told': saved})}", status=303)

    def look(self, address: str, sent: Values) -> ServedText:
        """Keep what is written in a form and not saved, and show it."""
        source = unquote(address.partition("?")[0]).removeprefix(LOOK)
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

    def _edit(self, source: str, choice: desk.Choice, query: str, sent: Unwritten | None = None) -> ServedText:
        """A story's form; without live reload, which would take away what is written in it."""
        told, key = self.clerk.told(choice.told), _key(query)
        page = edit_pages.editing(self.editor, source, choice.kept, told, key, sent)
        if page is None:
            return NO_TEXT if source in self.live.manuscripts else NO_PAGE
        return ServedText(page.encode(), status=sent.status if sent else 200, alone=True, headers=DESK_HEADERS)

    def _unsaved(self, key: str, path: str) -> ServedText:
        """A page as it would be if a text were saved that is not."""
        kept = self.editor.unsaved_data(key)
        if kept is None:
            return NO_PAGE
        wanted = f"{path}index.html" if path.endswith("/") or not path else path
        try:
            made, _ = as_if_saved(self.live, *kept, wanted)
        except CannotBuildError:
            made = None
        if made is None:
            return NO_PAGE
        return ServedText(made.content, media_type(wanted), alone=True, headers=PROOF_HEADERS)


def _key(query: str) -> str:
    return "".join(parse_qs(query).get("unsaved", [])[:1])
