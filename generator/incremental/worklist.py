"""What a build has to do once it knows what will be published."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from generator.content.theme import Theme
from generator.ground.diagnostics import Diagnostic
from generator.ground.outcome import InForce, Withheld
from generator.views.pages import Page


@dataclass(frozen=True, slots=True)
class Worklist:
    """Pages to make, in a theme, and what else there will be to report.

    ``paths`` are those of all pages of the site, in order; ``stale`` are the pages that must be made, each with its
    key; ``gone`` are paths of pages that are no more, and ``harmless`` those whose words are still published elsewhere.
    ``stories`` counts those that are published; ``pictures`` are the files that texts name.
    """

    paths: tuple[str, ...]
    stale: tuple[tuple[Page, bytes], ...]
    gone: Collection[str]
    harmless: Collection[str]
    theme: Theme
    stories: int
    withheld: tuple[Withheld, ...]
    diagnostics: tuple[Diagnostic, ...]
    pictures: tuple[str, ...]
    in_force: InForce
