"""Words that a plug-in of WordPress showed to members alone came in, and nobody was told to look at them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.importing.item import Fate
from generator.importing.wordpress.shortcodes import AROUND
from generator.importing.wordpress.statuses import OF_A_ROLE
from tests.builders.wordpress import Export, Post, brought, only

UM = 'a:2:{s:26:"_um_custom_access_settings";%s;s:14:"_um_accessible";s:1:"%s";}'


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("um_content_restriction", UM % ("b:1", "2")),
        ("um_content_restriction", UM % ('s:1:"1"', "1")),
        ("rcp_user_level", "Subscriber"),
    ],
)
def test_texts_for_members(key: str, value: str, tmp_path: Path) -> None:
    """A text that a plug-in showed to those who were logged in does not come in, and is counted."""
    items, left = brought(Export((Post(meta=[(key, value)]),)), tmp_path)
    assert (items, left["texts for members or subscribers"]) == ([], 1)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("um_content_restriction", UM % ("b:0", "2")),
        ("um_content_restriction", UM % ("b:1", "0")),
        ("rcp_user_level", "All"),
    ],
)
def test_texts_with_a_setting_for_members(key: str, value: str, tmp_path: Path) -> None:
    """A text for which such a plug-in had a setting that shows it to all comes in, to be looked at."""
    assert OF_A_ROLE in only(Export((Post(meta=[(key, value)]),)), tmp_path).remarks


@pytest.mark.parametrize("name", ["memberful", "access capability='x'", "user_can x", "armif x"])
def test_marks_that_only_the_old_site_knew(name: str, tmp_path: Path) -> None:
    """Words between marks that nobody knows come in, and it is asked whether they were for everybody."""
    mark = name.partition(" ")[0]
    body = f"Words for all.\n\n[{name}]Words for some.[/{mark}]"
    (remark,) = (one for one in only(Export((Post(body),)), tmp_path).remarks if one.fate is Fate.LOOK)
    assert remark.what == f"{AROUND}: {mark}"


@pytest.mark.parametrize(
    "body", ["[vc_row][vc_column]Words.[/vc_column][/vc_row]", "[su_highlight]Words[/su_highlight]"]
)
def test_marks_that_arrange_a_page(body: str, tmp_path: Path) -> None:
    """Words between marks that only arrange a page are for everybody."""
    assert [one for one in only(Export((Post(body),)), tmp_path).remarks if one.fate is Fate.LOOK] == []
