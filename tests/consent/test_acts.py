"""Acts of consent: what each writes, what it asks before, and what it refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import Case, open_case
from generator.consent.guard_files import log_of
from generator.consent.listing import as_calendar, as_csv, as_json, as_lines, chosen
from generator.consent.log_audit import verify
from generator.consent.receipt import both
from generator.consent.refused import RefusedError
from generator.consent.register import rows
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate import consent_log
from generator.gate.consent_log import read
from generator.gate.seal import code
from generator.gate.tombstones import PATH, entry_id
from tests.builders.sites import SITE, TODAY, built, make_site, story

GATE = "stories/gate.md"
OTHER = "{record: R-1, status: given, given_on: 2026-01-01, scope: [web, feed, search-engines, social, offline]}"
REQUESTED = "{record: FORM-001, status: requested, scope: []}"
STRICT = "require_valid_until: false, require_seal: true, corrections: typographic, jurisdiction: GB"
NEXT = date(2027, 6, 15)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that asks for seals, with a story that nobody approved yet and one of another person's."""
    strict = SITE.replace("require_valid_until: false", STRICT)
    stories = {"gate.md": story(consent=REQUESTED), "hill.md": story("A hill", consent=OTHER, text="A hill in rain.")}
    return make_site(tmp_path, stories, site=strict)


def approve(root: Path, path: str = GATE, **more: Any) -> Case:
    form = {"record": "CF-1", "scope": ("web", "feed"), "until": date(2028, 1, 1), **more}
    return acts.approve(root, path, Approval(code=code(open_case(root, path).seal), **form), today=TODAY)


def published(root: Path, today: date = TODAY) -> bool:
    built(root, today=today)
    return (root / "public/stories/gate/index.html").exists()


def change(root: Path, before: str, after: str) -> None:
    file = root / GATE
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def what_happened(root: Path) -> list[str]:
    return [line.event.what for line in read(log_of(root))[0]]


def test_approval_publishes(site: Path) -> None:
    """An approved story is published, and its consent says what the form says."""
    before = published(site)
    consent = approve(site, review_by=NEXT, named_as="first", on=date(2026, 6, 1)).consent
    assert (before, published(site)) == (False, True)
    assert (consent.record, consent.given_on, consent.valid_until) == ("CF-1", date(2026, 6, 1), date(2028, 1, 1))
    assert (consent.scope, consent.review_by, consent.named_as) == (("web", "feed"), NEXT, "first")


def test_a_wrong_code_approves_nothing(site: Path) -> None:
    """A code of another version approves nothing, and nothing is written."""
    old = code(open_case(site, GATE).seal)
    change(site, "painted", "mended")
    before = (site / GATE).read_bytes()
    with pytest.raises(RefusedError, match=re.escape(old)):
        acts.approve(site, GATE, Approval(code=old, record="CF-1", scope=("web",)), today=TODAY)
    assert ((site / GATE).read_bytes(), log_of(site)) == (before, b"")


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"scope": ()}, "scope"),
        ({"record": "Maren"}, "opaque reference"),
        ({"record": "R-1"}, "hill.md"),
        ({"until": date(2025, 1, 1)}, "ends before it begins"),
        ({"on": date(2020, 1, 1)}, "older than site.yaml allows"),
        ({"on": NEXT}, "begins on 2027"),
        ({"given_by": "guardian"}, "needs a review date"),
    ],
)
def test_an_approval_that_would_not_count_is_refused(site: Path, form: dict[str, Any], why: str) -> None:
    """What the gate would not let through is refused with its reason, and nothing is written."""
    before = (site / GATE).read_bytes()
    with pytest.raises(RefusedError, match=why):
        approve(site, **form)
    assert ((site / GATE).read_bytes(), log_of(site)) == (before, b"")


def test_a_guardian_is_asked_again(site: Path) -> None:
    """A guardian's consent publishes up to its review day, and not a day longer."""
    approve(site, given_by="guardian", review_by=NEXT)
    assert (published(site, NEXT), published(site, date(2027, 6, 16))) == (True, False)


