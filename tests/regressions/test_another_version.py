"""After an upgrade, what the version before had kept of a build was taken for what this one keeps, with a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ground.digest import pack
from generator.ground.target import Target
from generator.incremental.up_to_date import WHOLE
from generator.store import cache
from generator.store.cache import FILE, FOLDER, Cache
from tests.builders.sites import TODAY, built, make_site, story, tree


def test_what_another_version_kept_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of another version of the program costs time alone."""
    root = make_site(tmp_path, {"a.md": story()})
    with monkeypatch.context() as other:
        other.setattr(cache, "program", lambda: b"another version")
        built(root)
        kept = Cache(root / FOLDER / FILE)
        kept.put_state(
            Target(root, "web", TODAY, root / "public").name, WHOLE.name, pack({"inputs": b"of another shape"})
        )
        kept.close(done=True)
    built(root)
    built(root, out="clean")
    assert tree(root / "public") == tree(root / "clean")
