"""Names of people: of those who tell other stories, of those on the deny list, and those to be asked about.

No program knows which words are names. These are found in two honest ways: by lists that the site has itself, and as
words with a capital where none is due, which no text of the site writes small. So a name that is also a word (“Grace”,
“Will”), and one that only begins sentences, is not found; and German, which gives every noun a capital, is looked
through for names behind “Frau”, “namens” and the like alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import chain

import msgspec
import yaml

from generator.advice.around import WORD, SiteAround, folded, word_tag
from generator.advice.finding import Finding, Level, words_between
from generator.advice.passages import Passage, PassageKind
from generator.advice.privacy_sought import KEEP, Sought, Stretches, beginning, found, named, plain, private
from generator.advice.texts import AdvisedText
from generator.content.front_matter import StoryHeader
from generator.gate.deny_list import DenyList, holds
from generator.ground.diagnostics import START, Span
from generator.ground.patterns import lazy
from generator.store.resources import PACKAGE

# Words of a name that stands on no list: as many as people have.
LONGEST = 4
# Places of denied words that are told in a paragraph.
MOST_HELD = 20
SPELLED = lazy(r"[^\W_]+")
# Languages in which a capital says nothing.
NOUNS_HAVE_CAPITALS = frozenset(("de", "gsw", "ksh", "lb", "nds"))
CALLED = lazy(
    r"\b(?:Frau|Herrn?|Dr\.|Prof\.|Familie|Schwester|Tante|Onkel|Oma|Opa|namens|heiße|heißt|hieß)[ \n]"
    r"(?P<name>[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?)"
)
BEGINS = lazy(r"(?:^|\n|[.!?…:¡¿“„«»\"‘(\[—–|]|(?<!\w)['-])[\s*_>]*$")
# Behind these a point ends no sentence.
TITLES = lazy(r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|St|Rev|Sr|Sra|Srta|D|Dña)\.\s$")
# A word with a capital behind what ends no sentence, or behind a title, as all that can be a name.
WITHIN = lazy(
    r"[^\s.!?…:¡¿“„«»\"‘(\[—–|*_>](?:[\s*_>]+|[*_>]*[^\w\s*_>])[\s*_>]*[^\W\d_a-z][^\W\d_A-Z]"
    r"|(?:Mr|Mrs|Ms|Mx|Dr|Prof|St|Rev|Sr|Sra|Srta|\bD|Dña)\.\s"
)
# Most words are small, and need no further look.
NOT_SMALL = lazy(r"[^\W\d_a-z](?<![^\W_].)(?<![@./#&].)[^\W\d_]*(?:[’'-][^\W\d_]+)*(?!@|\.\w)")
POSSESSIVE = lazy(r"[’']s?$")
MIDDLE = 40  # characters that are looked at before a word

OTHERS = private(
    "other-storyteller",
    "The name of another storyteller",
    "If it is the same person, two stories together tell more of them than each of them agreed to.",
    Level.NOTE,
)
DENIED = private(
    "denied", "Words of the deny list", "Somebody has asked that these words are published nowhere, or not in one text."
)
ASKED = private(
    "is-this-real",
    "A name to ask about",
    "A storyteller can agree for themselves alone; whoever else is named has mostly not been asked.",
    Level.NOTE,
)
# Said to be what is kept back everywhere else. The words before it are of any case, and names have capitals.
REAL = lazy(
    r"\b(?i:(?:(?:real|birth|maiden|full|legal|proper)[ \n]name|richtiger[ \n]Name|Geburtsname|verdadero[ \n]nombre"
    r"|nombre[ \n](?:real|verdadero|completo))(?:[ \n](?:is|was|ist|war|es|era)|:)|names[ \n](?:have[ \n]been|are|were)"
    r"[ \n]changed,?[ \n](?:except|but|apart[ \n]from)[ \n](?:for[ \n])?(?:mine|his|hers|one)(?:,|:)?)[ \n]"
    r"(?P<it>[^\W\d_a-z][^\W\d_]+(?:[ \n-][^\W\d_a-z][^\W\d_]+){0,3})"
)
REAL_NAME = Sought(
    private(
        "real-name",
        "A name that is said to be somebody's real one",
        "Whoever chose another name for a text did so to be known by nobody.",
    ),
    named(REAL),
    "a name stands here that is said to be the real one",
    f"take it out; {KEEP}",
    begun=beginning("name names nombre geburtsname"),
)
# From and up to where a name stands, and the words of it that may be written small elsewhere.
NameRow = tuple[int, int, tuple[str, ...]]
RULES = (OTHERS, DENIED, ASKED, REAL_NAME.rule)


def of_others(text: AdvisedText, around: SiteAround) -> Iterator[Finding]:
    """Names by which other stories show their storytellers, in a story."""
    if not isinstance(text.header, StoryHeader) or not around.may_name(text.source):
        return
    own = folded(WORD.findall(text.header.author))

    def find(passage: Passage, around: SiteAround) -> Stretches:
        words = list(WORD.finditer(passage.text)) if around.may_name(passage.text) else []
        for n, word in enumerate(words):
            if word[0][0].isupper():
                for length in range(LONGEST, 0, -1):
                    row = words[n : n + length]
                    name = folded(bare(one[0]) for one in row)
                    if name != own and text.path not in around.shown.get(name, (text.path,)):
                        yield word.start(), row[-1].start() + len(bare(row[-1][0]))
                        break

    what = "another story shows this name as its storyteller’s"
    yield from found((Sought(OTHERS, find, what, f"ask whether they are one person; {KEEP}"),), text, around)


def denied(text: AdvisedText, around: SiteAround) -> Iterator[Finding]:
    """Words of the deny list, also where they are denied in another text alone; builds tell of those denied here.

    Of each paragraph or field, the first few are told. A file's own name is in its page's address.
    """
    everywhere = around.denied.everywhere()
    if not everywhere:
        return
    if holds(" ".join(SPELLED.findall(text.path)), everywhere):
        message = "this file’s own name holds words of the deny list, and so may the address of its page"
        yield Finding(text.path, START, Span(1, 2), DENIED, "", message, "give it another one with “hearten rename”")
    for passage in text.passages:
        for held in _held(passage.text, everywhere):
            span = passage.span(held[0]), passage.span(held[1])
            words, message = passage.text[slice(*held)], "words of the deny list stand here"
            yield Finding(text.path, *span, DENIED, words, message, "if it is that name, take it out")


def _held(words: str, denied: DenyList) -> Stretches:
    """The first rows of words that hold what is denied, and nothing else."""
    at = 0
    for _ in range(MOST_HELD):
        place = _first_held(words[at:], denied)
        if place is None:
            return
        yield at + place[0], at + place[1]
        at += place[1]


def _first_held(words: str, denied: DenyList) -> tuple[int, int] | None:
    if not holds(words, denied):
        return None
    tokens = [match.span() for match in re.finditer(r"\S+", words)]
    last = bisect_left(range(len(tokens) - 1), True, key=lambda n: holds(words[: tokens[n][1]], denied))
    end = tokens[last][1]
    first = next((n for n in range(last, -1, -1) if holds(words[tokens[n][0] : end], denied)), 0)
    return tokens[first][0], end


class AskedName(msgspec.Struct, frozen=True, array_like=True):
    """What looks like a name by its text alone: a digest of it, its place, and digests of words in it.

    It is one where one of these is written small nowhere, or there are none.
    """

    name: int
    start: tuple[int, int]
    end: tuple[int, int]
    words: list[int]


def to_ask_about(text: AdvisedText, around: SiteAround) -> Iterator[Finding]:
    """Every name in a story's own words, once, at its first place; none where the story is made up, and says so."""
    yield from of_asked(asked_names(text, around), text.path, text.source.split("\n"), around.small)


