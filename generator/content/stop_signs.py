"""Signs in front matter that a text is not for readers, or not yet, and lines that nobody may make words for readers.

A correction is a guess. Where it would make words for readers of such a sign, or of a line that looks like a field of
its own, nothing is written, and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.content.field_line import syntax_slip
from generator.content.foreign_fields import advice
from generator.content.private_words import KEPT, LABELS, NOT_TO_PUBLISH
from generator.content.samples import TO_COME, to_come
from generator.content.silent_loss import SWALLOWED
from generator.content.slip import Slip
from generator.content.strict_yaml import Document
from generator.content.written_lines import LINE, Names, name_in
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
# Words before a colon, in brackets or not; and brackets around all there is.
WITHIN = lazy(
    r"(?:(?P<opened>[\[(<]|(?<=.)\{)|(?<![\w/!]))(?P<label>[^\[\](){}<>,;.!?|\n–—:：]{1,200})\.?[:：](?!//)"
    r"|\A\s*[\[({<](?P<whole>[^\[\](){}<>\n]{1,60})[\])}>]\s*\Z"
)
_NEVER_WORDS = lazy(rf"\b(?:{KEPT}|{LABELS})\b", re.IGNORECASE)
KEPT_BACK = "if the story is not for readers yet, write a line “draft: true” of its own, and take this out"


def says_stop(words: str) -> bool:
    """Whether words say that a text is not for readers, or not yet."""
    return STOP.search(words) is not None


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
    """A slip as it may be told and written: no stop sign, and no field of its own, becomes words for readers."""
    if slip.corrected is None or slip.of_consent or any(re.match("draft: true\\b", line) for line in slip.corrected):
        return slip
    lines = front[slip.first - first : slip.first - first + slip.count]
    below = lines[1:] if len(slip.corrected) < len(lines) else ()
    labels = [found["label"] for line in below if (found := LABELLED.match(line))]
    hidden = [line for line in below if SWALLOWED.match(f"{line}\n")]
    if hidden or any(_is_no_word(label, names) for label in labels):
        hint = (
            "if it is a field, begin it at the margin; if it is a note, give it a line at the margin, with # before it"
        )
        message = f"{slip.message}; a line of it looks like a field of its own"
        return replace(slip, message=message, hint=hint, corrected=None, certain=False, start=None, count=1)
    value = _value(lines)
    name = names.field(name_in(lines[0]) or "") if lines else None
    if name is not None and names.shape((name,)) == "text" and TO_COME.fullmatch(value):
        message, hint = to_come(name, value)
        return replace(slip, message=message, hint=hint, corrected=None, certain=False, start=None, count=1)
    if says_stop(value):
        hint = f"{KEPT_BACK}; otherwise {slip.hint}"
        return replace(slip, hint=hint, corrected=None, certain=False, start=None, count=1)
    is_shown = name is None or names.shape((name,)) == "text"
    becomes_words = is_shown and not slip.corrected[0].startswith("#")
    if becomes_words and (label := _private_label(_value(slip.corrected))) is not None:
        hint = f"if “{label}” is for nobody to read, delete it and what belongs to it; otherwise {slip.hint}"
        return replace(slip, hint=hint, corrected=None, certain=False, start=None, count=1)
    if labels:
        hint = f"{slip.hint}; if “{labels[0]}” is a field of its own, begin its line at the margin"
        return replace(slip, hint=hint, certain=False)
    return slip


def _private_label(value: str) -> str | None:
    """The first words in a value that may label what is not for readers, such as “real name” in “(real name: Maria)”.

    Before a colon in brackets, any words may.
    """
    for found in WITHIN.finditer(value.strip("\"' ")):
        label = (found["label"] or found["whole"]).strip(" \"'“”*_")
        is_aside = found["opened"] is not None and any(map(str.isalpha, label))
        if is_aside or _NEVER_WORDS.search(label.replace("_", " ")):
            return label
    return None


def _is_no_word(label: str, names: Names) -> bool:
    """Whether a label may be the name of a field, or says who somebody is."""
    plain = label.replace("_", " ")
    return (
        _NEVER_WORDS.search(plain) is not None or names.is_name(label) or advice(label, names.known).becomes is not None
    )


def _value(lines: Sequence[str]) -> str:
    """The lines of a field without its name."""
    found = LINE.fullmatch(lines[0]) if lines else None
    return "\n".join(lines if found is None or not found["sign"] else [found["value"], *lines[1:]])
