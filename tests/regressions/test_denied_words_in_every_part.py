"""The quick look that spares most texts a search has to see every part of a text, or denied words get through."""

from __future__ import annotations

import pytest

from generator.content import read
from generator.gate import denied_words, deny_list
from tests.builders.sites import story

PARTS = {
    "title": lambda name: story(f"Of {name}"),
    "summary": lambda name: (
        story().replace("summary:", f"summary: By {name}.\nold:").replace("old:", "shape: steady #")
    ),
    "body": lambda name: story(text=f"It was {name} who came."),
    "heading": lambda name: story(text=f"## When {name} came\n\nWords."),
    "code": lambda name: story(text=f"Say `{name}` aloud."),
    "block of code": lambda name: story(text=f"```\n{name}\n```\n"),
    "table": lambda name: story(text=f"| who |\n|---|\n| {name} |\n"),
    "footnote": lambda name: story(text=f"Words.[^1]\n\n[^1]: {name} said so.\n"),
    "alternative text": lambda name: story(text=f"![{name} at the gate](images/a.png)"),
    "link": lambda name: story(text=f"[words](https://example.org/{name.replace(' ', '%20')})"),
    "title of a link": lambda name: story(text=f'[words](https://example.org/ "{name}")'),
    "picture above": lambda name: story(more=f"image: {{src: a.png, alt: {name}, credit: x}}"),
    "credit": lambda name: story(more=f"image: {{src: a.png, alt: x, credit: {name}}}"),
    "slug": lambda name: story(more=f"slug: {name.lower().replace(' ', '-')}"),
}
SPELLINGS = ["Anna Weber", "ANNA WEBER", "Anna\u00a0Weber", "An\u00adna Weber", "Anna We\u200bber", "A\u0301nna Weber"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_name_is_found_in_every_part(part: str, spelling: str) -> None:
    """A denied name is found wherever it stands, however it is spelled."""
    if part == "slug" and not spelling.isascii():
        spelling = "Anna Weber"  # an address takes no other letters
    data = PARTS[part](spelling).encode()
    text = read.manuscript(data, "stories/a.md", "en").value
    assert text is not None
    denied = deny_list.read(b"Anna Weber\n")
    assert [problem for problem in denied_words.problems(text, data, denied) if problem.is_error]


@pytest.mark.parametrize("part", PARTS)
def test_innocent_words_are_left_alone(part: str) -> None:
    """Words that only resemble denied ones, as long as no letter is another script's, are nobody's."""
    data = PARTS[part]("Annabel Webers").encode()
    text = read.manuscript(data, "stories/a.md", "en").value
    assert text is not None
    assert not [p for p in denied_words.problems(text, data, deny_list.read(b"Anna Weber\n")) if p.is_error]


@pytest.mark.parametrize("name", ["Anna We\u00ad\nber", "Anna We-\nber", "Anna\u00ad\nWeber", "Anna\nWeber"])
def test_a_name_over_two_lines_is_found(name: str) -> None:
    """A denied name is found where a line ends within it, with or without a hyphen."""
    assert deny_list.holds(name, deny_list.read(b"Anna Weber\n"))
