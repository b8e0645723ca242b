"""Comments on a review copy: what comes in, whose they are, where they are kept, and that they go with the story."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli.main import main
from generator.consent import comments, review_copy, withdrawal
from generator.consent.case import open_case
from generator.consent.comments import comments_of, files_of
from generator.consent.refused import RefusedError
from generator.consent.rename import plan_rename, rename
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate.seal import code
from generator.ground.places import COMMENTS
from tests.builders.commented import commented
from tests.builders.sites import TODAY, built, make_site, story, tree

GATE = "stories/gate.md"
TEXT = "We painted the gate.\n\nIt was *green*."
SAID = "Please say blue; the glimmerock was mine."
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with two stories, of which each has a review copy."""
    site = make_site(
        tmp_path / "site", {"gate.md": story(text=TEXT), "hill.md": story("A hill", text="We went up in the rain.")}
    )
    for path in (GATE, "stories/hill.md"):
        review_copy.make(open_case(site, path), since=False)
    return site


def code_of(root: Path, path: str = GATE) -> str:
    return code(open_case(root, path).seal)


def taken(root: Path, **said: str) -> str:
    """The story that comments are about, after they were taken."""
    return comments.receive(root, commented(code_of(root), **(said or {"It was green.": SAID})), "a file", TODAY).story


def test_comments_stand_with_the_story_of_the_copy(root: Path) -> None:
    """A file with comments is known by the code of the copy, and kept with its story, open, where git does not look."""
    assert taken(root) == GATE
    ((_, kept),) = comments_of(root, GATE)
    assert [(one.paragraph, one.comment, one.is_done) for one in kept.comments] == [("It was green.", SAID, False)]
    assert (kept.came, comments_of(root, "stories/hill.md")) == (TODAY, [])
    assert (root / COMMENTS / ".gitignore").read_text(encoding="utf-8").endswith("*\n")


def test_the_same_file_again_changes_nothing(root: Path) -> None:
    """What was ticked off stays so when the same file is taken once more."""
    taken(root)
    (name, _) = comments_of(root, GATE)[0]
    comments.tick_off(root, GATE, name, 0)
    before = tree(root)
    taken(root)
    assert tree(root) == before
    assert comments_of(root, GATE)[0][1].comments[0].is_done


def test_comments_are_never_built(root: Path) -> None:
    """No word of a comment is in a built site."""
    taken(root)
    built(root)
    assert not [file for file in (root / "public").rglob("*") if file.is_file() and b"glimmerock" in file.read_bytes()]


def test_comments_go_with_a_withdrawal(root: Path) -> None:
    """A withdrawal removes the comments on the story, though they hold none of its words, and no other's."""
    taken(root)
    other = commented(code_of(root, "stories/hill.md"), **{"": "Well told."})
    assert comments.receive(root, other, "a file", TODAY).story == "stories/hill.md"
    withdrawal.withdraw(plan_withdrawal(root, GATE), TODAY)
    assert (files_of(root, GATE), len(files_of(root, "stories/hill.md"))) == ([], 1)


def test_comments_go_along_with_a_new_name(root: Path) -> None:
    """A story that is renamed keeps the comments on it."""
    taken(root)
    rename(plan_rename(root, GATE, "the-green-gate"))
    assert files_of(root, GATE) == []
    assert [len(kept.comments) for _, kept in comments_of(root, "stories/the-green-gate.md")] == [1]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "holds no comments"),
        (b"[]", "holds no comments"),
        (b"\xff\xfe", "holds no comments"),
        (b'{"hearten-comments": 2}', "another version"),
        (b'{"hearten-comments": 1, "code": "../x", "comments": []}', "holds no comments"),
        (commented("AAAA-BBBB", **{"": "Hm."}), "No copy with the code AAAA-BBBB"),
        (commented("AAAA-BBBB", **{"": " "}), "no comment in"),
        (b" " * (comments.LARGEST + 1), "has more than 2 MB"),
    ],
)
def test_what_is_no_comment_is_refused_with_words(root: Path, data: bytes, why: str) -> None:
    """A file that is damaged, of another version, or about no copy that is kept, is refused with the reason."""
    before = tree(root)
    with pytest.raises(RefusedError, match=why):
        comments.receive(root, data, "a file", TODAY)
    assert tree(root) == before


@given(ANY)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_breaks_it(root: Path, what: object) -> None:
    """Whatever a file holds, it is kept or refused."""
    told = {"hearten-comments": 1, "code": code_of(root), "comments": what}
    with pytest.raises(RefusedError):
        comments.receive(root, json.dumps(told).encode(), "a file", TODAY)


def test_a_damaged_file_that_is_kept_is_told(root: Path) -> None:
    """A kept file that cannot be read any more is told as a comment, and not taken for none."""
    taken(root)
    files_of(root, GATE)[0].write_text("{", encoding="utf-8")
    ((_, kept),) = comments_of(root, GATE)
    assert "cannot be read any more" in kept.comments[0].comment


def test_the_command_takes_comments_and_forms_together(root: Path) -> None:
    """“hearten receive” keeps comments, says of which story, and ends with 1 if one was refused."""
    good, bad = root.parent / "a.hearten-comments", root.parent / "b.hearten-comments"
    good.write_bytes(commented(code_of(root), **{"": SAID}))
    bad.write_bytes(commented("AAAA-BBBB", **{"": SAID}))
    done = CliRunner().invoke(main, ["receive", str(good), str(bad), "--source", str(root), "--today", str(TODAY)])
    assert f"They are about {GATE}" in done.output
    assert "No copy with the code AAAA-BBBB" in done.output
    assert done.exit_code == 1
