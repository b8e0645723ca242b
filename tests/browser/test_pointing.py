"""Pointing at pictures at the desk: what nobody may see is covered up, and what lists keep in sight is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import AskAxe, OpenPage, watch
from tests.builders.pictures import picture, saved
from tests.builders.previews import Running, running
from tests.builders.sites import make_site, story

ABOVE = "image: {src: gate.jpg, alt: A gate.}"
HILL = "_desk/edit/stories/hill.md"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a story that has a picture above it."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    root = make_site(tmp_path / "site", {"gate.md": story(), "hill.md": story("A hill", more=ABOVE)})
    (root / "stories/gate.jpg").write_bytes(saved(picture((400, 300)), "JPEG"))
    return root


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


def drawn(page: Page, at: tuple[float, float], to: tuple[float, float], stage: int = 0) -> None:
    """Draw over a picture, from one place to another in parts of its width and height."""
    box = page.locator(".stage:visible").nth(stage)
    box.scroll_into_view_if_needed()
    edge = box.bounding_box()
    assert edge is not None
    (x, y), (right, down) = ((edge["x"] + edge["width"] * a, edge["y"] + edge["height"] * b) for a, b in (at, to))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(right, down, steps=4)
    page.mouse.up()


def test_covered_up_before_it_is_kept(desk: Running, root: Path, open_page: OpenPage, axe: AskAxe) -> None:
    """What somebody draws over a picture that they chose is covered up in the file that is kept."""
    page = open_page(width=320)
    log = watch(page)
    page.goto(f"{desk.address}_desk/edit/stories/gate.md")
    page.get_by_text("Put in a picture").click()
    chosen = root.parent / "a.png"
    chosen.write_bytes(saved(picture((400, 300)), "PNG"))
    page.get_by_label("The picture's file").set_input_files(chosen)
    page.get_by_label("What the picture shows").fill("A gate.")
    drawn(page, (0.0, 0.0), (0.5, 1.0))
    areas = page.locator("[name='picture.obscure']")
    expect(areas).to_have_value(re.compile(r"^0 0 (49|50|51) (99|100)$"))
    areas.fill("0 0 50 100")
    expect(page.get_by_role("button", name="Area 1: 0 % from the left")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Put it in").click()
    expect(page.locator("#edit-words")).to_have_value(re.compile(r"!\[A gate\.\]"))
    expect(areas).to_have_value("")
    expect(page.locator(".stage:visible")).to_have_count(0)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".told")).to_contain_text("Saved")
    (path,) = (root / "stories/images").iterdir()
    with Image.open(path) as kept:
        assert [kept.convert("RGB").getpixel(at) for at in ((20, 20), (20, 280))] == [(85, 85, 85)] * 2
        assert kept.convert("RGB").getpixel((350, 150)) != (85, 85, 85)
    assert [text for text in log.complaints if "404" not in text] == []


def test_by_keyboard(desk: Running, root: Path, open_page: OpenPage, axe: AskAxe) -> None:
    """With keys alone an area is made, moved, enlarged and taken away, and a point is kept in sight."""
    page = open_page()
    page.goto(f"{desk.address}{HILL}")
    page.get_by_text("More fields").focus()
    page.keyboard.press("Enter")
    areas, sight = page.locator("[name='image.obscure']"), page.locator("[name='image.focus']")
    page.get_by_role("button", name="Cover up an area").first.press("Enter")
    expect(page.get_by_role("button", name="Area 1: 40 %")).to_be_focused()
    for key in ("ArrowLeft", "ArrowUp", "ArrowUp", "Shift+ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    expect(areas).to_have_value("39 38 21 21")
    page.get_by_role("button", name="Cover up an area").first.press("Enter")
    expect(areas).to_have_value("39 38 21 21\n40 40 20 20")
    page.keyboard.press("Delete")
    expect(areas).to_have_value("39 38 21 21")
    page.get_by_role("button", name="Keep a point in sight").first.press("Enter")
    page.keyboard.press("ArrowRight")
    expect(sight).to_have_value("51 50")
    assert axe(page) == []
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.locator(".told")).to_contain_text("Saved")
    text = (root / "stories/hill.md").read_text(encoding="utf-8")
    assert re.search(r"obscure: \[39 38 21 21\]", text)
    assert re.search(r"focus: \[51, 50\]", text)


def test_a_press_and_a_stroke(desk: Running, open_page: OpenPage) -> None:
    """A press on a picture is the point in sight, a stroke an area, which can be moved, and what is written shows."""
    page = open_page()
    page.goto(f"{desk.address}{HILL}")
    page.get_by_text("More fields").click()
    areas, sight = page.locator("[name='image.obscure']"), page.locator("[name='image.focus']")
    drawn(page, (0.8, 0.3), (0.8, 0.3))
    expect(sight).to_have_value("80 30")
    drawn(page, (0.1, 0.1), (0.3, 0.4))
    expect(areas).to_have_value("10 10 20 30")
    drawn(page, (0.2, 0.2), (0.3, 0.4))
    expect(areas).to_have_value("20 30 20 30")
    expect(sight).to_have_value("80 30")
    areas.fill("20 30 20 30\nnot an area\n0 0 5 5")
    expect(page.get_by_role("button", name=re.compile("^Area"))).to_have_count(2)
    page.get_by_role("button", name="Take the last area away").first.click()
    expect(areas).to_have_value("20 30 20 30\nnot an area")
    seen = page.frame_locator("iframe[name=look]")
    expect(seen.locator("body")).to_contain_text("not an area")


def test_heads_stay_in_sight(desk: Running, root: Path, open_page: OpenPage) -> None:
    """Of a picture that is higher than wide, the desk shows and proposes what lists keep in sight: the upper third."""
    (root / "stories/gate.jpg").write_bytes(saved(picture((300, 400)), "JPEG"))
    page = open_page()
    page.goto(f"{desk.address}{HILL}")
    page.get_by_text("More fields").click()
    expect(page.locator(".crop canvas:visible")).to_have_css("object-position", "50% 20%")
    page.get_by_role("button", name="Keep a point in sight").first.click()
    expect(page.locator("[name='image.focus']")).to_have_value("50 20")


def test_without_scripts(desk: Running, open_page: OpenPage) -> None:
    """Without scripts, areas and the point are numbers in fields, and nothing asks to point."""
    page = open_page(javascript=False)
    page.goto(f"{desk.address}{HILL}")
    page.get_by_text("Put in a picture").click()
    expect(page.locator("[name='picture.obscure']")).to_be_visible()
    expect(page.locator("[name='picture.focus']")).to_be_visible()
    expect(page.locator(".aim")).to_have_count(0)
