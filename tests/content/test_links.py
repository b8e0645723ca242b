"""Where links lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.links import Atlas, Broken, LinkTarget, Place, local_path, page_path, resolve

ATLAS = Atlas(
    {
        "stories/tin.md": Place("stories/tin/index.html", frozenset({"the-lid", "ärger"})),
        "stories/a b.md": Place("stories/a-b/index.html", frozenset()),
        "stories/more/lid.md": Place("stories/lid/index.html", frozenset()),
        "pages/about.md": Place("about/index.html", frozenset({"us"})),
    },
    frozenset({"index.html", "topics/hope/index.html", "feed.xml"}),
    "https://own.example/base/",
)
TIN = "stories/tin/index.html"


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("tin.md", LinkTarget(path=TIN)),
        (" tin.md ", LinkTarget(path=TIN)),
        ("./tin.md", LinkTarget(path=TIN)),
        ("../stories/tin.md", LinkTarget(path=TIN)),
        ("tin.md?x=1#the-lid", LinkTarget(path=TIN, fragment="the-lid")),
        ("tin.md#%C3%A4rger", LinkTarget(path=TIN, fragment="ärger")),
        ("tin.md#", LinkTarget(path=TIN)),
        ("a%20b.md", LinkTarget(path="stories/a-b/index.html")),
        ("more/lid.md", LinkTarget(path="stories/lid/index.html")),
        ("../pages/about.md#us", LinkTarget(path="about/index.html", fragment="us")),
        ("#the-lid", LinkTarget(fragment="the-lid")),
        ("#", LinkTarget()),
        ("/", LinkTarget(path="index.html")),
        ("/topics/hope/", LinkTarget(path="topics/hope/index.html")),
        ("/feed.xml", LinkTarget(path="feed.xml")),
        ("https://example.org/", LinkTarget(url="https://example.org/")),
        ("HTTP://example.org", LinkTarget(url="HTTP://example.org")),
        ("mailto:a@example.org", LinkTarget(url="mailto:a@example.org")),
        ("tel:116123", LinkTarget(url="tel:116123")),
        ("sms:85258", LinkTarget(url="sms:85258")),
    ],
)
def test_leads(address: str, leads: LinkTarget) -> None:
    """An address leads to the page that its file becomes, to a page of the site, or outside."""
    assert resolve(address, "stories/tin.md", ATLAS) == leads


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("lid.md", Broken.PAGE),
        ("TIN.md", Broken.PAGE),
        ("tin", Broken.PAGE),
        ("", Broken.PAGE),
        ("../../etc/passwd", Broken.PAGE),
        ("/topics/hope", Broken.PAGE),
        ("/stories/tin.md", Broken.PAGE),
        ("tin.md#lid", Broken.ANCHOR),
        ("#lid", Broken.ANCHOR),
        *(
            (address, Broken.SCHEME)
            for address in [
                *("javascript:alert(1)", "JavaScript:alert(1)", " javascript:x", "data:text/html,x", "vbscript:x"),
                *("file:///etc/passwd", "blob:x", "about:blank", "view-source:x", "ws://example.org", "C:\\tin.md"),
                *("//example.org/", "\\\\example.org", "https:", "https://", "https:///x", "mailto:", "tel:"),
                *("http://[", "https://[::1", "view+x.y-z:1"),
            ]
        ),
    ],
)
def test_broken(address: str, why: Broken) -> None:
    """An address that leads nowhere, or might run, is no link."""
    assert resolve(address, "stories/tin.md", ATLAS) is why


@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from(["javascript", ":", "/", "\\", "#", "%", "\t", "\n", "http", "[", "]", "\0", "x.md", ".."])
    ).map("".join)
)
def test_any_address(address: str) -> None:
    """No address raises, and what leads outside begins with one of five harmless schemes."""
    target = resolve(address, "stories/tin.md", ATLAS)
    if isinstance(target, LinkTarget) and target.url is not None:
        assert target.url.lower().startswith(("http://", "https://", "mailto:", "tel:", "sms:"))
    elif isinstance(target, LinkTarget):
        assert target.path is None or target.path in ATLAS.paths | {p.path for p in ATLAS.by_source.values()}


@pytest.mark.parametrize(
    ("target", "external"), [("https://a.example/", True), ("mailto:a@a.example", False), ("tin.md", False)]
)
def test_external(target: str, external: bool) -> None:
    """A link is external if it leads to another website."""
    found = resolve(target, "stories/tin.md", ATLAS)
    assert isinstance(found, LinkTarget)
    assert found.external is external


def test_paths() -> None:
    """Paths are relative to the file that names them; addresses that end with a slash are index pages."""
    assert local_path("../images/tin.jpg", "stories/more/lid.md") == "stories/images/tin.jpg"
    assert local_path("tin.md", "stories/lid.md") == "stories/tin.md"
    assert [page_path(a) for a in ("/", "/a/", "/a.html")] == ["index.html", "a/index.html", "a.html"]
