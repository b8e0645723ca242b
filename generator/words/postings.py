"""An inverted index cut into shards that browsers load one by one. docs/search.md tells the format with an example.

A posting says that a story holds a form of a word, and how often. Postings of a form are one string, a character each:
the gap to the story before, times 16, plus a code from 0 to 15 for the count, plus 93, so that no space, quotation
mark, backslash or control character comes up. A shard holds all stems that begin alike, each with its forms; shards
split where they grow too large.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from generator.ground.digest import as_json
from generator.words.terms import Terms

CODES = 16
FIRST = 93
# A code, without this, divided by `CODES`, is by how much a number is higher than the one before. What the lower byte
# of a code adds to that is given as a byte, from the lowest on.
NEXT = FIRST - CODES
LOWEST = -NEXT // CODES
LOWER = bytes((low - NEXT) // CODES - LOWEST for low in range(256))
# Characters from here on carry the upper part of a code that does not fit into one; surrogates begin at 0xD800.
UPPER = 0xC000
LARGEST_SHARD = 20_000  # characters, about 12 kB on the wire
# Where a shard is split, its smallest parts stay together up to such a part of it: rare beginnings are most of all.
TOGETHER = 3
# The least counts for the codes from 0 to 15. Texts' lengths stand elsewhere, so that a change of one word in a story
# leaves the postings of its other words as they are.
COUNTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 21, 27, 40)
CODE_OF = tuple(bisect_right(COUNTS, count) - 1 for count in range(40))

# By stem: its forms, separated by spaces, the stem itself first; and the postings of each, separated alike.
Postings = Mapping[str, tuple[str, str]]
StemsOf = Callable[[str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class TermCounts:
    """What the index needs of one story: codes for the counts of its words, its language, and how words are written.

    ``written`` has the forms that are written otherwise, with accents or apostrophes.
    """

    codes: Mapping[str, int]
    language: str
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shard:
    """All stems that begin with ``prefix``, ready to be written."""

    prefix: str
    content: str


def codes(counts: Mapping[str, int]) -> dict[str, int]:
    """A number from 0 to 15 for how often each word comes up."""
    return {form: CODE_OF[count] if count < 40 else CODES - 1 for form, count in counts.items()}


def added(counted: TermCounts, more: Terms) -> TermCounts:
    """Counted words with more words of the same story, in the same language."""
    had = counted.codes
    sums = {form: count + COUNTS[had[form]] if form in had else count for form, count in more.counts.items()}
    new = {form: word for form, word in more.written.items() if form not in had}
    return TermCounts({**had, **codes(sums)}, counted.language, {**counted.written, **new})


def lengths(words: Iterable[int]) -> str:
    """Numbers of words, a character each: the three highest bits and how many follow them, as small floats do."""
    return as_text([FIRST + (n if n < 8 else 4 * (n.bit_length() - 3) + (n >> n.bit_length() - 3)) for n in words])


def entry(stem: str, having: Mapping[str, str]) -> tuple[str, str]:
    """What `Postings` hold of a stem whose forms have these postings."""
    forms = (stem, *sorted(form for form in having if form != stem))
    return " ".join(forms), " ".join(having.get(form, "") for form in forms)


def forms_of(forms: str, having: str) -> dict[str, str]:
    """The postings of each form, of what `Postings` hold of a stem; a stem may be no form itself."""
    if " " not in forms:
        return {forms: having}
    return {form: of for form, of in zip(forms.split(" "), having.split(" "), strict=True) if of}


def change(
    postings: Postings, changes: Iterable[tuple[int, TermCounts | None, TermCounts | None]], stems: StemsOf
) -> Postings:
    """Postings after changes of some stories, each given by its number, and its words before and after.

    A story that was not there, or is no more, has none; the numbers of others are as they were (`renumbered`).
    """
    without: dict[tuple[str, str], set[int]] = defaultdict(set)
    added: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, before, after in changes:
        old, new = _places(number, before, stems), _places(number, after, stems)
        for word, place in old - new:
            without[word].add(place)
        for word, place in new - old:
            added[word].add(place)
    opened: dict[str, dict[str, str]] = {}
    for stem, form in without.keys() | added.keys():
        if stem not in opened:
            opened[stem] = forms_of(*postings[stem]) if stem in postings else {}
        opened[stem][form] = _edited(opened[stem].get(form, ""), without[stem, form], added[stem, form])
    changed = dict(postings)
    for stem, forms in opened.items():
        left = {form: having for form, having in forms.items() if having}
        if left:
            changed[stem] = entry(stem, left)
        else:
            del changed[stem]
    return changed


def renumbered(postings: Postings, cuts: Sequence[tuple[int, int]]) -> Postings:
    """Postings of the same stories under other numbers, in the same order.

    ``cuts`` are increasing: a number, and by how much more it and all higher ones change. In each form's postings a cut
    changes one gap alone, so that nothing else is written anew.
    """
    return {stem: (forms, _moved(having, cuts)) for stem, (forms, having) in postings.items()}


def _edited(having: str, gone: Iterable[int], come: Iterable[int]) -> str:
    """A form's postings without some places, and with others: only the gaps beside them are counted anew."""
    for place in gone:
        at, _ = _find(having, place // CODES)
        code, end = _code_at(having, at)
        having = having[:at] + _later(having[end:], (code - NEXT) // CODES)
    for place in come:
        at, before = _find(having, place // CODES)
        more = place // CODES - before
        having = having[:at] + as_text([CODES * more + NEXT + place % CODES]) + _later(having[at:], -more)
    return having


def _moved(having: str, cuts: Sequence[tuple[int, int]]) -> str:
    if " " in having:
        return " ".join([_moved(of, cuts) if of else of for of in having.split(" ")])
    for first, more in reversed(cuts):
        at, _ = _find(having, first)
        having = having[:at] + _later(having[at:], more)
    return having


def _find(having: str, number: int) -> tuple[int, int]:
    """Where in a form's postings the first story stands with this number or a higher one, and the number before it.

    Nothing is decoded: bytes are added up by halves, which takes a fifth of the time.
    """
    written = having.encode("utf-16-le")
    low, high = written[::2].translate(LOWER), written[1::2]
    if not high.isascii():  # which few rare words' gaps are not
        numbers = _numbers(codes := _codes(having))
        at = bisect_left(numbers, number, 1) - 1
        return len(as_text(codes[:at])), numbers[at]
    start, end, before = 0, len(low), -1
    while start < end:
        middle = (start + end) // 2 + 1
        further = sum(low[start:middle]) + LOWEST * (middle - start) + (sum(high[start:middle]) << 8) // CODES
        if before + further < number:
            start, before = middle, before + further
        else:
            end = middle - 1
    return start, before


def _code_at(having: str, at: int) -> tuple[int, int]:
    """The code at a place in a form's postings, and where the next one is."""
    end = at + 1 if having[at] < chr(UPPER) else at + 2
    return _codes(having[at:end])[0], end


def _later(having: str, more: int) -> str:
    """The rest of a form's postings behind some place, with numbers that are higher by ``more``."""
    if not having:
        return having
    code, end = _code_at(having, 0)
    return as_text([code + CODES * more]) + having[end:]


def _places(number: int, of: TermCounts | None, stems: StemsOf) -> set[tuple[tuple[str, str], int]]:
    if of is None:
        return set()
    stem_of = stems(of.language)
    return {((stem_of[of.written.get(form, form)], form), number * CODES + code) for form, code in of.codes.items()}


def numbers(places: Iterable[int]) -> str:
    """Increasing numbers as text, each as the gap to the one before."""
    given = list(places)
    return as_text([place - before - 1 + FIRST for before, place in zip([-1, *given], given, strict=False)])


def coded(places: Sequence[int]) -> str:
    """Story numbers times 16 plus codes, as text: the gap between the numbers, times 16, plus the code."""
    return as_text([place - (before | 15) - 1 + FIRST for before, place in zip([-1, *places], places, strict=False)])


def decoded(text: str) -> Iterator[int]:
    """What `coded` was given."""
    codes = _codes(text)
    return (n * CODES + (code - FIRST) % CODES for n, code in zip(_numbers(codes)[1:], codes, strict=True))


def _numbers(codes: Iterable[int]) -> list[int]:
    """The numbers of the stories in a form's postings, and -1 before them."""
    return list(accumulate([(code - NEXT) // CODES for code in codes], initial=-1))


def as_text(codes: Sequence[int]) -> str:
    """Codes of 93 and more as characters, one each where it fits into one."""
    if max(codes, default=0) < UPPER:
        return "".join(map(chr, codes))
    return "".join(
        chr(c) if c < UPPER else chr(UPPER + (c - FIRST >> 12)) + chr((c - FIRST & 0xFFF) + FIRST) for c in codes
    )


def _codes(text: str) -> list[int]:
    """What `as_text` was given."""
    found = list(map(ord, text))
    if max(found, default=0) < UPPER:
        return found
    characters = iter(found)
    return [c if c < UPPER else (c - UPPER << 12) + next(characters) for c in characters]


def stories_of(having: str) -> Iterator[int]:
    """The numbers of the stories in a form's postings."""
    return (place // CODES for place in decoded(having))


def shards(postings: Postings, compounds: Mapping[str, Mapping[str, str]]) -> Iterator[Shard]:
    """The index in shards, by prefix; ``compounds`` are by the stem of a part, with their postings.

    A shard is two lists: what `Postings` hold of each stem, forms and postings. A form that is looked for in another
    shard than its stem's stands there as ``form>stem`` at the end of the first list.
    Where stems are parts of compounds, these follow by the stem's place in the lists, again with forms and postings.
    """
    parts = {stem: (" ".join(sorted(of)), " ".join(of[form] for form in sorted(of))) for stem, of in compounds.items()}
    sizes = {stem: len(forms) + len(having) for stem, (forms, having) in postings.items()}
    for stem, (forms, having) in parts.items():
        sizes[stem] += len(forms) + len(having)
    stems_of = dict(_split("", sorted(postings), sizes))
    prefixes = set(stems_of)
    strays: dict[str, list[str]] = defaultdict(list)
    for home, stems in stems_of.items():
        for stem in stems:
            forms = postings[stem][0]
            if " " in forms:
                for form in forms.split(" ")[1:]:
                    if _leaf(form, prefixes) != home:
                        strays[form].append(f"{form}>{stem}")
    by_prefix: dict[str, list[str]] = defaultdict(list)
    for form, pointers in sorted(strays.items()):
        by_prefix[_leaf(form, prefixes)] += sorted(pointers)
    for prefix in sorted(prefixes | set(by_prefix)):
        entries = [postings[stem] for stem in stems_of.get(prefix, ())]
        words = [forms for forms, _ in entries] + by_prefix.get(prefix, [])
        within = {str(n): parts[stem] for n, stem in enumerate(stems_of.get(prefix, ())) if stem in parts}
        yield Shard(prefix, as_json([words, [having for _, having in entries], *([within] if within else [])]))


def _split(prefix: str, stems: Sequence[str], sizes: Mapping[str, int]) -> Iterator[tuple[str, Sequence[str]]]:
    """Groups of sorted stems that begin alike, none larger than a shard may be unless it is one stem.

    Where a group is split by one more letter, the smallest parts stay together under the shorter beginning.
    """
    if len(stems) == 1 or (prefix and sum(sizes[s] for s in stems) <= LARGEST_SHARD):
        yield prefix or stems[0][:1], stems
        return
    at = len(prefix)
    groups: dict[str, list[str]] = defaultdict(list)
    for stem in stems:
        groups[stem[: at + 1]].append(stem)
    together: list[str] = []
    room = LARGEST_SHARD // TOGETHER
    for size, longer in sorted((sum(sizes[s] for s in group), longer) for longer, group in groups.items()):
        room -= size
        if not prefix or room < 0:
            break
        together += groups.pop(longer)
    if together:
        yield prefix, sorted(together)
    for longer, group in groups.items():
        if longer == prefix:  # the stem that is the prefix itself; its shard's name ends where no letter can follow
            yield f"{prefix}$", group
        else:
            yield from _split(longer, group, sizes)


def _leaf(form: str, prefixes: set[str]) -> str:
    """The shard in which a browser looks for a form: the longest prefix there is, or a new one of its first letter."""
    if f"{form}$" in prefixes:
        return f"{form}$"
    return next((form[:n] for n in range(len(form), 0, -1) if form[:n] in prefixes), form[:1])
