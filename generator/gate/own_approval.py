"""An approval of a text's own, later than the end of a consent whose words it shares, lets it in beside that.

Nothing is lifted by it: who agreed to an excerpt, or to a text that names the same places to ring, did not speak for
the other storyteller. So what is wholly or nearly the other's (`words.sentences.nearly_whole`) stays withheld.
"""

from __future__ import annotations

from generator.content.consent_fields import Seal
from generator.content.read import Manuscript
from generator.gate.consent_log import LogLine
from generator.gate.last_words import LastWords
from generator.gate.records import logged_objection, somebodys
from generator.gate.same_words import IF_ANOTHER, EndedWords
from generator.gate.tombstones import Tombstone, Withdrawn
from generator.words import sentences

THE_SAME = "it is that story, or nearly all of it, so only that one's storyteller can bring it back"


def sealed(text: Manuscript) -> Seal | None:
    """The seal that a story's file names; whether the text is still as it was then, only the seal of today tells."""
    return text.header.consent.seal if text.header and text.header.consent else None


def own_approval(text: Manuscript, seal: Seal | None, known: LastWords) -> LogLine | None:
    """The last approval of exactly this text under its own record; None where log, file and seal do not agree.

    ``seal`` is that of the text as it is.
    """
    consent = text.header.consent if text.header else None
    if consent is None or consent.seal is None or seal is None or seal.words != consent.seal.words:
        return None
    line = known.about(consent.record, text.path) if somebodys(consent.record) else None
    if line is None or line.event.seal is None or logged_objection(text, known) is not None:
        return None
    return known.approval(consent.record, text.path)


def beside_stone(
    stone: Tombstone, *, text: Manuscript, seal: Seal | None, known: LastWords, withdrawn: Withdrawn
) -> bool:
    """Whether a text that shares words with a withdrawn story was approved after the withdrawal, as another text."""
    approved = own_approval(text, seal, known)
    if approved is None or withdrawn.is_of(stone, text.sentences):
        return False
    if stone.logged is None:
        return approved.event.on > stone.withdrawn_on
    ended = known.withdrawals.get(stone.logged)
    return ended is not None and approved.place > ended


def way_in(ended: EndedWords, text: Manuscript, *, seal: Seal | None, known: LastWords) -> str | None:
    """What would let in a text that shares words with a file whose consent has ended, or covers less.

    None where it was approved after that, as another text.
    """
    if sentences.nearly_whole(ended.sentences, text.sentences):
        return THE_SAME
    approved = own_approval(text, seal, known)
    if approved is not None and ended.since.is_before(approved):
        return None
    if ended.since.untold:
        return f"{ended.since.untold}; then, {IF_ANOTHER}"
    return f"{IF_ANOTHER}, after {ended.since.day}" if ended.since.day else IF_ANOTHER
