"""Everything before rendering: read, validate, admit, plan, in this order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain
from typing import TypeVar

from generator.checking.readiness import had_stories, lacking
from generator.consent.case import bytes_of
from generator.consent.find_story import Headers, own_path
from generator.consent.guard_files import gone_of, moves_of, said_of_consents
from generator.consent.lost_acts import stop_if_lost
from generator.content import decoding, link_checks, read, shelf_checks, site_pictures, sources, theme, validate
from generator.content.bare_pictures import bare_pictures
from generator.content.front_matter import StoryHeader
from generator.content.links import Atlas, Place
from generator.content.moves import Moves
from generator.content.named_files import NamedFile, files_of, files_of_site
from generator.content.read import Manuscript, PageSource
from generator.content.routes import list_paths, shelf_paths
from generator.content.settings import Settings
from generator.content.sources import Sources
from generator.content.strict_yaml import Document
from generator.content.theme import Theme
from generator.gate import consent_log, denied_words, deny_list, tombstones
from generator.gate.admission import Admission, admit_all, given_again
from generator.gate.deny_list import DenyList
from generator.gate.ended_in_pages import ended_stories, help_page
from generator.gate.ended_in_theme import ended_in_theme
from generator.gate.evidence import AllEvidence
from generator.gate.named_in_log import named_in_log
from generator.gate.own_words import words_of_site
from generator.gate.same_words import ended_in_settings
from generator.gate.story_evidence import Evidence, OtherFile
from generator.gate.tombstones import Withdrawn
from generator.ground.channels import WEB
from generator.ground.diagnostics import CannotBuildError, Checked, Diagnostic, in_order
from generator.ground.outcome import InForce, Withheld
from generator.ground.target import Target
from generator.incremental import kept_pictures
from generator.incremental.index_update import indexed
from generator.incremental.related_update import related
from generator.incremental.run import Run
from generator.incremental.seal_cache import evidence_of
from generator.incremental.source_cache import SourceCache
from generator.media.photo import Photo, Unusable
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

    ``pictures`` are all files that texts name.
    ``manuscripts`` and ``sheets`` are every text that could be read, published or not; nothing that ships needs them.
    ``evidence`` and ``ended`` are what the gate was told (`gate.evidence.AllEvidence`).
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
    ended: tuple[bytes, ...] | None
    withdrawn: Withdrawn

    @property
    def withheld_headers(self) -> Headers:
        """The front matter of every text that is withheld, by its file; None where it has errors."""
        return _headers(self.withheld, (*self.manuscripts, *self.page_sources))

    @property
    def withheld_places(self) -> frozenset[str]:
        """The files of all texts that are withheld, and every page that they would have."""
        return _places(self.withheld_headers)


@dataclass(frozen=True, slots=True)
class _Texts:
    """Every text as read and validated, the files that texts name, and the pictures among these.

    ``headless`` are the words of files whose front matter cannot be read, so that all that is wrong in them is told.
    """

    found: Sources
    settings: Settings
    library: SourceCache
    manuscripts: list[Manuscript]
    page_sources: list[PageSource]
    headless: list[PageSource]
    named: Mapping[str, Collection[NamedFile]]
    photos: Mapping[str, Photo | Unusable]
    diagnostics: list[Diagnostic]

    @property
    def written(self) -> list[Manuscript | PageSource]:
        """Stories and pages."""
        return [*self.manuscripts, *self.page_sources]


@dataclass(frozen=True, slots=True)
class _Admitted:
    """What the gate decided, the evidence that it was told, the tombstones, and the moves."""

    admission: Admission
    found: AllEvidence
    gone: Withdrawn
    moved: Moves
    in_force: InForce


def prepare(target: Target, run: Run, terms: BundleTerms | None = None, settings: bytes | None = None) -> Planned:
    """Everything before rendering: what will be published, and why the rest will not. ``terms`` are a bundle's.

    ``settings`` are the bytes of a site.yaml that stand for those of the site's own, to see what they would do.

    Raises CannotBuildError, with all that is wrong in them at once, if settings or theme are wrong, and if the log of
    consent is older than it was; OvertakenError, if a file went away while it was read.
    """
    with sources.as_found(target.root):
        return _planned(target, run, terms, settings)


def _planned(target: Target, run: Run, terms: BundleTerms | None, instead: bytes | None) -> Planned:
    root, medium, today, stages = target.root, target.medium, target.today, run.stages
    with stages.stage("read"):
        stop_if_lost(root)
        found = sources.gather(root, instead)
        settings, front, told = _settings(found)
        dressed = theme.load(settings, front, root)
        chosen = theme.suited(dressed.made, bundle=terms is not None, age_notice=settings.age_notice and medium == WEB)
    texts = _texts(found, settings, run)
    if problems := [*_problems_of_site(texts, front)]:
        raise CannotBuildError(*in_order(problems))
    diagnostics = [*told, *texts.diagnostics, *dressed.diagnostics, *_listed(texts.library, settings, front)]
    diagnostics += validate.notices(settings, front, today)
    diagnostics += chain.from_iterable(validate.ahead(text, today) for text in texts.written)
    with stages.stage("admit"):
        admitted = _admitted(texts, target, run, terms.end(today) if terms else None)
        diagnostics += (*admitted.found.problems, *_named(texts))
        over, day = admitted.found.over, (terms.end(today) if terms else None) or today
        problems = [*given_again(settings, front, admitted.gone)]
        problems += ended_in_settings(front, sources.SITE_FILE, over, admitted.gone, settings.consent, medium, day)
        if gone_by := ended_stories(over, admitted.gone, settings, medium, day, OtherFile.ended_on_every_page):
            helping = help_page(texts.page_sources, settings)
            own_files = theme.own_files(settings, front, found.root)
            problems += ended_in_theme(own_files, gone_by, helping.sentences if helping else b"")
        if problems:
            raise CannotBuildError(*problems)
        published, photos = admitted.admission, texts.photos
        usable = {path: photo.on(medium) for path, photo in photos.items() if isinstance(photo, Photo)}
        kept, bundle = narrowed(published.stories, settings, terms, today) if terms else (published.stories, None)
        base, gone = texts.library.base, admitted.gone.stories
        recalled = recall.ids(
            settings.url, map(admitted.moved.first, published.taken_back), (stone.id for stone in gone)
        )
        pages, redirects = published.standalone_pages, published.redirects
        site = Site(
            settings, base, medium, today, kept, pages, usable, bundle, recalled, gone, admitted.moved, redirects
        )
    with stages.stage("index"):
        postings = indexed(site.stories, texts.library, target.name)
        nearest = related(site.stories, run.cache, target.name)
        _forget(published, texts.library, target.name, texts.named)
    with stages.stage("plan"):
        planned = plan(site, chosen, postings, nearest)
        withheld = sorted((*_unreadable(found, texts.written), *published.withheld), key=lambda w: w.source)
        diagnostics += published.diagnostics
        fronts = {page.path: page.front for page in texts.page_sources}
        had = had_stories(withheld, admitted.in_force)
        diagnostics += lacking(settings, front, site.stories, site.standalone_pages, fronts, had_stories=had)
        shown = {*(story.source for story in site.stories), *(page.source for page in site.standalone_pages)}
        diagnostics += shelf_checks.missing(settings, front, {file.path for file in found.stories}, shown)
        diagnostics += bare_pictures(found.root, texts.written, texts.named, shown)
        faulty = {w.source for w in withheld if w.by_errors}
        unpublished = [text for text in (*texts.written, *texts.headless) if text.path in faulty]
        diagnostics += _link_problems(site, planned.atlas, _places(_headers(withheld, texts.written)), unpublished)
    return Planned(
        site,
        chosen,
        planned.around,
        planned.pages,
        planned.atlas,
        tuple(withheld),
        in_order(diagnostics),
        tuple(sorted({file.path for file in chain(*texts.named.values(), files_of_site(settings))})),
        texts.library.denied,
        admitted.in_force,
        tuple(texts.manuscripts),
        tuple(texts.page_sources),
        admitted.found.of,
        admitted.found.ended,
        admitted.gone,
    )


def decided(target: Target, run: Run) -> Admission:
    """What the gate lets through today, whatever is wrong with the theme.

    Raises CannotBuildError if settings are wrong, or a file that protects people cannot be read.
    """
    with sources.as_found(target.root):
        found = sources.gather(target.root)
        settings, _, _ = _settings(found)
        return _admitted(_texts(found, settings, run), target, run, until=None).admission


def _texts(found: Sources, settings: Settings, run: Run) -> _Texts:
    stages = run.stages
    with stages.stage("read"):
        library = SourceCache(found, settings, program(), run)
        stories = library.stories(partial(stages.tell, "read"))
        pages = library.pages()
    with stages.stage("validate"):
        told = list(library.recordings(_values(stories)))
        manuscripts, page_sources = [text for text, _ in told], _values(pages)
        written: list[Manuscript | PageSource] = [*manuscripts, *page_sources]
        headless = list(_headless(found, settings, {t.path for t in written}))
        written += headless
        named = {t.path: files_of(t) for t in written}
        photos = library.photos(chain(*named.values(), files_of_site(settings)))
        # A recording that a text names is no stray.
        used = {file.path for files in named.values() for file in files}
        about_files = (d for d in found.diagnostics if d.path not in used)
        diagnostics = [*about_files, *library.diagnostics, *_problems(stories), *_problems(pages)]
        diagnostics += chain.from_iterable(problems for _, problems in told)
        nobodys = _nobodys(settings, page_sources)
        names_in = partial(sources.names_in, found.root)
        for text in written:
            diagnostics += validate.pictures(text, photos, names_in)
            diagnostics += link_checks.shown_addresses(text, nobodys)
    return _Texts(found, settings, library, manuscripts, page_sources, headless, named, photos, diagnostics)


def _admitted(texts: _Texts, target: Target, run: Run, until: date | None) -> _Admitted:
    found, settings, library = texts.found, texts.settings, texts.library
    errors = Counter(d.path for d in texts.diagnostics if d.is_error)
    stones, log = guard(found.root, tombstones.PATH), guard(found.root, consent_log.PATH)
    gone, moved = gone_of(found.root, settings.url), moves_of(found.root)
    said = said_of_consents(found.root)
    written = texts.manuscripts, texts.page_sources
    known = evidence_of(
        target, found, *written, settings, gone, said, moved, until, library.base, run.cache, library.names_at
    )
    errors.update(d.path for d in known.problems if d.is_error)
    medium, today = target.medium, target.today
    admission = admit_all(*written, errors, settings, medium, today, known.of, gone, until, target.given)
    pages = tuple(replace(page, hidden=page.source in known.hidden) for page in admission.standalone_pages)
    admission = replace(admission, standalone_pages=pages)
    in_force = InForce(
        denied=None if library.listed is None else len(library.denied),
        withdrawn=None if stones is None else len(gone.stories),
        logged=None if log is None else len(log.splitlines()),
    )
    return _Admitted(admission, known, gone, moved, in_force)


def _forget(published: Admission, library: SourceCache, target: str, named: Mapping[str, Iterable[NamedFile]]) -> None:
    """Keep nothing of a text that no channel publishes, but for those that are drafts or whose day is to come."""
    kept = {*(s.source for s in published.stories), *(standalone.source for standalone in published.standalone_pages)}
    kept |= published.elsewhere
    kept |= {w.source for w in published.withheld if w.rule in ("draft", "not-yet")}
    kept |= {kept_pictures.name_of(file) for text in kept for file in named[text]} | {
        f"recording:{file.path}" for text in kept for file in named.get(text, ())
    }
    kept |= {kept_pictures.name_of(file) for file in files_of_site(library.settings)}
    if library.forget_all_but(kept):
        library.cache.forget_other_targets(target)


def _settings(found: Sources) -> tuple[Settings, Document, tuple[Diagnostic, ...]]:
    """The settings, the document with their places, and what is told of them. Raises CannotBuildError for errors."""
    checked = read.settings(found.settings, sources.SITE_FILE)
    if checked.value is None or checked.errors:
        raise CannotBuildError(*in_order(checked.diagnostics))
    settings, front = checked.value
    problems = tuple(validate.site(settings, front, [f.path for f in found.pages]))
    if problems:
        raise CannotBuildError(*in_order(problems))
    return settings, front, checked.diagnostics


def _problems_of_site(texts: _Texts, front: Document) -> Iterator[Diagnostic]:
    """What is wrong in site.yaml as seen from files and texts: pictures that are none or a story's, and addresses."""
    settings, unread = texts.settings, dict[str, str]()
    if files_of_site(settings):
        wrong = {d.path for d in texts.diagnostics if d.is_error}
        whole = [text for text in texts.manuscripts if text.header is not None and text.path not in wrong]
        unread = {text.path: "\n".join(link.target for link in text.body.links) for text in whole}
        # A tag of HTML shows no picture, and stands among the words as it is.
        marked = {d.path for d in texts.diagnostics if d.rule == "stray-mark"}
        unread |= {text.path: f"{unread[text.path]}\n{text.body.text}" for text in whole if text.path in marked}
        others = (file for file in texts.found.stories if file.path not in unread)
        unread |= {file.path: decoding.guessed(bytes_of(file) or b"") for file in others}
        beside = sources.left_among_stories(texts.found)
        unread |= {path: decoding.guessed(data) for path, data in beside if decoding.may_be_text(data)}
    yield from site_pictures.unusable(settings, front, texts.photos)
    yield from site_pictures.of_stories(settings, front, texts.found.root, texts.named, unread)
    yield from link_checks.shown_in_settings(front, settings.addresses, _nobodys(settings, texts.page_sources))


