"""Files below consent/ that grow by a line: JSON, one object a line, each with the number of its form.

The beginning of a line at the very end, whose writing was stopped, was never a line, as in the log
(`gate.consent_log`): it counts as none, and whatever is written next takes its place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from generator.consent.refused import RefusedError, cannot_write
from generator.ground.diagnostics import CannotBuildError, Diagnostic, Span, error, note
from generator.ground.strict_json import is_beginning, read_json
from generator.store import atomic_write
from generator.store.atomic_write import ChangedMeanwhileError
from generator.store.guards import guard

FORM = 1
# The first signs of every line.
OPENS = b'{"form": '


def each_line(data: bytes | None, path: str, take: Callable[[dict[str, Any]], None]) -> None:
    """Give every line's object to ``take``, none where there is no file.

    Raises CannotBuildError where a line is no such object, or ``take`` raises ValueError, TypeError or LookupError.
    """
    for place, raw in enumerate(whole_lines(data or b""), 1):
        try:
            told = read_json(raw)
            if told["form"] != FORM:
                raise ValueError("a form of another version")
            take(told)
        except (ValueError, TypeError, LookupError, AttributeError):
            hint = "put it back as it was, from git or a backup"
            raise CannotBuildError(error("register", path, Span(place), "this line cannot be read", hint)) from None


def torn(data: bytes) -> bytes:
    """What stands at the end and is only the beginning of a line; nothing where the last line is whole."""
    last = next(iter(data.splitlines(keepends=True)[-1:]), b"")
    begun = last.rstrip(b"\r\n")
    return last if OPENS.startswith(begun[: len(OPENS)]) and is_beginning(begun) else b""


def cut_off(root: Path, path: str) -> tuple[Diagnostic, ...]:
    """What is told of a file whose last line was cut off. Raises CannotBuildError for a file that nobody can read."""
    data = guard(root, path) or b""
    if not (begun := torn(data)):
        return ()
    what = f"the last line was cut off, and counts as none: {begun.decode('utf-8', 'replace').strip()}"
    hint = "all lines before it stand; write down once more what is missing now"
    return (note("torn-line", path, Span(len(data.splitlines())), what, hint),)


def whole_lines(data: bytes) -> list[bytes]:
    """The lines of a file, each with its end, without the beginning of one."""
    lines = data.removesuffix(torn(data)).splitlines(keepends=True)
    return [line if line.endswith((b"\n", b"\r")) else line + b"\n" for line in lines]


def append(root: Path, path: str, line: Mapping[str, object]) -> None:
    """Add a line. Raises RefusedError where that cannot be written, and CannotBuildError for a file nobody can read."""
    before = guard(root, path)
    # In ASCII, so that no cut leaves half of a letter, which nobody could read.
    added = json.dumps({"form": FORM, **line}).encode() + b"\n"
    put(root, path, before, b"".join((*whole_lines(before or b""), added)))


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
