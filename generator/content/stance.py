"""What a field of the front matter is beside its type, said once, at the field: `content.front_matter`.

Whether it is part of what a storyteller approves, whether the deny list looks at it, and which file it names: seal and
review copy, guards, residue, withdrawal, cache and pages follow from that, and none has a list of its own. A field that
says nothing stops the program from starting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal, get_args, get_type_hints

FileKind = Literal["picture", "recording", "captions", "story"]
FieldPath = tuple[str, ...]

# The part of a seal that is no field: what stands below the front matter.
TEXT = "text"
# What each form of the seal covers, in the order in which it is written down. A form never changes, since a seal has to
# hold for as long as a consent does. What is to be approved from now on goes into a new form, which new approvals get;
# a part that joins has to be empty wherever its field is not written, or every older seal would break.
FORMS: dict[int, tuple[str, ...]] = {
    1: (
        *("title", "name shown", "summary", "topics", "content notes", "language", "shape", "series"),
        *("picture above the story", TEXT),
    ),
    # The same parts; links in the text are written down in another way (`gate.seal`).
    2: (
        *("title", "name shown", "summary", "topics", "content notes", "language", "shape", "series"),
        *("picture above the story", TEXT),
    ),
    # A recording with all that is shown and said of it.
    3: (
        *("title", "name shown", "summary", "topics", "content notes", "language", "shape", "series"),
        *("picture above the story", "recording", TEXT),
    ),
    # Of a retelling: of which story it is one, who made it, and whether the storyteller has read it.
    4: (
        *("title", "name shown", "summary", "topics", "content notes", "language", "shape", "series"),
        *("translation of", "Easy Read of", "made by", "read by the storyteller"),
        *("picture above the story", "recording", TEXT),
    ),
}


@dataclass(frozen=True, slots=True)
class Approved:
    """Approved by the storyteller: the name that a person would give the part, and the first form that covers it."""

    part: str
    since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """What a field is. Nothing has a default, so that everything is decided.

    ``guarded`` are words that may reach a reader and that site.yaml does not know; ``names`` is the kind of file that
    is named, by its path relative to the text. A story that is named is a text of its own: it is neither read with
    this one, nor does it go with it.
    """

    approved: Approved | None
    guarded: bool
    names: FileKind | None


# Decides, orders or tells days. Who approves a story approves none of it, and no word or file reaches a reader by it.
NO_WORDS = Stance(approved=None, guarded=False, names=None)


@cache
def stances(kind: type) -> Mapping[FieldPath, Stance]:
    """The stance of every field of a header, by its path; where a field holds fields, these take it.

    Raises TypeError for a field that takes none.
    """
    hints = get_type_hints(kind, include_extras=True)
    found: dict[FieldPath, Stance] = {}
    for name in (field.name for field in fields(kind)):
        own = next((mark for mark in get_args(hints[name]) if isinstance(mark, Stance)), None)
        within = _fields_within(hints[name])
        if (own is None) == (within is None):
            who = f"{kind.__name__}.{name}"
            raise TypeError(f"{who} takes no stance" if own is None else f"{who} takes one, and so do the fields in it")
        if own is not None:
            found[(name,)] = own
        if within is not None:
            found |= {(name, *path): stance for path, stance in stances(within).items()}
    return found


def _fields_within(hint: Any) -> type | None:
    if isinstance(hint, type) and is_dataclass(hint):
        return hint
    return next((kind for part in get_args(hint) if (kind := _fields_within(part))), None)


def parts(kind: type) -> dict[str, str]:
    """The parts of a header that a storyteller approves, each with the field that holds it."""
    return {s.approved.part: path[0] for path, s in stances(kind).items() if s.approved}


def guarded(kind: type) -> tuple[str, ...]:
    """The fields of a header that the deny list looks at, as a whole where a single field in one is guarded."""
    return tuple(dict.fromkeys(path[0] for path, stance in stances(kind).items() if stance.guarded))


def naming(kind: type) -> tuple[tuple[FieldPath, FileKind], ...]:
    """The fields of a header that name a file, and what kind."""
    return tuple((path, stance.names) for path, stance in stances(kind).items() if stance.names)


def words_at(written: object, path: FieldPath) -> tuple[str, ...]:
    """Every text that stands at a path in a header, or in what was written where there is none for the errors in it."""
    if isinstance(written, (tuple, list)):
        return tuple(words for part in written for words in words_at(part, path))
    if not path:
        named = written.values() if isinstance(written, dict) else (written,)
        return tuple(words for words in named if isinstance(words, str))
    within = written.get(path[0]) if isinstance(written, dict) else getattr(written, path[0], None)
    return () if within is None else words_at(within, path[1:])
