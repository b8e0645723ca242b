"""Stars and underscores that stress what is between them though they were written as signs, so that they would be gone.

CommonMark 0.31 (section 6.2) pairs them within words, too. Scripts without spaces between words need that; in others
it is hardly ever meant, but for the first letters of a word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from markdown_it.token import Token

from generator.ground.diagnostics import Diagnostic, Span, error, warning
from generator.ground.patterns import lazy

Teller = Callable[[str, str, Span, str, str], Diagnostic]

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
# Beside those of Latin: of Hindi and its neighbours, of Arabic and Urdu, of Ethiopia and Armenia, of China and Japan.
ENDING = ")]}“‘«‹”’»›\"'!?….,:;—–%°/\\।॥۔،؟؛።፣።፧՝՜՞։、。，．！？：；）］｝」』】〉》"
NEVER_FIRST = lazy(r"[)\]},;]|[.:!?%…]\s")
NEVER_LAST = "([{"
# Around a sign alone in quotation marks: those that open and those that close, or the same twice.
QUOTED = lazy(r"“”|‘’(?!\w)|„[“”]|‚[‘’]|«»|»«|‹›|›‹|「」|『』")
QUOTED_ALIKE = lazy(r"([”’\"'])\1(?!\w)")
JUST_OPENED = lazy(r"(?:\A|[\s(\[{])([”’\"'])\Z")
# Behind “__init__”: the end of a file's name.
ENDING_OF_FILE = lazy(r"\.[a-z]{2,4}(?!\w)")
# Behind the first star: what is dialled, and not “#1” or “#hope”.
CODE = lazy(r"#\d+[#*]|\d+#.")
NOTHING = Token("text", "", 0)
WORD = lazy(r"[a-z\d_]+")
DRAWN = lazy(r"[-_^~<>/|=+.,;:'’]+")
LINK = "write [words that say where it leads](https://example.org/), with the whole address in the round brackets"
HINT = "write a backslash before each that readers are to see: {}; to stress words, put them around whole ones"


BREAK = Token("softbreak", "", 0)
USUAL_AFTER = {"*": (" ", ",", ";", ":", ".", "!"), "_": (" ", ",", ";", ":")}


@dataclass(frozen=True, slots=True)
class Sign:
    """A pair of stars or underscores that would be gone.

    It begins on the block's line with this number, from 0, with ``mark``, behind the first ``count`` pieces of the row.
    """

    line: int
    row: Sequence[str]
    count: int
    mark: str
    tell: Teller
    message: str
    hint: str

    @property
    def before(self) -> str:
        """The words on its line before it."""
        return "".join(self.row[: self.count])


def lost_signs(tokens: Sequence[Token]) -> list[Sign]:
    """The signs that would be gone of the words in one block, alternative texts of pictures included, in order."""
    lost = list(_lost_signs(tokens, count()))
    if lost and not any(map(str.isalnum, "".join(token.content for token in tokens))):
        # Between two scenes, nothing but signs: no word is lost with them.
        lost = [
            (number, mark, (warning, what, f"for a break write ***; {hint}")) for number, mark, (_, what, hint) in lost
        ]
    places = list(_places(tokens, 0, [])) if lost else []
    signs = [Sign(*places[number], mark, *told) for number, mark, told in lost]
    return sorted(signs, key=lambda sign: (sign.line, sign.count))


def _lost_signs(tokens: Sequence[Token], numbers: Iterator[int]) -> Iterator[tuple[int, str, tuple[Teller, str, str]]]:
    """Of each pair that would be gone its number among all pairs, from 0, its mark, and how to tell of it."""
    opened: list[tuple[int, int]] = []
    for at, token in enumerate(tokens):
        if token.type in OPENS:
            opened.append((at, next(numbers)))
        elif token.type in CLOSES and opened:
            begin, number = opened.pop()
            # Of those within each other, the outermost.
            is_outer = begin == 0 or tokens[begin - 1].content or _beside(tokens, begin, -1).type not in OPENS
            told = _lost(tokens, begin, at) if is_outer and not _is_usual(tokens, begin, at) else None
            if told is not None:
                yield number, tokens[begin].markup, told
        elif token.type == "image":
            yield from _lost_signs(token.children or (), numbers)


def _is_usual(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Whether whole words are stressed, with nothing beside them, as they nearly always are; seen quickly."""
    first, last = tokens[begin + 1], tokens[end - 1]
    if first.type != "text" or not (first.content[:1].isalpha() and last.content[-1:].isalpha()):
        return False
    before, after = tokens[begin - 1] if begin else BREAK, tokens[end + 1] if end + 1 < len(tokens) else BREAK
    return (before.type == "softbreak" or (before.type == "text" and before.content[-1:].isspace())) and (
        after.type == "softbreak"
        or (after.type == "text" and after.content[:1] in USUAL_AFTER[tokens[begin].markup[0]])
    )


def _places(tokens: Sequence[Token], line: int, row: list[str]) -> Iterator[tuple[int, list[str], int]]:
    """Of all pairs, in order: the line on which they begin, its pieces, and how many of them stand before."""
    for token in tokens:
        if token.type in OPENS:
            yield line, row, len(row)
        elif token.type == "image":
            yield from _places(token.children or (), line, [*row])
        elif token.type in ("softbreak", "hardbreak"):
            line, row = line + 1, []
        row.append("" if token.type == "code_inline" else token.content)


def runs_into_sign(tokens: Sequence[Token], at: int) -> bool:
    """Whether the last word of a text goes on behind a star or underscore, and so is no whole one."""
    return at + 1 < len(tokens) and tokens[at + 1].type in OPENS and not tokens[at].content[-1:].isspace()


