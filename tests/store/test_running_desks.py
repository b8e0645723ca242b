"""How a second start finds the desk that is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.store import running_desks
from generator.store.running_desks import RunningDesk

DESK, LATER = RunningDesk(8000, "ab" * 32), RunningDesk(8001, "cd" * 32)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def test_each_site_has_its_desk(state: Path, tmp_path: Path) -> None:
    """A desk is found for its own site alone, under whatever path somebody calls it, and one without a site apart."""
    (tmp_path / "site").mkdir()
    running_desks.write(tmp_path / "site", DESK)
    running_desks.write(None, LATER)
    assert running_desks.written(tmp_path / "site/../site") == DESK
    assert running_desks.written(None) == LATER
    assert running_desks.written(tmp_path / "other") is None


def test_only_the_user_may_read_the_secret(state: Path, tmp_path: Path) -> None:
    """The file that holds a desk's secret is its user's alone, and names no folder."""
    running_desks.write(tmp_path / "site", DESK)
    (file,) = (state / "desks").iterdir()
    assert (file.stat().st_mode & 0o077, "site" in file.name) == (0, False)


def test_a_desk_that_ended_is_forgotten(state: Path, tmp_path: Path) -> None:
    """A desk that ends is forgotten, but not one that was opened later."""
    running_desks.write(tmp_path / "site", DESK)
    running_desks.forget(tmp_path / "site", LATER)
    assert running_desks.written(tmp_path / "site") == DESK
    running_desks.forget(tmp_path / "site", DESK)
    assert running_desks.written(tmp_path / "site") is None


@pytest.mark.parametrize("content", [b"", b"8000", b"8000 xyz\n", b"\xff\xfe", b"8000 " + b"ab" * 40, b"a" * 10**6])
def test_what_is_no_desk_is_none(content: bytes, state: Path, tmp_path: Path) -> None:
    """Whatever else stands where a desk was written down tells of none."""
    running_desks.write(tmp_path / "site", DESK)
    (file,) = (state / "desks").iterdir()
    file.write_bytes(content)
    assert running_desks.written(tmp_path / "site") is None


def test_a_link_is_not_followed(state: Path, tmp_path: Path) -> None:
    """A link where a desk is written down is neither read nor written through."""
    running_desks.write(tmp_path / "site", DESK)
    (file,) = (state / "desks").iterdir()
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert running_desks.written(tmp_path / "site") is None
    running_desks.write(tmp_path / "site", LATER)
    assert (running_desks.written(tmp_path / "site"), file.is_symlink()) == (LATER, False)
    assert (tmp_path / "elsewhere").read_text(encoding="ascii").startswith("8000 ")


@pytest.mark.parametrize("place", ["", "site/state", "file/state"])
def test_where_nothing_can_be_kept_nothing_is(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no folder of the user's own, desks are not found, and nothing fails."""
    (tmp_path / "site").mkdir()
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / place) if place else "")
    running_desks.write(tmp_path / "site", DESK)
    assert running_desks.written(tmp_path / "site") is None
    running_desks.forget(tmp_path / "site", DESK)
    assert list((tmp_path / "site").iterdir()) == []


def test_a_proof_is_of_a_secret_and_a_question() -> None:
    """Another secret or another question has another proof."""
    proofs = {DESK.proof("a"), DESK.proof("b"), LATER.proof("a")}
    assert (len(proofs), DESK.proof("a") in proofs) == (3, True)
