"""Take the pictures of the guides: of the example site in public/ (run `make site` first), its preview, its papers."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
ON = ("--today", "2026-11-22")
# name: page, width and height in CSS pixels, colour scheme; of the built-in theme, and then of the plain one
PICTURES = {
    "home": ("index.html", 1280, 900, "light"),
    "home-dark": ("index.html", 768, 900, "dark"),
    "home-phone": ("index.html", 390, 844, "light"),
    "story": ("stories/dear-keeper/index.html", 1280, 1100, "light"),
    "story-phone": ("stories/thursday-is-pie/index.html", 390, 844, "light"),
    "story-phone-dark": ("stories/two-bells-for-go/index.html", 320, 800, "dark"),
    "story-paper": ("stories/lambing-with-a-rota/index.html", 794, 1123, "paper"),
    "story-forced": ("stories/nine-leaves/index.html", 768, 900, "forced"),
    "stories": ("stories/index.html", 1280, 900, "dark"),
    "topic": ("topics/setbacks/index.html", 768, 900, "light"),
    "topics": ("topics/index.html", 1280, 900, "light"),
    "shelf": ("shelves/two-minutes/index.html", 768, 900, "light"),
    "show-me-one": ("show-me-one/index.html", 768, 900, "dark"),
    "search": ("search/index.html", 1280, 900, "light"),
    "get-help": ("get-help/index.html", 768, 900, "light"),
    "settings": ("questions/index.html", 390, 844, "dark"),
}
PLAIN = {
    "plain-home": ("index.html", 1280, 900, "light"),
    "plain-story": ("stories/dear-keeper/index.html", 768, 900, "light"),
    "plain-story-phone": ("stories/thursday-is-pie/index.html", 390, 844, "dark"),
    "plain-stories": ("stories/index.html", 768, 900, "light"),
}


def main() -> None:
    """Write one small picture for each entry."""
    with sync_playwright() as playwright:
        path = (ROOT / ".tools/browser").read_text(encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        pages(browser, ROOT / "public", PICTURES)
        with tempfile.TemporaryDirectory() as folder:
            pages(browser, plain_site(Path(folder)), PLAIN)
        for name, scheme, forced in (
            ("covers", "light", "none"),
            ("covers-dark", "dark", "none"),
            ("covers-forced", "light", "active"),
        ):
            page = browser.new_page(viewport={"width": 1000, "height": 590}, color_scheme=scheme, forced_colors=forced)
            covers(page)
            save(page, name, 256)
            page.close()
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        preview(page)
        page.set_viewport_size({"width": 720, "height": 900})
        papers(page)
        beginning(page)
        browser.close()


def pages(browser: Browser, site: Path, pictures: dict[str, tuple[str, int, int, str]]) -> None:
    """Pages of a built site, as readers have them."""
    for name, (page_path, width, height, shown) in pictures.items():
        page = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if shown == "dark" else "light",
            forced_colors="active" if shown == "forced" else "none",
        )
        if shown == "paper":
            page.emulate_media(media="print")
        page.goto((site / page_path).as_uri())
        if name == "search":
            page.locator("#_query").fill("the kettle")
            page.locator(".found:not(:empty)").wait_for()
        if name == "settings":
            page.locator(".settings button").first.click()
        save(page, name)
        page.close()


def plain_site(folder: Path) -> Path:
    """The example site in the plain theme, built in this folder."""
    for part in ("stories", "pages", "media"):
        if (ROOT / part).exists():
            shutil.copytree(ROOT / part, folder / part)
    settings = (ROOT / "site.yaml").read_text(encoding="utf-8")
    (folder / "site.yaml").write_text(settings.replace("name: hearten\n", "name: plain\n"), encoding="utf-8")
    command = [sys.executable, "-m", "generator", "build", "--source", str(folder), *ON]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder / "public"


def covers(page: Page) -> None:
    """One cover of each motif, as stories have them."""
    page.goto((ROOT / "public/index.html").as_uri())
    drawn = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "tests/data/covers").iterdir())]
    sheet = f"<main>{''.join(f'<div>{cover}</div>' for cover in drawn)}</main>"
    page.evaluate(
        """sheet => {
          const style = new CSSStyleSheet();
          style.replaceSync("main { display: grid; grid-template-columns: repeat(4, auto); gap: 1rem }");
          document.adoptedStyleSheets = [style];
          document.body.innerHTML = sheet;
        }""",
        sheet,
    )


def preview(page: Page) -> None:
    """The desk of the example site, and problems in a page of a new one."""
    from generator.authoring.scaffold import SiteDetails, new_site
    from tests.builders.example import TODAY
    from tests.builders.previews import running

    with running(ROOT, today=TODAY) as served:
        page.goto(f"{served.address}_desk/?sort=-state")
        save(page, "desk")
    with tempfile.TemporaryDirectory() as folder:
        new_site(Path(folder), SiteDetails())
        (story,) = Path(folder, "stories").glob("*.md")
        text = story.read_text(encoding="utf-8")
        with running(Path(folder), today=TODAY) as served:
            page.goto(f"{served.address}stories/{story.stem}/")
            broken = text.replace("topics: [", "topics: [suport, ", 1).replace("summary:", "sumary:", 1)
            story.write_text(broken, encoding="utf-8")
            served.preview.refresh()
            page.get_by_role("heading", name="problems in").wait_for()
            save(page, "problems")


def beginning(page: Page) -> None:
    """The desk before there is a site, on somebody's computer."""
    from tests.builders.opened_desks import opened

    os.environ["HEARTEN_STATE"] = ""
    with opened(None, Path("/home/anna/Documents")) as desk:
        page.goto(f"{desk.address}_desk/")
        save(page, "begin")


def papers(page: Page) -> None:
    """What a storyteller is handed, in the order of docs/consent.md."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        for part in ("stories", "pages"):
            shutil.copytree(ROOT / part, site / part)
        settings = (ROOT / "site.yaml").read_text(encoding="utf-8")
        settings = settings.replace("\nconsent:\n", "\nconsent:\n  jurisdiction: GB\n")
        (site / "site.yaml").write_text(settings, encoding="utf-8")
        story = site / "stories/lambing-with-a-rota.md"

        told = consent(site, "copy", story.stem, "--out", f"{site}/copy.html")
        code = told.partition(" code is ")[2].partition(".")[0]
        form = ("--code", code, "--record", "CF-2026-014", "--scope", "web,feed", "--until", "2028-11-22", *ON)
        consent(site, "approve", story.stem, *form)
        consent(site, "receipt", story.stem, "--out", str(site), *ON)
        text = story.read_text(encoding="utf-8")
        story.write_text(text.replace("looking at me", "watching me").replace("March, sleet", "and sleet"), "utf-8")
        consent(site, "copy", story.stem, "--since", "--out", f"{site}/since.html")

        for name, file, part in (
            ("review-copy", "copy.html", "body"),
            ("receipt", "CF-2026-014.html", "body"),
            ("changes", "since.html", "h2 >> nth=0"),
        ):
            page.goto((site / file).as_uri())
            page.locator(part).evaluate("part => scrollTo(0, part.offsetTop - 20)")
            save(page, f"../consent/{name}")


def consent(site: Path, *words: str) -> str:
    """Run a command of hearten consent; what it prints."""
    command = [sys.executable, "-m", "generator", "consent", *words, "--source", str(site)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout


def save(page: Page, name: str, colours: int = 64) -> None:
    """Write what is seen as a small picture."""
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(colours).save(ROOT / f"docs/gallery/{name}.png", optimize=True)


if __name__ == "__main__":
    main()
