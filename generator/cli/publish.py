"""The command ``hearten publish``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import BUILT, NOTHING_WRITTEN, complain, say, settled, source_option, told
from generator.cli.prove import STILL_ONLINE, Proving, WaitParam, strangers_told

if TYPE_CHECKING:
    from generator.content.settings import PublishDestination
    from generator.ground.diagnostics import Diagnostic
    from generator.ground.target import Target
    from generator.publishing.changes import Changes
    from generator.publishing.local_build import LocalBuild
    from generator.publishing.ports import Host


# Files that are named, of those that were not made by a build.
MOST_NAMED = 5


@click.command()
@click.argument("name", metavar="[NAME]", required=False)
@source_option
@click.option("--dry-run", is_flag=True, help="Say what would change online, and change nothing there.")
@click.option("--removals", is_flag=True, help="Take away what may not be online any more, and build nothing.")
@click.option("--prove", is_flag=True, help="Ask once more for what is not proven to be gone, and do nothing else.")
@click.option(
    "--until-gone",
    type=WaitParam(),
    default=0.0,
    metavar="TIME",
    help="Ask again, for as long as 30m, until it is gone.",
)
@click.option(
    "--yes",
    is_flag=True,
    help="Do not ask: many stories may go, and the log here is the newest. With --prove: what cannot be asked is gone.",
)
@told
@settled
def publish(
    name: str | None, source: Path, dry_run: bool, removals: bool, prove: bool, until_gone: float, yes: bool
) -> None:
    """Build the site as of today and put it online, at all places that site.yaml names or at the one called NAME.

    What must go goes first, also where the site cannot be built. If it is interrupted, the same command goes on.
    Whatever was taken away is asked for on the web afterwards: only if it is gone there, too, is it proven.

    \b
    Ends with 0 if all is online as it should be; with 2 if nothing new was put online; with 3 if words
    that must go may still be online, or are not proven to be gone.

    \b
    Example:
      hearten publish --dry-run
      hearten publish live
      hearten publish --removals --until-gone 30m
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.cli.owed import owed
    from generator.cli.report import cannot_build
    from generator.content import sources
    from generator.ground.channels import WEB
    from generator.ground.diagnostics import CannotBuildError
    from generator.ground.outcome import usual_out
    from generator.ground.target import Target
    from generator.publishing.destinations import chosen, settings_of
    from generator.publishing.open_proofs import OpenProofs

    target = Target(source, WEB, sources.today(), usual_out(source, WEB))
    try:
        settings = settings_of(source)
    except CannotBuildError as e:
        cannot_build(e, as_json=False)
        complain("Words that must go may still be online: which places there are stands in site.yaml. Mend it first.")
        sys.exit(STILL_ONLINE)
    places = chosen(settings.publish, name)
    proving = Proving(source, settings, target.today, OpenProofs(source, settings))
    for place in places:
        proving.open.carry(place)
    if prove:
        code = owed(places, proving, target, said=yes)
    elif removals:
        code = max(_removed(place, proving, target, dry_run, yes) for place in places)
    else:
        code = _published(places, proving, target, dry_run, yes)
    sys.exit(code if dry_run else max(code, proving.all(places, until_gone)))


def _published(places: Sequence[PublishDestination], proving: Proving, target: Target, dry_run: bool, yes: bool) -> int:
    """Build the site and bring all places up to date, or take away what must go; the code to end with."""
    from generator.cli.report import cannot_build
    from generator.ground.diagnostics import CannotBuildError

    stopped: Exception | None = None
    try:
        local = _built(target)
    except Exception as e:  # whatever stops a build, what must go goes
        local, stopped = None, e
    if local is not None:
        ended = dict.fromkeys((place.name for place in places), BUILT)
        if len(places) > 1 and not dry_run:  # no upload to one holds up what must go at another
            ended = {place.name: _ended(place, local, proving, yes) for place in places}
        codes = {place.name: _updated(place, local, proving, dry_run, yes) for place in places}
        # An update that was done has taken away, too, what could not be before.
        return max(code and max(code, ended[name]) for name, code in codes.items())
    gone = max(_removed(place, proving, target, dry_run, yes) for place in places)
    if isinstance(stopped, CannotBuildError):
        cannot_build(stopped, as_json=False)
    elif stopped is not None:
        raise stopped
    return gone or NOTHING_WRITTEN


