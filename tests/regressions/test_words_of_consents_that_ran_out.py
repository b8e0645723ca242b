"""The words of a consent that ran out were published under another record once its file was broken or gone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.gate.seal import code
from tests.builders.approved import COPY, GATE, WORDS, approved_site, copied
from tests.builders.sites import SITE, TODAY, built, make_site, story, tree

LATER = date(2028, 1, 2)
OTHERS = "{record: R-99, status: given, given_on: 2026-01-01, scope: [web]}"


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is remembered elsewhere."""
    monkeypatch.setenv("HEARTEN_STATE", "")


def shown(root: Path, today: date) -> bool:
    built(root, today=today)
    return any(b"smelled of paint" in data for data in tree(root / "public").values())


@pytest.mark.parametrize("way", ["broken", "gone"])
def test_a_sealed_story_that_ran_out(tmp_path: Path, way: str) -> None:
    """The words of a sealed story that ran out are withheld under another record, be its file gone or broken."""
    root = approved_site(tmp_path)
    copied(root)
    file = root / GATE
    text = file.read_text().replace("topics: [hope]", "topics: [hope")
    file.unlink()
    copy = root / COPY
    copy.write_text(copy.read_text().replace("valid_until: 2028-01-01", "valid_until: 2029-01-01"))
    if way == "broken":
        file.write_text(text)
    assert shown(root, date(2028, 1, 1))
    assert not shown(root, LATER)


def test_a_later_approval(tmp_path: Path) -> None:
    """Who consents again after a consent ran out is let in by an approval."""
    root = approved_site(tmp_path)
    (root / GATE).unlink()
    copied(root)
    assert not shown(root, LATER)
    form = Approval(
        code=code(open_case(root, COPY).seal), record="CF-099", scope=("web",), on=LATER, until=date(2029, 1, 1)
    )
    acts.approve(root, COPY, form, today=LATER)
    assert shown(root, LATER)


@pytest.mark.parametrize(
    ("field", "policy"),
    [
        ("valid_until: 2026-01-20", 60),
        ("valid_until:\n    2026-01-20", 60),
        ("valid_until: soon", 60),
        ("given_by: guardian\n  review_by: 2026-01-20", 60),
        ("photo: none", 2),
    ],
)
def test_a_broken_file_tells_its_end(tmp_path: Path, field: str, policy: int) -> None:
    """A file with broken front matter tells that its consent ran out: by its end, its review or the policy."""
    given = f"\n  record: R-1\n  status: given\n  given_on: 2026-01-01\n  scope: [web]\n  {field}"
    broken = story(text=WORDS, topics="[hope", consent=given)
    other = story("Paint", text=WORDS, consent=OTHERS.replace("2026-01-01", "2026-06-01"))
    site = SITE.replace("longest_validity_months: 60", f"longest_validity_months: {policy}")
    root = make_site(tmp_path / "site", {"gate.md": broken, "paint.md": other}, site=site)
    assert not shown(root, TODAY)


@pytest.mark.parametrize("field", ["valid_until: 2027-01-20", "valid_until: null", "review_by: 2026-01-20"])
def test_a_broken_file_in_force(tmp_path: Path, field: str) -> None:
    """A file with broken front matter whose consent is in force keeps nobody's words back."""
    given = f"\n  record: R-1\n  status: given\n  given_on: 2026-01-01\n  scope: [web]\n  {field}"
    broken = story(text=WORDS, topics="[hope", consent=given)
    root = make_site(tmp_path / "site", {"gate.md": broken, "paint.md": story("Paint", text=WORDS, consent=OTHERS)})
    assert shown(root, TODAY)
