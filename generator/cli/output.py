"""Words on their way out of the program: for terminals that know few letters, and for outputs that take no more."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, NoReturn, TextIO, cast

import click

from generator.cli.options import BUILT, NOTHING_WRITTEN, Commands

# Signs that every terminal has, for those of our own sentences. Any other letter is written by its number. (Where an
# output is said to know ASCII alone, click takes that for a mistake, and writes UTF-8.)
PLAIN = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "…": "...",
    "·": "-",
    "–": "-",
    "—": "-",
    "→": "->",
    "×": "x",
    "\ufffd": "?",
}
FALLBACK = "hearten"


def plain(e: UnicodeError) -> tuple[str | bytes, int]:
    """What stands for letters that an output cannot take (PEP 293)."""
    if not isinstance(e, UnicodeEncodeError):
        raise e
    letters = e.object[e.start : e.end]
    return "".join(PLAIN.get(x) or x.encode("ascii", "backslashreplace").decode() for x in letters), e.end


codecs.register_error(FALLBACK, plain)


class Outlet(io.BufferedIOBase):
    """What a stream writes to. What it takes no more is dropped, and ``failed`` says why: an act goes on unheard."""

    def __init__(self, under: BinaryIO) -> None:
        self.under = under
        self.failed: OSError | None = None

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, data: Any) -> int:  # bytes-like; the type of it has no name before Python 3.12
        """Write, as long as that can be done."""
        self._do(lambda: self.under.write(data))
        return memoryview(data).nbytes

    def flush(self) -> None:
        """Let the system have what was written."""
        self._do(self.under.flush)

    def fileno(self) -> int:
        """The number that the system knows it by."""
        return self.under.fileno()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self.under.isatty()

    def close(self) -> None:
        """Leave the stream below open, which is another's."""

    def _do(self, what: Callable[[], object]) -> None:
        if self.failed is None:
            try:
                what()
            except OSError as e:
                self.failed = e
                # So that the interpreter, when it ends, finds a place for what is left.
                with suppress(OSError, ValueError):
                    os.dup2(os.open(os.devnull, os.O_WRONLY), self.under.fileno())


class Program(Commands):
    """All commands. What cannot be printed stops no act, and is no traceback and no success."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command, and end with 2 at least where what it says could not be said."""
        with _outlets() as outlets:
            try:
                return super().main(*args, **kwargs)
            except OSError as e:
                _stopped(e)
            except SystemExit as e:
                for stream in (sys.stdout, sys.stderr):
                    if stream is not None:
                        stream.flush()
                failed = next((outlet.failed for outlet in outlets if outlet.failed is not None), None)
                if failed is None:
                    raise
                _unsaid(failed, e.code if isinstance(e.code, int) else BUILT)


@contextmanager
def _outlets() -> Iterator[tuple[Outlet, ...]]:
    """Let the program's outputs be such that no command stops because nobody hears it."""
    before, outlets = (sys.stdout, sys.stderr), []

    def heard(stream: TextIO) -> TextIO:
        if not isinstance(stream, io.TextIOWrapper):
            return stream
        with suppress(OSError):
            stream.flush()
        outlet = Outlet(stream.buffer)
        outlets.append(outlet)
        return io.TextIOWrapper(cast("BinaryIO", outlet), stream.encoding, FALLBACK, write_through=True)

    sys.stdout, sys.stderr = map(heard, before)
    try:
        yield tuple(outlets)
    finally:
        sys.stdout, sys.stderr = before


def _stopped(e: OSError) -> NoReturn:
    """Say at which file the program had to stop, for what no room has looked out for, and what was done about it."""
    from generator.cli.report import harmless
    from generator.ground.diagnostics import spelled

    where = f"{spelled(os.fsdecode(e.filename))}: the" if e.filename is not None else "The"
    click.echo(harmless(f"{where} system gives no way here ({e.strerror or e})."), err=True)
    for told in getattr(e, "__notes__", ()):
        click.echo(harmless(told), err=True)
    click.echo("Check that name, and that you may read and write there; then do the same once more.", err=True)
    sys.exit(NOTHING_WRITTEN)


def _unsaid(why: OSError, code: int) -> NoReturn:
    """Say so where that is possible, and end with 2, or with the code of what is worse.

    Nobody who has closed a pipe wants to hear of it.
    """
    if why.errno != errno.EPIPE:
        done = "" if code >= NOTHING_WRITTEN else " What it was about has been done."
        click.echo(f"What was to be said here could not be written ({why.strerror or why}).{done}", err=True)
    sys.exit(max(code, NOTHING_WRITTEN))
