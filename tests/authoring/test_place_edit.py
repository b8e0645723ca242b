"""Places in site.yaml."""

from __future__ import annotations

import pytest

from generator.authoring.front_matter_edit import CannotEditError
from generator.authoring.place_edit import with_changed_place, with_place, without_place
from generator.content import read
from tests.builders.sites import SITE

TO, KEY = "sftp://anna@host.harbour.internal/htdocs", "ssh-ed25519 AAAA"
URL = "https://mirror.harbour.internal/"


@pytest.mark.parametrize("end", ["\n", "", "\n\n", "\n# A remark."])
@pytest.mark.parametrize("lines", ["\n", "\r\n"])
def test_a_place_stands_at_the_end(end: str, lines: str) -> None:
    """A place is written below all that is there, which stays byte for byte, with the file's line ends."""
    before = (SITE.rstrip("\n") + end).replace("\n", lines).encode()
    after = with_place(before, "live", TO, KEY, URL)
    checked = read.settings(after, "site.yaml")
    assert checked.value is not None
    (place,) = checked.value[0].publish
    assert (place.name, place.to, place.host_key, place.url) == ("live", TO, KEY, URL)
    assert after.startswith(before)
    assert (b"\r\n" in after, after.count(b"\n") == after.count(b"\r\n")) == (lines == "\r\n", lines == "\r\n")


@pytest.mark.parametrize(
    ("site", "to", "why"),
    [
        (SITE + "publish: [{name: live, to: 'folder:/x'}]\n", TO, "names a place already"),
        ("name: [", TO, "has errors"),
        (SITE + "...\n", TO, "not valid YAML"),
        (SITE, "gopher://host/x", "no place to put a site"),
        (SITE, 'sftp://anna:secret@host/x"\nurl: x', "quotation marks"),
    ],
)
def test_what_cannot_be_written_is_told(site: str, to: str, why: str) -> None:
    """Where no place can be written, or this is none, the reason is told."""
    with pytest.raises(CannotEditError, match=why):
        with_place(site.encode(), "live", to)


PLACES = (
    SITE
    + """
# Where it goes.
publish:
  # Our host.
  - name: live
    to: "sftp://ana@host.harbour.internal/htdocs"  # as they call it
    host_key: ssh-ed25519 AAAA
  - name: stick
    to: folder:/stick
# The end.
"""
)


def test_a_place_is_changed_where_it_stands() -> None:
    """Other fields of a place change in their lines; comments and all else stay."""
    after = with_changed_place(PLACES.encode(), "live", {"to": TO, "url": URL, "host_key": ""}).decode()
    assert after == PLACES.replace("//ana@", "//anna@").replace("    host_key: ssh-ed25519 AAAA\n", f"    url: {URL}\n")


def test_places_are_taken_out() -> None:
    """A place goes with its comment, and after the last one a first one can be written once more."""
    after = without_place(PLACES.encode(), "stick")
    assert after.decode() == PLACES.replace("  - name: stick\n    to: folder:/stick\n", "")
    none = without_place(after, "live")
    again = read.settings(with_place(none, "live", TO), "site.yaml").value
    assert again is not None
    assert [place.to for place in again[0].publish] == [TO]
    assert b"# The end." in none


@pytest.mark.parametrize("site", [PLACES, SITE])
def test_a_place_that_is_not_there_is_told(site: str) -> None:
    """A place that somebody else took out, or that never was, is told as that."""
    with pytest.raises(CannotEditError, match="no place called “mirror”"):
        with_changed_place(site.encode(), "mirror", {"to": TO})


def test_a_change_that_is_no_place_is_told() -> None:
    """What cannot be a place is not written."""
    with pytest.raises(CannotEditError, match="no place to put a site"):
        with_changed_place(PLACES.encode(), "stick", {"to": "gopher://host/x"})
