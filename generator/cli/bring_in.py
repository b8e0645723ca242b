"""The command ``hearten import``."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import BUILT, WITH_ERRORS, say, today_option, told

if TYPE_CHECKING:
    from generator.importing.scene import Agree, OpenLabel

NONE = "-"


@click.command("import")
@click.argument("what", metavar="SOURCE", type=click.Path(path_type=Path))
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The site's folder; otherwise the current one.",
)
@click.option("--as", "kind", metavar="KIND", help="What SOURCE is, if that is not seen from its content.")
@click.option(
    "--uploads", type=click.Path(path_type=Path), metavar="DIR", help="A folder with pictures that SOURCE only names."
)
@click.option("--fetch", is_flag=True, help="Fetch missing pictures from the old site, and from nowhere else.")
@click.option("--dry-run", is_flag=True, help="Only say what would come in.")
@click.option("--yes", is_flag=True, help="Take the topic that a whole label is near without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of sentences.")
@today_option
@told
def import_(
    what: Path,
    into: Path,
    kind: str | None,
    uploads: Path | None,
    fetch: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
    today: date | None,
) -> None:
    """Bring in the texts of SOURCE, a file or folder of another program, as drafts.

    Nobody has consented to them yet, so no build publishes them. No file is overwritten that somebody has
    changed, and what was brought in and deleted here does not come back.

    \b
    Ends with 0 if all came in or was here; with 1 if a text did not, or differs from one that was edited
    here; with 2 if nothing was written.

    \b
    Example:
      hearten import export.xml --into my-site --dry-run
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.cli import import_report, report
    from generator.consent.settling import settle
    from generator.content import sources
    from generator.importing.bring_in import bring_in
    from generator.importing.fetching import WithFetched
    from generator.importing.recognise import source_at
    from generator.importing.scene import Import

    if not dry_run:
        report.problems(settle(into))
    found, source = source_at(what, _known(kind), uploads, into, may_write=not dry_run)
    source = WithFetched(source) if fetch else source
    with report.ProgressLine(enabled=not as_json) as line:
        tell = partial(line, "Bringing in")
        agree = _agree(yes=yes, may_ask=not as_json)
        done = bring_in(Import(into, found.name, source, today or sources.today(), agree, tell, write=not dry_run))
    if as_json:
        click.echo(import_report.document(done))
    else:
        say(*import_report.lines(done))
    sys.exit(WITH_ERRORS if import_report.is_open(done) else BUILT)


def _known(kind: str | None) -> str | None:
    """The name of a kind of source as it was given. Raises BadParameter, with the nearest, if there is none."""
    from generator.cli.options import OneOf
    from generator.importing.recognise import SOURCES

    if kind is None:
        return None
    choice = OneOf([one.name for one in SOURCES])
    if kind not in choice.choices:
        raise click.BadParameter(f"{choice.get_invalid_choice_message(kind, None)}.", param_hint="--as")
    return kind


def _agree(*, yes: bool, may_ask: bool) -> Agree:
    """Who says which topic a label becomes: the option, somebody at a terminal, or nobody."""
    if yes:
        return lambda labels: {one.label: one.near for one in labels if one.is_whole}
    if may_ask and sys.stdin.isatty() and sys.stdout.isatty():
        return asked
    return lambda _: {}


def asked(labels: Sequence[OpenLabel]) -> Mapping[str, str | None]:
    """What somebody at a terminal says of each label."""
    say(f"Some labels are near a topic. Press Enter if it is the right one, or write {NONE} if it is not.")
    answers: dict[str, str | None] = {}
    for one in labels:
        texts = "1 text" if one.texts == 1 else f"{one.texts} texts"
        answer = click.prompt(
            f"  “{one.label}” ({texts}) becomes", default=one.near, type=click.Choice([one.near, NONE])
        )
        answers[one.label] = None if answer == NONE else answer
    return answers
