from __future__ import annotations

from pathlib import Path

import pytest

from generator.importing.item import Item, Kind
from tests.builders.markdown_sites import FOLDERS, SETTINGS, found, kind_of, laid_out, one

GATE = "---\ntitle: The gate\ndate: 2019-03-04\n---\nWords.\n"
HOST = "https://harbour.example"


@pytest.mark.parametrize("kind", SETTINGS)
def test_recognised(kind: str, tmp_path: Path) -> None:
    """Each generator and editor is told by what lies in its folder."""
    laid_out(tmp_path, {**SETTINGS[kind], f"{FOLDERS[kind]}/2019-03-04-the-gate.md": GATE})
    assert kind_of(tmp_path) == kind


@pytest.mark.parametrize("kind", SETTINGS)
def test_recognised_in_a_folder(kind: str, tmp_path: Path) -> None:
    """A site is found within the one folder that holds it, as archives of repositories have one."""
    laid_out(tmp_path / "site-main", {**SETTINGS[kind], f"{FOLDERS[kind]}/2019-03-04-the-gate.md": GATE})
    assert kind_of(tmp_path) == kind


@pytest.mark.parametrize("kind", SETTINGS)
def test_a_text(kind: str, tmp_path: Path) -> None:
    """A text of each is a story with its title, its name and its day."""
    item = one(kind, {f"{FOLDERS[kind]}/2019-03-04-the-gate.md": GATE.replace("date: 2019-03-04\n", "")}, tmp_path)
    assert (item.title, item.kind) == ("The gate", Kind.STORY)
    assert item.slug == ("2019-03-04-the-gate" if kind == "hugo" else "the-gate")


@pytest.mark.parametrize(
    ("path", "front", "settings", "address"),
    [
        ("_posts/2019-03-04-the-gate.md", "", "", "/2019/03/04/the-gate.html"),
        ("_posts/2019-03-04-the-gate.md", "categories: [Peer support]", "", "/peer-support/2019/03/04/the-gate.html"),
        ("blog/_posts/2019-03-04-the-gate.md", "", "permalink: pretty", "/blog/2019/03/04/the-gate/"),
        ("_posts/2019-03-04-the-gate.md", "", "permalink: /:year/:title/", "/2019/the-gate/"),
        ("_posts/2019-03-04-the-gate.md", "permalink: /gate/", "", "/gate/"),
        ("_posts/2019-03-04-the-gate.md", "permalink: /:year/:title/", "", "/2019/the-gate/"),
        ("_posts/2019-03-04-the-gate.md", "date: 2020-01-01", "permalink: none", "/the-gate.html"),
        ("_posts/2019-03-04-the-gate.md", "", "permalink: /:nobody/:title", None),
        ("_voices/the-gate.md", "", "collections:\n  voices:\n    permalink: /v/:name/", "/v/the-gate/"),
        ("_voices/the-gate.md", "", "", "/voices/the-gate.html"),
        ("about/index.md", "", "", "/about/"),
        ("about.md", "", "permalink: pretty", "/about/"),
        ("about.md", "", "", "/about.html"),
    ],
)
def test_addresses_of_jekyll(path: str, front: str, settings: str, address: str | None, tmp_path: Path) -> None:
    """A text of Jekyll had the address that its settings and its name make."""
    files = {"_config.yml": f"url: {HOST}\n{settings}\n", path: f"---\ntitle: A\n{front}\n---\nWords.\n"}
    assert one("jekyll", files, tmp_path).addresses == (() if address is None else (address, f"{HOST}{address}"))


@pytest.mark.parametrize(
    ("path", "front", "settings", "address"),
    [
        ("content/notes/The Gate.md", "", "", "/notes/the-gate/"),
        ("content/notes/the-gate/index.md", "", "", "/notes/the-gate/"),
        ("content/notes/gate.md", 'slug = "the-gate"', "", "/notes/the-gate/"),
        ("content/notes/gate.md", 'url = "/g.html"', "", "/g.html"),
        ("content/notes/gate.md", "", "uglyURLs = true", "/notes/gate.html"),
        ("content/notes/gate.md", "date = 2019-03-04", '[permalinks]\nnotes = "/:year/:slug/"', "/2019/gate/"),
        ("content/notes/gate.md", "date = 2019-03-04", '[permalinks.page]\nnotes = "/:year/:slug/"', "/2019/gate/"),
        ("content/about.md", "", "", "/about/"),
    ],
)
def test_addresses_of_hugo(path: str, front: str, settings: str, address: str, tmp_path: Path) -> None:
    """A text of Hugo had the address that its settings and its folder make."""
    files = {"hugo.toml": f'baseURL = "{HOST}/"\n{settings}\n', path: f'+++\ntitle = "A"\n{front}\n+++\nWords.\n'}
    assert one("hugo", files, tmp_path).addresses == (address, f"{HOST}{address}")


