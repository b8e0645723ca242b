"""What the desk is made of: groups of pages that belong together, each with the addresses and forms that it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol
from urllib.parse import unquote

from generator.preview.desk import desk
from generator.preview.desk.consent_forms import Values
from generator.preview.desk.mending_pages import offer
from generator.preview.desk.overlay import overlay
from generator.preview.http.served_text import DESK_HEADERS, ServedText
from generator.preview.site.live import LiveSite
from generator.store.uploads import Upload

LARGEST_FORM = 16 * 1024  # bytes
STREAM = '<script src="/_desk/files/stream.js" defer></script>\n'


@dataclass(frozen=True, slots=True)
class NotKept:
    """Why no file that was sent is kept, in sentences."""

    why: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks the desk for: the address without its query, the query, and what is chosen by it.

    ``files`` are those that were sent with a form; whoever takes them removes them in the end. A picture is its bytes.
    """

    path: str
    query: str
    choice: desk.Choice
    files: Upload | bytes | NotKept | None = None


@dataclass(frozen=True, slots=True)
class FilesAllowed:
    """How many files may come with a form, and how many bytes all of them may have; others are not looked at.

    ``is_picture`` tells by a file's field, and by the values before it, whether it is a picture. One may show what is
    still to be covered up, so it is kept in memory alone, as far as pictures may be large.
    """

    most: int
    largest: int
    is_passed_over: Callable[[str], bool] = lambda _: False
    is_picture: Callable[[str, Values], bool] = lambda _, __: False


@dataclass(frozen=True, slots=True)
class DeskForm:
    """A form that the desk hears: the route that it is sent to, what it does, and how many bytes it may hold.

    ``keeps`` is False for what changes nothing that any other page shows. ``files`` are those that it may bring beside.
    """

    route: str
    do: Callable[[Asked, Values], ServedText]
    largest: int = LARGEST_FORM
    keeps: bool = True
    files: FilesAllowed | None = None


class DeskPages(Protocol):
    """Pages of the desk that belong together."""

    @property
    def forms(self) -> tuple[DeskForm, ...]:
        """The forms on these pages."""

    def see(self, asked: Asked) -> ServedText | None:
        """What stands at an address; None where it is none of these.

        Raises RefusedError where a story is not there, and CannotBuildError where there is no site.
        """


def asked_at(live: LiveSite, address: str) -> Asked:
    """What an address asks for: a path, and a query after it."""
    path, _, query = address.partition("?")
    return Asked(unquote(path), query, desk.asked(query, live.medium, live.today))


def desk_page(live: LiveSite, page: str) -> ServedText:
    """A page of the desk, with what stops the site over it; the desk lists all other problems itself."""
    lead = "Nothing can be built until this is mended. The desk shows the site as it last was."
    problems = overlay(live.stopped, lead, live.line, live.root.resolve().as_posix(), partial(offer, live))
    return ServedText(page.encode(), problems=problems, headers=DESK_HEADERS)


def as_it_stands(page: str, status: int = 200) -> ServedText:
    """A page of the desk without live reload, which would take away what somebody writes into it."""
    head, end, rest = page.partition("</head>")
    return ServedText(f"{head}{STREAM}{end}{rest}".encode(), status=status, alone=True, headers=DESK_HEADERS)
