"""The desk's first page, and the one on what will change online."""

from __future__ import annotations

from collections.abc import Callable

from generator.preview.desk import desk
from generator.preview.desk.ending import DeskEnd
from generator.preview.desk.form_actions import FormActions
from generator.preview.desk.online import ONLINE, OnlineChanges
from generator.preview.http.desk_pages import Asked, DeskForm, desk_page
from generator.preview.http.served_text import ServedText
from generator.preview.site.live import LiveSite


class HomePages:
    """Every story and how it stands, and what is online."""

    forms: tuple[DeskForm, ...] = ()

    def __init__(
        self, live: LiveSite, clerk: FormActions, tell: Callable[[], None], ending: DeskEnd | None = None
    ) -> None:
        """``tell`` is called when something has changed that no file says; ``ending`` is of a desk without terminal."""
        self.live, self.clerk, self.ending = live, clerk, ending
        self.online = OnlineChanges(live, tell)

    def see(self, asked: Asked) -> ServedText | None:
        """What stands at an address; None where it is none of these."""
        if asked.path == ONLINE:
            return desk_page(self.live, self.online.page(asked.choice, asked.query))
        if asked.path != desk.HOME:
            return None
        root = self.live.root.resolve().as_posix()
        ends = None if self.ending is None else self.ending.minutes
        table = desk.table(self.live, asked.choice, root, self.clerk.token, self.online.overdue, ends)
        return desk_page(self.live, table)
