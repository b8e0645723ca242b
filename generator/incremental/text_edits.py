"""Work for a build in which the texts of a few stories have changed, and nothing that any other page says of them.

What stands around those texts is what the last build left. That build decided over every other story on this very day
and from the very same files; those whose texts have changed go through the gate again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from generator.content import read, sources, theme, validate
from generator.content.body import Picture
from generator.content.links import Atlas
from generator.content.named_files import paths_of
from generator.content.sources import SourceFile, Sources
from generator.gate import tombstones
from generator.gate.admit import Evidence, Story, admit
from generator.gate.evidence import is_sealed, withdrawn_on
from generator.gate.tombstones import Tombstone
from generator.ground.diagnostics import CannotBuildError, Diagnostic, in_order
from generator.incremental import analysis, page_keys, up_to_date
from generator.incremental.analysis import ABOUT, TERMS, Record
from generator.incremental.index_update import Edited, reindexed
from generator.incremental.related_update import related_again
from generator.incremental.run import Run
from generator.incremental.site_snapshot import SNAPSHOT
from generator.incremental.source_cache import SourceCache
from generator.incremental.up_to_date import Start, Whole
from generator.incremental.worklist import Worklist
from generator.media.pictures import Photo
from generator.plan import lists, search
from generator.plan.cards import card
from generator.plan.plan import StoryPages, places_of
from generator.plan.site import Site
from generator.plan.surroundings import Surroundings
from generator.store.guards import guard
from generator.store.program import program

# With more than these it is quicker to look at everything.
FEW = 20


class _MoreError(Exception):
    """More has changed than texts."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """A story with another text than before, and what was found in it."""

    file: SourceFile
    data: bytes
    record: Record
    edited: Edited
    photos: Mapping[str, Photo]
    diagnostics: tuple[Diagnostic, ...]


def amend(start: Start, last: Whole, run: Run) -> Worklist | None:
    """What is to be done since the ``last`` build, which left what is there.

    None where more has changed than a few stories' texts, or anything is wrong.
    """
    try:
        return _work(start, last, run)
    except (_MoreError, CannotBuildError, OSError):
        return None


def _work(start: Start, last: Whole, run: Run) -> Worklist:
    target, cache = start.target, run.cache
    changed = up_to_date.changed(start, last, cache)
    if not 0 < len(changed) <= FEW:
        raise _MoreError
    left = SNAPSHOT.get(cache, target.name)
    if left is None:
        raise _MoreError
    kept = left.around
    if not changed.keys() <= kept.cards.keys():
        raise _MoreError
    files = tuple(SourceFile(path, str(target.root / path), looks) for path, looks in changed.items())
    found = Sources(target.root, start.at, sources.site_file(target.root), files, (), ())
    checked = read.settings(found.settings, sources.SITE_FILE)
    if checked.value is None:
        raise _MoreError  # they have changed since they were looked at
    settings, front = checked.value
    chosen = theme.suited(theme.load(settings, front, target.root).made, bundle=False)
    library = SourceCache(found, settings, program(), run)
    atlas, withheld = kept.atlas(last.pages), {w.source for w in last.withheld}
    withdrawn = {stone.id: stone for stone in tombstones.read(guard(target.root, tombstones.PATH))}
    edits = [_edit(file, library, kept, atlas, withheld, withdrawn, start) for file in files]
    photos = {path: photo for edit in edits for path, photo in edit.photos.items()}
    site = Site(settings, library.base, target.medium, (), (), photos)
    if page_keys.common(site, chosen, kept.shell) != left.base:
        raise _MoreError  # settings or theme have changed since they were looked at

    numbers = {source: n for n, source in enumerate(kept.cards)}
    edited = {numbers[edit.file.path]: edit.edited for edit in edits}
    nearest = related_again({n: of.story for n, of in edited.items()}, cache, target.name)
    index = reindexed(edited, cache, target.name)
    if nearest is None or index is None:
        raise _MoreError
    for edit in edits:
        library.learn(edit.file, edit.data, edit.record)

    strings, cards = chosen.strings_for(settings.language), list(kept.cards.values())
    manifest, *shards = search.word_pages(settings, index.postings, index.words, index.digests, kept.facets)
    texts_of = {search.text_path(n) for n in range(len(cards))}
    former = {p for p in last.pages if search.is_of_index(p) and p not in texts_of and p != kept.facets}
    pages = [lists.search_page(kept.shell, strings, kept.letters, manifest.path)]
    pages += (page for page in (manifest, *shards) if page.path not in former)
    makes = StoryPages(site, kept.shell, strings, atlas)
    for n, of in edited.items():
        pages += (makes.page(n, of.story, cards, kept.series, nearest[n]), search.text_page(n, of.story, cards[n]))
    gone = former - {manifest.path, *(page.path for page in shards)}
    key = page_keys.Keys(left.base).of
    return Worklist(
        paths=tuple(sorted({*last.pages, *(page.path for page in pages)} - gone)),
        stale=tuple((page, key(page)) for page in pages),
        gone=gone,
        harmless=gone,
        theme=chosen,
        denied=library.denied,
        stories=last.stories,
        withheld=last.withheld,
        diagnostics=in_order(
            [*(d for d in last.diagnostics if d.path not in changed), *(d for e in edits for d in e.diagnostics)]
        ),
        pictures=last.pictures,
    )


def _edit(
    file: SourceFile,
    library: SourceCache,
    kept: Surroundings,
    atlas: Atlas,
    withheld: Collection[str],
    withdrawn: Mapping[str, Tombstone],
    start: Start,
) -> _Edit:
    """What a file is now. Raises _MoreError where another page says something else of it than before."""
    words = library.cache.terms([file.path]).get(file.path)
    if file.path not in library.known or words is None or (start.target.root / file.path).is_symlink():
        raise _MoreError
    data, settings = file.read(), library.settings
    record, checked = analysis.story_of(file.path, data, settings, library.denied)
    text, before = checked.value, ABOUT.decode(library.known[file.path].about)
    if text is None or text.header != before.story or _files(text.body.pictures) != _files(before.pictures):
        raise _MoreError
    photos = library.photos(paths_of(text))
    links = validate.links(file.path, text.body, atlas, withheld)
    diagnostics = (*checked.diagnostics, *validate.pictures(text, photos), *links)
    usable = {path: photo for path, photo in photos.items() if isinstance(photo, Photo)}
    errors = sum(d.is_error for d in diagnostics)
    if is_sealed(text):
        raise _MoreError  # whether its seal is broken is looked at with everything else
    evidence = Evidence(None, withdrawn_on(text, settings, withdrawn))
    story = admit(text, settings, start.target.medium, start.target.today, errors, evidence, until=None)
    if not isinstance(story, Story):
        raise _MoreError
    same = places_of([story])[file.path] == kept.places[file.path]
    if not same or card(story, settings, usable) != kept.cards[file.path]:
        raise _MoreError
    edited = Edited(story, before.digest or b"", TERMS.decode(words), TERMS.decode(record.terms))
    return _Edit(file, data, record, edited, usable, diagnostics)


def _files(pictures: Iterable[Picture]) -> set[str]:
    return {picture.src for picture in pictures}
