"""After a withdrawal, copies, backups, drafts, pictures in other sizes and built sites stayed, and nobody was told."""

from __future__ import annotations

import os
import pty
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent.guard_files import moves_of
from tests.builders.packed import zipped
from tests.builders.pictures import drawing, saved
from tests.builders.sites import built, make_site, story, tree

GATE = "stories/the-gate.md"
TEXT = (
    "The kettle went on singing until the frost was gone, and nobody asked. "
    "In the second winter we counted whatever boats had not gone out. Most mornings there were eleven of them."
)
OUT = "The story is out of the site's folder."


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a story and its picture, and another story."""
    gate = story("The night kettle", more="image: {src: ../images/tin.png, alt: The lid of a biscuit tin.}", text=TEXT)
    make_site(
        tmp_path, {"the-gate.md": gate, "hill.md": story("A hill", text="Something quite different from it all.")}
    )
    (tmp_path / "images").mkdir()
    (tmp_path / "images/tin.png").write_bytes(saved(drawing(), "PNG"))
    return tmp_path


def withdraw(site: Path, *words: str, of: str = GATE) -> Result:
    command = ["consent", "withdraw", of, "--source", str(site), "--today", "2026-06-15", *words]
    done = CliRunner().invoke(main, command)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.mark.parametrize(
    "name",
    [
        "the-gate.md~",
        "the-gate.md.bak",
        "the-gate.md.orig",
        ".the-gate.md.swp",
        "#the-gate.md#",
        ".the-gate.md.4711",
        "the-gate (conflicted copy).md",
        "the-gate (Sam's conflicted copy 2026-10-20).md",
        "the-gate - Copy.md",
        "the-gate.sync-conflict-20261020-101112-ABCDEFG.md",
        "copy of the-gate.md",
        "something-else.md",
        "_drafts/earlier.md",
        "deeper/in/a-folder.md",
    ],
)
def test_copies_of_the_file_go_with_it(site: Path, name: str) -> None:
    """Copies that editors, sync tools and file managers make of a story's file are listed, and go."""
    copy = site / "stories" / name
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes((site / GATE).read_bytes())
    done = withdraw(site, "--yes")
    assert (done.exit_code, f"  stories/{name}" in done.stdout, copy.exists(), OUT in done.stdout) == (
        0,
        True,
        False,
        True,
    )


def swapped(data: bytes) -> bytes:
    """Something like an editor's swap file: blocks of lines that end with NUL."""
    return b"b0VIM 8.2" + bytes(4087) + bytes(2000) + b"\0".join(reversed(data.split(b"\n")))


LEFT: dict[str, Callable[[Path], bytes]] = {
    "notes.txt": lambda _: f"From her letter: {TEXT}".encode(),
    "drafts/gate.html": lambda _: f"<p>{TEXT}</p>".encode(),
    "old/site.zip": lambda _: zipped("stories/the-gate/index.html", TEXT.encode()),
    "images/tin-800.jpg": lambda _: saved(drawing().resize((80, 80)), "JPEG"),
    "images/tin-upright.jpg": lambda _: saved(drawing().rotate(90), "JPEG"),
    "stories/for-later.md": lambda _: story("The night kettle", consent="{record: FORM-000}", text=TEXT).encode(),
}


@pytest.mark.parametrize("name", LEFT)
def test_what_is_not_the_sites_own_is_named_and_left(site: Path, name: str) -> None:
    """What holds the story and is not the site's own stays without a yes, is named, and the command ends with 1."""
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_bytes(LEFT[name](site))
    done = withdraw(site, "--yes")
    assert (done.exit_code, f"  {name}: " in done.stdout, (site / name).exists()) == (1, True, True), done.stdout
    assert (OUT in done.stdout, (site / GATE).exists()) == (False, False)
    assert b"withdraw" in (site / "consent/log.jsonl").read_bytes()
    again = withdraw(site, "--yes")
    assert again.exit_code == (0 if name.startswith("images/") else 1), again.stdout


def test_on_a_terminal_it_asks_for_each(site: Path) -> None:
    """A person at a terminal is asked for each of these, and what they say yes to goes."""
    for name in ("notes.txt", "kept.txt"):
        (site / name).write_text(TEXT, encoding="utf-8")
    child, terminal = pty.fork()
    if child == 0:
        os.execv(
            sys.executable, [sys.executable, "-m", "generator", "consent", "withdraw", GATE, "--source", str(site)]
        )
    os.write(terminal, b"y\nn\ny\n")
    said = b""
    while True:
        try:
            said += os.read(terminal, 4096)
        except OSError:
            break
    _, status = os.waitpid(child, 0)
    assert (os.waitstatus_to_exitcode(status), b"Remove notes.txt, too?" in said) == (1, True), said.decode()
    assert ((site / "kept.txt").exists(), (site / "notes.txt").exists()) == (True, False)


