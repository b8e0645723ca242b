"""What withdrawing a story means: its files, addresses and records, and where else it is in the folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import date
from functools import partial
from pathlib import Path

from generator.checking.opening import Unopened
from generator.checking.traces import less_common, traces_of, traces_of_sentences, traces_of_unread
from generator.consent.case import bytes_of, file_of, headers, manuscripts, words_heard
from generator.consent.despite_errors import gathered, settings_told, words_and_records
from generator.consent.find_story import by_address, by_file, files_meant, nearest, own_path
from generator.consent.guard_files import log_of, readable_moves, withdrawn_stories
from generator.consent.left_retellings import left_retellings
from generator.consent.neighbours import neighbours
from generator.consent.own_pictures import own_pictures
from generator.consent.papers import papers_of
from generator.consent.refused import RefusedError
from generator.consent.whereabouts import Whereabouts, whereabouts
from generator.content import moves, read, sources
from generator.content.named_files import files_of
from generator.content.read import Manuscript, PageSource
from generator.content.routes import is_reserved, list_paths, shelf_paths
from generator.content.settings import Settings
from generator.content.sources import Sources
from generator.gate import consent_log
from generator.gate.consent_log import identity
from generator.gate.records import has_record, record_of, somebodys, with_records
from generator.gate.retellings import retellings_of
from generator.gate.tombstones import Tombstone, Withdrawn, entry_id
from generator.ground import limits
from generator.ground.channels import FEED, PODCAST
from generator.media.published import known_by
from generator.store import site_lock
from generator.words import sentences


@dataclass(frozen=True, slots=True)
class WithdrawalPlan:
    """What a withdrawal will do.

    ``files`` will be removed; ``shared`` are pictures that another text uses, too, and stay, and of these
    site.yaml names those ``of_site``; ``film`` is the address of
    a recording on another site, which nobody can delete from here; ``addresses`` are where the story could be found,
    ``paths`` the same below the site; ``records`` are none where its file names none, and several where it
    ``is_unread`` and may have any of them. ``another`` is the day on which another story was withdrawn from this place,
    of which the file that is there now has nothing. ``companions`` are other files with these, which are withheld from
    now on. ``words`` are digests of its sentences, ``recordings`` names of its recording's files
    (`media.published.known_by`). ``again`` is the day of the withdrawal if this one was done before.
    ``retellings`` are the files of its translations and Easy Read texts, which are withdrawn with it, each by itself;
    ``may_retell`` are those that only their lines show to be such, which a person has to withdraw.
    ``there`` is where else the story is in the folder; its ``copies`` are among the ``files``. ``quoting`` are texts
    that hold something of it, and that a build publishes all the same. ``look`` looks for what is there anew, and
    ``mark`` is of who had put files in place before it was looked for.
    """

    root: Path
    path: str
    files: tuple[str, ...]
    shared: tuple[str, ...]
    of_site: tuple[str, ...]
    film: str | None
    addresses: tuple[str, ...]
    paths: tuple[str, ...]
    words: bytes
    recordings: frozenset[str]
    companions: tuple[str, ...]
    retellings: tuple[str, ...]
    may_retell: tuple[str, ...]
    records: tuple[str, ...]
    is_unread: bool
    in_feeds: bool
    id: str
    again: date | None
    another: date | None
    there: Whereabouts
    quoting: tuple[str, ...]
    look: Callable[[], Whereabouts]
    mark: bytes | None

    @property
    def askable(self) -> tuple[str, ...]:
        """Files of these that a person may have removed: all but what others wrote."""
        return (*self.companions, *(other.path for other in self.there.others if not other.text))

    @property
    def unopened(self) -> tuple[Unopened, ...]:
        """What nobody could look into, and that stays: nothing of a file that is removed or emptied is told."""
        going = (*self.files, *self.there.emptied)
        return tuple(
            one
            for one in self.there.unopened
            if not any(one.place == path or one.place.startswith(f"{path}!") for path in going)
        )

    @property
    def left_retellings(self) -> tuple[str, ...]:
        """Files of these that are there, and do not go with the story's own."""
        return tuple(p for p in self.may_retell if p not in self.files and (self.root / p).is_file())

    @property
    def remains(self) -> dict[str, str]:
        """Files that stay although they hold something of the story, or have its record, each with what it is."""
        held = {other.path: other.what for other in self.there.others if other.path not in self.files}
        return {**dict.fromkeys(self.companions, "a text with the same record"), **held}


