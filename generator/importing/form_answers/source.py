"""AnswerTable to a form as items: one story a row, of the columns that a person has said what they are."""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.consent.refused import RefusedError
from generator.content import foreign_dates, sources
from generator.ground import limits
from generator.ground.patterns import lazy
from generator.importing.container import Container
from generator.importing.draft import words
from generator.importing.form_answers import columns, proposals
from generator.importing.form_answers.columns import ColumnUse
from generator.importing.form_answers.tables import LARGEST, AnswerTable, answers, is_table
from generator.importing.item import Fate, Html, Item, LeftOut, Remark, TopPicture
from generator.importing.placing import put

# Numbers that are shorter may count the answers of any form; they say which answer it is only beside its time.
WHOLE_ID = 10
BLANK_LINES = lazy(r"\n[^\S\n]*\n\s*")
CLOCK = lazy(r"\d:\d\d")
NUMBERS = lazy(r"\s*(\d{1,4}([-/.])\d{1,2}\2\d{1,4})\b")
TWO_WAYS = lazy(r"\s*(\d{1,2})[-/](\d{1,2})[-/]\d{4}\b")
BETWEEN_LABELS = (lazy(r"[\n;]"), lazy(r","))
SHORT = 60
HAS_NUMBER = lazy(r"@|\d{4}|https?:")
NO_CONSENT = "it is no consent here; ask, and write down what they say with “hearten consent”"
IN_TABLE = "the answer has words of its own; read it in the table"
PLACEHOLDER = "answer"


def table_of(files: Container) -> str | None:
    """The name of the one table among files that have none beside it but pictures; None where there is none."""
    tables = [name for name in files.names() if is_table(name)]
    pictures = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".pdf")
    others = [name for name in files.names() if not is_table(name) and not name.lower().endswith(pictures)]
    return tables[0] if len(tables) == 1 and not others else None


def opened(files: Container, uploads: Container | None, root: Path, *, may_write: bool) -> FormAnswers:
    """The answers in a table, as the file beside site.yaml says what its columns are.

    Where there is no such file, it is written, and has to be looked at before anything comes in; where nothing may
    be written, the answers are as it would say. Raises RefusedError and CannotBuildError.
    """
    sources.site_file(root)
    tables = [name for name in files.names() if is_table(name)]
    if len(tables) != 1:
        found = "there is no table" if not tables else f"there are {len(tables)} tables"
        raise RefusedError(f"{files.label}: {found} here. Name one file that ends in .csv, .tsv or .xlsx.")
    table = answers(tables[0], files.read(tables[0], LARGEST) or b"")
    path = columns.path_for(root, tables[0], table.headings)
    data = sources.read_inside(root, path, limits.TEXT)
    is_new = data is None
    if data is None:
        data = columns.written(proposals.proposed(table), table.alike)
        if may_write:
            put(root, path, None, data)
            raise RefusedError(
                f"{path} is new: it says what each column becomes, as far as its heading tells. No answer came in yet. "
                "Look at every line, and whether anybody could be known by what comes in; then do the same once more."
            )
    said = f"{path}, which the import writes first, will say so" if is_new else f"{path} says so"
    return FormAnswers(table, columns.read(data, path, table.headings, table.alike), said, files, uploads)


