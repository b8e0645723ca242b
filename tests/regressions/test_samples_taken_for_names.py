"""The words that stand in a new file where the name to show is to be were taken for a storyteller's name."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.authoring.scaffold import new_story
from generator.checking.traces import traces_of
from generator.cli.main import main
from generator.consent import acts, review_copy
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.refused import RefusedError
from generator.content.samples import NEW_FIELDS, names_nobody
from generator.exporting.export import Export, export
from generator.gate.seal import code
from generator.ground.stages import Stages
from generator.preview.desk import story_status
from generator.preview.site.live import LiveSite
from tests.builders.filled_in import saved_form
from tests.builders.sites import TODAY, make_site, story, tree

GATE = "stories/gate.md"
SAMPLE = NEW_FIELDS["author"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story of which everything is written but the name to show."""
    gate = story(consent="{record: FORM-1, status: requested, scope: []}").replace("Maren", SAMPLE)
    return make_site(tmp_path / "site", {"gate.md": gate, "hill.md": story("A hill", text="A hill in rain.")})


@pytest.mark.parametrize("author", [SAMPLE, "NAME TO SHOW.", "name  to show", "Author name", "[your name]", "TBD", "…"])
def test_what_names_nobody(author: str) -> None:
    """A sample in any case, and what says only that a name is still to come, is nobody's name."""
    assert names_nobody(author, "en")


@pytest.mark.parametrize("author", ["Maren", "R.", "Anonymous", "A name to remember", "TK"])
def test_names(author: str) -> None:
    """A name is one, however short, and so is how somebody wants to be called instead."""
    assert not names_nobody(author, "en")


def test_it_is_not_approved(root: Path) -> None:
    """A text without a name to show cannot be approved, since its storyteller saw none; the refusal says what to do."""
    before = tree(root)
    form = Approval(code=code(open_case(root, GATE).seal), record="CF-1", scope=("web",))
    with pytest.raises(
        RefusedError, match=r"“Name to show” is still as it was.*write the name to show.*make a review copy"
    ):
        acts.approve(root, GATE, form, today=TODAY)
    assert tree(root) == before


def test_no_copy_is_made_of_it(root: Path) -> None:
    """A review copy that would show nobody's name is not made, and the refusal says what to write."""
    before = tree(root)
    with pytest.raises(RefusedError, match=r"“Name to show” is still as it was.*write the name to show"):
        review_copy.make(open_case(root, GATE), since=False)
    assert tree(root) == before
    assert review_copy.make(open_case(root, "stories/hill.md"), since=False)[0].is_file()


def test_an_export_shows_none(root: Path, tmp_path: Path) -> None:
    """An export of everything names nobody as who wrote it."""
    for form in ("markdown", "wxr", "html", "csv"):
        asked = Export(root, form, tmp_path / form, TODAY, TODAY, everything=True)
        export(asked, Stages())
        assert not any(SAMPLE.encode() in data for data in tree(tmp_path / form).values())


def test_it_is_no_trace(root: Path) -> None:
    """Other new files are no place where a storyteller's name was found."""
    new_story("Another story", root, TODAY, lambda _: False)
    assert not any("name" in what for _, what in traces_of(open_case(root, GATE).text, ()).phrases)


def test_the_desk_shows_none(root: Path) -> None:
    """The desk's table has no name where none is filled in."""
    rows = {row.source: row.author for row in story_status.rows(LiveSite(root, "web", TODAY), "web", TODAY)}
    assert (rows[GATE], rows["stories/hill.md"]) == ("", "Maren")


@pytest.mark.parametrize("name", [SAMPLE, "Your name here", "[name]"])
def test_a_form_with_a_sample_has_no_name(root: Path, name: str) -> None:
    """A form that came back with a sample where the name is to be has none, and the report says what to write."""
    form = root.parent / "form.hearten-story.json"
    form.write_bytes(saved_form(title="A boat", text="We mended the boat.", named_as="full", name=name))
    done = CliRunner().invoke(main, ["receive", str(form), "--source", str(root)])
    assert "the author (1 text): there is none; write the name to show, as the storyteller chose it" in done.stdout
    assert f'author: "{SAMPLE}"' in (root / "stories/a-boat.md").read_text(encoding="utf-8")
