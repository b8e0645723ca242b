"""Writing at the desk: what a form changes, who may send it, and that nothing that was written is lost."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring.field_edit import FieldText
from generator.consent.case import open_case
from generator.content.field_labels import LABELS
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.stance import FieldPath, stances
from generator.ground import limits
from generator.preview.desk import conflict
from generator.preview.desk import edit_fields as fields
from generator.preview.desk.conflict import Version, put_together
from generator.preview.desk.edit_fields import header_fields
from generator.preview.http.desk_pages import asked_at
from generator.store import atomic_write
from tests.builders.approved import approve
from tests.builders.desk_forms import Sent, form_of, send_all
from tests.builders.example import DATA, ROOT
from tests.builders.previews import Answer, Running, running
from tests.builders.sites import SITE, make_site, story, tree

GATE = "stories/gate.md"
EDIT, LOOK, NEW = f"/_desk/edit/{GATE}", f"/_desk/look/{GATE}", "/_desk/new"
GIVEN = "{record: CF-7, status: given, given_on: 2026-01-01, scope: [web]}"
TEXT = "We painted the gate.\n\nIt was green.\n\nThen it rained."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a few stories."""
    stories = {
        "gate.md": story(consent=GIVEN, text=TEXT),
        "hill.md": story("A hill", topics="[Hope, walks]", more="updated: 3/4/2026\nimage: [a, b]"),
        "bad.md": "---\ntitle: [\n---\n\nWords.\n",
        "bytes.md": "",
    }
    made = make_site(tmp_path / "site", stories)
    (made / "stories/bytes.md").write_bytes(b"---\ntitle: A\n---\n\n\xff\n")
    return made


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


def changed(sent: Sent, **values: str | Sequence[str]) -> Sent:
    """A form with other values in some fields."""
    rest = [(name, value) for name, value in sent if name not in values]
    rows = ((name, [row] if isinstance(row, str) else row) for name, row in values.items())
    return [*rest, *((name, value) for name, row in rows for value in row)]


def told(desk: Running, answer: Answer) -> str:
    """What the desk says after a form was heard."""
    assert answer.status == 303, answer.text
    return desk.get(answer.headers["location"]).text


def test_every_field_but_consent_is_asked() -> None:
    """The form has every field of a story, with a name in plain words, and nothing of consent and kept words."""
    paths = {path for path in stances(StoryHeader) if path[0] not in ("consent", "kept")}
    assert {field.path for field in header_fields()} == paths
    assert {field.path for field in header_fields(PageHeader)} | paths == set(LABELS)
    assert all(field.hint for field in header_fields())


def test_a_story_is_changed_by_its_form(desk: Running, root: Path) -> None:
    """What is written into the form changes those lines of the file alone, and the desk says that it is saved."""
    before = (root / GATE).read_text()
    sent = changed(
        form_of(desk.get(EDIT)), title="The gate: open", words=TEXT.replace("green", "blue"), topics=["hope", "work"]
    )
    page = told(desk, send_all(desk, EDIT, sent))
    assert f"Saved {GATE}." in page
    expected = before.replace("title: A gate", 'title: "The gate: open"').replace("green", "blue")
    assert (root / GATE).read_text() == expected.replace("[hope]", "[hope, work]")
    assert "It was blue." in desk.get("/stories/gate/").text


@pytest.mark.parametrize("folder", [ROOT, DATA / "hostile"], ids=["example", "hostile"])
def test_saving_without_a_change_leaves_every_byte(folder: Path, tmp_path: Path) -> None:
    """Opening and saving any story of the example site, or a hostile one, leaves its file as it is."""
    root = make_site(tmp_path / "site", {}, site=(folder / "site.yaml").read_text(encoding="utf-8"))
    for name in ("stories", "pages", "themes"):
        shutil.copytree(folder / name, root / name) if (folder / name).is_dir() else None
    before = tree(root / "stories")
    with running(root) as desk:
        (save,) = (form.do for form in desk.preview.addresses.writing.forms if form.route.startswith("/_desk/edit/"))
        for name in sorted(name for name in before if name.endswith(".md")):
            address = f"/_desk/edit/stories/{name}"
            answer = save(asked_at(desk.preview.live, address), _values(form_of(desk.get(address))))
            assert answer.moved, answer.content
            assert "says just this already" in desk.get(answer.moved).text
    assert tree(root / "stories") == before


