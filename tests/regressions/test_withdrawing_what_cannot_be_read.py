"""Withdrawing a story with a slip in its front matter logged a word of its title as its record, and kept no words."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.consent import acts
from generator.consent.guard_files import log_of, withdrawn_stories
from generator.consent.log_audit import verify
from generator.consent.settling import settle
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.consent.withdrawal_report import what_goes
from generator.content.decoding import guessed
from generator.gate import consent_log, intent, tombstones
from generator.store.user_folder import GIVEN
from tests.builders.approved import COPY, GATE, WORDS, approve, approved_site, copied, shown
from tests.builders.sites import TODAY

WESTERN = WORDS.replace("asked", "askéd").replace("paint.", "païnt.")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with an approved story, a copy of its file beside the site, and nothing remembered elsewhere."""
    monkeypatch.setenv(GIVEN, "")
    return approved_site(tmp_path)


def front(before: str, after: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        made = re.sub(before, after, data.decode(), count=1, flags=re.MULTILINE)
        assert made != data.decode()
        return made.encode()

    return change


# What becomes of a story's file before it is withdrawn.
SLIPS: dict[str, Callable[[bytes], bytes]] = {
    "a record in the summary": front("^summary: .*", "summary: My track record: 12 months of quiet mornings."),
    "a name in the title": front("^title: .*", "title: For the record: Mara speaks"),
    "a number in the title": front("^title: .*", "title: For the record: R-2026 speaks"),
    "the other story's record": front("^title: .*", "title: For the record: CF-002 speaks"),
    "a record with another hyphen": front("CF-001", "CF\u2011001"),
    "an open list": front("^topics: .*", "topics: [hope"),
    "a quoted name": front("^title: .*", "title: \"For the 'record': Mara"),
    "no front matter's end": front("^---\n\n", "\n"),
    "no front matter's beginning": front(r"\A---\n", "\n"),
    "no consent": front("^consent:", "conset"),
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "UTF-16 without a mark": lambda data: data.decode().encode("utf-16-le"),
    "Windows-1252": lambda data: data.decode().replace("Maren", "Marén").encode("cp1252"),
    "a control character": lambda data: data.replace(b"Maren", b"Mar\x07en"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_it_is_withdrawn_under_its_record(site: Path, slip: str) -> None:
    """Whatever keeps a front matter from being read, its own record is withdrawn, and no other."""
    (site / "stories/hill.md").write_text((site / "stories/sea.md").read_text(), encoding="utf-8")
    approve(site, "stories/hill.md", "CF-002")
    (site / GATE).write_bytes(SLIPS[slip]((site / GATE).read_bytes()))
    withdraw(plan_withdrawal(site, GATE), TODAY)
    lines = consent_log.read(log_of(site))[0]
    records = [line.event.record for line in lines if line.event.what == "withdraw"]
    records += [stone.record or "" for stone in withdrawn_stories(site).stories]
    assert [consent_log.identity(record) for record in records] == ["cf-001", "cf-001"]
    assert verify(site) == ()
    shutil.copy(site.parent / "keep.md", site / COPY)
    assert not shown(site)


@pytest.mark.parametrize("slip", SLIPS)
def test_its_words_are_known_again(site: Path, slip: str) -> None:
    """A text with nearly its words is withheld under any record, whatever kept the file from being read."""
    (site / GATE).write_bytes(SLIPS[slip]((site / GATE).read_bytes()))
    withdraw(plan_withdrawal(site, GATE), TODAY)
    copied(site)
    (site / COPY).write_text((site / COPY).read_text().rstrip() + " Indeed.\n")
    assert not shown(site)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_words_in_every_usual_encoding(encoding: str) -> None:
    """A text is read as it was written in every encoding that editors save in."""
    assert guessed(WESTERN.encode(encoding)).removeprefix("\ufeff") == WESTERN


def test_one_strange_byte_changes_no_other() -> None:
    """A byte that is no UTF-8 is read by itself, and all around it as UTF-8."""
    assert guessed("Zoë ".encode() + b"\xe9 " + "Łucja".encode()) == "Zoë é Łucja"


def test_each_record_that_it_may_have(site: Path) -> None:
    """Where two records stand in a consent that cannot be read, both are withdrawn, and that is told before."""
    text = (site / GATE).read_text()
    (site / GATE).write_text(text.replace("record: CF-001", "record: CF-001\n  record: [CF-00\n  record: CF-007"))
    (site / COPY).write_text((site / "stories/sea.md").read_text())
    approve(site, COPY, "CF-007")
    plan = plan_withdrawal(site, GATE)
    assert "each record that it may have is withdrawn: CF-001, CF-007" in "\n".join(what_goes(plan))
    withdraw(plan, TODAY)
    assert [stone.record for stone in withdrawn_stories(site).stories] == ["CF-001", "CF-007"]
    assert "smelled" not in "".join(map(str, verify(site)))
    assert {line.event.record for line in consent_log.read(log_of(site))[0] if line.event.what == "withdraw"} == {
        "CF-001",
        "CF-007",
    }


def test_no_record_is_told(site: Path) -> None:
    """A story whose record nobody can know is withdrawn by its words, with a line that says so."""
    (site / GATE).write_text(f"---\ntitle: For the record: Mara\nsummary: [\n---\n{WORDS}\n")
    log = log_of(site)
    done = CliRunner().invoke(main, ["consent", "withdraw", GATE, "--source", str(site), "--yes"])
    assert (done.exit_code, "withdrawn by its words and address" in done.stdout) == (0, True)
    assert (log_of(site), [stone.record for stone in withdrawn_stories(site).stories]) == (log, [None])
    copied(site)
    assert not shown(site)


def test_no_words_are_told(site: Path) -> None:
    """A story whose file holds no words that can be read is withdrawn with a line that says so."""
    (site / GATE).write_bytes(b"\x01\x02")
    assert "too few words" in "\n".join(what_goes(plan_withdrawal(site, GATE)))


def test_withdrawing_again_adds_the_words(site: Path) -> None:
    """A tombstone without words gets them when the readable file is withdrawn once more."""
    good = (site / GATE).read_bytes()
    (site / GATE).write_bytes(good[: good.index(b"\n---", 3)])
    withdraw(plan_withdrawal(site, GATE), TODAY)
    stones = site / "consent/withdrawn.yaml"
    stones.write_text(re.sub(r"    words: .*\n", "", stones.read_text()))
    log = log_of(site)
    shutil.copy(site.parent / "keep.md", site / GATE)
    withdraw(plan_withdrawal(site, GATE), TODAY)
    (stone,) = withdrawn_stories(site).stories
    assert (stone.has_words, log_of(site), verify(site)) == (True, log, ())


def test_a_paused_story_with_a_record_in_its_title(site: Path) -> None:
    """A paused story protects its words while the word “record:” stands in a title that breaks its front matter."""
    acts.pause(site, GATE, today=TODAY)
    (site / GATE).write_bytes(SLIPS["a name in the title"]((site / GATE).read_bytes()))
    copied(site)
    assert not shown(site)


def test_an_intent_with_a_name_is_never_written_down(site: Path) -> None:
    """What a withdrawal left half done under a record that is none is finished, and the list can be read again."""
    line = consent_log.appended(
        log_of(site),
        consent_log.Event(
            on=TODAY, what="withdraw", record="Mara", status="withdrawn", scope=(), until=None, seal=None
        ),
    )[0]

    new = line.removeprefix(log_of(site)).decode()
    meant = intent.Intent(what="withdraw", path=GATE, on=TODAY, line=new)
    (site / intent.PATH).write_bytes(intent.written((meant,)))
    settle(site)
    assert [stone.record for stone in withdrawn_stories(site).stories] == ["CF-001"]
    assert b"Mara" not in log_of(site)


@pytest.mark.parametrize(("record", "kept"), [("CF-001", True), ("a/b-1", True), ("Mara", False), ("x" * 70, False)])
def test_what_the_list_keeps(record: str, kept: bool) -> None:
    """A record is written into the list of withdrawals only if the list can be read again with it."""
    assert tombstones.keeps(record) == kept
