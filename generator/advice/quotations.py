"""Where somebody else's words stand between quotation marks, within a passage or over several."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from operator import itemgetter

from generator.ground.languages import language

# Characters of a quotation that is not taken for two marks that have nothing to do with each other.
LONGEST = 600
# Marks of every language, beside those of the text's own. The texts are `wording.plain`, so ’ is an apostrophe.
EVERYWHERE = (("“", "”"), ("«", "»"), ('"', '"'))
GERMAN = (("„", "“"), ("»", "«"), ("‚", "‘"), ("›", "‹"))
APOSTROPHE = "'"
# Words that begin with an apostrophe, which opens nothing there.
ELIDED = ("tis", "twas", "twere", "twill", "em", "til", "cause", "cos", "bout", "n", "s", "ne", "nen", "mal", "rum")
# Paragraphs over which a quotation goes.
MOST = 50

Stretch = tuple[int, int]
Marks = tuple[str, str]


def quotations(texts: Sequence[str], code: str) -> list[tuple[Stretch, ...]]:
    """Where others' words stand in each of some `plain` paragraphs that follow each other, in their order.

    A quotation over several paragraphs has an opening mark before each and one that closes at its end, or one of each.
    """
    found = [{*quoted(text, code)} for text in texts]
    for marks in _marks(code):
        if marks[1] != APOSTROPHE:
            for n, stretch in _over_several(texts, marks):
                found[n].add(stretch)
    return [_joined(some) for some in found]


def quoted(text: str, code: str) -> tuple[Stretch, ...]:
    """Where they stand within a `plain` passage, by the marks of its language; an apostrophe is none."""
    return _joined(found.span() for marks in _marks(code) for found in _pattern(marks).finditer(text))


def is_within(place: Stretch, pieces: Sequence[Stretch]) -> bool:
    """Whether a place lies in one of the pieces, which are in their order and do not overlap."""
    behind = bisect_right(pieces, place[0], key=itemgetter(0))
    return behind > 0 and place[1] <= pieces[behind - 1][1]


def _joined(pieces: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Pieces in their order, with those that overlap put together."""
    made: list[Stretch] = []
    for begin, end in sorted(pieces):
        if made and begin < made[-1][1]:
            made[-1] = made[-1][0], max(end, made[-1][1])
        else:
            made.append((begin, end))
    return tuple(made)


def _marks(code: str) -> tuple[Marks, ...]:
    """The pairs of marks that may stand around a quotation in a language."""
    one, two, three, four = (mark.strip().replace("’", APOSTROPHE) for mark in language(code).quotes)
    own = ((one, two), (three, four), *(GERMAN if one == "„" else (("‘", APOSTROPHE), (APOSTROPHE, APOSTROPHE))))
    return tuple(dict.fromkeys((*own, *EVERYWHERE)))


@cache
def _pattern(marks: Marks) -> re.Pattern[str]:
    """What finds a quotation. A mark that may be an apostrophe opens behind no letter, and closes before none."""
    begin, end = marks
    if end != APOSTROPHE:
        return re.compile(f"{begin}[^{begin}{end}]{{1,{LONGEST}}}{end}")
    inner = rf"(?:[^{begin}{end}]|{end}(?=\w)|(?<=\s){end})"
    elided = rf"(?!(?:{'|'.join(ELIDED)}|\d\ds)\b)"
    return re.compile(rf"(?<!\w){begin}{elided}(?=[^\s{end}]){inner}{{1,{LONGEST}}}(?<=\S){end}(?!\w)", re.IGNORECASE)


def _over_several(texts: Sequence[str], marks: Marks) -> list[tuple[int, Stretch]]:
    """Where quotations stand that begin in one paragraph and end in another: which one, and from where to where."""
    found: list[tuple[int, Stretch]] = []
    at = 0
    while at < len(texts):
        start = _left_open(texts[at], marks)
        last = _closed_in(texts, at, marks) if start is not None else None
        if start is None or last is None:
            at += 1
            continue
        found.append((at, (start, len(texts[at]))))
        found += ((n, (0, len(texts[n]))) for n in range(at + 1, last))
        begins = _begins(texts[last], marks)
        found.append((last, (0, texts[last].index(marks[1], begins) + 1)))
        at = last
    return found


def _left_open(text: str, marks: Marks) -> int | None:
    """Where the last mark opens that nothing behind it closes."""
    begin, end = marks
    if begin == end:
        return text.rfind(begin) if text.count(begin) % 2 else None
    at = text.rfind(begin)
    return at if at > text.rfind(end) else None


def _closed_in(texts: Sequence[str], at: int, marks: Marks) -> int | None:
    """The paragraph in which a quotation ends that another one leaves open; None where it ends nowhere."""
    for n in range(at + 1, min(at + MOST, len(texts))):
        begins = _begins(texts[n], marks)
        closes, opens = texts[n].find(marks[1], begins), texts[n].find(marks[0], begins)
        if closes >= 0 and (marks[0] == marks[1] or opens < 0 or closes < opens):
            return n
        if not begins:  # an opening mark that is not repeated may have been forgotten
            return None
    return None


def _begins(text: str, marks: Marks) -> int:
    """Behind the opening mark with which a paragraph begins; 0 where it begins with none."""
    stripped = text.lstrip(" \t*_>")
    return len(text) - len(stripped) + len(marks[0]) if stripped.startswith(marks[0]) else 0
