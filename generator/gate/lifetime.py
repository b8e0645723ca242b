"""The life of a consent: the first day on which it counts, the last one and by which rule, and what falls due next.

Only days are answered for here; whether a consent counts at all is for `gate.admit`. Everybody who tells of a day asks
here, so that gate, lists, papers, desk and bundles name the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.content.consent_fields import Consent
from generator.content.settings import ConsentPolicy
from generator.content.strict_yaml import Document
from generator.content.told_consent import ToldConsent
from generator.gate.consent_log import Event
from generator.ground.days import months_after
from generator.ground.diagnostics import Diagnostic, note

# By its own words, by a guardian's review, by the organisation's policy.
EndRule = Literal["valid-until", "guardian-review", "policy"]
NULL = ("null", "~")


@dataclass(frozen=True, slots=True)
class End:
    """The last day on which a consent counts, and the rule that makes it the last."""

    day: date
    rule: EndRule


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which somebody has to ask the storyteller again: the end by a rule, or a review."""

    day: date
    why: EndRule | Literal["review"]


def begins(consent: Consent) -> date | None:
    """The first day on which a consent counts; None where its file names none, or two."""
    if consent.given_on and consent.given and consent.given_on != consent.given:
        return None
    return consent.given_on or consent.given


def ends(consent: Consent, policy: ConsentPolicy) -> End | None:
    """The end of a consent: of the days that its own words, a guardian's review and the policy set, the first.

    None where nothing sets one. The policy is about people: nobody's consent grows old in a made-up story.
    """
    rule: EndRule = "valid-until"
    last = consent.valid_until
    review = consent.review_by if consent.given_by == "guardian" else None
    if review is not None and (last is None or review < last):
        last, rule = review, "guardian-review"
    oldest = latest(consent, policy)
    if oldest is not None and (last is None or oldest < last):
        last, rule = oldest, "policy"
    return End(last, rule) if last is not None else None


def ends_as_told(told: ToldConsent, policy: ConsentPolicy) -> End | None:
    """The same of a consent whose front matter cannot be read, by what stands there; of two days the first.

    An end that is written there and is no day has passed: nobody can tell that it has not.
    """
    said: dict[str, list[str]] = {}
    for name, value in told.terms:
        said.setdefault(name, []).append(value)
    consent = Consent(
        record="",
        status="given",
        scope=(),
        given_on=min(filter(None, map(_day, (*said.get("given_on", ()), *said.get("given", ())))), default=None),
        valid_until=_first(said.get("valid_until", ())),
        review_by=_first(said.get("review_by", ())),
        given_by="guardian" if "guardian" in said.get("given_by", ()) else "self",
        basis="fictional" if said.get("basis") == ["fictional"] else "consent",
    )
    return ends(consent, policy)


def _first(days: Iterable[str]) -> date | None:
    return min((_day(day) or date.min for day in days if day.lower() not in NULL), default=None)


def _day(written: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(written)
    return None


def ends_as_logged(event: Event, agreed_on: date, policy: ConsentPolicy) -> End | None:
    """The same of a consent of which the log alone tells: its last ``event``, and the day of the last agreement."""
    oldest = months_after(agreed_on, policy.longest_validity_months) if policy.longest_validity_months else None
    if oldest is not None and (event.until is None or oldest < event.until):
        return End(oldest, "policy")
    return End(event.until, "valid-until") if event.until is not None else None


def latest(consent: Consent, policy: ConsentPolicy) -> date | None:
    """The last day that the policy lets a consent count, whatever its own words say; None where it sets none."""
    first, longest = begins(consent), policy.longest_validity_months
    if first is None or longest is None or consent.basis == "fictional":
        return None
    return months_after(first, longest)


def cut_short(consent: Consent, policy: ConsentPolicy, path: str, front: Document) -> Iterator[Diagnostic]:
    """That a consent which is given ends before the day that its file's ``front`` names, since the policy ends it."""
    if consent.status != "given" or consent.valid_until is None:
        return
    oldest = latest(consent, policy)
    if oldest is not None and oldest < consent.valid_until:
        what = f"this consent counts until {oldest}, as long as site.yaml lets any count, and not until this day"
        hint = f"nothing needs to be done now; ask the storyteller again before {oldest}"
        yield note("valid-until", path, front.value_span(("consent", "valid_until")), what, hint)


def last_day(consent: Consent, policy: ConsentPolicy) -> date | None:
    """The last day on which a consent counts; None where it has no end."""
    end = ends(consent, policy)
    return end.day if end else None


def due(consent: Consent, policy: ConsentPolicy, today: date) -> Due | None:
    """What falls due next of a consent that is given: its end or its review, whichever comes first.

    A review that is late is still due; an end that has passed is not, because the gate has acted on it.
    """
    if consent.status != "given":
        return None
    end = ends(consent, policy)
    days = [Due(end.day, end.rule)] if end and end.day >= today else []
    if consent.review_by is not None:
        days.append(Due(consent.review_by, "review"))
    return min(days, key=lambda found: found.day, default=None)
