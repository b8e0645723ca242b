"""Sharing showed a paused story again once its file was put back, and its log or its record was changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.gate import consent_log
from generator.gate.seal import code
from generator.preview.http.shared_story import NotShownError, SharedStory
from generator.preview.site.live import LiveSite
from generator.store.user_folder import GIVEN
from tests.builders.sites import TODAY, make_site, story

GATE = "stories/gate.md"
REQUESTED = "{record: R-2, status: requested, scope: []}"
GIVEN_CONSENT = "{record: R-2, status: given, given_on: 2026-01-01, scope: [web]}"


@pytest.fixture(autouse=True)
def _is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of these tests."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with an approved story, a copy of its file beside it, and nothing remembered elsewhere."""
    monkeypatch.setenv(GIVEN, "")
    root = make_site(tmp_path / "site", {"gate.md": story()})
    form = Approval(code=code(open_case(root, GATE).seal), record="CF-1", scope=("web",))
    acts.approve(root, GATE, form, today=TODAY)
    shutil.copy(root / GATE, tmp_path / "keep.md")
    return root


def put_back(root: Path) -> None:
    shutil.copy(root.parent / "keep.md", root / GATE)


def broken_log(root: Path) -> None:
    """The older file, and a log of which the last line was altered."""
    put_back(root)
    log = root / consent_log.PATH
    first, last = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(first + last.replace(b"paused", b"given "))


def lost_log(root: Path) -> None:
    put_back(root)
    (root / consent_log.PATH).unlink()


def other_record(root: Path) -> None:
    (root / GATE).write_text(story(consent=GIVEN_CONSENT), encoding="utf-8")


def no_consent(root: Path) -> None:
    text = story(text="Other words altogether.")
    (root / GATE).write_text("\n".join(x for x in text.splitlines() if not x.startswith("consent")), encoding="utf-8")


@pytest.mark.parametrize("after", [broken_log, lost_log, other_record, no_consent])
def test_a_paused_story_does_not_come_back(site: Path, after: Callable[[Path], None]) -> None:
    """A shared story that was paused stays gone, whatever becomes of its log and of its file's consent."""
    shared = SharedStory(LiveSite(site, "web", TODAY), GATE)
    assert shared.page()
    acts.pause(site, GATE, today=TODAY)
    for change in (lambda _root: None, after):
        change(site)
        with pytest.raises(NotShownError) as gone:
            shared.page()
        assert gone.value.for_good


def test_a_story_that_waits_is_shared_through_its_approval(tmp_path: Path) -> None:
    """A draft whose consent was asked for is shared before and after its approval, and when it is edited again."""
    root = make_site(tmp_path, {"gate.md": story(consent=REQUESTED, more="draft: true")})
    shared = SharedStory(LiveSite(root, "web", TODAY), GATE)
    assert shared.page()
    form = Approval(code=code(open_case(root, GATE).seal), record="R-2", scope=("web",))
    acts.approve(root, GATE, form, today=TODAY)
    assert shared.page()
    (root / GATE).write_text((root / GATE).read_text().replace("We painted", "I painted"), encoding="utf-8")
    assert shared.page()


def test_what_ran_out_is_shared_with_nobody(tmp_path: Path) -> None:
    """A story whose consent has run out is not shared."""
    ran_out = json.dumps({"record": "R-2", "status": "given", "given_on": "2026-01-01", "scope": ["web"]})
    root = make_site(tmp_path, {"gate.md": story(consent=ran_out[:-1] + ', "valid_until": "2026-02-01"}')})
    with pytest.raises(NotShownError, match="ran out on 2026-02-01"):
        SharedStory(LiveSite(root, "web", TODAY), GATE).page()
