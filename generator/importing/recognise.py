"""Which kind of source somebody brings: told by what is in it, or by the person.

A kind is one row of `SOURCES`. Its own rooms are loaded when they are asked, so that no library is needed for others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.consent.refused import RefusedError
from generator.importing.container import Container, contained
from generator.importing.item import Source


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody brings: files, perhaps those of a folder of uploads, and the folder of the site that they go to.

    ``may_write`` is whether anything may be written there, or it is only a look.
    """

    files: Container
    uploads: Container | None
    root: Path
    may_write: bool = False


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source: its name for ``--as``, what people call it, whether files are of it, and how it is opened.

    Both functions may raise RefusedError; `fits` reads as little as it can.
    """

    name: str
    label: str
    fits: Callable[[Container], bool]
    opened: Callable[[Given], Source]


def _has_wordpress(files: Container) -> bool:
    from generator.importing.wordpress.source import exports

    return bool(exports(files))


def _wordpress(given: Given) -> Source:
    from generator.importing.wordpress.source import WordPress

    return WordPress(given.files, given.uploads)


def _has_answers(files: Container) -> bool:
    from generator.importing.form_answers.source import table_of

    return table_of(files) is not None


def _answers(given: Given) -> Source:
    from generator.importing.form_answers import source

    return source.opened(given.files, given.uploads, given.root, may_write=given.may_write)


def _has_pages(files: Container) -> bool:
    from generator.importing.html_pages.source import pages

    return bool(pages(files))


def _pages(given: Given) -> Source:
    from generator.importing.html_pages.source import HtmlPages

    return HtmlPages(given.files, given.uploads)


# The first that fits is taken.
SOURCES: tuple[SourceKind, ...] = (
    SourceKind("wordpress", "an export of WordPress", _has_wordpress, _wordpress),
    SourceKind("form-answers", "a table of answers to a form", _has_answers, _answers),
    SourceKind("html-pages", "pages of HTML", _has_pages, _pages),
)


def recognised(files: Container, name: str | None) -> SourceKind:
    """The kind of source that files are, or that a person says they are. Raises RefusedError if they are none."""
    if name is not None:
        return next(kind for kind in SOURCES if kind.name == name)
    found = next((kind for kind in SOURCES if kind.fits(files)), None)
    if found is None:
        known = "; ".join(f"{kind.label} ({kind.name})" for kind in SOURCES)
        raise RefusedError(
            f"{files.label} is none of what can be brought in: {known}. If it is one of these, name it with --as; "
            "otherwise save its texts as one of these first."
        )
    return found


def source_at(
    what: Path, name: str | None, uploads: Path | None, root: Path, *, may_write: bool = False
) -> tuple[SourceKind, Source]:
    """What lies at a path, with its kind. ``may_write`` is whether anything may be written to ``root``.

    Raises RefusedError and CannotBuildError if it is no source, or cannot be read.
    """
    files = contained(what)
    kind = recognised(files, name)
    return kind, kind.opened(Given(files, None if uploads is None else contained(uploads), root, may_write))
