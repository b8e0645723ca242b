"""The smallest edit of a text: what it changes, and that every other byte stays."""

from __future__ import annotations

import codecs
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.authoring.field_edit import FieldText, fields_of, with_field, written_at
from generator.authoring.front_matter_edit import CannotEditError
from generator.authoring.story_edit import edited, parts
from generator.content.stance import FieldPath
from generator.content.strict_yaml import Value
from tests.builders.example import ROOT

ORDER = (
    *("title", "date", "author", "summary", "topics", "updated", "content_notes", "language", "draft"),
    *("slug", "aliases", "image", "series", "shape"),
)
STORIES = sorted((ROOT / "stories").glob("*.md"))
WRITTEN = """\
---
# At the top.
title:   "A gate"   # its title
date:    2026-03-14
topics:
    - hope     # first
    # The second one is about the harbour.
    - 'support'
summary: >
    What the gate
    was for.

consent: {record: R-1,   status: given, scope: [web]}
image:
    src:  gate.jpg   # the picture
    # What it shows.
    alt:  A gate.
# Ready in March.

draft: true
---

Text --- with dashes.
---
Last line."""

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Co", "Cn")), min_size=1)
values = words.map(lambda text: " ".join(text.split())).filter(bool)
comments = st.sampled_from(["", "  # why", "\t# one", " #two"])
newlines = st.sampled_from(["\n", "\r\n"])


@st.composite
def scalars(draw: st.DrawFn) -> str:
    """A value as somebody may write it: with quotes of either kind, with none, or over lines."""
    value = draw(values)
    quoted = "'" + value.replace("'", "''") + "'"
    double = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    plain = re.sub(r"[^\w ]", "", value).strip() or "word"
    return draw(st.sampled_from([quoted, double, plain, f">\n    {plain}\n    {plain}", f"|-\n  {plain}", ""]))


@st.composite
def fronts(draw: st.DrawFn) -> str:
    """Front matter in any order, with columns, comments, empty lines, lists of both kinds."""
    lines = []
    for name in draw(st.permutations(["title", "author", "summary", "topics", "aliases", "image", "consent", "shape"])):
        pad = draw(st.sampled_from([" ", "   ", "\t"]))
        match name:
            case "topics" | "aliases":
                row = draw(st.lists(st.sampled_from(["hope", "'work'", '"x y"', "support"]), min_size=1, unique=True))
                dash = draw(st.sampled_from(["- ", "  - ", "   -  "]))
                block = "".join(f"\n{dash}{entry}{draw(comments)}" for entry in row)
                lines.append(f"{name}:{draw(st.sampled_from([pad + '[' + ',  '.join(row) + ']', block]))}")
            case "image":
                inner = draw(
                    st.sampled_from(["{src: a.jpg,  alt: 'A gate'}", "\n   src:  a.jpg # that\n   alt:  A gate"])
                )
                lines.append(f"image:{pad if inner[0] == '{' else ''}{inner}")
            case "consent":
                lines.append("consent:\n  record:  R-1  # the number\n  # kept elsewhere\n  scope: [web,  offline]")
            case _:
                value = draw(scalars())
                end = draw(comments) if value and "\n" not in value else ""
                lines.append(f"{name}:{pad if value else ''}{value}{end}")
        lines += draw(st.sampled_from([[], [""], ["# A remark at the margin."]]))
    return "\n".join([*lines, ""])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A text's whole file, with the line ends of any system, with and without a mark or a last line end."""
    body = draw(st.lists(st.sampled_from(["", "One line.", "Another, “quoted”.", "---", "- a list"]), max_size=6))
    whole = f"---\n{draw(fronts())}---\n" + "\n".join(body)
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return (mark + whole.replace("\n", draw(newlines))).encode()


def lines_changed(before: bytes, after: bytes) -> tuple[list[bytes], list[bytes]]:
    """The lines that went, and those that came."""
    a, b = (data.splitlines(keepends=True) for data in (before, after))
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    gone = [line for what, i, j, _, _ in codes if what != "equal" for line in a[i:j]]
    return gone, [line for what, _, _, i, j in codes if what != "equal" for line in b[i:j]]


# Fields that hold fields, which are shown one by one, and those that no form shows.
NESTED = ("consent", "image", "recording", "series")


def as_shown(data: bytes) -> dict[FieldPath, FieldText]:
    """Every field of a file as a form shows it."""
    fields = fields_of(parts(data).front)
    return {(name,): written_at(fields, (name,)) for name in fields if name not in NESTED}


@pytest.mark.parametrize("path", STORIES, ids=lambda p: p.stem)
def test_an_example_story_stays_as_it_is(path: Path) -> None:
    """An example story that is saved as it was shown keeps every byte."""
    data = path.read_bytes()
    assert edited(data, as_shown(data), parts(data).words, ORDER) == data


