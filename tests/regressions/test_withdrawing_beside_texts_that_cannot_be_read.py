"""One text that could not be read kept every story of the site from being withdrawn."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.content import sources
from generator.content.sources import SourceFile
from tests.builders.sites import TODAY, make_site, story

OTHERS = {
    "not UTF-8": b"---\ntitle: Caf\xe9\n---\n",
    "no YAML": b"---\ntitle: [\n---\n",
    "empty": b"",
    "zeros": bytes(99),
    "too large": b"---\n" + b"x" * 3_000_000,
}


@pytest.mark.parametrize("folder", ["stories", "pages"])
@pytest.mark.parametrize("kind", OTHERS)
def test_other_texts_do_not_stand_in_the_way(tmp_path: Path, kind: str, folder: str) -> None:
    """Whatever is wrong with another text, a story can be withdrawn."""
    site = make_site(tmp_path, {"gate.md": story(text="The kettle went on singing until the frost was gone.")})
    (site / folder).mkdir(exist_ok=True)
    (site / folder / "other.md").write_bytes(OTHERS[kind])
    withdraw(plan_withdrawal(site, "gate"), TODAY)
    assert (site / "stories/gate.md").exists() is False
    assert (site / folder / "other.md").read_bytes() == OTHERS[kind]


@pytest.mark.parametrize("unreadable", ["gate.md", "other.md"])
def test_nor_does_a_file_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unreadable: str
) -> None:
    """A file whose reading fails, be it the story's own, does not keep a story from being withdrawn."""
    site = make_site(tmp_path, {"gate.md": story("A gate"), "other.md": story("A hill")})
    read = SourceFile.read

    def failing(file: SourceFile, limit: int = 1) -> bytes:
        if file.path.endswith(unreadable):
            raise PermissionError(13, os.strerror(13), file.place)
        return read(file, limit)

    monkeypatch.setattr(sources.SourceFile, "read", failing)
    withdraw(plan_withdrawal(site, "gate"), TODAY)
    assert not (site / "stories/gate.md").exists()
