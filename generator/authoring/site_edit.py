"""The smallest edit of site.yaml: one value, or one entry of a list, changes; every other line and comment stays.

What comes out is read again, and must say the same as before but for the change: any other edit is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import yaml

from generator.authoring.field_edit import (
    LINE,
    FieldText,
    KeyValue,
    as_written,
    lines_of,
    pair_of,
    put,
    replaced,
    source_of,
    without_lines,
)
from generator.authoring.front_matter_edit import CannotEditError
from generator.content import strict_yaml
from generator.content.schema import node_at
from generator.content.settings import Settings
from generator.content.strict_yaml import OTHER_BREAKS, Loc, Value

# The order of the guide for editors; the place of a setting that is new follows from it.
ORDER = (
    *("name", "tagline", "url", "language", "organisation", "withdraw", "theme", "logo", "menu"),
    *("social", "help_page", "leave", "front", "shelves"),
    *("topics", "content_notes", "words", "helplines", "help_phrases", "consent", "check_in", "uses", "lists"),
    *("pictures", "recordings", "podcast", "bundle", "age_notice", "history_days", "check", "publish"),
)
UNUSUAL = "this part of site.yaml is written in an unusual way"
Entry = Mapping[str, FieldText]
_New = FieldText | Mapping[str, Any] | list[Entry]


def changed(data: bytes, change: Callable[[str], str]) -> bytes:
    """site.yaml with a change of its text; a mark of the byte order stays. Raises UnicodeDecodeError."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + change(data[len(mark) :].decode()).encode()


def values_of(text: str) -> dict[str, Value]:
    """What stands in site.yaml, as words. Raises CannotEditError where it has errors."""
    parsed = strict_yaml.parse(text.replace("\r\n", "\n").replace("\r", "\n"), "")
    if parsed.value is None or parsed.errors or not isinstance(parsed.value.value, dict):
        raise CannotEditError("site.yaml has errors")
    return parsed.value.value


def value_at(values: Value, loc: Loc) -> Value:
    """What is written at a place; None for nothing."""
    for part in loc:
        if isinstance(values, dict) and isinstance(part, str):
            values = values.get(part)
        elif isinstance(values, list) and isinstance(part, int) and part < len(values):
            values = values[part]
        else:
            return None
    return values


def with_value(text: str, loc: Loc, value: FieldText) -> str:
    """The text in which a setting says something else; nothing takes its lines away, and an empty list is written.

    ``loc`` is the way to it: ("helplines", "lines", 2, "phone"). Raises CannotEditError where it cannot be done without
    touching anything else.
    """
    before, new = values_of(text), None if value == "" else value
    written = value_at(before, loc)
    if (tuple(cast("list[str]", written)) if isinstance(written, list) else written) == new:
        return text
    made = _set(text, loc, new)
    wanted = values_of(text)
    _put_into(wanted, loc, list(new) if isinstance(new, tuple) else new)
    return _held(made, wanted)


def with_entry(text: str, loc: Loc, entry: Entry) -> str:
    """The text with one entry more, at the end of the list at ``loc``. Raises CannotEditError."""
    said = {name: value for name, value in entry.items() if value}
    row = _row(values_of(text), loc)
    if not row and not isinstance(value_at(values_of(text), loc), list):
        made = _set(text, loc, [said])
    else:
        made = _added(text, loc, said)
    return _held_list(text, made, loc, [*row, _value(said)])


def without_entry(text: str, loc: Loc, n: int) -> str:
    """The text without an entry of a list, and the comment above it that is its own. Raises CannotEditError."""
    row = _row(values_of(text), loc)
    _, node = _list(text, loc)
    if node.flow_style:
        made = put(text, node, _flow([source_of(text, one) for k, one in enumerate(node.value) if k != n]))
    else:
        made = without_lines(text, _spans(text, node)[n])
        if len(row) == 1:
            pair, _ = _list(text, loc)
            at = pair[0].end_mark.index + 1  # behind the colon
            made = f"{made[:at]} []{made[at:]}"
    return _held_list(text, made, loc, [one for k, one in enumerate(row) if k != n])


def moved(text: str, loc: Loc, n: int, to: int) -> str:
    """The text in which two neighbours of a list have changed places. Raises CannotEditError."""
    row = _row(values_of(text), loc)
    a, b = sorted((n, to))
    row[a], row[b] = row[b], row[a]
    _, node = _list(text, loc)
    if node.flow_style:
        sources = [source_of(text, one) for one in node.value]
        sources[a], sources[b] = sources[b], sources[a]
        return _held_list(text, put(text, node, _flow(sources)), loc, row)
    lines, spans = _lines(text), _spans(text, node)
    (first, end), (second, last) = spans[a], spans[b]
    made = [*lines[:first], *lines[second:last], *lines[end:second], *lines[first:end], *lines[last:]]
    return _held_list(text, "".join(made), loc, row)


