"""Where a front matter begins and ends, also where its two lines of dashes are not what they should be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from generator.content.slip import Slip, writing
from generator.content.written_lines import CONSENT, LINE, UNSEEN, Names, is_blank, is_remark, name_in

RULE = "no-front-matter"
FENCE = "---"
TOML = "+++"
# Lines that are meant for three dashes: fewer or more of them, other dashes, and other signs in a row.
ALIKE = re.compile(r"[-‐‑‒–—―−=_*~.…]{2,}|[–—―]|(?:[-–—] ){1,5}[-–—]?|\+\+\+")
CODE = re.compile(r"(?:```+|~~~+)\s*(?:ya?ml|markdown|md|text|toml)?", re.IGNORECASE)
TOML_LINE = re.compile(
    r"(?P<key>[A-Za-z][\w-]*)\s*=\s*"
    r"(?P<value>\"[^\"]*\"|'[^']*'|\[[^\[\]{}]*\]|[\w.:+-]+(?: [\d:+Z-]+)?)\s*(?P<remark>#.*)?"
)
BEFORE = 10  # lines that may stand above a front matter which is looked for


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A front matter as it was found: the index of its first line, that behind its last one, and that of the text.

    ``lines`` are its lines; of another notation, as they would be in YAML.
    """

    start: int
    end: int
    text: int
    lines: tuple[str, ...]
    slips: tuple[Slip, ...]


def front_matter(lines: Sequence[str], names: Names) -> FrontMatter | None:
    """The front matter of a text that has none in the usual form; None where nothing looks like one."""
    start, slips = _beginning(lines, names)
    if start is None:
        return None
    if slips and slips[-1].message == _TOML_MESSAGE:
        return _toml(lines, start, slips)
    in_code = any(slip.message == _CODE_MESSAGE for slip in slips)
    end, text, ending = _end(lines, start, names, in_code=in_code)
    if start == len(lines):
        return FrontMatter(start, start, start, (), tuple(slips))
    if end is None:
        hint = "close it with a line of three dashes, above the text"
        last = Slip(rule=RULE, line=1, column=1, message="the front matter has no end", hint=hint)
        return FrontMatter(start, len(lines), len(lines), (), (*slips, last))
    return FrontMatter(start, end, text, tuple(lines[start:end]), (*slips, *ending))


_CODE_MESSAGE = "the front matter stands in a block of code"
_TOML_MESSAGE = "this front matter is written in TOML, and hearten reads YAML"


def _beginning(lines: Sequence[str], names: Names) -> tuple[int | None, list[Slip]]:
    """The index of the first line within the front matter, and what is wrong above it."""
    first = next((n for n, line in enumerate(lines) if not is_blank(line)), None)
    if first is None:
        return None, []
    slips: list[Slip] = []
    if first:
        message = "the front matter begins below an empty line; it must begin in the first line of the file"
        hint = "delete what stands above it" if first > 1 else "delete the first line"
        slips.append(_slip(1, message, hint, count=first))
    below = next((n for n in range(first + 1, len(lines)) if not is_blank(lines[n])), len(lines))
    if CODE.fullmatch(_seen(lines[first])) and below < len(lines):
        if _is_field(lines[below], names):
            return first + 1, [*slips, _slip(first + 1, _CODE_MESSAGE, writing(FENCE), FENCE)]
        if _is_fence(lines[below]):
            slips.append(_slip(first + 1, _CODE_MESSAGE, "delete the lines with ``` around it", count=below - first))
            first = below
    if lines[first].rstrip() == FENCE:
        return first + 1, slips
    start, more = _other_beginning(lines, first, names)
    return start, [*slips, *more] if start is not None else []


