"""An account of every word: what a text holds for readers is held against what its page shows.

Letters and digits are compared, folded as search folds them; punctuation, which typography changes, is not. In most
texts they are the same from first to last, which is seen quickly. Otherwise every word that is missing, was added, or
is shown though it marks something up, is told with its line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import unquote

from generator.content.body import Body, Hole, HoleKind
from generator.content.markup import MarkupKind
from generator.content.parsed_lines import ParsedLines
from generator.content.source_words import SourceWords, source_words
from generator.ground.diagnostics import Diagnostic, Severity, Span, error, warning
from generator.ground.patterns import lazy
from generator.words.tokens import fold, tokens

# What the program itself says in a body: numbers of footnotes, and ways back from them.
OWN = r'<sup>.*?</sup>|<a href="#_note.*?</a>'
TAG = lazy(f"{OWN}|<[^>]*>")
WITHIN_WORDS = lazy(f"{OWN}|</?(?:strong|em|code)>")
NUMBER = lazy(r"<li value>(\d+)")
LIST = lazy(r"<(/?)(ol|ul|li)\b([^>]*)>")
START = lazy(r'start="(\d+)"')
NO_LETTERS = bytes(n for n in range(128) if not chr(n).isalnum())
NOT_LETTERS = lazy(r"[\W_]+")
BEYOND_ASCII = lazy(r"[^\x00-\x7f]+")
# Signs within words that may mark something up; taken out on both sides, so that both have the same words.
SIGNS = str.maketrans("", "", "*_`~\\[]'’")
NUMBERED = lazy(r"^([ \t>]*(?:[-+*][ \t]+)*)(\d{1,9})[.)](?:[ \t]|$)")
DAY = lazy(r"[ \t>]*\d{1,2}\.[ \t]+\d{1,2}\.[ \t]+\S")
LONGEST_QUOTE = 40

# What may differ between a text and its page in silence, as the guide for authors lists it.
TOLERATED = (
    *(kind.value for kind in MarkupKind),
    "the numbers of a list whose items all have the same: readers see it count on",
    "whatever is neither letter nor digit, such as quotation marks and dashes",
    "the spelling of an address in angle brackets, of which readers see letters for percent signs",
    "the order, where footnotes go to the end of the page",
)
LOST = "write them as a paragraph of their own; the signs before them stand for something that readers do not see"
LOST_DAY = "for a day write a backslash behind its first number, which begins a list otherwise: 12\\. 05. 2026"
ADDED = "write these words as they are to be read, without signs that stand for others"
PRINTED = "write it as the guide for authors shows; if readers are to see it, put backticks around it"
UNUSED = "write [words][name] where it belongs, or delete it; a note for you alone stands in <!-- -->"
COUNTED = "count one by one, or write the same number throughout; to keep a number as it is, write \\ behind it"


Lines = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different, from which line (counted from 0) and word on; ``tell`` is for an error or for a warning."""

    tell: Callable[[str, str, Span, str, str], Diagnostic]
    rule: str
    line: int
    word: str
    message: str
    hint: str


def differences(source: str, body: Body) -> Iterator[Difference]:
    """Every word that a page lacks, that was added to it, or that it shows though it marks something up.

    ``source`` is the text that the body was made of, without private comments.
    """
    found = source_words(source)
    page = _html(found, body)
    if found.printed or found.unused:
        lines = _lines(source)
        yield from _printed(source, found.printed, lines)
        message = "nothing leads to this address, and readers do not see it"
        yield from (
            Difference(warning, "unused-address", lines(start), "", message, UNUSED) for start, _ in found.unused
        )
    if _letters(found.in_order()) != _letters(unescape(TAG.sub("", page))):
        yield from _Account(source, found, page).differences()


def _printed(source: str, marks: Iterable[tuple[int, int]], lines: Lines) -> Iterator[Difference]:
    for start, end in marks:
        written = " ".join(source[start:end].split())
        quoted = written if len(written) <= LONGEST_QUOTE else f"{written[:LONGEST_QUOTE]}…"
        message = f"readers see “{quoted}” as it is written here"
        yield Difference(warning, "printed-markup", lines(start), written, message, PRINTED)


def _lines(source: str) -> Lines:
    """Says on which line a place is."""
    ends = [end.start() for end in re.finditer("\n", source)]
    return lambda place: bisect_left(ends, place)


