"""Words that may stand nowhere today, found in the files of a built site: denied ones, and those of ended consents.

Settings and a theme may say such words themselves, and what stops a build may hide who says them. So a file is judged
by its own words. A sentence of a story whose consent has ended must go unless something says it that is allowed today:
a text, the settings, a theme. Where search engines alone were taken out, it must go from pages that these may show,
unless something else says it that they may read. A denied phrase must go unless hearten's own theme says it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from generator.consent.case import manuscripts, texts_of
from generator.consent.despite_errors import settings_told
from generator.consent.guard_files import gone_of, log_of, readable_moves, said_of_consents, withdrawn_stories
from generator.content import read, sources, strict_yaml, theme
from generator.content.decoding import decode, may_be_text, unzipped
from generator.content.page_kinds import PageKind
from generator.content.read import Manuscript, PageSource
from generator.content.settings import ConsentPolicy, Settings, ThemeChoice
from generator.content.sources import Sources
from generator.content.strict_yaml import Document
from generator.content.strict_yaml import texts as texts_in
from generator.gate import denied_words, deny_list
from generator.gate.deny_list import DenyList, holds
from generator.gate.ended_in_pages import EndedStory, ended_in_pages, ended_stories, help_page, hidden_pages
from generator.gate.ended_in_theme import as_read, ended_in_theme
from generator.gate.last_words import LastWords, last_words
from generator.gate.own_approval import beside_stone, sealed, way_in
from generator.gate.same_words import EndedWords, ended_in_settings, ended_words
from generator.gate.story_evidence import OtherFile
from generator.gate.tombstones import Withdrawn
from generator.ground.channels import WAYS, Channel
from generator.ground.target import Target
from generator.store.guards import guard
from generator.store.output_folder import is_empty
from generator.store.resources import THEMES
from generator.words import sentences
from generator.words.readings import text_digests
from generator.words.tokens import fold

T = TypeVar("T")
DENIED = f"words that {deny_list.PATH} forbids"
# What is asked of a consent where nobody can say what the organisation asks for, and where help is then to be found.
NO_POLICY, USUAL_HELP = ConsentPolicy(longest_validity_months=None, require_valid_until=False), "get-help.md"
NOT_TO_BE_FOUND, NO_SNIPPET = re.compile(rb"(?i)<meta[^<>]*\bnoindex"), b"data-nosnippet"
# In an index words stand one by one, and by their stems.
INDEX = re.compile(PageKind.INDEX.path(name="(?!t)[^/]+"))


@dataclass(frozen=True, slots=True)
class ForbiddenWords:
    """What may stand nowhere on a medium by a day, so far as the site's files can be read.

    ``denied`` is the deny list, ``ended`` are the words of stories, and ``hidden`` those of which search engines were
    taken out. ``settings`` are as far as they can be told, and ``front`` is what is written there; None where it cannot
    be read.
    """

    target: Target
    settings: Settings
    front: Document | None
    texts: tuple[Manuscript | PageSource, ...]
    denied: DenyList
    over: tuple[EndedWords, ...]
    withdrawn: Withdrawn
    known: LastWords
    ended: tuple[EndedStory, ...]
    hidden: tuple[EndedStory, ...]

    def are_in(self, text: Manuscript | PageSource, data: bytes) -> bool:
        """Whether a text has denied words, or those of an ended story that it was not approved beside."""
        if any(d.is_error for d in denied_words.problems(text, data, self.denied)):
            return True
        if isinstance(text, PageSource):
            pages = [page for page in self.texts if isinstance(page, PageSource)]
            told = ended_in_pages(
                pages, self.over, self.withdrawn, self.settings, self.target.medium, self.target.today
            )
            return any(d.is_error and d.path == text.path for d in told)
        seal = sealed(text)
        return any(
            not beside_stone(stone, text=text, seal=seal, known=self.known, withdrawn=self.withdrawn)
            for stone in self.withdrawn.with_words(text.sentences)
        ) or any(
            way_in(one, text, seal=seal, known=self.known) is not None
            for one in self.over
            if one.file.path != text.path and sentences.alike(one.sentences, text.sentences)
            if one.file.ended(self.settings.consent, self.target.medium, self.target.today)
        )

    def taken_out(self, text: Manuscript) -> frozenset[Channel]:
        """The channels that were taken out of a story whose words a text has, and not approved since."""
        seal = sealed(text)
        alike = (
            one.file.narrowed
            for one in self.over
            if one.file.path != text.path and sentences.alike(one.sentences, text.sentences)
            if way_in(one, text, seal=seal, known=self.known) is not None
        )
        return frozenset(channel for narrowed in alike for channel in WAYS if channel in narrowed)

    def hidden_pages(self) -> frozenset[str]:
        """The files of pages with words of which search engines were taken out."""
        pages = [page for page in self.texts if isinstance(page, PageSource)]
        return hidden_pages(pages, self.over, self.withdrawn, self.settings, self.target.medium, self.target.today)

    def in_what_is_found(self, files: Mapping[str, bytes], findable: Collection[str]) -> dict[str, set[str]]:
        """The pages that show search engines what was taken out of these, each with whose words these are.

        ``files`` are bytes by their paths below the output folder, ``findable`` the files of texts that may be found.
        """
        hidden = replace(self, denied=DenyList(), ended=self.hidden)
        shown = {path: without_hidden(data) for path, data in files.items() if self.hidden and path.endswith(".html")}
        return hidden.in_files(shown, findable)

    def in_files(self, files: Mapping[str, bytes], allowed: Collection[str]) -> dict[str, set[str]]:
        """The files with such words, each with whose these are.

        ``files`` are bytes by their paths below the output folder, ``allowed`` the files of texts that may be there.
        """
        if not self.denied and not self.ended:
            return {}
        denied = _unlike(self.denied, _of_hearten()) if self.denied else self.denied
        sought: defaultdict[str, frozenset[bytes]] = defaultdict(frozenset)
        for one in self.ended:
            sought[one.name] |= sentences.pieces(one.words)
        salt, said = self.withdrawn.salt, None
        found: dict[str, set[str]] = {}
        for path, data in ((path, unzipped(data)) for path, data in files.items()):
            if INDEX.fullmatch(path) or is_empty(data) or not may_be_text(data):
                continue
            ways = as_read(data)
            if denied and any(holds(way, denied) for way in ways):
                found[path] = {DENIED}
            if not sought:
                continue
            told = _with_salted(frozenset().union(*(sentences.pieces(text_digests(way)) for way in ways)), salt)
            for name, words in sought.items():
                if words.isdisjoint(told):
                    continue
                said = _with_salted(frozenset(self._said(allowed)), salt) if said is None else said
                if (words & told) - said:
                    found.setdefault(path, set()).add(name)
        every = set[str]().union(*found.values())
        return {**found, **{path: every for path in files if every and INDEX.fullmatch(path)}}

    def _said(self, allowed: Collection[str]) -> Iterator[bytes]:
        """The sentences and stretches of all that may be there today, in any file that shows it."""
        sought = frozenset().union(*(sentences.pieces(one.words) for one in self.ended))
        for text in self.texts:
            own = sentences.pieces(text.sentences)
            if text.path in allowed and not sought.isdisjoint(_with_salted(own, self.withdrawn.salt)):
                yield from own
                yield from sentences.split(sentences.pieces_anywhere(fold(text.body.text)))
        yield from _said_by_hearten()
        with suppress(Exception):  # what cannot be read says nothing that is known to be allowed
            yield from self._said_by_site()

    def _said_by_site(self) -> Iterator[bytes]:
        """The same of settings and theme, unless these have such a story's words themselves."""
        if self.front is None:
            return
        target, settings, front = self.target, self.settings, self.front
        of_medium = settings.consent, target.medium, target.today
        if not any(ended_in_settings(front, sources.SITE_FILE, self.over, self.withdrawn, *of_medium)):
            yield from sentences.pieces(text_digests("", *(written for _, written in texts_in(front.value))))
        own = tuple(theme.own_files(settings, front, target.root))
        helping = help_page((page for page in self.texts if isinstance(page, PageSource)), settings)
        if not any(ended_in_theme(own, self.ended, helping.sentences if helping else b"")):
            for _, data in own:
                yield from frozenset().union(*(sentences.pieces(text_digests(way)) for way in as_read(data)))


