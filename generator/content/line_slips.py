"""Slips in lines of front matter that YAML cannot read: told one by one, each on its own line.

YAML's parser tells of the first only, in its own words, and often a line late. So every field is read for itself here,
and where one cannot be read, the usual slips are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.content import strict_yaml
from generator.content.slip import Slip, writing
from generator.content.written_lines import (
    CONSENT,
    IGNORED,
    LINE,
    ODD_SPACE,
    OTHER_SPACES,
    UNSEEN_AT_ALL,
    FieldLines,
    Names,
    ValueKind,
    as_remark,
    blocks,
    is_blank,
    is_remark,
    name_in,
    value_of,
)
from generator.content.written_values import PAIRS, Meant, as_list, meant_as_text
from generator.ground.diagnostics import Diagnostic, Severity

RULE = "yaml-syntax"
NO_FIELD = "there is no field in this line: neither a name nor a colon"
PROSE_ENDS = re.compile(r"[.!?…:;\"”’)\]]\s*$")


@dataclass(frozen=True, slots=True)
class _Around:
    """What is around a line: the names of fields, those that are written at the margin, and the field above."""

    names: Names
    written: frozenset[str]
    above: FieldLines | None


def line_slips(front: Sequence[str], first: int, names: Names, consent: frozenset[int]) -> list[Slip]:
    """The slips in front matter that is no YAML; ``first`` is the number of its first line.

    ``consent`` are the indices of lines that belong to the consent.
    """
    found: list[Slip] = []
    above: FieldLines | None = None
    written = frozenset(name for line in front if (name := name_in(line)) is not None)
    for block in blocks(front, names):
        if above is None:
            found += _before_any(front[: block.start], first, names)
        unread = value_of(block.lines) is None
        if unread or _stands_outside(block, consent, names):
            number = first + block.start
            slips = [*_in_block(block, number, _Around(names, written, above), inside=block.start in consent)]
            if unread and not any(slip.severity is Severity.ERROR for slip in slips):
                slips += _as_yaml_says(block, number)
            found += (replace(slip, of_consent=slip.line - first in consent) for slip in slips)
        above = block
    return found


def written_together(line: str, number: int, names: Names) -> Slip | None:
    """The slip of a line that YAML reads, since the colon in a value ends the name for it: ``title:Home: a list``.

    Or since it does not know the marks around all of it: ``“title: Home”``. None where the line begins with no field
    that holds text, or what is meant cannot be told.
    """
    found = LINE.fullmatch(line)
    known = names.field(found["key"]) if found else None
    if found is None or known is None or not found["sign"] or names.shape((known,)) != "text":
        return None
    if not re.search(r":(?:\s|$)", found["value"]) and _within_marks(found)[0] == found["value"]:
        return None
    slip = next(_in_line(line, number, (), _Around(names, frozenset(), None), alone=True), None)
    return slip and replace(slip, certain=slip.certain and " #" not in found["value"])


def _before_any(lines: Sequence[str], first: int, names: Names) -> Iterator[Slip]:
    """Lines above the first field: those that hold only what is not to be seen, and fields that are indented."""
    for index, line in enumerate(lines):
        yield from _white(line, first + index)
        if re.match(r"- +[A-Za-z_]+:(\s|$)", line):
            hint = "write each field without a dash before it"
            yield _slip(first + index, 1, "a field does not begin with a dash", hint, certain=False)
        name = _indented_name(line, names)
        if name is not None:
            yield _at_margin(line, name, first + index, certain=True)


def _indented_name(line: str, names: Names) -> str | None:
    """The field that a line names which is indented; None if it is not, or names none."""
    found = LINE.fullmatch(line)
    if found is None or not line[:1].isspace() or found["sign"] != ":" or found["key"] not in names.known:
        return None
    return found["key"] if found["after"] or not found["value"] else None


def _at_margin(line: str, name: str, number: int, *, certain: bool) -> Slip:
    made = line.lstrip()
    return _slip(number, 1, f"“{name}” is indented; it belongs at the margin", writing(made), made, certain=certain)


def _stands_outside(block: FieldLines, consent: frozenset[int], names: Names) -> bool:
    name = name_in(block.lines[0])
    return block.start in consent and name in CONSENT and name not in names.known


def _white(line: str, number: int) -> Iterator[Slip]:
    """A line that looks empty and is not."""
    if line and is_blank(line) and line.strip(" "):
        what = "a Tab" if "\t" in line else "a space that cannot be seen"
        yield _slip(number, 1, f"this line looks empty, but {what} stands in it", "delete what stands in the line", "")


def _slip(number: int, column: int, message: str, hint: str, *lines: str, certain: bool = True, count: int = 1) -> Slip:
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


def _in_block(block: FieldLines, number: int, around: _Around, *, inside: bool) -> Iterator[Slip]:
    """The slips of one field; ``inside``: among the lines of the consent."""
    lines, names = list(block.lines), around.names
    for slip in _spaces(lines, number):
        lines[slip.line - number] = (slip.corrected or ("",))[0]
        yield slip
    if value_of(lines) is not None and not (inside and _stands_outside_name(lines[0], names)):
        return
    name = name_in(lines[0])
    if inside and name in CONSENT and name not in names.known:
        yield _out_of_consent(lines[0], name, number)
        return
    parent = name if name in names.known and names.shape((name,)) == "fields" else None
    filled = [index for index, line in enumerate(lines) if not is_blank(line) and not is_remark(line)]
    inner = names.inner((parent,)) if parent else ()
    indented = [index for index in filled[1:] if _indented_name(lines[index], names) not in (None, *inner)]
    for index in indented:
        other = _indented_name(lines[index], names) or ""
        yield _at_margin(lines[index], other, number + index, certain=other not in around.written)
    filled = [index for index in filled if index not in indented]
    lines = ["" if index in indented else line for index, line in enumerate(lines)]
    if parent is None and len(filled) > 1 and not indented and (joined := _joined(lines, filled, number, names)):
        yield joined
        return
    yield from _uneven(lines, filled, number)
    if indented:
        filled = filled[:1]
    yield from _line_by_line(lines, filled, number, around, parent)


def _line_by_line(
    lines: Sequence[str], filled: Sequence[int], number: int, around: _Around, parent: str | None
) -> Iterator[Slip]:
    alone = len(filled) == 1
    # Behind a hash, words of a text over several lines would be lost.
    certain = alone or not any("#" in lines[index] for index in filled)
    for index in filled:
        line = lines[index]
        if index == 0 and not line[:1].isspace():
            for slip in _in_line(line, number, (), around, alone=alone):
                yield replace(slip, certain=slip.certain and certain)
        elif parent and re.match(r"\s+[A-Za-z_]+", line):
            yield from _in_line(line, number + index, (parent,), around, alone=True)


def _out_of_consent(line: str, name: str, number: int) -> Slip:
    message = f"“{name}” belongs to “consent”, but stands at the margin"
    hint = f"begin the line with two spaces, as the other lines below “consent:” do: {line.strip()}"
    if ODD_SPACE.match(line):
        message, hint = OTHER_SPACES, f"delete them, and type two with the space bar: {line.strip()}"
    return _slip(number, 1, message, hint, f"  {line.lstrip()}", certain=False)


def _stands_outside_name(line: str, names: Names) -> bool:
    name = name_in(line)
    return name in CONSENT and name not in names.known


def _spaces(lines: Sequence[str], number: int) -> Iterator[Slip]:
    """Indentation that is none for YAML: by Tabs, or by spaces that cannot be seen to be others."""
    for index, line in enumerate(lines):
        indent = line[: len(line) - len(line.lstrip())]
        if is_blank(line):
            yield from _white(line, number + index)
        elif "\t" in indent:
            made = indent.replace("\t", "  ") + line.lstrip()
            hint = f"write two spaces in its place: {made.strip()}"
            yield _slip(number + index, 1, "this line begins with a Tab, and YAML wants spaces", hint, made)
        elif index and UNSEEN_AT_ALL.search(indent):
            made = " " * len(indent) + line.lstrip()
            yield _slip(number + index, 1, OTHER_SPACES, "delete them, and type as many with the space bar", made)


def _uneven(lines: list[str], filled: Sequence[int], number: int) -> Iterator[Slip]:
    """Fields within a field that do not stand below each other; mended in ``lines``, too."""
    within = [index for index in filled[1:] if re.match(r" +[A-Za-z_]+\s*:(\s|$)", lines[index])]
    if not within:
        return
    wanted = re.match(" +", lines[within[0]])
    opened = -1
    for index in within:
        indent = len(lines[index]) - len(lines[index].lstrip())
        if wanted is None or (opened >= 0 and indent > opened):
            continue
        if indent != len(wanted[0]):
            made = wanted[0] + lines[index].lstrip()
            hint = f"begin it with {len(wanted[0])} spaces, as line {number + within[0]} does"
            lines[index] = made
            yield _slip(number + index, 1, "this line is not indented like those above it", hint, made)
            indent = len(wanted[0])
        opened = indent if re.search(r":\s*$", lines[index]) else -1


def _joined(lines: Sequence[str], filled: Sequence[int], number: int, names: Names) -> Slip | None:
    """A text over several lines that holds what YAML takes for its own signs, written as one line."""
    head = LINE.fullmatch(lines[0])
    name = head and names.field(head["key"])
    if head is None or name is None or names.shape((name,)) != "text" or head["sign"] != ":":
        return None
    if not all(lines[index][:1] == " " for index in filled[1:]) or head["value"][:1] in ("|", ">"):
        return None
    words = " ".join([head["value"], *(lines[index].strip() for index in filled[1:])]).strip()
    meant = meant_as_text(words)
    if meant is None or meant.written is None:
        return None
    made = f"{name}: {meant.written}"
    below = [index for index in filled[1:] if re.search(r":(?:\s|$)", lines[index])]
    at = below[0] if below and value_of([lines[0]]) is not None else 0
    column = head.start("value") + 1 if at == 0 else len(lines[at]) - len(lines[at].lstrip()) + 1
    told = _slip(number + at, column, meant.reason, writing(made), made, certain=meant.certain)
    return replace(told, start=number, count=filled[-1] + 1)


def _in_line(line: str, number: int, within: tuple[str, ...], around: _Around, *, alone: bool) -> Iterator[Slip]:
    """The slips of one line: of its name, the sign behind it, and its value."""
    if within == () and (made := as_remark(line)) is not None:
        yield _slip(number, 1, "a remark in front matter begins with #", writing(made), made)
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
    around: _Around,
    *,
    alone: bool,
) -> Iterator[Slip]:
    name = known or found["key"]
    reasons, column = _of_the_name(found, name)
    value, certain = _within_marks(found)
    certain = certain and (bool(found["sign"]) or _is_no_sentence(value, name, around))
    if alone and value:
        shape = around.names.shape((*within, name)) if known is not None else "text"
        meant = _value(value, shape)
        if meant is None:
            return
        if meant.written is None:
            yield _slip(number, found.start("value") + 1, meant.reason, meant.hint, certain=False)
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
        yield _slip(number, column or 1, "; and ".join(reasons), writing(made), made, certain=certain)


def _within_marks(found: re.Match[str]) -> tuple[str, bool]:
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


def _is_no_sentence(value: str, name: str, around: _Around) -> bool:
    """Whether a line without a colon is a field, and not the end of a sentence that stands above it."""
    if name in around.written:
        return False
    if around.above is None or not value[:1].islower():
        return True
    last = around.above.lines[-1].strip()
    return bool(PROSE_ENDS.search(last)) or not re.search(r":\s+\S+\s+\S+", last)


def _stray(line: str, number: int, around: _Around) -> Iterator[Slip]:
    """A line that is no field."""
    if is_blank(line):
        yield from _white(line, number)
        return
    over = around.names.field(name_in(around.above.lines[0]) or "") if around.above is not None else None
    if over is not None and around.names.shape((over,)) == "text":
        hint = f"if it goes on with “{over}”, begin it with two spaces; if it is a remark of yours, with #"
        yield _slip(number, 1, NO_FIELD, hint, f"  {line.strip()}", certain=False)
    else:
        hint = "write “name: value”; if it is a remark of yours, begin it with #"
        yield _slip(number, 1, NO_FIELD, hint, f"# {line.strip()}", certain=False)


def _as_yaml_says(block: FieldLines, number: int) -> Iterator[Slip]:
    """What YAML's parser says of one field alone, on a line of this field."""
    parsed = strict_yaml.parse("\n".join(block.lines) + "\n", "", number)
    for problem in parsed.diagnostics:
        yield _of_yaml(problem, block, number)


def _of_yaml(problem: Diagnostic, block: FieldLines, number: int) -> Slip:
    last = number + max(index for index, line in enumerate(block.lines) if not is_blank(line))
    at_end = problem.span.line > last
    line, column = (last, len(block.lines[last - number]) + 1) if at_end else (problem.span.line, problem.span.column)
    return Slip(rule=problem.rule, line=line, column=column, message=problem.message, hint=problem.hint)
