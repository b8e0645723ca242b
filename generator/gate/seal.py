"""The seal: a fingerprint of everything that a storyteller saw when they agreed to have it published.

What was seen is written down as parts (title, name, text …), each a row of words and marks. Line endings, how accents
are encoded, how lines are broken in the file and the order of the front matter leave no trace in it. Marks say what the
words are (a heading, stress, a link and its target, a picture by its bytes). Where a story may be shown is not part of
it: that is in the consent itself, and may be narrowed without a new approval.

Which parts there are, fields say themselves (`content.stance`). Forms of the seal have numbers: a seal says in front of
which form it is, and is checked in that one for as long as the consent lasts. A part that is there and that its form
does not cover was never approved.

In the second form, where a link leads and its title are atoms of their own. A link into the site is marked by the first
name that its target had (`content.moves`), whether the target is there today or not: so a story stays sealed when
another one is renamed or withdrawn, and not when its link is pointed elsewhere. Comments are in no form, since they are
published nowhere. A picture whose file is missing is marked as missing; when the file comes, it is another picture. How
words are set for a page is no part of a seal, but that titles and summaries are written down in both forms as they were
set in their day.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from markdown_it.token import Token

from generator.content.front_matter import Seal, StoryHeader
from generator.content.links import local_path, place_of, repointed
from generator.content.markdown import structure
from generator.content.moves import Moves
from generator.content.settings import Settings
from generator.content.stance import FORMS, TEXT, parts
from generator.gate.former_typography import formerly_set
from generator.ground.strict_json import read_json

# The parts that are fields of a story's front matter, each with its field.
FIELDS = parts(StoryHeader)
# Those that both forms so far write down as they were once set for pages (`gate.former_typography`).
ONCE_SET = ("title", "summary")
CODE_BYTES = 5
# Crockford's base 32, in which no two signs look alike.
SIGNS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")
APOSTROPHES = "'’ʼ‘`´"
SOFT_HYPHEN = "\u00ad"
# Kinds of atoms that say where a link leads.
TARGETS = ("link", "file", "page")
AtomKind = Literal["words", "mark", "break", "link", "file", "page", "title"]


@dataclass(frozen=True, slots=True)
class Atom:
    """A run of words, a mark that says what stands around it, or a line break within a paragraph.

    A link is of the kind of its target: an address outside (``link``), a file or a page of this site. ``formerly`` is
    what the first form has in its place, where that is something else.
    """

    kind: AtomKind
    value: str
    formerly: tuple[Atom, ...] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what was seen, under the name that a person would give it."""

    name: str
    atoms: tuple[Atom, ...]


Seen = tuple[Part, ...]
PictureMark = Callable[[str], Atom]
LinkMark = Callable[[str, str], Iterable[Atom]]


class UncoveredError(Exception):
    """What was seen has parts that a form of the seal does not cover, so that its seal would not tell all."""


def seen(
    header: StoryHeader, text: str, path: str, pictures: Mapping[str, str], settings: Settings, moves: Moves
) -> Seen:
    """What a storyteller sees of a story, in the newest form.

    ``text`` is the Markdown below the front matter of the file ``path``; ``pictures`` are digests of the bytes of the
    pictures' files, by their path in the site's folder.
    """

    def picture(src: str) -> Atom:
        return Atom("mark", f"picture {pictures.get(local_path(src, path), 'missing')}")

    def link(href: str, title: str) -> Iterator[Atom]:
        former = _former(href, path, settings.url, moves)
        mark = " ".join(filter(None, ("link_open", former, title)))
        yield Atom(*_target(href, path, settings.url, moves), formerly=(Atom("mark", mark),))
        if title:
            yield Atom("title", title, formerly=())

    def written(part: str) -> Iterable[Atom]:
        if part == TEXT:
            return _body(text, picture, link)
        if part in WRITERS:
            return WRITERS[part](header, picture, settings)
        words = getattr(header, FIELDS[part])
        return _words(formerly_set(words, header.language or settings.language) if part in ONCE_SET else words)

    return tuple(Part(name, tuple(written(name))) for name in dict.fromkeys((*FORMS[max(FORMS)], *FIELDS)))


def exact(what: Seen, form: int) -> str:
    """The fingerprint, in one form, of everything that was seen. Raises UncoveredError."""
    return _fingerprint(as_json(in_form(_covered(what, form), form)), form)


def in_form(what: Seen, form: int) -> Seen:
    """What was seen in the newest form, as a form writes it down."""
    return what if form > 1 else tuple(Part(part.name, tuple(_formerly(part.atoms))) for part in what)