def forbidden_words(target: Target) -> ForbiddenWords:
    """What may stand nowhere today, whatever is broken."""
    root = target.root
    found = _otherwise(sources.gather(root, settings=b""), lambda: sources.gather(root))
    settings, front = _settings(found)
    stories = manuscripts(found, settings)
    pages = (read.page_source(data, file.path, settings.language).value for file, data in texts_of(found.pages))
    moved = readable_moves(root)
    log = _otherwise(_otherwise(b"", lambda: log_of(root)), lambda: said_of_consents(root))
    known = last_words(log, moved)
    withdrawn = _otherwise(
        _otherwise(Withdrawn(), lambda: withdrawn_stories(root)), lambda: gone_of(root, settings.url)
    )
    over = ended_words(stories, _unread(found, stories), known, settings.consent, target.today)
    ended = ended_stories(over, withdrawn, settings, target.medium, target.today)
    unfindable = ended_stories(over, withdrawn, settings, target.medium, target.today, OtherFile.ended_on_every_page)
    return ForbiddenWords(
        target=target,
        settings=settings,
        front=front,
        texts=(*stories, *(page for page in pages if page is not None)),
        denied=_otherwise(DenyList(), lambda: deny_list.read(guard(root, deny_list.PATH))),
        over=over,
        withdrawn=withdrawn,
        known=known,
        ended=ended,
        hidden=tuple(one for one in unfindable if one.name not in {other.name for other in ended}),
    )


