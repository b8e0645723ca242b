"""The import, from a source to files of the site. It reads top to bottom in `bring_in`.

Nothing is ever overwritten but what an import has written and nobody has changed. Everything comes in as a draft to
which nobody has consented.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from generator.consent.alone import alone
from generator.consent.case import settings_of
from generator.consent.guard_files import gone_of, said_of_consents, was_withdrawn_from
from generator.content import sources
from generator.content.routes import list_paths
from generator.content.settings import Settings
from generator.gate.consent_log import identity
from generator.gate.records import somebodys, with_records
from generator.importing import present, topics
from generator.importing.brought_in import BroughtIn, BroughtInFile, BroughtText, brought_before, never_named
from generator.importing.draft import number_of
from generator.importing.item import Fate, LeftOut, Remark, merged
from generator.importing.known_again import KnownAgain, known_again
from generator.importing.listing import (
    FirstLook,
    assigned,
    author_name,
    listed,
    names_of,
    numbered,
    own_names,
    title_name,
)
from generator.importing.making import is_beyond_reading, made_here, read_words
from generator.importing.placing import Incoming, placed, put
from generator.importing.present import Present
from generator.importing.report import Came, ImportedText, ImportReport, UnmappedLabel
from generator.importing.scene import Import, OpenLabel, Scene
from generator.importing.taken_back import has_withdrawn, is_at_withdrawn, is_called_withdrawn, was_withdrawn
from generator.importing.topics import Agreed
from generator.store.guards import guard
from generator.words import sentences

WITHDRAWN = "texts that were withdrawn here"
HOLDS_WITHDRAWN = "texts with words of one that was withdrawn here"
AT_WITHDRAWN = "other texts in the place of one that was withdrawn here"
LOOK_WHETHER = "look whether they are the same; what is another's, copy into a new file by hand"
NO_WORDS = "texts without words"
UNREAD = "texts that are too deep, or not divided"
UNREAD_WHY = "cut what goes on for pages, take out levels of quotations and lists, and bring them in once more"
TAKEN_OFF = Remark(
    Fate.LOOK,
    "a text that is not for everybody any more at the old site",
    "ask who told it whether it may stay here; it lies here as it was brought in before, or as you have edited it",
)
BESIDE_GONE = Remark(
    Fate.LOOK,
    "a text in the place of one that was taken out here",
    "it has other words, and stays away, too; if it is another one, copy it into a new file by hand",
)


def bring_in(asked: Import) -> ImportReport:
    """Bring in what a source has, or look what would come in.

    Raises CannotBuildError where site.yaml or what protects people cannot be read, and RefusedError where the source
    cannot be read, somebody else is at work, or a folder cannot be written to.
    """
    settings = settings_of(sources.gather(asked.root))
    listing = listed(asked.kind, asked.source.items(), urlsplit(settings.url).path)
    agreed = _agreed(asked, listing, settings)
    with alone(asked.root) if asked.write else nullcontext():
        withdrawn = with_records(gone_of(asked.root, settings.url), said_of_consents(asked.root))
        before, here = _here(asked, settings)
        lists, had = list_paths(settings), was_withdrawn_from(asked.root, settings.url)
        places = assigned(listing.texts, here, before.texts.keys(), lists, had)
        scene = Scene(
            settings,
            withdrawn,
            here,
            before,
            KnownAgain(),
            own_names(listing.texts),
            places,
            agreed,
            len(listing.texts),
        )
        words_of = partial(_words_of, asked, scene)
        stones = {somebodys(stone.record) for stone in withdrawn.stories}
        gone = frozenset(number for number in {*before.texts, *here.by_number} if identity(number) in stones)
        again = known_again(listing.texts, before, here, asked.root, settings.language, words_of, gone)
        known = [
            replace(one, number=again.numbers.get(one.number, one.number))
            for one in listing.texts
            if one.number not in again.away
        ]
        places = assigned(known, here, before.texts.keys(), lists, had)
        texts, left_out = _all(asked, replace(scene, again=again, assigned=places))
        texts += tuple(_taken_off(asked.kind, listing.left_out, {one.number for one in known}, scene))
    left_out = merged((*listing.left_out, *left_out))
    unmapped = tuple(_unmapped(listing, agreed, settings))
    return ImportReport(asked.source.name, texts, left_out, unmapped, asked.write)


def _here(asked: Import, settings: Settings) -> tuple[BroughtIn, Present]:
    """What was brought in before, and what is here; what an import that was stopped left unfinished is removed."""
    before = brought_before(asked.root, settings.url)
    here = present.look(asked.root, before)
    before = before.without(never_named(asked.root, before) - here.by_number.keys())
    if asked.write:
        BroughtInFile(asked.root, before).begin()
    return before, here


def _words_of(asked: Import, scene: Scene, numbers: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """The digests of texts' words, by their numbers."""
    for one in numbered(asked.kind, asked.source.items()) if numbers else ():
        if not isinstance(one, LeftOut) and one[0] in numbers:
            yield one[0], read_words(made_here(asked, scene, *one), scene.settings.language)[1]


