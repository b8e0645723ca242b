"""An item as a file of ours: a story that nobody has consented to yet, or a page that no build reads.

What is missing is filled with what a new file has (`content.samples`), so that nothing half-done can be published.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from generator.authoring.scaffold import slug
from generator.content import samples
from generator.content.field_types import LANGUAGE, LONGEST, TURNS, UNSEEN
from generator.ground.patterns import lazy
from generator.ground.unseen import BEYOND, CONTROL
from generator.importing.item import Fate, Item, Kind, Remark, TopPicture
from generator.importing.wording import E_MAIL, has_telephone, is_e_mail, is_no_name, without_contacts

# No build reads folders that begin so: a page has no consent that could hold it back until somebody has looked at it.
FOLDERS = {Kind.STORY: "stories", Kind.PAGE: "pages/_brought-in"}
NUMBER = re.compile(samples.IMPORTED.pattern.encode())
MOST_TOPICS, MOST_ALIASES = 6, 100
A_PAGE = Remark(
    Fate.LOOK,
    "a page",
    "a page needs no consent, so no build reads this folder; move the file to pages/ when it may be published",
)
# A title that no story can be published under (`samples.TO_COME`).
NO_TITLE = "TBC"
ENDS = lazy(r"(?<=[.!?\u2026])\s+")
NO_LETTERS = lazy(r"[\W_]+")
EMAIL = lazy(r"[\w.+-]+@[\w-]+\.\w")
WHOSE = "ask whose it is, and whether it may stay"


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as it is to be written, and what became of the parts of its item beside the text."""

    data: bytes
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of an item's file beside the item: its number, and what other texts and the site say.

    ``day`` stands where the item has none. ``picture`` is the file of the picture above the text, relative to the
    draft. ``notes`` are the ids of the site's content notes.
    """

    number: str
    topics: tuple[str, ...]
    aliases: tuple[str, ...]
    language: str
    day: date
    picture: str | None = None
    notes: Collection[str] = ()


def number_of(kind: str, key: str) -> str:
    """The number of an item, which is the record of its consent as long as no form is filed.

    ``kind`` is the kind of source, ``key`` what that calls the item: the same in every import.
    """
    digest = hashlib.sha256(f"{kind}\0{key}".encode("utf-8", "replace")).hexdigest()
    return f"IMPORT-{int(digest[:12], 16):015d}"


def name_of(item: Item) -> str:
    """The name of an item's file without its ending: of the address that it had, or of its title; no e-mail address."""
    had = unquote(item.slug)
    of_title = not had or is_e_mail(had) or tells_e_mail(item, had)
    return slug(without_contacts(words(item.title) if of_title else had))


def tells_e_mail(item: Item, address: str) -> bool:
    """Whether an address is made of an e-mail address in an item's title, as programs make addresses of titles."""
    letters = NO_LETTERS.sub("", unquote(address).casefold())
    return any(NO_LETTERS.sub("", found[0].casefold()) in letters for found in E_MAIL.finditer(item.title))


def words(text: str) -> str:
    """Text for one field: white space folded, without what no page may hold, or nobody sees."""
    whole = text.encode("utf-8", "replace").decode()
    whole = " ".join(TURNS.sub("", BEYOND.sub("", CONTROL.sub(" ", whole))).split())
    return "" if UNSEEN.fullmatch(whole) else whole


def drafted(item: Item, body: str, around: Around) -> Draft:
    """The file of an item. ``body`` is its text in our Markdown."""
    remarks: list[Remark] = []
    fields = _story(item, around, remarks) if item.kind is Kind.STORY else _page(item, around, remarks)
    known = f"# “hearten import” knows this text by the number {around.number}."
    text = CONTROL.sub("", BEYOND.sub("", body.encode("utf-8", "replace").decode())).strip("\n")
    if EMAIL.search(text):
        remarks.append(Remark(Fate.LOOK, "an e-mail address in the text", WHOSE))
    if "(tel:" in text or has_telephone(text):
        remarks.append(Remark(Fate.LOOK, "a telephone number in the text", WHOSE))
    remarks += _contacts(item)
    told = (f"# {words(line)}" for line in item.told)
    return Draft("\n".join(("---", known, *told, *fields, "---", "", text, "")).encode(), tuple(remarks))


def _contacts(item: Item) -> Iterator[Remark]:
    """Where somebody could be written to or rung up by what stands around a text."""
    if any(map(is_e_mail, item.labels)):
        yield Remark(Fate.DROPPED, "a label", "an e-mail address is in it")
    top = item.picture
    of_picture = f"{top.alt} {top.caption} {top.credit}" if top else ""
    parts = (("title", item.title), ("summary", item.summary), ("words of the picture above the text", of_picture))
    for part, written in parts:
        for has_one, what in ((is_e_mail, "an e-mail address"), (has_telephone, "a telephone number")):
            if has_one(written):
                yield Remark(Fate.LOOK, f"{what} in the {part}", WHOSE)


