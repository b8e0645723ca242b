"""The desk's pages for what stories are used for beside the site: one for a story, and one for all that is out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args
from urllib.parse import quote, urlencode

from generator.consent.case import Case, open_case
from generator.consent.guard_files import readable_moves
from generator.consent.line_files import cut_off
from generator.consent.standing_uses import Decision, StandingUse, standing
from generator.consent.use_register import Use, end, uses
from generator.content import sources
from generator.exporting.handing_out import StoryPart, UsedPart, WantedUse, hand_out, part_of
from generator.gate.last_words import text_tag
from generator.ground.channels import MEDIA
from generator.ground.diagnostics import CannotBuildError
from generator.ground.places import USES as REGISTER
from generator.preview.desk.consent_forms import Complaint, Form, FormField, Refused, Values, read
from generator.preview.desk.verdicts import decide
from generator.preview.site.assets import fill
from generator.preview.site.live import LiveSite

USE, USES, PICTURE = "/_desk/use/", "/_desk/uses", "/_desk/used-picture/"
PARTS: Mapping[StoryPart, str] = {
    "text": "The text, with the name shown and without pictures",
    "excerpt": "The summary instead of the text",
    "picture": "The picture",
}
MEANS = "Gives what consent covers today, and writes down where it is used, so that it can be taken back."
WHERE = "Without title, name or words of the story, since this stays when it is withdrawn. Such as: Spring letter."


@dataclass(frozen=True, slots=True)
class GivenForUse:
    """What was handed out for a use, as it may be used today; ``picture`` is where it can be downloaded."""

    use: Use
    words: str
    picture: str


def form(case: Case) -> Form:
    """What is asked for before a story is used elsewhere; of uses, those that were agreed to."""
    agreed = case.header.consent.uses if case.header.consent else ()
    named = tuple((use.id, use.label) for use in case.settings.uses if use.id in agreed)
    fields = (
        FormField("use", "What for", "choice", needed=True, options=named),
        FormField("part", "Which part", "choice", needed=True, options=tuple(PARTS.items())),
        FormField("where", "Where exactly", "text", WHERE),
        FormField("until", "Last day on which it is used there, if there is one", "day"),
    )
    return Form("use", "Give it, and write it down", MEANS, fields if named else ())


def give(live: LiveSite, source: str, sent: Values) -> tuple[Use, StoryPart] | Refused:
    """Write down what a story is used for. Raises RefusedError and CannotBuildError."""
    given, complaints = read(form(open_case(live.root, source)), sent)
    if complaints or not given:
        return Refused("use", sent, complaints or (Complaint("Nothing but the site was agreed to."),))
    part = part_named(given["part"])
    wanted = WantedUse(use=given["use"], part=part, where=given["where"] or "", until=given.get("until"))
    return hand_out(live.root, source, wanted, today=sources.today(), on=live.day_to_give)[0], part


def tick_off(live: LiveSite, sent: Values) -> str | Refused:
    """Write down that a use is over; gives a sentence. Raises RefusedError and CannotBuildError."""
    number = next(iter(sent.get("number", ())), "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return Refused("over", sent, (Complaint("Choose one of these once more."),))
    return f"Over: {end(live.root, int(number), today=live.day_to_act).words}."


def part_named(word: str) -> StoryPart:
    """The part that a word names; the text for any other."""
    return next((part for part in get_args(StoryPart) if part == word), "text")


def used(live: LiveSite, source: str, number: str, part: StoryPart) -> tuple[Use, UsedPart] | None:
    """A use of a story that is still out there, and a part of it as consent covers it today. Raises RefusedError."""
    moves = readable_moves(live.root)
    for use in uses(live.root):
        if str(use.number) == number and use.is_out(live.today) and use.text == text_tag(use.record, source, moves):
            return use, part_of(live.root, source, use.use, part, today=sources.today(), on=live.day_to_give)
    return None


def page_of(
    live: LiveSite,
    source: str,
    kept: Mapping[str, str],
    token: str,
    *,
    shown: tuple[str, StoryPart] = ("", "text"),
    told: Sequence[str] = (),
    refused: Refused | None = None,
) -> str:
    """The page of a story; ``shown`` is the number of a use that was just written down, and its part.

    ``told`` is what was found beside it.
    Raises RefusedError and CannotBuildError.
    """
    case, (number, part) = open_case(live.root, source), shown
    found = used(live, source, number, part) if number else None
    address = f"{PICTURE}{number}/{quote(source)}" if found and found[1].picture is not None else ""
    return fill(
        "desk-use.html",
        title=case.header.title,
        form=form(case),
        given=GivenForUse(found[0], found[1].words, address) if found else None,
        refused=refused,
        told=told,
        values=refused.values if refused else {},
        token=token,
        action=f"{USE}{quote(source)}?{urlencode(kept)}",
        back=f"/_desk/story/{quote(source)}?{urlencode(kept)}#consent",
        every=f"{USES}?{urlencode(kept)}",
    )


def page_of_all(
    live: LiveSite, kept: Mapping[str, str], told: Sequence[str], token: str, refused: Refused | None = None
) -> str:
    """The page of all that is out there. Raises CannotBuildError."""
    found = standing_of(live)
    tell = {use.id: use.tell for use in live.planned.site.settings.uses} if live.planned else {}
    return fill(
        "desk-uses.html",
        groups=[
            ("To be taken back", [(one, tell.get(one.use.use)) for one in found if one.why is not None]),
            ("Covered by consent", [(one, None) for one in found if one.why is None]),
        ],
        refused=refused,
        told=(*told, *(f"{d.place}: {d.message}; {d.hint}." for d in cut_off(live.root, REGISTER))),
        token=token,
        action=f"{USES}?{urlencode(kept)}",
        back=f"/_desk/?{urlencode(kept)}",
    )


def standing_of(live: LiveSite) -> tuple[StandingUse, ...]:
    """What is used elsewhere, of the site as it was last read. Raises CannotBuildError."""
    return standing(live.root, live.today, lambda: _decisions(live))


def to_be_taken_back(live: LiveSite) -> list[tuple[str, str]]:
    """What has to be taken back elsewhere: which use, and why; where the register cannot be read whole, that."""
    try:
        found = [(one.use.words, one.why) for one in standing_of(live) if one.why is not None]
        return [*found, *((d.path, d.message) for d in cut_off(live.root, REGISTER))]
    except CannotBuildError as e:
        return [(d.path, d.message) for d in e.diagnostics]


def _decisions(live: LiveSite) -> Iterator[Decision]:
    texts = live.manuscripts
    for medium in MEDIA:
        decided = decide(live, medium, live.today)
        if decided is not None:
            yield from ((texts[one.source], one) for one in decided.stories)
            yield from ((texts[one.source], one) for one in decided.withheld if one.source in texts)
