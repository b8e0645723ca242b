"""Stories of a few fields, of which some are given, and what readers would see of them."""

from __future__ import annotations

from generator.content import read
from generator.content.read import Manuscript
from generator.content.shown_fields import of_header
from generator.ground.diagnostics import Checked

REST = ("title: Home", "author: Ines", "date: 2026-03-14", "summary: We met.", "topics: [support]")
CONSENT = "consent:\n  record: CF-2026-014\n  status: given\n  given_on: 2026-03-01\n  scope: [web]\n"


def story(*front: str) -> str:
    """A story with these lines in its front matter, and all other fields that it needs."""
    names = {line.partition(":")[0] for line in front}
    rest = [line for line in REST if line.partition(":")[0] not in names]
    return "\n".join(["---", *front, *rest, f"{CONSENT}---", "", "There were two kettles.", ""])


def read_as(text: str) -> Checked[Manuscript]:
    """A story as it is read."""
    return read.manuscript(text.encode(), "stories/a.md", "en")


def published(text: str) -> str | None:
    """The words of the fields that readers see; None where the story is kept back."""
    found = read_as(text)
    header = found.value.header if found.value else None
    if header is None or header.draft or found.errors:
        return None
    return "\n".join(words for _, words in of_header(header) if words)
