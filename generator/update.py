"""Bringing an output up to date where something has changed: what is to be made, rendered, and put in place."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

from generator.content.theme import Theme
from generator.ground.digest import bytes_digest, file_digest
from generator.ground.outcome import LargeOutput, Output, Report
from generator.ground.target import Target
from generator.ground.workers import Crew
from generator.incremental import page_keys, up_to_date
from generator.incremental.run import Run
from generator.incremental.site_snapshot import SNAPSHOT, Snapshot
from generator.incremental.text_edits import amend
from generator.incremental.traces import published_before, published_in, texts_on, urgent
from generator.incremental.up_to_date import Start
from generator.incremental.worklist import Worklist
from generator.media.clip import Clip
from generator.prepare import Planned, prepare
from generator.render.renderer import render_all, renderer_of
from generator.store import output_folder
from generator.store.cache import FILE, FOLDER, Cache, Receipt
from generator.store.file_stamps import NONE
from generator.store.output_folder import FolderStamps
from generator.store.overtaking import Beginning
from generator.store.staging import Kept, digest_at, keep, keep_large
from generator.views.pages import Page

T = TypeVar("T")


def update(start: Start, run: Run, begun: Beginning) -> Report:
    """Bring an output up to date where its inputs or its files are not those of the last build.

    Nothing in the folder is touched before all of it has been made and checked. Raises CannotBuildError if settings,
    theme or the output folder are wrong; its aftermath says what is left in the folder.
    """
    target, stages = start.target, run.stages
    work = None
    if start.left is not None:
        with stages.stage("amend"):
            work = amend(start, start.left, run)
    if work is None:
        work = _everything(start, run)
    if work.stale:
        renderer_of(work.theme)  # what is wrong with templates is told before anything is made
    with stages.stage("write"):
        keys = {page.path: key for page, key in work.stale}
        sources_of = {page.path: page.source for page, _ in work.stale}
        stale = [page for page, _ in work.stale]

        def kept(aside: Path) -> Iterator[Kept]:
            kept_large = partial(keep_large, target.folder, aside)
            return _rendered(stale, work.theme, run, partial(_keep, target.folder, aside), kept_large)

        def turn() -> AbstractContextManager[None]:
            return begun.turn(lambda: output_folder.look(target.folder) != start.there)

        written = output_folder.fill(kept, target.folder, work.paths, there=start.there, urgent=work.urgent, turn=turn)
        receipts = {p: Receipt(keys[p], w.digest, sources_of[p], work.texts[p], w.stamp) for p, w in written.items()}
        run.cache.put_receipts(target.name, {**work.moved, **receipts}, work.gone)
        report = Report(
            out=target.folder,
            medium=target.medium,
            today=target.today,
            pages=work.paths,
            written=tuple(written),
            stories=work.stories,
            withheld=work.withheld,
            diagnostics=work.diagnostics,
            in_force=work.in_force,
            seconds=stages.seconds,
        )
        up_to_date.leave(start, run.cache, report, work.pictures, {p: w.stamp for p, w in written.items()})
    return report


def _everything(start: Start, run: Run) -> Worklist:
    """What is to be done after a look at everything."""
    target = start.target
    planned = prepare(target, run)
    with run.stages.stage("compare"):
        base = page_keys.common(planned.site, planned.theme, planned.around.shell)
        SNAPSHOT.put(run.cache, target.name, Snapshot(base, planned.around))
        receipts = run.cache.receipts(target.name)
        key = page_keys.Keys(base).of
        keys = {page.path: key(page) for page in planned.pages}
        published = published_in(planned.site.stories, planned.site.standalone_pages, target.medium)
        before = published_before(receipts)
        alike = before.alike(published)
        texts = {
            page.path: known if known is not None else texts_on(page, published)
            for page in planned.pages
            for known in [_texts_known(page, keys[page.path], receipts.get(page.path), alike)]
        }
        stale = tuple(
            (page, keys[page.path])
            for page in planned.pages
            if not _is_there(target.folder, page.path, keys[page.path], receipts, start.there)
        )
        kept = keys.keys() - {page.path for page, _ in stale}
        return Worklist(
            paths=tuple(keys),
            stale=stale,
            gone=receipts.keys() - keys.keys(),
            urgent=urgent(receipts, start.there, before, published, kept),
            texts=texts,
            moved={
                page.path: replace(receipt, source=page.source, texts=texts[page.path])
                for page in planned.pages
                if page.path in kept
                and ((receipt := receipts[page.path]).source, receipt.texts) != (page.source, texts[page.path])
            },
            theme=planned.theme,
            stories=len(planned.site.stories),
            withheld=planned.withheld,
            diagnostics=planned.diagnostics,
            pictures=planned.pictures,
            in_force=planned.in_force,
        )


def differences(target: Target, crew: Crew) -> tuple[str, ...]:
    """The paths at which a target's output is not what a build from nothing makes; there are none, or this is a bug."""
    run = Run(crew=crew)
    planned = prepare(replace(target, out=None), run)
    clean = dict(_rendered(planned.pages, planned.theme, run, _digests, _digest_of_large))
    there = {path: digest_at(target.folder / path) for path in output_folder.look(target.folder)}
    return tuple(sorted(path for path in clean.keys() | there.keys() if clean.get(path) != there.get(path)))