def is_hidden(page: bytes) -> bool:
    """Whether a page asks search engines to leave it out."""
    return NOT_TO_BE_FOUND.search(page) is not None


def without_hidden(page: bytes) -> bytes:
    """What search engines may show of a page: nothing where it is hidden, else all but what is kept out of snippets."""
    if is_hidden(page):
        return b""
    if NO_SNIPPET not in page:
        return page
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page.decode("utf-8", "replace"))
    for node in tree.css(f"[{NO_SNIPPET.decode()}]"):
        node.decompose()
    return (tree.html or "").encode()


def _settings(found: Sources) -> tuple[Settings, Document | None]:
    """The settings as far as they can be told where there are errors in them, and what is written there."""
    text = decode(found.settings, sources.SITE_FILE).value
    front = strict_yaml.parse(text, sources.SITE_FILE).value if text is not None else None
    checked = read.settings(found.settings, sources.SITE_FILE)
    if checked.value is not None:
        return checked.value
    written = front.value if front is not None and isinstance(front.value, dict) else {}
    chosen, helping = written.get("theme"), written.get("help_page")
    name = chosen.get("name") if isinstance(chosen, dict) else None
    told = replace(
        settings_told(found),
        consent=NO_POLICY,
        theme=ThemeChoice(name=name) if isinstance(name, str) else ThemeChoice(),
        help_page=helping if isinstance(helping, str) else USUAL_HELP,
    )
    return told, front


def _otherwise(default: T, asked: Callable[[], T]) -> T:
    """What is asked for, or what is taken in its place where it cannot be read."""
    with suppress(Exception):
        return asked()
    return default


def _unread(found: Sources, stories: Iterable[Manuscript]) -> Iterator[read.Unread]:
    """The stories whose front matter has errors, as far as they can be told."""
    readable = {text.path for text in stories if text.header}
    yield from (read.unread(data, f.path) for f, data in texts_of(found.stories) if f.path not in readable)


def _with_salted(pieces: frozenset[bytes], salt: str | None) -> frozenset[bytes]:
    """Digests, and the same as they are kept of withdrawn stories."""
    return pieces if salt is None else pieces.union(sentences.split(sentences.salted(b"".join(pieces), salt)))


def _of_hearten() -> Iterator[str]:
    """What hearten's own themes say."""
    for file in sorted(THEMES.rglob("*")):
        if file.is_file() and may_be_text(data := file.read_bytes()):
            yield from as_read(data)


@cache
def _said_by_hearten() -> frozenset[bytes]:
    """The sentences and stretches of these, which are the same as long as the program runs."""
    return frozenset().union(*(sentences.pieces(text_digests(text)) for text in _of_hearten()))


def _unlike(denied: DenyList, texts: Iterable[str]) -> DenyList:
    """What is denied everywhere, but for what stands in texts."""
    whole = "\n".join(texts)
    phrases = (p for p in denied.phrases if not holds(whole, DenyList(phrases=frozenset({p}))))
    hashed = (p for p in denied.hashed if not holds(whole, DenyList(hashed=frozenset({p}))))
    return DenyList(frozenset(phrases), frozenset(hashed))
