from __future__ import annotations

from pathlib import Path

import pytest

from generator.importing.container import contained, without_top
from generator.importing.item import LeftOut, merged
from generator.importing.other_files import BY_ITSELF, SAVE_IT, WHAT, others
from generator.importing.recognise import source_at
from tests.builders.markdown_sites import SETTINGS, laid_out


def told(kind: str, folder: Path, *names: str) -> dict[str, tuple[str, ...]]:
    """Which files of a folder are told of as beside the texts of a source, by what to do with them."""
    laid_out(folder, dict.fromkeys(names, "-"))
    return {one.why: one.titles for one in others(kind, contained(folder))}


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("word", ("README.md", "a.html", "b/c.zip")),
        ("hugo", ("content/a.docx",)),
        ("ghost", ("a.docx", "a.html", "a.md")),
        ("html-pages", ("a.md", "b.zip")),
        ("form-answers", ("a.docx", "a.md")),
    ],
)
def test_files_of_other_kinds(kind: str, names: tuple[str, ...], tmp_path: Path) -> None:
    """Files with texts of another kind are named, and each is to be brought in by itself."""
    assert told(kind, tmp_path, *names, "a.jpg", ".trash/b.docx") == {BY_ITSELF: names}


def test_files_that_nothing_reads(tmp_path: Path) -> None:
    """Files that nothing reads as they are, are named with how to save them."""
    assert told("word", tmp_path, "note.txt", "x.pdf") == {SAVE_IT: ("note.txt", "x.pdf")}


def test_what_belongs_to_a_site(tmp_path: Path) -> None:
    """Pages of HTML in a generator's folder are of its design, and not told of."""
    assert told("hugo", tmp_path, "layouts/a.html", "content/robots.txt") == {}


def test_a_source_tells_of_them(tmp_path: Path) -> None:
    """What a source gives ends with the files beside it."""
    files = {**SETTINGS["hugo"], "content/posts/a.md": "---\ntitle: A\n---\nWords.\n", "content/posts/b.docx": "-"}
    _, source = source_at(laid_out(tmp_path, files), None, None, tmp_path)
    left = merged(one for one in source.items() if isinstance(one, LeftOut))
    assert [(one.what, one.titles) for one in left] == [(WHAT, ("content/posts/b.docx",))]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("a/b/c.md", "a/b/d/e.md"), ("c.md", "d/e.md")),
        (("a/b.md", "c.md"), ("a/b.md", "c.md")),
        (("a/pages/b.md",), ("pages/b.md",)),
        (("_posts/b.md",), ("_posts/b.md",)),
    ],
)
def test_a_folder_around_all(names: tuple[str, ...], expected: tuple[str, ...], tmp_path: Path) -> None:
    """A folder around all files is no part of their names, unless its own name says something of them."""
    files = without_top(contained(laid_out(tmp_path, dict.fromkeys(names, "-"))))
    assert files.names() == expected
    assert files.read(expected[0]) == b"-"


def test_a_text_is_known_again_in_a_folder(tmp_path: Path) -> None:
    """A text has the same key whether it is brought by itself, in its folder, or in a folder of that folder."""
    laid_out(tmp_path, {"one/two/a.md": "Words.\n"})
    keys = set()
    for place in ("one", "one/two", "one/two/a.md"):
        _, source = source_at(tmp_path / place, None, None, tmp_path)
        keys |= {getattr(one, "key", None) for one in source.items()}
    assert keys == {"a.md"}
