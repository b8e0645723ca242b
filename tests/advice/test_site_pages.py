"""What readers get of a built site."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.advice.built_site import look_through
from generator.ground.diagnostics import CannotBuildError
from tests.builders.sites import built, make_site, story

HEAD = '<!doctype html><html lang="en"><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>'


def of_pages(folder: Path, address: str = "", **pages: str) -> list[tuple[str, str, int]]:
    """Rules, pages and lines of what is found; pages are named without their ending."""
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return [(one.rule.id, one.path, one.start.line) for one in look_through(folder, address)]


def page(body: str = "", title: str = "A") -> str:
    return HEAD.format(body=body, title=title)


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        (page().replace("<title>A</title>", ""), "site/no-title"),
        (page().replace("<title>A</title>", "<title> </title><svg><title>B</title></svg>"), "site/no-title"),
        (page().replace(' lang="en"', ""), "site/no-language"),
        (page().replace(' lang="en"', ' lang=""'), "site/no-language"),
        (page().replace("h1", "h2"), "site/first-heading"),
        (page("<h1>B</h1>"), "site/first-heading"),
        (page("<h3>B</h3>"), "site/heading-order"),
        (page("<h2>B</h2><h4>C</h4>"), "site/heading-order"),
        (page("<img src=a.html>"), "site/no-alt"),
        (page('<p id="a"></p><p id="a"></p>'), "site/same-id"),
        (page('<a href="b.html">b</a>'), "site/leads-nowhere"),
        (page('<a href="../">up</a>'), "site/leads-nowhere"),
        (page('<a href="#b">b</a>'), "site/no-such-place"),
    ],
)
def test_what_is_wrong_is_found(tmp_path: Path, html: str, rule: str) -> None:
    """A page in which one thing is wrong is told of by its rule."""
    assert [one[0] for one in of_pages(tmp_path, a=html)] == [rule]


@pytest.mark.parametrize(
    "html",
    [
        page("<h2>B</h2><h3>C</h3><h2>D</h2>"),
        page('<img src="a.html" alt=""><a href="a.html#c">c</a><p id="c"></p>'),
        page('<a href="https://elsewhere.example/x">x</a><a href="mailto:a@b.example">m</a><a href="#top">up</a>'),
        page('<template><img src="nothing"><p id="a"></p></template><p id="a"></p>'),
        page('<a href="/">home</a><a href="./">here</a>').replace("./", "a.html"),
        '<!doctype html><html><meta http-equiv="refresh" content="0; url=a.html"></html>',
    ],
)
def test_what_is_right_is_not_told(tmp_path: Path, html: str) -> None:
    """A page in which nothing is wrong is not told of."""
    assert of_pages(tmp_path, index=page(title="Home"), a=html) == []


def test_two_pages_with_one_title(tmp_path: Path) -> None:
    """Two pages that are called the same are both told of."""
    assert of_pages(tmp_path, a=page(), b=page()) == [
        ("site/same-title", "a.html", 1),
        ("site/same-title", "b.html", 1),
    ]


def test_a_heavy_page(tmp_path: Path) -> None:
    """A page with all that it loads at once is told of above a megabyte, and not with what it loads when reached."""
    (tmp_path / "large.bin").write_bytes(bytes(1_000_000))
    body = '<img src="large.bin" alt=""{}>'
    assert of_pages(tmp_path, a=page(body.format(""))) == [("site/heavy", "a.html", 1)]
    assert of_pages(tmp_path, a=page(body.format(' loading="lazy"'))) == []


def test_addresses_from_the_root(tmp_path: Path) -> None:
    """An address that begins with a slash is looked for below the path at which the site is served."""
    there = page('<a href="/base/a.html">a</a><a href="/other/">another site of this host</a>')
    assert of_pages(tmp_path, "https://harbour.example/base/", a=there) == []
    gone = page('<a href="/base/b.html">b</a>')
    assert of_pages(tmp_path, "https://harbour.example/base/", a=gone) == [("site/leads-nowhere", "a.html", 1)]


def test_what_we_build_has_nothing_wrong(tmp_path: Path) -> None:
    """Pages of the built-in theme have none of these faults."""
    make_site(tmp_path, {"one.md": story(), "two.md": story("Another")})
    report = built(tmp_path)
    assert look_through(report.out, "https://quiet.harbour.internal/base/") == ()


@pytest.mark.parametrize(
    "html", ["<a " * 3_000, "<!-- " * 3_000, "<p>" + "<a b='" * 3_000, " " * 5_000_001, "<p><![if a]><![b[c]]></p>"]
)
def test_a_page_that_cannot_be_read(tmp_path: Path, html: str) -> None:
    """A page that is far too large, closes nothing, or declares what nobody knows is told of, and the others, too."""
    found = of_pages(tmp_path, a=html, b=page("<img src=a.html>", "B"))
    assert ("site/no-alt", "b.html", 1) in found
    assert [one for one in found if one[1] == "a.html"] == [("site/not-read", "a.html", 1)]


def test_what_is_no_file_is_no_page(tmp_path: Path) -> None:
    """A pipe or a link to nothing that is called like a page is not waited for, and the others are looked at."""
    os.mkfifo(tmp_path / "a.html")
    (tmp_path / "c.html").symlink_to("nowhere")
    found = of_pages(tmp_path, b=page("<img src=b.html>", "B"))
    assert [one[:2] for one in found] == [
        ("site/not-read", "a.html"),
        ("site/no-alt", "b.html"),
        ("site/not-read", "c.html"),
    ]


@pytest.mark.parametrize("name", ["nothing", "empty"])
def test_a_folder_without_pages(tmp_path: Path, name: str) -> None:
    """A folder that is not there, or holds no page, is told of as one that nothing can be said of."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(CannotBuildError):
        look_through(tmp_path / name)
