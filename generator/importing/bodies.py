"""The text of an item in our Markdown, with links and pictures that lead to files of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from markdown_it.token import Token

from generator.authoring.link_edit import with_targets
from generator.content.markdown import structure
from generator.importing import words_kept
from generator.importing.html.convert import to_markdown
from generator.importing.html.page import NOT_THERE
from generator.importing.item import Html, Markdown, Remark

LinkOf = Callable[[str], str]
PictureOf = Callable[[str], str | None]
# Where `link_edit` takes a text to begin.
NO_FRONT_MATTER = "---\n---\n"


def text_of(body: Html | Markdown, link: LinkOf, picture: PictureOf) -> tuple[str, tuple[Remark, ...]]:
    """A text, and what became of its parts. ``link`` and ``picture`` say where what it names lies here."""
    if isinstance(body, Markdown):
        return _linked(body.source.replace("\r\n", "\n").replace("\r", "\n"), link, picture), ()
    made = to_markdown(body.source, link=link, picture=picture)
    # Whoever says where a picture lies also says why one is not there.
    told = [remark for remark in made.remarks if remark.why != NOT_THERE]
    return made.markdown, (*told, *words_kept.differences(body.source, made.markdown))


def _linked(text: str, link: LinkOf, picture: PictureOf) -> str:
    """Markdown in which links and pictures lead to what is here; those that lead nowhere stay as they are."""
    named = dict.fromkeys(_targets(structure(text)))
    found = ((target, (picture(target) or target) if is_picture else link(target)) for is_picture, target in named)
    changes = {target: place for target, place in found if place != target}
    whole = NO_FRONT_MATTER + text
    return with_targets(whole.encode(), changes).decode()[len(NO_FRONT_MATTER) :] if changes else text


def _targets(tokens: list[Token]) -> Iterator[tuple[bool, str]]:
    """What links and pictures name, in order; whether it is a picture."""
    for token in tokens:
        if token.type == "link_open":
            yield False, str(token.attrs["href"])
        elif token.type == "image":
            yield True, str(token.attrs["src"])
        yield from _targets(token.children or [])
