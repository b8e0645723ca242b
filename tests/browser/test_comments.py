"""Comments on a review copy in a browser: written in the copy, opened from a file, and seen to at the desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.consent import comments, review_copy
from generator.consent.case import open_case
from tests.browser.conftest import WIDTHS, AskAxe, OpenPage, Scheme, watch
from tests.builders.previews import Running, running
from tests.builders.sites import TODAY, make_site, story

GATE = "stories/gate.md"
TEXT = """We painted the gate.

It was *green*.[^1]

- One bird
- nobody

## After

| A | B |
|---|---|
| c | d |

[^1]: Or blue."""
SAID = {"paragraph": "It was green.", "comment": "It was blue."}
CHOSEN = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
VIEWS: list[tuple[int, Scheme]] = [(320, "light"), (WIDTHS["desk"], "dark")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story of which there is a review copy."""
    site = make_site(tmp_path / "site", {"gate.md": story(text=TEXT)})
    review_copy.make(open_case(site, GATE), since=False, out=tmp_path / "copy.html")
    return site


@pytest.fixture
def desk(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """Its preview."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    with running(root) as preview:
        yield preview


@pytest.mark.parametrize("width", [320, 1280])
def test_from_the_copy_to_the_desk_by_keyboard(
    width: int, desk: Running, root: Path, tmp_path: Path, open_page: OpenPage, axe: AskAxe
) -> None:
    """A comment is written in a copy by keyboard, saved without sending anything, chosen at the desk and seen to."""
    page = open_page(width=width)
    log = watch(page)
    page.goto((tmp_path / "copy.html").as_uri())
    place = page.locator("summary", has_text="It was green")
    place.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("It was blue.")
    page.get_by_label("About the whole story").fill("Thank you.")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Save my comments").focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.suffix == ".hearten-comments"
    told = json.loads(file.read_text(encoding="utf-8"))["comments"]
    assert told == [
        SAID,
        {"paragraph": "", "comment": "Thank you."},
    ]
    assert [url for url in log.requests if not url.startswith(("file:", "blob:"))] == []
    assert log.complaints == []
    page.goto(f"{desk.address}_desk/comments")
    page.get_by_label("The file, whose name").set_input_files(file)
    page.get_by_role("button", name="Take the comments").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_contain_text("The comments stand beside the text")
    look = page.frame_locator("iframe[name=look]")
    expect(look.locator(".said")).to_have_text(["Thank you.", "It was blue."])
    look.get_by_role("button", name="Line 3 of the text").press("Enter")
    text = page.get_by_label("Text", exact=True)
    expect(text).to_be_focused()
    assert text.evaluate(CHOSEN) == "It was *green*.[^1]"
    look.get_by_role("button", name="Seen to comment 2").press("Enter")
    expect(look.locator(".said")).to_have_text(["Thank you."])
    ((_, kept),) = comments.comments_of(root, GATE)
    assert [one.is_done for one in kept.comments] == [True, False]


def test_every_paragraph_of_a_copy_takes_a_comment(root: Path, tmp_path: Path, open_page: OpenPage) -> None:
    """Paragraphs, headings, entries of lists, cells and footnotes each take a comment, and all are found."""
    page = open_page(width=WIDTHS["phone"])
    page.goto((tmp_path / "copy.html").as_uri())
    assert page.locator("details.comment").count() == len(TEXT.split("\n\n")) + 1 + 3
    page.evaluate("for (const one of document.querySelectorAll('details textarea')) one.value = 'Hm.'")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my comments").click()
    file = tmp_path / "all.hearten-comments"
    download.value.save_as(file)
    comments.receive(root, file.read_bytes(), file.name, TODAY)
    with running(root) as desk:
        shown = desk.get(f"/_desk/look/{GATE}").text
    assert (shown.count('class="said"'), "was changed since" in shown, "not there any more" in shown) == (
        len(TEXT.split("\n\n")) + 4,
        False,
        False,
    )


def test_axe(desk: Running, root: Path, tmp_path: Path, open_page: OpenPage, axe: AskAxe) -> None:
    """Axe finds nothing on the page that takes comments, nor where they stand, narrow and wide, in light and dark."""
    code = next(iter((root / "consent/copies").glob("*.html"))).name.split(".")[-2]
    told = {
        "hearten-comments": 1,
        "code": code,
        "comments": [{"paragraph": "It was green.", "comment": "It was blue."}],
    }
    comments.receive(root, json.dumps(told).encode(), "a file", TODAY)
    page = open_page(width=320)
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        for address in ("comments", f"look/{GATE}", ""):
            page.goto(f"{desk.address}_desk/{address}")
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_copy_says_what_is_too_long_and_cuts_nothing_off(root: Path, tmp_path: Path, open_page: OpenPage) -> None:
    """A long comment is said to be one as it is written, and saved whole; what no file can hold is not, and stays."""
    page = open_page()
    page.goto((tmp_path / "copy.html").as_uri())
    field, save = page.get_by_label("About the whole story"), page.get_by_role("button", name="Save my comments")
    page.evaluate("field => { field.value = 'ab '.repeat(8000) }", field.element_handle())
    field.press("End")
    page.keyboard.type("c")
    expect(page.get_by_text("This is longer than 20000 characters")).to_be_visible()
    with page.expect_download() as download:
        save.click()
    file = tmp_path / "long.hearten-comments"
    download.value.save_as(file)
    comments.receive(root, file.read_bytes(), file.name, TODAY)
    said = " ".join(one.comment for _, kept in comments.comments_of(root, GATE) for one in kept.comments)
    assert len(said.replace(" ", "")) == 16_001
    field.fill("ü" * 600_000)
    save.click()
    expect(page.locator("#told")).to_contain_text("This is too much for one file, and is not saved.")
    assert len(field.input_value()) == 600_000
    field.fill("Thank you.")
    expect(page.get_by_text("This is longer than 20000 characters")).to_have_count(0)
