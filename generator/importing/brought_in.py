"""What was brought in before, one text a line of consent/brought-in.json: digests by numbers, and no word of anybody.

A line is added before its text's file is given its name. So an import that was broken off leaves no file that nobody
knows: of a text whose line is there and whose file is not, the file was deleted, unless it still lies there unfinished.
At the end of an import all lines are put in order.

Files of the first form have the digests of files alone. They are read for ever, and written in the second by the next
import.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.ground.diagnostics import CannotBuildError, Span, error
from generator.ground.places import BROUGHT_IN, UNFINISHED
from generator.ground.strict_json import read_json
from generator.importing.draft import NUMBER
from generator.store import atomic_write
from generator.store.guards import guard
from generator.words import sentences

FORM, FIRST_FORM = 2, 1
DIGEST = re.compile(r"[0-9a-f]{32}")
NAME = re.compile(r"[0-9a-f]{16}")
# One digest behind another, as a withdrawn story's are kept: in one run they could as well be bytes that say something,
# and whoever looks for what is left of a story (`checking.encoded`) would have to say so. Older files have them in one.
WORDS = re.compile(r"(?:[0-9a-f]{16} ?)*")
MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class BroughtText:
    """What is known of a text that came in: digests of its file as it was written, and of what it is known again by.

    Of several digests of the file, the last is the one that was to be written, and the others were there before.
    ``names`` are hashed addresses and the like, ``words`` salted digests (`words.sentences`); ``was_shown`` says that
    everybody could read it at its source.
    """

    files: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    words: bytes = b""
    was_shown: bool = False

    def is_as_written(self, number: str, data: bytes) -> bool:
        """Whether a file is as an import has written it."""
        return digest_of(number, data) in self.files

    def with_names(self, names: frozenset[str]) -> frozenset[str]:
        """Names that it has now, and of those that it had before as many as are kept."""
        return names | frozenset(sorted(self.names - names)[: max(0, MOST_NAMES - len(names))])


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """The texts that were brought in before, by their numbers. ``salt`` is one of the site, in hexadecimal."""

    salt: str
    texts: Mapping[str, BroughtText] = field(default_factory=dict)

    def named(self, names: Iterable[str]) -> frozenset[str]:
        """Names, hashed so that nobody can read them, nor compare those of two sites."""
        key = bytes.fromhex(self.salt)
        return frozenset(hashlib.blake2b(name.encode(), key=key, digest_size=8).hexdigest() for name in names)

    def salted(self, words: bytes) -> bytes:
        """Digests of words, salted likewise."""
        return sentences.salted(words, self.salt)

    def without(self, numbers: Iterable[str]) -> BroughtIn:
        """The same without some texts."""
        gone = frozenset(numbers)
        return replace(self, texts={number: text for number, text in self.texts.items() if number not in gone})


def digest_of(number: str, data: bytes) -> str:
    """What stands for a file as it was written, in hexadecimal; of two equal texts it is another."""
    return hashlib.blake2b(data, key=number.encode(), digest_size=16).hexdigest()


def brought_before(root: Path, url: str) -> BroughtIn:
    """What was brought into the site in ``root``; ``url`` is its address, of which the first salt is made.

    Raises CannotBuildError where that cannot be read: nobody knows then what somebody has taken out of the site.
    """
    data = guard(root, BROUGHT_IN)
    salt = hashlib.blake2b(url.encode("utf-8", "replace"), digest_size=16).hexdigest()
    if data is None:
        return BroughtIn(salt)
    try:
        return BroughtIn(salt, _first_form(data))
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    lines = data.decode().splitlines()
    is_torn = not data.endswith(b"\n")
    number = 1
    try:
        head = read_json(lines[0].encode())
        if head["form"] != FORM or not DIGEST.fullmatch(head["salt"]):
            raise ValueError
        texts: dict[str, BroughtText] = {}
        for number, line in enumerate(lines[1:], 2):
            try:
                one, text = _read(line)
            except (ValueError, TypeError, KeyError):
                if is_torn and number == len(lines):
                    break  # whoever wrote it was stopped, before the file was there
                raise
            before = texts.get(one)
            texts[one] = replace(text, files=(*before.files, *text.files)) if before else text
        return BroughtIn(head["salt"], texts)
    except (ValueError, TypeError, KeyError, IndexError):
        what = "this file says what was brought in before, and cannot be read"
        hint = "put the file back as “hearten import” wrote it"
        raise CannotBuildError(error("brought-in", BROUGHT_IN, Span(number), what, hint)) from None


def _first_form(data: bytes) -> Mapping[str, BroughtText]:
    told = read_json(data)
    texts = dict(told["texts"])
    if told["form"] != FIRST_FORM or not all(
        NUMBER.fullmatch(n.encode()) and DIGEST.fullmatch(texts[n]) for n in texts
    ):
        raise ValueError
    return {number: BroughtText((digest,)) for number, digest in texts.items()}


def _read(line: str) -> tuple[str, BroughtText]:
    told = read_json(line.encode())
    number, file, names, words = told["number"], told["file"], told["names"], told["words"]
    if not (NUMBER.fullmatch(number.encode()) and DIGEST.fullmatch(file) and WORDS.fullmatch(words)):
        raise ValueError
    if not all(map(NAME.fullmatch, names)) or not isinstance(told["shown"], bool):
        raise ValueError
    return number, BroughtText((file,), frozenset(names), bytes.fromhex(words), told["shown"])


def _head(known: BroughtIn) -> bytes:
    return f'{{"form": {FORM}, "salt": "{known.salt}"}}\n'.encode()


def _line(number: str, text: BroughtText) -> bytes:
    told = {
        "number": number,
        "file": text.files[-1],
        "shown": text.was_shown,
        "names": sorted(text.names)[:MOST_NAMES],
        "words": text.words.hex(" ", sentences.SIZE),
    }
    return f"{json.dumps(told)}\n".encode()


def written(known: BroughtIn) -> bytes:
    """The whole file, in order."""
    return _head(known) + b"".join(_line(number, known.texts[number]) for number in sorted(known.texts))


@dataclass(slots=True)
class BroughtInFile:
    """The lines of the file, to which those of texts are added as they come in."""

    root: Path
    known: BroughtIn

    def begin(self) -> None:
        """Put all that is known in order, where it is not, without what was left unfinished, and remove that."""
        left = list(unfinished(self.root))
        if self.known.texts or (self.root / BROUGHT_IN).exists():
            self.put(self.known)
        for file in left:
            file.unlink(missing_ok=True)

    def put(self, known: BroughtIn) -> None:
        """Write down all that is known. Raises OSError, and ChangedMeanwhileError where somebody else did."""
        before, after = guard(self.root, BROUGHT_IN), written(known)
        if before != after:
            atomic_write.replace(self.root / BROUGHT_IN, before, after)

    @contextmanager
    def naming(self, number: str, text: BroughtText) -> Iterator[None]:
        """Write down a text while its file is given its name; nothing where that does not come about."""
        place = self.root / BROUGHT_IN
        if not place.exists():
            self.put(self.known)
        before = place.stat().st_size
        try:
            with place.open("ab") as file:
                file.write(_line(number, text))
                file.flush()
                os.fsync(file.fileno())
            yield
        except Exception:
            with suppress(OSError):
                os.truncate(place, before)
            raise


def unfinished(root: Path) -> Iterator[Path]:
    """What an import that was stopped left of texts and pictures that had no name yet. Nobody else may be at work."""
    for folder in ("stories", "pages/_brought-in"):
        if (root / folder).resolve() == root.resolve() / folder:
            for file in sorted((root / folder).rglob(f".*{UNFINISHED}")):
                if file.is_file() and not file.is_symlink() and (_is_picture(file) or NUMBER.search(file.read_bytes())):
                    yield file


def never_named(root: Path, known: BroughtIn) -> frozenset[str]:
    """The numbers of texts that are written down, and whose files were given no name, but lie unfinished."""
    left = [
        (number.decode(), data) for data in map(Path.read_bytes, unfinished(root)) for number in NUMBER.findall(data)
    ]
    return frozenset(
        number
        for number, data in left
        if number in known.texts and known.texts[number].files == (digest_of(number, data),)
    )


def _is_picture(file: Path) -> bool:
    return file.parent.name == "images"
