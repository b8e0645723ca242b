"""A slip in front matter as a value: its place, the reason in plain words, and the line as it was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.ground.diagnostics import Diagnostic, Severity, Span, spelled

LONGEST_SHOWN = 240  # characters of a corrected line in a hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One slip, at its line and column, counted from 1 in the file.

    ``corrected`` are the lines that belong in place of the ``count`` lines from ``start`` on, or from its own on; None
    where only the author knows. ``certain``: nothing else can have been meant, so that no word's meaning changes by
    writing it. ``of_consent``: it stands in the consent block, which nobody but a person may change.
    """

    rule: str
    line: int
    column: int
    message: str
    hint: str
    corrected: tuple[str, ...] | None = None
    start: int | None = None
    count: int = 1
    certain: bool = False
    of_consent: bool = False
    severity: Severity = Severity.ERROR

    @property
    def may_be_written(self) -> bool:
        """Whether a program may write the correction."""
        return self.certain and self.corrected is not None and not self.of_consent

    @property
    def first(self) -> int:
        """The number of the first line that the correction replaces."""
        return self.line if self.start is None else self.start

    def diagnostic(self, path: str) -> Diagnostic:
        """The slip as a problem of the file ``path``."""
        return Diagnostic(
            self.severity, self.rule, spelled(path), Span(self.line, self.column), self.message, self.hint
        )


def writing(line: str) -> str:
    """The hint that shows a corrected line."""
    shown = line.strip() if len(line) <= LONGEST_SHOWN else f"{line.strip()[:LONGEST_SHOWN]}…"
    return f"write: {shown}"


def replacements(slips: Iterable[Slip], count: int, first: int = 1) -> Iterator[tuple[range, tuple[str, ...]]]:
    """What is replaced by what, from the last line up: indices in ``count`` lines, of which the first is ``first``.

    Of two corrections of one line, the first counts.
    """
    taken: dict[int, tuple[range, tuple[str, ...]]] = {}
    for slip in slips:
        span = range(slip.first - first, slip.first - first + slip.count)
        if slip.corrected is not None and not taken.keys() & {*span} and span.start >= 0 and span.stop <= count:
            taken |= dict.fromkeys(span, (span, slip.corrected))
    yield from sorted({*taken.values()}, key=lambda found: -found[0].start)


def corrected(lines: Sequence[str], slips: Iterable[Slip], first: int = 1) -> list[str]:
    """Lines, of which the first has the number ``first``, with these corrections; every line keeps its number."""
    made = list(lines)
    for span, new in replacements(slips, len(lines), first):
        made[span.start : span.stop] = [*new, *[""] * len(span)][: len(span)]
    return made
