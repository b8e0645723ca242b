"""The slips of one line of front matter: of its name, the sign behind it, and its value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.content.slip import Slip, writing
from generator.content.written_lines import (
    IGNORED,
    LINE,
    UNSEEN_AT_ALL,
    FieldLines,
    Names,
    ValueKind,
    as_remark,
    is_blank,
    name_in,
    value_of,
)
from generator.content.written_values import PAIRS, Meant, as_list, meant_as_text

RULE = "yaml-syntax"
NO_FIELD = "there is no field in this line: neither a name nor a colon"
PROSE_ENDS = re.compile(r"[.!?…:;\"”’)\]]\s*$")


@dataclass(frozen=True, slots=True)
class FieldsAround:
    """What is around a line: the names of fields, those that are written at the margin, and the field above."""

    names: Names
    written: frozenset[str]
    above: FieldLines | None


def empty_looking(line: str, number: int) -> Iterator[Slip]:
    """A line that looks empty and is not."""
    if line and is_blank(line) and line.strip(" "):
        what = "a Tab" if "\t" in line else "a space that cannot be seen"
        yield syntax_slip(
            number, 1, f"this line looks empty, but {what} stands in it", "delete what stands in the line", ""
        )


def syntax_slip(
    number: int, column: int, message: str, hint: str, *lines: str, certain: bool = True, count: int = 1
) -> Slip:
    """A slip of YAML's own signs, from a line on and over ``count`` of them, with the lines as they should be."""
    return Slip(
        rule=RULE,
        line=number,
        column=column,
        message=message,
        hint=hint,
        corrected=lines or None,
        certain=certain,
        count=count,
    )


def in_line(line: str, number: int, within: tuple[str, ...], around: FieldsAround, *, alone: bool) -> Iterator[Slip]:
    """The slips of one line: of its name, the sign behind it, and its value."""
    if within == () and (made := as_remark(line)) is not None:
        yield syntax_slip(number, 1, "a remark in front matter begins with #", writing(made), made)
        return
    found = LINE.fullmatch(line)
    known = _known(found["key"], within, around.names) if found else None
    if found is None or not _may_be_field(found, known, around.names):
        if not within and alone:
            yield from _stray(line, number, around)
        return
    yield from _corrected(line, found, number, within, known, around, alone=alone)


def _may_be_field(found: re.Match[str], known: str | None, names: Names) -> bool:
    """Whether a line is a field with something wrong in it, and not a sentence."""
    if found["sign"] == ":":
        return known is not None or names.is_name(found["key"]) or not _of_the_name(found, "")[0]
    return known is not None and bool(found["sign"] or not found["value"] or (found["before"] and not found["close"]))


def _corrected(
    line: str,
    found: re.Match[str],
    number: int,
    within: tuple[str, ...],
    known: str | None,
    around: FieldsAround,
    *,
    alone: bool,
) -> Iterator[Slip]:
    name = known or found["key"]
    reasons, column = _of_the_name(found, name)
    value, certain = within_marks(found)
    certain = certain and (bool(found["sign"]) or _is_no_sentence(value, name, around))
    if alone and value:
        shape = around.names.shape((*within, name)) if known is not None else "text"
        meant = _value(value, shape)
        if meant is None:
            return
        if meant.written is None:
            yield syntax_slip(number, found.start("value") + 1, meant.reason, meant.hint, certain=False)
            return
        value, certain = meant.written, certain and meant.certain
        if meant.reason:
            reasons.append(meant.reason)
            column = column or found.start("value") + 1
        elif " #" in value and (known is None or shape != "text" or value[0] in "\"'"):
            # Of a bare text, what stands behind it is looked at when it can be read (`content.lost_values`).
            certain = False
    if reasons:
        indent = line[: len(line) - len(line.lstrip(" "))]
        made = f"{indent}{name}:{' ' if value else ''}{value}"
        yield syntax_slip(number, column or 1, "; and ".join(reasons), writing(made), made, certain=certain)