def _other_beginning(lines: Sequence[str], first: int, names: Names) -> tuple[int | None, list[Slip]]:
    """The same where the first line that holds something is not three dashes."""
    line = lines[first]
    if _seen(line) == TOML:
        return first + 1, [_slip(first + 1, _TOML_MESSAGE, "")]
    if _is_fence(line) and _field_below(lines, first, names):
        return first + 1, [_slip(first + 1, _not_dashes(line, "above"), writing(FENCE), FENCE)]
    if _is_field(line, names) or (name_in(line) is not None and _field_below(lines, first, names)):
        message = "the line of three dashes above the front matter is missing"
        hint = "write --- on a line of its own above this one"
        known = names.field(name_in(line) or "") is not None or _field_below(lines, first, names)
        return first, [_slip(first + 1, message, hint, FENCE, line, certain=known)]
    if re.match(r"\{\s*(?:\"|$)", line):
        message = "this front matter is written in JSON, and hearten reads lines such as “title: Home”"
        slip = _slip(first + 1, message, "write it so, between two lines of three dashes", certain=False)
        return len(lines), [replace(slip, corrected=None)]
    fence = next((n for n in range(first, min(first + BEFORE, len(lines))) if _is_fence(lines[n])), None)
    if fence is not None and _field_below(lines, fence, names):
        message = "something stands above the front matter, which must begin in the first line of the file"
        hint = f"move what stands above line {fence + 1} below the front matter, or delete it"
        return fence + 1, [replace(_slip(first + 1, message, hint, certain=False), corrected=None)]
    return None, []


def _not_dashes(line: str, where: str) -> str:
    if _seen(line) == FENCE:
        return "a space, or a character that cannot be seen, stands before the three dashes"
    return f"the line {where} the front matter is not three dashes"


def _end(lines: Sequence[str], start: int, names: Names, *, in_code: bool) -> tuple[int | None, int, list[Slip]]:
    """The index behind the last line, that of the text, and what is wrong there."""
    for n in range(start, len(lines)):
        line = lines[n]
        if line.rstrip() == FENCE:
            if in_code and lines[n + 1 : n + 2] and CODE.fullmatch(_seen(lines[n + 1])):
                return n, n + 2, [_slip(n + 2, _CODE_MESSAGE, "delete this line")]
            return n, n + 1, []
        if in_code and CODE.fullmatch(_seen(line)):
            return n, n + 1, [_slip(n + 1, _CODE_MESSAGE, writing(FENCE), FENCE)]
        if _is_fence(line) and not line[:1].isspace() and not _goes_on(lines, n, names):
            return n, n + 1, [_slip(n + 1, _not_dashes(line, "below"), writing(FENCE), FENCE)]
        if is_blank(line) and n > start and (certain := _text_begins(lines, n, names)) is not None:
            message = "the front matter has no end: the line of three dashes below it is missing"
            doubtful = _doubtful(lines, start, n, names)
            if doubtful is not None:
                hint = "write --- on a line of its own where the text begins: above this line, or below it"
                return doubtful, doubtful, [_slip(doubtful + 1, message, hint, FENCE, lines[doubtful], certain=False)]
            hint = "write --- on a line of its own here, above the text"
            return n, n, [_slip(n + 1, message, hint, FENCE, line, certain=certain)]
    message = "the front matter has no end: the line of three dashes below it is missing"
    stray = next((n for n in range(start + 1, len(lines)) if _is_prose(lines[n], names)), None)
    if stray is None or any(_is_field(line, names) for line in lines[stray:]):
        return None, len(lines), []
    hint = "write --- on a line of its own above this one"
    return stray, stray, [_slip(stray + 1, message, hint, FENCE, lines[stray], certain=False)]


def _goes_on(lines: Sequence[str], fence: int, names: Names) -> bool:
    """Whether more fields stand below a line that looks like the last one, up to the next line of three dashes."""
    below = takewhile(lambda line: line.rstrip() != FENCE, lines[fence + 1 :])
    return any(_is_field(line, names) for line in below)


