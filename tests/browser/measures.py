"""What several tests ask of a page: sizes, faults of layout, colours, the ways by keyboard and by links."""

from __future__ import annotations

import re
import time
from typing import Any

from playwright.sync_api import Page, expect

from generator.content.contrast import ratio
from tests.browser.conftest import PATIENCE

# Links within a sentence may be as small as its letters (WCAG 2.2, 2.5.5, exception “inline”).
SMALL = """() => [...document.querySelectorAll("a[href], button, summary, label, select, input:not(label input)")]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest(".skip"))
  .filter(e => {
    if (getComputedStyle(e).display !== "inline") return true;
    const words = text => text.replace(/\\s+/g, "").length;
    const sentence = e.closest("p, li, dd, dt, td");
    return !sentence || words(sentence.textContent) === words(e.textContent);
  })
  .filter(e => { const r = e.getBoundingClientRect(); return r.width < 43.9 || r.height < 43.9; })
  .map(e => { const r = e.getBoundingClientRect(); return `${e.outerHTML.slice(0, 120)} ${r.width}×${r.height}`; })"""

# Everything that a reader could not see or read: beyond the sides, cut by its box, or under other words. What stands
# over the page on a ground of its own, the reading settings and the way out, is a layer by itself; the settings scroll.
FAULTS = """() => {
  const faults = [], wide = document.documentElement.clientWidth;
  const say = (what, e) => faults.push(`${what}: ${e.outerHTML.slice(0, 120)}`);
  if (document.documentElement.scrollWidth > wide) faults.push(`sideways: ${document.documentElement.scrollWidth}`);
  const boxes = [];
  for (const e of document.querySelectorAll("body, body *")) {
    if (!e.checkVisibility({visibilityProperty: true}) || e.closest(".skip, .visually-hidden, svg")) continue;
    const r = e.getBoundingClientRect(), style = getComputedStyle(e), scrolls = e.closest(".table, pre");
    if (!scrolls && (r.left < -1 || r.right > wide + 1)) say("off", e);
    if (!scrolls && style.overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1) say("cut", e);
    if (style.overflowY !== "visible" && style.overflowY !== "auto" && e.scrollHeight > e.clientHeight + 1) {
      say("cut below", e);
    }
    if (e.closest("sup")) continue;
    const layer = e.closest(".sample, .settings form, .leave");
    for (const node of e.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const b of range.getClientRects()) {
        // Only the middle of a line: letters' boxes are taller than letters.
        const third = b.height * .3;
        if (b.width > 2) boxes.push([b.left + 1, b.right - 1, b.top + third, b.bottom - third, e, layer]);
      }
    }
  }
  boxes.sort((one, other) => one[2] - other[2]);
  boxes.forEach((one, n) => {
    for (let m = n + 1; m < boxes.length && boxes[m][2] < one[3]; m += 1) {
      if (boxes[m][0] < one[1] && one[0] < boxes[m][1] && boxes[m][5] === one[5]) say("overlap", one[4]);
    }
  });
  return faults;
}"""


# Pairs of colours: of words and their ground, and of boxes' edges and what is around them.
PAIRS = """() => {
  const ground = e => {
    for (; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (colour !== "rgba(0, 0, 0, 0)") return colour;
    }
    return "none";
  };
  const texts = {}, edges = {};
  for (const e of document.querySelectorAll("body *")) {
    if (!e.checkVisibility({visibilityProperty: true})) continue;
    const style = getComputedStyle(e), sample = e.outerHTML.slice(0, 80);
    if ([...e.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())) {
      texts[`${style.color} on ${ground(e)}`] = sample;
    }
    for (const pseudo of ["::before", "::after", "::marker"]) {
      const drawn = getComputedStyle(e, pseudo);
      if (!["none", "normal"].includes(drawn.content)) texts[`${drawn.color} on ${ground(e)}`] = sample;
    }
    if (e.matches("button, .help-link a, .invitations a, .letters a")) {
      const edged = style.borderTopStyle === "solid" && style.borderTopColor !== "rgba(0, 0, 0, 0)";
      if (edged) edges[`${style.borderTopColor} on ${ground(e.parentElement)}`] = sample;
    }
  }
  return [texts, edges];
}"""


# What Tab should stop at, in the order of the page; of radio buttons with one name, the chosen one.
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !(e.type === "radio" && !e.checked))
  .map((e, n) => { e.dataset.stop = n; return n; })"""

# Where the focus is, whether its ring shows, and whether all of it can be seen.
FOCUS = """() => {
  const e = document.activeElement;
  if (e === document.body) return null;
  const style = getComputedStyle(e), hex = c => "#" + c.match(/\\d+/g).slice(0, 3)
    .map(n => Number(n).toString(16).padStart(2, "0")).join("");
  let ground = e.parentElement;
  while (ground.parentElement && getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") {
    ground = ground.parentElement;
  }
  const at = e.getClientRects()[0], high = Math.min(at.height, innerHeight);
  const seen = [[.5, .25], [.5, .5], [.5, .75]].every(([x, y]) => {
    const top = document.elementFromPoint(at.left + at.width * x, at.top + high * y);
    return top && (e.contains(top) || (e.labels && [...e.labels].some(label => label.contains(top))));
  });
  return {
    stop: Number(e.dataset.stop ?? -1), html: e.outerHTML.slice(0, 100), style: style.outlineStyle,
    width: parseFloat(style.outlineWidth), seen,
    colours: [hex(style.outlineColor), hex(getComputedStyle(ground).backgroundColor)],
  };
}"""


def wait_until(page: Page, condition: str) -> None:
    """Wait until a script returns what is true.

    Playwright's own `wait_for_function` gives the page a text to run whenever it looks again, which our policy forbids.
    """
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(20)


def contrast(pair: str) -> float:
    """The contrast of a pair such as ``rgb(1, 2, 3) on rgb(255, 255, 255)``."""
    one, other = re.findall(r"rgba?\((\d+), (\d+), (\d+)", pair)
    return ratio(*("#" + "".join(f"{int(channel):02x}" for channel in colour) for colour in (one, other)))


def walk(page: Page, key: str, most: int) -> list[dict[str, Any]]:
    """Where the focus is after each press, until it leaves the page."""
    found: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press(key)
        focus = page.evaluate(FOCUS)
        if focus is None or (found and focus["stop"] == found[0]["stop"]):
            break
        found.append(focus)
    return found


def follow_links(page: Page) -> None:
    """From the front page to a story, to a topic of the story, and home, by links alone."""
    home = page.url
    site_name = page.locator(".site-name").inner_text()
    first = page.locator(".cards > li").first.get_by_role("heading").get_by_role("link")
    title = first.inner_text()
    first.click()
    expect(page.locator("h1")).to_have_text(title)
    assert len(page.locator("article.story").inner_text().split()) > 200
    topic = page.locator("article.story .topics").get_by_role("link").first
    label = topic.inner_text()
    topic.click()
    expect(page.locator("h1")).to_have_text(label)
    expect(page.get_by_role("link", name=title, exact=True).first).to_be_attached()
    page.get_by_role("banner").get_by_role("link", name=site_name, exact=True).click()
    assert page.url == home
