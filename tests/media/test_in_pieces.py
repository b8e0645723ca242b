"""No recording is ever in memory as a whole, on any of the ways that it takes."""

from __future__ import annotations

import hashlib
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NoReturn

import pytest

from generator.bundle.archive import faults, look_through, pack, pack_into, with_manifest
from generator.checking.opening import Compared, Leaf, opened
from generator.ground.digest import content_name
from generator.ground.outcome import LargeOutput
from generator.ground.places import MANIFEST
from generator.incremental import seal_cache
from generator.media import recording
from generator.media.published import known_by, source_name
from generator.publishing.targets.folder import FolderStore
from generator.store.file_stamps import FINE
from generator.store.staging import keep_large, place_of
from tests.builders.approved import approve
from tests.builders.recordings import with_cover
from tests.builders.sites import built, story
from tests.builders.told_stories import FRAME, published, told, told_site

PIECE = bytes(range(256)) * 4000
PIECES = 30
SIZE = len(PIECE) * PIECES
MOST = 9_000_000  # bytes in memory, whatever the recording's size


@contextmanager
def little_memory(most: int = MOST) -> Iterator[None]:
    """What is done here never takes more memory than this at a time."""
    tracemalloc.start()
    try:
        yield
        taken = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert taken < most


def write(to: BinaryIO) -> None:
    to.writelines(PIECE for _ in range(PIECES))


def test_a_recording_is_kept_aside_in_pieces(tmp_path: Path) -> None:
    """A build copies a recording from file to file, with the digest of all its bytes."""
    (tmp_path / "aside").mkdir()
    with little_memory():
        kept = keep_large(tmp_path, tmp_path / "aside", LargeOutput("told/a.mp4", SIZE, write))
    content = Path(place_of(tmp_path / "aside", "told/a.mp4")).read_bytes()
    assert (content, kept.digest) == (PIECE * PIECES, hashlib.blake2b(content, digest_size=16).digest())


def test_a_recording_that_is_there_is_left_alone(tmp_path: Path) -> None:
    """What is in the output already is not put there again, and nothing stays aside."""
    (tmp_path / "aside").mkdir()
    (tmp_path / "a.mp4").write_bytes(PIECE * PIECES)
    kept = keep_large(tmp_path, tmp_path / "aside", LargeOutput("a.mp4", SIZE, write))
    assert (kept.turn, list((tmp_path / "aside").iterdir())) == (None, [])


def test_a_recording_is_packed_in_pieces(tmp_path: Path) -> None:
    """A copy to give away is packed without holding a recording, and its manifest names the recording's digest."""
    place, content = tmp_path / "copy.zip", LargeOutput("site/told/a.mp4", SIZE, write)
    with little_memory(), place.open("w+b") as file:
        pack_into(file, with_manifest({"site/a.html": b"a", content.path: content}, MANIFEST, ["Of a copy."]))
    with little_memory():
        found = look_through(place, (MANIFEST,))
    assert found is not None
    assert found.digests[content.path] == hashlib.sha256(PIECE * PIECES).hexdigest()
    assert list(faults(found.digests, found.read[MANIFEST], MANIFEST)) == []
    assert zipfile.ZipFile(place).namelist() == ["site/a.html", "site/told/a.mp4", MANIFEST]


def test_a_packed_recording_has_the_same_bytes_twice(tmp_path: Path) -> None:
    """An archive with a large file is the same however often it is made, and as if the file had been small."""
    content = LargeOutput("a.mp4", SIZE, write)
    for name in ("one", "two"):
        with (tmp_path / name).open("w+b") as file:
            pack_into(file, [("a.mp4", content)])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes() == pack({"a.mp4": PIECE * PIECES})


def test_a_recording_that_is_published_as_it_is_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By what such a file is known follows from what is published of it, and it is not read once more for that."""
    file = tmp_path / "kettle.mp3"
    file.write_bytes(FRAME * 1000)
    name = content_name(FRAME * 1000)
    assert known_by(file).names == {name}
    found = recording.look(file)
    monkeypatch.setattr("generator.media.published.content_name_of_stream", nobody_asks)
    assert source_name(file, found) == name


def test_a_recording_is_known_by_its_file_and_by_what_is_published(tmp_path: Path) -> None:
    """Of a file that is written anew, both are known, by digest and by name."""
    file = tmp_path / "kettle.mp3"
    file.write_bytes(with_cover(FRAME * 1000, b"a cover"))
    found = known_by(file)
    both = (file.read_bytes(), published(file))
    assert found.digests == {hashlib.sha256(one).hexdigest() for one in both}
    assert found.names == {content_name(one) for one in both}


def test_a_recording_is_looked_through_in_pieces(tmp_path: Path) -> None:
    """A look for traces reads a recording piece by piece, to its end, and knows its digest."""
    file = tmp_path / "kettle.mp3"
    file.write_bytes(FRAME * 180_000)
    with little_memory(30_000_000):
        found = [leaf._replace(content=b"") if isinstance(leaf, Leaf) else leaf for leaf in opened("kettle.mp3", file)]
    (first, *others, compared) = found
    assert isinstance(first, Leaf)
    assert (first.digest, first.size) == (hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_size)
    assert ([leaf.place for leaf in others], compared) == (
        ["kettle.mp3!at-8000000", "kettle.mp3!at-16000000"],
        Compared("kettle.mp3"),
    )


def test_a_recording_is_sent_in_pieces(tmp_path: Path) -> None:
    """A place takes a large file from the disk."""
    file = tmp_path / "a.mp4"
    file.write_bytes(PIECE * PIECES)
    (tmp_path / "online").mkdir()
    store = FolderStore(tmp_path / "online")
    with little_memory():
        store.put("told/a.mp4", file)
    assert (tmp_path / "online/told/a.mp4").read_bytes() == file.read_bytes()


def test_both_digests_are_taken_in_pieces(tmp_path: Path) -> None:
    """The digests by which a recording is known again are taken without holding it."""
    file = tmp_path / "kettle.mp3"
    file.write_bytes(FRAME * 180_000)
    with little_memory():
        found = known_by(file).digests
    assert found == {hashlib.sha256(FRAME * 180_000).hexdigest()}


def test_an_unchanged_recording_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build after the edit of another text takes seal and judgement of a recording from the last one."""
    root = told_site(tmp_path, told(status="requested", scope="[]"))
    approve(root, "stories/kettle.md", "CF-001", ("web", "audio"))
    time.sleep(2 * FINE / 1e9)  # so that the clock has ticked
    built(root)
    monkeypatch.setattr(seal_cache, "file_digest", nobody_asks)
    monkeypatch.setattr(recording, "look", nobody_asks)
    (root / "stories/gate.md").write_text(story(text="Another text of the gate."))
    report = built(root)
    assert (report.withheld, report.stories) == ((), 2)


def nobody_asks(*_args: object) -> NoReturn:
    raise AssertionError("the recording was read")