def of_asked(asked: Iterable[AskedName], path: str, lines: list[str], small: Collection[int]) -> Iterator[Finding]:
    """What is said of the names in a text with these ``lines``, where nobody writes them ``small``."""
    places: dict[int, list[AskedName]] = {}
    for one in asked:
        if not one.words or any(word not in small for word in one.words):
            places.setdefault(one.name, []).append(one)
    for first, *more in places.values():
        known = sorted({other.start[0] for other in more})
        also = f", and in line{'s' if len(known) > 1 else ''} {', '.join(map(str, known))}" if known else ""
        message = f"this looks like a name{also}: is it real, and did its bearer agree?"
        span = Span(*first.start), Span(*first.end)
        hint = f"“hearten check --mask” writes another one everywhere in this text; {KEEP}"
        yield Finding(path, *span, ASKED, words_between(lines, *span), message, hint, ASKED.level)


def asked_names(text: AdvisedText, around: SiteAround) -> Iterator[AskedName]:
    """What looks like a name in a story's own words, each time; ``around`` says what is the organisation's own."""
    header = text.header
    if not isinstance(header, StoryHeader) or (header.consent and header.consent.basis == "fictional"):
        return
    own = {plain(word) for word in WORD.findall(header.author)}
    for passage in text.passages:
        for start, end, words in _names(passage):
            name = plain(passage.text[start:end])
            if not own.issuperset(name.split()) and not around.is_own(name):
                begin, behind = passage.span(start), passage.span(end)
                place = (begin.line, begin.column), (behind.line, behind.column)
                yield AskedName(word_tag(name), *place, [word_tag(word) for word in words])


