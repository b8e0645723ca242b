"""Proofs that what was online is gone: consent/proofs/DAY.json, each with a line in the log.

No title stands there, and no address: each is hashed as in a tombstone (`gate.tombstones.hashed_address`), with the
same salt where the site has one. The log's line tells the file's digest, so that nobody alters a proof unseen.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

import msgspec

from generator.consent.alone import alone
from generator.consent.guard_files import log_of, withdrawn_stories
from generator.consent.lost_acts import remember
from generator.consent.refused import RefusedError, cannot_write
from generator.content import sources
from generator.gate import consent_log
from generator.gate.consent_log import PROVEN_GONE, Fault, LogLine, about_no_record
from generator.gate.tombstones import hashed_address
from generator.ground.digest import as_json
from generator.ground.places import PROOFS
from generator.store.atomic_write import ChangedMeanwhileError, replace

FORM = 1
# Bytes of a proof: many times those of one that holds every page of a large site.
LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class GoneAddress:
    """Something that is gone: where it was, the opaque id of the text it was of if that is known, and what was seen.

    ``path`` is that of a file in the site, or a whole address. ``statuses`` are all that the server answered; none
    where the proof is that a folder does not hold it. ``caching`` is what caches said of themselves.
    """

    path: str
    text: str | None
    statuses: tuple[int, ...]
    caching: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """The same as it is kept."""

    address: str
    text: str | None
    statuses: tuple[int, ...]
    caching: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFile:
    """A proof as it is kept: the day, the destination's name, and what is gone from there."""

    form: int
    day: date
    place: str
    salt: str
    gone: tuple[_Line, ...]


def keep(root: Path, today: date, place: str, gone: Collection[GoneAddress]) -> str:
    """Keep a proof for the destination called ``place``, and log it; gives the file's path.

    Raises RefusedError where that cannot be done, and CannotBuildError where the log or the tombstones cannot be read.
    """
    with alone(root):
        salt = withdrawn_stories(root).salt or secrets.token_hex(16)
        lines = (
            _Line(address=hashed_address(g.path, salt), text=g.text, statuses=g.statuses, caching=g.caching)
            for g in gone
        )
        ordered = tuple(sorted(lines, key=lambda line: line.address))  # whose order tells nothing of names
        data = as_json(ProofFile(form=FORM, day=today, place=place, salt=salt, gone=ordered)).encode()
        names = (f"{PROOFS}/{today}{f'-{n}' if n > 1 else ''}.json" for n in count(1))
        path = next(name for name in names if not (root / name).exists())
        log = log_of(root)
        event = about_no_record(PROVEN_GONE, today, hashlib.sha256(data).hexdigest())
        try:
            replace(root / path, None, data)
            replace(root / consent_log.PATH, log or None, consent_log.appended(log, event)[0])
        except OSError as e:
            raise RefusedError(f"{cannot_write(e)}, so the proof is not kept. Mend that, and prove it again.") from e
        except ChangedMeanwhileError as e:
            raise RefusedError(f"{e} was changed by somebody else just now. Prove it again.") from e
        remember(root)
    return path


def kept(root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file with a proof, by its path."""
    folder = root / PROOFS
    for file in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        path = f"{PROOFS}/{file.name}"
        data = sources.read_inside(root, path, LARGEST)
        if data is not None:
            yield path, data


def lost(root: Path, lines: Collection[LogLine]) -> Iterator[Fault]:
    """What the log tells of proofs that are not there, or are others."""
    logged = [line for line in lines if line.event.what == PROVEN_GONE]
    there = {hashlib.sha256(data).hexdigest() for _, data in kept(root)} if logged else set()
    for line in logged:
        if line.event.seal not in there:
            yield Fault(line.number, f"the proof of {line.event.on} in {PROOFS}/ was altered, or is not there any more")


def proven_of(root: Path, text: str) -> tuple[tuple[str, ProofFile], ...]:
    """The proofs that tell of a text, by its opaque id; what cannot be read tells nothing."""
    found = []
    for path, data in kept(root):
        try:
            proof = msgspec.json.decode(data, type=ProofFile)
        except msgspec.MsgspecError:
            continue
        if proof.form == FORM and any(line.text == text for line in proof.gone):
            found.append((path, proof))
    return tuple(found)
