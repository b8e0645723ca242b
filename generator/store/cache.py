"""What earlier builds found out, in one SQLite file that can be deleted at any time.

Nothing on the cache is believed for its own sake: every row carries a proof over all that is in it, the table it is in,
and the program that put it there, made with a key that only this user on this machine has. A row that fails it is as
good as not there, so that a flipped bit, another version of the program, or a cache that somebody sends costs time and
never correctness. What is kept of a text's words names the bytes that they are of, so that a row from an earlier build
cannot pass for a later one. One build at a time holds the cache, from its beginning to its end, by SQLite's own lock,
which goes with its process; everything that it puts here becomes visible at once when it is done. What is removed is
overwritten (``secure_delete``), since it may be the words of somebody who took them back.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from generator.ground.diagnostics import START, Diagnostic, note
from generator.ground.digest import pack
from generator.store import cache_file
from generator.store.cache_file import FILE, FOLDER, NotOursError
from generator.store.database import Database
from generator.store.file_stamps import Stamp
from generator.store.program import program
from generator.store.user_key import GIVEN, KEY_BYTES, SHORTEST, given_key, user_key

__all__ = ["AT_ONCE", "FILE", "FOLDER", "Cache", "Known", "Receipt"]

AT_ONCE = 500  # values in a query; SQLite takes at least 999
PROOF_BYTES = 16
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """A text as it was last read: its file's stamp and digest, and what it says of itself."""

    stamp: Stamp
    digest: bytes
    about: bytes


@dataclass(frozen=True, slots=True)
class Receipt:
    """An output that was written: of which key, with which bytes, from which text, and how its file looked then.

    ``texts`` stands for all texts of which it holds anything (`incremental.traces`).
    """

    key: bytes
    digest: bytes
    source: str | None
    texts: bytes
    stamp: Stamp


