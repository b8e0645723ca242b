"""Who is missing, at the desk."""

from __future__ import annotations

from pathlib import Path

from generator.preview.desk.collection import REPORT
from tests.builders.previews import running
from tests.builders.sites import make_site, story

STORIES = {
    f"s{n}.md": story(f"Story {n}", more="shape: steady", text=f"It was the step number {n} of the stairs.")
    for n in range(6)
}


def test_the_desk_leads_to_the_report(tmp_path: Path) -> None:
    """The desk's first page links to the report, which counts the stories that the website has."""
    with running(make_site(tmp_path, {**STORIES, "draft.md": story("Draft", more="draft: true")})) as preview:
        assert f'href="{REPORT}?' in preview.get("/_desk/").text
        page = preview.get(REPORT).text
    assert "<h1>Who is missing</h1>" in page
    assert "6 stories are on the website" in page
    assert "All 6 stories go the same way: “steady”." in page


def test_the_report_of_another_day(tmp_path: Path) -> None:
    """The report is of the day that the desk is asked for."""
    with running(make_site(tmp_path, STORIES)) as preview:
        assert "Fewer than 5 stories are published." in preview.get(f"{REPORT}?day=2025-12-31").text


def test_a_site_that_cannot_be_built_has_no_report(tmp_path: Path) -> None:
    """Where the site was never whole, the page says what has to be mended."""
    with running(make_site(tmp_path, STORIES, site="name: [\n")) as preview:
        answer = preview.get(REPORT)
    assert (answer.status, "site.yaml" in answer.text) == (503, True)
