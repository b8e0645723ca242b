"""Addresses that generators make of files by themselves, by patterns such as ``/:year/:month/:title/``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.ground.patterns import lazy

PART = lazy(r":([a-z_]+)(?:\[[^\]]*\])?")
# A day before a name, as generators of blogs have it.
DATED = lazy(r"(\d{4})-(\d{1,2})-(\d{1,2})[-_ ]+(?=\S)")
JEKYLL = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}


@dataclass(frozen=True, slots=True)
class Named:
    """What a file's name and its folder tell: the folders, the name without day and ending, and the day."""

    folders: tuple[str, ...]
    name: str
    day: date | None = None


def named(path: str) -> Named:
    """What a file's path tells."""
    *folders, name = path.split("/")
    stem = name.rpartition(".")[0] or name
    found = DATED.match(stem)
    if found is None:
        return Named(tuple(folders), stem)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return Named(tuple(folders), stem)
    return Named(tuple(folders), stem[found.end() :], day)


def filled(pattern: str, words: Mapping[str, str], day: date | None) -> str | None:
    """An address by its pattern; None where something of it is not known."""
    whole = dict(words)
    if day is not None:
        whole |= {
            "year": f"{day:%Y}",
            "short_year": f"{day:%y}",
            "month": f"{day:%m}",
            "i_month": str(day.month),
            "day": f"{day:%d}",
            "i_day": str(day.day),
            "y_day": f"{day:%j}",
            "yearday": str(int(f"{day:%j}")),
            "week": f"{day:%V}",
        }
    if any(part[1] not in whole for part in PART.finditer(pattern)):
        return None
    return re.sub(r"/{2,}", "/", "/" + PART.sub(lambda part: whole[part[1]], pattern))


def spelled(name: str) -> str:
    """A name as addresses have it: small letters, hyphens between words."""
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-")
