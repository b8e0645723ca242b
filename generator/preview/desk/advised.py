"""What is advised on a text while it is being written, each with its reason, and with whose advice it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.advice.finding import Finding, Level
from generator.advice.review import of_text
from generator.advice.texts import text_at
from generator.advice.written_marks import WrittenBody
from generator.content.front_matter import StoryHeader
from generator.content.settings import Settings

# Characters of what was found that are shown; the line is there to be looked at.
SHOWN = 120
KINDS = {Level.WARNING: "To decide", Level.NOTE: "To know"}
FACES = "Can somebody be recognised in it, and did they say yes?"


@dataclass(frozen=True, slots=True)
class AdviceShown:
    """A finding as the desk shows it: its kind, the line in the text, or none where it is of a field, and its words."""

    kind: str
    line: int
    words: str
    finding: Finding

    @property
    def is_warning(self) -> bool:
        """Whether somebody has to decide on it."""
        return self.finding.level is Level.WARNING


def advised(path: str, data: bytes, settings: Settings, above: int) -> Sequence[AdviceShown]:
    """What is advised on a text with these bytes; ``above`` is how many lines stand above its words."""
    found = of_text(path, data, settings)
    return [AdviceShown(KINDS[one.level], one.start.line - above, _shortened(one.words), one) for one in found]


def pictures(path: str, data: bytes, language: str) -> Sequence[str]:
    """The pictures of a text, by how it names them: of each somebody has to say whether people can be recognised."""
    text = text_at(path, data, language)
    if text is None:
        return ()
    header = text.header
    shown = [header.image.src] if isinstance(header, StoryHeader) and header.image else []
    shown += (mark.target for mark in WrittenBody(text).marks() if mark.is_picture and mark.title != "decorative")
    return list(dict.fromkeys(shown))


def _shortened(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN].rstrip()} …"
