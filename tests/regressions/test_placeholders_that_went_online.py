"""What stands for words that are still to come, published without a message."""

from __future__ import annotations

import pytest

from generator.content import samples
from tests.builders.fronts import read_as, story
from tests.builders.unready import of_page, of_site


@pytest.mark.parametrize(
    "words",
    ["Your site", "Site name", "Name of your site", '"[Name]"', "Test", "Untitled", '"DRAFT: Harbour Row"'],
)
def test_names_of_sites(words: str) -> None:
    """A site's name that says what is to stand there keeps the site from going online."""
    assert len(of_site(name=words)) == 1


@pytest.mark.parametrize("words", ["Your organisation", "Organisation name", '"[Org]"', "Name of the charity"])
def test_names_of_organisations(words: str) -> None:
    """An organisation's name that says what is to stand there keeps the site from going online."""
    assert len(of_site(org=words)) == 1


@pytest.mark.parametrize("words", ["Your tagline here", "DRAFT", '"[tagline]"', "<tagline>", "Your tagline."])
def test_taglines(words: str) -> None:
    """A tagline that says what is to stand there keeps the site from going online."""
    assert len(of_site(tagline=words)) == 1


@pytest.mark.parametrize(
    "host", ["yoursite.com", "your-domain.org", "mysite.org", "www.yourwebsite.co.uk", "127.0.0.1", "your-name.org"]
)
def test_addresses(host: str) -> None:
    """An address that stands for the site's own, or for this computer, keeps the site from going online."""
    assert len(of_site(host=host)) == 1


@pytest.mark.parametrize("email", ["you@yourdomain.org", "your@email.com", "you@harbour.internal", "a@mysite.org"])
def test_mailboxes(email: str) -> None:
    """A mailbox that stands for somebody's own keeps the site from going online."""
    assert len(of_site(email=email)) == 1


@pytest.mark.parametrize(
    "other",
    [
        *(
            {"name": "Your Voice"},
            {"name": "My Way Home"},
            {"name": "My site"},
            {"org": "Name It"},
            {"tagline": "Your stories, and mine"},
        ),
        *({"host": "yourvoice.org"}, {"host": "mysites.example-harbour.org"}, {"email": "youth@harbour.internal"}),
    ],
)
def test_real_names(other: dict[str, str]) -> None:
    """Names with “your” and “my” in them are names."""
    assert of_site(**other) == []


@pytest.mark.parametrize(
    ("front", "text"),
    [
        ('title: "DRAFT: About us"', "We are here."),
        ('title: "[title]"', "We are here."),
        ("title: About us\nsummary: One plain sentence.", "We are here."),
        *[
            ("title: About us", text)
            for text in ("[Your text here]", "Your text here.", "Do not publish", "TODO", "TBD", "Lorem ipsum dolor.")
        ],
    ],
)
def test_pages(front: str, text: str) -> None:
    """A page of which a field or all of the text is still to come keeps the site from going online."""
    assert len(of_page(front, text)) == 1


@pytest.mark.parametrize(
    "line",
    ['title: "Your title"', "author: Author name", "author: Your name", 'title: "<name>"', 'summary: "[summary]"'],
)
def test_fields_of_stories(line: str) -> None:
    """A story of which a field says what is to stand there is withheld, and the message says how it is for readers."""
    (told,) = read_as(story(line)).errors
    assert "if these are words for readers, write them in quotation marks: “" in told.hint


@pytest.mark.parametrize(
    "text", ["[Your text here]", "Your text here.", "Do not publish", "TODO.", "Lorem ipsum dolor."]
)
def test_texts_of_stories(text: str) -> None:
    """A story of which all of the text is still to come is withheld."""
    found = read_as(story().replace("There were two kettles.", text)).errors
    assert [d.message for d in found] == [samples.NO_TEXT[0]]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        *(("title: My town", "Home."), ("title: Your turn", "Home."), ("title: Name of the rose", "Home.")),
        *(("title: “[Home]”", "Home."), ("title: Home", "[the gate](https://harbour.internal/)")),
        *(("title: Home", "Do not publish, they said."), ("title: Home", "TODO es posible.")),
    ],
)
def test_honest_stories(line: str, text: str) -> None:
    """Titles with “your” and “my”, and texts that go on, are words for readers."""
    assert read_as(story(line).replace("There were two kettles.", text)).errors == ()