words = st.text(st.characters(codec="utf-8", exclude_categories=["C"])).map(lambda text: " ".join(text.split()))
rows = st.lists(words.filter(bool), unique=True).map(lambda row: tuple(row) or None)
LISTS = (("topics",), ("content_notes",), *fields.ROWS)
filled = {field.path: rows if field.path in LISTS else words.map(lambda w: w or None) for field in header_fields()}


@settings(max_examples=1000, deadline=None)
@given(
    st.fixed_dictionaries(
        {f.path: rows if f.path in LISTS else words.map(lambda w: w or None) for f in header_fields()}
    )
)
def test_a_form_that_is_sent_as_it_was_filled_in_says_the_same(values: dict[FieldPath, FieldText]) -> None:
    """Whatever stands in the fields, a form that nobody changed changes none of them."""
    assert conflict.changed(values, fields.given(fields.filled_in(values), values)) == {}


def _values(sent: Sent) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(urlencode(sent), keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return found


def test_what_no_form_can_show_stays(desk: Running, root: Path) -> None:
    """A topic that is none, a day that is none and a field in an unusual form are kept as they are written."""
    page = desk.get("/_desk/edit/stories/hill.md")
    assert "walks: not in site.yaml" in page.text
    assert 'value="3/4/2026"' in page.text
    assert "only in a text editor: Picture above the story: its file" in html.unescape(page.text)
    before = (root / "stories/hill.md").read_text()
    send_all(desk, "/_desk/edit/stories/hill.md", changed(form_of(page), author="Ines"))
    assert (root / "stories/hill.md").read_text() == before.replace("Maren", "Ines")


def test_broken_fields_are_left_and_the_words_change(desk: Running, root: Path) -> None:
    """Where the fields have errors, the page leads to mending them, and the words can be written all the same."""
    page = desk.get("/_desk/edit/stories/bad.md")
    assert "Let the desk mend them" in page.text
    told(desk, send_all(desk, "/_desk/edit/stories/bad.md", changed(form_of(page), words="Other words.")))
    assert (root / "stories/bad.md").read_text() == "---\ntitle: [\n---\n\nOther words.\n"


@pytest.mark.parametrize(
    "path",
    ["stories/none.md", "stories/bytes.md", "site.yaml", "pages/a.md", "stories/../site.yaml", "consent/log.jsonl"],
)
def test_only_stories_are_written(path: str, desk: Running, root: Path) -> None:
    """What is no story that can be read has no form, and no form changes it."""
    before = tree(root)
    sent = changed(form_of(desk.get(EDIT)), words="Other.")
    assert desk.get(f"/_desk/edit/{path}").status == 404
    assert send_all(desk, f"/_desk/edit/{path}", sent).status in (404, 409)
    assert send_all(desk, f"/_desk/look/{path}", sent).status == 409
    assert {name: data for name, data in tree(root).items() if name in before} == before


def test_a_form_from_elsewhere_writes_nothing(desk: Running, root: Path) -> None:
    """Without the token of this preview, from another origin, or by a script, nothing is written, shown or made."""
    before = tree(root)
    sent = changed(form_of(desk.get(EDIT)), words="Other.")
    for address in (EDIT, LOOK, NEW):
        assert send_all(desk, address, changed(sent, token="x", title="T")).status in (403, 409, 422)
        assert send_all(desk, address, sent, {"Origin": "https://other.example"}).status == 403
        scripted = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}
        assert send_all(desk, address, sent, scripted).status == 403
    assert {name: data for name, data in tree(root).items() if name in before} == before


def test_an_old_page_keeps_what_was_written(desk: Running, root: Path) -> None:
    """A page of an earlier preview gives back what was written in it, ready to be saved with another press."""
    answer = send_all(desk, EDIT, changed(form_of(desk.get(EDIT)), words="Other words.", title="Other", token="old"))
    assert answer.status == 403
    told(desk, send_all(desk, EDIT, form_of(answer)))
    assert (root / GATE).read_text().endswith("---\n\nOther words.\n")
    assert "title: Other\n" in (root / GATE).read_text()


@pytest.mark.parametrize("name", ["title", "author", "summary", "date"])
def test_a_needed_field_is_not_emptied(name: str, desk: Running, root: Path) -> None:
    """A field that every story needs is not emptied: the page says which, and keeps the rest."""
    before = (root / GATE).read_bytes()
    answer = send_all(desk, EDIT, changed(form_of(desk.get(EDIT)), **{name: " "}, words="Other words."))
    assert (answer.status, f'href="#edit-{name}"' in answer.text, "Other words." in answer.text) == (422, True, True)
    assert (root / GATE).read_bytes() == before


