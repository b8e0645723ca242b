"""The letter to a storyteller whose story is published."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.consent.case import open_case
from generator.consent.documents import languages
from generator.consent.letter import letter, make
from generator.consent.refused import RefusedError
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from tests.builders.sites import SITE, TODAY, make_site, story

GATE = "stories/gate.md"
LINES = """\
helplines:
  lines:
    - {name: A line, phone: "116 123", languages: [en], checked: 2026-01-01, source: "https://example.org/"}
    - {name: Eine Nummer, phone: "116 124", languages: [de], checked: 2026-01-01, source: "https://example.org/"}
"""
CONSENT = "{record: CF-7, status: given, given_on: 2026-01-01, valid_until: 2028-01-01, scope: [web]}"


@pytest.fixture(autouse=True)
def _is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of these tests."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a published story and two helplines."""
    return make_site(tmp_path, {"gate.md": story(consent=CONSENT)}, site=SITE + LINES)


@pytest.mark.parametrize("language", languages())
def test_a_letter_is_one_valid_page(root: Path, language: str) -> None:
    """A letter is valid HTML in each language, and tells its address, record, last day and whom to write to."""
    site = root / "site.yaml"
    site.write_text(site.read_text() + f"language: {language}\n")
    page = letter(open_case(root, GATE), TODAY, TODAY)
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<script" not in page
    told = ("https://quiet.harbour.internal/base/stories/gate/", "CF-7", "2028-01-01", "hello@harbour.internal")
    assert all(words in page for words in told)


def test_a_letter_names_helplines_that_speak_the_storys_language(root: Path) -> None:
    """Of the site's helplines, those that speak the story's language stand in the letter."""
    page = letter(open_case(root, GATE), TODAY, TODAY)
    assert "116 123" in page
    assert "116 124" not in page


def test_there_is_no_letter_for_what_is_withheld(root: Path) -> None:
    """For a story that is not published today, a letter is refused with the reason."""
    (root / GATE).write_text(story(consent=CONSENT, more="draft: true"))
    with pytest.raises(RefusedError, match="it is a draft"):
        make(open_case(root, GATE), TODAY, TODAY)


def test_a_letter_goes_with_the_story(root: Path) -> None:
    """The letter that is kept beside the receipt goes when the story is withdrawn."""
    done = CliRunner().invoke(main, ["consent", "letter", GATE, "--source", str(root), "--today", str(TODAY)])
    assert done.exit_code == 0, done.output
    assert (root / "consent/receipts/CF-7.letter.html").is_file()
    withdraw(plan_withdrawal(root, GATE), TODAY)
    assert not (root / "consent/receipts/CF-7.letter.html").exists()
