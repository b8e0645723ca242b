"""Everything before rendering: read, validate, admit, plan, in this order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from generator.content import read, sources, theme, validate
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.links import Atlas
from generator.content.named_files import paths_of
from generator.content.read import Manuscript, PageSource
from generator.content.settings import Settings
from generator.content.sources import Sources
from generator.content.strict_yaml import Document
from generator.content.theme import Theme
from generator.gate import consent_log, deny_list, tombstones
from generator.gate.admission import Admission, admit_all
from generator.gate.admit import Evidence
from generator.gate.deny_list import DenyList
from generator.ground.diagnostics import CannotBuildError, Checked, Diagnostic, in_order
from generator.ground.outcome import InForce, Withheld
from generator.ground.target import Target
from generator.incremental.index_update import indexed
from generator.incremental.related_update import related
from generator.incremental.run import Run
from generator.incremental.seal_cache import evidence_of
from generator.incremental.source_cache import SourceCache
from generator.media.pictures import Photo
from generator.plan import recall
from generator.plan.bundle_terms import BundleTerms, narrowed
from generator.plan.plan import plan
from generator.plan.site import Site
from generator.plan.surroundings import Surroundings
from generator.store.guards import guard
from generator.store.program import program
from generator.views.pages import Page

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Planned:
    """A site that is ready to be rendered, and everything that was found on the way.

    ``pictures`` are the files that texts name.
    ``manuscripts`` and ``sheets`` are every text that could be read, published or not; nothing that ships needs them.
    """

    site: Site
    theme: Theme
    around: Surroundings
    pages: tuple[Page, ...]
    atlas: Atlas
    withheld: tuple[Withheld, ...]
    diagnostics: tuple[Diagnostic, ...]
    pictures: tuple[str, ...]
    denied: DenyList
    in_force: InForce
    manuscripts: tuple[Manuscript, ...]
    page_sources: tuple[PageSource, ...]
    evidence: Mapping[str, Evidence]

    @property
    def withheld_headers(self) -> Mapping[str, StoryHeader | PageHeader | None]:
        """The front matter of every text that is withheld, by its file; None where it has errors."""
        texts: Iterable[Manuscript | PageSource] = (*self.manuscripts, *self.page_sources)
        readable = {text.path: text.header for text in texts}
        return {withheld.source: readable.get(withheld.source) for withheld in self.withheld}


def prepare(target: Target, run: Run, terms: BundleTerms | None = None) -> Planned:
    """Everything before rendering: what will be published, and why the rest will not. ``terms`` are a bundle's.

    Raises CannotBuildError, with all that is wrong in them at once, if settings or theme are wrong.
    """
    root, medium, today, stages = target.root, target.medium, target.today, run.stages
    with stages.stage("read"):
        found = sources.gather(root)
        settings, front = _settings(found)
        dressed = theme.load(settings, front, root)
        chosen = theme.suited(dressed.made, bundle=terms is not None)
        library = SourceCache(found, settings, program(), run)
        listed = _listed(library, settings, front)
        stories = library.stories(partial(stages.tell, "read"))
        pages = library.pages()
    with stages.stage("validate"):
        manuscripts, page_sources = _values(stories), _values(pages)
        written: list[Manuscript | PageSource] = [*manuscripts, *page_sources]
        named = {t.path: paths_of(t) for t in written}
        pictures = frozenset[str]().union(*named.values())
        photos = library.photos(pictures)
        diagnostics = [*found.diagnostics, *library.diagnostics, *dressed.diagnostics, *listed]
        diagnostics += (*_problems(stories), *_problems(pages))
        for text in written:
            diagnostics += validate.pictures(text, photos)
        diagnostics += validate.notices(settings, front, today)
    with stages.stage("admit"):
        errors = Counter(d.path for d in diagnostics if d.is_error)
        until = terms.end(today) if terms else None
        stones, log = guard(root, tombstones.PATH), guard(root, consent_log.PATH)
        gone = tombstones.read(stones)
        evidence = evidence_of(found, manuscripts, settings, gone, library.base, run.cache)
        published = admit_all(manuscripts, page_sources, errors, settings, medium, today, evidence, until)
        usable = {path: photo for path, photo in photos.items() if isinstance(photo, Photo)}
        kept, bundle = narrowed(published.stories, settings, terms, today) if terms else (published.stories, None)
        recalled = recall.ids(settings.url, published.taken_back, (stone.id for stone in gone))
        site = Site(settings, library.base, medium, kept, published.standalone_pages, usable, bundle, recalled, gone)
    with stages.stage("index"):
        postings = indexed(site.stories, library, target.name)
        nearest = related(site.stories, run.cache, target.name)
        _forget(published, library, target.name, named)
    with stages.stage("plan"):
        planned = plan(site, chosen, postings, nearest)
        withheld = sorted((*_unreadable(found, written), *published.withheld), key=lambda w: w.source)
        diagnostics += published.diagnostics
        diagnostics += _link_problems(site, planned.atlas, {w.source for w in withheld})
    return Planned(
        site,
        chosen,
        planned.around,
        planned.pages,
        planned.atlas,
        tuple(withheld),
        in_order(diagnostics),
        tuple(sorted(pictures)),
        library.denied,
        InForce(
            denied=None if library.listed is None else len(library.denied),
            withdrawn=None if stones is None else len(gone),
            logged=None if log is None else len(log.splitlines()),
        ),
        tuple(manuscripts),
        tuple(page_sources),
        evidence,
    )


def _forget(published: Admission, library: SourceCache, target: str, pictures: Mapping[str, Iterable[str]]) -> None:
    """Keep nothing of a text that no channel publishes, but for those that are drafts or whose day is to come."""
    kept = {*(s.source for s in published.stories), *(standalone.source for standalone in published.standalone_pages)}
    kept |= published.elsewhere
    kept |= {w.source for w in published.withheld if w.rule in ("draft", "not-yet")}
    kept |= {f"picture:{picture}" for text in kept for picture in pictures[text]}
    if library.forget_all_but(kept):
        library.cache.forget_other_targets(target)


def _settings(found: Sources) -> tuple[Settings, Document]:
    checked = read.settings(found.settings, sources.SITE_FILE)
    if checked.value is None or checked.errors:
        raise CannotBuildError(*in_order(checked.diagnostics))
    settings, front = checked.value
    problems = tuple(validate.site(settings, front, [f.path for f in found.pages]))
    if problems:
        raise CannotBuildError(*in_order(problems))
    return settings, front


def _listed(library: SourceCache, settings: Settings, front: Document) -> tuple[Diagnostic, ...]:
    """What a person should know of the deny list. Raises CannotBuildError where its words stand on every page."""
    denied, found = library.denied, library.found
    problems = [*denied.faults]
    if denied:
        problems += deny_list.astray(denied, [file.path for file in (*found.stories, *found.pages)])
        problems += deny_list.in_settings(front, sources.SITE_FILE, denied)
        problems += deny_list.in_theme(theme.own_files(settings, front, found.root), denied)
    if any(d.is_error for d in problems):
        raise CannotBuildError(*in_order(problems))
    return tuple(problems)


def _values(checked: Iterable[Checked[T]]) -> list[T]:
    return [c.value for c in checked if c.value is not None]


def _problems(checked: Iterable[Checked[T]]) -> Iterator[Diagnostic]:
    for c in checked:
        yield from c.diagnostics


def _link_problems(site: Site, atlas: Atlas, withheld: Collection[str]) -> Iterator[Diagnostic]:
    texts = [(s.source, s.body) for s in site.stories] + [
        (standalone.source, standalone.body) for standalone in site.standalone_pages
    ]
    nearby = validate.Nearby(atlas, withheld)
    for source, body in texts:
        yield from validate.links(source, body, atlas, withheld, nearby)


def _unreadable(found: Sources, texts: Iterable[Manuscript | PageSource]) -> Iterator[Withheld]:
    """Files of which not even a manuscript could be made."""
    readable = {text.path for text in texts}
    paths = {f.path for f in (*found.stories, *found.pages)} | {d.path for d in found.diagnostics if d.is_error}
    for path in sorted(paths - readable):
        yield Withheld(path, "errors", "it cannot be read for the errors in it")