def plan_withdrawal(root: Path, story: str) -> WithdrawalPlan:
    """What withdrawing a story means. Raises RefusedError if there is no such story, and none was withdrawn."""
    mark, found = site_lock.last_put(root), gathered(root)
    settings = settings_told(found)
    files = {f.path: f for f in found.stories}
    path = by_file(root, story, files) or _gone(root, settings.url, story)
    if path is None:
        # An address may have been another story's before, so nothing is removed for its sake.
        meant = by_address(story, headers(found, settings))
        hint = f"the story at that address is {meant}: name its file." if meant else nearest(story, files)
        raise RefusedError(f"There is no story {story} here, and none of that name was withdrawn; {hint}")
    texts = {m.path: m for m in manuscripts(found, settings)}
    text = texts.pop(path, None)
    data = (bytes_of(files[path]) if path in files else None) or b""
    own_words, records = words_and_records(root, path, data, text, texts.values())
    known_as = {identity(record) for record in records}
    retold = retellings_of(path, tuple(texts.values()))
    others = tuple(m.path for m in texts.values() if record_of(m) in known_as and m.path not in retold)
    pictures = own_pictures(found, path, data, text, tuple(texts.values()), settings.language)
    not_its_own = [m for m in texts.values() if m.path not in others]
    pages = _pages(found, settings)
    taken = _taken(settings, (*not_its_own, *pages))
    paths = _paths(path, text, taken)
    retold_paths = (p for other in retold for p in _paths(other, texts[other], ()))
    in_log = any(
        FEED in event.scope and not known_as.isdisjoint(map(identity, (event.record, event.replaces or "")))
        for event in (line.event for line in consent_log.read(log_of(root))[0])
    )
    consent = text.header.consent if text and text.header else None
    withdrawn = with_records(withdrawn_stories(root), log_of(root))
    id_ = entry_id(settings.url, readable_moves(root).first(path))
    stone = earlier(withdrawn, id_, next(iter(records), None), own_words) if data else _last_there(withdrawn, id_)
    logged = {line.fingerprint for line in consent_log.read(log_of(root))[0]}
    if not data and stone is not None and stone.record and stone.logged not in logged:
        records = (stone.record,)  # its line was lost with others, and is to be written anew
    anothers = {record_of(m) for m in texts.values()}
    last = stone.record if stone is not None and not data and somebodys(stone.record) not in anothers else None
    own = (path, *pictures.own, *papers_of(root, path, records or ((last,) if last else ())))
    before = _last_there(withdrawn, id_) if data and text is not None and text.header is not None else None
    helping = next((page for page in pages if page.path == f"pages/{settings.help_page}"), None)
    beside = neighbours(root, not_its_own, pages, helping, own_words, stone, withdrawn)
    recorded = {file.path for file in files_of(text) if file.kind == "recording"} if text is not None else set()
    named = (
        recorded if text is not None and text.header is not None else {*recorded, *read.unread(data, path).recordings}
    )
    heard = {p: known_by(file_of(root, p)) for p in sorted(named) if sources.inside(root, p) is not None}
    shown = [
        one
        for p in pictures.own
        if p not in recorded and (one := sources.read_inside(root, p, limits.PICTURE)) is not None
    ]
    if data:
        known_as_files = (heard[p].digests for p in recorded if p in heard)
        own_traces = (
            traces_of_unread(path, data, shown)
            if text is None
            else traces_of(text, shown, words_heard(root, text), frozenset[str]().union(*known_as_files))
        )
        traces = less_common(own_traces, own_words, beside.texts)
    else:
        words = bytes.fromhex(stone.words) if stone else b""
        traces = traces_of_sentences(path, words, withdrawn.salt or "", beside.texts, beside.published)
    others_read = {f.path for f in (*found.stories, *found.pages)} | beside.papers
    look = partial(whereabouts, root, path, known_as, traces, (*own, *beside.settled, moves.PATH), others_read)
    there = look()
    return WithdrawalPlan(
        root=root,
        path=path,
        files=tuple(p for p in (*own, *there.copies) if file_of(root, p).is_file()),
        shared=pictures.shared,
        of_site=pictures.of_site,
        film=text.header.recording.external if text and text.header and text.header.recording else None,
        addresses=tuple(settings.address + p.removesuffix("index.html") for p in (*paths, *retold_paths)),
        paths=tuple(dict.fromkeys((*paths, *(p for other in others for p in _paths(other, texts[other], taken))))),
        words=own_words,
        recordings=frozenset[str]().union(*(one.names for one in heard.values())),
        companions=tuple(other for other in others if other not in there.copies),
        retellings=retold,
        may_retell=left_retellings(root, path, readable_moves(root), retold),
        records=records,
        is_unread=path in files and (text is None or text.header is None),
        in_feeds=in_log or bool(consent and {FEED, PODCAST} & {*consent.scope}),
        id=id_,
        again=stone.withdrawn_on if stone else None,
        another=before.withdrawn_on if before and not stone and not before.is_bare else None,
        there=there,
        quoting=tuple(text.path for text in beside.published if any(text.path == o.path for o in there.others)),
        look=look,
        mark=mark,
    )


