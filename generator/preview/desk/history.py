"""What changed in a story and when: out of the log of consent, and out of Git or what the desk has kept.

Git is asked what the file was, and nothing of who wrote it. The folder may have come from anybody, so nothing that its
settings name is run (gitattributes, git-config: fsmonitor, external diffs, filters of texts, programs for signatures).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path
from urllib.parse import quote, urlencode

from generator.consent.guard_files import log_of
from generator.content import sources
from generator.gate.consent_log import ABOUT_NO_RECORD, identity
from generator.gate.consent_log import read as read_log
from generator.ground import limits
from generator.preview.site.assets import fill
from generator.preview.site.live import LiveSite
from generator.store import versions

HISTORY = "/_desk/history/"
MOST_VERSIONS, MOST_LINES, SECONDS = 50, 200, 10
GIT = (
    *("git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never", "log", "--follow"),
    *("-n", str(MOST_VERSIONS), "--format=%x00%cs", "-p", "-U0", "--no-color", "--no-ext-diff", "--no-textconv"),
    *("--no-show-signature", "--no-notes", "--"),
)
GIT_SETTINGS = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
}


@dataclass(frozen=True, slots=True)
class PastChange:
    """What happened on a day: in words, and which lines of the file went and came."""

    on: date
    what: str
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The lines that are shown, each with the element that marks it."""
        every = (*(("del", line) for line in self.removed), *(("ins", line) for line in self.added))
        return every[:MOST_LINES]

    @property
    def more(self) -> int:
        """How many lines are not shown."""
        return max(0, len(self.removed) + len(self.added) - MOST_LINES)


def page(live: LiveSite, source: str, kept: dict[str, str]) -> str | None:
    """The page with a story's history; None where there is no such story."""
    data = sources.read_inside(live.root, source, limits.TEXT)
    if data is None or live.planned is None or source not in live.manuscripts:
        return None
    days, in_git = live.planned.site.settings.history_days, is_in_git(live.root)
    found = from_git(live.root, source) if in_git else from_copies(live, source, data, days)
    every = [*found, *_from_log(live, source)]
    return fill(
        "desk-history.html",
        path=source,
        changes=sorted(every, key=lambda change: change.on, reverse=True),
        in_git=in_git,
        days=days,
        most=MOST_VERSIONS,
        back=f"/_desk/story/{quote(source)}?{urlencode(kept)}",
    )


def is_in_git(root: Path) -> bool:
    """Whether a folder is one of Git's, or lies in one."""
    return any((folder / ".git").exists() for folder in (root.resolve(), *root.resolve().parents))


def from_git(root: Path, path: str) -> list[PastChange]:
    """What Git knows of a text, the last first; nothing where it cannot be asked, or does not answer in time."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        # The program is Git by name, and what follows are its arguments, whatever is in them.
        done = subprocess.run(  # noqa: S603
            (*GIT, path), capture_output=True, timeout=SECONDS, env=own | GIT_SETTINGS, check=False, cwd=root
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    if done.returncode:
        return []
    return [_commit(told) for told in done.stdout.decode("utf-8", "replace").split("\0")[1:]]


def _commit(told: str) -> PastChange:
    day, _, diff = told.partition("\n")
    lines = diff.split("\n")
    first = next((n for n, line in enumerate(lines) if line.startswith("@@")), len(lines))
    return PastChange(date.fromisoformat(day), "Changed", *_lines(lines[first:]))


def from_copies(live: LiveSite, path: str, now: bytes, days: int) -> Iterator[PastChange]:
    """What saves at the desk have changed in a text, as far as it is kept."""
    before = versions.kept(live.root, path, live.today, days)
    after = [*(data for _, data in before), now][1:]
    for (on, old), new in zip(before, after, strict=True):
        was, became = (data.decode("utf-8", "replace").splitlines() for data in (old, new))
        diff = unified_diff(was, became, n=0, lineterm="")
        yield PastChange(on, "Changed", *_lines([*diff][2:]))


def _lines(diff: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that went and came."""
    removed, added = (tuple(line[1:] for line in diff if line.startswith(sign)) for sign in "-+")
    return removed, added


def _from_log(live: LiveSite, source: str) -> Iterator[PastChange]:
    """What the log tells of the story's record."""
    header = live.manuscripts[source].header
    record = header.consent.record if header and header.consent else None
    for line in read_log(log_of(live.root))[0] if record else ():
        event = line.event
        if event.what not in ABOUT_NO_RECORD and identity(event.record) == identity(record or ""):
            by = f", by {event.by}" if event.by else ""
            yield PastChange(event.on, f"Consent: {event.what}, {event.record}{by}")
