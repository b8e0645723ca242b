"""The guide and the desk allowed a podcast's description more characters than the program took."""

from __future__ import annotations

import re

import pytest

from generator.content import read
from generator.preview.desk.setting_parts import OWN_HINTS
from tests.builders.example import ROOT
from tests.builders.podcasts import PODCAST
from tests.builders.sites import SITE

TOLD = {
    "the guide": (ROOT / "docs/editors.md").read_text(encoding="utf-8").partition("`podcast:` `description`")[2],
    "the desk": OWN_HINTS["podcast", ("podcast", "description")],
}


@pytest.mark.parametrize("told", TOLD)
def test_as_much_as_is_told_may_be_written(told: str) -> None:
    """A description may have as many characters as is said, and not one more."""
    found = re.search(r"at most (\d+) characters", TOLD[told])
    assert found
    for more in (0, 1):
        description = "a" * (int(found[1]) + more)
        data = (SITE + PODCAST).replace("Made-up stories, told at a table.", description).encode()
        assert [d.rule for d in read.settings(data, "site.yaml").diagnostics if d.is_error] == ["too-long"] * more