def test_a_text_that_is_too_long_is_told(desk: Running, root: Path) -> None:
    """A text that no build would read is not written."""
    answer = send_all(desk, EDIT, changed(form_of(desk.get(EDIT)), words="a" * limits.TEXT))
    assert (answer.status, "make two texts of it" in answer.text) == (422, True)


def test_a_full_disk_loses_nothing(desk: Running, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file cannot be written, the page says so and holds what was written."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", GATE)

    monkeypatch.setattr(atomic_write, "replace", full)
    answer = send_all(desk, EDIT, changed(form_of(desk.get(EDIT)), words="Other words."))
    assert "could not be written (No space left on device)" in answer.text
    assert dict(form_of(answer))["words"] == "Other words."


def test_other_places_are_put_together(desk: Running, root: Path) -> None:
    """What somebody else changed in other fields meanwhile stays beside what is saved."""
    sent = changed(form_of(desk.get(EDIT)), words=TEXT.replace("green", "blue"))
    (root / GATE).write_text((root / GATE).read_text().replace("Maren", "Ines"))
    assert "both changes are in it" in told(desk, send_all(desk, EDIT, sent))
    saved = (root / GATE).read_text()
    assert ("author: Ines\n" in saved, "It was blue." in saved) == (True, True)


def test_two_tabs_change_other_paragraphs(desk: Running, root: Path) -> None:
    """Where two forms of one text each change a paragraph of their own, both changes are saved and nothing is asked."""
    one, other = form_of(desk.get(EDIT)), form_of(desk.get(EDIT))
    told(desk, send_all(desk, EDIT, changed(one, words=TEXT.replace("painted", "scraped"))))
    page = told(desk, send_all(desk, EDIT, changed(other, words=f"{TEXT}\n\nAnd then it snowed.")))
    assert "both changes are in it" in page
    words = TEXT.replace("painted", "scraped")
    assert (root / GATE).read_text().endswith(f"{words}\n\nAnd then it snowed.\n")


paragraphs = st.lists(st.sampled_from(["One.", "Two.", "Three.", "Four."]), max_size=6).map("\n\n".join)


@given(paragraphs, paragraphs, paragraphs)
def test_what_one_alone_changed_is_taken(before: str, mine: str, theirs: str) -> None:
    """A version beside an unchanged one, or an equal one, stands as it is, and a choice of one side asks no more."""
    base, here, there = Version({}, before), Version({}, mine), Version({}, theirs)
    for changes in ((here, base), (base, here), (here, here)):
        found = put_together(base, *changes, {})
        assert (found.choices, found.words) == ((), mine)
    asked = put_together(base, here, there, {}).choices
    assert not put_together(base, here, there, {choice.name: ("mine",) for choice in asked}).choices


@pytest.mark.parametrize("pick", ["mine", "theirs"])
def test_the_same_place_is_chosen(pick: str, desk: Running, root: Path) -> None:
    """Where both changed the same place, both versions stand side by side, and what is chosen is written."""
    sent = changed(form_of(desk.get(EDIT)), title="Mine", words=TEXT.replace("green", "blue"))
    theirs = (root / GATE).read_text().replace("A gate", "Theirs").replace("green", "red")
    (root / GATE).write_text(theirs)
    answer = send_all(desk, EDIT, sent)
    assert answer.status == 409
    assert re.findall(r'class="version">(.*?)</div>', answer.text) == ["Mine", "Theirs", "It was blue.", "It was red."]
    assert (root / GATE).read_text() == theirs
    picks = dict.fromkeys(re.findall(r'name="(pick-[\w-]+)"', answer.text), pick)
    half = send_all(desk, EDIT, changed(form_of(answer, "Choose"), **dict(list(picks.items())[:1])))
    assert (half.status, "Something is still to be chosen" in half.text) == (409, True)
    told(desk, send_all(desk, EDIT, changed(form_of(half, "Choose"), **picks)))
    saved = theirs.replace("Theirs", "Mine").replace("red", "blue") if pick == "mine" else theirs
    assert (root / GATE).read_text() == saved


