"""What a build knows of the program itself."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.store.program import source
from generator.store.resources import PACKAGE


def test_every_module_counts(tmp_path: Path) -> None:
    """One changed byte in any module, in whatever wing it lies, is another program."""
    copy = tmp_path / "generator"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    before, modules = source(copy), sorted(copy.rglob("*.py"))
    assert len(modules) > 100
    for module in modules:
        written = module.read_bytes()
        module.write_bytes(written + b" ")
        assert source(copy) != before, module
        module.write_bytes(written)
    assert source(copy) == before


def test_a_moved_module_counts(tmp_path: Path) -> None:
    """The same module under another name is another program."""
    (tmp_path / "one.py").write_text("", encoding="utf-8")
    before = source(tmp_path)
    (tmp_path / "one.py").rename(tmp_path / "two.py")
    assert source(tmp_path) != before
