"""Something is said of a shared story on a phone: by keyboard, without JavaScript, with words that would be markup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.consent.comments import comments_of
from generator.preview.http.share import shared
from generator.preview.site.live import LiveSite
from tests.browser.conftest import AskAxe, OpenPage, watch
from tests.builders.previews import running
from tests.builders.sites import TODAY, make_site, story

GATE = "stories/gate.md"
TEXT = (
    "We painted the gate.\n\nIt was *green*, "
    + "very green, " * 30
    + "and wet.\n\n"
    + "| A | B |\n|---|---|\n| c | d |"
)
HOSTILE = "</textarea><script>document.title = 'run'</script><img src=x onerror=alert(1)>"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a draft."""
    return make_site(tmp_path / "site", {"gate.md": story(text=TEXT, more="draft: true")})


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    """The draft, shared."""
    with shared(LiveSite(root, "web", TODAY), GATE, "127.0.0.1", 0) as found:
        yield found


def test_on_a_phone_by_keyboard_without_javascript(
    address: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_page: OpenPage, axe: AskAxe
) -> None:
    """From the story to a comment that stands at the desk: at 320 pixels, by keyboard, with words that stay words."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    page = open_page(width=320, javascript=False)
    log = watch(page)
    page.goto(address)
    page.get_by_role("link", name="Say something about it").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What you would like to say about it")
    page.locator("summary", has_text="very green").press("Enter")
    field = page.get_by_label("Your comment").locator("visible=true")
    field.press_sequentially("It was blue.")
    page.get_by_label("About the whole story").fill(HOSTILE)
    page.get_by_label("Your name").fill("x" * 50 + HOSTILE[:40])
    page.get_by_role("button", name="Give my comments").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page.get_by_role("link", name="Say more").press("Enter")
    page.get_by_role("button", name="Give my comments").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("There is nothing to give yet")
    assert [one.comment for _, said in comments_of(root, GATE) for one in said.comments] == ["It was blue.", HOSTILE]
    assert [line for line in log.complaints if "422" not in line] == []
    with running(root) as desk:
        seen = open_page(width=320)
        seen.goto(f"{desk.address}_desk/look/{GATE}")
        expect(seen.locator(".said")).to_have_text([HOSTILE, "It was blue."])
        assert "run" not in seen.title()
        assert axe(seen) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe(address: str, open_page: OpenPage, axe: AskAxe, scheme: str) -> None:
    """Axe finds nothing on the story with its ribbon and on the page on which something is said, and all of it fits."""
    page = open_page(width=320)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    assert axe(page) == []
    page.get_by_role("link", name="Say something about it").click()
    page.locator("summary").first.click()
    for _ in range(2):
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_label("Your name").fill(HOSTILE)
        page.get_by_role("button", name="Give my comments").click()
        expect(page.get_by_role("alert")).to_be_visible()
