"""What a build prints: sentences for people, plain lines for pipes, JSON for programs."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Literal

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bars

from generator.build import Report
from generator.consent import Medium
from generator.diagnostics import CannotBuildError, Diagnostic, Severity
from generator.sources import today

SHOW_AFTER = 1.0  # seconds
MOST_NOTES = 3
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}
STAGES = {"read": "Reading", "render": "Rendering"}


def medium(channel: str) -> Medium:
    """The channel as the gate knows it."""
    return "web" if channel == "web" else "offline"


class Progress:
    """A bar on a terminal for a build that takes longer than a second; nothing elsewhere."""

    def __init__(self, enabled: bool) -> None:
        console = Console(stderr=True)
        self.bars = Bars(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True
        )
        self.enabled = enabled and console.is_terminal
        self.started = time.monotonic()
        self.tasks: dict[str, Any] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are through a stage."""
        if not self.enabled or time.monotonic() - self.started < SHOW_AFTER:
            return
        if stage not in self.tasks:
            self.bars.start()
            self.tasks[stage] = self.bars.add_task(STAGES.get(stage, stage), total=total)
        self.bars.update(self.tasks[stage], completed=done)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, trace: TracebackType | None) -> None:
        if self.tasks:
            self.bars.stop()


def waits() -> None:
    """Tell that another build of this site is not done yet."""
    _console(stderr=True).print("Another build of this site is running; this one begins when it is done.")


def verified(differing: Sequence[str]) -> None:
    """Tell whether a build from nothing is the same."""
    console = _console(stderr=True)
    if not differing:
        console.print("Verified: a build from nothing gives the same bytes.")
        return
    for path in differing:
        console.print(f"  {harmless(path)}")
    console.print(f"[bold red]{len(differing)} files differ from a build from nothing.[/] This is a fault of hearten.")
    console.print("Please report it, and delete .hearten-cache; the next build is from nothing.")


def cannot_build(e: CannotBuildError, as_json: bool) -> None:
    """Tell why nothing was written."""
    if as_json:
        _print_json({"built": False, "diagnostics": [_diagnostic(d) for d in e.diagnostics]})
        return
    console = _console(stderr=True)
    for diagnostic in e.diagnostics:
        _problem(console, diagnostic)
    begun = any(d.rule == "write" for d in e.diagnostics)
    console.print(f"[bold red]{'Not everything' if begun else 'Nothing'} was written.[/]")


def built(report: Report, as_json: bool, quiet: bool) -> None:
    """Tell what was built, what was withheld and why, and every problem."""
    if as_json:
        _print_json(_document(report))
        return
    problems = _console(stderr=True)
    for diagnostic in _worth_telling(report):
        _problem(problems, diagnostic)
    if quiet:
        return
    console = _console(stderr=False)
    if report.withheld:
        console.print(f"[bold]Withheld:[/] {_counted(len(report.withheld), 'text')}")
        for withheld in report.withheld:
            console.print(f"  {_shown(withheld.source)}: {escape(withheld.reason)}")
    total = sum(report.seconds.values())
    where = "the website" if report.medium == "web" else "offline use"
    console.print(
        f"[bold green]Built[/] {_counted(report.stories, 'story', 'stories')} on {_counted(len(report.pages), 'file')} "
        f"for {where}, as of {report.today}, in {total:.2f} s."
    )
    counts = [f"{_counted(report.count(s), s.value)}" for s in Severity if report.count(s)]
    if counts:
        console.print(f"Found {', '.join(counts)}.")
    if report.today != today():
        console.print(f"[bold]This is the site as of {report.today}, not of today. Do not put it online.[/]")
    console.print(f"Open {(report.out / 'index.html').resolve().as_uri()}")


def _worth_telling(report: Report) -> list[Diagnostic]:
    """Every problem, but of notes, which ask for nothing, only a few; --json lists them all."""
    notes = [d for d in report.diagnostics if d.severity is Severity.NOTE]
    return [d for d in report.diagnostics if d.severity is not Severity.NOTE or d in notes[:MOST_NOTES]]


def _console(stderr: bool) -> Console:
    return Console(stderr=stderr, soft_wrap=True, highlight=False, emoji=False)


def _problem(console: Console, d: Diagnostic) -> None:
    place = f"{_shown(d.path)}:{d.span.line}:{d.span.column}"
    style = STYLES[d.severity]
    console.print(f"[bold]{place}[/]: [{style}]{d.severity}[/]: {_shown(d.message)} [dim]({d.rule})[/]")
    console.print(f"    {_shown(d.hint)}")


def harmless(text: str) -> str:
    """Text of an author's that cannot steer a terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _shown(text: str) -> str:
    """Harmless text as rich prints it."""
    return escape(harmless(text))


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
        },
        "pages": list(report.pages),
        "withheld": [{"source": w.source, "rule": w.rule, "reason": w.reason} for w in report.withheld],
        "diagnostics": [_diagnostic(d) for d in report.diagnostics],
        "seconds": {stage: round(seconds, 4) for stage, seconds in report.seconds.items()},
    }


def _diagnostic(d: Diagnostic) -> dict[str, Literal["error", "warning", "note"] | str | int]:
    return {
        "severity": d.severity.value,
        "rule": d.rule,
        "path": d.path,
        "line": d.span.line,
        "column": d.span.column,
        "message": d.message,
        "hint": d.hint,
    }


def _print_json(data: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=True, indent=2) + "\n")
