"""Writing at the desk in a browser: by keyboard, without scripts, on a telephone, and with hostile words."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from generator.preview.http.served_text import DESK_HEADERS, LOOK_HEADERS, PROOF_HEADERS
from tests.browser.conftest import WIDTHS, AskAxe, OpenPage, Scheme, watch
from tests.builders.approved import approve
from tests.builders.example import DATA
from tests.builders.pictures import picture, saved
from tests.builders.previews import Running, running
from tests.builders.sites import make_site, story

GATE = "stories/gate.md"
TEXT = "We painted the gate.\n\nIt was green.\n\nSee [there](none.md)."
VIEWS: list[tuple[int, Scheme]] = [(320, "light"), (WIDTHS["desk"], "dark")]
# Runs before anything of the page's own, in every frame.
HOOK = """
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = what => pwned(`${name}: ${what}`);
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story that was approved and a draft."""
    made = make_site(tmp_path / "site", {"gate.md": story(text=TEXT), "hill.md": story("A hill", more="draft: true")})
    approve(made, GATE, "CF-7")
    return made


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


@pytest.mark.parametrize("width", [320, 1280])
def test_from_the_title_to_the_saved_story_by_keyboard(
    width: int, desk: Running, root: Path, open_page: OpenPage
) -> None:
    """A new story is made, written, seen and saved by keyboard alone, on a telephone's width and a wide one."""
    page = open_page(width=width)
    log = watch(page)
    page.goto(f"{desk.address}_desk/")
    page.get_by_role("link", name="New story").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Title").focus()
    page.keyboard.type("The second kettle")
    page.keyboard.press("Enter")
    page.get_by_label("Text", exact=True).focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("It boiled.")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Name to show")).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("Ines")
    seen = page.frame_locator("iframe[name=look]").frame_locator("iframe")
    expect(seen.locator("main")).to_contain_text("It boiled.")
    expect(page.get_by_label("Name to show")).to_be_focused()
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_be_focused()
    expect(page.locator(".told")).to_contain_text("Saved stories/the-second-kettle.md.")
    saved = (root / "stories/the-second-kettle.md").read_text(encoding="utf-8")
    assert ("author: Ines\n" in saved, saved.endswith("---\n\nIt boiled.\n")) == (True, True)
    assert [text for text in log.complaints if "404" not in text] == []


def test_axe(desk: Running, page: Page, axe: AskAxe) -> None:
    """Axe finds nothing on any page on which texts are written, narrow and wide, in light and dark."""
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        for address in ("edit/stories/gate.md", "edit/stories/hill.md", "new", "look/stories/gate.md"):
            page.goto(f"{desk.address}_desk/{address}")
            if address.startswith("edit"):
                page.get_by_text("More fields").click()
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_was_approved_and_what_two_wrote(desk: Running, root: Path, open_page: OpenPage, axe: AskAxe) -> None:
    """The pages that ask before approved words change, and which of two versions stays, are for everybody, too."""
    page = open_page(width=320)
    page.goto(f"{desk.address}_desk/edit/{GATE}")
    page.get_by_label("Text", exact=True).fill(TEXT.replace("green", "blue"))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("This changes words that Maren approved")
    seen = page.frame_locator("iframe[name=look]").frame_locator("iframe")
    expect(seen.locator("main")).to_contain_text("It was blue.")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    changed = (root / GATE).read_text(encoding="utf-8").replace("green", "red")
    (root / GATE).write_text(changed, encoding="utf-8")
    page.get_by_role("button", name="Save all the same").click()
    expect(page.get_by_role("heading", name="Two versions")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("Yours").check()
    page.get_by_role("button", name="Save what I chose").click()
    expect(page.locator(".told")).to_contain_text(f"Saved {GATE}, which was changed meanwhile")
    assert "It was blue." in (root / GATE).read_text(encoding="utf-8")


def test_without_scripts_a_button_shows_the_page(desk: Running, open_page: OpenPage) -> None:
    """Without scripts a button shows what is written and not saved, in the frame beside it."""
    page = open_page(javascript=False)
    page.goto(f"{desk.address}_desk/edit/stories/hill.md")
    page.get_by_label("Text", exact=True).fill("Another hill.")
    page.get_by_role("button", name="Show it").click()
    expect(page.frame_locator("iframe[name=look]").frame_locator("iframe").locator("main")).to_contain_text(
        "Another hill."
    )
    expect(page.get_by_label("Text", exact=True)).to_have_value("Another hill.")


def test_a_problem_leads_to_its_line(desk: Running, page: Page) -> None:
    """The button beside a problem chooses its line in the text, where it can be written anew."""
    page.goto(f"{desk.address}_desk/edit/{GATE}")
    text = page.get_by_label("Text", exact=True)
    text.fill(TEXT.replace("We painted", "They painted"))
    expect(page.locator("#edit-state")).to_contain_text("to look at")
    page.frame_locator("iframe[name=look]").get_by_role("button", name="line 5 of the text").first.click()
    expect(text).to_be_focused()
    chosen = "e => e.value.slice(e.selectionStart, e.selectionEnd)"
    assert text.evaluate(chosen) == "See [there](none.md)."


def test_the_toolbar_marks_up_by_keyboard(desk: Running, page: Page) -> None:
    """The toolbar is one stop for Tab and is walked by arrows; what it writes can be undone, and is taken back."""
    page.goto(f"{desk.address}_desk/edit/stories/hill.md")
    text = page.get_by_label("Text", exact=True)
    text.fill("one\ntwo")
    text.evaluate("e => e.setSelectionRange(0, 3)")
    page.get_by_role("button", name="Firmly").focus()
    page.keyboard.press("Enter")
    expect(text).to_be_focused()
    expect(text).to_have_value("**one**\ntwo")
    page.keyboard.press("ControlOrMeta+Z")
    expect(text).to_have_value("one\ntwo")
    text.evaluate("e => e.setSelectionRange(0, 7)")
    page.keyboard.press("Shift+Tab")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="List")).to_be_focused()
    page.keyboard.press("Enter")
    expect(text).to_have_value("- one\n- two")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(text).to_have_value("one\ntwo")
    page.get_by_role("button", name="Aside").click()
    expect(text).to_have_value("::: aside\none\ntwo\n:::")
    text.fill("")
    page.get_by_label("Story to link to").select_option("A gate")
    page.get_by_role("button", name="Link to it").click()
    expect(text).to_have_value("[A gate](gate.md)")