def within_marks(found: re.Match[str]) -> tuple[str, bool]:
    """The value of a line that stands in quotation marks or asterisks as a whole, and whether that is certain."""
    opened = found["open"].removeprefix("* ")
    inner = found["value"].rstrip(",;")
    if not opened or found["close"] or len(inner) <= len(opened):
        return found["value"], True
    closed = inner[-len(opened) :]
    if any(sign not in (mark, *PAIRS.get(mark, "")) for mark, sign in zip(opened, reversed(closed), strict=True)):
        return found["value"], True
    inner = inner.removesuffix(closed)
    is_odd = any(inner.count(mark) % 2 for mark in opened + closed)
    # With an odd one at its start, the value is a pair of its own.
    return (found["value"], True) if is_odd and inner[0] in opened else (inner, not is_odd)


def _known(key: str, within: tuple[str, ...], names: Names) -> str | None:
    if not within:
        return names.field(key)
    inner = names.inner(within)
    return next((name for name in inner if name == key), None)


def _of_the_name(found: re.Match[str], name: str) -> tuple[list[str], int]:
    """What is wrong up to the value, and in which column; nothing where nothing is."""
    reasons: list[str] = []
    column = 0
    if UNSEEN_AT_ALL.search(found["lead"]):
        reasons.append("a character that cannot be seen stands before the name of the field")
        column = 1
    if found["open"] or found["close"] or found["marks"]:
        reasons.append("the name of a field stands without quotation marks and asterisks")
        column = column or found.start("open") + 1
    if not found["sign"]:
        reasons.append(f"there is no colon behind “{name}”")
        column = column or found.end("key") + 1
    elif found["sign"] != ":":
        reasons.append(f"“{found['sign']}” stands behind “{name}” in place of a colon")
        column = column or found.start("sign") + 1
    elif found["value"] and not found["after"]:
        reasons.append(f"there is no space behind the colon of “{name}”")
        column = column or found.end("sign") + 1
    if UNSEEN_AT_ALL.search(found["before"] + found["after"]):
        unseen = next(iter(UNSEEN_AT_ALL.finditer(found["before"] + found["after"])))[0]
        what = "a character that cannot be seen" if IGNORED.fullmatch(unseen) else "a no-break space"
        reasons.append(f"{what} stands beside the colon of “{name}”, where YAML wants a plain one")
        column = column or found.start("before" if UNSEEN_AT_ALL.search(found["before"]) else "after") + 1
    return reasons, column


def _value(value: str, shape: ValueKind) -> Meant | None:
    """A value as it was meant, with no reason where nothing is wrong with it; None where it cannot be told."""
    if value_of([f"x: {value}"]) is not None:
        return Meant(value, "")
    if shape == "list":
        row = as_list(value)
        return Meant(row, "this list is not written as one") if row else None
    return None if shape in ("fields", "flag") else meant_as_text(value)


def _is_no_sentence(value: str, name: str, around: FieldsAround) -> bool:
    """Whether a line without a colon is a field, and not the end of a sentence that stands above it."""
    if name in around.written:
        return False
    if around.above is None or not value[:1].islower():
        return True
    last = around.above.lines[-1].strip()
    return bool(PROSE_ENDS.search(last)) or not re.search(r":\s+\S+\s+\S+", last)


def _stray(line: str, number: int, around: FieldsAround) -> Iterator[Slip]:
    """A line that is no field."""
    if is_blank(line):
        yield from empty_looking(line, number)
        return
    over = around.names.field(name_in(around.above.lines[0]) or "") if around.above is not None else None
    if over is not None and around.names.shape((over,)) == "text":
        hint = f"if it goes on with “{over}”, begin it with two spaces; if it is a remark of yours, with #"
        yield syntax_slip(number, 1, NO_FIELD, hint, f"  {line.strip()}", certain=False)
    else:
        hint = "write “name: value”; if it is a remark of yours, begin it with #"
        yield syntax_slip(number, 1, NO_FIELD, hint, f"# {line.strip()}", certain=False)
