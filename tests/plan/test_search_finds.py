"""What the search page's scripts find: words by their kin first, and what is left out without them."""

from __future__ import annotations

import pytest

from generator.words.stems import stems
from tests.builders.found import found, index_files
from tests.builders.index import read_index
from tests.builders.sites import SITE, story


def index(*texts: str, language: str = "en") -> dict[str, bytes]:
    """The index of stories with these texts."""
    return index_files(
        {f"{n}.md": story(f"N{n}", text=text, more=f"language: {language}") for n, text in enumerate(texts)}
    )


FORMS = "She was bullied. They visit often. Two ponies. Worries came. He screamed. They showed me."


@pytest.mark.parametrize(
    ("language", "text", "queries"),
    [
        ("en", FORMS, "bully bullies bullying visited visiting visits pony worry worrying scream screaming"),
        ("de", "Ihre Hoffnungen wuchsen. Er erzählte.", "Hoffnung hoffnungen erzählt Erzählte"),
        ("fr", "Elle parlait de l’été et de l’île, qu’elle aimait.", "été étés l’été d’été île l'ile ete aimer parler"),
        ("it", "Dell’amore, nell’acqua, sull’isola. Dall’inizio.", "amore amori acqua l’acqua isola inizio"),
        ("ca", "L’estiu i l’amistat d’Ernest.", "estiu amistat l’amistat ernest"),
        ("ga", "Tháinig sí ó d’Éirinn.", "Éirinn eirinn"),
        ("es", "Las canciones la ayudaban.", "canción cancion canciones ayudar"),
        ("ar", "كتبت الرسالة إلى أختي في المدينة. الأمل كبير.", "أمل الأمل والأمل بالأمل للأمل امل رسالة مدينة"),
        ("ar", "كانت المستشفى بعيدة.", "مستشفى للمستشفى والمستشفى"),
        ("tr", "İstanbul’da bir evde.", "İstanbul istanbul’un evler"),
        (
            "en",
            "My well-being, self-care and a co-worker.",
            "wellbeing well-being selfcare coworker co‑worker co-workers",
        ),
        ("en", "His wellbeing.", "well-being wellbeing"),
        ("de", "Eine Störung, und die Angst.", "Angststörung Angststörungen"),
        ("nl", "Het verhaal van een leven.", "levensverhaal"),
        ("de", "Sie hat geweint und aufgehört; es ist gelungen.", "weinen weinte weint aufhören gelingen"),
        ("nl", "Zij huilden en schreven brieven.", "huilt huilen schrijven schreef brief"),
        ("pt", "As canções e os corações.", "canção coração"),
        ("fi", "Hän keskusteli lääkärin kanssa.", "keskustella lääkäri"),
        ("tr", "Umutlarımız ve hikayesi.", "umut hikaye hikayesi"),
        ("en", "A won\u200bder\u00adful day, don’t you think?", "wonderful won\u200bderful don't dont"),
        ("en", "It was Apollo 13, and vitamin B12 🙂.", "apollo 13 b12 B-12 🙂"),
    ],
)
def test_found(language: str, text: str, queries: str) -> None:
    """Each word finds the story, in whatever form it is there, and is not respelled."""
    asked = queries.split()
    for query, result in zip(asked, found(index(text, "Nothing of it.", language=language), asked), strict=True):
        assert result.get("stories") == [0], query
        assert all(" " in better for _, better, _ in result["respelled"]), query


@pytest.mark.parametrize("query", ["well being", "self care matters", "b 12", '"well-being"', "apollo 13", "co worker"])
def test_two_words(query: str) -> None:
    """What one writes with a hyphen, another in two words and a third in one is found by all."""
    text = "Well-being, self-care matters, b-12 on Apollo 13, a co-worker."
    assert found(index(text, "Nothing of it."), [query])[0]["stories"] == [0]
    if query in {"well being", "b 12", "co worker"}:
        assert found(index("Wellbeing, B12, my coworker.", "Nothing."), [query])[0]["stories"] == [0]


