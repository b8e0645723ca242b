"""What became of parts of one text, each kind told once, with how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.importing.item import Fate, Remark


class Tally:
    """Counts remarks, in the order in which they first came."""

    def __init__(self) -> None:
        self._found: Counter[Remark] = Counter()

    def add(self, fate: Fate, what: str, why: str, times: int = 1) -> None:
        """Note that this happened."""
        if times:
            self._found[Remark(fate, what, why)] += times

    def take(self, remarks: Iterable[Remark]) -> None:
        """Note what somebody else has noted of a part of the text."""
        for remark in remarks:
            self._found[Remark(remark.fate, remark.what.removeprefix("1 "), remark.why)] += 1

    def found(self) -> tuple[Remark, ...]:
        """All of it."""
        return tuple(
            Remark(one.fate, one.what if count == 1 else f"{one.what} ({count} times)", one.why)
            for one, count in self._found.items()
        )
