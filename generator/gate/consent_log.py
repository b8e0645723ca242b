"""The log of consent: what happened to which record and when, each line chained to the one before by its fingerprint.

No name of a storyteller, no title, no file's name and no text stands in it; a record's reference is the number of the
signed form, which is kept elsewhere. Editors are named only where the organisation wants that. A changed, removed or
moved line breaks the chain behind it. What the chain alone cannot show, lines missing at the end, shows against the
stories: each carries the fingerprint of the last line about it. The beginning of a line at the very end, whose writing
was stopped, was never a line, and whatever is written next takes its place.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from generator.ground.patterns import lazy
from generator.ground.strict_json import is_beginning, read_json

PATH = "consent/log.jsonl"
# Lines of the first form do not tell terms and texts. They are read for ever; new lines are of the newest.
FORMS = ("1-", "2-")
BEGINNING = FORMS[0] + "0" * 64
# The first signs of every line.
OPENS = b'{"line": '
# The last that a line says.
PRINTED = lazy(rb'"this": "[^"]*"')
# What heals each kind of break, and what is left to do where nobody has the lines any more.
PUT_BACK = {
    "altered": "put this line back as it was, from git or a backup, and leave the others as they are",
    "foreign": (
        "if this was never a line of the log, such as a mark that git left in a merge, take it out; else put it back "
        "as it was, from git or a backup"
    ),
    "missing": "put the missing lines back before it, from git or a backup, and leave the others as they are",
    "moved": (
        "put the lines back in their order, from git or a backup; of two logs that were merged, keep one with its "
        "stories, and do the acts of the other once more"
    ),
}
NO_BACKUP = (
    "if nobody has it as it was: keep a copy of the log elsewhere, delete this line and all behind it, give “hearten "
    "consent verify --accept-older”, and do the acts of these lines once more, what was withdrawn or paused first"
)
Act = Literal["approve", "correct", "renew", "narrow", "pause", "resume", "withdraw"]
# Acts that allow nothing that was not allowed before. They bind from the moment that somebody means them.
STRICTER: frozenset[str] = frozenset({"narrow", "pause", "withdraw"})
# No act on a consent: somebody says that an older log counts, and that what came after it does not.
ACCEPT_OLDER: Literal["accept-older"] = "accept-older"
# The same: what was online is gone there, as a proof shows whose digest stands in place of a seal.
PROVEN_GONE: Literal["proven-gone"] = "proven-gone"
ABOUT_NO_RECORD = {ACCEPT_OLDER: "the whole log", PROVEN_GONE: "what was online"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened, and where the consent stands since.

    ``replaces`` is the record that a new approval took over, ``terms`` what was agreed (`gate.terms`), and ``text``
    stands for the text that this is about where the record covers several. ``by`` is who did it, where that is told.
    """

    on: dt.date
    what: Act | Literal["accept-older", "proven-gone"]
    record: str
    status: str
    scope: tuple[str, ...]
    until: dt.date | None
    seal: str | None
    replaces: str | None = None
    terms: str | None = None
    text: str | None = None
    by: str | None = None

    @property
    def about(self) -> str:
        """The record that this is about, or words where it is about none."""
        return ABOUT_NO_RECORD.get(self.what, self.record)


