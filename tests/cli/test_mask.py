"""Masking a name from the command line."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli.mask import may_mask
from generator.cli.options import source_option, told
from tests.builders.sites import built, make_site, story

LIST = Path("consent/deny.txt")
LINE = "stories/gate.md: Anna\n"


@click.command()
@click.argument("files", nargs=-1)
@source_option
@told
@may_mask
def check(files: tuple[str, ...], source: Path) -> None:
    """A command that may mask."""
    click.echo(f"looked at {files} in {source.name}")


def run(root: Path, *args: str, answer: str = "") -> Result:
    return CliRunner().invoke(check, ["--source", str(root), *args], input=answer)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_site(tmp_path, {"gate.md": story(text="Then Anna came."), "other.md": story("B", text="And Anna here.")})
    return tmp_path


def test_asks_first(root: Path) -> None:
    """What will change is shown before it is done, and without a yes nothing is."""
    before = (root / "stories/gate.md").read_bytes()
    done = run(root, "gate", "--mask", "Anna", "--as", "A.", answer="n\n")
    assert done.exit_code == 0
    assert "-Then Anna came." in done.output
    assert "+Then A. came." in done.output
    assert "Nothing was changed." in done.output
    assert (root / "stories/gate.md").read_bytes() == before
    assert not (root / LIST).exists()


@pytest.mark.parametrize(("more", "answer"), [((), "y\n"), (("--yes",), "")])
def test_masks(root: Path, more: tuple[str, ...], answer: str) -> None:
    """With a yes, the text has the other name, the list denies the old one there, and the other text stays."""
    done = run(root, "stories/gate.md", "--mask", "Anna", "--as", "A.", *more, answer=answer)
    assert (done.exit_code, "1 place" in done.output) == (0, True)
    assert (root / "stories/gate.md").read_text(encoding="utf-8").endswith("\nThen A. came.\n")
    assert (root / LIST).read_text(encoding="utf-8") == LINE
    built(root)
    pages = {page.parent.name: page.read_text(encoding="utf-8") for page in root.glob("public/stories/*/index.html")}
    assert "Anna" not in pages["gate"]
    assert "Anna" in pages["other"]


def test_once_more(root: Path) -> None:
    """Doing it again says that the name is not there any more."""
    run(root, "gate", "--mask", "Anna", "--as", "A.", "--yes")
    again = run(root, "gate", "--mask", "Anna", "--as", "A.", "--yes")
    assert again.exit_code == 2
    assert "does not stand in stories/gate.md" in again.output
    assert (root / LIST).read_text(encoding="utf-8") == LINE


def test_a_stop_between_fails_closed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the text cannot be written, its line is on the list already, so that no build publishes the name."""
    from generator.store import atomic_write

    written = atomic_write.replace

    def failing(path: Path, before: bytes | None, after: bytes) -> None:
        if path.suffix == ".md":
            raise OSError(28, "No space left on device", str(path))
        written(path, before, after)

    monkeypatch.setattr(atomic_write, "replace", failing)
    done = run(root, "gate", "--mask", "Anna", "--as", "A.", "--yes")
    assert (done.exit_code, "cannot be written" in done.output) == (2, True)
    assert (root / LIST).read_text(encoding="utf-8") == LINE
    built(root)
    assert not (root / "public/stories/gate").exists()


def test_an_approved_story(root: Path) -> None:
    """A sealed story says that its approval ends, and asks for a new one."""
    fingerprint = f"2-{64 * 'a'}"
    seal = f"seal: {{exact: {fingerprint}, words: {fingerprint}}}"
    text = story(text="Then Anna came.").replace("status: given", f"status: given, {seal}")
    (root / "stories/gate.md").write_text(text, encoding="utf-8")
    done = run(root, "gate", "--mask", "Anna", "--as", "A.", answer="n\n")
    assert "approval ends" in done.output, done.output
    assert "hearten consent approve stories/gate.md" in done.output


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--mask", "Anna", "--as", "A."), "Name the one text"),
        (("gate", "other", "--mask", "Anna", "--as", "A."), "Name the one text"),
        (("gate", "--mask", "Anna"), "--as"),
        (("gate", "--as", "A."), "--mask NAME"),
        (("gone", "--mask", "Anna", "--as", "A."), "no story or page"),
        (("../site.yaml", "--mask", "Anna", "--as", "A."), "no story or page"),
        (("gate", "--mask", "Anna", "--as", "Anna B."), "holds the old one"),
    ],
)
def test_slips(root: Path, args: tuple[str, ...], said: str) -> None:
    """What cannot be done is said, and nothing is changed."""
    before = (root / "stories/gate.md").read_bytes()
    done = run(root, *args)
    assert (done.exit_code, said in done.output) == (2, True), done.output
    assert (root / "stories/gate.md").read_bytes() == before


def test_without_a_name(root: Path) -> None:
    """Without a name to mask, the command does what it does."""
    assert run(root, "gate").output == f"looked at ('gate',) in {root.name}\n"
