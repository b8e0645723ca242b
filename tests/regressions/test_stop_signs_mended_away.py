"""Stop signs and placeholders in front matter that mending made words for readers, or remarks."""

from __future__ import annotations

import pytest

from generator.authoring.mend import mending, proposed
from generator.content import read

REST = ("title: Home", "author: Ines", "date: 2026-03-14", "summary: We met.", "topics: [support]")
CONSENT = "consent:\n  record: CF-2026-014\n  status: given\n  given_on: 2026-03-01\n  scope: [web]\n"


def story(line: str) -> bytes:
    rest = [other for other in REST if other.partition(":")[0] != line.partition(":")[0]]
    return "\n".join(["---", line, *rest, f"{CONSENT}---", "", "There were two kettles.", ""]).encode()


def errors(data: bytes) -> list[tuple[int, str]]:
    return [(d.span.line, d.hint) for d in read.manuscript(data, "stories/a.md", "en").errors]


@pytest.mark.parametrize("value", ["-", "?", "*", "!", "&", "@", "%", "|-", "[]", "[…]"])
@pytest.mark.parametrize("name", ["title", "author", "summary"])
def test_placeholders(name: str, value: str) -> None:
    """A value of signs alone is an error that mending leaves to a person."""
    data = story(f"{name}: {value}")
    assert [line for line, _ in errors(data)] == [2]
    assert mending(data, "stories/a.md").after == data


@pytest.mark.parametrize("value", ['"-"', '"- -"', "– –", "“”", '"???"', '"*"', '"[…]"', "…"])
def test_placeholders_in_quotes(value: str) -> None:
    """A title of signs alone is told as one that is still to be written."""
    assert errors(story(f"title: {value}")) == [(2, "write it")]


@pytest.mark.parametrize("value", ['"<3"', '":-)"', '"24/7"', "é", "100 %"])
def test_titles_of_few_letters(value: str) -> None:
    """A title with a letter, a digit or a face in it is a title."""
    assert errors(story(f"title: {value}")) == []


@pytest.mark.parametrize(
    "line",
    [
        "title: DRAFT: Home",
        "title: Do not publish: Home",
        "title: WITHHELD: Home",
        "title: [draft]",
        "summary: not for the web: I was there",
        "summary: I was there (draft: not yet)",
        "title:[Draft] Home",
    ],
)
def test_stop_signs(line: str) -> None:
    """Words that say that a story is not for readers are never put into quotes, and the remedy says both ways."""
    data = story(line)
    ((place, hint),) = errors(data)
    assert place == 2
    assert hint.startswith("if the story is not for readers yet, write a line “draft: true” of its own")
    mended = mending(data, "stories/a.md")
    assert mended.after == data
    assert proposed(mended, "a.md") == []


@pytest.mark.parametrize(
    ("value", "sign"),
    [
        ('"DRAFT: Home"', "DRAFT"),
        ("Home (draft)", "draft"),
        ('"[do not publish] Home"', "do not publish"),
        ('"Do not publish: Home"', "Do not publish"),
        ("Not for the web", "Not for the web"),
        ('"ON HOLD: Home"', "ON HOLD"),
        ('"NOT YET: Home"', "NOT YET"),
        ('"INTERNAL: Home"', "INTERNAL"),
        ('"Draft 2: Home"', "Draft 2"),
        ('"Nie publikować: Home"', "Nie publikować"),
        ('"Nicht veröffentlichen: Home"', "Nicht veröffentlichen"),
    ],
)
def test_stop_signs_in_quotes(value: str, sign: str) -> None:
    """A title that says that the story is not for readers withholds it, and the remedy says how it is for them."""
    ((place, hint),) = errors(story(f"title: {value}"))
    assert place == 2
    assert hint == (
        "take it out, and as long as it is so, write “draft: true”; if these are words for readers, write them in"
        f" quotation marks: “{sign}”"
    )
    assert errors(story(f"title: “{sign}”, and home")) == []


