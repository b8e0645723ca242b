"""The life of a consent: its days, and that everybody who tells of them tells the same."""

from __future__ import annotations

import dataclasses
import json
import re
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.consent.case import open_case
from generator.consent.listing import as_calendar, as_json, as_lines
from generator.consent.receipt import as_json as receipt_as_json
from generator.consent.receipt import as_page
from generator.consent.register import rows
from generator.content.body import Body
from generator.content.consent_fields import Consent
from generator.content.front_matter import StoryHeader, Topic
from generator.content.read import Manuscript
from generator.content.settings import ConsentPolicy, Organisation, Settings, Withdraw
from generator.content.strict_yaml import Document
from generator.gate.admit import Story, admit
from generator.gate.lifetime import Due, End, begins, due, ends
from generator.gate.story_evidence import Evidence
from generator.ground.days import months_after
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.plan.bundle_terms import BundleTerms
from generator.prepare import prepare
from generator.preview.desk.checklist import checklist
from tests.builders.examples import few
from tests.builders.sites import SITE, make_site, story

FIRST = date(2026, 1, 1)
SPAN = 100
GIVEN = Consent(record="R-1", status="given", scope=("web", "offline"), given_on=FIRST)
OPEN = ConsentPolicy(longest_validity_months=None, require_valid_until=False)

days = st.integers(0, SPAN).map(lambda n: FIRST + timedelta(days=n))
consents = st.builds(
    Consent,
    record=st.just("R-1"),
    status=st.just("given"),
    scope=st.just(("web", "offline")),
    given_on=days,
    given=st.none() | days,
    valid_until=st.none() | days,
    review_by=st.none() | days,
    given_by=st.sampled_from(["self", "guardian", "representative"]),
    basis=st.sampled_from(["consent", "consent", "fictional"]),
)
policies = st.builds(
    ConsentPolicy,
    longest_validity_months=st.none() | st.integers(1, 3),
    require_valid_until=st.booleans(),
    require_review_by=st.booleans(),
)


def settings_with(policy: ConsentPolicy) -> Settings:
    return Settings(
        name="Quiet Harbour",
        url="https://quiet.harbour.internal/",
        organisation=Organisation(name="Harbour Row", email="hello@example.org"),
        withdraw=Withdraw(text="You can change your mind."),
        topics=(Topic("hope", "Hope", "On hope."),),
        consent=policy,
    )


def names_all_days(consent: Consent, policy: ConsentPolicy) -> bool:
    """Whether a consent names every day that has to be named."""
    reviewed = consent.review_by is not None or consent.given_by != "guardian"
    if consent.basis == "fictional":
        return reviewed
    ended = consent.valid_until is not None or not policy.require_valid_until
    return reviewed and ended and (consent.review_by is not None or not policy.require_review_by)


@given(consents, policies)
def test_the_gate_publishes_from_the_first_day_to_the_last(consent: Consent, policy: ConsentPolicy) -> None:
    """Whatever a consent and a policy say, a story is published on exactly the days from its beginning to its end."""
    header = StoryHeader(title="A", date=FIRST, author="M", summary="S", topics=("hope",), consent=consent)
    text, site = Manuscript("stories/a.md", b"", header, Body(), Document({})), settings_with(policy)
    first, end = begins(consent), ends(consent, policy)
    for n in range(-1, SPAN + 100):
        day = FIRST + timedelta(days=n)
        decided = admit(text, site, "web", day, 0, Evidence(None, None, (), ()), until=None, given=None)
        alive = first is not None and first <= day and (end is None or day <= end.day)
        assert isinstance(decided, Story) is (alive and names_all_days(consent, policy))
        if isinstance(decided, Story):
            assert decided.lasts == (end and end.day)


@given(consents, policies, days)
def test_what_is_due_is_the_end_or_an_earlier_review(consent: Consent, policy: ConsentPolicy, today: date) -> None:
    """What is due next is the end that is told everywhere, or a review that comes before it or is late."""
    found, end = due(consent, policy, today), ends(consent, policy)
    if found is not None and found.why == "review":
        assert found.day == consent.review_by
        assert end is None or found.day < end.day or end.day < today
    elif found is not None:
        assert end is not None
        assert (end.day, end.rule) == (found.day, found.why)
        assert found.day >= today
    else:
        assert consent.review_by is None
        assert end is None or end.day < today


