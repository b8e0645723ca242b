"""Notes to oneself in fields that YAML could not read, which mending put into quotes and so before readers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.mend import mending
from generator.content.shown_fields import SHOWN
from generator.content.stop_signs import is_plain
from tests.builders.fronts import published, story

NAMES = ("title", "author", "summary", "image.alt", "image.credit", "series.name")
OF_RECORDINGS = ("recording.source", "recording.poster.alt")
SIGNS = (": ", " [", "@", " *", " `", " #", ": (", " {", " <", ' "', " | ", " – ", "\n  ", "\n    ", " / ", " & ", "; ")
SLIPS = (": ", ":", " ", " = ", "：", ":\u00a0", ": “", ': "', ":\t")


def front(name: str, between: str, words: str) -> str:
    """A field with these words, whatever stands between them and its name."""
    field, _, inner = name.partition(".")
    other = {"image": "src: gate.jpg", "series": "part: 1"}.get(field)
    return f"{field}:\n  {other}\n  {inner}{between}{words}" if other else f"{name}{between}{words}"


@pytest.mark.parametrize(
    "line",
    [
        *("author: Maria Gate: show as Ines", "author: Ines: not Maria", "author: Ines: please check"),
        *("title: Home: ask Ines", "title: WIP: Home", "title: Gesperrt: Home", "title: Wersja robocza: Dom"),
        *("title: Home: withdrawn 2026-05-01", "title: @draft Home", "summary: [to be written]", "summary: @todo"),
        *("summary: I was there. DNP: x", "author: @ines (real name Maria)", "author: *Ines (Maria Gate)*"),
        *("title: *DRAFT* Home", "title: `Draft` Home", "summary: *to do*", "author: Ines: real name Maria"),
        *("author: Ines: draft = true", "title: Home: [status withdrawn]", "title: Home #draft", "title: My #1 day"),
        *("description: Ines (real name Maria)", "headline: “Home: ask Ines”", "slug: Ines (Maria)"),
    ],
)
def test_what_is_never_written(line: str) -> None:
    """A value that a sign kept from readers is left to a person."""
    data = story(line).encode()
    assert mending(data, "stories/a.md").after == data


@given(
    st.sampled_from(NAMES),
    st.sampled_from(SLIPS),
    st.text("aé ", min_size=1, max_size=3).map(lambda words: f"Ines{words}"),
    st.sampled_from(SIGNS),
    st.text(st.sampled_from("ab Z9é:-_*[](){}@#'\"“”.,\n "), max_size=12),
)
def test_no_sign_is_written_away(name: str, between: str, words: str, sign: str, label: str) -> None:
    """Mending publishes no story for words with a sign in them, and changes none that readers saw before."""
    text = story(*front(name, between, f"{words}{sign}{label}x").split("\n"))
    after = mending(text.encode(), "stories/a.md").after.decode()
    assert published(after) == published(text)


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        *(("Home", True), ("A plain summary, of two lines. Here!", True), ("It’s mine, a well-worn one…", True)),
        *(("यह मेरा घर है", True), ("Home - ask", False), ("-Home", False), ("Home (ask)", False), ("A: b", False)),
        *(("a@b", False), ("Home/ask", False), ("“Home”", False), ("#1", False), ("Home\nask", False), (".", False)),
    ],
)
def test_plain_words(words: str, plain: bool) -> None:
    """Plain words are letters and digits, in words and sentences, and no other signs."""
    assert is_plain(words) is plain


def test_every_field_that_readers_see_is_one() -> None:
    """The fields that only plain words are written into are those whose words readers see, and the address."""
    assert {".".join(map(str, loc)) for loc in SHOWN} == {*NAMES, *OF_RECORDINGS, "translated_by", "slug"}
