"""What readers see of a story that there is in several texts."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.builders.retold import ORIGINAL, kettle, retold, site_with
from tests.builders.sites import DATA, SITE, built, leads_to, make_site, story, tree

PAGES = {name: f"stories/{name}/index.html" for name in ("kettle", "tetera", "easy")}
LARGE = SITE.replace("per_page: 2", "per_page: 24")
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A site with a story in three texts, and three others, of which two have Easy Read texts."""
    others = {f"o{n}.md": story(f"Other {n}", day=f"2026-02-0{n}", text=f"About {n}, and paint.") for n in (1, 2, 3)}
    for n in (1, 2):
        easy = retold(f"easy_read_of: o{n}.md", record=f"R-4{n}", language=None, title=f"Easy {n}", text=f"It is {n}.")
        others[f"e{n}.md"] = easy
    read = "translation_of: kettle.md\ntranslated_by: Ines\nread_by_storyteller: true"
    root = make_site(tmp_path_factory.mktemp("retold"), site_with({**others, "tetera.md": retold(read)}), site=LARGE)
    assert not built(root).withheld
    return tree(root / "public")


def test_texts_lead_to_each_other(files: dict[str, bytes]) -> None:
    """Every text of a story leads to all others, under the names of languages in themselves."""
    for page in PAGES.values():
        assert leads_to(page, files[page]) >= {other for other in PAGES.values() if other != page}
    original = files[PAGES["kettle"]].decode()
    assert 'hreflang="es" lang="es" dir="ltr">Español</a>' in original
    assert 'hreflang="en">Easy Read</a>' in original


def test_a_translation_says_how_it_came_about_in_both_languages(files: dict[str, bytes]) -> None:
    """Who made it, and that the storyteller has read it, stands above it in its language and in the site's."""
    page = files[PAGES["tetera"]].decode()
    above, text = page.index("Traducción de \u2068Ines\u2069."), page.index("Pusimos")
    assert above < text
    assert "Quien cuenta esta historia lo ha leído." in page
    assert "Translated by \u2068Ines\u2069. The storyteller has read it." in page
    assert "The storyteller has not read it." in files[PAGES["easy"]].decode()


