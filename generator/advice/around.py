"""What advice on one text has to know of its site: what is public anyway, who else is named, which words are usual."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

from generator.advice.texts import WORD, AdvisedText
from generator.content.front_matter import StoryHeader
from generator.content.settings import Settings
from generator.gate.deny_list import DenyList
from generator.ground.patterns import lazy

__all__ = ["WORD", "SiteAround", "around", "around_of", "folded", "numbers_in", "small_words", "word_tag"]

# Helplines say in words which country they are for; these are the ones that hearten brings lines of.
NAMED = {
    "Australia": "AU",
    "Canada": "CA",
    "Germany": "DE",
    "Ireland": "IE",
    "New Zealand": "NZ",
    "Spain": "ES",
    "United Kingdom": "GB",
    "United States": "US",
}
# Names of mailboxes that are a task's (RFC 2142, and what organisations call theirs).
TASKS = frozenset(
    (
        *("access", "accessibility", "admin", "contact", "enquiries", "feedback", "hello", "help", "info", "mail"),
        *("office", "press", "privacy", "security", "stories", "support", "team", "webmaster", "withdraw"),
        *("datenschutz", "kontakt", "presse", "hola", "prensa", "privacidad"),
    )
)
# Letters of a name that can be known again; one letter is known everywhere.
SHORTEST = 3
LETTERS = lazy(r"[^\W\d_]+")
# Where a language is spoken most of those whose telephone numbers we can tell, for sites that name no country.
COUNTRIES = {"cy": "GB", "de": "DE", "en": "GB", "es": "ES", "fr": "FR", "ga": "IE", "gd": "GB", "it": "IT", "pl": "PL"}

# A deny list with nothing on it.
NOTHING = DenyList()


@dataclass(frozen=True, slots=True)
class SiteAround:
    """A site as one of its texts sees it.

    ``own`` is what the organisation says of itself and of helplines, in small letters, ``own_digits`` the telephone
    numbers in it. ``country`` is where it is. ``shown`` are the names by which stories show their storytellers, each
    with the paths of these, and ``firsts`` the letters with which they begin; all in small letters. ``small`` are
    digests (`word_tag`) of the words that any text writes small, and so no names. ``denied`` is the deny list.
    """

    own: str = ""
    own_digits: frozenset[str] = frozenset()
    country: str | None = None
    shown: Mapping[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    firsts: frozenset[str] = frozenset()
    small: frozenset[int] = frozenset()
    denied: DenyList = NOTHING

    def may_name(self, words: str) -> bool:
        """Whether the first letters of a name that is shown stand in these words, which is quickly told."""
        return not self.firsts.isdisjoint(LETTERS.findall(words.casefold()))

    def is_own(self, words: str) -> bool:
        """Whether these words are the organisation's own, or a helpline's.

        So is an e-mail address that names a task and no person, at the place where the organisation has its own.
        """
        task, at, host = words.casefold().rpartition("@")
        return f" {_spaced(words)} " in self.own or bool(at and task in TASKS and f" @ {_spaced(host)} " in self.own)

    def countries(self, language: str) -> tuple[str, ...]:
        """The countries whose telephone numbers a text in this language may write without the country's number."""
        spoken = COUNTRIES.get(language.partition("-")[0])
        return tuple(dict.fromkeys(country for country in (self.country, spoken) if country))


def around(settings: Settings, texts: Iterable[AdvisedText] = (), denied: DenyList = NOTHING) -> SiteAround:
    """A site as its texts see it. ``texts`` are all of them; without them, nobody is named and no word is usual."""
    authors: dict[str, str] = {}
    small: set[int] = set()
    for text in texts:
        small.update(map(word_tag, small_words(text)))
        if isinstance(text.header, StoryHeader):
            authors[text.path] = text.header.author
    return around_of(settings, authors, small, denied)


def around_of(
    settings: Settings, authors: Mapping[str, str], small: Collection[int], denied: DenyList = NOTHING
) -> SiteAround:
    """The same, of who shows which story as its storyteller, by path, and of digests of the words written small."""
    shown: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for path, author in authors.items():
        if name := tuple(WORD.findall(author)):
            shown[name].add(path)
    own = [_spaced(words) for words in _own(settings)]
    names = {
        folded(name): frozenset(paths)
        for name, paths in shown.items()
        if sum(map(len, name)) >= SHORTEST and all(word[0].isupper() for word in name)
        if not all(word_tag(word) in small for word in folded(name))
    }
    return SiteAround(
        own=f" {' '.join(own)} ",
        own_digits=frozenset(digits for words in own for digits in numbers_in(words)),
        country=_country(settings),
        shown=names,
        firsts=frozenset(LETTERS.findall(name[0])[0] for name in names),
        small=frozenset(small),
        denied=denied,
    )


def small_words(text: AdvisedText) -> set[str]:
    """The words that a text writes small."""
    return {word for word in text.words if word.islower()}


@lru_cache(maxsize=200_000)
def word_tag(word: str) -> int:
    """What stands for a word where it is not to be kept: 64 bits."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def folded(name: Iterable[str]) -> tuple[str, ...]:
    """The words of a name in small letters."""
    return tuple(word.casefold() for word in name)


def numbers_in(words: str) -> Iterator[str]:
    """The digits of what may be a telephone number."""
    for row in re.findall(r"\+?\d[\d\s()/.-]*", words):
        yield re.sub(r"\D", "", row)


def _own(settings: Settings) -> Iterator[str]:
    organisation, withdraw = settings.organisation, settings.withdraw
    yield from filter(None, (organisation.email, organisation.phone, organisation.address, settings.url))
    yield from filter(None, (withdraw.email, withdraw.phone, withdraw.text))
    yield from (link.url for link in settings.social)
    for line in settings.helplines.lines:
        yield from filter(None, (line.phone, line.text, line.email, line.note, line.chat, line.url, line.hours))


def _country(settings: Settings) -> str | None:
    """Where the organisation is, as far as its settings say so."""
    named = NAMED.get(settings.helplines.country or "")
    said = (named, settings.consent.jurisdiction, settings.language.rpartition("-")[2])
    return next((code for code in said if code and len(code) == 2 and code.isupper()), None)


def _spaced(words: str) -> str:
    """Words in small letters with a blank around each and each sign, so that none is taken for a part of another."""
    return " ".join(re.findall(r"[^\W_]+|[@_.]", words.casefold()))
