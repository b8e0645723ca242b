"""Films of other sites that a page takes in once somebody presses play, where site.yaml allows it: from where, and how.

Each is asked for in the way that tells its owner least: YouTube without cookies before the film is played
(https://support.google.com/youtube/answer/171780), Vimeo without following anybody (dnt,
https://help.vimeo.com/hc/en-us/articles/12426260232977), PeerTube from its server alone and not from others who watch
(p2p, https://docs.joinpeertube.org/api/embed-player).
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from generator.content.field_types import FILM_HOSTS, VIMEO, YOUTUBE
from generator.ground.patterns import lazy

ORIGINS = {YOUTUBE: "https://www.youtube-nocookie.com", VIMEO: "https://player.vimeo.com"}
FILM = lazy(r"/(?:shorts|embed|live)/([\w-]{6,20})/?")
SHORT = lazy(r"/([\w-]{6,20})/?")
FILM_ID = lazy(r"[\w-]{6,20}")
ON_VIMEO = lazy(r"/(?:video/|channels/[\w-]+/)?(\d+)(?:/([0-9a-f]+))?/?")
SECRET = lazy(r"[0-9a-f]+")
ON_PEERTUBE = lazy(r"/(?:w|videos/watch|videos/embed)/([\w-]+)/?")


def origin(place: str) -> str:
    """Where frames of a place come from: a name, or the host of a PeerTube."""
    return ORIGINS.get(place, f"https://{place}")


def origin_of(address: str) -> str:
    """Where the frame at an address comes from."""
    found = urlsplit(address)
    return f"{found.scheme}://{found.netloc}"


def frame_of(address: str, places: Sequence[str]) -> str | None:
    """The address of a frame with the film that has its page at ``address``.

    None where it is at none of these ``places``, or nobody can tell which film it is.
    """
    found = urlsplit(address)
    if found.port not in (None, 443):  # another server, which site.yaml cannot name
        return None
    host = (found.hostname or "").removeprefix("www.")
    known = FILM_HOSTS.get(host)
    if known == YOUTUBE and YOUTUBE in places:
        film = _on_youtube(host, found.path, found.query)
        return f"{origin(YOUTUBE)}/embed/{film}?autoplay=1&rel=0" if film else None
    if known == VIMEO and VIMEO in places and (named := ON_VIMEO.fullmatch(found.path)):
        secret = named[2] or next(iter(parse_qs(found.query).get("h", ())), "")
        unlisted = f"&h={secret}" if SECRET.fullmatch(secret) else ""
        return f"{origin(VIMEO)}/video/{named[1]}?autoplay=1&dnt=1{unlisted}"
    if found.hostname in places and (named := ON_PEERTUBE.fullmatch(found.path)):
        return f"{origin(str(found.hostname))}/videos/embed/{named[1]}?autoplay=1&p2p=0"
    return None


def _on_youtube(host: str, path: str, query: str) -> str | None:
    if host == "youtu.be":
        short = SHORT.fullmatch(path)
        return short[1] if short else None
    if path == "/watch":
        named = next(iter(parse_qs(query).get("v", ())), "")
        return named if FILM_ID.fullmatch(named) else None
    film = FILM.fullmatch(path)
    return film[1] if film else None
