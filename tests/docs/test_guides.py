"""The guides are followed from top to bottom: what they show is what happens."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.build import build
from generator.stages import Stages
from tests.docs.pages import PAGES, ROOT, Block, Start, commands, steps
from tests.docs.reader import Reader

# Commands that a guide shows and that are not run here.
NOT_RUN = {
    "make site": "sets up an environment; it was called to run this test",
    "make test": "the same",
    "make bench CORPUS=make_corpus.py PEERS=folder": "needs other generators, and takes hours",
    "pipx install .": "installs from the network",
    "python3 -m venv .venv": "the same",
    ".venv/bin/pip install .": "the same",
    "hearten serve --share the-second-kettle": "needs a network that another device could be on",
}
# Blocks that are no part of what a reader does with hearten, by their language.
NOT_TRIED = {
    "powershell": "runs on Windows alone",
    "apache": "needs that server",
    "nginx": "needs that server",
    "js": "is held against an index by tests/test_search.py",
}
# Blocks without a language, by their first line.
DRAWINGS = {
    "read → validate → admit → plan → render → write": "the stages",
    "my-site/": "a folder",
    "theme.yaml       description, extends, settings with their defaults, contrast": "a folder",
}


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site as in the repository, built."""
    folder = tmp_path_factory.mktemp("guides") / "site"
    for part in ("stories", "pages", "schema"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copyfile(ROOT / "site.yaml", folder / "site.yaml")
    build(folder, folder / "public", "web", date(2026, 11, 22), Stages())
    return folder


def drawn(block: Block) -> bool:
    return not block.language and block.text.partition("\n")[0] in DRAWINGS


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_is_what_happens(
    page: str, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command that a page shows does and prints what the page says, and every file that it shows can be read."""
    reader = Reader(tmp_path, example, monkeypatch)
    problems: list[str] = []
    for step in steps(page):
        if isinstance(step, Start):
            problems += reader.end()
            reader.start(step)
        elif step.language not in NOT_TRIED and not drawn(step):
            problems += (f"{page}:{step.line}: {problem}" for problem in reader.follow(step, NOT_RUN))
    problems += reader.end()
    assert not problems, "\n\n".join(problems)


def test_nothing_is_left_out_for_nothing() -> None:
    """Every command and block that is not tried stands in a guide."""
    blocks = [step for page in PAGES for step in steps(page) if isinstance(step, Block)]
    assert {*NOT_RUN} <= {command for page in PAGES for command in commands(page)}
    assert {*NOT_TRIED} <= {block.language for block in blocks}
    assert sum(map(drawn, blocks)) == len(DRAWINGS)
