"""Notes with unseen characters or look-alikes in their signs, and notes in fields, were published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import markdown, read
from generator.content.comments import may_be_disguised
from generator.ground.unseen import ANNOTATING, IGNORABLE
from tests.builders.examples import few
from tests.builders.sites import SITE, built, make_site, story

UNSEEN = st.from_regex(re.compile(f"[{IGNORABLE}{ANNOTATING}]"), fullmatch=True)


def told(text: str) -> list[tuple[int, int]]:
    """The places of errors about comments in a text."""
    found = markdown.parse(text, "stories/x.md", "en").diagnostics
    return [(d.span.line, d.span.column) for d in found if d.is_error and d.rule == "comment"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Hello <\u200b!-- SECRET -\u200b-> x", (1, 8)),
        ("Hello %\u200b%SECRET%\u200b% x", (1, 8)),
        ("One\nHello %\u200b%SECRET%\u200b% x", (2, 8)),
        ("Hello ％％SECRET％％", (1, 7)),
        ("Hello ＜!-- SECRET --＞", (1, 7)),
        ("Hello ‹!⸺ SECRET ⸺›", (1, 7)),
        ("Hello <！－－ SECRET －－>", (1, 7)),
        ("Hello <\u00a0!-- SECRET", (1, 7)),
        ("Hello <&shy;!-- SECRET", (1, 8)),
        ("Hello %\u200a%SECRET", (1, 7)),
        ("Hello\n\n    %\u200b%SECRET", (3, 6)),
        ("<!-- a\nb -->\n\nHello\n%&#x200b;%SECRET", (5, 2)),
    ],
)
def test_a_comment_in_disguise_is_told(text: str, place: tuple[int, int]) -> None:
    """What looks like a comment and is none is an error at the character that is another."""
    assert place in told(text)


@pytest.mark.parametrize(
    "text", ["100\u00a0%", "50%–60%", "50％～60％ です！", "❤️ ‹ja!› — 5 ٪", "`％％`", "می\u200cخواهم", "R&D <b!"]
)
def test_other_signs_are_words(text: str) -> None:
    """Single percent signs, quotation marks, emoji and code of any script are no comments."""
    assert told(text) == []


def test_an_ordinary_text_is_not_read_twice() -> None:
    """A text with the usual quotation marks and dashes is not parsed again for comments in disguise."""
    assert not may_be_disguised("“One” – two’s, 5 % of three… really! 50%–60% ‹four› <five>")


@settings(max_examples=few(200))
@given(st.data())
def test_nothing_unseen_opens_a_comment(data: st.DataObject) -> None:
    """A comment with unseen characters anywhere in its signs is never on a page without an error."""
    begins, ends = data.draw(st.sampled_from([("<!--", "-->"), ("%%", "%%"), (r"\<!--", "-->"), ("<!\\--", "")]))
    between = st.lists(UNSEEN, max_size=2).map("".join)
    begins, ends = ("".join(sign + data.draw(between) for sign in signs) for signs in (begins, ends))
    before = data.draw(st.sampled_from(["", "Hello ", "- ", "> ", "## ", "`a` ", "`\u200b`", "*", "“x”\n"]))
    text = f"{before}{begins}SECRET{ends} x"
    page = "".join(map(str, markdown.parse(text, "stories/x.md", "en").made.parts))
    assert "SECRET" not in page or told(text)


FIELDS = [
    "title: A <!-- SECRET --> story",
    "summary: 'One %%SECRET%% two'",
    "author: 'M <\u200b!-- x'",
    "title: '％％x％％'",
]


@pytest.mark.parametrize("field", [*FIELDS, "image: {src: a.jpg, alt: '<!-- x'}", "series: {name: '%%x%%', part: 1}"])
def test_a_comment_in_a_field_withholds(tmp_path: Path, field: str) -> None:
    """A private comment in a field of the front matter is an error at its place, and the story stays out."""
    name = field.partition(":")[0]
    lines = [line for line in story().split("\n") if not line.startswith(f"{name}:")]
    report = built(make_site(tmp_path, {"gate.md": "\n".join([lines[0], field, *lines[1:]])}))
    assert [d.span.line for d in report.diagnostics if d.rule == "comment" and d.is_error] == [2]
    assert [w.source for w in report.withheld] == ["stories/gate.md"]


def test_a_comment_in_the_settings_is_told() -> None:
    """A private comment in a value of site.yaml is an error at its place, and a remark of YAML is none."""
    site = SITE.replace("Told by those who were there.", "'Told <!-- SECRET --> there.' # <!-- mine -->")
    found = [d for d in read.settings(site.encode(), "site.yaml").diagnostics if d.rule == "comment"]
    assert [(d.span.line, d.span.column, d.is_error) for d in found] == [(2, 10, True)]


def test_percent_signs_in_a_field_are_words(tmp_path: Path) -> None:
    """A title with a percent sign, or with two of them once, is published."""
    assert built(make_site(tmp_path, {"gate.md": story("From 50 % to 100%%")})).withheld == ()
