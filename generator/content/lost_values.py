"""Words that YAML would lose without a complaint: what is behind “ #” is a remark, and a backslash changes letters."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from generator.content.settings import Settings
from generator.content.slip import Slip, writing
from generator.content.strict_yaml import Document, Loc, Value
from generator.content.written_lines import SITE, Names
from generator.content.written_values import as_list, in_quotes, written_value
from generator.content.yaml_signs import YamlSign, signs
from generator.ground.diagnostics import START, Diagnostic, Severity, Span

# A sign, not a remark: what is directly behind it belongs to it, as in “#1” and “#hope”.
SIGN = re.compile(r"#+[^\s#]")
ON_EVERY_PAGE = frozenset(("tagline", "text", "label", "description"))
ENCLOSING = tuple((pair[0], pair[1]) for pair in ("()", "[]", "“”", "«»", "„“", "‘’"))
HONEST = re.compile(r"#+(?:\s|$)")
OUT = re.compile(r"#+-\s")
# The beginning of a line that cannot be joined to others in quotes.
NOT_WORDS = re.compile(r"['\"|>]|#+(?:\s|$)")
# Escapes of YAML that readers see other letters of, or none (YAML 1.2.2, section 5.7); and those of spaces.
ESCAPE = re.compile(r"\\(.)", re.DOTALL)
LETTERS, SPACES = frozenset("0abtnvfreNLP"), frozenset(" _\t\n")
RULE = "lost-words"


def in_settings(document: Document, text: str, path: str) -> Iterator[Diagnostic]:
    """The same places in the text of site.yaml."""
    for slip in lost_values(document, text.split("\n"), 1, SITE):
        yield slip.diagnostic(path)


def lost_values(document: Document, front: Sequence[str], first: int, names: Names) -> Iterator[Slip]:
    """The places where words of a text are lost; ``first`` is the number of the first line of ``front``."""
    yaml_signs = signs(front, first)
    fields = _Fields(document, front, first, names, yaml_signs.braces)
    told: set[Loc] = set()
    for remark in yaml_signs.remarks:
        start, loc = fields.around(remark.span)
        if loc and loc not in told:
            found = [*fields.behind(remark, loc, start)]
            told |= {loc} if found else set()
            yield from found
    for value in yaml_signs.quoted:
        _, loc = fields.around(value.span)
        if loc and loc not in told and value.span not in fields.keys:
            yield from fields.escapes(value, loc)


class _Fields:
    """The fields of a document with their places, and what is lost of each."""

    def __init__(
        self, document: Document, front: Sequence[str], first: int, names: Names, braces: Sequence[Span]
    ) -> None:
        self.document, self.front, self.first, self.names = document, front, first, names
        self.keys = frozenset(document.keys.values())
        entries = [(span, loc) for loc, span in document.values.items() if loc and isinstance(loc[-1], int)]
        named = [(span, loc) for loc, span in document.keys.items()]
        others: list[tuple[Span, Loc]] = [(span, ()) for span in (*document.repeated, *braces)]
        self.places = sorted([*entries, *named, *others], key=itemgetter(0))

    def around(self, span: Span) -> tuple[Span, Loc]:
        """The field in whose value a place is, or the list of which it is in an entry, and where that begins.

        The field is () if it is not known, or if what is read of it stands elsewhere.
        """
        at = bisect(self.places, span, key=itemgetter(0))
        start, loc = self.places[at - 1] if at else (START, ())
        while loc and isinstance(loc[-1], int):
            loc = loc[:-1]
        return start, loc if loc[:1] and loc[0] in self.names.known else ()

    def behind(self, remark: YamlSign, loc: Loc, start: Span) -> Iterator[Slip]:
        """What a remark takes from the words of a field, of which the nearest entry or name is at ``start``."""
        before = self.front[remark.span.line - self.first][: remark.span.column - 1]
        is_alone = not before.strip()
        if not remark.words.strip("# \t") or (is_alone and remark.span.column <= self.document.keys[loc].column):
            return
        shape, is_sign = self.names.shape(loc), SIGN.match(remark.words) is not None
        if shape == "list" and is_sign:
            is_aside = is_alone and (remark.span.column < start.column or OUT.match(remark.words) is not None)
            yield from self._in_list(remark, loc, is_aside=is_aside)
        elif shape == "text" and is_sign and self._opening(loc) not in ("'", '"'):
            yield self._taken(remark, loc)
        elif shape == "text" and (is_sign or self._is_perhaps(remark, before, loc)):
            yield self._hidden(remark, loc)

    def _value(self, loc: Loc) -> Value:
        value = self.document.value
        for part in loc:
            value = value[part] if isinstance(value, (dict, list)) else None  # type: ignore[index]  # a path in the document
        return value

    def _opening(self, loc: Loc) -> str:
        """The sign that a value begins with; empty where there is none."""
        span = self.document.value_span(loc)
        return self.front[span.line - self.first][span.column - 1 : span.column] if self._value(loc) else ""

    def _is_perhaps(self, remark: YamlSign, before: str, loc: Loc) -> bool:
        """Whether a remark stands behind a text by one space, as nobody would type it who knows that it is one.

        Whoever writes site.yaml knows, but for the sentences of a site that stand on all its pages.
        """
        return (
            (self.names.header is not Settings or loc[-1] in ON_EVERY_PAGE)
            and isinstance(self._value(loc), str)
            and self._opening(loc) not in ("", "|", ">")
            and self.document.value_span(loc) < remark.span
            and bool(before.strip())
            and not before[-2:-1].isspace()
        )

    def _in_list(self, remark: YamlSign, loc: Loc, *, is_aside: bool) -> Iterator[Slip]:
        """A list in which every word begins with a hash, or the last one behind it.

        What stands aside in a list without brackets is an entry that somebody took out.
        """
        if not self._value(loc):
            head, rows = self._written(loc)
            row = as_list(" ".join(rows)) if head else None
            message = f"YAML takes “#” and all behind it for a remark, so “{loc[-1]}” is empty"
            if row:
                yield self._replaced(remark, loc, message, f"{head} {row}")
            elif not is_aside:
                yield _slip(remark.span, message, "write it in brackets, without the “#”", severity=Severity.WARNING)
        elif not is_aside or self._opening(loc) == "[":
            message = f"what stands behind the “#” does not belong to “{loc[-1]}”"
            hint = "write it within the brackets, or give the remark a line of its own, with a space behind its “#”"
            yield _slip(remark.span, message, hint, severity=Severity.WARNING)

    def _taken(self, remark: YamlSign, loc: Loc) -> Slip:
        """A text that a hash ends, with all of it in quotes."""
        message = f"from the “#” on, the words of “{loc[-1]}” would be lost"
        head, rows = self._written(loc)
        if not head or any(map(NOT_WORDS.match, rows)):
            return _slip(remark.span, message, "write all of it on one line, in quotes")
        return self._replaced(remark, loc, message, f"{head} {in_quotes(' '.join(rows).strip())}")

    def _replaced(self, remark: YamlSign, loc: Loc, message: str, made: str) -> Slip:
        """A slip that is mended by one line in place of all lines of a field."""
        told = _slip(remark.span, message, writing(made), (made,), certain=True)
        return replace(told, start=self.document.keys[loc].line, count=len(self._lines(loc)))

    def _written(self, loc: Loc) -> tuple[str, list[str]]:
        """A field up to its colon, and the rows behind that; empty up to there where another field stands before it."""
        column, (line, *more) = self.document.keys[loc].column, self._lines(loc)
        colon = line.find(":", column - 1) + 1
        head = "" if line[: column - 1].strip(" -") else line[:colon]
        return head, [line[colon:].strip(), *map(str.strip, more)]

    def _lines(self, loc: Loc) -> Sequence[str]:
        """The lines of a field, without empty ones and remarks at their end."""
        key = self.document.keys[loc]
        below = bisect(self.places, Span(key.line + 1, 0), key=itemgetter(0))
        end = self.places[below][0].line if below < len(self.places) else self.first + len(self.front)
        lines = self.front[key.line - self.first : end - self.first]
        while len(lines) > 1 and _is_beyond(lines[-1], key.column):
            lines = lines[:-1]
        return lines

    def _hidden(self, remark: YamlSign, loc: Loc) -> Slip:
        """A remark that may have been meant for readers."""
        message = f"readers will not see what stands behind the “#” in “{loc[-1]}”"
        cut = _is_within_marks(self.front[remark.span.line - self.first], remark)
        severity = Severity.ERROR if cut else Severity.WARNING
        place = written_value(self.document, self.front, self.first, loc)
        if place is None or not place.behind.strip():
            hint = "write it within quotes; a remark stands on a line of its own, with a space behind its “#”"
            return _slip(remark.span, message, hint, severity=severity)
        made = place.with_all_in_quotes()
        hint = f"{writing(made)}; or give the remark a line of its own"
        return _slip(remark.span, message, hint, (made,), severity=severity)

    def escapes(self, value: YamlSign, loc: Loc) -> Iterator[Slip]:
        """What the backslashes of a value in double quotation marks stand for."""
        found = ESCAPE.findall(value.words)
        letter = next((sign for sign in found if sign in LETTERS), None)
        if letter is None and SPACES.isdisjoint(found):
            return
        place = written_value(self.document, self.front, self.first, loc)
        corrected, hint = None, "write all of it on one line, between single quotation marks"
        if place is not None and place.value == value.words:
            made = place.with_value(in_quotes(place.value[1:-1].replace('\\"', '"')))
            corrected, hint = (made,), writing(made)
        if letter is None:
            message = f"a backslash within double quotation marks means something else (“{loc[-1]}”)"
            yield _slip(value.span, message, hint, corrected, severity=Severity.WARNING)
        else:
            message = f"within double quotation marks “\\{letter}” stands for something else (“{loc[-1]}”)"
            hint = f"{hint}; if a new line or a space is meant, write a space for it"
            yield _slip(value.span, message, hint, corrected)


def _is_within_marks(line: str, remark: YamlSign) -> bool:
    """Whether a bracket or a quotation mark that is open before a remark is closed in it."""
    before = line[: remark.span.column - 1]
    return any(
        before.count(opening) > before.count(closing) and closing in remark.words for opening, closing in ENCLOSING
    )


def _is_beyond(line: str, margin: int) -> bool:
    """Whether a line at the end of a field is none of its words."""
    words = line.lstrip()
    return not words or HONEST.match(words) is not None or (words[0] == "#" and len(line) - len(words) < margin)


def _slip(
    span: Span,
    message: str,
    hint: str,
    corrected: tuple[str, ...] | None = None,
    *,
    certain: bool = False,
    severity: Severity = Severity.ERROR,
) -> Slip:
    return Slip(
        rule=RULE,
        line=span.line,
        column=span.column,
        message=message,
        hint=hint,
        corrected=corrected,
        certain=certain,
        severity=severity,
    )
