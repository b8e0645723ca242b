"""What pandoc understands beside Markdown: spans with attributes, notes in a line, verse, drawn tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.ground.patterns import lazy
from generator.importing.item import Fate
from generator.importing.markdown_sites.code_holes import CodeHoles
from generator.importing.markdown_sites.tally import Tally

SPAN = lazy(r"(?<!!)\[((?:[^\[\]\n]|\n(?!\s*\n)){1,1000})\]\{[^{}\n]{0,300}\}")
NOTE = lazy(r"(?<!\\)\^\[((?:[^\[\]]|\[[^\[\]]*\](?:\([^()\s]*\))?){1,2000})\]")
RAISED = lazy(r"(?<![\w^\\])?\^(?=[^\s^\[])((?:[^\s^\\]|\\ ){1,40})\^|(?<!~)~(?=[^\s~])([^\s~]{1,40})~(?!~)")
CITED = lazy(r"\[[^\[\]\n]{0,200}@[\w:.#$%&+?<>~/-]+[^\[\]\n]{0,200}\]")
RAW = lazy(
    r"^[ \t]*\\(?:newpage|pagebreak|clearpage|bigskip|medskip|smallskip|noindent|vspace\{[^{}]*\}|hfill)[ \t]*$",
    re.MULTILINE,
)
VERSE = lazy(r"(?:^\|(?: [^\n|]*)?(?:\n|\Z))+", re.MULTILINE)
GRID = lazy(r"^\+(?:[-=:]+\+)+[ \t]*\n(?:[|+][^\n]*[|+][ \t]*(?:\n|\Z))+", re.MULTILINE)
LINE = lazy(r"\+(?:[-=:]+\+)+[ \t]*")
TITLE_BLOCK = lazy(r"\A%[ \t]*(?P<title>[^\n]*)\n(?:%[ \t]*(?P<author>[^\n]*)\n)?(?:%[ \t]*(?P<date>[^\n]*)\n)?")


def title_block(text: str) -> tuple[dict[str, str], str]:
    """The title, authors and date in lines that begin with a percent sign, and the text below them."""
    found = TITLE_BLOCK.match(text)
    if found is None:
        return {}, text
    fields = {name: value.replace(";", ",") for name, value in found.groupdict().items() if value}
    return fields, text[found.end() :]


def plain(text: str, remarks: Tally, holes: CodeHoles) -> str:
    """A text as Markdown has it."""
    text, count = RAW.subn("", text)
    remarks.add(Fate.DROPPED, "command of LaTeX", "it was for paper", count)
    text = GRID.sub(lambda found: _grid(found[0], remarks, holes), text)
    text = VERSE.sub(lambda found: _verse(found[0], remarks), text)
    for _ in range(3):  # spans within spans
        text, count = SPAN.subn(r"\1", text)
        remarks.add(Fate.CHANGED, "words with attributes", "they are plain words now", count)
    text = RAISED.sub(lambda found: f"<sup>{found[1]}</sup>" if found[1] else f"<sub>{found[2]}</sub>", text)
    remarks.add(Fate.LOOK, "reference to a book", "write it out, or delete it", len(CITED.findall(text)))
    return _notes(text, remarks)


def _notes(text: str, remarks: Tally) -> str:
    """A text whose notes in a line are footnotes below it."""
    notes: list[str] = []

    def mark(found: re.Match[str]) -> str:
        name = f"in-line-{len(notes) + 1}"
        notes.append(f"[^{name}]: {' '.join(found[1].split())}")
        return f"[^{name}]"

    text = NOTE.sub(mark, text)
    remarks.add(Fate.CHANGED, "note in a line", "it is a footnote", len(notes))
    return text if not notes else text.rstrip("\n") + "\n\n" + "\n\n".join(notes) + "\n"


def _verse(lines: str, remarks: Tally) -> str:
    """Lines that begin with a bar, each as a line of its own."""
    rows = [line[1:].strip() for line in lines.strip("\n").split("\n")]
    if len(rows) < 2 and not rows[0]:
        return lines
    remarks.add(Fate.CHANGED, "lines of verse", "backslashes end their lines")
    ended = [row + ("\\" if row and n + 1 < len(rows) and rows[n + 1] else "") for n, row in enumerate(rows)]
    return "\n".join(ended) + "\n" * (len(lines) - len(lines.rstrip("\n")))


def _grid(drawn: str, remarks: Tally, holes: CodeHoles) -> str:
    """A table that is drawn with plus signs as one of ours, or as it is drawn."""
    lines = [line.rstrip() for line in drawn.strip("\n").split("\n")]
    edges = [n for n, sign in enumerate(lines[0]) if sign == "+"]
    rows = _rows(lines, edges)
    if not rows:
        remarks.add(Fate.LOOK, "table that is drawn with signs", "it stands as it is drawn; write it with bars")
        return holes.hole("```\n" + "\n".join(lines) + "\n```") + "\n"
    remarks.add(Fate.CHANGED, "table that was drawn with signs", "it has bars alone")
    if not any("=" in line for line in lines if LINE.fullmatch(line)):
        remarks.add(Fate.LOOK, "table without a head", "its first row is the head here")
    head, *others = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join((head, f"|{' --- |' * (len(edges) - 1)}", *others)) + "\n"


def _rows(lines: Sequence[str], edges: Sequence[int]) -> list[list[str]]:
    """The cells of each row; none where a cell reaches over another, or holds a list."""
    rows: list[list[str]] = []
    row: list[list[str]] = [[] for _ in edges[1:]]
    for line in lines[1:]:
        if LINE.fullmatch(line):
            if [n for n, sign in enumerate(line) if sign == "+"] != list(edges):
                return []
            rows.append([" ".join(filter(None, cell)).replace("|", "\\|") for cell in row])
            row = [[] for _ in edges[1:]]
            continue
        if len(line) <= edges[-1] or any(line[edge] != "|" for edge in edges):
            return []
        for cell, (start, end) in zip(row, pairwise(edges), strict=True):
            words = line[start + 1 : end].strip()
            if re.match(r"[-*+] |\d+[.)] |```|~~~", words):
                return []
            cell.append(words)
    return [] if any(any(cell) for cell in row) else rows
