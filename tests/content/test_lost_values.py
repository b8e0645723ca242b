"""Words of front matter and of site.yaml that YAML takes for remarks, or reads as other letters."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.authoring.mend import mending, proposed
from generator.content import read
from generator.content.strict_yaml import texts
from generator.content.written_values import in_quotes
from generator.ground.diagnostics import Diagnostic
from tests.builders.examples import few

SITE = """\
name: Quiet Harbour
url: https://quiet.harbour.internal/
organisation: {name: Harbour Row, email: hello@harbour.internal}
withdraw:
  text: You can change your mind.
topics:
  - {id: hope, label: Hope, description: On hope.}
"""
TAKEN = "the words of “"
CHANGED = "stands for something else"
UNSEEN = "readers will not see what stands behind the “#”"


def story(front: str) -> str:
    return f"---\n{front}\ndate: 2026-11-02\n---\n\nThere were two kettles.\n"


def of_words(found: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    return [d for d in found if d.rule == "lost-words"]


ALL_OF_IT = "if readers are to read all of it, write: "
OR_A_NOTE = "; if part of it is a note for yourselves, take that out"


def told(front: str) -> list[tuple[str, int, int, str, str]]:
    """What is told of the words of a story's fields, without the line of dashes."""
    found = of_words(read.manuscript(story(front).encode(), "stories/x.md", "en").diagnostics)
    return [(d.severity.name.lower(), d.span.line - 1, d.span.column, d.message, d.hint) for d in found]


@pytest.mark.parametrize(
    ("front", "place", "written"),
    [
        ("title: A\nauthor: #1 of us\n  and Bo", (2, 9), 'author: "#1 of us and Bo"'),
        (
            "title: A\nsummary: #1 in the class\n  and proud of it",
            (2, 10),
            'summary: "#1 in the class and proud of it"',
        ),
        ("title: A\nsummary: I was\n  #1 in the class", (3, 3), 'summary: "I was #1 in the class"'),
        ("title: A\nsummary:\n  #1 there\n  and so", (3, 3), 'summary: "#1 there and so"'),
        ("title: A\nsummary:\n  There\n  and so #1\n", (4, 10), 'summary: "There and so #1"'),
        ("title: A\nimage:\n  src: a.png\n  alt: We are\n    #1", (5, 5), 'alt: "We are #1"'),
        ("title: A\nsummary: I was\n  #1\n  # a remark", (3, 3), 'summary: "I was #1"'),
    ],
)
def test_words_over_several_lines(front: str, place: tuple[int, int], written: str) -> None:
    """Words of a text that begin with a hash, on whichever of its lines, are an error with all of it in quotes."""
    ((severity, *where, message, hint),) = told(front)
    assert (severity, tuple(where), hint) == ("error", place, f"{ALL_OF_IT}{written}{OR_A_NOTE}")
    assert TAKEN in message


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("title: A\nsummary: | #1 there\n  and so", 2),
        ("title: A\nsummary: >-\n  I was\n #1 in the class", 4),
        ("image: {src: a.png, alt: we #1\n  }\ntitle: A", 1),
    ],
)
def test_words_that_are_no_plain_text(front: str, line: int) -> None:
    """Words behind a hash beside a block or in braces are an error, without a line to write."""
    ((severity, at, _, message, hint),) = told(front)
    assert (severity, at, TAKEN in message) == ("error", line, True)
    assert hint == "write all of it on one line, in quotes"


@pytest.mark.parametrize(
    "front",
    [
        'title: "A"\n  #1',
        'title: "A"#1',
        "title: 'A'#1 #2",
        "title: 'A' #1",
        "title: I was # there",
    ],
)
def test_words_behind_quotes(front: str) -> None:
    """A hash behind words in quotes, or one space behind words and before others, is a warning."""
    ((severity, *_, message, _),) = told(front)
    assert (severity, UNSEEN in message) == ("warning", True)


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        ("topics: #hope #care", "topics: [hope, care]"),
        ("topics:\n  #hope\n  #care", "topics: [hope, care]"),
        ("topics: [\n  #hope, #care\n  ]", "topics: [hope, care]"),
    ],
)
def test_hashes_for_a_list(lines: str, written: str) -> None:
    """A list whose words begin with hashes, so that it is empty, is an error with the list as it was meant."""
    ((severity, *_, hint),) = told(f"title: A\n{lines}")
    assert (severity, hint) == ("error", f"write: {written}")


