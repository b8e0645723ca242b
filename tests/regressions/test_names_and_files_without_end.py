"""Names too long for any disk and links in a circle ended in tracebacks, and devices kept commands going for ever."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.checking.residue import read_traces
from generator.cli.main import main
from generator.cli.output import Program
from generator.store import atomic_write
from tests.builders.sites import TODAY, built, make_site, story

LONG = "x" * 300
DEEP = "/".join("x" * 2_000)
needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")


@pytest.fixture(autouse=True)
def _is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of these tests."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one story."""
    return make_site(tmp_path / "site", {"gate.md": story()})


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize(
    "words",
    [
        ("rename", "gate", LONG, "--source", "."),
        ("rename", "gate", f"stories/{DEEP}", "--source", "."),
        ("bundle", "--out", LONG, "--today", "2026-06-15", "--source", "."),
        ("bundle", "--check", LONG, "--source", "."),
        ("build", "--out", LONG, "--source", "."),
        ("build", "--source", LONG),
        ("serve", "--source", LONG),
        ("consent", "withdraw", LONG, "--yes", "--source", "."),
        ("explain", LONG, "--source", "."),
        ("new", LONG),
        ("residue", "--of", LONG, "."),
    ],
)
def test_long_names_are_answered(site: Path, monkeypatch: pytest.MonkeyPatch, words: Sequence[str]) -> None:
    """A name that no disk takes is answered with a message, and nothing is changed."""
    monkeypatch.chdir(site)
    before = sorted(site.rglob("*"))
    done = run(*words)
    assert done.exit_code in (1, 2)
    assert done.output
    assert isinstance(done.exception, SystemExit)
    assert sorted(site.rglob("*")) == before


def test_links_in_a_circle(site: Path) -> None:
    """A built site whose site.yaml becomes a link to itself is told so, and any other such link is passed over."""
    (site / "loop.md").symlink_to("loop.md")
    built(site)
    (site / "site.yaml").unlink()
    (site / "site.yaml").symlink_to("site.yaml")
    done = run("build", "--source", site, "--today", str(TODAY))
    assert done.exit_code == 2
    assert "site.yaml:1:1: error: it cannot be read" in done.output


def test_what_no_room_has_looked_out_for(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An error of the system with a file's name, and what was done about it, is told without a traceback."""
    failed = OSError(40, "Too many levels of symbolic links", "some\x1b/file")
    failed.add_note("What was published of these texts was taken away: stories/a.md.")

    def fail(*_: object, **__: object) -> None:
        raise failed

    monkeypatch.setattr("click.Group.main", fail)
    with pytest.raises(SystemExit) as ended:
        Program().main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert "/file: the system gives no way here (Too many levels of symbolic links)" in said
    assert "stories/a.md" in said
    assert "\x1b" not in said


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A pipe that nobody writes into: whoever reads it waits for ever."""
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


@needs_pipes
@pytest.mark.parametrize(
    "words",
    [
        ("bundle", "--check", "{pipe}"),
        ("bundle", "--out", "{pipe}", "--today", "2026-06-15"),
        ("consent", "copy", "gate", "--out", "{pipe}"),
        ("consent", "receipt", "gate", "--out", "{pipe}"),
        ("build", "--out", "{pipe}"),
    ],
)
def test_pipes_are_neither_read_nor_replaced(site: Path, pipe: Path, words: Sequence[str]) -> None:
    """A pipe or device that is named where a file is meant is refused at once, and stays what it is."""
    ended: list[Result] = []
    command = [word.format(pipe=pipe) for word in (*words, "--source", str(site))]
    thread = threading.Thread(target=lambda: ended.append(run(*command)), daemon=True)
    thread.start()
    thread.join(60)
    assert [done.exit_code for done in ended] == [2], ended and ended[0].output
    assert pipe.is_fifo()


@needs_pipes
def test_pipes_as_stories_and_lists(pipe: Path) -> None:
    """Neither the story that residue is asked about nor a file that is written may be a pipe."""
    with pytest.raises(ValueError, match="is not a file"):
        read_traces(pipe)
    with pytest.raises(OSError, match="it is not a file"):
        atomic_write.replace(pipe, None, b"words")
    (pipe.parent / "names.txt").write_text("Odile\n", encoding="utf-8")
    done = run("deny-hashes", pipe.parent / "names.txt", "--out", pipe)
    assert (done.exit_code, "it is not a file" in done.output) == (2, True)
