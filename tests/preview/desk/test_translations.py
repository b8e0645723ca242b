"""Translations and Easy Read texts, at the desk."""

from __future__ import annotations

from pathlib import Path

from generator.preview.desk.translations import TRANSLATIONS
from tests.builders.previews import running
from tests.builders.retold import retold, site_with
from tests.builders.sites import make_site, story


def test_the_desk_leads_to_what_retells_stories(tmp_path: Path) -> None:
    """A page of the desk says of each translation if readers have it, what it lacks, and if it is out of date."""
    paused = retold(record="R-9", language="cy", title="Y tegell", status="paused")
    with running(make_site(tmp_path, site_with({"tegell.md": paused}))) as preview:
        assert f'href="{TRANSLATIONS}?' in preview.get("/_desk/").text
        page = preview.get(TRANSLATIONS).text
    assert "Translation, Español" in page
    assert "Easy Read, English" in page
    assert "changed, or nobody can tell" in page
    assert "write “made_from: " in page
    assert "Readers are not told who made it." in page
    assert "no: the storyteller has paused the consent" in page


def test_a_site_without_translations_says_how_one_begins(tmp_path: Path) -> None:
    """Where no story is told again, the page names the fields with which one is."""
    with running(make_site(tmp_path, {"gate.md": story()})) as preview:
        assert "translation_of" in preview.get(TRANSLATIONS).text


def test_the_form_of_a_story_has_the_fields(tmp_path: Path) -> None:
    """The form of a translation is filled with what its file says, and a proof shows how it came about."""
    with running(make_site(tmp_path, site_with())) as preview:
        page = preview.get("/_desk/edit/stories/tetera.md").text
    assert 'value="kettle.md"' in page
    assert "The storyteller has read it" in page