def test_without_a_base_all_is_chosen() -> None:
    """Where nobody knows what both versions came from, whatever differs is to be chosen."""
    found = put_together(None, Version({("title",): "A"}, "one\n\ntwo"), Version({("title",): "B"}, "one"), {})
    assert [choice.label for choice in found.choices] == ["Title", "A place in the text"]
    assert (found.fields, found.words) == ({("title",): "B"}, "one")


def test_a_file_that_is_gone_keeps_what_was_written_on_the_page(desk: Running, root: Path) -> None:
    """Where the story was withdrawn meanwhile, nothing is written, the page says so, and no memory keeps its words."""
    send_all(desk, EDIT, changed(form_of(desk.get(EDIT)), words="Once."))
    sent = changed(form_of(desk.get(EDIT)), words="Other words.")
    send_all(desk, LOOK, sent)
    (root / GATE).unlink()
    desk.preview.refresh()
    answer = send_all(desk, EDIT, sent)
    assert (answer.status, "is not there any more" in answer.text) == (409, True)
    assert "Other words." in answer.text
    assert not (root / GATE).exists()
    editor = desk.preview.addresses.writing.editor
    assert (editor._bases, editor._unsaved, editor._saves) == ({}, {}, {})


def test_approved_words_ask_first(desk: Running, root: Path) -> None:
    """Before words that were approved are changed, the page says whose, what changes and what follows."""
    approve(root, GATE, "CF-7")
    desk.preview.refresh()
    before = (root / GATE).read_bytes()
    answer = send_all(desk, EDIT, changed(form_of(desk.get(EDIT)), words=TEXT.replace("green", "blue")))
    assert "This changes words that Maren approved" in answer.text
    assert "<del>green.</del> <ins>blue.</ins>" in answer.text
    assert (root / GATE).read_bytes() == before
    assert f"Saved {GATE}." in told(desk, send_all(desk, EDIT, form_of(answer)))
    assert open_case(root, GATE).whole is False
    assert "is withheld" in html.unescape(desk.get("/stories/gate/").text)


def test_another_change_of_approved_words_asks_again(desk: Running, root: Path) -> None:
    """Consent to a change is to that change: with other words the page asks anew."""
    approve(root, GATE, "CF-7")
    desk.preview.refresh()
    answer = send_all(desk, EDIT, changed(form_of(desk.get(EDIT)), words="Blue."))
    again = send_all(desk, EDIT, changed(form_of(answer), words="Red."))
    assert "<ins>Red.</ins>" in again.text


def test_a_field_that_was_not_approved_asks_nothing(desk: Running, root: Path) -> None:
    """A change of what no storyteller approved is saved at once."""
    approve(root, GATE, "CF-7")
    desk.preview.refresh()
    told(desk, send_all(desk, EDIT, changed(form_of(desk.get(EDIT)), date="2026-01-02")))
    assert open_case(root, GATE).whole is True


def test_the_page_beside_shows_what_is_not_saved(desk: Running, root: Path) -> None:
    """The page as readers will see it, with its problems, is made of what is in the form; nothing is written."""
    before = tree(root)
    sent = changed(form_of(desk.get(EDIT)), words=f"{TEXT}\n\nA new end, [linked](none.md).")
    seen = desk.get(send_all(desk, LOOK, sent).headers["location"]).text
    assert "line 7 of the text" in seen
    frame = html.unescape(re.findall(r'iframe src="([^"]+)"', seen)[0])
    page = desk.get(frame)
    assert "A new end, linked." in page.text
    assert page.headers["content-security-policy"].endswith("frame-ancestors 'self'")
    assert "A new end" not in desk.get("/stories/gate/").text
    assert {name: data for name, data in tree(root).items() if name in before} == before


def test_what_is_not_saved_is_taken_up_again(desk: Running, root: Path) -> None:
    """What was shown and not saved can be taken up again, until it is saved."""
    sent = changed(form_of(desk.get(EDIT)), title="Another", words="Other words.")
    send_all(desk, LOOK, sent)
    page = desk.get(EDIT).text
    again = form_of(desk.get(html.unescape(re.findall(r'href="([^"]+unsaved=[^"]+)"', page)[0])))
    assert dict(again)["words"] == "Other words."
    told(desk, send_all(desk, EDIT, again))
    assert "unsaved=" not in desk.get(EDIT).text.partition("<form")[0]
    assert "title: Another\n" in (root / GATE).read_text()


