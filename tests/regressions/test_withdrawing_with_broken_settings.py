"""An error anywhere in site.yaml stopped every withdrawal."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from tests.builders.sites import SITE, built, make_site, story

GATE = "stories/the-gate.md"
TEXT = "The kettle went on singing until the frost was gone, and nobody asked."
BROKEN = {
    "not YAML": SITE.replace("topics:", "topics: ["),
    "an unknown field": SITE + "colour: red\n",
    "a wrong value": SITE.replace("per_page: 2", "per_page: many"),
    "no address": SITE.replace("url: https://quiet.harbour.internal/base/\n", ""),
    "another encoding": SITE.encode("utf-16").decode("latin-1"),
    "nothing": "",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_settings_with_errors_stop_no_withdrawal(tmp_path: Path, kind: str) -> None:
    """A story is withdrawn whatever is wrong in site.yaml, and neither it nor a copy comes back when that is mended."""
    kept = story("The night kettle", text=TEXT)
    site = make_site(tmp_path, {"the-gate.md": kept, "hill.md": story("A hill")})
    (site / "site.yaml").write_bytes(BROKEN[kind].encode("latin-1"))
    command = ["consent", "withdraw", GATE, "--source", str(site), "--today", "2026-06-15", "--yes"]
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, (site / GATE).exists()) == (0, False), done.output
    assert list((site / "consent").glob("*.jsonl")) == [site / "consent/log.jsonl"]
    (site / "site.yaml").write_text(SITE, encoding="utf-8")
    (site / "stories/back.md").write_text(kept, encoding="utf-8")
    built(site)
    assert not [path for path in (site / "public").rglob("*.*") if b"kettle" in path.read_bytes()]


def test_settings_that_cannot_be_read(tmp_path: Path) -> None:
    """A story is withdrawn where site.yaml is a link to itself."""
    site = make_site(tmp_path, {"the-gate.md": story("The night kettle", text=TEXT)})
    (site / "site.yaml").unlink()
    (site / "site.yaml").symlink_to("site.yaml")
    command = ["consent", "withdraw", GATE, "--source", str(site), "--today", "2026-06-15", "--yes"]
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, (site / GATE).exists()) == (0, False), done.output


def test_the_address_is_read_from_its_line(tmp_path: Path) -> None:
    """Where only another line of site.yaml is broken, feeds tell readers to forget the story by the id that it had."""
    stones: list[list[str]] = []
    for settings in (SITE, BROKEN["not YAML"]):
        site = make_site(tmp_path / str(len(stones)), {"the-gate.md": story("The night kettle", text=TEXT)})
        (site / "site.yaml").write_text(settings, encoding="utf-8")
        command = ["consent", "withdraw", GATE, "--source", str(site), "--today", "2026-06-15", "--yes"]
        assert CliRunner().invoke(main, command).exit_code == 0
        written = (site / "consent/withdrawn.yaml").read_text(encoding="utf-8")
        stones.append([line for line in written.splitlines() if "urn:uuid:" in line])
    assert stones[0] == stones[1] != []
