"""The desk: every story with its state in words, published or not. Part of the preview alone, never of a build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

from generator.consent.act_table import ACTS
from generator.ground.channels import MEDIA, WEB, Medium
from generator.ground.diagnostics import Diagnostic, Severity, Span
from generator.preview.desk.checklist import checklist
from generator.preview.desk.consent_forms import Refused
from generator.preview.desk.editing import EDIT
from generator.preview.desk.form_actions import FormActions
from generator.preview.desk.mending_pages import offer
from generator.preview.desk.needs import NeedGroup
from generator.preview.desk.overlay import editor_link, problems
from generator.preview.desk.story_status import ALSO, State, StatusRow, on_the_web, rows, since_when, withheld_by_file
from generator.preview.desk.uses_elsewhere import USE
from generator.preview.desk.verdicts import decide, own_problems
from generator.preview.site.assets import fill
from generator.preview.site.live import LiveSite

PER_PAGE = 100
COLUMNS = {"due": "Next date", "title": "Story", "author": "By", "state": "State", "date": "Dated"}
WIDTHS = {"phone": "Phone", "tablet": "Tablet", "full": "As wide as it goes"}
HOME = "/_desk/"
WITHDRAW = f"{HOME}withdraw/"
PAPERS = f"{HOME}papers/"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the desk is asked to show.

    ``told`` is the key of what came of an act of consent, ``form`` the act whose form is open.
    """

    medium: Medium
    today: date
    state: State | None = None
    words: str = ""
    sort: str = "due"
    page: int = 1
    width: str = "full"
    complaint: str = ""
    told: str = ""
    form: str = ""

    @property
    def kept(self) -> dict[str, str]:
        """What every link of the desk takes along."""
        return {"channel": self.medium, "day": self.today.isoformat()}


def asked(query: str, medium: Medium, today: date) -> Choice:
    """The choice that an address's query stands for; what cannot be read falls back, and a bad date is told."""
    values = {key: found[-1].strip() for key, found in parse_qs(query).items()}
    channel, day, state = values.get("channel"), values.get("day", ""), values.get("state")
    complaint = ""
    try:
        chosen = date.fromisoformat(day) if day else today
    except ValueError:
        chosen, complaint = today, f"“{day}” is not a date. Write it like 2027-03-01. Shown is {today}."
    sort, number = values.get("sort", "due"), values.get("page", "1")
    return Choice(
        medium=next((m for m in MEDIA if m == channel), medium),
        today=chosen,
        state=next((s for s in State if s.name.lower() == state), None),
        words=values.get("q", ""),
        sort=sort if sort.removeprefix("-") in COLUMNS else "due",
        page=int(number) if number.isdecimal() and len(number) < 6 else 1,
        width=width if (width := values.get("width", "full")) in WIDTHS else "full",
        complaint=complaint,
        told=values.get("told", ""),
        form=values.get("form", ""),
    )


def table(
    live: LiveSite,
    choice: Choice,
    root: str,
    token: str,
    overdue: Sequence[str] = (),
    to_do: Callable[[Sequence[StatusRow]], Sequence[NeedGroup]] = lambda _rows: (),
    ends: int | None = None,
) -> str:
    """The desk's first page as HTML: what needs a person now, and the stories that are asked for, counted by state.

    ``overdue`` are places where what is online is older than it may be. ``to_do`` makes of all stories, as they are
    today, what needs a person. ``ends`` is after how many minutes without a page the desk ends by itself, if it does.
    """
    everything = rows(live, choice.medium, choice.today)
    is_first = not (choice.state or choice.words or choice.page > 1)
    is_now = (choice.medium, choice.today) == (live.medium, live.today)
    counts = Counter(row.state for row in everything)
    found = [row for row in everything if _wanted(row, choice)]
    found.sort(key=_key(choice.sort.removeprefix("-")), reverse=choice.sort.startswith("-"))
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(1, choice.page), pages)

    def link(**changes: object) -> str:
        here = {
            **choice.kept,
            "q": choice.words,
            "sort": choice.sort,
            "state": choice.state and choice.state.name.lower(),
        }
        return f"{HOME}?{urlencode({k: v for k, v in {**here, **changes}.items() if v})}"

    in_table = {row.source for row in everything}
    elsewhere = [d for d in live.diagnostics if d.path not in in_table and d.severity is not Severity.NOTE]
    return fill(
        "desk.html",
        name=live.planned.site.settings.name if live.planned else "",
        choice=choice,
        counts=[(s.name.lower(), s.value, counts[s], choice.state is s) for s in State if counts[s]],
        total=len(everything),
        rows=[(row, address(row.source)) for row in found[(page - 1) * PER_PAGE : page * PER_PAGE]],
        found=len(found),
        columns=[_column(name, label, choice.sort) for name, label in COLUMNS.items()],
        labels=tuple(COLUMNS.values()),
        number=page,
        pages=pages,
        link=link,
        query=urlencode(choice.kept),
        token=token,
        overdue=overdue,
        needs=to_do(everything if is_now else rows(live, live.medium, live.today)) if is_first else None,
        ends=ends,
        elsewhere=[
            (path, problems(ds, live.line, root, partial(offer, live))) for path, ds in _by_path(elsewhere).items()
        ],
    )


