"""Source files to manuscripts, pages and settings. What is told of each mistake stands in tests/data/invalid."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import read, validate
from generator.content.slugs import slug_of
from generator.ground.diagnostics import Diagnostic
from generator.ground.unseen import CONTROL
from tests.builders.examples import few
from tests.builders.sites import DATA, SITE, story

NEAR = {
    "story": (DATA / "neighbour" / "stories" / "kept.md").read_bytes(),
    "page": b"---\ntitle: About\nupdated: 2026-01-01\n---\n\n## Us\n\nWe are [here](x.md).\n",
    "site": SITE.encode(),
}
FRAGMENTS = [
    *(
        b"---\n",
        b"\n",
        b":",
        b": ",
        b"- ",
        b"[",
        b"]",
        b"{",
        b"}",
        b"'",
        b'"',
        b"#",
        b"&a ",
        b"*a",
        b"!x ",
        b"|\n",
        b">\n",
    ),
    *(
        b"\t",
        b"  ",
        b"\r\n",
        b"\r",
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xed\xa0\x80",
        b"? ",
    ),
    *(
        b"title",
        b"consent",
        b"topics",
        b"null",
        b"true",
        b"2026-02-30",
        b"<<: ",
        b"%YAML 1.1\n",
        b"...\n",
        b"::: quote\n",
    ),
    *(
        b"![](x)",
        b"[x](y)",
        b"[^1]",
        b"| a |\n|-|\n",
        b"\\",
        b"\xf0\x9f\x98\x80",
        b"\xef\xbf\xbf",
        b"1e999",
        b"99999999999",
    ),
]


def read_as(kind: str, data: bytes) -> tuple[bool, tuple[Diagnostic, ...]]:
    """Whether everything could be read, and all problems."""
    if kind == "story":
        story = read.manuscript(data, "stories/x.md", "en")
        if story.value is not None:
            made = read.settings(SITE.encode(), "site.yaml").value
            assert made is not None
            list(validate.manuscript(story.value, made[0]))
            assert not CONTROL.search(f"{story.value.header}{story.value.body.text}")
        return story.value is not None and story.value.header is not None, story.diagnostics
    if kind == "page":
        page = read.page_source(data, "pages/x.md", "en")
        return page.value is not None and page.value.header is not None, page.diagnostics
    site = read.settings(data, "site.yaml")
    return site.value is not None, site.diagnostics


def hold(kind: str, data: bytes) -> None:
    """Reading gives a value, or at least one error; every problem has words, and a place within the file."""
    whole, problems = read_as(kind, data)
    assert whole or any(d.is_error for d in problems)
    lines = data.count(b"\n") + data.count(b"\r") + 2
    for problem in problems:
        assert 1 <= problem.span.line <= lines
        assert problem.span.column >= 1
        assert problem.message
        assert problem.hint


@given(st.sampled_from(["story", "page", "site"]), st.binary(max_size=200) | st.text().map(str.encode))
@settings(max_examples=few(150))
def test_any_bytes(kind: str, data: bytes) -> None:
    """No bytes raise, as a story, a page or site.yaml."""
    hold(kind, data)
    hold(kind, b"---\n" + data + b"\n---\n" + data)


@given(
    st.sampled_from(["story", "page", "site"]),
    st.lists(
        st.tuples(st.integers(0, 900), st.integers(0, 12), st.lists(st.sampled_from(FRAGMENTS), max_size=3)), max_size=5
    ),
)
@settings(max_examples=few(300))
def test_bytes_near_a_valid_file(kind: str, changes: list[tuple[int, int, list[bytes]]]) -> None:
    """No change to a valid file raises: something is deleted, something put in its place."""
    data = NEAR[kind]
    for at, length, new in changes:
        data = data[:at] + b"".join(new) + data[at + length :]
    hold(kind, data)


@pytest.mark.parametrize(
    ("ends", "system", "line"),
    [
        (lambda text: text.replace("\n", "\r\n"), "Windows", 1),
        (lambda text: text.replace("\n", "\r"), "an old Macintosh", 1),
        (lambda text: text + "One\rtwo\n", "an old Macintosh", story().count("\n") + 1),
    ],
)
def test_line_ends_are_told(ends: Callable[[str], str], system: str, line: int) -> None:
    """Which system ends lines so is told where the first of them is."""
    (told,) = read.manuscript(ends(story()).encode(), "stories/x.md", "en").diagnostics
    assert (told.message, told.span.line) == (f"lines end as on {system}, which was read as usual", line)


def test_windows_and_unix_read_the_same() -> None:
    """A byte order mark and line ends of Windows or old Macs change nothing but a note."""
    text = story(text="One.\n\n- two\n- three\n")
    plain = read.manuscript(text.encode(), "stories/x.md", "en")
    for data in (
        b"\xef\xbb\xbf" + text.encode(),
        text.replace("\n", "\r\n").encode(),
        text.replace("\n", "\r").encode(),
    ):
        other = read.manuscript(data, "stories/x.md", "en")
        assert other.value == plain.value
        assert [d.severity for d in other.diagnostics] == ["note"]
    assert plain.diagnostics == ()


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("stories/the-tin.md", "the-tin"),
        ("stories/more/The Tin.md", "the-tin"),
        ("stories/../../etc/passwd.md", "passwd"),
        ("stories/..md", "text-09898c639358"),
        ("stories/<b>.md", "b"),
        ("stories/a--b_c.md", "a-b-c"),
    ],
)
def test_slugs(path: str, slug: str) -> None:
    """A file's name gives a slug of small letters, digits and hyphens, whatever it holds."""
    assert slug_of(path) == slug


