"""Who is published: the gate for each manuscript, then the rules across what came through it.

Addresses are claimed by admitted texts alone. Each text's own comes first, in the order of their files; who comes too
late is withheld. Old addresses follow, and lead to whoever of those that are published asks first, so that none ever
takes the place of a text. A story that is withheld claims nothing, and none is withheld for the sake of an old address:
the site is the same as if its file were not there (promise 2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.content.body import Body
from generator.content.front_matter import PageHeader
from generator.content.named_files import NamedFile, files_of
from generator.content.page_kinds import PageKind
from generator.content.read import Manuscript, PageSource
from generator.content.routes import (
    FRONT_WORDS,
    is_reserved,
    list_paths,
    note_path,
    shelf_path,
    shelf_paths,
    story_path,
    text_path,
    topic_path,
)
from generator.content.settings import Settings
from generator.content.shown_header import page_as_shown
from generator.content.slugs import slug_of
from generator.content.strict_yaml import Document, Loc
from generator.gate.admit import Story, admit, of_change, recording_held_back
from generator.gate.retellings import knowing_errors, original_of
from generator.gate.story_evidence import Evidence
from generator.gate.tombstones import Withdrawn, entry_id
from generator.ground.channels import MEDIA, PODCAST, Medium
from generator.ground.diagnostics import Diagnostic, Span, error, warning
from generator.ground.outcome import Withheld

# Consent that was given and ended by an act, for good or for now; what runs out, a copy knows from its own last day.
TAKEN_BACK = frozenset({"withdrawn", "revoked", "paused"})
WITHDRAWN = "a story that was withdrawn, and is never given to another text"
STORY = re.compile(PageKind.STORY.path(slug="([^/]+)"))


@dataclass(frozen=True, slots=True)
class StandalonePage:
    """A standalone page, ready to be published; it needs nobody's consent.

    One that is ``hidden`` from search engines has words of a story that was taken out of these. The words with which
    the front page begins are one, too, whose page is the front page.
    """

    source: str
    digest: bytes
    slug: str
    title: str
    summary: str | None
    updated: date | None
    language: str
    helplines: bool
    body: Body
    files: tuple[NamedFile, ...]
    hidden: bool = False

    @property
    def path(self) -> str:
        """The path of its page."""
        return text_path(self.source, self.slug)

    @property
    def is_front(self) -> bool:
        """Whether its page is the front page."""
        return self.source == FRONT_WORDS


@dataclass(frozen=True, slots=True)
class Admission:
    """What came through: stories from the oldest to the newest, pages, those withheld, and what was found.

    ``taken_back`` holds the files of stories whose consent ended by somebody's will; copies may still have them.
    ``elsewhere`` holds those that only the other medium publishes today. ``redirects`` are the old addresses that lead
    to a story, each with its file.
    """

    stories: tuple[Story, ...]
    standalone_pages: tuple[StandalonePage, ...]
    withheld: tuple[Withheld, ...]
    diagnostics: tuple[Diagnostic, ...]
    taken_back: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    redirects: Mapping[str, str] = field(default_factory=dict)


def admit_all(
    manuscripts: Sequence[Manuscript],
    page_sources: Sequence[PageSource],
    errors: Mapping[str, int],
    settings: Settings,
    medium: Medium,
    today: date,
    evidence: Mapping[str, Evidence],
    withdrawn: Withdrawn,
    until: date | None,
    given: date | None,
) -> Admission:
    """Decide over every text. The sequences are in the order of their paths.

    ``errors`` counts errors by file, ``evidence`` is there for every story, ``withdrawn`` knows whose addresses are
    never given again, ``until`` is the last day of a copy that cannot be called back, and ``given`` the day on which
    something for a later day is given away; see `gate.admit`.
    """
    claims = _Claims(settings, withdrawn)
    kept_pages = []
    withheld = []
    for source in page_sources:
        page = (
            None
            if source.header is None or errors.get(source.path)
            else standalone_of(source, source.header, settings, today)
        )
        own = source.front.key_span(("slug",))
        if page is None or not (page.is_front or claims.settle(page.source, [(page.path, own)])):
            withheld.append(Withheld(source.path, "errors", "this page has errors"))
        else:
            kept_pages.append(page)
    stories: list[Story] = []
    elsewhere = set()
    left_out = []
    retold = _Retold()
    # Originals first, since a retelling is published with its original alone.
    for manuscript in sorted(manuscripts, key=lambda text: original_of(text) is not None):
        known = knowing_errors(evidence[manuscript.path], errors)
        decided = admit(manuscript, settings, medium, today, errors.get(manuscript.path, 0), known, until, given)
        if isinstance(decided, Story):
            decided = retold.held_back(decided, manuscript) or decided
        if isinstance(decided, Story) and not claims.settle(decided.source, _wanted(decided, manuscript)):
            decided = Withheld(manuscript.path, "errors", "its address belongs to another text")
        if isinstance(decided, Story):
            stories.append(decided)
            retold.take(decided)
            if why := recording_held_back(manuscript, known):
                left_out.append(_left_out(manuscript, why, for_another=why == known.recording))
            elif known.podcast:
                left_out.append(_left_out_of_podcast(manuscript, known.podcast))
            continue
        withheld.append(decided)
        if decided.rule == "scope" and any(
            isinstance(
                admit(manuscript, settings, other, today, errors.get(manuscript.path, 0), known, None, given), Story
            )
            for other in MEDIA
            if other != medium
        ):
            elsewhere.add(manuscript.path)
    fronts = {manuscript.path: manuscript.front for manuscript in manuscripts}
    redirects = claims.redirects(stories, fronts, _addresses(manuscripts, {w.source for w in withheld}))
    ordered = sorted(stories, key=lambda s: (s.date, s.source))
    taken_back = frozenset(
        (*(m.path for m in manuscripts if _taken_back(m)), *(w.source for w in withheld if w.rule in TAKEN_BACK))
    )
    return Admission(
        stories=tuple(ordered),
        standalone_pages=tuple(kept_pages),
        withheld=tuple(withheld),
        diagnostics=(*claims.problems, *retold.problems, *left_out),
        taken_back=taken_back,
        elsewhere=frozenset(elsewhere),
        redirects=redirects,
    )


def _left_out(manuscript: Manuscript, why: str, *, for_another: bool) -> Diagnostic:
    """That a story is published without its recording."""
    hint = "if the signed form covers it, write that into the consent; otherwise take the recording out of the story"
    if for_another:
        hint = "take the recording out of this story, too; only that story's own consent, given anew, brings it back"
    what = f"this recording and all that belongs to it are left out: {why}"
    return warning("recording-left-out", manuscript.path, manuscript.front.key_span(("recording",)), what, hint)


def _left_out_of_podcast(manuscript: Manuscript, why: str) -> Diagnostic:
    """That a story's recording is on its page, and not in the podcast."""
    hint = f"take “{PODCAST}” out of this consent; or, if the other one's signed form covers it, write it into that"
    what = f"this recording is left out of the podcast: {why}"
    return warning("recording-left-out", manuscript.path, manuscript.front.key_span(("recording",)), what, hint)


