"""Lines of front matter as people write them, before YAML: names, signs, blocks, and what is not to be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from generator.content import schema, strict_yaml
from generator.content.consent_fields import Consent
from generator.content.foreign_fields import TABLE, bare
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.settings import Settings
from generator.content.strict_yaml import Loc, Value
from generator.ground.unseen import IGNORABLE

Header = type[StoryHeader] | type[PageHeader] | type[Settings]
ValueKind = Literal["text", "day", "flag", "list", "fields", "word"]
# Spaces that YAML does not know, and characters that are not to be seen.
ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
UNSEEN = f"{ODD_SPACES}{IGNORABLE}"
ODD_SPACE, UNSEEN_AT_ALL = re.compile(f"[{ODD_SPACES}]"), re.compile(f"[{UNSEEN}]")
IGNORED = re.compile(f"[{IGNORABLE}]")
# A line with what may be meant for the name of a field: what is not to be seen, marks, name, marks, sign, value.
LINE = re.compile(
    rf"(?P<lead>[ \t{UNSEEN}]*)(?P<open>(?:[*•+] )?[“”„\"'‘’`*_]*)(?P<key>[^\W\d_][\w-]*)(?P<close>[“”\"'‘’`*_]*)"
    rf"(?P<before>[ \t{UNSEEN}]*)(?P<sign>:=|=>|==|[:：︓﹕;=]|[-–—](?=[ \t{UNSEEN}]))?(?P<marks>\*{{0,2}})"
    rf"(?P<after>[ \t{UNSEEN}]*)(?P<value>.*?)(?P<tail>[ \t{UNSEEN}]*)"
)
# Remarks as other languages write them.
REMARK = re.compile(r"//+ ?(?P<words>.*)|<!--\s*(?P<comment>(?:(?!-->).)*?)\s*-->\s*")
OTHER_SPACES = "this line begins with spaces of another kind (no-break spaces, say)"
CONSENT = frozenset(field.name for field in fields(Consent))


@dataclass(frozen=True, slots=True)
class Names:
    """What kind of front matter it is, or site.yaml: its type, and the names of its fields."""

    header: Header
    known: frozenset[str]

    def field(self, name: str) -> str | None:
        """The field of this name, however it is written; None if there is no such one."""
        return next((known for known in self.known if bare(known) == bare(name)), None)

    def is_name(self, name: str) -> bool:
        """Whether this is a field's name, here or anywhere else."""
        return self.field(name) is not None or bare(name) in TABLE or name in CONSENT or name in STORY.known

    def inner(self, loc: Loc) -> tuple[str, ...]:
        """The names of the fields within the field at ``loc``."""
        return tuple(schema.node_at(self.header, loc).get("properties", ()))

    def shape(self, loc: Loc) -> ValueKind:
        """What kind of value is due at ``loc``."""
        node = schema.node_at(self.header, loc)
        match node.get("type"):
            case "boolean":
                return "flag"
            case "array":
                return "list"
            case "object":
                return "fields"
            case "string" if node.get("format") == "date":
                return "day"
            case "string" if not node.keys() & {"pattern", "enum", "const", "format"}:
                return "text"
            case _:
                return "word"


def _names(header: Header) -> Names:
    return Names(header, frozenset(field.name for field in fields(header)))


STORY, PAGE, SITE = _names(StoryHeader), _names(PageHeader), _names(Settings)


@dataclass(frozen=True, slots=True)
class FieldLines:
    """A field with all lines that belong to it; ``start`` is the index of its first line."""

    start: int
    lines: tuple[str, ...]

    @property
    def end(self) -> int:
        """The index behind its last line."""
        return self.start + len(self.lines)


def value_of(lines: Sequence[str]) -> dict[str, Value] | None:
    """What lines say for themselves; None where YAML does not understand them, or understands something else."""
    parsed = strict_yaml.parse("\n".join(lines) + "\n", "")
    value = parsed.value.value if parsed.value is not None and not parsed.errors else None
    return value if isinstance(value, dict) else None


def is_blank(line: str) -> bool:
    """Whether a line holds nothing that can be seen."""
    return not UNSEEN_AT_ALL.sub("", line).strip()


def is_remark(line: str) -> bool:
    """Whether a line is YAML's comment."""
    return line.lstrip().startswith("#")


def as_remark(line: str) -> str | None:
    """A line that is a remark in another language, as YAML's comment; None if it is none."""
    found = REMARK.fullmatch(line)
    return f"# {found['words'] or found['comment'] or ''}".rstrip() if found else None


def begins_field(line: str) -> bool:
    """Whether a line stands at the margin, where fields begin."""
    return not is_blank(line) and line[0] not in " \t#" and not re.match(r"-(\s|$)|[\]}]", line)


def name_in(line: str) -> str | None:
    """The name that a line at the margin begins with, if there is a sign behind it that may be meant for a colon."""
    found = LINE.fullmatch(line)
    return found["key"] if found and found["sign"] and line[:1] not in " \t#" else None


def blocks(front: Sequence[str], names: Names) -> Iterator[FieldLines]:
    """The fields of a front matter with their lines; what stands above the first belongs to none."""
    start: int | None = None
    for index, line in enumerate(front):
        if begins_field(line) and not (start is not None and _continues(front[start:index], line, names)):
            if start is not None:
                yield FieldLines(start, tuple(front[start:index]))
            start = index
    if start is not None:
        yield FieldLines(start, tuple(front[start:]))


def _continues(above: Sequence[str], line: str, names: Names) -> bool:
    """Whether a line at the margin goes on with a value in quotes or brackets that has no end yet."""
    name = name_in(line)
    if name is not None and names.is_name(name):
        return False
    return value_of(above) is None and value_of([*above, line]) is not None


def consent_lines(lines: Sequence[str], names: Names) -> frozenset[int]:
    """The indices of all lines that say what a storyteller agreed to, also where they stand at the wrong margin."""
    found: set[int] = set()
    below: list[int] = []  # remarks at the margin, which belong to it only if more of it comes
    inside = False
    for index, line in enumerate(lines):
        key = LINE.fullmatch(line)
        if key and line[:1] not in " \t#":
            inside = bare(key["key"]) == "consent" or (inside and not _leaves_consent(key["key"], names))
        if inside and (is_blank(line) or line.startswith("#")):
            below.append(index)
        elif inside:
            found |= {*below, index}
            below = []
        else:
            below = []
    return frozenset(found)


def _leaves_consent(name: str, names: Names) -> bool:
    known = names.field(name)
    return bare(name) not in {bare(word) for word in CONSENT} and (known is not None or bare(name) in TABLE)
