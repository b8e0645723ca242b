"""The commands of ``hearten consent`` that change something: from the approval to the withdrawal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from generator.cli.options import NOTHING_WRITTEN, DayParam, OneOf, source_option
from generator.ground.channels import CHANNELS


class Channels(click.ParamType[tuple[str, ...]]):
    """Channels on the command line, with commas between them."""

    name = "CHANNEL,…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The channels in the order of the settings, or a usage error."""
        if isinstance(value, tuple):
            return value
        words = [OneOf(tuple(CHANNELS)).convert(word.strip(), param, ctx) for word in value.split(",") if word.strip()]
        return tuple(channel for channel in CHANNELS if channel in words)


story_argument = click.argument("story")
as_of_option = click.option("--today", type=DayParam(), help="Act as of this day instead of today.")
scope_option = click.option(
    "--scope", type=Channels(), required=True, help=f"Where the story may appear: {','.join(CHANNELS)}."
)
Command = Callable[..., None]


def told(command: Command) -> Command:
    """Tell in words, without a traceback, why a command did nothing."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        from generator.cli import report
        from generator.consent.case import RefusedError
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


def day_of(today: date | None) -> date:
    """The day that was asked for, or today."""
    from generator.content import sources

    return today or sources.today()


def say(*lines: str) -> None:
    """Print lines in which an author's words cannot steer the terminal."""
    from generator.cli.report import harmless

    for line in lines:
        click.echo(harmless(line))


@click.command()
@story_argument
@source_option
@as_of_option
@click.option("--code", required=True, help="The code of the copy that the storyteller read.")
@click.option("--record", required=True, help="The number under which the signed form is filed; never a name.")
@scope_option
@click.option("--until", type=DayParam(), help="The last day on which the story may be shown.")
@click.option("--on", type=DayParam(), help="The day on the form, if it is not today.")
@click.option("--review-by", type=DayParam(), help="The day by which to ask again; a guardian's consent needs one.")
@click.option("--given-by", type=OneOf(["self", "guardian", "representative"]), help="Who gave the consent.")
@click.option(
    "--named-as", type=OneOf(["full", "first", "pseudonym", "anonymous"]), help="How the storyteller wants to be named."
)
@told
def approve(story: str, source: Path, today: date | None, code: str, **form: Any) -> None:
    """Write down that the storyteller agreed to STORY as they read it, and seal it.

    From then on, any change of its words or pictures withholds it until it is approved again.

    \b
    Example:
      hearten consent approve stories/a-gate.md --code 7KQM-2XFA --record CF-2026-014 \\
        --scope web,feed --until 2028-03-14
    """  # noqa: D301  # the same
    from generator.consent import acts

    case = acts.approve(source, story, code=code, today=day_of(today), **form)
    say(*acts.outcome("approve", case))


@click.command()
@story_argument
@source_option
@as_of_option
@told
def correct(story: str, source: Path, today: date | None) -> None:
    """Record that only punctuation of STORY has changed since it was approved.

    Possible where site.yaml says “corrections: typographic” below “consent:”.

    \b
    Example:
      hearten consent correct stories/a-gate.md
    """  # noqa: D301  # the same
    from generator.consent import acts

    case = acts.correct(source, story, today=day_of(today))
    say(*acts.outcome("correct", case))


@click.command()
@story_argument
@source_option
@as_of_option
@click.option("--until", type=DayParam(), required=True, help="The last day on which the story may be shown.")
@click.option("--on", type=DayParam(), help="The day on which the storyteller said yes again, if it is not today.")
@click.option("--review-by", type=DayParam(), help="The day by which to ask again.")
@told
def renew(story: str, source: Path, today: date | None, **form: Any) -> None:
    """Write down that the storyteller of STORY said yes once more.

    \b
    Example:
      hearten consent renew stories/a-gate.md --until 2030-03-14
    """  # noqa: D301  # the same
    from generator.consent import acts

    case = acts.renew(source, story, today=day_of(today), **form)
    say(*acts.outcome("renew", case))


@click.command()
@story_argument
@source_option
@as_of_option
@scope_option
@told
def narrow(story: str, source: Path, today: date | None, scope: Any) -> None:
    """Take channels away from STORY; --scope names those that stay.

    \b
    Example:
      hearten consent narrow stories/a-gate.md --scope web
    """  # noqa: D301  # the same
    from generator.consent import acts

    case = acts.narrow(source, story, scope=scope, today=day_of(today))
    say(*acts.outcome("narrow", case))


@click.command()
@story_argument
@source_option
@as_of_option
@told
def pause(story: str, source: Path, today: date | None) -> None:
    """Keep STORY out of every build until it is resumed.

    \b
    Example:
      hearten consent pause stories/a-gate.md
    """  # noqa: D301  # the same
    from generator.consent import acts

    say(*acts.outcome("pause", acts.pause(source, story, today=day_of(today))))


@click.command()
@story_argument
@source_option
@as_of_option
@told
def resume(story: str, source: Path, today: date | None) -> None:
    """End the pause of STORY.

    \b
    Example:
      hearten consent resume stories/a-gate.md
    """  # noqa: D301  # the same
    from generator.consent import acts

    say(*acts.outcome("resume", acts.resume(source, story, today=day_of(today))))


@click.command()
@story_argument
@source_option
@as_of_option
@click.option("--yes", is_flag=True, help="Do not ask first; for scripts.")
@told
def withdraw(story: str, source: Path, today: date | None, yes: bool) -> None:
    """Take STORY back: its words and pictures leave the site's folder for good.

    It can be done twice; the second time does what was left undone.

    \b
    Example:
      hearten consent withdraw stories/a-gate.md
    """  # noqa: D301  # the same
    from generator.consent import withdrawal

    plan = withdrawal.plan_withdrawal(source, story)
    say(*withdrawal.what_goes(plan))
    if plan.files and not yes:
        click.confirm("Remove it?", abort=True)
    withdrawal.withdraw(plan, day_of(today))
    say(*withdrawal.what_is_left(plan))


ACTS = (approve, correct, renew, narrow, pause, resume, withdraw)