def _held(made: str, wanted: Mapping[str, Value]) -> str:
    if values_of(made) != wanted:
        raise CannotEditError(UNUSUAL)
    return made


def _held_list(text: str, made: str, loc: Loc, row: list[Value]) -> str:
    wanted = values_of(text)
    _put_into(wanted, loc, row)
    return _held(made, wanted)


def _row(values: Mapping[str, Value], loc: Loc) -> list[Value]:
    row = value_at(dict(values), loc)
    return list(row) if isinstance(row, list) else []


def _value(said: Entry) -> Value:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}


def _put_into(values: Any, loc: Loc, value: Value) -> None:
    """Put a value at its place; what is empty then goes, as it does in the text."""
    *above, name = loc
    within: list[Any] = [values]
    for part in above:
        if isinstance(part, str) and within[-1].get(part) is None:
            within[-1][part] = {}
        if value_at(within[-1], (part,)) is None:
            raise CannotEditError(UNUSUAL)
        within.append(within[-1][part])
    if value is not None:
        within[-1][name] = value
        return
    within[-1].pop(name, None)
    for around, part in reversed(list(zip(within, above, strict=False))):
        if isinstance(part, str) and not around[part]:
            del around[part]


def _root(text: str) -> yaml.MappingNode:
    root = yaml.compose(text.translate(OTHER_BREAKS), Loader=yaml.CSafeLoader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise CannotEditError(UNUSUAL)
    return root


def _node(text: str, loc: Loc) -> yaml.Node | None:
    node: yaml.Node | None = _root(text)
    for part in loc:
        if isinstance(node, yaml.MappingNode) and isinstance(part, str):
            pair = pair_of(node, part)
            node = pair[1] if pair else None
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
        else:
            return None
    return node


def _set(text: str, loc: Loc, value: _New) -> str:
    """The text with a value at its place; above the place, what is missing is made, and what is left empty goes."""
    *above, name = cast("tuple[str, ...]", loc)
    around = _node(text, tuple(above))
    if not isinstance(around, yaml.MappingNode):
        if around is not None and not (isinstance(around, yaml.ScalarNode) and around.value in strict_yaml.NULLS):
            raise CannotEditError(UNUSUAL)
        return text if value is None else _set(text, tuple(above), {name: value})
    pair = pair_of(around, name)
    if value is None and pair is not None and len(around.value) == 1 and above and isinstance(above[-1], str):
        return _set(text, tuple(above), None)
    if around.flow_style:
        kept = [f"{k.value}: {source_of(text, old)}" for k, old in around.value if k.value != name]
        at = next((n for n, (k, _) in enumerate(around.value) if k.value == name), len(kept))
        if value is not None:
            kept.insert(at, f"{name}: {_in_flow(value)}")
        return put(text, around, f"{{{', '.join(kept)}}}")
    if pair is None:
        return text if value is None else _with_field(text, around, tuple(above), name, value)
    if value is not None and isinstance(value, str | tuple):
        return replaced(text, pair, value, _newline(text))
    if value is None:
        return _without_field(text, around, pair)
    lines, at = _lines(text), pair[0].start_mark.line + 1  # the field is there and empty
    new = _as_lines(name, value, " " * pair[0].start_mark.column)[1:]
    return "".join([*lines[:at], *(line + _newline(text) for line in new), *lines[at:]])


def _without_field(text: str, around: yaml.MappingNode, pair: KeyValue) -> str:
    """The text without a field; where it is the first of an entry, the next one gets the dash."""
    lines, margin = _lines(text), pair[0].start_mark.column
    start, end = lines_of(text, pair)
    dash = lines[start][:margin]
    if dash.strip() and len(around.value) > 1:
        following = around.value[1][0].start_mark.line
        lines[following] = dash + lines[following][margin:]
    return "".join([*lines[:start], *lines[end:]])


def _with_field(text: str, around: yaml.MappingNode, above: Loc, name: str, value: _New) -> str:
    """The text with a field more, behind the nearest of those that come before it in the guide or the schema."""
    order = ORDER if not above else tuple(node_at(Settings, above).get("properties", ()))
    before = order[: order.index(name)] if name in order else ()
    near = max(
        (pair for pair in around.value if pair[0].value in before),
        key=lambda pair: before.index(pair[0].value),
        default=around.value[-1],
    )
    lines, newline = _lines(text), _newline(text)
    at = lines_of(text, near)[1]
    new = _as_lines(name, value, " " * around.value[0][0].start_mark.column)
    if not above and len(new) > 1:  # a block of its own
        new = ["", *new]
        new += [""] if at < len(lines) and lines[at].strip() else []
    return "".join([*lines[:at], *(line + newline for line in new), *lines[at:]])


def _as_lines(name: str, value: _New, indent: str) -> list[str]:
    if isinstance(value, Mapping):
        within = [line for key, one in value.items() for line in _as_lines(key, one, f"{indent}  ")]
        return [f"{indent}{name}:", *within]
    if isinstance(value, list):
        return [f"{indent}{name}:", *(line for entry in value for line in _entry_lines(entry, f"{indent}  "))]
    assert value is not None  # noqa: S101  # for mypy: what is nothing is not written
    return [f"{indent}{name}: {as_written(value)}"]


def _entry_lines(entry: Entry, indent: str) -> list[str]:
    lines = [line for key, one in entry.items() for line in _as_lines(key, one, f"{indent}  ")]
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]


