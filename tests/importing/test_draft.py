from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import read
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.read import Manuscript
from generator.importing.draft import Around, drafted, name_of, number_of, words
from generator.importing.item import Fate, Item, Kind, Markdown, TopPicture
from generator.importing.old_addresses import as_alias, comparable

DAY = date(2026, 6, 15)
NUMBER = number_of("wordpress", "https://old.example.org/?p=12")
AROUND = Around(NUMBER, ("hope",), ("/2019/the-gate/",), "en", DAY)
WHOLE = Item(
    key="12",
    title="The gate",
    body=Markdown(""),
    day=date(2019, 5, 1),
    updated=date(2020, 1, 2),
    author="Maren",
    summary="A gate is painted.",
    language="de",
)
ANY = st.text(max_size=40)
ITEMS = st.builds(
    Item,
    key=ANY,
    title=st.text(max_size=2000),
    body=st.just(Markdown("")),
    day=st.none() | st.dates(),
    updated=st.none() | st.dates(),
    author=ANY,
    summary=st.text(max_size=2000),
    language=st.sampled_from(["", "en", "de_AT", "Klingon", "\x00"]),
    picture=st.none() | st.builds(TopPicture, ANY, ANY, ANY, ANY),
)


def manuscript(data: bytes) -> tuple[Manuscript, StoryHeader]:
    made = read.manuscript(data, "stories/the-gate.md", "en")
    assert made.value is not None, made.diagnostics
    assert made.value.header is not None, made.diagnostics
    return made.value, made.value.header


def looks(item: Item, around: Around = AROUND) -> set[str]:
    return {remark.what for remark in drafted(item, "Text.", around).remarks if remark.fate is Fate.LOOK}


def test_an_item_becomes_a_story_without_consent() -> None:
    """What comes in is a draft whose consent is requested, for nothing, under a number of its own."""
    text, header = manuscript(drafted(WHOLE, "We painted the gate.", AROUND).data)
    assert header.draft
    assert header.consent is not None
    assert (header.consent.status, header.consent.scope, header.consent.record) == ("requested", (), NUMBER)
    assert text.body.text.split() == ["We", "painted", "the", "gate."]


def test_what_an_item_says_of_itself_stays() -> None:
    """Title, days, name, summary, language and topics are the item's own."""
    _, header = manuscript(drafted(WHOLE, "Text.", AROUND).data)
    assert (header.title, header.author, header.summary) == (WHOLE.title, WHOLE.author, WHOLE.summary)
    assert (header.date, header.updated, header.language) == (WHOLE.day, WHOLE.updated, "de")
    assert (header.topics, header.aliases) == (("hope",), ("2019/the-gate/index.html",))


def test_what_is_missing_is_to_be_looked_at() -> None:
    """Each field that an item does not have is filled as in a new file, and a person is asked to look at it."""
    bare = Item("1", "", Markdown(""))
    assert looks(bare, replace(AROUND, topics=())) == {
        *("the title", "the date", "the author", "the summary", "the topics"),
    }
    _, header = manuscript(drafted(bare, "Text.", replace(AROUND, topics=())).data)
    assert (header.date, header.topics) == (DAY, ())


def test_nothing_half_done_can_be_published() -> None:
    """As soon as consent is given, what was filled in is an error in the title, the author and the summary."""
    data = drafted(Item("1", "", Markdown("")), "Text.", AROUND).data
    given = data.replace(b"status: requested", b"status: given\n  given_on: 2026-01-01").replace(b"draft: true\n", b"")
    told = read.manuscript(given, "stories/the-gate.md", "en").diagnostics
    assert sorted(d.span.line for d in told if d.rule == "placeholder" and d.is_error) == [3, 5, 6]


@given(item=ITEMS, body=st.text(max_size=200))
def test_any_item_gives_front_matter_that_is_read(item: Item, body: str) -> None:
    """Whatever an item holds, its front matter is read whole, and says draft and requested."""
    _, header = manuscript(drafted(item, body, replace(AROUND, picture="images/a.jpg")).data)
    assert (header.draft, header.consent is not None and header.consent.status) == (True, "requested")
    assert header.title == (words(item.title)[:1000].strip() or "TBC")


@given(item=ITEMS)
def test_any_item_gives_a_page_that_is_read(item: Item) -> None:
    """Whatever an item holds, the page that it becomes has front matter that is read whole."""
    made = read.page_source(drafted(replace(item, kind=Kind.PAGE), "Text.", AROUND).data, "pages/a.md", "en")
    assert made.value is not None
    assert isinstance(made.value.header, PageHeader)


