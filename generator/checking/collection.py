"""Who is missing: what the published stories of a site are like in numbers, and what that says in sentences.

Counted is what front matter says and nothing else: a shape that its storyteller did not choose is not guessed. Only
what the gate let through comes in, so the report is the same as if what is withheld were not there (promise 2).

Why an editor should see this: collections drift to stories that end upwards, and readers whose own do not are harmed by
the comparison (Llewellyn-Beardsley and others 2019, PLOS ONE 14(3) e0214678, and 2020, doi 10.1007/s00127-019-01791-x).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, get_args

from generator.checking.small_counts import LEAST, groups_shown, is_small, mostly, parts_shown
from generator.content.front_matter import Shape
from generator.content.settings import Settings
from generator.content.strings import Strings
from generator.gate.admit import Story
from generator.plan.cards import minutes
from generator.plan.retellings import listed
from generator.plan.search import length_of

Labels: TypeAlias = Mapping[str | None, str]  # words for people by value; None where nothing was chosen

UNSAID: Labels = {"rather-not-say": "would rather not say", None: "nothing chosen"}
MEDIA: Labels = {None: "in words alone", "audio": "as a sound recording", "video": "as a film"}
ENGLISH = "en"  # the language of the report, as of all that the program says to editors
MADE_UP = "Made-up examples are counted, too, as readers see them."
HIDING = (
    f"Counts from 1 to {LEAST - 1} are not shown, nor others from which they could be worked out. "
    "What a storyteller did not choose is not guessed."
)
TOO_FEW = (
    f"Fewer than {LEAST} stories are published. That is too few to count without pointing at somebody; "
    "once there are more, this says who is among them, and who is missing."
)


@dataclass(frozen=True, slots=True)
class CountedValue:
    """A value of a field, its words for people, and how many stories have it; None where that is hidden.

    The value None is that nothing was chosen.
    """

    value: str | None
    label: str
    stories: int | None


@dataclass(frozen=True, slots=True)
class CountTable:
    """All values of a field, by its name in front matter, and its words for people.

    Where none can be shown, there are no values, and ``mostly`` are the words for what most stories have, if there
    is such a thing.
    """

    field: str
    title: str
    values: tuple[CountedValue, ...]
    mostly: str | None


@dataclass(frozen=True, slots=True)
class CollectionReport:
    """How many stories there are, in tables and in sentences; None, and no table, where they are too few.

    Where ``made_up``, examples that nobody told are among them.
    """

    stories: int | None
    made_up: bool
    tables: tuple[CountTable, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of each story: a field, its words, labels by value, and sentences for all stories and for none."""

    field: str
    title: str
    labels: Labels
    answers: Callable[[Story], Iterable[str | None]]
    all_of: str
    none_of: str
    several: bool = False


def collection_report(stories: Sequence[Story], settings: Settings, strings: Strings) -> CollectionReport:
    """What these published stories are like. ``strings`` are the theme's, in English like the rest of the report.

    A story that there is in several texts is counted once.
    """
    stories = listed(stories)
    if len(stories) < LEAST:
        return CollectionReport(None, made_up=False, tables=(), sentences=(TOO_FEW,))
    asked = _questions(stories, settings, strings)
    tables = tuple(_table(question, stories) for question in asked)
    sentences = (
        *_one_way(stories, *tables[:2]),
        *(
            words
            for question, table in zip(asked, tables, strict=True)
            for words in _told(question, table, len(stories))
        ),
    )
    return CollectionReport(len(stories), any(story.fictional for story in stories), tables, sentences)


def _questions(stories: Sequence[Story], settings: Settings, strings: Strings) -> tuple[_Question, ...]:
    spoken: Labels = {code: strings.name_of(code) for code in _found(stories, _language)}
    years: Labels = {year: year for year in _found(stories, _year)}
    shapes: Labels = {shape: f"“{strings[f'shape_{shape}']}”" for shape in get_args(Shape) if shape not in UNSAID}
    topics: Labels = {topic.id: f"“{topic.label}”" for topic in settings.topics}
    long: Labels = {length: strings[f"length_{length}"] for length in ("short", "medium", "long")}
    return (
        _Question(
            *("shape", "How it goes, as its storyteller sees it", {**shapes, **UNSAID}, lambda story: [story.shape]),
            *("All {} stories go the same way: {}.", "No storyteller says of a story: {}."),
        ),
        _Question(
            *("topics", "Topic", topics, lambda story: story.topics),
            *("All {} stories are under {}.", "No story is under {}."),
            several=True,
        ),
        _Question(
            *("language", "Language", spoken, lambda story: [_language(story)]),
            *("All {} stories are in {}.", "No story is in {}."),
        ),
        _Question(
            *("length", "Time to read", long, lambda story: [length_of(minutes(story.body.words))]),
            *("All {} stories take {} to read.", "No story takes {} to read."),
        ),
        _Question(
            *("date", "Year of publication", years, lambda story: [_year(story)]),
            *("All {} stories are from {}.", "No story is from {}."),
        ),
        _Question(
            *("recording", "How it is told", MEDIA, _medium),
            *("All {} stories are told {}.", "No story is told {}."),
        ),
    )


def _table(question: _Question, stories: Sequence[Story]) -> CountTable:
    counted = Counter(value for story in stories for value in question.answers(story))
    counts = {value: counted[value] for value in question.labels}
    shown = groups_shown(counts, len(stories)) if question.several else parts_shown(counts)
    values = tuple(CountedValue(value, question.labels[value], count) for value, count in shown.items())
    most = None if values else next((question.labels[value] for value in mostly(counts)), None)
    return CountTable(question.field, question.title, values, most)


def _told(question: _Question, table: CountTable, total: int) -> Iterator[str]:
    """What all stories have, or none has, as far as the table shows it; of what a storyteller left open, nothing."""
    said = [counted for counted in table.values if not (table.field == "shape" and counted.value in UNSAID)]
    yield from (question.all_of.format(total, counted.label) for counted in said if counted.stories == total)
    if missing := [counted.label for counted in said if counted.stories == 0]:
        yield question.none_of.format(" or ".join(filter(None, (", ".join(missing[:-1]), missing[-1]))))


def _one_way(stories: Sequence[Story], shapes: CountTable, topics: CountTable) -> Iterator[str]:
    """Topics all of whose stories go the same way.

    Said only where both counts are shown and what goes that way under other topics is not small, for then nothing about
    few stories follows from it.
    """
    for topic in topics.values:
        for shape in shapes.values:
            if not topic.stories or not shape.stories or shape.value in UNSAID or shape.stories == len(stories):
                continue
            under = [story for story in stories if topic.value in story.topics]
            alike = all(story.shape == shape.value for story in under)
            if alike and not is_small(shape.stories - topic.stories):
                yield f"All {topic.stories} stories under {topic.label} go the same way: {shape.label}."


def _found(stories: Iterable[Story], value: Callable[[Story], str]) -> list[str]:
    return sorted({value(story) for story in stories})


def _language(story: Story) -> str:
    return story.language


def _year(story: Story) -> str:
    return str(story.date.year)


def _medium(story: Story) -> list[str | None]:
    return [story.recording.written.kind if story.recording else None]
