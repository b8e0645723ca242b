"""Words that must never be published, such as real names and addresses, and where they stand.

The list is a person's own and stays private: consent/deny.txt, which git should leave alone, or, where it has to be
shared, a list of salted fingerprints. A hit is told by its place and never by its words. Case, accents, markup and line
breaks make no difference.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.read import Manuscript, PageSource, slug_of
from generator.content.stance import guarded
from generator.ground.diagnostics import START, Diagnostic, error

PATH = "consent/deny.txt"
WORD = re.compile(r"[^\W_]+")
TAG = re.compile(r"<[^<>]*>")
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
# salt, number of words, fingerprint
HASHED = re.compile(r"blake2b:([0-9a-f]{16}):(\d{1,2}):([0-9a-f]{32})")
# Of either kind of text, since a page may have a story's fields by mistake.
GUARDED = tuple(dict.fromkeys((*guarded(StoryHeader), *guarded(PageHeader))))


@dataclass(frozen=True, slots=True)
class DenyList:
    """Phrases as folded words, and fingerprints of phrases by salt and number of words."""

    phrases: frozenset[tuple[str, ...]] = frozenset()
    hashed: frozenset[tuple[str, int, str]] = frozenset()
    lengths: frozenset[int] = field(default=frozenset())

    def __bool__(self) -> bool:
        return bool(self.phrases or self.hashed)


def fold(text: str) -> list[str]:
    """The words of a text without case, accents and the ways of writing a letter (Unicode NFKD)."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def read(data: bytes | None) -> DenyList:
    """The list in a file's bytes: a phrase a line; lines that begin with # are comments."""
    lines = [line.strip() for line in (data or b"").decode("utf-8-sig").splitlines()]
    hashed = frozenset((m[1], int(m[2]), m[3]) for line in lines if (m := HASHED.fullmatch(line)))
    plain = (line for line in lines if not line.startswith("#") and not HASHED.fullmatch(line))
    phrases = frozenset(words for line in plain if (words := tuple(fold(line))))
    return DenyList(phrases, hashed, frozenset({*map(len, phrases), *(n for _, n, _ in hashed)}))


def hashed(phrase: str, salt: str) -> str:
    """A line of the list that holds a phrase as a fingerprint; ``salt`` are 16 hexadecimal digits, other for each line.

    This keeps a list from being read by who comes by it. Somebody who guesses a name can still try whether it is there.
    """
    words = fold(phrase)
    return f"blake2b:{salt}:{len(words)}:{_fingerprint(salt, tuple(words))}"


def _fingerprint(salt: str, words: tuple[str, ...]) -> str:
    return hashlib.blake2b(" ".join(words).encode(), salt=bytes.fromhex(salt), digest_size=16).hexdigest()


def holds(text: str, denied: DenyList) -> bool:
    """Whether a denied phrase stands in a text."""
    words = fold(text)
    return any(
        phrase in denied.phrases or any(_fingerprint(s, phrase) == f for s, n, f in denied.hashed if n == length)
        for length in denied.lengths
        for phrase in set(zip(*(words[k:] for k in range(length)), strict=False))
    )


def readings(content: bytes) -> tuple[str, ...]:
    """A file's text as it may be read: as written, and without markup, whether or not a tag ends a word."""
    written = html.unescape(ESCAPE.sub(lambda m: chr(int(m[1], 16)), content.decode("utf-8", "ignore")))
    return tuple(dict.fromkeys((written, TAG.sub(" ", written), TAG.sub("", written))))


def problems(text: Manuscript | PageSource, denied: DenyList) -> Iterator[Diagnostic]:
    """Every part of a text that holds a denied phrase, without the phrase."""
    if not denied:
        return
    hint = f"take the words that {PATH} forbids out of it; they are not repeated here"
    whole = text.front.value if isinstance(text.front.value, dict) else {}
    for name in GUARDED:
        if any(holds(words, denied) for words in _texts(whole.get(name))):
            span = text.front.value_span((name,))
            yield error("deny", text.path, span, f"“{name}” holds words of the deny list", hint)
    if "slug" not in whole and holds(slug_of(text.path), denied):
        remedy = "rename the file, since its name becomes the page's address"
        yield error("deny", text.path, START, "the file's name holds words of the deny list", remedy)
    pictures = (word for p in text.body.pictures for word in (p.alt, p.src))
    links = (word for link in text.body.links for word in (link.target, link.title))
    written = " ".join(p for p in text.body.parts if isinstance(p, str)).encode()
    if any(holds(words, denied) for words in (text.body.text, *pictures, *links, *readings(written))):
        yield error("deny", text.path, START, "the text below the front matter holds words of the deny list", hint)


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        return [word for part in value.values() for word in _texts(part)]
    if isinstance(value, list):
        return [word for part in value for word in _texts(part)]
    return [value] if isinstance(value, str) else []


def still_there(
    outputs: Iterable[tuple[str, bytes]], denied: DenyList, binary: Collection[str]
) -> Iterator[Diagnostic]:
    """Every output that holds a denied phrase though no story does: it comes from site.yaml or a theme."""
    hint = "it comes from site.yaml, a topic or the theme; take it out there"
    for path, content in outputs if denied else ():
        if not path.endswith(tuple(binary)) and any(holds(text, denied) for text in readings(content)):
            yield error("deny", path, START, "this page would hold words of the deny list", hint)
