"""YAML read strictly: words stay words, every value keeps its place, and nothing can explode.

A value gets its type from the field that it is written for, not from its look: ``no`` is a word, ``2024`` is a fine
title, and a date is a date only where a date is due (`content.schema` does that part). So a document is made of text,
None, lists and mappings alone. Refused, each with its place: duplicate keys, anchors and aliases, tags, keys that are
not plain text, more than one document, and nesting deeper than any field needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from generator.ground.diagnostics import START, Checked, Diagnostic, Span, error
from generator.ground.unseen import forbidden, named

CONTROL_HINT = "delete the invisible character; retyping the line does it"
Loc = tuple[str | int, ...]
Value = str | None | list["Value"] | dict[str, "Value"]

DEEPEST = 12
# Brackets in one line from which on their depth is looked at beforehand. No parser in use gives up as early, and what
# people write does not come near; libyaml 0.2.6 gives up at 1,000.
MANY = 100
# What YAML 1.1, and so libyaml, counts as line breaks; here they are spaces, or every place below would be wrong.
OTHER_BREAKS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
# YAML 1.2.2, section 10.3.2: the core schema's spellings of null.
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document: its value, and the places of all values and keys by their path in the document.

    ``repeated`` are the places of keys that are there already, whose values are left out, ``folded`` the values that go
    on below the line on which they begin, each with where it ends.
    """

    value: Value
    values: dict[Loc, Span] = field(default_factory=dict)
    keys: dict[Loc, Span] = field(default_factory=dict)
    repeated: set[Span] = field(default_factory=set)
    folded: dict[Loc, Span] = field(default_factory=dict)

    @property
    def fields(self) -> Mapping[str, Value]:
        """The fields at the margin, each with its value; none where the document is no mapping."""
        return self.value if isinstance(self.value, dict) else {}

    def value_span(self, loc: Loc) -> Span:
        """Where the value at ``loc`` starts, or the nearest thing around it that is there."""
        while loc and loc not in self.values:
            loc = loc[:-1]
        return self.values.get(loc, START)

    def only(self, values: Iterable[Loc], keys: Iterable[Loc]) -> Document:
        """A document without words, that knows these places alone."""
        return Document(None, {v: self.value_span(v) for v in values}, {k: self.key_span(k) for k in keys})

    def key_span(self, loc: Loc) -> Span:
        """Where the key at ``loc`` starts, or the nearest thing around it that is there."""
        while loc and loc not in self.keys:
            loc = loc[:-1]
        return self.keys.get(loc) or self.values.get((), START)


class _RefusedError(Exception):
    def __init__(self, rule: str, mark: Any, message: str, hint: str) -> None:
        super().__init__(message)
        self.rule, self.mark, self.message, self.hint = rule, mark, message, hint


def control_message(character: str) -> str:
    """What to say of a character that no page may hold."""
    return f"a character that no page may hold stands in this text: {named(character)}"


