"""Forms with files, as they come: bounded, kept for nobody else, and gone in the end."""

from __future__ import annotations

import http.client
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.ground.places import UPLOADS
from generator.preview.desk import imports
from generator.preview.http.sent_forms import FORM
from generator.preview.http.server import LOOPBACK
from generator.store.uploads import UnfinishedUpload
from tests.builders.desk_forms import BOUNDARY, hidden, multipart, post, send_files
from tests.builders.example import ROOT
from tests.builders.previews import Running, running
from tests.builders.sites import make_site, story, tree

PAGE = "/_desk/imports"
KIND = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
POST = b"# The gate\n\nWe painted the gate.\n"
# A run of a desk to which something is sent, and which ends like one that is killed.
KILLED = """
import os, sys
from pathlib import Path
from generator.store.uploads import RunUploads

run = RunUploads(Path(sys.argv[1]))
sent = run.begin()
sent.begin("gate.md")
sent.write(b"We painted the gate.")
sent.end()
os._exit(0)
"""


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site."""
    return make_site(tmp_path / "site", {"hill.md": story()})


@pytest.fixture
def desk(root: Path, state: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


def kept(state: Path) -> list[Path]:
    """The files that were sent and are kept."""
    return [path for path in (state / UPLOADS).rglob("*") if path.is_file()]


def test_what_is_sent_is_kept_for_nobody_else(desk: Running, root: Path, state: Path) -> None:
    """Files lie in the user's own folder, under no name that came with them, where nobody else may look."""
    before = tree(root)
    assert send_files(desk, PAGE, hidden(desk, PAGE, "Look"), [("files", "gate.md", POST)]).status == 303
    (file,) = kept(state)
    assert file.read_bytes() == POST
    assert "gate" not in str(file.relative_to(state))
    if os.name == "posix":
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert tree(root) == before


def test_it_goes_with_the_preview(root: Path, state: Path) -> None:
    """When the preview ends, nothing is kept of what was sent."""
    with running(root) as desk:
        send_files(desk, PAGE, hidden(desk, PAGE, "Look"), [("files", "gate.md", POST)])
        assert len(kept(state)) == 1
    assert kept(state) == []


def test_what_a_kill_left_goes_with_the_next_start(root: Path, state: Path) -> None:
    """What was sent to a preview that was killed is removed when the next one begins, and so is its lock."""
    subprocess.run([sys.executable, "-c", KILLED, str(root)], cwd=ROOT, check=True)
    assert len(kept(state)) == 1
    with running(root):
        assert kept(state) == []
    assert [lock for lock in (state / "locks").iterdir() if "-run-" in lock.name] == []


def test_another_preview_takes_no_files_of_one_that_goes_on(desk: Running, root: Path, state: Path) -> None:
    """What was sent to a preview stays while another one of the same site begins and ends."""
    send_files(desk, PAGE, hidden(desk, PAGE, "Look"), [("files", "gate.md", POST)])
    with running(root) as other:
        send_files(other, PAGE, hidden(other, PAGE, "Look"), [("files", "hill.md", POST)])
        assert len(kept(state)) == 2
    assert len(kept(state)) == 1


@pytest.mark.parametrize(
    ("name", "limit", "files", "said"),
    [
        ("LARGEST", 100, [("a.md", b"a" * 60), ("b.md", b"b" * 60)], "This is more than 0 MB."),
        ("MOST_FILES", 2, [("a.md", b"a"), ("b.md", b"b"), ("c.md", b"c")], "Only 2 files can be sent at once."),
        ("LARGEST", 100, [("a.md", b"a"), ("a.md", b"b")], "Two files have the name “a.md”."),
    ],
)
def test_too_much_is_told(
    root: Path,
    state: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    limit: int,
    files: list[tuple[str, bytes]],
    said: str,
) -> None:
    """More than is allowed, or what could be mistaken, is not kept, and the page says why beside the field."""
    monkeypatch.setattr(imports, name, limit)
    with running(root) as desk:
        sent = send_files(desk, PAGE, hidden(desk, PAGE, "Look"), [("files", *file) for file in files])
        assert (sent.status, kept(state)) == (422, [])
        assert re.search(rf'id="import-files-wrong">{re.escape(said)}', sent.text)


