"""``hearten check``: what it tells, in which form, and how it ends."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.advice import web_replies
from generator.advice.asking import LinkAsker, Reply
from generator.cli.check import FORMS
from generator.cli.main import main
from tests.builders.sites import SITE, built, make_site, story, tree

LOUD = "---\ntitle: A\n---\n\nPLEASE RING BEFORE YOU COME to [our house](https://house.harbour.org/).\n"


def run(root: Path, *words: str) -> Result:
    """Run the command; an exception that would be a traceback to the user fails the test."""
    done = CliRunner().invoke(main, ["check", *words, "--source", str(root)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a page that is told of by a warning, and a story by a note."""
    stories = {"one.md": story(text="We did it 🎉🎉🎉 at last.")}
    return make_site(tmp_path / "site", stories, pages={"a.md": LOUD})


def test_it_tells_what_where_why_and_whose(root: Path) -> None:
    """A finding has its place, rule, words, what to write, why, and whose advice that is; nothing is written."""
    before = tree(root)
    done = run(root)
    assert "pages/a.md:5:1: warning: 5 words in a row are in capitals (reading/capitals)" in done.stdout
    assert "“PLEASE RING BEFORE YOU COME”" in done.stdout
    assert "write them in small letters" in done.stdout
    assert "Why: Words in capitals have no shape" in done.stdout
    assert "GOV.UK" in done.stdout
    assert "1 warning and 1 note. Nothing was changed" in done.stdout
    assert {path: data for path, data in tree(root).items() if not path.startswith(".hearten-cache")} == before


@pytest.mark.parametrize(
    ("fail_on", "code"), [("never", 0), ("note", 1), ("warning", 1)], ids=["never", "note", "warning"]
)
def test_it_ends_as_it_is_asked(root: Path, fail_on: str, code: int) -> None:
    """It ends with 1 only from the kind on that the call names, or else site.yaml."""
    assert run(root).exit_code == 0
    assert run(root, "--fail-on", fail_on).exit_code == code
    (root / "site.yaml").write_text(f"{SITE}check: {{fail_on: {fail_on}}}\n", encoding="utf-8")
    assert run(root).exit_code == code
    assert run(root, "--fail-on", "never").exit_code == 0


def test_a_note_is_no_warning(root: Path) -> None:
    """Where only notes are found, a call that stops for warnings ends with 0."""
    assert run(root, str(root / "stories/one.md"), "--fail-on", "warning").exit_code == 0
    assert run(root, str(root / "stories/one.md"), "--fail-on", "note").exit_code == 1


@pytest.mark.parametrize("form", FORMS)
def test_every_form_tells_the_same(root: Path, form: str) -> None:
    """In each form both findings are told, and nothing but the report is on the output."""
    done = run(root, "--format", form)
    assert done.exit_code == 0
    assert done.stderr == ""
    for rule in ("reading/capitals", "reading/emoji-run"):
        assert rule in done.stdout
    if form in ("json", "sarif", "gitlab"):
        json.loads(done.stdout)


