"""What is left of a story that was withdrawn, in consent/withdrawn.yaml: what it takes to know it again, and a day.

No title, no words, no address can be read there: an address is made of the title's words, and a list of addresses would
show everybody which stories somebody took back. A story is known again by its record, or by digests of its sentences
(`words.sentences`), salted with a random value of the site. Its addresses, which are few and easily guessed, are hashed
slowly (PBKDF2, RFC 8018), behind a short quick digest that spares nearly every other address the slow one; with them no
other text is ever given an address that was a withdrawn story's. The id is the one by which feeds named the story
(`entry_id`), so that feed readers can be asked to forget it.

Files of the first form have ids and days alone. They are read for ever, and written in the second by the next act.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import Field

from generator.content import schema, strict_yaml
from generator.content.field_types import CLOSED, Count, Day, Flag, LogFingerprint, Reference, Salt, Text
from generator.ground.diagnostics import START, CannotBuildError, error, in_order
from generator.ground.hashed_names import QUICK, hashed, quickly_hashed
from generator.ground.places import WITHDRAWN
from generator.words import sentences

PATH = WITHDRAWN
FORM = 2
HEADING = """\
# Stories that were withdrawn. “hearten consent withdraw” writes this file; no title and no word may stand in it.
# A story that is known by what stands here stays withheld until its storyteller approves it anew.
"""
# Behind the key of a tombstone in an intent: its words stay, or all but its record.
WORDS_STAY, RECORD_GOES = " words-stay", " record-goes"
# Digests in hexadecimal, with spaces between them.
HashedSentences = Annotated[str, Field(pattern=r"^([0-9a-f]{16}( [0-9a-f]{16})*)?$")]
HashedAddresses = Annotated[str, Field(pattern=r"^([0-9a-f]{36}( [0-9a-f]{36})*)?$")]
HashedRecordings = Annotated[str, Field(pattern=r"^([0-9a-f]{32}( [0-9a-f]{32})*)?$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """One withdrawn story."""

    __pydantic_config__ = CLOSED

    id: Annotated[Text, Field(description="The story's id in feeds.")]
    withdrawn_on: Annotated[Day, Field(description="The day of the withdrawal.")]
    in_feeds: Annotated[Flag, Field(description="Whether the story may have been in feeds.")]
    logged: Annotated[LogFingerprint | None, Field(description="The line about it in consent/log.jsonl.")] = None
    record: Annotated[Reference | None, Field(description="The record of its consent.")] = None
    words: Annotated[HashedSentences, Field(description="Of its words and sentences, salted.")] = ""
    addresses: Annotated[HashedAddresses, Field(description="Of the addresses that it had, salted and slow.")] = ""
    recordings: Annotated[HashedRecordings, Field(description="Of the files of its recording, salted.")] = ""

    @property
    def is_bare(self) -> bool:
        """Whether it knows its story by the file's place alone."""
        return not (self.record or self.logged or self.has_words)

    @property
    def has_words(self) -> bool:
        """Whether there is a digest that tells anything."""
        return sentences.tell(bytes.fromhex(self.words))

    @property
    def words_alone(self) -> Tombstone:
        """What stays of it where its storyteller approved another text in its place: its words and its recording."""
        return Tombstone(
            id=entry_id("", self.words),
            withdrawn_on=self.withdrawn_on,
            in_feeds=False,
            logged=self.logged,
            words=self.words,
            recordings=self.recordings,
        )

    @property
    def without_record(self) -> Tombstone:
        """What stays of it where its record goes on with another text elsewhere; that one may have its addresses."""
        return replace(self, record=None, addresses="")

    @property
    def key(self) -> str:
        """What tells it from every other: several stories may have been withdrawn from one place."""
        return " ".join((self.logged or self.id, *self.words.split()[:1]))


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """consent/withdrawn.yaml. ``salt`` is None as long as nothing there is salted."""

    __pydantic_config__ = CLOSED

    form: Annotated[Count, Field(description="The form of this file.")] = 1
    salt: Annotated[Salt | None, Field(description="A random value of this site.")] = None
    stories: Annotated[tuple[Tombstone, ...], Field(description="The stories, oldest withdrawal first.")] = ()

    @cached_property
    def addresses(self) -> frozenset[str]:
        """All addresses that withdrawn stories had, hashed."""
        return frozenset(address for stone in self.stories for address in stone.addresses.split())

    @cached_property
    def quick(self) -> frozenset[str]:
        """Their quick digests."""
        return frozenset(address[:QUICK] for address in self.addresses)

    def with_all_words(self, of: bytes) -> Iterator[Tombstone]:
        """What is left of stories with all words of these digests, and no others."""
        if self.salt is not None and of:
            words = sentences.salted(of, self.salt)
            yield from (t for t in self.stories if sentences.same(words, bytes.fromhex(t.words)))

    def with_words(self, of: bytes) -> Iterator[Tombstone]:
        """What is left of stories with the words of these digests, or nearly (`words.sentences`)."""
        if self.salt is not None and of:
            words = sentences.salted(of, self.salt)
            yield from (t for t in self.stories if sentences.alike(words, bytes.fromhex(t.words)))

    def within(self, of: bytes) -> Iterator[Tombstone]:
        """What is left of stories of which all sentences are among these digests, however few they are."""
        if self.salt is not None and of:
            words = sentences.salted(of, self.salt)
            yield from (t for t in self.stories if sentences.holds(words, bytes.fromhex(t.words), 1))

    @property
    def has_recordings(self) -> bool:
        """Whether a withdrawn story is known by its recording."""
        return any(stone.recordings for stone in self.stories)

    def with_recordings(self, names: Collection[str]) -> Iterator[Tombstone]:
        """What is left of stories with a recording of one of these names (`media.published.names_of`)."""
        if self.salt is not None and self.has_recordings:
            hashed_names = {hashed_recording(name, self.salt) for name in names}
            yield from (t for t in self.stories if not hashed_names.isdisjoint(t.recordings.split()))

    def is_of(self, stone: Tombstone, of: bytes) -> bool:
        """Whether a text is the very story of a tombstone by its words, not an excerpt or a neighbour of it."""
        return self.salt is not None and sentences.nearly_whole(
            sentences.salted(of, self.salt), bytes.fromhex(stone.words)
        )

    def had(self, path: str) -> bool:
        """Whether an address of the site (a path below its folder) was a withdrawn story's."""
        if not self.addresses or self.salt is None or quickly_hashed(path.casefold(), self.salt) not in self.quick:
            return False
        return hashed_address(path, self.salt) in self.addresses


