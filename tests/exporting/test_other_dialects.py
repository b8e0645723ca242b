"""Words in exports are words, whatever program reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.content import markdown
from generator.exporting.export import ExportFormat
from generator.exporting.exported import ExportedSite
from generator.exporting.markdown_files import markdown_files
from generator.exporting.published import published
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import prepare
from tests.builders.example import TODAY as EXAMPLE_DAY
from tests.builders.example import build_hostile
from tests.builders.examples import few
from tests.builders.exports import body_words, exported, plain_words
from tests.builders.sites import TODAY, make_site, story, tree

# As Hugo reads Markdown, and with HTML let through.
OTHERS = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HOSTILE = ("<script>alert(1)</script>", "{{ 7 * 7 }}", "{% include x %}", "{{< x >}}", "{: .x}", "~~gone~~", "$$x$$")
PIECES = (
    *HOSTILE,
    "`{{ x }}`",
    "`<b>`",
    "```\n{{ x }}\n```",
    "words",
    "*so*",
    "&lt;",
    "\\",
    "|",
    "\n\n",
    " ",
    "<",
    "{",
    "~",
    "- ",
    "> ",
)


@cache
def one_story() -> ExportedSite:
    """A site of one story, as values."""
    with TemporaryDirectory() as folder:
        return published(prepare(Target(make_site(Path(folder), {"gate.md": story()}), "web", TODAY), Run()), TODAY)


def written(text: str) -> tuple[str, list[str]]:
    """The Markdown that leaves for a story with this text, and the words of that."""
    body = markdown.parse(text, "stories/gate.md", "en", 1).made
    known = one_story()
    links, pictures = (None,) * len(body.links), (None,) * len(body.pictures)
    ((_, data),) = markdown_files(
        replace(known, texts=(replace(known.texts[0], body=body, links=links, pictures=pictures),))
    )
    return data.decode().split("---\n", 2)[2], plain_words(body.text)


def kinds(tokens: list[Token]) -> Iterator[str]:
    """What another program finds in Markdown."""
    for token in tokens:
        yield token.type
        yield from kinds(token.children or [])


@settings(max_examples=few(150, fresh=3000))
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_markdown_holds_no_template_and_no_html(text: str) -> None:
    """Whatever stands in a story, no other program finds HTML, a template or a line through words in it."""
    made, _ = written(text)
    assert not re.search(r"\{\{|\{%|\{#|\{:", made)
    assert not {"html_inline", "html_block", "s_open"} & set(kinds(OTHERS.parse(made)))


@pytest.mark.parametrize("text", [*HOSTILE, "`{{ x }}`", "```\n{{ x }}\n  y\n```", "`a < b` and `` a`b ``", "\\\\{{ x"])
def test_their_words_stay(text: str) -> None:
    """The words of what another program would run are read as they were."""
    made, words = written(f"Before {text} after." if "\n" not in text else text)
    assert body_words(f"---\n---\n{made}".encode()) == words


@pytest.mark.parametrize("form", ["html", "wxr"])
def test_no_hostile_text_runs(tmp_path: Path, form: ExportFormat) -> None:
    """Of a site of hostile words, no page or post leaves with a script, a handler or an address that runs."""
    assert build_hostile(tmp_path).stories
    exported(tmp_path / "source", tmp_path / "out", form, today=EXAMPLE_DAY)
    made = tree(tmp_path / "out")
    if form == "wxr":
        whole = ET.fromstring(made["wordpress.xml"])
        pages = [one.text or "" for one in whole.iter() if one.tag.endswith("}encoded") or one.tag == "title"]
    else:
        pages = [data.decode() for path, data in made.items() if path.endswith(".html")]
    assert len(pages) > 1
    assert [found for page in pages for found in _Dangers(page).found] == []


class _Dangers(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what can run."""
        self.found += [tag] * (tag in {"script", "iframe", "object", "embed", "svg", "form", "base", "link"})
        self.found += [name for name, _ in attrs if name.startswith("on") or name in {"srcdoc", "formaction"}]
        self.found += [v for n, v in attrs if v and re.match(r"\s*(javascript|data|vbscript):", v, re.IGNORECASE)]
