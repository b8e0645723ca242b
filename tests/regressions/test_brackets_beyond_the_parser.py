"""libyaml 0.2.6 stops at a thousand brackets with an error of its own, before it has told of the thirteenth."""

from __future__ import annotations

import pytest

from generator.content import strict_yaml


@pytest.mark.parametrize("end", ["", "]" * 1_200])
@pytest.mark.parametrize(
    "before", ["", "title: It's [not] {this\n", "title: |\n  '[[[[\n", '# "[\n', "title: '[''[' # '\n"]
)
def test_more_brackets_than_the_parser_bears(before: str, end: str) -> None:
    """Of 1,200 brackets the thirteenth level is told, with words that say what is too deep."""
    checked = strict_yaml.parse(f"{before}series: {'[' * 1_200}{end}\n", "stories/x.md")
    assert [(d.rule, d.message, d.span.column) for d in checked.diagnostics] == [
        ("yaml-depth", "this is nested too deeply", 20)
    ]


@pytest.mark.parametrize("form", ['"{}"', "'{}'", "|-\n  {}\n", "a\n  {}", "a # {}"])
def test_brackets_that_are_words(form: str) -> None:
    """A thousand brackets in quotes, in a block of words or in a comment are no depth."""
    checked = strict_yaml.parse("title: " + form.format("[" * 1_200), "stories/x.md")
    assert checked.diagnostics == ()
