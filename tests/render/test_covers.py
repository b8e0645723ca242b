from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.covers import HUES, MOTIFS, cover, drawing, lot
from tests.builders.example import DATA, ROOT

GOLDEN = DATA / "covers"
NAMES = [motif.__name__ for motif in MOTIFS]
# Five hundred stories in the order of a list, under names of several habits.
LISTS = {
    "numbers": [f"stories/story-{n}/index.html" for n in range(500)],
    "days": [f"stories/2026-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}-{n}/index.html" for n in range(500)],
    "words": [f"stories/{a}-{b}/index.html" for a in "abcdefghijklmnopqrst" for b in "abcdefghijklmnopqrstuvwxy"],
}


@given(address=st.text())
def test_small_and_silent(address: str) -> None:
    """Whatever its address, a story's cover is a small drawing that is hidden from screen readers and runs nothing."""
    drawn = cover(address)
    assert len(drawn.encode()) < 1500
    svg = ET.fromstring(drawn)
    assert svg.tag == "svg"
    assert svg.get("aria-hidden") == "true"
    assert svg.get("focusable") == "false"
    assert {element.tag for element in svg} <= {"path", "circle"}
    assert {name for element in svg.iter() for name in element.attrib} <= {
        *("class", "viewBox", "preserveAspectRatio", "aria-hidden", "focusable", "d", "cx", "cy", "r", "stroke-width"),
    }


@pytest.mark.parametrize("motif", MOTIFS, ids=NAMES)
def test_every_motif_is_small(motif: object) -> None:
    """No motif needs more than its 1.5 KB for any of three hundred stories, and each says what it is."""
    mine = [a for a in (f"stories/{n}/index.html" for n in range(9000)) if MOTIFS[drawing(a)[1]] is motif][:300]
    assert len(mine) == 300
    assert max(len(cover(address).encode()) for address in mine) < 1500
    assert motif.__doc__


def test_distinct() -> None:
    """Five hundred stories have five hundred covers, whatever they are called."""
    for addresses in LISTS.values():
        assert len({cover(address) for address in addresses}) == 500


def _alike(addresses: Sequence[str], step: int) -> float:
    """How many of a hundred that stand ``step`` places apart in a list are alike in hue and in motif."""
    looks = [drawing(address)[:2] for address in addresses]
    pairs = list(zip(looks, looks[step:], strict=False))
    return 100 * sum(one == other for one, other in pairs) / len(pairs)


@pytest.mark.parametrize("step", [1, 2, 3], ids=["beside", "below in two columns", "below in three columns"])
@pytest.mark.parametrize("addresses", LISTS.values(), ids=LISTS)
def test_neighbours_differ(addresses: list[str], step: int) -> None:
    """Of neighbours in a list of five hundred, at most two in a hundred are alike in hue and motif."""
    assert _alike(addresses, step) <= 2


def test_hues_differ() -> None:
    """Of neighbours in a list, one in nine has the other's hue, as nine hues have it, and no hue is had by a fifth."""
    hues = [drawing(address)[0] for address in LISTS["numbers"]]
    assert sum(one == other for one, other in pairwise(hues)) / 499 < 0.16
    assert all(0 < hues.count(hue) < 100 for hue in range(len(HUES)))


@pytest.mark.parametrize("motif", MOTIFS, ids=NAMES)
def test_the_same_for_ever(motif: object, update_golden: bool) -> None:
    """A story's cover is the same on every machine and at every build: one story for each motif."""
    addresses = (f"stories/the-key-to-plot-{n}/index.html" for n in range(500))
    address = next(a for a in addresses if MOTIFS[drawing(a)[1]] is motif)
    file = GOLDEN / f"{NAMES[MOTIFS.index(motif)]}.svg"
    drawn = cover(address) + "\n"
    if update_golden:
        file.write_text(drawn, encoding="utf-8", newline="")
    assert file.read_text(encoding="utf-8") == drawn


def test_the_goldens_are_all() -> None:
    """There is a golden file for each motif, and no other; there are at least twelve motifs."""
    assert sorted(file.stem for file in GOLDEN.iterdir()) == sorted(NAMES)
    assert len(set(NAMES)) == len(NAMES) >= 12


def test_lots_for_drawings_of_a_theme() -> None:
    """What a theme of its own draws falls to a story for ever, and every one to about as many stories."""
    lots = [lot(address, 5) for address in LISTS["numbers"]]
    assert lots[:6] == [0, 4, 1, 4, 0, 2]
    assert all(75 < lots.count(n) < 125 for n in range(5))


def test_the_theme_has_every_hue() -> None:
    """The style sheet of the built-in theme has each hue under its number, in the degrees that are drawn elsewhere."""
    style = (ROOT / "themes" / "hearten" / "assets" / "style.css").read_text(encoding="utf-8")
    found = {int(n): int(degrees) for n, degrees in re.findall(r"\.hue-(\d+) { --h: (\d+); }", style)}
    assert found == dict(enumerate(HUES))


def test_a_picture_replaces_the_cover(site: Path) -> None:
    """A story with its storyteller's own picture shows that and no cover; a story without one shows its cover."""
    own = _story(site, "the-ledger-of-small-repairs")
    assert own.count('<figure class="picture') == 1
    assert 'class="cover' not in own
    without = _story(site, "lambing-with-a-rota")
    assert without.count('<svg class="cover') == 1
    assert 'class="picture' not in without


def test_the_plain_theme_draws_none(plain: Path) -> None:
    """The plain theme draws no covers, and still shows storytellers' own pictures."""
    drawings = [d for page in plain.rglob("*.html") for d in re.findall("<svg[^>]*", page.read_text(encoding="utf-8"))]
    assert all('class="qr"' in drawing for drawing in drawings)
    assert '<figure class="picture' in _story(plain, "the-ledger-of-small-repairs")


def _story(site: Path, slug: str) -> str:
    """The story itself, without what stands after it."""
    text = (site / "stories" / slug / "index.html").read_text(encoding="utf-8")
    return text[text.index('<article class="story">') : text.index("</article>")]
