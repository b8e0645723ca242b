from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ground.diagnostics import CannotBuildError
from generator.importing.form_answers.columns import HEADING, ColumnProposal, ColumnUse, path_for, read, written
from generator.importing.form_answers.tables import answers
from tests.builders.forms import as_csv

PATH = "columns-from-answers.yaml"
HEADINGS = ("When", "Story", "E-mail")


def reading(text: str, alike: tuple[str, ...] = ()) -> dict[str, ColumnUse]:
    return dict(read(text.encode(), PATH, HEADINGS, alike))


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=400), max_size=5))
def test_what_is_proposed_is_read_as_it_was_meant(cells: list[str]) -> None:
    """Whatever a form's headings are, the file that is written first is read back as what it proposed."""
    table = answers("a.csv", as_csv((("Story", *cells), ("x", *(["y"] * len(cells))))))
    uses = {heading: ColumnProposal(ColumnUse.NOTHING, "why: “x” #") for heading in table.headings}
    uses |= {heading: ColumnProposal(ColumnUse.TEXT) for heading in table.headings[:1]}
    proposal = uses or {"Story": ColumnProposal(ColumnUse.TEXT)}
    assert read(written(proposal, table.alike), PATH, tuple(proposal), table.alike) == {
        heading: one.use for heading, one in proposal.items()
    }


def test_every_use_is_explained() -> None:
    """The words above the columns say of each thing that a column can become what it is."""
    assert [use for use in ColumnUse if use.value not in HEADING] == []


@pytest.mark.parametrize(
    ("lines", "rule", "hint"),
    [
        ("When: day\nStory: txt\nE-mail: nothing", "unknown-use", "did you mean “text”?"),
        ("When: day\nStory: text", "unknown-column", '"E-mail": nothing'),
        ("When: day\nStory: text\nE-mail: nothing\nWhenn: topics", "no-column", "did you mean “When”?"),
        ("When: name\nStory: text\nE-mail: name", "used-twice", "“When” is so, too"),
        ("When: day\nStory: nothing\nE-mail: nothing", "no-text", "write “text” behind the one that is"),
        ("When: day\nStory: text\nE-mail: nothing\nOther: text", "columns-alike", "give each its own heading"),
        ("When: day\nWhen: day\nStory: text\nE-mail: nothing", "yaml-duplicate", ""),
        ("- When", "unknown-column", ""),
        ("When: [day]\nStory: text\nE-mail: nothing", "unknown-use", "did you mean “day”?"),
        ("", "no-text", ""),
        ("{", "yaml-syntax", ""),
    ],
)
def test_what_does_not_fit_the_table_is_told(lines: str, rule: str, hint: str) -> None:
    """A file that does not fit its table is an error, with the place in it and what to write."""
    with pytest.raises(CannotBuildError) as told:
        reading(lines, alike=("Other",))
    found = [one for one in told.value.diagnostics if one.rule == rule and hint in one.hint]
    assert found
    assert found[0].path == PATH


def test_a_column_that_stayed_out_may_be_gone() -> None:
    """A line for a column that stays out is no error where the table no longer has the column."""
    assert reading("When: day\nStory: text\nE-mail: nothing\nPhone: nothing")["Story"] is ColumnUse.TEXT


@pytest.mark.parametrize(
    "name",
    [
        "Our form.csv",
        "Our form (2).csv",
        "Our form(1-40).xlsx",
        "Our form 2026-11-03.csv",
        "x/Our form-2026-11-03_16-05.csv",
    ],
)
def test_later_exports_have_the_same_file(tmp_path: Path, name: str) -> None:
    """What exports add to a table's name is no part of the name of its file of columns."""
    assert path_for(tmp_path, name, HEADINGS) == "columns-from-our-form.yaml"


def test_a_table_under_another_name_has_the_file_that_knows_its_columns(tmp_path: Path) -> None:
    """A table that was renamed is read by the file in which all its columns stand, and by no other."""
    (tmp_path / "columns-from-a.yaml").write_text("When: day\nStory: text\n")
    (tmp_path / "columns-from-b.yaml").write_text("When: day\nStory: text\nE-mail: nothing\nMore: nothing\n")
    assert path_for(tmp_path, "renamed.csv", HEADINGS) == "columns-from-b.yaml"
    assert path_for(tmp_path, "renamed.csv", ("Else",)) == "columns-from-renamed.yaml"