@pytest.mark.parametrize("words", ["Ring +49 171 5551234.", "[Ring](tel:110)", "0171 5551234"])
def test_telephones_in_a_text(words: str) -> None:
    """A number of a telephone in a text is looked at."""
    made = drafted(WHOLE, words, AROUND)
    assert (Fate.LOOK, "a telephone number in the text") in {(remark.fate, remark.what) for remark in made.remarks}


def test_addresses_of_people_stay_out() -> None:
    """An author that is an e-mail address does not come in, and one in the text is to be looked at."""
    made = drafted(replace(WHOLE, author="maren@example.org"), "Write to maren@example.org.", AROUND)
    assert b'author: "Name to show"' in made.data
    assert {(remark.fate, remark.what) for remark in made.remarks} >= {
        (Fate.DROPPED, "the author"),
        (Fate.LOOK, "an e-mail address in the text"),
    }


@pytest.mark.parametrize("author", ["192.0.2.7", "+44 7700 900123", "maren at example.org", "https://maren.example"])
def test_what_is_no_name_of_an_author(author: str) -> None:
    """An author that is a number, or an address of whatever kind, does not come in, whatever the source."""
    made = drafted(replace(WHOLE, author=author), "Text.", AROUND)
    assert b'author: "Name to show"' in made.data
    assert (Fate.DROPPED, "the author") in {(remark.fate, remark.what) for remark in made.remarks}


def test_addresses_around_a_text() -> None:
    """E-mail addresses and telephone numbers in what stands around a text are to be looked at."""
    item = replace(
        WHOLE,
        title="Write to maren@example.org",
        summary="Or ring 0131 496 0000.",
        picture=TopPicture("gate.jpg", caption="By maren@example.org"),
    )
    looks = [remark.what for remark in drafted(item, "Text.", AROUND).remarks if remark.fate is Fate.LOOK]
    assert {
        "an e-mail address in the title",
        "a telephone number in the summary",
        "an e-mail address in the words of the picture above the text",
    } <= set(looks)


@pytest.mark.parametrize(
    ("slug", "title", "name"),
    [
        ("the-gate", "Other", "the-gate"),
        ("%d0%b2%d0%be%d1%80%d0%be%d1%82%d0%b0", "Other", "vorota"),
        ("../../etc/passwd", "Other", "etc-passwd"),
        ("", "The gate: a story", "the-gate-a-story"),
        ("", "", "story"),
        ("anna@mail.example", "Anna’s gate", "annas-gate"),
        ("", "Write to anna@mail.example", "write-to"),
        ("anna@mail.example", "", "story"),
        ("", "Ring 0131 496 0000", "ring"),
    ],
)
def test_a_file_has_the_name_that_its_address_had(slug: str, title: str, name: str) -> None:
    """A file is named after its old address in letters that are safe everywhere, or else after its title."""
    assert name_of(Item("1", title, Markdown(""), slug=slug)) == name


@given(kind=ANY, key=ANY)
def test_a_number_is_a_record(kind: str, key: str) -> None:
    """The number of any item can stand as the record of a consent, and is the same in every import."""
    data = drafted(WHOLE, "Text.", replace(AROUND, number=number_of(kind, key))).data
    _, header = manuscript(data)
    assert header.consent is not None
    assert header.consent.record == number_of(kind, key)


@pytest.mark.parametrize(
    ("address", "alias"),
    [
        ("https://old.example.org/2019/05/the-gate/", "/2019/05/the-gate/"),
        ("/2019/the-gate", "/2019/the-gate/"),
        ("/the-gate.html", "/the-gate.html"),
        ("https://old.example.org/a/index.html", "/a/"),
        ("https://old.example.org/?p=12", None),
        ("https://old.example.org/", None),
        ("https://old.example.org/%d0%b2/", None),
        ("https://old.example.org/../../etc/", None),
        ("https://[broken/", None),
    ],
)
def test_an_old_address_leads_here(address: str, alias: str | None) -> None:
    """The path of an old address becomes an alias wherever a page here can answer it."""
    found = as_alias(address, "/")
    assert (found and found[0]) == alias


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.old.example.org/a/", "https://old.example.org/a#top", True),
        ("/a/", "https://old.example.org/a/index.html", True),
        ("../b.md", "/b.md", False),
        ("https://old.example.org/?p=1", "https://old.example.org/?p=2", False),
        ("https://old.example.org/a/?share=x", "https://old.example.org/a/", True),
        ("https://other.example.org/a/", "https://old.example.org/a/", False),
        ("mailto:a@old.example.org", "https://old.example.org/", False),
    ],
)
def test_addresses_are_compared_as_readers_mean_them(one: str, other: str, same: bool) -> None:
    """Two addresses are the same where they lead to the same page, seen from a page of the old site."""
    base = "https://old.example.org/2019/x/"
    assert (comparable(one, base) == comparable(other, base)) is same