def _names(passage: Passage) -> Iterator[NameRow]:
    """Rows of words with capitals within sentences."""
    language = passage.language.partition("-")[0]
    if passage.part is PassageKind.HEADING or passage.loc == ("title",) or passage.loc == ("author",):
        return
    if language in NOUNS_HAVE_CAPITALS:
        yield from ((*match.span("name"), ()) for match in CALLED.finditer(passage.text))
        return
    rows: list[list[re.Match[str]]] = []
    for word in NOT_SMALL.finditer(passage.text):
        if not _has_capital(word[0]):
            continue
        if rows and passage.text[rows[-1][-1].end() : word.start()] in (" ", "\n"):
            rows[-1].append(word)
        elif not _begins_sentence(passage.text, word.start()):
            rows.append([word])
    if rows and WITHIN.search(passage.text):
        yield from chain.from_iterable(map(_row, rows))


def _row(row: list[re.Match[str]]) -> Iterator[NameRow]:
    """A name without what goes before it, such as “Mrs”, so that it is one name with and without that."""
    first = next((n for n, word in enumerate(row) if bare(word[0]).casefold() not in usual()), len(row))
    words = [bare(word[0]).casefold() for word in row[first:]]
    if some := tuple(word for word in words if word.replace("’", "'") not in usual()):
        yield row[first].start(), row[-1].start() + len(bare(row[-1][0])), some


def bare(word: str) -> str:
    """A word without what makes it a possessive."""
    return POSSESSIVE.sub("", word) if "’" in word or "'" in word else word


def _has_capital(word: str) -> bool:
    """Whether a word is written as names are: one capital first, and small letters; not “GPs”, nor “I’m”."""
    if len(word) < 2 or word[1].isupper() or word[:2] in ("I’", "I'"):
        return False
    return word[0].isupper() and any(map(str.islower, word))


def _begins_sentence(words: str, at: int) -> bool:
    if words[max(at - 1, 0) : at] == " " and words[max(at - 2, 0) : at - 1].isalpha():  # as most stand
        return False
    before = words[max(at - MIDDLE, 0) : at]
    return at == 0 or (BEGINS.search(before) is not None and not TITLES.search(before))


@cache
def usual() -> frozenset[str]:
    """Words that have a capital and name nobody: days, months, feasts, languages, nations, and forms of address."""
    written = (PACKAGE / "advice" / "privacy_usual.yaml").read_text(encoding="utf-8")
    kinds: dict[str, str] = yaml.safe_load(written)
    return frozenset(word.casefold() for words in kinds.values() for word in words.split())
