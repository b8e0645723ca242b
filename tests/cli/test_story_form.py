from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from tests.builders.filled_in import saved_form
from tests.builders.sites import SITE, make_site, story, tree

GATE = {"title": "The gate", "text": "We painted the gate.", "name": "Maren", "channels": ["web", "feed"]}

Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one story."""
    return make_site(tmp_path / "site", {"hill.md": story("A hill")})


@pytest.fixture
def run(root: Path) -> Run:
    """Runs a command in the site's folder."""

    def run(*words: str) -> Result:
        done = CliRunner().invoke(main, [*words, "--source", str(root)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return run


def receive(run: Run, root: Path, *names: str) -> Result:
    return run("receive", *(str(root.parent / name) for name in names), "--today", "2026-06-15")


def test_a_form_is_made_in_the_sites_language(root: Path, run: Run) -> None:
    """A form is made in the language of the site, or in the one that is asked for."""
    (root / "site.yaml").write_text(SITE + "language: de\n", encoding="utf-8")
    for language, words in (("de", "Ihre Geschichte, in Ihren"), ("es", "Su historia, con sus")):
        out = root.parent / f"{language}.html"
        done = run("form", "--out", str(out), *(() if language == "de" else ("--language", language)))
        assert (done.exit_code, done.stdout.startswith(f"Made {out}.")) == (0, True), done.output
        assert words in out.read_text(encoding="utf-8")


def test_a_language_without_words_is_told(root: Path, run: Run) -> None:
    """A language that was asked for and has no words is refused, and that of the site falls back to English."""
    out = root.parent / "form.html"
    refused = run("form", "--language", "xx", "--out", str(out))
    assert (refused.exit_code, out.exists()) == (2, False)
    assert "There are no words for a form in “xx”. Choose one of de, en, es." in refused.stderr
    (root / "site.yaml").write_text(SITE + "language: fr\n", encoding="utf-8")
    done = run("form", "--out", str(out))
    assert (done.exit_code, out.exists()) == (0, True)
    assert "Its own words are English, since there are none in “fr”" in done.stdout


def test_a_form_needs_a_place(run: Run, root: Path) -> None:
    """Where a form cannot be written, the reason is told, and what to do."""
    done = run("form", "--out", str(root / "site.yaml" / "form.html"))
    assert done.exit_code == 2
    assert "Mend that, or name another place with --out" in done.stderr


def test_only_a_form_is_replaced(run: Run, root: Path) -> None:
    """A form takes the place of an older one, and of nothing else."""
    before = (root / "site.yaml").read_bytes()
    refused = run("form", "--out", str(root / "site.yaml"))
    assert (refused.exit_code, (root / "site.yaml").read_bytes()) == (2, before)
    assert "is there already, and is no form. Name another file" in refused.stderr
    out = root.parent / "form.html"
    for language, words in (("en", "Your story"), ("de", "Ihre Geschichte")):
        assert run("form", "--out", str(out), "--language", language).exit_code == 0
        assert words in out.read_text(encoding="utf-8")


def test_forms_are_received(root: Path, run: Run) -> None:
    """A form becomes a draft, what was ticked is something to ask about, and the same again changes nothing."""
    (root.parent / "one").write_bytes(saved_form(**GATE))
    done = receive(run, root, "one")
    assert (done.exit_code, (root / "stories/the-gate.md").is_file()) == (0, True), done.output
    assert "ticked as imaginable: web, feed (1 text): that is no consent" in done.stdout
    assert "Nothing of it is published before somebody consents" in done.stdout
    before = tree(root)
    again = receive(run, root, "one")
    assert (again.exit_code, tree(root)) == (0, before)
    assert "1 as it was." in again.stdout


def test_a_file_that_is_no_form_keeps_none_from_coming_in(root: Path, run: Run) -> None:
    """Beside a file that is no form, others come in; the command tells which it was, and ends with 1."""
    (root.parent / "one").write_bytes(saved_form(**GATE))
    (root.parent / "picture").write_bytes(b"\x89PNG")
    done = receive(run, root, "picture", "one")
    assert (done.exit_code, (root / "stories/the-gate.md").is_file()) == (1, True), done.output
    assert "the file picture (1): it is no form that a storyteller has saved" in done.stdout


def damaged_archive() -> bytes:
    """An archive whose list of files is whole, and whose one file is not."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("story.hearten-story", saved_form(**GATE))
    return made.getvalue().replace(b"painted", b"Painted", 1)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (None, "there is no such file or folder"),
        (b"7z\xbc\xaf\x27\x1c", "two is a 7z archive. Unpack it"),
        (b"PK\x03\x04", "two is a zip archive, and damaged or cut short"),
        (damaged_archive(), "two is damaged. Export or copy it once more"),
    ],
)
def test_a_file_that_cannot_be_read_keeps_none_from_coming_in(
    root: Path, run: Run, found: bytes | None, told: str
) -> None:
    """Beside a file that is not there, packed or damaged, others come in; alone, nothing is written."""
    (root.parent / "one").write_bytes(saved_form(**GATE))
    if found is not None:
        (root.parent / "two").write_bytes(found)
    alone = receive(run, root, "two")
    assert (alone.exit_code, (root / "stories/the-gate.md").exists()) == (2, False)
    done = receive(run, root, "two", "one")
    assert (done.exit_code, (root / "stories/the-gate.md").exists()) == (1, True)
    assert told in alone.stderr
    assert told in done.stderr


def test_a_withdrawn_story_does_not_come_back(root: Path, run: Run) -> None:
    """The form of a story that was withdrawn here is only counted, whatever title it has by now."""
    words = "We painted the gate, and nobody asked whose it had been before that."
    (root.parent / "one").write_bytes(saved_form(**GATE | {"text": words}))
    (root.parent / "two").write_bytes(saved_form(**GATE | {"text": words, "title": "Another gate"}))
    receive(run, root, "one")
    run("consent", "withdraw", "stories/the-gate.md", "--yes", "--today", "2026-06-15")
    done = receive(run, root, "one", "two")
    assert [path.name for path in (root / "stories").glob("*.md")] == ["hill.md"]
    assert "texts that were withdrawn here (2)" in done.stdout
