"""Where site.yaml had any error, ``hearten publish`` left the words of a withdrawn story online in every place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.content.settings import PublishDestination
from generator.publishing.destinations import settings_of
from generator.publishing.open_proofs import OpenProofs
from tests.builders.approved import GATE, approved_site
from tests.builders.sites import SITE, TODAY, story, tree

WORDS = b"smelled of paint"
PLACES = "publish: [{name: stick, to: 'folder:../stick'}]\n"
# Errors beside which the address and the places can be read.
ELSEWHERE = {
    "a list for a text": ("tagline: Told by those who were there.", "tagline: [1]"),
    "a key that nobody knows": ("tagline:", "tagiline:"),
    "a key written twice": ("tagline:", "tagline: Twice.\ntagline:"),
    "no name": ("name: Quiet Harbour\n", ""),
}
# Errors after which nobody can tell from the file where the site is.
OF_PLACES = {
    "no YAML": (PLACES, f"{PLACES}menu: [\n"),
    "a key misspelt": ("publish:", "publsh:"),
    "a place of no kind": ("folder:../stick", "nowhere"),
    "a place cut short": ("'folder:../stick'", "{"),
    "a name written twice": ("name: stick,", "name: stick, name: other,"),
    "places written twice": (PLACES, f"{PLACES}publish: [{{name: other, to: 'folder:../other'}}]\n"),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that was put into a folder beside it before one of its stories was withdrawn."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    (tmp_path / "stick").mkdir()
    root = approved_site(tmp_path)
    (root / "site.yaml").write_text(f"{SITE}{PLACES}", encoding="utf-8")
    assert publish(root).exit_code == 0
    assert holding(root)
    withdraw(plan_withdrawal(root, GATE), TODAY)
    return root


@pytest.mark.parametrize("broken", OF_PLACES)
def test_a_copy_takes_nothing_from_the_places_of_the_first(root: Path, broken: str) -> None:
    """A copy of the folder has the same address, and may know less: places of the first are named, and not touched."""
    copy = Path(shutil.copytree(root, root.parent / "copy"))
    (copy / "stories/sea.md").unlink()
    before, (old, new) = tree(root.parent / "stick"), OF_PLACES[broken]
    (copy / "site.yaml").write_text((copy / "site.yaml").read_text().replace(old, new), encoding="utf-8")
    for options in ((), ("--removals",)):
        done = publish(copy, *options)
        assert (done.exit_code, "folder:../stick" in done.output) == (3, True), done.output
    assert tree(root.parent / "stick") == before


def publish(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["publish", *options, "--source", str(root)])


def holding(root: Path) -> list[str]:
    """The files online with words of the story."""
    return [path for path, data in tree(root.parent / "stick").items() if WORDS in data]


def spoil(root: Path, change: tuple[str, str]) -> None:
    """Bring an error into site.yaml, and something new into the site, which must not go online."""
    place = root / "site.yaml"
    text = place.read_text(encoding="utf-8")
    assert change[0] in text
    place.write_text(text.replace(*change), encoding="utf-8")
    (root / "stories" / "new.md").write_text(story("New here", text="Nobody has read this yet."), encoding="utf-8")
    shutil.copytree(root.parent / "stick", root.parent / "before")


def nothing_new(root: Path) -> bool:
    """Whether no file came that was not there."""
    return tree(root.parent / "stick").keys() - tree(root.parent / "before").keys() <= {"hearten-under-way.json"}


@pytest.mark.parametrize("options", [[], ["stick"], ["--removals"]])
@pytest.mark.parametrize("change", ELSEWHERE.values(), ids=ELSEWHERE)
def test_an_error_elsewhere(root: Path, change: tuple[str, str], options: list[str]) -> None:
    """Words go where ``publish:`` can be read, this is proven, and the error is told after it."""
    spoil(root, change)
    done = publish(root, *options)
    assert (done.exit_code, holding(root), nothing_new(root)) == (2, [], True), done.output
    assert "held words that must go, and are empty or gone" in done.output
    assert "gone from the folder" in done.output
    assert "site.yaml:" in done.output


@pytest.mark.parametrize("options", [[], ["--removals", "--yes"]])
@pytest.mark.parametrize("change", OF_PLACES.values(), ids=OF_PLACES)
def test_an_error_in_the_places(root: Path, change: tuple[str, str], options: list[str]) -> None:
    """Words go from the folders that this computer remembers, and the end says that there may be other places."""
    spoil(root, change)
    done = publish(root, *options)
    assert (done.exit_code, holding(root), nothing_new(root)) == (3, [], True), done.output
    assert "wherever else beside the folders above the site was put" in done.output


def test_a_dry_run_takes_nothing_away(root: Path) -> None:
    """A dry run tells which files hold the words, and leaves them."""
    spoil(root, ELSEWHERE["a list for a text"])
    done = publish(root, "--dry-run")
    assert "hold words that must go" in done.output
    assert holding(root)


def test_a_server_in_memory_is_named_and_not_asked(root: Path) -> None:
    """Of a server where the site was put, the message tells the address, since nobody knows whose account is meant."""
    server = PublishDestination(name="live", to="sftp://anna@host.harbour.internal/htdocs")
    OpenProofs(root, settings_of(root)).met(server, reached=True)
    spoil(root, OF_PLACES["no YAML"])
    done = publish(root)
    assert (done.exit_code, holding(root)) == (3, []), done.output
    assert f"may still be online at {server.to}, and wherever else" in done.output
    assert "live:" not in done.output
