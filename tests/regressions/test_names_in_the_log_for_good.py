"""A denied name, the name shown and words of the story could be given as who acted, and stood in the log for good."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent import acts
from generator.consent.acted_by import acted_by
from generator.consent.guard_files import log_of
from generator.consent.refused import RefusedError
from generator.gate.consent_log import read
from generator.gate.deny_list import PATH as DENIED
from tests.builders.approved import approve
from tests.builders.desk_forms import form_of, send_all
from tests.builders.previews import running
from tests.builders.sites import SITE, TODAY, make_site, story, tree

HILL = "stories/hill.md"
TEXT = "My brother carried the heavy blue bag up to Lena Quist, and we said nothing until the rain had gone by."
NAMING = SITE.replace("require_valid_until: false", "require_valid_until: false, log_editors: true")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site whose log says who acted, with a list of denied names."""
    hill = story("The hill above Fernwick", text=TEXT).replace("author: Maren", "author: Marenka")
    gate = story(text="We painted the gate.").replace("author: Maren", "author: Solveig")
    root = make_site(tmp_path / "site", {"hill.md": hill, "gate.md": gate}, site=NAMING)
    approve(root, HILL, "CF-001")
    (root / DENIED).write_text("Annegret Quell\n", encoding="utf-8")
    return root


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["consent", *words, "--source", str(root), "--today", str(TODAY)])


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Annegret Quell", f"words that {DENIED} forbids"),
        ("Quell, Annegret", f"words that {DENIED} forbids"),
        ("Marenka", "words of the story, or is a name in it"),
        ("M-a-r-e-n-k-a", "words of the story, or is a name in it"),
        ("Fernwick", "words of the story, or is a name in it"),
        ("Lena Quist", "words of the story, or is a name in it"),
        ("brother carried the heavy", "words of the story, or is a name in it"),
        ("because she asked us to do it", "at most 6 words"),
        ("ana@harbour.internal", "without numbers or addresses"),
        ("harbour.internal", "without numbers or addresses"),
        ("CF-001", "without numbers or addresses"),
    ],
)
@pytest.mark.parametrize("act", [("pause", HILL), ("withdraw", "hill", "--yes")])
def test_no_such_name_is_logged(root: Path, act: tuple[str, ...], name: str, why: str) -> None:
    """What names somebody else, or is no name, is refused with the reason and the remedy, and nothing is changed."""
    before = tree(root)
    done = run(root, *act, "--by", name)
    told = " ".join(done.output.split())
    assert (done.exit_code, why in told, "A.B." in told) == (2, True, True)
    assert (name in told, tree(root) == before) == (False, True), told


@pytest.mark.parametrize("name", ["Ana", "A.B.", "Dr. Ana de la Cruz", "Łucja", "Ana <b>"])
def test_an_editors_own_name_is_taken(root: Path, name: str) -> None:
    """A name that is nobody's of the story is logged."""
    assert acted_by(root, HILL, name) == name


def test_another_text_under_the_record_is_looked_at(root: Path) -> None:
    """The line is about a record, so the names of all its texts are held back."""
    other = story("The gate", consent="{record: cf-001, status: requested, scope: []}", text="Late.")
    (root / "stories/gate.md").write_text(other.replace("author: Maren", "author: Ottilie"), encoding="utf-8")
    with pytest.raises(RefusedError, match="name in it"):
        acted_by(root, HILL, "Ottilie")


def test_names_of_other_peoples_stories_are_no_hindrance(root: Path) -> None:
    """An editor who is called like the storyteller of another story may act on this one."""
    assert acted_by(root, "stories/gate.md", "Marenka") == "Marenka"


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"blake2b-2:0123\n"])
def test_without_a_list_that_can_be_read_no_name_is_written(root: Path, data: bytes) -> None:
    """While nobody can tell whom the list protects, the act is done and names nobody."""
    (root / DENIED).write_bytes(data)
    assert acted_by(root, HILL, "Ana") is None


def test_a_story_that_nobody_can_read_is_withdrawn_without_a_name(root: Path) -> None:
    """While nobody can tell which words are the story's, the act is done and names nobody."""
    (root / HILL).write_bytes(b"\xff\xfe\x00\xff")
    assert acted_by(root, HILL, "Ana") is None


@pytest.mark.parametrize("name", ["Marenka", "Annegret Quell"])
def test_lines_with_such_a_name_are_told(root: Path, name: str) -> None:
    """Verifying and building tell of a line with such a name where it is and what can be done, and do not repeat it."""
    acts.pause(root, HILL, today=TODAY, by=name)
    for words in (["consent", "verify"], ["build"], ["build"]):
        told = " ".join(CliRunner().invoke(main, [*words, "--source", str(root), "--today", str(TODAY)]).output.split())
        assert "consent/log.jsonl:2:1:" in told, told
        assert "who acted here is named with" in told, told
        assert "delete this line and all behind it" in told, told
        assert name not in told


def test_what_is_told_to_do_takes_the_name_out(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the line and those behind it, an older log that is accepted and the act done once more, all fits."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    acts.pause(root, HILL, today=TODAY, by="Marenka")
    CliRunner().invoke(main, ["build", "--source", str(root), "--today", str(TODAY)])
    log = root / "consent/log.jsonl"
    log.write_bytes(b"".join(log_of(root).splitlines(keepends=True)[:1]))
    assert "“pause” of 2026-06-15 for CF-001" in run(root, "verify", "--accept-older").output
    assert run(root, "pause", HILL, "--by", "Ana").exit_code == 0
    done = run(root, "verify")
    assert (done.exit_code, b"Marenka" in log_of(root)) == (0, False), done.output
    assert "who acted here" not in done.output


def test_the_desk_refuses_it_beside_the_field(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk's field says the reason, and nothing is logged."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    page, withdrawing = f"/_desk/story/{HILL}", f"/_desk/withdraw/{HILL}"
    with running(root) as desk:
        for address, label, name in ((page, "Pause", "Annegret Quell"), (withdrawing, "Withdraw", "Marenka")):
            sent = [(key, name if key == "by" else value) for key, value in form_of(desk.get(address), label)]
            done = send_all(desk, address, sent)
            assert (done.status, "It is not repeated here, and nothing was changed." in done.text) == (422, True)
    assert [line.event.by for line in read(log_of(root))[0]] == [None]
