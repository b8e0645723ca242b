"""What stands at each address of the preview: the site as readers will see it, and the desk beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlencode, urlsplit

from markupsafe import Markup, escape

from generator import desk
from generator.diagnostics import CannotBuildError
from generator.digest import content_name
from generator.live import Live
from generator.overlay import overlay
from generator.preview_files import MEDIA, fill
from generator.shell import POLICY, WEB_POLICY

TYPES = {
    **MEDIA,
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
HTML = TYPES[".html"]
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": f"{WEB_POLICY}; frame-ancestors 'none'",
}
# The desk has a form, and shows a proof in a frame; a proof may stand in the desk's own frame and in no other.
DESK_POLICY = WEB_POLICY.replace("form-action 'none'", "form-action 'self'; frame-src 'self'")
DESK_HEADERS = {**HEADERS, "Content-Security-Policy": f"{DESK_POLICY}; frame-ancestors 'none'"}
PROOF_HEADERS = {**HEADERS, "Content-Security-Policy": f"{WEB_POLICY}; frame-ancestors 'self'"}
PROOF, STORY = f"{desk.HOME}proof/", f"{desk.HOME}story/"


BODY = re.compile(rb"<body[^>]*>")


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands at an address: its bytes, and the overlay for it as HTML.

    ``there`` is False where nothing can be shown for now, so that an open tab keeps what it has.
    """

    content: bytes
    media: str = HTML
    problems: str = ""
    status: int = 200
    there: bool = True
    moved: str | None = None
    ribbon: str = ""
    headers: Mapping[str, str] = field(default_factory=lambda: HEADERS)


class Addresses:
    """The site and the desk, by their addresses."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.root = live.root.resolve().as_posix()

    def see(self, address: str) -> Seen:
        """What stands at an address of the preview: a path, and a query after it."""
        parts = urlsplit(address)
        path = unquote(parts.path)
        if not path.startswith(desk.HOME):
            return self._site(path)
        choice = desk.asked(parts.query, self.live.medium, self.live.today)
        if path.startswith(PROOF):
            source, _, inside = path.removeprefix(PROOF).partition("/-/")
            return self._proof(source, inside, choice)
        if path == desk.HOME:
            return Seen(
                desk.table(self.live, choice, self.root).encode(), problems=self._stopped(), headers=DESK_HEADERS
            )
        content = desk.story(self.live, path.removeprefix(STORY), choice, self.root)
        if content is None:
            return Seen(_message("There is no such page", ["The desk knows no such story."], desk.HOME), status=404)
        return Seen(content.encode(), problems=self._stopped(), headers=DESK_HEADERS)

    def _proof(self, source: str, path: str, choice: desk.Choice) -> Seen:
        """A story as it would look, in the site around it; with nothing after the story's own address, its page."""
        wanted = f"{path}index.html" if path.endswith("/") else path
        try:
            made = self.live.proof(source, wanted)
        except CannotBuildError as e:
            problems = overlay(
                e.diagnostics, "The story cannot be shown until this is mended.", self.live.line, self.root
            )
            content = _message("This cannot be shown yet", ["The theme's template fails on this story."])
            return Seen(content, problems=problems, status=503, headers=PROOF_HEADERS)
        if made is None:
            return Seen(_message("There is no such page", ["Nothing here has this address."]), status=404)
        if not wanted:
            address = f"{PROOF}{source}/-/{made.path.removesuffix('index.html')}"
            return Seen(b"", moved=f"{quote(address)}?{urlencode(choice.kept)}")
        text = desk.ribbon(self.live, source, choice)
        return Seen(made.content, media_type(wanted), ribbon=text, headers=PROOF_HEADERS)

    def _stopped(self) -> str:
        """The overlay for the desk, which lists all other problems itself."""
        lead = "Nothing can be built until this is mended. The desk shows the site as it last was."
        return overlay(self.live.stopped, lead, self.live.line, self.root)

    def _site(self, path: str) -> Seen:
        """A page of the site, which stands at the root and, as links from its root expect, below its own path."""
        live = self.live
        planned = live.planned
        base = urlsplit(planned.site.settings.url).path if planned else "/"
        wanted = path.removeprefix(base.rstrip("/")).removeprefix("/")
        if not wanted or wanted.endswith("/"):
            wanted += "index.html"
        made = live.page(wanted)
        problems = self._problems(wanted)
        if made is not None:
            return Seen(made.content, media_type(wanted), problems)
        if planned and not wanted.endswith("/index.html") and live.page(f"{wanted}/index.html") is not None:
            return Seen(b"", moved=quote(f"{path}/"))
        return self._absent(wanted, problems)

    def _absent(self, path: str, problems: str) -> Seen:
        """What is said where there is no page: why, if there could be one; otherwise what the site itself says."""
        live = self.live
        source = live.source(path)
        withheld = next((w for w in live.withheld if w.source == source), None)
        broken = live.planned is None or live.stopped or live.failed(path)
        if withheld is not None:
            said = f"{withheld.source} is withheld: {withheld.reason}."
            link = desk.address(withheld.source) if withheld.source.startswith("stories/") else None
            content = _message("This is not published", [said], link)
            return Seen(content, problems=problems, status=404, there=not (withheld.rule == "errors" or broken))
        if broken:
            content = _message("This cannot be shown yet", ["The page comes up as soon as the problems are mended."])
            return Seen(content, problems=problems, status=503, there=False)
        missing = live.page("404.html")
        content = missing.content if missing else _message("There is no such page", ["Nothing here has this address."])
        return Seen(content, problems=problems, status=404)

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
        return overlay(found, lead, live.line, self.root)


def media_type(path: str) -> str:
    """The media type of a file by the end of its name; what is not known is to be downloaded, not guessed."""
    return TYPES.get(path[path.rfind(".") :], "application/octet-stream")


def with_tail(seen: Seen) -> bytes:
    """A page as the preview serves it: with live reload, overlay and ribbon, and a policy that allows them.

    Pages for the web have that policy already; those for offline reading get it.
    """
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


def _message(title: str, sentences: list[str], link: str | None = None) -> bytes:
    return fill("message.html", title=title, sentences=sentences, link=link).encode()
