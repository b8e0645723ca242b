"""What was found in texts, kept for as long as text, settings, day of the rules and program are the same.

It is kept in the site's cache, which goes whole with a withdrawal, by digests: neither words nor names of files are in
it. The words of a finding are taken from the text each time; so what is told is the same, kept or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import msgspec

from generator.advice import rules
from generator.advice.finding import Finding, Level
from generator.ground.diagnostics import Span
from generator.ground.digest import pack
from generator.store.cache import Cache

NAME = "advice"
# Rule, level, place from and up to, message, hint.
Row = tuple[str, str, int, int, int, int, str, str]
Kept = dict[bytes, list[Row]]
_decoder = msgspec.msgpack.Decoder(Kept)


def kept(cache: Cache) -> Kept:
    """What was found the last time, by the digest of all that it depends on."""
    data = cache.state("", NAME)
    return {} if data is None else _decoder.decode(data)


def keep(cache: Cache, found: Mapping[bytes, list[Row]]) -> None:
    """Keep this for the next time, and nothing else."""
    cache.put_state("", NAME, pack(found))


def rows(findings: Iterable[Finding]) -> list[Row]:
    """Findings of a text without its words."""
    return [
        (f.rule.id, f.level, f.start.line, f.start.column, f.end.line, f.end.column, f.message, f.hint)
        for f in findings
    ]


def findings(found: Iterable[Row], path: str, source: str) -> tuple[Finding, ...]:
    """The findings again, in the text ``source``, with the words that stand at their places."""
    lines = source.split("\n") if found else []
    known = rules.by_id()
    return tuple(
        Finding(path, start, end, known[rule], words_between(lines, start, end), message, hint, Level(level))
        for rule, level, *places, message, hint in found
        for start, end in [(Span(*places[:2]), Span(*places[2:]))]
    )


def with_own_words(finding: Finding, source: str) -> Finding:
    """A finding with what stands at its place."""
    return replace(finding, words=words_between(source.split("\n"), finding.start, finding.end))


def words_between(lines: list[str], start: Span, end: Span) -> str:
    """What stands from one place of a text up to another; nothing where that is no place of it."""
    rows = lines[start.line - 1 : end.line]
    if not rows or end < start:
        return ""
    rows[-1] = rows[-1][: end.column - 1]
    rows[0] = rows[0][start.column - 1 :]
    return "\n".join(rows)
