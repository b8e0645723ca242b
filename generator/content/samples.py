"""What stands in a new site or story until somebody writes their own: sample names, addresses and sentences.

They are known from the files of which a new site is made, so that what is put into those is looked for at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.content import strict_yaml
from generator.content.private_words import NOT_TO_PUBLISH, WHO
from generator.content.settings import Settings
from generator.content.silent_loss import HELD, YES
from generator.content.strict_yaml import Document, Loc, texts
from generator.ground.diagnostics import Diagnostic, Span, error, unready
from generator.ground.hosts import is_example, is_own_computer, is_stand_in
from generator.ground.patterns import lazy
from generator.store.resources import STARTER
from generator.words.sentences import SHORTEST, digests, pieces, split
from generator.words.tokens import fold

URL, EMAIL, SITE, ORGANISATION = "https://stories.example.org/", "hello@example.org", "Our stories", "Our organisation"
EXAMPLE = "stories/the-bench-by-the-bus-stop.md"
LANGUAGE = "en"  # of all these
# What `hearten story` writes where an author's own words are to be.
NEW_FIELDS = {"author": "Name to show", "summary": "One plain sentence."}
NEW_RECORD = "FORM-000"
IMPORTED = re.compile(r"IMPORT-\d{15}")  # the record of what was brought in, as long as no form is filed
TO_WRITE = "Write the story here."  # of so few words, nothing is remembered where it is withdrawn
NEW_TEXT = f"{TO_WRITE} An empty line makes a new paragraph."
NEW_PAGE = "Write here what readers find on this page."
# In a new site.yaml and its pages, this may stay as it is, in a site of their language; all else is to be replaced.
MAY_STAY = frozenset(("language", "withdraw", "menu", "help_page", "topics", "content_notes", "consent"))
FACTS = frozenset(("check_every_months", "languages", "checked"))  # of a helpline, which may be so
ASKS = "Write here"  # how a sentence in a new page begins that is no reader's
OWN: dict[str, str] = {
    "author": "write the name to show, as the storyteller chose it",
    "summary": "write one plain sentence that says what the story holds",
    "record": "write the number under which the signed form is filed",
}
SITES_OWN: dict[tuple[str, ...], tuple[str, str]] = {
    ("name",): ("the site's name", "write the name that stands at the top of every page"),
    ("tagline",): ("the line under the name", "write your own words, or delete the line"),
    ("organisation", "name"): ("the organisation's name", "write who publishes the site"),
    ("helplines", "lines", "name"): ("this service's name", "write its real name"),
}
REASONS: dict[Loc, str] = {
    ("url",): ": the address that the site will have",
    ("organisation", "email"): ": readers write to it",
    ("withdraw", "email"): ": storytellers who change their minds write to it",
}
# What people write where something is still to come, as all there is; some may be a name, or another language's word.
TO_COME = lazy(
    r"[-–—.…?!*&@%#+=~/\\|_\s“”„«»‘’\"'\[\](){}<>]+|"
    r"[\[({<]*(?:(?i:lorem ipsum(?:\sdolor(?:\ssit(?:\samet)?)?)?)|todo|tbd|tbc|tba"
    r"|TODO|FIXME|TBD|TBC|TBA|XXX|TK|TKTK):?[\])}>.!?]*"
)
NO_TEXT = "the text says only that it is still to be written, or not for readers", "write it, or delete the file"
# What a template says is to stand there: the whole value, in brackets or in exactly these words, and no sentence.
_SITE = r"(?:(?:web\s?)?site|organi[sz]ation|charity|name)"
_THING = rf"(?:title|tagline|summary|text|story|words|photo|picture|author|org|{_SITE})"
_SLOT = (
    rf"\s*(?:(?:your|name\sof)(?:\s[\w'’-]+){{1,4}}|(?:insert\s)?{_THING}(?:\s(?:here|name))?"
    r"|to\sbe\swritten|not\sfor\sreaders)[\s.!]*"
)
SLOT = lazy(rf"\s*(?:\[{_SLOT}\]|<{_SLOT}>|\{{{_SLOT}\}})[\s.]*", re.IGNORECASE)
YOURS = lazy(rf"(?:(?:your|insert)\s{_THING}\shere|your\s(?:title|tagline|summary|text))[\s.!]*", re.IGNORECASE)
NAME_OF = lazy(
    rf"your\s{_SITE}(?:['’]s)?(?:\sname)?|name\sof\s(?:your|my|the)\s{_SITE}|(?:{_SITE}|author|series)\sname"
    r"|untitled|placeholder|test",
    re.IGNORECASE,
)
# What people write into a field of a text that is not to be read yet. Quotation marks say that it is words.
_NOT_FOR_READERS = rf"(?:do not|not to be|don['’]t) publish(?:ed)?|not for (?:the web|publication)|{NOT_TO_PUBLISH}"
_MARKS = r"[^\w“”„«»‘’\"']*"
NOT_FOR_READERS = lazy(rf"{_MARKS}(?i:{_NOT_FOR_READERS}){_MARKS}")
_KEPT = rf"(?i:draft|unpublished|withheld|{_NOT_FOR_READERS})"
KEPT_BACK = lazy(
    rf"\A{_MARKS}(?:(?:DRAFT|WITHHELD|UNPUBLISHED)\b|(?i:draft \d\d?|{_NOT_FOR_READERS})\b)\s*(?:[\]):}}–—-]|\Z)"
    rf"|\A{_MARKS}(?:ON HOLD|NOT YET|INTERNAL|CONFIDENTIAL|ENTWURF|BROUILLON|BORRADOR|SZKIC)\s*[\]):}}]"
    rf"|[\[({{](?:(?i:{_NOT_FOR_READERS})\s*[\]):}}]|{_KEPT}\s*(?::|[\])}}][\s.!?]*\Z))|\A\s*[\[({{]{_KEPT}\s*[\])}}]"
)
# A label of what is for who works with a text, in brackets or behind a sign; of who somebody is, before a name, too.
LABELLED = lazy(
    rf"\A\s*(?:{WHO})\s*[:：=]\s*(?-i:(?![a-zß-öø-ÿ])[^\W\d_])"
    rf"|[\[({{<,;:.–—]\s*(?:(?:{WHO})\s*[:：=]|record\s*[:：=]\s*(?=\w*-)[a-z][\w-]*\d"
    rf"|(?:status|visibility|consent)\s*[:：=]\s*(?:{HELD})\b|draft\s*[:：=]\s*(?:{YES})\b"
    r"|e-?mail\s*[:：=]\s*[^\s@]+@|(?:tel|phone)\b\.?\s*[:：=]\s*[+(]?\d)",
    re.IGNORECASE,
)
NAMES = frozenset(("TK", "XXX"))
NEEDED = frozenset(("title", "name", "url", "email", "text", "id", "label", "description"))
AROUND = "[({<>})].!?“”„«»\"' "
WITH_TODO = frozenset(("es", "pt", "gl", "ast"))
ENDS = lazy(r"[.!?:][\"”]?\s+|\n\n")
OPENS, REMARKED_HELPLINES = "\n---\n", re.compile(r"^# (?=helplines:|  )", re.MULTILINE)
LEAST_WORDS = 3  # of words that are told apart from a name in another language


class Shown(NamedTuple):
    """A text as it is looked through: the words of its fields that readers see, and its front matter with their places.

    ``line`` is the number of the first line of ``text``, ``language`` that which it is in.
    """

    path: str
    fields: tuple[tuple[Loc, str], ...]
    front: Document
    text: str
    line: int
    language: str


class Sentence(NamedTuple):
    """A sentence in small letters: its longest word, by which texts that have none of it are seen quickly, and all."""

    longest: str
    pattern: re.Pattern[str]


class Example(NamedTuple):
    """What is known of the made-up example: words of its fields, digests of its sentences, and those themselves."""

    fields: frozenset[str]
    digests: frozenset[bytes]
    sentences: tuple[Sentence, ...]


def in_settings(settings: Settings, front: Document, path: str) -> Iterator[Diagnostic]:
    """What in site.yaml is still a sample, or still to come."""
    other = settings.language.partition("-")[0] != LANGUAGE
    in_english: set[str | int] = set()
    for loc, words in texts(front.value):
        names = tuple(part for part in loc if isinstance(part, str))
        span, plain, host = front.value_span(loc), _plain(words), _host(words)
        # A site may be put online on this computer, as a test of its host; its readers cannot be.
        is_readers_own = loc[0] != "publish" and is_own_computer(host or "")
        if host and (is_example(host) or is_stand_in(words, host) or is_readers_own):
            what = f"“{words}” is an address for examples, and leads nowhere"
            yield unready("sample", path, span, what, f"write your own{REASONS.get(loc, '')}")
        elif (loc[0], plain) in _to_replace():
            what, own = SITES_OWN.get(names, (f"“{names[-1]}”", "write your own words, or delete the line"))
            yield unready("sample", path, span, f"{what} is still that of the sample", own)
        elif other and loc[0] not in in_english and plain in _english():
            in_english.add(loc[0])
            what = f"words of “{names[0]}” are still the sample's, in English"
            yield unready("sample", path, span, what, f"write it in the site's language, “{settings.language}”")
        elif told := _said_of(words, names, settings.language, "the site"):
            yield unready("placeholder", path, span, *told)


def in_page(page: Shown) -> Iterator[Diagnostic]:
    """What in a page is still to come, and sentences of a new one."""
    for loc, words in page.fields:
        span = page.front.value_span(loc)
        if told := _said_of(words, (_name(loc),), page.language, "the page"):
            yield unready("placeholder", page.path, span, *told)
        elif _plain(words) in _new_fields():
            yield unready("placeholder", page.path, span, f"“{_name(loc)}” is still a sample", "write the page's own")
    if is_all_to_come(page.text, page.language):
        yield unready("placeholder", page.path, Span(page.line), *NO_TEXT)
    for span in _left(_of_pages(), page):
        what = "this sentence is still that of the sample, and readers would see it"
        yield unready("sample", page.path, span, what, "write your own words in its place")


def in_story(story: Shown, own: bytes | None) -> Iterator[Diagnostic]:
    """What of a new file is left in a story, or is still to come, as it must never be published.

    ``own`` are the digests of its sentences if it is a person's, in which nothing of the made-up example may be left.
    """
    example = None if own is None else _example()
    for loc, words in story.fields:
        span, name, plain = story.front.value_span(loc), _name(loc), _plain(words)
        hint = OWN.get(name, "write the story's own words in their place")
        if plain in _new_fields():
            yield error("placeholder", story.path, span, f"“{name}” is still as it was in the new file", hint)
        elif example is not None and plain in example.fields:
            yield error("placeholder", story.path, span, f"“{name}” is still that of the made-up example", hint)
        elif told := _said_of(words, tuple(map(str, loc)), story.language, "the story"):
            yield error("placeholder", story.path, span, *told)
        elif label := LABELLED.search(words):
            what = f"“{name}” holds what looks like a note for yourselves, and readers would read it"
            sign = label[0].strip(" [({<,;:.–—").partition(":")[0]
            yield error("placeholder", story.path, span, what, f"take it out; {quoted(sign)}")
    if is_all_to_come(story.text, story.language):
        yield error("placeholder", story.path, Span(story.line), *NO_TEXT)
    for span in _left(_of_new_story(), story):
        what = "this sentence is still as it was in the new file"
        yield error("placeholder", story.path, span, what, "write the story in its place, or delete it")
    if example is not None and own is not None and not example.digests.isdisjoint(split(own)):
        for span in _left(example.sentences, story):
            what = "this sentence is still that of the made-up example"
            yield error("placeholder", story.path, span, what, "write the story in its place, or delete it")


def is_filed(record: str) -> bool:
    """Whether a record is the number of a form, and not what stands there until there is one."""
    return record != NEW_RECORD and IMPORTED.fullmatch(record) is None


def names_nobody(author: str, language: str) -> bool:
    """Whether what stands for the name to show is a sample, or says only that it is still to come."""
    return _plain(author) in _new_fields() or _said_of(author, ("author",), language, "the story") is not None


def _name(loc: Loc) -> str:
    return ".".join(map(str, loc)).removeprefix("consent.")


def _is_to_come(words: str, name: str, language: str) -> bool:
    """Whether the words of a field only say that they are still to come."""
    if TO_COME.fullmatch(words) is None or (name == "author" and words in NAMES):
        return False
    return words.strip(AROUND).lower() != "todo" or language.partition("-")[0] not in WITH_TODO


def _said_of(words: str, names: tuple[str, ...], language: str, text: str) -> tuple[str, str] | None:
    """What is told of a field that says that its words are still to come, or that ``text`` is not for readers."""
    name = ".".join(names).removeprefix("consent.") if text == "the story" else names[-1]
    if _is_to_come(words, name, language):
        return to_come(name, words)
    is_name = names[-1] in ("name", "tagline", "author")
    if SLOT.fullmatch(words) or YOURS.fullmatch(words) or (is_name and NAME_OF.fullmatch(words)):
        hint = OWN.get(name, "write it" if names[-1] in NEEDED else "write it, or delete the line")
        return f"“{name}” says only what is to stand there", f"{hint}; {quoted(words)}"
    if sign := KEPT_BACK.search(words):
        what = f"“{name}” says that {text} is not for readers, and readers would see that"
        way = "take it out, and as long as it is so, write “draft: true”" if text == "the story" else "take it out"
        return what, f"{way}; {quoted(sign[0].rstrip(' :–—-'))}"
    return None


def is_all_to_come(text: str, language: str) -> bool:
    """Whether all of a text only says that it is still to come, or not for readers."""
    words = text.strip()
    return any(map(str.isalpha, words)) and (
        _is_to_come(words, "text", language)
        or any(pattern.fullmatch(words) is not None for pattern in (SLOT, YOURS, NOT_FOR_READERS))
    )


def to_come(name: str, words: str) -> tuple[str, str]:
    """What is told of a field whose ``words`` say that it is still to come, and what to do."""
    hint = OWN.get(name, "write it" if name in NEEDED else "write it, or delete the line")
    told = f"“{name}” says only that it is still to be written"
    return told, f"{hint}; {quoted(words.rstrip(' :'))}" if any(map(str.isalpha, words)) else hint


def quoted(words: str) -> str:
    """How words are written that look like a sign and are none."""
    return f"if these are words for readers, write them in quotation marks: “{words.strip(AROUND)}”"


def _plain(words: str) -> str:
    """Words without what makes no difference: capitals, spaces, and what stands at the end of a sentence."""
    return " ".join(words.split()).casefold().rstrip(" .…!:")


def _host(words: str) -> str | None:
    """The host of a web or e-mail address; None where the words are neither."""
    if "://" in words:
        try:
            return urlsplit(words).hostname
        except ValueError:
            return None
    name, _, host = words.partition("@")
    return host if name and " " not in words else None


def _left(sentences: Iterable[Sentence], shown: Shown) -> Iterator[Span]:
    """Where each of these sentences stands first, if it does."""
    text = shown.text.lower()
    for sentence in sentences:
        if sentence.longest in text and (found := sentence.pattern.search(text)):
            at = found.start()
            yield Span(shown.line + text.count("\n", 0, at), at - text.rfind("\n", 0, at))


def _sentence(text: str) -> Sentence:
    """How a sentence is found, whatever stands between its words."""
    words = re.findall(r"\w+", text.lower())
    return Sentence(max(words, key=len), re.compile(r"\W+".join(words)))


@cache
def _file(path: str) -> tuple[Document, str]:
    """A file of a new site: its fields, and the text below them."""
    whole = (STARTER / path).read_text(encoding="utf-8")
    front, _, text = whole.removeprefix("---\n").partition(OPENS) if path.endswith(".md") else (whole, "", "")
    return strict_yaml.parse(REMARKED_HELPLINES.sub("", front), path).made, text


@cache
def _to_replace() -> frozenset[tuple[str | int, str]]:
    every = texts(_file("site.yaml")[0].value)
    return frozenset((loc[0], _plain(words)) for loc, words in every if not {*loc} & (MAY_STAY | FACTS))


@cache
def _english() -> frozenset[str]:
    every = texts({name: part for name, part in _file("site.yaml")[0].fields.items() if name in MAY_STAY})
    return frozenset(_plain(words) for _, words in every if len(words.split()) >= LEAST_WORDS)


@cache
def _new_fields() -> frozenset[str]:
    return frozenset(map(_plain, (*NEW_FIELDS.values(), NEW_RECORD)))


@cache
def _of_new_story() -> tuple[Sentence, ...]:
    return tuple(map(_sentence, ENDS.split(NEW_TEXT)))


@cache
def _of_pages() -> tuple[Sentence, ...]:
    pages = sorted(path.name for path in (STARTER / "pages").iterdir())
    every = [words for page in pages for words in ENDS.split(_file(f"pages/{page}")[1])]
    # Up to a comma, since some write on behind it.
    return tuple(_sentence(words.partition(",")[0]) for words in [*every, NEW_PAGE] if words.strip().startswith(ASKS))


@cache
def _example() -> Example:
    front, text = _file(EXAMPLE)
    consent = front.fields["consent"]
    own = (front.fields["title"], front.fields["summary"], consent["record"] if isinstance(consent, dict) else None)
    sentences = [words for words in ENDS.split(text) if len(words.split()) >= SHORTEST]
    whole = digests(fold("\n".join(" ".join(words.split()) for words in sentences)))
    return Example(frozenset(_plain(str(words)) for words in own), pieces(whole), tuple(map(_sentence, sentences)))
