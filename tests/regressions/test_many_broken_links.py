"""A site most of whose links lead nowhere, as after a folder was renamed: its check took minutes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from generator.content import link_checks
from generator.ground.diagnostics import did_you_mean
from tests.builders.sites import built, make_site, story


def test_names_are_compared_for_the_first_few_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many links are broken, names are compared for a few of them, and each is told with a hint."""
    compared = []

    def watched(word: str, known: Iterable[str], otherwise: str) -> str:
        compared.append(word)
        return did_you_mean(word, known, otherwise)

    monkeypatch.setattr(link_checks, "did_you_mean", watched)
    links = " ".join(f"[word](lampp-{n}.md)" for n in range(100))
    root = make_site(tmp_path, {"lamp.md": story(), "window.md": story(text=links)})
    told = [d for d in built(root).diagnostics if d.rule == "link-missing"]
    assert len([d for d in told if d.hint == "did you mean “lamp.md”?"]) == link_checks.MOST_COMPARED
    assert len(compared) == link_checks.MOST_COMPARED
    assert len(told) == 100


def test_a_file_that_has_moved_is_found(tmp_path: Path) -> None:
    """A link to a file that now lies in another folder is told with its new path, however many there are."""
    links = " ".join(f"[word](s{n}.md)" for n in range(30))
    stories = {f"archive/of/last/year/s{n}.md": story() for n in range(30)}
    root = make_site(tmp_path, {**stories, "window.md": story(text=links)})
    told = {d.hint for d in built(root).diagnostics if d.rule == "link-missing"}
    assert told == {f"did you mean “archive/of/last/year/s{n}.md”?" for n in range(30)}
