"""In the contents of a PDF, dots and page numbers were drawn over titles that are written in the other direction."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.builders.books import made, sheets
from tests.builders.example import DATA

ENDS = {"en": (0.75, 1.0), "ar": (0.0, 0.25)}  # where on a line its page number stands, as parts of the page


def site(root: Path, language: str) -> Path:
    """A site in a language, with a story in Arabic, one in Hebrew and one in English."""
    shutil.copytree(DATA / "right-to-left", root)
    settings = (root / "site.yaml").read_text(encoding="utf-8").replace("language: ar", f"language: {language}")
    (root / "site.yaml").write_text(settings, encoding="utf-8")
    return root


def test_titles_have_their_own_direction(tmp_path: Path) -> None:
    """A title in another direction is a word of its own in its link, so that what follows stands beside it."""
    html = sheets(site(tmp_path / "en", "en")).html
    contents = html.partition('class="sheet of-nav"')[2].partition("</section>")[0]
    assert re.findall(r'<a [^>]*><bdi lang="(?:ar|he)" dir="rtl">[^<]+</bdi></a>', contents)
    assert not re.search(r"<a [^>]*dir=", contents)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_numbers_stand_at_the_end_of_the_line(language: str, tmp_path: Path) -> None:
    """Each page number in the contents stands at the end of the line, whatever the direction of its title."""
    root = site(tmp_path / "site", language)
    page = pypdf.PdfReader(made(root, tmp_path / "book.pdf")).pages[2]
    width, foot = float(page.mediabox.width), float(page.mediabox.height) * 0.1
    numbers = list[float]()

    def look(text: str, cm: list[float], tm: list[float], *_: Any) -> None:
        x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
        if re.fullmatch(r"\d+", text.strip()) and foot < y < width * 10:
            numbers.append(x / width)

    page.extract_text(visitor_text=look)
    least, most = ENDS[language]
    assert len(numbers) >= 6
    assert all(least < x < most for x in numbers), numbers
