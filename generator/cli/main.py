"""The command ``hearten``: turns words into calls; commands alone print and exit."""

from __future__ import annotations

import os
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import __version__
from generator.cli.options import (
    BUILT,
    CONTEXT,
    NOTHING_WRITTEN,
    WITH_ERRORS,
    Elsewhere,
    channel_option,
    source_option,
    today_option,
    told,
)
from generator.cli.output import Program

if TYPE_CHECKING:
    from generator.ground.channels import Medium
    from generator.ground.target import Target
    from generator.ground.workers import Crew


@click.group(cls=Program, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="hearten", message="%(prog)s %(version)s")
def main() -> None:
    """Publish people's recovery stories with care.

    \b
    Begin with:
      hearten new my-site
      cd my-site
      hearten build
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    if os.environ.get("NO_COLOR"):
        click.get_current_context().color = False  # https://no-color.org


# What each says of itself stands here, too, so that --help loads none of them.
main.elsewhere = {
    "bundle": Elsewhere(
        "generator.cli.bundle:bundle",
        "Make a copy of the site to give away, for reading without the internet.",
    ),
    "check": Elsewhere(
        "generator.cli.check:check",
        "Say what may hurt, give somebody away, or be hard to read: in FILE, or in all texts.",
    ),
    "consent": Elsewhere(
        "generator.cli.consent:consent",
        "Approve, renew, narrow, pause and withdraw consent, and show what happened.",
    ),
    "deny-hashes": Elsewhere(
        "generator.cli.residue:deny_hashes",
        "Make the deny list FILE one of salted fingerprints, so that it can be shared without its words.",
    ),
    "desk": Elsewhere(
        "generator.cli.desk:desk",
        "Open the desk of the site in DIR, or in this folder, in the browser.",
    ),
    "export": Elsewhere(
        "generator.cli.export:export",
        "Take the texts out, in a FORMAT of other programs: markdown, wxr (WordPress), html or csv.",
    ),
    "form": Elsewhere(
        "generator.cli.story_form:form",
        "Make a form on which somebody writes their story, and says what they wish for it.",
    ),
    "import": Elsewhere(
        "generator.cli.bring_in:import_",
        "Bring in the texts of SOURCE, a file or folder of another program, as drafts.",
    ),
    "media": Elsewhere(
        "generator.cli.media:media",
        "Look what is in recordings, and make copies of them that can be published.",
    ),
    "mend": Elsewhere(
        "generator.cli.mend:mend",
        "Show how slips in the front matter of stories and pages could be mended: in FILE, or in all.",
    ),
    "new": Elsewhere("generator.cli.new:new", "Make a site in the new folder DIR."),
    "publish": Elsewhere(
        "generator.cli.publish:publish",
        "Build the site as of today and put it online, at all places that site.yaml names or at the one called NAME.",
    ),
    "receive": Elsewhere(
        "generator.cli.story_form:receive",
        "Make a draft of each FILE that a storyteller's form has saved, or keep the comments that a review copy has "
        "saved.",
    ),
    "rename": Elsewhere(
        "generator.cli.rename:rename",
        "Give the file of STORY another NAME, keep its old address, and mend all links to it.",
    ),
    "report": Elsewhere(
        "generator.cli.collection:report",
        "Say who is missing: what the published stories are like, in numbers of at least 5 each.",
    ),
    "residue": Elsewhere(
        "generator.cli.residue:residue",
        "Look into OUT, a built folder, zip file or EPUB, for what is left of a story.",
    ),
    "schedule": Elsewhere(
        "generator.cli.schedule:schedule",
        "Write the file of a job that publishes every night, and say what to do with it.",
    ),
    "schema": Elsewhere(
        "generator.cli.schema:schema",
        "Print the JSON Schema of a story's or page's front matter, of site.yaml, or of theme.yaml.",
    ),
    "serve": Elsewhere("generator.cli.serve:serve", "Show the site on this computer, as it will be, while you write."),
    "shortcut": Elsewhere(
        "generator.cli.shortcut:shortcut",
        "Put an icon on your desktop that opens the desk of the site in DIR, or in this folder, by a double click.",
    ),
    "status": Elsewhere(
        "generator.cli.status:status",
        "Compare what is online with what should be there today, at the site's own address or at URL.",
    ),
    "strings": Elsewhere("generator.cli.strings:strings", "Hand the theme's words to translators, and take them back."),
    "use": Elsewhere(
        "generator.cli.use:use",
        "Give STORY for something beside the site, exactly as consent covers it today, and write that down.",
    ),
    "uses": Elsewhere(
        "generator.cli.use:uses",
        "List what stories are still used for beside the site, and what of that has to be taken back.",
    ),
}


@main.command()
@source_option
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Where to put the site; otherwise SOURCE/public."
)
@channel_option
@today_option
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="How many processes share the work; otherwise one for each core.",
)
@click.option("--executor", metavar="dask:ADDRESS", help="Share the work with a Dask cluster instead.")
@click.option("--verify", is_flag=True, help="Build once more from nothing, and compare.")
@click.option("--strict", is_flag=True, help="Let warnings count: end with 1 if there are any.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of sentences.")
@click.option("--quiet", is_flag=True, help="Print problems alone.")
def build(
    source: Path,
    out: Path | None,
    channel: Medium,
    today: date | None,
    workers: int | None,
    executor: str | None,
    verify: bool,
    strict: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Build the site.

    \b
    Ends with 0 if it was built; with 1 if it was built but stories were withheld because of errors in
    them, or there are warnings and --strict, or --verify found a difference; with 2 if nothing was written.

    \b
    Example:
      hearten build --source my-site --out /srv/www --strict
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.build import build as run
    from generator.cli import report
    from generator.content import sources
    from generator.ground import workers as crews
    from generator.ground.diagnostics import CannotBuildError
    from generator.ground.outcome import usual_out
    from generator.ground.stages import Stages
    from generator.ground.target import Target

    target = Target(source, channel, today or sources.today(), out or usual_out(source, channel))
    tell = report.ProgressLine(enabled=not (as_json or quiet))
    try:
        with tell, crews.called(workers, executor) as crew:
            stages = Stages(tell, report.waits)
            done = run(target, stages, crew)
            differing = _differing(target, crew) if verify else ()
    except crews.NoCrewError as e:
        raise click.UsageError(str(e)) from None
    except CannotBuildError as e:
        report.cannot_build(e, as_json)
        sys.exit(NOTHING_WRITTEN)
    report.built(done, as_json, quiet)
    if verify:
        report.verified(differing)
    sys.exit(WITH_ERRORS if differing or done.has_errors or (strict and done.has_warnings) else BUILT)


def _differing(target: Target, crew: Crew) -> tuple[str, ...]:
    """Where a build from nothing makes something else."""
    from generator.update import differences

    return differences(target, crew)


@main.command()
@click.argument("path")
@source_option
@channel_option
@today_option
def explain(path: str, source: Path, channel: Medium, today: date | None) -> None:
    """Say what stands behind PATH: a page of the built site, or a story's file.

    \b
    Example:
      hearten explain stories/the-key-to-plot-nineteen/
      hearten explain stories/a-story.md --today 2030-01-01
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.cli import report
    from generator.content import sources
    from generator.explain import explain as explained
    from generator.ground.diagnostics import CannotBuildError
    from generator.ground.outcome import usual_out
    from generator.ground.target import Target
    from generator.incremental.run import Run
    from generator.prepare import prepare
    from generator.update import freshness

    target = Target(source, channel, today or sources.today(), usual_out(source, channel))
    try:
        planned = prepare(Target(source, channel, target.today), Run())
    except CannotBuildError as e:
        report.cannot_build(e, as_json=False)
        sys.exit(NOTHING_WRITTEN)
    answer = explained(path, planned)
    for line in answer.lines:
        click.echo(report.harmless(line))
    if answer.page:
        click.echo(f"  next build: {freshness(planned, answer.page, target)}")
    sys.exit(BUILT if answer.found else WITH_ERRORS)


@main.command()
@click.argument("title")
@source_option
@told
def story(title: str, source: Path) -> None:
    """Make the file of a story called TITLE, as a draft whose consent is still to be given.

    \b
    Example:
      hearten story "The key to plot nineteen"
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.authoring.scaffold import InTheWayError, new_story
    from generator.consent.despite_errors import was_withdrawn_here
    from generator.content import sources

    try:
        path = new_story(title, source, sources.today(), partial(was_withdrawn_here, source))
    except InTheWayError as e:
        raise click.UsageError(str(e)) from None
    click.echo(f"Made {path}. It stays out of every build until its consent says “given” and the draft line is gone.")
