"""What servers on this computer have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

HOST, USER, PASSWORD = "127.0.0.1", "anna", "only-for-tests"


def unhindered(_what: str, _path: str) -> None:
    """Let a change be made."""


@dataclass
class Served:
    """A server that runs: its port, and its public key if it has one.

    ``before`` is called before each change, with what is done and to which file as the server names it. It may raise
    OSError.
    """

    port: int = 0
    host_key: str = ""
    before: Callable[[str, str], None] = unhindered
