"""A build: read, validate, admit, plan, render, write, in this order."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from generator import deny, read, sources, theme, validate, write
from generator.cards import Site
from generator.consent import Medium, Withheld
from generator.diagnostics import CannotBuildError, Checked, Diagnostic, Severity, in_order
from generator.evidence import evidence_of, withdrawn_stories
from generator.links import local_path
from generator.pictures import LARGEST, SUFFIXES, Photo, Unusable, develop
from generator.plan import make_atlas, plan
from generator.publish import publish
from generator.read import Manuscript, Sheet
from generator.render import Output, Renderer
from generator.settings import Settings
from generator.sources import Sources
from generator.strict_yaml import Document
from generator.theme import Theme
from generator.views import Page

T = TypeVar("T")
PICTURES = tuple(SUFFIXES.values())
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Planned:
    """A site that is ready to be rendered, and everything that was found on the way."""

    site: Site
    theme: Theme
    pages: tuple[Page, ...]
    withheld: tuple[Withheld, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. ``seconds`` are wall time by stage, in the order of the stages."""

    out: Path
    medium: Medium
    today: date
    pages: tuple[str, ...]
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
    """Times the stages, and tells how far each has come."""

    tell: Progress = lambda _stage, _done, _total: None
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of a ``with`` block towards a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start

    def each(self, name: str, items: Sequence[T]) -> Iterator[T]:
        """The items, telling after each how far the stage is."""
        for done, item in enumerate(items):
            self.tell(name, done, len(items))
            yield item
        self.tell(name, len(items), len(items))


def build(root: Path, out: Path, medium: Medium, today: date, stages: Stages) -> Report:
    """Build the site in ``root`` into the folder ``out``.

    Raises CannotBuildError, having written nothing, if settings, theme or the output folder are wrong.
    """
    write.claim(out, root)
    planned = prepare(root, medium, today, stages)
    with stages.stage("render"):
        renderer = Renderer(planned.theme)
        outputs: list[Output] = [renderer.render(page) for page in stages.each("render", planned.pages)]
        denied = deny.read(sources.read_inside(root, deny.PATH, LARGEST))
        left = tuple(deny.still_there(((o.path, o.content) for o in outputs), denied, PICTURES))
        if left:
            raise CannotBuildError(*left)
    with stages.stage("write"):
        write.to_folder(outputs, out)
    return Report(
        out=out,
        medium=medium,
        today=today,
        pages=tuple(o.path for o in outputs),
        stories=len(planned.site.stories),
        withheld=planned.withheld,
        diagnostics=planned.diagnostics,
        seconds=stages.seconds,
    )


def prepare(root: Path, medium: Medium, today: date, stages: Stages) -> Planned:
    """Everything before rendering: what will be published, and why the rest will not.

    Raises CannotBuildError, with all that is wrong in them at once, if settings or theme are wrong.
    """
    with stages.stage("read"):
        found = sources.gather(root)
        settings, front = _settings(found)
        dressed = theme.load(settings, front, root)
        chosen = dressed.made
        language = settings.language
        stories = [read.manuscript(f.data, f.path, language) for f in stages.each("read", found.stories)]
        pages = [read.sheet(f.data, f.path, language) for f in found.pages]
    with stages.stage("validate"):
        manuscripts, sheets = _values(stories), _values(pages)
        photos = _photos(root, [*manuscripts, *sheets])
        diagnostics = [*found.diagnostics, *dressed.diagnostics, *_problems(stories), *_problems(pages)]
        denied = deny.read(sources.read_inside(root, deny.PATH, LARGEST))
        for manuscript in manuscripts:
            diagnostics += (*validate.manuscript(manuscript, settings, photos), *deny.problems(manuscript, denied))
        for sheet in sheets:
            diagnostics += (*validate.sheet(sheet, photos), *deny.problems(sheet, denied))
        diagnostics += validate.notices(settings, front, today)
    with stages.stage("admit"):
        errors = Counter(d.path for d in diagnostics if d.is_error)
        gone = withdrawn_stories(root)
        evidence = evidence_of(found, manuscripts, settings, gone)
        published = publish(manuscripts, sheets, errors, settings, medium, today, evidence)
        usable = {path: photo for path, photo in photos.items() if isinstance(photo, Photo)}
        site = Site(settings, medium, published.stories, published.leaves, usable, gone)
    with stages.stage("plan"):
        planned = plan(site, chosen)
        diagnostics += published.diagnostics
        diagnostics += _link_problems(site, planned, found)
    withheld = sorted((*_unreadable(found, [*manuscripts, *sheets]), *published.withheld), key=lambda w: w.source)
    return Planned(site, chosen, planned, tuple(withheld), in_order(diagnostics))


def _settings(found: Sources) -> tuple[Settings, Document]:
    checked = read.settings(found.settings.data, found.settings.path)
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


def _photos(root: Path, texts: Iterable[Manuscript | Sheet]) -> dict[str, Photo | Unusable]:
    """Every picture that a text names and that is there, by its path in the site's folder."""
    named = {local_path(p.src, text.path) for text in texts for p in validate.pictures_of(text)}
    read_in = ((path, sources.read_inside(root, path, LARGEST)) for path in sorted(named))
    return {path: develop(data) for path, data in read_in if data is not None}


def _link_problems(site: Site, pages: Iterable[Page], found: Sources) -> Iterator[Diagnostic]:
    atlas = make_atlas(site.stories, site.leaves, (p.path for p in pages))
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
