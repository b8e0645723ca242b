"""Fields of other programs, by a table of names, as what an item says.

What each name means stands in `content.foreign_fields`; here is what becomes of it. What says who somebody is, or how
to reach them, comes in never.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo

from generator.content.foreign_fields import PERSONAL, TABLE, Advice, advice, bare
from generator.content.strict_yaml import Value
from generator.ground.patterns import lazy
from generator.importing.about_people import is_about_a_person, without_logins
from generator.importing.item import Fate, LeftOut, Remark, TopPicture
from generator.importing.local_day import day
from generator.importing.markdown_sites import audience
from generator.importing.our_exports import SAID, WITHHELD, what_was_said
from generator.importing.wording import is_e_mail, plain_words

PRIVATE = LeftOut("private texts", "they were never shown to everybody")
FOR_MEMBERS = LeftOut("texts for members or subscribers", "not everybody was meant to read them")
PROTECTED = LeftOut("texts behind a password", "few were meant to read them")
A_DRAFT = Remark(Fate.LOOK, "a draft at the old site", "it was never published there; ask whether it is finished")
UNLISTED = Remark(Fate.LOOK, "a text that the old site did not list", "ask whether everybody was meant to find it")
A_CONSENT = Remark(Fate.LOOK, "what the old file says of a consent", "it was given for another site; ask anew")
A_LABEL = Remark(Fate.DROPPED, "a label", "it was an e-mail address")
PERSONAL_WHY = "who somebody is, and how to reach them, never comes in"

# Which of several fields of one meaning has the say, first.
DAYS = ("date", "publishdate", "publishedat", "publishedon", "datepublished", "pubdate", "postdate", "day", "datum")
# Without a day, these say that a text was not out yet.
WHEN_PUBLISHED = ("publishedat", "publishedon", "datepublished")
# From when on a text was to be read.
LATER = lazy(
    r"(?:publish|published|pub|release|live|golive|visible|available|scheduled|embargo)(?:ed)?(?:date|day|on|at|from|for|until)?"
)
TEXTS = frozenset({"title", "slug", "summary", "language"})
AUTHORS, PICTURES = TABLE["authors"], TABLE["cover"]
LABELS, ADDRESSES, NOTES = TABLE["tags"], TABLE["permalink"], TABLE["triggerwarning"]
KEPT_OUT, STATUS, ENDS, SUBTITLE = TABLE["published"], TABLE["status"], TABLE["expirydate"], TABLE["subtitle"]
WORDS_OF_A_PICTURE = {
    "alt": lazy(r"(?:image|cover|featureimage|featuredimage|thumbnail|hero|heroimage)alt(?:text)?|alt"),
    "caption": lazy(r"(?:image|cover|featureimage|featuredimage|hero|heroimage)caption"),
}
# Mappings that hold fields of their own: Zola's, Hugo's, Eleventy's.
WITHIN = ("taxonomies", "params", "extra", "data")
OF_A_LIST = lazy(r"\s*[,;]\s*")
OF_A_MAPPING = {
    "src": ("src", "path", "image", "url", "file", "relative", "teaser", "overlayimage", "feature", "thumb"),
    "alt": ("alt", "alttext", "imagedescription"),
    "caption": ("caption", "title"),
    "credit": ("credit", "copyright", "photographer"),
}
OURS = frozenset(map(bare, SAID))
NO = ("false", "no", "off", "0", "")


@dataclass(slots=True)
class OldFields:
    """What fields say of a text. ``left_out`` is set where the text is not to come in."""

    title: str = ""
    slug: str = ""
    summary: str = ""
    language: str = ""
    author: str = ""
    day: date | None = None
    updated: date | None = None
    out_on: date | None = None
    labels: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    pattern: str = ""
    picture: TopPicture | None = None
    left_out: LeftOut | None = None
    remarks: list[Remark] = field(default_factory=list)


def told(
    fields: Mapping[str, Value], site: tzinfo | None, authors: Mapping[str, str], *, aliases: bool = True
) -> OldFields:
    """What fields of a text say.

    ``site`` is the old site's time zone, ``authors`` has the names behind short ones. ``aliases`` is False where that
    field holds other names of a text, and no addresses.
    """
    found = OldFields()
    whole = dict(_flat(fields))
    by_meaning = {bare(name): value for name, value in whole.items()}
    for name, value in whole.items():
        if not _is_apart(found, name, audience.words_of(value)):
            _one(found, name, value, authors, aliases=aliases)
    found.out_on = max(
        (d for name, value in by_meaning.items() if LATER.fullmatch(name) and (d := day(_text(value), site))),
        default=None,
    )
    found.day = _day(found, by_meaning, site)
    found.updated = next(
        (d for name, value in whole.items() if _means(name) == "updated" and (d := day(_text(value), site))), None
    )
    found.picture = _picture(found.picture, by_meaning)
    if WITHHELD in by_meaning and A_DRAFT in found.remarks:
        found.remarks.remove(A_DRAFT)
    found.remarks += what_was_said({name: _text(by_meaning.get(bare(name))) for name in SAID})
    return found


def _is_apart(found: OldFields, name: str, words: str) -> bool:
    """Whether a field says that a text was not for everybody, which is then taken in."""
    if audience.is_kept_back(name, words):
        found.left_out = PRIVATE
    elif audience.is_locked(name, words):
        found.left_out = PROTECTED
    elif audience.is_unfinished(name, words):
        _add(found, A_DRAFT)
    elif doubt := audience.doubt(name, words):
        _add(found, doubt)
    else:
        return False
    return True


def _flat(fields: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """All fields, those within others before them, so that the ones at the margin have the say."""
    for name, value in fields.items():
        if bare(name) in WITHIN and isinstance(value, dict):
            yield from value.items()
    yield from ((name, value) for name, value in fields.items() if bare(name) not in WITHIN)


def _means(name: str) -> str | None:
    plain = bare(name)
    if plain in TEXTS or plain in ("date", "updated"):
        return plain
    return TABLE[plain].becomes if plain in TABLE else None


def _one(found: OldFields, name: str, value: Value, authors: Mapping[str, str], *, aliases: bool) -> None:  # noqa: C901  # one case for each meaning of a field
    """Take one field in."""
    plain, means = bare(name), _means(name)
    row: Advice | None = TABLE.get(plain)
    if means in TEXTS:
        if not getattr(found, means) or plain == means:
            words = plain_words(_text(value))
            setattr(found, means, words.strip("/").rpartition("/")[2] if means == "slug" else words)
    elif row is LABELS or plain == "topics":
        all_labels = _list(value, by_spaces=plain in ("tags", "tag", "categories", "category"))
        labels = [label for label in all_labels if not is_e_mail(label)]
        if len(labels) < len(all_labels):
            _add(found, A_LABEL)
        if any(map(audience.is_no_topic, labels)):
            _add(found, audience.NOT_SURE)
        found.labels += labels
        found.categories += labels if plain in ("categories", "category") else []
    elif row is ADDRESSES:
        _address(found, plain, value)
    elif plain == "aliases":
        found.addresses += _list(value) if aliases else []
    elif row is AUTHORS or plain == "author":
        found.author = found.author or _author(value, authors, found)
    elif row is PICTURES or plain == "image":
        found.picture = found.picture or _top(value)
    elif row is KEPT_OUT or row is STATUS or plain in ("draft", "password", "protected"):
        _shown(found, plain, _text(value).strip().casefold())
    elif _is_unlisted(plain, value):
        _add(found, UNLISTED)
    elif plain in WHEN_PUBLISHED and not value:
        _add(found, A_DRAFT)
    elif audience.is_told_by(name):
        _for_whom(found, name, audience.words_of(value))
    elif (row is NOTES or plain == "contentnotes") and _text(value):
        why = "write it as “content_notes”, with the words of site.yaml"
        found.remarks.append(Remark(Fate.LOOK, f"a content warning: {plain_words(_text(value))}", why))
    elif row is ENDS and _text(value):
        why = "how long a story may be shown stands in its consent"
        found.remarks.append(Remark(Fate.LOOK, f"an end at the old site: {plain_words(_text(value))}", why))
    elif plain == "consent" and value:
        _add(found, A_CONSENT)
    elif row is SUBTITLE:
        found.summary = found.summary or plain_words(_text(value))
    elif means is None and plain not in OURS and value not in (None, "", [], {}):
        _unknown(found, name, row)


def _is_unlisted(plain: str, value: Value) -> bool:
    """Whether a field says that a text had no page, or stood in no list."""
    if plain == "build" and isinstance(value, dict):
        return _text(value.get("render")) in (*NO[:-1], "never")
    return plain == "eleventyexcludefromcollections" and _text(value).strip().casefold() not in NO


def _unknown(found: OldFields, name: str, row: Advice | None) -> None:
    if (row or advice(name, ())) is TABLE[PERSONAL] or (row is None and is_about_a_person(name)):
        found.remarks.append(Remark(Fate.DROPPED, f"the field “{plain_words(name)}”", PERSONAL_WHY))
    elif row is None or not row.needless:
        found.remarks.append(Remark(Fate.DROPPED, f"the field “{plain_words(name)}”", "it has no meaning here"))


def _for_whom(found: OldFields, name: str, words: str) -> None:
    if audience.is_for_some(words) or audience.is_switched_on(name, words):
        found.left_out = PRIVATE
    elif not audience.is_for_everybody(words):
        _add(found, audience.NOT_SURE)


def _shown(found: OldFields, plain: str, value: str) -> None:
    """Whether a text was shown at the old site, as a field says."""
    if plain not in ("password", "protected", "draft") and audience.is_for_some(value):
        found.left_out = PRIVATE
    if plain in ("password", "protected"):
        found.left_out = PROTECTED if value not in NO else found.left_out
    elif plain in ("status", "poststatus", "visibility", "private"):
        if value in ("password", "protected"):
            found.left_out = PROTECTED
        elif value in ("private", "members", "paid", "internal") or (plain == "private" and value not in NO):
            found.left_out = PRIVATE
        elif value in ("draft", "pending", "idea", "in review", "future", "scheduled"):
            _add(found, A_DRAFT)
    elif plain in ("hidden", "unlisted"):
        if value not in NO:
            _add(found, UNLISTED)
    elif (value in NO[:-1]) if plain in ("published", "publish") else value not in NO:
        _add(found, A_DRAFT)


def _add(found: OldFields, remark: Remark) -> None:
    if remark not in found.remarks:
        found.remarks.append(remark)


def _text(value: Value) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    return value if isinstance(value, str) else ""


def _list(value: Value, *, by_spaces: bool = False) -> list[str]:
    """Several values, as a list, a mapping, or text with commas, or with spaces as Jekyll has it."""
    if isinstance(value, dict):
        value = [_text(value.get("name") or value.get("title") or value.get("label"))]
    if isinstance(value, list):
        return [word for one in value for word in ([one] if isinstance(one, str) else _list(one)) if word.strip()]
    words = (value or "").strip()
    parts = re.split(OF_A_LIST.pattern, words) if OF_A_LIST.search(words) else words.split() if by_spaces else [words]
    return [part.lstrip("#") for part in parts if part.strip("# ")]


def _address(found: OldFields, plain: str, value: Value) -> None:
    for address in _list(value):
        if address.strip().casefold() in NO:
            if plain == "permalink":
                _add(found, UNLISTED)
            continue
        if "{{" in address or "{%" in address:
            continue
        if plain in ("permalink", "url") and ":" in address and "://" not in address:
            found.pattern = address
        elif plain in ("permalink", "url"):
            found.pattern = found.pattern or address
            found.addresses.insert(0, address)
        elif address.startswith(("/", "http://", "https://")) or plain.startswith("redirect"):
            found.addresses.append(address)


def _author(value: Value, authors: Mapping[str, str], found: OldFields) -> str:
    """The names that a text shows, without what else stands there of its authors."""
    if isinstance(value, dict):
        if any(TABLE.get(bare(name)) is TABLE[PERSONAL] for name in value):
            _add(found, Remark(Fate.DROPPED, "what stands beside the author's name", PERSONAL_WHY))
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        names = [name for one in value if (name := _author(one, authors, found))]
        return ", ".join(dict.fromkeys(names))
    short = value if isinstance(value, str) else ""
    whole = plain_words(authors.get(short, short))
    name = without_logins(whole)
    if whole and not name:
        _add(found, Remark(Fate.DROPPED, "the author", "it was a login"))
    if is_e_mail(name):
        _add(found, Remark(Fate.DROPPED, "the author", "it was an e-mail address"))
        return ""
    return name


def _top(value: Value) -> TopPicture | None:
    if isinstance(value, list):
        return next(filter(None, map(_top, value)), None)
    if isinstance(value, dict):
        by_name = {bare(name): one for name, one in value.items()}
        parts = {part: next(filter(None, (_text(by_name.get(n)) for n in names)), "") for part, names in _MAPPED}
        return (
            TopPicture(parts["src"], *(plain_words(parts[p]) for p in ("alt", "caption", "credit")))
            if parts["src"]
            else None
        )
    words = (value or "").strip().removeprefix("[[").removesuffix("]]").partition("|")[0]
    return TopPicture(words) if words and words.casefold() not in (*NO, "true") else None


_MAPPED = tuple(OF_A_MAPPING.items())


def _picture(picture: TopPicture | None, fields: Mapping[str, Value]) -> TopPicture | None:
    """The picture above a text with its words, which may stand in fields beside it."""
    if picture is None:
        return None
    words = {
        part: next((plain_words(_text(value)) for name, value in fields.items() if pattern.fullmatch(name)), "")
        for part, pattern in WORDS_OF_A_PICTURE.items()
    }
    return TopPicture(
        picture.reference, picture.alt or words["alt"], picture.caption or words["caption"], picture.credit
    )


def _day(found: OldFields, fields: Mapping[str, Value], site: tzinfo | None) -> date | None:
    others = [name for name in fields if _means(name) == "date" and name not in DAYS]
    for name in (*DAYS, *others):
        words = _text(fields.get(name)).strip()
        if words and (when := day(words, site)):
            return when
        if words:
            _add(
                found, Remark(Fate.LOOK, "the date", f"“{plain_words(words)[:60]}” is none that can be read in one way")
            )
    return None


def names(fields: Collection[str]) -> frozenset[str]:
    """Which of these words are names of fields that somebody knows."""
    return frozenset(
        name for name in fields if bare(name) in TABLE or bare(name) in TEXTS or bare(name) in ("date", "author")
    )
