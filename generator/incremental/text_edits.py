"""Work for a build in which the texts of a few stories have changed, and nothing that any other page says of them.

What stands around those texts is what the last build left. That build decided over every other story on this very day
and from the very same files; those whose texts have changed go through the gate again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.content import read, sources, theme
from generator.content.bare_pictures import BARE
from generator.content.body import Content
from generator.content.named_files import files_of
from generator.content.routes import story_path
from generator.content.sources import SourceFile, Sources
from generator.gate import tombstones
from generator.gate.story_evidence import Evidence
from generator.ground.channels import WEB
from generator.ground.diagnostics import CannotBuildError, Diagnostic, in_order
from generator.ground.digest import bytes_digest
from generator.ground.target import Target
from generator.incremental import analysis, page_keys, up_to_date
from generator.incremental.analysis import TERMS, Record
from generator.incremental.index_update import Edited, reindexed
from generator.incremental.related_update import related_again
from generator.incremental.remade import EditedTexts, are_all_known, remade
from generator.incremental.run import Run
from generator.incremental.seal_cache import ENDED, HELD_TO_OTHERS, RETOLD
from generator.incremental.site_snapshot import SNAPSHOT
from generator.incremental.source_cache import SourceCache
from generator.incremental.text_change import Unchanged, text_change
from generator.incremental.traces import Published, by_ways, texts_on, ways_to
from generator.incremental.up_to_date import Start, Whole
from generator.incremental.worklist import Worklist
from generator.media.photo import Photo
from generator.plan import result_packs, search
from generator.plan.cards import card
from generator.plan.index_files import is_of_index
from generator.plan.plan import places_of
from generator.plan.result_packs import Pack, Texts
from generator.plan.site import Site
from generator.plan.surroundings import Surroundings
from generator.store import output_folder
from generator.store.cache import Cache
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


@dataclass(frozen=True, slots=True)
class _Held:
    """What a pack holds: the texts in it, and the marks of all of which it holds anything, which are as before."""

    texts: Texts
    marks: bytes


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
    if not are_all_known() or not 0 < len(changed) <= FEW:
        raise _MoreError
    left = SNAPSHOT.get(cache, target.name)
    if left is None:
        raise _MoreError
    kept = left.around
    if not changed.keys() <= kept.cards.keys():
        raise _MoreError
    if any(d.rule == BARE and d.path in changed for d in last.diagnostics):
        raise _MoreError  # other texts say of it that it shows what they cover up
    files = tuple(SourceFile(path, str(target.root / path), looks) for path, looks in changed.items())
    found = Sources(target.root, start.at, sources.site_file(target.root), files, (), ())
    checked = read.settings(found.settings, sources.SITE_FILE)
    if checked.value is None:
        raise _MoreError  # they have changed since they were looked at
    settings, front = checked.value
    dressed = theme.load(settings, front, target.root).made
    chosen = theme.suited(dressed, bundle=False, age_notice=settings.age_notice and target.medium == WEB)
    library = SourceCache(found, settings, program(), run)
    atlas, withheld = kept.atlas(last.pages), {w.source for w in last.withheld}
    ended, retold = ENDED.get(cache, target.name), RETOLD.get(cache, target.name)
    others_hold = HELD_TO_OTHERS.get(cache, target.name)
    if ended is None or retold is None or others_hold is None or not others_hold.isdisjoint(changed):
        raise _MoreError
    withdrawn = tombstones.read(guard(target.root, tombstones.PATH))
    unchanged = Unchanged(settings, target.medium, target.today, atlas, withheld, ended, withdrawn, retold)
    edits = [_edit(file, library, kept, unchanged) for file in files]
    photos = {path: photo for edit in edits for path, photo in edit.photos.items()}
    site = Site(settings, library.base, target.medium, target.today, (), (), photos)
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

    cards = tuple(kept.cards.values())
    packs = result_packs.packs(cards, index.texts)
    held = {
        pack: _held(pack, edited, index.digests, run.cache, target)
        for pack in packs
        if not edited.keys().isdisjoint(pack.numbers)
    }
    words = search.index_of_words(settings, index.postings, index.words, index.texts, cards, packs, kept.beside)
    texts = EditedTexts(
        stories={n: of.story for n, of in edited.items()},
        packs={pack: of.texts for pack, of in held.items()},
        settings=settings,
        strings=chosen.strings_for(settings.language),
        photos=photos,
        around=kept,
        atlas=atlas,
        nearest=nearest,
        words=words,
    )
    others = {pack.path for pack in packs} | {kept.beside.facets, kept.beside.others}
    former = {p for p in last.pages if is_of_index(p) and p not in others}
    pages = [page for page in remade(texts) if page.path not in former]
    gone = former - {page.path for page in words.pages}
    key = page_keys.Keys(left.base).of
    scopes = {story_path(of.story.slug): ways_to(of.story) for of in edited.values()}
    places = {place.path: source for source, place in kept.places.items()}
    published = Published(places, by_ways(scopes, target.medium))
    drawn_on = {pack.path: of.marks for pack, of in held.items()}
    return Worklist(
        paths=tuple(sorted({*last.pages, *(page.path for page in pages)} - gone)),
        stale=tuple((page, key(page)) for page in pages),
        gone=gone,
        urgent={},
        texts={page.path: drawn_on.get(page.path) or texts_on(page, published) for page in pages},
        moved={},
        theme=chosen,
        stories=last.stories,
        withheld=last.withheld,
        diagnostics=in_order(
            [*(d for d in last.diagnostics if d.path not in changed), *(d for e in edits for d in e.diagnostics)]
        ),
        pictures=last.pictures,
        in_force=last.in_force,
    )


def _edit(file: SourceFile, library: SourceCache, kept: Surroundings, unchanged: Unchanged) -> _Edit:
    """What a file is now. Raises _MoreError where another page says something else of it than before."""
    known = library.known.get(file.path)
    words = library.cache.terms({file.path: known.digest}).get(file.path) if known else None
    if known is None or words is None or (library.found.root / file.path).is_symlink():
        raise _MoreError
    # The words that it had are not asked for.
    before = analysis.manuscript(file.path, known.about, Content).value
    if before is None:
        raise _MoreError
    data, settings = file.read(), library.settings
    record, checked = analysis.story_of(file.path, data, settings, library.denied)
    # Log, withdrawals and all other consents are as they were when the last build published it: `Start.left`.
    nothing = Evidence(None, None, (), ())
    now = text_change(unchanged, before, checked, library.photos(files_of(before)), nothing)
    if now is None:
        raise _MoreError
    same = places_of([now.story])[file.path] == kept.places[file.path]
    if not same or card(now.story, settings, now.photos) != kept.cards[file.path]:
        raise _MoreError
    edited = Edited(now.story, before.digest, TERMS.decode(words), TERMS.decode(record.terms))
    return _Edit(file, data, record, edited, now.photos, now.diagnostics)


def _held(pack: Pack, edited: Mapping[int, Edited], digests: Sequence[bytes], cache: Cache, target: Target) -> _Held:
    """What a pack holds now, by the file that the last build left. Raises _MoreError where that is not there whole."""
    receipt, left = cache.receipt(target.name, pack.path), output_folder.words_in(target.folder, pack.path)
    if receipt is None or bytes_digest(left) != receipt.digest:
        raise _MoreError
    before = zip(pack.numbers, result_packs.texts_in(left), strict=True)
    texts = [edited[n].story.body.text if n in edited else text for n, text in before]
    return _Held(Texts([digests[n] for n in pack.numbers], lambda: texts), receipt.texts)
