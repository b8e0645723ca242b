"""What the site's folder keeps of consent beside the stories: the log, acts under way, withdrawals, and moves.

Raises CannotBuildError, as `store.guards` does, where one of them is there and cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from generator.consent.lost_acts import memory_of
from generator.content import moves
from generator.content.moves import Moves
from generator.content.routes import story_path
from generator.content.slugs import slug_of
from generator.gate import consent_log, intent, tombstones
from generator.gate.intent import Intent
from generator.gate.tombstones import Tombstone, Withdrawn, entry_id
from generator.ground.diagnostics import CannotBuildError
from generator.store.guards import guard


def log_of(root: Path) -> bytes:
    """The log's bytes; none where there is no log yet."""
    return guard(root, consent_log.PATH) or b""


def standing(root: Path) -> tuple[Intent, ...]:
    """Acts that are under way, or were stopped. Raises CannotBuildError where the file with them has errors."""
    return intent.read(guard(root, intent.PATH))


def said_of_consents(root: Path) -> bytes:
    """The log as the gate must hear it.

    That is with what somebody meant to take away and could not yet, and with what was logged once and is not there any
    more.
    """
    memory = memory_of(root)
    return intent.binding(consent_log.joined(memory.log, memory.lost), standing(root))


def withdrawn_stories(root: Path) -> Withdrawn:
    """What is left of the stories that were withdrawn. Raises CannotBuildError if the file with it has errors."""
    return tombstones.read(guard(root, tombstones.PATH))


def gone_of(root: Path, url: str) -> Withdrawn:
    """The same as the gate must hear it: with stories whose withdrawal stands; ``url`` is the site's address.

    They are known by their files' paths, since what has no record has no line of the log either.
    """
    withdrawn, moved = withdrawn_stories(root), moves_of(root)
    known = {stone.id for stone in withdrawn.stories}
    meant = {entry_id(url, moved.first(one.path)): one.on for one in standing(root) if one.what == "withdraw"}
    stones = (Tombstone(id=id_, withdrawn_on=on, in_feeds=False) for id_, on in meant.items() if id_ not in known)
    return replace(withdrawn, stories=(*withdrawn.stories, *stones))


def was_withdrawn_from(root: Path, url: str) -> Callable[[str], bool]:
    """Tells whether a story that was withdrawn had a file's path, or the address that this gives."""
    gone, moved = gone_of(root, url), moves_of(root)
    ids = {stone.id for stone in gone.stories}

    def had(path: str) -> bool:
        return entry_id(url, moved.first(path)) in ids or gone.had(story_path(slug_of(path)))

    return had


def moves_of(root: Path) -> Moves:
    """The moves of stories. Raises CannotBuildError if the file with them has errors."""
    return moves.read(guard(root, moves.PATH))


def readable_moves(root: Path) -> Moves:
    """The same; none where they cannot be read, for what must not wait until somebody has mended them."""
    try:
        return moves_of(root)
    except CannotBuildError:
        return moves.NO_MOVES
