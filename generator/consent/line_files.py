"""Files below consent/ that grow by a line: JSON, one object a line, each with the number of its form."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from generator.consent.refused import RefusedError, cannot_write
from generator.ground.diagnostics import CannotBuildError, Span, error
from generator.ground.strict_json import read_json
from generator.store import atomic_write
from generator.store.atomic_write import ChangedMeanwhileError
from generator.store.guards import guard

FORM = 1


def each_line(data: bytes | None, path: str, take: Callable[[dict[str, Any]], None]) -> None:
    """Give every line's object to ``take``, none where there is no file.

    Raises CannotBuildError where a line is no such object, or ``take`` raises ValueError, TypeError or LookupError.
    """
    for place, raw in enumerate((data or b"").splitlines(), 1):
        try:
            told = read_json(raw)
            if told["form"] != FORM:
                raise ValueError("a form of another version")
            take(told)
        except (ValueError, TypeError, LookupError, AttributeError):
            hint = "put it back as it was, from git or a backup"
            raise CannotBuildError(error("register", path, Span(place), "this line cannot be read", hint)) from None


def append(root: Path, path: str, line: Mapping[str, object]) -> None:
    """Add a line. Raises RefusedError where that cannot be written, and CannotBuildError for a file nobody can read."""
    before = guard(root, path)
    added = json.dumps({"form": FORM, **line}, ensure_ascii=False).encode() + b"\n"
    whole = b"\n" if before and not before.endswith(b"\n") else b""
    put(root, path, before, (before or b"") + whole + added)


def put(root: Path, path: str, before: bytes | None, after: bytes) -> None:
    """Write the whole file in place of what was read. Raises RefusedError."""
    try:
        atomic_write.replace(root / path, before, after)
    except OSError as e:
        raise RefusedError(f"{cannot_write(e)}, so nothing was written down. Mend that, and do the same again.") from e
    except ChangedMeanwhileError as e:
        raise RefusedError(f"{e} was changed by somebody else just now. Do the same once more.") from e


def word(value: object) -> str:
    """A value that has to be text. Raises TypeError."""
    if isinstance(value, str):
        return value
    raise TypeError("this is no text")


def day(value: object) -> date:
    """A value that has to be a day. Raises TypeError or ValueError."""
    return date.fromisoformat(word(value))
