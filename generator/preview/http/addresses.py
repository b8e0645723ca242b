"""What stands at each address of the preview: the site as readers will see it, and the desk beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from urllib.parse import quote, unquote, urlencode, urlsplit

from markupsafe import Markup, escape

from generator.consent.refused import RefusedError
from generator.ground.diagnostics import CannotBuildError
from generator.ground.digest import content_name
from generator.plan.layout import POLICY, WEB_POLICY
from generator.preview.desk import desk, imports, mending_pages, withdrawal_pages
from generator.preview.desk.consent_forms import Refused, Values
from generator.preview.desk.form_actions import FormActions
from generator.preview.desk.imports import BLANK_FORM, IMPORTS
from generator.preview.desk.mending_pages import MEND, offer
from generator.preview.desk.online import ONLINE, OnlineChanges
from generator.preview.desk.overlay import overlay
from generator.preview.desk.verdicts import as_if_published
from generator.preview.http.served_text import (
    DESK_HEADERS,
    FILE_HEADERS,
    NO_PAGE,
    PAPER_HEADERS,
    PROOF_HEADERS,
    ServedText,
    media_type,
    message,
)
from generator.preview.http.writing import Writing
from generator.preview.site.assets import fill
from generator.preview.site.live import LiveSite

PROOF, STORY = f"{desk.HOME}proof/", f"{desk.HOME}story/"
WITHDRAWN, LOG, CONSENTS = f"{desk.HOME}withdrawn", f"{desk.HOME}log", f"{desk.HOME}consents."


BODY = re.compile(rb"<body[^>]*>")


class Addresses:
    """The site and the desk, by their addresses."""

    def __init__(self, live: LiveSite, tell: Callable[[], None] = lambda: None) -> None:
        """``tell`` is called when something has changed that no file says."""
        self.live = live
        self.online = OnlineChanges(live, tell)
        self.root = live.root.resolve().as_posix()
        self.clerk = FormActions(live)
        self.writing = Writing(live, self.clerk)
        self._mends = partial(offer, live)

    def see(self, address: str) -> ServedText:
        """What stands at an address of the preview: a path, and a query after it."""
        asked, _, query = address.partition("?")
        path = unquote(asked)
        if not path.startswith(desk.HOME):
            return self._site(path)
        choice = desk.asked(query, self.live.medium, self.live.today)
        if path.startswith(PROOF):
            source, _, inside = path.removeprefix(PROOF).partition("/-/")
            return self._proof(source, inside, choice)
        try:
            return self.writing.see(path, choice, query) or self._desk(path, choice, query)
        except RefusedError as e:
            return ServedText(message("This is not there", [str(e)], desk.HOME), status=404)
        except CannotBuildError as e:
            problems = overlay(
                e.diagnostics,
                "The desk cannot show this until it is mended.",
                self.live.line,
                self.root,
                self._mends,
            )
            return ServedText(message("This cannot be shown yet", [], desk.HOME), problems=problems, status=503)

    def _desk(self, path: str, choice: desk.Choice, query: str) -> ServedText:
        """A page of the desk, or a file that it hands out."""
        if path == desk.HOME:
            return self._page(desk.table(self.live, choice, self.root, self.clerk.token, self.online.overdue))
        if path == ONLINE:
            return self._page(self.online.page(choice, query))
        if path == IMPORTS:
            return self._page(self._imports(choice))
        if path == LOG:
            return self._page(withdrawal_pages.log(self.clerk, choice))
        if path == WITHDRAWN:
            return self._page(withdrawal_pages.withdrawn(self.clerk, choice))
        if path.startswith(desk.WITHDRAW):
            return self._page(withdrawal_pages.asking(self.clerk, path.removeprefix(desk.WITHDRAW), choice))
        if path.startswith(MEND):
            asked = self._mending(path.removeprefix(MEND), choice)
            return NO_PAGE if asked is None else self._page(asked)
        if path.startswith((desk.PAPERS, CONSENTS, BLANK_FORM)):
            return self._file(path)
        page = desk.story(self.live, path.removeprefix(STORY), choice, self.root, self.clerk)
        return NO_PAGE if page is None else self._page(page)

    def _file(self, path: str) -> ServedText:
        """A file that the desk hands out."""
        if path == BLANK_FORM:
            form = imports.blank_form(self.live.root).encode()
            return ServedText(form, media_type(path), alone=True, headers=FILE_HEADERS)
        if path.startswith(CONSENTS):
            listed = self.clerk.consents(path.removeprefix(CONSENTS))
            return NO_PAGE if listed is None else ServedText(listed.encode(), media_type(path), alone=True)
        paper = self.clerk.paper(path.removeprefix(desk.PAPERS))
        return NO_PAGE if paper is None else ServedText(paper, media_type(path), alone=True, headers=PAPER_HEADERS)

    def act(self, address: str, sent: Values) -> ServedText:
        """Do what a form of the desk asks for: where to go on from there, or the form again with what is wrong."""
        asked, _, query = address.partition("?")
        path, choice = unquote(asked), desk.asked(query, self.live.medium, self.live.today)
        clerk = self.clerk
        prefix, do, after = next(
            (prefix, do, after)
            for prefix, do, after in (
                (desk.WITHDRAW, clerk.withdraw, WITHDRAWN),
                (MEND, clerk.mend, quote(path)),
                (IMPORTS, clerk.bring_in, IMPORTS),
                (STORY, clerk.act, quote(path)),
            )
            if path.startswith(prefix)
        )
        source = path.removeprefix(prefix)
        done = do(source, sent)
        if not isinstance(done, Refused):
            return ServedText(b"", moved=f"{after}?{urlencode({**choice.kept, 'told': done})}", status=303)
        try:
            if prefix == MEND:
                page = self._mending(source, choice, done)
            elif prefix == IMPORTS:
                page = self._imports(choice, done)
            elif prefix == desk.WITHDRAW:
                page = withdrawal_pages.asking(clerk, source, choice, done)
            else:
                page = desk.story(self.live, source, choice, self.root, clerk, done)
        except (RefusedError, CannotBuildError):
            page = None
        if page is None:
            return ServedText(
                message("This could not be done", [c.words for c in done.complaints], desk.HOME), status=404
            )
        # Without live reload, which would load the page as it was before anything was written into it.
        return ServedText(page.encode(), status=done.status, alone=True, headers=DESK_HEADERS)

    def _mending(self, path: str, choice: desk.Choice, refused: Refused | None = None) -> str | None:
        told = self.clerk.told(choice.told)
        return mending_pages.asking(self.live, path, choice.kept, told, self.clerk.token, refused)

    def _imports(self, choice: desk.Choice, refused: Refused | None = None) -> str:
        told = self.clerk.told(choice.told) if choice.told else None
        return imports.page(self.clerk.imported, choice.kept, told, self.clerk.token, refused)

    def _page(self, page: str) -> ServedText:
        return ServedText(page.encode(), problems=self._stopped(), headers=DESK_HEADERS)

    def _proof(self, source: str, path: str, choice: desk.Choice) -> ServedText:
        """A story as it would look, in the site around it; with nothing after the story's own address, its page."""
        wanted = f"{path}index.html" if path.endswith("/") else path
        try:
            made = as_if_published(self.live, source, wanted)
        except CannotBuildError as e:
            problems = overlay(
                e.diagnostics,
                "The story cannot be shown until this is mended.",
                self.live.line,
                self.root,
                self._mends,
            )
            content = message("This cannot be shown yet", ["The theme's template fails on this story."])
            return ServedText(content, problems=problems, status=503, headers=PROOF_HEADERS)
        if made is None:
            return ServedText(message("There is no such page", ["Nothing here has this address."]), status=404)
        if not wanted:
            address = f"{PROOF}{source}/-/{made.path.removesuffix('index.html')}"
            return ServedText(b"", moved=f"{quote(address)}?{urlencode(choice.kept)}", status=302)
        text = desk.ribbon(self.live, source, choice)
        return ServedText(made.content, media_type(wanted), ribbon=text, headers=PROOF_HEADERS)

    def _stopped(self) -> str:
        """The overlay for the desk, which lists all other problems itself."""
        lead = "Nothing can be built until this is mended. The desk shows the site as it last was."
        return overlay(self.live.stopped, lead, self.live.line, self.root, self._mends)

    def _site(self, path: str) -> ServedText:
        """A page of the site, which stands at the root and, as links from its root expect, below its own path."""
        live = self.live
        at_root = path.removeprefix("/") + ("index.html" if path.endswith("/") else "")
        early = live.early(at_root)
        if early is not None:
            return ServedText(early.content, media_type(at_root))
        planned = live.planned
        base = unquote(urlsplit(planned.site.settings.address).path) if planned else "/"
        wanted = path.removeprefix(base.rstrip("/")).removeprefix("/")
        if not wanted or wanted.endswith("/"):
            wanted += "index.html"
        made = live.page(wanted)
        problems = self._problems(wanted)
        if made is not None:
            return ServedText(made.content, media_type(wanted), problems)
        if planned and not wanted.endswith("/index.html") and live.page(f"{wanted}/index.html") is not None:
            return ServedText(b"", moved=quote(f"{path}/"), status=302)
        return self._absent(wanted, problems)

    def _absent(self, path: str, problems: str) -> ServedText:
        """What is said where there is no page: why, if there could be one; otherwise what the site itself says."""
        live = self.live
        source = live.source(path)
        withheld = next((w for w in live.withheld if w.source == source), None)
        broken = live.planned is None or live.stopped or live.failed(path)
        if withheld is not None:
            said = f"{withheld.source} is withheld: {withheld.reason}."
            link = desk.address(withheld.source) if withheld.source.startswith("stories/") else None
            content = message("This is not published", [said], link)
            return ServedText(content, problems=problems, status=404, there=not (withheld.rule == "errors" or broken))
        if broken:
            content = message("This cannot be shown yet", ["The page comes up as soon as the problems are mended."])
            return ServedText(content, problems=problems, status=503, there=False)
        missing = live.page("404.html")
        content = missing.content if missing else message("There is no such page", ["Nothing here has this address."])
        return ServedText(content, problems=problems, status=404)

    def _problems(self, path: str) -> str:
        live = self.live
        found = live.problems(path)
        withheld = {w.source for w in live.withheld}
        if live.stopped and live.planned:
            lead = "Nothing can be built until this is mended. What you see is the site as it last was."
        elif live.stopped:
            lead = "Nothing can be built until this is mended."
        elif any(d.path in withheld for d in found):
            lead = "A text with errors is not published until they are mended."
        else:
            lead = "The page is there; these are worth a look."
        return overlay(found, lead, live.line, self.root, self._mends)


def with_tail(seen: ServedText) -> bytes:
    """A page as the preview serves it: with live reload, overlay and ribbon, and a policy that allows them.

    Pages for the web have that policy already; those for offline reading get it.
    """
    if seen.alone:
        return seen.content
    text = seen.content.decode().replace(f'"{escape(POLICY)}"', f'"{escape(WEB_POLICY)}"', 1)
    script = f'<script src="/_desk/files/live.js" data-version="{content_name(seen.content)}" defer></script>\n'
    mark = content_name(seen.problems.encode())
    tail = fill("tail.html", problems=Markup(seen.problems), mark=mark)  # noqa: S704  # made by fill
    for before, what in (("</head>", script), ("</body>", tail)):
        head, found, rest = text.rpartition(before)
        text = head + what + found + rest if found else text + what
    return with_ribbon(text.encode(), seen.ribbon, f"{desk.HOME}files/") if seen.ribbon else text.encode()


def with_ribbon(content: bytes, ribbon: str, files: str) -> bytes:
    """A page with a sentence above it; ``files`` is the address of the preview's own files."""
    return BODY.sub(lambda tag: tag[0] + fill("ribbon.html", ribbon=ribbon, files=files).encode(), content, count=1)
