"""The fields above a story or a page as a form: what is asked, what is filled in, and what was written there.

The consent is none of them: it is changed by acts alone, which write down who asked for it and when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from generator.authoring.field_edit import FieldText, written_at
from generator.authoring.front_matter_edit import CannotEditError
from generator.content.field_labels import CAPTIONS, LABELS, NOTES, TOPICS
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.settings import Settings
from generator.content.stance import FieldPath
from generator.content.strict_yaml import Value
from generator.preview.desk.consent_forms import FormField, InputKind, Values

MAIN = "topics.main"
FOCUS = ("image", "focus")
# Lists that are written as lines of a field, or, if they are short, as its words.
LINES, ROWS = (("aliases",), ("image", "obscure"), CAPTIONS), (("aliases",), ("image", "obscure"), CAPTIONS, FOCUS)
# What is asked at once; the rest stands behind a heading that opens.
FIRST = (("title",), ("author",), ("summary",), TOPICS, NOTES, ("date",), ("draft",), ("helplines",))
NOT_ASKED = (("consent",), ("kept",))  # acts alone change the one, and the other is kept beside the text
RECORDING = "recording."  # begins the names of a recording's fields
# Where what the schema says is about the file, and a form wants it otherwise.
HINTS: Mapping[FieldPath, str] = {
    CAPTIONS: "The language's code and a file, such as en: media/kettle.en.vtt",
    ("recording", "external"): "In place of a file: the page of a film that is elsewhere.",
    (
        "recording",
        "transcript",
    ): "captions: made of the captions, if you say nothing. text: the story's own text says it all.",
    ("recording", "decided_by"): "For your records; it is not published.",
    TOPICS: "What it is about, six at most. Which there are, you say under “The site”.",
    NOTES: "What a reader may wish to know before.",
}
# As the guide lists them; the place of a field that is new follows from it.
ORDER = tuple(
    dict.fromkeys(f.name for of in (StoryHeader, PageHeader) for f in fields(of) if (f.name,) not in NOT_ASKED)
)
Filled = Mapping[FieldPath, FieldText]


@dataclass(frozen=True, slots=True)
class HeaderField:
    """A field of the front matter as the schema has it: ``choices`` are the words that it may say, if not any."""

    path: FieldPath
    kind: InputKind
    hint: str
    needed: bool
    choices: tuple[str, ...] = ()


@cache
def header_fields(header: type = StoryHeader, above: FieldPath = ()) -> tuple[HeaderField, ...]:
    """Every field of a story but its consent, or of a page, with those within another one."""
    hints = get_type_hints(header, include_extras=True)
    found: list[HeaderField] = []
    for field in fields(header):
        path = (*above, field.name)
        if path in NOT_ASKED:
            continue
        hint = hints[field.name]
        within = next((kind for kind in _kinds(hint) if isinstance(kind, type) and is_dataclass(kind)), None)
        if within is not None:
            found += header_fields(within, path)
            continue
        described = next(
            part.description for part in get_args(hint) if isinstance(part, FieldInfo) and part.description
        )
        choices = next((get_args(kind) for kind in _kinds(hint) if get_origin(kind) is Literal), ())
        needed = field.default is MISSING and not above
        found.append(HeaderField(path, _kind(path, hint, choices), described, needed, choices))
    return tuple(found)


def header_of(path: str) -> type:
    """What stands above the text in a file: a story's fields, or a page's."""
    return StoryHeader if path.startswith("stories/") else PageHeader


def _every_field() -> tuple[HeaderField, ...]:
    """The fields of stories, and those that only pages have."""
    known = header_fields()
    paths = {field.path for field in known}
    return (*known, *(field for field in header_fields(PageHeader) if field.path not in paths))


def _kinds(hint: Any) -> Iterator[Any]:
    yield hint
    for part in get_args(hint):
        if get_origin(hint) is not Literal:
            yield from _kinds(part)


def _kind(path: FieldPath, hint: Any, choices: Sequence[str]) -> InputKind:
    kinds = list(_kinds(hint))
    if path in (TOPICS, NOTES):
        return "channels"
    if date in kinds:
        return "day"
    if bool in kinds:
        return "tick"
    if choices:
        return "choice"
    return "lines" if path in (("summary",), *LINES) else "text"


def shown(front: Mapping[str, Value], header: type = StoryHeader) -> tuple[dict[FieldPath, FieldText], tuple[str, ...]]:
    """What a form shows of front matter, and the labels of fields that are written in a way that no form can change."""
    values: dict[FieldPath, FieldText] = {}
    unusual = []
    for field in header_fields(header):
        try:
            written = _captions_in(front) if field.path == CAPTIONS else written_at(front, field.path)
        except CannotEditError:
            unusual.append(LABELS[field.path])
            continue
        if isinstance(written, tuple) != (field.path in (TOPICS, NOTES, *ROWS)) and written is not None:
            unusual.append(LABELS[field.path])
        else:
            values[field.path] = _folded(written)
    return values, tuple(unusual)


def _captions_in(front: Mapping[str, Value]) -> FieldText:
    """A line for each language of captions: its code, and the file."""
    above = front.get(CAPTIONS[0])
    written = above.get(CAPTIONS[1]) if isinstance(above, dict) else written_at(front, CAPTIONS[:1])
    if not isinstance(written, dict) or not all(isinstance(file, str) for file in written.values()):
        if not written:
            return None
        raise CannotEditError("its captions are written in an unusual way")
    return tuple(f"{code}: {file}" for code, file in written.items())


def captions_of(row: FieldText) -> dict[str, str]:
    """The files of captions by their language, of lines as a form has them."""
    lines = (line.partition(":") for line in row) if isinstance(row, tuple) else ()
    return {code.strip(): file.strip() for code, _, file in lines}


def unclear(now: Filled) -> tuple[FieldPath, ...]:
    """The fields in which a line does not say what it has to: a language and a file, each language once."""
    row = now.get(CAPTIONS)
    told = captions_of(row)
    is_clear = all(code and file for code, file in told.items()) and len(told) == len(row or ())
    return () if is_clear else (CAPTIONS,)


def as_written_in_file(before: Filled, now: Filled) -> dict[FieldPath, FieldText]:
    """What is to be changed in a file where a form changes these fields: of captions, each language by itself."""
    if CAPTIONS not in now:
        return dict(now)
    was, files = captions_of(before[CAPTIONS]), captions_of(now[CAPTIONS])
    # What is new comes before what goes, so that the field stays where it stands.
    new = {(*CAPTIONS, code): file for code, file in files.items() if was.get(code) != file}
    gone: dict[FieldPath, FieldText] = {(*CAPTIONS, code): None for code in was if code not in files}
    return {path: value for path, value in now.items() if path != CAPTIONS} | new | gone


def _folded(written: FieldText) -> FieldText:
    if isinstance(written, str):
        return " ".join(written.split()) or None
    return written or None


def filled_in(values: Filled) -> dict[str, Sequence[str]]:
    """A form's values before anybody has written in it."""
    filled = {_name(path): value for path, value in values.items() if isinstance(value, tuple)}
    filled |= {_name(path): (value,) for path, value in values.items() if isinstance(value, str)}
    topics = filled.get("topics", ())
    kinds = {_name(field.path): _as_is(field, values.get(field.path)) for field in _every_field()}
    ticks = {name: () for name, kind in kinds.items() if kind == "tick" and filled.get(name) != ("true",)}
    parted = {_name(path): "\n" if path in LINES else " " for path in ROWS}
    listed = {name: (between.join(filled[name]),) for name, between in parted.items() if name in filled}
    return {**filled, **ticks, **listed, MAIN: topics[:1]}


