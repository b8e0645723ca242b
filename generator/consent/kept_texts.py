"""What the desk has kept of texts (`store.versions`), once a story was withdrawn: all goes, as with a withdrawal here.

A folder is moved and copied, and the words of one story stand in several sites. So nothing is looked for: whichever
build or desk of this user first reads of a withdrawal clears what is kept of every site. Which withdrawals were seen is
remembered outside the sites, as digests of the log's lines and of the list's entries; what is damaged there was not
seen, and clears once more. At the same time the papers of these stories go from the folder, and what stays there is
told (`consent.left_here`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from generator.gate import consent_log
from generator.ground.diagnostics import START, CannotBuildError, Diagnostic, warning
from generator.ground.patterns import lazy
from generator.ground.places import WITHDRAWN
from generator.store import log_memory, versions
from generator.store.guards import guard
from generator.store.log_memory import DamagedMemoryError, NoMemoryError

SIGN = b'"what": "withdraw"'  # of the log's lines, as `consent_log` writes them
ENTRY = lazy(rb"(?m)^\s*- ")  # where one of the list begins; a list that somebody wrote otherwise is one
OF_ALL = ""  # in place of the place that something is remembered of
UNTOLD = "untold"  # beside the digests: something was left of a story, and nobody has told so yet


def clear_ended(root: Path, *, tells: bool = True) -> tuple[Diagnostic, ...]:
    """Remove what is kept if the folder tells of a withdrawal that was not seen before; what could not be done of that.

    What is left of stories in the folder is told, too, by the next one where this caller ``tells`` nobody. Where nobody
    can read what was withdrawn, nothing is shown either (`preview.desk.history`), and builds stop.
    """
    with suppress(CannotBuildError, NoMemoryError):  # where nothing can be remembered, nothing was ever kept
        told, seen = _withdrawals(root), _seen(root)
        is_new, is_owed = not told <= seen, tells and UNTOLD in seen
        if not (is_new or is_owed) or not log_memory.file_of(root, log_memory.WITHDRAWALS, OF_ALL):
            return ()
        from generator.consent import left_here  # which takes long to load, and is needed seldom

        failed = versions.clear(root) if is_new else None
        left = left_here.clear(root)
        if (e := failed) is not None:
            what = f"a story was withdrawn, and what the desk had kept of texts could not be removed ({e.strerror})"
            hint = f"remove {e.filename} by hand: its words may stand there"
            return (*left, warning("kept-texts", WITHDRAWN, START, what, hint))
        owed = frozenset({UNTOLD} if left and not tells else ())
        try:
            _remember(root, (told | seen) - {UNTOLD} | owed)
        except NoMemoryError as e:
            what = f"which withdrawals were seen is not remembered, so that each build removes what the desk keeps: {e}"
            return (*left, warning("kept-texts", WITHDRAWN, START, what, "move away what is in the way there"))
        return left
    return ()


def clear(root: Path) -> OSError | None:
    """Remove all that is kept, for a withdrawal that was just written down; why not, if that fails."""
    failed = versions.clear(root)
    if failed is None:
        with suppress(CannotBuildError, NoMemoryError):  # then the next build clears once more
            _remember(root, _withdrawals(root) | _seen(root))
    return failed


def _withdrawals(root: Path) -> frozenset[str]:
    """Digests of all that tells of withdrawals in the folder. Raises CannotBuildError."""
    log, listed = guard(root, consent_log.PATH) or b"", guard(root, WITHDRAWN) or b""
    lines = [line for line in log.splitlines() if SIGN in line]
    told = (b" ".join(one.split()) for one in (*lines, *(ENTRY.split(listed)[1:] or [listed])) if one.strip())
    return frozenset(hashlib.sha256(one).hexdigest() for one in told)


def _seen(root: Path) -> frozenset[str]:
    try:
        data = log_memory.of_place(root, log_memory.WITHDRAWALS, OF_ALL)
    except DamagedMemoryError:
        return frozenset()
    return frozenset(data.decode("ascii", "replace").split())


def _remember(root: Path, seen: Collection[str]) -> None:
    lines = "".join(f"{one}\n" for one in sorted(seen))
    log_memory.remember_of_place(root, log_memory.WITHDRAWALS, OF_ALL, lines.encode())
