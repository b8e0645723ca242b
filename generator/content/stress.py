"""Stars and underscores that stress what is between them though they were written as signs, so that they would be gone.

CommonMark 0.31 (section 6.2) pairs them within words, too. Scripts without spaces between words need that; in others
it is hardly ever meant, but for the first letters of a word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from generator.ground.diagnostics import Diagnostic, Span, error, warning
from generator.ground.patterns import lazy

OPENS = ("em_open", "strong_open")
CLOSES = ("em_close", "strong_close")
STRESS = (*OPENS, *CLOSES)
# Ideographs and kana, and the scripts of Thailand, Laos, Tibet, Myanmar and Cambodia.
WITHOUT_SPACES = lazy(
    r"[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)
ADDRESS = lazy(r"(?i:https?://|www\.)\S*\Z")
IN_ADDRESSES = "/?=&#%~-_*@"
# Signs with which stressed words begin and end, and those that stand around them.
BEFORE_WORDS = "([{“‘«‹„‚\"'¿¡…$£€#@"
BEGINNING = f"{BEFORE_WORDS}”’»›.—–&~/\\"
ENDING = ")]}“‘«‹”’»›\"'!?….,:;—–%°/\\"
NEVER_FIRST = ")]}"
DRAWN = lazy(r"[-_^~<>/|=+.,;:'’]+")
LINK = "write [words that say where it leads](https://example.org/), with the whole address in the round brackets"
HINT = "write a backslash before each that readers are to see: {}; to stress words, put them around whole ones"


@dataclass(frozen=True, slots=True)
class Sign:
    """A pair of stars or underscores that would be gone; one of ``needles`` stands where it begins in the source."""

    tell: Callable[[str, str, Span, str, str], Diagnostic]
    needles: tuple[str, ...]
    message: str
    hint: str


def lost_signs(tokens: Sequence[Token]) -> Iterator[Sign]:
    """The signs that would be gone of the words in one block, alternative texts of pictures included."""
    open_at: list[int] = []
    for at, token in enumerate(tokens):
        if token.type in OPENS:
            open_at.append(at)
        elif token.type in CLOSES and open_at:
            begin = open_at.pop()
            if not _is_inner(tokens, begin):  # of those within each other, the outermost
                yield from _lost(tokens, begin, at)
        elif token.type == "image":
            yield from lost_signs(token.children or ())


def runs_into_sign(tokens: Sequence[Token], at: int) -> bool:
    """Whether the last word of a text goes on behind a star or underscore, and so is no whole one."""
    return at + 1 < len(tokens) and tokens[at + 1].type in OPENS and not tokens[at].content[-1:].isspace()


def _is_inner(tokens: Sequence[Token], begin: int) -> bool:
    """Whether a pair begins right behind the beginning of another one; between them there may be empty texts."""
    before = map(tokens.__getitem__, range(begin - 1, -1, -1))
    found = next((token for token in before if token.type != "text" or token.content), None)
    return found is not None and found.type in OPENS


def _lost(tokens: Sequence[Token], begin: int, end: int) -> Iterator[Sign]:
    mark = tokens[begin].markup
    before, first = _text(tokens, begin, -1), _text(tokens, begin, 1)[:1]
    inner, after = _text(tokens, end, -1), _text(tokens, end, 1)[:1]
    left, last = before[-1:].strip(), inner[-1:]
    signs, written = ("stars", r"\*") if mark[0] == "*" else ("underscores", r"\_")
    needles = (left + mark + first, left + mark, mark + first, mark)

    def sign(tell: Callable[[str, str, Span, str, str], Diagnostic], where: str, hint: str) -> Sign:
        return Sign(tell, needles, f"the {signs} {where} would be gone, since they stress what is between them", hint)

    hint = HINT.format(written)
    if ADDRESS.search(before) or (ADDRESS.search(inner) and after and (after.isalnum() or after in IN_ADDRESSES)):
        yield sign(error, "in this address", LINK)
    elif left.isdigit() and first.isdigit() and mark[0] == "*":
        yield sign(error, "between these numbers", r"write × between them, or a backslash before each star: 5\*3\*2")
    elif _in_a_word(left) or _in_a_word(after):
        several = any(t.type == "softbreak" or any(c.isspace() for c in t.content) for t in tokens[begin:end])
        if _in_a_word(left):
            yield sign(error if several else warning, "between these letters", hint)
        elif several or _is_sign(left, BEGINNING):
            yield sign(warning, "between these letters", hint)
    elif _between_signs(left, first, last, after) or DRAWN.fullmatch("".join(t.content for t in tokens[begin:end])):
        yield sign(error, "between these signs", hint)


def _text(tokens: Sequence[Token], at: int, step: int) -> str:
    """The text beside a token in one direction, on its line; empty where something else stands there."""
    beside = map(tokens.__getitem__, range(at + step, len(tokens) if step > 0 else -1, step))
    found = next((t for t in beside if t.type not in STRESS and (t.type != "text" or t.content)), None)
    return found.content if found is not None and found.type == "text" else ""


def _in_a_word(sign: str) -> bool:
    letter = sign != "" and (sign.isalnum() or unicodedata.category(sign)[0] == "M")
    return letter and WITHOUT_SPACES.match(sign) is None


def _is_sign(sign: str, usual: str) -> bool:
    """Whether this is a sign, and not one of the ``usual`` at such a place."""
    return sign != "" and not sign.isalnum() and not sign.isspace() and sign.isprintable() and sign not in usual


def _between_signs(left: str, first: str, last: str, after: str) -> bool:
    begun = first != "" and first in NEVER_FIRST
    opened = _is_sign(left, BEGINNING) and _is_sign(first, BEFORE_WORDS)
    multiplies = left != "" and left in ")]}" and first != "" and first in "([{"
    return begun or opened or multiplies or (_is_sign(last, ENDING) and _is_sign(after, ENDING))
