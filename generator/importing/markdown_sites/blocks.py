"""Markdown of other programs to ours, with the least change: a block that ours understands stays as it was written.

A block with HTML, crossed-out words or indented code in it is read as its own program reads it, and goes through the
conversion of HTML. Headings, boxes to tick and footnotes are changed where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from generator.ground.patterns import lazy
from generator.importing import words_kept
from generator.importing.html.convert import to_markdown
from generator.importing.item import Fate
from generator.importing.markdown_sites.code_holes import OPEN, CodeHoles
from generator.importing.markdown_sites.tally import Tally

HIGHEST, LOWEST = 2, 6
OTHERS = frozenset(("html_block", "html_inline", "s_open", "code_block"))
MAY_BE_OTHER = lazy(r"<|~~|^(?: {4}|\t)|^[ \t>]*(?:[-+*]|\d+[.)])[ \t]{5}", re.MULTILINE)
MAY_BE_HEADING = lazy(r"^[ \t>]*(?:#|[-+*][ \t]+#|(?:=+|-+)[ \t]*$)", re.MULTILINE)
BOX = lazy(r"^([ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+)\[[ xX]\][ \t]+", re.MULTILINE)
NOTE = lazy(r"\[\^([^\s\]^\[]{1,100})\]:[ \t]*")
MARK = lazy(r"\[\^[^\s\]^\[]{1,100}\]")
INDENT = lazy(r"^(?: {4}|\t| {1,3}(?=\S))", re.MULTILINE)
HEADING = lazy(r"[ ]{0,3}#{1,6}(?:[ \t]+|$)(?P<words>.*)")
WITHIN = "./#"  # before an address in the text itself, so that it is not looked for in one block alone


def _any_address(url: str) -> bool:  # noqa: ARG001  # the parser's signature
    return True


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable(["table", "strikethrough"])
    parser.use(deflist_plugin)
    parser.validateLink = _any_address  # type: ignore[method-assign]  # the conversion of HTML looks at them
    parser.normalizeLink = str  # type: ignore[method-assign,assignment]  # they stay as they are written
    return parser


@dataclass
class HeadingLevels:
    """The levels of headings in a text: the first is 2, and none is left out."""

    above: list[int] = field(default_factory=list)

    def here(self, written: int) -> int:
        """The level of a heading that was written with this one."""
        while self.above and self.above[-1] >= written:
            self.above.pop()
        self.above.append(written)
        return min(HIGHEST + len(self.above) - 1, LOWEST)


def as_ours(text: str, remarks: Tally) -> str:
    """A text in our Markdown. What is not as it was is in the remarks."""
    text, boxes = BOX.subn(r"\1", text)
    remarks.add(Fate.CHANGED, "box to tick", "an item of a list stands in its place", boxes)
    return "\n".join(_converted(text, remarks, HeadingLevels())).strip("\n") + "\n"


def _converted(text: str, remarks: Tally, levels: HeadingLevels) -> list[str]:
    """The lines of a text: its footnotes by themselves, all else block by block."""
    lines: list[str] = []
    waiting: list[str] = []
    for head, part in _parts(text.split("\n")):
        if not head:
            waiting += part
            continue
        lines += _blocks("\n".join(waiting), remarks, levels)
        waiting = []
        inner = "\n".join(part)
        now = "\n".join(_blocks(inner, remarks, HeadingLevels()))
        first, *others = now.strip("\n").split("\n")
        lines += [head + first, *(f"    {line}" if line.strip() else "" for line in others)]
        lines += [""] if part and not part[-1].strip() else []
    return lines + _blocks("\n".join(waiting), remarks, levels)


def _parts(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Lines of a text, and each footnote with its head, its other lines without what indents them."""
    at = 0
    while at < len(lines):
        begins = NOTE.match(lines[at])
        end = at + 1
        if begins is None:
            while end < len(lines) and NOTE.match(lines[end]) is None:
                end += 1
            yield "", list(lines[at:end])
        else:
            while end < len(lines) and _goes_on(lines, end):
                end += 1
            inner = [lines[at][begins.end() :], *(INDENT.sub("", line, count=1) for line in lines[at + 1 : end])]
            yield begins[0], inner
        at = end


def _goes_on(lines: Sequence[str], at: int) -> bool:
    """Whether a line belongs to the footnote above it."""
    if not lines[at].strip():
        later = next((line for line in lines[at:] if line.strip()), "")
        return later.startswith(("    ", "\t"))
    return NOTE.match(lines[at]) is None and (bool(lines[at - 1].strip()) or lines[at].startswith(("    ", "\t")))


