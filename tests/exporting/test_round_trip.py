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
from generator.importing.bring_in import Import, bring_in
from generator.importing.recognise import source_at
from generator.incremental.run import Run
from generator.prepare import Planned, prepare
from tests.builders.example import ROOT, TODAY, source_of_example
from tests.builders.exports import body_words, exported, fields, plain_words


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


def test_markdown_has_the_same_words(planned: Planned, markdown: Mapping[str, bytes]) -> None:
    """The words of each text are those of the site, in their order."""
    texts: list[Story | StandalonePage] = [*planned.site.stories, *planned.site.standalone_pages]
    for text in texts:
        assert body_words(markdown[text.slug]) == plain_words(text.body.text), text.source


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


@pytest.mark.parametrize("form", ["wxr", "markdown"])
def test_what_left_comes_in(source: Path, planned: Planned, tmp_path: Path, form: ExportFormat) -> None:
    """What left comes in with its words, title, day, name, summary, topics, address and pictures."""
    exported(source, tmp_path / "out", form, today=TODAY)
    root = tmp_path / "site"
    (root / "stories").mkdir(parents=True)
    (root / "site.yaml").write_bytes((ROOT / "site.yaml").read_bytes())
    kind, texts = source_at(tmp_path / "out", None, None, root)
    bring_in(Import(root, kind.name, texts, TODAY, lambda _: {}, lambda *_: None))
    for story in planned.site.stories:
        checked = read.manuscript((root / f"stories/{story.slug}.md").read_bytes(), "a.md", "en")
        assert checked.value is not None
        assert checked.value.header is not None
        header = checked.value.header
        assert plain_words(checked.value.body.text) == plain_words(story.body.text), story.source
        assert (header.title, header.date, header.author) == (story.title, story.date, story.author)
        assert (header.summary, header.topics) == (story.summary, story.topics)
        assert (header.language or "en") == story.language
        assert (header.image is None) == (story.image is None)
        assert len(checked.value.body.pictures) == len(story.body.pictures)
