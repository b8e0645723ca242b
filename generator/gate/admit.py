"""The consent gate: the only place where a manuscript becomes a story.

A story is published to a channel only if its consent, as written today, covers that channel on that day. Everything
else (missing, unreadable, ambiguous, not begun, expired, paused, withdrawn) is withheld, and withheld is the same as
absent. The gate runs on every build and its answer is never kept, because days pass.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import InitVar, dataclass, replace
from typing import Any, NoReturn

from generator.content.body import Body, Content
from generator.content.consent_fields import Consent
from generator.content.front_matter import Image, PageHeader, Series, Shape, StoryHeader
from generator.content.links import text_path
from generator.content.named_files import NamedFile, files_of
from generator.content.read import Manuscript
from generator.content.recording_fields import WrittenRecording
from generator.content.recordings import ToldRecording
from generator.content.settings import ConsentPolicy, Settings
from generator.content.shown_header import story_as_shown
from generator.content.slugs import slug_of
from generator.gate import lifetime, voices
from generator.gate.coverage import NO_CONSENT, has_ended, held_back
from generator.gate.seal import uncovered
from generator.gate.story_evidence import Evidence, agreed
from generator.ground.channels import Channel, Medium
from generator.ground.digest import digest
from generator.ground.outcome import Withheld
from generator.words.tokens import fold, tokens
from generator.words.tokens import telling as telling_words

# Why a story may be withheld and still be read by somebody before it is published: its consent, or another one, is yet
# to come, does not cover this channel, or does not cover this day yet.
MAY_BE_READ = frozenset({"no-consent", "requested", "no-end", "no-review", "not-begun", "scope"})
NO_ORIGINAL = ("errors", "the story that it names as its original is not there, or can be none")
# Rules that withhold one text for what it is, and say nothing of how a consent stands.
OWN_MATTERS = frozenset({"draft", "errors", "not-yet", "seal", "no-seal"})
_GATE = object()


@dataclass(frozen=True, slots=True)
class Story:
    """A text that its storyteller agreed to have published, on this channel and this day.

    It cannot be constructed, replaced, copied or unpickled into being by anything but `admit`; but for a ``proof``,
    which `proof_of` makes for the preview's desk, and which no site takes. The record's reference is left behind:
    nothing that ships needs it. ``digest`` stands for everything that its file says, and its recording; ``files`` are
    the pictures that it names. ``recording`` is there where consent covers it, and then its words are among those of
    the ``body``.
    """

    source: str
    digest: bytes
    slug: str
    title: str
    date: dt.date
    updated: dt.date | None
    author: str
    summary: str
    topics: tuple[str, ...]
    notes: tuple[str, ...]
    language: str
    body: Body
    files: tuple[NamedFile, ...]
    telling: tuple[str, ...]
    aliases: tuple[str, ...]
    image: Image | None
    recording: ToldRecording | None
    series: Series | None
    shape: Shape | None
    scope: frozenset[Channel]
    uses: frozenset[str]
    fictional: bool
    anonymous: bool
    lasts: dt.date | None
    retells: Retells | None
    proof: bool
    gate: InitVar[object]

    def __post_init__(self, gate: object) -> None:
        if gate is not _GATE:
            raise TypeError("only generator.gate.admit.admit makes a Story")

    def __reduce_ex__(self, _protocol: Any) -> NoReturn:
        raise TypeError("a Story cannot be copied or pickled")


@dataclass(frozen=True, slots=True)
class Retells:
    """Of a story that is a retelling: the file of its original, and which kind it is.

    ``by`` is who made it, as readers may know it; ``is_read`` is whether the storyteller has read it.
    """

    original: str
    is_easy: bool
    by: str | None
    is_read: bool


def admit(
    manuscript: Manuscript,
    settings: Settings,
    medium: Medium,
    today: dt.date,
    errors: int,
    evidence: Evidence,
    until: dt.date | None,
    given: dt.date | None,
) -> Story | Withheld:
    """The story that may be published on ``medium`` today, or why there is none.

    ``errors`` is the number of errors found in the manuscript; a single one withholds it. Where ``evidence`` lacks the
    seal of a sealed text as it is, the one that was approved counts as broken. What is published as a copy that cannot
    be called back is asked about twice: for today, and for the copy's last day, ``until``; elsewhere that is None. What
    is made for a later day than the one on which it is given away is asked about for that one, ``given``, too; else
    that is None.
    """
    header = manuscript.header
    if header is None:
        return Withheld(manuscript.path, "errors", f"its front matter has {_errors(max(errors, 1))}")
    policy = settings.consent
    held = held_back(header.consent, policy, medium, today)
    if held is None and evidence.against is not None:
        held = evidence.against.rule, evidence.against.reason
    held = held or _held_by_others(evidence, policy, medium, today)
    held = held or _held_on_other_days(header.consent, evidence, policy, medium, until, given)
    if held is None and header.consent is not None:
        held = _unproved(header, header.consent, policy, evidence)
    if held is None and header.original is not None:
        held = _held_by_original(settings, medium, today, evidence, until, given)
    if held is None and header.draft:
        held = ("draft", "it is a draft")
    if held is None and header.original is not None and evidence.original is None:
        held = NO_ORIGINAL
    if held is None and errors:
        held = ("errors", f"it has {_errors(errors)}")
    if held is None and header.date > today:
        held = ("not-yet", f"its date, {header.date}, has not come")
    if held is not None or header.consent is None:
        return Withheld(manuscript.path, *(held or NO_CONSENT))
    updated = of_change(header, today)
    return _story(manuscript, header, header.consent, settings, evidence, updated=updated, proof=False)


def of_change(header: StoryHeader | PageHeader, today: dt.date) -> dt.date | None:
    """The day of the last change as readers are told it: none that has not come."""
    return header.updated if header.updated and header.updated <= today else None


def proof_of(manuscript: Manuscript, settings: Settings, evidence: Evidence | None, today: dt.date) -> Story | None:
    """The story as it would look if it were published, whatever its consent says; never to be put into a site.

    For the preview's desk alone, where authors and editors see what is not published yet. Unknown topics and content
    notes are left out, and where no topic is known, the site's first stands in, since every page has one. A recording
    that is kept from readers (`kept_from_proof`) is left out as on the site. None where the front matter has errors.
    """
    header = manuscript.header
    if header is None:
        return None
    known = replace(
        header,
        topics=tuple(t for t in header.topics if t.casefold() in settings.topic_ids) or (settings.topics[0].id,),
        content_notes=tuple(n for n in header.content_notes if n in settings.note_by_id),
    )
    if kept_from_proof(manuscript, settings, evidence, today):
        manuscript = replace(manuscript, recording=None)
    return _story(manuscript, known, header.consent, settings, None, updated=header.updated, proof=True)


def kept_from_proof(
    manuscript: Manuscript, settings: Settings, evidence: Evidence | None, today: dt.date
) -> str | None:
    """Why a proof of a story is without its recording; None where it has it, or there is none.

    As long as nobody was asked, or has answered, it is shown, since that is what is to be asked about. Once somebody
    has said no to a voice or a face, or not said yes to it, it is nowhere to be heard but in its own file.
    """
    header = manuscript.header
    if header is None or header.recording is None:
        return None
    consent, by_another = header.consent, evidence.recording if evidence else None
    if by_another or consent is None or consent.status == "requested":
        return by_another
    over = has_ended(consent, settings.consent, today)
    every, scope = agreed(consent, evidence)
    return over[1] if over else _held_recording(header.recording, evidence, scope, every)


def not_to_be_read(
    manuscript: Manuscript, settings: Settings, medium: Medium, today: dt.date, evidence: Evidence
) -> str | None:
    """Why a story may not be shown for review to somebody on another device; None where it may.

    Published stories may, and drafts, those before their day, and those that wait for consent or for an approval of
    what has changed in them: that is what review is for. Whatever else speaks against one keeps it from being read.
    """
    if evidence.against is not None:
        return evidence.against.reason
    policy = settings.consent
    held = held_back(manuscript.header.consent, policy, medium, today) if manuscript.header else None
    if held is not None and held[0] not in MAY_BE_READ:
        return held[1]
    for other in evidence.same_record:
        held = held_back(other.consent, policy, medium, today)
        if held is not None and held[0] not in MAY_BE_READ:
            return f"{other.path} has the same record, and there {held[1]}"
    for other in evidence.same_words:
        if held := other.against_its_words(policy, medium, today):
            return held[1]
    if manuscript.header is None or manuscript.header.original is None:
        return None
    of = evidence.original
    return not_to_be_read(of.text, settings, medium, today, of.evidence) if of else NO_ORIGINAL[1]


def _story(
    manuscript: Manuscript,
    header: StoryHeader,
    consent: Consent | None,
    settings: Settings,
    evidence: Evidence | None,
    *,
    updated: dt.date | None,
    proof: bool,
) -> Story:
    language, shown = header.language or settings.language, story_as_shown(header, settings.language)
    every, scope = agreed(consent, evidence)
    told, body, digest_, telling = manuscript.recording, manuscript.body, manuscript.digest, manuscript.telling
    if (
        told is not None
        and shown.recording is not None
        and (proof or not _held_recording(told.written, evidence, scope, every))
    ):
        told = replace(told, written=shown.recording)
        body, digest_ = _with_words(body, told), digest(digest_, told.digest)
        telling = telling_words(Counter(tokens(fold(body.text)))) if told.words else telling
    else:
        told = None
    days = [day for one in every if (day := lifetime.last_day(one, settings.consent)) is not None]
    return Story(
        source=manuscript.path,
        digest=digest_,
        slug=header.slug or slug_of(manuscript.path),
        title=shown.title,
        date=header.date,
        updated=updated,
        author=shown.author,
        summary=shown.summary,
        topics=tuple(dict.fromkeys(settings.topic_ids[t.casefold()] for t in header.topics)),
        notes=tuple(dict.fromkeys(header.content_notes)),
        language=language,
        body=body,
        files=_pictures(
            manuscript
            if told or header.recording is None
            else replace(manuscript, header=replace(header, recording=None))
        ),
        telling=telling,
        aliases=header.aliases,
        image=shown.image,
        recording=told,
        series=shown.series,
        shape=header.shape,
        scope=scope,
        uses=frozenset[str].intersection(*(frozenset(one.uses) for one in every)) if every else frozenset(),
        fictional=consent is not None and consent.basis == "fictional",
        anonymous=consent is not None and consent.named_as == "anonymous",
        lasts=min(days, default=None),
        retells=_retells(manuscript.path, header),
        proof=proof,
        gate=_GATE,
    )


def _retells(path: str, header: StoryHeader) -> Retells | None:
    if header.original is None:
        return None
    is_easy = header.translation_of is None
    return Retells(text_path(header.original, path), is_easy, header.translated_by, header.read_by_storyteller)


def _pictures(manuscript: Manuscript) -> tuple[NamedFile, ...]:
    return tuple(file for file in files_of(manuscript) if file.kind == "picture")


def recording_held_back(manuscript: Manuscript, evidence: Evidence) -> str | None:
    """Why the recording of a story that is published is left out; None where it is not, or there is none."""
    header = manuscript.header
    if header is None or header.recording is None:
        return None
    every, scope = agreed(header.consent, evidence)
    return _held_recording(header.recording, evidence, scope, every)


def _held_recording(
    recording: WrittenRecording, evidence: Evidence | None, scope: frozenset[Channel], every: Sequence[Consent]
) -> str | None:
    by_another = evidence.recording if evidence else None
    return by_another or voices.held_back(recording, scope, every)


def _with_words(body: Body, told: ToldRecording) -> Body:
    """A text with the words of its recording behind its own, so that search finds them and passages come from them."""
    if not told.words:
        return body
    words = told.words
    return replace(
        body,
        content=lambda: Content(body.parts, f"{body.text}\n\n{words}"),
        words=body.words + len(tokens(fold(words))),
        text_digest=digest(body.text_digest, words.encode()),
    )


def _errors(count: int) -> str:
    return f"{count} error{'s' if count > 1 else ''}"


def _held_by_others(
    evidence: Evidence, policy: ConsentPolicy, medium: Medium, today: dt.date
) -> tuple[str, str] | None:
    """What another file with the same record or the same words holds back, if one does."""
    for other in evidence.same_record:
        if held := held_back(other.consent, policy, medium, today):
            return held[0], f"{other.path} has the same record, and there {held[1]}"
    for other in evidence.same_words:
        if held := other.against_its_words(policy, medium, today):
            return held
    return None


def _held_by_original(
    settings: Settings, medium: Medium, today: dt.date, evidence: Evidence, until: dt.date | None, given: dt.date | None
) -> tuple[str, str] | None:
    """What holds the original of a retelling back, or the two together, if anything does."""
    of = evidence.original
    if of is None:
        return None
    decided = admit(of.text, settings, medium, today, of.errors, of.evidence, until, given)
    if isinstance(decided, Withheld):
        # What a text lacks beside consent is its own matter; how a consent has ended holds for both.
        rule = "original" if decided.rule in OWN_MATTERS else decided.rule
        return rule, f"{of.text.path}, which it retells, is withheld: {decided.reason}"
    return (of.against.rule, of.against.reason) if of.against else None


def _held_on_other_days(
    consent: Consent | None,
    evidence: Evidence,
    policy: ConsentPolicy,
    medium: Medium,
    until: dt.date | None,
    given: dt.date | None,
) -> tuple[str, str] | None:
    """What holds it back on the day on which it is given away, or on a copy's last day, if anything does."""
    if given is not None:
        held = held_back(consent, policy, medium, given) or _held_by_others(evidence, policy, medium, given)
        if held is not None:
            return held[0], f"it is given away on {given} already, and {held[1]}"
    if until is not None:
        held = held_back(consent, policy, medium, until) or _held_by_others(evidence, policy, medium, until)
        if held is not None:
            return "too-short", f"it would not last: on {until}, the copy's last day, {held[1]}"
    return None


def _unproved(
    header: StoryHeader, consent: Consent, policy: ConsentPolicy, evidence: Evidence
) -> tuple[str, str] | None:
    """What is wrong between the consent and the text as it is, if anything."""
    if consent.seal is None:
        if policy.require_seal and consent.basis != "fictional":
            return "no-seal", "nobody has approved its text yet, and site.yaml asks for that (consent: require_seal)"
        return None
    if more := uncovered(header, consent.seal):
        what = f"its storyteller approved it without what is there now: {', '.join(more)}"
        return "seal", f"{what}; “hearten consent copy --since” shows it"
    if evidence.seal is None or evidence.seal.words != consent.seal.words:
        return "seal", "it has changed since the storyteller approved it; “hearten consent copy --since” shows how"
    if evidence.seal.exact != consent.seal.exact:
        way = "record a correction, or have" if policy.corrections == "typographic" else "have"
        return "seal", f"its punctuation has changed since the storyteller approved it; {way} it approved again"
    return None
