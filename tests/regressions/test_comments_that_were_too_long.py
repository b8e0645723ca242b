"""One comment of more than 20,000 characters kept back its whole file, which was called damaged, and again next time.

So did another encoding of the file, which programs on its way may choose, and small letters in its code.
"""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.consent import comments, review_copy
from generator.consent.case import open_case
from generator.consent.comments import LARGEST, LARGEST_KEPT, LONGEST, MOST, comments_of, files_of
from generator.consent.refused import RefusedError
from generator.gate.seal import code
from generator.ground.places import COMMENTED
from tests.builders.commented import commented
from tests.builders.sites import TODAY, make_site, story

GATE = "stories/gate.md"
LONG = "Żółw said no. " * 2_000  # of 28,000 characters


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story that has a review copy."""
    site = make_site(tmp_path / "site", {"gate.md": story(text="We painted the gate.")})
    review_copy.make(open_case(site, GATE), since=False)
    return site


def saved(root: Path, **said: str) -> bytes:
    return commented(code(open_case(root, GATE).seal), **said)


def kept(root: Path) -> list[tuple[str, str]]:
    return [(one.paragraph, one.comment) for _, said in comments_of(root, GATE) for one in said.comments]


def test_every_word_is_kept(root: Path) -> None:
    """A comment that is too long stands there in parts, each with its paragraph, beside the others of its file."""
    data = saved(root, **{"": "Thank you.", "We painted the gate.": LONG})
    taken = comments.receive(root, data, "a file", TODAY)
    (first, *parts) = kept(root)
    assert (taken.story, taken.parted, first) == (GATE, 1, ("", "Thank you."))
    assert {paragraph for paragraph, _ in parts} == {"We painted the gate."}
    assert all(0 < len(words) <= LONGEST for _, words in parts)
    assert " ".join(words for _, words in parts).split() == LONG.split()
    assert "One comment was longer than 20,000 characters, and stands there in several parts." in taken.about_parts


@pytest.mark.parametrize("words", ["x" * LONGEST, "x" * (LONGEST + 1), "x" * (3 * LONGEST), " \n" + "ab " * LONGEST])
def test_nothing_is_lost_where_it_is_parted(root: Path, words: str) -> None:
    """Also what has no space at which it could be parted is kept, and what just fits is kept as one."""
    comments.receive(root, saved(root, **{"": words}), "a file", TODAY)
    found = [one for _, one in kept(root)]
    assert "".join("".join(found).split()) == "".join(words.split())
    assert (len(found) == 1) == (len(words.strip()) <= LONGEST)


def test_a_paragraph_that_is_too_long_keeps_nothing_back(root: Path) -> None:
    """Of a paragraph as much is kept as copies tell."""
    comments.receive(root, saved(root, **{"p" * (LONGEST + 5): "Mine."}), "a file", TODAY)
    assert kept(root) == [("p" * LONGEST, "Mine.")]


def test_the_command_says_so(root: Path, tmp_path: Path) -> None:
    """Whoever takes such a file is told that it stands there in parts."""
    file = tmp_path / f"a{COMMENTED}"
    file.write_bytes(saved(root, **{"": LONG, "We painted the gate.": LONG}))
    done = CliRunner().invoke(main, ["receive", str(file), "--source", str(root), "--today", str(TODAY)])
    assert "Each of 2 comments was longer than 20,000 characters, and stands there" in done.output
    assert done.exit_code == 0


@pytest.mark.parametrize("coded", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_file_that_was_saved_otherwise_is_read(root: Path, tmp_path: Path, coded: str) -> None:
    """What another program has saved in its own encoding is taken as the comments that it is, and once."""
    words = saved(root, **{"": "Café, please."}).decode().encode(coded)
    file = tmp_path / f"a{COMMENTED}"
    for data in (words, words, saved(root, **{"": "Café, please."})):
        file.write_bytes(data)
        done = CliRunner().invoke(main, ["receive", str(file), "--source", str(root), "--today", str(TODAY)])
        assert done.exit_code == 0, done.output
    assert kept(root) == [("", "Café, please.")]


def test_small_letters_in_the_code_are_read(root: Path) -> None:
    """A code is the same code in small letters."""
    own = code(open_case(root, GATE).seal)
    comments.receive(root, commented(own.lower(), **{"": "Yes."}), "a file", TODAY)
    assert [said.code for _, said in comments_of(root, GATE)] == [own]


def test_what_was_kept_can_be_read_again(root: Path) -> None:
    """As much as a file may hold, in as many comments as it may, can be read where it is kept."""
    said = {f"{n}": "é" * (LARGEST // 2 // MOST - 40) for n in range(MOST)}
    plain = b'{"hearten-comments":1,"code":"%s","comments":[%s]}' % (
        code(open_case(root, GATE).seal).encode(),
        ",".join(f'{{"paragraph":"{n}","comment":"{words}"}}' for n, words in said.items()).encode(),
    )
    assert LARGEST * 0.9 < len(plain) <= LARGEST
    comments.receive(root, plain, "a file", TODAY)
    assert len(kept(root)) == MOST
    assert files_of(root, GATE)[0].stat().st_size < LARGEST_KEPT


def test_what_is_too_much_is_told_as_that(root: Path) -> None:
    """Where a file is not taken for its size or its number of comments, that is the reason that is told."""
    with pytest.raises(RefusedError, match="more than 2 MB"):
        comments.receive(root, codecs.BOM_UTF8 + saved(root, **{"": "x" * LARGEST}), "a file", TODAY)
    with pytest.raises(RefusedError, match="more than 500 comments"):
        comments.receive(root, saved(root, **{str(n): "x" for n in range(MOST + 1)}), "a file", TODAY)
