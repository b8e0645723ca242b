"""Changing single fields of a text's front matter; every line that has no part in the change stays as it is.

A value is replaced where it stands, in the quotes that it has, so that comments, columns and order around it stay. What
comes out is read again, and must say the same as before but for the change: any other edit is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

import yaml

from generator.authoring.front_matter_edit import CannotEditError
from generator.content import strict_yaml
from generator.content.stance import FieldPath
from generator.content.strict_yaml import OTHER_BREAKS, Value

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
FieldText = str | tuple[str, ...] | None
KeyValue = tuple[yaml.Node, yaml.Node]


def fields_of(front: str) -> dict[str, Value]:
    """What stands in front matter, as words. Raises CannotEditError where it has errors."""
    parsed = strict_yaml.parse(_plain(front), "")
    if parsed.value is None or parsed.errors or not isinstance(parsed.value.value, dict):
        raise CannotEditError("its front matter has errors")
    return parsed.value.value


def written_at(fields: Mapping[str, Value], field: FieldPath) -> FieldText:
    """What is written in a field; None for nothing. Raises CannotEditError for what is neither words nor a list.

    The path ("image", "alt") is that of a field within another one, as deep as that may be.
    """
    within: Value = dict(fields)
    for name in field:
        if within is not None and not isinstance(within, dict):
            raise CannotEditError(f"its “{field[0]}” is written in an unusual way")
        within = within.get(name) if within else None
    if isinstance(within, list):
        row = tuple(entry for entry in within if isinstance(entry, str))
        if len(row) == len(within):
            return row
    elif within is None or isinstance(within, str):
        return within
    raise CannotEditError(f"its “{field[0]}” is written in an unusual way")


def with_field(front: str, field: FieldPath, value: FieldText, order: Sequence[str]) -> str:
    """Front matter in which a field says something else; nothing, or an empty list, takes its lines away.

    ``order`` are the fields as the guide lists them: one that is new comes behind the nearest of those before it.
    Raises CannotEditError where it cannot be done without touching anything else.
    """
    before = fields_of(front)
    if (written_at(before, field) or None) == (value or None) and value != "":
        return front
    made = _edited(front, field, value or None if value != "" else "", order)
    if fields_of(made) != _expected(before, field, value):
        raise CannotEditError(f"its “{field[0]}” is written in an unusual way")
    return made


def _expected(before: Mapping[str, Value], field: FieldPath, value: FieldText) -> dict[str, Value]:
    """What is to be read where a field says something else; a field that holds no field any more is gone, too."""
    new: Value = list(value) if isinstance(value, tuple) else value
    name, *inner = field
    if inner:
        around = before.get(name)
        new = _expected(around if isinstance(around, dict) else {}, (*inner,), value)
    rest = {key: old for key, old in before.items() if key != name}
    return {**rest, name: new} if new or new == "" else rest


def _edited(front: str, field: FieldPath, value: FieldText, order: Sequence[str]) -> str:
    try:
        root = yaml.compose(front.translate(OTHER_BREAKS), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as e:
        raise CannotEditError("its front matter has errors") from e
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise CannotEditError("its front matter is written in an unusual way")
    nodes = [root]
    for name in field[:-1]:
        pair = pair_of(nodes[-1], name)
        if pair is None or not isinstance(pair[1], yaml.MappingNode):
            break
        nodes.append(pair[1])
    if value is None:
        return _gone(front, field, nodes)
    node, inner = nodes[-1], field[len(nodes) - 1 :]
    pair = pair_of(node, inner[0])
    if pair is not None and len(inner) > 1:  # the field is there and empty
        if node.flow_style or len(node.value) == 1:
            raise CannotEditError(f"its “{field[0]}” is written in an unusual way")
        return _edited(_without(front, node, inner[0]), field, value, order)
    return _put_into(front, nodes, inner, value, order)


def _gone(front: str, field: FieldPath, nodes: list[yaml.MappingNode]) -> str:
    """Front matter without a field, and without what holds nothing else; ``nodes`` lead to it from the top."""
    if len(nodes) < len(field):
        return front
    while len(nodes) > 1 and len(nodes[-1].value) == 1:
        nodes.pop()
    return _without(front, nodes[-1], field[len(nodes) - 1])


def _put_into(
    front: str,
    nodes: Sequence[yaml.MappingNode],
    inner: FieldPath,
    value: str | tuple[str, ...],
    order: Sequence[str],
) -> str:
    """Front matter with a value in the last of the mappings that lead to it, at what is left of the way."""
    newline = "\r\n" if "\r\n" in front else "\n"
    node, (name, *further) = nodes[-1], inner
    pair = pair_of(node, name)
    if node.flow_style:
        return _in_flow(front, node, name, _nested(further, value))
    if pair is not None:
        return replaced(front, pair, value, newline)
    if len(nodes) == 1:
        return _added(front, _lines_for(name, further, value, newline), name, order)
    lines, end = LINE.findall(front), max(lines_of(front, pair)[1] for pair in node.value)
    indent = " " * node.value[0][0].start_mark.column
    new = f"{indent}{name}: {_nested(further, value) if further else as_written(value)}{newline}"
    return "".join([*lines[:end], new, *lines[end:]])


def _lines_for(name: str, inner: Sequence[str], value: str | tuple[str, ...], newline: str) -> str:
    """The lines of a new field; one within it has a line of its own, and what is further in stands in braces."""
    if not inner:
        return f"{name}: {as_written(value)}{newline}"
    first, *rest = inner
    return f"{name}:{newline}  {first}: {_nested(rest, value) if rest else as_written(value)}{newline}"


def _nested(names: Sequence[str], value: str | tuple[str, ...]) -> str:
    """A value in braces, within fields of these names."""
    if not names:
        return as_written(value, flow=True)
    return f"{{{as_written(names[0], flow=True)}: {_nested(names[1:], value)}}}"


def _in_flow(front: str, node: yaml.MappingNode, name: str, new: str | None) -> str:
    """A field in braces says something else, is new, or goes."""
    kept = [(k.value, source_of(front, old)) for k, old in node.value if k.value != name or new is not None]
    if new is not None:
        known = any(k == name for k, _ in kept)
        kept = [(k, new if k == name else old) for k, old in kept]
        kept += [] if known else [(name, new)]
    return put(front, node, f"{{{', '.join(f'{as_written(k, flow=True)}: {source}' for k, source in kept)}}}")


def _without(front: str, node: yaml.MappingNode, name: str) -> str:
    """The text without a field of a mapping."""
    pair = pair_of(node, name)
    if pair is None:
        return front
    return _in_flow(front, node, name, None) if node.flow_style else without_lines(front, lines_of(front, pair))


def replaced(front: str, pair: KeyValue, value: str | tuple[str, ...], newline: str) -> str:
    """Another value where one stands."""
    _, node = pair
    if isinstance(value, tuple) and isinstance(node, yaml.SequenceNode):
        if not (node.flow_style or value):
            key, (start, end) = pair[0].end_mark.index + 1, lines_of(front, pair)  # behind the colon
            return without_lines(f"{front[:key]} []{front[key:]}", (start + 1, end))
        if not node.flow_style:
            return _as_block(front, node, value, lines_of(front, pair)[1], newline)
        sources = {entry.value: source_of(front, entry) for entry in node.value}
        return put(front, node, f"[{', '.join(sources.get(e) or as_written(e, flow=True) for e in value)}]")
    style = _style(node)
    source = front[node.start_mark.index : node.end_mark.index]
    behind = source[len(source.rstrip()) :] if style in ("|", ">") else ""
    new = as_written(value, style=style)
    if not source:
        return front[: node.start_mark.index] + f" {new}" + front[node.start_mark.index :]
    return put(front, node, new + behind)


def _as_block(front: str, node: yaml.SequenceNode, value: tuple[str, ...], end: int, newline: str) -> str:
    """A list with an entry on each line: entries that stay keep their lines, new ones come behind them."""
    lines = LINE.findall(front)
    line_of = {entry.value: entry.start_mark.line for entry in node.value}
    if any(entry.start_mark.line != entry.end_mark.line for entry in node.value) or len(line_of) != len(node.value):
        raise CannotEditError("a list in it is written in an unusual way")
    dash = lines[node.value[0].start_mark.line][: node.value[0].start_mark.column]
    kept = [entry for entry in line_of if entry in value]
    if list(value[: len(kept)]) == kept:
        behind = max(line_of.values()) + 1
        new = [f"{dash}{as_written(entry)}{newline}" for entry in value[len(kept) :]]
        gone = {line for entry, line in line_of.items() if entry not in value}
        made = [line for n, line in enumerate(lines[:behind]) if n not in gone]
        return "".join([*made, *new, *lines[behind:]])
    # In another order: the lines change places, those that say what stays and those that are new.
    first = min(line_of.values())
    row = [lines[line_of[e]] if e in line_of else f"{dash}{as_written(e)}{newline}" for e in value]
    rest = [line for n, line in enumerate(lines[first:end], first) if n not in line_of.values()]
    return "".join([*lines[:first], *row, *rest, *lines[end:]])


def pair_of(node: yaml.MappingNode, name: str) -> KeyValue | None:
    """A field of a mapping: its key and its value."""
    return next(((key, value) for key, value in node.value if key.value == name), None)


def lines_of(front: str, pair: KeyValue) -> tuple[int, int]:
    """The lines of a field, from the first to the one behind the last."""
    lines = LINE.findall(front)
    key, value = pair
    start, margin = key.start_mark.line, key.start_mark.column
    # A list may stand as far out as the field that it is of.
    is_list = isinstance(value, yaml.SequenceNode) and not value.flow_style and value.start_mark.column == margin
    whole = (isinstance(value, yaml.CollectionNode) and value.flow_style) or _style(value) in ("'", '"')
    least = value.end_mark.line + 1 if whole else start + 1
    end = next((n for n in range(least, len(lines)) if _is_outside(lines[n], margin, is_list)), len(lines))
    # Comments as far out as the field itself, and empty lines, belong to what follows.
    while end > least and re.fullmatch(rf"\s{{,{margin}}}(#.*)?\s*", lines[end - 1]):
        end -= 1
    return start, end


def _is_outside(line: str, margin: int, is_list: bool) -> bool:
    """Whether a line begins something that is no part of a field at this margin."""
    words = line.lstrip(" ")
    if not words.strip() or words.startswith("#"):
        return False
    indent = len(line) - len(words)
    return indent < margin or (indent == margin and not (is_list and words.startswith("-")))


def _style(node: yaml.Node) -> str | None:
    return node.style if isinstance(node, yaml.ScalarNode) else None


def without_lines(front: str, gone: tuple[int, int]) -> str:
    """The text without some lines, from the first to the one behind the last."""
    lines = LINE.findall(front)
    return "".join([*lines[: gone[0]], *lines[gone[1] :]])


def _added(front: str, new: str, name: str, order: Sequence[str]) -> str:
    """Front matter with a field more."""
    root = yaml.compose(front.translate(OTHER_BREAKS), Loader=yaml.CSafeLoader)
    pairs: Sequence[KeyValue] = root.value if isinstance(root, yaml.MappingNode) else ()
    before = order[: order.index(name)]
    near = [pair for pair in pairs if pair[0].value in before]
    nearest = max(near, key=lambda pair: before.index(pair[0].value), default=None)
    lines = LINE.findall(front)
    at = lines_of(front, nearest)[1] if nearest else len(lines)
    return "".join([*lines[:at], new, *lines[at:]])


def source_of(front: str, node: yaml.Node) -> str:
    """A value of one line as it is written. Raises CannotEditError for any other."""
    source = front[node.start_mark.index : node.end_mark.index]
    if re.search(r"[\r\n]", source) or not (source or isinstance(node, yaml.ScalarNode)):
        raise CannotEditError("a field in it is written in an unusual way")
    return source


def put(front: str, node: yaml.Node, new: str) -> str:
    """Other words where a value stands; a comment within it would be lost."""
    gone = front[node.start_mark.index : node.end_mark.index]
    if isinstance(node, yaml.CollectionNode) and re.search(r"\s#", gone):
        raise CannotEditError("a comment in it would be lost")
    return front[: node.start_mark.index] + new + front[node.end_mark.index :]


def as_written(value: str | tuple[str, ...], *, style: str | None = None, flow: bool = False) -> str:
    """A value as YAML: in quotes of the same kind as before, and without any where none are needed."""
    if isinstance(value, tuple):
        return f"[{', '.join(as_written(entry, flow=True) for entry in value)}]"
    double, single = json.dumps(value, ensure_ascii=False), "'" + value.replace("'", "''") + "'"
    ways = {'"': (double,), "'": (single, double)}.get(style or "", (value, double))
    for way in ways:
        read = strict_yaml.parse(f"[{way}]" if flow else f"a: {way}\n", "")
        said = [value] if flow else {"a": value}
        if read.value is not None and not read.errors and read.value.value == said:
            return way
    raise CannotEditError("there is a character in it that no page may hold")


def _plain(front: str) -> str:
    return front.replace("\r\n", "\n").replace("\r", "\n")
