"""`image: {src: ../site.yaml}` let a withdrawal remove the site's settings; pictures of a broken text stayed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from tests.builders.sealed import png
from tests.builders.sites import TODAY, make_site, story

NO_PICTURES = (
    "../site.yaml",
    "hill.md",
    "../pages/about.md",
    "../consent/deny.txt",
    "../themes/own/theme.yaml",
    "../themes/own/logo.png",
    "../public/pictures/x.png",
    "../../outside.png",
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with all of these files."""
    page = "---\ntitle: About\n---\n\nAbout us.\n"
    site = make_site(tmp_path / "site", {"hill.md": story("A hill")}, pages={"about.md": page})
    for name in NO_PICTURES[3:]:
        (site / "stories" / name).parent.mkdir(parents=True, exist_ok=True)
        (site / "stories" / name).write_bytes(png(7))
    (site / "consent/deny.txt").write_text("Somebody Else")
    (site / "public/.hearten").write_text("ours")
    return site


@pytest.mark.parametrize("name", NO_PICTURES)
@pytest.mark.parametrize("slip", ["", "autor: [x"])
def test_only_pictures_go_with_a_story(site: Path, name: str, slip: str) -> None:
    """Whatever a story names as its picture, settings, other texts, guards and the theme are never to be removed."""
    text = story("A gate", more=f"image: {{src: {name}, alt: A gate.}}\n{slip}", text="![A gate](../site.yaml)")
    (site / "stories/gate.md").write_text(text, encoding="utf-8")
    plan = plan_withdrawal(site, "gate")
    assert plan.files == ("stories/gate.md",)


BROKEN = {
    "no YAML": "---\ntitle: [\nimage: {src: ../images/a gate.png}\n---\n\n![x](own.png)\n",
    "no end": "---\ntitle: A gate\nimage: ../images/a gate.png\n![x](./own.png)\n",
    "not UTF-8": "---\ntitle: Caf\xe9\nimage: {src: '../images/a%20gate.png'}\n---\n![x](own.png)\n",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_pictures_of_a_text_that_cannot_be_read_go(site: Path, kind: str) -> None:
    """The pictures whose names stand in a file that cannot be read as a text go with it, and no others."""
    (site / "stories/gate.md").write_bytes(BROKEN[kind].encode("latin-1"))
    (site / "images").mkdir()
    for name in ("images/a gate.png", "stories/own.png", "stories/not-own.png", "images/own.png"):
        (site / name).write_bytes(png(len(name)))
    withdraw(plan_withdrawal(site, "gate"), TODAY)
    assert sorted(p.name for p in (site / "images").iterdir()) == ["own.png"]
    assert sorted(p.name for p in (site / "stories").iterdir()) == ["hill.md", "not-own.png"]
