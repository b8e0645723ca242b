"""The commands ``hearten consent …``: a consent's life from the form to its end, and what happened when."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from generator.options import BUILT, CONTEXT, NOTHING_WRITTEN, WITH_ERRORS, Commands, Day, OneOf, source_option

CHANNELS = ("web", "feed", "search-engines", "social", "offline")
STATES = ("requested", "given", "paused", "withdrawn", "revoked", "expired", "refused")


class Channels(click.ParamType[tuple[str, ...]]):
    """Channels on the command line, with commas between them."""

    name = "CHANNEL,…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The channels in the order of the settings, or a usage error."""
        if isinstance(value, tuple):
            return value
        words = [OneOf(CHANNELS).convert(word.strip(), param, ctx) for word in value.split(",") if word.strip()]
        return tuple(channel for channel in CHANNELS if channel in words)


class Days(click.ParamType[int]):
    """A number of days: 90 or 90d."""

    name = "DAYS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, or a usage error."""
        digits = str(value).removesuffix("d")
        if not digits.isascii() or not digits.isdigit() or len(digits) > 5:
            self.fail(f"“{value}” is not a number of days; write it like 90d", param, ctx)
        return int(digits)


story_argument = click.argument("story")
as_of_option = click.option("--today", type=Day(), help="Act as of this day instead of today.")
scope_option = click.option(
    "--scope", type=Channels(), required=True, help=f"Where the story may appear: {','.join(CHANNELS)}."
)
Command = Callable[..., None]


def told(command: Command) -> Command:
    """Tell in words, without a traceback, why a command did nothing."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        from generator import report
        from generator.cases import RefusedError
        from generator.diagnostics import CannotBuildError

        try:
            command(*args, **kwargs)
        except CannotBuildError as e:
            report.cannot_build(e, as_json=False)
            sys.exit(NOTHING_WRITTEN)
        except RefusedError as e:
            click.echo(report.harmless(str(e)), err=True)
            sys.exit(NOTHING_WRITTEN)

    return wrapped


def _day(today: date | None) -> date:
    from generator import sources

    return today or sources.today()


def _say(*lines: str) -> None:
    from generator.report import harmless

    for line in lines:
        click.echo(harmless(line))


@click.group(cls=Commands, context_settings=CONTEXT)
def consent() -> None:
    """Approve, renew, narrow, pause and withdraw consent, and show what happened.

    \b
    Example:
      hearten consent copy stories/a-gate.md
      hearten consent approve stories/a-gate.md --code 7KQM-2XFA --record CF-2026-014 \\
        --scope web,feed --until 2028-03-14
      hearten consent receipt stories/a-gate.md
      hearten consent renew stories/a-gate.md --until 2030-03-14
      hearten consent withdraw stories/a-gate.md
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character


@consent.command("list")
@source_option
@as_of_option
@click.option("--expiring", type=Days(), help="Only those that end, or are to be reviewed, within so many days: 90d.")
@click.option("--status", type=OneOf(STATES), help="Only those of this status.")
@click.option("--channel", type=OneOf(CHANNELS), help="Only those whose scope names this channel.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV, for a spreadsheet.")
@click.option("--ics", "form", flag_value="ics", help="Print a calendar of ends and reviews (iCalendar).")
@told
def list_(source: Path, today: date | None, expiring: int | None, status: Any, channel: Any, form: str | None) -> None:
    """Say where the consent of each story stands.

    \b
    Example:
      hearten consent list --expiring 90d
      hearten consent list --ics > consent.ics
    """  # noqa: D301  # the same
    from generator import consent_list
    from generator.cases import rows

    day = _day(today)
    found = consent_list.chosen(rows(source, day), day, within=expiring, status=status, channel=channel)
    if form == "json":
        click.echo(consent_list.as_json(found), nl=False)
    elif form == "csv":
        click.echo(consent_list.as_csv(found), nl=False)
    elif form == "ics":
        click.echo(consent_list.as_calendar(found, day).encode(), nl=False)
    else:
        _say(*consent_list.as_lines(found))


@consent.command()
@story_argument
@source_option
@click.option("--since", is_flag=True, help="Show what has changed since the storyteller last approved.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to put it; else consent/copies/.")
@told
def copy(story: str, source: Path, since: bool, out: Path | None) -> None:
    """Make the review copy of STORY for its storyteller: one file, to be read on a screen or printed.

    \b
    Example:
      hearten consent copy stories/a-gate.md
    """  # noqa: D301  # the same
    from generator import review_copy
    from generator.cases import open_case
    from generator.seal import code

    case = open_case(source, story)
    before = review_copy.approved(case) if since else None
    file = review_copy.file_of_copy(case, case.seal)
    content = review_copy.review_copy(case, before)
    review_copy.keep(file, content, hidden=True)
    if out is not None:
        review_copy.keep(out, content, hidden=False)
    _say(
        f"Made {out or file}. Its code is {code(case.seal)}.",
        f"A copy stays in {file.parent}, which git leaves alone: it is needed to show later changes.",
    )


