"""Headers for tests that walk all fields there are, whatever these are called."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, Literal, get_args, get_origin, get_type_hints

from generator.content.stance import FieldPath

PLAIN: dict[type, tuple[Any, Any]] = {
    bool: (False, True),
    date: (date(2026, 1, 1), date(2026, 2, 1)),
    int: (1, 2),
    str: ("one", "two"),
}
BASE = {"title": "A gate", "date": "2026-01-01", "author": "Maren", "summary": "A summary.", "topics": ["hope"]}

WITHIN: dict[str, dict[str, Any]] = {
    "image": {"src": "gate.png"},
    "series": {"name": "Gates", "part": 1},
    "recording": {"kind": "audio", "shows": {"voice": "own", "face": "none"}},
    "sign": {"language": "bfi"},
    "poster": {"src": "gate.png", "alt": "A gate."},
}
# Fields that hold a value for each language.
BY_LANGUAGE = ("captions",)


def filled(kind: type) -> Any:
    """A header in which every field is there."""
    hints = get_type_hints(kind)
    return kind(**{field.name: _values(hints[field.name])[0] for field in fields(kind)})


def changed(header: Any, path: FieldPath) -> Any:
    """The same header, or list of such, with another value at a path."""
    if isinstance(header, tuple):
        return tuple(changed(one, path) for one in header)
    name, *rest = path
    within = getattr(header, name)
    other = changed(within, tuple(rest)) if rest else _values(get_type_hints(type(header))[name])[1]
    return replace(header, **{name: other})


def _values(hint: Any) -> tuple[Any, Any]:
    """Two values of a field's type."""
    if is_dataclass(hint) and isinstance(hint, type):
        return filled(hint), filled(hint)
    inner = get_args(hint)
    if get_origin(hint) is Literal:
        return inner[0], inner[1]
    if get_origin(hint) is dict:
        (one, two), key = _values(inner[1]), _values(inner[0])[0]
        return {key: one}, {key: two}
    if get_origin(hint) is tuple:
        each = [_values(part) for part in inner if part is not Ellipsis]
        return tuple(one for one, _ in each), tuple(two for _, two in each)
    return _values(inner[0]) if inner else PLAIN[hint]


def written(path: FieldPath, value: str, text: str = "We painted the gate.") -> str:
    """A text's file with a value at a path of its front matter, whether or not the field takes it."""
    front: dict[str, Any] = dict(BASE)
    at = front
    for name in path[:-1]:
        at = at.setdefault(name, dict(WITHIN.get(name, {})))
    at[path[-1]] = {"en": value} if path[-1] in BY_LANGUAGE else value
    return f"---\n{json.dumps(front)}\n---\n\n{text}\n"
