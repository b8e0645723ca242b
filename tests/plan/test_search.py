"""The search index of a site against the texts that it was made of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import __version__
from generator.words.stems import VERSION, stems
from generator.words.terms import form_of, written
from tests.builders.example import ROOT
from tests.builders.examples import few
from tests.builders.found import index_files
from tests.builders.index import Index, places, read_index
from tests.builders.sites import DATA, built, make_site, story, tree

VOCABULARY = {
    language: (DATA / "vocabulary" / f"{language}.txt").read_text(encoding="utf-8").split("\n")[:-1]
    for language in ("en", "de", "ar", "hi", "ja", "th")
}
# How the words of a topic count as a story's own: by its label and its synonyms.
TOPICS = {"hope": "Hope optimism", "support": "Support help", "work": "Work"}


@dataclass(frozen=True)
class Sketch:
    """A random story."""

    language: str
    words: tuple[str, ...]
    title: str
    author: str
    topics: tuple[str, ...]

    def file(self) -> str:
        """The story's file."""
        written = story(
            f"'{self.title}'",
            topics=f"[{', '.join(self.topics)}]",
            more=f"language: {self.language}",
            text=" ".join(self.words),
        )
        return written.replace("author: Maren", f"author: {self.author}")

    def held(self) -> set[str]:
        """Every word that the story can be found by, as it is written."""
        labels = [TOPICS[topic] for topic in self.topics]
        fields = (self.title, self.author, "A summary.", *labels, *self.words)
        return {word for field in fields for word in written(field)}


@st.composite
def sketches(draw: st.DrawFn) -> Sketch:
    """A story in one of several languages, of few words, so that stories share some."""
    language = draw(st.sampled_from(sorted(VOCABULARY)))
    words = st.sampled_from(VOCABULARY[language])
    return Sketch(
        language,
        tuple(draw(st.lists(words, min_size=1, max_size=12))),
        draw(words),
        draw(st.sampled_from(["Maren", "Éva", "Jo"])),
        tuple(sorted(draw(st.sets(st.sampled_from(sorted(TOPICS)), min_size=1, max_size=2)))),
    )


def index_of(stories: Sequence[Sketch]) -> Index:
    """The index of stories, which are numbered in their order."""
    return read_index(index_files({f"story-{n:02}.md": sketch.file() for n, sketch in enumerate(stories)}))


def scan(stories: Sequence[Sketch]) -> dict[str, set[int]]:
    """For every word, the stories with a word of a stem that it has, in any language in which it is written, or is."""
    leads: dict[str, set[str]] = defaultdict(set)
    for sketch in stories:
        for word in sketch.held():
            leads[form_of(word)] |= {form_of(word), stems(sketch.language)[word]}
    return {
        word: {
            n
            for n, sketch in enumerate(stories)
            if any(stems(sketch.language)[held] in wanted for held in sketch.held())
        }
        for word, wanted in leads.items()
    }


@settings(max_examples=few(40))
@given(st.lists(sketches(), min_size=1, max_size=6))
def test_every_word(stories: list[Sketch]) -> None:
    """Every word of every story finds exactly the stories that a scan of all texts finds."""
    index = index_of(stories)
    assert index.manifest["count"] == len(stories)
    assert {word: index.find(word) for word in scan(stories)} == scan(stories)
    assert index.find("zzz") == index.find("constructor") == set()


@settings(max_examples=few(15))
@given(st.lists(sketches(), min_size=1, max_size=6))
def test_spelling_lists(stories: list[Sketch]) -> None:
    """The lists for mistyped words hold every word once, under its length."""
    index = index_of(stories)
    lists = {int(length): index.load(name) for length, name in index.manifest["spelling"].items()}
    assert all(len(word) == length for length, words in lists.items() for word in words)
    found = [word for words in lists.values() for word in words]
    assert sorted(found) == sorted({form_of(word) for sketch in stories for word in sketch.held()})


def test_a_heavier_place() -> None:
    """A word counts three times in a title, and once in the summary, the topics, the name and the text."""
    files = {
        "a.md": story("Lanterns"),
        "b.md": story(text="Lanterns."),
        "c.md": story().replace("A summary.", "Lanterns."),
        "d.md": story().replace("Maren", "Lanterns"),
        "e.md": story(text="Lanterns and lanterns and a lantern and lanterns."),
    }
    [(stem, forms)] = read_index(index_files(files)).stems("lanterns")
    assert stem == "lantern"
    assert forms == {"lanterns": {0: 2, 1: 0, 2: 0, 3: 0, 4: 2}, "lantern": {4: 0}}


NOTED = "content_notes: [death]"


