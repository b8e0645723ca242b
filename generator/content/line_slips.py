"""Slips in lines of front matter that YAML cannot read: told one by one, each on its own line.

YAML's parser tells of the first only, in its own words, and often a line late. So every field is read for itself here,
and where one cannot be read, the usual slips are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.content import strict_yaml
from generator.content.field_line import FieldsAround, empty_looking, in_line, syntax_slip, within_marks
from generator.content.slip import Slip, writing
from generator.content.written_lines import (
    CONSENT,
    LINE,
    ODD_SPACE,
    OTHER_SPACES,
    UNSEEN_AT_ALL,
    FieldLines,
    Names,
    blocks,
    is_blank,
    is_remark,
    name_in,
    value_of,
)
from generator.content.written_values import PERHAPS, Meant, in_quotes, meant_as_text
from generator.ground.diagnostics import Diagnostic, Severity


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
            slips = [*_in_block(block, number, FieldsAround(names, written, above), inside=block.start in consent)]
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
    if found is None or known is None or not found["sign"]:
        return None
    is_within = within_marks(found)[0] != found["value"]
    if not is_within and (names.shape((known,)) != "text" or not re.search(r":(?:\s|$)", found["value"])):
        return None
    slip = next(in_line(line, number, (), FieldsAround(names, frozenset(), None), alone=True), None)
    return slip and replace(slip, certain=slip.certain and " #" not in found["value"])


def _before_any(lines: Sequence[str], first: int, names: Names) -> Iterator[Slip]:
    """Lines above the first field: those that hold only what is not to be seen, and fields that are indented."""
    for index, line in enumerate(lines):
        yield from empty_looking(line, first + index)
        if re.match(r"- +[A-Za-z_]+:(\s|$)", line):
            hint = "write each field without a dash before it"
            yield syntax_slip(first + index, 1, "a field does not begin with a dash", hint, certain=False)
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
    return syntax_slip(
        number, 1, f"“{name}” is indented; it belongs at the margin", writing(made), made, certain=certain
    )


def _stands_outside(block: FieldLines, consent: frozenset[int], names: Names) -> bool:
    name = name_in(block.lines[0])
    return block.start in consent and name in CONSENT and name not in names.known


def _in_block(block: FieldLines, number: int, around: FieldsAround, *, inside: bool) -> Iterator[Slip]:
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
        yield replace(joined, certain=joined.certain and not _has_hashes_below(lines))
        return
    yield from _uneven(lines, filled, number)
    if indented:
        filled = filled[:1]
    yield from _line_by_line(lines, filled, number, around, parent)


def _line_by_line(
    lines: Sequence[str], filled: Sequence[int], number: int, around: FieldsAround, parent: str | None
) -> Iterator[Slip]:
    alone = len(filled) == 1
    # Behind a hash, words of a text over several lines would be lost.
    certain = not _has_hashes_below(lines) and (alone or not any("#" in lines[index] for index in filled))
    for index in filled:
        line = lines[index]
        if index == 0 and not line[:1].isspace():
            for slip in in_line(line, number, (), around, alone=alone):
                yield replace(slip, certain=slip.certain and certain)
        elif parent and re.match(r"\s+[A-Za-z_]+", line):
            yield from in_line(line, number + index, (parent,), around, alone=True)


def _has_hashes_below(lines: Sequence[str]) -> bool:
    """Whether a line of a field below its first is one that YAML takes for a remark, and may hold words."""
    return any(line[:1].isspace() and is_remark(line) for line in lines[1:])


def _out_of_consent(line: str, name: str, number: int) -> Slip:
    message = f"“{name}” belongs to “consent”, but stands at the margin"
    hint = f"begin the line with two spaces, as the other lines below “consent:” do: {line.strip()}"
    if ODD_SPACE.match(line):
        message, hint = OTHER_SPACES, f"delete them, and type two with the space bar: {line.strip()}"
    return syntax_slip(number, 1, message, hint, f"  {line.lstrip()}", certain=False)


def _stands_outside_name(line: str, names: Names) -> bool:
    name = name_in(line)
    return name in CONSENT and name not in names.known


def _spaces(lines: Sequence[str], number: int) -> Iterator[Slip]:
    """Indentation that is none for YAML: by Tabs, or by spaces that cannot be seen to be others."""
    for index, line in enumerate(lines):
        indent = line[: len(line) - len(line.lstrip())]
        if is_blank(line):
            yield from empty_looking(line, number + index)
        elif "\t" in indent:
            made = indent.replace("\t", "  ") + line.lstrip()
            hint = f"write two spaces in its place: {made.strip()}"
            yield syntax_slip(number + index, 1, "this line begins with a Tab, and YAML wants spaces", hint, made)
        elif index and UNSEEN_AT_ALL.search(indent):
            made = " " * len(indent) + line.lstrip()
            yield syntax_slip(number + index, 1, OTHER_SPACES, "delete them, and type as many with the space bar", made)


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
            yield syntax_slip(number + index, 1, "this line is not indented like those above it", hint, made)
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
    remark = next((index for index in range(filled[-1]) if is_remark(lines[index])), None)
    if remark is not None:
        made = f"{name}: {in_quotes(' '.join([head['value'], *map(str.strip, lines[1 : filled[-1] + 1])]).strip())}"
        message = "a remark stands among the lines of a text, and YAML ends the text there"
        hint = f"move it above the field; if readers are to see it, {writing(made)}"
        told = syntax_slip(number + remark, 1, message, hint, made, certain=False)
        return replace(told, start=number, count=filled[-1] + 1)
    words = " ".join([head["value"], *(lines[index].strip() for index in filled[1:])]).strip()
    meant = meant_as_text(words) or _cut_by_a_hash(words)
    if meant is None or meant.written is None:
        return None
    made = f"{name}: {meant.written}"
    below = [index for index in filled[1:] if re.search(r":(?:\s|$)", lines[index])]
    at = below[0] if below and value_of([lines[0]]) is not None else 0
    column = head.start("value") + 1 if at == 0 else len(lines[at]) - len(lines[at].lstrip()) + 1
    told = syntax_slip(number + at, column, meant.reason, writing(made), made, certain=meant.certain)
    return replace(told, start=number, count=filled[-1] + 1)


def _cut_by_a_hash(words: str) -> Meant | None:
    """A text over several lines that a hash ends before its last line."""
    if not re.search(r"\s#", words):
        return None
    reason = "YAML takes “#” and all behind it for a remark, and the line below it for none of the text"
    return Meant(in_quotes(words), reason, certain=not PERHAPS.search(words))


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
