"""Where copies to give away are made and downloaded."""

from __future__ import annotations

from urllib.parse import urlencode

from generator.consent.settling import settle
from generator.ground.diagnostics import CannotBuildError
from generator.preview.desk import copies, desk
from generator.preview.desk.consent_forms import Complaint, Refused, Values
from generator.preview.desk.copies import COPY, CopyMade
from generator.preview.desk.form_actions import OTHER_PAGE, FormActions, complaints_of
from generator.preview.http.desk_pages import Asked, DeskForm, as_it_stands, desk_page
from generator.preview.http.served_text import FILE_HEADERS, NO_PAGE, ServedText, media_type, message
from generator.preview.site.live import LiveSite
from generator.publishing.destinations import settings_of


class CopyPages:
    """Copies to give away; what came of the last one is kept in memory alone."""

    def __init__(self, live: LiveSite, clerk: FormActions) -> None:
        self.live, self.clerk = live, clerk
        self.forms = (DeskForm(COPY, self._make),)
        self._last: CopyMade | None = None

    def see(self, asked: Asked) -> ServedText | None:
        """What stands at an address; None where it is none of these. Raises CannotBuildError where there is no site."""
        if asked.path == COPY:
            return desk_page(self.live, self._page(asked))
        if not asked.path.startswith(f"{COPY}/"):
            return None
        found = copies.download(self.live, asked.path.removeprefix(f"{COPY}/"))
        if found is None:
            return NO_PAGE
        if isinstance(found, str):
            return ServedText(message("Make a new copy", [found, "Do not give it to anybody."], COPY), status=410)
        return ServedText(found, media_type(asked.path), alone=True, headers=FILE_HEADERS)

    def _make(self, asked: Asked, sent: Values) -> ServedText:
        try:
            made = self._made(sent)
            if isinstance(made, Refused):
                return as_it_stands(self._page(asked, made), made.status)
        except CannotBuildError as e:  # site.yaml cannot be read, so there is no form either
            why = [complaint.words for complaint in complaints_of(e)]
            return ServedText(message("This could not be done", why, desk.HOME), status=422)
        self._last = made
        return ServedText(b"", moved=f"{COPY}?{urlencode(asked.choice.kept)}#made", status=303)

    def _made(self, sent: Values) -> CopyMade | Refused:
        if not self.clerk.own(sent):
            return Refused("bundle", sent, (Complaint(OTHER_PAGE),), 403)
        with self.clerk.one_by_one:
            settle(self.live.root)
            return copies.make(self.live, settings_of(self.live.root), sent)

    def _page(self, asked: Asked, refused: Refused | None = None) -> str:
        settings = settings_of(self.live.root)
        return copies.page(self.live, settings, self._last, asked.choice.kept, self.clerk.token, refused)