def texts(value: object, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Every text in a value, with where it stands."""
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(part, (*loc, key))


def parse(text: str, path: str, first_line: int = 1) -> Checked[Document]:
    """Parse one YAML document.

    ``first_line`` is the number of the line in the file on which ``text`` starts. The result has no value where the
    document cannot be read as a whole; duplicate keys are reported one by one, and the first of each is kept.
    """
    text = _shallow(text.translate(OTHER_BREAKS))
    problems: list[Diagnostic] = []

    def place(mark: Any) -> Span:
        return Span(mark.line + first_line, mark.column + 1)

    try:
        document = _Builder(place, problems, path).build(text)
    except _RefusedError as e:
        return Checked(None, (*problems, error(e.rule, path, place(e.mark), e.message, e.hint)))
    except yaml.MarkedYAMLError as e:
        mark = e.problem_mark or e.context_mark
        message = f"this is not valid YAML: {(e.problem or 'it cannot be read').strip()}"
        return Checked(
            None, (error("yaml-syntax", path, place(mark) if mark else START, message, _syntax_hint(text, mark)),)
        )
    except yaml.reader.ReaderError as e:
        before = text.encode()[: e.position].decode(errors="ignore")  # libyaml counts bytes
        span = Span(before.count("\n") + first_line, len(before) - before.rfind("\n"))
        what = control_message(chr(max(e.character, 0)))
        return Checked(None, (error("control-character", path, span, what, CONTROL_HINT),))
    return Checked(document, tuple(problems))


def _shallow(text: str) -> str:
    """The text up to the first bracket that is nested too deeply, behind which nothing is read anyway; else all of it.

    A parser tells of a bracket only after it has read on to the end of the line, or 1,024 characters, for the colon
    that would make it a key. By then libyaml may have met more brackets than it bears, and would stop with words of its
    own. PyYAML's scanner, slow but open, counts them one by one as they come. Blocks are told of at once.
    """
    if all(line.count("[") + line.count("{") < MANY for line in text.split("\n")):
        return text
    try:
        for _ in yaml.scan(text, Loader=_Levels):
            pass
    except _TooDeepError as e:
        return text[: e.end]
    except yaml.YAMLError:
        return text  # libyaml finds it as well, and gives its place
    return text


class _TooDeepError(Exception):
    def __init__(self, end: int) -> None:
        super().__init__()
        self.end = end


class _Levels(yaml.SafeLoader):
    """Scans until brackets are nested one deeper than they may be."""

    def fetch_flow_collection_start(self, TokenClass: Any) -> None:  # noqa: N803  # PyYAML's name
        if self.flow_level >= DEEPEST:
            raise _TooDeepError(self.index + 1)
        super().fetch_flow_collection_start(TokenClass)


def _syntax_hint(text: str, mark: Any) -> str:
    lines = text.splitlines()
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent with spaces; YAML does not allow tabs"
    if line.count(": ") > 1:
        return 'a value that contains a colon must stand in quotes: title: "One word: home"'
    return "check quotes, brackets and the indentation of this line and the one above"


class _Builder:
    """Builds a document out of parser events, without recursion, so that depth costs nothing."""

    def __init__(self, place: Any, problems: list[Diagnostic], path: str) -> None:
        self.place, self.problems, self.path = place, problems, path
        self.document = Document(None)

    def build(self, text: str) -> Document:
        stack: list[tuple[Loc, Any, list[str]]] = []  # (path so far, container, keys waiting for their value)
        root: list[Value] = []
        seen = False
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    raise _RefusedError(
                        "yaml-documents",
                        event.start_mark,
                        "a second YAML document starts here",
                        "delete this line of dashes",
                    )
                seen = True
            elif isinstance(event, yaml.AliasEvent):
                raise _RefusedError(
                    "yaml-alias", event.start_mark, "aliases (*name) are not supported", "write the value out once more"
                )
            elif isinstance(event, yaml.NodeEvent):
                self._refuse_marks(event)
                if isinstance(event, yaml.ScalarEvent):
                    self._scalar(event, stack, root)
                else:
                    if len(stack) >= DEEPEST:
                        raise _RefusedError(
                            "yaml-depth",
                            event.start_mark,
                            "this is nested too deeply",
                            f"no field needs more than {DEEPEST} levels",
                        )
                    container: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
                    loc = self._attach(container, event, stack, root)
                    stack.append((loc, container, []))
            elif isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
        return replace(self.document, value=root[0] if root else None)

    @staticmethod
    def _refuse_marks(event: Any) -> None:
        if event.anchor:
            raise _RefusedError(
                "yaml-alias",
                event.start_mark,
                "anchors (&name) are not supported",
                "write the value out where it is used",
            )
        if getattr(event, "tag", None):
            raise _RefusedError(
                "yaml-tag", event.start_mark, "tags (!name) are not supported", "write the value without the tag"
            )

    def _scalar(self, event: Any, stack: list[Any], root: list[Value]) -> None:
        if found := forbidden(event.value):
            hint = "take the escape such as \\0 out of it"
            raise _RefusedError("control-character", event.start_mark, control_message(found[0]), hint)
        if stack and isinstance(stack[-1][1], dict) and not stack[-1][2]:
            stack[-1][2].append(event.value)
            loc = (*stack[-1][0], event.value)
            if loc in self.document.keys:
                first = self.document.keys[loc].line
                self.document.repeated.add(self.place(event.start_mark))
                self.problems.append(
                    error(
                        "yaml-duplicate",
                        self.path,
                        self.place(event.start_mark),
                        f"“{event.value}” is written twice",
                        f"keep one of them; the first is on line {first}",
                    )
                )
            else:
                self.document.keys[loc] = self.place(event.start_mark)
            return
        plain_null = event.implicit[0] and event.value in NULLS
        loc = self._attach(None if plain_null else event.value, event, stack, root)
        if event.end_mark.line > event.start_mark.line:
            self.document.folded.setdefault(loc, self.place(event.end_mark))

    def _attach(self, value: Value, event: Any, stack: list[Any], root: list[Value]) -> Loc:
        if not stack:
            loc: Loc = ()
            root.append(value)
        else:
            parent, container, waiting = stack[-1]
            if isinstance(container, list):
                loc = (*parent, len(container))
                container.append(value)
            elif waiting:
                loc = (*parent, waiting.pop())
                container.setdefault(loc[-1], value)
            else:
                raise _RefusedError(
                    "yaml-key",
                    event.start_mark,
                    "a list or mapping cannot be a key",
                    "write a plain word before the colon",
                )
        self.document.values.setdefault(loc, self.place(event.start_mark))
        return loc
