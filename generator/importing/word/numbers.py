"""The numbers of lists, counted as word processors count them: on over other paragraphs, and anew at each level."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from generator.importing.word.names import tag, value

LEVELS = 9
LETTERS = frozenset(("lowerLetter", "upperLetter", "lowerRoman", "upperRoman"))


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How items of one level are marked: the format by the standard's name, and the first number."""

    form: str
    start: int


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list: its level from 0 on, and its number where it has one. ``is_lettered`` where it is a letter."""

    level: int
    number: int | None
    is_lettered: bool = False


class Numbers:
    """The lists of a document, while it is read from its beginning to its end."""

    def __init__(self, root: Element | None) -> None:
        self.levels: dict[str, dict[int, ListLevel]] = {}
        self.kinds: dict[str, str] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.restarts: dict[tuple[str, int], int] = {}
        for one in root if root is not None else ():
            if one.tag == tag("w:abstractNum"):
                found = {_whole(value(level, "w:ilvl")): _level(level) for level in one.iter(tag("w:lvl"))}
                self.levels[value(one, "w:abstractNumId")] = found
            elif one.tag == tag("w:num"):
                number = value(one, "w:numId")
                self.kinds[number] = value(one.find(tag("w:abstractNumId")))
                for over in one.iter(tag("w:lvlOverride")):
                    start = value(over.find(tag("w:startOverride")))
                    if start.isdecimal():
                        self.restarts[number, _whole(value(over, "w:ilvl"))] = _whole(start)

    def item(self, number: str, level: str) -> ListItem | None:
        """The next item of a list; None where it is none, or has no mark."""
        kind, at = self.kinds.get(number), min(_whole(level), LEVELS - 1)
        if kind is None:
            return None
        known = self.levels.get(kind, {})
        how = known.get(at) or ListLevel("bullet", 1)
        if how.form == "none":
            return None
        if how.form == "bullet":
            return ListItem(at, None)
        counts = self.counts.setdefault(kind, {})
        restart = self.restarts.pop((number, at), None)
        counts[at] = restart if restart is not None else counts.get(at, how.start - 1) + 1
        for deeper in range(at + 1, LEVELS):
            counts.pop(deeper, None)
        return ListItem(at, counts[at], how.form in LETTERS)


def _level(written: Element) -> ListLevel:
    start = value(written.find(tag("w:start")), otherwise="1")
    return ListLevel(value(written.find(tag("w:numFmt")), otherwise="decimal"), _whole(start, 1))


def _whole(written: str, otherwise: int = 0) -> int:
    return int(written) if written.isdecimal() and len(written) < 7 else otherwise
