"""What a build prints: sentences for people, plain lines for pipes, JSON for programs."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any

import click

from generator.content import sources
from generator.ground.channels import WEB
from generator.ground.diagnostics import CannotBuildError, Diagnostic, Severity
from generator.ground.outcome import InForce, Report
from generator.ground.patterns import lazy

SHOW_AFTER, SHOW_EVERY = 1.0, 0.1  # seconds
MOST_NOTES = 3
# The rule of notes that stand for words which no page shows; somebody has to see each.
LEAVES_OUT = "comment"
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: None}
STAGES = {"read": "Reading", "render": "Rendering"}
EMPTY_LINE = "\r\x1b[K"
# Control characters, ends of lines, halves of characters, and what turns the direction of writing (Unicode Annex 9).
STEERING = lazy("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class ProgressLine:
    """A line on a terminal that says how far a build is that takes longer than a second; nothing elsewhere."""

    def __init__(self, enabled: bool) -> None:
        self.enabled = enabled and sys.stderr.isatty()
        self.begun = time.monotonic()
        self.next = self.begun + SHOW_AFTER
        self.shown = False

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are through a stage."""
        self._show(f"{STAGES.get(stage, stage)} {done} of {total}")

    def sending(self, sent: int, total: int) -> None:
        """Show how many bytes of a ``total`` were sent since this line began, and how long the rest may take."""
        left = (time.monotonic() - self.begun) / sent * (total - sent) if sent else 0.0
        minutes, seconds = divmod(int(left), 60)
        lasts = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
        self._show(f"Sending {sent / 1e6:.1f} of {total / 1e6:.1f} MB, about {lasts} left")

    def preparing(self, seconds: float, total: float) -> None:
        """Show how many of all seconds of a recording are through."""
        self._show(f"Preparing, {min(seconds, total):.0f} of {total:.0f} seconds")

    def _show(self, line: str) -> None:
        if not self.enabled or time.monotonic() < self.next:
            return
        self.next = time.monotonic() + SHOW_EVERY
        self.shown = True
        click.echo(f"{EMPTY_LINE}{line}", err=True, nl=False)

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, trace: TracebackType | None) -> None:
        if self.shown:
            click.echo(EMPTY_LINE, err=True, nl=False)


def waits() -> None:
    """Tell that another build of this site is not done yet."""
    click.echo("Another build of this site is running; this one begins when it is done.", err=True)


def verified(differing: Sequence[str]) -> None:
    """Tell whether a build from nothing is the same."""
    if not differing:
        click.echo("Verified: a build from nothing gives the same bytes.", err=True)
        return
    for path in differing:
        click.echo(f"  {harmless(path)}", err=True)
    found = _strong(f"{len(differing)} files differ from a build from nothing.", "red")
    click.echo(f"{found} This is a fault of hearten.", err=True)
    click.echo("Please report it, and delete .hearten-cache; the next build is from nothing.", err=True)


def cannot_build(e: CannotBuildError, as_json: bool) -> None:
    """Tell why it was not built, and what became of what was there."""
    left = e.aftermath
    if as_json:
        document: dict[str, Any] = {"built": False, "begun": left.begun}
        document |= {"taken_away": list(left.taken_away), "still_there": list(left.still_there)}
        _print_json({**document, "diagnostics": [_diagnostic(d) for d in e.diagnostics]})
        return
    for diagnostic in e.diagnostics:
        _problem(diagnostic)
    if left.begun:
        click.echo(_strong("Not everything was written.", "red") + " The next build goes on from here.", err=True)
    elif not left.taken_away and not left.still_there:
        click.echo(_strong("Nothing was written.", "red"), err=True)
    else:
        click.echo(_strong("Nothing new was written.", "red"), err=True)
    if left.taken_away:
        what = "Taken away, with every page that showed it, since nothing says for certain that it may be published:"
        click.echo(what, err=True)
        _list(left.taken_away)
        click.echo("Pages that were emptied come back with the next build that succeeds.", err=True)
    if left.still_there:
        what = "This folder must not stay online. It still holds words that must go and could not be taken away, of:"
        click.echo(_strong(what, "red"), err=True)
        _list(left.still_there)


def _list(texts: Sequence[str]) -> None:
    for text in texts:
        click.echo(f"  {harmless(text)}", err=True)


