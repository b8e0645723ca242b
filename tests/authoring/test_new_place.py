"""A first place in site.yaml."""

from __future__ import annotations

import pytest

from generator.authoring.front_matter_edit import CannotEditError
from generator.authoring.new_place import with_place
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
