"""``hearten check`` repeats nothing of a denied name, whole or in part, in any form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.check import FORMS
from generator.cli.main import main
from generator.gate.deny_list import fingerprints
from tests.builders.sites import make_site, story

NAMES = b"Ottilie Winterfeld\nPerpetua Green\n"
SALT = "0123456789abcdef"
WINDING = "and then we walked on and on past the gate " * 12
# The names, each whole in one place, and in parts further on.
PAGE = f"""---
title: A gate
---

Ottilie Winterfeld came. Perpetua Green came, too.

WINTERFELD SAID WE SHALL ALL COME AGAIN TO THE GATE ONE DAY.

One day winterfeld said {WINDING} so.

One day Mrs Green said {WINDING} so, and ottilie laughed.

The [green boat](https://one.example/a) and the [green boat](https://two.example/b), and we have a service user.
"""
BOAT = "---\ntitle: B\n---\n\nA green boat.\n"
CHECKS = """terms:
  - term: winterfeld
    reason: Mrs Green asked us to.
    source: Ottilie, in May
"""


def told(root: Path, *words: str) -> str:
    """All that a call says."""
    done = CliRunner().invoke(main, ["check", *words, "--source", str(root)])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(params=["plain", "hashed"])
def root(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A site with names on its deny list, plain or as fingerprints, in texts and in the names of files."""
    stories = {"ottilie-winterfeld.md": story(text="We did it 🎉🎉🎉 at last."), "winterfeld.md": story(text="🎉🎉🎉")}
    root = make_site(tmp_path / "site", stories, pages={"a.md": PAGE} | {f"{name}.md": BOAT for name in "bc"})
    (root / "consent").mkdir(exist_ok=True)
    denied = NAMES if request.param == "plain" else "\n".join(fingerprints(NAMES, SALT)).encode()
    (root / "consent/deny.txt").write_bytes(denied)
    (root / "checks").mkdir()
    (root / "checks/own.yaml").write_text(CHECKS, encoding="utf-8")
    return root


@pytest.mark.parametrize("form", FORMS)
def test_nothing_denied_is_repeated(root: Path, form: str) -> None:
    """Neither a name nor a part of one is in what is told, and none is in the path of a file; the rest is told."""
    said = told(root, "--format", form)
    assert not re.search(r"(?i)ottilie|winterfeld|perpetua", said)
    assert "Green" not in said
    for rule in ("privacy/denied", "reading/long-sentence", "reading/capitals", "links/same-words", "own/"):
        assert rule in said
    assert "not-repeated-1.md" in said


def test_what_is_no_name_is_repeated(root: Path) -> None:
    """A word that a name has, too, is repeated where it is written small, as texts write it."""
    assert "[green boat]" in told(root, str(root / "pages/a.md"))


def test_a_folder_with_pages_is_no_exception(root: Path) -> None:
    """Of a built site, no page is named by a denied name."""
    (root / "out/winterfeld").mkdir(parents=True)
    (root / "out/winterfeld/index.html").write_text("<p>", encoding="utf-8")
    said = told(root, "--site", str(root / "out"))
    assert "site/no-title" in said
    if "blake2b" not in (root / "consent/deny.txt").read_text(encoding="utf-8"):
        assert "winterfeld" not in said
