"""All files of a picture are made once, kept with it, and go with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from generator.build import build
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.ground.workers import Crew
from generator.incremental import source_cache, up_to_date
from generator.media import pictures
from generator.media.photo import Unusable
from generator.store.cache import FILE, FOLDER
from tests.builders.caches import rows_in
from tests.builders.clock import settle
from tests.builders.pictures import animation, photograph, saved
from tests.builders.sites import SITE, TODAY, built, make_site, story, tree

WIDTHS = (500, 520, 540)
PAUSED = "{record: R, status: paused}"


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Lets AVIF be written by an encoder of another version."""

    def be(version: str) -> None:
        for room in (up_to_date, source_cache):
            monkeypatch.setattr(room, "avif_encoder", lambda: version)

    return be


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story for each of three photographs, and its output."""
    texts = {f"{n}.md": story(f"Gate {n}", text=f"Gate {n}.\n\n![A gate]({n}.jpg)") for n in WIDTHS}
    root = make_site(tmp_path / "site", texts)
    for n in WIDTHS:
        (root / f"stories/{n}.jpg").write_bytes(saved(photograph((n, 400)), "JPEG", quality=95))
    settle(root)
    built(root)
    return root


def shown(root: Path, out: str = "public") -> set[str]:
    return {path for path in tree(root / out) if path.startswith("pictures/")}


def test_processes_make_the_same_pictures(root: Path, tmp_path: Path) -> None:
    """Pictures that several processes make are those of one process."""
    made = tree(root / "public")
    (root / FOLDER / FILE).unlink()
    build(Target(root, "web", TODAY, tmp_path / "out"), Stages(), Crew(3))
    assert tree(tmp_path / "out") == made
    assert len(shown(root)) > len(WIDTHS)


def test_what_is_known_is_not_made_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that has not changed is not decoded, whatever else has, and where its output is lost."""
    made = tree(root / "public")
    monkeypatch.setattr(pictures, "develop", None)
    (root / "stories/500.md").write_text(story("Another", text="Another.\n\n![A gate](500.jpg)"), encoding="utf-8")
    for path in shown(root):
        (root / "public" / path).unlink()
    settle(root)
    built(root)
    assert shown(root) == {path for path in made if path.startswith("pictures/")}


def test_what_the_cache_lost_is_made_again(root: Path) -> None:
    """Where the cache has lost the bytes of pictures, they come out as they were."""
    made = tree(root / "public")
    with closing(sqlite3.connect(root / FOLDER / FILE)) as base, base:
        base.execute("delete from contents")
    for path in shown(root):
        (root / "public" / path).unlink()
    built(root)
    assert tree(root / "public") == made


def test_every_file_goes_with_its_story(root: Path) -> None:
    """No file of a picture stays in the output or in the cache when its story's consent has ended."""
    before = shown(root)
    (root / "stories/500.md").write_text(story("Gate 500", consent=PAUSED, text="![A gate](500.jpg)"), encoding="utf-8")
    settle(root)
    built(root)
    assert before - shown(root)
    built(root, out="new")
    assert shown(root) == shown(root, "new")
    kept = {row[0] for table in ("texts", "contents") for row in rows_in(root / FOLDER / FILE)[table]}
    assert {path for path in kept if str(path).startswith("picture:")} == {
        "picture:stories/520.jpg",
        "picture:stories/540.jpg",
    }


def test_a_new_encoder_writes_avif_anew(
    root: Path, encoder: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With another version of what writes AVIF, pictures are made again, though no file has changed."""
    (root / "site.yaml").write_text(f"{SITE}pictures: {{avif: true}}\n", encoding="utf-8")
    settle(root)
    built(root)
    assert [path for path in shown(root) if path.endswith(".avif")]
    made: list[bytes] = []

    def develop(data: bytes, covered: Sequence[str], *, moves: bool, avif: bool) -> Unusable:
        made.append(data)
        return Unusable(f"never mind: {covered}, {moves}, {avif}")

    monkeypatch.setattr(pictures, "develop", develop)
    built(root)
    assert made == []
    encoder("another")
    built(root)
    assert len(made) == len(WIDTHS)


def test_what_moves_is_kept_and_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that moves is made once, is told apart from one that stands still, and goes when it is that."""
    text = story(more="image: {src: gate.gif, alt: A gate., animated: true}")
    root = make_site(tmp_path / "site", {"gate.md": text, "hill.md": story("A hill")})
    (root / "stories/gate.gif").write_bytes(animation("GIF"))
    settle(root)
    built(root)
    first = shown(root)
    assert {path.rpartition(".")[2] for path in first} == {"png", "webp"}
    with monkeypatch.context() as patch:
        patch.setattr(pictures, "develop", None)
        (root / "stories/hill.md").write_text(story("Another hill"), encoding="utf-8")
        (root / "public" / next(path for path in first if path.endswith(".webp"))).unlink()
        built(root)
        assert shown(root) == first
    (root / "stories/gate.md").write_text(text.replace(", animated: true", ""), encoding="utf-8")
    built(root)
    assert shown(root) == {path for path in first if path.endswith(".png")}
