"""Recordings in the preview: parts of them, as players ask for them, and never the whole in memory."""

from __future__ import annotations

import http.client
import tracemalloc
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator.media.clip import Clip
from generator.media.recording import Recording
from generator.preview.http.byte_ranges import ByteSpan
from generator.preview.http.served_recordings import OpenRecording
from generator.preview.http.share import shared
from generator.preview.site.live import LiveSite
from tests.builders.previews import Running, running
from tests.builders.recordings import with_cover
from tests.builders.sites import TODAY
from tests.builders.told_stories import MP3, published, silence, told, told_site

SOUND = silence()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The preview of a site with a recording that is published as it is."""
    with running(told_site(tmp_path_factory.mktemp("told"))) as preview:
        yield preview


def path_of(preview: Running) -> str:
    """Where the one recording stands."""
    reading = preview.preview.live.reading
    assert reading is not None
    return next(f"/{path}" for path in reading.pages if path.endswith(".mp3"))


def answer(address: str, headers: Mapping[str, str], method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    try:
        connection.request(method, parts.path, headers=dict(headers))
        response = connection.getresponse()
        return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
    finally:
        connection.close()


def ask(preview: Running, headers: Mapping[str, str], method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    return answer(preview.address.rstrip("/") + path_of(preview), headers, method)


def test_a_recording_is_served_whole(served: Running) -> None:
    """Without a range, a recording comes whole, with its type, its length, and word that parts can be had."""
    status, headers, content = ask(served, {})
    assert (status, content) == (200, SOUND)
    told_ = (headers["content-type"], headers["content-length"], headers["accept-ranges"])
    assert told_ == ("audio/mpeg", str(len(SOUND)), "bytes")


def test_a_part_of_a_recording(served: Running) -> None:
    """A range comes as 206, with where it lies, and nothing but it."""
    status, headers, content = ask(served, {"Range": "bytes=100-299"})
    assert (status, content) == (206, SOUND[100:300])
    assert (headers["content-range"], headers["content-length"]) == (f"bytes 100-299/{len(SOUND)}", "200")


def test_a_part_that_is_not_there(served: Running) -> None:
    """A range behind the end is answered by 416 with the length."""
    status, headers, content = ask(served, {"Range": f"bytes={len(SOUND)}-"})
    assert (status, headers["content-range"], content) == (416, f"bytes */{len(SOUND)}", b"")


def test_the_head_of_a_recording(served: Running) -> None:
    """HEAD knows no parts: it tells the whole length, and sends nothing."""
    status, headers, content = ask(served, {"Range": "bytes=0-1"}, "HEAD")
    assert (status, headers["content-length"], content) == (200, str(len(SOUND)), b"")


def test_a_part_of_what_has_changed(served: Running) -> None:
    """Where the recording is another one than a player knew, it gets the whole."""
    _, headers, _ = ask(served, {})
    assert ask(served, {"Range": "bytes=0-1", "If-Range": headers["etag"]})[0] == 206
    assert ask(served, {"Range": "bytes=0-1", "If-Range": '"another"'})[0] == 200


def test_a_recording_that_is_written_anew(tmp_path: Path) -> None:
    """Of a recording that holds remarks, the same bytes come as are published, part by part."""
    root = told_site(tmp_path)
    (root / MP3).write_bytes(with_cover(SOUND, b"Anna Kowalska"))
    clean = published(root / MP3)
    with running(root) as preview:
        parts = [ask(preview, {"Range": f"bytes={at}-{at + 999}"})[2] for at in range(0, len(clean), 1000)]
    assert b"".join(parts) == clean


def test_a_recording_that_has_gone(tmp_path: Path) -> None:
    """A file that is not there any more is answered by a word, and not by a fault."""
    root = told_site(tmp_path)
    with running(root) as preview:
        (root / MP3).unlink()
        assert ask(preview, {})[0] in (404, 503)


def test_a_proof_plays_its_recording(tmp_path: Path) -> None:
    """A story that is not published plays its recording in its proof, and its film is nowhere on the site."""
    root = told_site(tmp_path, told(status="requested", scope="[]"))
    with running(root) as preview:
        proof = f"{preview.address}_desk/proof/stories/kettle.md/-/"
        _, _, page = answer(f"{proof}stories/kettle/", {})
        path = page.partition(b'src="../../told/')[2].partition(b'"')[0].decode()
        assert answer(f"{proof}told/{path}", {"Range": "bytes=0-9"})[2] == SOUND[:10]
        assert answer(f"{preview.address}told/{path}", {})[0] == 404


def test_a_shared_story_plays_its_recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has the address of a shared story gets parts of its recording."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    live = LiveSite(told_site(tmp_path), "web", TODAY)
    assert live.reading is not None
    path = next(path for path in live.reading.pages if path.endswith(".mp3"))
    with shared(live, "stories/kettle.md", "127.0.0.1", 0) as address:
        status, _, content = answer(f"{address}{path}", {"Range": "bytes=-10"})
    assert (status, content) == (206, SOUND[-10:])


def test_a_recording_is_read_in_pieces(tmp_path: Path) -> None:
    """However large a recording is, little of it is in memory while it is sent."""
    place = tmp_path / "film.mp4"
    with place.open("wb") as file:
        file.truncate(200_000_000)
    of = Recording("video", ".mp4", "video/mp4", 9.0, 200_000_000, 4, 4, has_sound=True, digest="ab", as_it_is=True)
    tracemalloc.start()
    opened = OpenRecording(Clip(of, place))
    pieces = opened.pieces(ByteSpan(0, of.size))
    opened.let_go()  # which whoever reads does not mind
    sent = sum(len(piece) for piece in pieces)
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (sent, taken < 9_000_000) == (of.size, True)
