"""What a build that stops still does: it takes away what was published of texts whose consent has ended (promise 9).

The rule: what was published of a text that today's files no longer certainly allow is emptied, and so is everything
that shows it. Whatever else stopped the build leaves the rest of the folder as it was: a broken theme takes no site
down whose consents are as they were. The gate says what is allowed; where it cannot be asked, since settings or a file
that protects people cannot be read, the words of each text's own consent say it, and so far as they can be read,
withdrawals and the log. Of what settings and theme say, the files' own words tell (`consent.forbidden_words`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import PurePosixPath

from generator.consent.forbidden_words import NO_POLICY, ForbiddenWords, forbidden_words, is_hidden
from generator.consent.guard_files import log_of, moves_of, said_of_consents, withdrawn_stories
from generator.content import read, sources
from generator.content.front_matter import StoryHeader
from generator.content.moves import NO_MOVES
from generator.content.page_kinds import PageKind
from generator.content.read import Manuscript
from generator.content.routes import card_beside, story_page_of, story_path, text_path
from generator.content.settings import Settings
from generator.content.slugs import slug_of
from generator.gate import intent, voices
from generator.gate.consent_log import identity
from generator.gate.coverage import held_back
from generator.gate.last_words import last_words
from generator.gate.records import logged_objection, record_of
from generator.gate.same_recording import heard_in
from generator.gate.tombstones import entry_id
from generator.ground.channels import AUDIO, FEED, PODCAST, SEARCH_ENGINES, SOCIAL, VIDEO, WEB, Channel, Medium
from generator.ground.diagnostics import Aftermath
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.incremental.traces import Published, by_ways, held_of, published_before, published_in
from generator.media.recording import TYPES
from generator.prepare import decided
from generator.store import output_folder
from generator.store.cache import Receipt
from generator.store.guards import guard

STORY, SEARCH, PICTURE = (
    re.compile(PageKind.STORY.path(slug="[^/]+")),
    re.compile(PageKind.INDEX.path(name="[^/]+")),
    re.compile("|".join(kind.path(name="[0-9A-Za-z._-]+") for kind in (PageKind.PICTURE, PageKind.RECORDING)).encode()),
)
RECORDING = re.compile(PageKind.RECORDING.path(name="[0-9a-f]{8,}[.]").encode())
FEEDS = tuple(kind.path().rpartition("/")[2] for kind in (PageKind.ATOM, PageKind.JSON_FEED))
# What a page has for previews: its own address, where they may show it.
PREVIEWED = re.compile(rb'property="og:[^<>]*')
# What is told where a look at the words of files fails by a mistake of the program's own.
UNSURE = "words of settings or theme, perhaps, which could not be looked for"


def retract(target: Target, run: Run) -> Aftermath:
    """Empty what holds anything of texts that are not certainly allowed any more; says what became of the folder."""
    receipts = run.cache.receipts(target.name)
    forbidden = cache(partial(forbidden_words, target))
    before, now = published_before(receipts), _certain(target, run, forbidden)
    ended = before.ended(now)
    try:
        held = _held(target, receipts, now, ended)
    except Exception:  # whatever it is, somebody has to know what is still there
        return Aftermath(still_there=tuple(sorted(set(ended.values()))))
    unsure: tuple[str, ...] = ()
    try:
        for path, names in _with_words(target, held, now, forbidden()):
            held[path] = held.get(path, set()) | names
    except Exception:  # whatever it is, the rest goes all the same
        unsure = (UNSURE,)
    left = output_folder.take_away(target.folder, held)
    return replace(left, still_there=(*left.still_there, *unsure))


def _held(
    target: Target, receipts: Mapping[str, Receipt], now: Published, ended: Mapping[bytes, str]
) -> dict[str, set[str]]:
    """The files that hold anything of texts that have ended, or of ones that nobody knows any more."""
    there = output_folder.look(target.folder)
    held: dict[str, set[str]] = {
        path: texts for path, receipt in receipts.items() if path in there and (texts := held_of(receipt, ended))
    }
    for path, of in _unknown(target, there.keys() - receipts.keys(), now):
        held[path] = held.get(path, set()).union(of)
    return held


def _with_words(
    target: Target, held: Collection[str], now: Published, forbidden: ForbiddenWords
) -> Iterator[tuple[str, set[str]]]:
    """Other files with words that may stand nowhere."""
    rest = (path for path in output_folder.look(target.folder) if path not in held and not path.endswith("/"))
    files = _read(target, rest)
    findable = {now.texts[path] for path in now.by.get(SEARCH_ENGINES, ())}
    yield from forbidden.in_files(files, now.texts.values()).items()
    yield from forbidden.in_what_is_found(files, findable).items()


def _read(target: Target, paths: Iterable[str]) -> dict[str, bytes]:
    """What is in files of the output; of a recording nothing, which has no words and may be large."""
    return {
        path: b"" if PurePosixPath(path).suffix in TYPES else output_folder.words_in(target.folder, path)
        for path in paths
    }


def certain(target: Target, run: Run) -> Published:
    """The texts that today's files certainly allow."""
    return _certain(target, run, partial(forbidden_words, target))