def test_facets() -> None:
    """Each facet's values tell exactly the stories that have them, and values that none has are left out."""
    index = read_index(
        index_files(
            {
                "a.md": story(topics="[hope, work]", more=NOTED),
                "b.md": story(topics="[work]", more="shape: up-and-down\nlanguage: de"),
                "c.md": story(topics="[hope]", text="word " * 2000, more="shape: rather-not-say"),
            }
        )
    )
    facets = index.load(index.manifest["facets"])
    assert facets.pop("count") == 3
    found = {group: {value: places(having) for value, _, having in values} for group, values in facets.items()}
    assert found == {
        "topics": {"hope": [0, 2], "work": [0, 1]},
        "languages": {"de": [1], "en": [0, 2]},
        "lengths": {"short": [0, 1], "long": [2]},
        "shapes": {"up-and-down": [1]},
        "notes": {"death": [0]},
    }


def test_texts() -> None:
    """A result's file holds what the result shows, the text, and the story's content notes by their names."""
    index = read_index(index_files({"a.md": story("“A” gate", more=NOTED, text="We *painted* it.\n\n> Twice.")}))
    [text] = index.texts()
    assert text == {
        "path": "stories/a/index.html",
        "title": "“A” gate",
        "author": "Maren",
        "summary": "A summary.",
        "minutes": 1,
        "language": "en",
        "topics": ["Hope"],
        "notes": ["death"],
        "fictional": False,
        "text": text["text"],
    }
    assert text["text"].split() == ["We", "painted", "it.", "Twice."]


def test_synonyms() -> None:
    """The manifest tells the names of each topic that has a story, folded, and where its list is."""
    index = read_index(index_files({"a.md": story()}))
    assert index.manifest["topics"] == [["Hope", "topics/hope/index.html", ["hope", "optimism"]]]
    assert index.manifest["notes"] == {"death": "Death", "eating": "Eating"}


def test_the_worked_example() -> None:
    """The example that docs/search.md works through is what such stories make."""
    gates = story("Gates", day="2026-01-02", text="The gates were shut; we paint no more gates.")
    files = index_files({"a.md": story("A gate"), "b.md": gates})
    index = read_index(files)
    shard = f"search/{index.manifest['index'][index.home('gates')]}.js"
    told = (ROOT / "docs" / "search.md").read_text(encoding="utf-8")
    assert f"`{shard}` holds\n\n```js\n{files[shard].decode()}```" in told
    assert f'"lengths":"{index.manifest["lengths"]}","index":{{…,"g":"{index.manifest["index"]["g"]}",…' in told
    assert index.find("gate") == {0, 1}
    listed, pack = files[f"search/{index.manifest['packs']}.js"].decode(), index.pack_of(0)
    assert f"says where they are:\n\n```js\n{listed}```\n\nBoth stand in `{pack}?…`" in told
    assert [text["title"] for text in index.load(pack[7:-3])[1]] == ["A gate", "Gates"]


def test_what_made_it() -> None:
    """The manifest says which version wrote the index, for which languages, and which stemmer each of them has."""
    files = {"a.md": story(), "b.md": story(more="language: de"), "c.md": story(more="language: th")}
    manifest = read_index(index_files(files)).manifest
    assert manifest["made"] == {"by": __version__, "languages": {"de": "german", "en": "english", "th": None}}
    assert manifest["snowball"] == VERSION


def test_no_story() -> None:
    """A site without stories has an index in which nothing is found."""
    index = read_index(index_files({}))
    assert index.manifest["count"] == 0
    assert index.find("hope") == set()


def test_names_of_files() -> None:
    """No file of the index has a word in its name: only digits of what it holds, or of its first story's address."""
    for path in index_files({f"{n}.md": story(text=f"lantern harbour {n}") for n in range(3)}):
        assert re.fullmatch(r"search/([0-9a-f]{12}|t[0-9a-f]{4,})\.js", path)


@settings(max_examples=few(15))
@given(st.lists(sketches(), min_size=1, max_size=5), st.data())
def test_withheld_is_absent(stories: list[Sketch], data: st.DataObject) -> None:
    """A withheld story changes no byte of the index, whatever its place among the others."""
    left_out = data.draw(st.integers(0, len(stories) - 1))
    files = {f"story-{n:02}.md": sketch.file() for n, sketch in enumerate(stories)}
    name = f"story-{left_out:02}.md"
    withdrawn = files | {name: files[name].replace("status: given", "status: withdrawn")}
    assert index_files(withdrawn) == index_files({n: text for n, text in files.items() if n != name})


@settings(max_examples=few(10))
@given(st.lists(sketches(), min_size=1, max_size=6))
def test_same_bytes(stories: list[Sketch]) -> None:
    """The same stories give the same bytes, in whatever order their files are written."""
    files = {f"story-{n:02}.md": sketch.file() for n, sketch in enumerate(stories)}
    assert index_files(files) == index_files(dict(reversed(files.items())))


