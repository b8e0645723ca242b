"""Acts of consent that were logged on this machine and are not in the log any more: somebody put the folder back.

A log goes on and never back. One that lacks a line that was there stops builds, and what it lacks counts all the same,
so that a story that was paused or withdrawn since is not published by an older folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.consent import endings
from generator.gate import consent_log
from generator.gate.consent_log import LogLine
from generator.ground.diagnostics import CannotBuildError, Diagnostic, Span, error, note, warning
from generator.ground.strict_json import read_json
from generator.store import log_memory
from generator.store.guards import guard
from generator.store.log_memory import NoMemoryError

MOST_TOLD = 10
MEND = (
    "; nobody knows what was kept there: get it back from a backup, or, if the log here is the newest, move what is "
    "damaged away"
)
UNTIL = (
    "Until that is mended and you build, a folder that is put back to an older state is not noticed here, and "
    "publishes what was taken away since."
)


@dataclass(frozen=True, slots=True)
class Memory:
    """The log as it is, and the lines that are remembered and not in it; ``why`` is why none can be remembered.

    ``damage`` is why some of what was remembered cannot be read any more; what can be counts all the same. Where lines
    are ``unread``, nothing is written over them.
    """

    log: bytes
    lost: tuple[bytes, ...] = ()
    why: str | None = None
    damage: str | None = None
    unread: bool = False

    @property
    def lines(self) -> tuple[LogLine, ...]:
        """The lost lines, read."""
        return consent_log.read(b"".join(self.lost))[0]


def memory_of(root: Path) -> Memory:
    """The log of the site in ``root`` beside what is remembered. Raises CannotBuildError if the log cannot be read."""
    log = guard(root, consent_log.PATH) or b""
    try:
        recalled, ended = log_memory.recall(root, log), endings.not_known(root, log)
    except NoMemoryError as e:
        return Memory(log, why=str(e))
    kept = [(place, line) for place, data in recalled.files.items() for line in data.splitlines(keepends=True)]
    there = set(consent_log.joined(log, ()).splitlines(keepends=True)) if kept or ended.lines else set()
    # The end of the last line may be all that a file lacks.
    missing = [(place, consent_log.joined(line, ())) for place, line in kept if line not in there]
    unread = [place for place, line in missing if line not in there and not consent_log.read(line)[0]]
    known = (line for place, line in missing if line not in there and consent_log.read(line)[0])
    lost = tuple(dict.fromkeys((*known, *(line for line in ended.lines if line not in there))))
    damaged = f"{unread[0]} cannot be used ({unread.count(unread[0])} of its lines are damaged)" if unread else None
    return Memory(log, lost, damage=recalled.damage or damaged or ended.damage, unread=bool(unread))


def problem_of(memory: Memory) -> Diagnostic | None:
    """What a build has to stop for, if it has to: the acts that are missing, by day and record."""
    if not memory.lost:
        return None
    told = [f"“{line.event.what}” of {line.event.on} for {line.event.about}" for line in memory.lines]
    more = [f"and {len(told) - MOST_TOLD} more"] if len(told) > MOST_TOLD else []
    missing = ", ".join([*told[:MOST_TOLD], *more])
    what = f"this log is older than the one that was here: it lacks {missing or 'lines that were altered since'}"
    hint = (
        "get the newest log back, with the stories of that day, from git or a backup; if the folder was put back on "
        "purpose, and these acts do not count any more, “hearten consent verify --accept-older” says so"
    )
    place = Span(len(memory.log.splitlines()) or 1)
    return error("older-log", consent_log.PATH, place, what, hint)


def stop_if_lost(root: Path) -> None:
    """Raise CannotBuildError if acts are missing in the log."""
    problem = problem_of(memory_of(root))
    if problem is not None:
        raise CannotBuildError(problem)


def remember(root: Path) -> str | None:
    """Remember the last line about each record, beside those that are lost; why not, where that cannot be done.

    What is damaged stays as it is, and is told as long as it is there, since nobody knows what was kept in it.
    """
    memory = memory_of(root)
    why = memory.why
    if why is None and consent_log.joined(memory.log, ()):
        last = consent_log.joined(memory.log, ()).splitlines(keepends=True)[-1]
        try:
            if not memory.unread and (memory.lost or not log_memory.stands_at(root, memory.log, last)):
                log_memory.remember(root, memory.log, (*_newest(memory.log), *memory.lost))
                endings.remember(root, memory.log)
        except NoMemoryError as e:
            why = str(e)
    return f"{why or memory.damage}{MEND if memory.damage else ''}" if why or memory.damage else None


def not_remembered(root: Path) -> tuple[str, ...]:
    """Remember where the log stands; a warning for whoever did the last act where that cannot be done."""
    why = remember(root)
    return (
        (f"Warning: this computer does not remember what was done here, or before, since {why}. {UNTIL}",)
        if why
        else ()
    )


def problem_of_memory(root: Path) -> tuple[Diagnostic, ...]:
    """Remember where the log stands; a note where that cannot be done, and a warning of a line that was never whole."""
    why = remember(root)
    what = f"the log's end, or what was before, is not remembered, since {why}"
    tell = warning if memory_of(root).damage else note
    notes = () if why is None else (tell("older-log", consent_log.PATH, Span(1), what, UNTIL.rstrip(".")),)
    return (*notes, *torn_line(guard(root, consent_log.PATH) or b""))


def torn_line(log: bytes) -> tuple[Diagnostic, ...]:
    """What is told of a log whose last line is only the beginning of one."""
    if not consent_log.torn(log):
        return ()
    what = "the writing of the last line was stopped, so it is only the beginning of one and counts as none"
    hint = "“hearten consent verify” takes it out, and all lines before it stand"
    return (warning("torn-log", consent_log.PATH, Span(len(log.splitlines())), what, hint),)


def forget(root: Path) -> None:
    """Remember the log as it is, and nothing that is not in it. Raises NoMemoryError, also where lines are damaged."""
    memory = memory_of(root)
    if memory.unread:
        raise NoMemoryError(f"{memory.damage}{MEND}")
    log = memory.log
    endings.forget(root, memory.lost)
    log_memory.remember(root, log, _newest(log))


def _newest(log: bytes) -> Iterable[bytes]:
    """The last line about each record, in the log's order."""
    last = {(line.event.record, line.event.text): line.place for line in consent_log.read(log)[0]}
    raw = consent_log.joined(log, ()).splitlines(keepends=True)
    return (raw[place - 1] for place in sorted(last.values()))


