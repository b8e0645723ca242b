"""A program of this computer, called with its arguments as they are, and never through a shell."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.publishing.ports import RemoteError

SECONDS = 300  # that a call may take before it counts as hanging

# What ssh says where a server has another key than it had, and what to do then.
KEY_CHANGED = "REMOTE HOST IDENTIFICATION HAS CHANGED"
NEW_KEY = (
    "nothing was sent, since this may be another server; ask the host whether it has a new key, and only then let ssh "
    "forget the old one (“ssh-keygen -R”)"
)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: its exit code, what it wrote, and the lines that it said of what went wrong."""

    code: int
    out: bytes
    said: tuple[str, ...]


def call(
    arguments: Sequence[str], folder: Path | None = None, content: bytes = b"", more: Mapping[str, str] | None = None
) -> Ended:
    """Call a program in a folder, that reads ``content`` and has ``more`` in its environment.

    Raises RemoteError if it is not installed, or does not end in time.
    """
    program = arguments[0]
    environment = {**os.environ, "LC_ALL": "C", **(more or {})}
    try:
        # The program is one of ours by name, and what follows are its arguments, whatever is in them.
        done = subprocess.run(  # noqa: S603
            arguments, input=content, capture_output=True, timeout=SECONDS, env=environment, check=False, cwd=folder
        )
    except FileNotFoundError:
        raise RemoteError(f"the program {program} is not installed; install it, or choose another way") from None
    except subprocess.TimeoutExpired:
        raise RemoteError(f"{program} has not ended after {SECONDS} seconds", passing=True) from None
    return Ended(done.returncode, done.stdout, tuple(done.stderr.decode("utf-8", "replace").strip().splitlines()))
