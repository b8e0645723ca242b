"""What is known of each text, as a table for a spreadsheet (CSV, RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from generator.exporting.exported import ExportedSite, ExportedText
from generator.ground.patterns import lazy

FILE = "texts.csv"
BYTE_ORDER_MARK = "\ufeff"  # by which Excel knows UTF-8
COLUMNS = (
    *("title", "author", "date", "updated", "topics", "content notes", "language", "words", "address", "made up"),
    *("consent status", "consent scope", "consent last day"),
)
WITH_ALL = ("consent record", "withheld because")
# OWASP, “CSV Injection”: what spreadsheets take for the beginning of a formula, also behind spaces.
FORMULA = lazy(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def table(site: ExportedSite, *, everything: bool) -> bytes:
    """One row for each text, below the names of the columns."""
    out = io.StringIO()
    rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow((*COLUMNS, *(WITH_ALL if everything else ())))
    for text in site.texts:
        cells = (*_cells(text, site), *(_of_withheld(text) if everything else ()))
        rows.writerow(guarded(cell) for cell in cells)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def _cells(text: ExportedText, site: ExportedSite) -> Iterator[str]:
    yield from (text.title, text.author)
    yield from (str(day) if day else "" for day in (text.day, text.updated))
    yield ", ".join(site.topics[topic] for topic in text.topics)
    yield ", ".join(text.notes)
    yield from (text.language, str(text.body.words), site.url(text.path), "yes" if text.fictional else "")
    consent = text.consent
    yield from (consent.status, ", ".join(consent.scope), str(consent.until or "")) if consent else ("", "", "")


def _of_withheld(text: ExportedText) -> Iterator[str]:
    yield (text.consent.record or "") if text.consent else ""
    yield text.withheld or ""
