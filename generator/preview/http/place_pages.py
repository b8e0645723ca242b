"""Where it is said to which place the site goes."""

from __future__ import annotations

from urllib.parse import urlencode

from generator.content import read, sources
from generator.content.sources import SITE_FILE
from generator.preview.desk.consent_forms import Refused, Values
from generator.preview.desk.form_actions import FormActions
from generator.preview.desk.place import PLACE, NotPlaced, page, placed
from generator.preview.http.desk_pages import Asked, DeskForm, as_it_stands
from generator.preview.http.served_text import ServedText
from generator.preview.site.live import LiveSite


class PlacePages:
    """The place where the site is put online."""

    def __init__(self, live: LiveSite, clerk: FormActions) -> None:
        self.live, self.clerk = live, clerk
        self.forms = (DeskForm(PLACE, self._place),)

    def see(self, asked: Asked) -> ServedText | None:
        """What stands at an address; None where it is none of these. Raises CannotBuildError without a site.yaml."""
        return as_it_stands(self._page(asked)) if asked.path == PLACE else None

    def _place(self, asked: Asked, sent: Values) -> ServedText:
        done = placed(self.live.root, self.clerk, sent)
        if not isinstance(done, str):
            return as_it_stands(self._page(asked, done), done.status if isinstance(done, Refused) else 200)
        return ServedText(b"", moved=f"{PLACE}?{urlencode({**asked.choice.kept, 'told': done})}", status=303)

    def _page(self, asked: Asked, sent: NotPlaced | None = None) -> str:
        settings = read.settings(sources.site_file(self.live.root), SITE_FILE).value
        places = settings[0].publish if settings else ()
        return page(places, asked.choice.kept, self.clerk.told(asked.choice.told), self.clerk.token, sent)
