"""What the log of consent says last of each record, as the other rooms of the gate ask it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.content.moves import Moves
from generator.gate import consent_log
from generator.gate.consent_log import LogLine, identity
from generator.ground.patterns import lazy

NONE: frozenset[str] = frozenset()
NAMED = lazy(r'"record": "([^"\\]*)"')


@dataclass(frozen=True, slots=True)
class LastWords:
    """What the log says last of each record, and of each text where a record covers several.

    Records stand here by what they are known (`consent_log.identity`). ``seals`` are all that were ever approved,
    ``approved`` their last approvals, ``agreed`` the days on which somebody last agreed, ``withdrawals`` the places of
    withdrawals by their fingerprints, ``gave`` every channel that was ever agreed to, with the place of the line that
    took it out, 0 where none did. ``broken`` are the records that a break in the log's chain makes unsure, each with
    the line where it is; ``all`` is the line of a break that may be about anybody. ``moves`` tell under which names
    texts stand in the log.
    """

    moves: Moves
    of_record: Mapping[str, LogLine] = field(default_factory=dict)
    of_text: Mapping[tuple[str, str], LogLine] = field(default_factory=dict)
    seals: Mapping[tuple[str, str | None], frozenset[str]] = field(default_factory=dict)
    approved: Mapping[tuple[str, str | None], LogLine] = field(default_factory=dict)
    agreed: Mapping[tuple[str, str | None], dt.date] = field(default_factory=dict)
    withdrawals: Mapping[str, int] = field(default_factory=dict)
    gave: Mapping[tuple[str, str | None], Mapping[str, int]] = field(default_factory=dict)
    broken: Mapping[str, int] = field(default_factory=dict)
    all: int | None = None

    def about(self, record: str, path: str) -> LogLine | None:
        """The last line about the text at a path."""
        known_as = identity(record)
        if known_as not in self.of_record:
            return None
        return self.of_text.get((known_as, text_tag(record, path, self.moves))) or self.of_record[known_as]

    def approval(self, record: str, path: str) -> LogLine | None:
        """The last approval of the text at a path under a record."""
        known_as = identity(record)
        keys = (known_as, None), (known_as, text_tag(record, path, self.moves))
        return max((self.approved[key] for key in keys if key in self.approved), key=_place, default=None)

    def narrowed(self, line: LogLine) -> frozenset[str]:
        """The channels that were agreed to once, and that the last line about a record does not name any more."""
        event = line.event
        return frozenset(self.gave.get((identity(event.record), event.text), ())) - set(event.scope)

    def narrowed_at(self, line: LogLine) -> int:
        """The place of the line that took the last of these channels out; 0 where there are none."""
        return max(self.gave.get((identity(line.event.record), line.event.text), {}).values(), default=0)


def _place(line: LogLine) -> int:
    return line.place


def text_tag(record: str, path: str, moves: Moves) -> str:
    """What stands in the log for one of several texts of a record: its first path, which cannot be read from it."""
    return hashlib.sha256(f"{record}\n{moves.first(path)}".encode()).hexdigest()[:16]


def last_words(log: bytes, moves: Moves) -> LastWords:
    """What the log's bytes say last."""
    lines, faults = consent_log.read(log)
    of_record: dict[str, LogLine] = {}
    of_text: dict[tuple[str, str], LogLine] = {}
    seals: dict[tuple[str, str | None], frozenset[str]] = {}
    approved: dict[tuple[str, str | None], LogLine] = {}
    agreed: dict[tuple[str, str | None], dt.date] = {}
    withdrawals = {line.fingerprint: line.place for line in lines if line.event.what == "withdraw"}
    for line in lines:
        event, record = line.event, identity(line.event.record)
        of_record[record] = line
        key = record, event.text
        if event.text is not None:
            of_text[record, event.text] = line
        else:
            of_text = {key: one for key, one in of_text.items() if key[0] != record}
        if event.what == "approve":
            approved[key] = line
        if event.what in ("approve", "renew"):
            agreed[key] = event.on
        if event.seal is not None and event.what not in consent_log.ABOUT_NO_RECORD:
            seals[key] = seals.get(key, NONE) | {event.seal}
        if event.replaces is not None:
            before = identity(event.replaces)
            of_record[before] = line
            seals[key] = seals.get(key, NONE).union(*(some for of, some in seals.items() if of[0] == before))
    known = LastWords(moves, of_record, of_text, seals, approved, agreed, withdrawals, _gave(lines))
    if not faults:
        return known
    # A line that was altered tells no fingerprint; if it still names a record that is known, it is about that one.
    first = min(fault.line for fault in faults if fault.line)
    whole, raw = {line.place for line in lines}, log.decode("utf-8", "replace").splitlines()
    broken = {identity(line.event.record): first for line in lines if line.place >= first}
    for place in (fault.line for fault in faults if fault.line and fault.line not in whole):
        named = NAMED.search(raw[place - 1]) if place <= len(raw) else None
        if named is None or identity(named[1]) not in of_record:
            return replace(known, broken=broken, all=place)
        broken[identity(named[1])] = first
    return replace(known, broken=broken)


def _gave(lines: Iterable[LogLine]) -> Mapping[tuple[str, str | None], Mapping[str, int]]:
    """`LastWords.gave`, by record and text; what a record had, one that replaced it had, too."""
    gave: dict[str, dict[str | None, dict[str, int]]] = {}
    for line in lines:
        event = line.event
        of = gave.setdefault(identity(event.record), {})
        before = gave.get(identity(event.replaces), {}) if event.replaces else {}
        earlier = of.values() if event.text is None else (of.get(None, {}), of.get(event.text, {}))
        had: dict[str, int] = {}
        for channel, out in (one for some in (*earlier, *before.values()) for one in some.items()):
            had[channel] = max(out or line.place, had.get(channel, 0))
        of[event.text] = had | dict.fromkeys(event.scope, 0)
    return {(record, text): some for record, of in gave.items() for text, some in of.items()}
