"""Recall: the website says which stories were taken back, so that copies that were given away can cover them.

It says so by opaque ids alone, as a list for programs (recall.json) and the same as a script, since a page that was
opened from a disk may load a script of another origin, and may not read data of it (Fetch Standard, CORS protocol).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from generator import strict_yaml
from generator.diagnostics import START, CannotBuildError, Diagnostic, error
from generator.digest import opaque_id
from generator.views import FileView, Page

# Stories whose files are gone, by their opaque ids; somebody else's commands write it.
LIST = "consent/withdrawn.yaml"
SCRIPT, DATA = "recall.js", "recall.json"
ID = re.compile(r"[0-9A-Za-z-]{8,128}")


def ids(taken_back: Iterable[str], listed: bytes | None) -> tuple[str, ...]:
    """The opaque ids of all stories that were taken back, in the order of their letters.

    ``taken_back`` are addresses of stories whose own files say so, ``listed`` is the file `LIST`, or None without one.
    Raises CannotBuildError if that file cannot be understood, for then a story that should be covered would not be.
    """
    found = {opaque_id(address) for address in taken_back}
    return tuple(sorted(found | set(_listed(listed) if listed is not None else ())))


def pages(recalled: tuple[str, ...]) -> tuple[Page, ...]:
    """The two files of the website that say so."""
    data = json.dumps(recalled, separators=(",", ":"))
    return (
        Page(DATA, "file", FileView(f"{data}\n".encode())),
        Page(SCRIPT, "file", FileView(f"hearten.recalled={data};\n".encode())),
    )


def address(url: str) -> str:
    """Where a bundle of the site at ``url`` asks, spelled as a content security policy needs it (CSP 3, 2.3.1).

    Raises CannotBuildError if the host's name is none.
    """
    parts = urlsplit(url)
    try:
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    except UnicodeError:
        hint = "write the address under which the site is reached, or bundle: {recall: false}"
        raise CannotBuildError(error("url", "site.yaml", START, "the host in url is no host's name", hint)) from None
    return f"{parts.scheme}://{quote(host, safe=':[]')}{quote(parts.path, safe='/%~')}{SCRIPT}"


def _listed(data: bytes) -> list[str]:
    parsed = strict_yaml.parse(data.decode("utf-8-sig", "replace"), LIST)
    if parsed.value is None:
        raise CannotBuildError(*parsed.diagnostics)
    entries = parsed.value.value or []
    if not isinstance(entries, list):
        raise CannotBuildError(_problem("this is not a list"))
    named = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
    good = [name for name in named if isinstance(name, str) and ID.fullmatch(name)]
    if len(good) < len(named):
        raise CannotBuildError(_problem("an entry has no id, or one that is not opaque"))
    return good


def _problem(message: str) -> Diagnostic:
    hint = "write one line “- {id: …, date: …}” for each story; without its id a story cannot be recalled"
    return error("withdrawn", LIST, START, message, hint)