def test_a_draft_can_be_approved(tmp_path: Path) -> None:
    """A draft may be approved, and stays one."""
    make_site(tmp_path, {"gate.md": story(consent=REQUESTED, more="draft: true")})
    assert approve(tmp_path).header.draft
    assert not published(tmp_path)


@pytest.mark.parametrize("name", ["gate", "gate.md", "stories/gate.md", "./stories/gate.md", "stories\\gate.md"])
def test_a_story_is_found_by_what_people_write(site: Path, name: str) -> None:
    """A story may be named by its path or by its file's name alone."""
    assert open_case(site, name).path == GATE


def test_a_story_is_found_from_anywhere(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A story may be named by its path from where a person stands."""
    monkeypatch.chdir(site / "stories")
    assert open_case(site, "gate.md").path == open_case(site, str(site / GATE)).path == GATE


def test_a_mistyped_story_is_answered_with_the_nearest(site: Path) -> None:
    """Where there is no such story, the nearest name is told."""
    with pytest.raises(RefusedError, match=r"did you mean “stories/gate\.md”"):
        open_case(site, "stories/gaet.md")


def test_a_story_with_errors_is_refused(site: Path) -> None:
    """A front matter with errors is told with its place."""
    change(site, "author: Maren", "autor: Maren")
    with pytest.raises(RefusedError, match=r"stories/gate\.md:4:1"):
        open_case(site, GATE)


def test_a_change_asks_for_a_new_approval(site: Path) -> None:
    """A changed word withholds the story until it is approved again."""
    approve(site)
    change(site, "painted", "mended")
    withheld = published(site)
    with pytest.raises(RefusedError, match="More than punctuation"):
        acts.correct(site, GATE, today=TODAY)
    approve(site)
    assert (withheld, published(site), verify(site)) == (False, True, ())


def test_a_correction_is_recorded_where_the_policy_allows(site: Path) -> None:
    """Changed punctuation withholds a story until somebody records it as a correction."""
    approve(site)
    change(site, "gate.\n", "gate!\n")
    withheld = published(site)
    acts.correct(site, GATE, today=TODAY)
    assert (withheld, published(site), what_happened(site), verify(site)) == (False, True, ["approve", "correct"], ())


def test_a_correction_needs_a_policy(site: Path) -> None:
    """Where the policy is “none”, punctuation is not for editors to change, either."""
    approve(site)
    change(site, "gate.\n", "gate!\n")
    settings = site / "site.yaml"
    settings.write_text(settings.read_text().replace("corrections: typographic", "corrections: none"))
    with pytest.raises(RefusedError, match="corrections: typographic"):
        acts.correct(site, GATE, today=TODAY)


def test_nothing_to_correct_is_told(site: Path) -> None:
    """A story as approved, and one that was never sealed, have nothing to correct."""
    approve(site)
    for path in (GATE, "hill"):
        with pytest.raises(RefusedError, match="nothing to correct"):
            acts.correct(site, path, today=TODAY)


def test_renewing_carries_a_consent_on(site: Path) -> None:
    """A renewed consent counts beyond its old end."""
    approve(site)
    later = date(2028, 2, 1)
    ended = published(site, later)
    acts.renew(site, GATE, until=date(2030, 1, 1), today=later)
    assert (ended, published(site, later), verify(site)) == (False, True, ())


def test_renewing_asks_for_the_next_review(site: Path) -> None:
    """A renewal after the review day asks when to review next."""
    approve(site, review_by=NEXT)
    with pytest.raises(RefusedError, match="--review-by"):
        acts.renew(site, GATE, until=date(2029, 1, 1), today=NEXT)


def test_a_broken_seal_is_not_renewed(site: Path) -> None:
    """A text that nobody approved cannot be carried on."""
    approve(site)
    change(site, "painted", "mended")
    with pytest.raises(RefusedError, match="nothing to renew"):
        acts.renew(site, GATE, until=date(2029, 1, 1), today=TODAY)


def test_narrowing_takes_channels_away(site: Path) -> None:
    """A narrowed consent is for the channels that stay, without a new approval."""
    approve(site)
    acts.narrow(site, GATE, scope=("web",), today=TODAY)
    assert published(site)
    assert "A gate" not in (site / "public/feed.xml").read_text()
    assert verify(site) == ()


@pytest.mark.parametrize(
    ("scope", "why"), [(("web", "social"), "social would be new"), ((), "pause"), (("web", "feed"), "already")]
)
def test_narrowing_never_widens(site: Path, scope: Any, why: str) -> None:
    """A channel that was not agreed to needs an approval."""
    approve(site)
    with pytest.raises(RefusedError, match=why):
        acts.narrow(site, GATE, scope=scope, today=TODAY)


def test_a_pause_ends_when_it_is_ended(site: Path) -> None:
    """A paused story is withheld, and published again after it is resumed."""
    approve(site)
    acts.pause(site, GATE, today=TODAY)
    paused = published(site)
    acts.resume(site, GATE, today=TODAY)
    assert (paused, published(site), verify(site)) == (False, True, ())


ACTS: dict[str, Callable[[Path], object]] = {
    "renew": lambda root: acts.renew(root, GATE, until=NEXT, today=TODAY),
    "narrow": lambda root: acts.narrow(root, GATE, scope=("web",), today=TODAY),
    "pause": lambda root: acts.pause(root, GATE, today=TODAY),
    "resume": lambda root: acts.resume(root, GATE, today=TODAY),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_that_does_not_fit_is_refused(site: Path, act: str) -> None:
    """A consent that was only asked for can be neither renewed nor narrowed, paused or resumed."""
    with pytest.raises(RefusedError, match="requested"):
        ACTS[act](site)


def test_somebody_elses_change_is_kept(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that changes while an act is under way is left as somebody else wrote it."""
    approve(site)
    appended = consent_log.appended

    def meanwhile(*given: Any) -> Any:
        change(site, "painted", "mended")
        return appended(*given)

    monkeypatch.setattr(consent_log, "appended", meanwhile)
    with pytest.raises(RefusedError, match="somebody else"):
        acts.pause(site, GATE, today=TODAY)
    assert "mended" in (site / GATE).read_text()
    assert what_happened(site) == ["approve"]


def test_the_log_holds_no_words(site: Path) -> None:
    """No title, name, file name or word of a story is in the log or in the list of withdrawals."""
    approve(site)
    withdraw(plan_withdrawal(site, GATE), TODAY)
    kept = (log_of(site) + (site / PATH).read_bytes().partition(b"stories:")[2]).lower()
    assert not [word for word in (b"gate", b"maren", b"summary", b"painted") if word in kept]


def test_a_file_that_comes_back_stays_withheld(site: Path) -> None:
    """A withdrawn story that comes back from a backup stays withheld until it is approved anew."""
    approve(site)
    backup = (site / GATE).read_bytes()
    withdraw(plan_withdrawal(site, GATE), TODAY)
    (site / GATE).write_bytes(backup)
    came_back = published(site)
    told = verify(site)
    approve(site, record="CF-2")
    assert (came_back, bool(told), published(site), verify(site)) == (False, True, True, ())


def test_rows_say_where_every_consent_stands(site: Path) -> None:
    """The list holds each story with its end by form or policy, its seal, and why it is withheld."""
    approve(site)
    change(site, "painted", "mended")
    gate, hill = rows(site, TODAY)
    assert (gate.sealed, gate.ends_on, "changed" in str(gate.why)) == ("broken", date(2028, 1, 1), True)
    assert (hill.sealed, hill.ends_on, "approved" in str(hill.why)) == ("no", date(2031, 1, 1), True)


def test_a_story_that_cannot_be_read_is_listed(site: Path) -> None:
    """A story with errors in its front matter is in the list, too, with the reason."""
    change(site, "author:", "author: [")
    gate, _ = rows(site, TODAY)
    assert (gate.path, "errors" in str(gate.why)) == (GATE, True)


def test_the_list_can_be_narrowed(site: Path) -> None:
    """The list can be narrowed by what ends soon, by status and by channel."""
    found = rows(site, TODAY)

    def paths(**ask: Any) -> list[str]:
        asked = {"within": None, "status": None, "channel": None, **ask}
        return [row.path for row in chosen(found, TODAY, **asked)]

    approve(site, until=date(2026, 8, 1))
    found = rows(site, TODAY)
    assert paths(within=60) == [GATE]
    assert paths(within=10) == []
    assert paths(channel="social") == ["stories/hill.md"]
    assert paths(status="paused") == []


def test_the_list_in_every_form(site: Path) -> None:
    """Sentences, JSON and CSV tell the same of each story."""
    approve(site)
    found = rows(site, TODAY)
    for text in ("\n".join(as_lines(found)), as_json(found), as_csv(found)):
        assert "CF-1" in text
        assert "2028-01-01" in text
        assert "stories/hill.md" in text


def test_the_calendar_names_records_alone(site: Path) -> None:
    """A calendar has an entry for each end, review and check-in, and names no story."""
    approve(site, review_by=NEXT)
    calendar = as_calendar(rows(site, TODAY), TODAY)
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)\r\n", calendar) == [
        *("20280101", "20270615", "20260629"),
        "20310101",
    ]
    assert "SUMMARY:Consent CF-1: last day\r\n" in calendar
    assert "gate" not in calendar.lower()
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))


