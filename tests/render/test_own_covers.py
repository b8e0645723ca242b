"""What the guide for themes says of covers of one's own, as a theme would do it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builders.sites import built, make_site, story, tree
from tests.builders.themes import put
from tests.docs.pages import Block, steps

MOTIFS = ("river.svg", "bread.svg", "wool.svg")
[COLOURS] = [step.text for step in steps("docs/themes.md") if isinstance(step, Block) and step.language == "css"]
[TEMPLATE] = [step.text for step in steps("docs/themes.md") if isinstance(step, Block) and step.language == "html"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Nine stories, and three drawings of a theme in the site's own folder."""
    root = make_site(tmp_path / "site", {f"gate-{n}.md": story(f"Gate {n}") for n in range(9)})
    for name in MOTIFS:
        put(root, f"hearten/assets/{name}", f'<svg xmlns="http://www.w3.org/2000/svg"><title>{name}</title></svg>')
    put(root, "hearten/templates/cover.html", TEMPLATE)
    return root


def drawings(root: Path) -> dict[str, str]:
    """Which drawing stands above each story."""
    assert built(root).stories
    pages = {
        path: data.decode() for path, data in tree(root / "public").items() if re.match("stories/gate-.*html", path)
    }
    return {path: re.findall(r'<img class="cover" src="[^"]*/(\w+)[^"/]*"', page)[0] for path, page in pages.items()}


def test_drawings_of_a_theme(site: Path) -> None:
    """A theme's template gives each story one of its own drawings, and keeps it when others come."""
    first = drawings(site)
    assert len(first) == 9
    assert set(first.values()) <= {"river", "bread", "wool"}
    assert len(set(first.values())) > 1
    (site / "stories" / "another.md").write_text(story("Another gate"), encoding="utf-8")
    assert first.items() <= drawings(site).items()


def test_colours_of_a_theme() -> None:
    """The guide's colours are for every class that the forms of a cover have."""
    assert re.findall(r"\.(cover-\d) {", COLOURS) == [f"cover-{n}" for n in range(5)]