def test_language_of_a_story() -> None:
    """Quotation marks follow the story's language, and the site's where the story names none."""
    for more, site, shown in [("language: de", "en", "„Ja“"), ("", "de", "„Ja“"), ("", "en", "“Ja”")]:
        checked = read.manuscript(story(more=more, text='"Ja"').encode(), "stories/x.md", site)
        assert checked.value is not None
        assert checked.value.body.text == shown


def test_dashes_in_the_text() -> None:
    """Only the second line of dashes ends the front matter; dashes in the text are a rule."""
    checked = read.manuscript(story(text="One\n\n---\n\nTwo").encode(), "stories/x.md", "en")
    assert checked.value is not None
    assert "<hr>" in "".join(str(part) for part in checked.value.body.parts)


@pytest.mark.parametrize(
    ("character", "severity", "name"),
    [
        ("\x0c", "error", "U+000C, form feed"),
        ("\x1b", "error", "U+001B, escape"),
        ("\x85", "error", "U+0085, next line"),
        ("\ufffe", "error", "U+FFFE, noncharacter"),
        ("\U0001fffe", "error", "U+1FFFE, noncharacter"),
        ("\U0010ffff", "error", "U+10FFFF, noncharacter"),
        ("\ufffd", "warning", "U+FFFD, replacement character"),
        ("\ufffc", "warning", "U+FFFC, object replacement character"),
    ],
)
def test_characters_that_are_no_words(character: str, severity: str, name: str) -> None:
    """What no page may hold, and what stands for something that was lost, is told once, with number, name and place."""
    found = read.manuscript(story(text=f"One.\n\nAt {character}{character}.").encode(), "stories/a.md", "en")
    [problem] = found.diagnostics
    assert (problem.severity.value, problem.span.line, problem.span.column) == (severity, 12, 4)
    assert name in problem.message
    assert (found.value is None) == (severity == "error")


@pytest.mark.parametrize("character", ["\u200c", "\u00ad", "\U0001ffbf", "\U0001f5ff", "日", "\u2028", "\u200f"])
def test_characters_that_are_words(character: str) -> None:
    """Of other characters that are not seen, or are written alike, nothing is said."""
    assert read.manuscript(story(text=f"At {character}.").encode(), "stories/a.md", "en").diagnostics == ()


def test_a_text_as_it_should_be_pays_for_no_slips() -> None:
    """Reading texts without a slip loads nothing of what explains slips; one with a slip does."""
    program = """
import sys
from generator.content import read
from generator.content.slugs import slug_of
before = {name for name in sys.modules if name.startswith("generator.")}
for data in map(str.encode, sys.argv[1:]):
    read.manuscript(data, "stories/a.md", "en")
print(*({name for name in sys.modules if name.startswith("generator.")} - before))
"""

    def loaded(*texts: str) -> str:
        done = subprocess.run([sys.executable, "-c", program, *texts], capture_output=True, text=True, check=True)
        return done.stdout

    clean = [story(), story("Une clé à molette", more="updated: 2026-01-02"), story("Twas “so”")]
    assert "slip" not in loaded(*clean)
    assert "generator.content.slips" in loaded(story("My #1 day"))
