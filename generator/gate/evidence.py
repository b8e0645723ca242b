"""What the gate is told of every story beside its manuscript, worked out purely."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from generator.content.consent_fields import Seal
from generator.content.moves import Moves
from generator.content.read import Manuscript, PageSource, Unread, text_below
from generator.content.settings import Settings
from generator.gate.ended_in_pages import ended_in_pages, hidden_pages
from generator.gate.last_words import last_words
from generator.gate.own_approval import beside_stone, way_in
from generator.gate.records import objection, same_record, with_records, without_tombstone
from generator.gate.retellings import with_originals
from generator.gate.same_recording import NamesAt, kept_from_podcast, same_recordings
from generator.gate.same_words import (
    EndedWords,
    ended_seals,
    ended_words,
    narrowed_seals,
    same_words,
    seal_objection,
    with_seals,
)
from generator.gate.seal import seals, today_as
from generator.gate.seen import seen
from generator.gate.story_evidence import Evidence
from generator.gate.tombstones import Withdrawn
from generator.ground.channels import Medium
from generator.ground.diagnostics import Diagnostic


def is_sealed(text: Manuscript) -> bool:
    """Whether a story's consent names a seal, so that the gate has to know the seal of the text as it is."""
    return text.header is not None and text.header.consent is not None and text.header.consent.seal is not None


def seal_today(
    text: Manuscript, data: bytes, files: Mapping[str, str], settings: Settings, moves: Moves
) -> Seal | None:
    """The seal of a text as it is, in the form of the one that was approved.

    None where that form does not cover all that is there, where nothing was sealed, or where the front matter has
    errors. ``data`` are the bytes that it was read from, ``files`` the digests of the files that it names, by their
    paths.
    """
    if text.header is None or text.header.consent is None or text.header.consent.seal is None:
        return None
    today = seen(text.header, text_below(data, text.path), text.path, files, settings, moves)
    return today_as(text.header.consent.seal, today)


def exact_seals(
    text: Manuscript, data: bytes, files: Mapping[str, str], settings: Settings, moves: Moves
) -> tuple[str, ...]:
    """The exact seals of a text as it is, in every form that covers it; none where the front matter has errors."""
    if text.header is None:
        return ()
    today = seen(text.header, text_below(data, text.path), text.path, files, settings, moves)
    return tuple(made.exact for made in seals(today))


@dataclass(frozen=True, slots=True)
class AllEvidence:
    """The evidence on every story, by its path.

    ``over`` are the words of files whose consent has ended, by file, and ``ended`` their digests alone, so that an
    edited text can be held against them; None where the log knows such words by their seals alone. ``problems`` are
    withdrawals that are known by less than was written down of them, pages that have such words, and what is to be told
    of retellings. ``hidden`` are
    pages that are kept from search engines, for words that were taken out of these.
    """

    of: Mapping[str, Evidence]
    over: tuple[EndedWords, ...]
    ended: tuple[bytes, ...] | None
    problems: tuple[Diagnostic, ...]
    hidden: frozenset[str]


def evidence_on(
    texts: Sequence[Manuscript],
    pages: Sequence[PageSource],
    unread: Sequence[Unread],
    settings: Settings,
    withdrawn: Withdrawn,
    log: bytes,
    moves: Moves,
    medium: Medium,
    day: date,
    seal_of: Callable[[Manuscript], Seal | None],
    seals_of: Callable[[Manuscript], Collection[str]],
    names_at: NamesAt,
) -> AllEvidence:
    """The evidence on every story.

    ``texts`` and ``pages`` are all of the site, ``unread`` stories whose front matter has errors.
    ``seal_of`` is asked of sealed ones, ``seals_of`` of all where the log tells of consents that have ended, and of
    originals; what has
    ended by ``day`` speaks against stories with the same words or recordings, and against pages on ``medium``.
    ``names_at`` tells by what recordings are known.
    """
    known, withdrawn = last_words(log, moves), with_records(withdrawn, log)
    over = ended_words(texts, unread, known, settings.consent, day)
    over_seals = ended_seals(known, settings.consent, day)
    seals_as_they_are = {text.path: seal_of(text) for text in texts if is_sealed(text)}

    def way_beside(ended: EndedWords, text: Manuscript) -> str | None:
        return way_in(ended, text, seal=seals_as_they_are.get(text.path), known=known)

    def evidence(text: Manuscript) -> Evidence:
        seal = seals_as_they_are.get(text.path)
        may_stand = partial(beside_stone, text=text, seal=seal, known=known, withdrawn=withdrawn)
        against = objection(text, settings, withdrawn, known, may_stand)
        with_seal = with_seals(text, known, over_seals, seals_of) if against is None else ()
        others = (*with_words.get(text.path, ()), *narrowed_seals(with_seal))
        return Evidence(seal, against or seal_objection(with_seal), with_record.get(text.path, ()), others)

    with_record, with_words = same_record(texts, known), same_words(texts, over, way_beside)
    of = {text.path: evidence(text) for text in texts}
    recorded = same_recordings(texts, unread, over, withdrawn, log, of, settings.consent, medium, day, names_at)
    of |= {path: replace(of[path], recording=why) for path, why in recorded.items()}
    if settings.podcast is not None:
        kept_out = kept_from_podcast(texts, unread, over, of, names_at)
        of |= {path: replace(of[path], podcast=why) for path, why in kept_out.items()}
    with_original, wrong = with_originals(of, texts, settings, withdrawn, moves, seals_of, unread)
    told = ended_in_pages(pages, over, withdrawn, settings, medium, day)
    hidden = hidden_pages(pages, over, withdrawn, settings, medium, day)
    problems = (*without_tombstone(withdrawn, known), *told, *wrong)
    return AllEvidence(
        with_original, over, None if over_seals else tuple(one.sentences for one in over), problems, hidden
    )
