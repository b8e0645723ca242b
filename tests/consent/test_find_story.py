"""The finder of the text that a person means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.consent.case import open_case
from generator.consent.find_story import by_address, by_file, text_at
from generator.consent.refused import RefusedError
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.content.front_matter import PageHeader, StoryHeader
from tests.builders.sites import TODAY, make_site, story

GATE = StoryHeader(title="A gate", date=date(2026, 1, 1), author="Maren", summary="A gate.", topics=("hope",))
HEADERS = {
    "stories/gate.md": replace(GATE, slug="green-gate", aliases=("blog/gate/index.html", "stories/hill/index.html")),
    "stories/2026/hill.md": GATE,
    "stories/bad.md": None,
    "pages/about.md": PageHeader(title="About us", slug="who-we-are"),
    "pages/thanks.md": PageHeader(title="Thanks"),
}


@pytest.mark.parametrize(
    "words",
    ["gate", "gate.md", "stories/gate.md", "./stories/gate.md", "stories\\gate.md", "stories/x/../gate.md"],
)
def test_a_story_is_found_by_its_file(tmp_path: Path, words: str) -> None:
    """A story is meant by its file's path in the site's folder and by the file's name alone."""
    assert by_file(tmp_path, words, HEADERS) == "stories/gate.md"


def test_a_file_is_meant_from_where_a_person_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path counts from where a person stands, and a file of that name outside the site's folder is none of its."""
    root = make_site(tmp_path / "my-site", {"gate.md": story()})
    monkeypatch.chdir(tmp_path)
    assert by_file(root, "my-site/stories/gate.md", HEADERS) == "stories/gate.md"
    assert by_file(root, str(root / "stories/gate.md"), HEADERS) == "stories/gate.md"
    assert by_file(root, "another-site/stories/gate.md", HEADERS) is None


@pytest.mark.parametrize("words", ["", ".", "/", "hill\0", "g\0ate", "green-gate", "stories"])
def test_other_words_mean_no_file(tmp_path: Path, words: str) -> None:
    """What names no file means none."""
    assert by_file(tmp_path, words, HEADERS) is None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("stories/green-gate/index.html", "stories/gate.md"),
        ("stories/gate/index.html", None),
        ("blog/gate/index.html", "stories/gate.md"),
        ("stories/hill/index.html", "stories/2026/hill.md"),
        ("stories/bad/index.html", "stories/bad.md"),
        ("who-we-are/index.html", "pages/about.md"),
        ("about/index.html", None),
        ("thanks/index.html", "pages/thanks.md"),
        ("green-gate/index.html", None),
    ],
)
def test_a_text_is_found_by_the_address_of_its_page(path: str, text: str | None) -> None:
    """A text is at the address that it gives itself, then at its old ones, and at its file's name where it has none."""
    assert text_at(path, HEADERS) == text


@pytest.mark.parametrize(
    "words",
    [
        "stories/green-gate",
        "/stories/green-gate/",
        "public/stories/green-gate/index.html",
        "https://quiet.harbour.internal/base/stories/green-gate/",
        "blog/gate",
    ],
)
def test_an_address_may_be_written_in_many_ways(words: str) -> None:
    """An address is known with or without the site's own, the output folder, and the end of the path."""
    assert by_address(words, HEADERS) == "stories/gate.md"


@pytest.mark.parametrize("words", ["", "/", "index.html", "stories/gaet/", "gate", "stories/gate.md", "a\0b"])
def test_other_words_mean_no_address(words: str) -> None:
    """What is no text's address means none."""
    assert by_address(words, HEADERS) is None


def test_acts_take_addresses(tmp_path: Path) -> None:
    """A story may be named to the commands of consent by its page's address."""
    root = make_site(tmp_path, {"gate.md": story(more="slug: green-gate")})
    assert open_case(root, "https://quiet.harbour.internal/base/stories/green-gate/").path == "stories/gate.md"
    with pytest.raises(RefusedError, match="There is no story"):
        open_case(root, "stories/gate/")


def test_withdrawing_takes_no_address(tmp_path: Path) -> None:
    """A withdrawal is for a file, since an address may have been another story's before."""
    root = make_site(tmp_path, {"gate.md": story(), "hill.md": story("A hill", text="A hill in rain.")})
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    file = root / "stories/hill.md"
    file.write_text(file.read_text(encoding="utf-8").replace("title:", "slug: gate\ntitle:"), encoding="utf-8")
    assert plan_withdrawal(root, "gate").path == "stories/gate.md"
    with pytest.raises(RefusedError, match=r"the story at that address is stories/hill\.md: name its file"):
        plan_withdrawal(root, "stories/gate/")
