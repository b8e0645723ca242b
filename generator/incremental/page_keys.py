"""What a page is made of, as a key: equal keys mean equal bytes, so a page whose key is known need not be rendered.

A key covers the page's whole view, or all that its view would be made of, and everything that rendering depends on
beside it: the theme, the settings, the medium, the program itself and the libraries that it renders with. No access is
recorded; a template sees its view and nothing else, so there is nothing to record.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING

from generator.content.theme import Theme
from generator.ground.digest import digest, pack
from generator.media.clip import Clip
from generator.media.photo import Photo
from generator.plan.site import Site
from generator.store.program import program
from generator.views.pages import FileView, Page, Recipe
from generator.views.view_models import Card, Shell

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


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
            # A context has no shell, and few cards: to write them out takes less time than to look them up.
            return digest(self.base, known.of.digest, pack((page.path, page.kind.name, known.context)))
        return digest(self.base, pack((page.path, page.kind.name, self._parts(known))))

    def _parts(self, whole: DataclassInstance) -> list[object]:
        return [self._brief(getattr(whole, name)) for name in _names(type(whole))]

    def _brief(self, part: object) -> object:
        """What stands for a part of a view: a card, which many pages have, is digested once; the base has the shell."""
        if part is None or isinstance(part, str | bool):
            return part  # which most parts are
        if isinstance(part, Card):
            known = self.cards.get(part.path)
            if known is None:
                known = self.cards[part.path] = digest(pack(part))
            return known
        if isinstance(part, tuple):
            return [self._brief(card) for card in part] if part and isinstance(part[0], Card) else part
        return None if isinstance(part, Shell) else part


@cache
def _names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
