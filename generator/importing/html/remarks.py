"""What became of the parts of one text, counted while it is converted."""

from __future__ import annotations

from collections import Counter

from generator.importing.item import Fate, Remark


class Remarks:
    """Collects remarks; things of the same kind become one, with their number."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[Fate, str, str, str]] = Counter()

    def add(self, fate: Fate, one: str, why: str = "", *, many: str = "") -> None:
        """Note one thing; ``many`` is what several are called, if that is not ``one`` with an s."""
        self._counts[fate, one, many or f"{one}s", why] += 1

    def count(self, one: str) -> int:
        """How many things of a kind were noted."""
        return sum(count for (_, name, _, _), count in self._counts.items() if name == one)

    def found(self) -> tuple[Remark, ...]:
        """All remarks, in the order in which their kinds were first met."""
        return tuple(
            Remark(fate, f"{count} {many}" if count > 1 else f"1 {one}", why)
            for (fate, one, many, why), count in self._counts.items()
        )
