"""What earlier acts left half done: finished by the next command or build, and told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from generator.consent import line_files, rename, withdrawal, withdrawal_plan
from generator.consent.alone import alone
from generator.consent.carrying_out import AnotherFileError, end, finish, half_done, log_it
from generator.consent.case import file_of
from generator.consent.guard_files import log_of, standing
from generator.consent.kept_texts import clear_ended
from generator.consent.lost_acts import memory_of, torn_line
from generator.consent.refused import RefusedError, cannot_write
from generator.gate import consent_log, intent
from generator.gate.intent import Intent
from generator.ground.diagnostics import START, CannotBuildError, Diagnostic, Span, note, warning
from generator.ground.places import CHECK_INS, UNFINISHED, USES
from generator.store.atomic_write import ChangedMeanwhileError, replace, unfinished_of
from generator.store.guards import guard

MEND = "see that you may write there, and that the disk has room; the next command or build does the rest"
LOOK = "“hearten consent log” shows what was done"


def settle(root: Path) -> tuple[Diagnostic, ...]:
    """Finish what stands, and remove what writers left that were killed, and what is kept of withdrawn stories.

    Gives what was done of that, and what could not be.

    Raises CannotBuildError where nobody can read what stands.
    """
    told = clear_ended(root)
    if not (standing(root) or any(_leftovers(root)) or rename.under_way(root) or _is_torn(root) or _torn_files(root)):
        return told
    try:
        with alone(root):
            return (*told, *_all_settled(root))
    except RefusedError as e:
        return (
            *told,
            note("unfinished", intent.PATH, START, "what is half done was not finished now", str(e)),
        )


def _all_settled(root: Path) -> tuple[Diagnostic, ...]:
    told = (
        *_made_whole(root),
        *_lines_taken_out(root),
        *(_settled(root, meant) for meant in standing(root)),
        *_renamed(root),
    )
    for left in _leftovers(root):
        try:
            left.unlink(missing_ok=True)
        except OSError as e:
            hint = "remove this file: it may hold a story's words"
            told += (warning("unfinished", left.relative_to(root).as_posix(), START, cannot_write(e), hint),)
    return told


def _is_torn(root: Path) -> bool:
    """Whether the log's last line is only the beginning of one; what cannot be read, others tell of."""
    with suppress(CannotBuildError):
        return consent_log.torn(log_of(root)) != b""
    return False


def _made_whole(root: Path) -> Iterator[Diagnostic]:
    """Take the beginning of a line out of the log, or put the line there that this computer remembers so beginning."""
    if not _is_torn(root):
        return
    memory = memory_of(root)
    begun = consent_log.torn(memory.log).rstrip(b"\r\n")
    lines = [line for line in memory.lost if line.startswith(begun)][:1]
    place = Span(len(memory.log.splitlines()))
    try:
        replace(root / consent_log.PATH, memory.log, consent_log.joined(memory.log, lines))
    except (OSError, ChangedMeanwhileError):
        yield from torn_line(memory.log)
        return
    done = "was made whole again, as this computer remembers it" if lines else "was taken out; it was never a line"
    hint = f"if an act of that day is missing, do it once more; {LOOK}"
    yield note("torn-log", consent_log.PATH, place, f"the last line was cut off, and {done}", hint)


def _torn_files(root: Path) -> tuple[Diagnostic, ...]:
    """Other files of lines of which the last was cut off; what cannot be read, others tell of."""
    found: tuple[Diagnostic, ...] = ()
    for path in (USES, CHECK_INS):
        with suppress(CannotBuildError):
            found += line_files.cut_off(root, path)
    return found


def _lines_taken_out(root: Path) -> Iterator[Diagnostic]:
    """Take the beginnings of lines out of these files, and tell what was left of them: no word of a story."""
    for told in _torn_files(root):
        # Where nobody can write now, the next line that is written takes its place.
        with suppress(OSError, ChangedMeanwhileError):
            data = guard(root, told.path) or b""
            replace(root / told.path, data, b"".join(line_files.whole_lines(data)))
        yield told


def _renamed(root: Path) -> Iterator[Diagnostic]:
    move = rename.under_way(root)
    if move is None:
        return
    what = rename.half_done(move)
    try:
        rename.go_on(root, move)
    except (RefusedError, CannotBuildError, OSError) as e:
        hint = f"mend this, and give it once more; both names are the same story until then: {e}"
        yield warning("unfinished", move.new, START, what, hint)
    else:
        yield note("unfinished", move.new, START, f"{what}, and was finished", "build, and put the site online")


def _settled(root: Path, meant: Intent) -> Diagnostic:
    act = f"“{meant.what}” of {meant.on}"
    try:
        for left in _own_leftovers(root, meant):
            left.unlink(missing_ok=True)
        if meant.what == "withdraw":
            return _withdrawn(root, meant, act)
        finish(root, meant)
    except AnotherFileError as e:
        return warning("unfinished", meant.path, START, str(e).rstrip("."), LOOK)
    except (RefusedError, ChangedMeanwhileError) as e:
        return warning("unfinished", meant.path, START, half_done(meant).rstrip("."), str(e))
    except OSError as e:
        return warning("unfinished", meant.path, START, f"{cannot_write(e)}; {half_done(meant)[:-1]}", MEND)
    return note("unfinished", meant.path, START, f"{act} had been left half done, and was finished", LOOK)


def _withdrawn(root: Path, meant: Intent, act: str) -> Diagnostic:
    if not withdrawal_plan.is_known(root, meant.path):
        if meant.line:
            log_it(root, meant)
        end(root, meant)
        what = f"{act} had been left half done, and this file was moved or removed meanwhile"
        hint = f"if it lies elsewhere now, withdraw it there: “hearten consent withdraw”; {LOOK}"
        return warning("unfinished", meant.path, START, what, hint)
    stay = withdrawal.go_on(root, meant)
    if stay:
        what = f"{act} had been left half done, and was finished, but for {', '.join(stay)}"
        hint = "nobody wrote down here that they go, too; look at them, and remove by hand what holds the story"
        return warning("unfinished", meant.path, START, what, hint)
    return note("unfinished", meant.path, START, f"{act} had been left half done, and was finished", LOOK)


def _own_leftovers(root: Path, meant: Intent) -> list[Path]:
    """What writing the story's file left beside it, where that is in the site's folder."""
    left = unfinished_of(file_of(root, meant.path))
    return [file for file in left if file.parent.is_relative_to(root.resolve())]


def _leftovers(root: Path) -> Iterator[Path]:
    """Files in consent/ that were being written when somebody was stopped."""
    if (root / "consent").is_dir() and not (root / "consent").is_symlink():
        yield from sorted((root / "consent").rglob(f".*{UNFINISHED}"))
