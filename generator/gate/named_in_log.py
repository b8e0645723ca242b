"""Whom the log of consent names as who acted though it must not: a line of it cannot be changed, so that it is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

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
    for line in lines:
        if not (by := line.event.by):
            continue
        record = identity(line.event.record)
        own = (text for text in texts if text.record is not None and identity(text.record) == record)
        if is_denied(by, denied):
            what = f"who acted here is named with words that {deny_list.PATH} forbids"
        elif told := next((text.path for text in own if has_words_of(by, text, common=common)), None):
            what = f"who acted here is named with words of {told}, or with a name in it"
        else:
            continue
        yield warning("named", PATH, Span(line.place), what, HINT)