def test_looking_leaves_no_trail(desk: Running, page: Page) -> None:
    """However often the page beside the text is made anew, one step leads back, and no word stands in the history."""
    page.goto(f"{desk.address}_desk/")
    page.goto(f"{desk.address}_desk/edit/stories/hill.md")
    steps = page.evaluate("history.length")
    for words in ("One hill.", "Two hills."):
        page.get_by_label("Text", exact=True).fill(words)
        frame = page.frame_locator("iframe[name=look]").frame_locator("iframe")
        expect(frame.locator("main")).to_contain_text(words)
    assert page.evaluate("history.length") == steps
    assert page.title() == "Edit a story – desk"


def test_leaving_asks_about_what_is_not_saved(desk: Running, page: Page, axe: AskAxe) -> None:
    """The browser asks before a page is left on which something is not saved, and not after it is."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", answer)
    page.goto(f"{desk.address}_desk/edit/stories/hill.md")
    page.get_by_label("Text", exact=True).click()
    page.keyboard.type("New.")
    page.get_by_role("link", name="Back to the story").click()
    expect(page.get_by_label("Text", exact=True)).to_be_visible()
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".told")).to_contain_text("Saved")
    assert axe(page) == []
    expect(page.get_by_role("button", name="Take back the last save")).to_be_visible()
    page.get_by_role("link", name="Back to the story").click()
    expect(page.get_by_role("heading", name="A hill")).to_be_visible()
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("policy", [True, False], ids=["with its policy", "without its policy"])
def test_hostile_words_run_nowhere(
    policy: bool, tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No hostile story runs anything on the page where it is written, beside it, or where two versions of it stand."""
    root = tmp_path / "site"
    shutil.copytree(DATA / "hostile", root)
    page = open_page()
    log = watch(page)
    page.expose_binding("pwned", lambda _source, what: log.ran.append(what))
    page.add_init_script(HOOK)
    if not policy:
        for headers in (DESK_HEADERS, LOOK_HEADERS, PROOF_HEADERS):
            monkeypatch.setitem(headers, "Content-Security-Policy", "")
    with running(root) as desk:
        for file in sorted((root / "stories").glob("*.md")):
            page.goto(f"{desk.address}_desk/edit/stories/{file.name}")
            words = page.get_by_label("Text", exact=True)
            kept = words.input_value()
            title = page.get_by_label("Title (needed)")
            title.fill(f"{title.input_value()} <img src=x onerror=alert(1)>")
            frame = page.frame_locator("iframe[name=look]")
            expect(frame.frame_locator("iframe").locator("h1")).to_contain_text("onerror")
            words.fill(f"{kept}\n\n<script>alert(1)</script>")
            file.write_text(
                file.read_text(encoding="utf-8").rstrip("\n") + "\n\n</textarea><script>alert(2)</script>\n"
            )
            page.get_by_role("button", name="Save").click()
            expect(page.get_by_role("heading", name="Two versions")).to_be_visible()
    assert log.ran == []
    assert [url for url in log.requests if not url.startswith(desk.address)] == []


