"""Settings and pages at the desk in a browser: by keyboard, on a telephone, without scripts, with hostile words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.preview.desk.setting_parts import PARTS
from generator.preview.http.served_text import DESK_HEADERS, LOOK_HEADERS, PROOF_HEADERS
from tests.browser.conftest import WIDTHS, AskAxe, OpenPage, Scheme, watch
from tests.builders.example import DATA
from tests.builders.previews import Running, running
from tests.builders.sites import SITE, make_site, story

PAGE = "---\ntitle: About us\n---\n\nWe are here.\n"
LINES = """\
helplines:
  lines:
    - {name: Shout, text: SHOUT, languages: [en], checked: 2024-01-01, source: "https://shout.harbour.internal/"}
    - {name: Night, text: NIGHT, languages: [en], checked: 2026-06-01, source: "https://night.harbour.internal/"}
menu:
  - {label: All, to: stories}
"""
VIEWS: list[tuple[int, Scheme]] = [(320, "light"), (WIDTHS["desk"], "dark")]
# Runs before anything of the page's own, in every frame.
HOOK = """
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = what => pwned(`${name}: ${what}`);
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story whose title is long, a page and two helplines."""
    title = "A gate that nobody had painted for as long as anybody in our street can think back"
    return make_site(tmp_path / "site", {"gate.md": story(title)}, pages={"about.md": PAGE}, site=SITE + LINES)


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


def test_a_helpline_by_keyboard(desk: Running, root: Path, open_page: OpenPage) -> None:
    """A helpline is made, seen, saved, put first and checked by keyboard alone."""
    page = open_page(width=320)
    log = watch(page)
    page.goto(f"{desk.address}_desk/")
    for link in ("The site", "Helplines", "New helpline"):
        page.get_by_role("link", name=link, exact=True).focus()
        page.keyboard.press("Enter")
    page.get_by_label("Name of the service").focus()
    page.keyboard.type("Nightline")
    for label, words in (
        ("Telephone", "030 1"),
        ("Languages", "en, de"),
        ("Page where you checked", "https://a.harbour.internal/"),
    ):
        page.get_by_label(label).focus()
        page.keyboard.type(words)
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("“Day when you checked” is empty")
    page.get_by_label("Day when you checked").fill("2026-06-15")
    page.get_by_role("button", name="Show it").focus()
    page.keyboard.press("Enter")
    expect(page.frame_locator("iframe[name=look]").locator("h2")).to_contain_text("Nothing new to look at")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_be_focused()
    for place in (1, 0):
        page.get_by_role("button", name="Up Nightline").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("listitem").nth(place)).to_contain_text("Nightline")
        expect(page.locator(".told")).to_be_focused()
    page.get_by_role("button", name="Checked today Shout").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Check it again")).to_have_count(0)
    lines = (root / "site.yaml").read_text(encoding="utf-8").partition("  lines:\n")[2].splitlines()
    assert lines[0].startswith("    - {name: Nightline, languages: [en, de], checked: 2026-06-15, source: https:")
    assert "checked: 2026-06-15" in lines[1]
    assert [text for text in log.complaints if "422" not in text] == []


def test_axe(desk: Running, page: Page, axe: AskAxe) -> None:
    """Axe finds nothing on any page of the settings, narrow and wide, in light and dark, and none scrolls sideways."""
    entries = [f"{part.key}/0" for part in PARTS.values() if part.one and part.key != "content-notes"]
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        for address in ("", *(f"/{one}" for one in (*PARTS, *entries, "topics/new"))):
            page.goto(f"{desk.address}_desk/site{address}")
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for address in ("pages", "new-page", "edit/pages/about.md"):
            page.goto(f"{desk.address}_desk/{address}")
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_page_by_keyboard(desk: Running, root: Path, open_page: OpenPage) -> None:
    """A page is made, written, saved and put into the menu by keyboard alone, at the width of a telephone."""
    page = open_page(width=320)
    page.goto(f"{desk.address}_desk/site")
    for link in ("Pages", "New page"):
        page.get_by_role("link", name=link, exact=True).focus()
        page.keyboard.press("Enter")
    page.get_by_label("Title").focus()
    page.keyboard.type("Donate")
    page.keyboard.press("Enter")
    page.get_by_label("Text", exact=True).focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("Thank you for your help.")
    seen = page.frame_locator("iframe[name=look]").frame_locator("iframe")
    expect(seen.locator("main")).to_contain_text("Thank you for your help.")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_be_focused()
    for link in ("Back to the pages", "Add to the menu Donate"):
        page.get_by_role("link", name=link, exact=True).focus()
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("listitem").last).to_contain_text("Donate")
    assert (root / "pages/donate.md").read_text(encoding="utf-8").endswith("---\n\nThank you for your help.\n")
    assert "  - {label: Donate, page: donate.md}\n" in (root / "site.yaml").read_text(encoding="utf-8")


def test_what_is_refused_or_asked_is_for_everybody(desk: Running, open_page: OpenPage, axe: AskAxe) -> None:
    """The form with what is wrong in it, and the page that asks before texts are held back, are for everybody, too."""
    page = open_page(width=320)
    page.goto(f"{desk.address}_desk/site/organisation")
    page.get_by_label("E-mail address for readers").fill("nobody")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("this is not an e-mail address")
    assert axe(page) == []
    page.goto(f"{desk.address}_desk/site/topics/0")
    page.get_by_label("Word that stories write").fill("hoping")
    page.get_by_label("Name that readers see").fill("Hoping")
    page.get_by_label("Other words").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_colours_without_scripts(desk: Running, root: Path, open_page: OpenPage) -> None:
    """Without scripts, a colour is chosen, seen on the site with its contrast, and saved."""
    page = open_page(javascript=False)
    page.goto(f"{desk.address}_desk/site/look")
    page.get_by_label("Text", exact=True).fill("#777777")
    page.get_by_role("button", name="Show it").click()
    look = page.frame_locator("iframe[name=look]")
    expect(look.get_by_role("row", name="Text on Paper").first).to_contain_text("no, it needs 7:1")
    expect(look.frame_locator("iframe").locator("body")).to_have_css("color", "rgb(119, 119, 119)")
    assert "ink" not in (root / "site.yaml").read_text(encoding="utf-8")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".told")).to_contain_text("has a contrast of")
    assert 'ink: "#777777"' in (root / "site.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("policy", [True, False], ids=["with its policy", "without its policy"])
def test_hostile_words_run_nowhere(
    policy: bool, tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No hostile setting or page runs anything where it is changed, and none asks anybody for anything."""
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
        desk_of = f"{desk.address}_desk/site"
        for part in PARTS.values():
            page.goto(f"{desk_of}/{part.key}")
        page.goto(desk_of)
        page.goto(f"{desk.address}_desk/pages")
        for file in sorted((root / "pages").glob("*.md")):
            page.goto(f"{desk.address}_desk/edit/pages/{file.name}")
            title = page.get_by_label("Title (needed)")
            title.fill(f"{title.input_value()} <img src=x onerror=alert(1)>")
            frame = page.frame_locator("iframe[name=look]")
            expect(frame.frame_locator("iframe").locator("h1")).to_contain_text("onerror")
            page.get_by_role("button", name="Save").click()
            expect(page.locator(".told")).to_be_visible()
        page.goto(f"{desk_of}/organisation")
        page.get_by_label("Name of the site").fill('"><img src=x onerror=alert(1)></title><script>alert(2)</script>')
        page.get_by_role("button", name="Show it").click()
        expect(page.frame_locator("iframe[name=look]").frame_locator("iframe").locator("h1")).to_contain_text("onerror")
        page.get_by_label("E-mail address for readers").fill("<script>alert(3)</script>")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("alert")).to_be_visible()
    assert log.ran == []
    assert [url for url in log.requests if not url.startswith(desk.address)] == []
