"""How far back what was under a file's name is of the story that is there now.

Another story may have had the name before, or the whole folder have been another site's; and what was withdrawn is
shown by nobody, wherever it is still kept. So a story's past ends at the first text that is not surely its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from generator.content import read
from generator.content.read import Manuscript
from generator.gate.consent_log import LogLine, identity
from generator.gate.records import has_record, record_of
from generator.gate.tombstones import Withdrawn
from generator.ground import limits
from generator.words import sentences
from generator.words.tokens import fold


@dataclass(frozen=True, slots=True)
class PastText:
    """What a file was before somebody changed it, and after that; both empty where there was none."""

    on: date
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class WhoseText:
    """What tells texts of the story at ``path`` from those of others: its ``records``, and what has been withdrawn.

    ``ended`` are records of which the log says that they were withdrawn, by what they are known.
    """

    path: str
    language: str
    records: frozenset[str]
    withdrawn: Withdrawn
    ended: frozenset[str]

    def own(self, past: Iterable[PastText], now: bytes) -> Iterator[PastText]:
        """The changes of a file, the last first, since its story began; what was before that is left out of them."""
        read_once = cache(self._read)
        newer = read_once(now)
        for change in past:
            after, before = read_once(change.after), read_once(change.before)
            if not self._is_one(after, newer):
                return
            if not self._is_one(before, after):
                yield replace(change, before=b"")
                return
            yield change
            newer = before

    def _read(self, data: bytes) -> Manuscript | None:
        """A text that may be shown; None where there is none, it cannot be read, or it was withdrawn."""
        text = read.manuscript(data, self.path, self.language).value if 0 < len(data) <= limits.TEXT else None
        if text is None or record_of(text) in self.ended:
            return None
        is_gone = any(has_record(stone, record_of(text)) for stone in self.withdrawn.stories)
        return None if is_gone or next(self.withdrawn.with_words(text.sentences), None) else text

    def _is_one(self, older: Manuscript | None, newer: Manuscript | None) -> bool:
        """Whether two texts are one story: of its records, and with words, or a title, in common."""
        if older is None or newer is None or not {record_of(older), record_of(newer)} <= {None, *self.records}:
            return False
        titles = [fold(text.header.title) for text in (older, newer) if text.header]
        return sentences.alike(older.sentences, newer.sentences) or (len(titles) > 1 and titles[0] == titles[1])


def records_since(record: str | None, lines: Iterable[LogLine]) -> frozenset[str]:
    """By what a record is known, and those that it took over, one after the other; ``lines`` are the log's."""
    found = {record} if record else set()
    for event in (line.event for line in reversed([*lines])):
        if event.replaces is not None and identity(event.record) in found:
            found.add(identity(event.replaces))
    return frozenset(found)
