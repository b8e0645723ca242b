"""Comments on a review copy at the desk: taken from a file, beside their paragraphs, and ticked off."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.consent import comments, review_copy
from generator.consent.case import open_case
from generator.content.markdown import structure
from generator.gate.seal import code
from generator.preview.desk.margin import _paragraphs, notes
from tests.builders.commented import commented
from tests.builders.desk_forms import form_of, hidden, send, send_all, send_files
from tests.builders.previews import Running, running
from tests.builders.sites import TODAY, make_site, story

GATE = "stories/gate.md"
LOOK, EDIT, TAKE = f"/_desk/look/{GATE}", f"/_desk/edit/{GATE}", "/_desk/comments"
TEXT = "We painted the gate.\n\nIt was *green*,\nand [wet](https://example.org).\n\n- One bird came\n- nobody else"
WET = "It was green, and wet."
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story of which there is a review copy."""
    site = make_site(tmp_path / "site", {"gate.md": story(text=TEXT)})
    review_copy.make(open_case(site, GATE), since=False)
    return site


@pytest.fixture
def desk(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """Its preview."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    with running(root) as preview:
        yield preview


def said(root: Path, **what: str) -> bytes:
    """A file with comments on the story's copy."""
    return commented(code(open_case(root, GATE).seal), **what)


def taken(root: Path, **what: str) -> None:
    comments.receive(root, said(root, **what), "a file", TODAY)


def test_a_file_is_taken_and_stands_beside_its_paragraph(desk: Running, root: Path) -> None:
    """A file that is sent leads to the story's form, and its comment stands there with the line of its paragraph."""
    data = said(root, **{WET: "It was blue."})
    sent = hidden(desk, TAKE, "Take comments")
    done = send_files(desk, TAKE, sent, [("file", "a.hearten-comments", data)])
    assert (done.status, done.headers["location"].startswith(f"{EDIT}?")) == (303, True)
    assert "stand beside the text" in desk.get(done.headers["location"]).text
    page = desk.get(LOOK).text
    assert re.search(r'data-line="3">Line 3 of the text</span>: <q dir="auto">It was green, and wet. …</q>', page)
    assert "It was blue." in page


@pytest.mark.parametrize(
    ("data", "why"), [(b"{}", "holds no comments"), (commented("AAAA-BBBB", **{"": "Hm."}), "No copy with the code")]
)
def test_a_file_that_is_none_is_told_beside_its_field(desk: Running, root: Path, data: bytes, why: str) -> None:
    """What is no file with comments on this site's copies is refused beside the field, and nothing is kept."""
    done = send_files(desk, TAKE, hidden(desk, TAKE, "Take comments"), [("file", "a", data)])
    assert (done.status, why in done.text, 'id="comments-file-wrong"' in done.text) == (422, True, True)
    assert comments.files_of(root, GATE) == []
    without = send_files(desk, TAKE, hidden(desk, TAKE, "Take comments"), [])
    assert (without.status, "Choose the file" in without.text) == (422, True)


def test_a_comment_is_ticked_off_where_it_stands(desk: Running, root: Path) -> None:
    """Pressing the button takes the comment from beside the text and from what needs a person, and from no file."""
    taken(root, **{WET: "It was blue."})
    assert "1 not seen to" in desk.get("/_desk/").text
    page = desk.get(LOOK)
    done = send_all(desk, f"/_desk/comments/{GATE}", form_of(page, "Comment 1"))
    assert (done.status, "It was blue." in desk.get(done.headers["location"]).text) == (303, False)
    assert "not seen to" not in desk.get("/_desk/").text
    assert len(comments.files_of(root, GATE)) == 1
    again = send_all(desk, f"/_desk/comments/{GATE}", [*form_of(page, "Comment 1"), ("number", "7")][1:])
    assert again.status == 422


def test_only_this_preview_ticks_off(desk: Running, root: Path) -> None:
    """Without the token of the run nothing is ticked off or taken."""
    taken(root, **{WET: "It was blue."})
    sent = dict(form_of(desk.get(LOOK), "Comment 1")) | {"token": "another"}
    assert send(desk, f"/_desk/comments/{GATE}", sent).status == 422
    assert send_files(desk, TAKE, {"token": "another"}, []).status == 403
    assert "It was blue." in desk.get(LOOK).text


def test_a_comment_stands_beside_the_nearest_when_its_paragraph_was_changed(root: Path) -> None:
    """A paragraph that was changed is found by what is left of it, and one that went is told as gone."""
    taken(root, **{WET: "Blue.", "": "Well told.", "Everything about the seagull was wrong.": "No."})
    now = "New here.\n\n" + TEXT.replace("It was *green*,\nand", "It was blue and very") + "\n"
    found = notes(root, GATE, now)
    assert [(one.words, one.line, one.is_changed, one.is_gone) for one in found] == [
        ("Well told.", None, False, False),
        ("No.", None, False, True),
        ("Blue.", 5, True, False),
    ]


@given(st.lists(st.text("abc def-.,’'", min_size=3, max_size=30).filter(str.strip), min_size=1, max_size=8))
def test_every_paragraph_is_known_by_its_words(rows: list[str]) -> None:
    """Each paragraph of a text is found again by its words, at the line at which it begins."""
    text = "\n\n".join(f"w{n} {' '.join(row.split())}" for n, row in enumerate(rows))
    lines = [line for line, words in _paragraphs(structure(text)) if words.startswith("w")]
    assert lines == [1 + 2 * n for n in range(len(rows))]


def test_words_of_a_comment_stay_words(desk: Running, root: Path) -> None:
    """Nothing in a comment is markup at the desk."""
    taken(root, **{HOSTILE: HOSTILE})
    page = desk.get(LOOK).text
    assert (html.escape(HOSTILE) in page, HOSTILE in page) == (True, False)
