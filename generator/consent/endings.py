"""What was taken away on this machine, remembered by the site's address and known again by its words, without a log.

A copy of a site's folder from before its log began, in another place, shares neither the log's first line nor the
folder with the site that it is of. What it does share is the site's address, and the story: its words, salted here, or
its record. Addresses that are examples for everybody (RFC 2606) tell no site, so there only the words count.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.content import sources
from generator.gate import consent_log
from generator.gate.consent_log import STRICTER, LogLine, identity
from generator.ground.diagnostics import CannotBuildError
from generator.ground.hosts import is_example
from generator.store import log_memory

if TYPE_CHECKING:
    from generator.consent.ending import Ending


def not_known(root: Path, log: bytes) -> tuple[bytes, ...]:
    """The lines that a log lacks although a story is here that they are about. Raises NoMemoryError."""
    url = _address(root)
    known = frozenset(log.splitlines(keepends=True))
    missing = [ending for ending in _remembered(root, url) if ending.line not in known] if url else []
    if not missing or url is None:
        return ()
    # All that reads texts is loaded only where there is something to ask them: mostly nothing has changed.
    from generator.consent.ended_texts import stories

    certain = not is_example(urlsplit(url).hostname or "")
    here = stories(root)
    found = (
        ending.line
        for ending in missing
        if any((certain and ending.record in text.records) or text.has(ending.words, ending.salt) for text in here)
    )
    return tuple(dict.fromkeys(found))


def remember(root: Path, log: bytes) -> None:
    """Remember what a log says was taken away, and no more what it says was given again. Raises NoMemoryError."""
    url = _address(root)
    if url is None:
        return
    raw, kept = log.splitlines(keepends=True), _remembered(root, url)
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
    _keep(root, url, others)


def forget(root: Path, lines: Collection[bytes]) -> None:
    """Forget lines that do not count any more. Raises NoMemoryError."""
    url = _address(root)
    if url is not None and lines:
        _keep(root, url, [ending for ending in _remembered(root, url) if ending.line not in lines])


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


def _address(root: Path) -> str | None:
    """The site's address as its settings tell it, whether or not the rest of them can be read."""
    with suppress(CannotBuildError):
        for line in sources.site_file(root).splitlines():
            if line.startswith(b"url:"):
                address = line.removeprefix(b"url:").partition(b"#")[0].strip(b" \t'\"")
                return address.decode("utf-8", "replace").rstrip("/").casefold() or None
    return None


def _remembered(root: Path, url: str) -> list[Ending]:
    data = log_memory.ended_at(root, url)
    if not data:
        return []
    from generator.consent import ending

    return ending.read(data)


def _keep(root: Path, url: str, endings: Collection[Ending]) -> None:
    from generator.consent import ending

    log_memory.remember_ended(root, url, ending.written(endings))
