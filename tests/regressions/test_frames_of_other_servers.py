"""A film at another port was asked for at the usual one, and a known service's host was taken for a PeerTube."""

from __future__ import annotations

import pytest

from generator.content import read
from generator.plan.frames import frame_of
from tests.builders.sites import SITE

PLACES = ("youtube", "vimeo", "video.example.org")
FILM = "https://video.example.org{}/w/9c9de5e8"
FRAME = "https://video.example.org/videos/embed/9c9de5e8?autoplay=1&p2p=0"


@pytest.mark.parametrize(
    "address", [FILM.format(":444"), "https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ", "https://vimeo.com:1/76979871"]
)
def test_another_port_has_no_frame(address: str) -> None:
    """What answers at another port is another server, of which site.yaml says nothing."""
    assert frame_of(address, PLACES) is None


def test_the_usual_port_has_one() -> None:
    """The port that browsers ask anyway may be written, too."""
    assert frame_of(FILM.format(":443"), PLACES) == frame_of(FILM.format(""), PLACES) == FRAME


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("youtube.com", "youtube"),
        ("www.youtube.com", "youtube"),
        ("youtu.be", "youtube"),
        ("player.vimeo.com", "vimeo"),
    ],
)
def test_a_known_service_is_written_by_its_name(host: str, name: str) -> None:
    """The host of a service that has a name here is told, with the name to write instead."""
    (wrong,) = read.settings((SITE + f"recordings: {{frames: [{host}]}}\n").encode(), "site.yaml").diagnostics
    assert (wrong.rule, wrong.is_error, wrong.hint) == ("host", True, f"write {name}")
