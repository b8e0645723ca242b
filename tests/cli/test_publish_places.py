"""What ``hearten publish`` knows of places whose address in site.yaml is put right, or changed, later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from tests.builders.sites import SITE, TODAY, make_site, story, tree
from tests.builders.web_server import WebServer, web_server

pytestmark = pytest.mark.usefixtures("quick_hashes")

DAYS = {"gate": "2026-01-01", "river": "2026-01-02", "lamp": "2026-01-03"}
STORIES = {f"{name}.md": story(f"The {name}", day=day) for name, day in DAYS.items()}


@pytest.fixture
def web(tmp_path: Path) -> Iterator[WebServer]:
    """A server that shows what is published."""
    (tmp_path / "htdocs").mkdir()
    with web_server(tmp_path / "htdocs") as web:
        yield web


@pytest.fixture
def root(tmp_path: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that is online, and whose story of a gate was withdrawn then."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    root = make_site(tmp_path / "site", STORIES)
    named(root, web, "htdocs")
    assert publish(root).exit_code == 0
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    return root


def named(root: Path, web: WebServer, *folders: str) -> None:
    """Name folders beside the site in site.yaml, all of which are read at the server's address."""
    places = ", ".join(f"{{name: p{n}, to: 'folder:../{to}', url: '{web.url}'}}" for n, to in enumerate(folders))
    (root / "site.yaml").write_text(f"{SITE}publish: [{places}]\n", encoding="utf-8")


def publish(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["publish", *options, "--source", str(root)])


def is_online(root: Path) -> bool:
    return any(b"The gate" in data for data in tree(root.parent / "htdocs").values())


def test_what_was_withdrawn_and_not_yet_taken_away_is_not_proven(root: Path) -> None:
    """Right after a withdrawal, --prove asks the host, and ends with 3 while the story is online."""
    done = publish(root, "--prove")
    assert done.exit_code == 3
    assert "words that must go are online there" in done.output
    assert publish(root).exit_code == 0
    assert publish(root, "--prove").exit_code == 0


@pytest.mark.parametrize("computer", ["this", "another"])
@pytest.mark.parametrize("to", ["htdoc", "htdocs/", "./htdocs"])
def test_after_an_address_is_put_right_nothing_counts_as_proven(
    root: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch, to: str, computer: str
) -> None:
    """Where a removal went wrong by the address in site.yaml, --prove asks at the right one, and ends with 3."""
    if computer == "another":
        monkeypatch.setenv("HEARTEN_STATE", str(root.parent / "other"))
    (root.parent / "htdocs").rename(root.parent / "away")
    named(root, web, to)
    assert publish(root, "--removals").exit_code == 3
    (root.parent / "away").rename(root.parent / "htdocs")
    named(root, web, "htdocs")
    done = publish(root, "--prove")
    assert is_online(root)
    assert done.exit_code == 3, done.output
    assert publish(root).exit_code == 0
    assert not is_online(root)
    assert publish(root, "--prove").exit_code == 0


def test_a_host_that_cannot_be_asked_proves_nothing(root: Path) -> None:
    """Where the host is away, --prove says that nothing was asked, and ends with 3."""
    (root.parent / "htdocs").rename(root.parent / "away")
    done = publish(root, "--prove")
    assert done.exit_code == 3
    assert "p0: nothing was asked: there is no folder" in done.output


def test_what_is_open_is_asked_for_under_the_new_address(root: Path, web: WebServer) -> None:
    """What is not proven yet at a place is asked for where site.yaml now says that the site is read."""
    page = (web.folder / "stories/gate/index.html").read_bytes()
    web.instead = lambda path, _query: (200, {}, page) if path == "stories/gate/" else None
    assert publish(root).exit_code == 3
    (root.parent / "htdocs").rename(root.parent / "new")
    (root.parent / "htdocs").symlink_to("new")
    named(root, web, "new")
    done = publish(root, "--prove")
    assert done.exit_code == 3
    assert "stories/gate/index.html" in done.output
    web.instead = lambda _path, _query: None
    done = publish(root, "--prove")
    assert done.exit_code == 0, done.output
    assert "gone. The proof is consent/proofs/" in done.output


def test_a_place_that_site_yaml_names_no_more_stays_open(root: Path, web: WebServer) -> None:
    """Where a story is withdrawn after the site has moved, its former place stays open until a person lets it go."""
    (root.parent / "new").mkdir()
    named(root, web, "new")
    assert publish(root, "--removals").exit_code == 0
    web.folder = root.parent / "new"
    publish(root)
    withdraw(plan_withdrawal(root, "river"), TODAY)
    for options in ((), ("--prove",), ("--yes",), ("--prove",)):
        done = publish(root, *options)
        assert done.exit_code == 3
        assert "folder:../htdocs: the site was put there, site.yaml does not name it any more" in done.output
    assert publish(root, "--prove", "--yes").exit_code == 0
    assert publish(root, "--prove").exit_code == 0


def test_a_withdrawal_without_a_proof_is_not_taken_for_proven(
    root: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a withdrawal has no proof, and no address is known, --prove ends with 3 until a person lets it go."""
    monkeypatch.setenv("HEARTEN_STATE", str(root.parent / "other"))
    for path in [*web.folder.iterdir()]:
        path.rename(root.parent / path.name)
    done = publish(root, "--prove")
    assert done.exit_code == 3
    assert "Nothing was asked on the web of a story that was withdrawn" in done.output
    assert publish(root, "--prove", "--yes").exit_code == 0
    done = publish(root, "--prove")
    assert done.exit_code == 0
    assert "Nothing that this computer knows of is left to be proven." in done.output


def test_a_proof_from_before_the_withdrawal_is_none(root: Path) -> None:
    """A proof of a day before a story was withdrawn, as of a pause, is no proof of that withdrawal."""
    assert publish(root).exit_code == 0
    assert publish(root, "--prove").exit_code == 0
    place = root / "consent/withdrawn.yaml"
    later = TODAY + timedelta(1)
    place.write_text(place.read_text("utf-8").replace(f"withdrawn_on: {TODAY}", f"withdrawn_on: {later}"), "utf-8")
    assert publish(root, "--prove").exit_code == 3


def test_a_memory_that_cannot_be_read_knows_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it cannot be read whether the site was ever published from here, hosts are asked all the same."""
    (root / "consent/withdrawn.yaml").unlink()
    (root.parent / "htdocs").rename(root.parent / "away")
    (root.parent / "blocked").mkdir()
    (root.parent / "blocked" / "places").write_bytes(b"")
    monkeypatch.setenv("HEARTEN_STATE", str(root.parent / "blocked"))
    done = publish(root, "--prove")
    assert done.exit_code == 3
    assert "nothing was asked" in done.output


def test_each_place_is_asked_by_itself(root: Path, web: WebServer) -> None:
    """Where one of two places was named wrongly, what was taken away at the other proves nothing of it."""
    (root.parent / "stick").mkdir()
    named(root, web, "htdocs", "stick")
    assert publish(root).exit_code == 0
    withdraw(plan_withdrawal(root, "river"), TODAY)
    named(root, web, "htdocs", "stik")
    assert publish(root, "--removals").exit_code == 3
    named(root, web, "htdocs", "stick")
    done = publish(root, "--prove")
    assert done.exit_code == 3
    assert "p1: what has to go could not be taken away" in done.output
    assert publish(root, "--prove", "p0").exit_code == 0
    assert publish(root, "--prove", "--yes").exit_code == 3
    assert publish(root).exit_code == 0
    assert publish(root, "--prove").exit_code == 0
