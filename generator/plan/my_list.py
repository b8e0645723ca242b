"""My list: the page that shows what a reader has kept for later, and the file by which it knows stories again.

A device keeps ids alone. An id is made of the site's address and the story's, so that it says nothing by itself, and no
other story is ever given it, since the address of a withdrawn story goes to no other text (`gate.tombstones`). All
stories stand in one file, the same for everybody, so that what a page asks for does not tell what somebody has kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.content.page_kinds import PageKind
from generator.content.strings import Strings
from generator.ground.digest import content_name
from generator.plan.index_files import json
from generator.plan.layout import make_head
from generator.views.pages import FileView, Page, PlainView
from generator.views.view_models import Card, Destination, Shell

# Hexadecimal digits. Those of the site tell its ids from those of others at the same place, such as copies on one disk;
# with 40 bits for the story, among 10,000 stories two are alike in one site of 20,000.
OF_SITE, OF_STORY = 6, 10


def list_id(site_url: str, path: str) -> str:
    """The id under which a reader's device keeps the story whose page has this ``path``."""
    return _of_site(site_url) + _of_story(site_url, path)


def pages(shell: Shell, strings: Strings, cards: Mapping[str, Card], redirects: Mapping[str, str]) -> Iterator[Page]:
    """The page and its file. ``cards`` are by source, ``redirects`` are old addresses, each with its story's source."""
    crumb = Destination(strings["my_list"], PageKind.MY_LIST.path())
    head = make_head(shell, crumb.label, strings["my_list_without"], [crumb], indexed=False)
    yield Page(crumb.path, PageKind.MY_LIST, PlainView(shell, head))
    stories = [[list_id(shell.url, card.path), _shown(shell, strings, card)] for card in cards.values()]
    # Who kept a story before its address changed has it by the former one.
    former = [(path, cards[source]) for path, source in sorted(redirects.items()) if source in cards]
    stories += ([list_id(shell.url, path), _shown(shell, strings, card)] for path, card in former)
    data = {"site": _of_site(shell.url), "stories": stories}
    content = FileView(f"hearten.listed={json(data)};\n".encode())
    yield Page(PageKind.LISTED.path(), PageKind.LISTED, content)


def _shown(shell: Shell, strings: Strings, card: Card) -> tuple[str, ...]:
    """What the list shows of a story: its address, its language, its content notes by their ids, and its words.

    These are its title, who tells it, how long it is to read, and its content notes.
    """
    address = card.path if shell.offline else card.path.removesuffix("index.html")
    reading = strings[strings.counted("minutes", card.minutes)].replace("{n}", str(card.minutes))
    beside = [reading, *([strings["fictional_short"]] if card.fictional else ())]
    notes = (
        f"{strings['content_notes_for_story']} {strings['comma'].join(note.label for note in card.notes)}"
        if card.notes
        else ""
    )
    ids = " ".join(note.id for note in card.notes)
    return address, card.language, ids, card.title, card.author, " · ".join(beside), notes


def _of_site(url: str) -> str:
    return content_name(f"hearten list {url}".encode())[:OF_SITE]


def _of_story(url: str, path: str) -> str:
    return content_name(f"hearten list {url} {path}".encode())[:OF_STORY]