@settings(max_examples=1000, deadline=None)
@given(files())
def test_a_text_stays_as_it_is(data: bytes) -> None:
    """Whatever a front matter looks like, saving it as it was shown keeps every byte of the file."""
    assert edited(data, as_shown(data), parts(data).words, ORDER) == data


@settings(max_examples=100, deadline=None)
@given(files(), st.sampled_from(["title", "author", "summary", "shape"]), values)
def test_another_value_changes_its_own_lines(data: bytes, name: str, value: str) -> None:
    """One field with another value changes the lines of that field alone, and the file says the new value."""
    made = edited(data, {(name,): value}, None, ORDER)
    gone, came = lines_changed(data, made)
    old = fields_of(parts(data).front)
    assert fields_of(parts(made).front) == {**old, name: value}
    assert len(came) <= 1
    assert not [line for line in gone if re.match(rb"\w+:", line) and not line.startswith(name.encode())]
    assert parts(made).below == parts(data).below
    assert sum(line.startswith(b"#") for line in gone) == 0


@settings(max_examples=100, deadline=None)
@given(
    files(), st.sampled_from(["topics", "aliases"]), st.lists(st.sampled_from(["hope", "work", "new one"]), unique=True)
)
def test_another_list_changes_its_own_lines(data: bytes, name: str, row: list[str]) -> None:
    """One list with other entries changes the lines of that list alone."""
    made = edited(data, {(name,): tuple(row)}, None, ORDER)
    old = fields_of(parts(data).front)
    rest = {key: value for key, value in old.items() if key != name}
    new: dict[str, Value] = {**rest, name: list(row)} if row else rest
    assert fields_of(parts(made).front) == new
    gone, _ = lines_changed(data, made)
    assert not [line for line in gone if re.match(rb"\w+:", line) and not line.startswith(name.encode())]


@settings(max_examples=100, deadline=None)
@given(files(), st.sampled_from(["title", "topics", "shape", "draft", "updated"]))
def test_a_field_that_comes_and_goes(data: bytes, name: str) -> None:
    """A field that is emptied loses its lines, and one that is added gets lines of its own."""
    old = fields_of(parts(data).front)
    assume(old.get(name, "") is not None)
    gone = edited(data, {(name,): None}, None, ORDER)
    assert fields_of(parts(gone).front) == {key: value for key, value in old.items() if key != name}
    back = edited(gone, {(name,): "true"}, None, ORDER)
    assert fields_of(parts(back).front) == {**{key: v for key, v in old.items() if key != name}, name: "true"}
    removed, came = lines_changed(gone, back)
    assert (removed, [line.strip() for line in came]) == ([], [f"{name}: true".encode()])


@settings(max_examples=100, deadline=None)
@given(files(), values)
def test_fields_within_a_field(data: bytes, value: str) -> None:
    """A picture's alternative text is changed, taken away and added, and its file stays as it is written."""
    for new in (value, None, value):
        made = edited(data, {("image", "alt"): new}, None, ORDER)
        image = fields_of(parts(made).front)["image"]
        assert image == {"src": "a.jpg", **({"alt": new} if new else {})}
        data = made


@settings(max_examples=100, deadline=None)
@given(files(), st.lists(st.sampled_from(["", "One line.", "Something new.", "---"]), max_size=6))
def test_words_that_are_not_changed_stay(data: bytes, lines: list[str]) -> None:
    """Other words change lines below the fields alone, and lines that stay keep their bytes."""
    new = "\n".join(lines)
    made = edited(data, {}, new, ORDER)
    assert parts(made).words == new.strip("\n")
    assert parts(made).front == parts(data).front
    assert made.startswith(
        data[: data.rindex(b"---") if not parts(data).below else len(data) - len(parts(data).below.encode())]
    )


def test_columns_comments_and_quotes_stay() -> None:
    """Around a value that changes, its line keeps its columns, its comment and its kind of quotes."""
    changes: dict[FieldPath, FieldText] = {
        ("title",): 'A "green" gate',
        ("date",): "2026-03-15",
        ("topics",): ("hope", "work"),
        ("summary",): "What: it was.",
        ("image", "alt"): "A gate: half open.",
        ("image", "credit"): "Maren",
        ("updated",): "2026-04-01",
    }
    made = edited(WRITTEN.encode(), changes, None, ORDER).decode()
    assert made == (
        WRITTEN.replace('"A gate"', '"A \\"green\\" gate"')
        .replace("2026-03-14", "2026-03-15")
        .replace("    - 'support'\n", "    - work\n")
        .replace("    - work\n", "    - work\nupdated: 2026-04-01\n")
        .replace(">\n    What the gate\n    was for.\n", '"What: it was."\n')
        .replace("A gate.\n#", '"A gate: half open."\n    credit: Maren\n#')
    )


