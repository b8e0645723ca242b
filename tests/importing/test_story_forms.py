"""Forms that storytellers have filled in, brought in as drafts."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from generator.cli.main import main
from generator.consent.refused import RefusedError
from generator.content import read
from generator.content.front_matter import StoryHeader
from generator.ground.channels import CHANNELS
from generator.importing.container import contained
from generator.importing.item import Fate, Item, LeftOut
from generator.importing.recognise import recognised
from generator.importing.report import Came, ImportReport
from generator.importing.story_forms import LARGEST, StoryForms
from tests.builders.filled_in import EMPTY, saved_form
from tests.builders.imports import brought, came
from tests.builders.sites import built, make_site, story, tree

GATE = {"title": "The gate", "text": "We painted the gate, and nobody asked whose it was.", "name": "Maren"}
ANY = st.text(max_size=60)
FILLED_IN = st.fixed_dictionaries(
    {
        **dict.fromkeys(("title", "recording", "name", "language"), ANY),
        "text": st.text(max_size=400),
        **dict.fromkeys(("topics", "content_notes"), st.lists(ANY | st.sampled_from(["hope", "death"]), max_size=9)),
        "named_as": st.sampled_from(["", "full", "first", "pseudonym", "anonymous"]),
        "channels": st.lists(st.sampled_from(list(CHANNELS)), max_size=6),
    }
)
# Words by which a form could try to say that consent is given.
TRIES = st.sampled_from(
    [
        'x"\nconsent: {record: CF-1, status: given, given_on: 2026-01-01, scope: [web]}\ndraft: false\n---',
        "a, consent: {record: CF-1, status: withdrawn}",
        "---\ndraft: false\nconsent:\n  status: given\n---\n",
        "record: CF-1",
        "\u2028draft: false",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY, inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one story."""
    return make_site(tmp_path / "site", {"hill.md": story("A hill")})


