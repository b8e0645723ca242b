"""What will change online, and where it is put there."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from generator.consent.refused import RefusedError
from generator.ground.diagnostics import CannotBuildError
from generator.preview.desk.consent_forms import Complaint, Refused, Values
from generator.preview.desk.form_actions import CHANGED, OTHER_PAGE, FormActions, complaints_of, one
from generator.preview.desk.online import ONLINE, OnlineChanges
from generator.preview.desk.putting_online import PuttingOnline
from generator.preview.http.desk_pages import Asked, DeskForm, as_it_stands, desk_page
from generator.preview.http.served_text import ServedText
from generator.preview.site.live import LiveSite


class OnlinePages:
    """The places where the site is read."""

    def __init__(self, live: LiveSite, clerk: FormActions, tell: Callable[[], None]) -> None:
        """``tell`` is called when something has changed that no file says."""
        self.live, self.clerk = live, clerk
        self.changes = OnlineChanges(live, tell)
        self.putting = PuttingOnline(live, tell, self._done)
        self.forms = (DeskForm(ONLINE, self._put),)

    def see(self, asked: Asked) -> ServedText | None:
        """What stands at an address; None where it is none of these."""
        return desk_page(self.live, self._page(asked)) if asked.path == ONLINE else None

    def _page(self, asked: Asked, refused: Refused | None = None) -> str:
        self.putting.forget_gone()
        return self.changes.page(asked.choice, asked.query, self.putting, self.clerk.token, refused)

    def _put(self, asked: Asked, sent: Values) -> ServedText:
        """Begin to put the site online, or take something away, or ask whether it is gone."""
        refused = self._refused(sent)
        if refused is not None:
            return as_it_stands(self._page(asked, refused), refused.status)
        return ServedText(b"", moved=f"{ONLINE}?{urlencode(asked.choice.kept)}#run", status=303)

    def _refused(self, sent: Values) -> Refused | None:
        """Do what a form asks for; why nothing was done."""
        act = one(sent, "act")
        if not self.clerk.own(sent):
            return Refused(act, sent, (Complaint(OTHER_PAGE),), 403)
        shown = one(sent, "shown")
        if act == "publish" and not self.putting.goes_on and not self.changes.is_still(shown):
            return Refused(act, sent, (Complaint(CHANGED.format(path="The site")),), 409)
        try:
            self.putting.begin(act, one(sent, "place"), one(sent, "agreed"), shown)
        except (RefusedError, CannotBuildError) as e:
            return Refused(act, sent, complaints_of(e))
        return None

    def _done(self) -> None:
        self.live.refresh()
        self.changes.look_again()