def _nobodys(settings: Settings, pages: Iterable[PageSource]) -> frozenset[str]:
    """The paths of pages that are no story's, and can be none's."""
    return frozenset(
        (*list_paths(settings), *shelf_paths(settings), *(own_path(page.path, page.header) for page in pages))
    )


def _listed(library: SourceCache, settings: Settings, front: Document) -> tuple[Diagnostic, ...]:
    """What a person should know of the deny list. Raises CannotBuildError where its words stand on every page."""
    denied, found = library.denied, library.found
    problems = [*denied.faults]
    if denied:
        problems += deny_list.astray(denied, [file.path for file in (*found.stories, *found.pages)])
        problems += denied_words.in_settings(front, sources.SITE_FILE, denied)
        problems += denied_words.in_theme(theme.own_files(settings, front, found.root), denied)
    if any(d.is_error for d in problems):
        raise CannotBuildError(*in_order(problems))
    return tuple(problems)


def _named(texts: _Texts) -> Iterator[Diagnostic]:
    """The lines of the log that name somebody whom they must not; most logs name nobody."""
    log = guard(texts.found.root, consent_log.PATH) or b""
    if b'"by"' in log:
        lines, denied = consent_log.read(log)[0], texts.library.denied.everywhere()
        yield from named_in_log(lines, denied, texts.manuscripts, words_of_site(texts.settings))


