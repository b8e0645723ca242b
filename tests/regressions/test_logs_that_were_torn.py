"""A line of the log that was cut off withheld every story, and acts written behind it could never count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.main import main
from generator.consent import acts
from generator.consent.refused import RefusedError
from generator.consent.settling import settle
from generator.gate import consent_log
from tests.builders.approved import GATE, WORDS, approve
from tests.builders.sites import TODAY, built, make_site, story

LOG = Path("consent/log.jsonl")
TORN = b'{"line": 3, "on": "2026-1'
SEA = "stories/sea.md"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with two approved stories."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    root = make_site(tmp_path / "site", {"gate.md": story(text=WORDS), "sea.md": story("A sea", text="The sea.")})
    approve(root, GATE, "CF-001", ("web", "feed"))
    approve(root, SEA, "CF-002")
    return root


def hearten(root: Path, *command: str) -> str:
    return CliRunner().invoke(main, [*command, "--source", str(root), "--today", str(TODAY)]).output


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_the_beginning_of_a_line(site: Path, end: bytes) -> None:
    """It counts as no line: the build publishes what the lines before it say, and tells of it."""
    before = (site / LOG).read_bytes()
    (site / LOG).write_bytes(before + TORN + end)
    report = built(site)
    assert report.stories == 2
    assert [d.rule for d in report.diagnostics if d.path == LOG.as_posix()] == ["torn-log"]
    assert "was taken out" in hearten(site, "consent", "verify")
    assert (site / LOG).read_bytes() == before


def test_an_act_takes_its_place(site: Path) -> None:
    """What is logged next is chained to the last whole line."""
    before = (site / LOG).read_bytes()
    (site / LOG).write_bytes(before + TORN)
    acts.pause(site, GATE, today=TODAY)
    lines, faults = consent_log.read((site / LOG).read_bytes())
    assert (len(lines), faults) == (3, ())
    assert (site / LOG).read_bytes().startswith(before)


@pytest.mark.parametrize("lost", [2, 3, 40])
def test_half_a_line_that_is_remembered(site: Path, lost: int) -> None:
    """Where this computer remembers the line, it is made whole again, and the act holds."""
    acts.pause(site, GATE, today=TODAY)
    whole = (site / LOG).read_bytes()
    (site / LOG).write_bytes(whole[:-lost])
    (told,) = settle(site)
    assert "made whole again" in told.message
    assert (site / LOG).read_bytes() == whole
    assert built(site).stories == 1


@given(cut=st.integers(1, 400), lost=st.booleans())
def test_every_cut(cut: int, lost: bool) -> None:
    """Of whatever is left of the last line no other line is made, and the lines before it stand."""
    log = b""
    for number in range(3):
        event = consent_log.about_no_record("accept-older", TODAY, str(number))
        log, _ = consent_log.appended(log, event)
    last = log.splitlines(keepends=True)[-1]
    torn = log[: -min(cut, len(last))] + (b"\n" if lost else b"")
    lines, faults = consent_log.read(torn)
    assert len(lines) == (3 if cut == 1 else 2)
    assert faults == ()


@pytest.mark.parametrize("written", [b"\0" * 300, b"gone\n", b"{}\n", b'{"line": 3}\n'])
def test_what_is_no_beginning(site: Path, written: bytes) -> None:
    """Whatever else stands at the end breaks the chain, since it may have been a line."""
    log = (site / LOG).read_bytes() + written
    assert [fault.line for fault in consent_log.read(log)[1]] == [3]
    assert consent_log.read(written)[1]


def test_a_last_sign_lost_from_an_altered_line(site: Path) -> None:
    """A line that lacks its last sign alone is the beginning of one only if it was that to every other sign."""
    log = (site / LOG).read_bytes().replace(b"CF-002", b"CF-003")[:-2]
    assert [fault.line for fault in consent_log.read(log)[1]] == [2]


def test_marks_of_a_merge(site: Path) -> None:
    """Of what was never a line it is said that it may be taken out, and that heals the log."""
    before = (site / LOG).read_bytes()
    (site / LOG).write_bytes(before + b"=======\n>>>>>>> theirs\n")
    assert hearten(site, "consent", "verify").count("a mark that git left in a merge, take it out") == 2
    (site / LOG).write_bytes(before)
    assert "fit together" in hearten(site, "consent", "verify")


def broken(root: Path) -> bytes:
    """A log of which the last line was altered; gives it as it was."""
    whole = (root / LOG).read_bytes()
    (root / LOG).write_bytes(whole.replace(b"CF-002", b"CF-003"))
    return whole


def test_acts_that_could_not_count(site: Path) -> None:
    """Behind a break nothing is written that gives or narrows, and the refusal says what heals it."""
    broken(site)
    before = {path: path.read_bytes() for path in (site / LOG, site / GATE)}
    with pytest.raises(RefusedError, match="put this line back"):
        approve(site, GATE, "CF-001")
    with pytest.raises(RefusedError, match="put this line back"):
        acts.renew(site, GATE, until=TODAY.replace(year=2028), today=TODAY)
    with pytest.raises(RefusedError, match="put this line back"):
        acts.narrow(site, GATE, scope=("web",), today=TODAY)
    assert before == {path: path.read_bytes() for path in before}


def test_a_line_that_is_put_back(site: Path) -> None:
    """A pause is logged behind a break, and once the line is put back, all lines count."""
    whole = broken(site)
    acts.pause(site, GATE, today=TODAY)
    (site / LOG).write_bytes((site / LOG).read_bytes().replace(b"CF-003", b"CF-002"))
    assert (site / LOG).read_bytes().startswith(whole)
    assert consent_log.read((site / LOG).read_bytes())[1] == ()
    assert built(site).stories == 1
    acts.resume(site, GATE, today=TODAY)
    assert built(site).stories == 2


def test_the_way_without_a_backup(site: Path) -> None:
    """Whoever does what “verify” says, line by line, has all stories published again."""
    broken(site)
    told = hearten(site, "consent", "verify")
    for words in ("put this line back", "delete this line and all behind it", "--accept-older"):
        assert words in told
    (site / LOG).write_bytes(b"".join((site / LOG).read_bytes().splitlines(keepends=True)[:1]))
    assert "for CF-002" in hearten(site, "consent", "verify", "--accept-older")
    approve(site, SEA, "CF-002")
    assert built(site).stories == 2
    assert "fit together" in hearten(site, "consent", "verify")


def test_a_last_line_without_its_end(site: Path) -> None:
    """An editor that takes the last line break away breaks nothing."""
    whole = (site / LOG).read_bytes()
    (site / LOG).write_bytes(whole.removesuffix(b"\n"))
    assert json.loads(whole.splitlines()[-1])["line"] == 2
    assert built(site).stories == 2
    acts.pause(site, GATE, today=TODAY)
    assert consent_log.read((site / LOG).read_bytes())[1] == ()


def test_a_withdrawal_behind_a_break_is_done_once_more(site: Path) -> None:
    """Where the log was cut before a withdrawal and counts so, withdrawing once more logs it, and all fits again."""
    approved = (site / LOG).read_bytes()
    assert "What remains for you to do" in hearten(site, "consent", "withdraw", GATE, "--yes")
    (site / LOG).write_bytes(approved)
    assert "these acts do not" in hearten(site, "consent", "verify", "--accept-older")
    assert "in the log" in hearten(site, "consent", "verify")
    assert "What remains for you to do" in hearten(site, "consent", "withdraw", GATE, "--yes")
    assert "fit together" in hearten(site, "consent", "verify")
    assert [x.event.what for x in consent_log.read((site / LOG).read_bytes())[0]][-2:] == ["accept-older", "withdraw"]


def test_a_narrowing_behind_a_break_is_approved_anew(site: Path) -> None:
    """Where the log lost a narrowing that the file has, the refusal to narrow names the way back, which works."""
    approved = (site / LOG).read_bytes()
    acts.narrow(site, GATE, scope=("web",), today=TODAY)
    (site / LOG).write_bytes(approved)
    hearten(site, "consent", "verify", "--accept-older")
    with pytest.raises(RefusedError, match="have it approved anew"):
        acts.narrow(site, GATE, scope=("web",), today=TODAY)
    approve(site, GATE, "CF-001")
    assert "fit together" in hearten(site, "consent", "verify")
    assert built(site).stories == 2
