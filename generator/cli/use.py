"""The commands ``hearten use`` and ``hearten uses``: stories beside the site, and what is still out there."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator.cli.options import (
    BUILT,
    WITH_ERRORS,
    DayParam,
    OneOf,
    as_of_option,
    day_of,
    day_to_act,
    day_to_give,
    say,
    settled,
    source_option,
    story_argument,
    to_give_option,
    told,
)


@click.command()
@story_argument
@source_option
@to_give_option
@click.option("--for", "use", required=True, metavar="USE", help="What for: the id of one of the “uses” in site.yaml.")
@click.option("--as", "part", type=OneOf(["text", "excerpt", "picture"]), default="text", help="Which part; the text.")
@click.option(
    "--where", default="", help="Where exactly, without title, name or words of the story; otherwise the use's name."
)
@click.option("--until", type=DayParam(), help="The last day on which it is used there, if there is one.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to put it; a picture needs this.")
@told
@settled
def use(
    story: str, source: Path, today: date | None, use: str, part: str, where: str, until: date | None, out: Path | None
) -> None:
    """Give STORY for something beside the site, exactly as consent covers it today, and write that down.

    \b
    The text has the name that is shown, and no pictures; an excerpt is its summary. Where and until
    when goes into consent/uses.jsonl, so that it can be taken back. Ends with 2 if consent does not
    cover it.

    \b
    Example:
      hearten use stories/a-gate.md --for newsletter --where "Spring letter" --out ../a-gate.txt
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.consent.refused import RefusedError, cannot_write
    from generator.content import sources
    from generator.exporting.handing_out import PARTS, WantedUse, hand_out
    from generator.exporting.place import claim_file

    if part == "picture" and out is None:
        raise click.UsageError("A picture is a file: name where to put it with --out.")
    if out is not None:
        claim_file(out, source)
    which = next(known for known in PARTS if known == part)
    wanted = WantedUse(use=use, part=which, where=where, until=until)
    written, found = hand_out(source, story, wanted, today=sources.today(), on=day_to_give(today))
    if out is not None:
        try:
            out.write_bytes(found.words.encode() if found.picture is None else found.picture)
        except OSError as e:
            raise RefusedError(f"{cannot_write(e, out)}. It is written down as {written.words}.") from e
    if out is None or found.picture is not None:
        say(*found.words.splitlines(), "")
    say(f"Written down as {written.words}. When it is over: hearten uses --done {written.number}")


@click.command()
@source_option
@as_of_option
@click.option("--done", type=int, multiple=True, metavar="NUMBER", help="Write down that this use is over.")
@told
@settled
def uses(source: Path, today: date | None, done: tuple[int, ...]) -> None:
    """List what stories are still used for beside the site, and what of that has to be taken back.

    Ends with 1 if consent does not cover one of them any more.

    \b
    Example:
      hearten uses --done 3
    """  # noqa: D301  # the same
    from generator.consent.standing_uses import standing_uses
    from generator.consent.use_register import end

    for number in done:
        say(f"Over: {end(source, number, today=day_to_act(today)).words}.")
    day = day_of(today)
    found = standing_uses(source, day)
    for one in found:
        say(f"{one.use.words} ({one.path or one.use.record})")
        if one.why is not None:
            say(f"  Take it back: {one.why}.")
    if not found:
        say("Nothing is used elsewhere, as far as it was written down.")
    sys.exit(WITH_ERRORS if any(one.why is not None for one in found) else BUILT)