def earlier(withdrawn: Withdrawn, id_: str, record: str | None, words: bytes) -> Tombstone | None:
    """What is left of an earlier withdrawal of a story with this id, known by its record and by its words.

    One of these is enough where the other is not known; neither where the earlier one told nothing but the id.
    """
    alike = tuple(withdrawn.with_words(words))

    def is_the_same(stone: Tombstone) -> bool:
        if stone.is_bare or record is None or stone.record is None:
            return stone.is_bare or stone in alike
        return has_record(stone, somebodys(record)) and (
            stone in alike or not (stone.has_words and sentences.tell(words))
        )

    return next((t for t in withdrawn.stories if t.id == id_ and is_the_same(t)), None)


def _last_there(withdrawn: Withdrawn, id_: str) -> Tombstone | None:
    """What is left of the last withdrawal of a story with this file."""
    return next((t for t in reversed(withdrawn.stories) if t.id == id_), None)


def _paths(path: str, text: Manuscript | None, taken: Collection[str]) -> tuple[str, ...]:
    """The addresses of a story's page below the site, its own first; none that is another's, and never led there."""
    header = text.header if text else None
    former = (alias for alias in (header.aliases if header else ()) if alias not in taken and not is_reserved(alias))
    return own_path(path, header), *former


def _taken(settings: Settings, texts: Iterable[Manuscript | PageSource]) -> frozenset[str]:
    """The addresses of lists, and those that other texts have of their own."""
    return frozenset(
        (*list_paths(settings), *shelf_paths(settings), *(own_path(text.path, text.header) for text in texts))
    )


def _pages(found: Sources, settings: Settings) -> tuple[PageSource, ...]:
    read_ones = (read.page_source(bytes_of(f) or b"", f.path, settings.language).value for f in found.pages)
    return tuple(page for page in read_ones if page is not None)


def with_others(plan: WithdrawalPlan, paths: Collection[str]) -> WithdrawalPlan:
    """The plan with files to be removed, too, that only a person can decide about."""
    companions = tuple(path for path in plan.companions if path not in paths)
    return changed(plan, files=(*plan.files, *paths), companions=companions)


def is_known(root: Path, path: str) -> bool:
    """Whether a story's file is there, or what is left of its withdrawal."""
    found = gathered(root)
    return any(f.path == path for f in found.stories) or _gone(root, settings_told(found).url, path) is not None


def _gone(root: Path, url: str, story: str) -> str | None:
    """The path of a story whose file is gone and whose tombstone is there."""
    known, moved = {t.id for t in withdrawn_stories(root).stories}, readable_moves(root)
    return next((path for path in files_meant(root, story) if entry_id(url, moved.first(path)) in known), None)
