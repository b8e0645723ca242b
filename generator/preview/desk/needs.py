"""What needs a person now, each with its one next step: what the desk's first page begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import quote, urlencode

from generator.checking.readiness import NO_STORIES
from generator.consent.check_ins import check_ins, next_check_in, of_story, to_come, wants_change
from generator.consent.guard_files import moves_of
from generator.consent.line_files import cut_off
from generator.content import sources
from generator.content.samples import NEW_RECORD
from generator.content.sources import SITE_FILE
from generator.ground.channels import WEB
from generator.ground.diagnostics import CannotBuildError, Diagnostic
from generator.ground.places import CHECK_INS
from generator.preview.desk.comment_pages import open_comments
from generator.preview.desk.editing import EDIT, NEW
from generator.preview.desk.place import PLACE
from generator.preview.desk.putting_online import PuttingOnline
from generator.preview.desk.setting_pages import SITE
from generator.preview.desk.setting_parts import HELPLINES
from generator.preview.desk.story_status import State, StatusRow
from generator.preview.desk.uses_elsewhere import USES, to_be_taken_back
from generator.preview.site.live import LiveSite
from generator.publishing.built_site import ended_of
from generator.publishing.settled_ends import unsettled

SOON = timedelta(days=60)
MOST_SHOWN = 5  # of one kind
# By which of the gate's rules a consent has run out, so that the storyteller could be asked anew.
RUN_OUT = ("expired", "too-old", "review-due")
BROKEN_SEAL, OLD_HELPLINE = "seal", "helpline-old"
CHECKING = "Checking in"
STORY, ONLINE, HOME = "/_desk/story/", "/_desk/online", "/_desk/"


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


class StillOnline(NamedTuple):
    """What may be the matter at a place where the site is read, and the next step."""

    place: str
    matter: str
    step: str


def needs(
    live: LiveSite, rows: Sequence[StatusRow], online: Iterable[StillOnline], kept: dict[str, str]
) -> list[NeedGroup]:
    """What needs a person now, what is most urgent first; ``rows`` are all stories as they are today.

    ``kept`` is what every link of the desk takes along.
    """
    query, until = urlencode(kept), live.today + SOON
    titles = {row.source: row.title for row in rows}
    in_table = {row.source for row in rows}
    others = [d for d in live.diagnostics if d.path not in in_table]

    def story(row: StatusRow, matter: str, step: str, place: str = "consent") -> Need:
        return Need(row.title, matter, step, f"{STORY}{quote(row.source)}?{query}#{place}")

    def problem(d: Diagnostic, step: str) -> Need:
        return Need(d.path, d.message, step, _place(d, query, in_table))

    soon = [row for row in rows if row.due and row.due <= until and row.rule not in RUN_OUT]
    soon.sort(key=lambda row: (str(row.due), row.title.casefold()))
    broken = [row for row in rows if row.rule == BROKEN_SEAL]
    groups = {
        "Online": [Need(one.place, one.matter, one.step, f"{ONLINE}?{query}#put") for one in online],
        "Used elsewhere, and to be taken back": [
            Need(what, why, "Take it back, and tick it off", f"{USES}?{query}") for what, why in to_be_taken_back(live)
        ],
        "Changed since their storytellers approved them": [
            story(row, "is withheld until it is approved again", "Show it again") for row in broken
        ],
        "Kept back by problems": [
            *(story(row, row.words, "Mend it", "problems") for row in rows if row.state is State.PROBLEMS),
            *(problem(d, "See how to mend it") for d in others if d.is_error),
        ],
        "Consent has run out": [story(row, row.words, "Renew it, or withdraw") for row in rows if row.rule in RUN_OUT],
        "Consent ends soon, or is to be reviewed": [
            story(row, f"{row.due_words}, {row.due}", "Ask, and write down the answer") for row in soon
        ],
        "Asked, and no answer written down": [
            story(row, "its consent has been asked for", "Write down the answer")
            for row in rows
            if _is_asked(live, row)
        ],
        "Comments on review copies": [
            Need(titles[story], f"{number} not seen to", "Look at them", f"{EDIT}{quote(story)}?{query}")
            for story, number in open_comments(live).items()
        ],
        **_check_ins(live, rows, story),
        "Before the site goes online": [
            problem(d, "Begin one" if d.rule == NO_STORIES else "See what to write")
            for d in live.diagnostics
            if d.stops_publishing
        ],
        "Helplines to check": [problem(d, "Check it") for d in others if d.rule == OLD_HELPLINE],
    }
    told = [NeedGroup(title, tuple(found)) for title, found in groups.items() if found]
    planned = live.planned
    if told or planned is None or live.medium != WEB or planned.site.settings.publish:
        return told
    nowhere = Need(
        "The site", "it is not said yet where it goes, so nobody can read it", "Say where", f"{PLACE}?{query}"
    )
    return [NeedGroup("Put it online", (nowhere,))]


def _place(d: Diagnostic, query: str, in_table: Set[str]) -> str:
    """Where a problem is mended: by a form, if there is one, or where it is shown with its line."""
    if d.path in in_table:
        return f"{STORY}{quote(d.path)}?{query}#problems"
    if d.rule == OLD_HELPLINE:
        return f"{SITE}/{HELPLINES.key}?{query}"
    if d.rule == NO_STORIES:
        return f"{NEW}?{query}"
    if d.path == SITE_FILE and d.stops_publishing:
        return f"{SITE}?{query}"
    if d.path.startswith("pages/") and not d.is_error:
        return f"{EDIT}{quote(d.path)}?{query}"
    return f"{HOME}?{query}#elsewhere"


def _check_ins(
    live: LiveSite, rows: Sequence[StatusRow], story: Callable[[StatusRow, str, str, str], Need]
) -> dict[str, list[Need]]:
    """Storytellers to check in with, and those who want something changed."""
    try:
        found, moves = check_ins(live.root), moves_of(live.root)
        odd = (*cut_off(live.root, CHECK_INS), *to_come(live.root, sources.today()))
    except CannotBuildError as e:
        return {CHECKING: [Need(d.path, d.message, "Look at the file", HOME) for d in e.diagnostics]}
    lines = [Need(d.place, f"{d.message}; {d.hint}", "Look at the file", HOME) for d in odd]
    after = live.planned.site.settings.check_in if live.planned else ()
    due: list[Need] = []
    changes: list[Need] = []
    for row in rows:
        own, text = of_story(found, row.source, moves, live.today), live.manuscripts.get(row.source)
        if wants_change(own):
            changes.append(story(row, "its storyteller wants something changed", "Change it", "check-in"))
        elif text and text.header and row.state is State.PUBLISHED:
            when = next_check_in(text.header, own, after, live.today)
            if when is not None and when <= live.today:
                due.append(story(row, f"published for a while; since {when}", "Ask how it is for them", "check-in"))
    return {"Storytellers who want something changed": changes, "Storytellers to check in with": due, CHECKING: lines}


def _is_asked(live: LiveSite, row: StatusRow) -> bool:
    """Whether somebody was asked for their consent; a new draft has only the sample of a record."""
    text = live.manuscripts.get(row.source)
    consent = text.header.consent if text and text.header else None
    return consent is not None and consent.status == "requested" and consent.record != NEW_RECORD


def still_online(live: LiveSite, putting: PuttingOnline, obeyed: Mapping[str, frozenset[str]]) -> Iterator[StillOnline]:
    """What may still be online, as far as it is known without asking anybody.

    ``obeyed`` are the ids of texts of which a place was seen to hold nothing, by the names of places.
    """
    planned = live.planned
    if planned is None or live.medium != WEB:
        return
    undone = set[str]()
    for one in putting.to_be_proven():
        if one.is_former:
            told = "something may still be there, and site.yaml does not name it any more"
            yield StillOnline(one.place, told, "See what to do")
            continue
        if one.lost:
            told = f"what has to be gone online is not known any more: {one.lost}"
            yield StillOnline(one.place, told, "See what to do")
        if one.undone:
            undone.add(one.place)
            yield StillOnline(
                one.place, "something that has to go could not be taken away", "Put the site online again"
            )
        if one.number:
            told = f"{one.number} {'addresses are' if one.number > 1 else 'address is'} not proven to be gone"
            yield StillOnline(one.place, told, "Ask again whether it is gone")
    for place, left in left_there(live, obeyed).items():
        if place not in undone:
            told = f"{left} {'texts' if left > 1 else 'text'} that may not be shown may still be there"
            yield StillOnline(place, told, "Look, and put the site online")


def left_there(live: LiveSite, obeyed: Mapping[str, frozenset[str]]) -> dict[str, int]:
    """How many texts that may not be shown may still be at each place, as far as this computer knows."""
    planned = live.planned
    if planned is None or live.medium != WEB:
        return {}
    site = planned.site
    ended = {*ended_of(planned.withheld, planned.withdrawn, site.settings.url, site.moves)}
    found = {
        one.name: len(unsettled(live.root, one.to, ended) - obeyed.get(one.name, frozenset()))
        for one in site.settings.publish
    }
    return {place: number for place, number in found.items() if number}
