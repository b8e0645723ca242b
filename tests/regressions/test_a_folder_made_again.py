"""A folder that was deleted and made again at once, with the same number: what then changed in it was not told."""

from __future__ import annotations

import queue
import shutil
from pathlib import Path

import pytest

from generator.preview.site.watch import Watch
from tests.builders.sites import make_site, story

PATIENCE = 60  # seconds; only a failing test waits that long


def test_what_changes_in_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What changes in a folder that has the number of one that was deleted is told."""
    root = make_site(tmp_path / "site", {"gate.md": story()})
    kept = Watch._folders
    monkeypatch.setattr(Watch, "_folders", lambda watch: [(path, (1, 1)) for path, _ in kept(watch)])
    texts: queue.Queue[str] = queue.Queue()
    with Watch(root, print) as watch:
        shutil.rmtree(root / "stories")
        make_site(root, {"gate.md": story()})
        watch.run(lambda _: texts.put((root / "stories/gate.md").read_text(encoding="utf-8")), bool)
        assert texts.get(timeout=PATIENCE)
        for text in (story("Another gate"), story("A third")):
            (root / "stories/gate.md").write_text(text, encoding="utf-8")
            while texts.get(timeout=PATIENCE) != text:
                continue
