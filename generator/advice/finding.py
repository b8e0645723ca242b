"""What advice says: where, by which rule, why, whose guideline that is, and what to write instead.

Advice is never a problem of a build (`ground.diagnostics`): nothing is withheld for it, and no byte changes by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.ground.diagnostics import Span


class Level(StrEnum):
    """A warning asks for a decision, a note is there to be known.

    How storytellers put things is theirs, so that language gets notes in their own words; what may give somebody away
    asks for a decision there, too.
    """

    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Guideline:
    """Whose advice it is: the organisation and its document, and where that can be read, if anywhere."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of advice. ``id`` is its group and its name, such as ``language/commit-suicide``; ids stay for ever.

    ``title`` says in a few words what it looks for, ``why`` is the reason, in sentences or as what follows “because”.
    Where ``private``, what it finds must not be repeated by a program: output for machines has place and kind, and
    never the words.
    """

    id: str
    title: str
    why: str
    guidelines: tuple[Guideline, ...] = ()
    level: Level = Level.WARNING
    private: bool = False

    @property
    def group(self) -> str:
        """What kind of advice it is: language, privacy, reading, links, site, or own."""
        return self.id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Finding:
    """A place to which a rule applies. ``path`` is relative to the site's folder, with forward slashes.

    ``start`` is its first character, ``end`` the one behind its last, in lines and columns counted from 1. ``words``
    stand there; ``message`` says what it is about without repeating them, ``hint`` what to write, or how to keep it.
    """

    path: str
    start: Span
    end: Span
    rule: Rule
    words: str
    message: str
    hint: str
    level: Level = Level.WARNING

    @property
    def place(self) -> str:
        """``path:line:column``, as editors and terminals make it clickable."""
        return f"{self.path}:{self.start.line}:{self.start.column}"


def words_between(lines: list[str], start: Span, end: Span) -> str:
    """What stands from one place of a text up to another; nothing where that is no place of it."""
    rows = lines[start.line - 1 : end.line]
    if not rows or end < start:
        return ""
    rows[-1] = rows[-1][: end.column - 1]
    rows[0] = rows[0][start.column - 1 :]
    return "\n".join(rows)


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Findings by place, each once."""
    unique = {(f.path, f.start, f.end, f.rule.id, f.message): f for f in findings}
    return tuple(unique[key] for key in sorted(unique))