def built(report: Report, as_json: bool, quiet: bool) -> None:
    """Tell what was built, what was withheld and why, and every problem."""
    if as_json:
        _print_json(_document(report))
        return
    told = _worth_telling(report)
    for diagnostic in told:
        _problem(diagnostic)
    if quiet:
        return
    if report.withheld:
        click.echo(f"{_strong('Withheld:')} {_counted(len(report.withheld), 'text')}")
        for withheld in report.withheld:
            click.echo(f"  {harmless(withheld.source)}: {harmless(withheld.reason)}")
    total = sum(report.seconds.values())
    where = "the website" if report.medium == WEB else "offline use"
    click.echo(
        f"{_strong('Built', 'green')} {_counted(report.stories, 'story', 'stories')} on "
        f"{_counted(len(report.pages), 'file')} for {where}, as of {report.today}, in {total:.2f} s."
    )
    counts = Counter(d.severity for d in told)
    if counts:
        click.echo(f"Found {', '.join(_counted(counts[s], s.value) for s in Severity if counts[s])}.")
    if report.stopping:
        click.echo(f"{_strong('Not ready to be published:')} see what “stops publishing” above.")
    if left := len(report.diagnostics) - len(told):
        click.echo(f"{_counted(left, 'more note')}, which ask for nothing, {'are' if left > 1 else 'is'} in --json.")
    if report.today != sources.today():
        click.echo(_strong(f"This is the site as of {report.today}, not of today. Do not put it online."))
    click.echo(f"Open {(report.out / 'index.html').resolve().as_uri()}")
    click.echo(f"{_strong('In force:')} {_in_force(report.in_force)}")


def _in_force(guards: InForce) -> str:
    listed = "no deny list" if guards.denied is None else f"deny list: {_counted(guards.denied, 'phrase')}"
    lines = "none" if guards.logged is None else _counted(guards.logged, "line")
    return f"{listed} · withdrawn: {guards.withdrawn or 'none'} · log: {lines}"


def _worth_telling(report: Report) -> list[Diagnostic]:
    """Every problem and everything that is left out, but of other notes only a few; --json lists them all."""
    left = [d for d in report.diagnostics if d.severity is Severity.NOTE and d.rule != LEAVES_OUT]
    untold = set(left[MOST_NOTES:])
    return [d for d in report.diagnostics if d not in untold]


def problems(diagnostics: Iterable[Diagnostic]) -> None:
    """Tell what was found, each with its place and what to do."""
    for diagnostic in diagnostics:
        _problem(diagnostic)


def _problem(d: Diagnostic) -> None:
    place = _strong(f"{harmless(d.path)}:{d.span.line}:{d.span.column}")
    kind = click.style(d.severity.value, fg=COLOURS[d.severity], bold=d.severity is Severity.ERROR)
    rule = click.style(f"({d.rule}; stops publishing)" if d.stops_publishing else f"({d.rule})", dim=True)
    click.echo(f"{place}: {kind}: {harmless(d.message)} {rule}\n    {harmless(d.hint)}", err=True)


def _strong(text: str, colour: str | None = None) -> str:
    return click.style(text, fg=colour, bold=True)


def harmless(text: str) -> str:
    """Text of an author's that cannot steer a terminal; all else is as it was, so that what is copied is right."""
    return text if text.isprintable() else STEERING.sub("\ufffd", text)


def _counted(n: int, one: str, many: str | None = None) -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"


def _document(report: Report) -> dict[str, Any]:
    return {
        "built": True,
        "channel": report.medium,
        "today": report.today.isoformat(),
        "out": str(report.out),
        "counts": {
            "stories": report.stories,
            "pages": len(report.pages),
            "withheld": len(report.withheld),
            "withheld_by_rule": dict(sorted(Counter(w.rule for w in report.withheld).items())),
            **{f"{severity.value}s": report.count(severity) for severity in Severity},
            "stopping": report.stopping,
        },
        "pages": list(report.pages),
        "withheld": [{"source": w.source, "rule": w.rule, "reason": w.reason} for w in report.withheld],
        "diagnostics": [_diagnostic(d) for d in report.diagnostics],
        "in_force": {
            "deny_list": report.in_force.denied,
            "withdrawn": report.in_force.withdrawn,
            "log": report.in_force.logged,
        },
        "seconds": {stage: round(seconds, 4) for stage, seconds in report.seconds.items()},
    }


def _diagnostic(d: Diagnostic) -> dict[str, str | int]:
    return {
        "severity": d.severity.value,
        "rule": d.rule,
        "path": d.path,
        "line": d.span.line,
        "column": d.span.column,
        "message": d.message,
        "hint": d.hint,
        "stops_publishing": d.stops_publishing,
    }


def _print_json(data: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=True, indent=2) + "\n")
