"""Pausing a story whose front matter cannot be read: its file is left alone, and the log holds the pause."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.consent.alone import one_by_one
from generator.consent.carrying_out import carry_out, digest_of
from generator.consent.case import bytes_of, headers, manuscripts
from generator.consent.despite_errors import gathered, settings_told, words_and_records
from generator.consent.find_story import by_address, by_file
from generator.consent.guard_files import log_of, moves_of
from generator.consent.refused import RefusedError
from generator.consent.use_register import to_take_back
from generator.content import read
from generator.gate import consent_log
from generator.gate.consent_log import Event, LogLine
from generator.gate.coverage import ENDED
from generator.gate.intent import Intent
from generator.gate.last_words import LastWords, last_words, text_tag
from generator.gate.since import OVER
from generator.ground.channels import CHANNELS


@one_by_one
def pause_unread(root: Path, story: str, *, today: date, by: str | None = None) -> tuple[str, ...] | None:
    """Pause such a story, and say so in sentences; None for any other, which `consent.acts.pause` pauses.

    Where nobody can tell which of several records is the story's, each is paused. Raises RefusedError where nobody can
    tell any, and where its consent has ended already.
    """
    found = gathered(root)
    settings = settings_told(found)
    files = {f.path: f for f in found.stories}
    path = by_file(root, story, files) or by_address(story, headers(found, settings))
    data = bytes_of(files[path]) if path is not None else None
    if path is None or data is None:
        return None
    texts = {text.path: text for text in manuscripts(found, settings)}
    text = texts.pop(path, None)
    if text is not None and text.header is not None:
        return None
    records = words_and_records(root, path, data, text, texts.values())[1]
    if not records:
        wrong = next(iter(read.manuscript(data, path, settings.language).errors))
        raise RefusedError(
            f"{wrong.place}: {wrong.message}; {wrong.hint}. So nobody can tell the record of its consent. As it is, "
            "builds withhold the story: build now, and put the site online. Once the file is mended, pause the story."
        )
    known = last_words(log_of(root), moves_of(root))
    lasts = {record: _last(known, record, path) for record in records}
    going_on = [record for record, (line, _) in lasts.items() if line is None or line.event.status not in OVER]
    if not going_on:
        ends = "; ".join(f"{record}: {ENDED[line.event.status]}" for record, (line, _) in lasts.items() if line)
        raise RefusedError(f"There is nothing to pause in {path}, and builds withhold it: {ends}. Nothing was changed.")
    channels = read.unread(data, path).consent.channels or ()
    for record in going_on:
        line, tag = lasts[record]
        event = Event(
            on=today,
            what="pause",
            record=record,
            status="paused",
            scope=line.event.scope if line else tuple(channel for channel in CHANNELS if channel in channels),
            until=line.event.until if line else None,
            seal=line.event.seal if line else None,
            terms=line.event.terms if line else None,
            text=tag,
            by=by,
        )
        added = consent_log.appended(log_of(root), event)[0].splitlines(keepends=True)[-1].decode()
        same = digest_of(data)
        carry_out(root, Intent(what="pause", path=path, on=today, line=added, before=same, after=same))
    return (
        f"Paused {path} as {', '.join(going_on)}, in the log alone, since its front matter has errors.",
        "Builds withhold the story, also once that is mended. Build now, and put the site online.",
        "When the file is mended, pause the story once more, so that it says so itself, and can be resumed.",
        *to_take_back(root, path, today),
    )


def _last(known: LastWords, record: str, path: str) -> tuple[LogLine | None, str | None]:
    """The last line about this text under a record, and what stands there for it where the record covers several."""
    line = known.about(record, path)
    tag = text_tag(record, path, known.moves) if line is not None and line.event.text is not None else None
    return (line if line is not None and line.event.text == tag else None), tag
