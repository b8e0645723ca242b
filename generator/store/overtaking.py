"""Builds and bundles that an act of consent overtakes: what was read before it is never put in place after it.

Whoever makes something looks at what protects people before reading any of it, and once more when everything is made
and nobody else may change what is published. If it has changed, or somebody else has put files in place meanwhile, all
is read again. It is looked at a third time in the end. An act that takes something away changes what protects people
first, and then waits for its turn, too: whoever was putting files in place is done by then, or was killed, and whoever
does so later has seen the act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.ground.diagnostics import START, CannotBuildError, Diagnostic, OvertakenError, error
from generator.store import site_lock
from generator.store.guards_seen import FOLDER, GuardsSeen, see_guards

TIMES = 5  # that something is begun
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Beginning:
    """How all that protects people looked when something was begun, and the mark of who had put files in place."""

    guards: GuardsSeen
    mark: bytes | None

    @contextmanager
    def turn(self, is_another: Callable[[], bool] = lambda: False) -> Iterator[None]:
        """Be the only one who puts files in place. Raises OvertakenError where what was made must not be put there.

        ``is_another`` says whether the place is another by now, and is asked only if others have put files somewhere.
        """
        try:
            with site_lock.putting(self.guards.root, site_lock.LONG) as mark:
                if mark != self.mark and is_another():
                    raise OvertakenError(_overtaken("another build has put files in place"))
                self.check()
                yield
        except site_lock.BusyError as e:
            hint = "wait until it has ended, or end it, and build again"
            raise CannotBuildError(error("busy", FOLDER, START, str(e), hint)) from None

    def check(self) -> None:
        """Raise OvertakenError if anything that protects people has changed."""
        if not self.guards.hold:
            raise OvertakenError(_overtaken("consents or other files that protect people were changed"))


@contextmanager
def beginning(root: Path) -> Iterator[Beginning]:
    """Begin something; raises OvertakenError in the end if it was overtaken, whatever else came of it."""
    begun = Beginning(see_guards(root), site_lock.last_put(root))
    try:
        yield begun
    except OvertakenError:
        raise
    except Exception:
        begun.check()  # what an act takes away may be missed anywhere
        raise
    begun.check()


def until_whole(work: Callable[[], T]) -> T:
    """What comes of ``work``, done anew where it was overtaken. Raises what it raises, and OvertakenError."""
    for _ in range(TIMES - 1):
        with suppress(OvertakenError):
            return work()
    return work()


def _overtaken(what: str) -> Diagnostic:
    return error("overtaken", FOLDER, START, f"{what} while this was made", "do it again when nobody changes them")
