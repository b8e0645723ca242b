"""Two versions of a text, written at the same time: what one of them alone changed, and what a person has to choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.authoring.field_edit import FieldText
from generator.content.field_labels import LABELS
from generator.content.stance import FieldPath
from generator.preview.desk.consent_forms import Values
from generator.preview.desk.edit_fields import Filled

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
    row: list[str] = []
    for n, (before, here, there) in enumerate(_places(base, mine, theirs)):
        if here == there or there == before:
            row += here
        elif here == before:
            row += there
        else:
            kept = one(f"pick-words-{n}", "A place in the text", PARAGRAPH.join(here), PARAGRAPH.join(there))
            row += here if kept else there
    return Conflict(tuple(choices), fields, PARAGRAPH.join(row))


def _places(
    base: Version | None, mine: Version, theirs: Version
) -> Iterator[tuple[list[str] | None, list[str], list[str]]]:
    """The paragraphs of both versions beside each other and beside those of the base, place by place.

    A place ends where all three have the same paragraph (Khanna, Kunal, Pierce 2007, “A formal investigation of
    diff3”). Without a base, it ends where both have the same.
    """
    here, there = mine.words.split(PARAGRAPH), theirs.words.split(PARAGRAPH)
    if base is None:
        for _, a, b, c, d in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
            yield None, here[a:b], there[c:d]
        return
    before = base.words.split(PARAGRAPH)
    at_mine, at_theirs = _same(before, here), _same(before, there)
    a = b = c = 0
    for place in [n for n in at_mine if n in at_theirs]:
        yield before[a:place], here[b : at_mine[place]], there[c : at_theirs[place]]
        yield [before[place]], [before[place]], [before[place]]
        a, b, c = place + 1, at_mine[place] + 1, at_theirs[place] + 1
    yield before[a:], here[b:], there[c:]


def _same(before: list[str], after: list[str]) -> dict[int, int]:
    """Where each paragraph that stayed stands now, by its place before, in order."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {a + n: b + n for a, b, size in blocks for n in range(size)}


def _said(value: FieldText) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value or ""


def changed(before: Mapping[FieldPath, FieldText], now: Mapping[FieldPath, FieldText]) -> dict[FieldPath, FieldText]:
    """The fields that say something else now."""
    return {path: value for path, value in now.items() if path in before and (before[path] or None) != (value or None)}
