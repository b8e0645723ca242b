"""A table with one long word ran off the page, and its other columns were lost on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.builders.books import made
from tests.builders.sites import built, make_site, story
from tests.builders.wide_tables import LONG, TABLES


@pytest.mark.parametrize(
    ("cells", "packed"),
    [
        ("Monday | A sentence of many words, which has room enough because it goes on below | home", False),
        ("Donnerstag | Nachbarschaft | Gartenarbeit", False),
        (f"Monday | {LONG} | home", True),
        (f"Monday | [**{LONG[:40]}**](b.md) | home", True),
        (f"{LONG[:20]} | {LONG[:20]} | home", True),
        (f"**{LONG[:15]}** {LONG[:15]} | {LONG[:14]}\u200b | home", False),
    ],
)
def test_a_table_is_packed_where_its_words_need_more_room(cells: str, packed: bool, tmp_path: Path) -> None:
    """A table is marked where the longest words of its columns have no room beside each other, and nowhere else."""
    table = f"| a | b | c |\n|---|---|---|\n| {cells} |"
    make_site(tmp_path, {"a.md": story(text=table), "b.md": story("Birch")})
    page = (built(tmp_path).out / "stories/a/index.html").read_text(encoding="utf-8")
    assert page.count("<table") == 1
    assert page.count('<table class="packed">') == packed


@pytest.mark.parametrize("language", TABLES)
def test_every_column_is_on_the_page(language: str, tmp_path: Path) -> None:
    """In the PDF, the last column of a table with a long word is on the page, from whatever side it is read."""
    root = make_site(tmp_path / "site", {"a.md": story(text=TABLES[language], more=f"language: {language}")})
    read = pypdf.PdfReader(made(root, tmp_path / "book.pdf"))
    found = list[float]()

    for page in read.pages:

        def look(
            text: str, cm: list[float], tm: list[float], *_: Any, wide: float = float(page.mediabox.width)
        ) -> None:
            if "QQQ" in text:
                found.append((tm[4] * cm[0] + cm[4]) / wide)

        page.extract_text(visitor_text=look)
    assert len(found) == 1
    assert 0.05 < found[0] < 0.95