def given_again(settings: Settings, front: Document, withdrawn: Withdrawn) -> Iterator[Diagnostic]:
    """Lists of site.yaml that would stand at an address which a withdrawn story had."""
    lists: list[tuple[Loc, str]] = [
        (("topics", n, "id"), topic_path(topic.id)) for n, topic in enumerate(settings.topics)
    ]
    lists += [(("content_notes", n, "id"), note_path(note.id)) for n, note in enumerate(settings.content_notes)]
    lists += [(("shelves", n), shelf_path(shelf.own_id)) for n, shelf in enumerate(settings.shelves)]
    for loc, path in lists:
        if withdrawn.had(path):
            what = f"{_shown(path)} was the address of {WITHDRAWN}"
            yield error("address-taken", "site.yaml", front.value_span(loc), what, "choose another id")


def _taken_back(manuscript: Manuscript) -> bool:
    """Whether somebody took the story back, whatever else is wrong with its file."""
    consent = manuscript.header.consent if manuscript.header else None
    return consent is not None and consent.status in TAKEN_BACK


def standalone_of(page_source: PageSource, header: PageHeader, settings: Settings, today: date) -> StandalonePage:
    """A page of pages/ as it is published on a day, whatever else is found out about it."""
    language, shown = header.language or settings.language, page_as_shown(header, settings.language)
    return StandalonePage(
        source=page_source.path,
        digest=page_source.digest,
        slug=header.slug or slug_of(page_source.path),
        title=shown.title,
        summary=shown.summary,
        updated=of_change(header, today),
        language=language,
        helplines=header.helplines,
        body=page_source.body,
        files=files_of(page_source),
    )


def _wanted(story: Story, manuscript: Manuscript) -> list[tuple[str, Span]]:
    aliases = [(a, manuscript.front.value_span(("aliases", n))) for n, a in enumerate(story.aliases)]
    return [(story_path(story.slug), manuscript.front.key_span(("slug",))), *aliases]


def _addresses(manuscripts: Sequence[Manuscript], sources: set[str]) -> dict[str, str]:
    """The addresses that these stories would have, each with its file."""
    texts = (m for m in manuscripts if m.path in sources)
    return {story_path((m.header and m.header.slug) or slug_of(m.path)).casefold(): m.path for m in texts}


