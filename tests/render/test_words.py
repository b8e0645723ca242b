"""The theme's words on pages: forms, days, lists and names by the language, and what stands beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.sites import SITE, built, make_site, story
from tests.builders.themes import put

NOTED = story(more="content_notes: [death, eating]")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path, {"gate.md": NOTED, "two.md": story("Two"), "three.md": story("Three")})


def page(site: Path, language: str, path: str) -> str:
    """A page of the site in a language."""
    (site / "site.yaml").write_text(f"{SITE}language: {language}\n", encoding="utf-8")
    built(site)
    return (site / "public" / path / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("pl", "3 historie"),
        ("ar", "3 قصص"),
        ("cy", "tair stori"),
        ("zh-CN", "3 个故事"),
        ("fr", "3 récits"),
        ("en", "3 stories"),
    ],
)
def test_numbers_take_their_form(language: str, words: str, site: Path) -> None:
    """Beside three, words take the form that the language has for it."""
    assert f'class="count">{words}' in page(site, language, "stories")


def test_scripts_get_the_forms_of_the_language(site: Path) -> None:
    """A script that counts gets all forms of a language, but none that only millions take, nor more in English."""
    found = 'data-zero="لم تُستبعد هنا أي قصة." data-one='
    assert found in page(site, "ar", "stories")
    assert "data-many" not in page(site, "es", "stories")
    text = page(site, "en", "stories")
    assert (
        'hidden data-one="One story is left out here, as you chose." data-other="{n} stories are left out here' in text
    )
    assert "data-rule" not in text


def test_scripts_are_told_by_whose_rule_borrowed_words_go(site: Path) -> None:
    """Where the words of a page are English's, scripts count by the rule of English, and nothing stands beside them."""
    text = page(site, "br", "stories")
    assert 'data-other="{n} stories are left out here, as you chose." data-rule="en"' in text
    assert "beside" not in text


@pytest.mark.parametrize(("language", "between"), [("zh", "、"), ("ar", "، "), ("en", ", ")])
def test_parts_of_lists_are_parted_as_in_the_language(language: str, between: str, site: Path) -> None:
    """Between the notes of a story stands what the language has between the parts of a list."""
    assert f">Death</a>{between}<a" in page(site, language, "stories/gate")


def test_days_and_languages_come_from_cldr(site: Path) -> None:
    """In a language that only a site's own theme speaks, days are CLDR's, in the language's own digits."""
    put(site, "hearten/strings/fa.yaml", "menu: فهرست\n")
    assert " ۲۰۲۶</time>" in page(site, "fa", "stories/gate")
    put(site, "hearten/strings/fa.yaml", 'months: 1 2 3 4 5 6 7 8 9 10 11 12\ndate: "{day}/{month}/{year}"\n')
    assert "1/1/2026" in page(site, "fa", "stories/gate")


def test_the_same_words_stand_beside_those_that_nobody_has_read(site: Path) -> None:
    """Words on leaving a page stand in English, too, each marked as such; on a site in English nothing does."""
    text = page(site, "ur", "leaving")
    assert text.count('<span class="beside" lang="en" dir="ltr">') > 10
    assert "beside" not in page(site, "en", "leaving")
