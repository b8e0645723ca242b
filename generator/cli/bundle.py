"""The command ``hearten bundle``: a copy of the site to give away, and what a look into an older one shows."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import (
    BUILT,
    WITH_ERRORS,
    OneOf,
    day_of,
    day_to_give,
    settled,
    source_option,
    today_option,
    told,
)
from generator.ground.channels import IN_COPIES
from generator.ground.places import BUNDLES

if TYPE_CHECKING:
    from generator.bundle.bundle import Checkup, Made, Recordings
    from generator.plan.bundle_terms import Duration


# How a copy would have its recordings, by the ending of its file, where that is another way than with most.
TAKEN_ALONG = {
    ".epub": "a book takes sound alone along, with --recordings audio",
    ".pdf": "a PDF takes none along",
}
MOST_SHOWN = 12  # characters of one story that no font has


class Length(click.ParamType["Duration"]):
    """A length of time on the command line."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Duration:
        """The length, or a usage error."""
        from generator.plan.bundle_terms import Duration, span

        found = value if isinstance(value, Duration) else span(value)
        if found is None:
            self.fail(f"“{value}” is not a length of time; write it like 30d, 8w, 6m or 1y", param, ctx)
        return found


@click.command()
@source_option
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to put it; otherwise in SOURCE.")
@click.option(
    "--format", "form", type=OneOf(list(BUNDLES)), default="zip", show_default=True, help="What kind of copy to make."
)
@click.option(
    "--valid-for",
    type=Length(),
    metavar="TIME",
    help="How long the copy is good; otherwise until a consent in it ends.",
)
@click.option("--topic", metavar="TOPIC", help="Only stories about this topic.")
@click.option(
    "--recordings",
    type=OneOf(list(IN_COPIES)),
    default="none",
    show_default=True,
    help="Which recordings to take along; of others the copy has the words alone.",
)
@click.option("--check", type=click.Path(path_type=Path), metavar="FILE", help="Look into this bundle, and make none.")
@today_option
@told
@settled
def bundle(
    source: Path,
    out: Path | None,
    form: str,
    valid_for: Duration | None,
    topic: str | None,
    recordings: str,
    check: Path | None,
    today: date | None,
) -> None:
    """Make a copy of the site to give away, for reading without the internet.

    \b
    Only stories whose consent covers “offline” through the copy's last day are in it; the others are
    listed with the reason. Ends with 0; with 1 if stories are left out because of errors in them, or
    --check finds something; with 2 if nothing was made.

    \b
    Example:
      hearten bundle --valid-for 6m
      hearten bundle --format epub --topic hope --out hope.epub
      hearten bundle --format pdf
      hearten bundle --check bundle.zip
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.bundle import bundle as bundles
    from generator.cli import report
    from generator.content import sources
    from generator.ground.stages import Stages
    from generator.plan.bundle_terms import BundleTerms

    if check is not None:
        site = source if (source / sources.SITE_FILE).exists() else None
        looked = day_of(today)
        sys.exit(_checked(bundles.check(check, site, looked, looked), check, site, looked))
    day, now = day_to_give(today), sources.today()
    with report.ProgressLine(enabled=True) as tell:
        target = out or source / BUNDLES[form]
        terms = BundleTerms(valid_for, topic, IN_COPIES[recordings])
        made = bundles.make(source, target, bundles.format_of(form), terms, day, now, Stages(tell))
    sys.exit(_told(made))


def _of_size(recordings: Recordings) -> str:
    """Recordings in words: 2 recordings (31.25 MB)."""
    return f"{recordings.count} recording{'s' if recordings.count > 1 else ''} ({recordings.size / 1e6:.2f} MB)"


def _told(made: Made) -> int:
    """Tell what was made; the code to end with."""
    from generator.cli.report import harmless

    if made.withheld:
        click.echo(f"Left out: {len(made.withheld)} text{'s' if len(made.withheld) > 1 else ''}")
        for withheld in made.withheld:
            click.echo(harmless(f"  {withheld.source}: {withheld.reason}"))
    stories = f"{made.stories} stor{'ies' if made.stories > 1 else 'y'}"
    where = f"on {made.files} files" if made.files > 1 else "in one file"
    click.echo(f"Made {harmless(str(made.out))}: {stories} {where}, {made.size / 1e6:.2f} MB, in {made.seconds:.2f} s.")
    if made.recordings.count:
        click.echo(f"It holds {_of_size(made.recordings)}.")
    if made.left_out.count:
        how = TAKEN_ALONG.get(made.out.suffix, "--recordings all takes them along")
        click.echo(f"It holds the words of {_of_size(made.left_out)}, and not the sound or picture; {how}.")
    for source, characters in made.unset:
        where = source or "what is around the stories"
        shown = ", ".join(f"{one} (U+{ord(one):04X})" for one in characters[:MOST_SHOWN])
        more = f" and {len(characters) - MOST_SHOWN} others" if len(characters) > MOST_SHOWN else ""
        click.echo(harmless(f"warning: {where}: no font on this computer has {shown}{more}, so the PDF lacks them"))
    if made.unset:
        click.echo("  Install a font that has them, such as one of Noto’s, and make the PDF anew.")
    click.echo(f"It is good until {made.about.until}.")
    for source in made.first_to_end:
        click.echo(harmless(f"  The consent for {source} ends then."))
    if made.first_to_end:
        click.echo("  For a copy that lasts longer without these stories, say how long: --valid-for 6m")
    return WITH_ERRORS if any(w.by_errors for w in made.withheld) else BUILT


def _checked(found: Checkup, path: Path, site: Path | None, today: date) -> int:
    """Tell what was found in a bundle; the code to end with."""
    from generator.cli.report import harmless

    for name, why in found.faults:
        click.echo(harmless(f"{name}: {why}"))
    if not found.faults:
        whole = harmless(str(path))
        click.echo(
            f"All {found.files} files of {whole} are as they were made."
            if found.files > 1
            else f"{whole} is as it was made."
        )
    for address, why in found.stories:
        click.echo(harmless(f"{address}: {why}"))
    if site is None:
        click.echo("Its stories were not held against a site; name the site's folder with --source.")
    elif found.stories:
        click.echo("Ask for copies with these stories back, and hand out new ones.")
    else:
        click.echo("Every story in it may be read offline today.")
    over = found.until is not None and found.until < today
    if found.until is not None:
        click.echo(f"It {'was' if over else 'is'} good until {found.until}.")
    return WITH_ERRORS if over or not found.is_whole else BUILT
