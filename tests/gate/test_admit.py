"""The consent gate, rule by rule and day by day."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from datetime import date

import pytest

from generator.content.body import Body
from generator.content.consent_fields import Consent
from generator.content.front_matter import StoryHeader, Topic
from generator.content.read import Manuscript
from generator.content.settings import ConsentPolicy, Organisation, Settings, Withdraw
from generator.content.strict_yaml import Document
from generator.gate.admit import Story, admit
from generator.gate.story_evidence import Evidence
from generator.ground.channels import Channel, Medium
from generator.ground.consent_status import Status
from generator.ground.days import months_after
from generator.ground.outcome import Withheld

TODAY = date(2026, 6, 15)
BEFORE, AFTER = date(2026, 6, 14), date(2026, 6, 16)
LONG_AGO = date(2024, 6, 15)
GIVEN = Consent(record="R-1", status="given", scope=("web", "offline"), given_on=LONG_AGO)
HEADER = StoryHeader(title="A gate", date=LONG_AGO, author="Maren", summary="A gate.", topics=("Hope",), consent=GIVEN)
POLICY = ConsentPolicy(longest_validity_months=None, require_valid_until=False)


def settings(policy: ConsentPolicy) -> Settings:
    return Settings(
        name="Quiet Harbour",
        url="https://quiet.harbour.internal/",
        organisation=Organisation(name="Harbour Row", email="hello@example.org"),
        withdraw=Withdraw(text="You can change your mind."),
        topics=(Topic("hope", "Hope", "On hope.", ("optimism",)),),
        consent=policy,
    )


def decide(
    consent: Consent | None = GIVEN,
    *,
    policy: ConsentPolicy = POLICY,
    header: StoryHeader = HEADER,
    medium: Medium = "web",
    today: date = TODAY,
    errors: int = 0,
) -> Story | Withheld:
    manuscript = Manuscript("stories/a.md", b"", dataclasses.replace(header, consent=consent), Body(), Document({}))
    return admit(
        manuscript, settings(policy), medium, today, errors, Evidence(None, None, (), ()), until=None, given=None
    )


def rule(decided: Story | Withheld) -> str:
    """The rule that withholds, or “published”."""
    return decided.rule if isinstance(decided, Withheld) else "published"


def test_given_consent_publishes() -> None:
    """Consent that is given, has begun, and names the channel publishes."""
    assert rule(decide()) == "published"


def test_no_consent_withholds() -> None:
    """A story without consent is withheld."""
    assert rule(decide(None)) == "no-consent"


@pytest.mark.parametrize("status", ["requested", "paused", "withdrawn", "revoked", "expired", "refused"])
def test_only_given_publishes(status: Status) -> None:
    """Every status but “given” withholds, and is the rule that is told."""
    assert rule(decide(dataclasses.replace(GIVEN, status=status))) == status


@pytest.mark.parametrize("channel", ["web", "feed", "search-engines", "social", "offline"])
@pytest.mark.parametrize("medium", ["web", "offline"])
def test_no_channel_implies_another(channel: Channel, medium: Medium) -> None:
    """Consent to one channel publishes on that channel alone."""
    decided = decide(dataclasses.replace(GIVEN, scope=(channel,)), medium=medium)
    assert rule(decided) == ("published" if channel == medium else "scope")


@pytest.mark.parametrize("medium", ["web", "offline"])
def test_an_empty_scope_withholds(medium: Medium) -> None:
    """Consent to no channel publishes nowhere."""
    assert rule(decide(dataclasses.replace(GIVEN, scope=()), medium=medium)) == "scope"


@pytest.mark.parametrize(
    ("given_on", "expected"),
    [(BEFORE, "published"), (TODAY, "published"), (AFTER, "not-begun"), (None, "ambiguous")],
)
def test_consent_begins_on_its_first_day(given_on: date | None, expected: str) -> None:
    """Consent counts from the day on which it was given, and not without one."""
    assert rule(decide(dataclasses.replace(GIVEN, given_on=given_on))) == expected


@pytest.mark.parametrize(
    ("valid_until", "expected"),
    [(AFTER, "published"), (TODAY, "published"), (BEFORE, "expired"), (None, "published")],
)
def test_consent_ends_after_its_last_day(valid_until: date | None, expected: str) -> None:
    """Consent counts through its last day, and no longer."""
    assert rule(decide(dataclasses.replace(GIVEN, valid_until=valid_until))) == expected


def test_consent_of_one_day_counts_on_that_day() -> None:
    """Consent that begins and ends on the same day counts on it."""
    assert rule(decide(dataclasses.replace(GIVEN, given_on=TODAY, valid_until=TODAY))) == "published"


def test_an_end_before_the_beginning_withholds() -> None:
    """Consent that ends before it begins is ambiguous."""
    assert rule(decide(dataclasses.replace(GIVEN, given_on=TODAY, valid_until=BEFORE))) == "ambiguous"


@pytest.mark.parametrize("ended_on", [LONG_AGO, TODAY, AFTER])
def test_an_end_of_given_consent_withholds(ended_on: date) -> None:
    """Consent that is both given and ended is ambiguous, whenever it ended."""
    assert rule(decide(dataclasses.replace(GIVEN, ended_on=ended_on))) == "ambiguous"


@pytest.mark.parametrize(
    ("given_on", "given", "expected"),
    [
        (None, LONG_AGO, "published"),
        (LONG_AGO, LONG_AGO, "published"),
        (LONG_AGO, BEFORE, "ambiguous"),
        (None, AFTER, "not-begun"),
        (None, None, "ambiguous"),
    ],
)
def test_both_names_of_the_day_must_agree(given_on: date | None, given: date | None, expected: str) -> None:
    """The day may be called “given” or “given_on”, and where both stand they must agree."""
    assert rule(decide(dataclasses.replace(GIVEN, given_on=given_on, given=given))) == expected


@pytest.mark.parametrize(
    ("months", "today", "expected"),
    [
        (24, date(2026, 6, 14), "published"),
        (24, date(2026, 6, 15), "published"),
        (24, date(2026, 6, 16), "too-old"),
        (1, date(2024, 7, 15), "published"),
        (1, date(2024, 7, 16), "too-old"),
        (None, date(2124, 6, 15), "published"),
    ],
)
def test_consent_grows_old(months: int | None, today: date, expected: str) -> None:
    """Consent counts no longer than the organisation's longest validity after it was given."""
    policy = dataclasses.replace(POLICY, longest_validity_months=months)
    assert rule(decide(policy=policy, today=today)) == expected


