"""Caches as somebody else would make them: the rows of real ones, changed, under any proof."""

from __future__ import annotations

import hashlib
import sqlite3
import struct
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from generator.ground.digest import digest, pack
from generator.store.cache_file import NAMES_ANOTHER, TABLES
from generator.store.program import program

Row = list[Any]
Rows = dict[str, list[Row]]
Prove = Callable[[str, Row], bytes]
CONTROL = hashlib.blake2b(
    b"a key for all that tests build, and nothing else", digest_size=32, person=b"hearten cache"
).digest()


def keyed(key: bytes) -> Prove:
    """Proofs as the program makes them, by another key or by none."""

    def prove(table: str, row: Row) -> bytes:
        return hashlib.blake2b(pack((program(), table, row)), key=key, digest_size=16).digest()

    return prove


def unkeyed(_table: str, row: Row) -> bytes:
    """Proofs as they were before there was a key."""
    return digest(program(), pack(row))


def rows_in(file: Path) -> Rows:
    """All rows of a cache, with their proofs."""
    with closing(sqlite3.connect(file)) as base:
        asked = {table: base.execute(f"select * from {table} order by 1, 2") for table in TABLES}
        return {table: [list(row) for row in found] for table, found in asked.items()}


def put_rows(file: Path, rows: Rows) -> None:
    """Put rows in place of all that a cache holds; of two with the same key, the first stays."""
    with closing(sqlite3.connect(file)) as base, base:
        for table, some in rows.items():
            base.execute(f"delete from {table}")
            for row in some:
                base.execute(f"insert or ignore into {table} values ({', '.join('?' * len(row))})", row)


def proven(table: str, row: Sequence[Any], prove: Prove) -> Row:
    """A row with another proof."""
    return [*row[:-1], prove(table, list(row[:-1]))]


def run_in(file: Path, *statements: str) -> None:
    """Change a cache by SQL, its list of tables, too."""
    with closing(sqlite3.connect(file, isolation_level=None)) as base:
        for statement in ("pragma writable_schema = on", *statements):
            base.execute(statement)


def journal_naming(file: Path, victim: Path) -> bytes:
    """A journal that would be played back on ``file``, and says that ``victim`` goes with it."""
    data = file.read_bytes()
    size, nonce = struct.unpack(">H", data[16:18])[0], 1
    header = NAMES_ANOTHER + struct.pack(">IIIII", 1, nonce, len(data) // size, 512, size)
    page = data[:size]
    check = nonce + sum(page[n] for n in range(size - 200, 0, -200))
    name = str(victim).encode()
    end = struct.pack(">I", 0x40000000 // size + 1) + name + struct.pack(">II", len(name), sum(name)) + NAMES_ANOTHER
    return header.ljust(512, b"\0") + struct.pack(">I", 1) + page + struct.pack(">I", check) + end
