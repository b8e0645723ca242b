"""A build: read, validate, admit, plan, render, write, in this order."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator import deny, ledger, read, recall, sources, theme, unchanged, validate, write
from generator.cards import Site
from generator.consent import Evidence, Medium, Withheld
from generator.deny import DenyList
from generator.diagnostics import CannotBuildError, Checked, Diagnostic, Severity, in_order
from generator.digest import digest
from generator.evidence import evidence_of, withdrawn_stories
from generator.indexing import indexed
from generator.library import Library
from generator.links import Atlas, local_path
from generator.pictures import SUFFIXES, Photo
from generator.plan import plan
from generator.publish import Published, publish
from generator.read import Manuscript, Sheet
from generator.related import related
from generator.render import Output, render_all, renderer_of
from generator.settings import Settings
from generator.shelf import FILE, FOLDER, Receipt, Shelf
from generator.shell import make_shell
from generator.sources import Sources
from generator.stamps import Stamp
from generator.strict_yaml import Document
from generator.theme import Theme
from generator.unchanged import Whole
from generator.validity import Terms, narrowed
from generator.views import Page
from generator.workers import Crew

T = TypeVar("T")
PICTURES = tuple(SUFFIXES.values())
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Planned:
    """A site that is ready to be rendered, and everything that was found on the way.

    ``base`` is a digest of what every page depends on; ``pictures`` are the files that texts name.
    ``manuscripts`` and ``sheets`` are every text that could be read, published or not; nothing that ships needs them.
    """

    site: Site
    theme: Theme
    base: bytes
    pages: tuple[Page, ...]
    withheld: tuple[Withheld, ...]
    diagnostics: tuple[Diagnostic, ...]
    pictures: tuple[str, ...]
    denied: DenyList
    manuscripts: tuple[Manuscript, ...]
    sheets: tuple[Sheet, ...]
    evidence: Mapping[str, Evidence]


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


@dataclass(slots=True)
class Stages:
    """Times the stages, and tells how far each has come, and that the build waits for another."""

    tell: Progress = lambda _stage, _done, _total: None
    wait: Callable[[], None] = lambda: None
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of a ``with`` block towards a stage, and not towards one around it."""
        start, others = time.perf_counter(), sum(self.seconds.values())
        try:
            yield
        finally:
            within = sum(self.seconds.values()) - others
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start - within

    def each(self, name: str, items: Iterable[T], total: int) -> Iterator[T]:
        """Items that are made as they are asked for, timed as a stage, telling after each how far it is."""
        made = iter(items)
        for done in range(1, total + 1):
            with self.stage(name):
                item = next(made)
            self.tell(name, done, total)
            yield item


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
        whole = unchanged.PACK(
            Whole(read, left, planned.pictures, pages, stories, planned.withheld, planned.diagnostics)
        )
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
    if receipt is None or seen is None or receipt.key != key:
        return False
    return receipt.stamp == seen or (seen.size >= 0 and digest((out / path).read_bytes()) == receipt.digest)


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