def test_what_exists_is_not_respelled() -> None:
    """A word of which any story has kin is not taken for a typing mistake; one that has none is, and this is told."""
    files = index("They showed me.", "She slows down.", "The lantern.")
    slowed, lantren = found(files, ["slowed", "lantren"])
    assert (slowed["stories"], slowed["respelled"]) == ([1], [])
    assert (lantren["stories"], lantren["respelled"]) == ([2], [["lantren", "lantern", "lantren"]])


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("died", "She did it."),
        ("wives", "A wide river."),
        ("drinking", "It was blinking."),
        ("grieving", "I was giving."),
    ],
)
def test_a_word_of_the_language_is_no_mistake(query: str, text: str) -> None:
    """A word that the language has is not taken for a mistake where no story has it."""
    [result] = found(index(text), [f"{query} "])
    assert (result["stories"], result["respelled"]) == ([], [])


def test_a_mistake_is_read_as_what_goes_with_the_rest() -> None:
    """Of the words that were meant perhaps, the one is shown that a story has together with the other words."""
    files = index("The boat and the boat.", "A boat on the sea.", "My coat was red.")
    alone, beside = found(files, ["zoat ", "red zoat "])
    assert (alone["stories"], alone["respelled"]) == ([0, 1], [["zoat", "boat", "zoat"]])
    assert (beside["stories"], beside["respelled"]) == ([2], [["zoat", "coat", "zoat"]])


SEVERAL = {
    "0.md": story("N0", text="It was filed in red.", more="language: en"),
    "1.md": story("N1", text="La mirada fija.", more="language: es"),
}


def test_a_mistake_that_seems_to_have_kin_elsewhere() -> None:
    """Where no story has all words, one that only has kin in another language is read as what goes with the rest."""
    alone, beside = found(index_files(SEVERAL), ["fijed ", "red fijed "])
    assert (alone["stories"], alone["respelled"]) == ([1], [])
    assert (beside["stories"], beside["respelled"]) == ([0], [["fijed", "filed", "fijed"]])


def test_a_word_of_the_sites_language_is_no_mistake_beside_others() -> None:
    """A word that the site's language has stays as it is, although no story has it together with the rest."""
    [result] = found(index("The lantern and the sand.", "She lands."), ["lantern land "])
    assert (result["stories"], result["respelled"]) == ([], [])


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [("tr", "Arkadaşlarımızdan biri geldi.", "arkadaşlığınız"), ("fi", "Hän kirjoitti paljon.", "kirjoituksista")],
)
def test_what_begins_alike_is_kin_where_words_take_rows_of_endings(language: str, text: str, query: str) -> None:
    """A form that no rule leads to a story's finds it by its first letters, and a minus before it leaves it out."""
    kept, out = found(index(text, "Zzyzx.", language=language), [f"{query} ", f"-{query} "])
    assert (kept["stories"], kept["respelled"]) == ([0], [])
    assert 0 not in out["stories"]


def test_two_mistakes_begin_alike() -> None:
    """A word of which two letters differ, and the first of them, is not shown in another one's place."""
    files = index("The lanterns.")
    first, later = found(files, ["zanternz ", "lanzernz "])
    assert (first["stories"], later["stories"]) == ([], [0])


def test_mistakes_without_the_common_words() -> None:
    """Where the list of common words does not come, words that no story has are respelled."""
    files = index("She did it.")
    [name] = read_index(files).manifest["common"].values()
    [died] = found(files, ["died "], missing=[f"{name}.js"])
    assert died["respelled"] == [["died", "did", "died"]]


@pytest.mark.parametrize(
    ("query", "stories"),
    [
        ("gate -bully", {3}),
        ("gate -bullying", {3}),
        ("gate -bullied", {3}),
        ("gate -wellbeing", {3, 0}),
        ("gate -well-being", {3, 0}),
        ("-worry gate", {3, 1, 0}),
    ],
)
def test_leaving_out_kin(query: str, stories: set[int]) -> None:
    """A word that is left out goes with its kin."""
    files = index("Gate: bullies.", "Gate, bullied, well-being.", "Gate: worried, bullying, wellbeing.", "Gate.")
    assert set(found(files, [query])[0]["stories"]) == stories


