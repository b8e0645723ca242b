"""Every story's file, published or not, with its state in words: what the desk's table is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.content.samples import names_nobody
from generator.content.settings import ConsentPolicy
from generator.content.shown_header import story_as_shown
from generator.gate import lifetime
from generator.gate.admission import Admission
from generator.gate.admit import Story
from generator.ground.channels import MEDIA, WEB, Medium
from generator.ground.diagnostics import Severity
from generator.ground.outcome import Withheld
from generator.preview.desk.verdicts import decide
from generator.preview.site.live import LiveSite
from generator.publishing.online_texts import online_since
from generator.publishing.text_ids import text_id


class State(StrEnum):
    """The groups that stories are counted by; the value is the heading."""

    PUBLISHED = "Ready for readers"
    PROBLEMS = "Has problems"
    DRAFT = "Draft"
    WAITING = "Waiting"
    ENDED = "Consent ended"
    ELSEWHERE = "Not for this channel"


# The gate's rules by group; every other rule waits for something that is not written down yet.
GROUPS = {
    **dict.fromkeys(("errors", "ambiguous", "stale", "record", "terms", "log", "lost-log"), State.PROBLEMS),
    **dict.fromkeys(("expired", "too-old", "withdrawn", "revoked", "refused", "paused", "review-due"), State.ENDED),
    "draft": State.DRAFT,
    "scope": State.ELSEWHERE,
}
ALSO: Mapping[Medium, str] = {"web": "on the web", "offline": "in copies to give away"}
# What falls due, behind the word “Consent”.
DUE = {
    "valid-until": "ends",
    "policy": "ends by the rule in site.yaml",
    "guardian-review": "to be reviewed",
    "review": "to be reviewed",
}


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A story in the table. ``due`` is when its consent ends or is to be reviewed.

    ``rule`` is the gate's, by which it is withheld; empty where it is not.
    """

    source: str
    title: str
    author: str
    day: date | None
    state: State
    words: str
    due: date | None
    due_words: str
    problems: int
    rule: str = ""


def rows(live: LiveSite, medium: Medium, today: date) -> list[StatusRow]:
    """Every story's row for a channel and a day, whether its file could be read or not."""
    if live.planned is None:
        return []
    decided = {m: decide(live, m, today) for m in MEDIA}
    published = {m: {s.source: s for s in d.stories} if d else {} for m, d in decided.items()}
    withheld = {m: withheld_by_file(d) for m, d in decided.items()}
    policy = live.planned.site.settings.consent
    count = Counter(d.path for d in live.planned.diagnostics if d.severity is not Severity.NOTE)
    since = since_when(live)
    unread = {w.source for w in live.withheld if w.source.startswith("stories/")}
    return [
        _row(source, live, medium, today, published, withheld, policy, count[source], since)
        for source in sorted({*live.manuscripts, *unread})
    ]


def _row(
    source: str,
    live: LiveSite,
    medium: Medium,
    today: date,
    published: Mapping[Medium, Mapping[str, Story]],
    withheld: Mapping[Medium, Mapping[str, Withheld]],
    policy: ConsentPolicy,
    count: int,
    since: Mapping[str, date],
) -> StatusRow:
    manuscript = live.manuscripts.get(source)
    header = manuscript.header if manuscript else None
    language = live.planned.site.settings.language if live.planned else ""
    shown = story_as_shown(header, language) if header and live.planned else None
    held = withheld[medium].get(source)
    other = next(m for m in MEDIA if m != medium)
    rule = ""
    if source in published[medium]:
        state = State.PUBLISHED
        elsewhere = withheld[other].get(source)
        is_now = (medium, today) == (WEB, live.today)
        here = on_the_web(since.get(source)) if is_now else f"Ready to be {ALSO[medium]}"
        words = (
            f"{here}; {ALSO[other]}, too"
            if elsewhere is None
            else f"{here}; not {ALSO[other]}, because {elsewhere.reason}"
        )
    else:
        rule = held.rule if held else "errors"
        state = GROUPS.get(rule, State.WAITING)
        words = f"Withheld because {held.reason}" if held else "Withheld because it cannot be read for the errors in it"
    when = lifetime.due(header.consent, policy, today) if header and header.consent else None
    return StatusRow(
        source=source,
        title=shown.title if shown else source.removeprefix("stories/"),
        author=shown.author if shown and not names_nobody(shown.author, language) else "",
        day=header.date if header else None,
        state=state,
        words=words,
        due=when.day if when else None,
        due_words=f"{DUE[when.why]} {_distance((when.day - today).days)}" if when else "",
        problems=count,
        rule=rule,
    )


def since_when(live: LiveSite) -> Mapping[str, date]:
    """Since when each text is online, by its file, as far as this computer put it there."""
    if live.planned is None:
        return {}
    site = live.planned.site
    known = online_since(live.root, [place.to for place in site.settings.publish])
    texts = [*(text.source for text in site.stories), *(text.source for text in site.standalone_pages)] if known else []
    ids = {source: text_id(site.settings.url, source, site.moves) for source in texts}
    return {source: known[text] for source, text in ids.items() if text in known}


def on_the_web(since: date | None) -> str:
    """Of a text that may be shown on the web, whether readers find it there, as far as that is known."""
    return f"Online since {since}" if since else "Goes online when the site is put online"


def withheld_by_file(published: Admission | None) -> Mapping[str, Withheld]:
    """What is withheld, by its file."""
    return {w.source: w for w in published.withheld} if published else {}


def _distance(days: int) -> str:
    if days == 0:
        return "today"
    number = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"in {number}" if days > 0 else f"{number} ago"
