"""Texts as people bring them, each with what a build tells of it, on lines of their own above the faulty line.

``#~ error: message | hint`` expects an error in the line below, ``#~ warning:`` and ``#~ note:`` alike. Message and
hint may be the beginning of what is told, and ``*`` in them is anything; the hint may be left out. These lines are
taken out before the file is built, and lines are counted without them. Where none can stand above the faulty line (in
bytes that are no text) it stands at the top and names the line: ``#~ error at 4: message``. ``#~ withheld: reason``
says that the text stays out by a decision, not because of an error. ``#~ fine`` alone says that nothing is told and
all is published.

A case is a file, put into the site's ``stories/`` (or in its place, if its name ends in ``site.yaml``), or a folder,
whose files are put where they stand in it.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.builders.expectations import Problem, problems, run
from tests.builders.sites import DATA

TOLD = DATA / "told"
TODAY = "2026-11-22"
MARK = re.compile(rb"#~ (?:(?P<what>error|warning|note|withheld)(?: at (?P<line>\d+))?: (?P<text>.+?)|fine) *\r?")
BY_ERRORS = ("errors", "ambiguous")


@dataclass(frozen=True, slots=True)
class Expected:
    """Something that is to be told of a line; where a text is to stay out by a decision, ``what`` is “withheld”."""

    path: str
    line: int
    what: str
    text: str

    def fits(self, told: Problem) -> bool:
        """Whether this is the problem that was told."""
        message, bar, hint = self.text.partition(" | ")
        place = (self.path, self.line, self.what)
        return (
            place == (told.path, told.line, told.severity)
            and begins(told.message, message)
            and (not bar or begins(told.hint, hint))
        )


def begins(text: str, pattern: str) -> bool:
    """Whether ``text`` begins as ``pattern`` says, in which ``*`` is anything."""
    return re.match(".*".join(map(re.escape, pattern.split("*"))), text) is not None


def cases(folder: str) -> list[str]:
    """The names of all cases of one kind."""
    return sorted(p.name for p in (TOLD / folder).iterdir())


def files_of(case: Path) -> dict[str, Path]:
    """The files of a case by the path at which they stand in the site."""
    if case.is_dir():
        return {p.relative_to(case).as_posix(): p for p in sorted(case.rglob("*")) if p.is_file()}
    return {"site.yaml" if case.name.endswith("site.yaml") else f"stories/{case.name}": case}


def without_marks(data: bytes, path: str) -> tuple[bytes, list[Expected]]:
    """A file as it is built, and what is expected of it."""
    kept: list[bytes] = []
    expected: list[Expected] = []
    for line in data.split(b"\n"):
        mark = MARK.fullmatch(line)
        assert mark or not line.startswith(b"#~"), f"{path}: this says nothing that could be expected: {line!r}"
        if mark is None:
            kept.append(line)
        elif mark["what"]:
            number = int(mark["line"] or len(kept) + 1)
            expected.append(Expected(path, number, mark["what"].decode(), mark["text"].decode()))
    return b"\n".join(kept), expected


def site_with(case: Path, site: Path) -> list[Expected]:
    """Put a case into a small site without faults at ``site``; what is expected of it."""
    shutil.copytree(TOLD / "site", site)
    expected: list[Expected] = []
    marked = False
    for path, file in files_of(case).items():
        data = file.read_bytes()
        built, of_file = without_marks(data, path)
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(built)
        expected += of_file
        marked |= built != data
    assert marked, f"{case} says neither what is told nor “#~ fine”"
    return expected


def build(site: Path) -> dict[str, Any]:
    """Build the site in a folder, on the day on which all cases are built; what the command tells."""
    return run(site, TODAY)


def unlike(told: dict[str, Any], expected: list[Expected]) -> list[str]:
    """What was expected and not told, and what was told and not expected; each as the line that would expect it."""
    missing = [e for e in expected if e.what != "withheld"]
    unexpected: list[str] = []
    for problem in problems(told):
        fitting = next((e for e in missing if e.fits(problem)), None)
        if fitting is None:
            text = f"#~ {problem.severity} at {problem.line}: {problem.message} | {problem.hint}"
            unexpected.append(f"told and not expected, {problem.path}: {text}")
        else:
            missing.remove(fitting)
    held = [e for e in expected if e.what == "withheld"]
    for withheld in told.get("withheld", ()):
        if withheld["rule"] in BY_ERRORS:
            continue
        fitting = next((e for e in held if e.path == withheld["source"] and begins(withheld["reason"], e.text)), None)
        if fitting is None:
            unexpected.append(f"withheld and not expected, {withheld['source']}: #~ withheld: {withheld['reason']}")
        else:
            held.remove(fitting)
    return unexpected + [f"expected and not told, {e.path}: #~ {e.what} at {e.line}: {e.text}" for e in missing + held]
