"""The list of consents: where that of every story stands today, whether its file can be read or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.consent.case import Case, errors_in, heard, settings_of, texts_of
from generator.consent.check_ins import CheckIn, check_ins, next_check_in, of_story
from generator.consent.guard_files import gone_of, moves_of, said_of_consents
from generator.content import read, sources
from generator.content.consent_fields import Consent, Seal
from generator.content.named_files import digests
from generator.content.read import Manuscript
from generator.content.settings import Settings
from generator.content.sources import Sources
from generator.gate import lifetime
from generator.gate.admit import Story, admit
from generator.gate.evidence import evidence_on, exact_seals, seal_today
from generator.gate.retellings import knowing_errors
from generator.gate.story_evidence import Evidence
from generator.ground.channels import MEDIA, Medium
from generator.ground.diagnostics import Diagnostic
from generator.ground.outcome import Withheld


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A story in the list of consents; ``check_in`` is the day on which to ask its storyteller how it is for them.

    ``ends_on`` is the last day on which the consent counts, as `gate.lifetime` tells it. ``sealed`` is yes, no or
    broken. ``why`` is the gate's reason for withholding the story today from ``web``, if any.
    """

    path: str
    consent: Consent | None
    ends_on: date | None
    sealed: str
    why: str | None
    check_in: date | None = None


@dataclass(frozen=True, slots=True)
class _ReadSite:
    """The stories of a site: their bytes, those that can be read, and what is wrong in them, the last error first."""

    root: Path
    found: Sources
    settings: Settings
    data: Mapping[str, bytes]
    texts: tuple[Manuscript, ...]
    errors: tuple[Diagnostic, ...]

    def decided(
        self, medium: Medium, today: date, given: date | None = None
    ) -> Iterator[tuple[Manuscript, Evidence, Story | Withheld]]:
        """What the gate decides about each story that can be read, and what it was told."""
        root, data, settings, moves = self.root, self.data, self.settings, moves_of(self.root)

        def seal_of(text: Manuscript) -> Seal | None:
            return seal_today(text, data[text.path], digests(root, text), settings, moves)

        def seals_of(text: Manuscript) -> tuple[str, ...]:
            return exact_seals(text, data[text.path], digests(root, text), settings, moves)

        header_of = {text.path: text.header for text in self.texts}
        odd = [read.unread(data[path], path) for path in data if header_of.get(path) is None]
        said, gone = said_of_consents(root), gone_of(root, settings.url)
        all_known = evidence_on(
            self.texts, (), odd, settings, gone, said, moves, medium, today, seal_of, seals_of, _unheard
        )
        known = all_known.of
        wrong = Counter(d.path for d in (*self.errors, *(d for d in all_known.problems if d.is_error)))
        wrong.update({text.path: errors_in(text, settings) for text in self.texts})
        for text in self.texts:
            about = knowing_errors(known[text.path], wrong)
            decided = admit(text, settings, medium, today, wrong[text.path], about, until=None, given=given)
            yield text, about, decided


def _unheard(_paths: Collection[str]) -> frozenset[str]:
    """By what recordings are known: nothing, since a story is told or withheld whatever becomes of its recording."""
    return frozenset()


def _read_site(root: Path) -> _ReadSite:
    found = sources.gather(root)
    settings = settings_of(found)
    data = {file.path: data for file, data in texts_of(found.stories)}
    checked = [read.manuscript(data[path], path, settings.language) for path in data]
    errors = tuple(d for c in reversed(checked) for d in reversed(c.errors))
    return _ReadSite(
        root, found, settings, data, tuple(heard(root, c.value) for c in checked if c.value is not None), errors
    )


def rows(root: Path, today: date) -> tuple[ConsentRow, ...]:
    """Where the consent of every story stands today, in the order of their files."""
    site = _read_site(root)
    every = site.decided("web", today)
    asked, moves = check_ins(root), moves_of(root)
    readable = {
        text.path: _row(text, site.settings, evidence, decided, of_story(asked, text.path, moves, today), today)
        for text, evidence, decided in every
    }
    unread = {d.path: d for d in (*_unread(site.found, site.data), *site.errors)}
    paths = sorted({*(f.path for f in site.found.stories), *(path for path in unread if path.startswith("stories/"))})
    return tuple(readable.get(path) or _without(path, unread[path]) for path in paths)


def decisions(
    root: Path, medium: Medium, today: date, given: date | None
) -> Iterator[tuple[Manuscript, Story | Withheld]]:
    """What the gate decides about each story that can be read, on a medium; ``given`` is as in `gate.admit`."""
    yield from ((text, what) for text, _, what in _read_site(root).decided(medium, today, given))


def still_withheld(case: Case, today: date) -> Mapping[Medium, Withheld]:
    """On which of the media that a story's consent names it is withheld all the same, and why."""
    site = _read_site(case.root)
    return {
        medium: decided
        for medium in MEDIA
        if medium in case.consent.scope
        for text, _, decided in site.decided(medium, today)
        if text.path == case.path and isinstance(decided, Withheld)
    }


def _unread(found: Sources, data: Collection[str]) -> Iterator[Diagnostic]:
    """What is wrong with files that the system does not let us read, or that are none."""
    yield from (d for d in found.diagnostics if d.is_error)
    for file in found.stories:
        if file.path not in data:
            try:
                file.read()
            except OSError as e:
                yield sources.unreadable(file.path, e)


def _without(path: str, wrong: Diagnostic) -> ConsentRow:
    why = f"it cannot be read for the errors in it (line {wrong.span.line}: {wrong.message})"
    return ConsentRow(path, None, None, "no", why)


def _row(
    text: Manuscript,
    settings: Settings,
    evidence: Evidence,
    decided: Story | Withheld,
    asked: Collection[CheckIn],
    today: date,
) -> ConsentRow:
    consent = text.header.consent if text.header else None
    sealed = "no"
    if consent is not None and consent.seal is not None:
        sealed = "yes" if evidence.seal == consent.seal else "broken"
    return ConsentRow(
        text.path,
        consent,
        lifetime.last_day(consent, settings.consent) if consent else None,
        sealed,
        decided.reason if isinstance(decided, Withheld) else None,
        next_check_in(text.header, asked, settings.check_in, today)
        if text.header and isinstance(decided, Story)
        else None,
    )
