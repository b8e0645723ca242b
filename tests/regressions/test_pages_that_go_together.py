"""Pages that go at the end of a build and lead to each other: one was removed while the other still led there."""

from __future__ import annotations

import re
from pathlib import Path

from generator.ground.outcome import Output
from generator.store.output_folder import to_folder
from tests.builders.disk import watched
from tests.builders.sites import tree

NAMES = [f"{letter}.html" for letter in "abcdefgh"]


def test_no_link_leads_nowhere_meanwhile(tmp_path: Path) -> None:
    """While pages are removed whose words are published elsewhere, none of them leads to one that is not there."""
    page = "".join(f"<a href='{name}'>" for name in NAMES).encode()
    to_folder([Output(name, page) for name in NAMES], tmp_path, NAMES)

    def look(change: int) -> None:
        there = {path for path in tree(tmp_path) if "/" not in path}
        for path in there & {*NAMES}:
            assert {*re.findall("href='(.*?)'", (tmp_path / path).read_text(encoding="utf-8"))} <= there

    with watched(tmp_path, look):
        to_folder([Output("new.html", b"words")], tmp_path, ["new.html"], urgent={})
    assert tree(tmp_path).keys() == {".hearten", "new.html"}
