"""The command ``hearten export``: the way out, in formats of other programs."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import (
    BUILT,
    WITH_ERRORS,
    OneOf,
    day_to_give,
    say,
    settled,
    source_option,
    to_give_option,
    told,
)
from generator.ground.places import EXPORTS

if TYPE_CHECKING:
    from generator.exporting.export import ExportReport


@click.command()
@click.argument("form", metavar="FORMAT", type=OneOf(list(EXPORTS)))
@source_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A folder, or a file that ends in .zip; otherwise SOURCE/export-FORMAT.",
)
@click.option("--all", "everything", is_flag=True, help="Every text, also those that nobody agreed to have published.")
@to_give_option
@told
@settled
def export(form: str, source: Path, out: Path | None, everything: bool, today: date | None) -> None:
    """Take the texts out, in a FORMAT of other programs: markdown, wxr (WordPress), html or csv.

    \b
    Only what a build for the web publishes today is in it; with --all every text, with the log of consents.
    Nothing is overwritten but an older export. Ends with 0; with 1 if texts are left out because of errors
    in them; with 2 if nothing was written.

    \b
    Example:
      hearten export markdown --out ../harbour.zip
      hearten export wxr --out ../for-wordpress
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.cli import report
    from generator.content import sources
    from generator.exporting.export import Export, export, format_of
    from generator.ground.stages import Stages

    target = out or source / EXPORTS[form]
    asked = Export(source, format_of(form), target, day_to_give(today), sources.today(), everything)
    with report.ProgressLine(enabled=True) as tell:
        done = export(asked, Stages(tell))
    say(*_lines(done, asked.out))
    sys.exit(WITH_ERRORS if any(one.by_errors for one in done.staying) else BUILT)


def _lines(done: ExportReport, out: Path) -> list[str]:
    lines = []
    if done.staying:
        lines.append(f"Left out: {_texts(len(done.staying))}")
        lines += (f"  {one.source}: {one.reason}" for one in done.staying)
    lines.append(f"Exported {_texts(done.texts)} to {out}: {done.files} files, {done.size / 1e6:.2f} MB.")
    if done.unpublished:
        is_are = "is" if done.unpublished == 1 else "are"
        lines.append(
            f"Guard this copy: {_texts(done.unpublished)} in it {is_are} withheld here, and nobody agreed to have "
            "them published. Each is marked."
        )
    if done.first_end is not None:
        lines.append(f"The first consent in it ends on {done.first_end}. What is published from it has to follow.")
    return lines


def _texts(count: int) -> str:
    return f"{count} text{'' if count == 1 else 's'}"
