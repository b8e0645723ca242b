"""Front matter as other generators write it: YAML between dashes, TOML between plus signs, or JSON in braces.

Every value becomes what YAML's would be here: text, None, a list or a mapping. Where the whole cannot be read, each
field is read for itself, so that one slip takes nothing but its own field away.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.content import strict_yaml
from generator.content.strict_yaml import Value
from generator.ground.patterns import lazy

BEGINS = lazy(r"\s*(?P<fence>---(?P<json>[ \t]*json)?|\+\+\+)[ \t]*\n")
ENDS = {
    "-": lazy(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE),
    "+": lazy(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE),
}
IN_BRACES = lazy(r"\s*\{\s*\"")
# A field at the margin, with all that belongs to it.
FIELD = lazy(r"^(?P<name>[\w\"'][^:=\n]*?)[ \t]*[:=]", re.MULTILINE)
# Words that YAML cannot read, mostly for a colon in them, and everybody else can.
ONE_LINE = lazy(r"[^:\n]+:[ \t]+(?P<words>[^\s\[{&*!|>%@`#][^\n]*?)\s*")
DEEPEST = 12

Fields = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Parted:
    """A text with its fields. ``unread`` are the names of fields that nobody can read.

    ``is_there`` is False where there is no front matter at all.
    """

    fields: Fields
    text: str
    unread: tuple[str, ...] = ()
    is_there: bool = True


def parted(source: str) -> Parted | None:
    """A text, with line feeds alone, and its fields; None if its front matter begins and nobody can say where it ends.

    What stands there may be anybody's address, so that none of it may become words of a text.
    """
    if IN_BRACES.match(source):
        return _json(source.lstrip())
    begins = BEGINS.match(source)
    if begins is None:
        return Parted({}, source, is_there=False)
    kind = begins["fence"][0]
    ends = ENDS[kind].search(source, begins.end())
    front = source[begins.end() : ends.start() if ends else len(source)]
    # Two lines of dashes, and no field between them, are breaks between scenes.
    if kind == "-" and not begins["json"] and _is_words(front, is_ended=ends is not None):
        return Parted({}, source, is_there=False)
    if ends is None:
        return None
    text = source[ends.end() :]
    if begins["json"]:
        whole = _json(front.strip())
        return None if whole is None else Parted(whole.fields, text)
    return _read(front, text, _yaml if kind == "-" else _toml)


def fields_of(data: str, name: str) -> Fields:
    """The fields of a file of settings, by the ending of its name; none where it cannot be read."""
    if name.endswith(".toml"):
        return _toml(data) or {}
    if name.endswith(".json"):
        whole = _json(data.strip())
        return {} if whole is None else whole.fields
    return _read(data, "", _yaml).fields


def _is_words(front: str, *, is_ended: bool) -> bool:
    if is_ended:
        return bool(front.strip()) and FIELD.search(front) is None and not front.lstrip().startswith(("#", "- ", "{"))
    return FIELD.match(front) is None


def _json(source: str) -> Parted | None:
    try:
        value, end = json.JSONDecoder().raw_decode(source)
    except (ValueError, RecursionError):
        return None
    return Parted(plain(value), source[end:]) if isinstance(value, dict) else None


def _read(front: str, text: str, read: Callable[[str], Fields | None]) -> Parted:
    """Fields of YAML or TOML. Raises nothing: what cannot be read is named."""
    whole = read(front)
    if whole is not None:
        return Parted(whole, text)
    fields: dict[str, Value] = {}
    unread: list[str] = []
    for name, part in _apart(front):
        found = read(part)
        if found is None and read is _yaml and (words := ONE_LINE.fullmatch(part)):
            found = {name: words["words"].strip("\"'")}
        fields.update(found or {})
        unread += [] if found is not None else [name]
    return Parted(fields, text, tuple(unread))


def _apart(front: str) -> Iterator[tuple[str, str]]:
    """Each field at the margin by itself."""
    found = list(FIELD.finditer(front))
    for n, field in enumerate(found):
        end = found[n + 1].start() if n + 1 < len(found) else len(front)
        yield field["name"].strip("\"'"), front[field.start() : end]


def _yaml(front: str) -> Fields | None:
    parsed = strict_yaml.parse(front, "front matter")
    if parsed.value is None:
        return None
    return parsed.value.fields if parsed.value.fields or not front.strip() else None


def _toml(front: str) -> Fields | None:
    try:
        return plain(tomllib.loads(front))
    except (ValueError, RecursionError):  # numbers beyond all measure, too
        return None


def plain(fields: Mapping[str, object]) -> dict[str, Value]:
    """Values of TOML or JSON as YAML's are here."""
    return {str(name): _plain(value, 1) for name, value in fields.items()}


def _plain(value: object, depth: int) -> Value:
    if value is None or depth > DEEPEST:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return [_plain(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {str(name): _plain(one, depth + 1) for name, one in value.items()}
    return str(value)
