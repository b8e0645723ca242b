"""Addresses that texts had before: compared with each other, and written as aliases of their stories here."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urljoin, urlsplit

from pydantic import TypeAdapter, ValidationError

from generator.content.field_types import Alias
from generator.content.links import OTHER_NAME

_alias: TypeAdapter[str] = TypeAdapter(Alias)


def comparable(address: str, base: str = "") -> str:
    """An address without what makes no difference: scheme, ``www.``, percent signs, index.html, what stands behind #.

    ``base`` is the address that it is relative to.
    """
    try:
        parts = urlsplit(urljoin(base, address.strip()))
        host = (parts.hostname or "").removeprefix(OTHER_NAME)
    except ValueError:
        return address
    if parts.scheme not in ("", "http", "https"):
        return address
    path = posixpath.normpath("/" + unquote(parts.path).lstrip("/"))
    path = path.removesuffix("/index.html") or "/"
    # Programs that name texts by number do so at their front page: /?p=12.
    query = f"?{parts.query}" if parts.query and path in ("/", "/index.php") else ""
    return f"{host}{path}{query}"


def is_page(name: str) -> bool:
    """Whether a name is an address of a page, and no number or the like; some programs call texts by these for ever."""
    try:
        parts = urlsplit(name.strip())
    except ValueError:
        return False
    return parts.scheme in ("", "http", "https") and "?" not in comparable(name)


def host_of(address: str) -> str:
    """The host of an address without ``www.``; empty where it is none, or names none."""
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix(OTHER_NAME)
    except ValueError:
        return ""


def as_alias(address: str, site_path: str) -> tuple[str, str] | None:
    """An old address as it is written as an alias, and the page of the output that answers it; None if none can be.

    ``site_path`` is the folder that the site lies in, such as ``/stories/``: what lies above it can lead nowhere here.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    path = "/" + unquote(parts.path).lstrip("/")
    if parts.query or not path.startswith(site_path):
        return None
    below = path[len(site_path) :].removesuffix("index.html").strip("/")
    if not below:
        return None
    written = f"/{below}" if below.endswith(".html") else f"/{below}/"
    try:
        return written, _alias.validate_python(written)
    except ValidationError:
        return None
