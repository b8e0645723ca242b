"""A pause was refused while site.yaml, or the story's own front matter, had errors."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent import acts, carrying_out
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.guard_files import log_of
from generator.consent.log_audit import verify
from generator.gate import consent_log
from generator.gate.seal import code
from generator.ground.diagnostics import CannotBuildError
from tests.builders.approved import GATE, WORDS, approve, approved_site, shown
from tests.builders.sites import SITE, TODAY, built, story, tree

SETTINGS = {
    "not YAML": SITE.replace("topics:", "topics: ["),
    "an unknown field": SITE + "colour: red\n",
    "no address": SITE.replace("url: https://quiet.harbour.internal/base/\n", ""),
    "nothing": "",
}
FRONT = {
    "not YAML": ("title: A gate", 'title: "A gate'),
    "an unknown field": ("title: A gate", "title: A gate\ncolour: red"),
    "no date": ("date: 2026-01-01", "date: some day"),
    "no end": ("---\n\nWe", "\nWe"),
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with an approved story, built, and nothing remembered elsewhere."""
    monkeypatch.setenv("HEARTEN_STATE", "")
    root = approved_site(tmp_path)
    built(root)
    return root


def run(root: Path, *words: str) -> Result:
    done = CliRunner().invoke(main, ["consent", *words, "--source", str(root), "--today", str(TODAY)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def swap(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new))


def is_online(root: Path) -> bool:
    return any(b"smelled of paint" in data for data in tree(root / "public").values())


@pytest.mark.parametrize("kind", SETTINGS)
def test_settings_with_errors_stop_no_pause(site: Path, kind: str) -> None:
    """A story is paused whatever is wrong in site.yaml, and the build that has to stop takes it away."""
    (site / "site.yaml").write_text(SETTINGS[kind])
    assert run(site, "pause", GATE).exit_code == 0
    with pytest.raises(CannotBuildError):
        built(site)
    assert not is_online(site)
    (site / "site.yaml").write_text(SITE)
    assert not shown(site)
    assert run(site, "resume", GATE).exit_code == 0
    assert shown(site)


def test_settings_with_errors_stop_no_narrowing(site: Path) -> None:
    """A channel is taken out whatever is wrong in site.yaml, and none is given."""
    form = Approval(code=code(open_case(site, GATE).seal), record="CF-001", scope=("web", "feed"))
    acts.approve(site, GATE, form, today=TODAY)
    (site / "site.yaml").write_text(SETTINGS["not YAML"])
    assert run(site, "narrow", GATE, "--scope", "web").exit_code == 0
    assert run(site, "renew", GATE, "--until", "2027-01-01").exit_code == 2
    assert [line.event.scope for line in consent_log.read(log_of(site))[0]][-1] == ("web",)


def test_a_story_that_stands_beside_a_withdrawn_one(site: Path) -> None:
    """A story that was approved beside a withdrawn one with its words is paused, whatever its topics mean."""
    mine = "I came home late that night. Nobody had kept the light on for me in the hall."
    text = story("Mine", topics="[Hope]", text=f"{WORDS.partition(' In the evening')[0]} {mine}")
    (site / "stories/mine.md").write_text(text)
    assert run(site, "withdraw", GATE, "--yes").exit_code == 1
    approve(site, "stories/mine.md", "CF-008")
    assert built(site).stories == 2
    (site / "site.yaml").write_text(SETTINGS["not YAML"])
    assert run(site, "pause", "mine").exit_code == 0


@pytest.mark.parametrize("kind", FRONT)
def test_a_front_matter_with_errors_stops_no_pause(site: Path, kind: str) -> None:
    """A story is paused whatever is wrong in its front matter, which is left alone, and is so when that is mended."""
    before = (site / GATE).read_bytes()
    swap(site, GATE, *FRONT[kind])
    broken = (site / GATE).read_bytes()
    done = run(site, "pause", GATE)
    assert (done.exit_code, "Paused stories/gate.md as CF-001, in the log alone" in done.stdout) == (0, True)
    assert (site / GATE).read_bytes() == broken
    assert not (site / "consent/unfinished.jsonl").exists()
    assert not shown(site)
    (site / GATE).write_bytes(before)
    assert not shown(site)
    assert [run(site, act, GATE).exit_code for act in ("resume", "pause", "resume")] == [2, 0, 0]
    assert (shown(site), verify(site)) == (True, ())


def test_both_with_errors(site: Path) -> None:
    """A story is paused where nothing but its record can be read in the site."""
    (site / "site.yaml").write_text(SETTINGS["not YAML"])
    swap(site, GATE, *FRONT["not YAML"])
    assert run(site, "pause", "gate").exit_code == 0
    with pytest.raises(CannotBuildError):
        built(site)
    assert not is_online(site)


def test_a_pause_that_was_stopped(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the log cannot be written, the next command finishes the pause, and leaves the file alone."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    swap(site, GATE, *FRONT["not YAML"])
    with monkeypatch.context() as patched:
        patched.setattr(carrying_out, "log_it", full)
        assert run(site, "pause", GATE).exit_code == 2
    assert [line.event.what for line in consent_log.read(log_of(site))[0]] == ["approve"]
    broken = (site / GATE).read_bytes()
    assert "was finished" in run(site, "list").stderr
    assert [line.event.what for line in consent_log.read(log_of(site))[0]] == ["approve", "pause"]
    assert (site / GATE).read_bytes() == broken


def test_a_pause_once_more(site: Path) -> None:
    """Where such a story is paused already, nothing is logged, and the command says why."""
    swap(site, GATE, *FRONT["not YAML"])
    run(site, "pause", GATE)
    log = log_of(site)
    done = run(site, "pause", GATE)
    assert (done.exit_code, "the storyteller has paused the consent" in done.stderr) == (2, True)
    assert log_of(site) == log


def test_a_consent_of_which_no_log_speaks(site: Path) -> None:
    """A consent that was only ever written by hand is paused by its record."""
    kept = story("A hill", text="The hill stood in the rain.")
    (site / "stories/hill.md").write_text(kept.replace("title: A hill", "title: A hill\ncolour: red"))
    assert run(site, "pause", "hill").exit_code == 0
    (site / "stories/hill.md").write_text(kept)
    built(site)
    assert not (site / "public/stories/hill/index.html").exists()


def test_a_record_that_nobody_can_tell(site: Path) -> None:
    """Without a record the pause is refused, and the message says what a build does as the file is."""
    (site / "stories/hill.md").write_text("---\ntitle: [\n---\n\nThe hill stood in the rain.\n")
    done = run(site, "pause", "hill")
    assert (done.exit_code, "builds withhold the story" in " ".join(done.stderr.split())) == (2, True)


def test_one_of_several_texts(site: Path) -> None:
    """Of several texts under one record, the one that is paused is, and the other stays."""
    given = "record: CF-005, status: given, given_on: 2026-01-01, scope: [web], texts: [stories/one.md, stories/two.md]"
    for name, words in (("one", "The first of two rooms was cold."), ("two", "The second of two rooms was warm.")):
        text = story(name, text=words)
        line = next(line for line in text.splitlines() if line.startswith("consent:"))
        (site / f"stories/{name}.md").write_text(text.replace(line, f"consent: {{{given}}}"))
    for name in ("one", "two"):
        approve(site, f"stories/{name}.md", "CF-005")
    assert built(site, today=date(2026, 6, 16)).stories == 4
    swap(site, "stories/two.md", "title: two", 'title: "two')
    assert run(site, "pause", "two").exit_code == 0
    swap(site, "stories/two.md", 'title: "two', "title: two")
    built(site, today=date(2026, 6, 16))
    assert [(site / f"public/stories/{name}/index.html").exists() for name in ("one", "two")] == [True, False]
