"""What became of parts of one text, told once however often it happened."""

from __future__ import annotations

from collections import Counter

from generator.importing.item import Fate, Remark


class Remarks:
    """Collects remarks in the order in which they first happened."""

    def __init__(self) -> None:
        self._found: Counter[tuple[Fate, str, str]] = Counter()

    def add(self, fate: Fate, what: str, why: str) -> None:
        """Notes that this happened, once more."""
        self._found[fate, what, why] += 1

    def all(self) -> tuple[Remark, ...]:
        """Everything noted, with how often."""
        return tuple(
            Remark(fate, what if count == 1 else f"{what} ({count} times)", why)
            for (fate, what, why), count in self._found.items()
        )
