"""Private notes in a text, `<!-- … -->` and `%%…%%`: taken out before anything else reads it, and published nowhere.

They are found by a lexer of their own and not by the parser, since a note may begin in one paragraph and end in
another, and since a text has to come out as if the note had never been there. Within backticks and fences the signs are
words.
Where lexer and parser do not agree on what is code, a note could be printed, so what was parsed is looked at again:
`printed`.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from generator.content.comment_lexer import BEGINS, SPACES, WITH_BACKTICKS, CommentLexer
from generator.ground.patterns import lazy
from generator.ground.unseen import ANNOTATING, IGNORABLE

# What is in every sign of a comment, or in what is meant for one. Most texts hold none of it, which is seen quickly.
ENDINGS = ("->", r"-\>", "-&gt;")
LIKE_BEGUN = lazy("![ \t]*\\\\?[-\u2010-\u2015\u2212&]")
# Spaces that are hardly seen.
THIN_SPACES = "\u2006\u2008-\u200a\u202f\u205f"
# What looks like a sign of a comment: its compatible forms (Unicode NFKC), and others that are drawn alike.
ALIKE = {
    "<": "\u02c2\u1438\u2039\u2329\u276c\u276e\u2770\u27e8\u3008\ufe64\uff1c",
    "!": "\u01c3\u2755\u2757\u2d51\ua71d\ufe15\ufe57\uff01",
    "%": "\u066a\ufe6a\uff05",
    "-": (
        "\u02d7\u05be\u06d4\u2043\u207b\u208b\u23af\u2500\u2501\u2796\u2e3a\u2e3b\u30fc\ufe31\ufe32\ufe58\ufe63\uff0d\uff70"
    ),
}
SIGNS = {ord(other): sign for sign, others in ALIKE.items() for other in others}
HIDDEN = lazy(f"[{IGNORABLE}{ANNOTATING}{THIN_SPACES}]+")
# One of these is in all that looks like a sign and is none; most texts hold none, which is seen quickly.
DISGUISE = lazy(
    rf"[{IGNORABLE}{ANNOTATING}{ALIKE['%']}]|%(?=[{THIN_SPACES}]+%)|&[#a-zA-Z]"
    rf"|[<{ALIKE['<']}]\\?[ \t{SPACES}]*\\?[!{ALIKE['!']}]"
)
ODD_CHARACTER = lazy(f"[{IGNORABLE}{ANNOTATING}{ALIKE['%']}{ALIKE['<']}]")
SPACE = lazy(f"[{SPACES}]")
# Stands for a comment while lines are put together; no text holds a control character.
HOLE = "\0"
ALONE = lazy(rf"[ \t>]*{HOLE}[ \t{HOLE}]*")
BEFORE_WORDS = lazy(rf"(?:^|(?<=[ \t])){HOLE}[ \t]+")

DISGUISED = (
    "this looks like a private comment, and is none, since characters in its signs are others or are not seen",
    f"write “<!--”, “-->” and “%%” anew with the keyboard, with nothing between their characters; {WITH_BACKTICKS}",
)
UNSURE = (
    "it is not sure whether this is code, or a private comment that would be published",
    "put the comment on lines of its own, with an empty line before and behind",
)


@dataclass(frozen=True, slots=True)
class CommentFault:
    """What is wrong at a place, counted from 0, and what to do."""

    line: int
    column: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Uncommented:
    """A text without its comments.

    ``lines`` are those of the whole text, with spaces for comments; ``numbers`` says for each line of ``text``, and for
    the end behind the last, which of those it was. ``places`` are lines and columns where comments begin, from 0.
    ``percents`` counts pairs of percent signs that are words.
    """

    text: str
    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    places: tuple[tuple[int, int], ...]
    faults: tuple[CommentFault, ...]
    percents: int


def uncommented(source: str) -> Uncommented | None:
    """A text without its comments; None where it has none, and nothing that looks like one.

    What is left out behind a comment that is wrong is never printed; the faults say so.
    """
    if not may_hold_one(source):
        return None
    lexer = CommentLexer(source)
    lexer.run()
    begins = [0, *(found.end() for found in re.finditer("\n", source))]
    parts, numbers, at, line = [], [0], 0, 0
    for start, end in lexer.comments:
        kept = source[at:start]
        numbers += range(line + 1, (line := line + kept.count("\n")) + 1)
        line += source.count("\n", start, end)
        parts += [kept, HOLE]
        at = end
    numbers += range(line + 1, line + source.count("\n", at) + 1)
    rows = zip(numbers, "".join([*parts, source[at:]]).split("\n"), strict=True)
    left = [(number, _mended(row)) for number, row in rows if not ALONE.fullmatch(row)]
    return Uncommented(
        "\n".join(row for _, row in left),
        tuple(_blanked(source, lexer.comments).split("\n")),
        (*(number for number, _ in left), source.count("\n") + 1),
        tuple(_place(begins, start) for start, _ in lexer.comments),
        tuple(CommentFault(*_place(begins, at), *why) for at, why in lexer.faults),
        lexer.percents,
    )


def may_hold_one(source: str) -> bool:
    """Whether a text may hold a comment, or what is meant for one; seen quickly."""
    if "%" in source and ("%%" in source or r"%\%" in source):
        return True
    return LIKE_BEGUN.search(source) is not None or any(ending in source for ending in ENDINGS)


def blanked(source: str) -> str:
    """A text with spaces in place of its comments, so that every other word stays where it is."""
    found = uncommented(source)
    return source if found is None else "\n".join(found.lines)


def printed(source: str, tokens: Iterable[Token], percents: int) -> CommentFault | None:
    """What may be a comment and is shown by a text, or looks like one to its readers; ``tokens`` are the text's."""
    shown, first = 0, None
    for token in tokens:
        words = list(_words(token.children or ()))
        if any(BEGINS.search(word) for word in words):
            return CommentFault(_line(token), 0, *UNSURE)
        seen = [_seen(word) for word in words]
        if any(BEGINS.search(word) for word in seen):
            return _disguised(source, token)
        pairs = sum(word.count("%%") for word in seen)
        first = first or (token if pairs else None)
        shown += pairs
    if first is None or shown <= percents:
        return None
    plain = "%%" in first.content
    return CommentFault(_line(first), 0, *UNSURE) if plain else _disguised(source, first)


