"""A desk without a site yet: one page, on which a site is made or opened."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from generator.content import sources
from generator.ground.channels import WEB
from generator.preview.desk import desk
from generator.preview.desk.consent_forms import Complaint, Refused, Values
from generator.preview.desk.first_page import NEW_SITE, OPEN_SITE, made, opened, page
from generator.preview.desk.form_actions import OTHER_PAGE, TOKEN_BYTES
from generator.preview.http.desk_pages import Asked, DeskForm, as_it_stands
from generator.preview.http.sent_forms import SentForm, received
from generator.preview.http.served_recordings import ServedRecordings
from generator.preview.http.served_text import ServedText, message
from generator.store.recent_sites import last, recent
from generator.store.site_lock import BusyError

PING = 15.0  # seconds


@dataclass(frozen=True, slots=True)
class SiteChoice:
    """How a desk without a site goes on: where new sites go unless somebody names another place, and what opens one.

    ``go_on`` gives the address of another desk where the site is open already, and raises BusyError.
    """

    documents: Path
    go_on: Callable[[Path], str | None]


class FirstPages:
    """The page, and its two forms."""

    def __init__(self, choice: SiteChoice) -> None:
        self.choice, self.token = choice, secrets.token_urlsafe(TOKEN_BYTES)
        self.forms = (
            DeskForm(NEW_SITE, lambda _, sent: self._chosen("new", sent, made)),
            DeskForm(OPEN_SITE, lambda _, sent: self._chosen("open", sent, opened)),
        )

    def see(self, asked: Asked) -> ServedText:
        """The page, to which every other address leads."""
        return self._page() if asked.path == desk.HOME else ServedText(b"", moved=desk.HOME, status=302)

    def _page(self, refused: Refused | None = None) -> ServedText:
        shown = page(self.token, self.choice.documents, recent(), last(), refused)
        return as_it_stands(shown, refused.status if refused else 200)

    def _chosen(self, act: str, sent: Values, of: Callable[[Values, Path], Path | Refused]) -> ServedText:
        if not secrets.compare_digest("".join(sent.get("token", ())).encode(), self.token.encode()):
            return self._page(Refused(act, sent, (Complaint(OTHER_PAGE),), 403))
        chosen = of(sent, self.choice.documents)
        if isinstance(chosen, Refused):
            return self._page(chosen)
        try:
            elsewhere = self.choice.go_on(chosen)
        except BusyError as e:
            return self._page(Refused(act, sent, (Complaint(f"{e}. Try again in a moment."),), 409))
        if elsewhere is None:
            return ServedText(b"", moved=desk.HOME, status=303)
        # No form may lead to another port by itself (Content Security Policy, form-action).
        return ServedText(message("This site is open already", ["It has a desk of its own."], elsewhere), alone=True)


class FirstAddresses:
    """The page by its address."""

    def __init__(self, choice: SiteChoice) -> None:
        self._pages = FirstPages(choice)
        self.desk = (self._pages,)

    def see(self, address: str) -> ServedText:
        """What stands at an address."""
        return self._pages.see(_asked(address))


class FirstDesk:
    """The page as what a web application shows, until a site is there."""

    def __init__(self, choice: SiteChoice) -> None:
        self.addresses = FirstAddresses(choice)
        self.recordings = ServedRecordings()  # of which nothing is asked
        self._open = True
        self._closed = asyncio.Event()

    async def received(self, request: Request, form: DeskForm) -> SentForm | None:
        """What comes for a form, of which none takes files."""
        return await received(request, form.largest)

    def act(self, form: DeskForm, address: str, sent: SentForm) -> ServedText:
        """Make a site, or open one."""
        return form.do(_asked(address), sent.values)

    def state(self, _: str) -> str:
        """Nothing changes here by itself."""
        return json.dumps({"version": None, "mark": "", "problems": ""})

    async def events(self) -> AsyncIterator[str]:
        """A stream of nothing, by which the desk knows that somebody is here."""
        while self._open:
            yield ": here\n\n"
            try:
                await asyncio.wait_for(self._closed.wait(), PING)
            except TimeoutError:
                continue

    def close(self) -> None:
        """End the stream; to be called where it runs."""
        self._open = False
        self._closed.set()


def _asked(address: str) -> Asked:
    return Asked(address.partition("?")[0], "", desk.asked("", WEB, sources.today()))
