"""A build counted notes it did not show, left words out in silence, and the desk hid problems of files in stories/."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from generator.cli.main import main
from generator.preview.http.addresses import Addresses
from generator.preview.site.live import LiveSite
from tests.builders.sites import TODAY, make_site, story

WINDOWS = story().replace("\n", "\r\n")


def test_counts_are_of_what_is_shown(tmp_path: Path) -> None:
    """The last line of a build counts the problems above it, and says how many notes it leaves out."""
    site = make_site(tmp_path, {f"{n}.md": WINDOWS.replace("A gate", f"Gate {n}") for n in range(5)})
    told = CliRunner().invoke(main, ["build", "--source", str(site), "--today", str(TODAY)])
    counted = re.search(r"(\d+) notes\.\n(\d+) more notes, which ask for nothing, are in --json\.", told.stdout)
    assert counted is not None
    assert [int(n) for n in counted.groups()] == [told.stderr.count(": note: "), 5 - told.stderr.count(": note: ")]


def test_every_comment_is_told(tmp_path: Path) -> None:
    """A build names the place of every private comment, however many there are."""
    site = make_site(tmp_path, {f"{n}.md": story(title=f"Gate {n}") + "\nOne %%note%% two.\n" for n in range(5)})
    told = CliRunner().invoke(main, ["build", "--source", str(site), "--today", str(TODAY)])
    assert told.stderr.count("this comment is private") == 5


def test_the_desk_shows_files_that_are_no_stories(tmp_path: Path) -> None:
    """What is told of a file in stories/ that is no story stands on the desk's first page."""
    site = make_site(tmp_path, {"a.md": story(), "b.txt": story()})
    page = Addresses(LiveSite(site, "web", TODAY)).see("/_desk/").content.decode()
    assert "stories/b.txt" in page