@pytest.fixture
def photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A picture on the disk of whoever writes."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    (tmp_path / "Ines.png").write_bytes(saved(picture((120, 80)), "PNG"))
    return tmp_path / "Ines.png"


def test_a_picture_is_put_where_somebody_writes(photo: Path, desk: Running, root: Path, open_page: OpenPage) -> None:
    """By keyboard alone, a picture is put behind the paragraph with the caret, seen there, taken back and saved."""
    page = open_page(width=320)
    log = watch(page)
    page.goto(f"{desk.address}_desk/edit/stories/hill.md")
    text = page.get_by_label("Text", exact=True)
    text.fill("One.\n\nTwo.\n\nThree.")
    text.evaluate("text => text.setSelectionRange(7, 7)")
    page.get_by_role("button", name="Picture", exact=True).focus()
    page.keyboard.press("Enter")
    file = page.get_by_label("The picture's file")
    expect(file).to_be_focused()
    file.set_input_files(photo)
    put_in = page.get_by_role("button", name="Put it in")
    put_in.focus()
    page.keyboard.press("Enter")
    state = page.locator("#edit-picture-state")
    expect(state).to_contain_text("Write what the picture shows")
    shows = page.get_by_label("What the picture shows")
    expect(shows).to_be_focused()
    page.keyboard.type("A gate, red and blue.")
    page.keyboard.press("Enter")
    expect(text).to_have_value(
        re.compile(r"^One\.\n\nTwo\.\n\n!\[A gate, red and blue\.\]\(images/hill-\w{10}\.png\)\n\nThree\.$")
    )
    beside = page.locator("#edit-pasted")
    expect(beside).to_contain_text("It is kept when you save.")
    expect(beside).to_be_in_viewport(ratio=1)
    expect(state).to_be_empty()
    expect(shows).to_have_value("")
    seen = page.frame_locator("iframe[name=look]").frame_locator("iframe").get_by_alt_text("A gate, red and blue.")
    expect(seen).to_be_visible()
    assert seen.evaluate("async one => { one.loading = 'eager'; await one.decode(); return one.naturalWidth; }") == 120
    text.focus()
    page.keyboard.press("ControlOrMeta+Z")
    expect(text).to_have_value("One.\n\nTwo.\n\nThree.")
    page.keyboard.press("ControlOrMeta+Shift+Z")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".told")).to_contain_text("Saved stories/hill.md.")
    (written,) = (root / "stories/images").iterdir()
    assert written.name in (root / "stories/hill.md").read_text(encoding="utf-8")
    assert [text for text in log.complaints if "422" not in text] == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_picture_above_a_story(
    javascript: bool, photo: Path, desk: Running, root: Path, open_page: OpenPage, axe: AskAxe
) -> None:
    """A picture is put above a story by its fields, also without scripts, and nothing that is written is lost."""
    page = open_page(width=320, javascript=javascript)
    page.goto(f"{desk.address}_desk/edit/stories/hill.md")
    page.get_by_label("Text", exact=True).fill("It rained.")
    page.get_by_text("Put in a picture").click()
    page.get_by_label("The picture's file").set_input_files(photo)
    page.get_by_label("What the picture shows").fill("A hill.")
    page.get_by_label("Above the story, and in lists").check()
    if javascript:
        assert axe(page) == []
    page.get_by_role("button", name="Put it in").click()
    if javascript:
        expect(page.get_by_label("Picture above the story: its file")).to_have_value(
            re.compile(r"images/hill-\w{10}\.png")
        )
        expect(page.locator("#edit-picture-state")).to_contain_text("is above the story now")
        assert axe(page) == []
    else:
        expect(page.locator(".told")).to_contain_text("is above the story now")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".told")).to_contain_text("Saved stories/hill.md.")
    saved_text = (root / "stories/hill.md").read_text(encoding="utf-8")
    assert ("alt: A hill." in saved_text, saved_text.endswith("\n\nIt rained.\n")) == (True, True)
    assert len(list((root / "stories/images").iterdir())) == 1