def test_a_late_end_does_not_stretch_the_longest_validity() -> None:
    """A valid_until beyond the longest validity does not keep consent alive."""
    policy = dataclasses.replace(POLICY, longest_validity_months=12)
    assert rule(decide(dataclasses.replace(GIVEN, valid_until=date(2099, 1, 1)), policy=policy)) == "too-old"


@pytest.mark.parametrize(("valid_until", "expected"), [(None, "no-end"), (AFTER, "published")])
def test_an_end_can_be_demanded(valid_until: date | None, expected: str) -> None:
    """Where the organisation demands an end date, consent without one does not count."""
    policy = dataclasses.replace(POLICY, require_valid_until=True)
    assert rule(decide(dataclasses.replace(GIVEN, valid_until=valid_until), policy=policy)) == expected


@pytest.mark.parametrize(("review_by", "expected"), [(None, "no-review"), (AFTER, "published"), (BEFORE, "published")])
def test_a_review_date_can_be_demanded(review_by: date | None, expected: str) -> None:
    """Where the organisation demands a review date, consent without one does not count."""
    policy = dataclasses.replace(POLICY, require_review_by=True)
    assert rule(decide(dataclasses.replace(GIVEN, review_by=review_by), policy=policy)) == expected


@pytest.mark.parametrize(
    ("review_by", "expected"),
    [(None, "no-review"), (BEFORE, "review-due"), (TODAY, "published"), (AFTER, "published")],
)
def test_a_guardians_consent_needs_review(review_by: date | None, expected: str) -> None:
    """A guardian's consent counts through the day by which it is to be reviewed, and not without one."""
    assert rule(decide(dataclasses.replace(GIVEN, given_by="guardian", review_by=review_by))) == expected


def test_a_representative_may_consent() -> None:
    """A representative's consent counts like one's own."""
    assert rule(decide(dataclasses.replace(GIVEN, given_by="representative"))) == "published"


def test_a_made_up_story_does_not_grow_old() -> None:
    """The organisation's policy on validity does not bind made-up stories."""
    policy = ConsentPolicy(longest_validity_months=1, require_valid_until=True, require_review_by=True)
    assert rule(decide(dataclasses.replace(GIVEN, basis="fictional"), policy=policy)) == "published"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"status": "withdrawn"}, "withdrawn"),
        ({"scope": ("feed",)}, "scope"),
        ({"given_on": AFTER}, "not-begun"),
        ({"valid_until": BEFORE}, "expired"),
        ({"ended_on": BEFORE}, "ambiguous"),
    ],
)
def test_a_made_up_story_obeys_all_else(changes: dict[str, object], expected: str) -> None:
    """A made-up story needs a status, a scope and days like any other."""
    fields: dict[str, object] = {"basis": "fictional", **changes}
    assert rule(decide(dataclasses.replace(GIVEN, **fields))) == expected  # type: ignore[arg-type]  # fields of many types


