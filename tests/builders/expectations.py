"""Invalid files in a site, and what is expected of them: written into the file itself, above the line that is at fault.

In YAML ``# ! error unknown-topic 10: message | hint``, in Markdown the same between ``<!--`` and ``-->``; the number is
the column. Several may stand above one line. Where no such line can stand (above the first one, or in bytes that are no
text), a file with the same name and ``.expect`` holds ``error no-text 1:1: message | hint``, with line and column.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

from generator.cli.main import main

KEPT = "stories/kept/index.html"
ABOVE = re.compile(rb" *(?:# !|<!-- !) (?P<severity>\w+) (?P<rule>[\w-]+) (?P<column>\d+): (?P<text>.*?)(?: -->)?")
BESIDE = re.compile(r"(?P<severity>\w+) (?P<rule>[\w-]+) (?P<line>\d+):(?P<column>\d+): (?P<text>.*)")


class Problem(NamedTuple):
    """A diagnostic as the command prints it."""

    path: str
    line: int
    column: int
    severity: str
    rule: str
    message: str
    hint: str


def run(site: Path, today: str = "2026-06-15") -> dict[str, Any]:
    """What ``hearten build --json`` prints on a day, having ended without a traceback."""
    out = site / "public"
    result = CliRunner().invoke(main, ["build", "--source", str(site), "--out", str(out), "--today", today, "--json"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    told: dict[str, Any] = json.loads(result.stdout)
    faulty = any(w["rule"] in ("errors", "ambiguous") for w in told.get("withheld", ()))
    assert result.exit_code == (2 if not told["built"] else 1 if faulty else 0)
    assert out.exists() == told["built"]
    return told


def problems(told: dict[str, Any]) -> list[Problem]:
    """The diagnostics out of what ``run`` gives, in order."""
    keys = ("path", "line", "column", "severity", "rule", "message", "hint")
    return sorted(Problem(*(d[key] for key in keys)) for d in told["diagnostics"])


def without(data: bytes) -> bytes:
    """The file as it is built: lines that hold an expectation are left empty, so that no line moves."""
    return b"\n".join(b"" if ABOVE.fullmatch(line) else line for line in data.split(b"\n"))


def expected(file: Path, path: str) -> list[Problem]:
    """All that is expected of ``file``, which stands at ``path`` in the site."""
    problems = list(_above(file.read_bytes(), path))
    beside = file.with_name(file.name + ".expect")
    for line in beside.read_text(encoding="utf-8").splitlines() if beside.exists() else ():
        found = BESIDE.fullmatch(line)
        assert found, f"{beside}: {line}"
        message, _, hint = found["text"].rpartition(" | ")
        place = int(found["line"]), int(found["column"])
        problems.append(Problem(path, *place, found["severity"], found["rule"], message, hint))
    return sorted(problems)


def _above(data: bytes, path: str) -> Iterator[Problem]:
    waiting: list[re.Match[bytes]] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        found = ABOVE.fullmatch(line)
        if found:
            waiting.append(found)
            continue
        for one in waiting:
            message, _, hint = one["text"].decode().rpartition(" | ")
            place = number, int(one["column"])
            yield Problem(path, *place, one["severity"].decode(), one["rule"].decode(), message, hint)
        waiting = []
    assert not waiting, f"{path}: nothing stands below the last expectation"


def write(file: Path, problems: Iterable[Problem]) -> None:
    """Write what was found into ``file`` and beside it, in place of what was expected; review it as a diff.

    Where a message names a line, write twice, since lines move.
    """
    lines = [line for line in file.read_bytes().split(b"\n") if not ABOVE.fullmatch(line)]
    moved = [n for n, line in enumerate(file.read_bytes().split(b"\n"), 1) if ABOVE.fullmatch(line)]
    text = _is_text(file.read_bytes())
    front_end = len(lines) if file.suffix == ".yaml" else next((n for n, x in enumerate(lines) if n and x == b"---"), 0)
    beside: list[str] = []
    above: dict[int, list[bytes]] = {}
    for p in problems:
        line = p.line - sum(n < p.line for n in moved)
        if text and (line > 1 or _can_move(file, lines)) and line <= len(lines):
            words = f"! {p.severity} {p.rule} {p.column}: {p.message} | {p.hint}"
            in_front = line - 1 <= front_end
            above.setdefault(line, []).append((f"# {words}" if in_front else f"<!-- {words} -->").encode())
        else:
            beside.append(f"{p.severity} {p.rule} {line}:{p.column}: {p.message} | {p.hint}\n")
    file.write_bytes(b"\n".join(part for n, line in enumerate(lines, 1) for part in (*above.get(n, ()), line)))
    sidecar = file.with_name(file.name + ".expect")
    if beside:
        sidecar.write_text("".join(beside), encoding="utf-8")
    else:
        sidecar.unlink(missing_ok=True)


def _can_move(file: Path, lines: list[bytes]) -> bool:
    """Whether something may be put above the first line: front matter has to begin there."""
    return file.suffix == ".yaml" and not lines[0].startswith(b"#")


def _is_text(data: bytes) -> bool:
    try:
        return not set(data.decode()) & set("\r\0\ufeff\x1b\uffff") and bool(data.strip())
    except UnicodeDecodeError:
        return False
