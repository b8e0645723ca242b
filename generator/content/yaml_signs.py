"""What YAML reads in another way than it looks: remarks, and values in double quotation marks, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from generator.content.strict_yaml import OTHER_BREAKS
from generator.ground.diagnostics import Span


@dataclass(frozen=True, slots=True)
class YamlSign:
    """What stands at a place: a remark from its hash on, or a value in its quotation marks."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class YamlSigns:
    """All remarks of a document, all values in double quotation marks, and the ends of mappings in braces."""

    remarks: tuple[YamlSign, ...]
    quoted: tuple[YamlSign, ...]
    braces: tuple[Span, ...]


def signs(front: Sequence[str], first: int) -> YamlSigns:
    """The signs in lines that YAML can read; ``first`` is the number of the first one."""
    lines = [line.translate(OTHER_BREAKS) for line in front]
    rest, quoted, braces = list(lines), list[YamlSign](), list[Span]()  # outside of values, every hash begins a remark
    for event in yaml.parse("\n".join(lines) + "\n", Loader=yaml.CSafeLoader):
        start: Any = event.start_mark
        end: Any = event.end_mark
        if isinstance(event, yaml.MappingEndEvent) and end.index > start.index:
            braces.append(Span(end.line + first, end.column))
        if not isinstance(event, yaml.ScalarEvent):
            continue
        if event.style == '"':
            rows = [*lines[start.line : end.line], lines[end.line][: end.column]]
            words = "\n".join(rows)[start.column :]
            quoted.append(YamlSign(Span(start.line + first, start.column + 1), words))
        in_head = event.style in ("|", ">")
        for n in range(start.line + in_head, min(end.line + 1, len(rest))):
            begin = start.column if n == start.line else 0
            stop = end.column if n == end.line else len(rest[n])
            if "#" in rest[n][begin:stop]:
                rest[n] = f"{rest[n][:begin]}{'x' * (stop - begin)}{rest[n][stop:]}"
    remarks = [(n, row.index("#")) for n, row in enumerate(rest) if "#" in row]
    found = (YamlSign(Span(n + first, at + 1), front[n][at:]) for n, at in remarks)
    return YamlSigns(tuple(found), tuple(quoted), tuple(braces))