def test_ids_are_stable() -> None:
    """A story's id in feeds depends on the site's address and the file's path alone."""
    assert entry_id("https://quiet.example.org/base/", GATE) == "urn:uuid:95f52b79-0dcf-55d0-9e68-a0f39e2cd7f4"


def test_no_end_goes_beyond_the_policy(site: Path) -> None:
    """An end beyond what the policy allows is refused with the last possible day, and that day is taken."""
    latest = date(2031, 6, 15)
    with pytest.raises(RefusedError, match="the last possible day here is 2031-06-15") as told:
        approve(site, until=date(2031, 6, 16))
    assert told.value.about == "until"
    approve(site, until=latest)
    with pytest.raises(RefusedError, match="the last possible day here is 2032-06-15"):
        acts.renew(site, GATE, until=date.max, today=date(2027, 6, 15))
    acts.renew(site, GATE, until=date(2032, 6, 15), today=date(2027, 6, 15))
    assert what_happened(site) == ["approve", "renew"]


def test_all_name_the_same_last_day(site: Path) -> None:
    """Without an end of its own, a consent ends by the policy, and the list, the calendar and the receipt say when."""
    approve(site, until=None)
    found = [row for row in rows(site, TODAY) if row.path == GATE]
    page, data = (content for _, content in both(open_case(site, GATE), TODAY))
    assert [str(row.ends_on) for row in found] == ["2031-06-15"]
    assert "20310615" in as_calendar(found, TODAY)
    assert all("2031-06-15" in text for text in (as_json(found), as_csv(found), "\n".join(as_lines(found)), page, data))
    assert (published(site, date(2031, 6, 15)), published(site, date(2031, 6, 16))) == (True, False)


def test_two_files_of_one_record_have_two_entries_in_the_calendar(tmp_path: Path) -> None:
    """Each entry of a calendar has a UID of its own, also where two files have one record."""
    consent = "{record: CF-9, status: given, given_on: 2026-01-01, scope: [web], texts: [stories/a.md, stories/b.md]}"
    make_site(tmp_path, {"a.md": story(consent=consent), "b.md": story("B", consent=consent, text="A hill.")})
    uids = re.findall(r"^UID:(.*)\r$", as_calendar(rows(tmp_path, TODAY), TODAY), re.MULTILINE)
    assert len(uids) == len(set(uids)) == 4
