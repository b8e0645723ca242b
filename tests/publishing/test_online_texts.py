"""Since when texts are online, as this computer remembers it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.publishing.online_texts import online_since, put_online
from tests.builders.sites import make_site, story

DAY, LATER = date(2026, 6, 15), date(2026, 6, 20)


def test_the_first_day_counts_as_long_as_a_text_stays(tmp_path: Path) -> None:
    """A text that stays keeps its first day, one that goes is forgotten, and places count by the earliest."""
    root = make_site(tmp_path / "site", {"gate.md": story()})
    put_online(root, "folder:/a", {"gate", "river"}, DAY)
    put_online(root, "folder:/a", {"gate", "lamp"}, LATER)
    put_online(root, "folder:/b", {"lamp"}, DAY)
    assert online_since(root, ["folder:/a"]) == {"gate": DAY, "lamp": LATER}
    assert online_since(root, ["folder:/a", "folder:/b"]) == {"gate": DAY, "lamp": DAY}


def test_nothing_is_known_where_nothing_was_put_online(tmp_path: Path) -> None:
    """A site that was never put online from here tells nothing, and nothing is written by asking."""
    assert online_since(tmp_path, ["folder:/a"]) == {}
    assert list(tmp_path.iterdir()) == []
