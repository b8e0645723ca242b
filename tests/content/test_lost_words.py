"""Words that Markdown leaves out are errors, each with its line; what readers do see is none."""

from __future__ import annotations

import pytest

from generator.content import markdown

FOOTNOTE = "One.[^a]\n\n[^a]: Two."
TABLE = "| a | b |\n|---|---|\n"


def told(text: str) -> list[tuple[int, str, str, str]]:
    """The lines, severities, rules and messages of what is told of a text."""
    found = markdown.parse(text, "stories/x.md", "en").diagnostics
    return [(d.span.line, d.severity.value, d.rule, d.message) for d in found if d.rule != "comment"]


@pytest.mark.parametrize(
    ("text", "line", "rule", "part"),
    [
        ("One.\n\n[^a]: Two.", 3, "footnote", "nothing refers"),
        (f"{FOOTNOTE}\n[^b]: Three.", 4, "footnote", "nothing refers"),
        (f"{FOOTNOTE}\n\n> [^b]: Three.", 5, "footnote", "nothing refers"),
        (f"{FOOTNOTE}\n[^a]: Three.", 3, "footnote", "later footnote"),
        (f"<!-- a\nb -->\n\n{FOOTNOTE}\n\n[^b]: Three.", 8, "footnote", "nothing refers"),
        ("One.[^a]\n\n[^a]:\n\nTwo.", 3, "footnote", "nothing stands in"),
        ("One.[^a] Two.[^b]\n\n[^a]: Three.\n\n[^b]: ", 5, "footnote", "nothing stands in"),
        (f"{TABLE}| 1 | 2 | lost |", 3, "lost-words", "more cells"),
        (f"{TABLE}1 | 2 | lost", 3, "lost-words", "more cells"),
        (f"{TABLE}| 1 | 2 |\n| 1 | `x|y` |", 4, "lost-words", "more cells"),
        ("> | a |\n> |---|\n> | 1 | lost |", 3, "lost-words", "more cells"),
        ("- | a |\n  |---|\n  | 1 | lost |", 3, "lost-words", "more cells"),
        ("One.\n\n[Anna]: Yes.", 3, "lost-words", "taken for the address"),
        ("[Anna]: Never\n\n[Anna]: Tuesday. It rained.", 1, "lost-words", "taken for the address"),
        ('[Anna]: "Never"', 1, "lost-words", "taken for the address"),
        ("[Anna]: Hm…\n\nSee [Anna].", 1, "lost-words", "taken for the address"),
        ("[Anna]: https://example.org/\n\n[Anna]\n\n[Anna]: Yes.", 5, "lost-words", "taken for the address"),
        ("[Anna]: Yes (laughs)\n\nThen [Anna] left.", 1, "lost-words", "taken for the address"),
        ('[Anna]: Yes "I did go back"\n\nThen [Anna] left.', 1, "lost-words", "taken for the address"),
        ("> [Anna]:\n> Yes\n> 'I did'\n\nThen [Anna] left.", 1, "lost-words", "taken for the address"),
        ("- [Anna]: 7 (laughs)\n\nThen [anna][] left.", 1, "lost-words", "taken for the address"),
        ("[*Anna*]: (laughs)\n\nThen [*Anna*] left.", 1, "lost-words", "taken for the address"),
        ("[Anna]: Yes/No\n\nThen [Anna] left.", 1, "lost-words", "taken for the address"),
        ("[Anna]: ...never\n\nThen [Anna] left.", 1, "lost-words", "taken for the address"),
        ("Text[^note 1]\n\n[^note 1]: x", 3, "footnote", "a space in this footnote's name"),
        ("[Anna]: yes:no\n\nThen [Anna] left.", 1, "lost-words", "taken for the address"),
        ("[Anna]: /no\n\nThen [Anna] left.", 1, "lost-words", "taken for the address"),
        ("One[^note ].\n\n[^note ]: yes", 3, "footnote", "a space in this footnote's name"),
        ("[Anna]: #metoo\n\nThen [Anna] left.", 1, "lost-words", "taken for the address"),
        ("[Anna]: ?\n\nThen [Anna] left.", 1, "lost-words", "taken for the address"),
        ("[Anna]: ?!\n\nThen [Anna] left.", 1, "lost-words", "taken for the address"),
        ("[a]: a.md\n[Anna]: Yes\n\n[a], [Anna]", 2, "lost-words", "taken for the address"),
        ('See [the gate][g].\n\n[g]: the-gate "A gate"', 3, "lost-words", "taken for the address"),
        ("Words ![a](a.jpg \"So it was\") more", 1, "lost-words", "caption"),
        ("- ![a](a.jpg \"So it was\")", 1, "lost-words", "caption"),
        ("## ![a](a.jpg \"So it was\")", 1, "lost-words", "caption"),
        ("One\n\n##", 3, "empty-heading", "no words"),
        ("## ![](a.jpg \"decorative\")", 1, "empty-heading", "no words"),
        ("One [](https://example.org/) two", 1, "empty-link", "no words"),
        ("[![](a.jpg \"decorative\")](b.md)", 1, "empty-link", "no words"),
        ("[ ](b.md)", 1, "empty-link", "no words"),
    ],
)  # fmt: skip
def test_lost_words(text: str, line: int, rule: str, part: str) -> None:
    """Footnotes, cells, captions and lines of an interview that would be lost are errors on their lines."""
    found = [one for one in told(text) if one[1] == "error"]
    assert [(*one[:3], part in one[3]) for one in found] == [(line, "error", rule, True)]


