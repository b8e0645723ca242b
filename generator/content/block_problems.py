"""Blocks of a text that are begun, ended, numbered or ranked otherwise than their author can have meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from markdown_it.token import Token

from generator.content import comments
from generator.content.account import COUNTED
from generator.content.elements import CONTAINER, CONTAINERS
from generator.content.places import Places
from generator.ground.diagnostics import Diagnostic, Span, did_you_mean, error, warning
from generator.ground.patterns import lazy

# What makes a heading of the words above it, and what to do if they are none.
LINES = {
    "-": ("dashes", "if they are none, leave an empty line above the dashes"),
    "=": ("equals signs", "if they are none, delete the line below"),
}

# A day as German writes it, and no third number of a list.
DAY = lazy(r"[ \t>*+-]*(?P<day>0?[1-9]|[12]\d|3[01])\.[ \t]+(?P<month>[1-9]|1[0-2])\.[ \t]+(?!\d{1,2}\.(?:[ \t]|\Z))")


def unended(token: Token, path: str, places: Places) -> Iterator[Diagnostic]:
    """A quote, aside, question or poem without the line that ends it."""
    first, end = token.map or (0, 0)
    if end >= len(places.lines) or CONTAINER not in places.lines[end]:
        hint = "write a line of three colons where it ends; as it is, the rest of the text is in it"
        yield warning("unclosed", path, places.line(first), "this block has no end", hint)


def unended_code(token: Token, path: str, places: Places) -> Iterator[Diagnostic]:
    """Code between fences without the second one."""
    first, end = token.map or (0, 0)
    last = next(iter(places.lines[end - 1 : end]), "")
    if end - first < 2 or not last.strip(" \t>").startswith(token.markup):
        hint = f"write “{token.markup}” below the code; as it is, what follows is shown as code, private notes too"
        kind = error if comments.may_hold_one(token.content) else warning
        yield kind("unclosed", path, places.line(first), "this block of code has no end", hint)


# What other programs call a remark beside the text.
ASIDES = frozenset(("note", "tip", "info", "warning", "caution", "important", "hint", "box", "sidebar"))


def colons(words: str, path: str, places: Places) -> Iterator[Diagnostic]:
    """The first line of a paragraph that was meant for the beginning or the end of a block."""
    rows = enumerate(words.split("\n"), places.block[0])
    line, row = next(((n, row) for n, row in rows if row.startswith(CONTAINER)), (0, ""))
    name = row.strip(": ")
    if name:
        meant = "aside" if name.split()[0].casefold() in ASIDES else name
        hint = did_you_mean(meant, CONTAINERS, f"the kinds are {', '.join(CONTAINERS)}")
        yield warning("unknown-block", path, places.line(line), "this is not a kind of block", hint)
    elif row:
        message = "readers will see these colons, since they neither begin a block nor end one"
        hint = (
            f"delete them; where a block begins, write its kind behind them ({', '.join(CONTAINERS)}), and around"
            " one that holds another write four: “:::: quote” above it, “::::” below"
        )
        yield warning("unknown-block", path, places.line(line), message, hint)


def of_heading(token: Token, above: int, level: int, path: str, places: Places) -> Iterator[Diagnostic]:
    """A heading that is shown on another ``level`` than it was given below one of the level ``above``."""
    wanted, place = int(token.tag[1:]), places.line(places.block[0])
    # Right below the front matter such lines are more of it, which is told.
    if token.markup in ("-", "=") and places.block[0] > 0:
        line, otherwise = LINES[token.markup]
        hint = f"for a heading write “{'#' * level}” before them; {otherwise}"
        yield warning("heading-line", path, place, f"the line of {line} below makes these words a heading", hint)
    elif wanted == 1:
        hint = f"write “##” here; it is shown as a heading of level {level}"
        yield warning("heading-order", path, place, "the title is the page's only first-level heading", hint)
    elif level != wanted:
        hint = f"write “{'#' * level}” here; it is shown so"
        yield warning("heading-order", path, place, f"this heading skips from level {above} to {wanted}", hint)


def numbers(opening: Token, behind: Iterable[Token], start: int, path: str, places: Places) -> Iterator[Diagnostic]:
    """Readers see a list count one by one, whatever numbers its items have; the same throughout is meant so."""
    inner = takewhile(lambda token: token.level > opening.level, behind)
    items = [t for t in inner if t.type == "list_item_open" and t.level == opening.level + 1]
    if len({int(item.info) for item in items}) == 1:
        return
    above = places.block[0]
    shown = start
    for item in items:
        line = item.map[0] if item.map else places.block[0]
        swallowed = _swallowed(range(above + 1, line), shown, places) if int(item.info) > shown else []
        for place in swallowed:
            message = "readers will see this item within the one above it, with its number"
            hint = "write no more spaces before it than stand before the first"
            yield warning("list-number", path, place, message, hint)
        shown += len(swallowed)
        if int(item.info) != shown:
            span = Span(line + places.first_line, places.lines[line].find(item.info) + 1)
            message = f"readers see another number than {item.info} before this item of a list: {shown}"
            yield warning("list-number", path, span, message, COUNTED)
        shown, above = shown + 1, line


def day(item: Token, opening: Token, behind: Iterable[Token], path: str, places: Places) -> Iterator[Diagnostic]:
    """A day such as “3. 10.” that is taken for an ``item`` of a list with a list of one item in it.

    Of “3. 05.” `content.account` tells, since no list counts so.
    """
    line = item.map[0] if item.map else 0
    if not item.info or [line] != (opening.map or [])[:1] or not (found := DAY.match(places.lines[line])):
        return
    inner = takewhile(lambda token: token.level > opening.level, behind)
    if sum(token.type == "list_item_open" and token.level == opening.level + 1 for token in inner) == 1:
        message = f"readers will see two lists here, and no “{found['day']}. {found['month']}.”"
        hint = "for a day write a backslash behind its first number, which begins a list otherwise: "
        hint += f"{found['day']}\\. {found['month']}."
        yield warning("line-sign", path, Span(line + places.first_line, found.start("day") + 1), message, hint)


def _swallowed(lines: Iterable[int], number: int, places: Places) -> list[Span]:
    """Where items of a list are, from this ``number`` on, that stand too deep among ``lines`` to be any."""
    found: list[Span] = []
    for line in lines:
        row = places.lines[line]
        words = row.lstrip(" \t>")
        if words.startswith((f"{number}. ", f"{number}) ")):
            found.append(Span(line + places.first_line, len(row) - len(words) + 1))
            number += 1
    return found
