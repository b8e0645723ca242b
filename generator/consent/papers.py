"""What is kept of a story for its storyteller: review copies, receipts, and letters."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from generator.consent.letter import KIND
from generator.consent.receipt import file_of_receipt
from generator.consent.review_copy import copies_of


def papers_of(root: Path, path: str, records: Collection[str]) -> list[str]:
    """Review copies, receipts and letters that were kept of a story, under any of its records."""
    receipts = [file_of_receipt(root, record, kind) for record in records for kind in ("html", "json", KIND)]
    return sorted(p.relative_to(root).as_posix() for p in (*copies_of(root, path), *receipts))