def _built(target: Target) -> LocalBuild | None:
    """The site as it is today; None where something in it stops publishing, which has been told then."""
    from generator.build import build
    from generator.cli import report
    from generator.ground import workers as crews
    from generator.ground.stages import Stages
    from generator.incremental.run import Run
    from generator.publishing.built_site import built_site
    from generator.store.cache import FILE, FOLDER, Cache

    with report.ProgressLine(enabled=True) as tell, crews.called(None, None) as crew:
        done = build(target, Stages(tell, report.waits), crew)
        report.built(done, as_json=False, quiet=True)
        if done.stopping:
            say("What stops publishing is told above; nothing new goes online before it is put right.")
            return None
        run = Run(Cache(target.root / FOLDER / FILE, report.waits), crew)
        try:
            return built_site(target, run)
        finally:
            run.cache.close(done=False)


def _removed(place: PublishDestination, proving: Proving, target: Target, dry_run: bool, yes: bool) -> int:
    """Take away what must go at one place; the code to end with."""
    from generator.cli.memory import Remembering
    from generator.incremental.run import Run
    from generator.publishing.difference import Doing
    from generator.publishing.removals import remove
    from generator.store.cache import FILE, FOLDER, Cache

    def act(store: Host) -> int:
        cache = Cache.copied(target.root / FOLDER / FILE)
        memory = Remembering(proving, place)
        removal = remove(store, proving.settings.url, target, Run(cache), memory, dry_run=dry_run, sure=yes)
        cache.close(done=False)
        if not dry_run:
            memory.forget()
            proving.open.tried(place, undone=False)
        emptied = sorted(step.path for step in removal.steps if step.doing is Doing.BLANK)
        done = "hold words that must go" if dry_run else "held words that must go, and are empty or gone"
        say(f"{place.name} ({store.shown}): {len(emptied)} files {done}.", *(f"  {path}" for path in emptied))
        return BUILT

    return _at(place, proving, act, STILL_ONLINE)


def _ended(place: PublishDestination, local: LocalBuild, proving: Proving, yes: bool) -> int:
    """Take away at one place what consents ask for; the code to end with."""
    from generator.cli.memory import Remembering
    from generator.publishing.changes import changes
    from generator.publishing.difference import difference
    from generator.publishing.removals import end_consents
    from generator.publishing.settled_ends import settle
    from generator.publishing.update import look

    def act(store: Host) -> int:
        memory = Remembering(proving, place)
        online = look(store, local.site, local.had, memory, sure=yes)
        end_consents(store, local, online, changes(local, online, difference(local, online)), memory)
        settle(proving.root, place.to, local.ended)
        proving.open.tried(place, undone=False)
        return BUILT

    return _at(place, proving, act, STILL_ONLINE)


