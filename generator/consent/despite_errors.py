"""What can be told of a site with errors in it, for acts that no error may stop: pausing, narrowing, withdrawing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace as changed
from pathlib import Path

from generator.consent.guard_files import log_of, readable_moves, was_withdrawn_from
from generator.content import read, sources
from generator.content.read import Manuscript
from generator.content.settings import Organisation, Settings, Withdraw
from generator.content.sources import Sources
from generator.gate.last_words import last_words
from generator.gate.records import record_of, records_told, somebodys
from generator.ground.diagnostics import CannotBuildError

URL = re.compile(rb"^url:[ \t]*['\"]?(https?://[!-~]+?)['\"]?(?:\s|$)", re.MULTILINE)


def gathered(root: Path) -> Sources:
    """The site's files, site.yaml as if empty where it is there and cannot be read; else CannotBuildError as usual."""
    try:
        return sources.gather(root)
    except CannotBuildError:
        if not ((site := root / sources.SITE_FILE).is_symlink() or site.exists()):
            raise
        return sources.gather(root, settings=b"")


def settings_told(found: Sources) -> Settings:
    """The settings as far as these acts need them: the site's address.

    Where that cannot be read, the entry in feeds is not known by the id that it had; record and words still are.
    """
    checked = read.settings(found.settings, sources.SITE_FILE)
    if checked.value is not None:
        return checked.value[0]
    written = URL.search(found.settings)
    return Settings(
        name="",
        url=written[1].decode().rstrip("/") + "/" if written else "",
        organisation=Organisation(name="", email=""),
        withdraw=Withdraw(text=""),
        topics=(),
    )


def was_withdrawn_here(root: Path, path: str) -> bool:
    """Whether a story that was withdrawn had a file's path, or the address that this gives.

    Raises CannotBuildError where nobody can tell.
    """
    return was_withdrawn_from(root, settings_told(gathered(root)).url)(path)


def words_and_records(
    root: Path, path: str, data: bytes, text: Manuscript | None, others: Iterable[Manuscript]
) -> tuple[bytes, tuple[str, ...]]:
    """The digests of a story's words, and its records; of one that cannot be read as far as anybody can tell them."""
    consent = text.header.consent if text and text.header else None
    if text is not None and text.header is not None:
        return text.sentences, (consent.record,) if consent and somebodys(consent.record) else ()
    unread = read.unread(data, path)
    told = changed(unread.consent, records=(*([text.record] if text and text.record else []), *unread.consent.records))
    known = last_words(log_of(root), readable_moves(root))
    records = records_told(told, known, {record_of(other) for other in others})
    return text.sentences if text else unread.sentences, records