def _values(checked: Iterable[Checked[T]]) -> list[T]:
    return [c.value for c in checked if c.value is not None]


def _problems(checked: Iterable[Checked[T]]) -> Iterator[Diagnostic]:
    for c in checked:
        yield from c.diagnostics


def _headless(found: Sources, settings: Settings, readable: Collection[str]) -> Iterator[PageSource]:
    """What stands below a front matter that cannot be read: its links and pictures may be wrong, too."""
    for file in (*found.stories, *found.pages):
        if file.path in readable:
            continue
        try:
            body = read.body_below(file.read(), file.path, settings.language)
        except OSError:
            continue  # which has been told
        yield PageSource(file.path, b"", None, body, Document(None))


def _link_problems(
    site: Site, atlas: Atlas, withheld: Collection[str], unpublished: Iterable[Manuscript | PageSource]
) -> Iterator[Diagnostic]:
    """The links of what is published, and of what errors hold back."""
    texts = [(s.source, s.body) for s in site.stories] + [
        (standalone.source, standalone.body) for standalone in site.standalone_pages
    ]
    nearby = link_checks.Nearby(atlas, withheld)
    for source, body in texts:
        yield from link_checks.links(source, body, atlas, withheld, nearby)
    for text in unpublished:
        place = Place(own_path(text.path, text.header), frozenset(h.id for h in text.body.headings))
        yield from link_checks.links(text.path, text.body, atlas.having(text.path, place), withheld, nearby)


def _headers(withheld: Iterable[Withheld], texts: Iterable[Manuscript | PageSource]) -> Headers:
    readable = {text.path: text.header for text in texts}
    return {one.source: readable.get(one.source) for one in withheld}


def _places(headers: Headers) -> frozenset[str]:
    aliases = (header.aliases for header in headers.values() if isinstance(header, StoryHeader))
    return frozenset((*headers, *chain.from_iterable(aliases), *(own_path(text, headers[text]) for text in headers)))


def _unreadable(found: Sources, texts: Iterable[Manuscript | PageSource]) -> Iterator[Withheld]:
    """Files of which not even a manuscript could be made."""
    readable = {text.path for text in texts}
    paths = {f.path for f in (*found.stories, *found.pages)} | {d.path for d in found.diagnostics if d.is_error}
    for path in sorted(paths - readable):
        yield Withheld(path, "errors", "it cannot be read for the errors in it")
