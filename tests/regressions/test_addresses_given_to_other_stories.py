"""An old address that a site had given to another person's story put its words into the first one's draft."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.importing.item import Item, Markdown, Remark
from generator.importing.report import Came, ImportReport
from tests.builders.imports import Texts, brought
from tests.builders.sites import SITE, make_site, story

HOME = "https://old.example.org"
AT_THE_ROOT = SITE.replace("internal/base/", "internal/")
AT = "a text in the place of another one"
TRAM = Item(
    key="1",
    title="The tram",
    body=Markdown(
        "I stopped counting the mornings after my daughter asked me why I never took the tram.\n\n"
        "The tram passed four times before I got on, and the driver waited the fifth time without a word."
    ),
    slug="story-of-the-month",
    addresses=(f"{HOME}/story-of-the-month/",),
    names=(f"{HOME}/?p=1",),
)
LETTERS = Item(
    key="77",
    title="The letters",
    body=Markdown(
        "I left the house in May with one bag, and my brother stood at the station with my name on a sign.\n\n"
        "Forty years of letters lay beneath the stairs, until the flood came and we carried them out to dry."
    ),
    slug="story-of-the-month",
    addresses=(f"{HOME}/story-of-the-month/",),
    names=(f"{HOME}/?p=77",),
)
MOVED = replace(TRAM, slug="the-tram", addresses=(f"{HOME}/the-tram/",))
RENUMBERED = replace(MOVED, key="78", names=(f"{HOME}/?p=78",))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with the first story, whose file has another name by now."""
    root = make_site(tmp_path / "site", {"before.md": story("Before")}, site=AT_THE_ROOT)
    brought(root, Texts([TRAM]))
    (root / "stories/story-of-the-month.md").rename(root / "stories/ana-tram.md")
    return root


def tram(root: Path) -> str:
    return (root / "stories/ana-tram.md").read_text(encoding="utf-8")


def new(report: ImportReport) -> list[tuple[str, str | None]]:
    """The texts that came in new, with their files."""
    return [(one.title, one.path) for one in report.texts if one.came is Came.NEW]


def looks(report: ImportReport) -> list[Remark]:
    return [remark for one in report.texts for remark in one.remarks if remark.what == AT]


@pytest.mark.parametrize(
    ("export", "is_told"),
    [([LETTERS], True), ([LETTERS, MOVED], False), ([LETTERS, RENUMBERED], False), ([RENUMBERED, LETTERS], False)],
    ids=["alone", "beside the first one", "with another number", "behind it"],
)
@pytest.mark.parametrize("is_edited", [False, True], ids=["", "edited"])
def test_an_address_of_another_story(export: list[Item], is_told: bool, is_edited: bool, root: Path) -> None:
    """A story at an old address of another one, with other words, comes in beside it, and what is open is told."""
    if is_edited:
        (root / "stories/ana-tram.md").write_text(f"{tram(root)}\nMine.\n", encoding="utf-8")
    report = brought(root, Texts(export))
    assert new(report) == [("The letters", "stories/story-of-the-month.md")]
    assert "The tram passed" in tram(root)
    assert "letters" not in tram(root)
    assert [remark.why.startswith("stories/ana-tram.md came in") for remark in looks(report)] == [True] * is_told
    again = brought(root, Texts(export))
    assert {one.came for one in again.texts} <= {Came.SAME, Came.EDITED}
    assert len({one.number for one in again.texts}) == len(export)


@pytest.mark.parametrize(
    ("export", "is_told"),
    [([LETTERS], True), ([LETTERS, MOVED], False), ([LETTERS, RENUMBERED], False)],
    ids=["alone", "beside the first one", "with another number"],
)
def test_an_address_of_a_story_that_was_deleted(export: list[Item], is_told: bool, root: Path) -> None:
    """A story at the address of one that was deleted here comes in if its words are others; that one stays away."""
    (root / "stories/ana-tram.md").unlink()
    report = brought(root, Texts(export))
    assert new(report) == [("The letters", "stories/story-of-the-month.md")]
    assert {one.came for one in report.texts if one.title == "The tram"} <= {Came.GONE}
    assert len({one.number for one in report.texts}) == len(export)
    assert ["that was taken out here came in" in remark.why for remark in looks(report)] == [True] * is_told


