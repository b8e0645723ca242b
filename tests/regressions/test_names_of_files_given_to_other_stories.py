"""A file with the name that another person's had, in any folder, put its words into the first one's draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.importing.bring_in import BESIDE_GONE
from generator.importing.recognise import source_at
from generator.importing.report import Came, ImportReport
from tests.builders.blog_exports import ghost
from tests.builders.forms import as_csv
from tests.builders.imports import brought, came
from tests.builders.markdown_sites import SETTINGS, laid_out
from tests.builders.sites import make_site, story
from tests.builders.word import docx, p
from tests.builders.wordpress import Export, Post

TRAM = (
    "I stopped counting the mornings after my daughter asked me why I never took the tram.",
    "The tram passed four times before I got on, and the driver waited the fifth time without a word.",
    "Since that day we ride to the end of the line and back whenever the weather is too bad for the garden.",
)
LETTERS = (
    "I left the house in May with one bag, and my brother stood at the station with my name on a sign.",
    "Forty years of letters lay beneath the stairs, until the flood came and we carried them out to dry.",
    "We read them to each other in the evenings, and nobody corrected how the other one remembered it.",
)
QUESTIONS = (
    "What was it like before you came to the house for the first time?",
    "Who was there for you when the winter seemed to have no end?",
    "What would you tell somebody who stands in front of our door today?",
    "What do you look forward to when you get up in the morning?",
)
ANAS = ("Loud and quick.", "My neighbour.", "Ring twice.", "The tram.")
BENS = ("Quiet, and long.", "Nobody, at first.", "Come in.", "My bread.")
MORE = "Last week she drove it herself, as far as the bridge."
ANSWERS = ("ID", "Timestamp", "Title", "What happened?")
Files = Mapping[str, str | bytes]


def page(words: tuple[str, ...], head: str = "") -> str:
    paragraphs = "".join(f"<p>{one}</p>" for one in words)
    return f"<html><head><title>My story</title>{head}</head><body><h1>My story</h1>{paragraphs}</body></html>"


def talk(*answers: str) -> str:
    told = (f"{question}\n\n{answer}\n\n" for question, answer in zip(QUESTIONS, answers, strict=True))
    return f"# A talk\n\n{''.join(told)}"


def fields(words: tuple[str, ...]) -> str:
    return f"---\ntitle: My story\n---\n{' '.join(words)}\n"


# How each kind of source calls two persons' stories alike.
SOURCES: Mapping[str, Callable[[tuple[str, ...]], Files]] = {
    "markdown": lambda words: {"notes/story.md": f"# My story\n\n{' '.join(words)}\n"},
    "hugo": lambda words: {**SETTINGS["hugo"], "content/notes/story.md": fields(words)},
    "jekyll": lambda words: {**SETTINGS["jekyll"], "_posts/2024-05-01-story.md": fields(words)},
    "obsidian": lambda words: {**SETTINGS["obsidian"], "story.md": " ".join(words)},
    "word": lambda words: {"story.docx": docx("".join(map(p, words)))},
    "html": lambda words: {"story.html": page(words)},
    "html with an address": lambda words: {
        "story.html": page(words, '<link rel="canonical" href="https://old.example.org/my-story/">')
    },
    "ghost": lambda words: {
        "export.json": ghost({"uuid": "", "slug": "my-story", "title": "My story", "html": f"<p>{' '.join(words)}</p>"})
    },
    "answers": lambda words: {"answers.csv": as_csv((ANSWERS, ("1", "2024-05-01", "My story", " ".join(words))))},
    "wordpress": lambda words: {
        "export.xml": Export((Post(f"<p>{' '.join(words)}</p>", "My story", guid="http://localhost/?p=12"),)).text()
    },
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one story."""
    return make_site(tmp_path / "site", {"before.md": story("Before")})


@pytest.fixture
def bring(root: Path, tmp_path: Path) -> Callable[[Files], ImportReport]:
    """Brings in files from a folder of their own."""

    def bring(files: Files) -> ImportReport:
        folder = laid_out(tmp_path / f"{len(list(tmp_path.iterdir()))}", files)
        return brought(root, source_at(folder, None, None, root)[1])

    return bring


Bring = Callable[[Files], ImportReport]


def draft_of(report: ImportReport) -> str:
    (text,) = report.texts
    assert text.path is not None
    return text.path


