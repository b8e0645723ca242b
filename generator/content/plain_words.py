"""Two rules of the parser's for plain words, which most blocks of most texts hold: they ask no other rule about them.

The parser asks each of its rules at every line, and at every sign within. Nearly all lines begin with a letter, with
which no block but a paragraph begins; and nearly all blocks hold no markup but stress on a few words, and links of the
simplest form. Both rules give the tokens that the parser's own would give, and leave to those whatever is not that
plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Where none of these is, no rule for words finds anything but ends of lines.
MARKUP = re.compile(r"[\\`*_\[<&]")
# Stress on words between spaces, and a link to an address without signs that could be anything else: the signs and the
# words of the first, the words and the address of the second.
SIMPLE = re.compile(
    r"(?:(?<![^\s(])(\*\*?)(?=[^\W_])([\w ,'’-]*[^\W_])\1(?![^\s.,;:!?)])"
    r"|(?<!!)\[([^\W_](?:[\w ,.:;!?'’-]*[\w.!?])?)\]\(([a-zA-Z0-9][a-zA-Z0-9.:/#?=+-]*)\))"
)
STRESS = {"*": "em", "**": "strong"}
# With these begins what makes a definition of the line above.
DEFINES = (":", "~")


def paragraph(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # the parser's signature
    """A rule before all others for blocks: a paragraph of lines that begin with letters, up to a blank one.

    Such a line is something else than a paragraph's only by what the next one begins with, which is then no letter.
    Only a definition may stand behind a blank line.
    """
    if silent or state.is_code_block(start) or not _begins_with_letter(state, start):
        return False
    behind = start + 1
    while behind < state.lineMax and _begins_with_letter(state, behind):
        behind += 1
    if behind < state.lineMax and not state.isEmpty(behind):
        return False
    if behind == start + 1 < state.lineMax - 1 and state.src.startswith(DEFINES, _begin(state, behind + 1)):
        return False
    state.line = behind
    level, words = state.level, mdTrim(state.getLines(start, behind, state.blkIndent, False))
    # As `StateBlock.push` makes them, which takes much longer.
    state.tokens += (
        Token("paragraph_open", "p", 1, map=[start, behind], level=level, block=True),
        Token("inline", "", 0, map=[start, behind], level=level + 1, children=[], content=words, block=True),
        Token("paragraph_close", "p", -1, level=level, block=True),
    )
    return True


def _begin(state: StateBlock, line: int) -> int:
    return state.bMarks[line] + state.tShift[line]


def _begins_with_letter(state: StateBlock, line: int) -> bool:
    begin = _begin(state, line)
    return begin < state.eMarks[line] and state.src[begin].isalpha()


def inline(state: StateCore) -> None:
    """A rule in place of the parser's own of this name, which finds markup in the words of blocks."""
    for block in state.tokens:
        if block.type != "inline":
            continue
        block.children = children = block.children or []
        words = block.content
        if not MARKUP.search(words):
            children += _lines(words)
            continue
        parts = SIMPLE.split(words)
        if any(MARKUP.search(plain) for plain in parts[::5]):
            state.md.inline.parse(words, state.md, state.env, children)
        else:
            children += _marked(parts)


def _marked(parts: list[str]) -> Iterator[Token]:
    """Words with simple markup, as `SIMPLE` parts them."""
    yield from _lines(parts[0], always=parts[1] == "**")
    for n in range(1, len(parts), 5):
        signs, stressed, linked, address, plain = parts[n : n + 5]
        if signs:
            kind = STRESS[signs]
            yield Token(f"{kind}_open", kind, 1, markup=signs)
            yield Token("text", "", 0, content=stressed, level=1)
            yield Token(f"{kind}_close", kind, -1, markup=signs)
        else:
            yield Token("link_open", "a", 1, attrs={"href": address})
            yield Token("text", "", 0, content=linked, level=1)
            yield Token("link_close", "a", -1)
        begins, ends = signs == "**", parts[n + 5 : n + 6] == ["**"]
        yield from _lines(plain, always=ends, begins=begins)


def _lines(words: str, *, begins: bool = False, always: bool = False) -> list[Token]:
    """Words without markup: a text for each line, and what breaks them.

    Beside strong words the parser leaves a text, which may be empty: ``begins`` and ``always`` say where it does.
    """
    if "\n" not in words:
        return [Token("text", "", 0, content=words)] if words or begins or always else []
    *lines, last = words.split("\n")
    found = []
    for n, line in enumerate(lines):
        begun = line.lstrip(" \t") if n else line
        text = begun.rstrip(" ")
        if text or (begins and not n):
            found.append(Token("text", "", 0, content=text))
        found.append(Token("hardbreak" if begun.endswith("  ") else "softbreak", "br", 0))
    text = last.lstrip(" \t")
    if text or always:
        found.append(Token("text", "", 0, content=text))
    return found
