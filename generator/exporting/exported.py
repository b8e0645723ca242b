"""What an export holds, as values that every format is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.content.body import Body
from generator.content.links import LinkTarget
from generator.content.settings import Organisation, Withdraw
from generator.content.strings import Strings
from generator.media.photo import Photo
from generator.views.view_models import PictureView

STORIES, PAGES = "stories", "pages"
# Jekyll builds nothing in a folder of this name, nor do we.
APART = "_drafts"


@dataclass(frozen=True, slots=True)
class ExportedConsent:
    """What a consent says: its record, which leaves the site with all texts alone; its status, scope and last day."""

    record: str | None
    status: str
    scope: tuple[str, ...]
    until: date | None


@dataclass(frozen=True, slots=True)
class ExportedText:
    """A story or a page as it leaves.

    ``folder`` is `STORIES` or `PAGES`, ``name`` its file's name in there without an ending, ``path`` that of its page.
    ``links`` and ``pictures`` are those of the body, resolved; None is one that leads nowhere. ``aliases`` are paths
    from ``/`` on. ``strings`` are the theme's, in the text's language. ``withheld`` is why no build publishes the text,
    if so.
    """

    folder: str
    name: str
    path: str
    title: str
    body: Body
    links: tuple[LinkTarget | None, ...]
    pictures: tuple[PictureView | None, ...]
    language: str
    strings: Strings
    day: date | None = None
    updated: date | None = None
    author: str = ""
    summary: str = ""
    topics: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    picture: PictureView | None = None
    fictional: bool = False
    consent: ExportedConsent | None = None
    withheld: str | None = None

    @property
    def place(self) -> str:
        """The path of its file among all texts, without an ending."""
        return f"{self.folder}/{self.name}"

    @property
    def file(self) -> str:
        """The path of its file in an export, without an ending; what is withheld lies apart."""
        return self.place if self.withheld is None else f"{APART}/{self.place}"


@dataclass(frozen=True, slots=True)
class ExportedSite:
    """A site as it leaves: texts from the oldest to the newest, pages last; pictures by their path in the export.

    ``address`` ends with a slash. ``strings`` are the theme's, in the site's language.
    """

    name: str
    tagline: str
    address: str
    language: str
    organisation: Organisation
    withdraw: Withdraw
    strings: Strings
    topics: Mapping[str, str]  # labels by id
    texts: tuple[ExportedText, ...]
    photos: Mapping[str, Photo]
    made: date

    def url(self, path: str) -> str:
        """The whole address of a page of the site."""
        return self.address + path.removesuffix("index.html")
