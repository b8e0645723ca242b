"""Whether a consent covers a medium on a day by its own words alone, and if not, by which rule."""

from __future__ import annotations

import datetime as dt

from generator.content.consent_fields import Consent
from generator.content.settings import ConsentPolicy
from generator.gate import lifetime
from generator.gate.lifetime import End
from generator.ground.channels import Medium

ENDED = {
    "requested": "consent is not given yet",
    "paused": "the storyteller has paused the consent",
    "withdrawn": "the storyteller has withdrawn the consent",
    "revoked": "the consent has been revoked",
    "expired": "the consent has expired",
    "refused": "the storyteller has refused",
}
NO_CONSENT = ("no-consent", "no consent is written down")


def held_back(consent: Consent | None, policy: ConsentPolicy, medium: Medium, today: dt.date) -> tuple[str, str] | None:
    """The first rule that this consent, by its own words, fails on this day, or None if it covers the medium."""
    if consent is None:
        return NO_CONSENT
    if consent.status != "given":
        return consent.status, ENDED[consent.status]
    first, end = lifetime.begins(consent), lifetime.ends(consent, policy)
    if first is None:
        return "ambiguous", "the day on which consent was given is not clear"
    if consent.ended_on is not None:
        return "ambiguous", "the consent says both that it is given and that it has ended"
    if first > today:
        return "not-begun", f"the consent begins on {first}"
    if consent.valid_until is not None and consent.valid_until < first:
        return "ambiguous", "the consent ends before it begins"
    if end is not None and end.day < today:
        return run_out(end)
    return _lacking(consent, policy) or _out_of_scope(consent, medium)


def has_ended(consent: Consent | None, policy: ConsentPolicy, today: dt.date) -> tuple[str, str] | None:
    """How a consent has ended by a day: taken back, paused, refused, or run out; None where it has not."""
    if consent is None or consent.status == "requested":
        return None
    if consent.status != "given":
        return consent.status, ENDED[consent.status]
    end = lifetime.ends(consent, policy)
    return run_out(end) if end is not None and end.day < today else None


def run_out(end: End) -> tuple[str, str]:
    """By which rule a consent has run out, and that in words."""
    match end.rule:
        case "valid-until":
            return "expired", f"the consent ran out on {end.day}"
        case "guardian-review":
            return "review-due", f"the guardian's consent was to be reviewed by {end.day}"
        case "policy":
            return "too-old", f"the consent is older than site.yaml allows; it counted until {end.day}"


def _lacking(consent: Consent, policy: ConsentPolicy) -> tuple[str, str] | None:
    """The day that a consent has to name and does not, if there is one."""
    if consent.given_by == "guardian" and consent.review_by is None:
        return "no-review", "a guardian's consent needs a review date"
    if consent.basis == "fictional":
        return None  # the organisation's policy is about people
    if policy.require_valid_until and consent.valid_until is None:
        return "no-end", "the consent has no end date, and site.yaml asks for one (consent: require_valid_until)"
    if policy.require_review_by and consent.review_by is None:
        return "no-review", "the consent has no review date, and site.yaml asks for one (consent: require_review_by)"
    return None


def _out_of_scope(consent: Consent, medium: Medium) -> tuple[str, str] | None:
    if medium not in consent.scope:
        return "scope", f"the consent does not cover “{medium}”"
    return None
