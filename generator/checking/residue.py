"""What is left of a story in built files: its words, its title, its pictures, or words that must never be published.

Looks into folders, zip files and EPUBs, gzip files, pages, search's files and the hidden data of pictures. Built for
being wrong on the side of finding: a hit is a place to look at, not a proof.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import dhash
from PIL import Image, UnidentifiedImageError

from generator.content.front_matter import StoryHeader
from generator.content.named_files import paths_of
from generator.content.read import manuscript
from generator.content.stance import stances, words_at
from generator.gate import deny_list
from generator.gate.deny_list import DenyList, holds, readings
from generator.gate.spellings import fold
from generator.media.pictures import Photo, develop

SHINGLE = 5
# Two of 128 bits is what the library's author advises for copies; JPEG anew at another size changes a few more.
NEAR = 6
# A picture with hardly any shape has the hash of every other such picture.
SHAPELESS = 12
# A title is looked for as a whole, and a series' name stands rightly with its other stories.
ELSEWHERE = ("title", "series")
LARGEST = 200_000_000
DEEPEST = 4
# What a file may be opened as in vain: Pillow raises these for files that are not whole pictures.
NOT_A_PICTURE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError)


@dataclass(frozen=True, slots=True)
class Traces:
    """What to look for. ``titles`` of one word are left out: they would be found everywhere."""

    shingles: frozenset[tuple[str, ...]] = frozenset()
    titles: frozenset[tuple[str, ...]] = frozenset()
    digests: frozenset[str] = frozenset()
    shapes: frozenset[int] = frozenset()
    denied: DenyList = field(default_factory=DenyList)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place, and what was found there; the words themselves are not repeated."""

    place: str
    what: str


def traces_of(story: Path, denied: DenyList) -> Traces:
    """The traces of a story's file and of the pictures that it names, where they still are. Raises OSError."""
    text = manuscript(story.read_bytes(), story.name, "en").value
    if text is None or text.header is None:
        raise ValueError(f"{story} is not a story that can be read; “hearten build” tells what is wrong in it")
    header = text.header
    files = [(story.parent / path).read_bytes() for path in sorted(paths_of(text)) if (story.parent / path).is_file()]
    photos = [photo.content for data in files if isinstance(photo := develop(data), Photo)]
    shapes = (_shape(data) for data in files)
    title = tuple(fold(header.title))
    words = (text.body.text, *_own_words(header))
    return Traces(
        shingles=frozenset(row for some in words for row in _rows(fold(some), SHINGLE)),
        titles=frozenset([title] if len(title) > 1 else []),
        digests=frozenset(_digest(data) for data in (*files, *photos)),
        shapes=frozenset(shape for shape in shapes if shape is not None),
        denied=denied,
    )


def _own_words(header: StoryHeader) -> Iterator[str]:
    """All texts of the front matter that are the story's own."""
    for path, stance in stances(StoryHeader).items():
        of = stance.approved and stance.approved.part
        if of and of not in ELSEWHERE and stance.guarded and stance.names is None:
            yield from words_at(header, path)


def together(traces: Iterable[Traces], denied: DenyList) -> Traces:
    """All traces as one."""
    found = tuple(traces)
    return Traces(
        frozenset().union(*(t.shingles for t in found)),
        frozenset().union(*(t.titles for t in found)),
        frozenset().union(*(t.digests for t in found)),
        frozenset().union(*(t.shapes for t in found)),
        denied,
    )


def residue(out: Path, traces: Traces) -> tuple[Hit, ...]:
    """Every place below a folder, or in a file, where a trace is. Raises OSError if it cannot be read."""
    files = sorted(p for p in out.rglob("*") if p.is_file()) if out.is_dir() else [out]
    hits: list[Hit] = []
    for file in files:
        name = file.relative_to(out).as_posix() if out.is_dir() else file.name
        if holds(name, traces.denied):
            hits.append(Hit(name, "words of the deny list in its name"))
        for place, content in _leaves(name, file.read_bytes()):
            hits += (Hit(place, what) for what in _found(content, traces))
    return tuple(hits)


def _leaves(place: str, content: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """A file, and what is packed in it; in ``place``, an exclamation mark leads into an archive."""
    yield place, content
    if depth == DEEPEST:
        return
    if content.startswith(b"\x1f\x8b"):
        try:
            with gzip.open(io.BytesIO(content)) as f:
                yield from _leaves(f"{place}!", f.read(LARGEST), depth + 1)
        except (OSError, EOFError, zlib.error):
            return
    elif zipfile.is_zipfile(io.BytesIO(content)):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for entry in archive.infolist():
                    with archive.open(entry) as f:
                        yield from _leaves(f"{place}!{entry.filename}", f.read(LARGEST), depth + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):
            return


def _found(content: bytes, traces: Traces) -> Iterator[str]:
    if _digest(content) in traces.digests:
        yield "a picture of the story"
    else:
        shape = _shape(content) if traces.shapes else None
        if shape is not None and any(dhash.get_num_bits_different(shape, own) <= NEAR for own in traces.shapes):
            yield "a picture much like one of the story's"
    texts = [*readings(content), *readings(_hidden(content))]
    rows = [fold(text) for text in dict.fromkeys(texts)]
    if any(not traces.shingles.isdisjoint(_rows(words, SHINGLE)) for words in rows):
        yield "words of the story"
    if any(title in set(_rows(words, len(title))) for title in traces.titles for words in rows):
        yield "the story's title"
    if any(holds(text, traces.denied) for text in texts):
        yield "words of the deny list"


def _rows(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[n:] for n in range(length)), strict=False)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _shape(content: bytes) -> int | None:
    """A picture's difference hash, which stays much the same when it is written anew; None if it has hardly a shape."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content)) as picture:
                shape: int = dhash.dhash_int(picture.convert("RGB"))
    except NOT_A_PICTURE:
        return None
    return shape if SHAPELESS <= shape.bit_count() <= 128 - SHAPELESS else None


def _hidden(content: bytes) -> bytes:
    """The words in a picture's hidden data: comments, captions, XMP and Exif, packed ones, too."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content)) as picture:
                picture.load()
                values = [*picture.info.values(), *picture.getexif().values()]
    except NOT_A_PICTURE:
        return b""
    return b"\n".join(v if isinstance(v, bytes) else str(v).encode("utf-8", "replace") for v in values)


def denied_in(file: Path | None) -> DenyList:
    """The list in a file. Raises OSError, and ValueError where a line of it protects nobody."""
    denied = deny_list.read(file.read_bytes() if file else None)
    for fault in (d for d in denied.faults if d.is_error):
        raise ValueError(f"{file}:{fault.span.line}: {fault.message}")
    return denied.everywhere()
