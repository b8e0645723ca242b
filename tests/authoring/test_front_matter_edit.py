"""Edits of the consent block: what they change, and what they leave alone."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.front_matter_edit import CannotEditError, FieldValue, with_consent
from generator.authoring.scaffold import new_story
from generator.content.read import manuscript
from generator.store import atomic_write
from generator.store.atomic_write import ChangedMeanwhileError
from tests.builders.example import ROOT
from tests.builders.sites import TODAY, make_site, story

CHANGES: dict[str, FieldValue] = {
    "status": "paused",
    "scope": ("web", "offline"),
    "valid_until": date(2029, 3, 14),
    "seal": {"exact": "1-0"},
}
WRITTEN = """\
---
# At the top.
title:   "A gate"   # its title
topics:
    - hope     # first
consent:   # what was agreed
    # The number.
    record: 'R-1'   # of the form
    status: given
    # Asked again in spring.
    scope: [web,   offline]
# Ready in March.

draft: true
---
Text --- with dashes.
---
"""


def edited(text: str) -> str:
    return with_consent(text.encode(), CHANGES).decode()


def test_comments_and_order_stay() -> None:
    """Every comment, quotation mark and space that has no part in the change stays."""
    assert edited(WRITTEN) == WRITTEN.replace("status: given", "status: paused").replace(
        "scope: [web,   offline]\n",
        "scope: [web, offline]\n    valid_until: 2029-03-14\n    seal:\n        exact: 1-0\n",
    )


def test_lines_end_as_before() -> None:
    """A file with the lines and the byte order mark of Windows keeps them."""
    windows = "\ufeff" + WRITTEN.replace("\n", "\r\n")
    assert edited(windows) == "\ufeff" + edited(WRITTEN).replace("\n", "\r\n")


def test_a_consent_on_one_line_is_changed() -> None:
    """A consent block that is written on one line stays on one."""
    made = with_consent(story().encode(), {"status": "paused", "valid_until": date(2029, 3, 14)}).decode()
    assert made == story().replace("status: given", "status: paused").replace("}", ", valid_until: 2029-03-14}", 1)


@pytest.mark.parametrize("consent", ["", "consent:\n", "consent: {}\n", "consent: ~\n"])
def test_a_missing_consent_is_added(consent: str) -> None:
    """A story without a consent block gets one."""
    made = with_consent(f"---\ntitle: A gate\n{consent}---\nText.\n".encode(), {"record": "R-1", "status": "given"})
    assert (b"R-1" in made, b"title: A gate" in made, made.endswith(b"---\nText.\n")) == (True, True, True)


def test_a_field_is_emptied_where_it_is() -> None:
    """None empties a field that is there, and adds none."""
    text = WRITTEN.replace("status: given\n", "status: given\n    ended_on: 2026-01-01\n")
    made = with_consent(text.encode(), {"ended_on": None, "given": None}).decode()
    assert made == text.replace("ended_on: 2026-01-01", "ended_on:").replace("[web,   offline]", "[web, offline]")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text.",
        "---\ntitle: A\n",
        "---\ntitle: [\n---\n",
        "---\nconsent: {a: b, a: c}\n---\n",
        "---\n---\n",
    ],
)
def test_what_cannot_be_read_is_not_changed(text: str) -> None:
    """A file without a front matter that can be read is refused."""
    with pytest.raises(CannotEditError):
        edited(text)


@pytest.mark.parametrize("path", sorted((ROOT / "stories").glob("*.md")), ids=lambda p: p.stem)
def test_the_example_stories_can_be_edited(path: Path) -> None:
    """In every example story an edit changes lines within the consent block alone."""
    before = path.read_bytes()
    lines, made = before.splitlines(), with_consent(before, CHANGES).splitlines()
    start, end = lines.index(b"consent:"), lines.index(b"---", 1)
    assert made[:start] == lines[:start]
    assert made[-len(lines[end:]) :] == lines[end:]
    assert [line for line in made if b"#" in line] == [line for line in lines if b"#" in line]


def test_a_new_storys_comments_stay(tmp_path: Path) -> None:
    """The file that “hearten story” makes keeps every comment through an edit, and says the same."""
    path = new_story("The second kettle", make_site(tmp_path, {}), TODAY, lambda _: False)
    before, made = path.read_text(), with_consent(path.read_bytes(), CHANGES).decode()
    assert [x for x in made.splitlines() if "#" in x] == [x for x in before.splitlines() if "#" in x]


@given(
    st.dictionaries(
        st.sampled_from(["record", "status", "named_as"]),
        st.text(st.characters(exclude_categories=["C"]), min_size=1).filter(str.strip),
    )
)
def test_any_word_comes_back_as_it_was(changes: dict[str, str]) -> None:
    """Whatever is written is read again as the same words, or refused."""
    try:
        made = with_consent(WRITTEN.encode(), dict(changes))
    except CannotEditError:
        return
    front = manuscript(made, "stories/a.md", "en").made.front.value
    assert isinstance(front, dict)
    consent = front["consent"]
    assert isinstance(consent, dict)
    assert {name: consent[name] for name in changes} == changes


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """A file gets its new bytes, keeps its permissions, and nothing is left beside it."""
    path = tmp_path / "a.md"
    path.write_bytes(b"one")
    path.chmod(0o640)
    atomic_write.replace(path, b"one", b"two")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"two", 0o640)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("before", [None, b"another"])
def test_a_file_that_changed_is_left_alone(tmp_path: Path, before: bytes | None) -> None:
    """A file that is not as it was read keeps the bytes that somebody else wrote."""
    path = tmp_path / "a.md"
    path.write_bytes(b"one")
    with pytest.raises(ChangedMeanwhileError):
        atomic_write.replace(path, before, b"two")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"one"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Where a story is a link, the file that it leads to is replaced."""
    (tmp_path / "real.md").write_bytes(b"one")
    (tmp_path / "link.md").symlink_to("real.md")
    atomic_write.replace(tmp_path / "link.md", b"one", b"two")
    assert ((tmp_path / "link.md").is_symlink(), (tmp_path / "real.md").read_bytes()) == (True, b"two")
