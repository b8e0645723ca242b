"""The words of a site's texts as digests: by them a text that was taken away is known under any other name.

An id comes of a file's path, and a folder's copy may have renamed or copied that file. So whoever takes a text away by
a log that is not the newest leaves digests of its words with the mark, salted, as a tombstone does (`gate.tombstones`).
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from generator.consent.guard_files import withdrawn_stories
from generator.content import read, sources
from generator.content.moves import Moves
from generator.content.sources import SourceFile
from generator.gate.tombstones import Withdrawn
from generator.ground.diagnostics import CannotBuildError
from generator.ground.digest import opaque_id
from generator.publishing.remote_manifest import SaltedWords
from generator.publishing.text_ids import parted, text_id
from generator.words import sentences


class SiteWords:
    """The words of the stories and pages in ``root``, of the site at the address ``site``."""

    def __init__(self, root: Path, site: str, moves: Moves) -> None:
        self.root, self.site, self.moves = root, site, moves
        self.known: dict[str, Mapping[str, bytes]] = {}

    @cached_property
    def files(self) -> Mapping[str, SourceFile]:
        """The file of every text, by its id."""
        found = (file for folder in ("stories", "pages") for file in sources.texts(self.root, folder, []))
        return {text_id(self.site, file.path, self.moves): file for file in found}

    @cached_property
    def of_texts(self) -> Mapping[str, bytes]:
        """The digests of every text that can be read (`words.sentences`), by its id."""
        found = {}
        for text, file in self.files.items():
            with suppress(OSError):
                found[text] = read.unread(file.read(), file.path).sentences
        return found

    def salted(self, texts: Collection[str]) -> Mapping[str, SaltedWords]:
        """Those of texts by their ids: of what is left of them if they were withdrawn, and else of their files."""
        withdrawn = Withdrawn()
        with suppress(CannotBuildError):
            withdrawn = withdrawn_stories(self.root)
        left = {opaque_id(stone.id): stone.words.replace(" ", "") for stone in withdrawn.stories if stone.has_words}
        salt = secrets.token_hex(16)
        found = {}
        for text in texts:
            known_as = parted(text)[1]
            if known_as in left:
                found[text] = SaltedWords(withdrawn.salt or "", left[known_as])
            elif words := self.of_texts.get(known_as):
                found[text] = SaltedWords(salt, sentences.salted(words, salt).hex())
        return found

    def like(self, words: SaltedWords) -> frozenset[str]:
        """The ids of texts that have these words, or nearly."""
        if not words.digests:
            return frozenset()
        known = bytes.fromhex(words.digests)
        return frozenset(text for text, own in self._salted(words.salt).items() if sentences.alike(own, known))

    def _salted(self, salt: str) -> Mapping[str, bytes]:
        if salt not in self.known:
            self.known[salt] = {text: sentences.salted(own, salt) for text, own in self.of_texts.items()}
        return self.known[salt]