def _disguised(source: str, block: Token) -> CommentFault:
    begins, ends = block.map or (0, 1)
    rows = source.split("\n")
    at = next((n for n in range(begins, min(ends, len(rows))) if _shows_one(rows[n])), begins)
    found = DISGUISE.search(rows[at])
    return CommentFault(at, found.start() if found else 0, *DISGUISED)


def may_be_disguised(source: str) -> bool:
    """Whether a text shows what looks like a comment, though nothing in it is one as it is written."""
    return _is_odd(source) and _shows_one(source)


def _is_odd(source: str) -> bool:
    # For time: the one is quick, the other is exact.
    plain = not ("&" in source or "<" in source or "%" in source)
    if plain and (source.isascii() or ODD_CHARACTER.search(source) is None):
        return False
    return DISGUISE.search(source) is not None


def _shows_one(source: str) -> bool:
    seen = _seen(html.unescape(source))
    return "%%" in seen or r"%\%" in seen or BEGINS.search(seen) is not None


def _seen(words: str) -> str:
    """Words with the signs that readers take others for, and without what they do not see."""
    return words if words.isascii() else SPACE.sub(" ", HIDDEN.sub("", words)).translate(SIGNS)


def in_a_value(words: str) -> bool:
    """Whether readers would take a part of a field's words for a comment; no field has any."""
    if not may_hold_one(words) and not _is_odd(words):
        return False
    seen = _seen(html.unescape(words))
    return BEGINS.search(seen) is not None or seen.count("%%") > 1


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    """All that readers are shown of inline tokens, but code."""
    for token in tokens:
        if token.type == "text":
            yield token.content
        yield from (str(token.attrs[name]) for name in ("href", "src", "title") if name in token.attrs)
        yield from _words(token.children or ())


def _place(begins: list[int], at: int) -> tuple[int, int]:
    """The line and column of a place in a text, from 0; ``begins`` are where its lines begin."""
    line = bisect_right(begins, at) - 1
    return line, at - begins[line]


def _blanked(source: str, comments: Iterable[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in comments:
        parts += [source[at:start], re.sub(r"[^\n]", " ", source[start:end])]
        at = end
    return "".join([*parts, source[at:]])


def _mended(row: str) -> str:
    """A line as it was before comments were put into it: with one space where there was one."""
    if HOLE not in row:
        return row
    words = row.rstrip(f" \t{HOLE}")
    end = row[len(words) :]
    # Of what follows all words, only the blanks behind the last comment stay.
    return BEFORE_WORDS.sub("", words + end[end.rfind(HOLE) + 1 :]).replace(HOLE, "")
