"""Whether traces of a story are in a leaf: in its bytes, in its words however they are written, and in its names."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from generator.checking.apart import lettered
from generator.checking.opening import Leaf
from generator.checking.pictures import PictureLook, much_like
from generator.checking.readings import fold, folds, led_back, readings
from generator.checking.traces import QUOTATION, ROW, RUN, SENTENCE, TITLE, WORDS, Row, Traces, rows
from generator.gate.deny_list import holds
from generator.words import sentences, tokens

PICTURE, COPY = "a picture of the story", "a picture much like one of the story's"
ADDRESS, NAME = "the story's address", "named after the story"
DENIED, DENIED_NAME = "words of the deny list", "words of the deny list in its name"

# What was found, each with the traces by which it was.
Found = dict[str, frozenset[object]]


def found_in(leaf: Leaf, picture: PictureLook | None, traces: Traces, *, chance: bool) -> Found:
    """What is in a leaf, and in the picture that it is, if it is one.

    Where there may be chance in it, only runs of words count that are too long for that.
    """
    found: defaultdict[str, set[object]] = defaultdict(set)
    if leaf.digest in traces.digests:
        found[PICTURE].add(leaf.digest)
    elif picture is not None and picture.shape is not None:
        found[COPY].update(s for s in traces.shapes if much_like(s, picture.shape))
    for name, what in _in_name(leaf, traces):
        found[what].add(name)
    least = RUN - ROW + 1 if chance else 1
    for content in (leaf.content, picture.hidden if picture else b""):
        for ways in readings(content):
            seen: set[str] = set()
            for text in ways:
                for trace, what in _in_words(text, traces, least, seen):
                    found[what].add(trace)
    return {what: frozenset(by) for what, by in found.items() if by}


def _in_words(text: str, traces: Traces, least: int, seen: set[str]) -> Iterator[tuple[object, str]]:
    """What is in a text as it is read in one way, by which trace; ``seen`` are the letters of other ways."""
    lowered = text.casefold() if traces.addressed else ""
    if traces.addressed and any(address in lowered for address in traces.addresses):
        yield from ((found, ADDRESS) for found in traces.addressed.findall(lowered))
        text = traces.addressed.sub(" ", lowered)  # where a title's words are no title
    for words in folds(text) if traces.rows or traces.known else ():
        if not traces.rows.isdisjoint(rows(words, ROW)):
            yield from ((row, WORDS) for row in _runs(words, traces, least))
        yield from ((row, WORDS) for piece in _apart(words, traces, seen) for row in _runs(piece, traces, least))
        if not traces.firsts.isdisjoint(words):
            yield from ((p, traces.known[p]) for n in traces.lengths for p in set(rows(words, n)) & traces.known.keys())
    if traces.sentences:
        told = sentences.pieces(sentences.salted(sentences.digests(tokens.fold(text)), traces.salt))
        yield from ((one, QUOTATION if one in traces.quoted else SENTENCE) for one in told & traces.sentences)
    if traces.denied and holds(text, traces.denied):
        yield "", DENIED


def _apart(words: list[str], traces: Traces, seen: set[str]) -> Iterator[list[str]]:
    """Pieces of the story, from between which other words, or signs within words, were left out."""
    left = lettered(words) if traces.told else []
    letters = "".join(left)
    if letters in seen:
        return
    seen.add(letters)
    vocabulary = frozenset(left)
    for told in traces.told:
        yield from told.in_letters(letters)
        yield from told.in_words(left, vocabulary)


def _runs(words: list[str], traces: Traces, least: int) -> Iterator[Row]:
    """The rows of the story in a text, where at least so many of them follow each other."""
    run: list[Row] = []
    for row in rows([*words, ""], ROW):
        if row in traces.rows:
            run.append(row)
            continue
        if len(run) >= least:
            yield from run
        run = []


def _in_name(leaf: Leaf, traces: Traces) -> Iterator[tuple[str, str]]:
    """What the name of a leaf tells, and those of the folders and archives around it."""
    place = led_back(unicodedata.normalize("NFC", leaf.place))
    parts = place.replace("!", "/").split("/")
    for part, above in zip(parts, ("", *parts), strict=False):
        stem = part.rpartition(".")[0] or part
        # One word may be that of a topic.
        if stem in traces.names and ("-" in stem or above == "stories"):
            yield stem, NAME
    if traces.denied and holds(place, traces.denied):
        yield place, DENIED_NAME
    words = fold(place)
    titles = (phrase for phrase, what in traces.known.items() if what == TITLE)
    yield from ((" ".join(title), NAME) for title in titles if title in set(rows(words, len(title))))
