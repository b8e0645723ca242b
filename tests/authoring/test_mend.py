"""Mending slips in front matter: what is written, and what never is."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.mend import Mending, as_diff, mending, proposed
from generator.content import strict_yaml
from generator.content.foreign_dates import day
from generator.content.read import manuscript
from generator.content.strict_yaml import Value
from tests.builders.slips import ASKED, CLOSINGS, CONSENT, EVERY, FIELDS, MEANT, OPENINGS, plain, text

REST = ("title", "date", "author", "summary", "topics")
AGREED: Value = {"record": "CF-2026-014", "status": "given", "given_on": "2026-11-01", "scope": ["web", "feed"]}


def mended(written: str, path: str = "stories/a.md") -> Mending:
    return mending(written.encode(), path)


def fields(data: bytes) -> dict[str, Value]:
    """What the front matter of a file says; it has to be one as it should be."""
    found = re.fullmatch(r"---\r?\n(.*?)^---[ \u00a0]*(?:\r?\n.*)?", data.decode("utf-8-sig"), re.DOTALL | re.MULTILINE)
    assert found is not None, data.decode()
    parsed = strict_yaml.parse(found[1].replace("\r\n", "\n"), "")
    assert parsed.value is not None, parsed.diagnostics
    assert parsed.diagnostics == ()
    return dict(parsed.value.fields)


@pytest.mark.parametrize(("name", "written"), EVERY)
def test_each_slip(name: str, written: str) -> None:
    """A slip that can be meant in one way is mended to what was meant, and nothing else is changed."""
    lines = [written, *(plain(other) for other in REST if other != name)]
    after = mended(text(*lines)).after
    expected = {other: MEANT[other][plain(other)] for other in REST} | {"consent": AGREED}
    meant = MEANT[name][written]
    assert fields(after) == (expected | {name: meant} if name else expected)
    assert after.decode().endswith(text(*lines[1:]).removeprefix("---\n"))


@pytest.mark.parametrize(("name", "written"), [(name, written) for name in ASKED for written in ASKED[name]])
def test_each_slip_with_signs(name: str, written: str) -> None:
    """What was no field, or holds a sign that may part a note from a text, is proposed, and never written."""
    found = mended(text(written, *(plain(other) for other in REST if other != name)))
    assert found.after == found.before
    assert "if part of it is a note for yourselves, take that out" in found.left[0].hint
    (made,) = [row[1:].strip() for row in proposed(found, "a.md")[3:] if row.startswith("+")]
    said = strict_yaml.parse(f"{made}\n", "").value
    assert said is not None
    meant = ASKED[name][written]
    assert [*said.fields.values()] == [meant["alt"] if isinstance(meant, dict) else meant]


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("closing", CLOSINGS)
def test_fences(opening: str, closing: str) -> None:
    """Lines that are meant for three dashes become three dashes."""
    lines = [plain(name) for name in REST]
    after = mended(text(*lines, opening=opening, closing=closing)).after
    assert after.decode().replace("---\u00a0", "---") == text(*lines)


@given(
    st.permutations(FIELDS).flatmap(
        lambda names: st.tuples(*(st.sampled_from([(name, line) for line in MEANT[name]]) for name in names))
    ),
    st.lists(st.sampled_from(sorted(MEANT[""])), max_size=3),
    st.sampled_from(OPENINGS),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_slips_together(
    chosen: tuple[tuple[str, str], ...], between: list[str], opening: str, newline: str, bom: bool
) -> None:
    """However slips come together, each is mended to what was meant; consent, text, ends of lines and BOM stay."""
    # Indented, a field in the midst of others belongs to the one above it.
    chosen = tuple((name, plain(name) if n and line[:1].isspace() else line) for n, (name, line) in enumerate(chosen))
    lines = [*(line for _, line in chosen), *(line for line in between if line != "published: true")]
    if not re.match("[A-Za-z]+:", lines[0]):
        opening = "---"  # nothing else says that a front matter begins
    before = ("\ufeff" if bom else "") + text(*lines, opening=opening).replace("\n", newline)
    after = mended(before).after
    assert after.startswith(b"\xef\xbb\xbf") == bom
    assert newline.join([*CONSENT.splitlines(), "---", "", "There were two kettles.", ""]) in after.decode()
    assert set(re.findall(r"\r\n|\r|\n", after.decode())) == {newline}
    expected = {name: MEANT[name][line] for name, line in chosen}
    assert fields(after.replace(newline.encode(), b"\n")) == expected | {"consent": AGREED}
    assert mending(after, "stories/a.md").after == after


SIGNS = st.lists(
    st.sampled_from(
        [
            *"a:- \n\n\n[]{}'\"&*!|>%@#?,.\t~é“”:\u00a0\u200b",
            "title: ",
            "\ndate: ",
            "\nauthor ",
            "\nsummary:",
            "\n---\n",
        ]
        + [
            "topics: ",
            "tags: ",
            "lastmod: ",
            "consent:\n  record: x\n",
            "\n  status: given\n",
            "+++",
            "```",
            "3/4/2026",
        ]
        + [f"\n{line}\n" for name in ("title", "date", "summary", "") for line in MEANT[name]]
    ),
    max_size=40,
).map("".join)


@given(SIGNS, st.booleans())
def test_any_front_matter(signs: str, fenced: bool) -> None:
    """Whatever stands there, what is written can be read, is mended for good, and holds every consent as it was."""
    before = (f"---\n{signs}\n---\n\nText.\n" if fenced else signs).encode()
    for path in ("stories/a.md", "pages/a.md"):
        after = mending(before, path).after
        if after == before:
            continue
        assert mending(after, path).after == after
        assert manuscript(after, path, "en").value is not None
        consents = re.compile(rb"^consent:.*(?:\n[ \t].*)*", re.MULTILINE)
        assert consents.findall(after) == consents.findall(before)
        kept, now = untouched(before, after)
        assert all(now.get(name, value) == value for name, value in kept.items())


def untouched(before: bytes, after: bytes) -> tuple[dict[str, Value], dict[str, Value]]:
    """What single lines say that stand there once before and once after, and all that the file says after."""
    alone: list[tuple[str, Value]] = []
    front = after.decode().split("\n---", 1)[0]
    below = after.decode().removeprefix(front).splitlines()[2:]
    lines, left = before.decode().splitlines(), front.splitlines()
    lines = lines[: len(lines) - len(below)]
    for line, next_line in pairwise([*lines, ""]):
        parsed = strict_yaml.parse(line + "\n", "")
        value = parsed.value.fields if parsed.value is not None and not parsed.diagnostics else {}
        if not line[:1].isspace() and not next_line[:1].isspace() and lines.count(line) == left.count(line) == 1:
            alone += value.items()
    names = Counter(name for name, _ in alone)
    return {name: value for name, value in alone if names[name] == 1}, fields(after)


# Names as they are written: those that are corrected, and those that are left alone.
CORRECTED = ("Title", "TITLE", "Summary")
OWN = ("title", "summary", "titel", "sumary", "title de", "title_de", "title.en", "title2", "summary (de)", "summary I")
WORDS = st.lists(
    st.sampled_from(["Home", "No", "I", "a list", "title", "summary:", "date", "7", "यह", "é"]), min_size=1, max_size=5
).flatmap(
    lambda words: st.lists(
        st.sampled_from(["", " ", ": ", ":", "=", " - ", ", ", " #1 ", " # ", '"', "'", "“"]),
        min_size=len(words),
        max_size=len(words),
    ).map(lambda signs: "".join(part for pair in zip(words, signs, strict=True) for part in pair))
)


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("sign", [":", ": ", "=", "：", " - ", " ", ':\u00a0"'])
@given(st.sampled_from([*OWN, *CORRECTED]), WORDS)
def test_no_letter_is_lost(sign: str, name: str, words: str) -> None:
    """Mending loses no letter and no digit, but for the name of a field that it corrects."""
    below = "date: 2026-03-14\nauthor: Ines\n---\n\nText.\n"
    after = mended(f"---\n{name}{sign}{words}\n{below}").after.decode().removeprefix("---\n").removesuffix(below)
    assert letters(after) in {letters(name + words), letters((name.lower() if name in CORRECTED else name) + words)}


# By field: names that it is written by, and words that may stand in it, among which signs and other words come.
NAMES = {
    "title": ["title", "Title", "titel", "headline", '"title', "“title", "**title"],
    "summary": ["summary", "sumary", "description", "'summary"],
    "author": ["author", "Author"],
    "date": ["date", "Date", "pubDate", "published"],
    "updated": ["updated", "lastmod"],
    "topics": ["topics", "tags", "categories"],
    "language": ["language", "lang"],
    "slug": ["slug", "postname"],
    "draft": ["draft", "Draft", "published", "status", "private", "hidden", "visibility"],
    "robots": ["robots", "noindex", "search", "sitemap"],
}
OF_DAYS = ["2026-03-14", "14 March 2026", "14.3.2026", "14. März 2026", "14 March", "Saturday", "10:05", "CET"]
OF_FLAGS = ["true", "yes", "No", "draft", "published", "private", "noindex", "index", "all"]
OF_WORDS = ["support", "stigma", "Home", "I", "not", "or later", "draft", "es", "ger", "us", "my-story", "7", "é"]
BETWEEN = ["", " ", " ", ": ", ":", "=", " - ", ", ", ";", " #", " # ", "  # ", '"', "'", "“", "”", "[", "]", "{", "}"]
BETWEEN += ["*", "(", ")", "?", "`", "\\", ' "', "' ", "\n  ", "\n  #"]
# What a word says of a draft, in the field of that name and in others.
DRAFTS = {("true", "true"), ("yes", "true"), ("no", "false")}
HIDDEN = {("no", "true"), ("draft", "true")}
# What keeps a text from nobody.
FOR_ALL = {"", "true", "yes", "published", "index", "all"}
ANY_LINE = st.tuples(
    st.sampled_from([(field, name) for field, names in NAMES.items() for name in names]),
    st.sampled_from([": ", ": ", ": ", ":", "=", " - ", "：", ':"', ": [", ": {", ": #", "  "]),
    st.lists(st.tuples(st.sampled_from([*OF_DAYS, *OF_FLAGS, *OF_WORDS]), st.sampled_from(BETWEEN)), max_size=4),
)


@given(ANY_LINE)
def test_no_letter_is_put_out_of_force(line: tuple[tuple[str, str], str, list[tuple[str, str]]]) -> None:
    """What mending writes leaves every letter in force that its author wrote, but for what it says it corrects."""
    (field, name), sign, parts = line
    words = "".join(part for pair in parts for part in pair)
    rest = {other: MEANT[other][plain(other)] for other in REST if other != field}
    found = mended(text(f"{name}{sign}{words}", *(plain(other) for other in rest)))
    if found.after == found.before:
        return
    made = {other: value for other, value in fields(found.after).items() if other not in (*rest, "consent")}
    in_force = _in_words(list(made.values()))
    # An author's own remark stands behind two spaces and a hash, or on a line of its own.
    written = re.sub(r"(?:  # |\n  #).*", "", words, flags=re.DOTALL)
    word = written.strip(" \n\"'“”*=[]{},;").casefold()
    told = letters("".join([in_force, *made])).casefold()
    if not Counter(letters(written).casefold()) - Counter(told):
        return
    match next(iter(made), None):
        case "date" | "updated":
            assert in_force == (f"{day(word)}" if word else "")
        case "draft":
            assert (word, in_force) in (DRAFTS if name.casefold() == "draft" else HIDDEN)
        case "language":
            assert word in {in_force, {"es": "es", "de": "ger", "en-US": "us"}.get(in_force)}
        case None:
            assert word in FOR_ALL or (name, word) == ("noindex", "no")
        case other:
            pytest.fail(f"letters of “{other}” are lost")


def _in_words(value: Value) -> str:
    if isinstance(value, dict):
        value = [part for pair in value.items() for part in pair]
    return " ".join(map(_in_words, value)) if isinstance(value, list) else value or ""


@pytest.mark.parametrize(
    "slip",
    [
        "consent:\n\trecord: CF-1\n\tstatus: given",
        "consent:\nrecord: CF-1\nstatus: given",
        "consent:\n  record: CF-1\n   status: given",
        "consent:\n  record:CF-1",
        "consent:\n  record: CF-1\n  given_on: 14.3.2026",
        "consent:\n  record: CF-1\n  status: “given”",
        "consent:\n  record: CF 1 #2",
        "consent\n  record: CF-1",
        "Consent:\n  record: CF-1",
        "consents:\n  record: CF-1",
        "consent: {record: CF-1, status: given, scope: [web}",
    ],
)
def test_a_consent_is_never_mended(slip: str) -> None:
    """No line of a consent is ever written, whatever is wrong with it."""
    lines = [plain(name) for name in REST if name != "date"]
    written = "---\n" + "\n".join([*lines, "date: 14.3.2026", slip]) + "\n---\n\nText.\n"
    found = mended(written)
    assert slip in found.after.decode()
    assert found.left != ()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        *(("date", "pubDate: Sat, 14 Mar 2026 10:00:00 +0000"), ("", "lastmod: 2026-05-01"), ("", "lang: en_US")),
        *(("topics", "tags: [support]"), ("topics", "categories: support"), ("", "_series: {name: A, part: 1}")),
        ("date", "date: 3/4/2026"),
        ("date", "date: 14.03.26"),
        ("date", "date: March 2026"),
        ("date", "date: not 14 March 2026"),
        ("date", "date: 2026-03-14 (draft)"),
        ("date", "date: 14 March 2026?"),
        ("date", "date: Monday 14 March 2026"),
        ("date", "date=2026-03-14 # or later"),
        ("title", "title: [a] # two"),
        ("title", "title= [a] # two"),
        ("title", "title: {a} # b"),
        ("title", 'title: ["Home"] # sweet'),
        ("title", "Title: Home # two"),
        ("title", "'title: It's'"),
        ("title", "“title: Home” again”"),
        ("topics", "topics: support # stigma"),
        ("slug", "slug: My Story #2"),
        ("slug", "slug: my-story.html"),
        ("slug", "slug: https://example.org/my-story/"),
        ("language", "language: US"),
        ("language", "language: jp"),
        ("draft", "status: draft # or not"),
        ("draft", "status: pending"),
        ("draft", "build:\n  render: never"),
        ("", "robots: noindex"),
        ("title", "title: “Home”"),
        ("title", "title: 'Home"),
        ("title", "title: Home # and more"),
        ("title", "title: Home author: Ines"),
        ("title", "title: {{ page }}"),
        ("title", "title de: Heim"),
        ("title", "title_de: Das Heim"),
        ("title", "title.en: Home"),
        ("title", "title2: Home"),
        ("title", "title:Home: again # and more"),
        ("summary", "summary (de): Heim"),
        ("summary", "summary I: went home."),
        ("summary", "sumary:Home: a list"),
        ("language", "language:en: English"),
        ("author", "author: [Ines, Sam]"),
        ("author", "author_email: ines@example.org"),
        ("author", "byline: Ines"),
        ("summary", "summary: One line\nsecond line of it"),
        ("summary", "description: One.\nexcerpt: Two."),
        ("topics", "tags: [support]\ncategories: [stigma]"),
        ("", "permalink: /2010/kettle/"),
    ],
)
def test_what_can_be_meant_in_two_ways_is_asked(name: str, written: str) -> None:
    """What could mean two things is told and left for a person."""
    lines = [written, *(plain(other) for other in REST if other != name)]
    found = mended(text(*lines))
    assert found.after == found.before
    assert {slip.line for slip in found.left} & {2, 3}


@pytest.mark.parametrize(
    "words",
    [
        "Note: this is the text.\n\nMore of it.\n",
        "This is the text.\nNote: so is this.\n\nMore of it.\n",
        "\nTags: these are words too.\n\nMore of it.\n",
        "Note: this is the text.\n\n* * *\n\nMore of it.\n",
    ],
)
@pytest.mark.parametrize("opening", ["", "---\n"])
def test_where_the_text_begins_is_asked(words: str, opening: str) -> None:
    """Where the first words of a text may be a field, the line of dashes is left for a person."""
    found = mended(opening + "\n".join(plain(name) for name in REST if name != "topics") + "\n" + CONSENT + words)
    assert found.after == found.before
    assert any("where the text begins: above this line, or below it" in slip.hint for slip in found.left)


def test_all_of_a_file_or_nothing() -> None:
    """Where something else has to be mended by hand first, nothing is written, and why is said."""
    found = mended(text("title:Home", "date: 2026-03-14", "ask Ines", "author: Ines", "summary: 'One"))
    assert found.after == found.before
    assert found.why_not == "line 4 has to be mended by hand first"


def test_a_diff_shows_what_is_written_and_what_is_proposed() -> None:
    """What would be written comes as a unified diff, and so does what a person has to decide on."""
    found = mended(text("title:Home", "date: 2026-03-14", "author: Ines", "summary: “All”", "topics: [hope]"))
    assert as_diff(found, "stories/a.md") == [
        *("--- a/stories/a.md", "+++ b/stories/a.md", "@@ -1,3 +1,3 @@"),
        *(" ---", "-title:Home", "+title: Home", " date: 2026-03-14"),
    ]
    assert proposed(found, "stories/a.md")[3:] == [
        *(" author: Ines", "-summary: “All”", '+summary: "All"', " topics: [hope]")
    ]


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe-\x00", b"---\ntitle:\x00Home\n---\n", b"Just words.\n", b"x" * 2_000_000]
)
def test_what_is_no_text_stays(data: bytes) -> None:
    """What cannot be read as a text with front matter is left as it is."""
    assert mending(data, "stories/a.md") == Mending(data, data)


def test_pages_have_their_own_fields() -> None:
    """In a page, the fields of pages count."""
    found = mended("---\ntitle:About us\nlayout: page\n---\n\nWords.\n", "pages/about.md")
    assert found.after.decode() == "---\ntitle: About us\n# layout: page\n---\n\nWords.\n"
