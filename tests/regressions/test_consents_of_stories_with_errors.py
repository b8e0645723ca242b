"""An unknown topic in a story made “hearten consent list” and “approve” end with a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.register import rows
from generator.gate.seal import code
from tests.builders.sites import TODAY, make_site, story


@pytest.mark.parametrize(
    "text",
    [story(topics="[hpoe]"), story(more="content_notes: [dearth]"), story(text="")],
    ids=["topic", "note", "text"],
)
def test_a_story_with_errors_is_listed(tmp_path: Path, text: str) -> None:
    """The list of consents says of a story with errors that it is withheld for them."""
    (row,) = rows(make_site(tmp_path, {"gate.md": text}), TODAY)
    assert (row.consent is not None, row.why) == (True, "it has 1 error")


def test_a_story_with_errors_can_be_approved(tmp_path: Path) -> None:
    """Errors of another kind do not keep an approval from being written down."""
    root = make_site(tmp_path, {"gate.md": story(topics="[hpoe]")})
    seal = open_case(root, "gate").seal
    done = acts.approve(root, "gate", Approval(code=code(seal), record="CF-1", scope=("web",)), today=TODAY)
    assert done.consent.record == "CF-1"
