"""The search index after stories have come and gone: changed where they were, and the same as a clean build's."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.incremental import index_update
from tests.builders.clock import settle
from tests.builders.sites import built, make_site, story, tree

# More than ten times as many as change.
NAMES = [f"s{n:02}" for n in range(30)]


def text_of(name: str) -> str:
    """A story with words of its own among those that all have."""
    n = int(name[1:])
    return story(f"Gate {name}", day=f"2025-03-{n + 1:02}", text=f"We painted gate number{n} {'again ' * (n % 5)}.")


@pytest.mark.parametrize("names", [["s00"], ["s14"], ["s29"], ["s07", "s22"]])
def test_stories_that_go_and_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str]) -> None:
    """Stories that go, from wherever they stand, and that come back change the index without its being made anew."""
    root = make_site(tmp_path / "site", {f"{name}.md": text_of(name) for name in NAMES})
    less = make_site(tmp_path / "less", {f"{name}.md": text_of(name) for name in NAMES if name not in names})
    settle(root)
    built(root)
    whole = tree(root / "public")
    built(less)
    monkeypatch.delattr(index_update, "put_together")
    for name in names:
        (root / "stories" / f"{name}.md").unlink()
    settle(root)
    built(root)
    assert tree(root / "public") == tree(less / "public")
    for name in names:
        (root / "stories" / f"{name}.md").write_text(text_of(name), encoding="utf-8")
    settle(root)
    built(root)
    assert tree(root / "public") == whole
