"""Changing the consent block or the aliases of a story's file; every other byte of the file stays as it is.

ruamel.yaml keeps comments and order within the block. What comes out is read again, and must say the same as before but
for the changes: an edit that would say anything else is refused.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from generator.content import strict_yaml
from generator.content.strict_yaml import Value

FENCE = "---"
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
FieldValue = str | date | tuple[str, ...] | Mapping[str, str] | None


class CannotEditError(Exception):
    """The front matter is written in a way in which it cannot be changed safely; it stays as it is."""


def with_consent(data: bytes, changes: Mapping[str, FieldValue]) -> bytes:
    """A story's file with these fields of its consent changed or added; None empties a field that is there.

    Raises CannotEditError.
    """

    def edited(block: str) -> str:
        return _edited(block or "consent:\n", changes)

    return _with_block(data, "consent", edited, lambda before: _expected(before, changes))


def with_aliases(data: bytes, added: Collection[str], dropped: Collection[str]) -> bytes:
    """A story's file with some aliases more and some less, as they are written there. Raises CannotEditError."""

    def wanted(before: Mapping[str, Value]) -> list[Value]:
        listed = before.get("aliases")
        kept = [alias for alias in listed if alias not in dropped] if isinstance(listed, list) else []
        return [*kept, *(alias for alias in added if alias not in kept)]

    def expected(before: Mapping[str, Value]) -> dict[str, Value]:
        rest = {name: value for name, value in before.items() if name != "aliases"}
        return {**rest, "aliases": row} if (row := wanted(before)) else rest

    def edited(block: str) -> str:
        if not block:
            return f"aliases: [{', '.join(added)}]\n"
        row = wanted(_values(block.splitlines(keepends=True)))
        return _listed(block, "aliases", [str(alias) for alias in row]) if row else ""

    return _with_block(data, "aliases", edited, expected)


def _with_block(
    data: bytes,
    key: str,
    edit: Callable[[str], str],
    expected: Callable[[Mapping[str, Value]], Mapping[str, Value]],
) -> bytes:
    """A file whose block of this name is edited, and then says what is expected of it."""
    text = data.decode("utf-8-sig")
    lines = LINE.findall(text)
    fence = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if fence is None or lines[0].rstrip() != FENCE:
        raise CannotEditError("it has no front matter")
    newline = "\r\n" if lines[0].endswith("\r\n") else "\n"
    before = _values(lines[1:fence])
    start, end = _block(lines[1:fence], key)
    block = "".join(lines[start + 1 : end + 1]).replace("\r\n", "\n").replace("\r", "\n")
    edited = edit(block).replace("\n", newline)
    made = [*lines[: start + 1], edited, *lines[end + 1 : fence]]
    if _values("".join(made[1:]).splitlines(keepends=True)) != expected(before):
        raise CannotEditError(f"its “{key}” is written in an unusual way")
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return bom + "".join([*made, *lines[fence:]]).encode()


def _values(front: list[str]) -> dict[str, Value]:
    parsed = strict_yaml.parse("".join(front).replace("\r\n", "\n").replace("\r", "\n"), "")
    if parsed.value is None or not isinstance(parsed.value.value, dict) or parsed.errors:
        raise CannotEditError("its front matter has errors")
    return parsed.value.value


def _block(front: list[str], key: str) -> tuple[int, int]:
    """The lines of a block, from the first to the one behind the last; an empty place at the end if none."""
    parsed = strict_yaml.parse("".join(front).replace("\r\n", "\n").replace("\r", "\n"), "", first_line=0)
    keys = parsed.made.keys
    if (key,) not in keys:
        return len(front), len(front)
    start = keys[key,].line
    end = min((span.line for loc, span in keys.items() if len(loc) == 1 and span.line > start), default=len(front))
    # Comments at the margin, and empty lines, belong to what follows.
    while end > start + 1 and (not front[end - 1].strip() or front[end - 1].startswith("#")):
        end -= 1
    return start, end


def _edited(block: str, changes: Mapping[str, FieldValue]) -> str:
    yaml = _yaml(block)
    try:
        document = yaml.load(block)
        consent = document["consent"]
        if not isinstance(consent, CommentedMap):
            consent = document["consent"] = CommentedMap()
        for name, value in changes.items():
            if value is not None or name in consent:
                consent[name] = _as_yaml(value)
        out = io.StringIO()
        yaml.dump(document, out)
    except (YAMLError, TypeError, KeyError) as e:
        raise CannotEditError("its consent block cannot be read") from e
    return out.getvalue()


def _listed(block: str, key: str, row: list[str]) -> str:
    """A block that is a list, with these entries; those that stay keep their places and quotes."""
    yaml = _yaml(block)
    dash = re.search(r"^( *)-", block, re.MULTILINE)
    yaml.indent(sequence=len(dash[1]) + 2 if dash else 2, offset=len(dash[1]) if dash else 0)
    try:
        document = yaml.load(block)
        if not isinstance(document[key], CommentedSeq):
            document[key] = _as_yaml(())
        listed = document[key]
        for entry in [entry for entry in listed if str(entry) not in row]:
            listed.remove(entry)
        listed += [entry for entry in row if entry not in listed]
        out = io.StringIO()
        yaml.dump(document, out)
    except (YAMLError, TypeError, KeyError) as e:
        raise CannotEditError(f"its “{key}” cannot be read") from e
    return out.getvalue()


def _yaml(block: str) -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096  # no line is folded
    indent = re.search(r"^( +)[^\s#]", block, re.MULTILINE)
    yaml.indent(mapping=len(indent[1]) if indent else 2)
    return yaml


def _as_yaml(value: FieldValue) -> object:
    if isinstance(value, tuple):
        row = CommentedSeq(value)
        row.fa.set_flow_style()
        return row
    return CommentedMap(value) if isinstance(value, Mapping) else value


def _expected(before: Mapping[str, Value], changes: Mapping[str, FieldValue]) -> dict[str, Value]:
    old = before.get("consent")
    consent: dict[str, Value] = dict(old) if isinstance(old, dict) else {}
    for name, value in changes.items():
        if value is None and name not in consent:
            continue
        match value:
            case None:
                consent[name] = None
            case tuple():
                consent[name] = list(value)
            case Mapping():
                consent[name] = dict(value)
            case _:
                consent[name] = str(value)
    return {**before, "consent": consent}
