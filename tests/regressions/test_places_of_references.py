"""A picture or link by reference was told of at the beginning of its paragraph, and several of them as one."""

from __future__ import annotations

from generator.content import markdown
from generator.ground.diagnostics import Span

TEXT = """\
Text with **bold** and ![][img] and ![a gate][Img2] <!-- a note
of two lines --> then [x](nope.md), [y][] and [z].

[img]: nope.png
[img2]:
  nope2.png "A gate"
[y]: nope.md
[z]: nope.md
"""


def test_pictures_have_the_places_of_their_definitions() -> None:
    """A picture by reference has the line and column at which its definition names the file."""
    body = markdown.parse(TEXT, "stories/a.md", "en", first_line=10).made
    assert [(p.src, p.span) for p in body.pictures] == [("nope.png", Span(13, 8)), ("nope2.png", Span(15, 3))]


def test_links_have_the_places_of_their_definitions() -> None:
    """A link by reference has its definition's place, and one that names its target has its own."""
    body = markdown.parse(TEXT, "stories/a.md", "en", first_line=10).made
    assert [link.span for link in body.links] == [Span(11, 27), Span(16, 6), Span(17, 6)]
