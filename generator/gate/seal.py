"""The seal: a fingerprint of everything that a storyteller saw when they agreed to have it published.

What was seen is written down as parts (title, name, text …), each a row of words and marks. Line endings, how accents
are encoded, how lines are broken in the file and the order of the front matter leave no trace in it. Marks say what the
words are (a heading, stress, a link and its target, a picture by its bytes). Where a story may be shown is not part of
it: that is in the consent itself, and may be narrowed without a new approval.

Version 1 of the form. The form must never change: a seal has to hold for as long as a consent does. A change needs a
new number, and this one kept beside it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from markdown_it.token import Token

from generator.content.front_matter import Seal, StoryHeader
from generator.content.links import local_path
from generator.content.markdown import structure
from generator.content.settings import Settings

FORM = "1-"
CODE_BYTES = 5
# Crockford's base 32, in which no two signs look alike.
SIGNS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")
APOSTROPHES = "'’ʼ‘`´"
SOFT_HYPHEN = "\u00ad"
AtomKind = Literal["words", "mark", "break"]


@dataclass(frozen=True, slots=True)
class Atom:
    """A run of words, a mark that says what stands around it, or a line break within a paragraph."""

    kind: AtomKind
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what was seen, under the name that a person would give it."""

    name: str
    atoms: tuple[Atom, ...]


Seen = tuple[Part, ...]
PictureMark = Callable[[str], Atom]


def seen(header: StoryHeader, text: str, path: str, pictures: Mapping[str, str], settings: Settings) -> Seen:
    """What a storyteller sees of a story.

    ``text`` is the Markdown below the front matter of the file ``path``; ``pictures`` are digests of the bytes of the
    pictures' files, by their path in the site's folder.
    """

    def picture(src: str) -> Atom:
        return Atom("mark", f"picture {pictures.get(local_path(src, path), 'missing')}")

    topics = dict.fromkeys(settings.topic_ids.get(t.casefold(), t) for t in header.topics)
    image: list[Atom] = []
    if header.image:
        alt = "" if header.image.decorative else header.image.alt or ""
        image = [picture(header.image.src), *_words(alt), Atom("mark", "credit"), *_words(header.image.credit or "")]
    series = [*_words(header.series.name), Atom("mark", str(header.series.part))] if header.series else []
    parts: list[tuple[str, list[Atom]]] = [
        ("title", _words(header.title)),
        ("name shown", _words(header.author)),
        ("summary", _words(header.summary)),
        ("topics", [Atom("mark", t) for t in topics]),
        ("content notes", [Atom("mark", n) for n in dict.fromkeys(header.content_notes)]),
        ("language", [Atom("mark", header.language or settings.language)]),
        ("shape", [Atom("mark", header.shape)] if header.shape else []),
        ("series", series),
        ("picture above the story", image),
        ("text", list(_body(text, picture))),
    ]
    return tuple(Part(name, tuple(atoms)) for name, atoms in parts)


def exact(what: Seen) -> str:
    """The fingerprint of everything that was seen."""
    return _fingerprint(as_json(what))


def seal(what: Seen) -> Seal:
    """The seal of what was seen."""
    return Seal(exact=exact(what), words=_fingerprint(as_json(tuple(_loosened(p) for p in what))))


def code(of: Seal) -> str:
    """Eight signs by which a storyteller names the version that they saw, such as 7KQM-2XFA."""
    signs = base64.b32encode(bytes.fromhex(of.exact.removeprefix(FORM))[:CODE_BYTES]).translate(SIGNS).decode()
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
        return tuple(Part(str(n), tuple(Atom(kind, str(v)) for kind, v in atoms)) for n, atoms in json.loads(text))
    except (TypeError, ValueError) as e:
        raise ValueError("this is not what a review copy carries") from e


def _fingerprint(text: str) -> str:
    return FORM + hashlib.sha256(text.encode()).hexdigest()


def _words(text: str) -> list[Atom]:
    folded = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
    return [Atom("words", folded)] if folded else []


def _body(text: str, picture: PictureMark) -> Iterator[Atom]:
    for token in structure(text):
        if token.type == "inline":
            yield from _inline(token, picture)
        elif token.type in ("fence", "code_block"):
            yield Atom("mark", "code")
            lines = unicodedata.normalize("NFC", token.content).split("\n")
            yield Atom("words", "\n".join(line.rstrip() for line in lines))
        else:
            start = f"from {token.attrs['start']}" if "start" in token.attrs else ""
            told = (token.type, token.tag, start, token.meta.get("label", ""), token.info.strip())
            yield Atom("mark", " ".join(filter(None, told)))


def _inline(block: Token, picture: PictureMark) -> Iterator[Atom]:
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
            yield Atom("mark", str(token.attrs.get("title", "")))
        elif token.type == "code_inline":
            yield Atom("mark", "code")
            yield from _words(token.content)
        else:
            target = (str(token.attrs.get("href", "")), str(token.attrs.get("title", "")))
            yield Atom("mark", " ".join(filter(None, (token.type, token.meta.get("label", ""), *target))))
    yield from _words(run)


def _loosened(part: Part) -> Part:
    """A part without punctuation and line breaks, its words apart as they were."""
    atoms: list[Atom] = []
    for atom in part.atoms:
        value = _plain(atom.value) if atom.kind == "words" else atom.value
        if atom.kind == "break" or not value:
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
