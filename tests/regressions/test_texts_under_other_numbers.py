"""After a move to https, or to another folder, texts came in a second time, and what was deleted here came back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from generator.ground.places import BROUGHT_IN
from generator.importing.container import contained
from generator.importing.item import Fate, Item, LeftOut, Markdown
from generator.importing.markdown_sites.known_kinds import BY_NAME
from generator.importing.markdown_sites.source import MarkdownSite
from generator.importing.report import Came
from tests.builders.imports import Texts, brought, came
from tests.builders.markdown_sites import laid_out
from tests.builders.sites import make_site, story, tree
from tests.builders.wordpress import SITE, Export, Post, source

OLD_FORM = Path(__file__).parent.parent / "data/brought_in/first-form.json"
ONE = "We painted the gate in April, and nobody asked whose gate it was before that."
TWO = "My neighbour carried the ladder every morning, and we drank our tea on the wall."
THREE = "There were weeks in which I stayed in bed while the gate stayed half green."
OURS = "This story was told to the harbour project in the year that the pier was closed."
MORE = "Whoever reads it and wants to write to us finds the address at the foot of the page."
GATE = Item(
    key="1",
    title="The gate",
    body=Markdown(f"{ONE} {TWO} {THREE}"),
    slug="the-gate",
    addresses=("https://old.example.org/the-gate/",),
)
HILL = Item(
    key="2",
    title="A hill",
    body=Markdown("The hill was steeper than it had looked from here. So we stopped half way and had our tea there."),
    slug="a-hill",
    addresses=("https://old.example.org/a-hill/",),
)
CHANGED = Markdown(f"{ONE} {TWO} A sentence that nobody had written there before that day.")
OTHERWISE = {
    "its address": replace(GATE, key="9", addresses=("http://www.old.example.org/the-gate",), body=CHANGED),
    "its words": replace(GATE, key="9", slug="x", title="X", addresses=("https://new.example.org/x/",)),
    "its words alone": replace(GATE, key="9", addresses=()),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one story."""
    return make_site(tmp_path / "site", {"before.md": story("Before")})


@pytest.mark.parametrize("item", OTHERWISE.values(), ids=OTHERWISE)
def test_what_is_here_stays_one(item: Item, root: Path) -> None:
    """A text that is called otherwise by now is brought up to date under its file and its record."""
    brought(root, Texts([GATE, HILL]))
    record = (root / "stories/the-gate.md").read_text().splitlines()[1]
    report = brought(root, Texts([item, HILL]))
    assert [one.path for one in report.texts] == ["stories/the-gate.md", "stories/a-hill.md"]
    assert {one.came for one in report.texts} <= {Came.RENEWED, Came.SAME}
    assert record in (root / "stories/the-gate.md").read_text()
    assert came(brought(root, Texts([item, HILL])))[0] == (Came.SAME, "stories/the-gate.md")


@pytest.mark.parametrize("item", OTHERWISE.values(), ids=OTHERWISE)
def test_what_was_deleted_stays_away(item: Item, root: Path) -> None:
    """A text that was deleted here does not come back under another name, alone or beside what it was called."""
    brought(root, Texts([GATE, HILL]))
    (root / "stories/the-gate.md").unlink()
    for texts in ([item, HILL], [item]):
        assert {one.came for one in brought(root, Texts(texts)).texts} <= {Came.GONE, Came.SAME}
    assert not (root / "stories/the-gate.md").exists()


def test_a_copy_of_what_was_deleted_stays_away(root: Path) -> None:
    """A text with all words of one that was deleted here stays away beside that one, and is told as another."""
    brought(root, Texts([GATE]))
    (root / "stories/the-gate.md").unlink()
    for texts in ([GATE, OTHERWISE["its words"]], [OTHERWISE["its words"], replace(GATE, key="10")]):
        told = brought(root, Texts(texts)).texts
        assert {one.came for one in told} == {Came.GONE, Came.COPY_OF_GONE}
        assert len({one.number for one in told}) == 2
    assert [path.name for path in (root / "stories").iterdir()] == ["before.md"]


