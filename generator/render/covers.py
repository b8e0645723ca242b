"""A quiet picture for every story, so that nobody has to show a face: drawn from the story's address and nothing else.

It decorates and says nothing. A digest of the address chooses hue, motif and every detail, so that a cover is the same
for ever, whatever becomes of topics and of other stories. `MOTIFS`, ``HUES`` and ``DEAL`` are therefore never changed,
nor put into another order: every story would get another cover.

Colours are classes (``cover-0`` … ``cover-4`` in one of the hues), so that the theme decides them for day and night.
What is drawn without a theme (a book's cover, `social_cards`) has those of the built-in theme by day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import lru_cache

from generator.render import cover_places, cover_things
from generator.render.cover_forms import HIGH, WIDE, Dice, Disc, Drawing

# The hues of the built-in theme in degrees, and its tones by day: saturation and lightness in percent.
HUES = (18, 42, 80, 125, 170, 205, 240, 285, 335)
TONES = ((40, 91), (26, 76), (26, 62), (26, 45))
SUN, PAPER, INK = "#f8d190", "#fbf7f0", "#2a2420"
# Which cards are dealt to addresses. Any number would do; this one suits the front page of the example site.
DEAL = 1625
# A card of a story stands at several depths of the site, one after the other.
CACHED = 1024

MOTIFS: tuple[Callable[[Dice], Iterator[Drawing]], ...] = (
    cover_places.hills,
    cover_things.window,
    cover_places.path,
    cover_things.kettle,
    cover_places.tree,
    cover_things.lamp,
    cover_places.boat,
    cover_things.door,
    cover_places.birds,
    cover_things.table,
    cover_places.garden,
    cover_things.books,
    cover_places.bench,
    cover_things.quilt,
    cover_places.houses,
    cover_places.sea,
    cover_places.gate,
    cover_places.fields,
    cover_places.stones,
    cover_places.branch,
)


def lot(address: str, of: int) -> int:
    """A number below ``of`` that falls to this address for ever, for themes that choose among drawings of their own."""
    return int.from_bytes(hashlib.blake2b(address.encode(), digest_size=8).digest()) % of


def drawing(address: str) -> tuple[int, int, tuple[Drawing, ...]]:
    """The numbers of its hue and its motif, and the forms on the ground of layer 0, the farthest first."""
    dice = Dice(f"{DEAL} {address}")
    hue, motif = dice.between(0, len(HUES) - 1), dice.between(0, len(MOTIFS) - 1)
    return hue, motif, tuple(MOTIFS[motif](dice))


@lru_cache(CACHED)
def cover(address: str) -> str:
    """An SVG image of under 1.5 KB for a story at ``address``."""
    hue, _, forms = drawing(address)
    shapes = "".join(map(_svg, forms))
    return (
        f'<svg class="cover hue-{hue}" viewBox="0 0 {WIDE} {HIGH}" preserveAspectRatio="xMidYMid slice" '
        f'aria-hidden="true" focusable="false"><path class="cover-0" d="M0 0h{WIDE}v{HIGH}H0z"/>{shapes}</svg>'
    )


def _svg(form: Drawing) -> str:
    if isinstance(form, Disc):
        return f'<circle class="cover-{form.layer}" cx="{form.x}" cy="{form.y}" r="{form.radius}"/>'
    if form.line:
        return f'<path class="cover-line cover-{form.layer}" stroke-width="{form.line}" d="{form.path}"/>'
    return f'<path class="cover-{form.layer}" d="{form.path}"/>'
