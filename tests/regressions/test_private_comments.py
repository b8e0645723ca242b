"""A note in `<!-- … -->` or `%%…%%` was printed on the page, in search, in copies and in review copies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.review_copy import review_copy
from generator.gate.seal import code
from tests.builders.sites import TODAY, built, make_site, story, tree

NOTES = "First.\n\n<!-- note to self: her real name is Invented Example -->\n\n%%ask\nInvented%% Second.\n"
GATE = "stories/gate.md"


def shown(out: Path) -> dict[str, bytes]:
    """All files but those that hold the version of the index, which is made of the files of all stories."""
    files = tree(out)
    return {p: c for p, c in files.items() if not c.startswith(b"hearten.manifest=") and p != "search/index.html"}


@pytest.mark.parametrize("medium", ["web", "offline"])
def test_a_comment_is_published_nowhere(tmp_path: Path, medium: str) -> None:
    """All but the version of the search index is as without the comments, and a note says where they are."""
    plain = "First.\n\n\n\nSecond.\n"
    with_notes = make_site(
        tmp_path / "a", {"gate.md": story(text=NOTES)}, pages={"p.md": f"---\ntitle: P\n---\n{NOTES}"}
    )
    without = make_site(tmp_path / "b", {"gate.md": story(text=plain)}, pages={"p.md": f"---\ntitle: P\n---\n{plain}"})
    one, other = (built(root, medium=medium) for root in (with_notes, without))  # type: ignore[arg-type]  # a medium
    assert shown(one.out) == shown(other.out)
    assert [path for path, content in tree(one.out).items() if b"Invented" in content] == []
    assert [(d.rule, d.path, d.span.line) for d in one.diagnostics] == [
        *(("comment", "pages/p.md", line) for line in (6, 8)),
        *(("comment", GATE, line) for line in (12, 14)),
    ]


def test_a_denied_name_in_a_comment_withholds_nothing(tmp_path: Path) -> None:
    """A name that must not be published may stand in a private comment."""
    root = make_site(tmp_path, {"gate.md": story(text=NOTES)})
    (root / "consent").mkdir()
    (root / "consent/deny.txt").write_text("Invented\n", encoding="utf-8")
    assert built(root).withheld == ()
    (root / GATE).write_text(story(text=NOTES + "\nInvented.\n"), encoding="utf-8")
    report = built(root)
    assert [(d.rule, d.span.line) for d in report.diagnostics if d.is_error] == [("deny", 17)]


def test_a_comment_that_is_wrong_withholds(tmp_path: Path) -> None:
    """A story with a comment that has no end is withheld, with the place."""
    report = built(make_site(tmp_path, {"gate.md": story(text="One.\n\n<!-- note\n\nTwo.")}))
    (told,) = (d for d in report.diagnostics if d.is_error)
    assert (told.rule, told.span.line, [w.rule for w in report.withheld]) == ("comment", 12, ["errors"])


def test_a_comment_is_no_part_of_the_seal(tmp_path: Path) -> None:
    """A review copy shows no comment, and a comment that comes or goes leaves the seal whole."""
    asked = story(consent="{record: CF-1, status: requested, scope: []}", text=NOTES)
    root = make_site(tmp_path, {"gate.md": asked})
    case = open_case(root, GATE)
    assert "Invented" not in review_copy(case, None)
    form = Approval(code=code(case.seal), record="CF-1", scope=("web",), until=date(2028, 1, 1))
    acts.approve(root, GATE, form, today=TODAY)
    text = (root / GATE).read_text(encoding="utf-8")
    (root / GATE).write_text(text.replace("<!-- note to self", "<!-- another"), encoding="utf-8")
    assert built(root).withheld == ()
    (root / GATE).write_text(text.replace("%%ask\nInvented%% ", ""), encoding="utf-8")
    assert built(root).withheld == ()
    (root / GATE).write_text(
        text.replace("<!-- note to self", "note to self").replace("Example -->", ""), encoding="utf-8"
    )
    assert [w.rule for w in built(root).withheld] == ["seal"]
