"""The words of a text that are meant for readers, found by a lexer that knows nothing of the parser.

Only somebody who has read a text without the parser misses what the parser drops. So this shares no code with it, and
is simple on purpose: it knows which signs mark something up, and takes everything else for words. Marks are kept, so
that one that was printed is noticed, too. `content.account` compares.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from html.entities import html5
from typing import NamedTuple

from generator.content.markup import (
    ABOVE_DEFINITION,
    ADDRESS,
    BLANK,
    BLOCK,
    ELEMENT,
    ENTITY,
    ESCAPED,
    FAR,
    LABELLED,
    LONGEST_LABEL,
    NOTE,
    PUNCTUATION,
    SENTENCE,
    SHOWN_ADDRESS,
    TARGET,
    TICKS,
    MarkupKind,
    may_have_blocks,
    signs_in,
)


class Markup(NamedTuple):
    """A mark as it is written: what it is, and from where to where in the text."""

    kind: MarkupKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceWords:
    """What of a text is for readers.

    ``text`` has as many lines as the source, without its marks. ``notes`` are the lines of footnotes, from and up to,
    in the order in which readers come to them; those that nothing refers to are last. ``printed`` is what marks
    nothing up here and readers see as it is, from and up to: HTML, marks of footnotes that are not there, definitions
    within paragraphs. ``unused`` are definitions of addresses that no link uses, and ``addresses`` those that are shown
    because they stand in angle brackets.
    """

    text: str
    notes: tuple[tuple[int, int], ...] = ()
    marks: tuple[Markup, ...] = ()
    printed: tuple[tuple[int, int], ...] = ()
    unused: tuple[tuple[int, int], ...] = ()
    addresses: frozenset[str] = frozenset()

    def in_order(self) -> str:
        """The words in the order in which a page shows them: footnotes stand at its end."""
        if not self.notes:
            return self.text
        lines = self.text.split("\n")
        of_notes = {line for begin, end in self.notes for line in range(begin, end)}
        rest = [row for line, row in enumerate(lines) if line not in of_notes]
        return "\n".join([*rest, *(row for begin, end in self.notes for row in lines[begin:end])])


def source_words(source: str) -> SourceWords:
    """Find the words of a text that are meant for readers.

    ``source`` is the text below the front matter with line feeds alone, and without private comments.
    """
    lexer = _WordLexer(source)
    if may_have_blocks(source):
        lexer.blocks()
    at = 0
    for begin, end in lexer.literal:
        lexer.inline(at, begin)
        at = end
    lexer.inline(at, len(source))
    return lexer.result()


@dataclass(slots=True)
class _Definition:
    start: int
    end: int
    title: str
    is_address: bool
    may_be_one: bool
    used: bool = False


class _WordLexer:
    """Goes through a text twice: for the signs of blocks, where there are any, and for those within lines."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.cuts: list[tuple[int, int, str]] = []  # from, up to, and what readers see of it
        self.marks: list[Markup] = []
        self.literal: list[tuple[int, int]] = []  # where no sign within lines is looked for
        self.definitions: dict[str, _Definition] = {}
        self.unused: list[_Definition] = []
        self.addresses: set[str] = set()
        self.notes: list[tuple[str, int]] = []
        self.labels: set[str] = set()
        self.references: dict[str, None] = {}
        self.printed: list[tuple[int, int]] = []
        self.opened: list[tuple[int, bool]] = []  # behind opening brackets, and whether they are a picture's
        self.unpaired: dict[int, int] = {}  # of so many backticks no second row stands before that place

    def blocks(self) -> None:
        """Find code in fences, blocks of colons, footnotes, and definitions of links."""
        at = 0
        while found := BLOCK.search(self.source, at):
            at = found.end()
            if found["fence"]:
                at = self._behind_fence(found)
                self.literal.append((found.start("fence"), at))
            elif found["note"]:
                start = found.start("note") - len("[^")
                self.cut(MarkupKind.FOOTNOTE, start, at)
                self.literal.append((start, at))
                self.labels.add(found["note"])
                self.notes.append((found["note"], start))
            elif found["kind"]:
                self.cut(MarkupKind.BLOCK, *found.span("kind"))
            elif found["label"]:
                at = self._definition(found)

    def _behind_fence(self, found: re.Match[str]) -> int:
        fence, before = found["fence"], found["before"]
        if found["language"]:
            self.cut(MarkupKind.LANGUAGE, *found.span("language"))
        closing = re.compile(rf"^[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
        outside = r"^(?![ \t]*>)" if ">" in before else rf"^(?! {{{len(before)}}})(?=.*\S)"
        around = re.compile(outside, re.MULTILINE) if before.strip() else None
        end = closing.search(self.source, found.end())
        until = end.end() if end else len(self.source)
        left = around.search(self.source, found.end() + 1, until) if around else None
        return left.start() if left else until

    def _definition(self, found: re.Match[str]) -> int:
        """Behind a definition; behind its label where it can be none."""
        start, end = found.start("label") - len("["), found.end()
        above = self.source[self.source.rfind("\n", 0, max(found.start() - 1, 0)) + 1 : max(found.start() - 1, 0)]
        follows = self.literal and self.literal[-1][1] == found.start() - 1
        if not (follows or found["before"].strip(" \t>") or ABOVE_DEFINITION.fullmatch(above)):
            if ADDRESS.search(found["target"]):
                self.printed.append((start, end))
            return found.end("label")
        label, target = _normal(found["label"]), found["target"]
        is_address = ADDRESS.search(target) is not None
        definition = _Definition(start, end, found["title"] or "", is_address, not target.endswith(SENTENCE))
        if label and label not in self.definitions:
            self.definitions[label] = definition
        elif is_address:
            self.unused.append(definition)
        self.literal.append((start, end))
        return end

    def inline(self, at: int, until: int) -> None:
        """Find code, links, pictures, marks of footnotes, entities and tags between two places."""
        source = self.source
        behind = at  # what stands before is dealt with
        for start in signs_in(source, at, until):
            if start < behind:
                continue
            sign, before, behind = source[start], behind, start + 1
            if sign == "]":
                behind = self._behind_bracket(start, until)
            elif sign == "[" and (note := NOTE.match(source, start, until)):
                behind = note.end()
                self._reference(note[1], start, behind)
            elif sign == "[":
                self.opened.append((behind, start > before and source[start - 1] == "!"))
            elif sign == "\\":
                behind += source[behind : behind + 1] in PUNCTUATION
            elif sign == "`":
                behind = self._behind_code(start, until)
            else:
                behind = self._behind_name(start, until)

    def _behind_name(self, start: int, until: int) -> int:
        """Behind an entity, an address in angle brackets or a tag that begins here; behind its sign where none does."""
        source = self.source
        if entity := ENTITY.match(source, start, until):
            self.cuts.append((start, entity.end(), _character(entity[0])))
            return entity.end()
        if shown := SHOWN_ADDRESS.match(source, start, until):
            self.addresses.add(shown[0][1:-1])
            return shown.end()
        if element := ELEMENT.match(source, start, until):
            self.printed.append((start, element.end()))
            return element.end()
        return start + 1

    def _reference(self, label: str, start: int, end: int) -> None:
        if label in self.labels:
            self.references.setdefault(label)
            self.cut(MarkupKind.FOOTNOTE, start, end)
        else:
            self.printed.append((start, end))

    def _behind_bracket(self, closing: int, until: int) -> int:
        source = self.source
        begin, is_picture = self.opened.pop() if self.opened else (closing, False)
        if source.startswith("(", closing + 1):
            if target := TARGET.match(source, closing, until):
                self._address(MarkupKind.ADDRESS, closing + 1, target.end(), target["title"] or "", is_picture)
                return target.end()
            return closing + 1
        if not self.definitions or closing - begin > LONGEST_LABEL:
            return closing + 1
        named = LABELLED.match(source, closing, until)
        definition = self.definitions.get(_normal((named and named[1]) or source[begin:closing]))
        if definition is None:
            return closing + 1
        end = named.end() if named else closing + 1
        definition.used |= not source.startswith(":", end)  # which says who speaks
        self._address(MarkupKind.LABEL, closing + 1, end, definition.title, is_picture)
        return end

    def _address(self, kind: MarkupKind, start: int, end: int, title: str, is_picture: bool) -> None:
        words = _plain(title[1:-1])
        if is_picture and words == "decorative":
            kind, words = MarkupKind.DECORATIVE, ""
        self.cut(kind, start, end, f" {words} " if words or is_picture else "")

    def _behind_code(self, start: int, until: int) -> int:
        """Behind a piece of code that begins with backticks; behind these where nothing ends it."""
        at = TICKS.match(self.source, start, until).end()  # type: ignore[union-attr]  # there is one
        ticks = at - start
        if at < self.unpaired.get(ticks, 0):
            return at
        far = min(at + FAR, until)
        blank = BLANK.search(self.source, at, far)
        far = blank.start() if blank else far
        end = re.compile(rf"(?<!`)`{{{ticks}}}(?!`)").search(self.source, at, far)
        if end is None:
            self.unpaired[ticks] = far
            return at
        return end.end()

    def cut(self, kind: MarkupKind, start: int, end: int, left: str = "") -> None:
        """Take a mark out, but for what readers see of it."""
        self.marks.append(Markup(kind, start, end))
        self.cuts.append((start, end, left + "\n" * self.source.count("\n", start, end)))

    def result(self) -> SourceWords:
        """What was found."""
        for definition in self.definitions.values():
            if definition.is_address and not definition.used:
                self.unused.append(definition)
            elif definition.is_address or (definition.used and definition.may_be_one):
                self.cut(MarkupKind.DEFINITION, definition.start, definition.end)
        for definition in self.unused:
            self.cut(MarkupKind.DEFINITION, definition.start, definition.end)
        parts, at = [], 0
        for start, end, left in sorted(self.cuts):
            parts += [self.source[at:start], left]
            at = end
        return SourceWords(
            "".join([*parts, self.source[at:]]),
            self._notes() if self.notes else (),
            tuple(self.marks),
            tuple(self.printed),
            tuple((definition.start, definition.end) for definition in self.unused),
            frozenset(self.addresses),
        )

    def _notes(self) -> tuple[tuple[int, int], ...]:
        rows = self.source.split("\n")
        ends = [end.start() for end in re.finditer("\n", self.source)]
        notes = [(label, bisect_left(ends, start)) for label, start in self.notes]
        begins = {line for _, line in notes}
        ranges = [(label, line, _end_of_note(rows, line, begins)) for label, line in notes]
        order = {label: n for n, label in enumerate(self.references)}
        ranges.sort(key=lambda note: order.get(note[0], len(order)))
        return tuple((begin, end) for _, begin, end in ranges)


def _end_of_note(rows: list[str], begin: int, begins: set[int]) -> int:
    end = begin + 1
    for line in range(begin + 1, len(rows)):
        row = rows[line]
        if line in begins or (row.strip() and line > end and not row.startswith(("    ", "\t"))):
            break
        end = line + 1 if row.strip() else end
    return end


def _normal(label: str) -> str:
    return " ".join(label.casefold().split())


def _plain(words: str) -> str:
    """The words of a title, without backslashes and with characters for entities."""
    return ESCAPED.sub(lambda found: _character(found[0]) if found["entity"] else found[0], words)


def _character(entity: str) -> str:
    name = entity[1:]
    if name.startswith("#"):
        number = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
        return chr(number) if number <= 0x10FFFF else ""
    return html5.get(name, entity)
