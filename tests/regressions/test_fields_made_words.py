"""Lines below a field that were made words of it, so that names and stop signs were published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.mend import mending, proposed
from tests.builders.fronts import published, read_as, story

HEADS = (
    "title: Home",
    "author: Ines",
    "summary: I was there",
    "summary:I was there",
    'title: "Home',
    "title: My #1 day",
)
STOPS = (
    *("status: draft", "Consent: withdrawn", "published: false", "private: true", "hidden: true", "noindex: true"),
    *(
        "visibility: private",
        "embargo: 2027-01-01",
        "Draft: true",
        "drft: true",
        "draft:true",
        "draft true",
        "draft: true",
    ),
)
PERSONAL = ("real name: Maria Gate", "email: maria@gate.org", "phone: Maria", "note: she is Maria", "named_as: Maria")
OTHERS = ("content_warning: suicide", "content_notes: [suicide]", "Note to editor: cut Maria", "language: de")


@pytest.mark.parametrize("line", [*STOPS, *PERSONAL, *OTHERS])
@pytest.mark.parametrize("head", ["title: Home", "author: Ines", "summary: I was there"])
def test_never_written(head: str, line: str) -> None:
    """A line below a field that looks like one of its own is never made words for readers, and none is proposed."""
    text = story(head, f"  {line}")
    assert published(text) is None
    mended = mending(text.encode(), "stories/a.md")
    words = published(mended.after.decode())
    assert words is None or line.rpartition(" ")[2].strip("[]") not in words
    assert not [row for row in proposed(mended, "a.md") if row.startswith(("+title", "+author", "+summary"))]


def test_words_with_a_colon() -> None:
    """A line below a field with a colon that names nothing is told in all ways, and not written."""
    text = story("summary: I was there", "  upstairs: in the attic")
    mended = mending(text.encode(), "stories/a.md")
    assert mended.after == mended.before
    (slip,) = mended.left
    assert slip.hint == (
        'if it is a field, begin it at the margin; if readers are to read all of it, write: summary: "I was there'
        ' upstairs: in the attic"; if part of it is a note for yourselves, take that out'
    )


@pytest.mark.parametrize(
    "front",
    [
        ("summary: I was there", "  draft:true"),
        ("summary: I was there", "  draft true"),
        ("summary: >-", "  I was there", "  Draft: true"),
        ("summary: |", "  I was there", "  published: false"),
        ("summary: >", "  I was there", "  consent: withdrawn"),
        ("summary: >", "  I was there", "  content_notes: [suicide]"),
        ("summary: >", "  I was there", "  email: maria@gate.org"),
        ('summary: "I was there', "draft: true", '  and here"'),
        ("author: #1 of us", "  draft true"),
    ],
)
def test_swallowed(front: tuple[str, ...]) -> None:
    """A field that YAML reads as words of the one above is an error, on its own line."""
    at = next(n for n, line in enumerate(front, 2) if "true" in line or n > 3 or "draft" in line)
    errors = [d for d in read_as(story(*front)).errors if "reads it as words of the one above" in d.message]
    assert [d.span.line for d in errors] == [at]


@pytest.mark.parametrize(
    "line",
    [
        *("visible:false", "date:2030-01-01", "draft; true", "draft - true", "draft is true", "Draft", "publish = no"),
        *("content_notes [suicide]", "record CF-2026-777", 'real_name "Maria"', "status is paused", "language:de"),
        *("consent withdrawn", "status - withdrawn", "**draft:** true", "title:The second", "date 2030-01-01"),
    ],
)
@pytest.mark.parametrize("head", ["title: Home", "author: Ines", "summary: I was there"])
def test_folded(head: str, line: str) -> None:
    """A line that is folded into a text field and names a field with its value withholds the story, and says why."""
    (told,) = read_as(story(head, f"  {line}")).errors
    assert told.span.line == 3
    assert "if these are words, put them on one line with those above" in told.hint
    data = story(head, f"  {line}").encode()
    assert mending(data, "stories/a.md").after == data


@pytest.mark.parametrize(
    "front",
    [
        ('summary: "I was there, and the', '  date: it was Monday."'),
        ("summary: >-", "  What I wrote on the form: name,", "  date: Monday,", "  status: single."),
        ("summary: I was there and my", "  draft of it", "  date 3 May", "  status is unknown", "  record of it"),
        ("summary: I saw that my", "  consent was withdrawn at last."),
        ("summary: I saw a", "  draft - true to life - at last."),
        ("summary: |", "  Status: still here.", "  Warning: hard words."),
        ("summary: >", "  My first draft", "  is true to me."),
        ("summary: I was there", "  and true to my draft"),
        ("image:", "  src: gate.jpg", "  alt: A gate."),
    ],
)
def test_honest_lines(front: tuple[str, ...]) -> None:
    """Words over several lines that are no field are told of in no way."""
    assert [d for d in read_as(story(*front)).diagnostics if d.rule == "yaml-syntax"] == []


@given(
    st.sampled_from(HEADS),
    st.lists(
        st.builds(
            "{}{}{}".format,
            st.sampled_from(["  ", "\t", "    ", " "]),
            st.sampled_from(["", "- ", '"']),
            st.one_of(
                st.sampled_from([*STOPS, *PERSONAL]), st.from_regex(r"[a-z]{1,9}( [a-z]{1,9})?: zebra", fullmatch=True)
            ),
        ),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(["---", "----", "—"]),
)
def test_nothing_becomes_words(head: str, below: list[str], fence: str) -> None:
    """Mending publishes no word of a line below a field that was kept from readers before."""
    text = story(head, *below).replace("---\n", f"{fence}\n", 1)
    before = published(text)
    words = published(mending(text.encode(), "stories/a.md").after.decode())
    if before is None and words is not None:
        assert "zebra" not in words
        assert "Maria" not in words
        assert not any(line.strip(' \t-"') in STOPS for line in below)
