"""A build: read, validate, admit, plan, render, write, in this order."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from generator import deny, ledger, sources, unchanged, write
from generator.consent import Medium, Withheld
from generator.deny import DenyList
from generator.diagnostics import CannotBuildError, Diagnostic, Severity
from generator.digest import digest, pack
from generator.pictures import SUFFIXES
from generator.prepare import Planned, Stages, prepare
from generator.render import Output, render_all, renderer_of
from generator.shelf import FILE, FOLDER, Receipt, Shelf
from generator.stamps import NONE, Stamp
from generator.theme import Theme
from generator.unchanged import Whole
from generator.views import Page
from generator.workers import Crew

PICTURES = tuple(SUFFIXES.values())


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: the paths of all pages, and of those that it made anew.

    ``seconds`` are wall time by stage, in the order of the stages.
    """

    out: Path
    medium: Medium
    today: date
    pages: tuple[str, ...]
    written: tuple[str, ...]
    stories: int
    withheld: tuple[Withheld, ...]
    diagnostics: tuple[Diagnostic, ...]
    seconds: dict[str, float]

    def count(self, severity: Severity) -> int:
        """How many problems of this severity there are."""
        return sum(d.severity is severity for d in self.diagnostics)

    @property
    def has_errors(self) -> bool:
        """Whether something was withheld because of errors in it, not by anybody's decision."""
        return any(w.rule in ("errors", "ambiguous") for w in self.withheld)

    @property
    def has_warnings(self) -> bool:
        """Whether there is anything that a person should look at."""
        return self.count(Severity.WARNING) > 0


def build(root: Path, out: Path, medium: Medium, today: date, stages: Stages, crew: Crew | None = None) -> Report:
    """Build the site in ``root`` into the folder ``out``.

    Raises CannotBuildError, having written nothing, if settings, theme or the output folder are wrong.
    """
    write.claim(out, root)
    sources.site_file(root)
    shelf = Shelf(root / FOLDER / FILE, stages.wait)
    done = False
    try:
        report = _build(root, out, medium, today, stages, shelf, crew or Crew())
        done = True
    finally:
        shelf.close(done=done)
    return report


def _build(root: Path, out: Path, medium: Medium, today: date, stages: Stages, shelf: Shelf, crew: Crew) -> Report:
    place = _place(medium, out)
    with stages.stage("look"):
        at = time.time_ns()
        base = digest(ledger.program(), place.encode(), str(today).encode())
        there = write.look(out)
        last = unchanged.recall(shelf, place)
        same = last is not None and last.outputs == unchanged.outputs(there)
    if last is not None and same and last.inputs == unchanged.inputs(root, last.pictures, base, at):
        return Report(out, medium, today, last.pages, (), last.stories, last.withheld, last.diagnostics, stages.seconds)
    planned = prepare(root, medium, today, stages, shelf, crew, place)
    with stages.stage("compare"):
        receipts = shelf.receipts(place)
        key = ledger.Keys(planned.base).of
        keys = {page.path: key(page) for page in planned.pages}
        stale = [
            page
            for page in planned.pages
            if not _is_there(receipts.get(page.path), keys[page.path], there.get(page.path), out, page.path)
        ]
        published = {*(s.source for s in planned.site.stories), *(leaf.source for leaf in planned.site.leaves)}
        harmless = {path for path, r in receipts.items() if r.source is None or r.source in published}
    if stale:
        renderer_of(planned.theme)  # what is wrong with templates is told before anything is touched
    with stages.stage("write"):
        outputs = _allowed(_rendered(stale, planned.theme, crew, stages), planned.denied)
        written = write.to_folder(outputs, out, keys, there=there, harmless=harmless)
        sources_of = {page.path: page.source for page in stale}
        filed = {p: Receipt(keys[p], w.digest, sources_of[p], w.stamp) for p, w in written.items()}
        shelf.file(place, filed, receipts.keys() - keys.keys())
        _leave(planned, root, out, shelf, place, base, at)
    return Report(
        out=out,
        medium=medium,
        today=today,
        pages=tuple(keys),
        written=tuple(written),
        stories=len(planned.site.stories),
        withheld=planned.withheld,
        diagnostics=planned.diagnostics,
        seconds=stages.seconds,
    )


def _leave(planned: Planned, root: Path, out: Path, shelf: Shelf, place: str, base: bytes, at: int) -> None:
    """Let the next build know that nothing has changed since ``at``, if that can be known."""
    pages = tuple(page.path for page in planned.pages)
    read, left = unchanged.inputs(root, planned.pictures, base, at), unchanged.outputs(write.look(out))
    whole = None
    if read and left:
        stories = len(planned.site.stories)
        whole = pack(Whole(read, left, planned.pictures, pages, stories, planned.withheld, planned.diagnostics))
    shelf.leave(place, unchanged.STATE, whole)


def differences(report: Report, root: Path, crew: Crew) -> tuple[str, ...]:
    """The paths at which a build's output is not what a build from nothing makes; there are none, or this is a bug."""
    planned = prepare(root, report.medium, report.today, Stages(), crew=crew)
    clean = {o.path: digest(o.content) for o in _rendered(planned.pages, planned.theme, crew, Stages())}
    there = {path: digest((report.out / path).read_bytes()) for path in write.look(report.out)}
    return tuple(sorted(path for path in clean.keys() | there.keys() if clean.get(path) != there.get(path)))


def freshness(planned: Planned, path: str, root: Path, out: Path) -> str:
    """Why a page would or would not be rendered by a build into ``out`` now."""
    kept = root / FOLDER / FILE
    shelf = Shelf(kept if kept.exists() else None)
    receipt = shelf.receipts(_place(planned.site.medium, out)).get(path)
    shelf.close(done=False)
    page = next(page for page in planned.pages if page.path == path)
    seen = write.look(out).get(path)
    if receipt is None:
        return f"no build into {out} is known to have made it, so the next one makes it"
    if receipt.key != ledger.Keys(planned.base).of(page):
        return "what it is made of has changed since it was made, so the next build makes it anew"
    if not _is_there(receipt, receipt.key, seen, out, path):
        return "its file is gone or was changed by somebody else, so the next build makes it anew"
    return "nothing that it is made of has changed since it was made, so the next build leaves it alone"


def _place(medium: Medium, out: Path) -> str:
    """How the shelf names an output."""
    return f"{medium} {out.resolve()}"


def _is_there(receipt: Receipt | None, key: bytes, seen: Stamp | None, out: Path, path: str) -> bool:
    """Whether a file is what the page with this key would be."""
    if receipt is None or seen in (None, NONE) or receipt.key != key:
        return False
    return receipt.stamp == seen or digest((out / path).read_bytes()) == receipt.digest


def _allowed(outputs: Iterable[Output], denied: DenyList) -> Iterator[Output]:
    """The same outputs. Raises CannotBuildError after the last if words of the deny list are in any."""
    found: list[Diagnostic] = []
    for output in outputs:
        found += deny.still_there([(output.path, output.content)], denied, PICTURES)
        yield output
    if found:
        raise CannotBuildError(*found)


def _rendered(pages: Sequence[Page], theme: Theme, crew: Crew, stages: Stages) -> Iterator[Output]:
    """Outputs in the order of their pages. Views are made here, since a Story does not leave its process."""

    def ready(some: Sequence[Page]) -> list[Page]:
        return [Page(page.path, page.template, page.view) for page in some]

    yield from stages.each("render", crew.each(partial(render_all, theme), pages, ready), len(pages))