def _updated(place: PublishDestination, local: LocalBuild, proving: Proving, dry_run: bool, yes: bool) -> int:
    """Bring one place up to date; the code to end with."""
    from generator.cli.memory import Remembering
    from generator.cli.report import ProgressLine
    from generator.publishing.changes import changes
    from generator.publishing.difference import difference
    from generator.publishing.refusals import refusal
    from generator.publishing.removals import end_consents
    from generator.publishing.settled_ends import settle, unsettled
    from generator.publishing.told_warnings import new_warnings, remember
    from generator.publishing.update import look, update

    def act(store: Host) -> int:
        memory = Remembering(proving, place)
        online = look(store, local.site, local.had, memory, sure=yes)
        todo = difference(local, online)
        found = changes(local, online, todo)
        warned = new_warnings(proving.root, place.name, local.warnings)
        say(f"{place.name} ({store.shown}):", *_told(found), *_warned(warned))
        why = refusal(store.shown, local, online, sure=yes)
        if why is not None and why.askable and not dry_run and is_watched():
            why = None if click.confirm(f"{why}. Does it?") else why
        if dry_run:
            say("Nothing was changed there.")
        if why is not None:
            if not dry_run:
                end_consents(store, local, online, found, memory)
                settle(proving.root, place.to, local.ended)
            raise why
        if dry_run:
            return BUILT
        if found.to_be_asked and not yes and is_watched() and not _confirmed(found):
            end_consents(store, local, online, found, memory)
            settle(proving.root, place.to, local.ended)
            say("Nothing else was changed there than what consents ask for.")
            return NOTHING_WRITTEN
        proving.after_update(place, local, online, todo)
        with ProgressLine(enabled=True) as tell:
            update(store, local, online, tell.sending, memory, sure=True)
        memory.forget()
        remember(proving.root, place.name, local.warnings)
        settle(proving.root, place.to, local.ended)
        proving.open.tried(place, undone=False)
        say("Everything is online.")
        return BUILT

    left = unsettled(proving.root, place.to, local.ended)
    return _at(place, proving, act, STILL_ONLINE if left else NOTHING_WRITTEN)


def _at(place: PublishDestination, proving: Proving, act: Callable[[Host], int], failed: int) -> int:
    """Do something at a place; the code to end with, which is ``failed`` where the host does not do its part."""
    from generator.publishing.destinations import opened
    from generator.publishing.ports import RemoteError
    from generator.publishing.refusals import RefusedUpdateError

    try:
        store = opened(place, proving.root)
        try:
            proving.shown(place, store)
            code = act(store)
            proving.shown(place, store)
        finally:
            store.close()
    except RemoteError as e:
        proving.complain(f"{place.name}: {str(e).rstrip('.')}.")
        if isinstance(e, RefusedUpdateError):
            return STILL_ONLINE if e.words else NOTHING_WRITTEN
        if e.words or failed == STILL_ONLINE:
            proving.open.tried(place, undone=True)
        else:
            proving.open.met(place, reached=False)
        if e.words:
            return STILL_ONLINE
        if failed == STILL_ONLINE:
            again = "Publish again as soon as this is put right."
            proving.complain(f"{place.name}: Words that must go may still be online there. {again}")
        return failed
    return code


def is_watched() -> bool:
    """Whether somebody sits before the terminal who can be asked; a schedule has nobody."""
    return sys.stdin.isatty()


def _confirmed(found: Changes) -> bool:
    say(f"{len(found.unexplained)} of {found.stories} stories go, and no consent has ended for that:")
    say(*(f"  {path}" for path in found.unexplained))
    return click.confirm("Take them offline?")


def _told(found: Changes) -> Iterator[str]:
    yield from (f"  appears: {title}" for title in found.appearing)
    yield from (f"  changes: {title}" for title in found.changed)
    yield from (f"  moves: {old} to {new}" for old, new in found.moving)
    yield from (f"  goes: {path}" for path in found.going)
    if found.overdue:
        yield f"  older than it may be: since {found.overdue} something there may not be shown any more"
    yield from _named("that no build made", "go", found.strays)
    yield from strangers_told(found.strangers)
    yield from _named("that are not the site's", "stay", found.foreign)
    if found.topics:
        yield f"  lists of the topics: {', '.join(found.topics)}"
    yield f"  {found.files} files to send, {found.size / 1e6:.2f} MB" if found.files else "  no file to send"


def _named(which: str, do: str, paths: Sequence[str]) -> Iterator[str]:
    if paths:
        more = f" and {len(paths) - MOST_NAMED} more" if len(paths) > MOST_NAMED else ""
        yield f"  files {which} {do}: {', '.join(paths[:MOST_NAMED])}{more}"


def _warned(new: Sequence[Diagnostic] | None) -> Iterator[str]:
    yield from (f"  warning that is new: {d.path}:{d.span.line}:{d.span.column}: {d.message}" for d in new or ())
