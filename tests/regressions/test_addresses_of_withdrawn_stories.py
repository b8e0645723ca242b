"""The address of a withdrawn story stayed in stories that link to it, and `residue` did not see it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.checking.matching import ADDRESS
from generator.checking.residue import look, read_traces
from generator.cli.main import main
from tests.builders.sites import make_site, story

LINKS = (
    "https://stories.example.org/stories/a-secret/",
    "https://stories.example.org/stories/a-secret",
    "/stories/a-secret/",
    "../stories/a-secret/",
    "../a-secret/",
    "a-secret.md",
    "https://archive.example.org/?url=https%3A%2F%2Fstories.example.org%2Fstories%2Fa-secret",
    "/old/place/",
)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """The file of a story that was withdrawn."""
    (tmp_path / "a-secret.md").write_text(
        story("Anna leaves the house", more="aliases: [/old/place/]"), encoding="utf-8"
    )
    return tmp_path / "a-secret.md"


@pytest.mark.parametrize("link", LINKS)
def test_every_way_of_linking_to_it_is_seen(tmp_path: Path, secret: Path, link: str) -> None:
    """An address is found by path and slug, with or without the site's, in pages and in texts."""
    (tmp_path / "page.html").write_text(f'<a href="{link}">her</a>', encoding="utf-8")
    (tmp_path / "text.md").write_text(f"See [her]({link}).", encoding="utf-8")
    for name in ("page.html", "text.md"):
        assert [hit.what for hit in look(tmp_path / name, read_traces(secret)).hits] == [ADDRESS]


@pytest.mark.parametrize(
    "link", ["/stories/a-secret-garden/", "/stories/not-a-secret/", "https://a-secret.example.org/"]
)
def test_other_addresses_are_not(tmp_path: Path, secret: Path, link: str) -> None:
    """An address that only begins or ends like the story's is no trace."""
    (tmp_path / "page.html").write_text(f'<a href="{link}">her</a>', encoding="utf-8")
    assert look(tmp_path / "page.html", read_traces(secret)).hits == ()


def test_a_withdrawal_names_who_links_to_it(tmp_path: Path) -> None:
    """Texts that link to the story are named by the withdrawal, and need nothing, since builds take links away."""
    site = make_site(
        tmp_path,
        {
            "a-secret.md": story("Anna leaves the house", text="The kettle went on singing until the frost was gone."),
            "b-linker.md": story("A linker", text="See [one](https://quiet.harbour.internal/base/stories/a-secret/)."),
        },
    )
    done = CliRunner().invoke(main, ["consent", "withdraw", "a-secret", "--yes", "--source", str(site)])
    assert (done.exit_code, "holds its address" in done.stdout, "  stories/b-linker.md" in done.stdout) == (
        0,
        True,
        True,
    )
