"""The command ``hearten publish``."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import complain, say, settled, source_option, told
from generator.cli.prove import WaitParam, prove_all, prove_at
from generator.publishing.publish_teller import PublishEnd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.ground.diagnostics import CannotBuildError
    from generator.ground.outcome import Report
    from generator.ground.target import Target
    from generator.publishing.ports import RemoteError
    from generator.publishing.publish_teller import PublishQuestion, TellProgress


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

    What must go goes first, also where the site cannot be built, or site.yaml has errors. If it is interrupted, the
    same command goes on. Whatever was taken away is asked for on the web afterwards: only if it is gone there, too,
    is it proven.

    \b
    Ends with 0 if all is online as it should be; with 2 if nothing new was put online; with 3 if words
    that must go may still be online, or are not proven to be gone.

    \b
    Example:
      hearten publish --dry-run
      hearten publish live
      hearten publish --removals --until-gone 30m
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.cli.report import cannot_build
    from generator.content import sources
    from generator.ground.channels import WEB
    from generator.ground.diagnostics import CannotBuildError
    from generator.ground.outcome import usual_out
    from generator.ground.target import Target
    from generator.publishing.destinations import chosen, settings_of, settings_with_places
    from generator.publishing.open_proofs import OpenProofs
    from generator.publishing.owed import owed
    from generator.publishing.proving import Proving
    from generator.publishing.publish_run import PublishRun

    target = Target(source, WEB, sources.today(), usual_out(source, WEB))
    try:
        settings = settings_with_places(source)
    except CannotBuildError as e:
        end = _as_remembered(target, dry_run=dry_run, only_ask=prove, until_gone=until_gone)
        cannot_build(e, as_json=False)
        sys.exit(end)
    places = chosen(settings.publish, name)
    teller = Terminal(sure=yes, is_asked=is_watched() and not dry_run)
    proving = Proving(source, settings, target.today, OpenProofs(source, settings), teller)
    run = PublishRun(target, proving, teller, dry_run)
    for place in places:
        proving.open.carry(place)
    if not (prove or removals):
        end = run.publish(places)
    else:
        end = owed(places, proving, target) if prove else run.remove(places)
    if not dry_run:
        end = max(end, prove_all(proving, places, until_gone))
    if prove or removals:  # a build tells by itself what is wrong
        try:
            settings_of(source)
        except CannotBuildError as e:
            cannot_build(e, as_json=False)
            end = max(end, PublishEnd.NOTHING_NEW)
    sys.exit(end)


def _as_remembered(target: Target, *, dry_run: bool, only_ask: bool, until_gone: float) -> PublishEnd:
    """Take away what must go at the folders that this computer remembers, and say where it may still be.

    No answer is given beforehand there, since nobody has named these folders today.
    """
    from generator.publishing.open_proofs import OpenProofs
    from generator.publishing.proving import Proving
    from generator.publishing.publish_run import PublishRun
    from generator.publishing.remembered_places import remembered_places

    known = remembered_places(target.root)
    places = known.settings.publish if known is not None else ()
    if known is not None and places:
        say(
            "site.yaml cannot be used. So nothing new goes online, and what must go goes where the site was put before:"
        )
        teller = Terminal(sure=False, is_asked=False)
        proofs = OpenProofs(target.root, known.settings)
        proving = Proving(target.root, known.settings, target.today, proofs, teller)
        if not only_ask:
            PublishRun(target, proving, teller, dry_run).remove(places)
        if not dry_run:
            prove_at(proving, places, until_gone)
    others = f" at {', '.join(known.others)}, and" if known is not None and known.others else ""
    beside = " beside the folders above" if places else ""
    complain(
        f"Words that must go may still be online{others} wherever else{beside} the site was put: which places "
        "there are stands in site.yaml. Mend it and publish again."
    )
    return PublishEnd.STILL_ONLINE


@dataclass(frozen=True, slots=True)
class Terminal:
    """Tells at a terminal what a run does, and asks there if somebody can be asked; ``sure`` answers beforehand.

    ``said`` are problems that were told.
    """

    sure: bool
    is_asked: bool
    said: set[str] = field(default_factory=set)

    def say(self, *lines: str) -> None:
        """Print lines."""
        say(*lines)

    def complain(self, line: str) -> None:
        """Print a problem, unless this run has told it."""
        if line not in self.said:
            complain(line)
        self.said.add(line)

    def failed(self, place: str, why: RemoteError) -> None:
        """Print why a place was not changed."""
        self.complain(f"{place}: {str(why).rstrip('.')}.")

    def built(self, report: Report) -> None:
        """Print the problems that a build found."""
        from generator.cli import report as reports

        reports.built(report, as_json=False, quiet=True)

    def stopped(self, why: CannotBuildError) -> None:
        """Print why nothing could be built."""
        from generator.cli.report import cannot_build

        cannot_build(why, as_json=False)

    def waits(self) -> None:
        """Print that another build is waited for."""
        from generator.cli.report import waits

        waits()

    def progress(self) -> AbstractContextManager[TellProgress]:
        """Show a line while something takes long."""
        return _progress()

    def agrees(self, question: PublishQuestion) -> bool:
        """Ask; where nobody can be asked, many stories may go all the same, as a schedule has it."""
        if self.sure:
            return True
        if question.kind == "unknown-log" and self.is_asked:
            return click.confirm(f"{question.why}. Does it?")
        if question.kind == "many-go" and self.is_asked:
            say(f"{len(question.pages)} of {question.stories} stories go, and no consent has ended for that:")
            say(*(f"  {path}" for path in question.pages))
            return click.confirm("Take them offline?")
        if question.kind == "is-gone" and question.stories:
            which = "a story that was" if question.stories == 1 else f"{question.stories} stories that were"
            self.complain(
                f"Nothing was asked on the web of {which} withdrawn: there is no proof, and no address is known here. "
                "No host lists anything of that. If it was never online, or you see that it is gone, say so with "
                "“hearten publish --prove --yes”."
            )
        return question.kind == "many-go"


@contextmanager
def _progress() -> Iterator[TellProgress]:
    from generator.cli.report import ProgressLine

    with ProgressLine(enabled=True) as line:
        yield lambda stage, done, total: line.sending(done, total) if stage == "send" else line(stage, done, total)


def is_watched() -> bool:
    """Whether somebody sits before the terminal who can be asked; a schedule has nobody."""
    return sys.stdin.isatty()
