"""What is wrong with the helplines of site.yaml, and what in them has grown old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.content.helpline_order import countries
from generator.content.settings import Settings
from generator.content.sources import SITE_FILE
from generator.content.strict_yaml import Document
from generator.ground.days import months_after
from generator.ground.diagnostics import Diagnostic, did_you_mean, error, warning

MOST_LISTED = 12


def problems(settings: Settings, front: Document) -> Iterator[Diagnostic]:
    """Lines that nobody can reach, and notes of lines that the site does not have."""
    for n, line in enumerate(settings.helplines.lines):
        if not (line.phone or line.text or line.chat or line.url or line.email):
            span = front.value_span(("helplines", "lines", n))
            what, hint = f"“{line.name}” says no way to reach it", "add phone, text, chat, email or url"
            yield error("helpline-empty", SITE_FILE, span, what, hint)
        for m, note in enumerate(line.for_notes):
            if note not in settings.note_by_id:
                hint = did_you_mean(note, settings.note_by_id, "write the id of a content note of this file")
                span = front.value_span(("helplines", "lines", n, "for", m))
                yield error("unknown-note", SITE_FILE, span, f"there is no content note “{note}”", hint)


def notices(settings: Settings, front: Document, today: date) -> Iterator[Diagnostic]:
    """Lines whose check is too long ago on ``today``, and a country that is a slip, or has no lines yet."""
    country, lines = settings.helplines.country, settings.helplines.lines
    regions = dict.fromkeys(line.region for line in lines if line.region)
    if country is not None and all(countries(country).isdisjoint(countries(region)) for region in regions):
        named = f"; regions here are {', '.join([*regions][:MOST_LISTED])}" if regions else ""
        hint = did_you_mean(country, regions, f"write it as the region of its lines does, or add its lines{named}")
        span = front.value_span(("helplines", "country"))
        yield warning("helpline-country", SITE_FILE, span, f"no helpline's region is “{country}”", hint)
    for n, line in enumerate(lines):
        if months_after(line.checked, settings.helplines.check_every_months) < today:
            hint = f"check it at {line.source}, then write today's date"
            span = front.value_span(("helplines", "lines", n, "checked"))
            yield warning("helpline-old", SITE_FILE, span, f"“{line.name}” was last checked on {line.checked}", hint)
