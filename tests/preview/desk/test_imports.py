"""Bringing in texts at the desk: a look first, then the same for good."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest

from generator.consent.case import settings_of
from generator.consent.story_form import story_form
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.content import sources
from generator.importing import recognise
from generator.importing.item import Fate, Item, LeftOut, Markdown, Remark
from generator.importing.recognise import SourceKind
from tests.builders.desk_forms import hidden, send, send_files
from tests.builders.filled_in import saved_form
from tests.builders.forms import GOOGLE, as_csv
from tests.builders.imports import Texts
from tests.builders.previews import Answer, Running, running
from tests.builders.sites import TODAY, make_site, story, tree

PAGE = "/_desk/imports"
REAL = recognise.SOURCES
GATE = Item(
    key="1",
    title="The <b>gate</b>",
    body=Markdown("We painted the gate."),
    labels=("Hoping", "2019"),
    remarks=(Remark(Fate.DROPPED, "1 script", "nothing that runs is published"),),
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site, and beside it a file with one text."""
    (tmp_path / "export.txt").write_text("-")
    found = Texts([GATE, LeftOut("comments", "they are not the storyteller's", 7)])
    kind = SourceKind("lines", "lines of text", lambda files: files.names() == ("export.txt",), lambda _: found)
    monkeypatch.setattr(recognise, "SOURCES", (kind,))
    return make_site(tmp_path / "site", {"hill.md": story()})


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """The site's preview."""
    with running(root) as preview:
        yield preview


def looked(desk: Running, root: Path, name: str = "export.txt") -> Answer:
    """What the desk answers to who asks what would come in."""
    return send(desk, PAGE, {**hidden(desk, PAGE, "Look"), "what": f'"{root.parent / name}"'})


def test_a_look_shows_what_would_come_in(desk: Running, root: Path) -> None:
    """The desk shows what would come in, what would not, and what to look at, and writes nothing."""
    before = tree(root)
    sent = looked(desk, root)
    assert sent.status == 303
    page = desk.get(sent.headers["location"]).text
    assert "What would come in" in page
    assert 'comments <span class="quiet">(7)</span>: they are not the storyteller' in page
    assert "dropped: 1 script (nothing that runs is published)" in page
    assert "the author" in page
    assert "<b>gate" not in page
    assert tree(root) == before


def test_what_was_looked_at_comes_in(desk: Running, root: Path) -> None:
    """The second button brings the same in as drafts, with the topics that were ticked."""
    looked(desk, root)
    values = hidden(desk, PAGE, "Bring in")
    sent = send(desk, PAGE, {**values, "label": "Hoping"})
    assert "What came in" in desk.get(sent.headers["location"]).text
    text = (root / "stories/the-b-gate-b.md").read_text()
    assert "topics: [hope]" in text
    assert "draft: true" in text
    assert "The &lt;b&gt;gate&lt;/b&gt;" in desk.get("/_desk/").text


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("", "Choose files or a folder, or write where it lies."),
        ("missing.xml", "there is no such file"),
        ("a\0b", "there is no such file"),
        ("~nobody-of-this-name/x", "Nobody on this computer"),
    ],
)
def test_what_cannot_be_brought_in_is_said(desk: Running, what: str, said: str) -> None:
    """A place at which nothing can be is said beside the field, which keeps what was written."""
    sent = send(desk, PAGE, {**hidden(desk, PAGE, "Look"), "what": what})
    assert sent.status == 422
    assert said in sent.text
    (field,) = [
        f for f in html5lib.parse(sent.text, namespaceHTMLElements=False).iter("input") if f.get("name") == "what"
    ]
    assert (field.get("value") or "").replace("\ufffd", "\0") == what


def test_nobody_else_brings_in_anything(desk: Running, root: Path) -> None:
    """Without the token of this preview's own pages nothing is looked at and nothing is brought in."""
    before = tree(root)
    sent = send(desk, PAGE, {"token": "guessed", "what": str(root.parent / "export.txt"), "act": "bring-in"})
    assert sent.status == 403
    assert "The <b>gate" not in sent.text
    assert tree(root) == before