def test_the_last_saves_are_taken_back(desk: Running, root: Path) -> None:
    """One press takes back the last save, another one the save before it, each with every byte of the file."""
    versions = [(root / GATE).read_bytes()]
    for words in ("Once.", "Twice."):
        send_all(desk, EDIT, changed(form_of(desk.get(EDIT)), words=words))
        versions.append((root / GATE).read_bytes())
    for before in reversed(versions[:-1]):
        page = told(desk, send_all(desk, EDIT, form_of(desk.get(EDIT), "Take back")))
        assert f"Took back the last save of {GATE}." in page
        assert (root / GATE).read_bytes() == before
    assert "Take back" not in desk.get(EDIT).text


def test_a_later_change_is_not_taken_back(desk: Running, root: Path) -> None:
    """A save is not taken back once the file was changed by somebody else, or its words were approved."""
    send_all(desk, EDIT, changed(form_of(desk.get(EDIT)), words="Once."))
    button = form_of(desk.get(EDIT), "Take back")
    approve(root, GATE, "CF-7")
    desk.preview.refresh()
    approved = (root / GATE).read_bytes()
    answer = send_all(desk, EDIT, button)
    assert (answer.status, dict(form_of(answer))["words"]) == (409, "Once.")
    assert "Take back" not in desk.get(EDIT).text
    assert (root / GATE).read_bytes() == approved


def test_taking_back_breaks_no_approval(desk: Running, root: Path) -> None:
    """Words that went back to what was approved are not changed again by taking that save back."""
    approve(root, GATE, "CF-7")
    desk.preview.refresh()
    send_all(desk, EDIT, form_of(send_all(desk, EDIT, changed(form_of(desk.get(EDIT)), words="Other."))))
    send_all(desk, EDIT, changed(form_of(desk.get(EDIT)), words=TEXT))
    answer = send_all(desk, EDIT, form_of(desk.get(EDIT), "Take back"))
    assert (answer.status, "approved as they are now" in answer.text) == (409, True)
    assert open_case(root, GATE).whole is True


def test_a_new_story_is_a_draft(desk: Running, root: Path) -> None:
    """A title makes a draft without consent, and leads to its form."""
    sent = changed(form_of(desk.get(NEW), "New story"), title="The second kettle")
    page = told(desk, send_all(desk, NEW, sent))
    assert 'value="The second kettle"' in page
    made = (root / "stories/the-second-kettle.md").read_text()
    assert ("draft: true\n" in made, "status: requested\n" in made) == (True, True)
    assert str(root) not in page.partition("<main>")[2]


def test_a_new_story_tells_what_is_still_to_be_written(desk: Running, root: Path) -> None:
    """Above the page of a new draft stands what is still a sample, in the form's own words; no topic is chosen."""
    send_all(desk, NEW, changed(form_of(desk.get(NEW), "New story"), title="The second kettle"))
    seen = desk.get("/_desk/look/stories/the-second-kettle.md").text
    assert "No problems found" not in seen
    for left in ("“Name to show” is still", "“Summary” is still", "“Topics” is empty", "this sentence is still"):
        assert left in seen
    assert "topics: []" in (root / "stories/the-second-kettle.md").read_text()


@pytest.mark.parametrize(("title", "why"), [(" ", "Write a title"), ("Gate", "stories/gate.md is there already")])
def test_a_new_story_that_cannot_be_made(title: str, why: str, desk: Running, root: Path) -> None:
    """Without a title, or with one that is taken, nothing is made and the page says why."""
    before = tree(root)
    answer = send_all(desk, NEW, changed(form_of(desk.get(NEW), "New story"), title=title))
    assert (answer.status, why in answer.text) == (422, True)
    assert {name: data for name, data in tree(root).items() if name in before} == before


def test_the_whole_way(tmp_path: Path) -> None:
    """A story that is made at the desk and written there has no errors but what a person still has to say."""
    root = make_site(tmp_path / "site", {"gate.md": story()}, site=SITE)
    with running(root) as desk:
        new = changed(form_of(desk.get(NEW), "New story"), title="The kettle")
        at = send_all(desk, NEW, new).headers["location"]
        sent = changed(form_of(desk.get(at)), author="Ines", summary="A kettle boils.", words="It boiled.")
        page = told(desk, send_all(desk, at, [(name, value) for name, value in sent if name != "draft"]))
        assert "Saved stories/the-kettle.md." in page
        assert "draft" not in (root / "stories/the-kettle.md").read_text().replace("# A draft", "")
        assert "0 things" not in desk.get("/_desk/look/stories/the-kettle.md").text
