"""Days of dates with a time and its zone, as the site that showed them had them."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

from generator.content import foreign_dates
from generator.ground.patterns import lazy

UNSEEN = lazy("[\u200b-\u200f\u2060\ufeff\u00ad]")
# A moment that says how far it is from Greenwich; without that, the day is the one that is written.
MOMENT = lazy(
    r"(\d{4}-\d\d-\d\d)[T ]+(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(?:(Z|UTC|GMT)|([+-]\d\d):?(\d\d))(?:\s*UTC)?"
)


def zone(name: str) -> tzinfo | None:
    """A time zone by its name (“Europe/Berlin”); None if there is none of it, or this computer does not know it."""
    if name.strip().upper() in ("UTC", "GMT", "ETC/UTC"):
        return UTC
    try:
        return ZoneInfo(name.strip()) if name.strip() else None
    except (ValueError, OSError, LookupError):
        return None


def day(words: str, site: tzinfo | None) -> date | None:
    """The day of a date as the site had it that stands in this time zone; None if it can be read in no or two ways.

    Where nobody knows the site's time zone, it is the day that is written.
    """
    words = UNSEEN.sub("", words)
    found = MOMENT.fullmatch(words.strip())
    if found and site is not None:
        offset = f"{found[4]}:{found[5]}" if found[4] else "+00:00"
        try:
            return datetime.fromisoformat(f"{found[1]}T{found[2]}{offset}").astimezone(site).date()
        except (ValueError, OverflowError):
            return None
    return foreign_dates.day(words)
