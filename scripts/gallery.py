"""Take the pictures of docs/gallery from the built example site in public/ (run `make site` first)."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
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
                page.locator(".results li").first.wait_for()
            if name == "settings":
                page.locator(".settings button").first.click()
            picture = Image.open(io.BytesIO(page.screenshot()))
            picture.convert("RGB").quantize(64).save(ROOT / f"docs/gallery/{name}.png", optimize=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