def test_files_are_named_from_here_or_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may be named as from where somebody stands, or below the site; paths are told as from there."""
    monkeypatch.chdir(root.parent)
    for named in ("site/pages/a.md", "pages/a.md", str(root / "pages/a.md")):
        assert run(Path("site"), named).stdout.startswith("site/pages/a.md:5:1")
    monkeypatch.chdir(root)
    assert run(Path(), "pages/a.md").stdout.startswith("pages/a.md:5:1")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("pages/no.md",), "no story or page"),
        (("../site.yaml",), "no story or page"),
        (("--write-baseline",), "--baseline"),
        (("--site", "public", "--links"), "neither files nor"),
        (("--baseline", "nothing.json"), "cannot be read"),
        (("--baseline", "{root}/site.yaml"), "is no baseline"),
        (("--write-baseline", "--baseline", "{root}/no/baseline.json"), "cannot be written"),
        (("--site", "{root}/pages"), "there is no page in this folder"),
        (("--format", "sarf"), "did you mean “sarif”"),
    ],
)
def test_what_cannot_be_done_is_said(root: Path, words: tuple[str, ...], told: str) -> None:
    """A call that cannot be understood, or whose files cannot be read, ends with 2 and says what to do."""
    done = run(root, *(word.format(root=root) for word in words))
    assert done.exit_code == 2
    assert told in done.stderr


def test_no_site(tmp_path: Path) -> None:
    """Where there is no site, it says so, ends with 2, and leaves nothing there."""
    done = run(tmp_path)
    assert (done.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "there is no site here" in done.stderr


def test_a_baseline(root: Path) -> None:
    """What was written into a baseline is counted and not told again, also with a line above; what is new is told."""
    kept = root / "checked.json"
    assert run(root, "--baseline", str(kept), "--write-baseline").exit_code == 0
    (root / "pages/a.md").write_text(LOUD.replace("\n\nPLEASE", "\n\nHello.\n\nPLEASE"), encoding="utf-8")
    done = run(root, "--baseline", str(kept), "--fail-on", "note")
    assert (done.exit_code, done.stdout) == (0, "Nothing to say. 2 that the baseline knows are not told.\n")
    (root / "pages/b.md").write_text(LOUD, encoding="utf-8")
    assert run(root, "--baseline", str(kept), "--fail-on", "note").stdout.count("pages/b.md:5:1: warning") == 1


def test_no_other_file_is_written_over(root: Path) -> None:
    """Where another file stands, no baseline is written, and the message says what to do; an older one is replaced."""
    before = (root / "site.yaml").read_bytes()
    done = run(root, "--baseline", str(root / "site.yaml"), "--write-baseline")
    assert (done.exit_code, (root / "site.yaml").read_bytes()) == (2, before)
    assert "Name another file" in done.stderr
    kept = root / "checked.json"
    assert [run(root, "--baseline", str(kept), "--write-baseline").exit_code for _ in range(2)] == [0, 0]


def test_a_baseline_is_a_file(root: Path) -> None:
    """A pipe is not waited for, whether it is to be read or to be written."""
    pipe = root / "pipe"
    os.mkfifo(pipe)
    for more in ((), ("--write-baseline",)):
        done = run(root, "--baseline", str(pipe), *more)
        assert (done.exit_code, "it is not a file" in done.stderr) == (2, True)


def test_links_are_asked_for_when_told_to(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hosts are asked with --links alone, which says so first."""
    asker = LinkAsker(lambda _url, _method: Reply(404), lambda: 0.0, lambda _: None)
    monkeypatch.setattr(web_replies, "web_asker", lambda: asker)
    assert "links/dead" not in run(root).stdout
    done = run(root, "--links")
    assert "links/dead" in done.stdout
    assert "Asking about 1 address" in done.stderr


def test_a_link_that_nobody_can_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that cannot be read is told with its place, and the others are asked about."""
    asker = LinkAsker(lambda _url, _method: Reply(404), lambda: 0.0, lambda _: None)
    monkeypatch.setattr(web_replies, "web_asker", lambda: asker)
    (root / "pages/a.md").write_text(f"{LOUD}\n[Odd](http://[x).\n", encoding="utf-8")
    (root / "site.yaml").write_text(f'{SITE}social: [{{name: A, url: "http://[x"}}]\n', encoding="utf-8")
    assert run(root, "--links").exit_code in (0, 2)
    (root / "site.yaml").write_text(SITE, encoding="utf-8")
    done = run(root, "--links")
    assert "links/dead" in done.stdout
    assert "pages/a.md:7:1: This address cannot be read, so it is not asked about" in done.stderr
    assert "Asking about 1 address," in done.stderr


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_that_is_no_utf_8(root: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """A folder whose name is no UTF-8 is named by its bytes in every form."""
    odd = root.rename(root.with_name(os.fsdecode(b"s\xff")))
    monkeypatch.chdir(odd.parent)
    done = run(Path(odd.name), "--format", form)
    assert (done.exit_code, "stories/one.md" in done.stdout) == (0, True)


def test_built_pages(root: Path) -> None:
    """With --site, built pages are looked at, by their paths."""
    report = built(root)
    assert run(root, "--site", str(report.out)).stdout == "Nothing to say.\n"
    page = report.out / "index.html"
    page.write_bytes(page.read_bytes().replace(b"<html lang", b"<html data-lang"))
    done = run(root, "--site", str(report.out), "--fail-on", "warning")
    assert (done.exit_code, "public/index.html:1:1: warning" in done.stdout) == (1, True)


def test_nothing_steers_the_terminal(root: Path) -> None:
    """Control characters of a text are not printed."""
    (root / "pages/a.md").write_text(LOUD.replace("YOU", "YOU\u202e"), encoding="utf-8")
    assert "\u202e" not in run(root).stdout
