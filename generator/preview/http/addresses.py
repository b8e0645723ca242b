"""What stands at each address of the preview: the site as readers will see it, and the desk beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import quote, unquote, urlencode, urlsplit

from markupsafe import Markup, escape

from generator.consent.refused import RefusedError
from generator.ground.diagnostics import CannotBuildError
from generator.ground.digest import content_name
from generator.plan.layout import POLICY, WEB_POLICY
from generator.preview.desk import desk
from generator.preview.desk.ending import DeskEnd
from generator.preview.desk.form_actions import FormActions
from generator.preview.desk.mending_pages import offer
from generator.preview.desk.overlay import overlay
from generator.preview.desk.verdicts import as_if_published, clip_as_if_published
from generator.preview.http.collection_pages import CollectionPages
from generator.preview.http.comment_pages import CommentPages
from generator.preview.http.copy_pages import CopyPages
from generator.preview.http.counter_pages import CounterPages
from generator.preview.http.desk_pages import STREAM, DeskPages, asked_at
from generator.preview.http.end_pages import EndPages
from generator.preview.http.home_pages import HomePages
from generator.preview.http.import_pages import ImportPages
from generator.preview.http.online_pages import OnlinePages
from generator.preview.http.pasting_forms import PastingForms
from generator.preview.http.place_pages import PlacePages
from generator.preview.http.served_text import (
    NO_PAGE,
    PROOF_HEADERS,
    ServedText,
    media_type,
    message,
)
from generator.preview.http.site_pages import SitePages
from generator.preview.http.translation_pages import TranslationPages
from generator.preview.http.use_pages import UsePages
from generator.preview.http.writing import Writing
from generator.preview.site.assets import fill
from generator.preview.site.live import LiveSite

PROOF = f"{desk.HOME}proof/"

BODY = re.compile(rb"<body[^>]*>")


class Addresses:
    """The site and the desk, by their addresses."""

    def __init__(self, live: LiveSite, tell: Callable[[], None] = lambda: None, ending: DeskEnd | None = None) -> None:
        """``tell`` is called when something has changed that no file says; ``ending`` is of a desk without terminal."""
        self.live = live
        self.root = live.root.resolve().as_posix()
        self.clerk = FormActions(live)
        self.writing = Writing(live, self.clerk)
        self.settings = SitePages(live, self.clerk)
        self.online = OnlinePages(live, self.clerk, tell)
        self.desk: tuple[DeskPages, ...] = (
            HomePages(live, self.clerk, self.online, ending),
            self.online,
            self.writing,
            PastingForms(self.writing.editor),
            ImportPages(live, self.clerk),
            CommentPages(live, self.clerk),
            self.settings,
            CopyPages(live, self.clerk),
            CounterPages(live, self.clerk, self.online.changes),
            PlacePages(live, self.clerk),
            UsePages(live, self.clerk),
            CollectionPages(live),
            TranslationPages(live),
            *((EndPages(live, self.clerk, self.writing.editor, self.online.putting, ending),) if ending else ()),
        )
        self._mends = partial(offer, live)

    def is_at_work(self) -> bool:
        """Whether something is being done that a form asked for, or what somebody wrote is not saved."""
        return self.clerk.one_by_one.locked() or self.online.putting.goes_on or bool(self.writing.editor.all_unsaved())

    def see(self, address: str) -> ServedText:
        """What stands at an address of the preview: a path, and a query after it."""
        asked = asked_at(self.live, address)
        if not asked.path.startswith(desk.HOME):
            return self._site(asked.path)
        if asked.path.startswith(PROOF):
            source, _, inside = asked.path.removeprefix(PROOF).partition("/-/")
            return self._proof(source, inside, asked.choice)
        try:
            return next((seen for pages in self.desk if (seen := pages.see(asked)) is not None), NO_PAGE)
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

    def _proof(self, source: str, path: str, choice: desk.Choice) -> ServedText:
        """A story as it would look, in the site around it; with nothing after the story's own address, its page."""
        wanted = f"{path}index.html" if path.endswith("/") else path
        clip = clip_as_if_published(self.live, source, wanted)
        if clip is not None:
            return ServedText(b"", media_type(wanted), clip=clip, headers=PROOF_HEADERS)
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
        clip = live.clip(wanted)
        if clip is not None:
            return ServedText(b"", media_type(wanted), clip=clip)
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
    live = f'<script src="/_desk/files/live.js" data-version="{content_name(seen.content)}" defer></script>\n'
    mark = content_name(seen.problems.encode())
    tail = fill("tail.html", problems=Markup(seen.problems), mark=mark)  # noqa: S704  # made by fill
    for before, what in (("</head>", STREAM + live), ("</body>", tail)):
        head, found, rest = text.rpartition(before)
        text = head + what + found + rest if found else text + what
    return with_ribbon(text.encode(), seen.ribbon, f"{desk.HOME}files/") if seen.ribbon else text.encode()


def with_ribbon(content: bytes, ribbon: str, files: str, links: Mapping[str, str] | None = None) -> bytes:
    """A page with a sentence above it, and links in it; ``files`` is the address of the preview's own files."""
    made = fill("ribbon.html", ribbon=ribbon, files=files, links=links or {}).encode()
    return BODY.sub(lambda tag: tag[0] + made, content, count=1)
