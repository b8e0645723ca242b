"""One text that nobody could read ended every command of consent, and four pages of the desk, with a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent.register import rows
from generator.content.sources import SourceFile
from generator.preview.desk import desk, withdrawal_pages
from generator.preview.desk.form_actions import FormActions
from generator.preview.site.live import LiveSite
from tests.builders.sites import TODAY, make_site, story

BAD = "stories/bad.md"


def refused(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system does not let anybody read."""
    (site / BAD).write_text(story("Bad", text="A hill in rain."), encoding="utf-8")
    as_it_is = SourceFile.read

    def read(file: SourceFile, *limit: int) -> bytes:
        if file.path == BAD:
            raise PermissionError(13, "Permission denied", file.place)
        return as_it_is(file, *limit)

    monkeypatch.setattr(SourceFile, "read", read)


def written(data: bytes) -> Callable[[Path, pytest.MonkeyPatch], object]:
    return lambda site, _: (site / BAD).write_bytes(data)


def pipe(site: Path, _: pytest.MonkeyPatch) -> None:
    os.mkfifo(site / BAD)


KINDS: dict[str, tuple[Callable[[Path, pytest.MonkeyPatch], object], str]] = {
    "refused": (refused, "this file cannot be read (Permission denied)"),
    "not UTF-8": (written(b"---\ntitle: caf\xe9\n---\n"), "this is not UTF-8 text"),
    "no YAML": (written(b"---\ntitle: [Bad\n---\nx\n"), "must stand in quotes"),
    "no front matter": (written(b"x"), "there is no front matter"),
    "empty": (written(b""), "this file is empty"),
    "a link to nothing": (lambda site, _: (site / BAD).symlink_to("nowhere.md"), "this link leads nowhere"),
    "a folder": (lambda site, _: (site / BAD / "within").mkdir(parents=True), ""),
    **({"a pipe": (pipe, "this is not a file")} if sys.platform != "win32" else {}),
}


@pytest.fixture(params=KINDS)
def bad(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """A site with a story, and a text that nobody can read; with what is to be said of it."""
    make, told = KINDS[request.param]
    policy = "site.yaml"
    site = make_site(tmp_path / "site", {"gate.md": story(consent="{record: FORM-001, status: requested, scope: []}")})
    settings = (site / policy).read_text(encoding="utf-8").replace("consent: {", "consent: {jurisdiction: GB, ")
    (site / policy).write_text(settings, encoding="utf-8")
    make(site, monkeypatch)
    return site, told


def run(site: Path, *words: str) -> Result:
    done = CliRunner().invoke(main, ["consent", *words, "--source", str(site)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def test_a_whole_life_beside_an_unreadable_text(bad: tuple[Path, str]) -> None:
    """Every command of consent does its work for the other stories, and the list says what is wrong with that one."""
    site, told = bad
    code = run(site, "copy", "gate").stdout.partition("code is ")[2][:9]
    on = ("--today", "2026-06-15")
    steps = [
        run(site, "approve", "gate", "--code", code, "--record", "CF-1", "--scope", "web,feed", *on),
        run(site, "renew", "gate", "--until", "2028-01-01", *on),
        run(site, "narrow", "gate", "--scope", "web", *on),
        run(site, "pause", "gate", *on),
        run(site, "resume", "gate", *on),
        run(site, "receipt", "gate", *on),
        run(site, "log"),
        run(site, "verify"),
        run(site, "list", "--json", *on),
        run(site, "list", "--expiring", "99999", *on),
        run(site, "list", "--ics", *on),
    ]
    assert [(done.exit_code, done.stderr) for done in steps] == [(0, "")] * len(steps)
    done = run(site, "withdraw", "gate", "--yes", *on)
    # It tells what it could not look into with 1.
    assert (done.exit_code, done.stderr) == ("could not be looked into" in done.stdout, "")
    assert [(row.path, told in str(row.why)) for row in rows(site, TODAY)] == ([(BAD, True)] if told else [])


def test_a_renaming_beside_an_unreadable_text(bad: tuple[Path, str]) -> None:
    """A story is renamed beside it, or that is refused with its name, since it may name the story."""
    site, told = bad
    done = CliRunner().invoke(main, ["rename", "gate", "wall", "--source", str(site)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    refused = "Permission denied" in told
    assert (done.exit_code, "stories/bad.md cannot be read" in done.stderr) == ((2, True) if refused else (0, False))


@pytest.mark.parametrize("act", ["copy", "pause", "withdraw"])
def test_an_act_on_an_unreadable_text_is_answered(bad: tuple[Path, str], act: str) -> None:
    """An act on that text itself is refused or done, without a traceback."""
    site, told = bad
    done = run(site, act, BAD, *(["--yes"] if act == "withdraw" else []))
    assert done.exit_code == (2 if act != "withdraw" else done.exit_code)
    assert act == "withdraw" or told in done.stderr


def test_the_desk_beside_an_unreadable_text(bad: tuple[Path, str]) -> None:
    """All pages of the desk, and its lists, come all the same."""
    site, _ = bad
    live = LiveSite(site, "web", TODAY)
    live.wait()
    clerk, choice = FormActions(live), desk.asked("", "web", TODAY)
    assert "A gate" in desk.table(live, choice, str(site), "")
    for path in ("stories/gate.md", BAD):
        desk.story(live, path, choice, str(site), clerk)
    assert "stories/gate.md" in withdrawal_pages.asking(clerk, "stories/gate.md", choice)
    assert withdrawal_pages.log(clerk, choice)
    assert [clerk.consents(kind) for kind in ("csv", "json", "ics")]
