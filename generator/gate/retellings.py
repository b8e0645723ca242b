"""Retellings: translations and Easy Read texts, each of a story that was told first, which is its original.

A retelling is new words under the same name. It has a consent of its own, and is held to that of its original as well:
which text a name means, what is wrong with it, and what speaks against a pair whatever the day, is worked out here,
across texts. `gate.admit` decides about the original before it decides about the retelling.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.content.front_matter import StoryHeader
from generator.content.links import text_path
from generator.content.moves import Moves
from generator.content.read import Manuscript, Unread
from generator.content.routes import story_path
from generator.content.settings import Settings
from generator.content.slugs import slug_of
from generator.content.strict_yaml import Loc
from generator.gate.records import are_together, record_of
from generator.gate.seal import code_of
from generator.gate.story_evidence import Evidence, Objection, Original
from generator.gate.tombstones import Tombstone, Withdrawn, entry_id, hashed_address
from generator.ground.diagnostics import START, Diagnostic, Span, did_you_mean, error, warning

# Rules by which something is told of retellings: what is wrong, what has changed, what is lacking.
WRONG, CHANGED, NOTES = "retelling", "original-changed", "retelling-notes"
RULES = frozenset({WRONG, CHANGED, NOTES, "language-taken"})
TOO = "withdraw this file, too, with “hearten consent withdraw”"
# The exact seals of a text as it is, in every form that covers it.
SealsOf = Callable[[Manuscript], Collection[str]]


@dataclass(frozen=True, slots=True)
class Retelling:
    """A retelling with its front matter, and the file that it names as its original's, by its path."""

    text: Manuscript
    header: StoryHeader
    names: str

    @property
    def field(self) -> str:
        """The field that names the original."""
        return "translation_of" if self.header.translation_of else "easy_read_of"

    @property
    def what(self) -> str:
        """What the retelling is."""
        return "a translation" if self.header.translation_of else "an Easy Read text"

    @property
    def span(self) -> Span:
        """Where the original is named."""
        at: Loc = (self.field,)
        return self.text.front.value_span(at)

    def error(self, what: str, hint: str) -> Diagnostic:
        """An error of the retelling's, at the place where it names its original."""
        return error(WRONG, self.text.path, self.span, what, hint)

    def warning(self, rule: str, what: str, hint: str) -> Diagnostic:
        """A warning at the same place."""
        return warning(rule, self.text.path, self.span, what, hint)


def original_of(text: Manuscript) -> str | None:
    """The path of the file that a text names as that of its original; None for a story that is told first here."""
    name = text.header.original if text.header else None
    return text_path(name, text.path) if name is not None else None


def pairs(texts: Sequence[Manuscript]) -> tuple[Retelling, ...]:
    """Every text that names an original, and what it names."""
    named = ((text, text.header, original_of(text)) for text in texts)
    return tuple(
        Retelling(text, header, path) for text, header, path in named if header is not None and path is not None
    )


def retellings_of(path: str, texts: Sequence[Manuscript]) -> tuple[str, ...]:
    """The files of all texts that name the story at a path as their original."""
    return tuple(pair.text.path for pair in pairs(texts) if pair.names == path and pair.text.path != path)


def with_originals(
    of: Mapping[str, Evidence],
    texts: Sequence[Manuscript],
    settings: Settings,
    withdrawn: Withdrawn,
    moves: Moves,
    seals_of: SealsOf,
    unread: Sequence[Unread],
) -> tuple[Mapping[str, Evidence], tuple[Diagnostic, ...]]:
    """The evidence on every story, on retellings with that on their originals; and what is to be told of these.

    ``unread`` are stories whose front matter has errors, of which others tell; here, that their original is withdrawn.
    """
    found = pairs(texts)
    if not found and not any(one.originals for one in unread):
        return of, ()
    by_path, all_evidence, not_read = {text.path: text for text in texts}, dict(of), {one.path for one in unread}

    def stone_of(names: str) -> Tombstone | None:
        return None if names in by_path else _stone_of(names, settings.url, withdrawn, moves)

    problems = [
        error(WRONG, one.path, START, _gone(names, "a translation or an Easy Read text", stone), TOO)
        for one in unread
        for names in one.originals
        if (stone := stone_of(names)) is not None
    ]
    for pair in found:
        known, original = of[pair.text.path], by_path.get(pair.names)
        is_unread = original is None and pair.names in not_read
        wrong = None if is_unread else _wrong(pair, original, by_path, settings)
        if (stone := stone_of(pair.names)) is not None:
            gone = _gone(pair.names, pair.what, stone)
            problems.append(pair.error(gone, TOO))
            objection = known.against or Objection("withdrawn", f"{gone}; {TOO}")
            all_evidence[pair.text.path] = replace(known, against=objection)
        elif wrong is not None:
            problems.append(wrong)
        elif original is not None:
            codes = tuple(map(code_of, seals_of(original)))
            against = _against(pair, original, codes, settings)
            all_evidence[pair.text.path] = replace(known, original=Original(original, of[original.path], against))
            problems += _told(pair, original, codes)
    return all_evidence, tuple(problems)


