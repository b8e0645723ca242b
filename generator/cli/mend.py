"""The command ``hearten mend``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import BUILT, WITH_ERRORS, say, settled, source_option, told

if TYPE_CHECKING:
    from generator.authoring.mend import Mending


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@source_option
@click.option("--write", is_flag=True, help="Write what can be meant in one way only.")
@told
@settled
def mend(files: tuple[str, ...], source: Path, write: bool) -> None:
    """Show how slips in the front matter of stories and pages could be mended: in FILE, or in all.

    Nothing of a consent is ever written, and no text below the front matter. Ends with 0 if nothing is
    left to mend, and with 1 otherwise.

    \b
    Example:
      hearten mend
      hearten mend stories/a-gate.md --write
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.authoring import mended_files
    from generator.consent.alone import alone

    paths = [_text(source, words) for words in files] or sorted(mended_files.all_texts(source))
    found = [(path, mended) for path in paths if (mended := mended_files.mending_of(source, path)) is not None]
    with_slips = [(path, mended) for path, mended in found if mended.mended or mended.left or mended.why_not]
    done = 0
    for path, mended in with_slips:
        say(*_shown(path, mended, written=write))
        if write and mended.after != mended.before:
            with alone(source):
                done += _written(source, path, mended)
    mendable = sum(mended.after != mended.before for _, mended in with_slips)
    say(_sum(len(found), mendable, done, left=sum(bool(mended.left) for _, mended in with_slips), written=write))
    sys.exit(BUILT if not any(mended.left for _, mended in with_slips) and done == mendable else WITH_ERRORS)


def _text(source: Path, words: str) -> str:
    from generator.authoring.mended_files import is_text
    from generator.consent.find_story import files_meant
    from generator.content import sources

    for path in files_meant(source, words):
        if is_text(path) and sources.inside(source, path) is not None:
            return path
    raise click.UsageError(f"There is no story or page “{words}”. Name its file, such as stories/a-gate.md.")


def _shown(path: str, mended: Mending, *, written: bool) -> Iterator[str]:
    """What can be mended, and what a person has to decide on."""
    from generator.authoring.mend import as_diff, proposed

    if mended.after != mended.before:
        yield from as_diff(mended, path)
    if mended.why_not is not None:
        yield f"{path}: nothing is written here: {mended.why_not}."
    if mended.left:
        what = "To be mended by hand" + (
            ", when that is written" if mended.after != mended.before and not written else ""
        )
        yield f"{what}, since only you can know what is meant:"
        for slip in mended.left:
            yield f"  {path}:{slip.line}:{slip.column}: {slip.message}"
            yield f"    {slip.hint}"
        yield from (f"  {line}" for line in proposed(mended, path))
    yield ""


def _written(source: Path, path: str, mended: Mending) -> bool:
    from generator.authoring import mended_files
    from generator.store.atomic_write import ChangedMeanwhileError

    try:
        mended_files.write(source, path, mended)
    except ChangedMeanwhileError:
        say(f"{path} was changed by somebody else just now, and was left alone.")
        return False
    except OSError as e:
        say(f"{path} could not be written ({e.strerror}), and was left alone.")
        return False
    return True


def _sum(looked: int, mendable: int, done: int, *, left: int, written: bool) -> str:
    looked_at = f"Looked at {looked} {'text' if looked == 1 else 'texts'}."
    by_hand = f" {left} {'has' if left == 1 else 'have'} something to be mended by hand." if left else ""
    if not mendable and not left:
        return f"{looked_at} There is nothing to mend."
    if written:
        return f"{looked_at} Mended {done}.{by_hand}"
    can = f" {mendable} can be mended with --write." if mendable else ""
    return f"{looked_at}{can}{by_hand} Nothing was written."
