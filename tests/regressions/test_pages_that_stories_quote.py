"""The help page was withheld when a short story that quotes it was paused or withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.ground.diagnostics import Diagnostic
from tests.builders.approved import approve
from tests.builders.sites import SITE, TODAY, built, make_site, story, tree

ONE, HELP, NIGHT = "stories/one.md", "pages/get-help.md", "pages/night.md"
TO_RING = (
    "Whoever reads this at night can ring the line of our house, and need not say who they are. "
    "Somebody who has been there sits at the telephone until the morning, every night of the year."
)
MORE = "The door downstairs is open on Thursdays, and there is always soup."
OWN = "I painted the shed twice because of that."
WHOLE = (
    "My sister pinned a map of lighthouses above the bed. We went there when the causeway was frozen over. "
    "Nobody had told the keeper that we would come so late. He made us tea from melted snow and let us sleep. "
    "In the morning all of the windows were blind with salt."
)


def page(title: str, words: str) -> str:
    return f"---\ntitle: {title}\n---\n{words}\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a page of help, which an approved story and another page repeat."""
    monkeypatch.setenv("HEARTEN_STATE", "")
    stories = {"one.md": story("One", text=f"{TO_RING} {OWN}"), "two.md": story("Two", text=WHOLE)}
    pages = {"get-help.md": page("Help", f"{MORE}\n\n{TO_RING}"), "night.md": page("Night", TO_RING)}
    root = make_site(tmp_path / "site", stories, pages=pages, site=f"{SITE}help_page: get-help.md\n")
    approve(root, ONE, "CF-001")
    approve(root, "stories/two.md", "CF-002")
    return root


def end(root: Path, path: str, way: str) -> None:
    if way == "pause":
        acts.pause(root, path, today=TODAY)
    else:
        withdraw(plan_withdrawal(root, path), TODAY)


def told(root: Path) -> list[Diagnostic]:
    return [d for d in built(root).diagnostics if d.rule == "ended-words"]


@pytest.mark.parametrize("way", ["pause", "withdraw"])
@pytest.mark.parametrize("own", [OWN, "Thank you."])
def test_the_help_page_stays(site: Path, way: str, own: str) -> None:
    """The help page, and others that repeat it, stay when a story that quotes it has ended, and it is told of."""
    (site / ONE).write_text((site / ONE).read_text().replace(OWN, own))
    approve(site, ONE, "CF-001")
    (site / NIGHT).write_text(page("Night", f"{TO_RING} {MORE}"))
    end(site, ONE, way)
    assert [(d.path, d.is_error) for d in told(site)] == [(HELP, False)]
    for name in ("get-help", "night"):
        assert b"the line of our house" in (site / f"public/{name}/index.html").read_bytes()


def test_the_last_sentence_of_a_story(site: Path) -> None:
    """A page that has, beside what the help page says, the one sentence of a story that is its own, is withheld."""
    end(site, ONE, "pause")
    (site / NIGHT).write_text(page("Night", f"{OWN} {TO_RING} {MORE}"))
    assert [(d.path, d.is_error) for d in told(site)] == [(HELP, False), (NIGHT, True)]


@pytest.mark.parametrize("way", ["pause", "withdraw"])
@pytest.mark.parametrize("path", [HELP, NIGHT])
def test_no_page_is_a_way_round(site: Path, way: str, path: str) -> None:
    """A story that has ended is published by no page, be it the help page or one that repeats a part of that."""
    end(site, "stories/two.md", way)
    (site / HELP).write_text(page("Help", f"{MORE} {TO_RING} {WHOLE[:104]}"))
    (site / path).write_text(page("A page", f"{MORE} {TO_RING} {WHOLE}"))
    errors = [d for d in told(site) if d.is_error]
    assert [(d.path, "this page has the words" in d.message) for d in errors] == [(path, True)]
    assert not any(b"blind with salt" in data for data in tree(site / "public").values())


@pytest.mark.parametrize("again", [False, True])
def test_a_withdrawal_leaves_them(site: Path, *, again: bool) -> None:
    """A withdrawal names neither the help page nor what repeats it, and names them if they have the whole story."""
    if again:
        end(site, ONE, "withdraw")
    assert plan_withdrawal(site, ONE).remains == {}
    if again:
        end(site, "stories/two.md", "withdraw")
    (site / HELP).write_text(page("Help", f"{TO_RING} {WHOLE}"))
    assert set(plan_withdrawal(site, "stories/two.md").remains) == {HELP}


def test_pages_are_told_what_helps(site: Path) -> None:
    """What a page can do about words of its own that a story took is told, and it is no approval."""
    (site / HELP).write_text(page("Help", MORE))
    end(site, ONE, "pause")
    (error,) = told(site)
    assert (error.path, "“help_page” in site.yaml" in error.hint, "approve" in error.hint) == (NIGHT, True, False)
    (site / HELP).write_text(page("Help", f"{MORE}\n\n{TO_RING}"))
    assert [(d.path, d.is_error) for d in told(site)] == [(HELP, False)]
