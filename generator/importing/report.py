"""What an import did, or would do: values for the terminal, for programs, and for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.importing.item import LeftOut, Remark


class Came(StrEnum):
    """How a text came in, or why it did not."""

    NEW = "new"
    RENEWED = "brought up to date"
    SAME = "as it was"
    EDITED = "edited here since"
    MOVED = "moved here since"
    OTHER_KIND = "another kind of text here than at its source"
    BY_HAND = "here before, at the same address"
    GONE = "taken out here since"
    COPY_OF_GONE = "the same words as one that was taken out here"
    IN_PLACE_OF_GONE = "in the place of one that was taken out here"
    TOO_LONG = "too long"
    TAKEN_OFF = "taken off the old site since"
    BUSY = "changed by somebody else just now"


# What somebody has made their own; nothing is told of it unless it differs from what is at its source by now.
LEFT_ALONE = (Came.EDITED, Came.MOVED, Came.OTHER_KIND)


@dataclass(frozen=True, slots=True)
class ImportedText:
    """What became of one text. ``path`` is its file, where it has one; ``number`` by what it is known again.

    ``difference`` has the lines in which a file that is left alone differs from what is at its source by now.
    """

    came: Came
    number: str
    title: str
    path: str | None = None
    remarks: tuple[Remark, ...] = ()
    difference: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnmappedLabel:
    """A label that became no topic, how many texts have it, and the topic that is near, if there is one."""

    label: str
    texts: int
    near: str | None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All that came of a source. ``kind`` says for people what it is; ``written`` is False where it was only a look."""

    kind: str
    texts: tuple[ImportedText, ...]
    left_out: tuple[LeftOut, ...]
    labels: tuple[UnmappedLabel, ...]
    written: bool

    def count(self, came: Came) -> int:
        """How many texts came in so."""
        return sum(text.came is came for text in self.texts)