def story(
    live: LiveSite, source: str, choice: Choice, root: str, clerk: FormActions, refused: Refused | None = None
) -> str | None:
    """One story's page of the desk as HTML; None if there is no such file. ``refused`` is a form sent in vain."""
    row = next((r for r in rows(live, choice.medium, choice.today) if r.source == source), None)
    planned = live.planned
    if row is None or planned is None:
        return None
    manuscript = live.manuscripts.get(source)
    own = own_problems(live, source)
    verdicts = {m: withheld_by_file(decide(live, m, choice.today)).get(source) for m in MEDIA}
    whole = live.whole(source) or manuscript
    points = checklist(whole, planned.site.settings, verdicts, own) if whole else ()
    shown = manuscript is not None and manuscript.header is not None
    told, counter = clerk.told(choice.told), clerk.counter(source)
    edit = f"{EDIT}{quote(source)}?{urlencode(choice.kept)}"
    links = [("Edit", f"{edit}#edit-draft")] if row.state is State.DRAFT else []
    links += [
        (f"Download {paper.name}", f"{PAPERS}{quote(paper.place)}")
        for paper in (counter.papers if counter else ())
        if any(paper.name in sentence for sentence in told)
    ]
    return fill(
        "desk-story.html",
        row=row,
        choice=choice,
        points=points,
        problems=problems(own, live.line, root, partial(offer, live)),
        file=source,
        editor=editor_link(root, source, Span(1)),
        frame=f"{HOME}proof/{quote(source)}/-/?{urlencode(choice.kept)}" if shown else None,
        widths=[(name, label, choice.width == name) for name, label in WIDTHS.items()],
        back=f"{HOME}?{urlencode(choice.kept)}",
        query=urlencode(choice.kept),
        told=told,
        links=links,
        refused=refused,
        counter=counter,
        token=clerk.token,
        action=f"{address(source)}?{urlencode(choice.kept)}",
        papers=PAPERS,
        withdrawing=ACTS["withdraw"],
        withdraw=f"{WITHDRAW}{quote(source)}?{urlencode(choice.kept)}",
        history=f"{HOME}history/{quote(source)}?{urlencode(choice.kept)}",
        edit=edit,
        uses=f"{USE}{quote(source)}?{urlencode(choice.kept)}" if planned.site.settings.uses else "",
    )


def address(source: str) -> str:
    """A story's page on the desk."""
    return f"{HOME}story/{quote(source)}"


def ribbon(live: LiveSite, source: str, choice: Choice) -> str:
    """What stands above a proof: whether the text is for readers, and if not, why."""
    withheld = withheld_by_file(decide(live, choice.medium, choice.today)).get(source)
    if withheld is not None:
        return f"Not {ALSO[choice.medium]} as of {choice.today}: {withheld.reason}."
    if (choice.medium, choice.today) == (WEB, live.today):
        return f"{on_the_web(since_when(live).get(source))}."
    return f"Ready to be {ALSO[choice.medium]} as of {choice.today}."


def _wanted(row: StatusRow, choice: Choice) -> bool:
    if choice.state is not None and row.state is not choice.state:
        return False
    text = f"{row.title} {row.author} {row.source} {row.words}".casefold()
    return all(word in text for word in choice.words.casefold().split())


def _key(column: str) -> Callable[[StatusRow], tuple[Any, ...]]:
    def key(row: StatusRow) -> tuple[Any, ...]:
        title = row.title.casefold()
        return {
            "due": (row.due or date.max, title),
            "title": (title,),
            "author": (row.author.casefold(), title),
            "state": (list(State).index(row.state), row.words, title),
            "date": (row.day or date.min, title),
        }[column]

    return key


def _column(name: str, label: str, sort: str) -> tuple[str, str, str]:
    """A column's label, what choosing it sorts by, and how it is sorted now, in the words of aria-sort."""
    if sort == name:
        return label, f"-{name}", "ascending"
    return label, name, "descending" if sort == f"-{name}" else ""


def _by_path(diagnostics: Iterable[Diagnostic]) -> dict[str, Sequence[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {}
    for d in diagnostics:
        found.setdefault(d.path, []).append(d)
    return dict(found)
