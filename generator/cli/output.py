"""Words on their way out of the program: for terminals that know few letters, and for outputs that take no more."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from contextlib import suppress
from typing import Any, NoReturn

import click

from generator.cli.options import NOTHING_WRITTEN, Commands

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


class Program(Commands):
    """All commands. What cannot be printed is no traceback, and no success."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command, and end with 2 where what it says could not be said."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors=FALLBACK)
        try:
            try:
                return super().main(*args, **kwargs)
            finally:
                if sys.stdout is not None:
                    sys.stdout.flush()
        except OSError as e:
            # The system names no file where it is an output that takes no more.
            if e.filename is None:
                _unsaid(e)
            _stopped(e)


def _stopped(e: OSError) -> NoReturn:
    """Say at which file the program had to stop, for what no room has looked out for, and what was done about it."""
    from generator.cli.report import harmless
    from generator.ground.diagnostics import spelled

    what = f"{spelled(os.fsdecode(e.filename))}: the system gives no way here ({e.strerror or e})."
    with suppress(OSError):
        click.echo(harmless(what), err=True)
        for told in getattr(e, "__notes__", ()):
            click.echo(harmless(told), err=True)
        click.echo("Check that name, and that you may read and write there; then do the same once more.", err=True)
    sys.exit(NOTHING_WRITTEN)


def _unsaid(e: OSError) -> NoReturn:
    """Say so where that is possible, and let nothing more be said."""
    if e.errno != errno.EPIPE:
        with suppress(OSError):
            click.echo(f"What was to be said here could not be written ({e.strerror or e}).", err=True)
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(nothing, stream.fileno())
    sys.exit(NOTHING_WRITTEN)
