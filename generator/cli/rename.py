"""The command ``hearten rename``."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import say, settled, source_option, told


@click.command()
@click.argument("old", metavar="STORY")
@click.argument("new", metavar="NAME")
@source_option
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@told
@settled
def rename(old: str, new: str, source: Path, dry_run: bool) -> None:
    """Give the file of STORY another NAME, keep its old address, and mend all links to it.

    Texts that were approved stay sealed. If it is interrupted, the same command goes on.

    \b
    Example:
      hearten rename stories/a-gate.md the-green-gate
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.consent import rename as renaming

    plan = renaming.plan_rename(source, old, new)
    if renaming.is_nothing(plan):
        say(f"{plan.move.old} has become {plan.move.new} already; nothing is left to do.")
        return
    if not dry_run:
        renaming.rename(plan)
    say(
        *renaming.what_changes(plan), "Nothing was changed yet." if dry_run else "Done. Build, and put the site online."
    )