def _text_begins(lines: Sequence[str], blank: int, names: Names) -> bool | None:
    """Whether the text begins below this empty line, and that is certain; None where it does not."""
    below = next((n for n in range(blank, len(lines)) if not is_blank(lines[n])), None)
    if below is None:
        return True
    if not _is_prose(lines[below], names):
        return None
    if _goes_on(lines, below - 1, names):
        return None
    closing = next((n for n in range(below, len(lines)) if lines[n].rstrip() == FENCE), None)
    # Directly below words, the line of dashes would make a heading of them.
    return closing is None or is_blank(lines[closing - 1])


def _doubtful(lines: Sequence[str], start: int, blank: int, names: Names) -> int | None:
    """The last lines above an empty one may be fields that nobody knows, or the first words of the text.

    The index of the first of them; None where all of them are fields.
    """
    found: int | None = None
    for n in range(start, blank):
        line = lines[n]
        apart = n > start and is_blank(lines[n - 1]) and name_in(line) not in names.known
        if found is None and (_is_prose(line, names) or (apart and _is_field(line, names))):
            found = n
        elif name_in(line) in names.known:
            found = None
    return found


def _is_prose(line: str, names: Names) -> bool:
    """Whether a line is neither a field nor anything else that may stand in front matter."""
    if is_blank(line) or (is_remark(line) and not re.match(r"#+ ", line)):
        return False
    name = name_in(line)
    return line[0] not in " \t-]}" and not (name is not None and (names.is_name(name) or name in CONSENT))


def _is_field(line: str, names: Names) -> bool:
    found = LINE.fullmatch(line)
    return bool(found and found["sign"] and line[:1] not in " \t" and names.is_name(found["key"]))


def _field_below(lines: Sequence[str], fence: int, names: Names) -> bool:
    below = (line for line in lines[fence + 1 : fence + 4] if not is_blank(line) and not is_remark(line))
    return any(_is_field(line, names) for line in below)


def _is_fence(line: str) -> bool:
    return bool(ALIKE.fullmatch(_seen(line)))


def _seen(line: str) -> str:
    """A line without what cannot be seen at its ends."""
    return re.sub(rf"^[\s{UNSEEN}]+|[\s{UNSEEN}]+$", "", line)


def _slip(line: int, message: str, hint: str, *lines: str, certain: bool = True, count: int = 1) -> Slip:
    return Slip(
        rule=RULE, line=line, column=1, message=message, hint=hint, corrected=lines, certain=certain, count=count
    )


def _toml(lines: Sequence[str], start: int, slips: Sequence[Slip]) -> FrontMatter:
    """A front matter in TOML, as YAML line by line; where it says more than that can say, only told."""
    end = next((n for n in range(start, len(lines)) if _seen(lines[n]) == TOML), None)
    opening = start - 1
    inside = lines[start:end] if end is not None else []
    written = [_as_yaml(line) for line in inside]
    sample = next((line for line in written if line and not line.startswith("#")), 'title: "Home"')
    hint = f"write --- in place of both lines of +++, and a colon in place of “=”: {sample}"
    whole = end is not None and all(line is not None for line in written)
    body = tuple(line or "" for line in written)
    slip = Slip(
        rule=RULE,
        line=opening + 1,
        column=1,
        message=_TOML_MESSAGE,
        hint=hint,
        corrected=(FENCE, *body, FENCE) if whole else None,
        count=len(inside) + 2 if whole else 1,
        certain=whole,
        of_consent=any(re.match(r"\s*\[?\s*consent\b", line) for line in inside),
    )
    after = len(lines) if end is None else end + 1
    return FrontMatter(start, start + len(body), after, body if whole else (), (*slips[:-1], slip))


def _as_yaml(line: str) -> str | None:
    """A line of TOML as a line of YAML; None where it is more than a name and a value."""
    if not line.strip() or line.lstrip().startswith("#"):
        return line.strip()
    found = TOML_LINE.fullmatch(line.strip())
    if found is None or (found["value"].startswith('"') and "\\" in found["value"]):
        return None
    return f"{found['key']}: {found['value']}" + (f"  {found['remark']}" if found["remark"] else "")
