"""A database that may be forged: it gives no more than it can hold, and takes no more steps than that needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from generator.ground.digest import pack

SPARE = 2**16  # bytes that any row may have beside what was put here
AT_ONCE = 64  # rows that are fetched before their bytes are counted
STEPS = 1_000_000  # of SQLite's machine, between two looks at how many there were


class Database:
    """An open database that never gives more than it can hold."""

    def __init__(self, base: sqlite3.Connection, size: int) -> None:
        self.base, self.budget = base, _Budget(size + SPARE)
        base.set_progress_handler(self.budget, STEPS)

    def run(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows that answer a query. Raises DatabaseError if they are more than the database can hold."""
        self.budget.steps, rows, room = 0, [], self.budget.room
        # A question that is not let go of would hold the file even when the database is closed.
        with closing(self.base.execute(query, values)) as found:
            while some := found.fetchmany(AT_ONCE):
                room -= _size(some)
                if room < 0:
                    raise sqlite3.DatabaseError("more rows than the file can hold")
                rows += some
        return rows

    def put(self, query: str, row: tuple[object, ...]) -> None:
        """Put in a row."""
        self.budget.steps = 0
        self.budget.room += _size([row])
        self.base.execute(query, row)

    def close(self) -> None:
        """Let go of it. What was not committed is forgotten."""
        self.base.close()


class _Budget:
    """Stops a question that takes more steps than it could on a database of ``room`` bytes, each row but once."""

    def __init__(self, room: int) -> None:
        self.room, self.steps = room, 0

    def __call__(self) -> bool:
        self.steps += STEPS
        return self.steps > 10 * STEPS + self.room


def _size(rows: Sequence[object]) -> int:
    """How many bytes rows take, as MessagePack, which needs no more for any value than SQLite does with its tables."""
    return len(pack(rows))