def _blocks(text: str, remarks: Tally, levels: HeadingLevels) -> list[str]:
    """The lines of a text without footnotes, each block as it was written if ours understands it."""
    if MAY_BE_OTHER.search(text) is None and MAY_BE_HEADING.search(text) is None:
        return text.split("\n")
    notes = CodeHoles("")
    holed = MARK.sub(lambda mark: notes.hole(mark[0]), text)
    env: dict[str, Any] = {}
    lines, at = holed.split("\n"), 0
    made: list[str] = []
    for tokens in _joined(_apart(_parser().parse(holed, env))):
        start, end = (tokens[0].map or [at, at])[0], (_last(tokens) or [at, at])[1]
        made += _between(made, lines[at:start])
        while end > start and not lines[end - 1].strip():
            end -= 1
        made += _block(tokens, lines[start:end], env, remarks, levels)
        at = end
    return notes.filled("\n".join((*made, *_between(made, lines[at:])))).split("\n")


def _between(made: Sequence[str], lines: Sequence[str]) -> Iterator[str]:
    """Lines between blocks, without empty ones where nothing stands between them any more."""
    above = made[-1] if made else OPEN
    for line in lines:
        if line.strip() or above.strip():
            yield line
        above = line


def _apart(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each block that is in no other."""
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def _joined(blocks: Iterator[list[Token]]) -> list[list[Token]]:
    """Blocks, those of HTML that follow each other as one: an empty line in a table does not end it."""
    joined: list[list[Token]] = []
    for block in blocks:
        if joined and block[0].type == joined[-1][-1].type == "html_block":
            joined[-1] += block
        else:
            joined.append(block)
    return joined


def _last(tokens: Sequence[Token]) -> list[int] | None:
    return next((token.map for token in (tokens[-1], tokens[0]) if token.map), None)


def _block(
    tokens: list[Token], lines: list[str], env: dict[str, Any], remarks: Tally, levels: HeadingLevels
) -> list[str]:
    inline = (child for token in tokens for child in token.children or ())
    if any(token.type in OTHERS for token in tokens) or any(child.type in OTHERS for child in inline):
        return (
            _leveled(tokens, env, remarks, levels)
            if tokens[0].type == "heading_open"
            else _walked(tokens, env, remarks)
        )
    if tokens[0].type == "heading_open":
        return [_heading(tokens, lines, remarks, levels)]
    if any(token.type == "heading_open" and token.tag == "h1" for token in tokens):
        return _walked(tokens, env, remarks)
    return lines


def _leveled(tokens: list[Token], env: dict[str, Any], remarks: Tally, levels: HeadingLevels) -> list[str]:
    """A heading by way of the conversion of HTML, on its own level."""
    written = int(tokens[0].tag[1])
    tokens[0].tag = tokens[-1].tag = f"h{HIGHEST}"
    lines = _walked(tokens, env, remarks)
    if len(lines) == 1 and lines[0].startswith("#"):
        return [f"{'#' * levels.here(written)} {lines[0].lstrip('#').strip()}"]
    return lines


def _heading(tokens: list[Token], lines: list[str], remarks: Tally, levels: HeadingLevels) -> str:
    written = int(tokens[0].tag[1])
    level = levels.here(written)
    found = HEADING.fullmatch(lines[0]) if tokens[0].markup.startswith("#") else None
    words = found["words"] if found else " ".join(line.strip() for line in lines[:-1])
    if level != written:
        why = "the first is on level 2, and none is left out"
        remarks.add(Fate.CHANGED, "heading on another level", why)
    if level == written and found:
        return lines[0]
    return f"{'#' * level} {words}".rstrip()


def _walked(tokens: list[Token], env: dict[str, Any], remarks: Tally) -> list[str]:
    """A block by way of the conversion of HTML."""
    parser = _parser()
    html = parser.renderer.render(tokens, parser.options, env)
    html = re.sub(r"(\shref\s*=\s*[\"']?)#", rf"\1{WITHIN}", html)

    def link(address: str) -> str:
        return address.removeprefix("./") if address.startswith(WITHIN) else address

    done = to_markdown(html, link=link)
    remarks.take((*done.remarks, *words_kept.differences(html, done.markdown)))
    return done.markdown.rstrip("\n").split("\n") if done.markdown.strip() else []