def test_leaving_out_what_no_story_has() -> None:
    """A word to leave out that no story has is told, with the content notes that it resembles."""
    files = index_files({"a.md": story(text="A lantern.", more="content_notes: [death]"), "b.md": story("B")})
    deaths, xylophone, gate = found(files, ["lantern -deaths", "lantern -xylophones", "lantern -gates"])
    assert (deaths["absentWords"], deaths["resembles"]) == (["deaths"], ["death"])
    assert (xylophone["absentWords"], xylophone["resembles"]) == (["xylophones"], [])
    assert (gate["absentWords"], gate["resembles"], gate["stories"]) == ([], [], [])


def test_leaving_out_without_a_stemmer() -> None:
    """Where a stemmer does not come, words are found as they are written, and nothing is left out by guesses."""
    files = index("They slow down.", "The gate.")
    [stemmer] = read_index(files).manifest["stemmers"].values()
    slow, slowed, without = found(files, ["slow", "slowed", "gate -slowed"], missing=[f"{stemmer}.js"])
    assert slow["stories"] == [0]
    assert slowed["stories"] == []
    assert "failed" in without


def test_the_index_names_its_stemmers() -> None:
    """The manifest says by which stemmers words are led to their stems: of which version, and of which languages."""
    texts = {"a.md": story(), "b.md": story("B", more="language: de-AT"), "c.md": story("C", more="language: ja")}
    manifest = read_index(index_files(texts)).manifest
    assert manifest["snowball"] == "3.1.0"
    assert set(manifest["stemmers"]) == {"english", "german"}


WORDS = "words: [{word: anxiety, synonyms: [worry, panic attack, xylophone]}]\n"


def test_a_words_synonyms() -> None:
    """A word of the site's list finds its synonyms, too, which are told; its own stories come first."""
    texts = {
        "a.md": story(text="Anxiety."),
        "b.md": story("B", text="She worried."),
        "c.md": story("C", text="A panic."),
    }
    texts["d.md"] = story("D", text="Attacks of panic.")
    anxieties, worry = found(index_files(texts, f"{SITE}{WORDS}"), ["anxieties", "worry"])
    assert anxieties["stories"][0] == 0
    assert (set(anxieties["stories"]), anxieties["also"]) == ({0, 1, 3}, ["worry", "panic attack"])
    assert (worry["stories"], worry["also"]) == ([1], [])


def test_synonyms_of_a_word_that_no_story_has() -> None:
    """A word that no story has is not respelled where its synonyms are found."""
    texts = {"a.md": story(text="She worried."), "b.md": story("B", text="Their anxious society.")}
    [anxiety] = found(index_files(texts, f"{SITE}{WORDS}"), ["anxiety"])
    assert (anxiety["stories"], anxiety["also"], anxiety["respelled"]) == ([0], ["worry"], [])


COMPOUNDS = ("Die Selbsthilfegruppe gefiel mir.", "Eine Gruppe gab Hilfe, mir selbst.", "Mir gefiel nichts.")


@pytest.mark.parametrize(
    ("query", "stories"),
    [
        ("gruppe", [1, 0]),
        ("Gruppen", [1, 0]),
        ("hilfe", [1, 0]),
        ("selbsthilfegruppen", [0]),
        ("mir -gruppen", [2]),
        ("mir -selbsthilfegruppe", [2, 1]),
    ],
)
def test_compounds_by_their_parts(query: str, stories: list[int]) -> None:
    """A part finds, or leaves out, compounds with it, behind itself; a compound does not find its parts."""
    files = index(*COMPOUNDS, language="de")
    found_there = found(files, [f"{query} "])[0]
    assert sorted(found_there["stories"], reverse=True) == sorted(stories, reverse=True)
    if query == "gruppe":
        assert found_there["stories"] == stories
        assert "selbsthilfegruppe" in found_there["forms"]


def test_the_index_has_compounds_at_their_parts() -> None:
    """In the index, a compound stands with its stories at each of its parts."""
    assert read_index(index(*COMPOUNDS, language="de")).compounds(stems("de")["gruppe"]) == {"selbsthilfegruppe": {0}}