def entry_id(site_url: str, source: str) -> str:
    """The id of a story in feeds: a name-based UUID (RFC 9562, section 5.5) of the site's address and the file's path.

    ``source`` is the first path that the file had (`content.moves`), so that the id stays when the file is renamed. It
    tells nothing to who does not know the path, and stays the same when the slug changes.
    """
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, site_url + source)}"


def hashed_address(path: str, salt: str) -> str:
    """An address of the site, hashed; ones that differ by case alone are one, as on many file systems."""
    return hashed(path.casefold(), salt)


def hashed_recording(name: str, salt: str) -> str:
    """What a recording is known by, hashed; nobody can guess it who does not have the recording."""
    return hashlib.blake2b(name.encode(), key=bytes.fromhex(salt), digest_size=16).hexdigest()


def read(data: bytes | None) -> Withdrawn:
    """What is in the file's bytes; nothing where there is no file.

    Raises CannotBuildError for a file with errors: what was withdrawn must be known before anything is published.
    """
    if data is None:
        return Withdrawn()
    parsed = strict_yaml.parse(data.decode("utf-8-sig"), PATH)
    problems = parsed.errors
    if parsed.value is not None and not problems:
        checked = schema.check(Withdrawn, parsed.value, PATH)
        if checked.value is not None and checked.value.form <= FORM and not _unsalted(checked.value):
            return checked.value
        hint = "install the newest hearten, or put the file back as “hearten consent” wrote it"
        strange = error("withdrawn", PATH, START, "this file is of a form that this hearten does not know", hint)
        problems = checked.errors or (strange,)
    raise CannotBuildError(*in_order(problems))


def _unsalted(withdrawn: Withdrawn) -> bool:
    """Whether there is something salted, and not with what."""
    return withdrawn.salt is None and any(
        stone.words or stone.addresses or stone.recordings for stone in withdrawn.stories
    )


def keeps(record: str) -> bool:
    """Whether a record is read again as it was written here."""
    stone = Tombstone(id=entry_id("", record), withdrawn_on=date.min, in_feeds=False, record=record)
    with suppress(CannotBuildError):
        return read(written(Withdrawn(form=FORM, stories=(stone,)))).stories == (stone,)
    return False


def written(withdrawn: Withdrawn) -> bytes:
    """The file, in the newest form."""
    lines = [HEADING, f"form: {FORM}\n", f"salt: '{withdrawn.salt}'\n" if withdrawn.salt else ""]
    lines += ["stories:" if withdrawn.stories else "stories: []", "\n"]
    for t in withdrawn.stories:
        lines.append(f"  - id: {t.id}\n    withdrawn_on: {t.withdrawn_on}\n    in_feeds: {str(t.in_feeds).lower()}\n")
        more = {"record": t.record, "logged": t.logged, "words": t.words, "addresses": t.addresses}
        more["recordings"] = t.recordings
        lines += [f"    {name}: '{value}'\n" for name, value in more.items() if value]
    return "".join(lines).encode()
