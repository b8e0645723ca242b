"""A standalone page as it would look with other words, whatever else is found out about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from generator.content import link_checks
from generator.content.links import Atlas, Place
from generator.content.read import PageSource
from generator.gate.admission import StandalonePage, standalone_of
from generator.ground.diagnostics import Diagnostic
from generator.media.photo import Photo
from generator.plan.cards import picture_pages
from generator.plan.front_page import front_page
from generator.plan.layout import make_shell
from generator.plan.plan import standalone_page
from generator.prepare import Planned
from generator.views.pages import Page

# Stands where a picture is missing or cannot be used; the problems say which.
MISSING = Photo(
    "missing.svg",
    640,
    240,
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 240"><rect width="640" height="240" fill="#ddd"/>'
    b'<path d="M0 0 640 240M640 0 0 240" stroke="#999"/></svg>',
)


@dataclass(frozen=True, slots=True)
class Proof:
    """A page that is not published as it is here, and the pictures and recordings on it."""

    page: Page
    pictures: tuple[Page, ...]


def page_proof(
    page_source: PageSource, planned: Planned, today: date, more: Mapping[str, Photo] = MappingProxyType({})
) -> Proof | None:
    """The page as it would look; None where its front matter has errors. ``more`` are pictures without a file yet."""
    site = planned.site
    if page_source.header is None:
        return None
    standalone = standalone_of(page_source, page_source.header, site.settings, today)
    known = {**site.photos, **more}
    photos = {file.key: known.get(file.key, MISSING) for file in standalone.files}
    around, atlas = (site, make_shell(site, planned.theme)), _atlas(planned, standalone)
    if standalone.is_front:
        made = front_page(*around, planned.around.cards, standalone, photos, atlas)
    else:
        made = standalone_page(*around, standalone, photos, atlas)
    return Proof(made, tuple(picture_pages(photos, dict.fromkeys(photos))))


def page_links(page_source: PageSource, planned: Planned, today: date) -> Iterator[Diagnostic]:
    """The links of a page that would be shown as plain text, and why."""
    if page_source.header is not None:
        standalone = standalone_of(page_source, page_source.header, planned.site.settings, today)
        atlas = _atlas(planned, standalone)
        yield from link_checks.links(standalone.source, standalone.body, atlas, planned.withheld_places)


def _atlas(planned: Planned, standalone: StandalonePage) -> Atlas:
    anchors = frozenset(heading.id for heading in standalone.body.headings)
    return planned.atlas.having(standalone.source, Place(standalone.path, anchors))
