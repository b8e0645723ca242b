"""Words that must never be published, such as real names and addresses.

The list is a person's own and stays private: consent/deny.txt, which git should leave alone, or, where it has to be
shared, a list of salted fingerprints.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.gate import near_phrases
from generator.gate.near_phrases import Phrase
from generator.gate.spellings import JOINT, decoded, first_fold, fold, plain, words
from generator.ground.diagnostics import CannotBuildError, Diagnostic, Span, error, warning
from generator.ground.patterns import lazy
from generator.words.as_seen import UNSEEN, seen_as_latin

PATH = "consent/deny.txt"
# Form of the fold (none is the first), salt, number of words, fingerprint.
HASHED = lazy(r"blake2b(-2)?:([0-9a-f]{16}):(\d{1,2}):([0-9a-f]{32})")
# What no phrase has: the name of the fingerprint's function, the number of words between digits, or a long row of
# hexadecimal digits of both kinds.
LIKE_HASHED = lazy(r"blake\W*2b|2b(-2)?:|[0-9a-f]{4}:\d{1,2}:[0-9a-f]|(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{12}")
# The beginning of a fingerprint, between whose signs were blanks.
SPACED = lazy(r"blake2b(-2)?:[0-9a-f]{8}")
IBAN = lazy(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}")
TIED = lazy(r"((?:stories|pages)/[^:]+\.md)\s*:\s*(.+)")


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
    if _is_like_hashed(line):
        hint = "make it again with “hearten deny-hashes”, or copy the whole line as it was, with nothing around it"
        return error("deny-list", PATH, Span(number), "this fingerprint is not whole, and protects nobody", hint)
    hint = "write the words that must not be published, or begin the line with # if it is a comment"
    return warning("deny-list", PATH, Span(number), "this line has no letters or digits, and protects nobody", hint)


def _phrase(line: str) -> Phrase | SaltedPhrase | None:
    if parts := HASHED.fullmatch(line):
        return SaltedPhrase(2 if parts[1] else 1, parts[2], int(parts[3]), parts[4])
    return None if _is_like_hashed(line) else tuple(fold(line)) or None


def _is_like_hashed(line: str) -> bool:
    """Whether a line resembles a fingerprint, however it was cut, quoted or written otherwise."""
    if _is_iban(line):
        return False
    seen = UNSEEN.sub("", unicodedata.normalize("NFKC", line))
    latin = (seen_as_latin(seen) or seen).casefold()
    return LIKE_HASHED.search(latin) is not None or SPACED.search("".join(latin.split())) is not None


def _is_iban(line: str) -> bool:
    """Whether a line is the number of a bank account, as its check digits show (ISO 13616)."""
    if not IBAN.fullmatch(line):
        return False
    return int("".join(str(int(sign, 36)) for sign in line[4:] + line[:4])) % 97 == 1


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


def holds_row(row: list[str], denied: DenyList) -> bool:
    """Whether a denied phrase is among folded words, in their order."""
    return _is_among(row, _search(denied))


def begins_in(row: list[str], denied: DenyList) -> bool:
    """Whether the first word of a denied phrase is among folded words; fingerprints do not tell."""
    return not _search(denied).firsts.isdisjoint(row)


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


def astray(denied: DenyList, paths: Collection[str]) -> Iterator[Diagnostic]:
    """Every line of the list that is tied to a text that is not there."""
    there = {unicodedata.normalize("NFC", path) for path in paths}
    for tied in denied.tied:
        if tied.path not in there:
            hint = "write the file's path as it is now, or leave the path out to deny the words everywhere"
            yield warning("deny-list", PATH, Span(tied.line), "this line is tied to a text that is not there", hint)
