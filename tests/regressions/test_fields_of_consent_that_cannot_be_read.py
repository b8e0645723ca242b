"""A pause was forgotten once a file's front matter broke, if its status was written in a way that only YAML reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.content.told_consent import told_consent
from tests.builders.approved import COPY, GATE, WORDS, approve, approved_site, copied, shown
from tests.builders.sites import TODAY, built, make_site, story, tree

OTHERS = "{record: R-99, status: given, given_on: 2026-01-01, scope: [web]}"
DAYS = "given_on: 2026-01-01"
PAUSED = {
    "on the next line": f"\n  record: R-1\n  status:\n    paused\n  {DAYS}\n  scope: [web]",
    "on the next line of a row": f"{{record: R-1, status:\n  paused, {DAYS}, scope: [web]}}",
    "with an escape": f'\n  record: R-1\n  status: "pau\\x73ed"\n  {DAYS}\n  scope: [web]',
    "with an escape in its name": f'\n  record: R-1\n  "st\\u0061tus": paused\n  {DAYS}\n  scope: [web]',
    "with a question mark": f"\n  record: R-1\n  ? status\n  : paused\n  {DAYS}\n  scope: [web]",
    "by reference": f"\n  record: R-1\n  status: *where\n  {DAYS}\n  scope: [web]",
    "with a kind": f"\n  record: R-1\n  status: !!str paused\n  {DAYS}\n  scope: [web]",
    "over lines": f"\n  record: R-1\n  status: >-\n    paused\n  {DAYS}\n  scope: [web]",
    "from elsewhere": f"\n  record: R-1\n  <<: *paused\n  status: given\n  {DAYS}\n  scope: [web]",
    "without its indent": f"\n  record: R-1\nstatus: paused\n  {DAYS}\n  scope: [web]",
    "beside a remark": f"\n  record: R-1\n  # status: given\n  ? 'status'\n  : 'paused'\n  {DAYS}\n  scope: [web]",
    "under another name": f"\n  record: R-1\n  status: given\n  paused_until: 2027-01-01\n  {DAYS}\n  scope: [web]",
    "as a whole from elsewhere": " *consent",
}
GIVEN = {
    "in lines": f"\n  record: R-1\n  status: given\n  {DAYS}\n  scope: [web]\n  named_as: first # as on the form",
    "in a row": f"{{record: R-1, status: given, {DAYS}, scope: [web], given_by: self}}",
    "in quotes": f'\n  "record": "R-1"\n  "status": "given"\n  {DAYS}\n  "scope":\n    - web',
    "asked for": "\n  record: FORM-000\n  # requested, given or paused.\n  status: requested\n  scope: []",
}


def is_published(root: Path) -> bool:
    built(root)
    return any(b"smelled of paint" in data for data in tree(root / "public").values())


@pytest.mark.parametrize("way", PAUSED)
def test_a_status_that_cannot_be_read(tmp_path: Path, way: str) -> None:
    """Words of a story whose front matter is broken are withheld elsewhere if its status cannot be read in it."""
    broken = story(text=WORDS, topics="[hope", consent=PAUSED[way])
    other = story("Paint", text=WORDS + " Indeed.", consent=OTHERS)
    assert not is_published(make_site(tmp_path / "site", {"gate.md": broken, "paint.md": other}))


@pytest.mark.parametrize("way", GIVEN)
def test_a_status_that_can_be_read(tmp_path: Path, way: str) -> None:
    """Broken front matter whose block of consent can be read, and says nothing of an end, keeps nobody's words back."""
    broken = story(text=WORDS, topics="[hope", consent=GIVEN[way])
    other = story("Paint", text=WORDS + " Indeed.", consent=OTHERS)
    assert is_published(make_site(tmp_path / "site", {"gate.md": broken, "paint.md": other}))


def test_no_consent_at_all(tmp_path: Path) -> None:
    """A broken draft without a word on consent keeps nobody's words back."""
    broken = story(text=WORDS, topics="[hope").replace("consent:", "draft: true #")
    other = story("Paint", text=WORDS + " Indeed.", consent=OTHERS)
    assert is_published(make_site(tmp_path / "site", {"gate.md": broken, "paint.md": other}))


@pytest.mark.parametrize("line", ["# record: CF-001\n  record: CF-002", "record: CF-002 # record: CF-001"])
def test_a_record_in_a_remark(tmp_path: Path, line: str) -> None:
    """A broken file that names another record in a remark is withdrawn under both."""
    root = approved_site(tmp_path)
    approve(root, "stories/sea.md", "CF-002")
    file = root / GATE
    file.write_text(file.read_text().replace("record: CF-001", line).replace("topics: [hope]", "topics: [hope"))
    assert {*plan_withdrawal(root, GATE).records} == {"CF-001", "CF-002"}


def test_a_pause_under_a_record_on_the_next_line(tmp_path: Path) -> None:
    """A logged pause holds for a broken file whose record stands on the next line."""
    root = approved_site(tmp_path)
    acts.pause(root, GATE, today=TODAY)
    copied(root, COPY)
    file = root / GATE
    text = file.read_text().replace("record: CF-001", "record:\n    CF-001").replace("status: paused", "status: given")
    file.write_text(text.replace("topics: [hope]", "topics: [hope"))
    assert not shown(root)


def test_a_channel_taken_out_by_hand(tmp_path: Path) -> None:
    """What was taken out of a scope by hand stays out for the words of a file that is broken later."""
    root = approved_site(tmp_path)
    copied(root, COPY)
    file = root / GATE
    text = file.read_text().replace("topics: [hope]", "topics: [hope")
    file.write_text(text)
    assert shown(root)
    file.write_text(text.replace("scope: [web]", "scope: [offline]"))
    assert not shown(root)


@pytest.mark.parametrize(
    ("scope", "named"),
    [
        ("[web, feed]", {"web", "feed"}),
        ("\n    - web\n    - search-engines", {"web", "search-engines"}),
        ("[web # no feed", {"web"}),
        ("*channels", set()),
    ],
)
def test_channels_that_a_scope_names(scope: str, named: set[str]) -> None:
    """The channels of a block of consent are those that its scope names, and no word beside it."""
    front = f"consent:\n  record: R-1\n  scope: {scope}\n  texts: [stories/social.md]\ntitle: The web"
    assert told_consent(front).channels == frozenset(named)