def _lost(tokens: Sequence[Token], begin: int, end: int) -> tuple[Teller, str, str] | None:
    """How to tell of a pair that would be gone, in what words, and what to write; None of one that stresses words."""
    mark = tokens[begin].markup
    signs, written = ("stars", r"\*") if mark[0] == "*" else ("underscores", r"\_")
    hint = HINT.format(written)
    before, words = _text(tokens, begin, -1), _text(tokens, begin, 1)
    inner, behind = _text(tokens, end, -1), _text(tokens, end, 1)
    left, first, after = before[-1:].strip(), words[:1], behind[:1]
    tell, where = error, ""
    if ADDRESS.search(before) or (ADDRESS.search(inner) and after and (after.isalnum() or after in IN_ADDRESSES)):
        where, hint = "in this address", LINK
    elif left.isdigit() and first.isdigit() and mark[0] == "*":
        where = "between these numbers"
        hint = r"write × between them, or a backslash before each star: 5\*3\*2"
    elif mark[0] == "*" and _dialled(words, inner[-1:], after):
        where = "between these numbers"
    elif is_in_word(left) or is_in_word(after):
        several = any(t.type == "softbreak" or any(c.isspace() for c in t.content) for t in tokens[begin:end])
        if is_in_word(left) or several or _is_sign(left, BEGINNING):
            where = "between these letters"
            tell = error if is_in_word(left) and several else warning
    elif mark[0] == "_" and _of_name(tokens[begin:end], left, inner, behind):
        where = "in this name"
    elif (mark[0] == "_" and _to_be_seen(before, tokens, begin)) or (
        not (_is_letter(first) and _is_letter(inner[-1:]))
        and (
            _between_signs(left, words, inner[-1:], after)
            or _alone(left, words, inner, after)
            or DRAWN.fullmatch("".join(t.content for t in tokens[begin:end]))
        )
    ):
        where = "between these signs"
    if not where:
        return None
    return tell, f"the {signs} {where} would be gone, since they stress what is between them", hint


def _dialled(words: str, last: str, after: str) -> bool:
    """Whether the stars are keys of a telephone: ``*100*#``, ``*#06#``, ``**21*123#``."""
    between = words[:1].isdigit() and last.isdigit() and (after.isdigit() or after == "#")
    return between or CODE.match(words) is not None


def _of_name(stressed: Sequence[Token], left: str, inner: str, behind: str) -> bool:
    """Whether underscores are a part of what somebody, a mailbox or a file is called: ``@_sam_``, ``__init__.py``."""
    is_word = all(t.type in STRESS or t.content == inner for t in stressed) and " " not in inner
    of_file = ENDING_OF_FILE.match(behind) and WORD.fullmatch(inner)
    return is_word and (left == "@" or behind[:1] == "@" or of_file is not None)


def _alone(left: str, words: str, inner: str, after: str) -> bool:
    """Whether one of both stands alone in quotation marks, since readers are to see it."""
    begun = left + words[:2]
    if left and (QUOTED.match(begun) or QUOTED_ALIKE.match(begun)):
        return True
    opened = JUST_OPENED.search(inner)
    return after != "" and (QUOTED.match(inner[-1:] + after) is not None or (opened is not None and opened[1] == after))


def _to_be_seen(before: str, tokens: Sequence[Token], begin: int) -> bool:
    """Whether these are the arms of somebody who shrugs, or a line to write on."""
    doubled = tokens[begin].markup == "__" and _beside(tokens, begin, 1).markup == "__"
    return doubled or before.removesuffix("\\").endswith("¯")


def _beside(tokens: Sequence[Token], at: int, step: int) -> Token:
    """The token beside one in one direction; tokens without words are none."""
    at += step
    while 0 <= at < len(tokens) and tokens[at].type == "text" and not tokens[at].content:
        at += step
    return tokens[at] if 0 <= at < len(tokens) else NOTHING


def _text(tokens: Sequence[Token], at: int, step: int) -> str:
    """The text beside a token in one direction, on its line; empty where something else stands there."""
    beside = map(tokens.__getitem__, range(at + step, len(tokens) if step > 0 else -1, step))
    found = next((t for t in beside if t.type not in STRESS and (t.type != "text" or t.content)), None)
    return found.content if found is not None and found.type == "text" else ""


def is_in_word(sign: str) -> bool:
    """Whether what is beside this sign stands within a word, as it is a letter of a script that has spaces."""
    return _is_letter(sign) and WITHOUT_SPACES.match(sign) is None


def _is_letter(sign: str) -> bool:
    """Whether this is a letter, a digit, or what is written over or behind one, as vowels are in Hindi and Tamil."""
    return sign.isalnum() or (sign != "" and unicodedata.category(sign)[0] == "M")


def _is_sign(sign: str, usual: str) -> bool:
    """Whether this is a sign, and not one of the ``usual`` at such a place."""
    return sign != "" and not _is_letter(sign) and not sign.isspace() and sign.isprintable() and sign not in usual


def _between_signs(left: str, words: str, last: str, after: str) -> bool:
    first = words[:1]
    begun = NEVER_FIRST.match(words) is not None or (last != "" and last in NEVER_LAST)
    opened = _is_sign(left, BEGINNING) and _is_sign(first, BEFORE_WORDS)
    multiplies = any(a and b and a in ")]}" and b in "([{" for a, b in ((left, first), (last, after)))
    return begun or opened or multiplies or (_is_sign(last, ENDING) and _is_sign(after, ENDING))
