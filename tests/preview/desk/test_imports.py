"""Bringing in texts at the desk: a look first, then the same for good."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest

from generator.consent.case import settings_of
from generator.consent.story_form import story_form
from generator.content import sources
from generator.importing import recognise
from generator.importing.item import Fate, Item, LeftOut, Markdown, Remark
from generator.importing.recognise import SourceKind
from tests.builders.desk_forms import hidden, send
from tests.builders.filled_in import saved_form
from tests.builders.forms import GOOGLE, as_csv
from tests.builders.imports import Texts
from tests.builders.previews import Answer, Running, running
from tests.builders.sites import make_site, story, tree

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
        ("", "Write where the file or folder lies."),
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
