"""Words for readers that go on below their line, where a field or a note of its own may have become some of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.content.field_line import syntax_slip
from generator.content.shown_fields import ONE_LINE, SHOWN, words_at
from generator.content.silent_loss import RECORDED
from generator.content.slip import LONGEST_SHOWN, Slip
from generator.content.strict_yaml import Document
from generator.content.written_lines import is_blank

BEFORE = " \t\"'“”([{*_-"  # what may stand before a name at the beginning of a line
HINT = (
    "if readers are to read it, put it on one line with those above; if it is a field, begin it at the margin; if it is"
    " a note for yourselves, give it a line at the margin, with # before it"
)


def run_on(document: Document, front: Sequence[str], first: int) -> Iterator[Slip]:
    """The second line of each title, name or credit, and a record in a summary or an alternative text.

    ``first`` is the number of the first line of ``front``.
    """
    for loc in sorted(SHOWN.intersection(document.folded)):
        start, end = document.values[loc], document.folded[loc]
        below = front[start.line - first + 1 : end.line - first + (end.column > 1)]
        rows = [(number, line) for number, line in enumerate(below, start.line + 1) if not is_blank(line)]
        if loc not in ONE_LINE:
            rows = [(number, line) for number, line in rows if RECORDED.match(line.lstrip(BEFORE))]
        elif front[start.line - first][start.column - 1] in "|>":
            rows = rows[1:]
        if rows:
            number, line = rows[0]
            words = " ".join(words_at(document, loc).split())
            words = words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"
            message = f"this line belongs to “{loc[-1]}” above; readers would read “{words}”"
            yield syntax_slip(number, len(line) - len(line.lstrip()) + 1, message, HINT, certain=False)
