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
# In how many ways quantifiers with a limit may be tried, multiplied; beside these one without a limit is let through.
MOST_WAYS = 20
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


def _refuse_many_ways(written: str) -> None:
    """Raise PatternError for what could be tried in many ways: the reason why patterns take for ever."""
    ways, endless = 1, 0
    groups: list[bool] = []  # of every group that is open, whether it can be met in more ways than one
    varies = False  # whether that holds for what stands just before
    for found in TOKEN.finditer(written):
        kind, before, varies = found.lastgroup, varies, False
        if kind == "refused":
            raise PatternError("this pattern looks ahead or back, refers back, or sets a flag", NEEDS_RE2)
        if kind == "open":
            groups.append(False)
        elif kind == "close":
            varies = groups.pop()
        elif kind == "or":
            groups = [True for _ in groups]
        elif kind == "times":
            most = _most(found)
            if before and most != 1 and found[0][0] != "?":
                raise PatternError("something that can be met in several ways is repeated in this pattern", NEEDS_RE2)
            endless, ways = endless + (most is None), ways * (most or 1)
            groups = [one or most != 1 for one in groups]
    if endless > 1 or ways > MOST_WAYS:
        raise PatternError("this pattern could be tried in too many ways", NEEDS_RE2)


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
