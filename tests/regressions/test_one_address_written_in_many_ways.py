"""A copy of a site elsewhere, whose settings wrote the same address in another way, published what had ended since."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.consent import acts
from generator.ground.diagnostics import CannotBuildError
from generator.store.user_folder import GIVEN
from tests.builders.sites import SITE, TODAY, built, make_site, story

GATE = "stories/gate.md"
WAYS = (
    "url: https://quiet-harbour.net/base/",
    "url: https://quiet-harbour.net/base",
    '"url": https://quiet-harbour.net/base/',
    "url : https://quiet-harbour.net/base/",
    "url:\n  https://quiet-harbour.net/base/",
    'url: "https://quiet-harbour.net/\\\n  base/"',
    'url: "https://quiet\\u002Dharbour.net/base/"',
    "url: http://quiet-harbour.net/base/",
    "url: https://quiet-harbour.net:443/base/",
    "url: http://quiet-harbour.net:80/base/",
    "url: https://quiet-harbour.net./base/",
    "url: HTTPS://Quiet-Harbour.NET/Base/",
)
OTHERS = (
    "url: https://loud-harbour.net/base/",
    "url: https://quiet-harbour.net/other/",
    "url: https://quiet-harbour.net:8080/base/",
)


def told(way: str) -> str:
    return SITE.replace("url: https://quiet.harbour.internal/base/", way)


@pytest.fixture
def restored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy elsewhere, from before the log began, of a site in which a story was paused."""
    monkeypatch.setenv(GIVEN, str(tmp_path / "home"))
    root = make_site(tmp_path / "site", {"gate.md": story()}, site=told(WAYS[0]))
    copy = shutil.copytree(root, tmp_path / "restored")
    acts.pause(root, GATE, today=TODAY)
    return copy


@pytest.mark.parametrize("way", WAYS)
def test_a_copy_is_known_however_its_address_is_written(restored: Path, way: str) -> None:
    """A copy is known by its address as YAML reads it, without scheme, usual port, capitals, or a dot behind."""
    (restored / "site.yaml").write_text(told(way), encoding="utf-8")
    with pytest.raises(CannotBuildError, match="older"):
        built(restored)


@pytest.mark.parametrize("way", OTHERS)
def test_another_address_is_another_site(restored: Path, way: str) -> None:
    """A site at another host, port or path is another one; its stories are compared with nothing."""
    (restored / "site.yaml").write_text(told(way), encoding="utf-8")
    assert built(restored).stories == 1


def test_settings_that_cannot_be_read(restored: Path) -> None:
    """Where site.yaml is no YAML any more, a line in it that names the address still counts."""
    settings = restored / "site.yaml"
    settings.write_text(told(WAYS[3]) + "broken: [\n", encoding="utf-8")
    with pytest.raises(CannotBuildError, match="older"):
        built(restored)


def test_settings_are_read_only_where_something_ended(restored: Path, tmp_path: Path) -> None:
    """Where all that is remembered of endings is in the log, settings are not read as YAML to compare them."""
    code = (
        "import sys, pathlib; from generator.consent.lost_acts import stop_if_lost; "
        "stop_if_lost(pathlib.Path(sys.argv[1])); sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, tmp_path / "site"], check=False).returncode == 0
