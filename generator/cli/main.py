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


def _bundle() -> click.Command:
    from generator.cli.bundle import bundle

    return bundle


def _check() -> click.Command:
    from generator.cli.check import check

    return check


def _consent() -> click.Command:
    from generator.cli.consent import consent

    return consent


def _deny_hashes() -> click.Command:
    from generator.cli.residue import deny_hashes

    return deny_hashes


def _desk() -> click.Command:
    from generator.cli.desk import desk

    return desk


def _export() -> click.Command:
    from generator.cli.export import export

    return export


def _form() -> click.Command:
    from generator.cli.story_form import form

    return form


def _import() -> click.Command:
    from generator.cli.bring_in import import_

    return import_


def _media() -> click.Command:
    from generator.cli.media import media

    return media


def _mend() -> click.Command:
    from generator.cli.mend import mend

    return mend


def _new() -> click.Command:
    from generator.cli.new import new

    return new


def _publish() -> click.Command:
    from generator.cli.publish import publish

    return publish


def _receive() -> click.Command:
    from generator.cli.story_form import receive

    return receive


def _rename() -> click.Command:
    from generator.cli.rename import rename

    return rename


def _report() -> click.Command:
    from generator.cli.collection import report

    return report


def _residue() -> click.Command:
    from generator.cli.residue import residue

    return residue


def _schedule() -> click.Command:
    from generator.cli.schedule import schedule

    return schedule


def _schema() -> click.Command:
    from generator.cli.schema import schema

    return schema


def _serve() -> click.Command:
    from generator.cli.serve import serve

    return serve


def _shortcut() -> click.Command:
    from generator.cli.shortcut import shortcut

    return shortcut


def _status() -> click.Command:
    from generator.cli.status import status

    return status


def _strings() -> click.Command:
    from generator.cli.strings import strings

    return strings


def _use() -> click.Command:
    from generator.cli.use import use

    return use


def _uses() -> click.Command:
    from generator.cli.use import uses

    return uses


main.elsewhere = {
    "bundle": _bundle,
    "check": _check,
    "consent": _consent,
    "deny-hashes": _deny_hashes,
    "desk": _desk,
    "export": _export,
    "form": _form,
    "import": _import,
    "media": _media,
    "mend": _mend,
    "new": _new,
    "publish": _publish,
    "receive": _receive,
    "rename": _rename,
    "report": _report,
    "residue": _residue,
    "schedule": _schedule,
    "schema": _schema,
    "serve": _serve,
    "shortcut": _shortcut,
    "status": _status,
    "strings": _strings,
    "use": _use,
    "uses": _uses,
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
