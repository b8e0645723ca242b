"""The texts of a site as far as an ending can be about them (`consent.endings`): their records, and what is in them."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.content import read, sources
from generator.gate import tombstones
from generator.gate.consent_log import LogLine
from generator.gate.records import somebodys
from generator.gate.tombstones import Withdrawn
from generator.ground.diagnostics import CannotBuildError
from generator.ground.digest import digest
from generator.store.guards import guard
from generator.words import sentences


@dataclass(frozen=True, slots=True)
class ToldText:
    """By what the records are known that a story may have, and the digests of its words."""

    records: frozenset[str | None]
    sentences: bytes

    def has(self, words: str, salt: str) -> bool:
        """Whether it has words of which these are the salted digests, or nearly."""
        return bool(words) and sentences.alike(sentences.salted(self.sentences, salt), bytes.fromhex(words))


# What was told of the stories that were looked at last, by digests of their files: a build asks several times.
_looked_at: dict[bytes, ToldText] = {}


def stories(root: Path) -> tuple[ToldText, ...]:
    """Every story, whether or not its front matter can be read."""
    before, found = dict(_looked_at), dict[bytes, ToldText]()
    for file in sources.texts(root, "stories", []):
        with suppress(OSError):
            data = file.read()
            key = digest(file.path.encode("utf-8", "surrogateescape"), data)
            found[key] = before.get(key) or _told(data, file.path)
    _looked_at.clear()
    _looked_at.update(found)
    return tuple(found.values())


def _told(data: bytes, path: str) -> ToldText:
    told = read.unread(data, path)
    records = told.consent.records or told.consent.elsewhere
    return ToldText(frozenset(map(somebodys, records)) - {None}, told.sentences)


def words_of(root: Path, line: LogLine) -> tuple[tuple[str, str], ...]:
    """A salt, and the salted words, of each text that a line is about: of its tombstone, or of its files."""
    gone = Withdrawn()
    with suppress(CannotBuildError):
        gone = tombstones.read(guard(root, tombstones.PATH))
    found = [(gone.salt or "", t.words) for t in gone.stories if t.logged == line.fingerprint]
    if not found:
        record, salt = somebodys(line.event.record), secrets.token_hex(16)
        texts = (text.sentences for text in stories(root) if record in text.records and text.sentences)
        found = [(salt, " ".join(one.hex() for one in sentences.split(sentences.salted(w, salt)))) for w in texts]
    return tuple(found) or (("", ""),)
