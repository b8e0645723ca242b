"""A site with an approved story, a copy of its file beside the site, and its words under other records."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.gate.seal import code
from generator.ground.channels import Channel
from tests.builders.sites import TODAY, built, make_site, story, tree

GATE, COPY = "stories/gate.md", "stories/zz.md"
WORDS = (
    "We painted the old gate twice before the rain came. Nobody had asked us to do any of it. "
    "In the evening the whole street smelled of paint. I slept well for once."
)


def approved_site(folder: Path) -> Path:
    root = make_site(folder / "site", {"gate.md": story(text=WORDS), "sea.md": story("A sea", text="The sea.")})
    approve(root, GATE, "CF-001")
    shutil.copy(root / GATE, folder / "keep.md")
    return root


def approve(root: Path, path: str, record: str, scope: tuple[Channel, ...] = ("web",)) -> None:
    form = Approval(code=code(open_case(root, path).seal), record=record, scope=scope, until=date(2028, 1, 1))
    acts.approve(root, path, form, today=TODAY)


def copied(root: Path, path: str = COPY, record: str = "CF-099", more: str = "") -> None:
    """The words of the story in another file, as if consent had just been given under a record, without seal or log."""
    text = (root.parent / "keep.md").read_text()
    text = re.sub(r"\n  seal:(\n    .*)+", "", text)
    text = re.sub(r"(,|\n) *(seal|logged): *(\{[^}]*\}|[^,}\n]*)", "", text)
    (root / path).write_text(text.replace("CF-001", record + more))


def shown(root: Path) -> bool:
    built(root)
    return any(b"smelled of paint" in data for data in tree(root / "public").values())
