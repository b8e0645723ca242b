"""The moves of stories, in consent/moves.yaml: which file and which page was which before, so that names may change.

A story is the same under another name. What was approved, logged or told to feed readers under an earlier name is
found by the first name that a file or a page had. A name that was given away belongs to what came there later, which
is another text: going back through the moves, it is told apart by the number of the move that made room for it.

When a story is withdrawn, its names are hidden here, since names are made of titles: what they were can be followed by
who knows the last one, such as a text that links to it, and read by nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated

from pydantic import Field

from generator.content import schema, strict_yaml
from generator.content.field_types import CLOSED, Count, Flag, Salt, Text
from generator.ground.diagnostics import START, CannotBuildError, error, in_order
from generator.ground.hashed_names import LENGTH, QUICK, hashed, masked, quickly_hashed, unmasked
from generator.ground.places import MOVE_UNDER_WAY, MOVES

PATH, FORM = MOVES, 1
# What a hidden name begins with, and where its hash ends.
HIDDEN, BEHIND = "~", 1 + LENGTH
HEADING = """\
# Stories that have other names than before. “hearten rename” writes this file; seals, log and feeds go by it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMove:
    """One move of a story: its file before and after, and its page in the output, where that has moved, too.

    Of a story that was withdrawn each is hidden: behind a tilde stands its hash, and behind that, where it is the name
    of before, the name itself, masked by the one that took its place.
    """

    __pydantic_config__ = CLOSED

    old: Annotated[Text, Field(description="The file that it was.")]
    new: Annotated[Text, Field(description="The file that it became.")]
    old_page: Annotated[Text | None, Field(description="The page that it was, if it is another now.")] = None
    new_page: Annotated[Text | None, Field(description="The page that it became.")] = None

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every name with the one that took its place."""
        pages = ((self.old_page, self.new_page),) if self.old_page and self.new_page else ()
        return (self.old, self.new), *pages


@dataclass(frozen=True, kw_only=True)
class Moves:
    """consent/moves.yaml, the oldest move first."""

    __pydantic_config__ = CLOSED

    form: Annotated[Count, Field(description="The form of this file.")] = FORM
    salt: Annotated[Salt | None, Field(description="A random value, where names are hidden.")] = None
    moves: Annotated[tuple[StoryMove, ...], Field(description="The moves, the oldest first.")] = ()
    under_way: Annotated[Flag, Field(description="true: the last move is not finished.")] = False

    @cached_property
    def known(self) -> frozenset[str]:
        """Every name that a move speaks of."""
        return frozenset(name for move in self.moves for pair in move.names for name in pair)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The quick hashes of every name that is hidden."""
        return frozenset(name[1 : QUICK + 1] for name in self.known if name.startswith(HIDDEN))

    def origin(self, name: str) -> tuple[str, int]:
        """The first name of what is called ``name`` today, and the number of the move that gave it that name away.

        The number is 0 where it had that name from the beginning. As long as a move is under way, nothing else can have
        come to the name of before, so both are the story's.
        """
        if name in self.known or (self.salt and quickly_hashed(name, self.salt) in self.hidden):
            for number in range(len(self.moves), 0, -1):
                for old, new in self.moves[number - 1].names:
                    if self._is(new, name):
                        name = self._shown(old, name)
                    elif self._is(old, name) and not (self.under_way and number == len(self.moves)):
                        return name, number
        return name, 0

    def without(self, name: str, salt: str) -> Moves:
        """The same with all names hidden that the story in the file ``name`` has had; ``salt`` is for a first time."""
        salt, rows = self.salt or salt, list(self.moves)
        for number, move in reversed(tuple(enumerate(self.moves))):
            if move.new == name:
                rows[number], name = _hide(move, salt), move.old
        return replace(self, salt=salt, moves=tuple(rows)) if tuple(rows) != self.moves else self

    def _is(self, written: str, name: str) -> bool:
        if not written.startswith(HIDDEN) or not self.salt:
            return written == name
        return written[1 : QUICK + 1] == quickly_hashed(name, self.salt) and written[1:BEHIND] == hashed(
            name, self.salt
        )

    def _shown(self, written: str, by: str) -> str:
        return unmasked(written[BEHIND:], by, self.salt) if self.salt and written.startswith(HIDDEN) else written

    def first(self, name: str) -> str:
        """What names a file or a page for ever: no two that are there at one time have the same."""
        first, number = self.origin(name)
        return f"{first} {number}" if number else first

    def now(self, name: str) -> str:
        """What is called today what was called ``name`` once."""
        if name in self.known:
            for move in self.moves:
                name = dict(move.names).get(name, name)
        return name


NO_MOVES = Moves()


def _hide(move: StoryMove, salt: str) -> StoryMove:
    def before(name: str, by: str) -> str:
        return HIDDEN + hashed(name, salt) + masked(name, by, salt)

    pages = {}
    if move.old_page and move.new_page:
        pages = {"old_page": before(move.old_page, move.new_page), "new_page": HIDDEN + hashed(move.new_page, salt)}
    return StoryMove(old=before(move.old, move.new), new=HIDDEN + hashed(move.new, salt), **pages)


def read(data: bytes | None) -> Moves:
    """What is in the file's bytes; no moves where there is no file.

    Raises CannotBuildError for a file with errors: whether a text is the one that was approved depends on it.
    """
    if data is None:
        return NO_MOVES
    parsed = strict_yaml.parse(data.decode("utf-8-sig"), PATH)
    problems = parsed.errors
    if parsed.value is not None and not problems:
        checked = schema.check(Moves, parsed.value, PATH)
        if checked.value is not None and checked.value.form <= FORM:
            return checked.value
        hint = "install the newest hearten, or put the file back as “hearten rename” wrote it"
        strange = error("moves", PATH, START, "this file is of a form that this hearten does not know", hint)
        problems = checked.errors or (strange,)
    raise CannotBuildError(*in_order(problems))


def written(moves: Moves) -> bytes:
    """The file, in the newest form."""
    lines = [
        HEADING,
        f"form: {FORM}\n",
        f"salt: '{moves.salt}'\n" if moves.salt else "",
        f"{MOVE_UNDER_WAY}\n" if moves.under_way else "",
        "moves:\n" if moves.moves else "moves: []\n",
    ]
    for move in moves.moves:
        names = {"old": move.old, "new": move.new, "old_page": move.old_page, "new_page": move.new_page}
        rows = [f"{name}: {_quoted(value)}\n" for name, value in names.items() if value]
        lines.append("  - " + "    ".join(rows))
    return "".join(lines).encode()


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