def _story(item: Item, around: Around, remarks: list[Remark]) -> Iterator[str]:
    yield f"title: {_quoted(_title(item, remarks))}"
    yield f"date: {_day(item, around, remarks)}"
    yield f"author: {_quoted(_author(item, remarks))}"
    yield f"summary: {_quoted(_summary(item, remarks) or _placeholder('summary', remarks))}"
    yield f"topics: [{', '.join(_topics(around, remarks))}]"
    if notes := tuple(_notes(item, around, remarks)):
        yield f"content_notes: [{', '.join(notes)}]"
    yield from _dates_and_language(item, around, remarks)
    if around.aliases:
        yield f"aliases: [{', '.join(map(_quoted, around.aliases))}]"
    if around.picture is not None and item.picture is not None:
        yield f"image: {{{', '.join(_image(item.picture, around.picture, remarks))}}}"
    yield "consent:"
    yield f"  record: {around.number}"
    yield "  status: requested"
    yield "  scope: []"
    if item.named_as is not None:
        yield f"  named_as: {item.named_as}"
    yield "draft: true"


def _page(item: Item, around: Around, remarks: list[Remark]) -> Iterator[str]:
    yield f"title: {_quoted(_title(item, remarks))}"
    if summary := _summary(item, remarks):
        yield f"summary: {_quoted(summary)}"
    yield from _dates_and_language(item, around, remarks)


def _quoted(text: str) -> str:
    """Text in double quotes, as YAML and JSON read it."""
    return json.dumps(text, ensure_ascii=False)


def _title(item: Item, remarks: list[Remark]) -> str:
    title = words(item.title)
    if not title:
        remarks.append(Remark(Fate.LOOK, "the title", "there is none; write one"))
        return NO_TITLE
    if len(title) > LONGEST:
        remarks.append(Remark(Fate.CHANGED, "the title", f"it was longer than {LONGEST} characters, and was cut"))
    return title[:LONGEST]


def _day(item: Item, around: Around, remarks: list[Remark]) -> date:
    if item.day is None:
        remarks.append(Remark(Fate.LOOK, "the date", f"there is none; {around.day} stands in its place"))
    return item.day or around.day


def _author(item: Item, remarks: list[Remark]) -> str:
    author = words(item.author)[:LONGEST]
    if author and is_no_name(author):
        remarks.append(Remark(Fate.DROPPED, "the author", "it was an address or a number, and no name"))
        author = ""
    if not author or samples.names_nobody(author, item.language or samples.LANGUAGE):
        return _placeholder("author", remarks)
    why = "ask the storyteller which name may be shown"
    remarks.append(Remark(Fate.LOOK, "the author", why))
    return author


def _placeholder(field: str, remarks: list[Remark]) -> str:
    remarks.append(Remark(Fate.LOOK, f"the {field}", f"there is none; {samples.OWN[field]}"))
    return samples.NEW_FIELDS[field]


def _summary(item: Item, remarks: list[Remark]) -> str:
    """The summary, cut to whole sentences where it is too long for a field."""
    summary = words(item.summary)
    if len(summary) <= LONGEST:
        return summary
    remarks.append(Remark(Fate.CHANGED, "the summary", f"it was longer than {LONGEST} characters, and was cut"))
    kept = ""
    for sentence in ENDS.split(summary):
        if len(kept) + len(sentence) >= LONGEST:
            break
        kept = f"{kept} {sentence}".strip()
    return kept or summary[:LONGEST].rpartition(" ")[0]


def _topics(around: Around, remarks: list[Remark]) -> Sequence[str]:
    if len(around.topics) > MOST_TOPICS:
        why = f"a story has {MOST_TOPICS} at most"
        remarks.append(Remark(Fate.DROPPED, f"topics: {', '.join(around.topics[MOST_TOPICS:])}", why))
    if not around.topics:
        why = "none of its labels is a topic here; choose at least one"
        remarks.append(Remark(Fate.LOOK, "the topics", why))
    return around.topics[:MOST_TOPICS]


def _notes(item: Item, around: Around, remarks: list[Remark]) -> Iterator[str]:
    for note in item.content_notes:
        if note in around.notes:
            yield note
        else:
            remarks.append(Remark(Fate.LOOK, "a content note", "there is none of that name in site.yaml any more"))


def _dates_and_language(item: Item, around: Around, remarks: list[Remark]) -> Iterator[str]:
    if item.updated is not None and item.updated > (item.day or around.day):
        yield f"updated: {item.updated}"
    code = item.language.replace("_", "-")
    if code and not LANGUAGE.fullmatch(code):
        remarks.append(Remark(Fate.DROPPED, "the language", "what stood there is no language code"))
    elif code and code != around.language:
        yield f"language: {code}"


def _image(picture: TopPicture, file: str, remarks: list[Remark]) -> Iterator[str]:
    yield f"src: {_quoted(file)}"
    if alt := words(picture.alt)[:LONGEST]:
        yield f"alt: {_quoted(alt)}"
    else:
        remarks.append(Remark(Fate.LOOK, "the picture above the text", "write “alt”: what it shows"))
    if credit := " ".join(filter(None, (words(picture.credit), words(picture.caption)))):
        yield f"credit: {_quoted(credit[:LONGEST])}"
