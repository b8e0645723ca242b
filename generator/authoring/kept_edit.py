"""Adding to a text's front matter what it keeps although advice speaks of it; every other line stays as it is."""

from __future__ import annotations

import yaml

from generator.authoring.field_edit import LINE, as_written, fields_of, lines_of, pair_of, put
from generator.authoring.front_matter_edit import CannotEditError
from generator.authoring.story_edit import TextParts, parts
from generator.content.strict_yaml import OTHER_BREAKS, Value

FIELD = "kept"
UNUSUAL = f"its “{FIELD}” is written in an unusual way"


def keeping(data: bytes, term: str, because: str) -> bytes:
    """A text's file that keeps a term, or what a rule finds, and says why. One that is kept already stays so.

    Raises CannotEditError where it cannot be done without touching anything else, and UnicodeDecodeError.
    """
    file = parts(data)
    if not file.closes:
        raise CannotEditError("it has no front matter")
    fields = fields_of(file.front)
    entries = fields.get(FIELD)
    before: list[Value] = entries if isinstance(entries, list) else []
    if entries is not None and not isinstance(entries, list):
        raise CannotEditError(UNUSUAL)
    if any(isinstance(one, dict) and one.get("term") == term for one in before):
        return data
    made = _added(file.front, term, because, file.newline, is_there=FIELD in fields)
    if fields_of(made) != {**fields, FIELD: [*before, {"term": term, "because": because}]}:
        raise CannotEditError(UNUSUAL)
    return TextParts(file.mark, file.opens, made, file.closes, file.below).data


def _added(front: str, term: str, because: str, newline: str, *, is_there: bool) -> str:
    entry = f"{{term: {as_written(term, flow=True)}, because: {as_written(because, flow=True)}}}"
    ended = front if not front or front.endswith(("\n", "\r")) else front + newline
    if not is_there:
        return f"{ended}{FIELD}:{newline}  - {entry}{newline}"
    root = yaml.compose(front.translate(OTHER_BREAKS), Loader=yaml.CSafeLoader)
    pair = pair_of(root, FIELD) if isinstance(root, yaml.MappingNode) and not root.flow_style else None
    if pair is None:
        raise CannotEditError(UNUSUAL)
    node = pair[1]
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        inner = front[node.start_mark.index + 1 : node.end_mark.index - 1].strip().rstrip(",")
        return put(front, node, f"[{inner}{', ' if inner else ''}{entry}]")
    lines = LINE.findall(ended)
    start, end = lines_of(ended, pair)
    if not isinstance(node, yaml.SequenceNode):  # the field is there and empty
        return "".join([*lines[:end], f"  - {entry}{newline}", *lines[end:]])
    dash = lines[node.value[0].start_mark.line]
    margin = dash[: len(dash) - len(dash.lstrip(" "))]
    if node.value[0].start_mark.line == start:
        raise CannotEditError(UNUSUAL)
    return "".join([*lines[:end], f"{margin}- {entry}{newline}", *lines[end:]])
