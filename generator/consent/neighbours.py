"""Other texts beside a story that is withdrawn: whose words they are, and which papers are theirs.

What shares words with the story is perhaps a copy of it, and perhaps another person's story. Of another person's it is
known by an approval of its own (`gate.own_approval`), and by not being nearly the whole of the story.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.checking.traces import OtherText
from generator.consent.guard_files import log_of, readable_moves
from generator.consent.papers import papers_of
from generator.content.read import Manuscript, PageSource
from generator.gate.ended_in_pages import is_more_than_quoted
from generator.gate.last_words import last_words
from generator.gate.own_approval import beside_stone, own_approval, sealed
from generator.gate.records import logged_objection, somebodys
from generator.gate.tombstones import Tombstone, Withdrawn
from generator.words import sentences


@dataclass(frozen=True, slots=True)
class OtherTexts:
    """The other texts of a site, and the papers of those that are other stories.

    ``settled`` are papers of those that were approved since the story ended, so that what they share is theirs.
    ``published`` are texts of which builds publish what they quote of it, unless they are withheld for their own sake.
    """

    texts: tuple[OtherText, ...]
    papers: frozenset[str]
    settled: frozenset[str]
    published: tuple[Manuscript | PageSource, ...]


def neighbours(
    root: Path,
    texts: Iterable[Manuscript],
    pages: Iterable[PageSource],
    helping: PageSource | None,
    told: bytes,
    stone: Tombstone | None,
    withdrawn: Withdrawn,
) -> OtherTexts:
    """What stands beside a story with the sentences ``told``; ``stone`` is what is left of it, if it was withdrawn.

    What the help page says, and stories quote, is the organisation's own (`gate.ended_in_pages`).
    """
    known = last_words(log_of(root), readable_moves(root))

    def other(text: Manuscript) -> OtherText:
        seal = sealed(text)
        return OtherText(
            text,
            own_approval(text, seal, known) is not None,
            stone is not None and beside_stone(stone, text=text, seal=seal, known=known, withdrawn=withdrawn),
        )

    def is_published(text: Manuscript | PageSource) -> bool:
        if isinstance(text, Manuscript):
            consent = text.header.consent if text.header else None
            if consent is None or consent.status != "given" or logged_objection(text, known) is not None:
                return False
        return not sentences.alike(told, text.sentences) and stone not in tuple(withdrawn.with_words(text.sentences))

    def has_all(helping: bytes) -> bool:
        left = bytes.fromhex(stone.words) if stone else b""
        return is_more_than_quoted(told, helping) or (
            withdrawn.salt is not None and is_more_than_quoted(left, sentences.salted(helping, withdrawn.salt))
        )

    def papers(text: Manuscript) -> Iterator[str]:
        consent = text.header.consent if text.header else None
        is_it = sentences.nearly_whole(told, text.sentences) or (stone and withdrawn.is_of(stone, text.sentences))
        if consent is not None and somebodys(consent.record) and not is_it:
            yield from papers_of(root, text.path, (consent.record,))

    every = tuple(texts)
    others = tuple(map(other, every))
    if helping is not None and not has_all(helping.sentences):
        others += (OtherText(helping, is_approved=True, is_let_in=True),)
    settled = (
        paper
        for other in others
        if isinstance(other.text, Manuscript) and other.is_let_in
        for paper in papers(other.text)
    )
    own_papers = frozenset(paper for text in every for paper in papers(text))
    return OtherTexts(others, own_papers, frozenset(settled), tuple(filter(is_published, (*every, *pages))))
