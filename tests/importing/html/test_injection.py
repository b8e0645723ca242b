"""The wall of injections, through the conversion of HTML: what a page would run is words at most."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build import build
from generator.content.markdown import parse
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.importing.html.convert import to_markdown
from tests.builders.bodies import page
from tests.builders.example import DATA, TODAY

STORIES = sorted((DATA / "hostile" / "stories").glob("*.md"))
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
ADDRESSES = re.findall(r"\]\(<(.*?)>", (DATA / "hostile" / "stories" / "link-addresses.md").read_text(encoding="utf-8"))
SHOWN = {
    *("p", "em", "strong", "a", "img", "br", "hr", "ul", "ol", "li", "blockquote", "pre", "code", "figure", "sup"),
    *("figcaption", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "div", "section", "span"),
    *("h2", "h3", "h4", "h5", "h6", "html", "head", "body"),
}
RUNS = re.compile(r"(?i)[\x00-\x20\xa0\u200b\ufeff\u2028]*(?:java\s*script|vbscript|data|file|blob)\s*:")


def of_hostile(story: Path) -> str:
    """The words of a hostile story as a program that trusts its authors would have them in a page."""
    return FRONT_MATTER.sub("", story.read_text(encoding="utf-8"))


def in_attributes(address: str) -> str:
    """An address in every attribute that leads somewhere or loads something."""
    quoted = address.replace('"', "&quot;")
    return (
        f'<p><a href="{quoted}" onclick="alert(1)">words</a> <img src="{quoted}" alt="gate" onerror="alert(1)">'
        f'<iframe src="{quoted}"></iframe><embed src="{quoted}"><object data="{quoted}"></object>'
        f'<video src="{quoted}" poster="{quoted}"></video><form action="{quoted}"><input></form></p>'
    )


def unsafe(html: str) -> list[str]:
    """What of a body could run."""
    found = []
    for node in LexborHTMLParser(html).css("*"):
        found += [node.tag or ""] if node.tag not in SHOWN else []
        for name, value in node.attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc") or RUNS.match(value or ""):
                found.append(f"{node.tag} {name}={value}")
    return found


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.stem)
def test_hostile_pages(story: Path) -> None:
    """Nothing of a hostile page can run when it has been converted and set."""
    made = parse(to_markdown(of_hostile(story)).markdown, "stories/a.md", "en")
    assert made.value is not None
    assert unsafe(page(made.value)) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_hostile_addresses(address: str) -> None:
    """No link or picture leads to what would run."""
    made = parse(to_markdown(in_attributes(address)).markdown, "stories/a.md", "en")
    assert made.value is not None
    assert unsafe(page(made.value)) == []


def test_hostile_pages_are_built(tmp_path: Path) -> None:
    """A site of hostile pages that were converted has no script but the theme's."""
    source = tmp_path / "site"
    shutil.copytree(DATA / "hostile", source)
    for story in (source / "stories").glob("*.md"):
        text = story.read_text(encoding="utf-8")
        front = FRONT_MATTER.match(text)
        converted = to_markdown(FRONT_MATTER.sub("", text) + "".join(map(in_attributes, ADDRESSES))).markdown
        if front is not None:
            story.write_text(f"{front[0]}\n{converted}", encoding="utf-8")
    out = tmp_path / "out"
    build(Target(source, "web", TODAY, out), Stages())
    pages = [LexborHTMLParser(file.read_text(encoding="utf-8")) for file in (out / "stories").rglob("index.html")]
    assert pages
    for built in pages:
        scripts = [node for node in built.css("script") if node.attributes.get("type") != "application/ld+json"]
        assert not [node for node in scripts if "alert(" in node.text()]
        assert not [name for node in built.css("*") for name in node.attributes if name.startswith("on")]
