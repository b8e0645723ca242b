"""How many random examples a property is held against."""

from __future__ import annotations

from hypothesis import settings

MORE = 10


def few(count: int) -> int:
    """``count`` examples, the same in each run; many times more where each run has examples of its own."""
    return count if settings().derandomize else MORE * count
