"""Problems as values: what is wrong, where, and what to write instead.

A problem that a person can cause is never an exception. Every stage returns what it could make together with the
diagnostics that it met, so that all of them are told at once (promise 5). Messages are lower case without a full stop;
they give place and rule, and never the text of a story.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")
# How much alike words are that may be meant for each other, from 0 to 1.
NEAR = 0.6


class Severity(StrEnum):
    """An error withholds the story it is in, or stops the build if it is in settings or theme.

    A warning asks for a change and publishes nothing wrong; a note tells what was put right in reading.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text: line and column, both counted from 1, the column in characters."""

    line: int
    column: int = 1


START = Span(1, 1)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem. ``path`` is relative to the site's folder, with forward slashes.

    ``stops_publishing``: the site can be built with it, and must not go online.
    """

    severity: Severity
    rule: str
    path: str
    span: Span
    message: str
    hint: str
    stops_publishing: bool = False

    @property
    def place(self) -> str:
        """``path:line:column``, as editors and terminals make it clickable."""
        return f"{self.path}:{self.span.line}:{self.span.column}"

    @property
    def is_error(self) -> bool:
        """Whether this problem withholds a story or stops a build."""
        return self.severity is Severity.ERROR


def spelled(name: str) -> str:
    """A file's name as text: bytes in it that are no UTF-8 are written out, as neither cache nor screen takes them."""
    return name if name.isascii() else name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def error(rule: str, path: str, span: Span, message: str, hint: str) -> Diagnostic:
    """A problem that withholds a story, or stops the build."""
    return Diagnostic(Severity.ERROR, rule, spelled(path), span, message, hint)


def warning(rule: str, path: str, span: Span, message: str, hint: str) -> Diagnostic:
    """A problem that a person should know of, and that publishes nothing wrong."""
    return Diagnostic(Severity.WARNING, rule, spelled(path), span, message, hint)


def unready(rule: str, path: str, span: Span, message: str, hint: str) -> Diagnostic:
    """A warning of what a site must not go online with: a sample that is left, a promise that is not kept."""
    return Diagnostic(Severity.WARNING, rule, spelled(path), span, message, hint, stops_publishing=True)


def note(rule: str, path: str, span: Span, message: str, hint: str) -> Diagnostic:
    """Something that was put right in reading; nobody needs to act."""
    return Diagnostic(Severity.NOTE, rule, spelled(path), span, message, hint)


@dataclass(frozen=True, slots=True)
class Checked(Generic[T]):
    """What a stage made, or None where an error left nothing to make, and the problems that it met."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def made(self) -> T:
        """The value of a stage that always makes one."""
        if self.value is None:
            raise AssertionError("this stage always makes a value")
        return self.value

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that are errors."""
        return tuple(d for d in self.diagnostics if d.is_error)


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a build that stopped left in its output folder; unless said, all as it was.

    ``begun``: files were being put in place, and not all are. ``taken_away`` names texts whose words were there and are
    not any more, ``still_there`` those whose words must not be there and could not be taken away.
    """

    begun: bool = False
    taken_away: tuple[str, ...] = ()
    still_there: tuple[str, ...] = ()


class CannotBuildError(Exception):
    """Settings, theme or output folder are wrong, so nothing may be written: carries every problem found."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*(f"{d.place}: {d.message}" for d in diagnostics))
        self.diagnostics = diagnostics
        self.aftermath = Aftermath()

    def __reduce__(self) -> tuple[type[CannotBuildError], tuple[Diagnostic, ...]]:
        return CannotBuildError, self.diagnostics  # as processes hand it on


class OvertakenError(CannotBuildError):
    """What was read is another by now, so nothing that was made of it may be put in place; it is to be read again."""


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics by place, each once."""
    return tuple(sorted(set(diagnostics), key=lambda d: (d.path, d.span, d.rule, d.message)))


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """A hint that names the known word nearest to ``word``, or ``otherwise`` where none is near."""
    near = _nearest(word.lower(), known)
    return f"did you mean “{near}”?" if near is not None else otherwise


def _nearest(word: str, known: Iterable[str]) -> str | None:
    """What `difflib.get_close_matches` gives first; few are compared whole, those first that can be nearest."""
    compared, bounds = difflib.SequenceMatcher(), list[tuple[float, str]]()
    compared.set_seq2(word)
    for one in known:
        compared.set_seq1(one)
        if compared.real_quick_ratio() >= NEAR and (bound := compared.quick_ratio()) >= NEAR:
            bounds.append((bound, one))
    best: tuple[float, str] | None = None
    for bound, one in sorted(bounds, reverse=True):
        if best is not None and bound < best[0]:
            break
        compared.set_seq1(one)
        if (ratio := compared.ratio()) >= NEAR:
            best = max(best or (ratio, one), (ratio, one))
    return best[1] if best else None
