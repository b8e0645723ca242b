"""The command ``hearten status``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import (
    BUILT,
    NOTHING_WRITTEN,
    WITH_ERRORS,
    complain,
    day_of,
    say,
    source_option,
    today_option,
    told,
)
from generator.publishing.publish_teller import PublishEnd

if TYPE_CHECKING:
    from generator.publishing.status import OnlineStatus

# Seconds for all questions: a site of ten thousand stories takes some minutes.
BUDGET = 3600.0
# Lines about one kind of difference.
MOST_TOLD = 20


@click.command()
@click.argument("url", metavar="[URL]", required=False)
@source_option
@today_option
@told
def status(url: str | None, source: Path, today: date | None) -> None:
    """Compare what is online with what should be there today, at the site's own address or at URL.

    Every page is asked for, past caches, and compared with what a build makes; and so is every page that may not
    be there.

    \b
    Ends with 0 if all is as it should be; with 1 if anything is too old, missing or other than built; with 2
    if the site could not be asked; with 3 if something is still there that may not be.

    \b
    Example:
      hearten status
      hearten status https://mirror.example.org/
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.cli.report import ProgressLine
    from generator.content.page_kinds import PageKind
    from generator.ground.channels import WEB
    from generator.ground.outcome import usual_out
    from generator.ground.target import Target
    from generator.incremental.run import Run
    from generator.prepare import prepare
    from generator.publishing.asked import Asker
    from generator.publishing.proof import why_mute
    from generator.publishing.status import status as compared
    from generator.store.cache import FILE, FOLDER, Cache

    target = Target(source, WEB, day_of(today), usual_out(source, WEB))
    cache = Cache.copied(source / FOLDER / FILE)
    try:
        planned = prepare(target, Run(cache))
        site = f"{url.rstrip('/')}/" if url else planned.site.settings.address
        ask = Asker(budget=BUDGET)
        mute = why_mute(site, PageKind.HOME.path(), ask)
        if mute is not None:
            complain(f"{mute}.")
            sys.exit(NOTHING_WRITTEN)
        with ProgressLine(enabled=True) as tell:
            found = compared(site, planned, ask, partial(tell, "Asking"))
    finally:
        cache.close(done=False)
    say(*_lines(site, found))
    if found.still_there:
        sys.exit(PublishEnd.STILL_ONLINE)
    if found.unknown:
        sys.exit(NOTHING_WRITTEN)
    sys.exit(WITH_ERRORS if found.missing or found.different or found.age else BUILT)


def _lines(site: str, found: OnlineStatus) -> Iterator[str]:
    day = f", built on {found.built.day}" if found.built else ""
    if found.age:
        yield f"{site}{day}. {found.age}"
    told = (
        ("Still there, and may not be", [f"{one.path}: {one.why}" for one in found.still_there]),
        ("Missing", found.missing),
        ("Other than a build makes it today", found.different),
        ("Not known", [f"{one.path}: {one.why}" for one in found.unknown]),
    )
    for what, lines in told:
        yield from _some(what, lines)
    if any(lines for _, lines in told):
        yield "“hearten publish” brings it up to date; what stays then, a cache or the host itself keeps or changes."
    elif not found.age:
        yield f"{site} is as it should be today: {found.files} files{day}."


def _some(what: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{what} ({len(lines)}):"
        yield from (f"  {line}" for line in lines[:MOST_TOLD])
    if len(lines) > MOST_TOLD:
        yield f"  and {len(lines) - MOST_TOLD} more"
