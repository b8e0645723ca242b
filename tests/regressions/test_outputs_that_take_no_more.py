"""A full output, a closed pipe and a terminal of few letters ended commands with a traceback, or with success."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from tests.builders.sites import SITE, make_site, story

COMMANDS = [["--help"], ["build", "--json"], ["consent", "list"], ["consent", "list", "--csv"], ["consent", "verify"]]
FULL = Path("/dev/full")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose words are of many letters."""
    title = "Ein grünes Tor — 門 🚪"
    return make_site(tmp_path_factory.mktemp("outputs") / "site", {"gate.md": story(title), "bäd’s.md": "no fields"})


def run(site: Path, command: list[str], out: IO[bytes] | int, **environment: str) -> tuple[int, bytes, bytes]:
    """Run a command; a traceback fails the test."""
    source = ["--source", str(site)] if command[-1] not in ("--version", "--help", "story") else []
    done = subprocess.run(
        [sys.executable, "-m", "generator", *command, *source],
        stdout=out,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    return done.returncode, done.stdout or b"", done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_output(site: Path, command: list[str]) -> None:
    """A command whose words do not fit says so elsewhere, and ends with failure."""
    with FULL.open("wb", buffering=0) as full:
        code, _, told = run(site, command, full)
    assert (code, b"could not be written (No space left on device)" in told) == (2, True)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_pipe_that_nobody_reads(site: Path, command: list[str]) -> None:
    """A command whose reader has gone ends with failure, and says nothing."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb", buffering=0) as pipe:
        code, _, told = run(site, command, pipe)
    assert (code, b"rrno" in told) in ((1, False), (2, False))


DEAF = [
    pytest.param("full", marks=pytest.mark.skipif(not FULL.exists(), reason="this system has none")),
    pytest.param("closed", marks=pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")),
]


@contextmanager
def deaf(how: str) -> Iterator[IO[bytes]]:
    """An output that takes nothing."""
    if how == "full":
        with FULL.open("wb", buffering=0) as full:
            yield full
    else:
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "wb", buffering=0) as pipe:
            yield pipe


@pytest.mark.parametrize("how", DEAF)
def test_a_withdrawal_that_nobody_hears(how: str, tmp_path: Path) -> None:
    """A withdrawal is done and logged whether or not anybody can be told of it."""
    site = make_site(tmp_path / "site", {"gate.md": story()})
    with deaf(how) as out:
        code, _, _ = run(site, ["consent", "withdraw", "gate", "--yes"], out)
    assert (code, (site / "stories/gate.md").exists()) == (2, False)
    assert '"withdraw"' in (site / "consent/log.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("how", DEAF)
def test_an_update_that_nobody_hears(how: str, tmp_path: Path) -> None:
    """What may not be online any more goes from there whether or not anybody can be told of it."""
    place = tmp_path / "online"
    place.mkdir()
    where = f"\npublish:\n  - name: live\n    to: folder:{place}\n"
    site = make_site(tmp_path / "site", {"gate.md": story(), "hill.md": story("A hill")}, site=SITE + where)
    assert run(site, ["publish", "--yes"], subprocess.PIPE)[0] == 0
    assert "We painted" in (place / "stories/gate/index.html").read_text(encoding="utf-8")
    (site / "stories/gate.md").write_text(
        story(consent="{record: CF-9, status: paused, scope: [web]}"), encoding="utf-8"
    )
    with deaf(how) as out:
        run(site, ["publish", "--yes"], out)
    assert not (place / "stories/gate/index.html").exists()


FEW = [("ascii", ["biuld"]), ("ascii", ["build"]), *((few, ["consent", "list"]) for few in ("ascii", "latin-1"))]


@pytest.mark.parametrize(("encoding", "command"), FEW, ids=str)
def test_a_terminal_that_knows_few_letters(site: Path, command: list[str], encoding: str) -> None:
    """On a terminal that knows few letters, words lose none: what it does not know is written plainly or by number."""
    code, said, told = run(site, command, subprocess.PIPE, PYTHONIOENCODING=encoding, LC_ALL="C")
    again, plenty, more = run(site, command, subprocess.PIPE, PYTHONIOENCODING="utf-8")
    assert code == again
    assert (said + told).count(b"?") == (plenty + more).count(b"?")


def test_signs_of_sentences_have_plain_ones(site: Path) -> None:
    """Quotation marks of our own sentences are plain ones where there are no others."""
    _, _, told = run(site, ["biuld"], subprocess.PIPE, PYTHONIOENCODING="latin-1")
    assert b'There is no command "biuld".' in told