def _name(path: FieldPath) -> str:
    return ".".join(path)


def _as_is(field: HeaderField, value: FieldText) -> InputKind:
    """A field that says something else than its kind can is shown as words, so that nothing in it is lost."""
    if field.kind == "day" and isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return "text"
    if field.kind == "tick" and value not in (None, "true", "false"):
        return "text"
    return field.kind


def asked(
    values: Filled, settings: Settings, header: type = StoryHeader
) -> tuple[tuple[FormField, ...], tuple[FormField, ...]]:
    """The fields that a form asks for at once, and those that it asks for further down."""
    made = {field.path: _form_field(field, values, settings) for field in header_fields(header) if field.path in values}
    first = [made[path] for path in FIRST if path in made]
    if TOPICS in made:
        options = (("", "None yet"), *((value, words) for value, words in made[TOPICS].options))
        short = tuple((value, words.partition(":")[0]) for value, words in options)
        main = FormField(MAIN, "Main topic", "choice", "The one that the story is above all about.", True, short)
        first.insert(first.index(made[TOPICS]), main)
    return tuple(first), tuple(field for path, field in made.items() if path not in FIRST)


def _form_field(field: HeaderField, values: Filled, settings: Settings) -> FormField:
    value = values[field.path]
    kind = _as_is(field, value)
    options: tuple[tuple[str, str], ...] = ()
    if field.path == TOPICS:
        options = _terms(settings.topics, value, lambda word: settings.topic_ids.get(word.casefold()))
    elif field.path == NOTES:
        options = _terms(settings.content_notes, value, lambda word: word if word in settings.note_by_id else None)
    elif kind == "choice":
        chosen = (value,) if isinstance(value, str) and value not in field.choices else ()
        options = (("", "Not said"), *((word, word.replace("-", " ")) for word in (*field.choices, *chosen)))
    hint = HINTS.get(field.path, field.hint)
    return FormField(_name(field.path), LABELS[field.path], kind, hint, field.needed, options)


