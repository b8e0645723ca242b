"""One text of a source as it would lie here: its words and pictures, its front matter, and what is to be told of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.content import read, sources
from generator.content.links import OTHER_NAME
from generator.content.slugs import slug_of
from generator.ground import limits
from generator.importing import topics
from generator.importing.bodies import text_of
from generator.importing.brought_pictures import Pictures
from generator.importing.draft import A_PAGE, FOLDERS, Around, drafted, name_of
from generator.importing.item import Fate, Item, Kind, Remark
from generator.importing.listing import labels_of, page_of
from generator.importing.old_addresses import as_alias
from generator.importing.old_links import as_linked, link_of
from generator.importing.placing import Incoming
from generator.importing.scene import Import, Scene
from generator.importing.wording import without_e_mails

# What makes the words of a text unread (`content.read`).
BEYOND_READING = frozenset(("too-long", "nested"))
LATER = Remark(Fate.LOOK, "a text that was to come out later", "nothing comes out by itself here")


def made_here(asked: Import, scene: Scene, number: str, item: Item, look: Remark | None = None) -> Incoming:
    """A text as it would lie here. ``look`` is what else is to be looked at."""
    path = scene.assigned.paths.get(number, f"{FOLDERS[item.kind]}/{name_of(item)}.md")
    linked_folder = as_linked(path).rpartition("/")[0]
    before = sources.read_inside(asked.root, path, limits.TEXT) or b""
    pictures = Pictures(
        asked.source.file,
        lambda at: sources.inside(asked.root, f"{linked_folder}/{at}") is not None,
        slug_of(path),
        before.decode("utf-8", "replace"),
    )
    host = urlsplit(scene.settings.url).hostname or ""
    link = partial(link_of, item, path, scene.assigned.targets, host.removeprefix(OTHER_NAME))
    text, of_text = text_of(item.body, link, pictures.path)
    ids = (scene.agreed.get(topics.plain(label)) for label in labels_of(item))
    around = Around(
        number,
        tuple(dict.fromkeys(topic for topic in ids if topic)),
        scene.assigned.aliases.get(number, ()),
        scene.settings.language,
        scene.here.days.get(number, asked.today),
        pictures.path(item.picture.reference) if item.picture and item.kind is Kind.STORY else None,
        scene.settings.note_by_id.keys(),
    )
    draft = drafted(item, text, around)
    remarks = (
        *item.remarks,
        *([LATER] if LATER not in item.remarks and _is_later(item, asked.today) else []),
        *of_text,
        *pictures.remarks,
        *draft.remarks,
        *([A_PAGE] if path.startswith(f"{FOLDERS[Kind.PAGE]}/") else []),
        *_lost_addresses(scene, item, path, around.aliases),
        *([look] if look else []),
    )
    new = {f"{linked_folder}/{at}": data for at, data in pictures.new.items()}
    return Incoming(number, item, path, draft.data, new, remarks)


def _is_later(item: Item, today: date) -> bool:
    """Whether a text was not to be read yet."""
    days = [day for day in (item.day, item.out_on) if day is not None]
    return bool(days) and max(days) > today


def _lost_addresses(scene: Scene, item: Item, path: str, kept: Collection[str]) -> Iterator[Remark]:
    """Old addresses of an item that will not lead to it, but for numbers and front pages."""
    own = page_of(item.kind, PurePosixPath(path).stem)
    for address in item.addresses:
        alias, parts = as_alias(address, scene.site_path), urlsplit(address)
        if parts.query or parts.path in ("", "/") or (alias and (alias[0] in kept or alias[1] == own)):
            continue
        why = "it lies above this site, is another text's, or is written as no story's here can be"
        shown = without_e_mails(unquote(parts.path).lstrip("/"))
        yield Remark(Fate.DROPPED, f"the old address /{shown}", why)


def read_words(made: Incoming, language: str) -> tuple[str, bytes]:
    """A text as readers will read it, and the digests by which it is known (`words.sentences`), however long it is."""
    checked = read.manuscript(made.data, made.path, language).value
    if checked is None or len(made.data) > limits.TEXT:
        return made.data.decode(), b""
    return checked.body.text, checked.sentences


def is_beyond_reading(made: Incoming, language: str) -> bool:
    """Whether a text that seems to have no words has some, and is too deep or too long to be read."""
    errors = read.manuscript(made.data, made.path, language).errors
    return any(one.rule in BEYOND_READING for one in errors)
