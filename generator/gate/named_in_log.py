"""Whom the log of consent names, as who acted or in the number of a form, though it must not.

No line of it can be changed, so that it is told. A number is told where a story's file has it, too, since that comes
into the log with the next act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from generator.content.read import Manuscript
from generator.gate import deny_list
from generator.gate.consent_log import NO_BACKUP, PATH, LogLine, identity
from generator.gate.deny_list import DenyList
from generator.gate.name_forms import may_name
from generator.gate.own_words import has_words_of, is_denied, is_shown_name
from generator.ground.diagnostics import Diagnostic, Span, warning
from generator.ground.patterns import lazy

HINT = (
    "no line can be changed by itself: give the log to nobody who must not read this name; to have it gone, "
    + NO_BACKUP.removeprefix("if nobody has it as it was: keep a copy of the log elsewhere, ")
)
OF_NUMBER = (
    "leave this line as it is: it proves what was agreed to and taken back; give the log to nobody who must not read "
    "the name, and have a story that is still there approved anew under a number without one"
)
IN_FRONT = (
    "write the number under which the signed form is filed, such as CF-2026-014; if the log has this one already, have "
    "the story approved anew under that, with “hearten consent approve”"
)
DIGITS = lazy(r"\d+")


def named_in_log(
    lines: Sequence[LogLine], denied: DenyList, texts: Collection[Manuscript], common: Collection[str]
) -> Iterator[Diagnostic]:
    """Every line by somebody whose name is denied, or tells of a story under the same record (`gate.own_words`)."""
    of_record = _by_record(texts)

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


def numbers_in_log(
    lines: Iterable[LogLine], denied: DenyList, texts: Collection[Manuscript], common: Collection[str]
) -> Iterator[Diagnostic]:
    """The first line with each number of a form that is denied, or has words of a story under it, or a name in it."""
    of_record, first = _by_record(texts), {identity(line.event.record): line for line in reversed([*lines])}
    for record, line in reversed(first.items()):
        own = of_record.get(record, ())
        if is_denied(record, denied):
            what = f"the number of this form has words that {deny_list.PATH} forbids"
        elif told := next((text.path for text in own if has_words_of(record, text, common=common)), None):
            what = f"the number of this form has words of {told}, or a name in it"
        else:
            continue
        yield warning("named", PATH, Span(line.place), what, OF_NUMBER)


def numbers_in_front(texts: Iterable[Manuscript], denied: DenyList) -> Iterator[Diagnostic]:
    """Every story's file whose record is denied in any text, or has the name in it that the story shows."""
    for text in texts:
        letters = DIGITS.sub("", text.record or "").strip()  # mostly the same in all stories
        if _is_forbidden(letters, denied):
            what = f"the number of the form has words that {deny_list.PATH} forbids"
        elif is_shown_name(letters, text):
            what = "the number of the form has the name in it that the story shows"
        else:
            continue
        yield warning("named", text.path, text.front.value_span(("consent", "record")), what, IN_FRONT)


@lru_cache
def _is_forbidden(letters: str, denied: DenyList) -> bool:
    everywhere = denied.everywhere()
    return bool(everywhere.hashed or may_name(letters, everywhere.phrases)) and is_denied(letters, everywhere)


def _by_record(texts: Iterable[Manuscript]) -> Mapping[str, Collection[Manuscript]]:
    of_record: defaultdict[str, list[Manuscript]] = defaultdict(list)
    for text in texts:
        of_record[identity(text.record or "")].append(text)
    return of_record
