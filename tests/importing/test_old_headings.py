from __future__ import annotations

import pytest

from generator.importing.item import Html, Markdown
from generator.importing.old_headings import heading_names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("# One\n\nText\n\n### *Two* or three ###", {"one": "one", "two-or-three": "two-or-three"}),
        ("## One {.big #first}", {"one": "one", "first": "one"}),
        ("## One\n\n## One\n\n#hash", {"one": "one"}),
        ("## {#only}", {}),
    ],
)
def test_headings_of_markdown(source: str, names: dict[str, str]) -> None:
    """A heading of Markdown is known by its words, and by the name that it was given."""
    assert heading_names(Markdown(source)) == names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('<h2 data-id="0" id="first">One</h2><p>Text</p><H3>Two</H3>', {"one": "one", "first": "one", "two": "two"}),
        ("<h2>One<p>Text</p>", {}),
        ("</h2><h2>  </h2>", {}),
        ("<h2>" * 50_000, {}),
        ("<h2 " * 50_000, {}),
    ],
)
def test_headings_of_html(source: str, names: dict[str, str]) -> None:
    """A heading of HTML is known by its words and its id, and broken ones by nothing."""
    assert heading_names(Html(source)) == names
