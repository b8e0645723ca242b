"""The command ``hearten report``."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli.main import main
from tests.builders.sites import TODAY, make_site, story

STORIES = {
    f"s{n}.md": story(f"Story {n}", more="shape: steady", text=f"It was the step number {n} of the stairs.")
    for n in range(6)
}


def reported(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["report", "--source", str(root), "--today", str(TODAY), *options])


def test_the_report_in_words(tmp_path: Path) -> None:
    """The report names the number of stories, what they share, and the fields by their names in front matter."""
    done = reported(make_site(tmp_path, STORIES))
    assert done.exit_code == 0, done.output
    assert done.output.startswith("6 stories are published.\n\nAll 6 stories go the same way: “steady”.\n")
    assert "How it goes, as its storyteller sees it (“shape”)\n  “things get better”: 0\n" in done.output


def test_the_report_for_programs(tmp_path: Path) -> None:
    """As JSON it is one document, with the same numbers."""
    found = json.loads(reported(make_site(tmp_path, STORIES), "--format", "json").output)
    assert (found["stories"], [table["field"] for table in found["tables"]]) == (
        6,
        ["shape", "topics", "language", "length", "date", "recording"],
    )
    assert {"value": "steady", "label": "“steady”", "stories": 6} in found["tables"][0]["values"]


def test_a_site_that_cannot_be_read(tmp_path: Path) -> None:
    """Where settings are wrong, it says where and what to do, and ends with 2."""
    done = reported(make_site(tmp_path, STORIES, site="name: [\n"))
    assert (done.exit_code, "site.yaml:" in done.output) == (2, True), done.output


def test_few_stories_are_not_counted(tmp_path: Path) -> None:
    """With fewer than 5 stories it says so, and ends well."""
    done = reported(make_site(tmp_path, {"a.md": story()}))
    assert (done.exit_code, done.output.count("\n")) == (0, 1)
    assert done.output.startswith("Fewer than 5 stories are published.")