class Cache:
    """The cache of a site; without a path it is kept in memory and forgotten.

    ``notes`` say why nothing is kept where it should be, if a person can change that.
    """

    def __init__(self, path: Path | None = None, busy: Callable[[], None] = lambda: None) -> None:
        """Open and hold the cache, waiting as long as another build holds it, after a call of ``busy``."""
        self.path, self.busy, self.notes = path, busy, list[Diagnostic]()
        self.keeps = True  # or is only looked at
        self.turn = threading.Lock()
        self.key = self._key(path) if path is not None else None
        self.base = self._opened()

    @classmethod
    def copied(cls, path: Path) -> Cache:
        """A cache in memory that begins with what is in a file, if that can be read just now."""
        return cls._of(path, cache_file.in_memory(path))

    @classmethod
    def glanced(cls, path: Path) -> Cache:
        """A cache to look at alone: what is in a file, if that can be read just now. What is put here is forgotten."""
        cache = cls._of(path, cache_file.glanced(path) or cache_file.in_memory())
        cache.keeps = False
        return cache

    @classmethod
    def _of(cls, path: Path, base: Database) -> Cache:
        cache = cls()
        cache.base.close()
        cache.base, cache.key = base, user_key(path.parent.parent, make=False)
        return cache

    def texts(self, paths: Sequence[str]) -> dict[str, Known]:
        """What is known of some texts, by their paths."""
        found: dict[str, Known] = {}
        for start in range(0, len(paths), AT_ONCE):
            some = tuple(paths[start : start + AT_ONCE])
            columns, asked = "path, size, modified, changed, inode, digest, about, proof", ", ".join("?" * len(some))
            query = f"select {columns} from texts where path in ({asked})"  # noqa: S608  # names of ours, question marks
            found |= {p: Known(Stamp(s, m, c, i), d, a) for p, s, m, c, i, d, a in self._rows("texts", query, some)}
        return found

    def paths(self) -> set[str]:
        """The paths of all texts of which there is anything here, whole or not."""
        query = "select path from texts union select path from contents union select path from terms"
        return {path for (path,) in self._run(query)}

    def content(self, path: str, of: bytes) -> bytes | None:
        """The words of a text whose file has the digest ``of``, if they are here and whole."""
        found = self._rows("contents", "select * from contents where path = ?", (path,))
        return {(p, d): data for p, d, data in found}.get((path, of))

    def terms(self, digests: Mapping[str, bytes]) -> dict[str, bytes]:
        """The words of some texts counted, by their paths, for files that have these digests."""
        asked = ", ".join("?" * len(digests))
        query = f"select * from terms where path in ({asked})"  # noqa: S608  # question marks
        return {p: data for p, d, data in self._rows("terms", query, tuple(digests)) if digests.get(p) == d}

    def keep(self, path: str, known: Known, content: bytes, terms: bytes) -> None:
        """Put a text here that was just read."""
        self.restamp(path, known)
        for table, data in (("contents", content), ("terms", terms)):
            self._put(table, (path, known.digest, data))

    def restamp(self, path: str, known: Known) -> None:
        """Put here how the file of a text looks now."""
        s = known.stamp
        row = (path, s.size, s.modified, s.changed, s.inode, known.digest, known.about)
        self._put("texts", row)

    def forget(self, paths: Iterable[str]) -> None:
        """Remove texts."""
        for path in paths:
            for table in ("texts", "contents", "terms"):
                self._remove(f"delete from {table} where path = ?", (path,))  # noqa: S608  # three names of ours

    def forget_other_targets(self, target: str) -> None:
        """Remove what is known of every other output: it may hold words of a text that must be forgotten."""
        for table in ("outputs", "states"):
            query = f"delete from {table} where target not in (?, '')"  # noqa: S608  # two names of ours
            self._remove(query, (target,))

    def receipts(self, target: str) -> dict[str, Receipt]:
        """What was written into an output folder, by path."""
        return self._receipts(target, "select * from outputs where target = ?", (target,))

    def receipt(self, target: str, path: str) -> Receipt | None:
        """What was written into an output folder at a path, if it is known."""
        return self._receipts(target, "select * from outputs where target = ? and path = ?", (target, path)).get(path)

    def put_receipts(self, target: str, receipts: Mapping[str, Receipt], gone: Iterable[str]) -> None:
        """Put receipts here, and remove those of files that are gone."""
        for path in gone:
            self._remove("delete from outputs where target = ? and path = ?", (target, path))
        for path, r in receipts.items():
            s = r.stamp
            row = (target, path, s.size, s.modified, s.changed, s.inode, r.key, r.digest, r.source or "", r.texts)
            self._put("outputs", row)

    def state(self, target: str, name: str) -> bytes | None:
        """Something larger that a build of a target left for the next."""
        found = self._rows("states", "select * from states where target = ? and name = ?", (target, name))
        return {(t, n): data for t, n, data in found}.get((target, name))

    def put_state(self, target: str, name: str, data: bytes | None) -> None:
        """Leave something for the next build, or take it away."""
        if data is None:
            self._remove("delete from states where target = ? and name = ?", (target, name))
        else:
            self._put("states", (target, name, data))

    def close(self, *, done: bool) -> None:
        """Let go of the cache, keeping what was put here if the build is ``done``."""
        self._run("commit" if done else "rollback")
        self.base.close()

    def _receipts(self, target: str, query: str, values: tuple[object, ...]) -> dict[str, Receipt]:
        return {
            p: Receipt(k, d, source or None, texts, Stamp(s, m, c, i))
            for t, p, s, m, c, i, k, d, source, texts in self._rows("outputs", query, values)
            if t == target
        }

    def _rows(self, table: str, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """Rows of a table that are proven, without their proof. Which ones were asked for, an index may have wrong."""
        return [row[:-1] for row in self._run(query, values) if self._proof(table, row[:-1]) == row[-1]]

    def _put(self, table: str, row: tuple[object, ...]) -> None:
        if self.keeps:
            self._tried(lambda: self.base.put(_put_in(table, len(row) + 1), (*row, self._proof(table, row))))

    def _remove(self, query: str, values: tuple[object, ...]) -> None:
        if self.keeps:
            self._run(query, values)

    def _run(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        return self._tried(lambda: self.base.run(query, values)) or []

    def _tried(self, act: Callable[[], T]) -> T | None:
        try:
            with self.turn:
                return act()
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            self._start_anew()
            return None

    def _proof(self, table: str, row: Sequence[object]) -> bytes:
        """What nobody can make for a row who does not have the key (BLAKE2b with a key, RFC 7693)."""
        self.key = self.key or os.urandom(KEY_BYTES)  # in memory, nobody else needs to know it
        return hashlib.blake2b(pack((program(), table, row)), key=self.key, digest_size=PROOF_BYTES).digest()

    def _start_anew(self) -> None:
        """Empty a file that cannot be read."""
        self.base.close()
        if self.path is not None:
            with suppress(OSError):
                cache_file.empty(self.path)
        self.base = self._opened()

    def _key(self, path: Path) -> bytes | None:
        """The user's key; without one, nothing is kept in the file."""
        if 0 < len(given_key()) < SHORTEST:
            what = f"{GIVEN} has fewer than {SHORTEST} characters, so it could be guessed, and is not used"
            self.notes.append(note("cache", FOLDER, START, what, "give it a long random text"))
        key = user_key(path.parent.parent, make=True)
        if key is None:
            what = "no key can be kept for this user, so nothing is kept here, and every build makes everything"
            hint = f"let a file be kept in your home folder, or set {GIVEN} to a long random text"
            self.notes.append(note("cache", FOLDER, START, what, hint))
            with suppress(OSError):  # what cannot be believed may hold words that must go
                cache_file.remove(path.parent)
            self.path = None
        return key

    def _opened(self) -> Database:
        """A database that is ours until it is closed; in memory where no file can be had."""
        if self.path is not None:
            try:
                return cache_file.held(self.path, self.busy)
            except NotOursError as e:
                place = FOLDER if str(e) == FOLDER else f"{FOLDER}/{e}"
                what = "this is a link, or nothing of ours, so nothing is kept here, and every build makes everything"
                hint = "move it away, with what it leads to if an earlier version kept drafts there"
                self.notes.append(note("cache", place, START, what, hint))
            except OSError:
                pass
            self.path = None
        return cache_file.in_memory()


@lru_cache
def _put_in(table: str, columns: int) -> str:
    return f"insert or replace into {table} values ({', '.join('?' * columns)})"  # noqa: S608  # names of ours
