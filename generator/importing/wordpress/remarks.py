"""What became of parts of one text, told once however often it happened."""

from __future__ import annotations

from collections import Counter

from generator.importing.item import Fate, Remark


class NamedRemarks:
    """Collects remarks in the order in which they first happened, of a text with this title."""

    def __init__(self, title: str = "") -> None:
        self._title = title
        self._found: dict[tuple[Fate, str, str], Counter[str]] = {}

    def add(self, fate: Fate, what: str, why: str, name: str = "") -> None:
        """Notes that this happened, once more; ``name`` is that of one of several things of which the same is told."""
        self._found.setdefault((fate, what, why), Counter())[name] += 1

    def look(self, what: str, why: str) -> None:
        """Notes what a person has to look at in this very text, which is named."""
        self.add(Fate.LOOK, f"{what}, in “{self._title}”" if self._title else what, why)

    def all(self) -> tuple[Remark, ...]:
        """Everything noted, with its names, and how often."""
        return tuple(Remark(fate, _named(what, names), why) for (fate, what, why), names in self._found.items())


def _named(what: str, names: Counter[str]) -> str:
    told = [name if count == 1 else f"{name} ({count} times)" for name, count in names.items()]
    if list(names) == [""]:
        return f"{what}{told[0]}"
    return f"{what}: {', '.join(told)}"
