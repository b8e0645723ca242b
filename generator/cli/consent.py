"""The commands ``hearten consent …``: where consents stand, what storytellers are handed, and what happened when."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.cli.consent_acts import COMMANDS
from generator.cli.options import (
    BUILT,
    CONTEXT,
    WITH_ERRORS,
    Commands,
    OneOf,
    as_of_option,
    day_of,
    day_to_act,
    day_to_give,
    say,
    settled,
    source_option,
    story_argument,
    told,
)
from generator.ground.channels import CHANNELS
from generator.ground.consent_status import STATUSES


class Days(click.ParamType[int]):
    """A number of days: 90 or 90d."""

    name = "DAYS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, or a usage error."""
        digits = str(value).removesuffix("d")
        if not digits.isascii() or not digits.isdigit() or len(digits) > 5:
            self.fail(f"“{value}” is not a number of days; write it like 90d", param, ctx)
        return int(digits)


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


for act in COMMANDS:
    consent.add_command(act)


@consent.command("list")
@source_option
@as_of_option
@click.option("--expiring", type=Days(), help="Only those that end, or are to be reviewed, within so many days: 90d.")
@click.option("--status", type=OneOf(STATUSES), help="Only those of this status.")
@click.option("--channel", type=OneOf(tuple(CHANNELS)), help="Only those whose scope names this channel.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV, for a spreadsheet.")
@click.option("--ics", "form", flag_value="ics", help="Print a calendar of ends and reviews (iCalendar).")
@told
@settled
def list_(source: Path, today: date | None, expiring: int | None, status: Any, channel: Any, form: str | None) -> None:
    """Say where the consent of each story stands.

    \b
    Example:
      hearten consent list --expiring 90d
      hearten consent list --ics > consent.ics
    """  # noqa: D301  # the same
    from generator.cli import report
    from generator.consent import listing
    from generator.consent.check_ins import to_come
    from generator.consent.register import rows
    from generator.content import sources

    day = day_of(today)
    report.problems(to_come(source, sources.today()))
    found = listing.chosen(rows(source, day), day, within=expiring, status=status, channel=channel)
    if form == "json":
        click.echo(listing.as_json(found).encode(), nl=False)
    elif form == "csv":
        click.echo(listing.as_csv(found).encode(), nl=False)
    elif form == "ics":
        click.echo(listing.as_calendar(found, day).encode(), nl=False)
    else:
        say(*listing.as_lines(found))


@consent.command()
@story_argument
@source_option
@click.option("--since", is_flag=True, help="Show what has changed since the storyteller last approved.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to put it; else consent/copies/.")
@told
@settled
def copy(story: str, source: Path, since: bool, out: Path | None) -> None:
    """Make the review copy of STORY for its storyteller: one file, to be read on a screen or printed.

    \b
    Example:
      hearten consent copy stories/a-gate.md
    """  # noqa: D301  # the same
    from generator.consent import review_copy
    from generator.consent.case import open_case

    case = open_case(source, story)
    say(*review_copy.outcome(case, *review_copy.make(case, since=since, out=out)))


@consent.command()
@story_argument
@source_option
@as_of_option
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where to put it; else consent/receipts/.")
@told
@settled
def receipt(story: str, source: Path, today: date | None, out: Path | None) -> None:
    """Make the receipt of STORY's consent, for its storyteller to keep: a page, and JSON for programs.

    \b
    Example:
      hearten consent receipt stories/a-gate.md --out ~/to-hand-over
    """  # noqa: D301  # the same
    from generator.consent import receipt as receipts
    from generator.consent.case import open_case

    say(*(f"Made {file}." for file in receipts.make(open_case(source, story), day_of(today), out)))


@consent.command()
@story_argument
@source_option
@as_of_option
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to put it; else consent/receipts/.")
@told
@settled
def letter(story: str, source: Path, today: date | None, out: Path | None) -> None:
    """Make a letter to the storyteller of STORY: where it is published, and how to take it back.

    \b
    Example:
      hearten consent letter stories/a-gate.md
    """  # noqa: D301  # the same
    from generator.consent import letter as letters
    from generator.consent.case import open_case
    from generator.content import sources

    say(f"Made {letters.make(open_case(source, story), day_to_give(today), sources.today(), out)}.")


@consent.command("check-in")
@story_argument
@click.argument("answer", type=OneOf(["answered", "wants-change", "no-answer"]))
@source_option
@as_of_option
@told
@settled
def check_in(story: str, answer: str, source: Path, today: date | None) -> None:
    """Write down what came of asking the storyteller of STORY how it is for them: a day, and ANSWER, and no more.

    ANSWER is answered, wants-change or no-answer.

    \b
    Example:
      hearten consent check-in stories/a-gate.md answered
    """  # noqa: D301  # the same
    from generator.consent.check_ins import ANSWERS
    from generator.consent.check_ins import check_in as checked_in

    which = next(known for known in ANSWERS if known == answer)
    say(*checked_in(source, story, which, today=day_to_act(today)))


@consent.command()
@source_option
@told
@settled
def log(source: Path) -> None:
    """Print what happened to consents, oldest first. It names no storyteller and no story.

    It names who acted only where site.yaml says so (“log_editors”).

    \b
    Example:
      hearten consent log --source my-site
    """  # noqa: D301  # the same
    from generator.consent.guard_files import log_of
    from generator.gate.consent_log import read

    lines, _ = read(log_of(source))
    for line in lines:
        event = line.event
        until = f", until {event.until}" if event.until else ""
        scope = f", for {', '.join(event.scope)}" if event.scope else ""
        by = f", by {event.by}" if event.by else ""
        say(f"{line.number}  {event.on}  {event.what}  {event.about}{scope}{until}{by}")
    if not lines:
        say("Nothing has been logged yet: consent/log.jsonl begins with the first “hearten consent approve”.")


@consent.command()
@source_option
@as_of_option
@click.option("--accept-older", is_flag=True, help="Let a log count that lacks lines which were there before.")
@told
@settled
def verify(source: Path, today: date | None, accept_older: bool) -> None:
    """Check the log: its chain, and whether stories and withdrawals are as it says.

    A folder that was put back to an older state is noticed on the computer that knew the newer one. If
    that was meant, --accept-older says that the older log counts; it names the acts that do not count
    any more, and is logged itself.

    Names the lines, too, that say who acted with a name which consent/deny.txt forbids, or a storyteller's, and the
    numbers of forms that have such a name in them.

    Names what is left in this folder of stories that were withdrawn, on whatever computer.

    Ends with 0 if all fits, with 1 if anything does not.

    \b
    Example:
      hearten consent verify --source my-site
    """  # noqa: D301  # the same
    from generator.consent import left_here
    from generator.consent.guard_files import log_of
    from generator.consent.log_audit import accept_older as accepted
    from generator.consent.log_audit import names
    from generator.consent.log_audit import verify as verified
    from generator.gate.consent_log import read, verdict

    if accept_older:
        say(*accepted(source, day_to_act(today)))
    faults = verified(source)
    lines, _ = read(log_of(source))
    if named := sum(line.event.by is not None for line in lines):
        say(f"{named} of {len(lines)} lines say who acted.")
    say(*(f"{told.place}: {told.message}; {told.hint}." for told in (*names(source), *left_here.told(source))))
    say(*map(str, faults), verdict(faults))
    sys.exit(WITH_ERRORS if faults else BUILT)