def about_no_record(what: Literal["accept-older", "proven-gone"], on: dt.date, seal: str | None) -> Event:
    """What happened to the log or the site, and to nobody's consent; ``seal`` is the digest of what it tells of."""
    from generator.content.samples import NEW_RECORD  # which takes long to load, and is needed seldom

    return Event(on=on, what=what, record=NEW_RECORD, status="given", scope=(), until=None, seal=seal)


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the log: its number from 1, what it tells, its fingerprint, and where it stands in the file."""

    number: int
    event: Event
    fingerprint: str
    place: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not fit: the number of the line, or None where it is about a story's file, words, and what heals it."""

    line: int | None
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        told = f"{self.message}; {self.remedy}" if self.remedy else self.message
        return f"{PATH}:{self.line}: {told}" if self.line else told


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a story's consent stands as its file says; ``path`` is told to the editor and never logged.

    ``text`` stands for it in the log where its record covers several.
    """

    path: str
    record: str
    status: str
    scope: tuple[str, ...]
    until: dt.date | None
    seal: str | None
    logged: str | None
    text: str | None = None


def identity(record: str) -> str:
    """By what a record is known, however it was written: with other case, other hyphens, or blanks around it."""
    if record.isascii():
        return record.strip().casefold()
    plain = (s for s in unicodedata.normalize("NFKC", record) if unicodedata.category(s) != "Cf")
    return "".join("-" if s == "\u2212" or unicodedata.category(s) == "Pd" else s for s in plain).strip().casefold()


def appended(log: bytes, event: Event) -> tuple[bytes, str]:
    """The log with one line more, and the new line's fingerprint.

    A damaged log can be gone on with, since a withdrawal must never have to wait; `read` still finds the damage.
    """
    lines = joined(log, ()).splitlines(keepends=True)
    line, fingerprint = _written(len(lines) + 1, event, _last_print(lines), FORMS[-1])
    return joined(log, (line,)), fingerprint


def _last_print(lines: Sequence[bytes]) -> str:
    """The fingerprint of the last line; of one that was altered the one that it names, so that it can be put back."""
    if not lines:
        return BEGINNING
    if last := _parsed(lines[-1], len(lines)):
        return last[0].fingerprint
    try:
        named = read_json(lines[-1])["this"]
    except (ValueError, TypeError, LookupError):
        return BEGINNING
    return named if isinstance(named, str) else BEGINNING


def read(log: bytes) -> tuple[tuple[LogLine, ...], tuple[Fault, ...]]:
    """The lines, and every place where the chain is broken."""
    lines: list[LogLine] = []
    faults: list[Fault] = []
    previous, number = BEGINNING, 0
    for place, raw in enumerate(joined(log, ()).splitlines(keepends=True), 1):
        found = _parsed(raw, place)
        if found is None:
            kind = "altered" if raw.startswith(OPENS) else "foreign"
            faults.append(Fault(place, "this line was altered", f"{PUT_BACK[kind]}; {NO_BACKUP}"))
            previous = ""
            continue
        line, before = found
        if before != previous and previous:
            kind = "missing" if line.number > number + 1 else "moved"
            what = "a line is missing before it" if kind == "missing" else "lines were altered or moved"
            remedy = f"{PUT_BACK[kind]}; {NO_BACKUP}"
            faults.append(Fault(place, f"this line does not follow the one before: {what}", remedy))
        lines.append(line)
        previous, number = line.fingerprint, line.number
    return tuple(lines), tuple(faults)


def joined(log: bytes, lines: Iterable[bytes]) -> bytes:
    """A log with these lines behind its own, as they are, in place of what was never a whole line."""
    log = log.removesuffix(torn(log))
    whole = b"\n" if log and not log.endswith(b"\n") else b""
    return log + whole + b"".join(lines)


def torn(log: bytes) -> bytes:
    """What stands at the end of a log and is only the beginning of a line; nothing where the last line is whole.

    Whatever else cannot be read there breaks the chain.
    """
    last = next(iter(log.splitlines(keepends=True)[-1:]), b"")
    return last if _is_cut_off(last.rstrip(b"\r\n")) else b""


def _is_cut_off(written: bytes) -> bool:
    """Whether a line ends before its end, and is not one that was altered."""
    if not OPENS.startswith(written[: len(OPENS)]) or written.endswith(b"}"):
        return False
    if PRINTED.search(written):  # all but the last sign, or altered
        return _parsed(written + b"}\n", 0) is not None
    return is_beginning(written)


def _written(number: int, event: Event, previous: str, form: str) -> tuple[bytes, str]:
    content = {
        "line": number,
        "on": str(event.on),
        "what": event.what,
        "record": event.record,
        "status": event.status,
        "scope": list(event.scope),
        "until": str(event.until) if event.until else None,
        "seal": event.seal,
        "replaces": event.replaces,
        **({} if form == FORMS[0] else _of_second_form(event)),
        "previous": previous,
    }
    fingerprint = form + hashlib.sha256(_json(content)).hexdigest()
    return _json({**content, "this": fingerprint}) + b"\n", fingerprint


def _of_second_form(event: Event) -> dict[str, Any]:
    """What lines of the first form do not tell; who did it only where that is said."""
    return {"terms": event.terms, "text": event.text, **({"by": event.by} if event.by else {})}


def _parsed(raw: bytes, place: int) -> tuple[LogLine, str] | None:
    """A line and the fingerprint that it names as the one before, or None if it is not byte for byte as it was made."""
    try:
        content = read_json(raw)
        event = Event(
            on=dt.date.fromisoformat(content["on"]),
            what=content["what"],
            record=_word(content["record"]),
            status=_word(content["status"]),
            scope=tuple(map(_word, content["scope"])),
            until=dt.date.fromisoformat(content["until"]) if content["until"] else None,
            seal=_word_or_none(content["seal"]),
            replaces=_word_or_none(content["replaces"]),
            terms=_word_or_none(content.get("terms")),
            text=_word_or_none(content.get("text")),
            by=_word_or_none(content.get("by")),
        )
        form = next(form for form in FORMS if content["this"].startswith(form))
        number, previous = content["line"], _word(content["previous"])
        if type(number) is not int or event.what not in (*get_args(Act), *ABOUT_NO_RECORD):
            return None
        line, fingerprint = _written(number, event, previous, form)
    except (ValueError, TypeError, LookupError, AttributeError, StopIteration):
        return None
    return (LogLine(number, event, fingerprint, place), previous) if line == raw else None


def _word(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError("this is no text")


def _word_or_none(value: object) -> str | None:
    return None if value is None else _word(value)


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(", ", ": ")).encode()


def against(lines: Sequence[LogLine], stories: Sequence[Standing], withdrawn: Iterable[str | None]) -> Iterator[Fault]:
    """Where the log and the site's folder tell different things.

    ``withdrawn`` are the fingerprints that consent/withdrawn.yaml names.
    """
    acts = [line for line in lines if line.event.what not in ABOUT_NO_RECORD]
    last = {identity(line.event.record): line for line in acts}
    of_text = {(identity(line.event.record), line.event.text): line for line in acts}
    for replaced in {line.event.replaces for line in acts if line.event.replaces}:
        last.pop(identity(replaced), None)
    records = {identity(story.record) for story in stories}
    by_text = {(identity(story.record), story.text): story for story in stories}
    for story in stories:
        record = identity(story.record)
        line = last.get(record)
        if line is not None and line.event.text is not None:
            line = of_text.get((record, story.text), line)
        if line is not None and by_text[record, story.text] is not story:
            yield Fault(line.number, f"{story.path} is not the only story with the record {story.record}")
        elif line is not None:
            yield from _differences(line, story)
        elif story.seal or story.logged:
            yield Fault(None, f"{story.path}: the log holds no line about its record {story.record}")
    yield from _left(lines, last, records, set(withdrawn))


def _left(
    lines: Sequence[LogLine], last: Mapping[str, LogLine], records: Collection[str], left: Collection[str | None]
) -> Iterator[Fault]:
    """What the log tells of stories that are not there, and consent/withdrawn.yaml of lines that are not."""
    for record, line in last.items():
        if line.event.what == "withdraw" and line.fingerprint not in left:
            yield Fault(line.number, f"{line.event.record} was withdrawn, and consent/withdrawn.yaml does not say so")
        if line.event.what != "withdraw" and record not in records:
            yield Fault(line.number, f"no story has the record {line.event.record} any more, and it was not withdrawn")
    known = {line.fingerprint for line in lines}
    for fingerprint in sorted(f for f in left if f and f not in known):
        yield Fault(None, f"consent/withdrawn.yaml names a line that is not in the log ({fingerprint[:10]}…)")


def verdict(faults: Sequence[Fault]) -> str:
    """Whether all fits, in a sentence."""
    if not faults:
        return "The log, the stories and the withdrawals fit together."
    return f"Found {len(faults)} fault{'' if len(faults) == 1 else 's'}."


def _differences(line: LogLine, story: Standing) -> Iterator[Fault]:
    event = line.event
    pairs = [
        ("status", event.status, story.status),
        ("scope", sorted(event.scope), sorted(story.scope)),
        ("end", event.until, story.until),
        ("seal", event.seal, story.seal),
    ]
    different = [name for name, logged, written in pairs if logged != written]
    if different:
        yield Fault(line.number, f"{story.path} says another {' and '.join(different)} than this line")
    if story.logged != line.fingerprint:
        yield Fault(
            line.number, f"{story.path} names another line as the last one about it: lines were added or removed"
        )
