"""Films of other sites in a page: which may be, from where, and what the page's own policy lets through."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from generator.content import read
from generator.plan.frames import frame_of
from tests.builders.sites import SITE, built, tree
from tests.builders.told_stories import told, told_site

PAGE = "stories/kettle/index.html"
YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
FRAMES = "recordings: {frames: [youtube, vimeo, video.example.org]}\n"
POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')
HERE = "https://www.youtube-nocookie.com"


def site(root: Path, address: str = YOUTUBE, frames: str = FRAMES) -> dict[str, str]:
    """The pages of a site with a film at an address, by their paths, and what a host is told."""
    film = f"recording:\n  kind: video\n  external: {address}\n  source: The harbour\n  transcript: text\n"
    film += "  description: text\n  shows: {voice: own, face: none}"
    told_site(root, told(recording=film, scope="[web, video]"))
    (root / "site.yaml").write_text(SITE + frames, encoding="utf-8")
    built(root)
    pages = tree(root / "public").items()
    return {path: data.decode() for path, data in pages if path.endswith(".html") or path == "_headers"}


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        (YOUTUBE, f"{HERE}/embed/dQw4w9WgXcQ?autoplay=1&rel=0"),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc", f"{HERE}/embed/dQw4w9WgXcQ?autoplay=1&rel=0"),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", f"{HERE}/embed/dQw4w9WgXcQ?autoplay=1&rel=0"),
        ("https://www.youtube.com/watch?v=a%22b", None),
        ("https://www.youtube.com/@harbour", None),
        ("https://youtube.com.example.org/watch?v=dQw4w9WgXcQ", None),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"),
        (
            "https://vimeo.com/76979871/8272103f6e",
            "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1&h=8272103f6e",
        ),
        ("https://video.example.org/w/9c9de5e8", "https://video.example.org/videos/embed/9c9de5e8?autoplay=1&p2p=0"),
        (
            "https://video.example.org/videos/watch/9c9de5e8",
            "https://video.example.org/videos/embed/9c9de5e8?autoplay=1&p2p=0",
        ),
        ("https://other.example.org/w/9c9de5e8", None),
    ],
)
def test_a_film_is_known_by_its_page(address: str, frame: str | None) -> None:
    """The page of a film says which frame shows it, in the way that tells its owner least; no other page does."""
    assert frame_of(address, ("youtube", "vimeo", "video.example.org")) == frame
    assert frame_of(address, ()) is None


def test_one_page_alone_may_take_one_place_in(tmp_path: Path) -> None:
    """The policy of the film's page lets frames of its place through, and that of every other page none."""
    pages = site(tmp_path)
    policies = {path: unescape(found[1]) for path, page in pages.items() if (found := POLICY.search(page))}
    assert [part for part in policies.pop(PAGE).split("; ") if "frame" in part] == [f"frame-src {HERE}"]
    assert {"default-src 'none'" in policy and "frame" not in policy for policy in policies.values()} == {True}


def test_a_server_says_the_same_as_long_as_nobody_tells_a_film(tmp_path: Path) -> None:
    """What hosts are told of all pages depends on the settings alone, and lets through what any page may."""
    headers = site(tmp_path / "a")["_headers"]
    assert f"frame-src {HERE} https://player.vimeo.com https://video.example.org;" in headers
    told_site(tmp_path / "b", told(scope="[web]"))
    (tmp_path / "b/site.yaml").write_text(SITE + FRAMES, encoding="utf-8")
    built(tmp_path / "b")
    assert (tmp_path / "b/public/_headers").read_text() == headers


def test_without_the_setting_there_is_a_link_alone(tmp_path: Path) -> None:
    """Unless site.yaml allows it, no page has a frame, a button for one, or a policy that lets one through."""
    pages = site(tmp_path, frames="")
    assert not any("frame-src" in page or "data-frame" in page for page in pages.values())
    assert f'href="{YOUTUBE}"' in pages[PAGE]


def test_a_film_of_another_place_is_a_link(tmp_path: Path) -> None:
    """A film that is at no place which site.yaml names stays a link, and so widens no policy."""
    page = site(tmp_path, "https://films.example.net/w/9c9de5e8")[PAGE]
    assert "frame-src" not in page
    assert "data-frame" not in page


@pytest.mark.parametrize("place", ["https://video.example.org", "video.example.org/w", "*.example.org", "localhost"])
def test_a_place_is_a_host(place: str) -> None:
    """Only a host's name may stand among the places, so that nothing else gets into a policy."""
    checked = read.settings((SITE + f"recordings: {{frames: ['{place}']}}\n").encode(), "site.yaml")
    assert [d.rule for d in checked.diagnostics if d.is_error] == ["host"]
