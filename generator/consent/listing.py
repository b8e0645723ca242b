"""Consents as a list for a person, a table for a program, and a calendar of what ends and what is to be reviewed."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from generator.consent.register import ConsentRow
from generator.gate import lifetime
from generator.ground.channels import Channel
from generator.ground.consent_status import Status
from generator.ground.days import days_after
from generator.ground.digest import content_name

FIELDS = ("story", "record", "status", "given_on", "ends_on", "review_by", "scope", "sealed", "withheld", "check_in")
# RFC 5545, section 3.1: a line has at most 75 octets.
LONGEST = 75
REMIND = {"ends": "-P30D", "review by": "-P30D", "check in": "-P1D"}
SAID = {"ends": "last day", "review by": "ask again by this day", "check in": "check in with the storyteller"}


def chosen(
    rows: Iterable[ConsentRow], today: date, *, within: int | None, status: Status | None, channel: Channel | None
) -> tuple[ConsentRow, ...]:
    """The rows of a status and channel whose end or review comes within so many days, or is past."""
    last = None if within is None else days_after(today, within)
    return tuple(
        row
        for row in rows
        if (status is None or (row.consent is not None and row.consent.status == status))
        and (channel is None or (row.consent is not None and channel in row.consent.scope))
        and (last is None or any(day <= last for day in _ends(row).values()))
    )


def as_lines(rows: Sequence[ConsentRow]) -> list[str]:
    """A paragraph for each story, and counts by state and channel."""
    lines: list[str] = []
    for row in rows:
        lines.append(f"{row.path}: {row.consent.status if row.consent else 'no consent'}")
        if row.consent is not None:
            days = "".join(f", {what} {day}" for what, day in _days(row).items())
            lines.append(f"  {row.consent.record}{days}, for {', '.join(row.consent.scope) or 'no channel'}")
        if row.why:
            lines.append(f"  withheld today: {row.why}")
    states = Counter(row.consent.status if row.consent else "no consent" for row in rows)
    channels = Counter(channel for row in rows if row.consent for channel in row.consent.scope)
    lines.append(", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "No story is among these.")
    if channels:
        lines.append("Channels: " + ", ".join(f"{channel} {count}" for channel, count in sorted(channels.items())))
    return lines


def as_json(rows: Sequence[ConsentRow]) -> str:
    """The rows as a JSON array."""
    return json.dumps([_record(row) for row in rows], ensure_ascii=False, indent=2) + "\n"


def as_csv(rows: Sequence[ConsentRow]) -> str:
    """The rows as CSV (RFC 4180) for a spreadsheet."""
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS)
    writer.writeheader()
    for row in rows:
        record = _record(row)
        writer.writerow({**record, "scope": " ".join(row.consent.scope if row.consent else ())})
    return out.getvalue()


def as_calendar(rows: Sequence[ConsentRow], today: date) -> str:
    """An iCalendar (RFC 5545) of ends, reviews and check-ins of consents that are given, each with a reminder.

    Calendars are shared, so an entry names the record alone, and no story.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hearten//consent//EN"]
    for row in rows:
        if row.consent is None or row.consent.status != "given":
            continue
        for what, day in _days(row).items():
            summary = f"Consent {row.consent.record}: {SAID[what]}"
            lines += [
                "BEGIN:VEVENT",
                # One record may stand in several files, and a UID is one entry's alone (RFC 5545, 3.8.4.7).
                f"UID:{row.consent.record}-{content_name(row.path.encode())}-{what.replace(' ', '-')}@hearten",
                f"DTSTAMP:{_digits(today)}T000000Z",
                f"DTSTART;VALUE=DATE:{_digits(day)}",
                # An entry without an end lasts its day (RFC 5545, 3.6.1), and there is none after the calendar's last.
                *([f"DTEND;VALUE=DATE:{_digits(days_after(day, 1))}"] if day < date.max else []),
                f"SUMMARY:{summary}",
                "TRANSP:TRANSPARENT",
                "BEGIN:VALARM",
                "ACTION:DISPLAY",
                f"DESCRIPTION:{summary}",
                f"TRIGGER:{REMIND[what]}",
                "END:VALARM",
                "END:VEVENT",
            ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")


def _days(row: ConsentRow) -> dict[str, date]:
    """The days to plan for: when the consent ends, when to ask again, and when to check in."""
    return _ends(row) | ({"check in": row.check_in} if row.check_in else {})


def _ends(row: ConsentRow) -> dict[str, date]:
    days = {"ends": row.ends_on, "review by": row.consent.review_by if row.consent else None}
    return {what: day for what, day in days.items() if day is not None}


def _record(row: ConsentRow) -> dict[str, object]:
    consent = row.consent
    given_on = lifetime.begins(consent) if consent else None
    return {
        "story": row.path,
        "record": consent.record if consent else None,
        "status": consent.status if consent else None,
        "given_on": str(given_on) if given_on else None,
        "ends_on": str(row.ends_on) if row.ends_on else None,
        "review_by": str(consent.review_by) if consent and consent.review_by else None,
        "scope": list(consent.scope) if consent else [],
        "sealed": row.sealed,
        "withheld": row.why,
        "check_in": str(row.check_in) if row.check_in else None,
    }


def _folded(line: str) -> str:
    """A line of an iCalendar; what is too long goes on in a line that begins with a space. Records are ASCII."""
    return "\r\n ".join(line[n : n + LONGEST - 1] for n in range(0, len(line), LONGEST - 1))
