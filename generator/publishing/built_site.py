"""A site's folder and what was just built of it, read as a `LocalBuild`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from generator.consent.guard_files import log_of
from generator.content.moves import Moves
from generator.content.page_kinds import PageKind
from generator.gate.admission import StandalonePage
from generator.gate.admit import Story
from generator.gate.tombstones import Withdrawn
from generator.gate.voices import CHANNELS
from generator.ground.channels import SOCIAL
from generator.ground.diagnostics import START, CannotBuildError, Severity, error
from generator.ground.digest import opaque_id
from generator.ground.outcome import Withheld
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.incremental.traces import ALL, Published, mark_of, marks_in, published_in, texts_on
from generator.plan.built import built_of
from generator.plan.recordings import recording_paths
from generator.plan.site import Site
from generator.prepare import Planned, prepare
from generator.publishing.agreements import agreed_on
from generator.publishing.local_build import LocalBuild, LocalFile
from generator.publishing.remote_manifest import ALL_TEXTS, RemoteFile, digest_of_file
from generator.publishing.site_words import SiteWords
from generator.publishing.text_ids import SHOWN_IN, ids_of, text_id
from generator.views.pages import Page

# Why a text is held back that nobody's consent speaks against.
NO_END = {"draft", "not-yet"}


def built_site(target: Target, run: Run) -> LocalBuild:
    """What the build of ``target`` just made, as it is to be put online.

    Raises CannotBuildError where a build would, and where a file of it cannot be read.
    """
    return described(target, prepare(target, run), lambda page: _measured(target, page.path))


def described(target: Target, planned: Planned, measured: Callable[[Page], tuple[str, int]]) -> LocalBuild:
    """A planned site as it is to be put online; ``measured`` gives each page's digest (`digest_of`) and size.

    Raises CannotBuildError where the log of consent cannot be read.
    """
    site = planned.site
    published = published_in(site.stories, site.standalone_pages, site.medium)
    by_mark = _by_mark(published, site)
    users = _users(site)
    own = {story.source for story in site.stories}
    files: dict[str, LocalFile] = {}
    for page in planned.pages:
        marks = texts_on(page, published)
        found = [by_mark[mark] for mark in marks_in(marks)]
        texts = frozenset({ALL_TEXTS}) if marks == ALL else frozenset[str]().union(*found)
        of = text_id(site.settings.url, page.source, site.moves) if page.source in own else None
        if of and page.kind is PageKind.SOCIAL_CARD:
            of = SHOWN_IN[SOCIAL] + of
        if page.kind in (PageKind.PICTURE, PageKind.RECORDING):
            of = min(users[page.path]) if of and len(users[page.path]) == 1 else None
            texts |= users[page.path]
        files[page.path] = LocalFile(RemoteFile(*measured(page), texts, of), page.kind.turn)
    return LocalBuild(
        target.folder,
        site.settings.url,
        target.today,
        log_of(target.root),
        files,
        ids_of(published, site.settings.url, site.moves),
        {text_id(site.settings.url, story.source, site.moves): story.title for story in site.stories},
        frozenset(ended_of(planned.withheld, planned.withdrawn, site.settings.url, site.moves)),
        built_of(target.today, site.stories).ends,
        tuple(d for d in planned.diagnostics if d.severity is Severity.WARNING),
        planned.withdrawn.had,
        partial(agreed_on, target.root, target.today, site.settings.url, site.moves),
        words=SiteWords(target.root, site.settings.url, site.moves),
    )


def ended_of(withheld: Iterable[Withheld], withdrawn: Withdrawn, site: str, moves: Moves) -> Iterator[str]:
    """The ids of texts that consent holds back, and of those that were withdrawn."""
    for one in withheld:
        if one.rule not in NO_END and not one.by_errors:
            yield text_id(site, one.source, moves)
    yield from (opaque_id(stone.id) for stone in withdrawn.stories)


def _by_mark(published: Published, site: Site) -> dict[bytes, set[str]]:
    """The ids of texts by the marks that stand for them; two texts may have one mark."""
    found: dict[bytes, set[str]] = defaultdict(set)
    for path, source in published.texts.items():
        known_as = text_id(site.settings.url, source, site.moves)
        found[mark_of(path)].add(known_as)
        for way, before in SHOWN_IN.items():
            found[mark_of(path, way)].add(before + known_as)
    return found


def _users(site: Site) -> dict[str, frozenset[str]]:
    """The ids of all texts that show a picture, or of whose recording a file is, by its path in the output."""
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    texts: tuple[Story | StandalonePage, ...] = (*site.stories, *site.standalone_pages)
    for text in texts:
        known_as = text_id(site.settings.url, text.source, site.moves)
        for one in (one for file in text.files for one in site.photos[file.key].files):
            found[PageKind.PICTURE.path(name=one.name)] |= {known_as}
        if isinstance(text, Story) and text.recording:
            for path in recording_paths(text):
                found[path] |= {SHOWN_IN[CHANNELS[text.recording.written.kind]] + known_as}
    return found


def _measured(target: Target, path: str) -> tuple[str, int]:
    place = target.folder / path
    try:
        with place.open("rb") as file:
            return digest_of_file(file), file.tell()
    except OSError as e:
        what = f"what was just built cannot be read here ({e.strerror})"
        raise CannotBuildError(error("out", str(place), START, what, "build again")) from None
