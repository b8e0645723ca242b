"""Take the pictures of docs/gallery from the built example site in public/ (run `make site` first) and its preview."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
# name: page, width and height in CSS pixels, colour scheme
PICTURES = {
    "home": ("index.html", 1280, 900, "light"),
    "home-dark": ("index.html", 768, 900, "dark"),
    "story": ("stories/dear-keeper/index.html", 1280, 1100, "light"),
    "story-phone": ("stories/thursday-is-pie/index.html", 320, 800, "light"),
    "story-phone-dark": ("stories/two-bells-for-go/index.html", 320, 800, "dark"),
    "stories": ("stories/index.html", 1280, 900, "dark"),
    "topic": ("topics/setbacks/index.html", 768, 900, "light"),
    "topics": ("topics/index.html", 768, 900, "light"),
    "show-me-one": ("show-me-one/index.html", 768, 900, "dark"),
    "search": ("search/index.html", 1280, 900, "light"),
    "get-help": ("get-help/index.html", 768, 900, "light"),
    "settings": ("questions/index.html", 768, 1100, "dark"),
}


def main() -> None:
    """Write one small picture for each entry."""
    with sync_playwright() as playwright:
        path = (ROOT / ".tools/browser").read_text(encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for name, (page_path, width, height, scheme) in PICTURES.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
            )
            page.goto((ROOT / "public" / page_path).as_uri())
            if name == "search":
                page.locator("#_query").fill("the kettle")
                page.locator(".found:not(:empty)").wait_for()
            if name == "settings":
                page.locator(".settings button").first.click()
            save(page, name)
            page.close()
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        preview(page)
        browser.close()


def preview(page: Page) -> None:
    """The desk of the example site, and problems in a page of a new one."""
    from generator.authoring.scaffold import new_site
    from tests.example import TODAY
    from tests.previews import running

    with running(ROOT, today=TODAY) as served:
        page.goto(f"{served.address}_desk/?sort=-state")
        save(page, "desk")
    with tempfile.TemporaryDirectory() as folder:
        new_site(Path(folder))
        (story,) = Path(folder, "stories").glob("*.md")
        text = story.read_text(encoding="utf-8")
        with running(Path(folder), today=TODAY) as served:
            page.goto(f"{served.address}stories/{story.stem}/")
            broken = text.replace("topics: [", "topics: [suport, ", 1).replace("summary:", "sumary:", 1)
            story.write_text(broken, encoding="utf-8")
            served.preview.refresh()
            page.get_by_role("heading", name="problems in").wait_for()
            save(page, "problems")


def save(page: Page, name: str) -> None:
    """Write what is seen as a small picture."""
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(64).save(ROOT / f"docs/gallery/{name}.png", optimize=True)


if __name__ == "__main__":
    main()
