"""The configuration for Sveltia CMS: what it asks for, and what it leaves alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

from generator.authoring import sveltia
from generator.cli.main import main
from generator.content import read
from generator.content.field_labels import LABELS
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.stance import FieldPath, stances
from tests.builders.example import ROOT
from tests.builders.sites import SITE, make_site, story

PUBLISHED = ROOT / ".tools" / "node_modules" / "@sveltia" / "cms" / "schema" / "sveltia-cms.json"


def configured(site: str = SITE) -> dict[str, Any]:
    """The configuration of a site, read again, with its collections by their names."""
    settings, _ = read.settings(site.encode(), "site.yaml").made
    whole: dict[str, Any] = yaml.safe_load(sveltia.configuration(settings))
    return whole | {"collections": {one["name"]: one for one in whole["collections"]}}


def field(collection: str, name: str, site: str = SITE) -> dict[str, Any]:
    """A field of a collection."""
    (found,) = (one for one in configured(site)["collections"][collection]["fields"] if one["name"] == name)
    return dict(found)


def paths(fields: list[dict[str, Any]], above: FieldPath = ()) -> Iterator[FieldPath]:
    """The path of each field that holds no others."""
    for one in fields:
        path = (*above, one["name"])
        yield from paths(one["fields"], path) if "fields" in one else (path,)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["schema", *map(str, words)])


@pytest.mark.parametrize("site", [SITE, (ROOT / "site.yaml").read_text(encoding="utf-8")], ids=["small", "example"])
def test_it_keeps_the_schema_that_sveltia_publishes(site: str) -> None:
    """The configuration is valid by the JSON Schema that Sveltia CMS comes with."""
    settings, _ = read.settings(site.encode(), "site.yaml").made
    schema = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    found = jsonschema.Draft7Validator(schema).iter_errors(yaml.safe_load(sveltia.configuration(settings)))
    assert [(error.json_path, error.message) for error in found] == []


@pytest.mark.parametrize(
    ("collection", "header"), [("drafts", StoryHeader), ("stories", StoryHeader), ("pages", PageHeader)]
)
def test_every_field_is_there(collection: str, header: type) -> None:
    """Every field of the front matter is one of the form's, some of them as wholes, and so is the text."""
    known = {path[:1] if path[0] in ("consent", "recording", "kept") else path for path in stances(header)}
    assert set(paths(configured()["collections"][collection]["fields"])) == known | {("body",)}


@pytest.mark.parametrize("collection", ["drafts", "stories"])
def test_consent_is_out_of_reach(collection: str) -> None:
    """No form shows the consent, and no story is made from another one, whose consent it would have."""
    assert field(collection, "consent")["widget"] == "hidden"
    assert configured()["collections"][collection]["duplicate"] is False


def test_a_new_story_is_a_draft_without_consent() -> None:
    """A new story begins as a draft, and as one whose consent is still to be given, for nowhere."""
    draft, consent = field("drafts", "draft"), field("drafts", "consent")["default"]
    assert (draft["default"], consent["status"], consent["scope"]) == (True, "requested", [])
    assert [one["name"] for one in configured()["collections"].values() if one.get("create", True)] == [
        "drafts",
        "pages",
    ]


def test_nothing_is_given_to_a_story_that_is_no_draft() -> None:
    """Where a story says nothing of its draft or its consent, the form for stories has nothing to put there."""
    assert [field("stories", name) for name in ("consent", "draft")] == [
        {"name": "consent", "widget": "hidden"},
        {"name": "draft", "widget": "hidden"},
    ]


def test_the_text_is_plain() -> None:
    """The text is asked for as words, and by no editor that would write it anew."""
    widgets = {field(name, "body")["widget"] for name in ("drafts", "stories", "pages")}
    assert widgets == {"text"}


def test_the_sites_own_terms_are_offered() -> None:
    """Topics and content notes are chosen from those of the site, by their labels."""
    settings, _ = read.settings(SITE.encode(), "site.yaml").made
    for name, terms in (("topics", settings.topics), ("content_notes", settings.content_notes)):
        offered = field("drafts", name)
        assert offered["multiple"] is True
        assert [(one["value"], one["label"]) for one in offered["options"]] == [(t.id, t.label) for t in terms]


def test_a_site_without_content_notes_has_a_list() -> None:
    """Where a site has no content notes, there is nothing to choose from, which Sveltia CMS would not take."""
    before, _, after = SITE.partition("content_notes:")
    without = before + after[after.index("consent:") :]
    assert field("drafts", "content_notes", without)["widget"] == "list"


@pytest.mark.parametrize("label", ["1e5", "0o17", "0x1F", "-.5", "yes", "null", "{{title}}", "A: b # c", "مرحبا"])
def test_words_stay_words(label: str) -> None:
    """A label that YAML could take for something else is read as the words that it is, by YAML 1.1 and 1.2."""
    site = SITE.replace("label: Hope", f"label: {json.dumps(label, ensure_ascii=False)}")
    assert label in [one["label"] for one in field("drafts", "topics", site)["options"]]
    settings, _ = read.settings(site.encode(), "site.yaml").made
    number = label[0] in "0123456789+-."
    assert (f'label: "{label}"\n' in sveltia.configuration(settings)) is number


def test_a_field_without_a_name_for_people_is_no_field(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field that nobody has named for people is an error, and not left out."""
    monkeypatch.setattr(sveltia, "LABELS", {path: label for path, label in LABELS.items() if path[0] != "shape"})
    with pytest.raises(KeyError):
        configured()


def test_the_command_prints_it(tmp_path: Path) -> None:
    """The command prints what a team puts beside Sveltia CMS, with a place for the repository."""
    root = make_site(tmp_path / "site", {"gate.md": story()})
    done = run("--sveltia", "--source", root)
    assert (done.exit_code, "repo: your-organisation/your-repository\n" in done.stdout) == (0, True)
    assert yaml.safe_load(done.stdout)["app_title"] == "Quiet Harbour"


@pytest.mark.parametrize("words", [(), ("story", "--sveltia")])
def test_one_thing_is_printed_at_a_time(words: tuple[str, ...]) -> None:
    """The command prints one schema, or the configuration."""
    done = run(*words)
    assert (done.exit_code, "or --sveltia alone" in done.output) == (2, True)


def test_errors_in_the_settings_are_told(tmp_path: Path) -> None:
    """Where site.yaml has errors, they are told with their places, and nothing is printed."""
    root = make_site(tmp_path / "site", {}, site=SITE.replace("tagline:", "tag_line:"))
    done = run("--sveltia", "--source", root)
    assert (done.exit_code, done.stdout, "unknown field “tag_line”" in done.stderr) == (2, "", True)
