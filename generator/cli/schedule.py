"""The command ``hearten schedule``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.options import BUILT, OneOf, say, source_option, told

WHERE = ("github", "gitlab", "codeberg", "netlify", "systemd", "cron", "launchd", "windows")


@click.command()
@click.argument("where", type=OneOf(WHERE))
@click.argument("name", metavar="[NAME]", required=False)
@source_option
@click.option("--force", is_flag=True, help="Write over files that are there and say something else.")
@told
def schedule(where: str, name: str | None, source: Path, force: bool) -> None:
    """Write the file of a job that publishes every night, and say what to do with it.

    It publishes to the place called NAME in site.yaml, or to all that it can reach. Nights matter: consents end on a
    day, and the site online is as it was when somebody last published it.

    \b
    Example:
      hearten schedule systemd
      hearten schedule github live
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.publishing.destinations import settings_of
    from generator.publishing.schedules import job_of, write

    job = job_of(where, name, settings_of(source), source)
    written = write(job, force=force)
    say(*(f"{'Wrote' if path in written else 'There already:'} {job.folder / path}" for path in job.files))
    say("What to do next:", *(f"  {number}. {step}" for number, step in enumerate(job.steps, 1)))
    sys.exit(BUILT)