def test_entries_change_places() -> None:
    """Entries of a list that change places take their remarks along."""
    made = edited(WRITTEN.encode(), {("topics",): ("support", "hope")}, None, ORDER).decode()
    assert "topics:\n    - 'support'\n    - hope     # first\n    # The second" in made


def test_a_mark_and_the_ends_of_lines_stay() -> None:
    """A file of Windows keeps its byte order mark and its line ends, and one without a last line end gets none."""
    windows = codecs.BOM_UTF8 + WRITTEN.replace("\n", "\r\n").encode()
    made = edited(windows, {("title",): "A door"}, "Text --- with dashes.\n---\nThe last.", ORDER)
    assert made == windows.replace(b'A gate"', b'A door"').replace(b"Last line.", b"The last.")


def test_mixed_line_ends_stay() -> None:
    """In a text whose lines end in several ways, those that are not changed keep theirs."""
    data = b"---\ntitle: A\n---\n\none\r\ntwo\nthree\r\nfour\n\n\n"
    assert edited(data, {}, "one\n2\nthree\nfour", ORDER) == data.replace(b"two", b"2")


@pytest.mark.parametrize("front", ["title: [\n", "title: A\ntitle: B\n", "- a\n", "{title: A}\n"])
def test_broken_front_matter_is_left(front: str) -> None:
    """Where the front matter has errors, a field is refused, and the words can be changed all the same."""
    data = f"---\n{front}---\n\nText.\n".encode()
    with pytest.raises(CannotEditError):
        edited(data, {("title",): "B"}, None, ORDER)
    assert edited(data, {}, "Other.", ORDER) == data.replace(b"Text", b"Other")


@pytest.mark.parametrize("topics", ["[hope, # why\n  work]", "[[hope]]", "{a: b}", "\n  - a: b"])
def test_a_list_in_an_unusual_form_is_left(topics: str) -> None:
    """A list that cannot be changed without losing a comment, or that is none, is refused."""
    with pytest.raises(CannotEditError):
        edited(f"---\ntitle: A\ntopics: {topics}\n---\n".encode(), {("topics",): ("support",)}, None, ORDER)


def test_a_character_that_no_page_may_hold_is_refused() -> None:
    """A value that could not be read again is refused."""
    with pytest.raises(CannotEditError, match="character"):
        edited(WRITTEN.encode(), {("title",): "A\x07"}, None, ORDER)


def test_a_file_without_front_matter_is_all_words() -> None:
    """A file in which nothing says what the front matter is can be changed as a whole."""
    assert edited(b"title: A\n\nText.\n", {}, "title: A\n\nOther.", ORDER) == b"title: A\n\nOther.\n"


@pytest.mark.parametrize(
    ("front", "field", "value", "made"),
    [
        ("title: A\n", ("recording", "kind"), "audio", "title: A\nrecording:\n  kind: audio\n"),
        (
            "title: A\nrecording:\n  kind: audio  # in May\n# of its own\ndate: 2026-01-01\n",
            ("recording", "shows", "voice"),
            "own",
            "title: A\nrecording:\n  kind: audio  # in May\n  shows: {voice: own}\n# of its own\ndate: 2026-01-01\n",
        ),
        (
            "recording:\n  shows: {voice: own}\n  odd: [1, 2]  # kept\n",
            ("recording", "shows", "face"),
            "none",
            "recording:\n  shows: {voice: own, face: none}\n  odd: [1, 2]  # kept\n",
        ),
        (
            "recording:\n    captions:\n        en: a.vtt  # ours\n    kind: audio\n",
            ("recording", "captions", "de"),
            "b, c.vtt",
            "recording:\n    captions:\n        en: a.vtt  # ours\n        de: b, c.vtt\n    kind: audio\n",
        ),
        (
            "recording: {captions: {en: a.vtt}, kind: audio}\n",
            ("recording", "captions", "en"),
            "b, c.vtt",
            'recording: {captions: {en: "b, c.vtt"}, kind: audio}\n',
        ),
        (
            "recording:\n  kind: video\n  poster:\n    src: a.jpg\ntitle: A\n",
            ("recording", "poster", "src"),
            None,
            "recording:\n  kind: video\ntitle: A\n",
        ),
        ("title: A\nrecording:\n  poster: {src: a.jpg}\n", ("recording", "poster", "src"), None, "title: A\n"),
    ],
)
def test_fields_further_within_a_field(front: str, field: FieldPath, value: str | None, made: str) -> None:
    """A field that is three deep is written, changed and taken out, and every line beside it stays."""
    assert with_field(front, field, value, ("title", "recording", "date")) == made
