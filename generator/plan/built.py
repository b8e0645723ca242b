"""built.json: the day on which the website was built, and the first on which something in it may not be there any more.

By these days anybody can tell whether the site online is older than it may be. Only what is published counts: a day on
which a story ends or begins that is withheld would tell that there is one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.content.page_kinds import PageKind
from generator.gate.admit import Story
from generator.ground.days import days_after
from generator.ground.strict_json import read_json
from generator.views.pages import FileView, Page

FORM = 1
# Bytes: many times what the file has.
LARGEST = 10_000


@dataclass(frozen=True, slots=True)
class Built:
    """A site as of ``day``; ``ends`` is the first day on which something in it may not be there; None if none is."""

    day: date
    ends: date | None


def built_of(today: date, stories: Iterable[Story]) -> Built:
    """What a build of these stories says of itself."""
    return Built(today, days_after(last, 1) if (last := last_day(stories)) else None)


def last_day(stories: Iterable[Story]) -> date | None:
    """The last day on which all of these stories may be shown; None if nothing limits them."""
    return min((story.lasts for story in stories if story.lasts is not None), default=None)


def page(built: Built) -> Page:
    """The file of the website that says so."""
    data = {"form": FORM, "day": str(built.day), "ends": str(built.ends) if built.ends else None}
    return Page(PageKind.BUILT.path(), PageKind.BUILT, FileView(f"{json.dumps(data)}\n".encode()))


def read_built(data: bytes) -> Built | None:
    """What these bytes say, which may come from anybody; None where they are no such file that this program knows."""
    if len(data) > LARGEST:
        return None
    try:
        told = read_json(data)
        if told["form"] != FORM:
            return None
        return Built(date.fromisoformat(told["day"]), date.fromisoformat(told["ends"]) if told["ends"] else None)
    except (ValueError, TypeError, LookupError):
        return None


def is_too_old(built: Built, today: date) -> bool:
    """Whether something in a site may not be there any more today."""
    return built.ends is not None and built.ends <= today
