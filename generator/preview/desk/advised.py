"""What is advised on a text while it is being written, each with its reason, and with whose advice it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.advice.finding import Finding, Level
from generator.advice.own_checks import own_checks
from generator.advice.review import of_text
from generator.advice.texts import text_at
from generator.advice.written_marks import WrittenBody
from generator.content.front_matter import StoryHeader
from generator.content.settings import Settings

# Characters of what was found that are shown, and of what is kept by its words.
SHOWN, LONGEST_TERM = 120, 60
KINDS = {Level.WARNING: "To decide", Level.NOTE: "To know"}
FACES = "Can somebody be recognised in it, and did they say yes?"


@dataclass(frozen=True, slots=True)
class AdviceShown:
    """A finding as the desk shows it: its kind, the line in the text, or none where it is of a field, and its words.

    ``term`` is what the text can keep it by: its words where they are few, and otherwise the rule.
    """

    kind: str
    line: int
    words: str
    term: str
    finding: Finding

    @property
    def is_warning(self) -> bool:
        """Whether somebody has to decide on it."""
        return self.finding.level is Level.WARNING


def advised(path: str, data: bytes, settings: Settings, above: int, root: Path) -> Sequence[AdviceShown]:
    """What is advised on a text with these bytes; ``above`` is how many lines stand above its words.

    ``root`` is the site's folder, in which an organisation may have checks of its own.
    """
    return [
        AdviceShown(KINDS[one.level], one.start.line - above, _shortened(one.words), _term(one), one)
        for one in of_text(path, data, settings, own_checks(root).made).open
    ]


def _term(finding: Finding) -> str:
    words = " ".join(finding.words.split())
    return finding.rule.id if finding.rule.private or not 0 < len(words) <= LONGEST_TERM else words


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
