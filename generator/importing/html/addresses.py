"""Addresses in HTML: those that may be followed, those of videos, and how they are written in Markdown."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qs, unquote, urlsplit

from generator.content.web_address import SCHEME, WEB, AddressFault, outside
from generator.ground.patterns import lazy

PICTURE = lazy(r"\.(?:jpe?g|png|gif|webp|bmp|tiff?|heic|avif)(?:[?#].*)?\Z", re.IGNORECASE)
UNSAFE = lazy(r"[\s<>\\\"`\[\]()|^{}\x00-\x1f\x7f]|%(?=%)|&(?=\#?\w{1,31};)")
REDIRECTS = {("www.google.com", "/url"): ("q", "url"), ("l.facebook.com", "/l.php"): ("u",)}
YOUTUBE = lazy(r"(?:www\.|m\.)?youtube(?:-nocookie)?\.com\Z|youtu\.be\Z")
VIDEO_PATH = lazy(r"/(?:embed|v|shorts|live)/([\w-]{6,20})")
VIMEO = lazy(r"/video/(\d+)")
NO_LETTER = lazy(r"[^a-z:]+")
RUNS = lazy(r"(?:javascript|vbscript|livescript|data|blob):")


def followed(address: str) -> str | None:
    """An address as a link can lead to it; None for what runs, holds data, or can be none.

    Addresses of services that only lead elsewhere are replaced by where they lead.
    """
    written = "".join(sign for sign in address if sign.isprintable()).strip()
    if not written or runs(written):
        return None
    if written.startswith("//"):
        written = f"https:{written}"
    if not SCHEME.match(written):
        return None if written.startswith("\\") else written
    found = outside(written)
    return None if isinstance(found, AddressFault) else _led_to(found)


def runs(address: str) -> bool:
    """Whether an address would run, or hold data, for any program, however generously it reads them."""
    return RUNS.match(NO_LETTER.sub("", unicodedata.normalize("NFKC", unquote(address)).lower())) is not None


def of_a_file(reference: str) -> bool:
    """Whether a picture may be where this says: in a file, or on the web."""
    if runs(reference):
        return False
    scheme = SCHEME.match(unquote(reference).strip())
    return scheme is None or scheme[0][:-1].lower() in WEB


def _led_to(address: str) -> str:
    if not address.startswith("http") or "?" not in address:
        return address
    parts = urlsplit(address)
    for name in REDIRECTS.get((parts.hostname or "", parts.path), ()):
        for target in parse_qs(parts.query).get(name, ()):
            found = outside(target)
            if target.startswith("http") and isinstance(found, str):
                return found
    return address


def of_video(address: str) -> str | None:
    """The address of the page of a video that an embedded player shows; None if it is no video that is known."""
    parts = urlsplit(followed(address) or "")
    host = (parts.hostname or "").lower()
    if YOUTUBE.match(host) and (found := VIDEO_PATH.match(parts.path)):
        return f"https://www.youtube.com/watch?v={found[1]}"
    if host == "player.vimeo.com" and (found := VIMEO.match(parts.path)):
        return f"https://vimeo.com/{found[1]}"
    if host.endswith("dailymotion.com") and (found := re.match(r"/embed(/video/\w+)", parts.path)):
        return f"https://www.dailymotion.com{found[1]}"
    return None


def destination(address: str) -> str:
    """An address as it is written in the round brackets of a link."""
    return UNSAFE.sub(lambda found: _encoded(found[0]), address)


def _encoded(sign: str) -> str:
    return r"\&" if sign == "&" else "".join(f"%{byte:02X}" for byte in sign.encode())
