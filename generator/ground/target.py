"""What is to be built."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.ground.channels import Medium
from generator.ground.diagnostics import spelled


@dataclass(frozen=True, slots=True)
class Target:
    """The site in the folder ``root``, for a medium, with consent decided for the day ``today``.

    ``given`` is the day on which what is made for a later one is given away: consent has to cover both days.
    ``out`` is the folder that the output goes to; None where it is made in memory alone.
    """

    root: Path
    medium: Medium
    today: date
    out: Path | None = None
    given: date | None = None

    @property
    def name(self) -> str:
        """How the cache knows this output; empty for one in memory, of which it keeps nothing."""
        return "" if self.out is None else spelled(f"{self.medium} {self.out.resolve()}")

    @property
    def folder(self) -> Path:
        """The output folder of a target that has one."""
        if self.out is None:
            raise AssertionError("this is made in memory alone")
        return self.out
