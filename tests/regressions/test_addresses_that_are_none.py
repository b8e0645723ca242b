"""An address that cannot be taken apart gave a traceback in the preview's terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.preview.http.addresses import Addresses
from generator.preview.site.live import LiveSite
from tests.builders.sites import TODAY, make_site, story


@pytest.mark.parametrize("address", ["http://[", "//[", "http://[::1", "/_desk/?at=http://[", "/%5b%zz", "\\\\[", "?"])
def test_nothing_is_there(tmp_path: Path, address: str) -> None:
    """Whatever an address is, something answers."""
    shown = Addresses(LiveSite(make_site(tmp_path, {"a.md": story()}), "web", TODAY))
    assert shown.see(address).status in (200, 404)
