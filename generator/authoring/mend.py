"""Writing the lines that a slip in front matter was meant to be; every other byte of the file stays as it is.

Only what can be meant in one way is written, and nothing of a consent. What comes out is read again: it must be front
matter that can be read, in which every field that was left alone says what it says for itself, above the same text. A
file of which that cannot be said is left as it is.
"""

from __future__ import annotations

import codecs
import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.content import strict_yaml
from generator.content.slip import Slip, replacements
from generator.content.slips import Explanation, explain
from generator.content.strict_yaml import Value
from generator.content.value_slips import FLAGS
from generator.content.written_lines import LINE as LINE_OF_FIELD
from generator.content.written_lines import PAGE, STORY, Names, blocks, consent_lines, value_of
from generator.ground import limits
from generator.ground.unseen import forbidden

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
# One correction may show another one: a space behind a colon, then a date behind it. Nobody's slips go as deep.
ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Mending:
    """A text with slips in its front matter: the file as it is, and as it would be written.

    ``after`` is ``before`` where nothing may be written; ``why_not`` says why, if there was something to write.
    ``mended`` are the slips that are gone with it, ``left`` those that a person has to decide on, with the lines that
    they have in ``after``.
    """

    before: bytes
    after: bytes
    mended: tuple[Slip, ...] = ()
    left: tuple[Slip, ...] = ()
    why_not: str | None = None


def mending(data: bytes, path: str) -> Mending:
    """What can be mended in the text of the file ``path``, which says whether it is a story or a page."""
    lines = _lines(data)
    names = PAGE if path.startswith("pages/") else STORY
    found = explain([_content(line) for line in lines], names.header) if lines else None
    if found is None:
        return Mending(data, data)
    slips = _to_write(found, lines, names)
    first, made, last, mended = found, lines, found, [*slips]
    for _ in range(ROUNDS):
        if not slips:
            break
        made = _with(made, slips)
        again = explain([_content(line) for line in made], names.header)
        if again is None:
            break
        last = again
        slips = _to_write(last, made, names)
    left = tuple(slip for slip in last.slips if not _keeps(slip, made, names))
    if not mended:
        return Mending(data, data, (), left)
    why_not = "its slips cannot be mended one by one" if slips else _objection(lines, first, made, last, names)
    if why_not is not None:
        return Mending(data, data, (), first.slips, why_not)
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return Mending(data, bom + "".join(made).encode(), tuple(mended), left)


def _to_write(found: Explanation, lines: Sequence[str], names: Names) -> list[Slip]:
    return [slip for slip in found.slips if _keeps(slip, lines, names)]


def _keeps(slip: Slip, lines: Sequence[str], names: Names) -> bool:
    """Whether a program may write a correction, and every letter and digit of the author's words is in it.

    Names of fields may be written anew, and so may values that are no words: days, codes, yes and no, empty lists.
    """
    if not slip.may_be_written or slip.corrected is None:
        return False
    old = [_content(line) for line in lines[slip.first - 1 : slip.first - 1 + slip.count]]
    (_, before), (name, after) = _name_and_value(old), _name_and_value(slip.corrected)
    is_word = after in ("[]", *FLAGS) or (name in names.known and names.shape((name,)) in ("day", "word"))
    return is_word or _letters(before) == _letters(after) or _letters("".join(old)) == _letters("".join(slip.corrected))


def _name_and_value(lines: Sequence[str]) -> tuple[str, str]:
    found = LINE_OF_FIELD.fullmatch(lines[0]) if lines else None
    if found is None:
        return "", "\n".join(lines)
    return found["key"], "\n".join([found["value"], *lines[1:]])


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))


def as_diff(mended: Mending, path: str) -> list[str]:
    """What would be written, as a unified diff, line by line."""
    return _diff(_lines(mended.before), _lines(mended.after), path)


def proposed(mended: Mending, path: str) -> list[str]:
    """What a person has to decide on, as a diff from what would be written to what could be meant."""
    lines = _lines(mended.after)
    return _diff(lines, _with(lines, mended.left), path)


def _diff(before: Sequence[str], after: Sequence[str], path: str) -> list[str]:
    old, new = [_content(line) for line in before], [_content(line) for line in after]
    return list(difflib.unified_diff(old, new, f"a/{path}", f"b/{path}", n=1, lineterm=""))


def _lines(data: bytes) -> list[str]:
    """The lines of a text with their ends; none where it cannot be read as one."""
    try:
        text = data.decode("utf-8-sig") if len(data) <= limits.TEXT else ""
    except UnicodeDecodeError:
        return []
    return [] if forbidden(text) else LINE.findall(text)


def _content(line: str) -> str:
    return line.rstrip("\r\n")


def _with(lines: Sequence[str], slips: Sequence[Slip]) -> list[str]:
    """Lines with corrections in them, which end as those did that they replace."""
    made = list(lines)
    usual = next((ending for line in lines if (ending := line[len(_content(line)) :])), "\n")
    for span, new in replacements(slips, len(lines)):
        endings = [line[len(_content(line)) :] for line in made[span.start : span.stop]]
        inner = endings[0] or usual
        made[span.start : span.stop] = [
            text + (endings[-1] if n == len(new) - 1 else inner) for n, text in enumerate(new)
        ]
    return made


def _objection(
    before: Sequence[str], was: Explanation, after: Sequence[str], now: Explanation, names: Names
) -> str | None:
    """Why corrections may not be written, if there is anything to say against them."""
    front = [_content(line) for line in after[now.found.start : now.found.end]]
    parsed = strict_yaml.parse("\n".join(front) + "\n", "", now.found.start + 1)
    if parsed.value is None or not parsed.value.fields or parsed.errors or now.found.slips:
        lines = [slip.line for slip in now.slips if not slip.may_be_written]
        lines += [problem.span.line for problem in parsed.errors]
        return f"line {min(lines, default=1)} has to be mended by hand first"
    if before[was.found.text :] != after[now.found.text :]:
        return "its text would not be the same"
    old = [_content(line) for line in before[was.found.start : was.found.end]]
    if _consent(old, names) != _consent(front, names):
        return "its consent would not be the same"
    if not _say_the_same(old, was, front, parsed.value.fields, names):
        return "a field that has nothing to do with it would say something else"
    return None


def _consent(front: Sequence[str], names: Names) -> list[str]:
    return [front[index] for index in sorted(consent_lines(front, names))]


def _say_the_same(
    old: Sequence[str], was: Explanation, front: Sequence[str], fields: Mapping[str, Value], names: Names
) -> bool:
    """Whether every field that stands there as it did says what it says for itself, and what it said before."""
    unread = strict_yaml.parse("\n".join(old) + "\n", "").value
    said = unread.fields if unread is not None and not was.found.slips else {}
    kept = {block.lines for block in blocks(old, names)}
    for block in blocks(front, names):
        alone = value_of(block.lines)
        if alone is None or any(fields.get(name) != value for name, value in alone.items()):
            return False
        if block.lines in kept and any(said.get(name, value) != value for name, value in alone.items()):
            return False
    return True
