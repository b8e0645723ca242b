"""Two versions of a text, written at the same time: what one of them alone changed, and what a person has to choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.authoring.field_edit import FieldText
from generator.content.stance import FieldPath
from generator.preview.desk.consent_forms import Values
from generator.preview.desk.edit_fields import LABELS, Filled

PARAGRAPH = "\n\n"
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Version:
    """What a text says: its fields, as a form shows them, and its words."""

    fields: Filled
    words: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something that two versions say differently; ``name`` is what the form calls the choice."""

    name: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two versions put together: what is to be chosen, and what comes of it."""

    choices: tuple[Alternative, ...]
    fields: dict[FieldPath, FieldText]
    words: str


def put_together(base: Version | None, mine: Version, theirs: Version, picked: Values) -> Conflict:
    """Both versions as one, as far as it is plain or was picked: what only one of them changed since ``base``.

    Without a base, everything that differs is to be chosen. What is not chosen yet stands there as the others have it.
    """
    choices: list[Alternative] = []

    def one(name: str, label: str, ours: str, other: str) -> bool:
        """Whether ours is taken; what nobody has picked is asked."""
        said = next(iter(picked.get(name, ())), "")
        if said not in (MINE, THEIRS):
            choices.append(Alternative(name, label, ours, other))
        return said == MINE

    fields = dict(theirs.fields)
    for path, ours in mine.fields.items():
        other = theirs.fields.get(path)
        if ours == other or path not in theirs.fields or (base and path in base.fields and ours == base.fields[path]):
            continue
        only_mine = base is not None and path in base.fields and other == base.fields[path]
        if only_mine or one(f"pick-{'.'.join(path)}", LABELS[path], _said(ours), _said(other)):
            fields[path] = ours
    words = theirs.words
    if base is not None and theirs.words == base.words:
        words = mine.words
    elif base is None or mine.words != base.words:
        before, after = mine.words.split(PARAGRAPH), theirs.words.split(PARAGRAPH)
        row: list[str] = []
        for n, (what, a, b, c, d) in enumerate(SequenceMatcher(None, before, after).get_opcodes()):
            here, there = PARAGRAPH.join(before[a:b]), PARAGRAPH.join(after[c:d])
            kept = what == "equal" or one(f"pick-words-{n}", "A place in the text", here, there)
            row += before[a:b] if kept else after[c:d]
        words = PARAGRAPH.join(row)
    return Conflict(tuple(choices), fields, words)


def _said(value: FieldText) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value or ""


def changed(before: Mapping[FieldPath, FieldText], now: Mapping[FieldPath, FieldText]) -> dict[FieldPath, FieldText]:
    """The fields that say something else now."""
    return {path: value for path, value in now.items() if path in before and (before[path] or None) != (value or None)}
