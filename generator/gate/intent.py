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
from pathlib import PurePath
from typing import Any, get_args

from generator.gate import consent_log
from generator.gate.consent_log import STRICTER, Act, LogLine
from generator.ground.diagnostics import CannotBuildError, Span, error
from generator.ground.places import UNFINISHED_ACTS
from generator.ground.strict_json import read_json

PATH = UNFINISHED_ACTS
FORM = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """An act that is under way, or was when something stopped it.

    ``line`` is the line of the log to come, empty where nothing is to be logged. ``before`` and ``after`` are digests
    (SHA-256) of the story's file, ``changes`` are those of its consent, and ``lifts`` the keys of the tombstones that
    go by it. A withdrawal has ``files`` instead: those that it removes, and a ``proof`` that these were said here.
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
    proof: str = ""

    @property
    def logged(self) -> LogLine | None:
        """The line to come, read."""
        return next(iter(consent_log.read(self.line.encode())[0]), None)


def read(data: bytes | None) -> tuple[Intent, ...]:
    """The acts in the file's bytes; none where there is no file. Raises CannotBuildError where a line says nothing."""
    return tuple(_read(raw, number) for number, raw in enumerate((data or b"").splitlines(), 1))


def _read(raw: bytes, number: int) -> Intent:
    try:
        told = read_json(raw)
        if type(told["form"]) is not int or told["form"] != FORM:
            raise ValueError("a form of another version")
        intent = Intent(
            what=told["what"],
            path=_story(told["path"]),
            on=date.fromisoformat(told["on"]),
            line=_word(told["line"]),
            before=_word(told["before"]),
            after=_word(told["after"]),
            changes={name: _value(value) for name, value in told["changes"].items()},
            lifts=tuple(map(_word, _list(told["lifts"]))),
            files=tuple(_inside(_name(file)) for file in _list(told["files"])),
            proof=_word(told.get("proof", "")),
        )
        if intent.what in get_args(Act) and all(map(str.isidentifier, intent.changes)) and _fits(intent):
            return intent
    except (ValueError, TypeError, LookupError, AttributeError):
        pass
    what = "this line says what somebody meant to do to a consent, and cannot be read"
    hint = "“hearten consent log” shows what was done; do again what is missing there, then delete this line"
    raise CannotBuildError(error("unfinished", PATH, Span(number), what, hint))


def _fits(intent: Intent) -> bool:
    """Whether the line to come is one, about the same act; only a withdrawal of what has no record needs none."""
    if not intent.line:
        return intent.what == "withdraw"
    lines, _ = consent_log.read(intent.line.encode())
    return intent.line.count("\n") == 1 and [line.event.what for line in lines] == [intent.what]


def _word(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError("this is no text")


def _list(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    raise TypeError("this is no list")


def _spelled(name: str) -> object:
    """A file's name for JSON; one that is no text, as copies may have, by its bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return {"bytes": name.encode("utf-8", "surrogatepass").hex()}
    return name


def _name(value: object) -> object:
    if isinstance(value, dict) and value.keys() == {"bytes"}:
        return bytes.fromhex(_word(value["bytes"])).decode("utf-8", "surrogatepass")
    return value


def _inside(value: object) -> str:
    """A path that leads nowhere but into the site's folder, as far as a name tells."""
    path = PurePath(name := _word(value))
    if not path.parts or path.anchor or ".." in path.parts or "\0" in name:
        raise ValueError("this path leads elsewhere")
    return name


def _story(value: object) -> str:
    path = _inside(value)
    if not path.startswith("stories/") or not path.lower().endswith(".md"):
        raise ValueError("this is no story's file")
    return path


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
        "files": [_spelled(file) for file in intent.files],
        **({"proof": intent.proof} if intent.proof else {}),
    }
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def _plain(value: Any) -> Any:
    """A value of a consent's field for JSON, which knows no days."""
    return {"day": str(value)} if isinstance(value, date) else value


def _value(plain: Any) -> Any:
    if isinstance(plain, dict) and plain.keys() == {"day"}:
        return date.fromisoformat(plain["day"])
    if isinstance(plain, list):
        return tuple(map(_word, plain))
    if isinstance(plain, dict):
        return {name: _word(value) for name, value in plain.items()}
    return None if plain is None else _word(plain)


def binding(log: bytes, intents: Iterable[Intent]) -> bytes:
    """The log as the gate must hear it: with the lines of stricter acts that stand and are not in it yet."""
    there = consent_log.joined(log, ()).splitlines(keepends=True)
    lines = (intent.line.encode() for intent in intents if intent.what in STRICTER and intent.line)
    return consent_log.joined(log, (line for line in lines if line not in there))