@pytest.mark.parametrize(
    ("kind", "path", "address"),
    [
        ("zola", "content/notes/2019-03-04-the-gate.md", "/notes/the-gate/"),
        ("zola", "content/notes/the-gate/index.md", "/notes/the-gate/"),
        ("eleventy", "src/notes/2019-03-04-the-gate.md", "/notes/the-gate/"),
        ("eleventy", "src/notes/the-gate/the-gate.md", "/notes/the-gate/"),
        ("astro", "src/content/notes/the-gate.md", "/notes/the-gate/"),
        ("astro", "src/pages/notes/the-gate.md", "/notes/the-gate/"),
    ],
)
def test_addresses_of_others(kind: str, path: str, address: str, tmp_path: Path) -> None:
    """A text had the address that its generator makes by itself."""
    assert one(kind, {path: "---\ntitle: A\n---\nWords.\n"}, tmp_path).addresses[0] == address


def test_a_site_below_the_top_of_its_host(tmp_path: Path) -> None:
    """Addresses of a site that lay in a folder of its host begin with that folder."""
    files = {
        "_config.yml": f"url: {HOST}\nbaseurl: /voices\n",
        "_posts/2019-03-04-the-gate.md": "---\nredirect_from: /old/\n---\n[So]({{ site.baseurl }}/so/)\n",
    }
    item = one("jekyll", files, tmp_path)
    assert item.addresses[::2] == ("/voices/2019/03/04/the-gate.html", "/voices/old/")
    assert "(/voices/so/)" in repr(item.body)


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("jekyll", "about.md"),
        ("hugo", "content/about.md"),
        ("hugo", "content/notes/_index.md"),
        ("astro", "src/pages/about.md"),
        ("decap", "pages/team.md"),
        ("markdown", "notes/about.md"),
    ],
)
def test_pages(kind: str, path: str, tmp_path: Path) -> None:
    """What is no story of anybody is a page."""
    assert one(kind, {path: "---\ntitle: A\n---\nWords.\n"}, tmp_path).kind is Kind.PAGE


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("jekyll", "_includes/a.md"),
        ("jekyll", "README.md"),
        ("hugo", "themes/x/a.md"),
        ("eleventy", "src/_includes/a.md"),
        ("obsidian", ".trash/a.md"),
        ("markdown", "LICENSE.md"),
    ],
)
def test_what_is_no_text(kind: str, path: str, tmp_path: Path) -> None:
    """Templates, and what tells of a folder, are no texts, and are counted."""
    items = found(kind, {path: "Words.\n", f"{FOLDERS[kind]}/2019-03-04-b.md": GATE}, tmp_path)
    assert [item.title for item in items if isinstance(item, Item)][-1:] == ["The gate"]
    assert [left.what for left in items if not isinstance(left, Item)] == ["other texts"]


def test_a_language_in_a_name(tmp_path: Path) -> None:
    """Hugo has the language of a text in its file's name."""
    item = one("hugo", {"content/notes/gate.de.md": GATE}, tmp_path)
    assert (item.slug, item.language) == ("gate", "de")


def test_a_draft_by_its_folder(tmp_path: Path) -> None:
    """A text in Jekyll's folder of drafts is looked at."""
    item = one("jekyll", {"_drafts/gate.md": GATE}, tmp_path)
    assert [remark.what for remark in item.remarks] == ["a draft at the old site"]


@pytest.mark.parametrize(
    ("settings", "what"),
    [
        ("collections: {members: {output: false}}\n", "a text that the old site did not list"),
        ("defaults:\n- scope: {path: _members}\n  values: {draft: true}\n", "a draft at the old site"),
        ("defaults:\n- scope: {path: '', type: members}\n  values: {draft: true}\n", "a draft at the old site"),
    ],
)
def test_what_settings_say_of_a_text(settings: str, what: str, tmp_path: Path) -> None:
    """What the settings of Jekyll say of all texts of a collection is told of each."""
    item = one("jekyll", {"_config.yml": settings, "_members/a.md": "---\ntitle: A\n---\nWords.\n"}, tmp_path)
    assert what in [remark.what for remark in item.remarks]


def test_a_folder_for_some(tmp_path: Path) -> None:
    """A text in a folder whose name says that it is not for everybody is looked at."""
    item = one("hugo", {"content/private/a.md": "---\ntitle: A\nbuild: {render: never}\n---\nWords.\n"}, tmp_path)
    assert [remark.what for remark in item.remarks] == [
        "a text that the old site did not list",
        "a text in a folder for some",
    ]
