"""A picture that was missing was replaced by another one of the same name: somebody else's, in a story, unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.importing.container import contained
from generator.importing.markdown_sites.known_kinds import BY_NAME
from generator.importing.markdown_sites.source import MarkdownSite
from generator.importing.wordpress.source import WordPress
from tests.builders.imports import brought
from tests.builders.markdown_sites import SETTINGS, laid_out
from tests.builders.pictures import drawing, saved
from tests.builders.sites import make_site, story
from tests.builders.wordpress import SITE, Export, Post, attachment

PHOTO = saved(drawing(), "JPEG")
WORDS = "I wrote this down on a quiet morning, before the house was awake."
NAMED = "what was brought only names it"


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/x/ana.jpg",
        "https://elsewhere.example/wp-content/uploads/2020/01/ana.jpg",
        f"{SITE}/wp-content/uploads/ana.jpg",
        f"{SITE}/wp-content/uploads/2021/01/ana.jpg",
        f"{SITE}/wp-content/uploads/sites/2/2020/01/ana.jpg",
        f"{SITE}/files/2021/ana.jpg",
        "ana.jpg",
    ],
)
def test_pictures_of_wordpress(address: str, tmp_path: Path) -> None:
    """A picture of WordPress that is not where its address says is told as missing, whatever else is called so."""
    (tmp_path / "export.xml").write_bytes(Export((Post(f'{WORDS}\n\n<img src="{address}" alt="Ana">'),)).bytes())
    laid_out(tmp_path / "uploads", {"2020/01/ana.jpg": PHOTO})
    source = WordPress(contained(tmp_path / "export.xml"), contained(tmp_path / "uploads"))
    (text,) = brought(make_site(tmp_path / "site", {"before.md": story("Before")}), source).texts
    assert [remark.why for remark in text.remarks if "ana.jpg" in remark.what] == [NAMED]
    assert not (tmp_path / "site/stories/images").exists()


@pytest.mark.parametrize(
    "address",
    [
        f"{SITE}/wp-content/uploads/2020/01/ana.jpg",
        "http://www.harbour.example/wp-content/uploads/2020/01/ana-300x200.jpg",
        "https://i0.wp.com/harbour.example/wp-content/uploads/2020/01/ana.jpg?w=300",
        "https://media.harbour.example/2020/01/ana.jpg",
        "https://files.example/2020/01/ana.jpg",
    ],
)
def test_other_addresses_of_one_picture(address: str, tmp_path: Path) -> None:
    """A picture of WordPress is found by each address at which its site showed it."""
    kept = attachment(7, "bo.jpg")
    elsewhere = Post(number=8, kind="attachment", status="inherit", address="https://files.example/2019/03/bo.jpg")
    (tmp_path / "export.xml").write_bytes(Export((Post(WORDS), kept, elsewhere)).bytes())
    laid_out(tmp_path / "uploads", {"2020/01/ana.jpg": PHOTO})
    assert WordPress(contained(tmp_path / "export.xml"), contained(tmp_path / "uploads")).file(address) == PHOTO


@pytest.mark.parametrize("kind", ["jekyll", "hugo", "markdown"])
@pytest.mark.parametrize(
    "reference",
    [
        "/2021/ana.jpg",
        "missing/ana.jpg",
        "ana.jpg",
        "https://elsewhere.example/ana.jpg",
        "../other/ana.jpg",
    ],
)
def test_pictures_of_folders(kind: str, reference: str, tmp_path: Path) -> None:
    """A picture of a folder of Markdown that is not where its text says is missing, whatever else is called so."""
    others = dict.fromkeys(("static/2020/ana.jpg", "static/ana.jpg", "notes/b/ana.jpg", "content/c/ana.jpg"), PHOTO)
    folder = {"jekyll": "_posts/2020-01-02-a.md", "hugo": "content/notes/a/index.md", "markdown": "notes/a/a.md"}[kind]
    text = f"---\ntitle: A\n---\n{WORDS}\n\n![Ana]({reference})\n"
    laid_out(tmp_path / "old", {**SETTINGS[kind], **others, folder: text})
    source = MarkdownSite(BY_NAME[kind], contained(tmp_path / "old"))
    texts = brought(make_site(tmp_path / "site", {"before.md": story("Before")}), source).texts
    (made,) = (one for one in texts if one.title == "A")
    assert [remark.why for remark in made.remarks if "ana.jpg" in remark.what] == [NAMED]


def test_a_picture_at_the_other_host_of_a_known_site(tmp_path: Path) -> None:
    """What lies at another host than the site's is none of its pictures, though the place is the same."""
    laid_out(tmp_path, {**SETTINGS["hugo"], "content/a.md": "A", "static/img/ana.jpg": PHOTO})
    source = MarkdownSite(BY_NAME["hugo"], contained(tmp_path))
    found = [source.file(f"https://{host}/img/ana.jpg") for host in ("harbour.example", "elsewhere.example")]
    assert found == [PHOTO, None]


@pytest.mark.parametrize("below", ["img", "uploads", "images"])
def test_a_folder_of_uploads_beside_texts(below: str, tmp_path: Path) -> None:
    """In a folder that somebody names as the uploads, a picture lies at its place below that."""
    laid_out(tmp_path, {"old/a.md": "A", f"{below}/2020/ana.jpg": PHOTO})
    source = MarkdownSite(BY_NAME["markdown"], contained(tmp_path / "old"), contained(tmp_path / below))
    assert [source.file(f"/content/{below}/{year}/ana.jpg") for year in (2020, 2021)] == [PHOTO, None]
