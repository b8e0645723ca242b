"""What each text of an export is called: the same in every export, and no two texts alike.

WordPress gives every text a number and an address for it, once for all. Other programs that write such files may leave
both out, or give them to several texts; those are told apart by their links and titles, or else by their words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.ground.digest import content_name
from generator.importing.old_addresses import host_of
from generator.importing.wordpress.record import ExportRecord
from generator.importing.wordpress.statuses import PARTS, kind_of


class Identities:
    """What texts are called, once all records have been told; a file's begin with the one of its site."""

    def __init__(self) -> None:
        self._of_several: set[str] = set()

    def told(self, records: Iterable[ExportRecord]) -> Iterator[ExportRecord]:
        """The same records, of which it is noted which of them are called alike within one file."""
        site = ""
        known: dict[str, str] = {}
        for record in records:
            if record.tag == "channel":
                site, known = site_of(record), {}
            elif record.tag == "item" and kind_of(record) not in PARTS:
                *names, whole = _names(record, site)
                self._of_several.update(name for name in names if known.setdefault(name, whole) != whole)
            yield record

    def key(self, record: ExportRecord, site: str) -> str:
        """What a text of a site is called: the shortest that no other text of its file is called, too."""
        *names, whole = _names(record, site)
        return next((name for name in names if name not in self._of_several), whole)

    def is_lasting(self, record: ExportRecord, site: str) -> bool:
        """Whether that is a number that this very site gave to this text alone.

        Sites that were made at another place keep its address in what they number (``guid``): ``http://localhost/?p=12``
        is a text of many.
        """
        guid = record.fields.get("guid", "").strip()
        number = record.fields.get("wp:post_id", "").strip()
        is_of_site = bool(host_of(site)) and host_of(guid or site) == host_of(site)
        return is_of_site and number not in ("", "0") and next(_names(record, site)) not in self._of_several


def site_of(channel: ExportRecord) -> str:
    """The address of the site that a file is of."""
    return channel.fields.get("wp:base_blog_url") or channel.fields.get("link", "")


def _names(record: ExportRecord, site: str) -> Iterator[str]:
    """What a text may be called, from the one that outlasts most changes to the one that no other text has."""
    number, guid, link, title = (
        record.fields.get(name, "").strip() for name in ("wp:post_id", "guid", "link", "title")
    )
    number = "" if number == "0" else number
    name = f"{guid or site} {number}"
    if guid or number:
        yield name
    if link or title:
        yield f"{name}\0{link}\0{title}"
    words = content_name(record.fields.get("content:encoded", "").encode("utf-8", "replace"))
    yield f"{name}\0{link}\0{title}\0{words}"
