"""A last line that was cut off made the registers of uses and of check-ins unreadable until somebody mended them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.main import main
from generator.consent.check_ins import check_in, check_ins, forget
from generator.consent.line_files import whole_lines
from generator.consent.settling import settle
from generator.consent.use_register import add, end, read, uses
from generator.ground.diagnostics import CannotBuildError
from generator.ground.places import CHECK_INS, USES
from generator.preview.desk.uses_elsewhere import USES as PAGE
from tests.builders.desk_forms import hidden, send
from tests.builders.previews import running
from tests.builders.sites import SITE, TODAY, make_site, story

GATE = "stories/gate.md"
NAMED = "uses: [{id: letter, label: The letter, description: It goes to members on paper.}]\n"
TORN = b'{"form": 1, "what": "use", "number": 3, "record": "CF-1", "wh'


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a story that is used for two things, and whose storyteller was asked once."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    consent = "{record: CF-1, status: given, given_on: 2026-01-01, scope: [web], uses: [letter]}"
    root = make_site(tmp_path / "site", {"gate.md": story(consent=consent)}, site=SITE + NAMED)
    for where in ("Frühlingsbrief", "Winter letter"):
        add(root, "CF-1", GATE, "letter", where, TODAY, None)
    check_in(root, GATE, "answered", today=TODAY)
    return root


def tear(root: Path, path: str, torn: bytes = TORN) -> bytes:
    """Cut off the last line of a file; gives the file without it."""
    before = (root / path).read_bytes()
    (root / path).write_bytes(before + torn)
    return before


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--source", str(root)])


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_the_beginning_of_a_line_counts_as_none(root: Path, end: bytes) -> None:
    """All lines before it stand, and the next command takes it out and says what it was."""
    before = tear(root, USES, TORN + end)
    assert [one.number for one in uses(root)] == [1, 2]
    done = run(root, "uses")
    assert f"{USES}:3:1: note: the last line was cut off, and counts as none" in done.output
    assert '"number": 3, "record": "CF-1"' in done.output
    assert done.exit_code == 0
    assert (root / USES).read_bytes() == before


def test_what_is_written_next_takes_its_place(root: Path) -> None:
    """The next line is written in place of it, and nothing else is lost."""
    before = tear(root, USES)
    assert add(root, "CF-1", GATE, "letter", "Summer letter", TODAY, None).number == 3
    assert (root / USES).read_bytes().startswith(before)
    tear(root, USES)
    end(root, 1, today=TODAY)
    assert [(one.number, one.over) for one in uses(root)] == [(1, TODAY), (2, None), (3, None)]


def test_check_ins_are_the_same(root: Path) -> None:
    """The beginning of a line about a check-in counts as none, and goes with the lines of a withdrawn story."""
    before = tear(root, CHECK_INS)
    assert len(check_ins(root)) == 1
    (told,) = settle(root)
    assert (told.rule, told.path) == ("torn-line", CHECK_INS)
    assert (root / CHECK_INS).read_bytes() == before
    tear(root, CHECK_INS)
    check_in(root, GATE, "no-answer", today=TODAY)
    assert len(check_ins(root)) == 2
    tear(root, CHECK_INS)
    assert forget(root, GATE, ["CF-1"]) == ()
    assert (root / CHECK_INS).read_bytes() == b""


def test_a_file_that_cannot_be_mended_now(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody can write, it is told all the same, and the lines before it are read."""
    before = tear(root, USES)

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("generator.consent.settling.replace", full)
    assert [told.rule for told in settle(root)] == ["torn-line"]
    assert (root / USES).read_bytes() == before + TORN
    assert len(uses(root)) == 2


@given(cut=st.integers(1, 400), lost=st.booleans())
def test_every_cut(cut: int, lost: bool) -> None:
    """Wherever the last line ends, the lines before it stand; without its line break alone, so does it."""
    lines = [
        b'{"form": 1, "what": "use", "number": %d, "record": "CF", "text": "a", "use": "b", "where": "\\u00fc}", ' % n
        + b'"on": "2026-06-15", "until": null}\n'
        for n in (1, 2, 3)
    ]
    torn = b"".join(lines)[: -min(cut, len(lines[-1]))] + (b"\n" if lost else b"")
    assert [one.number for one in read(torn)] == ([1, 2, 3] if cut == 1 else [1, 2])
    assert whole_lines(torn) == lines[: 3 if cut == 1 else 2]


@pytest.mark.parametrize("line", ["{}", "gone", '{"form": 1}', "<<<<<<< ours", '{"form": 1, "number": 3}'])
def test_what_is_no_beginning_is_named(root: Path, line: str) -> None:
    """Any other line that cannot be read is named with its place and what to do, and never taken for no uses."""
    text = (root / USES).read_text()
    for damaged, place in ((text + line + "\n", 3), (line + "\n" + text, 1), (TORN.decode() + "\n" + text, 1)):
        (root / USES).write_text(damaged)
        with pytest.raises(CannotBuildError) as e:
            uses(root)
        assert (e.value.diagnostics[0].place, bool(e.value.diagnostics[0].hint)) == (f"{USES}:{place}:1", True)
        done = run(root, "uses")
        assert (done.exit_code, "Nothing is used elsewhere" in done.output) == (2, False)
        assert (root / USES).read_text() == damaged


def test_the_desk_says_so(root: Path) -> None:
    """The desk's pages name the line that was cut off, until something is written, which mends it and says so."""
    before = tear(root, USES)
    with running(root) as desk:
        assert "the last line was cut off" in desk.get("/_desk/").text
        assert "the last line was cut off" in desk.get(PAGE).text
        answer = send(desk, PAGE, hidden(desk, PAGE, "Tick off 1"))
        assert answer.status == 303
        assert "the last line was cut off" in desk.get(answer.headers["location"]).text
        tear(root, USES)
        at = f"/_desk/use/{GATE}"
        form = {**hidden(desk, at, "Give it, and write it down"), "use": "letter", "part": "text", "where": ""}
        answer = send(desk, at, {**form, "until": ""})
        assert answer.status == 303
        assert "the last line was cut off" in desk.get(answer.headers["location"].partition("#")[0]).text
    assert (root / USES).read_bytes().startswith(before)
    assert [one.number for one in uses(root)] == [1, 2, 3]
