"""What the gate is told of a story beside its own words and front matter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.content.consent_fields import Consent, Seal
from generator.content.read import Manuscript
from generator.content.settings import ConsentPolicy
from generator.gate.coverage import has_ended
from generator.ground.channels import PODCAST, SEARCH_ENGINES, WEB, Channel, Medium

NO_CHANNEL: frozenset[Channel] = frozenset()


@dataclass(frozen=True, slots=True)
class Objection:
    """Something that speaks against a story on any day and channel: the rule, and the reason in words."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class OtherFile:
    """Another file, and its consent; None where that has errors, or is not there.

    ``told`` is how its consent has ended, where something else tells than the file itself: the rule, and words.
    ``narrowed`` are channels that it covered once, and that were taken out of it. ``way`` is what would let in a text
    with its words all the same.
    """

    path: str
    consent: Consent | None
    told: tuple[str, str] | None = None
    narrowed: frozenset[str] = frozenset()
    way: str = ""

    def ended(self, policy: ConsentPolicy, medium: Medium, today: dt.date) -> tuple[str, str] | None:
        """How its consent has ended on a medium by a day: the rule, and words; None where it has not."""
        if held := self.told or has_ended(self.consent, policy, today):
            return held
        return ("scope", f"“{medium}” was taken out of the consent") if medium in self.narrowed else None

    def ended_on_every_page(self, policy: ConsentPolicy, medium: Medium, today: dt.date) -> tuple[str, str] | None:
        """The same for words that stand on every page, which search engines read on the web."""
        if held := self.ended(policy, medium, today):
            return held
        return ("scope", f"“{SEARCH_ENGINES}” was taken out of the consent") if self.is_hidden(medium) else None

    def is_hidden(self, medium: Medium) -> bool:
        """Whether search engines were taken out of its consent, on a medium that they read."""
        return medium == WEB and SEARCH_ENGINES in self.narrowed

    def against_its_words(self, policy: ConsentPolicy, medium: Medium, today: dt.date) -> tuple[str, str] | None:
        """What it has against a text with its words: the rule, and the reason; None where it has nothing."""
        held = self.ended(policy, medium, today)
        if held is None:
            return None
        way = f"; {self.way}" if self.way else ""
        return held[0], f"{self.path} has the same words, or nearly, and there {held[1]}{way}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the gate is told beside a manuscript, worked out in `gate.evidence`.

    ``seal`` is that of the text as it is. ``against`` is what the log or a withdrawal has against it, or its words.
    ``same_record`` are other files with its record of which no log speaks: all are held to the stricter.
    ``same_words`` are files with its words under another record: if such a consent has ended, so has this one, and it
    covers no channel that was taken out of such a one. Where there is no such file any more, the log stands for it.
    ``recording`` is why its recording is held back for another story's sake, and ``podcast`` why it is kept from
    podcasts alone (`gate.same_recording`). ``original`` is the story that a retelling is one of.
    """

    seal: Seal | None
    against: Objection | None
    same_record: tuple[OtherFile, ...]
    same_words: tuple[OtherFile, ...]
    recording: str | None = None
    podcast: str | None = None
    original: Original | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """The story that a retelling is one of, and what the gate is told of it (`gate.retellings`).

    ``against`` is what speaks against the two together on any day and channel; ``errors`` are those found in it.
    """

    text: Manuscript
    evidence: Evidence
    against: Objection | None = None
    errors: int = 0


def agreed(consent: Consent | None, evidence: Evidence | None) -> tuple[list[Consent], frozenset[Channel]]:
    """Every consent that a story is held to, those of its original among them, and the channels that all cover."""
    same, alike = (evidence.same_record, evidence.same_words) if evidence else ((), ())
    every = [one for one in (consent, *(other.consent for other in same)) if one is not None]
    narrowed = frozenset[str]().union(*(other.narrowed for other in alike))
    covered = frozenset[Channel].intersection(*(frozenset(one.scope) for one in every)) if every else NO_CHANNEL
    kept_out = {PODCAST} if evidence and evidence.podcast else NO_CHANNEL
    covered = covered - narrowed - kept_out
    if evidence is None or evidence.original is None:
        return every, covered
    of = evidence.original
    others, where = agreed(of.text.header.consent if of.text.header else None, of.evidence)
    return [*every, *others], covered & where