def test_a_made_up_story_says_so() -> None:
    """A made-up story is marked as fictional, and any other is not."""
    made_up, lived = decide(dataclasses.replace(GIVEN, basis="fictional")), decide()
    assert isinstance(made_up, Story)
    assert isinstance(lived, Story)
    assert (made_up.fictional, lived.fictional) == (True, False)


def test_a_draft_is_withheld() -> None:
    """A draft is withheld although its consent is given."""
    assert rule(decide(header=dataclasses.replace(HEADER, draft=True))) == "draft"


@pytest.mark.parametrize("errors", [1, 7])
def test_errors_withhold(errors: int) -> None:
    """A single error withholds a story whose consent is given."""
    assert rule(decide(errors=errors)) == "errors"


@pytest.mark.parametrize(("day", "expected"), [(BEFORE, "published"), (TODAY, "published"), (AFTER, "not-yet")])
def test_a_story_waits_for_its_date(day: date, expected: str) -> None:
    """A story appears on its date, and not before."""
    assert rule(decide(header=dataclasses.replace(HEADER, date=day))) == expected


def test_consent_is_the_first_reason() -> None:
    """Where much is in the way, the reason told is the consent."""
    header = dataclasses.replace(HEADER, draft=True, date=AFTER)
    assert rule(decide(dataclasses.replace(GIVEN, status="paused"), header=header, errors=3)) == "paused"


def test_the_reason_holds_no_words_of_the_story() -> None:
    """What is told of a withheld story is its file, the rule and the reason, and nothing else."""
    assert [f.name for f in dataclasses.fields(Withheld)] == ["source", "rule", "reason"]


def test_a_story_forgets_its_record() -> None:
    """The reference of the consent form is left behind at the gate."""
    decided = decide()
    assert isinstance(decided, Story)
    assert "R-1" not in repr(decided)


def test_a_topic_is_known_by_its_label_and_synonyms() -> None:
    """However a topic is written, the story stands under its id, once."""
    decided = decide(header=dataclasses.replace(HEADER, topics=("OPTIMISM", "hope", "Hope")))
    assert isinstance(decided, Story)
    assert decided.topics == ("hope",)


def admitted() -> Story:
    decided = decide()
    assert isinstance(decided, Story)
    return decided


@pytest.mark.parametrize("gate", [None, object(), True])
def test_a_story_cannot_be_constructed(gate: object) -> None:
    """Only the gate constructs a Story, whatever stands in for its key."""
    story = admitted()
    fields = {f.name: getattr(story, f.name) for f in dataclasses.fields(story)}
    with pytest.raises(TypeError, match="only generator\\.gate\\.admit"):
        Story(**fields, gate=gate)


def test_a_story_cannot_be_replaced() -> None:
    """A Story cannot be made from another by replacing fields."""
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(admitted(), scope=frozenset({"feed"}))  # type: ignore[call-arg]  # this is what must fail
    with pytest.raises(TypeError):
        dataclasses.replace(admitted(), scope=frozenset({"feed"}), gate=object())


@pytest.mark.parametrize("make", [copy.copy, copy.deepcopy, pickle.dumps])
def test_a_story_cannot_be_copied(make: object) -> None:
    """A Story cannot be copied, deep-copied or pickled."""
    assert callable(make)
    with pytest.raises(TypeError, match="cannot be copied or pickled"):
        make(admitted())


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_no_pickle_protocol_takes_a_story(protocol: int) -> None:
    """No protocol of pickle takes a Story, not even inside a list."""
    with pytest.raises(TypeError, match="cannot be copied or pickled"):
        pickle.dumps([admitted()], protocol)


def test_a_story_cannot_be_changed() -> None:
    """A Story's fields cannot be set."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        admitted().title = "Another"  # type: ignore[misc]  # this is what must fail


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 5, 31), 1, date(2026, 6, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 14), 60, date(2031, 3, 14)),
    ],
)
def test_months_end_on_their_last_day(day: date, months: int, expected: date) -> None:
    """A number of months later is the same day, or the last of its month where there is none."""
    assert months_after(day, months) == expected
