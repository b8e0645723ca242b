"""A built folder read for `site_pages`: every page, and how large each file is."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISREG
from urllib.parse import urlsplit

from generator.advice import site_pages
from generator.advice.built_page import BuiltPage, read_page
from generator.advice.finding import Finding, in_order
from generator.ground.diagnostics import START, CannotBuildError, error, spelled

PAGE = (".html", ".htm")
LARGEST = 5_000_000  # bytes of a page
# Tags and comments that nothing closes: each is looked for to the page's end, so that many take for ever.
MOST_OPEN = 2_000


def look_through(folder: Path, address: str = "") -> tuple[Finding, ...]:
    """What is to be said of the site in a folder, by its pages; ``address`` is that at which it is served.

    Raises CannotBuildError where there is none, or a file cannot be read.
    """
    if not folder.is_dir():
        raise CannotBuildError(error("no-site", str(folder), START, "there is no such folder", "build the site first"))
    sizes: dict[str, int] = {}
    pages: dict[str, BuiltPage] = {}
    try:
        for at, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                file = Path(at, name)
                path = spelled(file.relative_to(folder).as_posix())
                sizes[path] = file.stat().st_size
                if name.lower().endswith(PAGE):
                    pages[path] = read_page(path, _html(file, path), sizes[path])
    except OSError as e:
        what = f"a file in it cannot be read ({e.strerror})"
        raise CannotBuildError(error("unreadable", str(folder), START, what, "let it be read, and try again")) from None
    if not pages:
        what, hint = (
            "there is no page in this folder",
            "build the site first, and name the folder that it is built into",
        )
        raise CannotBuildError(error("no-site", str(folder), START, what, hint))
    own = urlsplit(address).path or "/"
    return in_order(list(site_pages.advice(pages, sizes, own if own.endswith("/") else f"{own}/")))


def _html(file: Path, path: str) -> str:
    """A page's text. Raises CannotBuildError for what is no page that can be read in a while; OSError."""
    found = file.stat()
    if not S_ISREG(found.st_mode):
        raise _not_a_page(path, "it is not a file")
    if found.st_size > LARGEST:
        raise _not_a_page(path, f"it has more than {LARGEST} bytes")
    html = file.read_bytes().decode("utf-8", "replace")
    tags = max(html.count("<") - html.count(">"), html.count("<", html.rfind(">") + 1))
    if max(tags, html.count("<!--") - html.count("-->")) > MOST_OPEN:
        raise _not_a_page(path, f"more than {MOST_OPEN} tags or comments in it are never closed")
    return html


def _not_a_page(path: str, why: str) -> CannotBuildError:
    hint = "take it out of the folder, or write it anew; nothing was looked at"
    return CannotBuildError(error("not-a-page", path, START, f"this page cannot be looked at: {why}", hint))
