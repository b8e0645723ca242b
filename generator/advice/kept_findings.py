"""What was found in texts, kept for as long as text, settings and program are the same.

It is kept in the site's cache, which goes whole with a withdrawal, and what is kept of a text goes with the next look
at the site in which that text is another, or not there. The words of a finding are taken from the text each time; so
what is told is the same, kept or not.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from generator.advice import rules
from generator.advice.finding import Finding, Level
from generator.ground.diagnostics import Span
from generator.ground.digest import pack
from generator.store.cache import Cache

NAME = "advice"
# Rule, level, place from and up to, message, hint.
KeptRow = tuple[str, str, int, int, int, int, str, str]
# By a digest of the text's path: one of all that its findings depend on, and these.
KeptRows = dict[bytes, tuple[bytes, list[KeptRow]]]
_decoder = msgspec.msgpack.Decoder(KeptRows)


def kept(cache: Cache) -> KeptRows:
    """What was found the last time."""
    data = cache.state("", NAME)
    return {} if data is None else _decoder.decode(data)


def keep(cache: Cache, found: KeptRows) -> None:
    """Keep this for the next time, and nothing else."""
    cache.put_state("", NAME, pack(found))


def rows(findings: Iterable[Finding]) -> list[KeptRow]:
    """Findings of a text without its words."""
    return [
        (f.rule.id, f.level, f.start.line, f.start.column, f.end.line, f.end.column, f.message, f.hint)
        for f in findings
    ]


def findings(found: Iterable[KeptRow], path: str, source: str) -> tuple[Finding, ...]:
    """The findings again, in the text ``source``, with the words that stand at their places."""
    lines = source.split("\n") if found else []
    known = rules.by_id()
    return tuple(
        Finding(path, start, end, known[rule], words_between(lines, start, end), message, hint, Level(level))
        for rule, level, *places, message, hint in found
        for start, end in [(Span(*places[:2]), Span(*places[2:]))]
    )


def words_between(lines: list[str], start: Span, end: Span) -> str:
    """What stands from one place of a text up to another; nothing where that is no place of it."""
    rows = lines[start.line - 1 : end.line]
    if not rows or end < start:
        return ""
    rows[-1] = rows[-1][: end.column - 1]
    rows[0] = rows[0][start.column - 1 :]
    return "\n".join(rows)
