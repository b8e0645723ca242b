"""What a build comes to: files, texts that stay out, and a report. Told without anything that makes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import BinaryIO

from generator.ground.channels import WEB, Medium
from generator.ground.diagnostics import Diagnostic, Severity


def usual_out(root: Path, medium: Medium) -> Path:
    """The folder that a site's output goes to, unless somebody names another."""
    return root / ("public" if medium == WEB else f"public-{medium}")


class Turn(IntEnum):
    """When a file is put in place: what pages load before pages, and pages before the lists that lead to them."""

    FILES = 0
    PAGES = 1
    LISTS = 2


@dataclass(frozen=True, slots=True)
class Output:
    """A finished file: its path below the output folder, its bytes, and its turn when files are put in place."""

    path: str
    content: bytes
    turn: Turn = Turn.PAGES


@dataclass(frozen=True, slots=True)
class LargeOutput:
    """A finished file that is never held in memory: ``write`` writes its ``size`` bytes, the same each time."""

    path: str
    size: int
    write: Callable[[BinaryIO], None]
    turn: Turn = Turn.PAGES


@dataclass(frozen=True, slots=True)
class Withheld:
    """A manuscript that stays out of this build: the rule that holds it back, and the reason in words."""

    source: str
    rule: str
    reason: str

    @property
    def by_errors(self) -> bool:
        """Whether errors in it hold it back, and not anybody's decision."""
        return self.rule in ("errors", "ambiguous")


@dataclass(frozen=True, slots=True)
class InForce:
    """What protected people in a build: phrases denied, withdrawals, lines of the log; None where there is no file."""

    denied: int | None
    withdrawn: int | None
    logged: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: the paths of all pages, and of those that it made anew.

    ``seconds`` are wall time by stage, in the order of the stages.
    """

    out: Path
    medium: Medium
    today: date
    pages: tuple[str, ...]
    written: tuple[str, ...]
    stories: int
    withheld: tuple[Withheld, ...]
    diagnostics: tuple[Diagnostic, ...]
    in_force: InForce
    seconds: dict[str, float]

    def count(self, severity: Severity) -> int:
        """How many problems of this severity there are."""
        return sum(d.severity is severity for d in self.diagnostics)

    @property
    def stopping(self) -> int:
        """How many problems there are with which the site must not go online."""
        return sum(d.stops_publishing for d in self.diagnostics)

    @property
    def has_errors(self) -> bool:
        """Whether something was withheld because of errors in it, not by anybody's decision."""
        return any(w.by_errors for w in self.withheld)

    @property
    def has_warnings(self) -> bool:
        """Whether there is anything that a person should look at."""
        return self.count(Severity.WARNING) > 0