@pytest.mark.parametrize(
    "lines", ["topics: [a] #b", "topics: [a]#b", "topics:\n  - a\n  - b #c", "topics: [a,\n  #b\n  c]", "topics: #!?"]
)
def test_hashes_in_a_list(lines: str) -> None:
    """A word of a list behind a hash is a warning."""
    ((severity, *_),) = told(f"title: A\n{lines}")
    assert severity == "warning"


@pytest.mark.parametrize(
    "front",
    [
        "title: A  # a remark",
        "title: A\n# a remark\n#summary: B",
        "title: A\n  # a remark",
        "title: A #",
        "title: 'A #1 B'\nsummary: |\n  #1\n  and #2\n\nauthor: C#",
        "title: A\u00a0#1",
        "title: A\ntopics:\n  - hope\n  #- care\n  # - more",
        "title: A\ntopics:\n  #- care",
        "title: A\nimage: {src: a.png, alt: B} #1",
        "title: A\nimage:  #1\n  src: a.png\n  alt: B",
        r"title: 'C:\new'",
        r'title: "C:\\new \"A\" \u00e9 \/"',
    ],
)
def test_remarks(front: str) -> None:
    """Remarks as people write them, hashes in quotes and blocks, and backslashes that stay are told of in no way."""
    assert told(front) == []


@pytest.mark.parametrize(
    ("front", "place"),
    [
        (r'title: "C:\new"', (1, 8)),
        (r'title: "a\tb"', (1, 8)),
        ('title: A\nauthor: "a \\n\n  b"', (2, 9)),
        ('title: A\nsummary:\n  "a \\L\n\n  b"', (3, 3)),
        ('title: A\ntopics: [a, "b\\\\\\tc"]', (2, 13)),
    ],
)
def test_letters_that_are_changed(front: str, place: tuple[int, int]) -> None:
    """A backslash that makes another character of a letter is an error wherever a value stands."""
    ((severity, *where, message, _),) = told(front)
    assert (severity, tuple(where), CHANGED in message) == ("error", place, True)


@pytest.mark.parametrize("front", ['title: "a\\ b"', 'title: "a\\_b"', 'title: "a\\\n  b"'])
def test_spaces_that_are_changed(front: str) -> None:
    """A backslash that makes a space, or takes one away, is a warning."""
    ((severity, *_),) = told(front)
    assert severity == "warning"


@pytest.mark.parametrize(
    ("was", "now", "place", "hint"),
    [
        ("name: Quiet", "tagline: We are #1 in care\nname: Quiet", (1, 17), 'write: tagline: "We are #1 in care"'),
        ("text: You", "text:\n    #metoo\n    You", (6, 5), 'write: text: "#metoo You can'),
        ("{id: hope, label: Hope,", "{id: hope, label: 'Hope' #1\n    ,", (7, 30), "write it within quotes"),
        (
            "topics:",
            "menu:\n  - label: Meaning #2 for me\n    to: stories\ntopics:",
            (7, 20),
            'write: - label: "Meaning',
        ),
        ("label: Hope,", "label: Hope, synonyms: [ #a\n    ],", (7, 41), "write it in brackets"),
        ("topics:", "theme:\n  settings:\n    accent: #336699\ntopics:", (8, 13), 'write: accent: "#336699"'),
        ("Harbour Row", r'"C:\new"', (3, 22), "write all of it on one line"),
    ],
)
def test_settings(was: str, now: str, place: tuple[int, int], hint: str) -> None:
    """Words of site.yaml that would be lost are told with their place and what to write, once."""
    (found,) = read.settings(SITE.replace(was, now, 1).encode(), "site.yaml").diagnostics
    assert (found.rule, found.span.line, found.span.column) == ("lost-words", *place)
    assert found.hint.startswith(hint)


@pytest.mark.parametrize(
    ("was", "now", "column"),
    [
        ("topics:", "tagline: We are # one\ntopics:", 17),
        ("topics:", "tagline: We are\n  all # one\ntopics:", 7),
        ("  text: You can change your mind.", "  text: Write # to us.", 15),
    ],
)
def test_sentences_of_settings(was: str, now: str, column: int) -> None:
    """In the sentences of a site, what stands behind a hash by one space is told, as in a story."""
    (found,) = read.settings(SITE.replace(was, now, 1).encode(), "site.yaml").diagnostics
    assert (found.is_error, found.span.column, found.message[: len(UNSEEN)]) == (False, column, UNSEEN)


