"""Fields that mending made of lines that were none, and so put before readers: switched off, misspelt, or sentences."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.mend import mending, proposed
from generator.content import read
from generator.ground.unseen import IGNORABLE

FIELDS = ("title", "author", "summary", "series", "slug", "aliases", "content_notes", "language", "image", "updated")
REST = ("date: 14.3.2026", "topics: [support]")  # the first is mended for sure
CONSENT = "consent:\n  record: CF-2026-014\n  status: given\n  given_on: 2026-03-01\n  scope: [web]\n"
NAMED = re.compile(rf"^[\s{IGNORABLE}]*([A-Za-z_]+)[\s{IGNORABLE}]*:[ \t\u00a0]*[^\s#]")


def story(*front: str) -> str:
    """A story with these lines in its front matter, a date to be mended, topics and a consent."""
    return "\n".join(["---", *front, *REST, f"{CONSENT}---", "", "There were two kettles.", ""])


def shown(text: str) -> set[str]:
    """The fields with a value that readers see, or find the text by."""
    found = read.manuscript(text.encode(), "stories/a.md", "en").value
    assert found is not None
    return {name for name in FIELDS if found.front.fields.get(name)}


SWITCHES = (
    *("<!-- ", "/*", "/** ", "; ", "-- ", "--", "– ", "• ", "_", "~~", "✗ ", "× ", "(", "??", "x", "-", ".", "$", "*"),
    *("'", "“", "\\", "<", "+", "1 ", "no ", "old_", "** ", '"', "`", ">", "|", "=", "@", "!", "%", "§", "x-"),
)
SIGNS = (": ", ":", " ", " = ", "=", "; ", " - ", " – ", "：", ":= ", "): ", "~~: ", "**: ", '": ', "_: ", "  ")


@pytest.mark.parametrize("line", ["{}author: Maria Gate", "{}title: Maria Gate", "{}_slug: maria-gate"])
@pytest.mark.parametrize("switch", SWITCHES)
def test_fields_that_a_sign_had_switched_off(switch: str, line: str) -> None:
    """A field with a sign before its name is left to a person."""
    data = story(line.format(switch)).encode()
    written = mending(data, "stories/a.md").after
    assert written in (data, data.replace(b"14.3.2026", b"2026-03-14"))


@pytest.mark.parametrize(
    "line",
    [
        *("author Maria Gate but show Ines", "Author Maria Gate asks for a pseudonym", "author has not answered yet"),
        *("author to be agreed with Maria", "author wants out", "title needs work", "summary missing ask Maria Gate"),
        *("author; Maria Gate", "author = Maria Gate", "slug maria gate real name", "Author："),
        *(
            "description: Maria Gate",
            "sumary: Maria Gate",
            "titel: Maria Gate",
            "lang: es",
            "lastmod: 2026-05-01",
            '"author: Maria Gate"',
        ),
    ],
)
def test_lines_that_were_no_field(line: str) -> None:
    """A sentence without a colon, and a name that is not the field's own, are shown as a field and left to a person."""
    data = story(line).encode()
    mended = mending(data, "stories/a.md")
    assert mended.after in (data, data.replace(b"14.3.2026", b"2026-03-14"))
    assert line == "Author：" or any(row.startswith("+") for row in proposed(mended, "a.md")[3:])


@pytest.mark.parametrize(
    "line", ["author:Maria", "Author: Maria", "AUTHOR :Maria", "\u00a0author: Maria", "\tauthor: Maria"]
)
def test_fields_as_they_were_written(line: str) -> None:
    """Capitals, spaces and what cannot be seen leave a field what it is, and are mended."""
    assert b"\nauthor: Maria\n" in mending(story(line).encode(), "stories/a.md").after


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", *" \t\u00a0\ufeff", *SWITCHES]),
            st.sampled_from([*FIELDS, "Author", "TITLE", "titel", "sumary", "description", "byline", "lang", "tags"]),
            st.sampled_from(SIGNS),
            st.sampled_from(["Maria Gate", "needs work", "en", "[a]", "{name: A, part: 1}", "maria-gate", "to wait."]),
            st.sampled_from(["", "", " -->", " */", "~~", ")", '"', "**"]),
        ).map("".join),
        max_size=3,
    )
)
def test_no_field_appears(lines: list[str]) -> None:
    """After mending, readers see no field but those whose lines began with their name and a colon before."""
    before = story(*lines)
    after = mending(before.encode(), "stories/a.md").after.decode()
    if after != before:
        assert shown(after) <= {found[1].lower() for line in lines if (found := NAMED.match(line))}
