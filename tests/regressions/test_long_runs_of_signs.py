"""Ten thousand signs in front matter once took two minutes: each was looked at for all that follow it."""

from __future__ import annotations

import pytest

from generator.content.stop_signs import says_stop


@pytest.mark.parametrize("run", ["? " * 10_000, "[" * 10_000, ": " * 10_000, ". - " * 10_000])
def test_a_sign_to_stop_is_seen_beside_a_long_run(run: str) -> None:
    """However many signs stand beside it, “private” as a label keeps a text back, and another word does not."""
    assert says_stop(f"words {run}[private: {run}")
    assert says_stop(f"[private{run}]") == says_stop(f"[private{run[:4]}]")
    assert not says_stop(f"{run}words {run}")
