"""A full output, a closed pipe and a terminal of few letters ended commands with a traceback, or with success."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from tests.builders.sites import make_site, story

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
