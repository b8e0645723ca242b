"""The command ``hearten new``: a site of your own, after a few questions."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from generator.authoring.site_details import SiteDetails


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="Your organisation's name.")
@click.option("--url", metavar="ADDRESS", help="The address that the site will have.")
@click.option("--language", metavar="CODE", help="The site's language: en, de, es and others.")
@click.option(
    "--country", metavar="CODE", help="Your country, as two letters: its law, and helplines if they are known."
)
@click.option("--email", metavar="ADDRESS", help="Where readers and storytellers can write to.")
def new(directory: Path, **given: str | None) -> None:
    """Make a site in the new folder DIR.

    At a terminal it asks for what no option gives; elsewhere samples stand in its place. “hearten build”
    tells of every sample that is left.

    \b
    Example:
      hearten new my-site
      hearten new my-site --name "Harbour Row" --country GB
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.authoring.scaffold import InTheWayError, check_room, new_site
    from generator.authoring.site_details import SiteDetails, helplines

    try:
        check_room(directory)
        details = SiteDetails(**dict(_details(given)))
        made = new_site(directory, details)
    except InTheWayError as e:
        raise click.UsageError(str(e)) from None
    click.echo(f"Made a site with {len(made)} files in {directory}. Next:")
    click.echo(f"  cd {directory}")
    click.echo("  hearten build")
    _tell_what_is_left(details, has_helplines=helplines(details.country) is not None)


def _details(given: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    """What options give, and what somebody at a terminal answers. Raises BadParameter for an option that is wrong."""
    from generator.authoring.site_details import NoDetailError, checked

    for detail, answer in given.items():
        if answer is not None:
            try:
                yield detail, checked(detail, answer)
            except NoDetailError as e:
                raise click.BadParameter(f"{e}.", param_hint=f"--{detail}") from None
    missing = [detail for detail, answer in given.items() if answer is None]
    if missing and sys.stdin.isatty() and sys.stdout.isatty():
        click.echo("What you leave empty can be written into site.yaml later.")
        yield from ((detail, answer) for detail in missing if (answer := _asked(detail)))


def _asked(detail: str) -> str:
    """An answer that can be what was asked for, or none."""
    from generator.authoring.site_details import QUESTIONS, NoDetailError, checked

    while True:
        answer = click.prompt(QUESTIONS[detail], default="", show_default=False)
        if not answer.strip():
            return ""
        try:
            return checked(detail, answer)
        except NoDetailError as e:
            click.echo(f"  {e}.")


def _tell_what_is_left(details: SiteDetails, *, has_helplines: bool) -> None:
    left = [field.name for field in fields(details) if getattr(details, field.name) is None]
    if left:
        click.echo(f"Then write into site.yaml what is still a sample there: {', '.join(left)}.")
    if has_helplines:
        click.echo("It lists helplines. Compare each with its source before you publish, and write the day.")
    else:
        click.echo("No helplines are in it: add those of your country before you publish.")
    if details.language and details.language.partition("-")[0] != "en":
        click.echo("Its pages, topics and notes are English: write them in your language.")