def _in_flow(value: _New) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_in_flow(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return _flow([_in_flow(one) for one in value])
    assert value is not None  # noqa: S101  # for mypy: what is nothing is not written
    return as_written(value, flow=True)


def _flow(sources: Sequence[str]) -> str:
    return f"[{', '.join(sources)}]"


def _list(text: str, loc: Loc) -> tuple[KeyValue, yaml.SequenceNode]:
    around = _node(text, loc[:-1])
    pair = pair_of(around, str(loc[-1])) if isinstance(around, yaml.MappingNode) else None
    if pair is None or not isinstance(pair[1], yaml.SequenceNode):
        raise CannotEditError(UNUSUAL)
    return pair, pair[1]


def _added(text: str, loc: Loc, entry: Entry) -> str:
    pair, node = _list(text, loc)
    newline = _newline(text)
    if node.flow_style and node.value:
        return put(text, node, _flow([*(source_of(text, one) for one in node.value), _in_flow(entry)]))
    lines = _lines(text)
    if not node.value:  # “[]”, which a list with lines of its own takes the place of
        at = pair[0].start_mark.line
        if not re.search(r":\s*\[\s*\]", lines[at]):
            raise CannotEditError(UNUSUAL)
        head = re.sub(r":\s*\[\s*\]", ":", lines[at], count=1)
        new = _entry_lines(entry, " " * (pair[0].start_mark.column + 2))
        return "".join([*lines[:at], head, *(line + newline for line in new), *lines[at + 1 :]])
    indent, (_, end) = " " * node.start_mark.column, _spans(text, node)[-1]
    flow = isinstance(node.value[-1], yaml.MappingNode) and node.value[-1].flow_style
    new = [f"{indent}- {_in_flow(entry)}"] if flow else _entry_lines(entry, indent)
    return "".join([*lines[:end], *(line + newline for line in new), *lines[end:]])


def _spans(text: str, node: yaml.SequenceNode) -> list[tuple[int, int]]:
    """The lines of each entry, with the comments above it that are its own.

    Those above the first, or below an empty line, are headings of what follows, and no entry's.
    """
    lines, margin = _lines(text), node.start_mark.column
    dashes = [one.start_mark.line for one in node.value]
    if any(not re.match(rf" {{{margin}}}-(\s|$)", lines[n]) for n in dashes) or len(set(dashes)) != len(dashes):
        raise CannotEditError(UNUSUAL)
    spans: list[tuple[int, int]] = []
    for k, dash in enumerate(dashes):
        following = dashes[k + 1] if k + 1 < len(dashes) else _behind(lines, dash, margin)
        end = following
        while end > dash + 1 and re.fullmatch(rf"\s{{,{margin}}}(#.*)?\s*", lines[end - 1]):
            end -= 1
        start = dash
        while k and start > spans[-1][1] and lines[start - 1].strip():
            start -= 1
        spans.append((start if k and start == spans[-1][1] else dash, end))
    return spans


def _behind(lines: Sequence[str], dash: int, margin: int) -> int:
    """The line behind a list whose last entry begins at ``dash``."""
    for n in range(dash + 1, len(lines)):
        words = lines[n].lstrip(" ")
        if words.strip() and not words.startswith("#") and len(lines[n]) - len(words) <= margin:
            return n
    return len(lines)


def _lines(text: str) -> list[str]:
    """The lines of the text, each with its end, the last one too."""
    lines = LINE.findall(text)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += _newline(text)
    return lines


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
