"""Folders as other generators and editors have them, with words of our own; all people in them are fictional."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.importing.container import contained
from generator.importing.item import Item, LeftOut, Markdown
from generator.importing.markdown_sites.body import Dialect, OurText, written
from generator.importing.markdown_sites.known_kinds import BY_NAME
from generator.importing.markdown_sites.source import MarkdownSite
from generator.importing.recognise import recognised

SETTINGS = {
    "zola": {"config.toml": 'base_url = "https://harbour.example"\n'},
    "hugo": {"hugo.toml": 'baseURL = "https://harbour.example/"\n'},
    "jekyll": {"_config.yml": "url: https://harbour.example\n"},
    "eleventy": {"eleventy.config.js": 'module.exports = () => ({ dir: { input: "src" } });\n'},
    "astro": {"astro.config.mjs": 'export default { site: "https://harbour.example" };\n'},
    "decap": {"static/admin/config.yml": "backend:\n  name: git-gateway\n"},
    "obsidian": {".obsidian/app.json": "{}"},
    "pandoc": {"first.md": "% First\n\nWords.\n"},
    "markdown": {},
}
# Where each has its texts.
FOLDERS = {
    "zola": "content/notes",
    "hugo": "content/notes",
    "jekyll": "_posts",
    "eleventy": "src/notes",
    "astro": "src/content/notes",
    "decap": "notes",
    "obsidian": "notes",
    "pandoc": "notes",
    "markdown": "notes",
}


def laid_out(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder with these files."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def found(kind: str, files: Mapping[str, str | bytes], folder: Path) -> list[Item | LeftOut]:
    """What a source of this kind gives of these files, beside the settings that every site of it has."""
    laid_out(folder, {**SETTINGS[kind], **files})
    return list(MarkdownSite(BY_NAME[kind], contained(folder)).items())


def one(kind: str, files: Mapping[str, str | bytes], folder: Path) -> Item:
    """The only text, or the last one."""
    return [item for item in found(kind, files, folder) if isinstance(item, Item)][-1]


def text_of(item: Item) -> str:
    """The words of a text."""
    assert isinstance(item.body, Markdown)
    return item.body.source


def kind_of(folder: Path) -> str:
    """Which kind of source a folder is taken for."""
    return recognised(contained(folder), None).name


def nowhere(_: str) -> None:
    """The place of what is not there."""


def ours(source: str, **dialect: bool) -> OurText:
    """A text of a program in our Markdown, where nothing else is there."""
    return written(source, Dialect(**dialect), nowhere, nowhere)  # type: ignore[arg-type]  # one of its fields is text
