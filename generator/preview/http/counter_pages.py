"""Where a story stands with its consent: its page, the acts on it, what was withdrawn, the log, papers and lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import quote, urlencode

from generator.consent.refused import RefusedError
from generator.ground.diagnostics import CannotBuildError
from generator.preview.desk import desk, history, mending_pages, withdrawal_pages
from generator.preview.desk.consent_forms import Refused, Values
from generator.preview.desk.form_actions import FormActions
from generator.preview.desk.history import HISTORY
from generator.preview.desk.mending_pages import MEND
from generator.preview.desk.online import OnlineChanges
from generator.preview.http.desk_pages import Asked, DeskForm, as_it_stands, desk_page
from generator.preview.http.served_text import NO_PAGE, PAPER_HEADERS, ServedText, media_type, message
from generator.preview.site.live import LiveSite

STORY = f"{desk.HOME}story/"
WITHDRAWN, LOG, CONSENTS = f"{desk.HOME}withdrawn", f"{desk.HOME}log", f"{desk.HOME}consents."

# What a form does to a text, and the page with the form as it was sent, for one that was refused.
Deed: TypeAlias = Callable[[str, Values], str | Refused]
Again: TypeAlias = Callable[[str, Asked, Refused | None], str | None]


class CounterPages:
    """The counter, with its papers."""

    def __init__(self, live: LiveSite, clerk: FormActions, changes: OnlineChanges) -> None:
        """``changes`` are looked at after a withdrawal."""
        self.live, self.clerk, self.changes = live, clerk, changes
        self.forms = (
            self._form(STORY, clerk.act, self._story),
            self._form(desk.WITHDRAW, clerk.withdraw, self._withdrawing, WITHDRAWN),
            self._form(MEND, clerk.mend, self._mending),
        )

    def see(self, asked: Asked) -> ServedText | None:
        """What stands at an address; None where it is none of these. Raises RefusedError and CannotBuildError."""
        path, choice = asked.path, asked.choice
        page: str | None
        if path == LOG:
            page = withdrawal_pages.log(self.clerk, choice)
        elif path == WITHDRAWN:
            page = withdrawal_pages.withdrawn(self.clerk, choice, self.changes.fresh(choice))
        elif path.startswith(desk.WITHDRAW):
            page = self._withdrawing(path.removeprefix(desk.WITHDRAW), asked)
        elif path.startswith(MEND):
            page = self._mending(path.removeprefix(MEND), asked)
        elif path.startswith(HISTORY):
            page = history.page(self.live, path.removeprefix(HISTORY), choice.kept)
        elif path.startswith(STORY):
            page = self._story(path.removeprefix(STORY), asked)
        elif path.startswith(CONSENTS):
            listed = self.clerk.consents(path.removeprefix(CONSENTS))
            return NO_PAGE if listed is None else ServedText(listed.encode(), media_type(path), alone=True)
        elif path.startswith(desk.PAPERS):
            paper = self.clerk.paper(path.removeprefix(desk.PAPERS))
            return NO_PAGE if paper is None else ServedText(paper, media_type(path), alone=True, headers=PAPER_HEADERS)
        else:
            return None
        return NO_PAGE if page is None else desk_page(self.live, page)

    def _form(self, prefix: str, do: Deed, again: Again, after: str = "") -> DeskForm:
        """A form on a text's page, which leads back to it, or to the page ``after``."""

        def act(asked: Asked, sent: Values) -> ServedText:
            source = asked.path.removeprefix(prefix)
            done = do(source, sent)
            if not isinstance(done, Refused):
                query = urlencode({**asked.choice.kept, "told": done})
                return ServedText(b"", moved=f"{after or quote(asked.path)}?{query}", status=303)
            try:
                page = again(source, asked, done)
            except (RefusedError, CannotBuildError):
                page = None
            if page is None:
                why = [complaint.words for complaint in done.complaints]
                return ServedText(message("This could not be done", why, desk.HOME), status=404)
            return as_it_stands(page, done.status)

        return DeskForm(f"{prefix}{{source:path}}", act)

    def _story(self, source: str, asked: Asked, refused: Refused | None = None) -> str | None:
        return desk.story(self.live, source, asked.choice, self.live.root.resolve().as_posix(), self.clerk, refused)

    def _withdrawing(self, source: str, asked: Asked, refused: Refused | None = None) -> str | None:
        return withdrawal_pages.asking(self.clerk, source, asked.choice, refused)

    def _mending(self, source: str, asked: Asked, refused: Refused | None = None) -> str | None:
        told = self.clerk.told(asked.choice.told)
        return mending_pages.asking(self.live, source, asked.choice.kept, told, self.clerk.token, refused)