def _formerly(atoms: Iterable[Atom]) -> Iterator[Atom]:
    for atom in atoms:
        yield from (atom,) if atom.formerly is None else atom.formerly


def seal(what: Seen, form: int) -> Seal:
    """The seal of what was seen, in one form. Raises UncoveredError."""
    loosened = tuple(_loosened(part) for part in in_form(_covered(what, form), form))
    return Seal(exact=exact(what, form), words=_fingerprint(as_json(loosened), form))


def seals(what: Seen) -> tuple[Seal, ...]:
    """The seal in every form that covers what was seen, the newest first."""
    made = []
    for form in sorted(FORMS, reverse=True):
        with suppress(UncoveredError):
            made.append(seal(what, form))
    return tuple(made)


def today_as(approved: Seal, what: Seen) -> Seal | None:
    """The seal of what is there today, in the form of one that was approved; None where that does not cover it all."""
    form = form_of(approved)
    try:
        # Most stories are as they were approved, and then their words are, too.
        return approved if exact(what, form) == approved.exact else seal(what, form)
    except UncoveredError:
        return None


def uncovered(header: StoryHeader, approved: Seal) -> tuple[str, ...]:
    """The names of all parts of a story that are there and that the form of an approved seal does not cover."""
    covered = FORMS[form_of(approved)]
    return tuple(part for part, field in FIELDS.items() if part not in covered and getattr(header, field))


def form_of(of: Seal) -> int:
    """The number of the form that a seal is of."""
    return int(of.exact.partition("-")[0])


def sha256_of(of: Seal) -> str:
    """The digest of everything that was seen, in hexadecimal, without the number of its form."""
    return of.exact.partition("-")[2]


def _covered(what: Seen, form: int) -> Seen:
    by_name = {part.name: part for part in what}
    if any(part.atoms and part.name not in FORMS[form] for part in what):
        raise UncoveredError
    return tuple(by_name.get(name, Part(name, ())) for name in FORMS[form])


def code(of: Seal) -> str:
    """Eight signs by which a storyteller names the version that they saw, such as 7KQM-2XFA."""
    return code_of(of.exact)


def code_of(fingerprint: str) -> str:
    """The same eight signs for a fingerprint of whatever."""
    digest = bytes.fromhex(fingerprint.partition("-")[2])
    signs = base64.b32encode(digest[:CODE_BYTES]).translate(SIGNS).decode()
    return f"{signs[:4]}-{signs[4:]}"


def same_code(given: str, of: Seal) -> bool:
    """Whether a code is this seal's, however its letters and hyphens were written down."""
    plain = re.sub(r"[\W_]", "", given).upper().translate(str.maketrans("OIL", "011"))
    return plain == code(of).replace("-", "")


def as_json(what: Seen) -> str:
    """What was seen, in the one form that is digested, and that a review copy carries."""
    rows = [[part.name, [[a.kind, a.value] for a in part.atoms]] for part in what]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Seen:
    """What `as_json` wrote down. Raises ValueError for anything else."""
    try:
        return tuple(Part(str(n), tuple(Atom(kind, str(v)) for kind, v in atoms)) for n, atoms in read_json(text))
    except (TypeError, ValueError) as e:
        raise ValueError("this is not what a review copy carries") from e


def _fingerprint(text: str, form: int) -> str:
    return f"{form}-{hashlib.sha256(text.encode()).hexdigest()}"


def _words(text: str | None) -> list[Atom]:
    folded = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text or ""))
    return [Atom("words", folded)] if folded else []


def _topics(header: StoryHeader, _picture: PictureMark, settings: Settings) -> list[Atom]:
    known = dict.fromkeys(settings.topic_ids.get(t.casefold(), t) for t in header.topics)
    return [Atom("mark", topic) for topic in known]


def _content_notes(header: StoryHeader, _picture: PictureMark, _settings: Settings) -> list[Atom]:
    return [Atom("mark", note) for note in dict.fromkeys(header.content_notes)]


def _language(header: StoryHeader, _picture: PictureMark, settings: Settings) -> list[Atom]:
    return [Atom("mark", header.language or settings.language)]


def _shape(header: StoryHeader, _picture: PictureMark, _settings: Settings) -> list[Atom]:
    return [Atom("mark", header.shape)] if header.shape else []


def _series(header: StoryHeader, _picture: PictureMark, _settings: Settings) -> list[Atom]:
    series = header.series
    return [*_words(series.name), Atom("mark", str(series.part))] if series else []