@pytest.mark.parametrize("is_edited", [False, True], ids=["as it came in", "edited"])
@pytest.mark.parametrize("kind", SOURCES)
def test_another_persons_story_comes_in_beside_it(kind: str, is_edited: bool, bring: Bring, root: Path) -> None:
    """A file with the name and the title of another person's is a draft of its own, and which it may be is told."""
    first = root / draft_of(bring(SOURCES[kind](TRAM)))
    if is_edited:
        first.write_text(f"{first.read_text()}\nMine.\n")
    before = first.read_bytes()
    report = bring(SOURCES[kind](LETTERS))
    (other,) = report.texts
    assert (other.came, first.read_bytes()) == (Came.NEW, before)
    assert any(one.why.startswith(f"{first.relative_to(root)} came in") for one in other.remarks)
    for words, path in ((LETTERS, other.path), (TRAM, str(first.relative_to(root)))):
        (again,) = bring(SOURCES[kind](words)).texts
        assert (again.came, again.path) == (Came.EDITED if is_edited and words is TRAM else Came.SAME, path)
    assert len({line for path in (first, root / str(other.path)) for line in path.read_text().splitlines()[1:2]}) == 2


@pytest.mark.parametrize("kind", SOURCES)
def test_a_story_that_was_changed_at_its_source(kind: str, bring: Bring) -> None:
    """A file of which most words are as they were is brought up to date, also beside another person's of its name."""
    first, other = (draft_of(bring(SOURCES[kind](words))) for words in (TRAM, LETTERS))
    assert came(bring(SOURCES[kind]((*TRAM, MORE)))) == [(Came.RENEWED, first)]
    assert came(bring(SOURCES[kind]((*LETTERS, MORE)))) == [(Came.RENEWED, other)]


@pytest.mark.parametrize("kind", SOURCES)
def test_the_place_of_a_story_that_was_deleted(kind: str, bring: Bring, root: Path) -> None:
    """A file with the name of a story that was deleted here stays away, is told, and changes nothing of that one."""
    first = root / draft_of(bring(SOURCES[kind](TRAM)))
    first.unlink()
    (other,) = bring(SOURCES[kind](LETTERS)).texts
    assert (other.came, other.path, other.remarks) == (Came.IN_PLACE_OF_GONE, None, (BESIDE_GONE,))
    assert came(bring(SOURCES[kind]((*TRAM, MORE)))) == [(Came.GONE, None)]


@pytest.mark.parametrize("kind", SOURCES)
def test_the_place_of_a_story_that_was_withdrawn(kind: str, bring: Bring, root: Path) -> None:
    """A file with the name of a withdrawn story stays out, and is named if its words are others."""
    path = draft_of(bring(SOURCES[kind](TRAM)))
    gone = CliRunner().invoke(main, ["consent", "withdraw", path, "--yes", "--source", str(root)])
    assert gone.exit_code == 0, gone.output
    for words, is_named in ((TRAM, False), (LETTERS, True)):
        report = bring(SOURCES[kind](words))
        assert report.texts == ()
        told = [left for left in report.left_out if "withdrawn here" in left.what]
        assert [bool(left.titles) for left in told] == [is_named]


def test_two_stories_that_gave_each_other_their_names(bring: Bring) -> None:
    """Of two files that are called like each other by now, each keeps its draft."""
    one, two = (text.path for text in bring({"one.md": " ".join(TRAM), "two.md": " ".join(LETTERS)}).texts)
    report = bring({"one.md": " ".join(LETTERS), "two.md": " ".join(TRAM)})
    assert came(report) == [(Came.RENEWED, two), (Came.RENEWED, one)]


@pytest.mark.parametrize("words", ["One day at a time, my friends, all of us.", " ".join(TRAM)], ids=["few", "many"])
def test_the_same_words_of_two_people(words: str, bring: Bring, root: Path) -> None:
    """The same words under another title, of another author, are a draft of their own."""
    one, other = (
        {f"{author}.md": f"---\ntitle: {author} tells\nauthor: {author}\n---\n{words}\n"} for author in ("Ana", "Ben")
    )
    first, second = draft_of(bring(one)), draft_of(bring(other))
    assert 'author: "Ana"' in (root / first).read_text()
    assert 'author: "Ben"' in (root / second).read_text()


@pytest.mark.parametrize("place", ["ana.md", "ben.md"], ids=["the same name", "another name"])
def test_short_answers_to_the_same_questions(place: str, bring: Bring) -> None:
    """Two talks with the same questions, the same title and short answers are two drafts, whatever they are called."""
    one, other = (talk(*answers) for answers in (ANAS, BENS))
    first = draft_of(bring({"ana.md": one}))
    (second,) = bring({place: other}).texts
    assert (second.came, first != second.path) == (Came.NEW, True)
    assert any(one.why.startswith(f"{first} has many of its words") for one in second.remarks)


def test_few_words_under_one_name(bring: Bring) -> None:
    """Files of so few words that nothing tells whose they are stay apart; each is known again as it is."""
    first, other = (draft_of(bring({"story.md": words})) for words in ("Come in.", "Stay here."))
    assert first != other
    for words, path in (("Come in.", first), ("Stay here.", other)):
        assert came(bring({"story.md": words})) == [(Came.SAME, path)]
