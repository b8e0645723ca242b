"""What is online, as the last run left it there beside the site, in a file of JSON that tells nobody's name.

Texts are known by their opaque ids, the same as in recall.json. What stands here is what we believe to be online, to
know what has to be sent and what has to go; it is never taken as a proof that something is gone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from io import BufferedReader
from typing import Annotated

import msgspec

from generator.consent.lost_acts import goes_on
from generator.ground.digest import as_json

# What is online; and, while a run is changing it, the files that may be as they were or as they are to be.
MANIFEST, UNDER_WAY = "hearten-online.json", "hearten-under-way.json"
FORM = 1
# Stands for all texts of the site.
ALL_TEXTS = "*"
# Bytes: more than a site of a hundred thousand stories comes to.
LARGEST = 100_000_000

SaltInHex = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
DigestsInHex = Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{16})+$")]


class NoManifestError(ValueError):
    """What lies where a manifest should is none; ``newer`` where a later version of the program wrote it."""

    def __init__(self, why: str, *, newer: bool = False) -> None:
        super().__init__(why)
        self.newer = newer


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file that is online: the SHA-256 of its bytes in hexadecimal, None where that is not certain, and its size.

    ``texts`` are the ids of all texts of which it may hold anything; ``of`` is that of the text whose own it is, so
    that it goes with that.
    """

    digest: str | None
    size: int
    texts: frozenset[str] = frozenset()
    of: str | None = None


@dataclass(frozen=True, slots=True)
class SaltedWords:
    """Digests of a text's words (`words.sentences`) and their salt, in hexadecimal; none where both are empty."""

    salt: str = ""
    digests: str = ""


UNKNOWN_WORDS = SaltedWords()


@dataclass(frozen=True, slots=True)
class TakenAway:
    """A text that was taken away ``on`` a day, by a log whose last line had the print ``line``, and its ``words``."""

    line: str
    on: date
    words: SaltedWords = UNKNOWN_WORDS


@dataclass(frozen=True, slots=True)
class RemoteManifest:
    """What is online of the site at the address ``site``, as of ``day``.

    ``log`` is where the log of consent stood (`consent.lost_acts.head_of`); None where nobody knows any more. ``ends``
    is the earliest day on which something that is online may not be there any more. ``run`` is whose run is under way,
    if this says so of one. ``taken`` are texts, by their ids, that were taken away by logs that ``log`` does not know.
    """

    site: str
    day: date
    log: str | None
    files: Mapping[str, RemoteFile] = field(default_factory=dict)
    ends: date | None = None
    run: str | None = None
    taken: Mapping[str, TakenAway] = field(default_factory=dict)

    @property
    def texts(self) -> frozenset[str]:
        """The ids of all texts of which anything may be online."""
        return frozenset[str]().union(*(file.texts for file in self.files.values())) - {ALL_TEXTS}


@dataclass(frozen=True, slots=True)
class _Form:
    form: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """The same as it is written: files name texts by their places in a list. ``words`` are those of what was taken."""

    form: int
    site: str
    day: date
    ends: date | None
    log: str | None
    texts: list[str]
    files: dict[str, tuple[str | None, int, list[int], int | None]]
    run: str | None = None
    taken: dict[str, tuple[str, date]] = field(default_factory=dict)
    words: dict[str, tuple[SaltInHex, DigestsInHex]] = field(default_factory=dict)


def to_bytes(manifest: RemoteManifest) -> bytes:
    """A manifest as it is kept beside the site: equal bytes for equal manifests."""
    ids = sorted({*manifest.texts, *(f.of for f in manifest.files.values() if f.of), ALL_TEXTS})
    place = {text: n for n, text in enumerate(ids)}
    files = {
        path: (f.digest, f.size, sorted(place[text] for text in f.texts), place[f.of] if f.of else None)
        for path, f in sorted(manifest.files.items())
    }
    m = manifest
    taken = {text: (how.line, how.on) for text, how in sorted(m.taken.items())}
    words = {text: (how.words.salt, how.words.digests) for text, how in sorted(m.taken.items()) if how.words.digests}
    written = _Written(
        form=FORM,
        site=m.site,
        day=m.day,
        ends=m.ends,
        log=m.log,
        texts=ids,
        files=files,
        run=m.run,
        taken=taken,
        words=words,
    )
    return as_json(written).encode()


def read_manifest(data: bytes) -> RemoteManifest:
    """The manifest with these bytes, which may come from anybody. Raises NoManifestError if that is none."""
    if len(data) > LARGEST:
        raise NoManifestError(f"it is larger than {LARGEST:,} bytes")
    try:
        form = msgspec.json.decode(data, type=_Form).form
        if form != FORM:
            raise NoManifestError(f"its form is {form}, and this program knows {FORM}", newer=form > FORM)
        told = msgspec.json.decode(data, type=_Written)
        files = {path: _file(row, told.texts) for path, row in told.files.items()}
        words = {text: SaltedWords(*of) for text, of in told.words.items()}
        taken = {text: TakenAway(line, on, words.get(text, UNKNOWN_WORDS)) for text, (line, on) in told.taken.items()}
        if told.log is not None:
            goes_on(b"", told.log)
    except NoManifestError:
        raise
    except (msgspec.MsgspecError, ValueError, IndexError) as e:
        raise NoManifestError("it is broken") from e
    for path in files:
        if not is_path(path):
            raise NoManifestError(f"it names {path!a}, which is no path in a site")
    return RemoteManifest(told.site, told.day, told.log, files, told.ends, told.run, taken)


def _file(row: tuple[str | None, int, list[int], int | None], ids: list[str]) -> RemoteFile:
    digest, size, texts, of = row
    if any(n < 0 for n in (*texts, of or 0)):
        raise IndexError
    return RemoteFile(digest, size, frozenset(ids[n] for n in texts), None if of is None else ids[of])


def is_path(path: str) -> bool:
    """Whether something is the path of a file in a folder, and leads nowhere else on any system."""
    parts = path.split("/")
    return path.isprintable() and not set(path) & set('\\:*?"<>|') and all(part.strip(". ") for part in parts)


def digest_of(content: bytes) -> str:
    """By what the bytes of a file are known (SHA-256, in hexadecimal)."""
    return hashlib.sha256(content).hexdigest()


def digest_of_file(file: BufferedReader) -> str:
    """The same of an open file, which is read to its end in pieces."""
    return hashlib.file_digest(file, "sha256").hexdigest()


def uncertain(before: RemoteFile | None, after: RemoteFile) -> RemoteFile:
    """A file while it is being replaced: it may hold anything of what it was and of what it is to be."""
    return replace(after, digest=None, texts=after.texts | before.texts if before else after.texts)
