"""Signs at a line's beginning that make a list or a quotation of it, and lines that are drawn into the block above.

CommonMark 0.31 lets a paragraph in a quotation go on without “>” (section 5.1, lazy continuation lines), and the tables
of GitHub take the line below for one more row. What is told of here hardly anybody means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from markdown_it.token import Token

from generator.content.parsed_lines import ParsedLines
from generator.ground.diagnostics import Diagnostic, warning
from generator.ground.patterns import lazy

# A number that is no year and no time of day.
NUMBER = lazy(r"(?!(?:19|20)\d\d(?!\d)|\d{1,2}[:.]\d\d(?!\d))\d")
# An entry of a list that begins with a number mostly says more than this.
SHORT = 25
PHONE = lazy(r"\(?\d[\d ()/.-]{5,}")
STARRED = lazy(r"\w\w[.,;:!?)\"”]?\*(?![\w*])")
FACE = lazy(r"(?:[:;=]['-]?[()\[\]DPpOo3|/\\]|[_.^-]+[<>])(?=\W|\Z)")
CALCULATED = lazy(r"[\d=+*/<>-][ \t]*\Z")
# A line that ends as sentences do, or so early that no program has wrapped it.
ENDED = lazy(r"[.!?…:;\"”“»)]\Z")
WRAPPED = 50
SIGNS = " \t>"
MARKUP = "*_`[(\"'“„«"


def problems(tokens: Sequence[Token], kinds: Sequence[str], where: ParsedLines) -> Iterator[Diagnostic]:
    """Lines of a text that readers would see otherwise than they were meant.

    The parser made ``tokens`` of the text, which are of these ``kinds``, one each.
    """

    @cache
    def starred() -> int:
        """The first block with a word that has a star behind it, to be explained below."""
        return next((at for at, token in enumerate(tokens) if _is_starred(token)), len(tokens))

    for at, kind in enumerate(kinds):
        if kind == "bullet_list_open":
            yield from _list(tokens, at, starred, where)
        elif kind == "table_open":
            yield from _below_table(tokens, at, where)
    if "blockquote_open" in kinds:
        yield from _quotations(tokens, kinds, where)


def _list(tokens: Sequence[Token], at: int, starred: Callable[[], int], where: ParsedLines) -> Iterator[Diagnostic]:
    """A list whose sign was a plus, a minus or the star of a note."""
    opening = tokens[at]
    sign, items = opening.markup, list[str]()
    for n in range(at + 1, len(tokens)):
        if tokens[n].level <= opening.level or (len(items) > 1 and sign != "+"):
            break
        if tokens[n].type == "list_item_open" and tokens[n].level == opening.level + 1:
            items.append(tokens[n + 2].content if tokens[n + 1].type == "paragraph_open" else "")
    is_one = len(items) == 1
    is_number = is_one and NUMBER.match(items[0]) and (sign == "+" or len(items[0]) <= SHORT)
    is_note = is_one and sign == "*" and starred() < at
    if is_number or is_note or (sign == "+" and all(map(PHONE.match, items))):
        line = opening.map[0] if opening.map else 0
        message = f"readers will see an entry of a list here, and no “{sign}”"
        hint = f"if it is no list, write a backslash before the sign: \\{sign}"
        yield warning("line-sign", where.path, where.in_text(line, sign), message, hint)


def _is_starred(block: Token) -> bool:
    return any(token.type == "text" and STARRED.search(token.content) for token in block.children or ())


def _below_table(tokens: Sequence[Token], at: int, where: ParsedLines) -> Iterator[Diagnostic]:
    """The first line without a bar below a table of several columns."""
    columns = 0
    for n in range(at + 1, len(tokens)):
        token = tokens[n]
        if token.type == "table_close":
            return
        columns += token.type == "th_open"
        if token.type == "tr_open" and columns > 1 and token.map and "|" not in where.lines[token.map[0]]:
            hint = "leave a line empty above it; if it is a row, write bars between its cells"
            message = "readers will see this line as a row of the table above"
            yield warning("joined-line", where.path, where.in_text(token.map[0]), message, hint)
            return


def _quotations(tokens: Sequence[Token], kinds: Sequence[str], where: ParsedLines) -> Iterator[Diagnostic]:
    depth = 0
    for at, kind in enumerate(kinds):
        if kind == "blockquote_open":
            depth += 1
            yield from _quotation(tokens, at, where)
        elif kind == "blockquote_close":
            depth -= 1
        elif depth and kind == "inline":
            yield from _below_quotation(tokens[at], depth, where)


def _quotation(tokens: Sequence[Token], at: int, where: ParsedLines) -> Iterator[Diagnostic]:
    """A quotation of one line whose sign was a part of a face, or said that something is more."""
    if tokens[at + 1].type != "paragraph_open":
        return
    words, (line, _) = tokens[at + 2].content, tokens[at].map or (0, 0)
    above, row, *below = where.lines[max(line - 1, 0) : line + 2] if line else ("", *where.lines[:2])
    is_unspaced = f">{words[:2]}" in row
    is_alone = not (below and below[0].lstrip(" \t").startswith(">"))
    is_more = is_alone and words[:1].isdigit() and (is_unspaced or CALCULATED.search(above) is not None)
    if not is_more and not (is_unspaced and FACE.match(words)):
        return
    message = "readers will see this line as a quotation, and no “>”"
    hint = "if it is none, write a backslash before the sign: \\>"
    yield warning("line-sign", where.path, where.in_text(line, ">"), message, hint)


def _below_quotation(inline: Token, depth: int, where: ParsedLines) -> Iterator[Diagnostic]:
    """The lines of a quotation that have fewer “>” than it is deep; of those with none, the first one.

    One with none may be the end of a line that a program has wrapped, unless the line above is told of.
    """
    first, end = inline.map or (0, 0)
    is_told = False
    for line in range(first + 1, end):
        row, above = where.lines[line], where.lines[line - 1].rstrip()
        words = row.lstrip(SIGNS)
        signs = row[: len(row) - len(words)].count(">")
        if not words or signs >= depth:
            continue
        begins = not words.lstrip(MARKUP)[:1].islower()
        if signs or is_told or (begins and (len(above) < WRAPPED or ENDED.search(above))):
            message = "readers will see this line in the quotation above"
            hint = "leave a line empty above it; if it belongs there, write “>” before it"
            if signs:
                hint = f"write a line with “{'>' * signs}” alone above it; if it belongs there, write “>” before it"
            yield warning("joined-line", where.path, where.in_text(line, words), message, hint)
            is_told = True
        if not signs:
            return
