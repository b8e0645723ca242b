"""Review copies, receipts and drafts of a story stayed, untold, where it was withdrawn on another computer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.consent import kept_texts, left_here, receipt, review_copy, withdrawal
from generator.consent.case import open_case
from generator.consent.withdrawal_plan import plan_withdrawal
from tests.builders.approved import GATE, WORDS, approve
from tests.builders.sites import SITE, TODAY, make_site, story

SWAP, DRAFT = "stories/.gate.md.swp", "_drafts/old.md"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose story has a review copy and a receipt here, and another one with a copy, before any withdrawal."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    files = {"gate.md": story("The gate", text=WORDS), "sea.md": story("A sea", text="The sea was loud all day.")}
    root = make_site(tmp_path / "site", files, site=SITE.replace("consent: {", "consent: {jurisdiction: GB, "))
    for path, record in ((GATE, "CF-7"), ("stories/sea.md", "CF-8")):
        review_copy.make(open_case(root, path), since=False)
        approve(root, path, record)
    return root


def withdrawn_elsewhere(root: Path, tmp_path: Path) -> None:
    """Withdraw the story on another computer, and bring here what git or a sync tool would."""
    there = Path(shutil.copytree(root, tmp_path / "there"))
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("HEARTEN_STATE", str(tmp_path / "state-there"))
        withdrawal.withdraw(plan_withdrawal(there, GATE), TODAY)
    for name in ("log.jsonl", "withdrawn.yaml"):
        shutil.copy(there / "consent" / name, root / "consent" / name)
    (root / GATE).unlink()


def put(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(WORDS)


def copies(root: Path) -> list[str]:
    return sorted(file.name.split(".")[0] for file in (root / "consent/copies").glob("*.html"))


def run(root: Path, *command: str) -> str:
    done = CliRunner().invoke(main, [*command, "--source", str(root), "--today", str(TODAY)])
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def test_its_review_copies_go(root: Path, tmp_path: Path) -> None:
    """They go with the first build that reads of the withdrawal, and no other story's do."""
    withdrawn_elsewhere(root, tmp_path)
    assert copies(root) == ["gate", "sea"]
    run(root, "build")
    assert copies(root) == ["sea"]


def test_its_copies_are_named_whatever_the_list_says_of_its_file(root: Path, tmp_path: Path) -> None:
    """Where the site has another address since, a copy is known by the words in it, and named."""
    withdrawn_elsewhere(root, tmp_path)
    site = root / "site.yaml"
    site.write_text(site.read_text().replace("url: https://", "url: https://new."))
    (told,) = kept_texts.clear_ended(root)
    assert copies(root) == ["gate", "sea"]
    assert ["consent/copies/gate." in told.message, "consent/copies/sea." in told.message] == [True, False]


def test_copies_of_a_story_that_nobody_can_read_stay(root: Path, tmp_path: Path) -> None:
    """Copies of another story stay, also where it has a sentence of the withdrawn one and cannot be read just now."""
    sea = root / "stories/sea.md"
    sea.write_text(sea.read_text() + "\n" + (root / GATE).read_text().rpartition("---\n")[2])
    review_copy.make(open_case(root, "stories/sea.md"), since=False)
    before = list((root / "consent/copies").glob("sea.*"))
    withdrawn_elsewhere(root, tmp_path)
    sea.write_bytes(b"<<<<<<< ours\n" + sea.read_bytes() + b"\xff")
    kept_texts.clear_ended(root)
    assert len(before) > 1
    assert [path for path in before if not path.exists()] == []


def test_its_receipt_goes(root: Path, tmp_path: Path) -> None:
    """A receipt has the title, and the storyteller has theirs; another record's stays."""
    for path in (GATE, "stories/sea.md"):
        receipt.make(open_case(root, path), TODAY)
    withdrawn_elsewhere(root, tmp_path)
    kept_texts.clear_ended(root)
    assert sorted(file.name for file in (root / "consent/receipts").glob("*.*") if file.suffix) == [
        "CF-8.html",
        "CF-8.json",
    ]


def test_withdrawing_once_more_removes_the_receipt(root: Path, tmp_path: Path) -> None:
    """The record of a story whose file is gone is known by what is left of it."""
    receipt.make(open_case(root, GATE), TODAY)
    withdrawn_elsewhere(root, tmp_path)
    assert "consent/receipts/CF-7.html" in plan_withdrawal(root, GATE).files


def test_what_stays_is_named_once_by_a_build(root: Path, tmp_path: Path) -> None:
    """Drafts and what editors left are named with what to do, in one warning, and the next build is quiet."""
    put(root, SWAP, DRAFT)
    withdrawn_elsewhere(root, tmp_path)
    told = run(root, "build")
    assert all(said in told for said in (SWAP, DRAFT, f"“hearten consent withdraw {GATE}”"))
    assert DRAFT not in run(root, "build")


def test_verify_names_it_as_long_as_it_is_there(root: Path, tmp_path: Path) -> None:
    """The check names what stays each time, and nothing when it is gone."""
    put(root, DRAFT)
    withdrawn_elsewhere(root, tmp_path)
    assert [DRAFT in run(root, "consent", "verify") for _ in range(2)] == [True, True]
    (root / DRAFT).unlink()
    assert "left of withdrawn stories" not in run(root, "consent", "verify")


def test_a_desk_that_tells_nobody_leaves_it_to_the_next_command(root: Path, tmp_path: Path) -> None:
    """Who opens the desk has the copies removed; what stays is told by whoever tells something next, once."""
    put(root, DRAFT)
    withdrawn_elsewhere(root, tmp_path)
    kept_texts.clear_ended(root, tells=False)
    assert copies(root) == ["sea"]
    assert [len(kept_texts.clear_ended(root)) for _ in range(2)] == [1, 0]


def test_a_text_of_the_site_with_the_same_sentence_is_no_trace(root: Path, tmp_path: Path) -> None:
    """A sentence that another approved story has, too, makes neither its file nor its copy what is left."""
    (root / "stories/hill.md").write_text(story("A hill", text=f"{WORDS[:53]} The hill was green, and I walked up."))
    review_copy.make(open_case(root, "stories/hill.md"), since=False)
    withdrawn_elsewhere(root, tmp_path)
    assert (left_here.clear(root), copies(root)) == ((), ["hill", "sea"])
