"""What the site's folder keeps beside the stories: the log, what is left of those that were withdrawn, and the moves.

Raises CannotBuildError, as `store.guards` does, where one of them is there and cannot be read.
"""

from __future__ import annotations

from pathlib import Path

from generator.content import moves
from generator.content.moves import Moves
from generator.gate import consent_log, tombstones
from generator.gate.tombstones import Withdrawn
from generator.store.guards import guard


def log_of(root: Path) -> bytes:
    """The log's bytes; none where there is no log yet."""
    return guard(root, consent_log.PATH) or b""


def withdrawn_stories(root: Path) -> Withdrawn:
    """What is left of the stories that were withdrawn. Raises CannotBuildError if the file with it has errors."""
    return tombstones.read(guard(root, tombstones.PATH))


def moves_of(root: Path) -> Moves:
    """The moves of stories. Raises CannotBuildError if the file with them has errors."""
    return moves.read(guard(root, moves.PATH))
