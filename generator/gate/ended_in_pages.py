"""Words of stories whose consent has ended, in standalone pages.

A page is the organisation's, and nobody approves it. What its help page says, such as whom to ring, stories quote and
other pages repeat. So these sentences are the organisation's own, unless the help page holds a whole story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.content.read import PageSource, sentences_beside
from generator.content.settings import ConsentPolicy, Settings
from generator.gate.same_words import EndedWords
from generator.gate.story_evidence import OtherFile
from generator.gate.tombstones import Withdrawn
from generator.ground.channels import Medium
from generator.ground.diagnostics import START, Diagnostic, error, warning
from generator.words import sentences

# A story that quotes the help page may have no more than a line of its own, so that the page holds nearly all of it.
QUOTED = 3
TAKE_OUT = (
    "take these words out of the page; if they are your own, such as whom to ring, write them into the page that "
    "“help_page” in site.yaml names, too, or say them otherwise here"
)
LOOK = "if these words are your own, nothing needs to be done; if they are the storyteller's, take them out of the page"


@dataclass(frozen=True, slots=True)
class EndedStory:
    """The words of a story, salted or not, its name for people, and what is said of it."""

    words: bytes
    salt: str | None
    name: str
    why: str

    def of(self, told: bytes) -> bytes:
        """The digests of a page as they compare with these."""
        return told if self.salt is None else sentences.salted(told, self.salt)


def ended_in_pages(
    pages: Sequence[PageSource],
    ended: Iterable[EndedWords],
    withdrawn: Withdrawn,
    settings: Settings,
    medium: Medium,
    day: date,
) -> Iterator[Diagnostic]:
    """Every page that has the words, or nearly, of a story whose consent has ended, or that was withdrawn.

    That withholds a page; of the help page it is told, and withholds it only where the story is more than quotations.
    """
    over = ended_stories(ended, withdrawn, settings, medium, day)
    helping = help_page(pages, settings)
    for page, held, told in _found(pages, over, helping):
        if held:
            what = f"this page has the words, or nearly, {held[0].why}"
            yield error("ended-words", page.path, START, what, TAKE_OUT)
        elif page is helping and told:
            yield warning("ended-words", page.path, START, f"this page has sentences {told[0].why}", LOOK)


def hidden_pages(
    pages: Sequence[PageSource],
    ended: Iterable[EndedWords],
    withdrawn: Withdrawn,
    settings: Settings,
    medium: Medium,
    day: date,
) -> frozenset[str]:
    """The files of pages with words of which search engines were taken out, by the same measure."""
    over = ended_stories(ended, withdrawn, settings, medium, day, OtherFile.ended_on_every_page)
    return frozenset(page.path for page, held, _ in _found(pages, over, help_page(pages, settings)) if held)


def _found(
    pages: Sequence[PageSource], over: Sequence[EndedStory], helping: PageSource | None
) -> Iterator[tuple[PageSource, Sequence[EndedStory], Sequence[EndedStory]]]:
    """Every page, the stories that speak against it, and those of which the help page has sentences."""
    if not over:
        return
    own = helping.sentences if helping is not None else b""
    told = [one for one in over if sentences.alike(one.words, one.of(own))]
    whole = [one for one in told if is_more_than_quoted(one.words, one.of(own))]
    for page in pages:
        found = [one for one in over if sentences.alike(one.words, one.of(page.sentences))]
        if page is helping:
            held = whole
        elif found and own and not whole:
            held = _beside(page, found, own)
        else:
            held = found
        yield page, held, told


def ended_stories(
    ended: Iterable[EndedWords],
    withdrawn: Withdrawn,
    settings: Settings,
    medium: Medium,
    day: date,
    how_ended: Callable[[OtherFile, ConsentPolicy, Medium, date], tuple[str, str] | None] = OtherFile.ended,
) -> tuple[EndedStory, ...]:
    """Every story whose words may stand nowhere on a medium any more, by a day; ``how_ended`` tells of one."""
    here = (
        EndedStory(e.sentences, None, e.file.path, f"of {e.file.path}, and there {how[1]}")
        for e in ended
        if (how := how_ended(e.file, settings.consent, medium, day))
    )
    gone = (
        EndedStory(bytes.fromhex(t.words), withdrawn.salt, name, f"of {name}")
        for t in withdrawn.stories
        for name in (f"a story that was withdrawn on {t.withdrawn_on}",)
        if withdrawn.salt is not None
    )
    return (*here, *gone)


def help_page(pages: Iterable[PageSource], settings: Settings) -> PageSource | None:
    """The page on where to find help, whose words are the organisation's own."""
    return next((page for page in pages if page.path == f"pages/{settings.help_page}"), None)


def is_more_than_quoted(story: bytes, helping: bytes) -> bool:
    """Whether the help page has more of a story than that may quote of it; told by the digests of both."""
    return sentences.holds(helping, story, QUOTED + 1)


def _beside(page: PageSource, found: Iterable[EndedStory], own: bytes) -> list[EndedStory]:
    """Those whose words a page has beside the organisation's ``own``: enough of them, or what these lack of a story."""
    left = sentences_beside(page, own)

    def is_held(one: EndedStory) -> bool:
        rest = one.of(left)
        lacks = not sentences.pieces(rest).isdisjoint(sentences.pieces(one.words))
        whole = lacks and sentences.holds(one.of(page.sentences), one.words, sentences.FEWEST)
        return whole or sentences.alike(one.words, rest)

    return [one for one in found if is_held(one)]
