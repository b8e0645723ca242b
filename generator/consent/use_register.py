"""The register of what stories are used for beside the site: consent/uses.jsonl.

A line stands there for each use, and one for each that is over: the number of the signed form, which use, where, since
when and until when. No title, no name and no word of a story stands there, and so the register stays when one is
withdrawn: it tells what has to be taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.consent.alone import one_by_one
from generator.consent.case import bytes_of
from generator.consent.despite_errors import gathered, settings_told
from generator.consent.guard_files import moves_of, readable_moves
from generator.consent.line_files import append, day, each_line, word
from generator.consent.refused import RefusedError
from generator.content.read import manuscript as read_text
from generator.gate import deny_list
from generator.gate.consent_log import identity
from generator.gate.last_words import text_tag
from generator.gate.own_words import has_words_of, is_denied, words_of_site
from generator.ground.diagnostics import CannotBuildError
from generator.ground.places import USES
from generator.store.guards import guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Something that a story is used for: its number from 1, and where, in the words of whoever wrote it down.

    ``text`` stands for the story's file (`gate.last_words.text_tag`). ``until`` is the last day of the use, where it
    has one; ``over`` the day on which somebody said that it is.
    """

    number: int
    record: str
    text: str
    use: str
    where: str
    on: date
    until: date | None
    over: date | None = None

    def is_out(self, today: date) -> bool:
        """Whether it is still out there on a day, as far as the register tells."""
        is_over = self.over is not None and self.over <= today
        return not is_over and (self.until is None or self.until >= today)

    @property
    def words(self) -> str:
        """It in words, for a person."""
        until = f", until {self.until}" if self.until else ""
        return f"{self.number}: {self.use}, {self.where}, since {self.on}{until}"


def uses(root: Path) -> tuple[Use, ...]:
    """All uses that were ever written down. Raises CannotBuildError where the register cannot be read."""
    return read(guard(root, USES))


def read(data: bytes | None) -> tuple[Use, ...]:
    """The uses in the file's bytes; none where there is no file. Raises CannotBuildError where a line says nothing."""
    found: dict[int, Use] = {}

    def take(told: dict[str, Any]) -> None:
        if not isinstance(number := told["number"], int):
            raise TypeError("this is no number")
        if told["what"] == "over":
            found[number] = replace(found[number], over=day(told["on"]))
            return
        if told["what"] != "use" or number in found:
            raise ValueError("no such line")
        found[number] = Use(
            number=number,
            record=word(told["record"]),
            text=word(told["text"]),
            use=word(told["use"]),
            where=word(told["where"]),
            on=day(told["on"]),
            until=day(told["until"]) if told["until"] else None,
        )

    each_line(data, USES, take)
    return tuple(found.values())


def add(root: Path, record: str, path: str, use: str, where: str, on: date, until: date | None) -> Use:
    """Write a use of the story at a path down; whoever calls holds up others (`consent.alone`).

    Raises RefusedError, and CannotBuildError where nobody can read what stands there, or which names the story had.
    """
    known = uses(root)
    number = max((one.number for one in known), default=0) + 1
    tag = text_tag(record, path, moves_of(root))
    new = Use(number=number, record=record, text=tag, use=use, where=where, on=on, until=until)
    append(
        root,
        USES,
        {
            "what": "use",
            "number": number,
            "record": record,
            "text": tag,
            "use": use,
            "where": where,
            "on": str(on),
            "until": str(until) if until else None,
        },
    )
    return new


@one_by_one
def end(root: Path, number: int, *, today: date) -> Use:
    """Write down that a use is over: it was taken back, or has gone by. Raises RefusedError."""
    found = next((one for one in uses(root) if one.number == number), None)
    if found is None:
        raise RefusedError(f"There is no use with the number {number}. “hearten uses” lists all.")
    if found.over is not None and found.over <= today:
        raise RefusedError(f"The use {number} has been over since {found.over}; nothing was changed.")
    append(root, USES, {"what": "over", "number": number, "on": str(today)})
    return replace(found, over=today)


def to_take_back(
    root: Path, path: str, today: date, *, staying: Collection[str] = (), records: Collection[str] = ()
) -> tuple[str, ...]:
    """What a story is still used for and may not be any more, in sentences; ``staying`` are uses that it may.

    So is what stands under its ``records``, where they are withdrawn whole. For acts that no error may stop: a register
    that cannot be read is told.
    """
    moves, ended = readable_moves(root), {identity(record) for record in records}
    try:
        out = [
            one
            for one in uses(root)
            if one.is_out(today)
            and one.use not in staying
            and (one.text == text_tag(one.record, path, moves) or identity(one.record) in ended)
        ]
    except CannotBuildError as e:
        why = e.diagnostics[0]
        return (f"{why.place}: {why.message}. Look there yourself for what has to be taken back.",)
    return tuple(_sentences(root, out))


def to_reword(root: Path, path: str, records: Collection[str]) -> tuple[str, ...]:
    """Which lines about a story say where it was used with words of it, or with denied ones, and what to do; sentences.

    For the story at a path before it is withdrawn, whose lines stay, with its ``records``. A name of the site's own for
    a use may be like it. Whatever cannot be read is told, and stops nothing.
    """
    found, moves, ended = gathered(root), readable_moves(root), {identity(record) for record in records}
    settings = settings_told(found)
    named = {use.label for use in settings.uses}
    try:
        own = [
            one
            for one in uses(root)
            if one.where not in named
            and (one.text == text_tag(one.record, path, moves) or identity(one.record) in ended)
        ]
        denied = deny_list.read(guard(root, deny_list.PATH)).everywhere()
    except CannotBuildError as e:
        why = e.diagnostics[0]
        return (f"{why.place}: {why.message}. So look yourself whether {USES} says words of the story as “where”.",)
    file = next((file for file in found.stories if file.path == path), None)
    data = (bytes_of(file) if file else None) or b""
    text, common = read_text(data, path, settings.language).value, words_of_site(settings)

    def tells(where: str) -> bool:
        return is_denied(where, denied) or (text is not None and has_words_of(where, text, data, common))

    telling = [one.number for one in own if tells(one.where)]
    if not telling:
        return ()
    return (
        f"{USES} stays, and says where it was used with words of the story, or with a name. Open it in a text editor:",
        *(f'  find “"number": {number}, "record"”, and write other words behind “"where":”' for number in telling),
        "  Leave the quotation marks and all else as it is. Such words as “Spring letter” tell nothing of it.",
    )


def _sentences(root: Path, out: Collection[Use]) -> Iterator[str]:
    if not out:
        return
    tell = {use.id: use.tell for use in settings_told(gathered(root)).uses}
    yield "It is still used elsewhere, where it has to be taken back:"
    for one in out:
        yield f"  {one.words}{f'; tell {tell[one.use]}' if tell.get(one.use) else ''}"
    yield "When that is done, write it down: hearten uses --done NUMBER"
