"""An export of WordPress, of one file or several, as a source of texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from generator.consent.refused import RefusedError
from generator.importing.container import Container
from generator.importing.item import Item, LeftOut, counted
from generator.importing.wordpress import builder_data, posts, statuses
from generator.importing.wordpress.decoded import Decoded
from generator.importing.wordpress.export_file import is_export, records
from generator.importing.wordpress.identities import Identities, site_of
from generator.importing.wordpress.library import Library, is_shown, library
from generator.importing.wordpress.record import ExportRecord
from generator.importing.wordpress.tags import DEEPEST, nested
from generator.importing.wordpress.uploads import Uploads

MAKE_ONE = "Export in WordPress under Tools, Export, “All content”, and import the file that it gives."
BEGINNING = 64_000  # bytes in which an export says what it is
COMMENTS = "they are other people's words, with their e-mail and IP addresses"
LOGINS = "only the names that the site showed come in"
NOT_UTF_8 = "they were read as Windows-1252, from where they are mostly copied; look at these words"
NO_CHARACTER = "no page may hold them, and nobody sees them"
TOO_MUCH = LeftOut("texts that are too long, or nested too deeply", "look at them at the old site")
NOTHING = LeftOut("texts without a word or a picture", "nothing is in them")
TWICE = LeftOut("texts that are there more than once", "they come in once; of several exports, the last by name counts")
# Texts that somebody may miss who knew them from the old site.
MISSED = (TOO_MUCH, builder_data.UNREAD, statuses.FOR_MEMBERS)


class WordPress:
    """The texts of an export, or of all exports in a folder, with files from there or from a folder of uploads.

    An export is read twice: first for what its texts refer to, then for texts. Raises RefusedError if there is none.
    """

    name = "an export of WordPress"

    def __init__(self, container: Container, uploads: Container | None = None) -> None:
        self._container = container
        self._exports = container.names() if len(container.names()) == 1 else exports(container)
        if not self._exports:
            raise RefusedError(f"{container.label}: no export of WordPress is among these files. {MAKE_ONE}")
        self._uploads = Uploads(uploads or container)
        self._identities = Identities()

    def items(self) -> Iterator[Item | LeftOut]:
        """Every text, and at the end what is left out. Raises RefusedError, before any text, if a file is broken."""
        known = self._library
        left: Counter[LeftOut] = Counter()
        is_in: dict[str, bool] = {}  # whether each text came in; the first that is met has the say
        site = ""
        comments = 0
        for record in self._records(left):
            if record.tag == "channel":
                site = site_of(record)
            if record.tag != "item":
                continue
            comments += record.comments
            if statuses.kind_of(record) in statuses.PARTS:
                left.update(filter(None, [statuses.left_out(record)]))
                continue
            key = self._identities.key(record, site)
            if key in is_in:
                left[TWICE] += is_in[key]
                continue
            found = _text(record, known, key)
            is_in[key] = isinstance(found, Item)
            if isinstance(found, Item):
                yield replace(found, is_lasting=self._identities.is_lasting(record, site))
            else:
                left[_told(found, record, key)] += 1
        left[LeftOut("comments", COMMENTS)] += comments
        left[LeftOut("logins and e-mail addresses of authors", LOGINS)] += len(known.names or ())
        yield from counted(left)

    def file(self, reference: str) -> bytes | None:
        """The bytes of a picture that lies with the export, or among the uploads, by its address at the old site."""
        return self._uploads.read(reference) if self._library.has_at(reference) else None

    @cached_property
    def _library(self) -> Library:
        return library(self._identities.told(self._records(Counter())))

    def _records(self, left: Counter[LeftOut]) -> Iterator[ExportRecord]:
        """The records of all exports, the last first; what had to be put right is counted into ``left``."""
        for name in sorted(self._exports, reverse=True):
            with self._container.open(name) as stream:
                text = Decoded(stream, name)
                yield from records(text, name)
            for what, why, count, line in (
                ("bytes that are no UTF-8", NOT_UTF_8, text.foreign, text.foreign_line),
                ("characters that XML does not know", NO_CHARACTER, text.controls, text.controls_line),
            ):
                left[LeftOut(f"{what} (first in line {line:,} of {name})", why)] += count


def _text(record: ExportRecord, known: Library, key: str) -> Item | LeftOut:
    """A text, called ``key``, or why it does not come in."""
    if (why := statuses.left_out(record)) is not None:
        return why
    if record.too_long or nested(record.fields.get("content:encoded", "")) > DEEPEST:
        return TOO_MUCH
    return posts.item(record, known, key) or (builder_data.UNREAD if builder_data.is_unread(record) else NOTHING)


def _told(why: LeftOut, record: ExportRecord, key: str) -> LeftOut:
    """What is told of a text, called ``key``, that does not come in."""
    names = tuple(record.fields.get(name, "").strip() for name in ("guid", "link"))
    keyed = replace(why, keys=(key,), names=names) if why in statuses.NOT_FOR_EVERYBODY else why
    return replace(keyed, titles=(posts.title_of(record),)) if why in MISSED and is_shown(record) else keyed


def exports(container: Container) -> tuple[str, ...]:
    """The names of the files that are exports of WordPress."""
    return tuple(
        name
        for name in container.names()
        if name.lower().endswith((".xml", ".wxr")) and is_export(container.read(name, BEGINNING) or b"")
    )