def test_alternates_are_reciprocal(files: dict[str, bytes]) -> None:
    """Pages and the sitemap name the same text in every language, themselves among them, alike on each."""
    marks = {
        name: set(re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">', files[page].decode()))
        for name, page in PAGES.items()
    }
    assert marks["kettle"] == marks["tetera"]
    assert {code for code, _ in marks["kettle"]} == {"en", "es"}
    assert marks["easy"] == set()
    urls = ET.fromstring(files["sitemap.xml"]).findall("s:url", SITEMAP)  # our own file
    listed = {
        url.findtext("s:loc", "", SITEMAP): {(x.get("hreflang"), x.get("href")) for x in url.findall("x:link", SITEMAP)}
        for url in urls
    }
    named = {page: each for page, each in listed.items() if each}
    assert len(named) == 2
    assert all(each == marks["kettle"] and page in {href for _, href in each} for page, each in named.items())


def test_search_engines_are_told_which_is_the_original(files: dict[str, bytes]) -> None:
    """Structured data names the translation of a story, and the story of a translation."""

    def article(page: str) -> dict[str, object]:
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', files[page].decode())
        return next(block for block in map(json.loads, blocks) if block["@type"] == "Article")

    works = article(PAGES["kettle"])["workTranslation"]
    assert [work["inLanguage"] for work in works] == ["es"]  # type: ignore[attr-defined]  # JSON
    of = article(PAGES["tetera"])["translationOfWork"]
    assert of["headline"] == "The kettle"  # type: ignore[index]  # JSON
    assert "isBasedOn" in article(PAGES["easy"])


def test_a_list_has_one_card_for_a_story(files: dict[str, bytes]) -> None:
    """A story in several texts stands once in lists, counts once, and its card says where the others are."""
    listed = files["stories/index.html"].decode() + files["topics/hope/index.html"].decode()
    assert len(re.findall(r"<h\d><a [^>]*>The kettle</a>", listed)) == 2  # all stories, and the topic
    assert not re.findall(r"<h\d[^>]*><a [^>]*>La tetera</a>", listed)
    assert "4 stories" in files["stories/index.html"].decode()
    assert 'Also in <a href="../stories/tetera/"' in listed


def test_one_story_is_shown_once(files: dict[str, bytes]) -> None:
    """“Show me one” and the front page hold each story once."""
    for path in ("show-me-one/index.html", "index.html"):
        assert "La tetera" not in re.sub(r"<a [^>]*hreflang.*?</a>", "", files[path].decode())


def test_what_to_read_next_is_another_story(files: dict[str, bytes]) -> None:
    """Below a text no other text of the same story is offered to be read."""
    for page in PAGES.values():
        below = files[page].decode().partition('id="_after"')[2]
        assert not any(f'href="../{name}/"' in below for name in PAGES)


def test_search_finds_each_text(files: dict[str, bytes]) -> None:
    """Search knows the words of every text, and results of Easy Read texts are marked."""
    packs = "".join(data.decode() for path, data in files.items() if re.fullmatch(r"search/t\w+\.js", path))
    assert "Pusimos la tetera" in packs
    assert '"topics":["Easy Read","Hope"]' in packs


def test_feeds_name_the_original(files: dict[str, bytes]) -> None:
    """A translation is an item in its own language, with a link to its original."""
    feed = json.loads(files["feed.json"])
    [item] = [item for item in feed["items"] if item["title"] == "La tetera"]
    assert (item["language"], item["_original"]["url"].rsplit("/", 2)[1]) == ("es", "kettle")
    assert files["feed.xml"].decode().count('<link rel="related"') == 4


def test_lists_can_be_narrowed_down_to_easy_read(files: dict[str, bytes]) -> None:
    """Where three stories of a list have Easy Read texts, it can be narrowed down to these."""
    page = files["stories/page/easy-read/index.html"].decode()
    assert re.findall(r"<h\d[^>]*><a [^>]*>([^<]+)</a>", page) == ["Easy 2", "Easy 1", "Tea"]
    assert "stories/page/easy-read/index.html" in leads_to("stories/index.html", files["stories/index.html"])


def test_a_shelf_has_a_story_once(tmp_path: Path) -> None:
    """Of two texts of one story on a shelf, the first stands there."""
    shelf = "shelves: [{label: Two, stories: [tetera.md, kettle.md, other.md]}]\n"
    texts = {ORIGINAL: kettle(), "tetera.md": retold(), "other.md": story("Other", text="Something else.")}
    built(make_site(tmp_path, texts, site=SITE + shelf))
    page = (tmp_path / "public/shelves/two/index.html").read_text(encoding="utf-8")
    assert re.findall(r"<h\d[^>]*><a [^>]*>([^<]+)</a>", page) == ["La tetera", "Other"]


def test_written_examples_are_whole(tmp_path: Path) -> None:
    """A made-up story with a Spanish translation and an Easy Read text is published with nothing to be told."""
    root = shutil.copytree(DATA / "retold", tmp_path / "site")
    report = built(root)
    assert (report.stories, report.withheld) == (3, ())
    assert {told.path for told in report.diagnostics} == {"site.yaml"}
    page = (root / "public/stories/la-tetera-de-todos/index.html").read_text(encoding="utf-8")
    assert "Traducción de \u2068Marta, voluntaria\u2069. Quien cuenta esta historia lo ha leído." in page
    easy = (root / "public/stories/one-kettle-for-four/index.html").read_text(encoding="utf-8")
    assert "Written in Easy Read by \u2068the Tuesday reading group\u2069. The storyteller has not read it." in easy