def _agreed(asked: Import, listing: FirstLook, settings: Settings) -> Agreed:
    """The topics of labels: as agreed before, by their own words, and as somebody agrees now, which is written down."""
    data = guard(asked.root, topics.PATH)
    before = topics.read(data, settings)
    unknown = [label for label in listing.labels if topics.plain(label) not in before]
    near = topics.proposed(unknown, settings)
    sure = {topics.plain(label): one.topic for label, one in near.items() if one.is_sure}
    open_ = [
        OpenLabel(label, listing.labels[label], one.topic, one.is_whole)
        for label, one in near.items()
        if not one.is_sure
    ]
    answers = asked.agree(sorted(open_, key=lambda one: (-one.texts, one.label))) if open_ else {}
    if answers and asked.write:
        put(asked.root, topics.PATH, data, topics.written_behind(data, answers))
    return {**before, **sure, **{topics.plain(label): topic for label, topic in answers.items()}}


def _unmapped(listing: FirstLook, agreed: Agreed, settings: Settings) -> Iterator[UnmappedLabel]:
    left = [label for label in listing.labels if topics.plain(label) not in agreed]
    near = topics.proposed(left, settings)
    for label in sorted(left, key=lambda label: (-listing.labels[label], label)):
        yield UnmappedLabel(label, listing.labels[label], near[label].topic if label in near else None)


def _all(asked: Import, scene: Scene) -> tuple[tuple[ImportedText, ...], tuple[LeftOut, ...]]:
    """Every text, made and put in place one after the other, so that a source of any size takes little memory."""
    told: list[ImportedText] = []
    after = dict(scene.before.texts)
    file = BroughtInFile(asked.root, scene.before)
    withdrawn = empty = 0
    unread: list[str] = []
    perhaps_withdrawn: list[str] = []
    at_withdrawn: list[str] = []
    items = (one for one in numbered(asked.kind, asked.source.items()) if not isinstance(one, LeftOut))
    for done, (called, item) in enumerate(items):
        asked.tell(done, scene.count)
        number = scene.again.numbers.get(called, called)
        made = made_here(asked, scene, number, item, look=scene.again.looks.get(called))
        body, words = read_words(made, scene.settings.language)
        if not any(map(str.isalnum, body)):
            if is_beyond_reading(made, scene.settings.language):
                unread.append(item.title)
            else:
                empty += 1
        elif was_withdrawn(made, words, scene.withdrawn):
            withdrawn += 1
        elif has_withdrawn(words, scene.withdrawn):
            perhaps_withdrawn.append(item.title or number)
        elif is_called_withdrawn(number, scene.withdrawn) or is_at_withdrawn(item, scene.withdrawn, scene.site_path):
            at_withdrawn.append(item.title or number)
        elif (why := scene.again.away.get(called)) is not None:
            looks = (BESIDE_GONE,) if why is Came.IN_PLACE_OF_GONE else ()
            told.append(ImportedText(why, called, item.title, None, looks))
        else:
            came, after[number] = _come(asked, scene, file, made, words, scene.names.get(called, frozenset()))
            told.append(came)
    if asked.write:
        file.put(replace(scene.before, texts={number: text for number, text in after.items() if text.files}))
    left = (
        LeftOut(WITHDRAWN, "who told them has taken them back", withdrawn),
        LeftOut(HOLDS_WITHDRAWN, LOOK_WHETHER, len(perhaps_withdrawn), titles=tuple(perhaps_withdrawn)),
        LeftOut(AT_WITHDRAWN, LOOK_WHETHER, len(at_withdrawn), titles=tuple(at_withdrawn)),
        LeftOut(NO_WORDS, "there is nothing to read in them", empty),
        LeftOut(UNREAD, UNREAD_WHY, len(unread), titles=tuple(unread)),
    )
    return tuple(told), tuple(one for one in left if one.count)


def _come(
    asked: Import, scene: Scene, file: BroughtInFile, made: Incoming, words: bytes, names: Iterable[str]
) -> tuple[ImportedText, BroughtText]:
    """Put a text in its place: how it came, and what is to be remembered of it."""
    number, item = made.number, made.item
    before = scene.before.texts.get(number, BroughtText())
    known = replace(
        before,
        names=before.with_names(scene.before.named(filter(None, (*names, title_name(item), author_name(item))))),
        words=scene.before.salted(words),
        was_shown=item.is_shown,
    )
    if number not in scene.assigned.paths:
        # As it was deleted here it stays away from wherever it comes, and as it was changed at its source since, too.
        words = sentences.either(before.words, known.words)
        return ImportedText(Came.GONE, number, item.title), replace(known, words=words, was_shown=before.was_shown)
    if before.was_shown and not item.is_shown and number in scene.here.by_number:
        path = scene.here.by_number[number]
        return ImportedText(Came.TAKEN_OFF, number, item.title, path, (TAKEN_OFF,)), before

    def naming(digest: str) -> AbstractContextManager[None]:
        return file.naming(number, replace(known, files=(digest,)))

    came, digest = placed(asked.root, made, scene.before.texts.get(number), naming if asked.write else None)
    return came, replace(known, files=(digest,)) if digest else known


def _taken_off(kind: str, left_out: Iterable[LeftOut], in_source: Set[str], scene: Scene) -> Iterator[ImportedText]:
    """Texts that are here, and were taken away from everybody at their source."""
    here, before = scene.here.by_number, scene.before
    called = {number_of(kind, key) for left in left_out for key in left.keys}
    names = before.named({*called, *names_of(name for left in left_out for name in left.names)})
    named = {number for number, text in before.texts.items() if text.names & names}
    for number in sorted(((called | named) - in_source) & here.keys()):
        yield ImportedText(Came.TAKEN_OFF, number, "", here[number], (TAKEN_OFF,))
