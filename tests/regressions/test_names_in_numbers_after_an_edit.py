"""The name in the number of a form, which was told by every build but that after an edit of the text alone."""

from __future__ import annotations

from pathlib import Path

from tests.builders.clock import settle
from tests.builders.sites import built, make_site, story

NAMED = "{record: Maren-7, status: given, given_on: 2026-01-01, scope: [web]}"


def test_it_is_told_after_the_text_was_edited(tmp_path: Path) -> None:
    """A build in which a text alone has changed tells of the number of its form as the one before did."""
    root = make_site(tmp_path, {"a.md": story(consent=NAMED), "b.md": story("Two")})
    settle(root)
    before = built(root).diagnostics
    path = root / "stories" / "a.md"
    path.write_text(f"{path.read_text(encoding='utf-8')}\nAnd the fence.\n", encoding="utf-8")
    settle(root)
    after = built(root)
    assert [d.rule for d in before] == ["named"]
    assert after.diagnostics == before
    assert "amend" in after.seconds
    assert "plan" not in after.seconds
