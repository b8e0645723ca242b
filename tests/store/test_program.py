"""What a build knows of the program itself."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

from generator.store.program import ABOVE, source
from generator.store.resources import PACKAGE


def test_every_module_counts(tmp_path: Path) -> None:
    """One changed byte in any module that a build can import, in whatever wing it lies, is another program."""
    every = (path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))
    modules = sorted(module for module in every if module.parts[0] not in ABOVE)
    assert len(modules) > 100
    for place in {module.parent for module in modules}:  # alone, since a digest reads all that are there
        copy = tmp_path / "-".join(("only", *place.parts))
        here = [module for module in modules if module.parent == place]
        for module in here:
            (copy / module).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PACKAGE / module, copy / module)
        before = source(copy)
        for module in here:
            written = (copy / module).read_bytes()
            (copy / module).write_bytes(written + b" ")
            assert source(copy) != before, module
            (copy / module).write_bytes(written)
        assert source(copy) == before


def test_a_moved_module_counts(tmp_path: Path) -> None:
    """The same module under another name is another program."""
    (tmp_path / "one.py").write_text("", encoding="utf-8")
    before = source(tmp_path)
    (tmp_path / "one.py").rename(tmp_path / "two.py")
    assert source(tmp_path) != before


def test_what_lies_above_the_build_does_not_count(tmp_path: Path) -> None:
    """A module of a wing above the build, which no build can import, is no part of what built a site."""
    settings = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    build = next(number for number, layer in enumerate(layers) if "build" in layer.split(" | "))
    assert {wing for layer in layers[:build] for wing in layer.split(" | ")} - {"__main__"} == ABOVE
    before = source(tmp_path)
    for wing in ABOVE:
        (tmp_path / wing).mkdir()
        (tmp_path / wing / "room.py").write_text("", encoding="utf-8")
    assert source(tmp_path) == before