def _html(found: SourceWords, body: Body) -> str:
    """A body's HTML with all words that its links, pictures and lists bring onto a page."""
    parts = [part if isinstance(part, str) else _filled(part, body) for part in body.parts]
    if any("%" in address or "xn--" in address for address in found.addresses):
        _spell(found, body, parts)
    page = "".join(parts)
    return LIST.sub(_numbering(), page) if "<ol" in page else page


def _spell(found: SourceWords, body: Body, parts: list[str]) -> None:
    """Spell addresses that are shown themselves as they were written; readers see letters for percent signs."""
    for at, part in enumerate(body.parts):
        if isinstance(part, Hole) and part.kind is HoleKind.LINK:
            target = body.links[int(part.which)].target.removeprefix("mailto:")
            is_shown = "xn--" in target or unquote(unescape(parts[at + 1])) == unquote(target)
            if is_shown and target in found.addresses:
                parts[at + 1] = escape(target)


def _filled(hole: Hole, body: Body) -> str:
    if hole.kind is HoleKind.LINK_END:
        title = body.links[int(hole.which)].title
        return f" {escape(title)} " if title else ""
    if hole.kind is HoleKind.PICTURE:
        picture = body.pictures[int(hole.which)]
        return " " if picture.decorative else f" {escape(picture.alt)} "
    return ""


def _numbering() -> Callable[[re.Match[str]], str]:
    """Writes the number of each item of an ordered list behind its tag, where browsers show it."""
    following: list[int | None] = []

    def numbered(tag: re.Match[str]) -> str:
        closes, name, more = tag.groups()
        if name != "li" and closes:
            following.pop()
        elif name != "li":
            start = START.search(more)
            following.append(None if name == "ul" else int(start[1]) if start else 1)
        elif not closes and not more and (number := following[-1]) is not None:
            following[-1] = number + 1
            return f"<li value>{number} "
        return tag[0]

    return numbered


def _letters(text: str) -> tuple[bytes, str]:
    """All letters and digits of a text, those of ASCII apart, since they are found much faster so."""
    plain = text.encode("ascii", "ignore").translate(None, NO_LETTERS)
    return plain, "" if text.isascii() else NOT_LETTERS.sub("", "".join(BEYOND_ASCII.findall(text)))


def _words(text: str) -> list[str]:
    return tokens(fold(text.translate(SIGNS)))


