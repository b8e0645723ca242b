"""An export of Substack: a table of texts, and a file of HTML for each."""

from __future__ import annotations

import csv
import io
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.consent.refused import RefusedError
from generator.ground.patterns import lazy
from generator.importing.container import Container
from generator.importing.item import Fate, Html, Item, LeftOut, Remark, counted
from generator.importing.local_day import day
from generator.importing.markdown_sites.fields import A_DRAFT, FOR_MEMBERS
from generator.importing.markdown_sites.files import SETTINGS, SiteFiles, top_of
from generator.importing.wording import plain_words

TABLE = "posts.csv"
HEAD = frozenset(("post_id", "title", "is_published"))
MAKE_ONE = "Export it in Substack once more, under Settings, Exports, and name the file that it gives."
FILE = lazy(r"(?:.*/)?posts/(?P<id>\d+)\.(?P<slug>[^/]+?)\.html")
READERS = lazy(
    r"(?:.*/)?(?:email_list\.(?P<site>[\w-]+)\.csv|.*\.(?:opens|delivers|clicks)\.csv|.*subscribers?.*\.csv)"
)
WIDGET = lazy(
    r"<div class=\"subscription-widget-wrap[^\"]*\".{0,20000}?</form>"
    r"|<p class=\"button-wrapper\"[^<>]{0,5000}>.{0,5000}?</p>"
    r"|<div class=\"captioned-button-wrap\"[^<>]{0,5000}>.{0,5000}?</p>\s*</div>",
    re.DOTALL,
)
OF_READERS = "who reads what, with their addresses, is nobody's business here"
NO_ROW = LeftOut(
    "texts that the table does not know", "nobody knows whether they were for everybody; copy them from the old site"
)
NO_FILE = LeftOut("texts whose file is not in the export", "export once more, or copy them from the old site")


class Substack:
    """The texts of an export of Substack. Raises RefusedError if it is none, or is broken."""

    name = "an export of Substack"

    def __init__(self, container: Container, uploads: Container | None = None) -> None:
        self._files = SiteFiles(container, top_of(container), uploads)
        self._rows = _rows(self._files, container.label)
        self._by_id = {
            found["id"]: (name, found["slug"]) for name in self._files.names if (found := FILE.fullmatch(name))
        }
        sites = (found["site"] for name in self._files.names if (found := READERS.fullmatch(name)) and found["site"])
        self._site = next((f"https://{site}.substack.com" for site in sites), "")

    def items(self) -> Iterator[Item | LeftOut]:
        """Every text, and at the end what is left out."""
        left: Counter[LeftOut] = Counter()
        for row in self._rows:
            number = row.get("post_id", "").partition(".")[0]
            name, slug = self._by_id.get(number, ("", row.get("post_id", "").partition(".")[2]))
            # Of a text that is out, everybody could read the title.
            titles = (plain_words(row.get("title", "")),) if row.get("is_published", "").lower() == "true" else ()
            if row.get("audience", "everyone") not in ("everyone", ""):
                left[replace(FOR_MEMBERS, keys=(number,), titles=titles)] += 1
            elif not name or (source := self._files.text(name, SETTINGS)) is None:
                left[replace(NO_FILE, titles=titles)] += 1
            else:
                yield self._item(row, number, slug, source)
        known = {row.get("post_id", "").partition(".")[0] for row in self._rows}
        for number, (name, _) in self._by_id.items():
            left[replace(NO_ROW, titles=(name,))] += number not in known
        readers = sum(READERS.fullmatch(name) is not None for name in self._files.names)
        left[LeftOut("lists of readers", OF_READERS)] += readers
        yield from counted(left)

    def file(self, reference: str) -> bytes | None:
        """The bytes of a picture that lies with the export."""
        return self._files.read(reference)

    def _item(self, row: Mapping[str, str], number: str, slug: str, source: str) -> Item:
        body, widgets = WIDGET.subn("", source)
        remarks = [A_DRAFT] if row.get("is_published", "true").lower() != "true" else []
        if widgets:
            remarks.append(Remark(Fate.DROPPED, "what asks readers to subscribe", "nobody can subscribe to it here"))
        if row.get("podcast_url"):
            remarks.append(Remark(Fate.LOOK, "a recording at the old site", "only the text of it comes in"))
        path = f"/p/{slug}"
        return Item(
            key=number,
            is_lasting=True,
            title=plain_words(row.get("title", "")),
            body=Html(body),
            slug=slug,
            addresses=(path, *([f"{self._site}{path}"] if self._site else ())),
            day=day(row.get("post_date", ""), None),
            summary=plain_words(row.get("subtitle", "")),
            remarks=tuple(remarks),
        )


def is_export(container: Container) -> bool:
    """Whether files are an export of Substack."""
    files = SiteFiles(container, top_of(container))
    if not files.has(TABLE):
        return False
    return (files.text(TABLE, SETTINGS) or "").startswith("post_id,")


def _rows(files: SiteFiles, label: str) -> list[dict[str, str]]:
    try:
        rows = list(csv.DictReader(io.StringIO(files.text(TABLE, SETTINGS) or ""), strict=True))
    except csv.Error:
        raise RefusedError(f"{label}: {TABLE} is damaged or cut short. {MAKE_ONE}") from None
    if not rows or not rows[0].keys() >= HEAD:
        raise RefusedError(f"{label}: {posixpath.basename(TABLE)}, the table of all texts, is not there. {MAKE_ONE}")
    return [{name: value or "" for name, value in row.items() if isinstance(name, str)} for row in rows]