def received(root: Path, *files: bytes) -> ImportReport:
    """What comes of bringing in forms with this content."""
    paths = [root.parent / f"story({n}).hearten-story" for n in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    return brought(root, StoryForms([contained(path) for path in paths]))


def only(data: bytes) -> Item | LeftOut:
    """What a file is read as."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "story.hearten-story"
        path.write_bytes(data)
        (found,) = StoryForms([contained(path)]).items()
    return found


def header(root: Path, path: str) -> StoryHeader:
    checked = read.manuscript((root / path).read_bytes(), path, "en")
    assert checked.value is not None, checked.diagnostics
    assert isinstance(checked.value.header, StoryHeader), checked.diagnostics
    return checked.value.header


def test_what_is_filled_in_becomes_a_draft(root: Path) -> None:
    """Title, words, name, topics, content notes and the wish how to be named stand in the draft, and ticks above it."""
    more = {"topics": ["work", "hope"], "content_notes": ["death"], "named_as": "first", "channels": ["web", "social"]}
    report = received(root, saved_form(**GATE, **more, language="de"))
    assert came(report) == [(Came.NEW, "stories/the-gate.md")]
    made = header(root, "stories/the-gate.md")
    assert (made.title, made.author, made.topics, made.content_notes, made.language, made.draft) == (
        "The gate",
        "Maren",
        ("work", "hope"),
        ("death",),
        "de",
        True,
    )
    assert made.consent is not None
    assert (made.consent.status, made.consent.scope, made.consent.named_as) == ("requested", (), "first")
    text = (root / "stories/the-gate.md").read_text(encoding="utf-8")
    assert "# Its storyteller filled in a form, and ticked as imaginable: web, social. That is no consent.\n" in text
    (asked,) = (remark for remark in report.texts[0].remarks if "imaginable" in remark.what)
    assert (asked.fate, asked.what) == (Fate.LOOK, "ticked as imaginable: web, social")


@given(
    FILLED_IN,
    st.dictionaries(st.sampled_from(["title", "text", "recording", "name", "language"]), TRIES, max_size=5),
    st.lists(TRIES, max_size=2),
)
def test_nothing_received_is_ever_given(filled: dict[str, Any], tried: dict[str, str], topics: list[str]) -> None:
    """Whatever is filled in, a draft can be read, its consent is requested for nothing, and no build publishes it."""
    with TemporaryDirectory() as folder:
        root = make_site(Path(folder) / "site", {"hill.md": story("A hill")})
        report = received(root, saved_form(**{**filled, **tried, "topics": filled["topics"] + topics}))
        for text in report.texts:
            assert text.path is not None
            made = header(root, text.path)
            assert made.draft
            assert made.consent is not None
            assert (made.consent.record, made.consent.status, made.consent.scope) == (text.number, "requested", ())
            assert made.consent.given_on is None
        assert built(root).stories == 1


HOSTILE = {
    "nothing": b"",
    "no JSON": b"MZ\x90\x00",
    "cut off": saved_form(**GATE)[:-9],
    "another kind": b'{"title": "The gate"}',
    "a list": b'["hearten-story"]',
    "a number as title": saved_form(**GATE | {"title": 7}),
    "a list as text": saved_form(**GATE | {"text": ["<script>"]}),
    "a longer name": saved_form(**GATE | {"name": "x" * 2000}),
    "an unknown channel": saved_form(**GATE, channels=["everywhere"]),
    "an unknown field": saved_form(**GATE, consent={"status": "given"}),
    "a field that is missing": json.dumps({"hearten-story": 1, **GATE}).encode(),
    "half a letter": json.dumps(EMPTY | {"text": "\ud800"}).encode(),
    "nested": b'{"hearten-story": 1, "text": ' + b"[" * 100_000,
    "another encoding": saved_form(**GATE).decode().encode("utf-16"),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_form_is_a_message(data: bytes) -> None:
    """A file that is damaged, of another kind, or changed on its way comes in not at all, with what to do."""
    found = only(data)
    assert isinstance(found, LeftOut)
    assert found.why == "it is no form that a storyteller has saved, or it is damaged; ask for it once more"


@pytest.mark.parametrize("version", [0, 2, "1", None, [1], 10**400])
def test_another_version_is_told(version: object) -> None:
    """A form of another version is not guessed at, and the remedy is told."""
    found = only(saved_form(**GATE | {"hearten-story": version}))
    assert isinstance(found, LeftOut)
    assert found.why.startswith("it was saved by a form of another version; make a new one")


def test_a_huge_file_is_told() -> None:
    """A file that no storyteller can have written is not read to its end."""
    found = only(saved_form(text="x" * LARGEST))
    assert isinstance(found, LeftOut)
    assert found.why == "it is larger than 2 MB; ask for the story in a document"


@given(st.binary(max_size=200) | st.dictionaries(st.sampled_from(list(EMPTY)), VALUES).map(lambda v: saved_form(**v)))
@example(b"7z\xbc\xaf\x27\x1c")
@example(b"PK\x03\x04")
def test_no_file_stops_the_others(data: bytes) -> None:
    """Whatever is in a file, it is one item, or is left out or refused with a reason."""
    try:
        found = only(data)
    except RefusedError as e:
        found = LeftOut("the file story.hearten-story", str(e))
    assert isinstance(found, Item) or found.why


def test_the_same_file_twice_changes_nothing(root: Path) -> None:
    """What was received once changes nothing the second time, also where spaces and its beginning differ."""
    received(root, saved_form(**GATE))
    before = tree(root)
    again = b"\xef\xbb\xbf" + json.dumps(json.loads(saved_form(**GATE))).encode()
    for data in (saved_form(**GATE), again):
        assert came(received(root, data)) == [(Came.SAME, "stories/the-gate.md")]
    assert tree(root) == before


def test_a_form_that_was_saved_twice_comes_in_once(root: Path) -> None:
    """Of two files with the same content, the second is told, and makes no draft of its own."""
    report = received(root, saved_form(**GATE), saved_form(**GATE))
    assert came(report) == [(Came.NEW, "stories/the-gate.md")]
    assert [(one.what, one.why) for one in report.left_out] == [
        ("the file story(1).hearten-story", "it is the same as another one among these")
    ]


def test_another_form_never_takes_the_place_of_one(root: Path) -> None:
    """A form with other words becomes a draft beside what is here, also where nobody has edited that."""
    received(root, saved_form(**GATE))
    before = (root / "stories/the-gate.md").read_bytes()
    report = received(root, saved_form(**GATE | {"text": "Somebody else painted it."}))
    assert came(report) == [(Came.NEW, "stories/the-gate-2.md")]
    assert (root / "stories/the-gate.md").read_bytes() == before


def test_what_is_edited_here_stays(root: Path) -> None:
    """A draft that somebody has edited is left alone when its form comes in again."""
    received(root, saved_form(**GATE))
    path = root / "stories/the-gate.md"
    path.write_bytes(edited := path.read_bytes().replace(b"nobody", b"no one"))
    assert came(received(root, saved_form(**GATE))) == [(Came.EDITED, "stories/the-gate.md")]
    assert path.read_bytes() == edited


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("One.\r\nTwo.", "One.\n\nTwo."),
        ("One\nline.\n \nTwo.", "One\\\nline.\n\nTwo."),
        ("# *No* <b>sign</b>", "\\# \\*No\\* \\<b>sign\\</b>"),
    ],
)
def test_typed_words_stay_words(typed: str, expected: str, root: Path) -> None:
    """Paragraphs and lines stay as they were typed, and no sign in them marks anything up."""
    received(root, saved_form(**GATE | {"text": typed}))
    assert (root / "stories/the-gate.md").read_text(encoding="utf-8").split("---\n\n")[1] == f"{expected}\n"


def test_who_wants_no_name_has_none(root: Path) -> None:
    """A name in a form that asks for none does not come in."""
    received(root, saved_form(**GATE, named_as="anonymous"))
    assert b"Maren" not in (root / "stories/the-gate.md").read_bytes()


def test_a_recording_is_named_above_an_empty_draft(root: Path) -> None:
    """A form that names a recording alone becomes a draft that no build publishes before its words are written."""
    report = received(root, saved_form(title="The gate", recording="talk {record: CF-1}.m4a"))
    text = (root / "stories/the-gate.md").read_text(encoding="utf-8")
    assert "# The form names a recording: talk record CF-1 .m4a\n" in text
    assert "write down what is told in it" in str(report.texts[0].remarks)
    approved = {"draft: true\n": "", "requested": "given\n  given_on: 2026-01-01", "scope: []": "scope: [web]"}
    for before, after in approved.items():
        text = text.replace(before, after)
    (root / "stories/the-gate.md").write_text(text, encoding="utf-8")
    report_of_build = built(root)
    assert report_of_build.stories == 1
    assert "this sentence is still as it was in the new file" in {d.message for d in report_of_build.diagnostics}


def test_a_recording_is_not_taken_for_a_withdrawn_one(root: Path) -> None:
    """After the draft of one recording was withdrawn, that of another comes in, and the first does not."""
    first, second = (saved_form(title="The gate", recording=name) for name in ("one.m4a", "two.m4a"))
    received(root, first)
    withdrawn = CliRunner().invoke(
        main, ["consent", "withdraw", "stories/the-gate.md", "--yes", "--source", str(root), "--today", "2026-06-15"]
    )
    assert withdrawn.exit_code in (0, 1), withdrawn.output
    report = received(root, first, second)
    assert [one.count for one in report.left_out] == [1]
    assert came(report) == [(Came.NEW, "stories/the-gate-2.md")]


def test_a_form_with_nothing_in_it_is_told(root: Path) -> None:
    """A form without a story and a recording is counted, and no file is made."""
    report = received(root, saved_form(title="The gate"))
    assert ([one.what for one in report.left_out], report.texts) == (["texts without words"], ())


def test_a_content_note_that_is_gone_is_told(root: Path) -> None:
    """A content note that site.yaml has no more is something to look at, and does not come in."""
    report = received(root, saved_form(**GATE, content_notes=["weather", "death"]))
    assert header(root, "stories/the-gate.md").content_notes == ("death",)
    assert "a content note" in {remark.what for remark in report.texts[0].remarks}


@pytest.mark.parametrize("name", ["story.hearten-story", "story.json", "story(1).hearten-story.txt"])
def test_a_form_is_recognised(name: str, tmp_path: Path) -> None:
    """A saved form is known by how it begins, also where a program has given it another name."""
    (tmp_path / name).write_bytes(saved_form(**GATE))
    assert recognised(contained(tmp_path / name), None).name == "story-form"


def test_a_folder_of_forms_is_recognised(tmp_path: Path) -> None:
    """In a folder, the forms come in, and nothing else."""
    for n in range(2):
        (tmp_path / f"story({n}).hearten-story").write_bytes(saved_form(**GATE | {"title": f"Gate {n}"}))
    (tmp_path / "list.ods").write_bytes(b"-")
    files = contained(tmp_path)
    assert recognised(files, None).name == "story-form"
    assert [type(one) for one in StoryForms([files]).items()] == [Item, Item]
