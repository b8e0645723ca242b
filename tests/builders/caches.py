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

DEEP = 17
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


def make_endless(file: Path, name: str) -> None:
    """Let the tree of a table or an index lead to itself again and again, as deep as SQLite goes.

    It must be of more than one page. Every page that leads to others (SQLite's file format, 1.6) is made so that all
    its ways lead to one next page, which is a copy of it, and at last to one page of rows.
    """
    with closing(sqlite3.connect(file)) as base:
        listed = "select name, rootpage from sqlite_master union select 'sqlite_master', 1"
        root = dict(base.execute(listed).fetchall())[name]
    data = bytearray(file.read_bytes())
    size = struct.unpack(">H", data[16:18])[0]
    count, at = len(data) // size, (root - 1) * size
    first = data[at : at + size]
    begins = 100 if root == 1 else 0  # the file's own header
    kind, many = first[begins], struct.unpack(">H", first[begins + 3 : begins + 5])[0]
    assert kind in (2, 5)
    ends = begins + 12 + 2 * many
    cells = struct.unpack(f">{many}H", first[begins + 12 : ends])
    rows = first[cells[0] : cells[0] + 4]
    for n in range(DEEP):
        page, following = bytearray(first), rows if n == DEEP - 1 else struct.pack(">I", count + n + 1)
        for pointer in (begins + 8, *cells):
            page[pointer : pointer + 4] = following
        if n == 0:
            data[at : at + size] = page
        else:
            page[: ends - begins] = page[begins:ends]
            data += page
    data[28:32] = struct.pack(">I", len(data) // size)
    file.write_bytes(data)