def test_removing_a_story(tmp_path: Path) -> None:
    """A site from which a story is removed is the same as one that never had it, and holds none of its words."""
    files = {f"{n}.md": story(f"Gate {n}", text=f"Gate number {n}, with a lantern.") for n in range(4)}
    with_it, without = tmp_path / "with", tmp_path / "without"
    make_site(with_it, files | {"x.md": story("Zither", text="A xylophone, not a lantern.", day="2026-01-02")})
    built(with_it)
    assert {n for n, data in tree(with_it / "public").items() if b"ylophon" in data} >= {"stories/x/index.html"}
    (with_it / "stories" / "x.md").unlink()
    built(with_it)
    built(make_site(without, files))
    assert tree(with_it / "public") == tree(without / "public")
    words = re.compile(rb"zither|ylophon", re.IGNORECASE)
    assert [n for n, data in tree(with_it / "public").items() if words.search(data)] == []


FILLER = " ".join(f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "bdfgklmnprst")


@pytest.mark.parametrize(
    ("before", "after"),
    [("lantern", "harbour"), ("lantern", "lanterns"), ("lantern", "lantern lantern"), ("lantern", "")],
)
def test_an_edit(before: str, after: str, tmp_path: Path) -> None:
    """An edit rewrites shards of its changed words, the story's own pack, words by length, and the way to them."""
    files = {f"{n}.md": story(f"Gate {n}", text=f"{FILLER} number {n} lantern.") for n in range(3)}
    make_site(tmp_path, files)
    built(tmp_path)
    old = tree(tmp_path / "public")
    (tmp_path / "stories" / "1.md").write_text(files["1.md"].replace(before, after), encoding="utf-8")
    built(tmp_path)
    new = tree(tmp_path / "public")
    index, was = read_index(new), read_index(old)
    shards = {name: prefix for prefix, name in index.manifest["index"].items()}
    spelling = set(index.manifest["spelling"].values())
    changed = {path.removeprefix("search/").removesuffix(".js") for path in new if new[path] != old.get(path)}
    changed = {name for name in changed if f"search/{name}.js" in new}
    touched = {index.home(word) for word in ("lantern", "lanterns", "harbour")}
    assert {shards[name] for name in changed & set(shards)} <= touched
    rest = changed - set(shards) - spelling
    assert index.pack_of(1) in {f"search/{name}.js" for name in rest}
    assert index.manifest != was.manifest
    assert index.manifest["packs"] in rest
    assert len(rest) == 3
    assert len(index.manifest["index"]) > 10


def test_notes_of_no_withheld_story() -> None:
    """Nothing of a withheld story is in any file: no word, note, language or shape."""
    secret = story(
        "Zither",
        text="A xylophone.",
        more="content_notes: [eating]\nshape: steady\nlanguage: cy",
        consent="{status: given}",
    )
    files = {"a.md": story(), "b.md": secret}
    alone = index_files({"a.md": story()})
    assert index_files(files) == alone


def test_what_is_found_beside_stories(tmp_path: Path) -> None:
    """One file has pages, their questions by their places, and series of more than one part with all of their notes."""
    stories = {
        "a.md": story("A", more="series: {name: Mending, part: 2}\ncontent_notes: [death]"),
        "b.md": story("B", more="series: {name: Mending, part: 1}\ncontent_notes: [eating]"),
        "c.md": story("C", more="series: {name: Alone, part: 1}"),
    }
    question = "---\ntitle: Asked\nsummary: Often.\n---\n::: question\n## Why?\nFor a *reason*.\n:::\n"
    built(make_site(tmp_path, stories, pages={"asked.md": question}))
    index = read_index(tree(tmp_path / "public"))
    page, answer, series = index.load(index.manifest["others"])
    assert (page["kind"], page["path"], page["title"]) == ("pages", "asked/index.html", "Asked")
    assert page["text"].split() == ["Often.", "Why?", "For", "a", "reason."]
    assert answer == {
        "kind": "questions",
        "path": "asked/index.html#why",
        "title": "Why?",
        "text": "For a reason.",
        "language": "en",
    }
    assert (series["kind"], series["title"], series["path"]) == ("series", "Mending", "stories/b/index.html")
    assert series["notes"] == ["death", "eating"]


def test_a_withheld_part_is_in_no_series(tmp_path: Path) -> None:
    """A story that is withheld gives a series neither a part nor a note."""
    part = story("A", more="series: {name: Mending, part: 1}")
    withheld = story(
        "B", more="series: {name: Mending, part: 2}\ncontent_notes: [eating]", consent="{status: withdrawn}"
    )
    alone = index_files({"a.md": part})
    assert index_files({"a.md": part, "b.md": withheld}) == alone
    index = read_index(alone)
    assert index.load(index.manifest["others"]) == []
