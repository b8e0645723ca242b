"""Slips in the names of fields: those of other programs, misspelt ones, and those at the wrong margin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.content import foreign_dates
from generator.content.foreign_fields import Advice, bare
from generator.content.foreign_visibility import advice_on
from generator.content.line_slips import written_together
from generator.content.slip import Slip, writing
from generator.content.strict_yaml import Document, Value
from generator.content.value_slips import NO, YES
from generator.content.written_lines import (
    CONSENT,
    ODD_SPACE,
    OTHER_SPACES,
    STORY,
    UNSEEN_AT_ALL,
    Names,
    as_remark,
    is_blank,
    name_in,
)
from generator.content.written_values import as_list, written_value

# Fields that make a page a person's story, which is told elsewhere; a story's other fields are right then.
PERSONAL = frozenset({"consent", "author"})


def field_slips(
    document: Document, front: Sequence[str], first: int, names: Names, consent: frozenset[int]
) -> Iterator[Slip]:
    """The slips in names of fields; ``first`` is the number of the first line of ``front``.

    ``consent`` are the indices of lines that belong to the consent.
    """
    known = names.known | STORY.known if PERSONAL & document.fields.keys() else names.known
    unknown = [name for name in document.fields if name not in known]
    told = {name: advice_on(name, _with_what_may_go_on(document, front, first, name), names) for name in unknown}
    becoming = Counter(found.becomes for found in told.values())
    for name in unknown:
        span = document.keys[name,]
        index = span.line - first
        line, found = front[index], told[name]
        alone = found.becomes not in document.fields and becoming[found.becomes] == 1
        lines, certain = _corrected(document, front, first, name, found, names)
        hint, message = found.hint, f"unknown field “{name}”"
        remark = as_remark(line)
        one_line = len(_lines_of(document, front, first, name)) == 1
        meant = written_together(line, span.line, names) if one_line else None
        if meant is not None:
            there = name_in(line) in document.fields
            yield replace(meant, rule="unknown-field", certain=meant.certain and not there)
            continue
        if remark is not None and one_line:
            lines, certain, alone = (remark,), True, True
            message, hint = "a remark in front matter begins with #", writing(remark)
        elif _is_inner(front, index, names):
            lines, certain = (f"  {line.lstrip()}",), False
            message, hint = OTHER_SPACES, f"delete them, and type two with the space bar: {line.strip()}"
        elif index in consent and name in CONSENT:
            lines, certain = (f"  {line}",), False
            hint = f"it belongs to “consent”: begin the line with two spaces: {line.strip()}"
        elif found.becomes is not None and not alone:
            lines, hint = (), _said_twice(found, there=found.becomes in document.fields)
        elif UNSEEN_AT_ALL.search(name):
            message, hint = (
                "a character that cannot be seen stands in the name of a field",
                _said("", lines[0]) if lines else hint,
            )
        elif lines and not found.needless:
            hint = _said(hint, lines[0])
        yield Slip(
            rule="unknown-field",
            line=span.line,
            column=span.column,
            message=message,
            hint=hint,
            corrected=lines or None,
            certain=(certain and alone) or found.needless,
            count=len(lines) or 1,
        )


def _with_what_may_go_on(document: Document, front: Sequence[str], first: int, name: str) -> Value:
    """A field's value with what may belong to it behind a “#”."""
    place = written_value(document, front, first, (name,))
    return document.fields[name] if place is None or not place.may_go_on else f"{place.value}{place.behind}".strip()


def _is_inner(front: Sequence[str], index: int, names: Names) -> bool:
    """Whether a line belongs to the field above it, and is indented by spaces that YAML does not know."""
    if not ODD_SPACE.match(front[index]):
        return False
    above = next((line for line in reversed(front[:index]) if line[:1].strip()), "")
    parent = names.field(name_in(above) or "")
    return parent is not None and name_in(front[index]) in names.inner((parent,))


def _said_twice(found: Advice, *, there: bool) -> str:
    """What to do where several fields say the same, of which one may be ``there`` by its own name."""
    if found.becomes == "draft":
        return "write one line “draft: true” in place of all that say so"
    more = f"“{found.becomes}” is there already, so delete one of them"
    more = more if there else "several fields here say that, so keep one of them"
    return f"{found.hint}; {more}" if found.hint else more


def _said(hint: str, line: str) -> str:
    return writing(line) if not hint or hint.startswith("write ") else f"{hint}; {writing(line)}"


def _corrected(
    document: Document, front: Sequence[str], first: int, name: str, found: Advice, names: Names
) -> tuple[tuple[str, ...], bool]:
    """The lines that say the same here, and whether they can only be meant so."""
    value, span = document.fields[name], document.keys[name,]
    line = front[span.line - first]
    if found.needless:
        lines = _lines_of(document, front, first, name)
        return tuple(f"# {line}".rstrip() for line in lines), True
    if found.becomes is None or line[: len(name)] != name:
        return (), False
    rest = line[len(name) :]
    place = written_value(document, front, first, (name,))
    if found.becomes == "draft" and bare(name) != "draft":
        certain = found.certain and place is not None and not place.may_go_on
        return () if place is None else (f"draft: true{place.behind}",), certain
    if place is not None and place.may_go_on:
        made = place.with_all_in_quotes()[len(name) :]
        is_text = names.shape((found.becomes,)) == "text"
        return ((f"{found.becomes}{made}",), found.certain and place.goes_on) if is_text else ((), False)
    if isinstance(value, str) and names.shape((found.becomes,)) == "list":
        row = f"[{value}]" if found.becomes == "aliases" else as_list(value)
        if row is None:
            return (), False
        rest = f": {row}"
    certain = found.certain or found.becomes == "topics"
    if place is None and any("#" in line for line in _lines_of(document, front, first, name)):
        certain = False
    return (f"{found.becomes}{rest}",), certain and _fits(value, found.becomes, names)


def _fits(value: Value, field: str, names: Names) -> bool:
    """Whether a value is of the kind that a field takes."""
    match names.shape((field,)):
        case "text" | "word":
            return isinstance(value, str) and bool(value.strip())
        case "day":
            return isinstance(value, str) and foreign_dates.day(value) is not None
        case "flag":
            return isinstance(value, str) and value.casefold() in YES | NO
        case "list":
            return isinstance(value, list) or (isinstance(value, str) and as_list(value) is not None)
        case "fields":
            return isinstance(value, dict)


def _lines_of(document: Document, front: Sequence[str], first: int, name: str) -> Sequence[str]:
    """All lines of a field at the margin, without what is empty or a remark below it."""
    start = document.keys[name,].line - first
    others = (span.line - first for loc, span in document.keys.items() if len(loc) == 1)
    end = min((index for index in others if index > start), default=len(front))
    while end > start + 1 and (is_blank(front[end - 1]) or front[end - 1].startswith("#")):
        end -= 1
    return front[start:end]
