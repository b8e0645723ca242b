"""Two rules of the parser's for plain words, which most blocks of most texts hold: they ask no other rule about them.

The parser asks each of its rules at every line, and at every sign within. Nearly all lines begin with a letter, with
which no block but a paragraph begins, and most blocks hold no sign that marks anything up. Both rules give the tokens
that the parser's own would give, and leave to those whatever is not that plain.
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
# With these begins what makes a definition of the line above.
DEFINES = (":", "~")


def paragraph(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001  # the parser's signature
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
    state.push("paragraph_open", "p", 1).map = [start, behind]
    words = state.push("inline", "", 0)
    words.content = mdTrim(state.getLines(start, behind, state.blkIndent, False))  # noqa: FBT003  # the same
    words.map, words.children = [start, behind], []
    state.push("paragraph_close", "p", -1)
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
        block.children = block.children or []
        if MARKUP.search(block.content):
            state.md.inline.parse(block.content, state.md, state.env, block.children)
        else:
            block.children += _lines(block.content)


def _lines(words: str) -> Iterator[Token]:
    """Words without markup: a text for each line, and what breaks them."""
    *lines, last = words.split("\n")
    for n, line in enumerate(lines):
        begun = line.lstrip(" \t") if n else line
        if text := begun.rstrip(" "):
            yield Token("text", "", 0, content=text)
        yield Token("hardbreak" if begun.endswith("  ") else "softbreak", "br", 0)
    if text := last.lstrip(" \t") if lines else last:
        yield Token("text", "", 0, content=text)