def _stone_of(names: str, url: str, withdrawn: Withdrawn, moves: Moves) -> Tombstone | None:
    """What is left of a withdrawn story in the file ``names``, or one whose page had the address that this gives."""
    id_, page = entry_id(url, moves.first(names)), story_path(slug_of(names))
    by_id = next((stone for stone in withdrawn.stories if stone.id == id_), None)
    if by_id is not None or withdrawn.salt is None or not withdrawn.had(page):
        return by_id
    address = hashed_address(page, withdrawn.salt)
    return next((stone for stone in withdrawn.stories if address in stone.addresses.split()), None)


def _gone(names: str, what: str, stone: Tombstone) -> str:
    return f"{names}, of which it is {what}, was withdrawn on {stone.withdrawn_on}"


def knowing_errors(known: Evidence, errors: Mapping[str, int]) -> Evidence:
    """The same, knowing how many errors were found in the original."""
    of = known.original
    return known if of is None else replace(known, original=replace(of, errors=errors.get(of.text.path, 0)))


def _wrong(
    pair: Retelling, original: Manuscript | None, texts: Mapping[str, Manuscript], settings: Settings
) -> Diagnostic | None:
    """Why a text cannot be a retelling of what it names."""
    if pair.names == pair.text.path:
        return pair.error("a story is no retelling of itself", f"name the story that this is {pair.what} of")
    if original is None:
        names = [text.rpartition("/")[2] for text in texts if text != pair.text.path]
        hint = did_you_mean(pair.header.original or "", names, "name the story's file, as seen from this one")
        return pair.error(f"there is no story {pair.names}, of which this would be {pair.what}", hint)
    further = original_of(original)
    if further == pair.text.path:
        hint = "take this line out of the one that was told first"
        return pair.error(f"{original.path} names this text as its original, and this one names that", hint)
    if further is not None:
        hint = f"name the story that was told first, {further}, as seen from this file"
        return pair.error(f"{original.path} is no original: it retells {further} itself", hint)
    own, its = (language_of(text, settings) for text in (pair.text, original))
    if pair.header.translation_of and original.header is not None and own == its:
        hint = "write the language of the translation; for an Easy Read text in the same language, “easy_read_of”"
        return pair.error(f"it is in “{own}”, as {original.path} is, of which it would be a translation", hint)
    return None


def language_of(text: Manuscript, settings: Settings) -> str:
    """The language of a story; that of the site where it names none."""
    return (text.header.language if text.header else None) or settings.language


def _against(pair: Retelling, original: Manuscript, codes: Collection[str], settings: Settings) -> Objection | None:
    """What speaks against publishing a retelling of an original, whatever the day and the channel."""
    own = pair.header.consent
    its = original.header.consent if original.header else None
    if own is None or its is None:
        return None  # the gate withholds both for that
    if record_of(pair.text) == record_of(original) and not are_together(pair.text, original):
        ways = "name both files as “texts” in both, if that form covers both, or write the number of its own form"
        return Objection("record", f"it has the record of {original.path}, and that does not cover it; {ways}")
    if (own.basis == "fictional") != (its.basis == "fictional"):
        return Objection("record", f"one of it and {original.path} is said to be made up (basis), and the other is not")
    is_named_alike = pair.header.author == (original.header and original.header.author) and own.named_as == its.named_as
    if not (is_named_alike or own.named_as == "anonymous"):  # no original can name anybody less
        how = "write “author” and “named_as” as they stand there, or have it approved anew, without a name"
        return Objection("name", f"{original.path} names its storyteller in another way; {how}")
    if its.seal is not None and own.seal is None and own.basis != "fictional":
        return Objection("no-seal", f"nobody has approved its words yet, and those of {original.path} are approved")
    if settings.consent.translations == "strict" and pair.header.made_from not in codes:
        return Objection(CHANGED, f"{_changed(pair, original)} (site.yaml: consent: translations)")
    return None


def _changed(pair: Retelling, original: Manuscript) -> str:
    if pair.header.made_from is None:
        return f"nobody can tell whether {original.path} has changed since it was made"
    return f"{original.path} has changed since it was made"


def _told(pair: Retelling, original: Manuscript, codes: Sequence[str]) -> Iterator[Diagnostic]:
    """What a person should know of a pair that may be published."""
    if pair.header.made_from not in codes and codes:
        hint = f"hold it against {original.path} as it is now, and then write “made_from: {codes[0]}” here"
        yield pair.warning(CHANGED, _changed(pair, original), hint)
    if original.header is None:
        return
    lacking = [note for note in original.header.content_notes if note not in pair.header.content_notes]
    if lacking:
        hint = f"write them here as well, in “content_notes”: {', '.join(lacking)}"
        yield pair.warning(NOTES, f"{original.path} has content notes that this one lacks", hint)
