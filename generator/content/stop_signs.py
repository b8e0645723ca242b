"""Signs in front matter that a text is not for readers, or not yet, and lines that nobody may make words for readers.

A correction is a guess. What no reader could see, since a colon, a bracket or another sign was in its way, becomes
words for readers by a person alone: a program writes only plain words of one line (`is_plain`) into a field that they
see. And it makes no such field: a sign before a name may have switched it off, a name that is a little different may be
a note's, and a sentence may begin with a field's name. So it mends only a line that begins with that name and a colon.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.content.field_line import syntax_slip
from generator.content.private_words import KEPT, NOT_TO_PUBLISH
from generator.content.samples import KEPT_BACK as STOPS_STORY
from generator.content.samples import TO_COME, quoted, to_come
from generator.content.shown_fields import SHOWN
from generator.content.silent_loss import SWALLOWED
from generator.content.slip import Slip
from generator.content.strict_yaml import Document, Loc
from generator.content.written_lines import LINE, UNSEEN, Names, name_in, value_of
from generator.content.written_values import wrapped
from generator.ground.patterns import lazy

_PHRASES = (
    r"(?:do(?:n['’]?t| not)|never|not(?: to be)?)[ _-](?:yet[ _-])?publish(?:ed)?\b"
    r"|not (?:yet )?for (?:the )?(?:web|internet|public|publication|publishing|readers)\b"
    rf"|before (?:you )?publi(?:sh|cation)|not (?:online )?yet\s*\Z|{NOT_TO_PUBLISH}"
)
# A phrase anywhere; one word alone, as a label before a colon or in brackets, or behind the last colon.
STOP = lazy(
    rf"{_PHRASES}|(?:\A|[:：])\W*(?:{KEPT})\W*\Z|(?:\A|[\[({{<]|[.!?;,\n]\s*)\W*(?:{KEPT})\b\s*[:=：\])}}>–—-]",
    re.IGNORECASE,
)
# What looks like a field of its own: up to a few words, and a colon.
LABELLED = lazy(r"\s*(?:[-*] )?[\"'“”*_]*(?P<label>[^\W\d_][\w /&'’()-]{0,60}?)[\"'“”*_]*\s*[:=：](?:\s|\Z)")
# Behind a word, what ends it or a sentence; and a hyphen that is in no word.
_ENDS, _NO_HYPHEN = lazy(r"(?<=\w)[,.!?…]+(?=\s|\Z)"), lazy(r"(?:\A|\s)-|-(?:\s|\Z)")
_IN_WORDS = frozenset(" '’-")
# Longer than any that people write, and long enough to cost time when `STOP` looks at each sign for what follows.
_LONG_RUN = lazy(r"\W{40,}")
# A line that is a field as its author wrote it, but for capitals, spaces and what cannot be seen.
NAMED = lazy(rf"[\s{UNSEEN}]*(?P<name>[A-Za-z_]+)[\s{UNSEEN}]*:")
KEPT_BACK = "if the story is not for readers yet, write a line “draft: true” of its own, and take this out"


def says_stop(words: str) -> bool:
    """Whether words say that a text is not for readers, or not yet."""
    each_sign_once = _LONG_RUN.sub(lambda run: "".join(dict.fromkeys(run[0])), words)
    return STOP.search(each_sign_once) is not None


def is_plain(words: str) -> bool:
    """Whether words are words alone, with no sign in them that may part a note from what readers are to read."""
    rest = _ENDS.sub("", words)
    return _NO_HYPHEN.search(rest) is None and all(
        sign.isalnum() or sign in _IN_WORDS or unicodedata.category(sign)[0] == "M" for sign in rest
    )


def swallowed(document: Document, front: Sequence[str], first: int, consent: frozenset[int]) -> Iterator[Slip]:
    """Lines that look like a field and are words of the one above, such as “draft:true” below a summary."""
    keys = {span.line for span in document.keys.values()}
    for index, line in enumerate(front):
        found = SWALLOWED.match(f"{line}\n") if index and index not in consent else None
        if found is None or first + index in keys:
            continue
        message = "this line looks like a field, and YAML reads it as words of the one above, which readers would see"
        hint = (
            "if it is a field, begin it at the margin, such as “draft: true”; if these are words, put them on one line"
            " with those above; otherwise delete it"
        )
        yield syntax_slip(first + index, len(line) - len(line.lstrip()) + 1, message, hint, certain=False)


def kept_from_readers(slip: Slip, front: Sequence[str], first: int, names: Names) -> Slip:
    """A slip as it may be told and written: nothing that was kept from readers becomes words for them by a program."""
    if slip.corrected is None or slip.of_consent or any(re.match("draft: true\\b", line) for line in slip.corrected):
        return slip
    lines = front[slip.first - first : slip.first - first + slip.count]
    below = lines[1:] if len(slip.corrected) < len(lines) else ()
    if any(LABELLED.match(line) or SWALLOWED.match(f"{line}\n") for line in below):
        message = f"{slip.message}; a line of it looks like a field of its own"
        hint = f"if it is a field, begin it at the margin; {_for_readers(slip.hint)}"
        return _unwritten(slip, message, hint)
    value = _value(lines)
    name = names.field(name_in(lines[0]) or "") if lines else None
    if name is not None and names.shape((name,)) == "text" and TO_COME.fullmatch(value):
        return _unwritten(slip, *to_come(name, value))
    if says_stop(value):
        sign = STOPS_STORY.search(" ".join(map(str, (value_of([slip.corrected[0].strip()]) or {}).values())))
        otherwise = quoted(sign[0].rstrip(" :–—-")) if sign else f"otherwise {slip.hint}"
        return _unwritten(slip, slip.message, f"{KEPT_BACK}; {otherwise}")
    becomes_field = not _named(slip.corrected) - {"draft"} <= _named(lines)
    if slip.certain and (becomes_field or not _may_be_read(slip, front, slip.first - first, names)):
        holds_words = any(name in loc for name in _named(slip.corrected[:1]) for loc in SHOWN)
        return replace(slip, hint=_for_readers(slip.hint) if holds_words else slip.hint, certain=False)
    return slip


def _named(lines: Sequence[str]) -> set[str]:
    """The names that lines begin with, behind which is a colon."""
    return {found["name"].casefold() for line in lines if (found := NAMED.match(line))}


def _unwritten(slip: Slip, message: str, hint: str) -> Slip:
    return replace(slip, message=message, hint=hint, corrected=None, certain=False, start=None, count=1)


def _for_readers(hint: str) -> str:
    before, write, line = hint.partition("write: ")
    note = "if part of it is a note for yourselves, take that out"
    return f"{before}if readers are to read all of it, {write}{line}; {note}" if write else f"{hint}; {note}"


def _may_be_read(slip: Slip, front: Sequence[str], index: int, names: Names) -> bool:
    """Whether a correction can show readers nothing that was not meant for them.

    Its field is one that they do not see, or it stands on one line and holds plain words.
    """
    made = slip.corrected or ("",)
    if made[0].startswith("#") or not made[0].strip():
        return True
    above = next((line for line in reversed(front[:index]) if line[:1].strip()), "")
    margin = made[0] if made[0][:1].strip() else above
    field = names.field(name_in(margin) or "")
    is_within = margin is not made[0] and field is not None and names.shape((field,)) == "fields"
    loc: Loc = (field or "", name_in(made[0].strip()) or "") if is_within else (field or "",)
    if field is not None and loc not in SHOWN:
        return True
    behind = front[index + slip.count] if index + slip.count < len(front) else ""
    indent = len(made[0]) - len(made[0].lstrip())
    goes_on = behind[:1].isspace() and len(behind) - len(behind.lstrip()) > indent
    value = None if goes_on or slip.count > 1 else value_of([made[0].strip()])
    if value is None or (loc == ("slug",) and not is_plain(wrapped(before := _value([front[index]])) or before)):
        return False
    return all(isinstance(words, str) and is_plain(words) for words in value.values())


def _value(lines: Sequence[str]) -> str:
    """The lines of a field without its name."""
    found = LINE.fullmatch(lines[0]) if lines else None
    return "\n".join(lines if found is None or not found["sign"] else [found["value"], *lines[1:]])
