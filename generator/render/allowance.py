"""What a page may take while templates of the site's own run: its allowance of work, and the size of a value.

Counting needs no clock and no signals, so a page that is made once is made on every machine, in every process and
thread.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import jinja2

from generator.ground.patterns import lazy

# What one page may take, near enough in bytes: some seconds of the slowest that a template can do.
WORK = 150_000_000
# What one value may grow to at once.
LARGEST = 20_000_000
LARGEST_NUMBER = 10_000  # bits
VIEWS: tuple[Any, ...] = (type({}.keys()), type({}.values()), type({}.items()))
COLLECTIONS: tuple[type[Collection[object]], ...] = (list, tuple, set, frozenset, *VIEWS)
# Widths and precisions that are taken from elsewhere, or have more than three digits.
WIDE = lazy(r"%[^%a-zA-Z]*(\d{4}|\*)")


class TooMuchError(jinja2.TemplateRuntimeError):
    """A template asks for more than a page may take."""


@dataclass(slots=True)
class Meter:
    """What is left of a page's allowance."""

    left: int


_meter: ContextVar[Meter] = ContextVar("meter")


@contextmanager
def granted() -> Iterator[Meter]:
    """A page's allowance, for what runs in the ``with`` block."""
    meter = Meter(WORK)
    before = _meter.set(meter)
    try:
        yield meter
    finally:
        _meter.reset(before)


def left() -> int:
    """What is left of the allowance."""
    return _meter.get().left


def spend(cost: int) -> None:
    """Take from the allowance. Raises TooMuchError if that is more than is left."""
    meter = _meter.get()
    meter.left -= cost
    if meter.left < 0:
        raise TooMuchError("a page takes more work than any page may: it loops over too much, or makes too much text")


def size(value: object) -> int:
    """About how many bytes a value takes, with all that is in it. Raises TooMuchError for more than a value may."""
    if isinstance(value, str):
        return len(value)
    total, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (str, bytes)):
            total += len(one)
        elif isinstance(one, int):
            total += one.bit_length() >> 3
        elif isinstance(one, range):
            total += 8 * len(one)
        elif isinstance(one, dict):
            total += 50 + 16 * len(one)
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, COLLECTIONS):
            total += 50 + 8 * len(one)
            waiting += one
        if total > LARGEST:
            raise TooMuchError(f"a value is larger than {LARGEST // 1_000_000} MB")
    return total


def check_growth(values: Sequence[Any]) -> None:
    """Raise TooMuchError if a text or list of one of these sizes, as often as another says, would be too large."""
    sizes = sorted((max(1, abs(value) if isinstance(value, int) else size(value)) for value in values), reverse=True)
    if math.prod(sizes[:2]) > LARGEST:
        raise TooMuchError(f"a value would be larger than {LARGEST // 1_000_000} MB")


def check_number(bits: int) -> None:
    """Raise TooMuchError if a number of so many bits would be too large."""
    if bits > LARGEST_NUMBER:
        raise TooMuchError("a number is larger than any that a page needs")


def check_widths(text: str) -> None:
    """Raise TooMuchError if a format, filled in, could be much longer than what it is filled with."""
    if WIDE.search(text):
        raise TooMuchError("a format has a width of more than 999 characters")
