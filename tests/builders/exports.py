"""Exports of small sites, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

import yaml

from generator.bundle.archive import unpack
from generator.content import markdown
from generator.exporting.export import Export, ExportFormat, ExportReport, export
from generator.ground.stages import Stages
from generator.words.tokens import fold, tokens
from tests.builders.sites import TODAY, tree

FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)


def exported(
    root: Path, out: Path, form: ExportFormat = "markdown", *, everything: bool = False, today: date = TODAY
) -> ExportReport:
    """Export the site in ``root``."""
    return export(Export(root, form, out, today, today, everything), Stages())


def files(root: Path, out: Path, form: ExportFormat = "markdown", *, everything: bool = False) -> dict[str, bytes]:
    """What an export into a folder holds, without the mark that the folder is ours."""
    exported(root, out, form, everything=everything)
    return {path: data for path, data in tree(out).items() if not path.startswith(".")}


def packed(path: Path) -> Mapping[str, bytes]:
    """What an archive holds."""
    found = unpack(path.read_bytes())
    assert found is not None
    return found


def fields(file: bytes) -> dict[str, Any]:
    """The front matter of a file of Markdown."""
    return dict(yaml.safe_load(file.decode().split("---\n")[1]))


def body_words(file: bytes) -> list[str]:
    """The words below the front matter, as a reader of Markdown finds them."""
    return plain_words(markdown.parse(file.decode().split("---\n", 2)[2], "a.md", "en", 1).made.text)


def plain_words(text: str) -> list[str]:
    """Words of a text, folded."""
    return tokens(fold(text))