@pytest.mark.parametrize("export", [[LETTERS], [LETTERS, MOVED], [LETTERS, RENUMBERED]])
def test_an_address_of_a_story_that_was_withdrawn(export: list[Item], root: Path) -> None:
    """A story with other words at an address of one that was withdrawn stays out, and is named, but that one is not."""
    gone = CliRunner().invoke(main, ["consent", "withdraw", "stories/ana-tram.md", "--yes", "--source", str(root)])
    assert gone.exit_code == 0, gone.output
    report = brought(root, Texts(export))
    assert report.texts == ()
    assert [title for left in report.left_out for title in left.titles] == ["The letters"]


def test_addresses_that_were_swapped(tmp_path: Path) -> None:
    """Of two stories that have each other's address by now, and new numbers, each keeps its file and its words."""
    root = make_site(tmp_path / "site", {})
    one, two = (
        replace(item, slug=slug, addresses=(f"{HOME}/{slug}/",)) for item, slug in ((TRAM, "a"), (LETTERS, "b"))
    )
    brought(root, Texts([one, two]))
    swapped = [
        replace(one, key="11", names=(), addresses=two.addresses),
        replace(two, key="12", names=(), addresses=one.addresses),
    ]
    for export in (swapped, swapped[::-1]):
        assert new(brought(root, Texts(export))) == []
        assert "The tram passed" in (root / "stories/a.md").read_text(encoding="utf-8")
        assert "Forty years" in (root / "stories/b.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [replace(LETTERS, key=TRAM.key), replace(LETTERS, key=TRAM.key, title=TRAM.title)],
    ids=["another title", "the same title"],
)
def test_a_number_that_is_another_texts(text: Item, root: Path) -> None:
    """A text with the number of one that has other words comes in beside it, under a number of its own."""
    for expected in (Came.NEW, Came.SAME):
        (one,) = brought(root, Texts([text])).texts
        assert (one.came, one.path) == (expected, "stories/story-of-the-month.md")
    assert "The tram passed" in tram(root)
    assert [one.came for one in brought(root, Texts([MOVED])).texts] == [Came.RENEWED]


def test_a_number_with_another_title(root: Path) -> None:
    """A text with the number and the words of one that has another title is that one."""
    (one,) = brought(root, Texts([replace(TRAM, title="My tram")])).texts
    assert (one.came, one.path) == (Came.RENEWED, "stories/ana-tram.md")


QUESTIONS = (
    "This talk was held at the house by the harbour, where we meet on the first evening of every month.",
    "What was it like before you came to the house for the first time?",
    "Who was there for you when the winter seemed to have no end?",
    "What would you tell somebody who stands in front of our door today?",
    "What do you look forward to when you get up in the morning?",
)


def talk(key: str, title: str, *answers: str) -> Item:
    told = (f"{question}\n\n{answer}" for question, answer in zip(QUESTIONS[1:], answers, strict=True))
    body = Markdown("\n\n".join((QUESTIONS[0], *told)))
    return Item(key=key, title=title, body=body, slug=title.lower(), addresses=(f"{HOME}/{title}/",))


ANA = talk("1", "Ana", "Loud and quick.", "My neighbour.", "Ring twice.", "The tram.")
BEN = talk("2", "Ben", "Quiet, and long.", "Nobody, at first.", "Come in.", "My bread.")


@pytest.mark.parametrize("act", ["stays", "is deleted", "is withdrawn"])
def test_answers_to_the_same_questions(act: str, tmp_path: Path) -> None:
    """Two stories that answer the same questions shortly stay two, and one is not kept out for the other unnamed."""
    root = make_site(tmp_path / "site", {})
    brought(root, Texts([ANA]))
    if act == "is deleted":
        (root / "stories/ana.md").unlink()
    elif act == "is withdrawn":
        gone = CliRunner().invoke(main, ["consent", "withdraw", "stories/ana.md", "--yes", "--source", str(root)])
        assert gone.exit_code == 0, gone.output
    report = brought(root, Texts([BEN]))
    if act == "is withdrawn":
        assert [title for left in report.left_out for title in left.titles] == ["Ben"]
    else:
        assert new(report) == [("Ben", "stories/ben.md")]
        assert [remark.what for one in report.texts for remark in one.remarks if "words of another" in remark.what]
    edited = replace(ANA, key="3", addresses=(), body=Markdown(f"{ANA.body.source}\n\nThank you."))
    expected = {"stays": {Came.RENEWED, Came.SAME}, "is deleted": {Came.GONE}, "is withdrawn": set()}
    assert {one.came for one in brought(root, Texts([edited])).texts} <= expected[act]