@pytest.mark.parametrize("title", ["“Home # two”", "Home (a # two)", "„Home # two“", "«Home # two»"])
def test_a_hash_within_marks(title: str) -> None:
    """A hash within a bracket or a quotation mark that it leaves open withholds the text."""
    found = read.manuscript(story(f"title: {title}").encode(), "stories/x.md", "en").diagnostics
    assert [d.is_error for d in of_words(found) if d.message == f"{UNSEEN} in “title”"] == [True]


@pytest.mark.parametrize("line", ["name: Quiet Harbour # ours", "# name: A #1", "lists: {per_page: 3} #few"])
def test_remarks_in_settings(line: str) -> None:
    """Remarks in site.yaml, of people who know that they are, are told of in no way."""
    text = SITE.replace("name: Quiet Harbour", line if line.startswith("name") else f"name: A\n{line}", 1)
    assert read.settings(text.encode(), "site.yaml").diagnostics == ()


PIECES = st.sampled_from(["one", "two's", "#1", "#hope", "C#", "a#b", r"C:\new", r"\t", r"\a", "ä", "-", "(so)"])
BETWEEN = st.sampled_from([" ", "  ", "\t", "\n  ", "\n    ", "\n\n  ", ""])
WORDS = st.lists(st.tuples(BETWEEN, PIECES), min_size=1, max_size=7).map(lambda all_: "".join(map("".join, all_)))
VALUES = st.one_of(
    WORDS,
    WORDS.map(lambda words: f' "{words}"'),
    st.tuples(WORDS, WORDS).map(lambda two: f' "{two[0]}"{two[1]}'),
    st.tuples(WORDS, WORDS).map(lambda two: f" '{two[0].replace(chr(39), '')}'{two[1]}"),
    WORDS.map(lambda words: " |" + words),
    WORDS.map(lambda words: " >\n  " + words),
    st.lists(WORDS, max_size=3).map(lambda words: f" [{','.join(words)}]"),
    st.lists(WORDS, max_size=3).map(lambda words: "".join(f"\n  - {one.strip()}" for one in words)),
)


def letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))


WHOLE = {
    "title": " A",
    "author": " B",
    "topics": " [hope]",
    "consent": " {record: R-1, status: given, given_on: 2026-01-01, scope: [web]}",
}


def with_value(name: str, value: str) -> bytes:
    return story("\n".join(f"{field}:{words}" for field, words in (WHOLE | {name: value}).items())).encode()


@given(st.sampled_from(["title", "summary", "author", "topics"]), VALUES)
@example("summary", " I was\n  #1 in the class")
@example("author", ' "a \\n\n  b"')
@example("title", ' "one"#1')
@settings(max_examples=few(600))
def test_every_word_is_accounted_for(name: str, value: str) -> None:
    """Of a field in which no error and no loss is told, every letter and digit is in what is read."""
    checked = read.manuscript(with_value(name, value), "stories/x.md", "en")
    if checked.value is not None and not checked.errors and not of_words(checked.diagnostics):
        read_of_it = checked.value.front.fields[name]
        assert letters("".join(words for _, words in texts(read_of_it))) == letters(value)


@given(st.sampled_from(["title", "summary", "author"]), WORDS)
@example("title", " - one\n  #1")  # a slip above, and a hash on a line of its own
@example("title", " -\n  one\n  #1")
@settings(max_examples=few(200))
def test_a_correction_keeps_every_word(name: str, value: str) -> None:
    """A text of plain words that is mended says all of its words, in order."""
    before = with_value(name, value)
    after = mending(before, "stories/x.md").after
    if after != before:
        assert letters(str(read.manuscript(after, "stories/x.md", "en").made.front.fields[name])) == letters(value)


@pytest.mark.parametrize(
    ("written", "meant"), [(r'"50\% off"', "50% off"), (r'"a \*b\*"', "a *b*"), (r'"D:\Home\*"', r"D:\Home\*")]
)
def test_backslashes_that_yaml_refuses(written: str, meant: str) -> None:
    """A backslash before a sign, as in Markdown, is left out of what is proposed, and one of a path stays."""
    mended = mending(with_value("title", f" {written}"), "stories/x.md")
    assert f"+title: {in_quotes(meant)}" in proposed(mended, "stories/x.md")


def test_a_field_that_is_written_twice() -> None:
    """Of a field that is there twice, no word is taken for one of the field above it."""
    front = "author: B\ntitle: A\nauthor: #1 of us\n  and Bo"
    assert told(front) == []
    assert mending(story(front).encode(), "stories/x.md").after == story(front).encode()
