"""What left comes in again as it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.content import read
from generator.content.links import page_path
from generator.exporting.export import ExportFormat
from generator.gate.admission import StandalonePage
from generator.gate.admit import Story
from generator.ground.target import Target
from generator.importing.bring_in import bring_in
from generator.importing.item import Fate, Item
from generator.importing.our_exports import MADE_UP
from generator.importing.recognise import source_at
from generator.importing.scene import Import
from generator.incremental.run import Run
from generator.prepare import Planned, prepare
from tests.builders.example import ROOT, TODAY, source_of_example
from tests.builders.exports import body_words, exported, fields, plain_words
from tests.builders.sites import make_site
from tests.builders.sites import story as small

FOLDERS = ("stories", "pages/_brought-in")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site, with the story that holds everything.

    But for a picture that says nothing at one place only: WordPress has one description of a picture for all places.
    """
    source = source_of_example(tmp_path_factory.mktemp("example"))
    file = source / "stories/the-ledger-of-small-repairs.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('![](images/door.png "decorative") ', ""), encoding="utf-8")
    return source


@pytest.fixture(scope="module")
def planned(source: Path) -> Planned:
    """What it publishes."""
    return prepare(Target(source, "web", TODAY), Run())


@pytest.fixture(scope="module")
def markdown(source: Path) -> Mapping[str, bytes]:
    """Its export as Markdown: files by the address of their texts."""
    out = source.parent / "markdown"
    exported(source, out, today=TODAY)
    return {path.stem: path.read_bytes() for folder in ("stories", "pages") for path in (out / folder).iterdir()}


def own_text(text: Story | StandalonePage) -> str:
    """What a text says without its recording, of which no export has anything."""
    told = text.recording if isinstance(text, Story) else None
    return text.body.text.removesuffix(told.words) if told else text.body.text


def test_markdown_has_the_same_words(planned: Planned, markdown: Mapping[str, bytes]) -> None:
    """The words of each text are those of the site, in their order."""
    texts: list[Story | StandalonePage] = [*planned.site.stories, *planned.site.standalone_pages]
    for text in texts:
        assert body_words(markdown[text.slug]) == plain_words(own_text(text)), text.source


def test_markdown_has_the_same_fields(planned: Planned, markdown: Mapping[str, bytes]) -> None:
    """Title, day, name, summary, address and topics of each story are those of the site."""
    labels = {topic.label: topic.id for topic in planned.site.settings.topics}
    for story in planned.site.stories:
        told = fields(markdown[story.slug])
        assert (told["title"], told["date"], told["author"]) == (story.title, story.date, story.author)
        assert (told["description"], told["slug"]) == (story.summary, story.slug)
        assert tuple(labels[tag] for tag in told["tags"]) == story.topics
        assert {page_path(alias) for alias in told.get("aliases", ())} == set(story.aliases)


def test_links_between_files_lead_there(source: Path, markdown: Mapping[str, bytes]) -> None:
    """Every link from one file of Markdown to another leads to one."""
    out = source.parent / "markdown"
    for path in out.glob("*/*.md"):
        body = path.read_text(encoding="utf-8")
        targets = [part.partition(")")[0].partition("#")[0] for part in body.split("](")[1:]]
        inside = [target.partition(" ")[0] for target in targets if ":" not in target and target]
        assert [target for target in inside if not (path.parent / target).is_file()] == []


@pytest.mark.parametrize("form", ["wxr", "markdown", "html"])
def test_what_left_comes_in(source: Path, planned: Planned, tmp_path: Path, form: ExportFormat) -> None:
    """What left comes in with its words, title, day, name, summary, topics, address and pictures."""
    exported(source, tmp_path / "out", form, today=TODAY)
    root = tmp_path / "site"
    (root / "stories").mkdir(parents=True)
    (root / "site.yaml").write_bytes((ROOT / "site.yaml").read_bytes())
    kind, texts = source_at(tmp_path / "out", None, None, root)
    bring_in(Import(root, kind.name, texts, TODAY, lambda _: {}, lambda *_: None))
    texts_of = {folder: {file.stem for file in (root / folder).glob("*.md")} for folder in FOLDERS}
    assert texts_of["stories"] == {story.slug for story in planned.site.stories}
    assert texts_of["pages/_brought-in"] == {page.slug for page in planned.site.standalone_pages}
    for story in planned.site.stories:
        checked = read.manuscript((root / f"stories/{story.slug}.md").read_bytes(), "a.md", "en")
        assert checked.value is not None
        assert checked.value.header is not None
        header = checked.value.header
        assert plain_words(checked.value.body.text) == plain_words(own_text(story)), story.source
        assert (header.title, header.date, header.author) == (story.title, story.date, story.author)
        assert (header.summary, header.topics) == (story.summary, story.topics)
        assert (header.language or "en") == story.language
        assert (header.image is None) == (story.image is None)
        assert len(checked.value.body.pictures) == len(story.body.pictures)


@pytest.mark.parametrize("form", ["wxr", "markdown", "html"])
def test_why_a_text_was_withheld_comes_in(tmp_path: Path, form: ExportFormat) -> None:
    """That a text was withheld, and why, or was made up, is on the list to look at, and becomes no consent."""
    consents = {
        "paused": "{record: R-1, status: given, given_on: 2026-01-01, scope: [web], valid_until: 2026-05-01}",
        "made-up": "{record: R-2, status: given, given_on: 2026-01-01, scope: [web], basis: fictional}",
    }
    texts = {f"{name}.md": small(name, consent=consent) for name, consent in consents.items()}
    exported(make_site(tmp_path / "old", texts), tmp_path / "out", form, everything=True)
    root = make_site(tmp_path / "new", {"gate.md": small()})
    kind, source = source_at(tmp_path / "out", None, None, root)
    items = {item.slug: item for item in source.items() if isinstance(item, Item)}
    looks = {slug: {one.what for one in item.remarks if one.fate is Fate.LOOK} for slug, item in items.items()}
    assert "withheld at the old site: the consent ran out on 2026-05-01" in looks["paused"]
    assert looks["made-up"] >= {MADE_UP.what}
    assert not [what for whats in looks.values() for what in whats if "a draft" in what]
    bring_in(Import(root, kind.name, source, TODAY, lambda _: {}, lambda *_: None))
    for slug in consents:
        assert "  status: requested\n  scope: []\n" in (root / f"stories/{slug}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["wxr", "markdown"])
def test_what_a_consent_said_comes_in(tmp_path: Path, form: ExportFormat) -> None:
    """Status, scope and end of a consent elsewhere are on the list to look at."""
    consent = "{record: R-1, status: given, given_on: 2026-01-01, scope: [web], valid_until: 2026-05-01}"
    exported(make_site(tmp_path / "old", {"gate.md": small(consent=consent)}), tmp_path / "out", form, everything=True)
    _, source = source_at(tmp_path / "out", None, None, tmp_path)
    (item,) = (item for item in source.items() if isinstance(item, Item))
    looks = {one.what for one in item.remarks if one.fate is Fate.LOOK}
    assert "its consent at the old site: given, for web" in looks
    assert any("2026-05-0" in what for what in looks)