def _certain(target: Target, run: Run, forbidden: Callable[[], ForbiddenWords]) -> Published:
    try:
        admission = decided(target, run)
        return published_in(admission.stories, admission.standalone_pages, target.medium)
    except Exception:  # whatever it is, a text whose consent has ended must go
        with suppress(Exception):
            return _by_their_own_words(target, forbidden())
    return Published({}, {})


def _by_their_own_words(target: Target, forbidden: ForbiddenWords) -> Published:
    """The same, by what stands in each file, and what else can be read.

    A recording that several texts name is published as long as all of them agree to it (`gate.same_recording`).
    """
    settings = None
    with suppress(Exception):
        found = read.settings(sources.site_file(target.root), sources.SITE_FILE).value
        settings = found[0] if found else None
    taken_back = _taken_back(target, settings)
    texts: dict[str, str] = {}
    scopes: dict[str, Collection[Channel]] = {}
    recorded: dict[str, frozenset[str]] = {}
    agreed: set[str] = set()
    for file in sources.texts(target.root, "stories", []):
        with suppress(Exception):
            data = file.read()
            checked = read.manuscript(data, file.path, "en")
            if checked.value is None:
                continue
            header = checked.value.header
            recorded[file.path] = heard_in(checked.value)
            if header is None or checked.errors or taken_back(checked.value):
                continue
            if forbidden.are_in(checked.value, data):
                continue
            if header.consent and _allows(header, settings, target.medium, target.today):
                page = story_path(header.slug or slug_of(file.path))
                texts[page] = file.path
                scope, told = frozenset(header.consent.scope) - forbidden.taken_out(checked.value), header.recording
                scopes[page] = voices.ways(scope, told)
                if told is not None and voices.held_back(told, scope, [header.consent]) is None:
                    agreed.add(file.path)
    unheard = _unheard(recorded, agreed)
    scopes = {page: voices.ways(scope, None) if texts[page] in unheard else scope for page, scope in scopes.items()}
    hidden = forbidden.hidden_pages()
    for file in sources.texts(target.root, "pages", []):
        with suppress(Exception):
            data = file.read()
            source = read.page_source(data, file.path, "en")
            if source.value and source.value.header and not source.errors and not forbidden.are_in(source.value, data):
                page = text_path(file.path, source.value.header.slug or slug_of(file.path))
                texts[page] = file.path
                scopes[page] = frozenset() if file.path in hidden else frozenset({SEARCH_ENGINES})
    return Published(texts, by_ways(scopes, target.medium))


def _unheard(recorded: Mapping[str, frozenset[str]], agreed: Collection[str]) -> set[str]:
    """The texts whose recording is not to be heard, of all texts and the files of each one's recording."""
    refused = frozenset[str]().union(*(files for text, files in recorded.items() if text not in agreed))
    return {text for text, files in recorded.items() if not refused.isdisjoint(files)}


def _allows(header: StoryHeader, settings: Settings | None, medium: Medium, today: date) -> bool:
    policy = settings.consent if settings else NO_POLICY
    return not header.draft and header.date <= today and held_back(header.consent, policy, medium, today) is None


