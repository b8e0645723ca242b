"""What stands between a story and its readers, point by point, each with the place in its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.content.consent_fields import Consent
from generator.content.front_matter import StoryHeader
from generator.content.named_files import pictures_of
from generator.content.read import Manuscript
from generator.content.samples import NEW_FIELDS, names_nobody
from generator.content.settings import ConsentPolicy, Settings
from generator.content.strict_yaml import Loc
from generator.gate import lifetime
from generator.ground.channels import AUDIO, CHANNELS, MEDIA, PODCAST, VIDEO, WEB, Medium
from generator.ground.consent_status import Status
from generator.ground.diagnostics import START, Diagnostic, Span
from generator.ground.outcome import Withheld
from generator.plan.cards import minutes

# Signs that a reader knows: long enough to say something, short enough for a list and a link preview.
SHORTEST, LONGEST = 30, 200
STATUS: Mapping[Status, str] = {
    "requested": "Not given yet",
    "given": "Given",
    "paused": "Paused by the storyteller",
    "withdrawn": "Withdrawn",
    "revoked": "Taken back",
    "expired": "Run out",
    "refused": "Refused",
}
RULES_OF_PICTURES = ("no-alt", "no-picture", "bad-picture")


class Mark(StrEnum):
    """Whether a point is settled; the value is what readers of the desk see."""

    DONE = "Done"
    LOOK = "Please look"
    MISSING = "Missing"
    NO = "No"


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the checklist: what it is about, how it stands, in words, and where to change it."""

    name: str
    mark: Mark
    words: str
    span: Span


def checklist(
    text: Manuscript,
    settings: Settings,
    verdicts: Mapping[Medium, Withheld | None],
    problems: Sequence[Diagnostic],
) -> tuple[Point, ...]:
    """Every point for one story. ``verdicts`` hold per medium why the story is withheld, or None where it is not."""
    points = [*_consent(text, text.header.consent, settings.consent, verdicts)] if text.header else []
    points += _fields(text, text.header, settings) if text.header else []
    return (*points, *_body(text, problems), _language(text, settings))


def _consent(
    text: Manuscript, consent: Consent | None, policy: ConsentPolicy, verdicts: Mapping[Medium, Withheld | None]
) -> Iterator[Point]:
    if consent is None:
        yield Point("Consent", Mark.MISSING, "No consent is written down, so the story is withheld.", START)
        return
    status, scope = text.front.value_span(("consent", "status")), text.front.value_span(("consent", "scope"))
    last_day = lifetime.last_day(consent, policy)
    until = f", until {last_day}" if last_day else ""
    review = f", to be reviewed by {consent.review_by}" if consent.review_by else ""
    given = Mark.DONE if consent.status == "given" else Mark.MISSING
    made_up = " Made-up example: nobody's consent is needed." if consent.basis == "fictional" else ""
    yield Point("Consent", given, f"{STATUS[consent.status]}{until}{review}.{made_up}", status)
    told = text.header is not None and text.header.recording is not None
    for channel in CHANNELS if told else [channel for channel in CHANNELS if channel not in (AUDIO, VIDEO, PODCAST)]:
        name = f"Consent: {CHANNELS[channel].name}"
        # What has no build of its own is a way to what stands on the web.
        withheld = verdicts.get(next((medium for medium in MEDIA if medium == channel), WEB))
        if channel not in consent.scope:
            yield Point(name, Mark.NO, "Not agreed to.", scope)
        elif withheld is not None:
            yield Point(name, Mark.LOOK, f"Agreed to, and not there now: {withheld.reason}.", scope)
        else:
            yield Point(name, Mark.DONE, "Agreed to.", scope)


