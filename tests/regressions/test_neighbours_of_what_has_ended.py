"""A story that shares whom to ring with one that had ended was locked out for good, and approving it said nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.deeds import Outcome, perform
from generator.gate.seal import code
from generator.ground.channels import Channel
from tests.builders.sites import TODAY, built, make_site, story, tree

ONE, TWO = "stories/one.md", "stories/two.md"
TO_RING = "Whoever reads this at night can ring the line of our house. Somebody sits at the telephone until morning."
OURS, OWN = "I painted the shed twice because of that.", "My brother drove me home through the deep snow."
BY_HAND = "{{record: CF-001, status: {status}, given_on: 2026-01-01, scope: [web]{more}}}"


def form(root: Path, path: str, record: str, scope: tuple[Channel, ...] = ("web",)) -> dict[str, Any]:
    return {"code": code(open_case(root, path).seal), "record": record, "scope": scope}


def agreed(root: Path, path: str = TWO, record: str = "CF-002", today: date = TODAY) -> Outcome:
    return perform("approve", root, path, form(root, path, record), today)


def is_shown(root: Path, today: date = TODAY) -> bool:
    built(root, today=today)
    return any(b"through the deep snow" in data for data in tree(root / "public").values())


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two stories that say whom to ring, the first of them approved for web and offline, until the day before TODAY."""
    monkeypatch.setenv("HEARTEN_STATE", "")
    texts = {"one.md": story("One", text=f"{TO_RING} {OURS}"), "two.md": story("Two", text=f"{TO_RING} {OWN}")}
    root = make_site(tmp_path / "site", {**texts, "sea.md": story("A sea", text="The sea lay still.")})
    first = Approval(**form(root, ONE, "CF-001", ("web", "offline")), until=TODAY - timedelta(1))
    acts.approve(root, ONE, first, today=TODAY - timedelta(9))
    return root


def by_hand(root: Path, status: str = "paused", more: str = "") -> None:
    """Give the first story a consent of which no log speaks."""
    (root / "consent/log.jsonl").unlink()
    consent = BY_HAND.format(status=status, more=more)
    (root / ONE).write_text(story("One", text=f"{TO_RING} {OURS}", consent=consent))


def narrowed(root: Path) -> None:
    acts.renew(root, ONE, until=date(2027, 1, 1), today=TODAY)
    acts.narrow(root, ONE, scope=("offline",), today=TODAY)


def broken(root: Path) -> None:
    (root / ONE).write_text((root / ONE).read_text().replace("[hope]", "[hope"))


def narrowed_and_broken(root: Path) -> None:
    narrowed(root)
    broken(root)


def paused_and_broken(root: Path) -> None:
    acts.renew(root, ONE, until=date(2027, 1, 1), today=TODAY)
    acts.pause(root, ONE, today=TODAY)
    broken(root)


@pytest.mark.parametrize("end", [narrowed, broken, narrowed_and_broken, paused_and_broken])
def test_an_approval_after_the_end_lets_it_in(site: Path, end: Callable[[Path], None]) -> None:
    """An approval before the end of a neighbour's consent does not count beside it, and one after it does."""
    agreed(site, today=TODAY - timedelta(2))
    end(site)
    assert not is_shown(site)
    assert agreed(site) == Outcome((f"Approved and sealed {TWO} as CF-002, for web.",), is_withheld=False)
    assert is_shown(site)


def test_what_comes_after_a_narrowing_needs_no_approval_more(site: Path) -> None:
    """Who was let in beside a narrowed story stays so when that is paused, resumed and renewed, and not if narrowed."""
    narrowed(site)
    agreed(site)
    acts.pause(site, ONE, today=TODAY)
    assert not is_shown(site)
    acts.resume(site, ONE, today=TODAY)
    acts.renew(site, ONE, until=date(2027, 2, 2), today=TODAY)
    assert is_shown(site)
    acts.approve(site, ONE, Approval(**form(site, ONE, "CF-001", ("web", "offline"))), today=TODAY)
    acts.narrow(site, ONE, scope=("offline",), today=TODAY)
    assert not is_shown(site)


@pytest.mark.parametrize("status", ["given", "paused"])
def test_a_pause_by_hand_is_let_into_the_log(site: Path, status: str) -> None:
    """Beside a pause that somebody wrote by hand no approval counts until it is logged, and approving says so."""
    if status == "paused":
        by_hand(site)
    else:
        acts.renew(site, ONE, until=date(2027, 1, 1), today=TODAY)
        (site / ONE).write_text((site / ONE).read_text().replace("status: given", "status: paused"))
    done = agreed(site)
    assert done.is_withheld
    assert f"“hearten consent pause {ONE}” writes that down" in done.told[1]
    assert not is_shown(site)
    perform("pause", site, ONE, {}, TODAY)
    assert not is_shown(site)
    assert not agreed(site).is_withheld
    assert is_shown(site)


def test_a_narrowing_by_hand_is_done_again(site: Path) -> None:
    """Beside a channel that somebody took out by hand no approval counts until that was done by the command."""
    acts.renew(site, ONE, until=date(2027, 1, 1), today=TODAY)
    (site / ONE).write_text((site / ONE).read_text().replace("web, offline", "offline"))
    told = agreed(site).told[1]
    assert f"write “scope: [web, offline]” there again, and do the same with “hearten consent narrow {ONE} --sc" in told
    (site / ONE).write_text((site / ONE).read_text().replace("scope: [offline]", "scope: [web, offline]"))
    acts.narrow(site, ONE, scope=("offline",), today=TODAY)
    assert not agreed(site).is_withheld
    assert is_shown(site)


def test_an_end_by_hand_has_a_day(site: Path) -> None:
    """Beside a consent that somebody ended by hand an approval counts if it is of a day after the one written there."""
    by_hand(site, "revoked")
    assert "write the day as “ended_on” there" in agreed(site).told[1]
    by_hand(site, "revoked", f", ended_on: {TODAY}")
    assert f"after {TODAY}." in agreed(site).told[1]
    assert not is_shown(site)
    later = TODAY + timedelta(1)
    assert not agreed(site, today=later).is_withheld
    assert is_shown(site, later)


def test_an_end_by_hand_in_a_broken_file(site: Path) -> None:
    """Where the file with such an end cannot be read, approving names what is to be mended first."""
    by_hand(site, "revoked", f", ended_on: {TODAY}")
    broken(site)
    assert f"mend what is wrong in {ONE} first" in agreed(site, today=TODAY + timedelta(1)).told[1]


@pytest.mark.parametrize("end", [narrowed, paused_and_broken])
def test_no_approval_lets_a_copy_in(site: Path, end: Callable[[Path], None]) -> None:
    """Nearly the whole of a story that has ended stays withheld under another record, and approving ends with 1."""
    end(site)
    (site / TWO).write_text(story("Another", text=f"{TO_RING} {OURS}"))
    form_ = ["--code", code(open_case(site, TWO).seal), "--record", "CF-002", "--scope", "web", "--today", str(TODAY)]
    done = CliRunner().invoke(main, ["consent", "approve", TWO, "--source", str(site), *form_])
    assert done.exit_code == 1
    assert "It stays withheld (web): stories/one.md has the same words" in done.output
    assert "only that one's storyteller can bring it back" in done.output


def test_drafts_are_no_surprise(site: Path) -> None:
    """That a story waits for its day is told when it is approved, and is nothing wrong."""
    (site / TWO).write_text(story("Two", day="2026-07-01", text=OWN))
    done = agreed(site)
    assert (done.told[1:], done.is_withheld) == (
        ("It stays withheld (web): its date, 2026-07-01, has not come.",),
        False,
    )