def _shown(path: str) -> str:
    return "/" + path.removesuffix("index.html")


class _Retold:
    """Which stories are told again in which language: each once in each, and once in Easy Read, by who comes first."""

    def __init__(self) -> None:
        self.published: set[str] = set()
        self.owners: dict[tuple[str, str, bool], str] = {}
        self.problems: list[Diagnostic] = []

    def held_back(self, story: Story, manuscript: Manuscript) -> Withheld | None:
        """Why a retelling that the gate lets through is withheld all the same."""
        of = story.retells
        if of is None:
            return None
        if of.original not in self.published:
            return Withheld(story.source, "original", f"{of.original}, which it retells, is withheld")
        owner = self.owners.get((of.original, story.language, of.is_easy))
        if owner is None:
            return None
        kind = "an Easy Read text" if of.is_easy else "a translation"
        what = f"{owner} is {kind} of {of.original} in “{story.language}” already"
        span = manuscript.front.value_span(("easy_read_of" if of.is_easy else "translation_of",))
        hint = "keep one of the two; of a draft, write “draft: true”"
        self.problems.append(error("language-taken", story.source, span, what, hint))
        return Withheld(story.source, "errors", f"{owner} is {kind} of the same story in the same language")

    def take(self, story: Story) -> None:
        """Note that a story is published."""
        self.published.add(story.source)
        if story.retells is not None:
            self.owners[story.retells.original, story.language, story.retells.is_easy] = story.source


class _Claims:
    """Who owns which address; addresses that differ by case alone are one, as on many file systems."""

    def __init__(self, settings: Settings, withdrawn: Withdrawn) -> None:
        self.lists = frozenset(path.casefold() for path in (*list_paths(settings), *shelf_paths(settings)))
        self.url, self.withdrawn = settings.url, withdrawn
        # Tombstones of the first form have no addresses; that of a file without a slug follows from its id.
        self.nameless = frozenset(stone.id for stone in withdrawn.stories if not stone.addresses)
        self.owners: dict[str, str] = {}
        self.problems: list[Diagnostic] = []

    def settle(self, source: str, wanted: Sequence[tuple[str, Span]]) -> bool:
        """Give a text its own address, the first of ``wanted``: whether that can be done.

        It can not if another text has that address, or if one that no text can have is among all that it wants.
        """
        own = wanted[0][0]
        before = len(self.problems)
        for n, (path, span) in enumerate(wanted):
            owner = self._always(path) or (self.owners.get(path.casefold()) if n == 0 else None)
            if owner is None and path.casefold() in (p.casefold() for p, _ in wanted[:n]):
                owner = "this text itself"
            if owner is not None:
                hint = "write another slug or alias in one of the two"
                hint = "write another slug or alias here" if owner == WITHDRAWN else hint
                what = f"{_shown(path)} already belongs to {owner}"
                self.problems.append(error("address-taken", source, span, what, hint))
        if len(self.problems) > before:
            return False
        self.owners[own.casefold()] = source
        return True

    def redirects(
        self, stories: Sequence[Story], fronts: Mapping[str, Document], withheld: Mapping[str, str]
    ) -> dict[str, str]:
        """The old addresses that lead to stories, when all texts are settled; ``withheld`` are those of others."""
        given = {}
        for story in stories:
            for n, alias in enumerate(story.aliases):
                owner = self.owners.setdefault(alias.casefold(), story.source)
                waiting = withheld.get(alias.casefold())
                span = fronts[story.source].value_span(("aliases", n))
                if owner != story.source:
                    what = f"{_shown(alias)} belongs to {owner}, so it does not lead here"
                    hint = (
                        "take this alias out; if readers know it as this story's, write another slug in the other text"
                    )
                    self.problems.append(warning("address-taken", story.source, span, what, hint))
                    continue
                given[alias] = story.source
                if waiting is not None:
                    what = f"{_shown(alias)} leads here only as long as {waiting} is withheld, whose address it is"
                    hint = "take this alias out, so that nobody who looks for that story is led to this one"
                    self.problems.append(warning("address-taken", story.source, span, what, hint))
        return given

    def _always(self, path: str) -> str | None:
        """Who owns an address whatever texts there are."""
        if path.casefold() in self.lists or is_reserved(path):
            return "the generator"
        if self.withdrawn.had(path):
            return WITHDRAWN
        found = STORY.fullmatch(path) if self.nameless else None
        return WITHDRAWN if found and entry_id(self.url, f"stories/{found[1]}.md") in self.nameless else None