def _fields(text: Manuscript, header: StoryHeader, settings: Settings) -> Iterator[Point]:
    def at(*loc: str) -> Span:
        where: Loc = loc
        return text.front.key_span(where)

    if header.draft:
        yield Point(
            "Draft",
            Mark.LOOK,
            "It is a draft. Take the tick away from “Draft” under “Edit” when it is ready.",
            at("draft"),
        )
    if names_nobody(header.author, header.language or settings.language):
        yield Point("Name to show", Mark.MISSING, "Still to be filled in.", at("author"))
    length = len(header.summary)
    if header.summary == NEW_FIELDS["summary"]:
        yield Point("Summary", Mark.MISSING, "Still as in the new file.", at("summary"))
    elif SHORTEST <= length <= LONGEST:
        yield Point("Summary", Mark.DONE, f"{length} characters.", at("summary"))
    else:
        advice = f"{length} characters; one sentence of {SHORTEST} to {LONGEST} reads well in lists."
        yield Point("Summary", Mark.LOOK, advice, at("summary"))
    unknown = [t for t in header.topics if t.casefold() not in settings.topic_ids]
    labels = [settings.topic_by_id[settings.topic_ids[t.casefold()]].label for t in header.topics if t not in unknown]
    if unknown:
        yield Point("Topics", Mark.LOOK, f"Not in site.yaml: {', '.join(unknown)}.", at("topics"))
    elif labels:
        yield Point("Topics", Mark.DONE, f"{', '.join(labels)}.", at("topics"))
    else:
        yield Point("Topics", Mark.MISSING, "None is chosen yet.", at("topics"))
    strange = [n for n in header.content_notes if n not in settings.note_by_id]
    notes = [settings.note_by_id[n].label for n in header.content_notes if n not in strange]
    if strange:
        yield Point("Content notes", Mark.LOOK, f"Not in site.yaml: {', '.join(strange)}.", at("content_notes"))
    elif notes:
        yield Point("Content notes", Mark.DONE, f"{', '.join(notes)}.", at("content_notes"))
    else:
        ask = "None. Is there anything that a reader may wish to know before?"
        yield Point("Content notes", Mark.LOOK, ask, at("content_notes"))


def _body(text: Manuscript, problems: Sequence[Diagnostic]) -> Iterator[Point]:
    end = next((d.span for d in problems if d.rule == "no-text"), START)
    pictures = pictures_of(text)
    bad = [d for d in problems if d.rule in RULES_OF_PICTURES]
    if bad:
        yield Point("Pictures", Mark.MISSING, f"{_counted(len(pictures), 'picture')}. {_first(bad)}", bad[0].span)
    elif pictures:
        decorate = sum(p.decorative for p in pictures)
        words = f"{_counted(len(pictures) - decorate, 'picture')} described, {decorate} only for decoration."
        yield Point("Pictures", Mark.DONE, words, pictures[0].span)
    else:
        yield Point("Pictures", Mark.DONE, "No pictures, so none needs an alternative text.", START)
    broken = [d for d in problems if d.rule.startswith("link-")]
    count = _counted(len(text.body.links), "link")
    if broken:
        words = f"{count}, of which {len(broken)} would be shown as plain text. {_first(broken)}"
        yield Point("Links", Mark.LOOK, words, broken[0].span)
    else:
        place = text.body.links[0].span if text.body.links else START
        yield Point("Links", Mark.DONE, f"{count}." if text.body.links else "No links.", place)
    if text.body.words:
        time = _counted(minutes(text.body.words), "minute")
        yield Point("Reading time", Mark.DONE, f"{time}, {_counted(text.body.words, 'word')}.", START)
    else:
        yield Point("Text", Mark.MISSING, "There is no text below the fields yet.", end)


def _language(text: Manuscript, settings: Settings) -> Point:
    own = text.header.language if text.header else None
    if own is None:
        words = f"None of its own, so it is read aloud as “{settings.language}”, the site's."
    else:
        words = f"The story is marked as “{own}”."
    return Point("Language", Mark.DONE, words, text.front.key_span(("language",)))


def _first(problems: Sequence[Diagnostic]) -> str:
    return f"The first is on line {problems[0].span.line}: {problems[0].message}."


def _counted(n: int, one: str) -> str:
    return f"{n} {one}{'' if n == 1 else 's'}"
