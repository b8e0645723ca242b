"""The commands of consent: what they print, and how they end."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result

from generator.cli import consent
from generator.cli.main import main
from generator.ground.channels import Channel
from generator.ground.consent_status import Status
from tests.builders.sites import SITE, make_site, story

ON = ("--today", "2026-06-15")
POLICY = "require_valid_until: false, corrections: typographic, jurisdiction: GB"


def run(root: Path, *words: str, answer: str | None = None) -> Result:
    """Run a command of consent; an exception that would be a traceback to the user fails the test."""
    done = CliRunner().invoke(main, ["consent", *words, "--source", str(root)], input=answer)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a story whose consent was asked for."""
    requested = "{record: FORM-001, status: requested, scope: []}"
    site = SITE.replace("require_valid_until: false", POLICY)
    return make_site(tmp_path / "site", {"gate.md": story(consent=requested, more="draft: true")}, site=site)


def approve(root: Path) -> Result:
    code = re.search(r"code is (\S{9})\.", run(root, "copy", "gate").stdout)
    assert code is not None
    form = ("--record", "CF-1", "--scope", "feed,web", "--until", "2028-01-01")
    return run(root, "approve", "gate", "--code", code[1].lower(), *form, *ON)


def test_a_whole_life(site: Path) -> None:
    """A consent goes from the copy to the withdrawal by commands alone, and the log tells all of it."""
    told = [
        approve(site),
        run(site, "renew", "gate", "--until", "2029-01-01", *ON),
        run(site, "narrow", "gate", "--scope", "web", *ON),
        run(site, "pause", "gate", *ON),
        run(site, "resume", "gate", *ON),
        run(site, "receipt", "gate", *ON),
        run(site, "verify"),
        run(site, "withdraw", "gate", "--yes", *ON),
        run(site, "withdraw", "stories/gate.md", *ON),
        run(site, "verify"),
    ]
    assert [(done.exit_code, done.stderr) for done in told] == [(0, "")] * len(told)
    acts = [line.split()[2] for line in run(site, "log").stdout.splitlines()]
    assert acts == ["approve", "renew", "narrow", "pause", "resume", "withdraw"]


def test_a_draft_is_told_to_be_one(site: Path) -> None:
    """Who approves a draft is told how to publish it."""
    assert "draft: true" in approve(site).stdout


def test_withdrawing_asks_first(site: Path) -> None:
    """Without a yes nothing is removed, and what would be is listed."""
    done = run(site, "withdraw", "gate", answer="n\n")
    assert (done.exit_code, "stories/gate.md" in done.stdout) == (1, True)
    assert (site / "stories/gate.md").exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("approve", "gate", "--code", "X", "--record", "CF-1", "--scope", "web"), "is not the code"),
        (("copy", "gaet"), "did you mean “gate”?"),
        (("copy", "gate", "--since"), "never approved"),
        (("copy", "gate", "--out", "/dev/null/x.html"), "cannot be written"),
        (("receipt", "gate"), "“requested”"),
        (("pause", "gate"), "“requested”"),
        (("correct", "gate"), "it has no seal"),
        (("renew", "gate", "--until", "soon"), "is not a date"),
        (("narrow", "gate", "--scope", "wbe"), "did you mean “web”?"),
        (("list", "--expiring", "soon"), "is not a number of days"),
        (("aprove",), "Did you mean “approve”?"),
    ],
)
def test_mistakes_are_answered_in_words(site: Path, words: tuple[str, ...], why: str) -> None:
    """What cannot be done ends with 2 and a sentence that says why, and nothing is logged."""
    done = run(site, *words)
    assert (done.exit_code, why in done.stderr) == (2, True), done.output
    assert not (site / "consent/log.jsonl").exists()


def test_no_site_is_told(tmp_path: Path) -> None:
    """Where there is no site, that is said."""
    done = run(tmp_path, "list")
    assert (done.exit_code, "there is no site here" in done.stderr) == (2, True)


def test_a_changed_log_is_told_with_its_line(site: Path) -> None:
    """The line that was altered is named, and the command ends with 1."""
    approve(site)
    run(site, "pause", "gate", *ON)
    log = site / "consent/log.jsonl"
    log.write_text(log.read_text().replace("CF-1", "CF-2", 1))
    done = run(site, "verify")
    assert (done.exit_code, "consent/log.jsonl:1: this line was altered" in done.stdout) == (1, True)


def test_the_list_for_programs(site: Path) -> None:
    """The list is printed as JSON, CSV and as a calendar whose lines end as the standard says."""
    approve(site)
    assert json.loads(run(site, "list", "--json", *ON).stdout)[0]["sealed"] == "yes"
    assert run(site, "list", "--csv", *ON).stdout.startswith("story,record,status")
    assert run(site, "list", "--ics", *ON).stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert run(site, "list", "--expiring", "30", *ON).stdout == "No story is among these.\n"


def test_a_copy_can_be_put_elsewhere(site: Path, tmp_path: Path) -> None:
    """A copy for the storyteller lies where it was asked for, and one stays for later."""
    run(site, "copy", "gate", "--out", str(tmp_path / "for-maren.html"))
    (kept,) = (site / "consent/copies").glob("*.html")
    assert (tmp_path / "for-maren.html").read_bytes() == kept.read_bytes()
    assert not (tmp_path / ".gitignore").exists()


def test_the_words_of_the_commands_are_the_models() -> None:
    """The channels and states that commands know are those of the front matter."""
    params = {param.name: param for param in consent.consent.commands["list"].params}
    assert [params[name].to_info_dict()["type"]["choices"] for name in ("channel", "status")] == [
        get_args(Channel),
        get_args(Status),
    ]


@pytest.mark.parametrize("name", sorted(consent.consent.commands))
def test_every_command_has_an_example(name: str) -> None:
    """The help of every command of consent has an example to copy."""
    done = CliRunner().invoke(main, ["consent", name, "--help"])
    assert re.search(rf"Example:\n\s+hearten consent {name}\b", done.output)