@consent.command()
@story_argument
@source_option
@as_of_option
@click.option("--code", required=True, help="The code of the copy that the storyteller read.")
@click.option("--record", required=True, help="The number under which the signed form is filed; never a name.")
@scope_option
@click.option("--until", type=Day(), help="The last day on which the story may be shown.")
@click.option("--on", type=Day(), help="The day on the form, if it is not today.")
@click.option("--review-by", type=Day(), help="The day by which to ask again; a guardian's consent needs one.")
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
    from generator import consent_acts

    case = consent_acts.approve(source, story, code_given=code, today=_day(today), **form)
    _say(f"Approved and sealed {case.path} as {case.consent.record}, for {', '.join(case.consent.scope)}.")
    if case.header.draft:
        _say("It is still a draft: delete the line “draft: true” to publish it.")


@consent.command()
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
    from generator import consent_acts

    case = consent_acts.correct(source, story, today=_day(today))
    _say(f"Recorded the correction of {case.path}. Its words are those that were approved.")


@consent.command()
@story_argument
@source_option
@as_of_option
@click.option("--until", type=Day(), required=True, help="The last day on which the story may be shown.")
@click.option("--on", type=Day(), help="The day on which the storyteller said yes again, if it is not today.")
@click.option("--review-by", type=Day(), help="The day by which to ask again.")
@told
def renew(story: str, source: Path, today: date | None, **form: Any) -> None:
    """Write down that the storyteller of STORY said yes once more.

    \b
    Example:
      hearten consent renew stories/a-gate.md --until 2030-03-14
    """  # noqa: D301  # the same
    from generator import consent_acts

    case = consent_acts.renew(source, story, today=_day(today), **form)
    _say(f"Renewed {case.path} until {case.consent.valid_until}.")


@consent.command()
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
    from generator import consent_acts

    case = consent_acts.narrow(source, story, scope=scope, today=_day(today))
    _say(f"{case.path} is for {', '.join(case.consent.scope)} from the next build on.")


@consent.command()
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
    from generator import consent_acts

    _say(f"Paused {consent_acts.pause(source, story, today=_day(today)).path}. Build now, and put the site online.")


@consent.command()
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
    from generator import consent_acts

    _say(f"Resumed {consent_acts.resume(source, story, today=_day(today)).path}. Its consent counts as before.")


@consent.command()
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
    from generator import withdrawal

    plan = withdrawal.plan_withdrawal(source, story)
    if plan.again:
        _say(f"{plan.path} was withdrawn on {plan.again}.")
    if plan.files:
        _say("This will be removed for good:", *(f"  {path}" for path in plan.files))
        _say(*(f"  (stays, since another text shows it: {path})" for path in plan.shared))
        if not yes:
            click.confirm("Remove it?", abort=True)
    withdrawal.withdraw(plan, _day(today))
    _say(*withdrawal.what_is_left(plan))


@consent.command()
@story_argument
@source_option
@as_of_option
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where to put it; else consent/receipts/.")
@told
def receipt(story: str, source: Path, today: date | None, out: Path | None) -> None:
    """Make the receipt of STORY's consent, for its storyteller to keep: a page, and JSON for programs.

    \b
    Example:
      hearten consent receipt stories/a-gate.md --out ~/to-hand-over
    """  # noqa: D301  # the same
    from generator import receipt as receipts
    from generator.cases import open_case
    from generator.review_copy import keep

    case = open_case(source, story)
    for kind, content in (("html", receipts.as_page(case, _day(today))), ("json", receipts.as_json(case))):
        file = receipts.file_of_receipt(source, case.consent.record, kind)
        file = out / file.name if out else file
        keep(file, content, hidden=out is None)
        _say(f"Made {file}.")


@consent.command()
@source_option
@told
def log(source: Path) -> None:
    """Print what happened to consents, oldest first. It holds no names and no titles.

    \b
    Example:
      hearten consent log --source my-site
    """  # noqa: D301  # the same
    from generator.cases import log_of
    from generator.consent_log import read

    lines, _ = read(log_of(source))
    for line in lines:
        event = line.event
        until = f", until {event.until}" if event.until else ""
        scope = f", for {', '.join(event.scope)}" if event.scope else ""
        _say(f"{line.number}  {event.on}  {event.what}  {event.record}{scope}{until}")
    if not lines:
        _say("Nothing has been logged yet: consent/log.jsonl begins with the first “hearten consent approve”.")


@consent.command()
@source_option
@told
def verify(source: Path) -> None:
    """Check the log: its chain, and whether stories and withdrawals are as it says.

    Ends with 0 if all fits, with 1 if anything does not.

    \b
    Example:
      hearten consent verify --source my-site
    """  # noqa: D301  # the same
    from generator.cases import verify as verified

    faults = verified(source)
    for fault in faults:
        place = f"consent/log.jsonl:{fault.line}: " if fault.line else ""
        _say(f"{place}{fault.message}")
    _say("The log, the stories and the withdrawals fit together." if not faults else f"Found {len(faults)} faults.")
    sys.exit(WITH_ERRORS if faults else BUILT)