def test_built_sites_are_emptied_at_once(site: Path) -> None:
    """Everything built that shows the story is emptied by the withdrawal, whatever its folder is called."""
    for out in ("public", "public-offline", "elsewhere/www"):
        built(site, out=out)
    done = withdraw(site, "--yes")
    assert (done.exit_code, "public/: " in done.stdout, "elsewhere/: " in done.stdout) == (0, True, True), done.stdout
    assert [path for path, data in tree(site).items() if b"kettle" in data.lower()] == []
    built(site)
    built(site, out="anew")
    assert tree(site / "public") == tree(site / "anew")


def test_another_story_is_never_removed_for_a_quotation(site: Path) -> None:
    """A story under another record that quotes the withdrawn one is named, and stays."""
    (site / "stories/hill.md").write_text(story("A hill", text=f"She wrote to me: {TEXT} I kept it."), encoding="utf-8")
    done = withdraw(site, "--yes")
    assert (done.exit_code, "  stories/hill.md: words of the story" in done.stdout) == (1, True), done.stdout
    assert (site / "stories/hill.md").exists()


def test_what_every_story_ends_with_is_nobodys(site: Path) -> None:
    """Words that two other texts say as well, such as whom to ring, are no trace."""
    whom = "If this has stirred something up in you, ring somebody whom you trust today."
    for name in ("the-gate", "hill", "sea"):
        file = site / f"stories/{name}.md"
        text = file.read_text(encoding="utf-8") if file.exists() else story("A sea", text="The sea lay still.")
        file.write_text(f"{text}\n{whom}\n", encoding="utf-8")
    assert withdraw(site, "--yes").exit_code == 0


def test_what_cannot_be_looked_into_is_told(site: Path) -> None:
    """A file that cannot be opened is told, and the story is said to be gone only as far as could be seen, with 1."""
    (site / "letters.7z").write_bytes(b"7z\xbc\xaf\x27\x1c...")
    done = withdraw(site, "--yes")
    assert ("letters.7z: it is a 7z archive" in done.stdout, "The story is out" in done.stdout) == (True, False)
    assert (done.exit_code, "gone as far as the site's folder could be opened" in done.stdout) == (1, True)


def test_installed_programs_and_git_are_not_looked_into(site: Path) -> None:
    """Git's folder is left to the steps that are told afterwards, and installed programs hold no stories."""
    for place in (".git/packed", "node_modules/a/b.js", ".venv/lib/c.py"):
        (site / place).parent.mkdir(parents=True, exist_ok=True)
        (site / place).write_text(TEXT, encoding="utf-8")
    (site / ".venv/pyvenv.cfg").write_text("home = /usr/bin")
    done = withdraw(site, "--yes")
    assert (done.exit_code, "node_modules" in done.stdout, "git filter-repo" in done.stdout) == (0, False, True)


def test_former_names_are_forgotten(site: Path) -> None:
    """The list of moves keeps no name of a withdrawn story, and it can be withdrawn once more by its last name."""
    (site / GATE).rename(site / "stories/by-the-harbour-wall.md")
    for name in ("at-the-harbour", Path(GATE).stem):
        old = "by-the-harbour-wall" if name == "at-the-harbour" else "at-the-harbour"
        assert CliRunner().invoke(main, ["rename", old, name, "--source", str(site)]).exit_code == 0
    assert CliRunner().invoke(main, ["rename", "hill", "mountain", "--source", str(site)]).exit_code == 0
    assert withdraw(site, "--yes").exit_code == 0
    moves = (site / "consent/moves.yaml").read_text(encoding="utf-8")
    assert ("harbour" in moves, "the-gate" in moves, "mountain" in moves) == (False, False, True)
    stones = (site / "consent/withdrawn.yaml").read_bytes()
    again = withdraw(site, "--yes")
    assert (again.exit_code, "was withdrawn on 2026-06-15" in again.stdout) == (0, True)
    assert (site / "consent/withdrawn.yaml").read_bytes() == stones


def test_former_names_go_although_another_text_has_one_now(site: Path) -> None:
    """Where another story has a name that the withdrawn one had, it goes from the list and the other stays itself."""
    assert CliRunner().invoke(main, ["rename", GATE, "elsewhere", "--source", str(site)]).exit_code == 0
    (site / GATE).write_text(story("A later one", more="slug: a-later-one", text="About the sea."), encoding="utf-8")
    before = moves_of(site).first(GATE)
    assert withdraw(site, "--yes", of="elsewhere").exit_code == 0
    assert GATE not in (site / "consent/moves.yaml").read_text(encoding="utf-8")
    assert moves_of(site).first(GATE) == before
