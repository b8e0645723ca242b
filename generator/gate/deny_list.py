"""Words that must never be published, such as real names and addresses, and where they stand.

The list is a person's own and stays private: consent/deny.txt, which git should leave alone, or, where it has to be
shared, a list of salted fingerprints. Texts and settings are looked at, never what is made of them, so that every hit
has a place that a person can mend. It is told by that place and never by its words.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations

from generator.content.comments import blanked
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.read import Manuscript, PageSource, slug_of, text_below
from generator.content.stance import guarded
from generator.content.strict_yaml import Document, texts
from generator.gate import near_phrases
from generator.gate.near_phrases import Phrase
from generator.gate.spellings import JOINT, decoded, first_fold, fold, plain, seen_as_latin, words
from generator.ground.diagnostics import START, CannotBuildError, Diagnostic, Span, error, warning
from generator.ground.patterns import lazy

PATH = "consent/deny.txt"
TAG = lazy(r"<[^<>]*>")
ESCAPE = lazy(r"\\u([0-9a-fA-F]{4})")
TOKEN = lazy(r"\S+")
# Ways in which Markdown is read when a place is looked for: marks left out, and links without where they lead.
MARKS = lazy(r"[*_~`\\]")
TARGETS = lazy(r"\]\([^)]*\)|\]\[[^\]]*\]|[\[\]]")
# Form of the fold (none is the first), salt, number of words, fingerprint.
HASHED = lazy(r"blake2b(-2)?:([0-9a-f]{16}):(\d{1,2}):([0-9a-f]{32})")
TIED = lazy(r"((?:stories|pages)/[^:]+\.md)\s*:\s*(.+)")
# Of either kind of text, since a page may have a story's fields by mistake.
GUARDED = tuple(dict.fromkeys((*guarded(StoryHeader), *guarded(PageHeader))))
# What stands side by side on pages and in lists.
NEIGHBOURS = ("title", "author", "summary")
HINT = f"take the words that {PATH} forbids out of it; they are not repeated here"
UNSURE = "if it is that name, take it out; it is not repeated here"

Test = Callable[[str, "DenyList"], bool]


@dataclass(frozen=True, slots=True)
class SaltedPhrase:
    """A denied phrase that cannot be read: the form of its fold, its salt, the number of its words, and its digest."""

    form: int
    salt: str
    length: int
    digest: str


@dataclass(frozen=True, slots=True)
class Tied:
    """A phrase that is denied in a single text, and the line of the list that says so."""

    path: str
    line: int
    phrase: Phrase | SaltedPhrase


@dataclass(frozen=True, slots=True)
class DenyList:
    """Phrases as folded words, and fingerprints of phrases, for all texts or for one; ``faults`` are in the list."""

    phrases: frozenset[Phrase] = frozenset()
    hashed: frozenset[SaltedPhrase] = frozenset()
    tied: tuple[Tied, ...] = ()
    faults: tuple[Diagnostic, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.phrases or self.hashed or self.tied)

    def __len__(self) -> int:
        return len(self.phrases) + len(self.hashed) + len(self.tied)

    def within(self, path: str) -> DenyList:
        """What is denied in the text at ``path``."""
        own = [t.phrase for t in self.tied if t.path == unicodedata.normalize("NFC", path)]
        return self._with(own) if own else self

    def everywhere(self) -> DenyList:
        """The list with what is tied to a single text denied in all."""
        return self._with([t.phrase for t in self.tied])

    def _with(self, more: list[Phrase | SaltedPhrase]) -> DenyList:
        return DenyList(
            self.phrases.union(p for p in more if isinstance(p, tuple)),
            self.hashed.union(p for p in more if isinstance(p, SaltedPhrase)),
        )


def read(data: bytes | None) -> DenyList:
    """The list in a file's bytes: a phrase a line, or ``path: phrase``; lines that begin with # are comments."""
    found: list[Phrase | SaltedPhrase] = []
    tied: list[Tied] = []
    faults: list[Diagnostic] = []
    for number, line in enumerate((data or b"").decode("utf-8-sig").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        one = TIED.fullmatch(line.strip())
        phrase = _phrase(one[2] if one else line.strip())
        if phrase is None:
            faults.append(_useless(line, number))
        elif one:
            tied.append(Tied(unicodedata.normalize("NFC", one[1]), number, phrase))
        else:
            found.append(phrase)
    phrases = frozenset(p for p in found if isinstance(p, tuple))
    return DenyList(phrases, frozenset(p for p in found if isinstance(p, SaltedPhrase)), tuple(tied), tuple(faults))


def _useless(line: str, number: int) -> Diagnostic:
    if "blake2b" in line:
        hint = "make it again with “hearten deny-hashes”, or copy the whole line"
        return error("deny-list", PATH, Span(number), "this fingerprint is not whole, and protects nobody", hint)
    hint = "write the words that must not be published, or begin the line with # if it is a comment"
    return warning("deny-list", PATH, Span(number), "this line has no letters or digits, and protects nobody", hint)


def _phrase(line: str) -> Phrase | SaltedPhrase | None:
    if line.startswith("blake2b"):
        parts = HASHED.fullmatch(line)
        return SaltedPhrase(2 if parts[1] else 1, parts[2], int(parts[3]), parts[4]) if parts else None
    return tuple(fold(line)) or None


def fingerprints(data: bytes | None, salt: str) -> tuple[str, ...]:
    """The list in a file's bytes as lines of fingerprints; ``salt`` are 16 hexadecimal digits, other for each list.

    This keeps a list from being read by who comes by it. Somebody who guesses a name can still try whether it is there.
    Raises CannotBuildError where a line of it protects nobody.
    """
    denied = read(data)
    if broken := [d for d in denied.faults if d.is_error]:
        raise CannotBuildError(*broken)
    everywhere: list[Phrase | SaltedPhrase] = [*denied.phrases, *denied.hashed]
    return *sorted(_printed(phrase, salt) for phrase in everywhere), *(
        f"{tied.path}: {_printed(tied.phrase, salt)}" for tied in denied.tied
    )


def _printed(phrase: Phrase | SaltedPhrase, salt: str) -> str:
    """A phrase as it is written into a list; what is a fingerprint already stays as it is."""
    if isinstance(phrase, SaltedPhrase):
        return f"blake2b{'-2' if phrase.form == 2 else ''}:{phrase.salt}:{phrase.length}:{phrase.digest}"
    return f"blake2b-2:{salt}:{len(phrase)}:{_digest(salt, phrase)}"


@lru_cache(maxsize=200_000)
def _digest(salt: str, phrase: Phrase) -> str:
    return hashlib.blake2b(" ".join(phrase).encode(), salt=bytes.fromhex(salt), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class _Search:
    """A list made ready: first words and lengths of phrases, and fingerprints by form, salt and number of words."""

    phrases: frozenset[Phrase]
    firsts: frozenset[str]
    lengths: frozenset[int]
    jointed: re.Pattern[str] | None
    hashed: Mapping[tuple[int, str, int], Collection[str]]


@cache
def _search(denied: DenyList) -> _Search:
    by_salt: dict[tuple[int, str, int], set[str]] = {}
    for f in denied.hashed:
        by_salt.setdefault((f.form, f.salt, f.length), set()).add(f.digest)
    spelled = (r"[\W_]+".join(f"{JOINT}*".join(map(re.escape, word)) for word in phrase) for phrase in denied.phrases)
    pattern = "|".join(sorted(spelled))
    return _Search(
        denied.phrases,
        frozenset(phrase[0] for phrase in denied.phrases),
        frozenset(map(len, denied.phrases)),
        re.compile(f"(?<![^\\W_])(?:{pattern})(?![^\\W_])") if pattern else None,
        by_salt,
    )


def holds(text: str, denied: DenyList) -> bool:
    """Whether a denied phrase stands in a text."""
    search = _search(denied)
    return any(_is_in(written, search) for written in decoded(text))


def _is_in(written: str, search: _Search) -> bool:
    seen = plain(written)
    if _is_among(words(seen), search):
        return True
    if JOINT in seen:
        if search.jointed and search.jointed.search(seen):
            return True
        if _is_printed(words(seen.replace(JOINT, " ")), 2, search):
            return True
    return any(form == 1 for form, _, _ in search.hashed) and _is_printed(first_fold(written), 1, search)


def _is_among(row: list[str], search: _Search) -> bool:
    if not search.firsts.isdisjoint(row) and any(
        not search.phrases.isdisjoint(_rows(row, length)) for length in search.lengths
    ):
        return True
    # What was folded in the first form is mostly the same in the second, which finds more.
    return _is_printed(row, 1, search) or _is_printed(row, 2, search)


def _is_printed(row: list[str], form: int, search: _Search) -> bool:
    return any(
        _digest(salt, phrase) in digests
        for (of, salt, length), digests in search.hashed.items()
        if of == form
        for phrase in set(_rows(row, length))
    )


def _rows(row: list[str], length: int) -> Iterator[Phrase]:
    return zip(*(row[n:] for n in range(length)), strict=False)


def resembles(text: str, denied: DenyList) -> bool:
    """Whether a text holds what looks like a denied phrase, by letters of other scripts (UTS 39)."""
    return any((latin := seen_as_latin(written)) is not None and holds(latin, denied) for written in decoded(text))


def is_near(text: str, denied: DenyList) -> bool:
    """Whether a text holds what looks like a denied phrase though it is cut or ordered otherwise."""
    return near_phrases.looks_like(text, denied.phrases)


def readings(content: bytes) -> tuple[str, ...]:
    """A file's text as it may be read: as written, and without markup, whether or not a tag ends a word."""
    written = html.unescape(ESCAPE.sub(lambda m: chr(int(m[1], 16)), content.decode("utf-8", "ignore")))
    return tuple(dict.fromkeys((written, TAG.sub(" ", written), TAG.sub("", written))))


FINDINGS = (
    (holds, error, "holds", ""),
    (resembles, warning, "resembles", ", with letters of another script"),
    (is_near, warning, "looks like", ", run together, spelled out or in another order"),
)


def problems(text: Manuscript | PageSource, data: bytes, denied: DenyList) -> Iterator[Diagnostic]:
    """Every part of a text that holds a denied phrase, or what looks like one, without the phrase.

    ``data`` are the bytes that it was read from; they tell the places.
    """
    if not denied:
        return
    here = denied.within(text.path)
    whole = text.front.value if isinstance(text.front.value, dict) else {}
    if _is_clear(text, whole, _search(here)):
        return
    found = list(_in_parts(text, data, whole, here))
    yield from found
    if not any(told.is_error for told in found):
        yield from _side_by_side(text, whole, here)


def _is_clear(text: Manuscript | PageSource, whole: Mapping[str, object], search: _Search) -> bool:
    """Whether one look at all parts together is enough: no phrase's first word is there, and nothing is hidden."""
    if search.hashed:
        return False
    parts = [written for name in GUARDED for _, written in texts(whole.get(name), (name,))]
    parts += (word for link in text.body.links for word in (link.target, link.title))
    parts += (word for picture in text.body.pictures for word in (picture.alt, picture.src))
    for written in decoded(" | ".join((text.path, slug_of(text.path), *parts, text.body.text))):
        for way in filter(None, (written, seen_as_latin(written))):
            seen = plain(way)
            if JOINT in seen or not search.firsts.isdisjoint(words(seen)) or near_phrases.is_near(seen, search.phrases):
                return False
    return True


def _in_parts(
    text: Manuscript | PageSource, data: bytes, whole: Mapping[str, object], denied: DenyList
) -> Iterator[Diagnostic]:
    for name in GUARDED:
        for loc, written in texts(whole.get(name), (name,)):
            yield from _told(written, denied, text.path, text.front.value_span(loc), f"“{name}”", HINT)
    if "slug" not in whole:
        remedy = "rename the file, since its name becomes the page's address"
        for name in dict.fromkeys((slug_of(text.path), text.path.rpartition("/")[2].removesuffix(".md"))):
            if told := list(_told(name, denied, text.path, START, "the file's name", remedy)):
                yield from told
                break
    for link in text.body.links:
        yield from _told(link.target, denied, text.path, link.span, "where this link leads", HINT)
        yield from _told(link.title, denied, text.path, link.span, "this link's title", HINT)
    for picture in text.body.pictures:
        yield from _told(picture.src, denied, text.path, picture.span, "this picture's file name", HINT)
    for test, kind, verb, how in FINDINGS:
        if test(text.body.text, denied):
            message = f"the text below the front matter {verb} words of the deny list{how}"
            hint = HINT if kind is error else UNSURE
            yield kind("deny", text.path, _place_below(data, denied, test), message, hint)
            return


def _told(written: str, denied: DenyList, path: str, span: Span, what: str, hint: str) -> Iterator[Diagnostic]:
    """What is wrong with words at a place, if anything."""
    for test, kind, verb, how in FINDINGS:
        if test(written, denied):
            message = f"{what} {verb} words of the deny list{how}"
            yield kind("deny", path, span, message, hint if kind is error else UNSURE)
            return


def _side_by_side(text: Manuscript | PageSource, whole: Mapping[str, object], denied: DenyList) -> Iterator[Diagnostic]:
    """Words that are denied only where the end of one field meets the beginning of another, as on a page they do."""
    most = max((*map(len, denied.phrases), *(f.length for f in denied.hashed)), default=0) - 1
    if most < 1:
        return
    ends = {name: fold(str(whole[name])) for name in NEIGHBOURS if isinstance(whole.get(name), str)}
    search = _search(denied)
    for (one, left), (other, right) in permutations(ends.items(), 2):
        if _is_among([*left[-most:], *right[:most]], search):
            what = f"“{one}” and “{other}”, which stand side by side, hold words of the deny list together"
            yield error("deny", text.path, text.front.value_span((one,)), what, HINT)


def _place_below(data: bytes, denied: DenyList, test: Test) -> Span:
    """Where the words begin that a text holds below its front matter; where that begins, if markup is in the way."""
    source = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    begins = len(source) - len(text_below(data, ""))
    return _place(source[:begins] + blanked(source[begins:]), begins, denied, test)


def _place(source: str, begins: int, denied: DenyList, test: Test) -> Span:
    """The place of the first words behind ``begins`` that pass a test, by halving."""
    tokens = [m.span() for m in TOKEN.finditer(source, begins)]

    def hit(first: int, last: int) -> bool:
        part = source[tokens[first][0] : tokens[last][1]]
        ways = (part, *(markup.sub("", part) for markup in (MARKS, TARGETS, TAG)))
        return any(test(way, denied) for way in dict.fromkeys(ways))

    at = begins
    if tokens and hit(0, len(tokens) - 1):
        low, high = 0, len(tokens) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if hit(0, middle) else (middle + 1, high)
        first, last = 0, high
        while first < last:
            middle = (first + last + 1) // 2
            first, last = (middle, last) if hit(middle, high) else (first, middle - 1)
        at = tokens[first][0]
    return Span(source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at))


def in_settings(front: Document, path: str, denied: DenyList) -> Iterator[Diagnostic]:
    """Every value of site.yaml that holds a denied phrase: it would stand on every page."""
    for loc, written in texts(front.value, ()):
        yield from _told(written, denied, path, front.value_span(loc), f"“{'.'.join(map(str, loc))}”", HINT)


def in_theme(files: Iterable[tuple[str, bytes]], denied: DenyList) -> Iterator[Diagnostic]:
    """Every file of a site's own theme that holds a denied phrase, in its name or in its text."""
    for path, data in files:
        yield from _told(path, denied, path, START, "this file's name", "rename it")
        if any(holds(way, denied) for way in readings(data)):
            span = _place(data.decode("utf-8", "replace"), 0, denied, holds)
            yield error("deny", path, span, "this file of the theme holds words of the deny list", HINT)


def astray(denied: DenyList, paths: Collection[str]) -> Iterator[Diagnostic]:
    """Every line of the list that is tied to a text that is not there."""
    there = {unicodedata.normalize("NFC", path) for path in paths}
    for tied in denied.tied:
        if tied.path not in there:
            hint = "write the file's path as it is now, or leave the path out to deny the words everywhere"
            yield warning("deny-list", PATH, Span(tied.line), "this line is tied to a text that is not there", hint)