def freshness(planned: Planned, path: str, target: Target) -> str:
    """Why a page of a planned site would or would not be rendered by a build of ``target`` now."""
    kept = target.root / FOLDER / FILE
    cache = Cache(kept if kept.exists() else None)
    receipts = cache.receipts(target.name)
    cache.close(done=False)
    page = next(page for page in planned.pages if page.path == path)
    key = page_keys.Keys(page_keys.common(planned.site, planned.theme, planned.around.shell)).of(page)
    if path not in receipts:
        return f"no build into {target.folder} is known to have made it, so the next one makes it"
    if receipts[path].key != key:
        return "what it is made of has changed since it was made, so the next build makes it anew"
    if not _is_there(target.folder, path, key, receipts, output_folder.look(target.folder)):
        return "its file is gone or was changed by somebody else, so the next build makes it anew"
    return "nothing that it is made of has changed since it was made, so the next build leaves it alone"


def _texts_known(page: Page, key: bytes, receipt: Receipt | None, alike: Collection[str | None]) -> bytes | None:
    """On which texts a page draws, by its receipt: that follows from its key, and from what can be had of its text."""
    if receipt is None or (receipt.key, receipt.source) != (key, page.source) or page.source not in alike:
        return None
    return receipt.texts


def _is_there(out: Path, path: str, key: bytes, receipts: Mapping[str, Receipt], there: FolderStamps) -> bool:
    """Whether a file is what the page with this key would be."""
    receipt, seen = receipts.get(path), there.get(path)
    if receipt is None or seen in (None, NONE) or receipt.key != key:
        return False
    return receipt.stamp == seen or digest_at(out / path) == receipt.digest


def _digests(outputs: Iterable[Output]) -> list[tuple[str, bytes]]:
    return [(output.path, bytes_digest(output.content)) for output in outputs]


def _digest_of_large(output: LargeOutput) -> tuple[str, bytes]:
    with tempfile.TemporaryFile() as file:
        output.write(file)
        return output.path, file_digest(file)


def _keep(out: Path, aside: Path, outputs: Sequence[Output]) -> list[Kept]:
    return [keep(out, aside, output) for output in outputs]


def _rendered(
    pages: Sequence[Page],
    theme: Theme,
    run: Run,
    here: Callable[[Sequence[Output]], Sequence[T]],
    large: Callable[[LargeOutput], T],
) -> Iterator[T]:
    """What ``here`` makes of outputs, and then ``large`` of recordings.

    A Story never leaves this process, which makes views.
    """

    def ready(some: Sequence[Page]) -> list[Page]:
        return [Page(page.path, page.kind, page.view) for page in some]

    small = [page for page in pages if not isinstance(page.known, Clip)]
    clips = ((page, page.known) for page in pages if isinstance(page.known, Clip))
    made = run.crew.each(partial(render_all, theme), small, ready, here)
    copied = (large(clip.as_output(page.path, page.kind.turn)) for page, clip in clips)
    yield from run.stages.each("render", chain(made, copied), len(pages))