@pytest.mark.parametrize("sign", ["TODO", "TBD", "FIXME"])
def test_titles_of_a_sign_to_come(sign: str) -> None:
    """A title of nothing but a sign that it is still to be written withholds the story, and the remedy holds."""
    assert errors(story(f"title: {sign}")) == [
        (2, f"write it; if these are words for readers, write them in quotation marks: “{sign}”")
    ]
    assert errors(story(f"title: “{sign}”")) == []


@pytest.mark.parametrize(
    "words",
    [
        *("Ines (real name: Maria)", "Ines, real name: Maria", "Ines aka: Maria", "Ines. E-mail: maria@gate.org"),
        *("Ines (Maria: do not show)", "Ines (consent: withdrawn)", "Ines: withdrawn", "Ines (tel.: 0123)"),
        *("Ines [Maria: ask]", "Note to Ines: cut Maria", "Ines — EDITOR: cut Maria", "Ines TODO: Maria"),
        *("ON HOLD: Ines", "Not yet: Ines", "Internal: Ines", "Draft 2: Ines", "Nie publikować: Ines"),
        *("Ines (Klarname: Maria)", "Ines (nombre real: María)", "Ines (vrai nom : Marie)", "Ines (imię: Maria)"),
        *("Zurückgestellt: Ines", "En espera: Ines", "En attente: Ines", "Jeszcze nie: Ines"),
    ],
)
@pytest.mark.parametrize("name", ["title", "author", "summary", "image.alt"])
def test_private_labels(name: str, words: str) -> None:
    """A value with a label of what is not for readers is never put into quotes, and the remedy says both ways."""
    field, _, inner = name.partition(".")
    data = story(f"{field}:\n  src: a.jpg\n  {inner}: {words}" if inner else f"{name}: {words}")
    written = mending(data, "stories/a.md").after.decode()
    assert f'"{words}"' not in written
    (hint,) = [hint for _, hint in errors(data) if hint.startswith("if ")]
    assert f"write: {inner or name}:" in hint or "write them in quotation marks: “" in hint


@pytest.mark.parametrize("line", ["title: >- Home", "title: | Home", "title:: Home", "title: !!str Home"])
def test_signs_of_yaml(line: str) -> None:
    """A sign of YAML with words behind it is no certain title."""
    data = story(line)
    assert [place for place, _ in errors(data)] == [2]
    assert mending(data, "stories/a.md").after == data


@pytest.mark.parametrize("value", ["Home: a letter", "Home (as it was): again", "12:30: the bus", "The gate: open"])
def test_honest_colons(value: str) -> None:
    """A title with a colon behind plain words is shown in quotes, and a person writes it."""
    data = story(f"title: {value}")
    assert f'+title: "{value}"' in proposed(mending(data, "stories/a.md"), "a.md")
    assert mending(data, "stories/a.md").after == data


@pytest.mark.parametrize(
    "value", ["My first draft", '"Private: keep out"', "How not to publish a book", "A draft (of air)"]
)
def test_honest_titles(value: str) -> None:
    """A title that speaks of drafts is a title."""
    assert errors(story(f"title: {value}")) == []


@pytest.mark.parametrize(
    "line",
    [
        "layout: draft",
        "type: draft",
        "layout: private",
        "comment: do not publish",
        "comments: ask Ines before publishing",
        "id: do not publish",
    ],
)
def test_fields_without_meaning(line: str) -> None:
    """A field of another program that says that a story is not for readers leads to draft, and to no remark."""
    data = story(line)
    assert errors(data) == [(2, "write “draft: true” in its place")] or errors(data) == [(2, "write: draft: true")]
    assert b"# " not in mending(data, "stories/a.md").after


def test_remarks_of_other_languages() -> None:
    """A line with slashes before “draft: true” is not made a remark by a program."""
    data = story("// draft: true")
    assert mending(data, "stories/a.md").after == data
    assert len(errors(data)) == 1