def head_of(log: bytes) -> str:
    """Where a log stands, as JSON without names, to be kept beside what is published: lines, and the last one's print.

    ``site`` is the first line's, by which a site is known again.
    """
    lines, _ = consent_log.read(log)
    first, last = (lines[0].fingerprint, lines[-1].fingerprint) if lines else (None, None)
    return json.dumps({"form": 1, "site": first, "lines": len(lines), "last": last})


def goes_on(log: bytes, head: str) -> bool:
    """Whether a log goes on from where `head_of` says that it stood. Raises ValueError if that is no head."""
    told = read_json(head)
    if not isinstance(told, dict) or told.get("form") != 1 or not isinstance(told.get("lines"), int):
        raise ValueError("this is no head of a log")
    lines, _ = consent_log.read(log)
    number = int(told["lines"])
    return number == 0 or (number <= len(lines) and lines[number - 1].fingerprint == str(told["last"]))


def end_of(log: bytes) -> str | None:
    """The print of a log's last line, by which a log that has this line is known; None where there is no line."""
    lines, _ = consent_log.read(log)
    return lines[-1].fingerprint if lines else None


def has_line(log: bytes, fingerprint: str) -> bool:
    """Whether a log has the line with a print, wherever it stands."""
    return any(line.fingerprint == fingerprint for line in consent_log.read(log)[0])


def newest_head(log: bytes, heads: Iterable[str]) -> str:
    """Where a log stands or, if it does not go on from where one of these heads says that one stood, that head.

    Raises ValueError if one of them is no head.
    """
    ahead = [head for head in heads if not goes_on(log, head)]
    return max(ahead, key=lambda head: int(json.loads(head)["lines"]), default=head_of(log))
