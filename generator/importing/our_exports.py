"""What our own exports say of a text beside its words: a person looks at it, and none of it becomes a consent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.importing.item import Fate, Remark
from generator.importing.wording import plain_words

# Begins the head of every page of “hearten export html”.
PAGE_MARK = '<meta name="generator" content="hearten export">'
WITHHELD = "withheld"
# Fields of ours that other programs have no names for.
SAID = (WITHHELD, "consent_status", "consent_scope", "consent_until", "fictional")
MADE_UP = Remark(
    Fate.LOOK, "a story that was made up", "write “basis: fictional” into its consent, so that its page says so"
)


def is_our_page(page: str) -> bool:
    """Whether a page is one of ``hearten export html``."""
    return PAGE_MARK in page[:1_000]


def what_was_said(said: Mapping[str, str]) -> Iterator[Remark]:
    """What is to be looked at, by the names of fields as exports have them."""
    if why := plain_words(said.get(WITHHELD, "")):
        ask = "it was not shown there; ask its storyteller before you do anything else with it"
        yield Remark(Fate.LOOK, f"withheld at the old site: {why}", ask)
    if status := plain_words(said.get("consent_status", "")):
        scope = plain_words(said.get("consent_scope", "")) or "nothing"
        why = "it was given for another site; ask anew"
        yield Remark(Fate.LOOK, f"its consent at the old site: {status}, for {scope}", why)
    if end := plain_words(said.get("consent_until", "")):
        why = "how long a story may be shown stands in its consent"
        yield Remark(Fate.LOOK, f"the last day of its consent at the old site: {end}", why)
    if notes := plain_words(said.get("content_notes", "")):
        why = "write it as “content_notes”, with the words of site.yaml"
        yield Remark(Fate.LOOK, f"a content warning: {notes}", why)
    if said.get("fictional", "").strip().casefold() == "true":
        yield MADE_UP
