"""Channels and media: each is said once, and none is guessed."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.ground.channels import CHANNELS, MEDIA, Channel
from generator.ground.outcome import usual_out
from tests.builders.sites import make_site, story


def test_every_channel_has_its_words() -> None:
    """Each channel that a consent can name has a name and a meaning, in the order of the front matter."""
    assert tuple(CHANNELS) == get_args(Channel)
    assert all(words.name and words.means.endswith(".") for words in CHANNELS.values())


def test_a_build_is_for_a_channel() -> None:
    """Whatever is built for is a channel that people are asked about, with a folder of its own."""
    assert set(MEDIA) <= set(CHANNELS)
    assert len({usual_out(Path("site"), medium) for medium in MEDIA}) == len(MEDIA)


@pytest.mark.parametrize("command", [["build"], ["explain", "index.html"], ["serve"]])
@pytest.mark.parametrize("word", ["feed", "print", "Web", ""])
def test_no_unknown_word_is_taken_for_a_medium(tmp_path: Path, command: list[str], word: str) -> None:
    """A word that names nothing that can be built for is refused, and nothing is made for another channel instead."""
    root = make_site(tmp_path / "site", {"a.md": story()})
    done = CliRunner().invoke(main, [*command, "--source", str(root), "--channel", word])
    assert (done.exit_code, "is not one of them" in done.stderr) == (2, True)
    assert sorted(path.name for path in root.iterdir()) == ["site.yaml", "stories"]
