"""Patterns that an organisation writes itself, matched so that none can take for ever.

With RE2 (`pip install 'hearten[patterns]'`) any pattern takes time in proportion to the text, whatever it is. Without
it, a pattern has to be simple: what can be tried in many ways is counted, and more than a few are refused. Then it is
matched in pieces of text of a bounded length, so that its time is bounded by that of one piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

# Characters of a pattern, of a piece of text that a simple pattern is tried on, and of those that two pieces share.
LONGEST, PIECE, SHARED = 200, 1_000, 200
# In how many ways a pattern may be tried: alternatives, and quantifiers with a limit, multiplied. One without a limit
# is let through, with fewer ways beside it, since each is tried at every length.
MOST_WAYS, MOST_BESIDE_ENDLESS = 50, 4
# Repeated so often, two ways are more than may be.
ENOUGH = 10
# The parts of a pattern; what is none of these is a character.
TOKEN = re.compile(
    r"(?P<refused>\\[1-9]|\(\?(?!:))|(?P<class>\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\((?:\?:)?)|(?P<close>\))"
    r"|(?P<or>\|)|(?P<times>(?:[*+?]|\{(?P<least>\d*)(?P<to>,?)(?P<most>\d*)\})[?+]?)|(?P<other>.)",
    re.DOTALL,
)
NEEDS_RE2 = "write it as forms, or install hearten with “patterns” (google-re2), which takes every pattern"


class PatternError(Exception):
    """A pattern that is not used: why, and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class _Compiled(Protocol):
    def finditer(self, text: str) -> Iterator[Any]: ...


@dataclass(frozen=True, slots=True)
class WholePattern:
    """A pattern whose time grows with the text alone."""

    compiled: _Compiled

    def needed(self) -> Iterator[frozenset[str]]:
        """Nobody can say."""
        yield frozenset()

    def starts_in(self, begun: frozenset[str]) -> frozenset[str] | None:  # noqa: ARG002  # as forms are asked
        """Any passage may hold it."""
        return None

    def may_be_in(self, begun: frozenset[str]) -> bool:  # noqa: ARG002  # as forms are asked
        """Any text may hold it."""
        return True

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """From where to where each piece goes."""
        return (found.span() for found in self.compiled.finditer(text) if found.end() > found.start())


@dataclass(frozen=True, slots=True)
class SimplePattern:
    """A simple pattern of Python's own; what it finds is at most `SHARED` long."""

    compiled: re.Pattern[str]

    def needed(self) -> Iterator[frozenset[str]]:
        """Nobody can say."""
        yield frozenset()

    def starts_in(self, begun: frozenset[str]) -> frozenset[str] | None:  # noqa: ARG002  # as forms are asked
        """Any passage may hold it."""
        return None

    def may_be_in(self, begun: frozenset[str]) -> bool:  # noqa: ARG002  # as forms are asked
        """Any text may hold it."""
        return True

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """From where to where each piece goes."""
        step, behind = PIECE - SHARED, 0
        for begin in range(0, max(len(text), 1), step):
            for found in self.compiled.finditer(text, begin, begin + PIECE):
                start, end = found.span()
                if behind <= start < begin + step and start < end <= start + SHARED:
                    behind = end
                    yield start, end


def own_pattern(written: str) -> WholePattern | SimplePattern:
    """A pattern as it is written in a file of checks. Raises PatternError."""
    if len(written) > LONGEST:
        raise PatternError(f"this pattern is longer than {LONGEST} characters", "part it into several terms")
    engine = _re2()
    compiled = _with_re2(engine, written) if engine is not None else simple_pattern(written)
    if next(iter(compiled.compiled.finditer("")), None) is not None:
        raise PatternError("this pattern finds nothing as well as something", "put at least one character into it")
    return compiled


def simple_pattern(written: str) -> SimplePattern:
    """A pattern for Python's own engine, if it is simple. Raises PatternError."""
    try:
        compiled = re.compile(written, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as e:
        hint = "close what is open, and put \\ before signs that stand for themselves"
        raise PatternError(f"this is not a pattern: {e}", hint) from None
    _refuse_many_ways(written)
    return SimplePattern(compiled)


@dataclass(slots=True)
class _Row:
    """A group that is open: in how many ways its earlier alternatives, this one, and what stood last can be met.

    ``varies``: the group can be met in more ways than one. ``endless`` is how many quantifiers stood before it.
    """

    endless: int
    others: int = 0
    ways: int = 1
    last: int = 1
    varies: bool = False

    @property
    def all_ways(self) -> int:
        """In how many ways the group can be met as far as it was read."""
        return self.others + self.ways * self.last


def _refuse_many_ways(written: str) -> None:
    """Raise PatternError for what could be tried in many ways: the reason why patterns take for ever."""
    endless = 0
    inside = 0  # how many quantifiers without a limit are in what stands just before
    varies = False  # whether that can be met in more ways than one
    rows = [_Row(0)]
    for found in TOKEN.finditer(written):
        kind, before, varies, row = found.lastgroup, varies, False, rows[-1]
        if reason := _is_refused(found, before):
            raise PatternError(reason, NEEDS_RE2)
        if kind == "times":
            most = _most(found)
            often = int(found["least"] or 1) if most == 1 else 1
            endless += (most is None) + inside * (min(often, ENOUGH) - 1)
            row.last = row.last + 1 if found[0][0] == "?" else row.last ** min(often, ENOUGH) * (most or 1)
            for one in rows:
                one.varies = one.varies or most != 1
            continue
        inside = 0
        if kind == "close":
            closed = rows.pop()
            rows[-1].last, inside, varies = closed.all_ways, endless - closed.endless, closed.varies
            continue
        row.ways, row.last = row.ways * row.last, 1
        if kind == "open":
            rows.append(_Row(endless))
        elif kind == "or":
            row.others, row.ways = row.others + row.ways, 1
            for one in rows:
                one.varies = True
    if endless > 1 or rows[0].all_ways > (MOST_BESIDE_ENDLESS if endless else MOST_WAYS):
        raise PatternError("this pattern could be tried in too many ways", NEEDS_RE2)


def _is_refused(found: re.Match[str], varies: bool) -> str:
    """Why a part of a pattern is never let through; nothing where it may be."""
    if found.lastgroup == "refused":
        return "this pattern looks ahead or back, refers back, or sets a flag"
    if found.lastgroup == "times" and varies and _most(found) != 1 and found[0][0] != "?":
        return "something that can be met in several ways is repeated in this pattern"
    return ""


def _most(found: re.Match[str]) -> int | None:
    """In how many ways a quantifier can be met; None where there is no end to them."""
    if found[0][0] in "*+" or (found["to"] and not found["most"]):
        return None
    if found[0][0] == "?":
        return 2
    return int(found["most"]) - int(found["least"] or 0) + 1 if found["to"] else 1


def _with_re2(engine: Any, written: str) -> WholePattern:
    options = engine.Options()
    options.case_sensitive, options.log_errors = False, False
    try:
        return WholePattern(engine.compile(written, options))
    except engine.error as e:
        reason = e.args[0].decode() if e.args and isinstance(e.args[0], bytes) else e
        hint = "write it as RE2 takes it: without looking ahead or back, and without referring back"
        raise PatternError(f"this is not a pattern: {reason}", hint) from None


def _re2() -> Any:
    """RE2, if it is installed."""
    try:
        import re2  # google-re2, without types
    except ImportError:
        return None
    return re2
