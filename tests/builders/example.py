"""The example site with one story more, which holds everything that a story can hold; built as tests need it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from generator.build import build
from generator.ground.channels import Medium
from generator.ground.outcome import Report
from generator.ground.stages import Stages
from generator.ground.target import Target

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
TODAY = date(2026, 11, 22)


def build_example(folder: Path, medium: Medium, *, theme: str = "hearten") -> Path:
    """Build the example site below ``folder``, in one of the built-in themes; gives the folder with the result."""
    return _build(source_of_example(folder, theme=theme), folder / medium, medium).out


def source_of_example(folder: Path, *, theme: str = "hearten") -> Path:
    """The example site's own files, copied below ``folder``."""
    source = folder / "source"
    shutil.copytree(DATA / "showcase", source)
    settings = (ROOT / "site.yaml").read_text(encoding="utf-8").replace("  name: hearten\n", f"  name: {theme}\n")
    (source / "site.yaml").write_text(settings, encoding="utf-8")
    for part in ("stories", "pages"):
        shutil.copytree(ROOT / part, source / part, dirs_exist_ok=True)
    return source


def copy_of_example(root: Path, order: Callable[[Sequence[Path]], Sequence[Path]]) -> Path:
    """A copy of the repository's site, its files created in a given order."""
    files = [ROOT / "site.yaml", *sorted((ROOT / "stories").rglob("*.*")), *sorted((ROOT / "pages").rglob("*.*"))]
    for file in order(files):
        target = root / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    return root


def build_hostile(folder: Path) -> Report:
    """Build a site of hostile words below ``folder``."""
    source = folder / "source"
    shutil.copytree(DATA / "hostile", source)
    # Windows knows no files with such names, so they cannot stand in the repository.
    for name in (
        '"><img src=x onerror=alert(1)>',
        "'onclick='alert(1)",
        "javascript:alert(1)",
        "a&quot;b<svg onload=alert(1)>",
    ):
        text = (source / "stories" / "file-name.md").read_text(encoding="utf-8")
        (source / "stories" / f"{name}.md").write_text(
            text.replace("TITLE", f"A file called {len(name)}"), encoding="utf-8"
        )
    (source / "stories" / "file-name.md").unlink()
    return _build(source, folder / "web", "web")


def _build(source: Path, out: Path, medium: Medium) -> Report:
    return build(Target(source, medium, TODAY, out), Stages())
