"""Words for readers that were taken for a placeholder, for their first words or since brackets stood around them."""

from __future__ import annotations

import pytest

from generator.content import samples
from tests.builders.fronts import read_as, story
from tests.builders.unready import of_page, of_site

TEXT = "There were two kettles."


@pytest.mark.parametrize(
    "line",
    [
        *("title: Your son is here", "title: Your grandmother lived here", "title: Your words", "title: Draft 1969"),
        *("title: Insert yourself here", "summary: Your son is here, and you are not here", "author: Your friend here"),
        *("author: Your neighbour from here", "author: My name", "author: The name", 'author: "[name withheld]"'),
        *('author: "TK: as told to Bo"', 'title: "[Home]: again"', 'title: "Legal name: a fight"'),
        *('title: "My full name: three words."', 'summary: "What is a legal name: a year of forms."'),
    ],
)
def test_honest_fields(line: str) -> None:
    """A sentence, a year and a label of other words are for readers."""
    assert read_as(story(line)).errors == ()


@pytest.mark.parametrize(
    "words",
    [
        *("TODO", "TBC", "Lorem ipsum", "Your text here", "Insert title here", "DRAFT: Home", "Draft 2", "[Title]"),
        *("Do not publish", "<name>", "{your town}", "[to be written]", "real name: Maria", "Real name: Maria"),
    ],
)
def test_quotation_marks_in_fields(words: str) -> None:
    """Quotation marks within a title's value say that all of it is for readers."""
    assert read_as(story(f"title: '“{words}”'")).errors == ()


@pytest.mark.parametrize(
    "words", ["TODO", "Lorem ipsum dolor", "Your text here", "Insert title here", "[Title]", "<name>", "{your town}"]
)
def test_placeholders(words: str) -> None:
    """A title that says only what is to stand there withholds its story."""
    assert [d.rule for d in read_as(story(f"title: '{words}'")).errors] == ["placeholder"]


@pytest.mark.parametrize(
    "text",
    [
        *("TK: I was there.\n\nBo: And then?\n\nTK: I left.", "XXX: Yes.", "TBC: yes", "TODO: live. That was on it."),
        *("“TODO: live” was on my list.", "„TODO: leben“", "Lorem ipsum was the first Latin I ever saw, at school."),
        *("[Music: Bach]", "[Editor's note: this was written in 2019.]", "[I was there.\n\nI left, and I came back.]"),
        *("Your mother was here", "“Do not publish”", "[Anna laughs. Then she tells of her mother: a nurse.]"),
    ],
)
def test_honest_texts(text: str) -> None:
    """A text that goes on behind a sign, or stands in brackets, is one for readers."""
    assert read_as(story().replace(TEXT, text)).errors == ()


@pytest.mark.parametrize("text", ['"[Ask a nurse]" said the sign.', "“[Ask a nurse]” said the sign.", "“TODO”"])
def test_quoted_notes(text: str) -> None:
    """A bracket or word in quotation marks is no note to oneself."""
    assert read_as(story().replace(TEXT, text)).diagnostics == ()


@pytest.mark.parametrize("text", ["[Your text here]", "[name of author]", "<text here>", "[to be written]", "TBD."])
def test_texts_to_come(text: str) -> None:
    """A bracket around words about what is to stand there, as all of a text, withholds it."""
    found = read_as(story().replace(TEXT, text)).errors
    assert [d.message for d in found] == [samples.NO_TEXT[0]]


@pytest.mark.parametrize(
    "other",
    [
        *({"tagline": "Your story has a place here"}, {"tagline": "Your story is safe here."}, {"name": "The Charity"}),
        *({"org": "The Charity"}, {"name": "My name"}, {"name": "Name of the rose"}),
    ],
)
def test_honest_sites(other: dict[str, str]) -> None:
    """A sentence that begins with “your”, and a name with “the”, keep no site from going online."""
    assert of_site(**other) == []


@pytest.mark.parametrize(
    ("front", "text"),
    [
        ("title: Your story belongs here", "We are here."),
        ("title: About us\nsummary: Your words are welcome here.", "We are here."),
        ("title: About us", "“TODO: live” is our motto.\n\nWe live."),
        ("title: About us", "TBC: that is our choir."),
        ("title: About us", "[The Harbour Row choir]"),
    ],
)
def test_honest_pages(front: str, text: str) -> None:
    """Sentences of a page that begin like a placeholder keep no site from going online."""
    assert of_page(front, text) == []