def _picture_above(header: StoryHeader, picture: PictureMark, _settings: Settings) -> list[Atom]:
    image = header.image
    if image is None:
        return []
    alt = "" if image.decorative else image.alt
    return [picture(image.src), *_words(alt), Atom("mark", "credit"), *_words(image.credit)]


# How parts are written down that are more than a line of text.
WRITERS: dict[str, Callable[[StoryHeader, PictureMark, Settings], list[Atom]]] = {
    "topics": _topics,
    "content notes": _content_notes,
    "language": _language,
    "shape": _shape,
    "series": _series,
    "picture above the story": _picture_above,
}


def _target(href: str, path: str, own: str, moves: Moves) -> tuple[AtomKind, str]:
    """Where a link leads, under a name that lasts."""
    place = place_of(href, path, own, other_name=False)
    if place is None:
        return "link", href
    name = place.page or place.file
    fragment = f"#{place.fragment}" if place.fragment else ""
    return "page" if place.page else "file", (moves.first(name) if name else "") + fragment


def _former(href: str, path: str, own: str, moves: Moves) -> str:
    """A link's target as it was written before its file and that of the text were renamed."""
    place = place_of(href, path, own, other_name=False)
    if place is None or not moves.moves:
        return href
    name, later = moves.origin(place.page or place.file or path)
    return href if later else repointed(href, place, name, path, moves.origin(path)[0])


def _body(text: str, picture: PictureMark, link: LinkMark) -> Iterator[Atom]:
    tokens = structure(text, indented_code=True)
    if any(token.type == "code_block" and "[" in token.content for token in tokens):
        # What was once shown as code may name pictures and places to link to now, which nobody has approved.
        tokens = structure(text)
    for token in tokens:
        if token.type == "inline":
            yield from _inline(token, picture, link)
        elif token.type in ("fence", "code_block"):
            yield Atom("mark", "code")
            lines = unicodedata.normalize("NFC", token.content).split("\n")
            yield Atom("words", "\n".join(line.rstrip() for line in lines))
        else:
            start = f"from {token.attrs['start']}" if "start" in token.attrs else ""
            told = (token.type, token.tag, start, token.meta.get("label", ""), token.info.strip())
            yield Atom("mark", " ".join(filter(None, told)))


def _inline(block: Token, picture: PictureMark, link: LinkMark) -> Iterator[Atom]:
    run = ""
    for token in block.children or ():
        if token.type in ("text", "softbreak"):
            run += token.content if token.type == "text" else " "
            continue
        yield from _words(run)
        run = ""
        if token.type == "hardbreak":
            yield Atom("break", "")
        elif token.type == "image":
            yield picture(str(token.attrs["src"]))
            yield from _words(token.content)
            title = str(token.attrs.get("title", ""))
            yield Atom("title", title, formerly=(Atom("mark", title),))
        elif token.type == "code_inline":
            yield Atom("mark", "code")
            yield from _words(token.content)
        elif token.type == "link_open":
            yield from link(str(token.attrs.get("href", "")), str(token.attrs.get("title", "")))
        else:
            yield Atom("mark", " ".join(filter(None, (token.type, token.meta.get("label", "")))))
    yield from _words(run)


def _loosened(part: Part) -> Part:
    """A part without punctuation and line breaks, its words apart as they were."""
    atoms: list[Atom] = []
    for atom in part.atoms:
        value = _plain(atom.value) if atom.kind == "words" else atom.value
        if atom.kind == "break" or (not value and atom.kind not in TARGETS):
            continue
        if atom.kind == "words" and atoms and atoms[-1].kind == "words":
            value = f"{atoms.pop().value} {value}"
        atoms.append(Atom(atom.kind, value))
    return Part(part.name, tuple(atoms))


def _plain(text: str) -> str:
    """Words with one space between them.

    An apostrophe within a word and a point within a number stay, since without them these are others: “we're” and
    “were”, 1.5 and 15.
    """
    signs = []
    for n, sign in enumerate(text):
        before, after = text[n - 1 : n], text[n + 1 : n + 2]
        if sign in APOSTROPHES and before.isalpha() and after.isalpha():
            signs.append("'")
        elif unicodedata.category(sign)[0] in "PZ" or sign.isspace() or sign in APOSTROPHES:
            in_number = before.isdigit() and after.isdigit() and not sign.isspace()
            signs.append(("-" if unicodedata.category(sign) == "Pd" else sign) if in_number else " ")
        elif sign != SOFT_HYPHEN:
            signs.append(sign)
    return " ".join("".join(signs).split())