def _terms(terms: Sequence[Any], value: FieldText, known: Any) -> tuple[tuple[str, str], ...]:
    """A vocabulary's terms as choices; what the file writes for a term, or what is none, stays as it is written."""
    written = {known(word): word for word in reversed(value or ())} if isinstance(value, tuple) else {}
    listed = [(written.get(term.id, term.id), f"{term.label}: {term.description}") for term in terms]
    strange = [word for word in value or () if known(word) is None] if isinstance(value, tuple) else []
    return (*listed, *((word, f"{word}: not in site.yaml") for word in dict.fromkeys(strange)))


def given(sent: Values, before: Filled) -> dict[FieldPath, FieldText]:
    """What was written into a form, for every field that it showed; ``before`` are the values it was filled with."""
    found: dict[FieldPath, FieldText] = {}
    for field in _every_field():
        if field.path not in before:
            continue
        row, was = [value.strip() for value in sent.get(_name(field.path), ())], before[field.path]
        kind = _as_is(field, was)
        if field.path in (TOPICS, NOTES):
            found[field.path] = _chosen(row, [*sent.get(MAIN, ())] if field.path == TOPICS else [], was)
        elif field.path == FOCUS:
            said, old = "".join(row[:1]), was if isinstance(was, tuple) else ()
            found[field.path] = was if said == " ".join(old) else tuple(said.replace(",", " ").split()) or None
        elif field.path in LINES:
            found[field.path] = tuple(line.strip() for line in "\n".join(row).splitlines() if line.strip()) or None
        elif kind == "tick":
            found[field.path] = "true" if row else ("false" if was == "false" else None)
        else:
            found[field.path] = _folded("".join(row[:1]))
    return found


def _chosen(ticked: Sequence[str], main: Sequence[str], was: FieldText) -> FieldText:
    """Terms in the order of the file, the main one first, and those that are new behind them."""
    old = was if isinstance(was, tuple) else ()
    wanted = [word for word in (*main, *ticked) if word]
    first = [word for word in main if word]
    row = tuple(dict.fromkeys([*first, *(word for word in old if word in wanted), *wanted]))
    return old if row == tuple(dict.fromkeys(old)) and old else row or None


def emptied(before: Filled, now: Filled, header: type = StoryHeader) -> tuple[FieldPath, ...]:
    """Fields that every story, or page, needs, and that had something in them before."""
    needed = [field.path for field in header_fields(header) if field.needed]
    return tuple(path for path in needed if before.get(path) and path in now and not now[path])