class FormAnswers:
    """The answers in a table. ``said`` says for people where it stands what becomes of its columns."""

    name = "a table of answers to a form"

    def __init__(
        self,
        table: AnswerTable,
        uses: Mapping[str, ColumnUse],
        said: str,
        files: Container,
        uploads: Container | None = None,
    ) -> None:
        self._table, self._said = table, said
        self._at = {use: [at for at, heading in enumerate(table.headings) if uses[heading] is use] for use in ColumnUse}
        self._for_key = [at for at, heading in enumerate(table.headings) if not proposals.is_personal(heading)]
        self._is_day_first = _order(row[at] for at in self._at[ColumnUse.DAY] for row in table.rows)
        self._pictures = _Uploaded([one for one in (files, uploads) if one is not None])
        self._references: dict[str, str] = {}

    def items(self) -> Iterator[Item | LeftOut]:
        """Every answer with a text, and at the end what is left out."""
        empty = 0
        for row in self._table.rows:
            item = self._item(row)
            if item is None:
                empty += 1
            else:
                yield item
        why = f"{self._said}; names and ways to reach people stand in some"
        alike = "nobody can tell them apart; give each its own heading in the form"
        for left in (
            LeftOut("answers without a story", "the columns of the text are empty there", empty),
            LeftOut("columns that do not come in", why, len(self._at[ColumnUse.NOTHING])),
            LeftOut("headings that several columns have", alike, len(self._table.alike)),
            LeftOut("columns without a heading", "nobody knows what stands in them", self._table.unnamed),
            LeftOut("other sheets of the workbook", "only the first comes in; save each as a file", self._table.sheets),
        ):
            if left.count:
                yield left

    def file(self, reference: str) -> bytes | None:
        """The bytes of a picture that came with the table."""
        name = self._references.get(reference)
        return None if name is None else self._pictures.read(name)

    def _item(self, row: Sequence[str]) -> Item | None:
        parts = [(self._table.headings[at], row[at]) for at in self._at[ColumnUse.TEXT] if row[at].strip()]
        if not parts:
            return None
        remarks = list(self._told(row))
        key = self._key(row)
        return Item(
            key=key,
            is_lasting=self._is_lasting(row),
            title=self._one(row, ColumnUse.TITLE),
            body=Html("\n".join(_as_html(parts))),
            slug="" if self._one(row, ColumnUse.TITLE) else PLACEHOLDER,
            day=self._day(self._one(row, ColumnUse.DAY)),
            author=self._one(row, ColumnUse.NAME),
            summary=self._one(row, ColumnUse.SUMMARY),
            labels=tuple(label for at in self._at[ColumnUse.TOPICS] for label in _labels(row[at])),
            picture=self._picture(row, key, remarks),
            remarks=tuple(remarks),
        )

    def _one(self, row: Sequence[str], use: ColumnUse) -> str:
        return next((row[at].strip() for at in self._at[use]), "")

    def _key(self, row: Sequence[str]) -> str:
        """What the form calls an answer; otherwise a digest of all of it but who somebody is and how to reach them.

        Empty answers do not count, nor the order of columns, so that a question more in the form changes nothing.
        """
        number, when = self._one(row, ColumnUse.ID), self._one(row, ColumnUse.DAY)
        if len(number) >= WHOLE_ID:
            return number
        if number and when:
            return f"{number}\0{when}"
        cells = sorted(" ".join(row[at].split()) for at in self._for_key if row[at].strip())
        return hashlib.sha256("\0".join(cells).encode("utf-8", "replace")).hexdigest()

    def _is_lasting(self, row: Sequence[str]) -> bool:
        """Whether a form gave that number to this answer alone; the first one of a day is one of many forms'."""
        number, when = self._one(row, ColumnUse.ID), self._one(row, ColumnUse.DAY)
        return len(number) >= WHOLE_ID or bool(number and CLOCK.search(when))

    def _day(self, cell: str) -> date | None:
        """The day of an answer; one that can be read in two ways is as the whole column has it, if that tells."""
        found = NUMBERS.match(cell)
        days = foreign_dates.days(found[1] if found else cell)
        if len(days) == 2 and self._is_day_first is not None and TWO_WAYS.match(cell):
            return days[not self._is_day_first]
        return days[0] if len(days) == 1 else None

    def _told(self, row: Sequence[str]) -> Iterator[Remark]:
        """What a person has to see of an answer and no file has: consent, warnings, and what could not be read."""
        for at in self._at[ColumnUse.CONSENT]:
            question, answer = words(self._table.headings[at])[:100], words(row[at])
            if not answer:
                yield Remark(Fate.LOOK, f"“{question}” has no answer", NO_CONSENT)
            elif _is_short(answer):
                yield Remark(Fate.LOOK, f"“{question}” was answered “{answer}”", NO_CONSENT)
            else:
                yield Remark(Fate.LOOK, f"“{question}” was answered", f"{IN_TABLE}; {NO_CONSENT}")
        for at in self._at[ColumnUse.CONTENT_NOTES]:
            if answer := words(row[at]):
                what = (
                    f"what readers are to be warned of: “{answer}”"
                    if _is_short(answer)
                    else "what readers are to be warned of"
                )
                why = "write it as “content_notes”, if it is one of site.yaml’s"
                yield Remark(Fate.LOOK, what, why if _is_short(answer) else f"{IN_TABLE}; {why}")
        when = self._one(row, ColumnUse.DAY)
        if when and self._day(when) is None:
            yield Remark(Fate.DROPPED, "the day", "it can be read in no way, or in two; see the table")

    def _picture(self, row: Sequence[str], key: str, remarks: list[Remark]) -> TopPicture | None:
        """The picture of an answer, under a name that tells nothing: forms put people's names into those of files."""
        cell = self._one(row, ColumnUse.PICTURE)
        if not cell:
            return None
        name = self._pictures.found(cell)
        if name is None:
            why = "the table only names it; download what came with the answers, and name that folder with --uploads"
            remarks.append(Remark(Fate.DROPPED, "a picture", why))
            return None
        reference = f"picture-{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:8]}"
        self._references[reference] = name
        return TopPicture(reference, alt=self._one(row, ColumnUse.PICTURE_WORDS))


