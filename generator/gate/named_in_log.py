"""Whom the log of consent names as who acted though it must not: a line of it cannot be changed, so that it is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from generator.content.read import Manuscript
from generator.gate import deny_list
from generator.gate.consent_log import NO_BACKUP, PATH, LogLine, identity
from generator.gate.deny_list import DenyList
from generator.gate.own_words import has_words_of, is_denied
from generator.ground.diagnostics import Diagnostic, Span, warning

HINT = (
    "no line can be changed by itself: give the log to nobody who must not read this name; to have it gone, "
    + NO_BACKUP.removeprefix("if nobody has it as it was: keep a copy of the log elsewhere, ")
)


def named_in_log(
    lines: Sequence[LogLine], denied: DenyList, texts: Collection[Manuscript], common: Collection[str]
) -> Iterator[Diagnostic]:
    """Every line by somebody whose name is denied, or tells of a story under the same record (`gate.own_words`)."""
    of_record: defaultdict[str, list[Manuscript]] = defaultdict(list)
    for text in texts:
        of_record[identity(text.record or "")].append(text)

    @cache
    def why(by: str, record: str) -> str | None:
        if is_denied(by, denied):
            return f"who acted here is named with words that {deny_list.PATH} forbids"
        own = of_record.get(record, ()) if record else ()
        told = next((text.path for text in own if has_words_of(by, text, common=common)), None)
        return f"who acted here is named with words of {told}, or with a name in it" if told else None

    for line in lines:
        if line.event.by and (what := why(line.event.by, identity(line.event.record))):
            yield warning("named", PATH, Span(line.place), what, HINT)