@pytest.mark.parametrize("item", OTHERWISE.values(), ids=OTHERWISE)
def test_what_was_edited_is_shown(item: Item, root: Path) -> None:
    """A text that was edited here, and is called otherwise by now, stays as it is, and is shown."""
    brought(root, Texts([GATE, HILL]))
    path = root / "stories/the-gate.md"
    path.write_text(path.read_text().replace("April", "May"))
    before = path.read_bytes()
    assert came(brought(root, Texts([item, HILL])))[0] == (Came.EDITED, "stories/the-gate.md")
    assert path.read_bytes() == before


def test_what_was_deleted_stays_away_in_its_first_words(root: Path) -> None:
    """A text that was deleted here stays away as it was then, also after its source has changed it twice."""
    brought(root, Texts([GATE]))
    (root / "stories/the-gate.md").unlink()
    for body in (CHANGED, Markdown(f"{TWO} {MORE} A sentence that nobody had written there before that day.")):
        assert {one.came for one in brought(root, Texts([replace(GATE, body=body)])).texts} == {Came.GONE}
    told = brought(root, Texts([replace(GATE, body=body), OTHERWISE["its words"]])).texts
    assert [one.came for one in told] == [Came.GONE, Came.COPY_OF_GONE]


def test_stories_that_share_sentences_stay_two(root: Path) -> None:
    """Two stories with the same sentences around them, and others of their own, stay two, and that is said."""
    brought(root, Texts([replace(GATE, body=Markdown(f"{OURS} {ONE} {MORE}"))]))
    other = Item(key="3", title="The ladder", body=Markdown(f"{OURS} {TWO} {MORE}"))
    report = brought(root, Texts([other]))
    assert came(report) == [(Came.NEW, "stories/the-ladder.md")]
    assert ONE in (root / "stories/the-gate.md").read_text()
    assert [one.what for one in report.texts[0].remarks if "words of another" in one.what and one.fate is Fate.LOOK]


def test_stories_that_begin_and_end_alike(root: Path) -> None:
    """Of stories that share half of their sentences, those that were not deleted come in, and that is said."""
    bodies = [f"{OURS} {one} {MORE}" for one in (ONE, TWO, THREE)]
    first, *others = (Item(key=f"k{n}", title=f"N{n}", body=Markdown(body)) for n, body in enumerate(bodies))
    brought(root, Texts([first]))
    (root / "stories/n0.md").unlink()
    report = brought(root, Texts([first, *others]))
    assert [one.came for one in report.texts] == [Came.GONE, Came.NEW, Came.NEW]
    assert all("taken out here" in "".join(remark.why for remark in one.remarks) for one in report.texts[1:])


def test_a_text_is_another_one_beside_its_own(root: Path) -> None:
    """Where a text is in the source by its own number, another one with its words or address is another one."""
    brought(root, Texts([GATE]))
    report = brought(root, Texts([GATE, replace(GATE, key="9", title="Again")]))
    assert came(report) == [(Came.SAME, "stories/the-gate.md"), (Came.NEW, "stories/the-gate-2.md")]


def test_a_name_that_many_texts_have_tells_nothing(root: Path) -> None:
    """What a program calls all of its texts joins none of them."""
    brought(root, Texts([replace(GATE, names=("the guid",)), replace(HILL, names=("the guid",))]))
    third = Item(key="3", title="Third", body=Markdown("A third one, of few words."), names=("the guid",))
    assert came(brought(root, Texts([third])))[0][0] is Came.NEW


@pytest.mark.parametrize(
    "again",
    [
        {"number": 112, "guid": f"{SITE}/?p=12"},
        {"number": 112, "guid": "http://www.harbour.example/?p=112", "link": "http://www.harbour.example/2019/gate/"},
        {"number": 112, "guid": "https://new.example/?p=112", "link": "https://new.example/gate/"},
    ],
    ids=["the guid", "scheme and www", "another domain"],
)
def test_wordpress_moved(again: dict[str, object], root: Path, tmp_path: Path) -> None:
    """A post of which the number, the scheme or the domain is another by now stays away once it was deleted here."""
    words = f"<p>{ONE}</p><p>{TWO}</p>"
    first = Post(words, title="The gate", slug="gate", link=f"{SITE}/2019/gate/")
    brought(root, source(Export((first,)), tmp_path))
    (root / "stories/gate.md").unlink()
    later = replace(first, **again)  # type: ignore[arg-type] # told by name
    assert [one.came for one in brought(root, source(Export((later,)), tmp_path)).texts] == [Came.GONE]