def day_in_file(name: str, day: date | None) -> str:
    return f", {name}: {day}" if day else ""


def the_file(consent: Consent) -> str:
    """A story's file with such a consent."""
    named = ("given_on", "given", "valid_until", "review_by")
    written = "".join(day_in_file(name, getattr(consent, name)) for name in named)
    whose = f"given_by: {consent.given_by}, basis: {consent.basis}"
    return story(consent=f"{{record: R-1, status: given, scope: [web, offline], {whose}{written}}}")


@settings(max_examples=few(8, fresh=25))
@given(consents, policies)
def test_everybody_tells_the_same_last_day(consent: Consent, policy: ConsentPolicy) -> None:
    """Lists, calendar, receipts, the desk and a bundle name the last day on which the gate publishes."""
    consent = dataclasses.replace(consent, given=None)
    first, end = begins(consent), ends(consent, policy)
    assert first is not None
    months = policy.longest_validity_months or "null"
    demands = f"require_valid_until: {policy.require_valid_until}, require_review_by: {policy.require_review_by}"
    written = f"{{longest_validity_months: {months}, {demands.lower()}, jurisdiction: GB}}"
    with tempfile.TemporaryDirectory() as folder:
        before = "consent: {longest_validity_months: 60, require_valid_until: false}"
        root = make_site(Path(folder), {"a.md": the_file(consent)}, site=SITE.replace(before, f"consent: {written}"))
        (row,) = rows(root, first)
        case = open_case(root, "a")
        page, receipt = as_page(case, first), json.loads(receipt_as_json(case))
        (point, *_) = checklist(case.text, case.settings, {}, ())
        last = str(end.day) if end else None
        assert json.loads(as_json([row]))[0]["ends_on"] == last
        assert (f"ends {last}" in as_lines([row])[1]) is (last is not None)
        lasts = re.findall(r"DTSTART;VALUE=DATE:(\d{8})\r\nDTEND.*\r\nSUMMARY:.*last day", as_calendar([row], first))
        assert lasts == ([last.replace("-", "")] if last else [])
        assert f"<dt>Until</dt>\n<dd>{last or 'no end written down'}</dd>" in page
        purposes = receipt["services"][0]["purposes"]
        assert {purpose["termination"] for purpose in purposes} == {last or "When it is withdrawn"}
        assert f", until {last}" in point.words if last else ", until" not in point.words
        assume((end is None or first <= end.day) and names_all_days(consent, policy))
        bundle = prepare(Target(root, "offline", first), Run(), BundleTerms()).site.bundle
        year = months_after(first, 12)
        assert bundle is not None
        assert bundle.until == (year if end is None else min(year, end.day))


def test_a_guardians_review_ends_a_consent() -> None:
    """Where a guardian agreed, the day of the review is the last one, even if a later end is written down."""
    consent = dataclasses.replace(GIVEN, given_by="guardian", review_by=date(2027, 1, 1), valid_until=date(2028, 1, 1))
    assert ends(consent, OPEN) == End(date(2027, 1, 1), "guardian-review")
    assert ends(dataclasses.replace(consent, given_by="self"), OPEN) == End(date(2028, 1, 1), "valid-until")


def test_a_review_of_ones_own_consent_ends_nothing() -> None:
    """A person's own consent counts past the day by which to ask again, which stays due."""
    consent = dataclasses.replace(GIVEN, review_by=date(2026, 2, 1))
    assert ends(consent, OPEN) is None
    assert due(consent, OPEN, date(2026, 3, 1)) == Due(date(2026, 2, 1), "review")


def test_a_consent_can_reach_to_the_end_of_the_calendar() -> None:
    """A policy that reaches beyond the last day that can be written ends on that day."""
    consent = dataclasses.replace(GIVEN, given_on=date(9999, 6, 1))
    assert ends(consent, ConsentPolicy(longest_validity_months=60)) == End(date.max, "policy")