def test_columns_of_a_form_are_shown_before_its_answers_come_in(
    desk: Running, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the desk, too, a look writes nothing, the first go writes what columns are, and the second the stories."""
    monkeypatch.setattr(recognise, "SOURCES", REAL)
    (root.parent / "answers.csv").write_bytes(as_csv(GOOGLE))
    before = set(tree(root))
    looked(desk, root, "answers.csv")
    assert set(tree(root)) == before
    refused = send(desk, PAGE, hidden(desk, PAGE, "Bring in"))
    assert "columns-from-answers.yaml is new" in refused.text
    assert set(tree(root)) - before == {"columns-from-answers.yaml"}
    looked(desk, root, "answers.csv")
    send(desk, PAGE, hidden(desk, PAGE, "Bring in"))
    assert "stories/answer.md" in tree(root)


def test_a_blank_form_is_handed_out(desk: Running, root: Path) -> None:
    """The desk gives the form for storytellers as a file that may do nothing at the desk itself."""
    assert '<a href="/_desk/story-form.html" download>' in desk.get(PAGE).text
    given = desk.get("/_desk/story-form.html")
    settings = settings_of(sources.gather(root))
    assert (given.status, given.text) == (200, story_form(settings, "en"))
    assert given.headers["content-disposition"] == "attachment"
    assert "sandbox" in given.headers["content-security-policy"]
    (root / "site.yaml").write_text("name: [", encoding="utf-8")
    assert desk.get("/_desk/story-form.html").status == 503


def test_a_form_that_was_filled_in_comes_in(desk: Running, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk knows a storyteller's form by what is in it, and shows what was ticked as something to ask about."""
    monkeypatch.setattr(recognise, "SOURCES", REAL)
    (root.parent / "export.txt").write_bytes(saved_form(title="The pier", text="We sat there.", channels=["web"]))
    page = desk.get(looked(desk, root).headers["location"]).text
    assert "ticked as imaginable: web" in page
    assert "that is no consent; ask about each with the review copy" in page
    send(desk, PAGE, hidden(desk, PAGE, "Bring in"))
    assert "status: requested" in (root / "stories/the-pier.md").read_text(encoding="utf-8")


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder, where what is sent is kept; every kind of source is known."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(recognise, "SOURCES", REAL)
    return tmp_path / "state"


def uploaded(desk: Running, *files: tuple[str, bytes]) -> Answer:
    """What the desk answers to who sends files to be looked at."""
    return send_files(desk, PAGE, hidden(desk, PAGE, "Look"), [("files", *file) for file in files])


def test_files_that_are_sent_are_sent_once(desk: Running, root: Path, state: Path) -> None:
    """What was sent to be looked at comes in by the second button as it is, and is not kept any longer."""
    before = tree(root)
    form = ("the-pier.hearten-story", saved_form(title="The pier", text="We sat there."))
    page = desk.get(uploaded(desk, form).headers["location"]).text
    assert "the-pier.hearten-story: what storytellers filled in, 1 text." in page
    assert tree(root) == before
    values = hidden(desk, PAGE, "Bring in")
    assert values.keys() == {"token", "act", "files"}
    assert "What came in" in desk.get(send(desk, PAGE, values).headers["location"]).text
    assert "stories/the-pier.md" in tree(root)
    assert [path for path in state.rglob("*") if path.is_file() and "locks" not in path.parts] == []


def test_a_folder_that_is_sent_is_as_one_that_lies_here(desk: Running, root: Path, state: Path) -> None:
    """A folder gives the same texts whether it is sent or named, so that nothing comes in twice."""
    files = {"_config.yml": b"title: Old", "_posts/2020-01-02-gate.md": b"---\ntitle: The gate\n---\nWe painted it.\n"}
    for name, data in files.items():
        (root.parent / "old" / name).parent.mkdir(parents=True, exist_ok=True)
        (root.parent / "old" / name).write_bytes(data)
    uploaded(desk, *((f"old/{name}", data) for name, data in files.items()))
    send(desk, PAGE, hidden(desk, PAGE, "Bring in"))
    assert "stories/gate.md" in tree(root)
    assert "</strong>: as it was" in desk.get(looked(desk, root, "old").headers["location"]).text


def test_archives_and_several_files_can_be_sent(desk: Running, state: Path) -> None:
    """An archive is looked into by its content, and several files are one source."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("old/pier.md", "# The pier\n\nWe sat there.\n")
    page = desk.get(uploaded(desk, ("old.zip", packed.getvalue())).headers["location"]).text
    assert "old.zip: a folder of texts in Markdown, 1 text." in page
    page = desk.get(uploaded(desk, ("a.md", b"# A\n\nOne.\n"), ("b.md", b"# B\n\nTwo.\n")).headers["location"]).text
    assert "2 files: a folder of texts in Markdown, 2 texts." in page
    assert "<strong>A</strong>" in page
    assert "<strong>B</strong>" in page


@pytest.mark.parametrize("name", ["../../site.yaml", "/site.yaml", "C:/site.yaml", "a/../../b.md", "..\\b.md"])
def test_names_that_lead_out_are_refused(desk: Running, root: Path, state: Path, name: str) -> None:
    """A file that is sent under a name that leads elsewhere is not looked at, and is not kept."""
    before = tree(root)
    sent = uploaded(desk, (name, b"# A\n\nOne.\n"), ("old/b.md", b"# B\n\nTwo.\n"))
    assert (sent.status, "leads out of its folder" in sent.text) == (422, True)
    assert [path for path in state.rglob("*") if path.is_file() and "locks" not in path.parts] == []
    assert tree(root) == before


def test_the_next_look_takes_the_place_of_the_last(desk: Running, root: Path, state: Path) -> None:
    """Of two lots of files that were sent, only the later is kept, and the first form says so."""
    uploaded(desk, ("a.md", b"# A\n\nOne.\n"))
    first = hidden(desk, PAGE, "Bring in")
    uploaded(desk, ("b.md", b"# B\n\nTwo.\n"))
    sent = send(desk, PAGE, first)
    assert (sent.status, "What was sent is not kept any more." in sent.text) == (422, True)
    assert "stories/a.md" not in tree(root)
    send(desk, PAGE, hidden(desk, PAGE, "Bring in"))
    assert "stories/b.md" in tree(root)


def test_what_was_refused_need_not_be_sent_again(desk: Running, root: Path, state: Path) -> None:
    """Where a file of columns has to be checked first, the answers that were sent are looked at again as they are."""
    uploaded(desk, ("answers.csv", as_csv(GOOGLE)))
    refused = send(desk, PAGE, hidden(desk, PAGE, "Bring in"))
    assert "columns-from-answers.yaml is new" in refused.text
    page = html5lib.parse(refused.text, namespaceHTMLElements=False)
    again = next(form for form in page.iter("form") if form.get("aria-label") == "Look again")
    values = {field.get("name"): field.get("value") for field in again.iter("input")}
    assert send(desk, PAGE, values).status == 303
    send(desk, PAGE, hidden(desk, PAGE, "Bring in"))
    assert "stories/answer.md" in tree(root)


def test_a_withdrawal_takes_what_was_sent(desk: Running, root: Path, state: Path) -> None:
    """When a story is withdrawn, by whichever way, nothing that was sent is kept, and no word of the look is shown."""
    uploaded(desk, ("hill.md", b"# The hill\n\nWe painted the gate.\n"))
    withdraw(plan_withdrawal(root, "stories/hill.md"), TODAY)
    assert [path for path in state.rglob("*") if path.is_file() and "uploads" in path.parts] == []
    assert "The hill" not in desk.get(PAGE).text


def test_names_of_files_are_shown_as_words(desk: Running, state: Path) -> None:
    """The name of a file that is sent stands on the page as it is, and does nothing there."""
    page = desk.get(uploaded(desk, ("<img src=x onerror=alert(1)>.md", b"# A\n\nOne.\n")).headers["location"]).text
    assert "&lt;img src=x onerror=alert(1)&gt;.md: a folder of texts in Markdown, 1 text." in page
    assert "<img" not in page
