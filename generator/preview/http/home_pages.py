"""The desk's first page."""

from __future__ import annotations

from generator.preview.desk import desk
from generator.preview.desk.ending import DeskEnd
from generator.preview.desk.form_actions import FormActions
from generator.preview.desk.needs import needs, still_online
from generator.preview.http.desk_pages import Asked, DeskForm, desk_page
from generator.preview.http.online_pages import OnlinePages
from generator.preview.http.served_text import ServedText
from generator.preview.site.live import LiveSite


class HomePages:
    """What needs a person now, and every story and how it stands."""

    forms: tuple[DeskForm, ...] = ()

    def __init__(self, live: LiveSite, clerk: FormActions, online: OnlinePages, ending: DeskEnd | None = None) -> None:
        """``ending`` is of a desk without a terminal."""
        self.live, self.clerk, self.online, self.ending = live, clerk, online, ending

    def see(self, asked: Asked) -> ServedText | None:
        """What stands at an address; None where it is none of these."""
        if asked.path != desk.HOME:
            return None
        root = self.live.root.resolve().as_posix()
        changes, putting, kept = self.online.changes, self.online.putting, asked.choice.kept
        page = desk.table(
            self.live,
            asked.choice,
            root,
            self.clerk.token,
            changes.overdue,
            lambda rows: needs(self.live, rows, still_online(self.live, putting, changes.obeyed), kept),
            None if self.ending is None else self.ending.minutes,
        )
        return desk_page(self.live, page)
