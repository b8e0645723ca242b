"""How many random examples a property is held against."""

from __future__ import annotations

from hypothesis import settings

MORE = 10


def few(count: int, fresh: int = 0) -> int:
    """``count`` examples, the same in each run; ``fresh``, or many times more, where each run has its own."""
    return count if settings().derandomize else fresh or MORE * count
