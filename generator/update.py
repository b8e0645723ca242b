"""Making a site where something has changed: read, validate, admit, plan, render, write, in this order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator.content.theme import Theme
from generator.gate import deny_list
from generator.gate.deny_list import DenyList
from generator.ground.diagnostics import CannotBuildError, Diagnostic
from generator.ground.digest import digest
from generator.ground.outcome import Output, Report
from generator.ground.stages import Stages
from generator.ground.workers import Crew
from generator.incremental import page_keys, site_snapshot, up_to_date
from generator.incremental.text_edits import amend
from generator.incremental.up_to_date import Start, place_of
from generator.incremental.worklist import Worklist
from generator.media.pictures import SUFFIXES
from generator.prepare import Planned, prepare
from generator.render.renderer import render_all, renderer_of
from generator.store import output_folder
from generator.store.cache import FILE, FOLDER, Cache, Receipt
from generator.store.file_stamps import NONE, Stamp
from generator.store.output_folder import Kept
from generator.views.pages import Page

T = TypeVar("T")
Judged = tuple[Kept, tuple[Diagnostic, ...]]
PICTURES = tuple(SUFFIXES.values())


def update(start: Start, stages: Stages, cache: Cache, crew: Crew) -> Report:
    """Build the site anew where its inputs or its outputs are not those of the last build.

    Raises CannotBuildError if settings, theme or the output folder are wrong.
    """
    work = None
    if start.left is not None:
        with stages.stage("amend"):
            work = amend(start, start.left, cache)
    if work is None:
        work = _everything(start, stages, cache, crew)
    if work.stale:
        renderer_of(work.theme)  # what is wrong with templates is told before anything is touched
    with stages.stage("write"):
        keys = {page.path: key for page, key in work.stale}
        sources_of = {page.path: page.source for page, _ in work.stale}
        stale = [page for page, _ in work.stale]

        def kept(aside: Path) -> Iterator[Kept]:
            return _allowed(_rendered(stale, work.theme, crew, stages, partial(_keep, start.out, aside, work.denied)))

        written = output_folder.fill(kept, start.out, work.paths, there=start.there, harmless=work.harmless)
        filed = {p: Receipt(keys[p], w.digest, sources_of[p], w.stamp) for p, w in written.items()}
        cache.put_receipts(start.place, filed, work.gone)
        report = Report(
            out=start.out,
            medium=start.medium,
            today=start.today,
            pages=work.paths,
            written=tuple(written),
            stories=work.stories,
            withheld=work.withheld,
            diagnostics=work.diagnostics,
            seconds=stages.seconds,
        )
        up_to_date.leave(start, cache, report, work.pictures, {p: w.stamp for p, w in written.items()})
    return report


def _everything(start: Start, stages: Stages, cache: Cache, crew: Crew) -> Worklist:
    """What is to be done after a look at everything."""
    planned = prepare(start.root, start.medium, start.today, stages, cache, crew, start.place)
    with stages.stage("compare"):
        base = page_keys.common(planned.site, planned.theme, planned.around.shell)
        site_snapshot.leave(site_snapshot.Snapshot(base, planned.around), cache, start.place)
        receipts = cache.receipts(start.place)
        key = page_keys.Keys(base).of
        keys = {page.path: key(page) for page in planned.pages}
        published = {
            *(s.source for s in planned.site.stories),
            *(standalone.source for standalone in planned.site.standalone_pages),
        }
        return Worklist(
            paths=tuple(keys),
            stale=tuple(
                (page, keys[page.path])
                for page in planned.pages
                if not _is_there(
                    receipts.get(page.path), keys[page.path], start.there.get(page.path), start.out, page.path
                )
            ),
            gone=receipts.keys() - keys.keys(),
            harmless={path for path, r in receipts.items() if r.source is None or r.source in published},
            theme=planned.theme,
            denied=planned.denied,
            stories=len(planned.site.stories),
            withheld=planned.withheld,
            diagnostics=planned.diagnostics,
            pictures=planned.pictures,
        )


def differences(report: Report, root: Path, crew: Crew) -> tuple[str, ...]:
    """The paths at which a build's output is not what a build from nothing makes; there are none, or this is a bug."""
    planned = prepare(root, report.medium, report.today, Stages(), crew=crew)
    clean = dict(_rendered(planned.pages, planned.theme, crew, Stages(), _digests))
    there = {path: digest((report.out / path).read_bytes()) for path in output_folder.look(report.out)}
    return tuple(sorted(path for path in clean.keys() | there.keys() if clean.get(path) != there.get(path)))


def freshness(planned: Planned, path: str, root: Path, out: Path) -> str:
    """Why a page would or would not be rendered by a build into ``out`` now."""
    kept = root / FOLDER / FILE
    cache = Cache(kept if kept.exists() else None)
    receipt = cache.receipts(place_of(planned.site.medium, out)).get(path)
    cache.close(done=False)
    page = next(page for page in planned.pages if page.path == path)
    seen = output_folder.look(out).get(path)
    if receipt is None:
        return f"no build into {out} is known to have made it, so the next one makes it"
    base = page_keys.common(planned.site, planned.theme, planned.around.shell)
    if receipt.key != page_keys.Keys(base).of(page):
        return "what it is made of has changed since it was made, so the next build makes it anew"
    if not _is_there(receipt, receipt.key, seen, out, path):
        return "its file is gone or was changed by somebody else, so the next build makes it anew"
    return "nothing that it is made of has changed since it was made, so the next build leaves it alone"


def _is_there(receipt: Receipt | None, key: bytes, seen: Stamp | None, out: Path, path: str) -> bool:
    """Whether a file is what the page with this key would be."""
    if receipt is None or seen in (None, NONE) or receipt.key != key:
        return False
    return receipt.stamp == seen or digest((out / path).read_bytes()) == receipt.digest


def _digests(outputs: Iterable[Output]) -> list[tuple[str, bytes]]:
    return [(output.path, digest(output.content)) for output in outputs]


def _keep(
    out: Path, aside: Path, denied: DenyList, outputs: Sequence[Output]
) -> list[tuple[Kept, tuple[Diagnostic, ...]]]:
    """Keep outputs aside, each with a problem if it holds words of the deny list."""
    return [
        (
            output_folder.keep(out, aside, output),
            tuple(deny_list.still_there([(output.path, output.content)], denied, PICTURES)),
        )
        for output in outputs
    ]


def _allowed(outputs: Iterable[Judged]) -> Iterator[Kept]:
    """The outputs alone. Raises CannotBuildError after the last if there are problems with any."""
    found: list[Diagnostic] = []
    for output, problems in outputs:
        found += problems
        yield output
    if found:
        raise CannotBuildError(*found)


def _rendered(
    pages: Sequence[Page], theme: Theme, crew: Crew, stages: Stages, here: Callable[[Sequence[Output]], Sequence[T]]
) -> Iterator[T]:
    """What ``here`` makes of outputs, in the order of pages. A Story never leaves this process, which makes views."""

    def ready(some: Sequence[Page]) -> list[Page]:
        return [Page(page.path, page.kind, page.view) for page in some]

    yield from stages.each("render", crew.each(partial(render_all, theme), pages, ready, here), len(pages))