class _Account:
    """What is left of both sides, word by word, while one reason after the other is found."""

    def __init__(self, source: str, found: SourceWords, page: str) -> None:
        self.source, self.found = source, found
        self.rows = source.split("\n")
        self.wanted = [_words(row) for row in found.text.split("\n")]
        shown = _words(unescape(TAG.sub("\n", WITHIN_WORDS.sub("", page))))
        self.shown = "".join(shown)
        wanted = Counter(word for words in self.wanted for word in words)
        self.missing, self.added = wanted - Counter(shown), Counter(shown) - wanted
        self.numbers = NUMBER.findall(page)
        self.line_of = _lines(source)

    def differences(self) -> Iterator[Difference]:
        if self.missing or self.added:
            yield from self._counted()
            yield from _printed(self.source, self._printed(), self.line_of)
        self.missing, self.added = +self.missing, +self.added
        if sorted("".join(self.missing.elements())) == sorted("".join(self.added.elements())):
            return  # nothing is left, or words are only cut at other places
        lost = sorted(self._lost().items())
        for run in _runs(lost, self.wanted):
            yield _told_lost(run, LOST_DAY if DAY.match(self.rows[run[0][0]]) else LOST)
        if self.added:
            word = min(self.added)
            first = lost[0][0] if lost else 0
            message = "the page shows words that are not written in this text"
            yield Difference(error, "added-words", first, word, message, ADDED)

    def _counted(self) -> Iterator[Difference]:
        """Items of lists whose numbers are others than those that were written."""
        items = [(line, item[1], item[2]) for line, row in enumerate(self.rows) if (item := NUMBERED.match(row))]
        shown = self.numbers if len(self.numbers) == len(items) else [""] * len(items)
        before: dict[str, str] = {}
        others: list[tuple[int, str]] = []
        for (line, indent, number), other in zip(items, shown, strict=True):
            if before.get(indent) != number:
                others += [(line, number)] if other != number else []
            elif self.missing[number] > 0:
                self.missing[number] -= 1  # the same number throughout counts on
            before[indent] = number
        for line, number in others:
            if self.missing[number] > 0:
                self.missing[number] -= 1
                message = f"readers see another number than {number} before this item of a list"
                yield Difference(warning, "list-number", line, number, message, COUNTED)
        for number in set(self.numbers) if items else ():
            del self.added[number]

    def _printed(self) -> Iterator[tuple[int, int]]:
        """Marks that the page shows as they are written, alone or with the whole of their line."""
        whole: dict[int, bool] = {}
        for _, start, end in self.found.marks:
            line = self.line_of(start)
            if line not in whole:
                row = _words(self.rows[line]) if self._lacks(line) else []
                whole[line] = bool(row) and "".join(row) in self.shown
                if whole[line]:
                    self.added.subtract(row)
                    self.missing.subtract(self.wanted[line])
            words = [] if whole[line] else _words(self.source[start:end])
            if whole[line] or (words and _has(self.added, words)):
                self.added.subtract(words)
                yield start, end

    def _lacks(self, line: int) -> bool:
        """Whether a line has missing words, and is not on the page as a whole."""
        words = self.wanted[line]
        return any(self.missing[word] > 0 for word in words) and "".join(words) not in self.shown

    def _lost(self) -> dict[int, list[str]]:
        """Missing words by their lines: of lines that are lost whole, of others that are not on the page, of any."""
        lost: dict[int, list[str]] = {}
        lines = range(len(self.wanted) - 1, -1, -1)  # what nothing refers to mostly stands below
        lacking = dict.fromkeys(line for line in lines if self._lacks(line))
        whole = [line for line in lines if (words := self.wanted[line]) and _has(self.missing, words)]
        both = [line for line in whole if line in lacking]
        for line in dict.fromkeys((*both, *whole, *lacking, *lines)):
            for word in self.wanted[line]:
                if self.missing[word] > 0:
                    self.missing[word] -= 1
                    lost.setdefault(line, []).append(word)
        return lost


def _has(counted: Counter[str], words: Sequence[str]) -> bool:
    """Whether all words are still among those that were counted."""
    return all(counted[word] >= count for word, count in Counter(words).items())


def _runs(lost: list[tuple[int, list[str]]], wanted: list[list[str]]) -> Iterator[list[tuple[int, list[str]]]]:
    """Lost words of lines that follow each other, all but the first of which are lost whole."""
    run: list[tuple[int, list[str]]] = []
    for line, words in lost:
        if run and (any(wanted[run[-1][0] + 1 : line]) or len(words) < len(wanted[line])):
            yield run
            run = []
        run.append((line, words))
    if run:
        yield run


def _told_lost(run: list[tuple[int, list[str]]], hint: str) -> Difference:
    count = sum(len(words) for _, words in run)
    words = "a word here" if count == 1 else f"{count} words from here on"
    message = f"{words} would be lost: no reader would see {'it' if count == 1 else 'them'}"
    return Difference(error, "lost-words", run[0][0], run[0][1][0], message, hint)


def diagnostics(found: Iterable[Difference], where: ParsedLines, told: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Differences as problems, but for those that ``told``, other problems of the same text, tell already."""
    failed, known, numbers_told = set(), set(), False
    for problem in told:
        numbers_told |= problem.rule == "list-number"  # of each item that has another
        if problem.severity is not Severity.NOTE:
            known.add(problem.span.line)
        if problem.is_error:
            failed.add(problem.span.line)
    for one in found:
        line = where.span(one.line).line
        lines = failed if one.tell is error else known
        if line not in lines and not (numbers_told and one.rule == "list-number"):
            lines.add(line)
            span = Span(line, _column(where.lines[line - where.first_line], one.word))
            yield one.tell(one.rule, where.path, span, one.message, one.hint)


def _column(row: str, word: str) -> int:
    """Where a word stands in a line, or a mark as it is written; 1 where it is not found."""
    found = (found.start() + 1 for found in re.finditer(r"[^\W_]+", row) if fold(found[0]) == word)
    return next(found, max(row.find(word), 0) + 1)
