"""A table of answers: a text file with columns, or a workbook, read as words. Formulas are never worked out.

Whatever could shift answers into another column is refused, since beside a story stand its teller's name and address.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from generator.consent.refused import RefusedError
from generator.content.decoding import guessed
from generator.ground.diagnostics import spelled
from generator.ground.patterns import lazy
from generator.importing.container import BROKEN_DIRECTORY
from generator.importing.draft import words

OF_TEXT, OF_WORKBOOK = (".csv", ".tsv", ".tab"), ".xlsx"
LARGEST = 100_000_000
# Of a workbook, unpacked; and how many cells its outermost ones span, for all of which its library makes room.
LARGEST_UNPACKED, MOST_CELLS = 500_000_000, 10_000_000
DELIMITERS = ",;\t|"
SAID = lazy(r"sep=([^\w\s\"]|\t)\r?\n", re.IGNORECASE)  # as Excel writes it, and reads it, in the first line
PLACE = lazy(rb"""\br\s*=\s*["']([A-Z]{0,3})(\d{1,9})["']""")
LONGEST_HEADING = 300
LIBRARY = "python_calamine"
EXPORT = "Export the answers once more, as CSV"


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """AnswerTable by the headings of their columns; each row has as many cells as there are headings.

    ``alike`` are headings that several columns have, which are left out, as are those without any that hold something
    (``unnamed``); ``sheets`` are how many more a workbook has.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    alike: tuple[str, ...] = ()
    unnamed: int = 0
    sheets: int = 0


def is_table(name: str) -> bool:
    """Whether a file has the name of a table."""
    return name.lower().endswith((*OF_TEXT, OF_WORKBOOK))


def answers(name: str, data: bytes) -> AnswerTable:
    """The table in a file. Raises RefusedError if it is none, or it is not certain what stands in which column."""
    label = spelled(name)
    if len(data) > LARGEST:
        raise RefusedError(f"{label} is larger than 100 MB. Divide the table, and bring in each part.")
    if name.lower().endswith(OF_WORKBOOK):
        rows, sheets = _workbook(label, data)
    else:
        rows, sheets = list(_lines(label, data)), 0
    filled = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if len(filled) < 2:
        raise RefusedError(f"{label} holds no answers below a row of headings. {EXPORT}.")
    (_, first), *below = filled
    headings = tuple(words(cell)[:LONGEST_HEADING] for cell in first)
    for number, row in below:
        if any(cell.strip() for cell in row[len(headings) :]):
            raise RefusedError(
                f"{label}, row {number}: there are more cells than headings, so nobody can tell what stands in which "
                f"column. The first row has to be the headings. {EXPORT}."
            )
    return _by_heading(headings, [row for _, row in below], sheets)


def _by_heading(headings: tuple[str, ...], rows: Sequence[Sequence[str]], sheets: int) -> AnswerTable:
    times = Counter(headings)
    known = [at for at, heading in enumerate(headings) if heading and times[heading] == 1]
    full = tuple(tuple(row[at] if at < len(row) else "" for at in range(len(headings))) for row in rows)
    unnamed = sum(not heading and any(row[at].strip() for row in full) for at, heading in enumerate(headings))
    return AnswerTable(
        tuple(headings[at] for at in known),
        tuple(tuple(row[at] for at in known) for row in full),
        tuple(heading for heading, count in times.items() if heading and count > 1),
        unnamed,
        sheets,
    )


def _lines(label: str, data: bytes) -> Iterator[list[str]]:
    """The rows of a text file."""
    text = guessed(data)
    if "\0" in text:
        raise RefusedError(f"{label} is no text. {EXPORT}.")
    said = SAID.match(text)
    text = text[said.end() :] if said else text
    before = csv.field_size_limit(LARGEST)
    try:
        delimiter = said[1] if said else max(DELIMITERS, key=lambda sign: len(next(_rows(text, sign), [])))
        yield from _rows(text, delimiter)
    except csv.Error:
        what = "a quotation mark is not closed, or stands where none may"
        raise RefusedError(f"{label}: {what}, so nobody can tell where an answer ends. {EXPORT}.") from None
    finally:
        csv.field_size_limit(before)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _workbook(label: str, data: bytes) -> tuple[list[list[str]], int]:
    """The rows of the first sheet that has any, and how many other sheets have some."""
    if importlib.util.find_spec(LIBRARY) is None:
        install = "pip install 'hearten[spreadsheets]'"
        raise RefusedError(
            f"{label} needs a library that is not installed; install it with {install}, or export the answers as CSV."
        )
    _bounded(label, data)
    import python_calamine

    try:
        with python_calamine.load_workbook(io.BytesIO(data)) as book:
            shown = [
                sheet.name
                for sheet in book.sheets_metadata
                if (sheet.typ, sheet.visible)
                == (python_calamine.SheetTypeEnum.WorkSheet, python_calamine.SheetVisibleEnum.Visible)
            ]
            found = [(sheet.start, sheet.to_python()) for sheet in map(book.get_sheet_by_name, shown)]
    except python_calamine.CalamineError:
        raise RefusedError(f"{label} is damaged, or no workbook. {EXPORT}.") from None
    filled = [rows for start, rows in found if start is not None]
    if not filled:
        raise RefusedError(f"{label} is empty. {EXPORT}.")
    return [[_cell(value) for value in row] for row in filled[0]], len(filled) - 1


def _bounded(label: str, data: bytes) -> None:
    """Raise RefusedError if a workbook would grow beyond all measure when it is read, or cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise RefusedError(f"{label} would grow beyond 500 MB, as if made to do harm. Leave it.")
            spans = [_span(archive.read(entry)) for entry in entries if entry.filename.lower().endswith(".xml")]
    except (*BROKEN_DIRECTORY, RuntimeError):
        raise RefusedError(f"{label} is damaged, locked with a password, or no workbook. {EXPORT}.") from None
    if max(spans, default=0) > MOST_CELLS:
        raise RefusedError(f"{label}: cells lie so far apart that it cannot be read. {EXPORT}.")


def _span(sheet: bytes) -> int:
    """How many cells lie between the first place of a sheet and the outermost that are named in it."""
    columns = rows = 1
    for found in PLACE.finditer(sheet):
        column = 0
        for letter in found[1]:
            column = column * 26 + letter - ord("A") + 1
        columns, rows = max(columns, column), max(rows, int(found[2]))
    return columns * rows


def _cell(value: object) -> str:
    """A value as people see it; a day at midnight is a day."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
