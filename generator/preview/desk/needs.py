"""What needs a person now, each with its one next step: what the desk's first page begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlencode

from generator.content.samples import NEW_RECORD
from generator.ground.channels import WEB
from generator.ground.diagnostics import Diagnostic
from generator.preview.desk.putting_online import PuttingOnline
from generator.preview.desk.story_status import State, StatusRow
from generator.preview.site.live import LiveSite
from generator.publishing.built_site import ended_of
from generator.publishing.settled_ends import unsettled

SOON = timedelta(days=60)
MOST_SHOWN = 5  # of one kind
# By which of the gate's rules a consent has run out, so that the storyteller could be asked anew.
RUN_OUT = ("expired", "too-old", "review-due")
HELPLINES = "helpline-old"
STORY, ONLINE, ELSEWHERE = "/_desk/story/", "/_desk/online", "/_desk/"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that needs a person: what it is, what is the matter with it, and where its next step is done."""

    what: str
    matter: str
    step: str
    to: str


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """Things of one kind that need a person, the first ones first."""

    title: str
    needs: tuple[Need, ...]

    @property
    def shown(self) -> tuple[Need, ...]:
        """Those that are shown one by one."""
        return self.needs[:MOST_SHOWN]


def needs(live: LiveSite, rows: Sequence[StatusRow], putting: PuttingOnline, kept: dict[str, str]) -> list[NeedGroup]:
    """What needs a person now, what is most urgent first; ``rows`` are all stories as they are today.

    ``kept`` is what every link of the desk takes along.
    """
    query = urlencode(kept)

    def story(row: StatusRow, matter: str, step: str, place: str = "consent") -> Need:
        return Need(row.title, matter, step, f"{STORY}{quote(row.source)}?{query}#{place}")

    def elsewhere(d: Diagnostic, step: str) -> Need:
        return Need(d.path, d.message, step, f"{ELSEWHERE}?{query}#elsewhere")

    def is_soon(row: StatusRow) -> bool:
        return row.due is not None and row.due <= until and row.rule not in RUN_OUT

    known = {row.source for row in rows}
    others = [d for d in live.diagnostics if d.path not in known]
    until = live.today + SOON
    groups = (
        (
            "Online",
            [Need(what, matter, step, f"{ONLINE}?{query}#put") for what, matter, step in _online(live, putting)],
        ),
        (
            "Changed since their storytellers approved them",
            [
                story(row, "is withheld until it is approved again", "Show it again")
                for row in rows
                if row.rule == "seal"
            ],
        ),
        (
            "Kept back by problems",
            [story(row, row.words, "Mend it", "problems") for row in rows if row.state is State.PROBLEMS]
            + [elsewhere(d, "See how to mend it") for d in others if d.is_error],
        ),
        (
            "Consent has run out",
            [story(row, row.words, "Renew it, or withdraw") for row in rows if row.rule in RUN_OUT],
        ),
        (
            "Consent ends soon, or is to be reviewed",
            [
                story(row, f"{row.due_words}, {row.due}", "Ask, and write down the answer")
                for row in sorted(filter(is_soon, rows), key=_by_day)
            ],
        ),
        (
            "Asked, and no answer written down",
            [
                story(row, "its consent has been asked for", "Write down the answer")
                for row in rows
                if _waits(live, row)
            ],
        ),
        (
            "Before the site goes online",
            [elsewhere(d, "See what to write") for d in live.diagnostics if d.stops_publishing],
        ),
        ("Helplines to check", [elsewhere(d, "Check it") for d in others if d.rule == HELPLINES]),
    )
    return [NeedGroup(title, tuple(found)) for title, found in groups if found]


def _by_day(row: StatusRow) -> tuple[str, str]:
    return str(row.due), row.title.casefold()


def _waits(live: LiveSite, row: StatusRow) -> bool:
    """Whether somebody was asked for their consent; a new draft has only the sample of a record."""
    text = live.manuscripts.get(row.source)
    consent = text.header.consent if text and text.header else None
    return consent is not None and consent.status == "requested" and consent.record != NEW_RECORD


def _online(live: LiveSite, putting: PuttingOnline) -> Iterator[tuple[str, str, str]]:
    """What may still be online, as far as it is known without asking anybody: what, why, and the next step."""
    planned = live.planned
    if planned is None or live.medium != WEB:
        return
    undone = set[str]()
    for one in putting.to_be_proven():
        if one.undone:
            undone.add(one.place)
            yield one.place, "something that has to go could not be taken away", "Put the site online again"
        if one.number:
            told = f"{one.number} {'addresses are' if one.number > 1 else 'address is'} not proven to be gone"
            yield one.place, told, "Ask again whether it is gone"
    site = planned.site
    ended = {*ended_of(planned.withheld, planned.withdrawn, site.settings.url, site.moves)}
    for destination in site.settings.publish:
        left = unsettled(live.root, destination.to, ended)
        if left and destination.name not in undone:
            told = f"{len(left)} {'texts' if len(left) > 1 else 'text'} that may not be shown may still be there"
            yield destination.name, told, "Look, and put the site online"
