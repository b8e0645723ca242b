"""The command ``hearten report``: who is missing among the published stories."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import OneOf, day_of, say, source_option, today_option, told

if TYPE_CHECKING:
    from generator.checking.collection import CollectionReport


@click.command()
@source_option
@today_option
@click.option(
    "--format",
    "form",
    type=OneOf(["text", "json"]),
    default="text",
    show_default=True,
    help="Sentences, or one JSON document.",
)
@told
def report(source: Path, today: date | None, form: str) -> None:
    """Say who is missing: what the published stories are like, in numbers of at least 5 each.

    \b
    Example:
      hearten report
      hearten report --format json
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.checking.collection import ENGLISH, collection_report
    from generator.ground.channels import WEB
    from generator.ground.target import Target
    from generator.incremental.run import Run
    from generator.prepare import prepare

    planned = prepare(Target(source, WEB, day_of(today)), Run())
    found = collection_report(planned.site.stories, planned.site.settings, planned.theme.strings_for(ENGLISH))
    if form == "json":
        click.echo(json.dumps(asdict(found), ensure_ascii=True, indent=2))
    else:
        say(*_lines(found))


def _lines(found: CollectionReport) -> Iterator[str]:
    from generator.checking.collection import HIDING, MADE_UP

    if found.stories is not None:
        yield f"{found.stories} stories are published.{f' {MADE_UP}' if found.made_up else ''}"
        yield ""
    yield from found.sentences
    for table in found.tables:
        yield ""
        yield f"{table.title} (“{table.field}”)"
        yield from (f"  {one.label}: {'not shown' if one.stories is None else one.stories}" for one in table.values)
        if not table.values:
            yield f"  mostly {table.mostly}; no count can be shown" if table.mostly else "  no count can be shown"
    if found.tables:
        yield ""
        yield HIDING
