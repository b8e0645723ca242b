"""The commands of ``hearten consent`` that change something, made of what `consent.act_table` says of each act."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.cli.options import (
    BUILT,
    WITH_ERRORS,
    DayParam,
    OneOf,
    as_of_option,
    day_to_act,
    say,
    settled,
    source_option,
    story_argument,
    told,
)
from generator.consent.act_table import ACTS, BY, ActField
from generator.gate.consent_log import Act
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


class Uses(click.ParamType[tuple[str, ...]]):
    """Uses elsewhere on the command line, with commas between them; “none” is none."""

    name = "USE,…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Each once, as they are written, or a usage error; what site.yaml names is for the act to say."""
        if isinstance(value, tuple):
            return value
        from generator.content.field_types import ID

        words = tuple(dict.fromkeys(word.strip() for word in value.split(",") if word.strip()))
        if wrong := [word for word in words if not re.fullmatch(ID, word)]:
            self.fail(f"“{wrong[0]}” is not the id of a use; write those of site.yaml: newsletter,press", param, ctx)
        return () if words == ("none",) else words


def command(act: Act) -> click.Command:
    """The command that does an act and tells what it has come to."""

    def run(story: str, source: Path, today: date | None, by: str | None, **answers: Any) -> None:
        from generator.consent.deeds import perform

        done = perform(act, source, story, answers, day_to_act(today), by=by)
        say(*done.told)
        sys.exit(WITH_ERRORS if done.is_withheld else BUILT)

    called = _by_option(told(settled(run)))
    for question in reversed(ACTS[act].asks):
        called = _option(question)(called)
    return click.command(act, help=ACTS[act].help)(story_argument(source_option(as_of_option(called))))


def _by_option(called: Any) -> Any:
    return click.option("--by", metavar="NAME", help=BY.option)(called)


def _option(question: ActField) -> Any:
    name = f"--{question.name.replace('_', '-')}"
    return click.option(name, type=_type(question), required=question.needed, help=question.option)


def _type(question: ActField) -> click.ParamType[Any]:
    match question.kind:
        case "text":
            return click.STRING
        case "day":
            return DayParam()
        case "channels":
            return Channels()
        case "uses":
            return Uses()
        case "choice":
            return OneOf([word for word, _ in question.choices])


@click.command(help=ACTS["withdraw"].help)
@story_argument
@source_option
@as_of_option
@click.option("--yes", is_flag=True, help="Do not ask first; for scripts.")
@_by_option
@told
@settled
def withdraw(story: str, source: Path, today: date | None, yes: bool, by: str | None) -> None:
    """Say what goes, ask, remove it, and say what is left to do."""
    from generator.cli.report import harmless
    from generator.consent import withdrawal, withdrawal_plan
    from generator.consent.acted_by import acted_by
    from generator.consent.withdrawal_report import what_goes, what_is_left

    day, who = day_to_act(today), acted_by(source, story, by)
    plan = withdrawal_plan.plan_withdrawal(source, story)
    say(*what_goes(plan))
    # Nobody else is to lose a text for a withdrawal that was done before.
    if plan.files and (not yes or (plan.another and not plan.records)):
        click.confirm("Remove it?", abort=True)
    if not yes and sys.stdin.isatty():
        asked = [path for path in plan.askable if click.confirm(harmless(f"Remove {path}, too?"))]
        plan = withdrawal_plan.with_others(plan, asked)
    missing = withdrawal.withdraw(plan, day, who)
    say(*what_is_left(plan), *missing)
    sys.exit(WITH_ERRORS if plan.remains or plan.unopened or plan.left_retellings else BUILT)


COMMANDS = tuple(withdraw if act == "withdraw" else command(act) for act in ACTS)
