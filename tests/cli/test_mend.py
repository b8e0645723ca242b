"""``hearten mend``: what it shows, what it writes, and how it ends."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.authoring import mended_files
from generator.cli.main import main
from tests.builders.sites import make_site, story, tree

SLIP = story(more="layout: post")
ASKED = story(day="3/4/2026")


def run(root: Path, *words: str) -> Result:
    """Run the command; an exception that would be a traceback to the user fails the test."""
    done = CliRunner().invoke(main, ["mend", *words, "--source", str(root)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story to mend, one to ask about, and one that is as it should be; and a page."""
    stories = {"slip.md": SLIP, "asked.md": ASKED, "gate.md": story("A gate and more")}
    return make_site(tmp_path / "site", stories, pages={"about.md": "---\ntitle:About\n---\n\nWords.\n"})


def test_it_shows_and_writes_nothing(root: Path) -> None:
    """Without --write, all texts are shown with what can be mended, and none is changed."""
    before = tree(root)
    done = run(root)
    assert "-layout: post\n+# layout: post\n" in done.stdout
    assert "-title:About\n+title: About\n" in done.stdout
    assert "stories/asked.md:3:7: this date can be read in 2 ways (“date”)" in done.stdout
    assert done.stdout.endswith(
        "Looked at 4 texts. 2 can be mended with --write. 1 has something to be mended by hand. Nothing was written.\n"
    )
    assert (done.exit_code, tree(root)) == (1, before)


def test_it_writes_what_is_named(root: Path) -> None:
    """With --write and a file, that file alone is mended; it keeps its permissions."""
    file = root / "stories/slip.md"
    file.chmod(0o640)
    done = run(root, "slip", "--write")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "Looked at 1 text. Mended 1.")
    assert file.read_text(encoding="utf-8") == SLIP.replace("layout", "# layout")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert (root / "pages/about.md").read_text(encoding="utf-8").startswith("---\ntitle:About\n")
    assert run(root, "slip").stdout == "Looked at 1 text. There is nothing to mend.\n"


def test_it_mends_all(root: Path) -> None:
    """With --write alone, all texts are mended, and what is left is said once more."""
    done = run(root, "--write")
    assert done.exit_code == 1
    assert done.stdout.endswith("Looked at 4 texts. Mended 2. 1 has something to be mended by hand.\n")
    assert run(root, "--write").stdout.endswith("Looked at 4 texts. Mended 0. 1 has something to be mended by hand.\n")
    assert (root / "stories/asked.md").read_text(encoding="utf-8") == ASKED


@pytest.mark.parametrize("words", ["stories/none.md", "site.yaml", "consent/log.jsonl", "../elsewhere.md", "\0"])
def test_what_is_no_text_is_refused(words: str, root: Path) -> None:
    """A name that is no story's or page's is a usage error that says so."""
    (root.parent / "elsewhere.md").write_text(SLIP, encoding="utf-8")
    done = run(root, words)
    assert done.exit_code == 2
    assert "There is no story or page" in done.stderr


def test_a_file_that_is_saved_meanwhile_is_left_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody else saves between the look and the writing stays as they saved it."""
    file = root / "stories/slip.md"
    mending_of = mended_files.mending_of

    def saved(site: Path, path: str) -> object:
        found = mending_of(site, path)
        file.write_text("saved meanwhile", encoding="utf-8")
        return found

    monkeypatch.setattr(mended_files, "mending_of", saved)
    done = run(root, "stories/slip.md", "--write")
    assert "changed by somebody else just now" in done.stdout
    assert (done.exit_code, file.read_text(encoding="utf-8")) == (1, "saved meanwhile")


def test_no_words_of_a_text_steer_the_terminal(root: Path) -> None:
    """Control characters in what is shown are shown as such."""
    (root / "stories/slip.md").write_text(SLIP.replace("A gate", "A\u202egate\u2028\u200f"), encoding="utf-8")
    assert not {*"\u202e\u2028\u200f"} & {*run(root, "slip").output}


def test_what_is_shown_can_be_copied(root: Path) -> None:
    """Spaces of other kinds, as French has them, and joiners are shown as they are, in remedies and in the diff."""
    title = "Qu’est-ce\u00a0? x\u202f: y\u200dz"
    (root / "stories/slip.md").write_text(SLIP.replace("A gate", title), encoding="utf-8")
    assert f'+title: "{title}"\n' in run(root, "slip").output