def test_what_nobody_means_to_send_is_not_looked_at(root: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What systems keep beside texts counts for nothing in a folder that is sent."""
    monkeypatch.setattr(imports, "LARGEST", 100)
    files = [
        ("folder", "old/.git/pack", b"p" * 500),
        ("folder", "old/gate.md", POST),
        ("folder", "old/.DS_Store", b"x"),
    ]
    with running(root) as desk:
        assert send_files(desk, PAGE, hidden(desk, PAGE, "Look"), files).status == 303
        assert [file.read_bytes() for file in kept(state)] == [POST]


def test_nothing_is_kept_before_the_form_is_known(desk: Running, state: Path) -> None:
    """Files that come without the token of this preview's own pages, or before it, are not written anywhere."""
    sent = send_files(desk, PAGE, {"token": "guessed", "act": "bring-in"}, [("files", "gate.md", POST)])
    assert (sent.status, kept(state)) == (403, [])
    whole = multipart(hidden(desk, PAGE, "Look"), [])
    early = multipart({}, [("files", "gate.md", POST)]).removesuffix(f"--{BOUNDARY}--\r\n".encode()) + whole
    assert post(desk, PAGE, early, KIND).status == 422
    assert kept(state) == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (KIND["Content-Type"], b"--nothing"),
        (KIND["Content-Type"], multipart({"token": "x"}, [("files", "a", b"a")])[:-10]),
        (KIND["Content-Type"], multipart({"token": "x" * 100_000}, [])),
        (KIND["Content-Type"], multipart({f"field-{n}": "" for n in range(5_000)}, [])),
        ("multipart/form-data", multipart({"token": "x"}, [])),
        ("multipart/mixed; boundary=x", b"--x--"),
        (FORM, b"token=" + b"x" * 100_000),
        ("text/plain", b"token=x"),
    ],
)
def test_what_is_no_form_is_refused(desk: Running, state: Path, kind: str, body: bytes) -> None:
    """What is broken, cut short, too long or of another kind is no form of the desk's."""
    assert post(desk, PAGE, body, {"Content-Type": kind}).status == 400
    assert kept(state) == []


def test_forms_without_files_take_none(desk: Running, state: Path) -> None:
    """A form that asks for no files does not hear one that brings some."""
    sent = send_files(desk, "/_desk/new", hidden(desk, "/_desk/new", "New story"), [("files", "gate.md", POST)])
    assert (sent.status, kept(state)) == (400, [])


def test_who_goes_away_leaves_nothing(desk: Running, state: Path) -> None:
    """Of files that a browser stops sending, nothing is kept."""
    whole = multipart(hidden(desk, PAGE, "Look"), [("files", "gate.md", POST * 1000)])
    connection = http.client.HTTPConnection(LOOPBACK, desk.port, timeout=60)
    connection.putrequest("POST", PAGE)
    connection.putheader("Content-Type", KIND["Content-Type"])
    connection.putheader("Content-Length", str(len(whole)))
    connection.endheaders(whole[:-1000])
    connection.close()
    assert desk.get(PAGE).status == 200
    desk.preview.close()
    assert kept(state) == []


def test_a_full_disk_is_told(desk: Running, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room for what is sent, the page says so, and nothing of it stays."""

    def full(_self: UnfinishedUpload, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(UnfinishedUpload, "write", full)
    sent = send_files(desk, PAGE, hidden(desk, PAGE, "Look"), [("files", "gate.md", POST)])
    assert (sent.status, kept(state)) == (422, [])
    assert "could not be kept for the moment (No space left on device)" in sent.text


def test_where_nothing_may_be_kept_it_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the environment says that nothing is to be kept, files cannot be sent, and the page says what to do."""
    monkeypatch.setenv("HEARTEN_STATE", "")
    with running(root) as desk:
        sent = send_files(desk, PAGE, hidden(desk, PAGE, "Look"), [("files", "gate.md", POST)])
        assert (sent.status, "Nothing can be sent here" in sent.text) == (422, True)