@dataclass(frozen=True, slots=True)
class _Uploaded:
    """The files that came with a table."""

    containers: Sequence[Container]

    def found(self, cell: str) -> str | None:
        """The name of the one file that an answer names or links to."""
        first = re.split(r"[\n,;]", cell)[0].strip()
        try:
            called = PurePosixPath(unquote(urlsplit(first).path)).name
        except ValueError:
            return None
        found = [name for one in self.containers for name in one.names() if PurePosixPath(name).name == called]
        return found[0] if len(found) == 1 and not is_table(found[0]) else None

    def read(self, name: str) -> bytes | None:
        """The bytes of a file."""
        return next((data for one in self.containers if (data := one.read(name)) is not None), None)


def _order(cells: Iterator[str]) -> bool | None:
    """Whether days come before months in a column; None where no date tells, or they contradict each other."""
    seen: Counter[bool] = Counter()
    for cell in cells:
        found = TWO_WAYS.match(cell)
        if found and max(int(found[1]), int(found[2])) > 12:
            seen[int(found[1]) > 12] += 1
    return next(iter(seen)) if len(seen) == 1 else None


def _as_html(parts: Sequence[tuple[str, str]]) -> Iterator[str]:
    """AnswerTable as paragraphs, each below its heading where there are several."""
    for heading, answer in parts:
        if len(parts) > 1:
            yield f"<h2>{html.escape(heading)}</h2>"
        for paragraph in BLANK_LINES.split(answer.replace("\r\n", "\n").replace("\r", "\n").strip()):
            yield f"<p>{'<br>'.join(html.escape(line.strip()) for line in paragraph.split(chr(10)))}</p>"


def _labels(cell: str) -> list[str]:
    """The labels that an answer chose, as forms join them."""
    between = next((sign for sign in BETWEEN_LABELS if sign.search(cell)), None)
    return [label for part in (between.split(cell) if between else [cell]) if (label := part.strip())]


def _is_short(answer: str) -> bool:
    """Whether an answer is one that was chosen, and not told: it may be shown in a report."""
    return len(answer) <= SHORT and not HAS_NUMBER.search(answer)
