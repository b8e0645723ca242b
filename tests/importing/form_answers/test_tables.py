from __future__ import annotations

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.consent.refused import RefusedError
from generator.importing.form_answers import tables
from generator.importing.form_answers.tables import AnswerTable, answers
from tests.builders.forms import GOOGLE, STORY, as_csv, as_workbook

ROWS = (("When", "Größe – was half?"), ("2025-11-03", STORY), ("2025-11-04", "Über; „den“, | Zaun"))
READ = AnswerTable(ROWS[0], ROWS[1:])
# Letters that a table may hold; line ends are told apart by nobody.
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\x1a"), max_size=30)


@pytest.mark.parametrize("delimiter", tables.DELIMITERS)
def test_any_delimiter_is_seen(delimiter: str) -> None:
    """A table is read the same whatever stands between its columns."""
    assert answers("a.csv", as_csv(ROWS, delimiter)) == READ


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_encoding_is_seen(encoding: str) -> None:
    """A table is read the same in every encoding that programs save it in."""
    assert answers("a.csv", as_csv(ROWS, encoding=encoding)) == READ


def test_what_excel_says_of_the_delimiter_is_taken() -> None:
    """A first line with which Excel names the delimiter is believed, and is no row."""
    table = b"sep=;\r\nA,1,2,3;B\r\n1;2\r\n"
    assert answers("a.csv", table) == AnswerTable(("A,1,2,3", "B"), (("1", "2"),))


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_no_cell_is_lost(rows: list[tuple[str, str]]) -> None:
    """Every row with anything in it is read, cell by cell, with quotation marks and line ends in its words."""
    table = as_csv((("A", "B"), ("x", "y"), *rows))
    assert answers("a.csv", table).rows[1:] == tuple(row for row in rows if any(cell.strip() for cell in row))


def test_a_workbook_is_read_like_a_text_file() -> None:
    """The same table gives the same answers as a workbook and as a text file."""
    assert answers("a.xlsx", as_workbook(GOOGLE)) == answers("a.csv", as_csv(GOOGLE))


def test_only_the_first_sheet_that_people_see_is_read() -> None:
    """Of a workbook, the first sheet that is shown and filled is read, and the others are counted."""
    book = as_workbook((("secret", "hidden"),), (), ROWS, (("more",), ("x",)), hidden=1)
    assert answers("a.xlsx", book) == AnswerTable(READ.headings, READ.rows, sheets=1)


def test_values_of_a_workbook_are_as_people_see_them() -> None:
    """Whole numbers have no point, a day has no time, and of a formula the words stand that it gave."""
    book = as_workbook((("A", "B", "C"), ("1", "2", "3")))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    row = (
        b'<row><c r="A2"><v>7</v></c><c r="B2" t="d"><v>2025-11-03T00:00:00</v></c>'
        b'<c r="C2" t="str"><f>HYPERLINK("https://example.org","x")</f><v>x</v></c></row></sheetData>'
    )
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet[: sheet.index(b"</row>") + 6] + row + b"</worksheet>"
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert answers("a.xlsx", again.getvalue()).rows == (("7", "2025-11-03", "x"),)


def test_headings_that_are_alike_belong_to_nobody() -> None:
    """Columns that are called alike, or that have no heading, are left out, and told."""
    table = (("A", "Other", "Other", "", ""), ("1", "2", "3", "4", ""))
    assert answers("a.csv", as_csv(table)) == AnswerTable(("A",), (("1",),), ("Other",), unnamed=1)


def test_the_setting_of_the_library_stays() -> None:
    """How long a field may be for others that read tables is the same afterwards, also behind a broken table."""
    before = csv.field_size_limit()
    answers("a.csv", as_csv((("A",), ("x" * 200_000,))))
    with pytest.raises(RefusedError):
        answers("a.csv", b'A,B\n1,"open\n')
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", b"", "holds no answers below a row of headings"),
        ("a.csv", b"A,B\n\n,\n", "holds no answers below a row of headings"),
        ("a.csv", b'A,B\n1,"open\n', "a quotation mark is not closed"),
        ("a.csv", b"A,B\n1,2,3\n", "row 2: there are more cells than headings"),
        ("a.csv", bytes(range(256)), "is no text"),
        ("a.xlsx", b"PK\3\4 cut short", "is damaged"),
        ("a.xlsx", as_csv(ROWS), "is damaged"),
        ("a.xlsx", as_workbook(()), "is empty"),
    ],
)
def test_what_is_no_table_is_told(name: str, data: bytes, message: str) -> None:
    """What is empty, broken, or might stand in another column is refused, with what to do."""
    with pytest.raises(RefusedError, match=message) as told:
        answers(name, data)
    assert "xport the answers once more" in str(told.value)


@given(st.one_of(st.binary(max_size=80), st.text('sep=";,\t\r\n|ab\0', max_size=40).map(str.encode)))
def test_nothing_that_is_read_as_a_table_breaks_it(data: bytes) -> None:
    """Of any bytes under the name of a table, there is a table or a message."""
    for name in ("a.csv", "a.xlsx"):
        try:
            assert answers(name, data).rows
        except RefusedError as told:
            assert str(told).endswith(".")  # noqa: PT017  # a table is as good an outcome


def test_cells_that_lie_far_apart_are_refused() -> None:
    """A workbook whose cells span more than any memory holds is refused before it is read."""
    far = as_workbook((("A", "B"), ("1", "2")))
    with zipfile.ZipFile(io.BytesIO(far)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as archive:
        for name, data in parts.items():
            archive.writestr(
                name, data.replace(b"</row></sheetData>", b'<c r="XFD1048576"><v>1</v></c></row></sheetData>')
            )
    with pytest.raises(RefusedError, match="cells lie so far apart"):
        answers("a.xlsx", again.getvalue())


def test_a_workbook_that_would_grow_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook that is small and would be huge is refused before it is unpacked."""
    monkeypatch.setattr(tables, "LARGEST_UNPACKED", 1_000)
    with pytest.raises(RefusedError, match="as if made to do harm"):
        answers("a.xlsx", as_workbook(ROWS))


def test_a_table_beyond_all_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that is larger than any form has answers for is refused."""
    monkeypatch.setattr(tables, "LARGEST", 10)
    with pytest.raises(RefusedError, match="Divide the table"):
        answers("a.csv", as_csv(ROWS))


def test_without_its_library_a_workbook_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library for workbooks is missing, the message says how to install it, and the other way."""
    monkeypatch.setattr(tables, "LIBRARY", "a_library_that_nobody_has")
    with pytest.raises(RefusedError, match=r"hearten\[spreadsheets\].*CSV"):
        answers("a.xlsx", as_workbook(ROWS))
