"""What somebody means to do to a consent, written down before the first file is changed, in consent/unfinished.jsonl.

An act changes several files, and can be stopped between any two of them. As long as what was meant stands here, the
next command or build finishes it. Whatever takes something away binds from now on: its line counts as the last of the
log, whether it is there yet or not. Whatever gives something counts when all of its files are changed, and no sooner.

No word of a story stands here, but for the path of its file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

from generator.gate import consent_log
from generator.gate.consent_log import STRICTER, Act, LogLine
from generator.ground.diagnostics import CannotBuildError, Span, error

PATH = "consent/unfinished.jsonl"
FORM = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """An act that is under way, or was when something stopped it.

    ``line`` is the line of the log to come, empty where nothing is to be logged. ``before`` and ``after`` are digests
    (SHA-256) of the story's file, ``changes`` are those of its consent, and ``lifts`` the ids of the withdrawals that
    end by it. A withdrawal has ``files`` instead: those that it removes.
    """

    what: Act
    path: str
    on: date
    line: str = ""
    before: str = ""
    after: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    lifts: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def logged(self) -> LogLine | None:
        """The line to come, read."""
        return next(iter(consent_log.read(self.line.encode())[0]), None)


def read(data: bytes | None) -> tuple[Intent, ...]:
    """The acts in the file's bytes; none where there is no file. Raises CannotBuildError where a line says nothing."""
    return tuple(_read(raw, number) for number, raw in enumerate((data or b"").splitlines(), 1))


def _read(raw: bytes, number: int) -> Intent:
    try:
        told = json.loads(raw)
        if told["form"] != FORM:
            raise ValueError("a form of another version")
        intent = Intent(
            what=told["what"],
            path=told["path"],
            on=date.fromisoformat(told["on"]),
            line=told["line"],
            before=told["before"],
            after=told["after"],
            changes={name: _value(value) for name, value in told["changes"].items()},
            lifts=tuple(told["lifts"]),
            files=tuple(told["files"]),
        )
        if intent.what in get_args(Act) and (intent.logged is not None or not intent.line):
            return intent
    except (ValueError, TypeError, LookupError, AttributeError):
        pass
    what = "this line says what somebody meant to do to a consent, and cannot be read"
    hint = "“hearten consent log” shows what was done; do again what is missing there, then delete this line"
    raise CannotBuildError(error("unfinished", PATH, Span(number), what, hint))


def written(intents: Iterable[Intent]) -> bytes:
    """The file."""
    return b"".join(_written(intent) for intent in intents)


def _written(intent: Intent) -> bytes:
    told = {
        "form": FORM,
        "what": intent.what,
        "path": intent.path,
        "on": str(intent.on),
        "line": intent.line,
        "before": intent.before,
        "after": intent.after,
        "changes": {name: _plain(value) for name, value in intent.changes.items()},
        "lifts": intent.lifts,
        "files": intent.files,
    }
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def _plain(value: Any) -> Any:
    """A value of a consent's field for JSON, which knows no days."""
    return {"day": str(value)} if isinstance(value, date) else value


def _value(plain: Any) -> Any:
    if isinstance(plain, dict) and plain.keys() == {"day"}:
        return date.fromisoformat(plain["day"])
    return tuple(plain) if isinstance(plain, list) else plain


def binding(log: bytes, intents: Iterable[Intent]) -> bytes:
    """The log as the gate must hear it: with the lines of stricter acts that stand and are not in it yet."""
    there = log.splitlines(keepends=True)
    lines = (intent.line.encode() for intent in intents if intent.what in STRICTER and intent.line)
    return consent_log.joined(log, (line for line in lines if line not in there))
