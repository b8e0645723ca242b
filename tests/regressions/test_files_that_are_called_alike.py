"""Of two files whose names were written in two forms of Unicode, or that stood twice in an archive, one was lost."""

from __future__ import annotations

import unicodedata
import warnings
import zipfile
from pathlib import Path

import pytest

from generator.importing.container import Container, contained
from generator.importing.markdown_sites.known_kinds import BY_NAME
from generator.importing.markdown_sites.source import MarkdownSite
from tests.builders.imports import brought
from tests.builders.sites import make_site, story

NAME = "\u00e9.md"
TWINS = (NAME, unicodedata.normalize("NFD", NAME))
ONE = "We painted the gate in April, and nobody asked whose gate it was before that."
TWO = "My neighbour carried the ladder every morning, and we drank our tea on the wall."


@pytest.fixture(params=["folder", "archive"])
def twins(request: pytest.FixtureRequest, tmp_path: Path) -> Container:
    """Two files whose names look alike."""
    if request.param == "archive":
        with zipfile.ZipFile(tmp_path / "twins.zip", "w") as archive:
            for name, words in zip(TWINS, (ONE, TWO), strict=True):
                archive.writestr(name, words)
        return contained(tmp_path / "twins.zip")
    (tmp_path / "twins").mkdir()
    for name, words in zip(TWINS, (ONE, TWO), strict=True):
        (tmp_path / "twins" / name).write_text(words)
    return contained(tmp_path / "twins")


def test_both_come_in(twins: Container, tmp_path: Path) -> None:
    """Two files whose names look alike are two texts."""
    root = make_site(tmp_path / "site", {"before.md": story("Before")})
    report = brought(root, MarkdownSite(BY_NAME["markdown"], twins))
    assert sorted(text.path or "" for text in report.texts) == ["stories/e-2.md", "stories/e.md"]
    made = "".join((root / f"stories/{name}.md").read_text() for name in ("e", "e-2"))
    assert ONE in made
    assert TWO in made


@pytest.mark.parametrize("name", TWINS)
def test_one_alone_is_called_in_one_way(name: str, tmp_path: Path) -> None:
    """A file that is alone has the same name however that is written, and so the same number."""
    (tmp_path / name).write_text(ONE)
    assert contained(tmp_path).names() == (NAME,)


def test_a_name_that_stands_twice(tmp_path: Path) -> None:
    """Files that stand twice in an archive, with other words, are named."""
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, words in (("a.md", ONE), ("a.md", TWO), ("b.md", ONE), ("b.md", ONE)):
            archive.writestr(name, words)
    files = contained(tmp_path / "twice.zip")
    assert files.read("a.md") == TWO.encode()
    assert [(left.what, left.titles) for left in files.left_out] == [
        ("files whose names stand twice in the archive", ("a.md",))
    ]