def prepare(
    root: Path,
    medium: Medium,
    today: date,
    stages: Stages,
    shelf: Shelf | None = None,
    crew: Crew | None = None,
    place: str = "",
    terms: Terms | None = None,
) -> Planned:
    """Everything before rendering: what will be published, and why the rest will not. ``terms`` are a bundle's.

    Raises CannotBuildError, with all that is wrong in them at once, if settings or theme are wrong.
    """
    shelf, crew = shelf or Shelf(), crew or Crew()
    with stages.stage("read"):
        found = sources.gather(root)
        settings, front = _settings(found)
        dressed = theme.load(settings, front, root)
        chosen = theme.suited(dressed.made, bundle=terms is not None)
        library = Library(found, settings, ledger.program(), shelf, crew)
        stories = library.stories(partial(stages.tell, "read"))
        pages = library.pages()
    with stages.stage("validate"):
        manuscripts, sheets = _values(stories), _values(pages)
        written: list[Manuscript | Sheet] = [*manuscripts, *sheets]
        named = {t.path: {local_path(p.src, t.path) for p in validate.pictures_of(t)} for t in written}
        pictures = set().union(*named.values())
        photos = library.photos(pictures)
        diagnostics = [*found.diagnostics, *library.diagnostics, *dressed.diagnostics]
        diagnostics += (*_problems(stories), *_problems(pages))
        for text in written:
            diagnostics += validate.pictures(text, photos)
        diagnostics += validate.notices(settings, front, today)
    with stages.stage("admit"):
        errors = Counter(d.path for d in diagnostics if d.is_error)
        until = terms.end(today) if terms else None
        gone = withdrawn_stories(root)
        evidence = evidence_of(found, manuscripts, settings, gone, library.base, shelf)
        published = publish(manuscripts, sheets, errors, settings, medium, today, evidence, until)
        usable = {path: photo for path, photo in photos.items() if isinstance(photo, Photo)}
        kept, bundle = narrowed(published.stories, settings, terms, today) if terms else (published.stories, None)
        recalled = recall.ids(settings.url, published.taken_back, (stone.id for stone in gone))
        site = Site(settings, library.base, medium, kept, published.leaves, usable, bundle, recalled, gone)
    with stages.stage("index"):
        postings = indexed(site.stories, library, shelf, place)
        nearest = related(site.stories, shelf, place)
        _forget(published, library, shelf, place, named)
    with stages.stage("plan"):
        planned, atlas = plan(site, chosen, postings, nearest)
        diagnostics += published.diagnostics
        diagnostics += _link_problems(site, atlas, found)
    withheld = sorted((*_unreadable(found, written), *published.withheld), key=lambda w: w.source)
    base = ledger.common(site, chosen, make_shell(site, chosen))
    return Planned(
        site,
        chosen,
        base,
        planned,
        tuple(withheld),
        in_order(diagnostics),
        tuple(sorted(pictures)),
        library.denied,
        tuple(manuscripts),
        tuple(sheets),
        evidence,
    )


def _forget(
    published: Published, library: Library, shelf: Shelf, place: str, pictures: Mapping[str, Iterable[str]]
) -> None:
    """Keep nothing of a text that is not published, but for those that never were and whose day is still to come."""
    kept = {*(s.source for s in published.stories), *(leaf.source for leaf in published.leaves)}
    kept |= {w.source for w in published.withheld if w.rule in ("draft", "not-yet")}
    kept |= {f"picture:{picture}" for text in kept for picture in pictures[text]}
    if library.forget_all_but(kept):
        shelf.forget_other_places(place)


def _settings(found: Sources) -> tuple[Settings, Document]:
    checked = read.settings(found.settings, sources.SITE_FILE)
    if checked.value is None or checked.errors:
        raise CannotBuildError(*in_order(checked.diagnostics))
    settings, front = checked.value
    problems = tuple(validate.site(settings, front, [f.path for f in found.pages]))
    if problems:
        raise CannotBuildError(*in_order(problems))
    return settings, front


def _values(checked: Iterable[Checked[T]]) -> list[T]:
    return [c.value for c in checked if c.value is not None]


def _problems(checked: Iterable[Checked[T]]) -> Iterator[Diagnostic]:
    for c in checked:
        yield from c.diagnostics


def _link_problems(site: Site, atlas: Atlas, found: Sources) -> Iterator[Diagnostic]:
    withheld = {f.path for f in (*found.stories, *found.pages)} - set(atlas.by_source)
    texts = [(s.source, s.body) for s in site.stories] + [(leaf.source, leaf.body) for leaf in site.leaves]
    for source, body in texts:
        yield from validate.links(source, body, atlas, withheld)


def _unreadable(found: Sources, texts: Iterable[Manuscript | Sheet]) -> Iterator[Withheld]:
    """Files of which not even a manuscript could be made."""
    readable = {text.path for text in texts}
    paths = {f.path for f in (*found.stories, *found.pages)} | {d.path for d in found.diagnostics if d.is_error}
    for path in sorted(paths - readable):
        yield Withheld(path, "errors", "it cannot be read for the errors in it")
