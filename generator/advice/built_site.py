"""A built folder read for `site_pages`: every page, and how large each file is.

Somebody else's program may have built it, or broken it. A page that cannot be read is told of, and the others are
looked at all the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from urllib.parse import urlsplit

from generator.advice import site_pages
from generator.advice.built_page import BuiltPage, read_page
from generator.advice.finding import Finding, in_order
from generator.ground.diagnostics import START, CannotBuildError, Span, error, spelled

PAGE = (".html", ".htm")
LARGEST = 5_000_000  # bytes of a page
# Tags and comments that nothing closes: each is looked for to the page's end, so that many take for ever.
MOST_OPEN = 2_000


class _UnreadError(Exception):
    """A page cannot be looked at; the message says why."""


def look_through(folder: Path, address: str = "") -> tuple[Finding, ...]:
    """What is to be said of the site in a folder, by its pages; ``address`` is that at which it is served.

    Raises CannotBuildError where there is none.
    """
    if not folder.is_dir():
        raise CannotBuildError(error("no-site", str(folder), START, "there is no such folder", "build the site first"))
    sizes: dict[str, int] = {}
    pages: dict[str, BuiltPage] = {}
    unread: list[Finding] = []
    for file in _files(folder, unread):
        path = spelled(file.relative_to(folder).as_posix())
        try:
            sizes[path] = file.stat().st_size
            if path.lower().endswith(PAGE):
                pages[path] = _page(file, path, sizes[path])
        except OSError as e:
            unread.append(_unread(path, e.strerror or "nobody knows why"))
        except _UnreadError as e:
            unread.append(_unread(path, str(e)))
    if not pages and not unread:
        what, hint = (
            "there is no page in this folder",
            "build the site first, and name the folder that it is built into",
        )
        raise CannotBuildError(error("no-site", str(folder), START, what, hint))
    own = urlsplit(address).path or "/"
    found = site_pages.advice(pages, sizes, own if own.endswith("/") else f"{own}/")
    return in_order([*unread, *found])


def _files(folder: Path, unread: list[Finding]) -> Iterator[Path]:
    """Every file below a folder by its name; ``unread`` gets the folders that cannot be looked into."""

    def tell(e: OSError) -> None:
        path = spelled(Path(e.filename).relative_to(folder).as_posix())
        unread.append(_unread(path, e.strerror or "nobody knows why"))

    for at, folders, names in os.walk(folder, onerror=tell):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(at, name) for name in sorted(names))


def _page(file: Path, path: str, size: int) -> BuiltPage:
    """A page of ``size`` bytes. Raises _UnreadError for what is none that can be read in a while, and OSError."""
    if not S_ISREG(file.stat().st_mode):
        raise _UnreadError("it is not a file")
    if size > LARGEST:
        raise _UnreadError(f"it has more than {LARGEST} bytes")
    html = file.read_bytes().decode("utf-8", "replace")
    tags = max(html.count("<") - html.count(">"), html.count("<", html.rfind(">") + 1))
    if max(tags, html.count("<!--") - html.count("-->")) > MOST_OPEN:
        raise _UnreadError(f"more than {MOST_OPEN} tags or comments in it are never closed")
    try:
        return read_page(path, html, size)
    except AssertionError:  # what html.parser raises for some declarations that no browser minds
        raise _UnreadError("a declaration in it, such as “<![…]>”, is one that nobody knows") from None


def _unread(path: str, why: str) -> Finding:
    rule = site_pages.NOT_READ
    hint = "let it be read, take it out of the folder, or build it anew; all other pages were looked at"
    return Finding(path, START, Span(1, 2), rule, "", f"this cannot be looked at: {why}", hint, rule.level)
