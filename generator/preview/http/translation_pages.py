"""Stories in several texts, and what these lack."""

from __future__ import annotations

from generator.preview.desk.translations import TRANSLATIONS, page
from generator.preview.http.desk_pages import Asked, DeskForm, desk_page
from generator.preview.http.served_text import ServedText
from generator.preview.site.live import LiveSite


class TranslationPages:
    """The page on translations and Easy Read texts; nothing is done there."""

    forms: tuple[DeskForm, ...] = ()

    def __init__(self, live: LiveSite) -> None:
        self.live = live

    def see(self, asked: Asked) -> ServedText | None:
        """What stands at an address; None where it is none of these. Raises CannotBuildError where there is no site."""
        return desk_page(self.live, page(self.live, asked.choice)) if asked.path == TRANSLATIONS else None
