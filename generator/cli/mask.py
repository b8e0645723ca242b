"""What ``hearten check --mask`` does: another name in the place of one, everywhere in a text."""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import Any

import click

from generator.cli.options import Command, say


def may_mask(command: Command) -> Command:
    """Give a command with ``files`` and a ``source`` the options for masking a name; with them, it does that alone."""

    @click.option("--mask", "name", metavar="NAME", help="Write another name in the place of this one, in FILE.")
    @click.option("--as", "instead", metavar="NAME", help="What stands there instead, such as “A.”.")
    @click.option("--yes", "sure", is_flag=True, help="Do not ask before it is written.")
    @wraps(command)
    def wrapped(*args: Any, name: str | None, instead: str | None, sure: bool, **kwargs: Any) -> None:
        if name is not None:
            mask_name(kwargs["source"], [str(file) for file in kwargs["files"]], name, instead, sure=sure)
        elif instead is not None or sure:
            raise click.UsageError("--as and --yes are for --mask NAME. Say which name is to be masked.")
        else:
            command(*args, **kwargs)

    return wrapped


def mask_name(source: Path, files: list[str], name: str, instead: str | None, *, sure: bool) -> None:
    """Show what will change, ask, and do it. Raises RefusedError, CannotBuildError and click's own errors."""
    from generator.cli import report
    from generator.consent import mask as masking
    from generator.consent.settling import settle

    if len(files) != 1:
        raise click.UsageError("Name the one text in which the name is to be masked, such as stories/a-gate.md.")
    if instead is None:
        raise click.UsageError("Say what is to stand there instead, such as --as “A.”.")
    report.problems(settle(source))
    plan = masking.plan_mask(source, files[0], name, instead)
    say(*masking.what_changes(plan))
    if not sure and not click.confirm("Write that?", default=False):
        say("Nothing was changed.")
        return
    masking.mask(plan)
    say("Done. Read the text once more: what else is told there may still say who it is.")