def _taken_back(target: Target, settings: Settings | None) -> Callable[[Manuscript], bool]:
    """Whether withdrawals or the log, so far as they can be read, say of a story that its consent has ended."""
    ids: set[str] = set()
    records: set[str | None] = set()
    known, moved, unfinished = None, NO_MOVES, b""
    with suppress(Exception):
        moved = moves_of(target.root)
    with suppress(Exception):
        gone = withdrawn_stories(target.root)
        ids = {stone.id for stone in gone.stories}
        records = {identity(stone.record) for stone in gone.stories if stone.record}
    for said in (log_of, said_of_consents):
        with suppress(Exception):
            known = last_words(said(target.root), moved)
    with suppress(Exception):
        unfinished = guard(target.root, intent.PATH) or b""

    def taken_back(text: Manuscript) -> bool:
        if text.path.encode() in unfinished:  # whether or not anybody can read what is meant
            return True
        if settings and entry_id(settings.url, moved.first(text.path)) in ids:
            return True
        return record_of(text) in records or (known is not None and logged_objection(text, known) is not None)

    return taken_back


def _unknown(target: Target, paths: Collection[str], now: Published) -> Iterator[tuple[str, Collection[str]]]:
    """Of files that no receipt knows, those that show a story which is not certainly allowed, by its address.

    They are there where the cache was lost, or a build was killed. What such a story's words were nobody knows any
    more; so the search's files are emptied with it, and pictures that no page loads which stays.
    """
    files = _read(target, (path for path in paths if not path.endswith("/")))
    if target.medium == WEB:
        yield from _open_ways(files, now)
    there = {path: page for path in files if (page := story_page_of(path)) and not output_folder.is_empty(files[path])}
    own = {path: page for path, page in there.items() if page not in now.texts}
    if not own:
        return
    addresses = {page.removesuffix("index.html").encode() for page in own.values()}
    loaded: set[str] = set()
    for path, data in files.items():
        if path in own:
            yield path, (own[path],)
        elif any(address in data for address in addresses) or SEARCH.fullmatch(path):
            yield path, own.values()
        elif path.endswith(".html"):
            loaded |= {found.decode() for found in PICTURE.findall(data)}
    for path in files:
        if PICTURE.fullmatch(path.encode()) and path not in loaded:
            yield path, own.values()


def _told_by(page: str, files: Mapping[str, bytes]) -> Iterator[str]:
    """The files of a recording that a page plays, with all that holds any of it: its stills, and what is said in it."""
    elsewhere = {found for path, data in files.items() if path != page for found in PICTURE.findall(data)}
    for found in PICTURE.findall(files[page]):
        if RECORDING.match(found) or found not in elsewhere:
            yield found.decode()
    yield from (path for path in files if SEARCH.fullmatch(path))
    yield page


def _open_ways(files: Mapping[str, bytes], now: Published) -> Iterator[tuple[str, Collection[str]]]:
    """Of such files, those by which a story can still be had that is published ``now``, but not by that way.

    A page tells by itself whether search engines and previews may have it, and whether it plays sound or a film. Where
    it is still to be found, so is all that leads to it.
    """
    for page, source in now.texts.items():
        if not STORY.fullmatch(page):
            continue
        shut = {way for way, paths in now.by.items() if page not in paths}
        data, address = files.get(page, b""), page.removesuffix("index.html").encode()
        is_there = not output_folder.is_empty(data)
        if SEARCH_ENGINES in shut and is_there and not is_hidden(data):
            leading = (path for path in files if path.endswith(".html") or path == PageKind.SITEMAP.path())
            yield from ((path, (source,)) for path in leading if address in files[path])
            yield page, (source,)
        silent = shut & {AUDIO, VIDEO}
        plays = len(silent) == 2 or any(f"<{way}".encode() in data for way in silent)
        if plays and RECORDING.search(data):
            yield from ((path, (source,)) for path in _told_by(page, files))
        if SOCIAL in shut and any(address in shown for shown in PREVIEWED.findall(data)):
            yield page, (source,)
        if SOCIAL in shut and (card := card_beside(page)) in files:
            yield card, (source,)
        if FEED in shut:
            yield from ((path, (source,)) for path in files if path.endswith(FEEDS) and address in files[path])
        if PODCAST in shut and address in files.get(PageKind.PODCAST.path(), b""):
            yield PageKind.PODCAST.path(), (source,)