def test_a_private_text_with_another_number(root: Path, tmp_path: Path) -> None:
    """A post that is private by now is told of, though it has another number."""
    first = Post(f"<p>{ONE}</p>", slug="gate")
    brought(root, source(Export((first,)), tmp_path))
    later = replace(first, number=112, guid=f"{SITE}/?p=12", status="private")
    report = brought(root, source(Export((later,)), tmp_path))
    assert came(report) == [(Came.TAKEN_OFF, "stories/gate.md")]


@pytest.mark.parametrize("status", ["draft", "pending", "future"])
def test_a_post_that_is_a_draft_by_now(status: str, root: Path, tmp_path: Path) -> None:
    """A post that came in published, and is none by now, was taken off the old site, and its file stays."""
    brought(root, source(Export((Post(f"<p>{ONE}</p>", slug="gate"),)), tmp_path))
    before = tree(root)
    later = Export((Post(f"<p>{ONE} {TWO}</p>", slug="gate", status=status),))
    for _ in range(2):
        assert came(brought(root, source(later, tmp_path))) == [(Came.TAKEN_OFF, "stories/gate.md")]
    assert tree(root) == before
    again = Export((Post(f"<p>{ONE} {TWO}</p>", slug="gate"),))
    assert came(brought(root, source(again, tmp_path))) == [(Came.RENEWED, "stories/gate.md")]


def test_a_post_that_never_was_out(root: Path, tmp_path: Path) -> None:
    """A draft that is a draft still is no text that was taken off the old site."""
    for expected in (Came.NEW, Came.SAME):
        report = brought(root, source(Export((Post(f"<p>{ONE}</p>", slug="gate", status="draft"),)), tmp_path))
        assert came(report) == [(expected, "stories/gate.md")]


def test_a_file_in_another_folder(root: Path, tmp_path: Path) -> None:
    """A file of Markdown that lies in another folder by now, or is called otherwise, is the same text."""
    for n, place in enumerate(("notes/gate.md", "notes/gate/index.md", "letters/2020-the-gate.md")):
        folder = laid_out(tmp_path / f"{n}", {f"content/{place}": f"---\ntitle: Gate\n---\n{ONE} {TWO}\n"})
        report = brought(root, MarkdownSite(BY_NAME["hugo"], contained(folder)))
        assert [one.path for one in report.texts] == ["stories/gate.md"]
    assert len(list((root / "stories").iterdir())) == 2


def test_what_came_in_before_words_were_kept(root: Path) -> None:
    """A register of the first form is read, texts are known again by their files, and it is written in the second."""
    brought(root, Texts([GATE, HILL]))
    texts = {line["number"]: line["file"] for line in map(json.loads, (root / BROUGHT_IN).read_text().splitlines()[1:])}
    assert {"form": 1, "texts": texts} == json.loads(OLD_FORM.read_text())
    (root / BROUGHT_IN).write_bytes(OLD_FORM.read_bytes())
    report = brought(root, Texts([OTHERWISE["its words"], HILL]))
    assert came(report) == [(Came.RENEWED, "stories/the-gate.md"), (Came.SAME, "stories/a-hill.md")]
    assert json.loads((root / BROUGHT_IN).read_text().splitlines()[0])["form"] == 2
    (root / "stories/the-gate.md").unlink()
    assert came(brought(root, Texts([replace(GATE, key="x")])))[0][0] is Came.GONE


def test_a_private_text_at_an_old_address(root: Path) -> None:
    """What is private by now is told by its names, too, but not where the text is there for everybody as well."""
    brought(root, Texts([GATE, HILL]))
    left = LeftOut("private texts", "no", keys=("x",), names=("http://old.example.org/the-gate/",))
    assert (Came.TAKEN_OFF, "stories/the-gate.md") in came(brought(root, Texts([HILL, left])))
    assert Came.TAKEN_OFF not in {one.came for one in brought(root, Texts([GATE, HILL, left])).texts}
