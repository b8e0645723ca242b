"""What stands at an address of the preview, with the rules that browsers are told for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.media.recording import TYPES as RECORDED
from generator.plan.layout import WEB_POLICY
from generator.preview.desk.desk import HOME
from generator.preview.site.assets import MEDIA, fill

TYPES = {
    **MEDIA,
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".vtt": "text/vtt; charset=utf-8",
    **RECORDED,
    ".woff2": "font/woff2",
}
HTML = TYPES[".html"]
# What a page of the site says of itself holds, too; it lets through no frame, or that of one film.
SITE_POLICY = f"{WEB_POLICY}; frame-src https:"
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": f"{SITE_POLICY}; frame-ancestors 'none'",
}
# The desk has a form, and shows a proof in a frame; a proof may stand in the desk's own frame and in no other.
DESK_POLICY = WEB_POLICY.replace("form-action 'none'", "form-action 'self'; frame-src 'self'")
# Without a referrer, browsers call the origin of a form “null” (Fetch, “append a request Origin header”).
DESK_HEADERS = {
    **HEADERS,
    "Content-Security-Policy": f"{DESK_POLICY}; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
}
# A paper needs nothing but itself, and may do nothing.
PAPER_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
PAPER_HEADERS = {**HEADERS, "Content-Security-Policy": PAPER_POLICY}
# What is to be kept as a file, and has a policy of its own there.
FILE_HEADERS = {**PAPER_HEADERS, "Content-Disposition": "attachment"}
PROOF_HEADERS = {**HEADERS, "Content-Security-Policy": f"{SITE_POLICY}; frame-ancestors 'self'"}
# What stands in the desk's own frame.
LOOK_HEADERS = {**DESK_HEADERS, "Content-Security-Policy": f"{DESK_POLICY}; frame-ancestors 'self'"}


@dataclass(frozen=True, slots=True)
class ServedText:
    """What stands at an address: its bytes, and the overlay for it as HTML.

    ``there`` is False where nothing can be shown for now, so that an open tab keeps what it has. ``alone`` is for what
    is served as it is, without live reload.
    """

    content: bytes
    media: str = HTML
    problems: str = ""
    status: int = 200
    there: bool = True
    moved: str | None = None
    ribbon: str = ""
    alone: bool = False
    headers: Mapping[str, str] = field(default_factory=lambda: HEADERS)


def media_type(path: str) -> str:
    """The media type of a file by the end of its name; what is not known is to be downloaded, not guessed."""
    return TYPES.get(path[path.rfind(".") :], "application/octet-stream")


def message(title: str, sentences: list[str], link: str | None = None) -> bytes:
    """A page of a few sentences, with a link to the desk."""
    return fill("message.html", title=title, sentences=sentences, link=link).encode()


NO_PAGE = ServedText(message("There is no such page", ["The desk knows no such story."], HOME), status=404)
