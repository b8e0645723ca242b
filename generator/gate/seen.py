"""What a storyteller saw of a story when they agreed to have it published, written down as parts of words and marks.

Each part (title, name, text …) is a row of words and marks. Line endings, how accents are encoded, how lines are broken
in the file and the order of the front matter leave no trace in it. Marks say what the words are (a heading, stress, a
link and its target, a picture by its bytes). Which parts there are, fields say themselves (`content.stance`).

In the second form, where a link leads and its title are atoms of their own. A link into the site is marked by the first
name that its target had (`content.moves`), whether the target is there today or not: so a story stays sealed when
another one is renamed or withdrawn, and not when its link is pointed elsewhere. Comments are in no form, since they are
published nowhere. A picture whose file is missing is marked as missing; when the file comes, it is another picture. How
words are set for a page is no part of it, but that titles and summaries are written down in both forms as they were set
in their day.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from markdown_it.token import Token

from generator.content.front_matter import StoryHeader
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
# Those that name another story, which stays the same one when it is renamed.
ORIGINALS = ("translation of", "Easy Read of")
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

    def original(name: str | None) -> Iterator[Atom]:
        if name is not None:
            yield Atom("file", moves.first(local_path(name, path)))

    def written(part: str) -> Iterable[Atom]:
        if part == TEXT:
            return _body(text, picture, link)
        if part in ORIGINALS:
            return original(getattr(header, FIELDS[part]))
        if part in WRITERS:
            return WRITERS[part](header, picture, settings)
        words = getattr(header, FIELDS[part])
        return _words(formerly_set(words, header.language or settings.language) if part in ONCE_SET else words)

    return tuple(Part(name, tuple(written(name))) for name in dict.fromkeys((*FORMS[max(FORMS)], *FIELDS)))


def in_form(what: Seen, form: int) -> Seen:
    """What was seen in the newest form, as a form writes it down."""
    return what if form > 1 else tuple(Part(part.name, tuple(_formerly(part.atoms))) for part in what)


def _formerly(atoms: Iterable[Atom]) -> Iterator[Atom]:
    for atom in atoms:
        yield from (atom,) if atom.formerly is None else atom.formerly


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


def _read(header: StoryHeader, _picture: PictureMark, _settings: Settings) -> list[Atom]:
    return [Atom("mark", "yes")] if header.read_by_storyteller else []


def _series(header: StoryHeader, _picture: PictureMark, _settings: Settings) -> list[Atom]:
    series = header.series
    return [*_words(series.name), Atom("mark", str(series.part))] if series else []


def _picture_above(header: StoryHeader, picture: PictureMark, _settings: Settings) -> list[Atom]:
    image = header.image
    if image is None:
        return []
    alt = "" if image.decorative else image.alt
    # What a picture shows is no more than is not covered up. None of these leaves a trace where it is not written, so
    # that seals from before these fields hold.
    covered = [Atom("mark", f"covered {area}") for area in image.obscure]
    focus = [Atom("mark", f"focus {image.focus[0]} {image.focus[1]}")] if image.focus else []
    moves = [Atom("mark", "animated")] if image.animated else []
    return [picture(image.src), *covered, *focus, *moves, *_words(alt), Atom("mark", "credit"), *_words(image.credit)]


def _recording(header: StoryHeader, file: PictureMark, _settings: Settings) -> list[Atom]:
    """Every file by its bytes, each behind what it is, and every word."""
    of = header.recording
    if of is None:
        return []
    files = [("file", of.src), *((f"captions {code}", name) for code, name in sorted(of.captions.items()))]
    files += [("chapters", of.chapters), ("described", of.described)]
    files += [(f"sign {of.sign.language}", of.sign.src)] if of.sign else []
    files += [("poster", of.poster.src)] if of.poster else []
    told = (of.kind, of.shows.voice, of.shows.face, of.transcript, of.description or "not described")
    atoms = [Atom("mark", " ".join(told))]
    for what, name in files:
        atoms += [Atom("mark", what), file(name)] if name else []
    atoms += _words(of.poster.alt) if of.poster else []
    atoms += [Atom("link", of.external)] if of.external else []
    return [*atoms, *([Atom("mark", "source"), *_words(of.source)] if of.source else [])]


# How parts are written down that are more than a line of text.
WRITERS: dict[str, Callable[[StoryHeader, PictureMark, Settings], list[Atom]]] = {
    "topics": _topics,
    "content notes": _content_notes,
    "language": _language,
    "shape": _shape,
    "read by the storyteller": _read,
    "series": _series,
    "picture above the story": _picture_above,
    "recording": _recording,
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
