"""How findings of words are told: whose decision it is, what to write instead, and how to keep what stands there."""

from __future__ import annotations

from generator.advice.finding import Finding, Level, Rule
from generator.advice.passages import Passage, PassageKind, Voice
from generator.advice.texts import AdvisedText
from generator.advice.wording import written

# Words that are longer are kept by their rule's name.
LONGEST_TERM = 60


def found(
    text: AdvisedText, passage: Passage, place: tuple[int, int], rule: Rule, remedy: str, *, of_whole: bool = False
) -> Finding:
    """A finding at a place in a passage; a storyteller's own words, and quotations, get notes alone.

    ``of_whole``: it is about the text as a whole, and not about the words that stand there.
    """
    start, end = place
    words = passage.text[start:end]
    is_theirs = is_anothers(passage)
    level = Level.NOTE if is_theirs else rule.level
    asked = f"these are the storyteller's own words; ask whether to {remedy}" if is_theirs else remedy
    hint = f"{asked}; {_how_to_keep(text, rule, '' if of_whole else words)}"
    return Finding(text.path, passage.span(start), passage.span(end), rule, words, rule.why, hint, level)


def is_anothers(passage: Passage) -> bool:
    """Whether somebody else than the editors chose the words."""
    return passage.voice is Voice.STORYTELLER or passage.part is PassageKind.QUOTATION


def _how_to_keep(text: AdvisedText, rule: Rule, words: str) -> str:
    """What to write so that this is not asked again."""
    if text.header is None:
        return "or keep it, if it is meant"
    term = written(words)
    by_rule = not term or rule.private or len(term) > LONGEST_TERM or {'"', "\\"} & {*term}
    named = rule.id if by_rule else f'"{term}"'
    return f"or keep it, with “kept: [{{term: {named}, because: …}}]” above the text"


def instead(prefer: tuple[str, ...], asks: str) -> str:
    """What to write instead, as a request."""
    if not prefer:
        return asks or "leave it out"
    return "write " + " or ".join(f"“{one}”" for one in prefer)
