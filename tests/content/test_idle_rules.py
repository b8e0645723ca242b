"""Rules of the parser that are not asked where they can find nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.content import markdown

PIECES = [
    *"|>:=-[]^*#1.ab \n\t",
    "```",
    "~~~",
    ":::",
    ":::note",
    "]:",
    "\n\n",
    "\n-",
    "\n=",
    "- ",
    "|-|",
    "[^1]:",
    "[a]: b",
    "\r",
    "\r\n",
    "\0",
    "\\*",
    "&amp;",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_a_text_is_parsed_as_if_all_were_asked(text: str) -> None:
    """Leaving out rules whose signs are nowhere in a text changes none of its tokens."""
    every = markdown._parser("en", ()).parse(text)
    assert [t.as_dict() for t in markdown._parsed(text, "en", {})] == [t.as_dict() for t in every]
