"""What all commands share: how they end, the options that many have, and kind answers to mistyped words."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import click

from generator.ground.channels import MEDIA, WEB

BUILT, WITH_ERRORS, NOTHING_WRITTEN = 0, 1, 2
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A command that is loaded only when it is asked for: where it is, as “module:name”, and its help's first words."""

    place: str
    help: str

    def load(self) -> click.Command:
        """The command."""
        module, _, name = self.place.partition(":")
        return cast("click.Command", getattr(import_module(module), name))


class Commands(click.Group):
    """A group that names the command nearest to a mistyped one; some of its commands have rooms of their own."""

    elsewhere: Mapping[str, Elsewhere] = MappingProxyType({})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted((*super().list_commands(ctx), *self.elsewhere))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        elsewhere = self.elsewhere.get(cmd_name)
        return elsewhere.load() if elsewhere else super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List all commands with the first words of their help, and load none for that."""
        unloaded = [click.Command(name, help=of.help) for name, of in self.elsewhere.items()]
        click.Group(commands=[*self.commands.values(), *unloaded]).format_commands(ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``args`` begin with. Raises UsageError with the nearest name if there is none."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = difflib.get_close_matches(name, self.list_commands(ctx), n=1, cutoff=0.5)
            hint = f"Did you mean “{near[0]}”?" if near else f"The commands are {', '.join(self.list_commands(ctx))}."
            ctx.fail(f"There is no command “{name}”. {hint}")
        return super().resolve_command(ctx, args)


class OneOf(click.Choice[str]):
    """A choice that names the value nearest to a mistyped one."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002  # as click calls it
        """The message for a value that is none of the choices."""
        known = [str(choice) for choice in self.choices]
        near = difflib.get_close_matches(str(value), known, n=1, cutoff=0.5)
        hint = f"did you mean “{near[0]}”?" if near else f"the choices are {', '.join(known)}"
        return f"“{value}” is not one of them; {hint}"


class DayParam(click.ParamType[date]):
    """A date on the command line."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error."""
        try:
            return value if isinstance(value, date) else datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  # a day
        except ValueError:
            self.fail(f"“{value}” is not a date; write it like 2026-03-14", param, ctx)


Command = Callable[..., None]


def told(command: Command) -> Command:
    """Tell in words, without a traceback, why a command did nothing, and end with 2."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        from generator.cli import report
        from generator.consent.refused import RefusedError
        from generator.ground.diagnostics import CannotBuildError

        try:
            command(*args, **kwargs)
        except CannotBuildError as e:
            report.cannot_build(e, as_json=False)
            sys.exit(NOTHING_WRITTEN)
        except RefusedError as e:
            click.echo(report.harmless(str(e)), err=True)
            sys.exit(NOTHING_WRITTEN)

    return wrapped


def settled(command: Command) -> Command:
    """Finish first what an earlier command left half done, and say so; for commands that have a ``source``."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        from generator.cli import report
        from generator.consent.settling import settle

        report.problems(settle(kwargs["source"]))
        command(*args, **kwargs)

    return wrapped


def day_of(today: date | None) -> date:
    """The day that was asked for, or today."""
    from generator.content import sources

    return today or sources.today()


def day_to_act(today: date | None) -> date:
    """The day of an act that is written down: the one that was asked for, or today.

    Raises RefusedError for one that is still to come, since nothing has been done then.
    """
    from generator.consent.refused import RefusedError
    from generator.content import sources

    now = sources.today()
    if today is not None and today > now:
        raise RefusedError(
            f"{today} is still to come, and what is written down was done on {now}, or before. Leave --today out, "
            "or name the day on which it was done. Nothing was changed."
        )
    return today or now


def day_to_give(today: date | None) -> date:
    """The day for which words of stories are given out: the one that was asked for, or today.

    Raises RefusedError for one that is past, since what is given out now is read from now on.
    """
    from generator.consent.refused import RefusedError
    from generator.content import sources

    now = sources.today()
    if today is not None and today < now:
        raise RefusedError(
            f"What is given out now has to be covered by consent on {now}, and not only on {today}. Leave --today out, "
            "or name a later day. Nothing was given out."
        )
    return today or now


def say(*lines: str) -> None:
    """Print lines in which an author's words cannot steer the terminal."""
    from generator.cli.report import harmless

    for line in lines:
        click.echo(harmless(line))


def complain(line: str) -> None:
    """Print a line where errors are printed, in which nobody's words can steer the terminal."""
    from generator.cli.report import harmless

    click.echo(harmless(line), err=True)


story_argument = click.argument("story")
as_of_option = click.option("--today", type=DayParam(), help="Act as of this day instead of today.")
source_option = click.option(
    "--source",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The site's folder; otherwise this one.",
)
channel_option = click.option(
    "--channel", type=OneOf(MEDIA), default=WEB, show_default=True, help="Whom the build is for."
)
to_give_option = click.option(
    "--today", type=DayParam(), help="Give what consent covers on this later day instead of today."
)
today_option = click.option("--today", type=DayParam(), help="Decide consent as of this day instead of today.")
