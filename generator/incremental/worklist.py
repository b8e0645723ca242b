"""What a build has to do once it knows what will be published."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from generator.content.theme import Theme
from generator.ground.diagnostics import Diagnostic
from generator.ground.outcome import InForce, Withheld
from generator.store.cache import Receipt
from generator.views.pages import Page


@dataclass(frozen=True, slots=True)
class Worklist:
    """Pages to make, in a theme, and what else there will be to report.

    ``paths`` are those of all pages of the site, in order; ``stale`` are the pages that must be made, each with its
    key; ``gone`` are paths of pages that are no more. ``urgent`` are files with words that must go, each with the texts
    that these are of; ``texts`` says for each page on which texts it draws (`traces.texts_on`), and ``moved`` are
    receipts of pages that need not be made and draw on others than before.
    ``stories`` counts those that are published; ``pictures`` are the files that texts name.
    """

    paths: tuple[str, ...]
    stale: tuple[tuple[Page, bytes], ...]
    gone: Collection[str]
    urgent: Mapping[str, Collection[str]]
    texts: Mapping[str, bytes]
    moved: Mapping[str, Receipt]
    theme: Theme
    stories: int
    withheld: tuple[Withheld, ...]
    diagnostics: tuple[Diagnostic, ...]
    pictures: tuple[str, ...]
    in_force: InForce
