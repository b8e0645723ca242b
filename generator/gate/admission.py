"""Who is published: the gate for each manuscript, then the rules across what came through it.

Addresses are claimed by admitted stories alone, in the order of their files, all of a story's or none. So a story that
is withheld claims nothing, and the site is the same as if its file were not there (promise 2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.content.body import Body
from generator.content.front_matter import PageHeader
from generator.content.named_files import NamedFile, files_of
from generator.content.read import Manuscript, PageSource, slug_of
from generator.content.routes import is_reserved, list_paths, standalone_path, story_path
from generator.content.settings import Settings
from generator.gate.admit import Evidence, Story, admit
from generator.gate.tombstones import Withdrawn
from generator.ground.channels import MEDIA, Medium
from generator.ground.diagnostics import Diagnostic, Span, error
from generator.ground.outcome import Withheld

# Consent that was given and ended by an act, for good or for now; what runs out, a copy knows from its own last day.
TAKEN_BACK = frozenset({"withdrawn", "revoked", "paused"})


@dataclass(frozen=True, slots=True)
class StandalonePage:
    """A standalone page, ready to be published; it needs nobody's consent."""

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


@dataclass(frozen=True, slots=True)
class Admission:
    """What came through: stories from the oldest to the newest, pages, those withheld, and what was found.

    ``taken_back`` holds the files of stories whose consent ended by somebody's will; copies may still have them.
    ``elsewhere`` holds those that only the other medium publishes today.
    """

    stories: tuple[Story, ...]
    standalone_pages: tuple[StandalonePage, ...]
    withheld: tuple[Withheld, ...]
    diagnostics: tuple[Diagnostic, ...]
    taken_back: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()


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
) -> Admission:
    """Decide over every text. The sequences are in the order of their paths.

    ``errors`` counts errors by file, ``evidence`` is there for every story, ``withdrawn`` knows whose addresses are
    never given again, and ``until`` is the last day of a copy that cannot be called back; see `gate.admit`.
    """
    claims = _Claims({path.casefold(): "the generator" for path in list_paths(settings)}, withdrawn)
    kept_pages = []
    withheld = []
    for source in page_sources:
        page = (
            None if source.header is None or errors.get(source.path) else _standalone(source, source.header, settings)
        )
        if page is None or claims.claim(page.source, [(standalone_path(page.slug), source.front.key_span(("slug",)))]):
            withheld.append(Withheld(source.path, "errors", "this page has errors"))
        else:
            kept_pages.append(page)
    stories = []
    elsewhere = set()
    for manuscript in manuscripts:
        known = evidence[manuscript.path]
        decided = admit(manuscript, settings, medium, today, errors.get(manuscript.path, 0), known, until)
        if isinstance(decided, Story) and claims.claim(decided.source, _wanted(decided, manuscript)):
            decided = Withheld(manuscript.path, "errors", "its address belongs to another text")
        if isinstance(decided, Story):
            stories.append(decided)
            continue
        withheld.append(decided)
        if decided.rule == "scope" and any(
            isinstance(admit(manuscript, settings, other, today, errors.get(manuscript.path, 0), known, None), Story)
            for other in MEDIA
            if other != medium
        ):
            elsewhere.add(manuscript.path)
    ordered = sorted(stories, key=lambda s: (s.date, s.source))
    taken_back = frozenset(
        (*(m.path for m in manuscripts if _taken_back(m)), *(w.source for w in withheld if w.rule in TAKEN_BACK))
    )
    return Admission(
        tuple(ordered), tuple(kept_pages), tuple(withheld), tuple(claims.problems), taken_back, frozenset(elsewhere)
    )


def _taken_back(manuscript: Manuscript) -> bool:
    """Whether somebody took the story back, whatever else is wrong with its file."""
    consent = manuscript.header.consent if manuscript.header else None
    return consent is not None and consent.status in TAKEN_BACK


def _standalone(page_source: PageSource, header: PageHeader, settings: Settings) -> StandalonePage:
    language = header.language or settings.language
    return StandalonePage(
        source=page_source.path,
        digest=page_source.digest,
        slug=header.slug or slug_of(page_source.path),
        title=header.title,
        summary=header.summary,
        updated=header.updated,
        language=language,
        helplines=header.helplines,
        body=page_source.body,
        files=files_of(page_source),
    )


def _wanted(story: Story, manuscript: Manuscript) -> list[tuple[str, Span]]:
    aliases = [(a, manuscript.front.value_span(("aliases", n))) for n, a in enumerate(story.aliases)]
    return [(story_path(story.slug), manuscript.front.key_span(("slug",))), *aliases]


class _Claims:
    """Who owns which address; addresses that differ by case alone are one, as on many file systems."""

    def __init__(self, owners: dict[str, str], withdrawn: Withdrawn) -> None:
        self.owners, self.withdrawn = owners, withdrawn
        self.problems: list[Diagnostic] = []

    def claim(self, source: str, wanted: Sequence[tuple[str, Span]]) -> bool:
        """Claim all ``wanted`` paths for ``source``, or none of them: whether one is taken."""
        before = len(self.problems)
        for n, (path, span) in enumerate(wanted):
            owner = self.owners.get(path.casefold()) or ("the generator" if is_reserved(path) else None)
            if owner is None and path.casefold() in (p.casefold() for p, _ in wanted[:n]):
                owner = "this text itself"
            if owner is None and self.withdrawn.had(path):
                owner = "a story that was withdrawn, and is never given to another text"
            if owner is not None:
                address = "/" + path.removesuffix("index.html")
                hint = "write another slug or alias in one of the two"
                hint = "write another slug or alias here" if owner.startswith("a story that was") else hint
                self.problems.append(
                    error("address-taken", source, span, f"{address} already belongs to {owner}", hint)
                )
        if len(self.problems) > before:
            return True
        self.owners |= {path.casefold(): source for path, _ in wanted}
        return False
