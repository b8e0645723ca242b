"""A withdrawal removed the approved review copies of other stories, and called what several said the story's words."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.review_copy import make
from generator.gate.seal import code
from tests.builders.sites import TODAY, built, make_site, story, tree

TO_RING = "Whoever reads this at night can ring the line of our house. Somebody sits at the telephone until morning."
OWN = {
    "one": "I painted the shed twice because of that.",
    "two": "My brother drove me home through the deep snow.",
    "three": "A dog that was not mine slept on my feet.",
}
RECORDS = {"one": "CF-001", "two": "CF-002", "three": "CF-003"}


def agreed(root: Path, name: str) -> str:
    """Approve a story of which a copy was made; the copy's path."""
    case = open_case(root, f"stories/{name}.md")
    copy, _ = make(case, since=False)
    acts.approve(root, case.path, Approval(code=code(case.seal), record=RECORDS[name], scope=("web",)), today=TODAY)
    return copy.relative_to(root).as_posix()


def site_of(root: Path, *names: str) -> dict[str, str]:
    """A site of approved stories that say whom to ring; the copies that were approved."""
    texts = {f"{name}.md": story(name.title(), text=f"{TO_RING} {OWN[name]}") for name in names}
    make_site(root, {**texts, "sea.md": story("A sea", text="The sea lay still.")})
    return {name: agreed(root, name) for name in names}


def withdraw(root: Path) -> Result:
    return CliRunner().invoke(
        main, ["consent", "withdraw", "stories/one.md", "--source", str(root), "--today", str(TODAY), "--yes"]
    )


@pytest.mark.parametrize("again", [False, True])
def test_what_approved_stories_share_is_nobodys(tmp_path: Path, *, again: bool) -> None:
    """What two approved stories of others say as well is not named, their copies stay, and the command ends with 0."""
    copies = site_of(tmp_path, "one", "two", "three")
    built(tmp_path)
    done = withdraw(tmp_path)
    done = withdraw(tmp_path) if again else done
    assert (done.exit_code, "stories/two" in done.output, "copies/three" in done.output) == (0, False, False)
    assert [name for name, copy in copies.items() if (tmp_path / copy).exists()] == ["two", "three"]


def test_a_copy_of_the_only_neighbour_stays(tmp_path: Path) -> None:
    """The only story that shares words is named with its copies, which stay, until it is approved anew beside that."""
    copies = site_of(tmp_path, "one", "two")
    for _ in range(2):
        done = withdraw(tmp_path)
        assert (done.exit_code, f"  {copies['two']}: " in done.output, "  stories/two.md: " in done.output) == (
            1,
            True,
            True,
        )
        assert (tmp_path / copies["two"]).exists()
    agreed(tmp_path, "two")
    built(tmp_path)
    before = tree(tmp_path / "public")
    done = withdraw(tmp_path)
    assert (done.exit_code, "stories/two" in done.output, copies["two"] in done.output) == (0, False, False)
    assert tree(tmp_path / "public") == before


def test_copies_of_the_story_under_another_name_go(tmp_path: Path) -> None:
    """A review copy of another file that has nearly the whole story, or the story's record, goes with it."""
    copies = site_of(tmp_path, "one", "two")
    text = (tmp_path / "stories/one.md").read_text(encoding="utf-8")
    (tmp_path / "stories/three.md").write_text(text.replace("title: One", "title: Three"), encoding="utf-8")
    same, _ = make(open_case(tmp_path, "stories/three.md"), since=False)
    words = story("Four", text=f"{TO_RING} {OWN['one']}", consent="{record: CF-004, status: requested, scope: [web]}")
    (tmp_path / "stories/four.md").write_text(words, encoding="utf-8")
    other, _ = make(open_case(tmp_path, "stories/four.md"), since=False)
    withdraw(tmp_path)
    assert (same.exists(), other.exists(), (tmp_path / copies["two"]).exists()) == (False, False, True)


def test_copies_that_wait_for_a_yes_stay(tmp_path: Path) -> None:
    """The copy that another storyteller has not answered yet stays, too, and is named."""
    site_of(tmp_path, "one")
    consent = "{record: CF-002, status: requested, scope: [web]}"
    (tmp_path / "stories/two.md").write_text(story("Two", text=f"{TO_RING} {OWN['two']}", consent=consent))
    copy, _ = make(open_case(tmp_path, "stories/two.md"), since=False)
    done = withdraw(tmp_path)
    assert (done.exit_code, f"  consent/copies/{copy.name}: " in done.output, copy.exists()) == (1, True, True)
