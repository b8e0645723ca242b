"""Withdrawing once more, to see the list again, emptied the search of a site in which a neighbour quotes the story."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent import acts
from tests.builders.approved import approve
from tests.builders.packed import zipped
from tests.builders.sites import TODAY, built, make_site, story, tree

FERRY, BEES = "stories/ferry.md", "stories/bees.md"
QUOTED = (
    "I used to count the gulls on the railing all the way across.\n"
    "Nobody on the crossing asked why a grown woman sat on the stairs.\n\n"
    "One morning the deckhand handed me a mop and told me to be of use."
)
TOLD = (
    "The ferry left at six every morning and I was always the last on board.\n\n"
    f"{QUOTED}\nI scrubbed the whole lower deck before the harbour wall came into sight.\n\n"
    "The captain noticed and asked me whether I would come back the next day.\n"
    "So I came back the next day and every day until the winter timetable began."
)
OWN = (
    "Bees do not like the smell of somebody who has been awake for three nights.\n"
    "My neighbour kept eleven hives behind the allotment and needed a pair of hands.\n\n"
    "I learned to move slowly because a hive minds everything that is done in haste.\n"
    "In August we spun the honey in his garage with the door shut against wasps.\n\n"
    "Forty jars stood on the shelf and each one had my handwriting on its label.\n"
    "It hums a little if you are patient and that is usually enough for me."
)
PAGE = f"---\ntitle: Why\n---\n\nWe read this in the kitchen.\n\n{QUOTED}\n\n{OWN}\n"
BACK = "  (what stories/bees.md quotes of it comes back, as long as that is published)"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a story that was withdrawn and one that quotes three sentences of it, built before and after."""
    monkeypatch.setenv("HEARTEN_STATE", "")
    texts = {"ferry.md": story("The ferry", text=TOLD), "bees.md": story("Bees", text=f"{OWN}\n\n{QUOTED}")}
    root = make_site(tmp_path / "site", texts)
    for path, record in ((FERRY, "CF-001"), (BEES, "CF-002")):
        approve(root, path, record)
    built(root)
    shutil.copytree(root / "public", tmp_path / "earlier")
    assert BACK in withdraw(root).stdout
    assert b"" in tree(root / "public").values()
    built(root)
    return root


def withdraw(root: Path) -> Result:
    command = ["consent", "withdraw", FERRY, "--yes", "--source", str(root), "--today", str(TODAY)]
    done = CliRunner().invoke(main, command)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_the_site_stays_as_it_was_built(site: Path) -> None:
    """Looking at the list again changes no built site and no bundle, and names who quotes the story."""
    (site / "bundle.zip").write_bytes(zipped("stories/bees/index.html", f"<p>{QUOTED}</p>".encode()))
    before = tree(site / "public"), tree(site / "consent")
    done = withdraw(site)
    assert (tree(site / "public"), tree(site / "consent")) == before
    assert (site / "bundle.zip").is_file()
    assert (done.exit_code, "emptied" in done.stdout, f"  {BEES}: a quotation of the story" in done.stdout) == (
        1,
        False,
        True,
    )


def test_a_neighbour_that_was_approved_since(site: Path) -> None:
    """A neighbour that was approved beside the withdrawal is not named, wherever in it the quotation stands."""
    approve(site, BEES, "CF-002")
    built(site)
    before = tree(site / "public")
    done = withdraw(site)
    assert (done.exit_code, BEES in done.stdout, tree(site / "public") == before) == (0, False, True)


def test_a_page_that_quotes(site: Path) -> None:
    """A page that quotes the story, and may be published, is a reason to empty nothing either."""
    (site / BEES).unlink()
    (site / "pages").mkdir()
    (site / "pages/why.md").write_text(PAGE)
    built(site)
    before = tree(site / "public")
    assert any(b"told me to be of use" in data for data in before.values())
    assert "  pages/why.md: a quotation of the story" in withdraw(site).stdout
    assert tree(site / "public") == before


def test_a_site_that_was_put_back(site: Path, tmp_path: Path) -> None:
    """A built site of before the withdrawal is emptied of the story, and its search with it."""
    shutil.rmtree(site / "public")
    shutil.copytree(tmp_path / "earlier", site / "public")
    assert "This will be emptied now" in withdraw(site).stdout
    left = tree(site / "public")
    assert not any(b"scrubbed the whole lower deck" in data for data in left.values())
    assert "stories/ferry/index.html" not in left
    assert not any(data for path, data in left.items() if path.startswith("search/") and path.endswith(".js"))


def test_a_neighbour_that_has_ended(site: Path) -> None:
    """What a neighbour quotes whose consent has ended goes out of a built site."""
    acts.pause(site, BEES, today=TODAY + timedelta(1))
    withdraw(site)
    assert not any(b"told me to be of use" in data for data in tree(site / "public").values())
