"""Measure one page of any built site, by the facts that docs/beside-others.md compares.

    .venv/bin/python -m bench.beside FOLDER PAGE TEXT HEADER HELP_WORDS

FOLDER holds built pages, PAGE is a path in it, such as stories/nine-leaves/. TEXT is a CSS selector of what holds the
text of the story or article, without title and summary; HEADER one of what stands above every page; HELP_WORDS says, as
a regular expression, what links and buttons to help say. Nothing is loaded from other hosts: they are counted. Needs
the browser that scripts/browser.py found.
"""

from __future__ import annotations

import argparse
import gzip
import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, ViewportSize, sync_playwright

from tests.browser.conftest import FLAGS, program

SCREENS = (ViewportSize(width=390, height=844), ViewportSize(width=1280, height=800))
HOST = "site.test"
REST = 1500  # milliseconds, for what scripts load once the page is there
# A line is what stands at one height; the last one of a paragraph is as short as its end, and does not count.
FACTS = """({text, header, help_words}) => {
  const seen = element => element.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const range = document.createRange(), all = selector => [...document.querySelectorAll(selector)];
  const lines = paragraph => {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (let i = 0; i < node.length; i++) {
        range.setStart(node, i), range.setEnd(node, i + 1);
        const box = range.getBoundingClientRect(), last = found.at(-1);
        if (!box.width) continue;
        if (last && Math.abs(last.top - box.top) < box.height / 2) last.length++;
        else found.push({length: 1, top: box.top});
      }
    return found;
  };
  const paragraphs = all(text).flatMap(part => [...part.querySelectorAll("p")]).filter(seen).map(lines);
  const full = paragraphs.flatMap(found => found.slice(0, -1)).map(line => line.length).sort((a, b) => a - b);
  const ways = all("a, button").filter(link => {
    const box = link.getBoundingClientRect();
    const inside = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
    const helps = RegExp(help_words, "i").test(link.innerText) || /^(tel|sms):/.test(link.href);
    return inside && helps && box.width > 1 && seen(link);
  });
  return {
    "first word of the text, px from the top": Math.round(paragraphs.flat()[0]?.top),
    "lower edge of the header": Math.round(Math.max(...all(header).map(it => it.getBoundingClientRect().bottom))),
    "characters in a line, median": full[full.length >> 1],
    "ways to help on the first screen": ways.map(way => way.innerText.trim()).join(", ") || "none",
    "words to be seen": document.body.innerText.split(/\\s+/).length,
  };
}"""
JUDGED = """async () => {
  const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const report = await axe.run(document, {runOnly: {type: "tag", values: wcag}});
  const contrasts = kind => report[kind].filter(rule => rule.id == "color-contrast").flatMap(rule => rule.nodes);
  const all = [...contrasts("passes"), ...contrasts("violations")].map(place => place.any[0].data.contrastRatio);
  return {
    "smallest contrast of text": `${Math.min(...all.filter(Boolean))} (${contrasts("incomplete").length} not decided)`,
    "axe: places by rule": report.violations.map(rule => `${rule.id} ${rule.nodes.length}`).join(", ") || "none",
  };
}"""


def opened(browser: Browser, asked: dict[str, str], screen: ViewportSize, scripts: bool) -> tuple[Page, str, str]:
    """A page of the folder in a window of this size, with the requests it made, and the other hosts that it asked."""
    sizes: dict[str, int] = {}
    others: set[str] = set()

    def answer(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.hostname != HOST:
            others.add(str(address.hostname))
            return route.abort()
        file = Path(asked["folder"], unquote(address.path).lstrip("/"))
        file = next((it for it in (file, Path(f"{file}.html"), file / "index.html") if it.is_file()), file)
        if not file.is_file():
            return route.fulfill(status=404)
        content, kind = file.read_bytes(), mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        # What is compressed already only grows.
        sizes[address.path] = min(len(content), len(gzip.compress(content)))
        return route.fulfill(body=content, content_type=f"{kind}; charset=utf-8" if "text" in kind else kind)

    page = browser.new_page(viewport=screen, java_script_enabled=scripts, locale="en-GB")
    page.route("**/*", answer)
    page.goto(f"http://{HOST}/{asked['page']}")
    page.wait_for_timeout(REST)
    return page, f"{len(sizes)}, {sum(sizes.values()):,}", f"{len(others)} {' '.join(sorted(others))}"


def facts(browser: Browser, asked: dict[str, str], screen: ViewportSize) -> dict[str, Any]:
    """Everything that is measured, by its name."""
    without = opened(browser, asked, screen, scripts=False)[0].evaluate(FACTS, asked)
    page, requests, others = opened(browser, asked, screen, scripts=True)
    found: dict[str, Any] = page.evaluate(FACTS, asked)
    found["the same without scripts"] = without["words to be seen"]
    page.evaluate(Axe().axe_script)
    found |= {"requests, bytes (gzip)": requests, "other hosts asked": others}
    return found | dict(page.evaluate(JUDGED))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("folder", "page", "text", "header", "help_words"):
        parser.add_argument(name)
    asked = vars(parser.parse_args())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("browser"), args=list(FLAGS))
        columns = [facts(browser, asked, screen) for screen in SCREENS]
    print("| |", " | ".join(f"{it['width']} × {it['height']}" for it in SCREENS), "|\n|---|---|---|")
    for name in columns[0]:
        print(f"| {name} |", " | ".join(str(column[name]) for column in columns), "|")
