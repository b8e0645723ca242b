"""What a page is made of, as a key: equal keys mean equal bytes, so a page whose key is known need not be rendered.

A key covers the page's whole view, or all that its view would be made of, and everything that rendering depends on
beside it: the theme, the settings, the medium, the program itself and the libraries that it renders with. No access is
recorded; a template sees its view and nothing else, so there is nothing to record.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from generator.content.theme import Theme
from generator.ground.digest import digest, pack
from generator.media.clip import Clip
from generator.media.photo import Photo
from generator.plan.site import Site
from generator.plan.story_pages import Neighbours
from generator.store.program import program
from generator.views.pages import FileView, Page, Recipe
from generator.views.view_models import Card, Shell

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# Most parts of views stand for themselves.
PLAIN = frozenset({type(None), str, bool, int})


def common(site: Site, theme: Theme, shell: Shell) -> bytes:
    """A digest of everything that every page of a site depends on."""
    return digest(program(), theme.digest, site.digest, site.medium.encode(), pack(shell))


class Keys:
    """Keys of pages; ``base`` is what `common` gives."""

    def __init__(self, base: bytes) -> None:
        self.base = base
        self.cards: dict[str, bytes] = {}

    def of(self, page: Page) -> bytes:
        """The key of a page."""
        known = page.known
        if isinstance(known, Photo | Clip):
            return digest(self.base, known.name.encode())
        if isinstance(known, FileView):
            return digest(self.base, page.path.encode(), known.content)
        if isinstance(known, Recipe):
            made = pack((page.path, page.kind.name, self._parts(known.context)))
            return digest(self.base, known.of.digest, made)
        return digest(self.base, pack((page.path, page.kind.name, self._parts(known))))

    def _parts(self, whole: DataclassInstance) -> list[object]:
        return [part if part.__class__ in PLAIN else self._brief(part) for part in _values(type(whole))(whole)]

    def _brief(self, part: object) -> object:
        """What stands for a part of a view: a card, which many pages have, is digested once; the base has the shell."""
        if isinstance(part, Card):
            known = self.cards.get(part.path)
            if known is None:
                known = self.cards[part.path] = digest(pack(part))
            return known
        if isinstance(part, tuple):
            return [self._brief(card) for card in part] if part and isinstance(part[0], Card) else part
        if isinstance(part, Neighbours):
            return self._parts(part)
        return None if isinstance(part, Shell) else part


@cache
def _values(kind: type[DataclassInstance]) -> Callable[[DataclassInstance], tuple[object, ...]]:
    """What gives the values of all fields of a dataclass."""
    first, *others = (field.name for field in fields(kind))
    return attrgetter(first, *others) if others else lambda whole: (getattr(whole, first),)
