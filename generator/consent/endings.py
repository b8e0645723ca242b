"""What was taken away on this machine, remembered by the site's address and known again by its words, without a log.

A copy of a site's folder from before its log began, in another place, shares neither the log's first line nor the
folder with the site that it is of. What it does share is the site's address, and the story: its words, salted here, or
its record. Addresses that are examples for everybody (RFC 2606) tell no site, so there only the words count.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from generator.content import sources
from generator.gate import consent_log
from generator.gate.consent_log import STRICTER, LogLine, identity
from generator.ground.diagnostics import CannotBuildError
from generator.ground.hosts import is_example
from generator.ground.patterns import lazy
from generator.store import log_memory
from generator.store.log_memory import Recalled

if TYPE_CHECKING:
    from generator.consent.ending import Ending

# Where site.yaml cannot be read as YAML.
LINE = lazy(r"^[\"']?url[\"']?[ \t]*:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
USUAL_PORTS = (80, 443)


class Address(NamedTuple):
    """A site's address: its host, and all by which it is compared with others."""

    host: str
    whole: str


class NotKnown(NamedTuple):
    """The lines that a log lacks although a story is here that they are about; ``damage``: why some may be missing."""

    lines: tuple[bytes, ...]
    damage: str | None


def not_known(root: Path, log: bytes) -> NotKnown:
    """What a log lacks of what is remembered by the site's address. Raises NoMemoryError."""
    known = frozenset(consent_log.joined(log, ()).splitlines(keepends=True))
    # Settings and texts are read only where there is something to ask them: mostly nothing has changed.
    every = _read(log_memory.all_ended(root))
    if not any(ending.line not in known for ending in every.endings):
        return NotKnown((), every.damage)
    site = _address(root)
    missing = [ending for ending in _remembered(root, site).endings if ending.line not in known] if site else []
    if not missing or site is None:
        return NotKnown((), every.damage)
    from generator.consent.ended_texts import stories

    certain = not is_example(site.host)
    here = stories(root)
    found = (
        ending.line
        for ending in missing
        if any((certain and ending.record in text.records) or text.has(ending.words, ending.salt) for text in here)
    )
    return NotKnown(tuple(dict.fromkeys(found)), every.damage)


def remember(root: Path, log: bytes) -> None:
    """Remember what a log says was taken away, and no more what it says was given again. Raises NoMemoryError."""
    site = _address(root)
    if site is None:
        return
    raw, before = consent_log.joined(log, ()).splitlines(keepends=True), _remembered(root, site)
    kept = before.endings
    last = _last(log)
    ended = {raw[line.place - 1]: line for line in last if line.event.what in STRICTER}
    if not ended and not kept:
        return
    others = [ending for ending in kept if ending.line not in raw or ending.line in ended]
    new = ended.keys() - {ending.line for ending in others}
    if new:
        from generator.consent.ended_texts import words_of
        from generator.consent.ending import Ending

        others += [Ending(line, *words) for line in ended if line in new for words in words_of(root, ended[line])]
    _keep(root, site, others, before)


def forget(root: Path, lines: Collection[bytes]) -> None:
    """Forget lines that do not count any more. Raises NoMemoryError."""
    site = _address(root) if lines else None
    if site is not None:
        before = _remembered(root, site)
        _keep(root, site, [ending for ending in before.endings if ending.line not in lines], before)


def _last(log: bytes) -> list[LogLine]:
    """The last line about each record, or each text of one, but for records that others replaced."""
    last: dict[tuple[str, str | None], LogLine] = {}
    for line in consent_log.read(log)[0]:
        event, record = line.event, identity(line.event.record)
        gone = {record} if event.text is None else set()
        gone |= {identity(event.replaces)} if event.replaces else set()
        last = {key: one for key, one in last.items() if key[0] not in gone}
        last[record, event.text] = line
    return list(last.values())


def _address(root: Path) -> Address | None:
    """The site's address as its settings tell it, whether or not the rest of them can be read."""
    from generator.content import strict_yaml

    with suppress(CannotBuildError):
        text = sources.site_file(root).decode("utf-8-sig", "replace")
        document = strict_yaml.parse(text, sources.SITE_FILE).value
        written = document.fields.get("url") if document else None
        if not isinstance(written, str) and (line := LINE.search(text)):
            written = line[1]
        return _compared(written) if isinstance(written, str) else None
    return None


def _compared(written: str) -> Address | None:
    """An address by what tells one site from another: not scheme, usual port, capitals, or a dot or slash behind."""
    from generator.content.web_address import in_ascii

    try:
        parts = urlsplit(written.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    host = (in_ascii(host) or host).rstrip(".").casefold()
    shown = f"{host}:{port}" if port and port not in USUAL_PORTS else host
    return Address(host, f"{shown}/{unquote(parts.path).strip('/')}".rstrip("/").casefold()) if host else None


class _KnownEndings(NamedTuple):
    """Endings that are remembered, lines that tell none any more, and why some may be missing."""

    endings: list[Ending]
    damaged: list[bytes]
    damage: str | None


def _remembered(root: Path, site: Address) -> _KnownEndings:
    return _read(log_memory.ended_at(root, site.whole))


def _read(recalled: Recalled) -> _KnownEndings:
    kept = _KnownEndings([], [], recalled.damage)
    if not any(recalled.files.values()):
        return kept
    from generator.consent import ending

    for place, data in recalled.files.items():
        endings, damaged = ending.read(data)
        why = f"{place} cannot be used ({len(damaged)} of its lines are damaged)" if damaged else None
        kept = _KnownEndings([*kept.endings, *endings], [*kept.damaged, *damaged], kept.damage or why)
    return kept


def _keep(root: Path, site: Address, endings: Collection[Ending], before: _KnownEndings) -> None:
    from generator.consent import ending

    log_memory.remember_ended(root, site.whole, ending.written(endings, before.damaged))
