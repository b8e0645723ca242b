"""The door to the outside. Bad folders and files stand in tests/content/test_invalid_made.py."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from generator.content import sources
from tests.builders.sites import make_site, story


def test_order_is_that_of_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts come in the order of their paths, whatever the order of the file system."""
    names = ["b.md", "a.md", "c/a.md", "a/z.md", "B.md"]
    site = make_site(tmp_path, {name: story() for name in names})
    before = [f.path for f in sources.gather(site).stories]
    scan = os.scandir
    monkeypatch.setattr("generator.content.sources.os.scandir", lambda path: reversed(list(scan(path))))
    assert [f.path for f in sources.gather(site).stories] == before == sorted(f"stories/{name}" for name in names)


def test_names_are_normalised(tmp_path: Path) -> None:
    """A file has the same path whether its name was written in composed or decomposed characters."""
    site = make_site(tmp_path, {unicodedata.normalize("NFD", "küche.md"): story()})
    assert [f.path for f in sources.gather(site).stories] == [unicodedata.normalize("NFC", "stories/küche.md")]


@pytest.mark.parametrize(
    "name", [".hidden.md", "_draft.md", ".git/x.md", "_old/x.md", "x.jpg", "x.md~", "~$x.docx", "x.md.bak"]
)
def test_left_alone(tmp_path: Path, name: str) -> None:
    """What begins with a dot or underscore, a picture or a backup is not read and not spoken of."""
    found = sources.gather(make_site(tmp_path, {"a.md": story(), name: "nothing"}))
    assert [f.path for f in found.stories] == ["stories/a.md"]
    assert found.diagnostics == ()


def test_no_folders(tmp_path: Path) -> None:
    """A site without stories and pages is a site."""
    found = sources.gather(make_site(tmp_path, {}))
    assert (found.stories, found.pages, found.diagnostics) == ((), (), ())


@pytest.mark.parametrize(
    "path",
    [
        *(
            "../secret.txt",
            "/etc/passwd",
            "images/../../secret.txt",
            "out.txt",
            "out/secret.txt",
            "loop",
            "images",
            ".",
        ),
        *("", "nothing.jpg", "images/in.txt/x", "a\0b", "x" * 5000),
    ],
)
def test_nothing_outside_is_read(tmp_path: Path, path: str) -> None:
    """No path, and no link, reads a file outside the site's folder; what is no file is not there."""
    site = tmp_path / "site"
    (site / "images").mkdir(parents=True)
    (site / "images" / "in.txt").write_text("in", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (site / "out.txt").symlink_to(tmp_path / "secret.txt")
    (site / "out").symlink_to(tmp_path)
    (site / "loop").symlink_to("loop")
    assert sources.read_inside(site, path, 100) is None


def test_inside_is_read_up_to_a_limit(tmp_path: Path) -> None:
    """A file inside is read, through links that stay inside too, and never further than one byte beyond the limit."""
    (tmp_path / "a.txt").write_bytes(b"123456789")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert sources.read_inside(tmp_path, "a.txt", 100) == sources.read_inside(tmp_path, "b.txt", 100) == b"123456789"
    assert sources.read_inside(tmp_path, "x/../a.txt", 3) is None
    assert sources.read_inside(tmp_path, "a.txt", 3) == b"1234"
