"""A copy of a site from before its log began, put back in another place, published what had ended in the site since."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate.seal import code
from generator.ground.diagnostics import CannotBuildError
from generator.store.user_folder import GIVEN
from tests.builders.sites import SITE, TODAY, built, make_site, story, tree

GATE = "stories/gate.md"
WORDS = "We painted the old gate twice before the rain came. Nobody had asked us to do any of it at all."
GIVEN_CONSENT = "{record: CF-001, status: given, given_on: 2026-01-01, scope: [web, feed]}"
OWN = SITE.replace("quiet.harbour.internal", "quiet-harbour.net")
EXAMPLE = SITE.replace("quiet.harbour.internal", "quiet.example.org")
STORIES = {"gate.md": story(consent=GIVEN_CONSENT, text=WORDS), "sea.md": story("A sea", text="The sea.")}
ENDS: dict[str, Callable[[Path], object]] = {
    "pause": lambda root: acts.pause(root, GATE, today=TODAY),
    "narrow": lambda root: acts.narrow(root, GATE, scope=("feed",), today=TODAY),
    "withdraw": lambda root: withdraw(plan_withdrawal(root, GATE), TODAY),
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a user keeps what programs remember."""
    monkeypatch.setenv(GIVEN, str(tmp_path / "home"))
    return tmp_path / "home"


def site_and_backup(folder: Path, settings: str) -> tuple[Path, Path]:
    """A site without a log, and a copy of it in another place."""
    root = make_site(folder / "site", STORIES, site=settings)
    return root, shutil.copytree(root, folder / "restored")


@pytest.mark.parametrize("act", ENDS)
@pytest.mark.parametrize("settings", [SITE, OWN])
def test_a_copy_in_another_place_stops(tmp_path: Path, home: Path, act: str, settings: str) -> None:
    """A copy without a log, wherever it lies, stops with the act that it does not know, and the site itself goes on."""
    root, restored = site_and_backup(tmp_path, settings)
    assert built(restored).stories == 2
    ENDS[act](root)
    assert built(root).stories == 1
    with pytest.raises(CannotBuildError, match="older") as stopped:
        built(restored)
    assert f"“{act}” of 2026-06-15 for CF-001" in stopped.value.diagnostics[0].message
    assert not any(b"painted" in data for data in tree(restored / "public").values())


@pytest.mark.parametrize(
    ("settings", "record", "text"), [(SITE, "CF-2", WORDS), (OWN, "cf-001", "Quite other words are told here now.")]
)
def test_a_story_is_known_by_words_or_record(tmp_path: Path, home: Path, settings: str, record: str, text: str) -> None:
    """A copy is known by the story's words, and at an address of its own by its record, however that is written."""
    root, restored = site_and_backup(tmp_path, settings)
    (restored / GATE).write_text(story(consent=GIVEN_CONSENT.replace("CF-001", record), text=text), encoding="utf-8")
    ENDS["pause"](root)
    with pytest.raises(CannotBuildError, match="older"):
        built(restored)


def test_other_sites_are_not_mixed_up(tmp_path: Path, home: Path) -> None:
    """Another site with the same numbers is none at another address, nor at an example's with other words."""
    ENDS["pause"](make_site(tmp_path / "one", STORIES, site=OWN))
    ENDS["pause"](make_site(tmp_path / "two", STORIES, site=EXAMPLE))
    other = {"gate.md": story(consent=GIVEN_CONSENT, text="Quite other words are told here now.")}
    assert built(make_site(tmp_path / "three", other, site=EXAMPLE)).stories == 1
    assert built(make_site(tmp_path / "four", STORIES, site=EXAMPLE.replace("quiet.", "loud."))).stories == 2


def test_what_was_given_again_is_not_held_against_a_copy(tmp_path: Path, home: Path) -> None:
    """Once a paused story is resumed, or approved under another record, a copy of the site is built again."""
    root, restored = site_and_backup(tmp_path, OWN)
    ENDS["pause"](root)
    acts.resume(root, GATE, today=TODAY)
    assert built(restored).stories == 2
    ENDS["pause"](root)
    form = Approval(code=code(open_case(root, GATE).seal), record="CF-2", scope=("web",))
    acts.approve(root, GATE, form, today=TODAY)
    assert built(restored).stories == 2


def test_a_copy_that_is_meant(tmp_path: Path, home: Path) -> None:
    """A person can say that the copy counts, and then it is built; a withdrawal is done there again instead."""
    root, restored = site_and_backup(tmp_path, OWN)
    accept = ["consent", "verify", "--accept-older", "--source", str(restored), "--today", "2026-06-15"]
    ENDS["pause"](root)
    assert CliRunner().invoke(main, accept).exit_code == 0
    assert built(restored).stories == 2
    ENDS["withdraw"](root)
    assert CliRunner().invoke(main, accept).exit_code == 2
    ENDS["withdraw"](restored)
    assert built(restored).stories == 1


def test_what_is_remembered_of_endings_tells_no_words(tmp_path: Path, home: Path) -> None:
    """What is remembered of an ended consent holds no word, title or path of the story, and no address of the site."""
    ENDS["pause"](make_site(tmp_path / "site", STORIES, site=OWN))
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file()).lower()
    assert b"cf-001" in kept
    assert not [word for word in (b"gate", b"maren", b"painted", b"quiet") if word in kept]


def test_a_memory_that_was_damaged(tmp_path: Path, home: Path) -> None:
    """Where rows of the memory were damaged, those that were not still count."""
    root, restored = site_and_backup(tmp_path, OWN)
    ENDS["pause"](root)
    for path in home.rglob("*.jsonl"):
        path.write_bytes(b"\xff{\n" + path.read_bytes() + b'{"line": 1}\n')
    with pytest.raises(CannotBuildError, match="older"):
        built(restored)
