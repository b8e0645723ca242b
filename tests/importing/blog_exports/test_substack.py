from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.consent.refused import RefusedError
from generator.importing.blog_exports.substack import Substack
from generator.importing.container import contained
from generator.importing.item import Html, Item, LeftOut
from tests.builders.blog_exports import SUBSTACK, SUBSTACK_HEAD
from tests.builders.markdown_sites import kind_of, laid_out


def items(folder: Path) -> list[Item]:
    """The texts of an export."""
    return [one for one in Substack(contained(laid_out(folder, SUBSTACK))).items() if isinstance(one, Item)]


def test_recognised(tmp_path: Path) -> None:
    """An export of Substack is told by its table."""
    assert kind_of(laid_out(tmp_path, SUBSTACK)) == "substack"


def test_a_text(tmp_path: Path) -> None:
    """A text has its title, summary, day and address."""
    gate, _ = items(tmp_path)
    assert (gate.key, gate.title, gate.summary) == ("41", "The gate, again", "A gate is painted.")
    assert (gate.day, gate.slug) == (date(2019, 3, 4), "the-gate")
    assert gate.addresses == ("/p/the-gate", "https://harbour.substack.com/p/the-gate")


def test_what_asks_to_subscribe(tmp_path: Path) -> None:
    """What asks readers to subscribe is dropped and named, and no word of the text with it."""
    gate, _ = items(tmp_path)
    assert isinstance(gate.body, Html)
    assert "We painted it." in gate.body.source
    assert "Then we had tea." in gate.body.source
    assert "Thanks" not in gate.body.source
    assert "Subscribe" not in gate.body.source
    assert [one.what for one in gate.remarks] == ["what asks readers to subscribe"]


def test_a_draft(tmp_path: Path) -> None:
    """A text that was never published is looked at."""
    _, hill = items(tmp_path)
    assert [one.what for one in hill.remarks] == ["a draft at the old site"]


def test_what_is_left_out(tmp_path: Path) -> None:
    """What was for some, what has no file, and lists of readers do not come in, and are counted."""
    found = list(Substack(contained(laid_out(tmp_path, SUBSTACK))).items())
    left = {one.what: one.count for one in found if isinstance(one, LeftOut)}
    titles = [one.titles for one in found if isinstance(one, LeftOut) and one.titles]
    assert titles == [("Paid",), ("Lost",)]
    assert left == {
        "texts for members or subscribers": 1,
        "texts whose file is not in the export": 1,
        "lists of readers": 2,
    }
    assert "sam@" not in repr(found)


@pytest.mark.parametrize("table", ["", "a,b\n1,2\n", f'{SUBSTACK_HEAD}\n41.a,"cut off\n', SUBSTACK_HEAD])
def test_broken(table: str, tmp_path: Path) -> None:
    """A table that is cut off, or is none, is told, with what to do."""
    laid_out(tmp_path, {**SUBSTACK, "posts.csv": table})
    with pytest.raises(RefusedError, match="Export it in Substack once more"):
        Substack(contained(tmp_path))


def test_a_file_without_a_row(tmp_path: Path) -> None:
    """A text that the table does not know is named, since nobody knows for whom it was."""
    laid_out(tmp_path, {**SUBSTACK, "posts/7.orphan.html": "<p>Words.</p>"})
    left = [one for one in Substack(contained(tmp_path)).items() if isinstance(one, LeftOut)]
    assert ("texts that the table does not know", ("posts/7.orphan.html",)) in [(one.what, one.titles) for one in left]
