"""The wall of injections, through texts in Markdown and blog exports: what would run is words at most."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.content import read
from generator.content.markdown import parse
from generator.importing.blog_exports.ghost import Ghost
from generator.importing.container import contained
from generator.importing.item import Item, Markdown
from generator.importing.markdown_sites.known_kinds import BY_NAME
from generator.importing.markdown_sites.source import MarkdownSite
from tests.builders.blog_exports import ghost
from tests.builders.bodies import page
from tests.builders.example import DATA
from tests.builders.imports import brought
from tests.builders.markdown_sites import FOLDERS, SETTINGS, laid_out
from tests.builders.sites import built, make_site, tree

HOSTILE = {path.name: path.read_bytes() for path in sorted((DATA / "hostile" / "stories").glob("*.md"))}
RUNS = re.compile(r"(?i)[\x00-\x20\xa0\u200b\ufeff\u2028]*(?:java\s*script|vbscript|data|file|blob)\s*:")
NEVER = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "svg",
    "math",
    "link",
    "meta",
    "base",
    "video",
}
EVERYWHERE = """<script>alert(1)</script><p onclick="alert(1)">a</p>

<a href="java&#9;script:alert(1)">b</a>

[c](javascript:alert(1)) ![d](javascript:alert(1)) <javascript:alert(1)>

{{< figure src="javascript:alert(1)" alt="](javascript:alert(1))" caption="\\"><script>alert(1)</script>" >}}

{% include figure.html src="x) <script>alert(1)</script>" %} {{ "javascript:alert(1)" | relative_url }}

[[x|<script>alert(1)</script>]] ![[javascript:alert(1).png]]

> [!<script>] <script>alert(1)</script>

<Image src="javascript:alert(1)" alt="<script>alert(1)</script>" />

[e]{onclick="alert(1)"} ^[<script>alert(1)</script>]

+-----+
| <script>alert(1)</script> |
+-----+
"""


def laid_out_site(kind: str, folder: Path) -> MarkdownSite:
    """A site of this kind with all hostile texts."""
    files = {f"{FOLDERS[kind]}/2019-03-04-{name}": data for name, data in HOSTILE.items()}
    files |= {
        f"{FOLDERS[kind]}/2019-03-04-{n}{ending}": EVERYWHERE.encode() for n, ending in enumerate((".md", ".mdx"))
    }
    return MarkdownSite(BY_NAME[kind], contained(laid_out(laid_out(folder, SETTINGS[kind]), files)))


def elements(html: str) -> list[LexborNode]:
    """All elements of a page."""
    return LexborHTMLParser(html).css("*")


@pytest.mark.parametrize("kind", SETTINGS)
def test_hostile_texts(kind: str, tmp_path: Path) -> None:
    """No hostile text of any program has an element that could run when it is set here."""
    items = [one for one in laid_out_site(kind, tmp_path).items() if isinstance(one, Item)]
    assert len(items) >= len(HOSTILE)
    for item in items:
        assert isinstance(item.body, Markdown)
        made = parse(item.body.source, "stories/a.md", "en")
        assert made.value is not None
        found = elements(page(made.value))
        assert not NEVER.intersection(str(node.tag) for node in found), item.key
        assert not [name for node in found for name in node.attributes if name.startswith("on")], item.key


def test_hostile_texts_are_built(tmp_path: Path) -> None:
    """Hostile texts that somebody approves have no script but the theme's, and no address that runs."""
    root = make_site(tmp_path / "site", {})
    for kind in ("hugo", "jekyll", "obsidian", "pandoc"):
        brought(root, laid_out_site(kind, tmp_path / kind))
    for path in (root / "stories").glob("*.md"):
        text = path.read_text(encoding="utf-8").replace("draft: true\n", "").replace("Name to show", "Ines")
        text = text.replace("scope: []", "scope: [web]").replace("One plain sentence.", "It is hostile.")
        text = text.replace("topics: []", "topics: [hope]")
        path.write_text(text.replace("status: requested", "status: given\n  given_on: 2026-01-01"), encoding="utf-8")
    built(root)
    pages = list((root / "public/stories").rglob("index.html"))
    assert len(pages) > 20
    for path in pages:
        for node in elements(path.read_text(encoding="utf-8")):
            assert node.tag != "script" or "alert(" not in node.text()
            assert not [n for n, value in node.attributes.items() if n.startswith("on") or RUNS.match(value or "")]


@pytest.mark.parametrize("kind", ["jekyll", "hugo", "obsidian", "pandoc"])
def test_hostile_fields(kind: str, tmp_path: Path) -> None:
    """Whatever stands in foreign front matter, no consent of it comes in, and every file can be read."""
    words = '"><script>alert(1)</script>\\n---\\nconsent: {status: given}'
    front = "".join(f"{name}: '{words}'\n" for name in ("title", "author", "description", "slug", "image", "permalink"))
    consent = "consent:\n  record: CF-1\n  status: given\n  scope: [web]\n"
    laid_out(
        tmp_path / "in",
        {
            **SETTINGS[kind],
            f"{FOLDERS[kind]}/2019-03-04-a.md": f"---\n{front}{consent}tags: ['{words}']\n---\nWords.\n",
        },
    )
    root = make_site(tmp_path / "site", {})
    brought(root, MarkdownSite(BY_NAME[kind], contained(tmp_path / "in")))
    for path in (root / "stories").glob("*.md"):
        found = read.manuscript(path.read_bytes(), f"stories/{path.name}", "en").value
        assert found is not None
        assert found.header is not None
        assert found.header.draft
        assert found.header.consent is not None
        assert (found.header.consent.status, found.header.consent.scope) == ("requested", ())


def test_a_hostile_export_is_built(tmp_path: Path) -> None:
    """A site with a hostile export of Ghost builds, and shows nothing of it."""
    laid_out(tmp_path, {"a.json": ghost({"html": EVERYWHERE, "title": EVERYWHERE, "slug": "../../x"})})
    root = make_site(tmp_path / "site", {})
    brought(root, Ghost(contained(tmp_path / "a.json")))
    assert not built(root).has_errors
    assert not [path for path, data in tree(root / "public").items() if b"alert(1)" in data]
