"""What changed in a story and when: out of the log of consent, and out of Git or what the desk has kept.

Git is asked what the file was, and nothing of who wrote it. The folder may have come from anybody, so nothing that its
settings name is run (gitattributes, git-config: fsmonitor, external diffs, filters of texts, programs for signatures).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path
from urllib.parse import quote, urlencode

from generator.consent.guard_files import log_of, said_of_consents, withdrawn_stories
from generator.consent.kept_texts import clear_ended
from generator.content import sources
from generator.content.moves import NO_MOVES
from generator.gate.consent_log import ABOUT_NO_RECORD, identity
from generator.gate.consent_log import read as read_log
from generator.gate.last_words import last_words
from generator.gate.records import record_of, with_records
from generator.ground import limits
from generator.preview.desk.past_texts import PastText, WhoseText, records_since
from generator.preview.site.assets import fill
from generator.preview.site.live import LiveSite
from generator.store import versions

HISTORY = "/_desk/history/"
MOST_VERSIONS, MOST_LINES, SECONDS = 50, 200, 10
WHOLE = 1_000_000  # lines around a change, so that each text is told whole
GIT = (
    *("git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never"),
    *("-c", "diff.suppressBlankEmpty=false", "log", "--follow"),
    *("-n", str(MOST_VERSIONS), "--format=%x00%cs", "-p", f"-U{WHOLE}", "--no-color", "--no-ext-diff", "--no-textconv"),
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
    """The page with a story's history; None where there is no such story.

    Raises CannotBuildError where nobody can tell what was withdrawn.
    """
    data = sources.read_inside(live.root, source, limits.TEXT)
    if data is None or live.planned is None or source not in live.manuscripts:
        return None
    days, in_git = live.planned.site.settings.history_days, is_in_git(live.root)
    past = from_git(live.root, source) if in_git else from_copies(live, source, data, days)
    found = [_shown(change) for change in _whose(live, source).own(past, data)]
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


def forget(live: LiveSite) -> None:
    """Remove what is kept of texts for too long, or since before a story was withdrawn, on whatever computer."""
    versions.clear_old(live.root, live.today)
    clear_ended(live.root, tells=False)


def is_in_git(root: Path) -> bool:
    """Whether a folder is one of Git's, or lies in one."""
    return any((folder / ".git").exists() for folder in (root.resolve(), *root.resolve().parents))


def from_git(root: Path, path: str) -> list[PastText]:
    """What Git knows of a file, the last first; nothing where it cannot be asked, or does not answer in time."""
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
    return [text for told in done.stdout.split(b"\0")[1:] if (text := _commit(told)) is not None]


def _commit(told: bytes) -> PastText | None:
    """What a commit made of a file; None where it changed nothing in it but its name."""
    day, _, diff = told.partition(b"\n")
    lines = diff.split(b"\n")
    first = next((n for n, line in enumerate(lines, 1) if line.startswith(b"@@")), None)
    if first is None:
        return None
    before, after = (
        b"".join(line[1:] + b"\n" for line in lines[first:] if line.startswith((b" ", sign))) for sign in (b"-", b"+")
    )
    return PastText(date.fromisoformat(day.decode()), before, after)


def from_copies(live: LiveSite, path: str, now: bytes, days: int) -> list[PastText]:
    """What saves at the desk have changed in a file, as far as it is kept, the last first."""
    before = versions.kept(live.root, path, live.today, days)
    after = [*(data for _, data in before), now][1:]
    return [PastText(on, old, new) for (on, old), new in zip(before, after, strict=True)][::-1]


def _shown(change: PastText) -> PastChange:
    was, became = (data.decode("utf-8", "replace").splitlines() for data in (change.before, change.after))
    diff = [*unified_diff(was, became, n=0, lineterm="")][2:]
    removed, added = (tuple(line[1:] for line in diff if line.startswith(sign)) for sign in "-+")
    return PastChange(change.on, "Changed", removed, added)


def _whose(live: LiveSite, source: str) -> WhoseText:
    """What tells texts of a story from others. Raises CannotBuildError where nobody can tell what was withdrawn."""
    said, text = said_of_consents(live.root), live.manuscripts[source]
    lines = last_words(said, NO_MOVES).of_record.items()
    return WhoseText(
        path=source,
        language=live.planned.site.settings.language if live.planned is not None else "",
        records=records_since(record_of(text), read_log(said)[0]),
        withdrawn=with_records(withdrawn_stories(live.root), said),
        ended=frozenset(record for record, line in lines if line.event.what == "withdraw"),
    )


def _from_log(live: LiveSite, source: str) -> Iterator[PastChange]:
    """What the log tells of the story's record."""
    header = live.manuscripts[source].header
    record = header.consent.record if header and header.consent else None
    for line in read_log(log_of(live.root))[0] if record else ():
        event = line.event
        if event.what not in ABOUT_NO_RECORD and identity(event.record) == identity(record or ""):
            by = f", by {event.by}" if event.by else ""
            yield PastChange(event.on, f"Consent: {event.what}, {event.record}{by}")
