"""What earlier builds found out, in one SQLite file that can be deleted at any time.

Nothing on the cache is believed for its own sake: every row carries a digest of all that is in it and of the program
that put it there, and a row that fails it is as good as not there, so that a flipped bit, or another version of the
program, costs time and never correctness. A file that SQLite itself cannot read is thrown away. One build at a time
holds the cache, from its beginning to its end, by SQLite's own lock, which goes with its process; everything that it
puts here becomes visible at once when it is done. What is removed is overwritten (``secure_delete``), since it may be
the words of somebody who took them back.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.ground.digest import digest, pack
from generator.store.file_stamps import Stamp
from generator.store.program import program

AT_ONCE = 500  # values in a query; SQLite takes at least 999
FOLDER, FILE, MEMORY = ".hearten-cache", "shelf.sqlite", ":memory:"
TABLES = """
create table if not exists texts (path text primary key, size int, modified int, changed int, inode int,
  digest blob, about blob, proof blob) without rowid;
create table if not exists contents (path text primary key, data blob, proof blob);
create table if not exists terms (path text primary key, data blob, proof blob);
create table if not exists outputs (target text, path text, size int, modified int, changed int, inode int,
  key blob, digest blob, source text, texts blob, proof blob, primary key (target, path)) without rowid;
create table if not exists states (target text, name text, data blob, proof blob, primary key (target, name));
"""


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
    """The cache of a site; without a path it is kept in memory and forgotten."""

    def __init__(self, path: Path | None = None, busy: Callable[[], None] = lambda: None) -> None:
        """Open and hold the cache, waiting as long as another build holds it, after a call of ``busy``."""
        self.path, self.busy = path, busy
        self.turn = threading.Lock()
        self.base = _opened(path, busy)

    @classmethod
    def copied(cls, path: Path) -> Cache:
        """A cache in memory that begins with what is in a file, if that can be read just now."""
        cache = cls()
        with suppress(sqlite3.DatabaseError):
            kept = _read_only(path)
            try:
                cache.base.execute("rollback")
                kept.backup(cache.base)
            finally:
                kept.close()
                cache.base.execute("begin exclusive")
        return cache

    @classmethod
    def glanced(cls, path: Path) -> Cache:
        """A cache to look at alone: what is in a file, if that can be read just now. Nothing is put into the file."""
        cache = cls()
        with suppress(sqlite3.DatabaseError):
            kept = _read_only(path)
            cache.base.close()
            cache.base = kept
        return cache

    def texts(self, paths: Sequence[str]) -> dict[str, Known]:
        """What is known of some texts, by their paths."""
        found: dict[str, Known] = {}
        for start in range(0, len(paths), AT_ONCE):
            some = tuple(paths[start : start + AT_ONCE])
            columns, asked = "path, size, modified, changed, inode, digest, about, proof", ", ".join("?" * len(some))
            query = f"select {columns} from texts where path in ({asked})"  # noqa: S608  # names of ours, question marks
            found |= {p: Known(Stamp(s, m, c, i), d, a) for p, s, m, c, i, d, a in self._rows(query, some)}
        return found

    def paths(self) -> set[str]:
        """The paths of all texts of which there is anything here, whole or not."""
        query = "select path from texts union select path from contents union select path from terms"
        return {path for (path,) in self._run(query)}

    def content(self, path: str) -> bytes | None:
        """The words of a text, if they are here and whole."""
        return next((data for _, data in self._rows("select * from contents where path = ?", (path,))), None)

    def terms(self, paths: Sequence[str]) -> dict[str, bytes]:
        """The words of some texts counted."""
        asked = ", ".join("?" * len(paths))
        return dict(self._rows(f"select * from terms where path in ({asked})", tuple(paths)))  # noqa: S608  # question marks

    def keep(self, path: str, known: Known, content: bytes, terms: bytes) -> None:
        """Put a text here that was just read."""
        self.restamp(path, known)
        for table, data in (("contents", content), ("terms", terms)):
            self._put(f"insert or replace into {table} values (?, ?, ?)", (path, data))  # noqa: S608  # two of ours

    def restamp(self, path: str, known: Known) -> None:
        """Put here how the file of a text looks now."""
        s = known.stamp
        row = (path, s.size, s.modified, s.changed, s.inode, known.digest, known.about)
        self._put("insert or replace into texts values (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def forget(self, paths: Iterable[str]) -> None:
        """Remove texts."""
        for path in paths:
            for table in ("texts", "contents", "terms"):
                self._run(f"delete from {table} where path = ?", (path,))  # noqa: S608  # three names of ours

    def forget_other_targets(self, target: str) -> None:
        """Remove what is known of every other output: it may hold words of a text that must be forgotten."""
        for table in ("outputs", "states"):
            self._run(f"delete from {table} where target not in (?, '')", (target,))  # noqa: S608  # two names of ours

    def receipts(self, target: str) -> dict[str, Receipt]:
        """What was written into an output folder, by path."""
        found = self._rows("select * from outputs where target = ?", (target,))
        return {p: Receipt(k, d, source or None, t, Stamp(s, m, c, i)) for _, p, s, m, c, i, k, d, source, t in found}

    def put_receipts(self, target: str, receipts: Mapping[str, Receipt], gone: Iterable[str]) -> None:
        """Put receipts here, and remove those of files that are gone."""
        for path in gone:
            self._run("delete from outputs where target = ? and path = ?", (target, path))
        for path, r in receipts.items():
            s = r.stamp
            row = (target, path, s.size, s.modified, s.changed, s.inode, r.key, r.digest, r.source or "", r.texts)
            self._put("insert or replace into outputs values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def state(self, target: str, name: str) -> bytes | None:
        """Something larger that a build of a target left for the next."""
        found = self._rows("select * from states where target = ? and name = ?", (target, name))
        return next((data for _, _, data in found), None)

    def put_state(self, target: str, name: str, data: bytes | None) -> None:
        """Leave something for the next build, or take it away."""
        if data is None:
            self._run("delete from states where target = ? and name = ?", (target, name))
        else:
            self._put("insert or replace into states values (?, ?, ?, ?)", (target, name, data))

    def close(self, *, done: bool) -> None:
        """Let go of the cache, keeping what was put here if the build is ``done``."""
        self._run("commit" if done else "rollback")
        self.base.close()

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """Rows that are whole, without their proof."""
        return [row[:-1] for row in self._run(query, values) if _proof(row[:-1]) == row[-1]]

    def _put(self, query: str, row: tuple[object, ...]) -> None:
        self._run(query, (*row, _proof(row)))

    def _run(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            with self.turn:
                return self.base.execute(query, values).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            self._start_anew()
            return []

    def _start_anew(self) -> None:
        """Empty a file that cannot be read. It stays the same file, so that others still wait for it."""
        self.base.close()
        if self.path is not None:
            with suppress(OSError):
                os.truncate(self.path, 0)
        self.base = _opened(self.path, self.busy)


def _read_only(path: Path) -> sqlite3.Connection:
    """A database as it is now; an error, and no waiting, where a build holds it."""
    uri = f"{path.resolve().as_uri()}?mode=ro"
    base = sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        base.execute("begin")
        base.execute("select 1 from states")
    except sqlite3.DatabaseError:
        base.close()
        raise
    return base


def _opened(path: Path | None, busy: Callable[[], None]) -> sqlite3.Connection:
    """A database that is ours until it is closed; in memory where no file can be had."""
    if path is not None:
        try:
            path.parent.mkdir(exist_ok=True)
            return _held(str(path), busy)
        except sqlite3.OperationalError:
            pass  # nothing can be written there
        except sqlite3.DatabaseError:
            with suppress(OSError, sqlite3.DatabaseError):
                os.truncate(path, 0)
                return _held(str(path), busy)
        except OSError:
            pass
    return _held(MEMORY, busy)


class _Forgotten(sqlite3.Connection):
    """A database in memory, which goes with the last that knows it. One in a file is closed by its build."""

    def __del__(self) -> None:
        self.close()


def _held(name: str, busy: Callable[[], None]) -> sqlite3.Connection:
    kind = _Forgotten if name == MEMORY else sqlite3.Connection
    base = sqlite3.connect(name, timeout=0, isolation_level=None, check_same_thread=False, factory=kind)
    try:
        while not _locked(base):
            busy()
            base.execute("pragma busy_timeout = 3600000")
        base.execute("pragma secure_delete = on")
        for statement in TABLES.split(";"):
            base.execute(statement)
    except sqlite3.DatabaseError:
        base.close()
        raise
    return base


def _locked(base: sqlite3.Connection) -> bool:
    try:
        base.execute("pragma synchronous = off")  # what a power cut spoils, the proofs find
        base.execute("begin exclusive")
    except sqlite3.OperationalError as e:
        if "locked" in str(e):
            return False
        raise
    return True


def _proof(row: Sequence[object]) -> bytes:
    return digest(program(), pack(row))
