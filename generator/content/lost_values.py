"""Words that front matter would lose without a complaint: YAML takes what stands behind “ #” for a remark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.content.slip import Slip, writing
from generator.content.strict_yaml import Document, Loc, Value
from generator.content.written_lines import Names
from generator.content.written_values import SIGN, WrittenValue, as_list, in_quotes, written_value
from generator.ground.diagnostics import Severity

# Escapes of YAML that change what is written; behind the backslash of a path they are an accident.
ESCAPE = re.compile(r"\\[0abtnvfre NLP_\t]")
RULE = "lost-words"


def lost_values(document: Document, front: Sequence[str], first: int, names: Names) -> Iterator[Slip]:
    """The places where words of a text are lost; ``first`` is the number of the first line of ``front``."""
    for loc, value in _leaves(document.value, ()):
        if not all(isinstance(part, str) for part in loc) or loc[:1] == () or loc[0] not in names.known:
            continue
        shape = names.shape(loc)
        place = written_value(document, front, first, loc) if shape in ("text", "list") else None
        if shape == "list" and place is not None:
            yield from _hashes(place, loc)
        if shape != "text":
            continue
        if place is not None:
            yield from _behind(place, value, loc)
        elif isinstance(value, str):
            yield from _over_lines(document, front, first, loc, value)


def _leaves(value: Value, loc: Loc) -> Iterator[tuple[Loc, str | None]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _leaves(part, (*loc, name))
    else:
        yield loc, None if isinstance(value, list) else value


def _behind(place: WrittenValue, value: str | None, loc: Loc) -> Iterator[Slip]:
    name = loc[-1]
    if place.goes_on:
        made = place.with_all_in_quotes()
        column = place.column + len(place.value) + place.behind.index("#")
        message = f"from the “#” on, the words of “{name}” would be lost"
        yield _slip(place.number, column, message, writing(made), made, certain=True)
    elif place.may_go_on and (value if place.is_bare else SIGN.match(place.behind)):
        made = place.with_all_in_quotes()
        message = f"readers will not see what stands behind the “#” in “{name}”"
        hint = f"{writing(made)}; or give the remark a line of its own"
        column = place.column + len(place.value) + place.behind.index("#")
        yield _slip(place.number, column, message, hint, made, certain=False, severity=Severity.WARNING)
    elif place.value.startswith('"') and ESCAPE.search(place.value.replace("\\\\", "")):
        made = place.with_value(in_quotes(place.value[1:-1]))
        message = f"a backslash within double quotation marks means something else (“{name}”)"
        yield _slip(place.number, place.column, message, writing(made), made, certain=False, severity=Severity.WARNING)


def _hashes(place: WrittenValue, loc: Loc) -> Iterator[Slip]:
    """A list in which every word begins with a hash, or the last one behind it."""
    if place.value and SIGN.match(place.behind):
        message = f"what stands behind the “#” does not belong to “{loc[-1]}”"
        column = place.column + len(place.value) + place.behind.index("#")
        hint = "write it within the brackets, or give the remark a line of its own"
        told = _slip(place.number, column, message, hint, certain=False, severity=Severity.WARNING)
        yield replace(told, corrected=None)
    elif SIGN.match(place.behind) and (row := as_list(place.behind)):
        made = f"{place.before.rstrip()} {row}"
        message = f"YAML takes “#” and all behind it for a remark, so “{loc[-1]}” is empty"
        yield _slip(place.number, place.column, message, writing(made), made, certain=True)


def _over_lines(document: Document, front: Sequence[str], first: int, loc: Loc, value: str) -> Iterator[Slip]:
    """The same for a text over several lines: only its last line can lose anything."""
    key, span = document.keys.get(loc), document.values.get(loc)
    if key is None or span is None or span.line - first >= len(front):
        return
    ends = [at.line for at in document.keys.values() if at.line > key.line]
    lines = list(front[key.line - first : min(ends, default=first + len(front)) - first])
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    head, _, begun = lines[0].partition(":") if lines else ("", "", "")
    if begun.strip()[:1] in ("|", ">", '"', "'"):
        return
    whole = " ".join([begun.strip(), *(line.strip() for line in lines[1:])]).strip()
    sign = SIGN.search(whole)
    if sign is None or " ".join(value.split()) != " ".join(whole[: sign.start()].split()):
        return
    at = next(index for index, line in enumerate(lines) if SIGN.search(line))
    column = lines[at].index("#") + 1
    made = f"{head}: {in_quotes(whole)}"
    message = f"from the “#” on, the words of “{loc[-1]}” would be lost"
    told = _slip(key.line + at, column, message, writing(made), made, certain=True)
    yield replace(told, start=key.line, count=len(lines))


def _slip(
    line: int,
    column: int,
    message: str,
    hint: str,
    *lines: str,
    certain: bool,
    severity: Severity = Severity.ERROR,
) -> Slip:
    return Slip(
        rule=RULE,
        line=line,
        column=column,
        message=message,
        hint=hint,
        corrected=lines,
        certain=certain,
        severity=severity,
    )
