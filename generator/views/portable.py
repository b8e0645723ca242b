"""Views that go to other processes in less time than Python's own way takes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import msgspec

from generator.ground.digest import pack

T = TypeVar("T")


class Portable:
    """A view that goes to another process as MessagePack, in a third of the time that Python's own way takes."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Callable[[type, bytes], object], tuple[type, bytes]]:
        """How to make it again."""
        return unpacked, (type(self), pack(self))


def unpacked(kind: type[T], packed: bytes) -> T:
    """A view of a kind that was packed."""
    view: T = _decoder(kind).decode(packed)  # type: ignore[arg-type]  # a class can be hashed
    return view


@cache
def _decoder(kind: type[Any]) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)
