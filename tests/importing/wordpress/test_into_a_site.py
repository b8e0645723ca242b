from __future__ import annotations

from pathlib import Path

import pytest

from generator.importing.bring_in import bring_in
from generator.importing.container import contained
from generator.importing.recognise import recognised, source_at
from generator.importing.report import Came, ImportReport
from generator.importing.scene import Import
from tests.builders.pictures import drawing, saved
from tests.builders.sites import SITE, TODAY, built, make_site, story, tree
from tests.builders.wordpress import SITE as OLD
from tests.builders.wordpress import Export, Post, attachment

AT_THE_ROOT = SITE.replace("internal/base/", "internal/")
UPLOADS = f"{OLD}/wp-content/uploads/2019/03"
MORNING = Post(
    f"""I wrote this down on a quiet morning, before the house was awake.

[caption id="attachment_7" width="300"]<img class="wp-image-7" src="{UPLOADS}/pier-300x200.jpg"> The old pier[/caption]

Then I went to <a href="{OLD}/?p=13">the harbour</a>. 1986. What a year.""",
    link=f"{OLD}/2019/a-quiet-morning/",
    excerpt="A morning is written down.",
    terms=[("category", "hope", "Hope")],
)
HARBOUR = Post(
    "<!-- wp:paragraph --><p>The harbour was full of boats that nobody had moved.</p><!-- /wp:paragraph -->",
    title="The harbour",
    number=13,
    slug="the-harbour",
    link=f"{OLD}/2019/the-harbour/",
)
PIER = attachment(7, "pier.jpg", meta=[("_wp_attachment_image_alt", "A pier at low tide")])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one story, at the root of its host."""
    return make_site(tmp_path / "site", {"before.md": story("Before")}, site=AT_THE_ROOT)


def brought(root: Path, export: Export) -> ImportReport:
    folder = root.parent / "old"
    (folder / "uploads/2019/03").mkdir(parents=True, exist_ok=True)
    (folder / "uploads/2019/03/pier.jpg").write_bytes(saved(drawing(), "JPEG"))
    (folder / "harbour.xml").write_bytes(export.bytes())
    kind, source = source_at(folder, None, None, root)
    return bring_in(Import(root, kind.name, source, TODAY, lambda _: {}, lambda *_: None))


def test_a_post_becomes_a_draft(root: Path) -> None:
    """A post comes in with its words, its picture in its whole size, and links that lead to other texts here."""
    brought(root, Export((MORNING, HARBOUR, PIER)))
    text = (root / "stories/a-quiet-morning.md").read_text(encoding="utf-8")
    for part in (
        'title: "A quiet morning"',
        "date: 2019-03-04",
        'author: "Mira"',
        'summary: "A morning is written down."',
        'aliases: ["/2019/a-quiet-morning/"]',
        "status: requested",
        "draft: true",
        "I wrote this down on a quiet morning, before the house was awake.",
        "![A pier at low tide](images/a-quiet-morning-",
        '"The old pier")',
        "[the harbour](the-harbour.md)",
        "1986. What a year.",
    ):
        assert part in text


def test_a_site_with_posts_builds(root: Path) -> None:
    """A site into which an export came builds, and shows nothing of it."""
    brought(root, Export((MORNING, HARBOUR, PIER, Post("A page.", kind="page", number=14, slug="about-us"))))
    assert not built(root).has_errors
    assert not [path for path in tree(root / "public") if "morning" in path or "harbour" in path or "pier" in path]


def test_another_export_of_the_same_site(root: Path) -> None:
    """A later export brings what is new in it, and knows the rest."""
    brought(root, Export((HARBOUR, PIER)))
    report = brought(root, Export((MORNING, PIER, HARBOUR), version="1.1", scheme="https"))
    assert [(text.came, text.path) for text in report.texts] == [
        (Came.NEW, "stories/a-quiet-morning.md"),
        (Came.SAME, "stories/the-harbour.md"),
    ]


def test_an_export_is_recognised(tmp_path: Path) -> None:
    """A folder in which an export lies among pictures is an export of WordPress."""
    (tmp_path / "export.xml").write_bytes(Export().bytes())
    (tmp_path / "pier.jpg").write_bytes(b"")
    assert recognised(contained(tmp_path), None).name == "wordpress"
