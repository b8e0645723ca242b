"""What is kept of a story for its storyteller, and what came back: review copies, comments, receipts, and letters."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from generator.consent import comments
from generator.consent.letter import KIND
from generator.consent.receipt import file_of_receipt
from generator.consent.review_copy import copies_of, copies_under


def papers_of(root: Path, path: str, records: Collection[str]) -> list[str]:
    """Review copies, comments on them, receipts and letters that were kept of a story, under any of its records."""
    receipts = [file_of_receipt(root, record, kind) for record in records for kind in ("html", "json", KIND)]
    kept = (*copies_of(root, path), *comments.files_of(root, path), *receipts)
    return sorted(p.relative_to(root).as_posix() for p in kept)


def papers_under(root: Path, story: str, name: str) -> list[tuple[Path, Path]]:
    """Every paper whose name is that of the story at the path ``story``, and its place if that were ``name``."""
    return [*copies_under(root, story, name), *comments.files_under(root, story, name)]