@pytest.mark.parametrize(
    "text",
    [
        FOOTNOTE,
        "One.[^a] Two.[^a]\n\n[^a]: Three.\n\n    Four.",
        f"```\n[^a]: Two.\n[^a]: Two.\n```\n\n{FOOTNOTE}",
        f"{TABLE}| 1 |\n| 1 | 2 | |\n| 1 | x\\|y |\n| 1 | 2 |",
        "a | b\n--|--\n1 | 2",
        "See [Sam] and [the talk][t].\n\n[Sam]: the-bench.md#later\n[t]: <https://example.org/> 'A talk'",
        "[a][b] ![c][d]\n\n[b]: /stories/a/\n[d]: a.jpg",
        "[a] [b] [c]\n\n[a]: ../a.md (A)\n[b]: example.org/b 'B'\n[c]: images/a-b \"C\"",
        "[Anna] Yes.\n\n\\[Anna]: Yes.\n\n**Anna:** Yes.",
        "[Anna]: Yes, and then no.",
        "See [später], [top] and [q].\n\n[später]: #sp%C3%A4ter\n[top]: #\n[q]: ?q=1\n\n## Später",
        "![a](a.jpg \"So it was\")",
        "![](a.jpg \"decorative\") and ![a](b.jpg)",
        "## ![a](a.jpg)\n\n[![a](a.jpg)](b.md) [`a`](b.md)",
    ],
)  # fmt: skip
def test_nothing_is_lost(text: str) -> None:
    """Where all words are shown, nothing is told."""
    assert told(text) == []


def test_a_wrong_target_is_for_links() -> None:
    """A line that names no file, and that a link refers to, is no loss of words: the link itself is told of."""
    assert told("See [the gate][g].\n\n[g]: the-gate") == []


@pytest.mark.parametrize(
    "text", ["One.\n\n[1]: https://example.org/", "[a]\n\n[a]: b.md\n[a]: c.md", "[//]: # (a note)\n\nOne."]
)
def test_addresses_that_nothing_leads_to(text: str) -> None:
    """An address that no link refers to is shown to nobody, which is a warning."""
    assert [(severity, rule) for _, severity, rule, _ in told(text)] == [("warning", "unused-address")]


def test_a_footnote_with_a_space_is_no_link() -> None:
    """A footnote's mark with a space in its name, of which an error tells, is no link that could lead nowhere."""
    checked = markdown.parse("One[^note 1] and [two](two.md).\n\n[^note 1]: yes", "stories/x.md", "en")
    assert [link.target for link in checked.made.links] == ["two.md"]
    assert [problem.rule for problem in checked.diagnostics] == ["footnote"]
