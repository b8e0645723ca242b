"""The guides are followed from top to bottom: what they show is what happens."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.build import build
from generator.ground.stages import Stages
from generator.ground.target import Target
from tests.docs.pages import PAGES, ROOT, Block, Start, commands, read, steps
from tests.docs.reader import Reader

# Commands that a guide shows and that are not run here.
NOT_RUN = {
    "make site": "sets up an environment; it was called to run this test",
    "make test": "the same",
    "make bench CORPUS=make_corpus.py PEERS=folder": "needs other generators, and takes hours",
    "pipx install .": "installs from the network",
    "python3 -m venv .venv": "the same",
    ".venv/bin/pip install .": "the same",
    "hearten shortcut": "puts an icon on the desktop of whoever runs it",
    "pip install 'hearten[media]'": "installs from the network",
    "pip install 'hearten[pdf]'": "the same",
    "pip install 'hearten[heic]'": "the same",
    "pip install 'hearten[patterns]'": "the same",
    "hearten media check kettle.mov": "needs a film of the reader's",
    "hearten media prepare kettle.mov --to stories/media/kettle.mp4 --poster 3": "the same",
    "hearten serve --share the-second-kettle": "needs a network that another device could be on",
}
# Blocks that are no part of what a reader does with hearten, by their language.
NOT_TRIED = {
    "powershell": "runs on Windows alone",
    "apache": "needs that server",
    "nginx": "needs that server",
    "vtt": "needs a film of the reader's",
    "js": "is held against an index by tests/plan/test_search.py",
    "css": "is a part of a theme's style sheet, looked at by tests/render/test_own_covers.py",
    "html": "is a theme's template, which tests/render/test_own_covers.py puts into one",
}
# Blocks without a language, by their first line.
DRAWINGS = {
    "read → validate → admit → plan → render → write": "the stages",
    "my-site/": "a folder",
    "theme.yaml       description, extends, settings with their defaults, sizes, scripts, contrast": "a folder",
    "scripts:": "a part of a theme's own settings",
    "translation_of: the-second-kettle.md": "a part of a front matter, which needs a second text",
    "recording:": "a part of a front matter, which needs a film of the reader's",
    "sizes:": "another part of them",
    "kept:": "another part of it, of which tests/advice/test_kept.py is",
    "terms:": "a file of checks, which tests/advice/test_own_checks.py reads",
    "podcast:": "a part of site.yaml, which needs a picture of the reader's",
}

STORY = "stories/the-bench-by-the-bus-stop.md"
BUILD = "```sh\nhearten build\n```\n"
# What may be wrong on a page, and how the problem is told.
WRONG = {
    "count": (f"{BUILD}```text\nBuilt 2 stories…\n…\n```", "“hearten build” prints"),
    "line left out": (f"{BUILD}```text\nBuilt…in 0.10 s.\n```", "“hearten build” prints"),
    "no command": ("```text\nBuilt 1 story.\n```", "“” prints"),
    "refused": (f"```sh\nhearten consent pause nobody\n```\n{BUILD}", "ends with 2, and no output is shown"),
    "mistyped": ("```sh\nhearten bulid\n```", "Did you mean “build”?"),
    "another program": ("```sh\nwget page\n```", "nor is it listed"),
    "no language": ("```\nhearten build\n```", "a block of “” can neither be tried"),
    "setting": ("```yaml site.yaml\nnaem: Ours\n```", "unknown field “naem”"),
    "field": (f"```yaml {STORY}\ntopics: [hpoe]\n```", "unknown topic “hpoe”"),
    "text": (f"```markdown {STORY}\n[There](nowhere.md).\n```", "is not read without a problem"),
    "in a list": ("- ```sh\n  wget page\n  ```", "line 2: “wget page”"),
    "unseen": ("<!-- Unseen:\n```sh\nwget page\n```\n-->", "line 3: “wget page”"),
}


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site as in the repository, built."""
    folder = tmp_path_factory.mktemp("guides") / "site"
    for part in ("stories", "pages", "schema"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copyfile(ROOT / "site.yaml", folder / "site.yaml")
    build(Target(folder, "web", date(2026, 11, 22), folder / "public"), Stages())
    return folder


def is_tried(step: Start | Block) -> bool:
    return isinstance(step, Start) or not (step.language in NOT_TRIED or is_drawing(step))


def is_drawing(block: Block) -> bool:
    return not block.language and block.text.partition("\n")[0] in DRAWINGS


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_is_what_happens(
    page: str, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command that a page shows does and prints what the page says, and every file that it shows can be read."""
    reader = Reader(tmp_path, example, NOT_RUN, monkeypatch)
    problems = list(reader.read(step for step in steps(page) if is_tried(step)))
    assert not problems, "\n\n".join((page, *problems))


def test_nothing_is_left_out_for_nothing() -> None:
    """Every command and block that is not tried stands in a guide."""
    blocks = [step for page in PAGES for step in steps(page) if isinstance(step, Block)]
    assert {*NOT_RUN} <= {command for page in PAGES for command in commands(page)}
    assert {*NOT_TRIED} <= {block.language for block in blocks}
    assert sum(map(is_drawing, blocks)) == len(DRAWINGS)


@pytest.mark.parametrize(("page", "problem"), WRONG.values(), ids=WRONG)
def test_a_page_that_is_wrong_is_found(
    page: str, problem: str, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page on which something else is shown than happens, or something that cannot be tried, has a problem."""
    start = "<!-- Run in a new site, on 2026-11-22. -->\n"
    [found] = Reader(tmp_path, example, (), monkeypatch).read(read(start + page))
    assert problem in found


def test_a_page_that_is_right_has_no_problem(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An ellipsis stands for whatever is left out, in a line and for lines, and seconds may differ."""
    page = "<!-- Run in a new site, on 2026-11-22. -->\n```sh\nhearten build\n```\n```text\n…\n…0.10 s.\n…\n```"
    assert list(Reader(tmp_path, example, (), monkeypatch).read(read(page))) == []
