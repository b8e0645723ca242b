"""Search in the browser: over HTTP, from a folder, in Chromium and in Firefox."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, Route, expect

from generator.ground.channels import Medium
from generator.words.terms import form_of, written
from generator.words.tokens import fold, tokens
from tests.browser.conftest import KINDS, SCHEMES, WIDTHS, AskAxe, OpenPage, serve, watch
from tests.browser.firefox import ESCAPE, Firefox
from tests.builders.index import Index, read_index
from tests.builders.sites import DATA, built, tree

CLOSED = "What you chose to leave out cannot be checked here, so no story is shown."
FAILED = "A part of the search could not be loaded. The stories and topics are all in the lists."
NOTHING = "No story has all of these words."
WINDOW, QUAY, TABLE, TIDE = "A lamp in the window", "Along the quay", "A place at the table", "What the tide left"
WALK, PORCH, BOATS = "The long way round", "Porch light", "A constructor of boats"
GERMAN, JAPANESE, THAI, ARABIC = "Die Laterne an der Tür", "門の灯り", "โคมไฟที่ประตู", "فانوس عند الباب"


def build(folder: Path, medium: Medium) -> Path:
    shutil.copytree(DATA / "searched", folder / "source")
    return built(folder / "source", medium=medium).out


@pytest.fixture(scope="session")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site of which it is known what stands where."""
    return build(tmp_path_factory.mktemp("searched"), "web")


@pytest.fixture(scope="session")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site, to be opened without a server."""
    return build(tmp_path_factory.mktemp("stick"), "offline")


@pytest.fixture(scope="session")
def harbour(searched: Path) -> Iterator[str]:
    """The address of the small site."""
    with serve(searched) as address:
        yield address


@pytest.fixture(scope="session")
def index(searched: Path) -> Index:
    """The small site's index."""
    return read_index(tree(searched))


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A window whose pages need not wait before they say what they found."""
    page = open_page()
    page.add_init_script("const wait = setTimeout; window.setTimeout = call => wait(call, 0);")
    return page


def look_for(page: Page, text: str) -> None:
    """Type a query key by key."""
    page.locator("#_query").fill("")
    page.locator("#_query").press_sequentially(text)


def finds(page: Page, *titles: str) -> None:
    """Exactly these stories are shown, in whatever order, and counted."""
    count = {0: NOTHING, 1: "One story."}.get(len(titles), f"{len(titles)} stories.")
    expect(page.locator(".found")).to_contain_text(count)
    assert sorted(page.locator(".results h2").all_inner_texts()) == sorted(titles)


def result(page: Page, title: str, part: str) -> Callable[[], str]:
    return lambda: page.locator(".results > li", has_text=title).locator(f"[data-slot={part}]").inner_text()


def test_words_agree(harbour: str, page: Page) -> None:
    """The browser folds and cuts texts in many scripts as the build does."""
    page.goto(harbour + "search/")
    lines = (DATA / "vocabulary" / "tricky.txt").read_text(encoding="utf-8").splitlines()
    found = page.evaluate("lines => lines.map(line => [hearten.fold(line), hearten.words(line)])", lines)
    assert found == [[fold(line), tokens(fold(line))] for line in lines]


def test_characters_agree(harbour: str, page: Page) -> None:
    """Every character of the basic plane makes the same words within a word, in the browser as in the build."""
    page.goto(harbour + "search/")
    known = [chr(n) for n in range(0x10000) if unicodedata.category(chr(n)) not in {"Cn", "Co", "Cs"}]
    assert len(known) > 50_000
    words = page.evaluate("known => known.map(c => hearten.words('a' + c + 'b').join(' '))", known)
    wrong = [
        f"{ord(c):x} {unicodedata.name(c, '')}"
        for c, found in zip(known, words, strict=True)
        if found != " ".join(tokens(fold(f"a{c}b")))
    ]
    assert wrong == []
    written_in_browser = page.evaluate("known => known.map(c => hearten.written('a' + c + 'b'))", known)
    assert written_in_browser == [[*written(f"a{c}b")] for c in known]
    forms = page.evaluate("known => known.map(c => hearten.written('a' + c + 'b').map(hearten.formOf))", known)
    assert forms == [[form_of(word) for word in written(f"a{c}b")] for c in known]


QUERIES: list[tuple[str, list[str]]] = [
    ("lant", [WINDOW, QUAY, TABLE, TIDE, PORCH]),
    ("lanterns", [WINDOW, QUAY, TABLE, TIDE, PORCH]),
    ("lantern quay", [WINDOW, QUAY]),
    ("QUAY walking", [WINDOW, WALK]),
    ("lantern quay marigold", [QUAY]),
    ("lantern zebra", []),
    ("lantern -quay", [TABLE, TIDE, PORCH]),
    ("-quay lantern -tide", [TABLE, PORCH]),
    ("quay -lantern", [WALK]),
    ("lantern -", [WINDOW, QUAY, TABLE, TIDE, PORCH]),
    ('"along the quay"', [WINDOW, QUAY]),
    ('"along the quay" walked', [WINDOW]),
    ("„along the quay“", [WINDOW, QUAY]),
    ('"quay along"', []),
    ('"along the qu', []),
    ('lantern -"along the quay"', [TABLE, TIDE, PORCH]),
    ("lantern -along-the-quay", [TABLE, TIDE, PORCH]),
    ("門 -提灯", []),
    ("門 -という提灯", [JAPANESE]),
    ('"window ines"', []),
    ("fisherman’s", [BOATS]),
    ("fisherman's knots", [BOATS]),
    ("constructor", [BOATS]),
    ("hasownproperty", []),
    ("ines", [WINDOW]),
    ("optimism quay", [WINDOW]),
    ("hoffnung", [GERMAN]),
    ("Strasse", [GERMAN]),
    ("tür", [GERMAN]),
    ("JURGEN laterne", [GERMAN]),
    ("提灯", [JAPANESE]),
    ("希望という", [JAPANESE]),
    ("灯", [JAPANESE]),
    ("กำลังใจ", [THAI]),
    ("โคมไฟ", [THAI]),
    ("الأمل", [ARABIC]),
    ("…", []),
]


def test_queries(harbour: str, page: Page) -> None:
    """A query finds the stories that have all of its words, and no other."""
    page.goto(harbour + "search/")
    for query, titles in QUERIES:
        page.locator("#_query").fill("")
        page.locator("#_query").fill(query)
        finds(page, *titles)


def test_as_you_type(harbour: str, page: Page) -> None:
    """Results are there from the first letter, follow each key, and go when the field is empty; focus stays in it."""
    page.goto(harbour + "search/")
    look_for(page, "q")
    finds(page, WINDOW, QUAY, WALK)
    page.keyboard.type("uay lan")
    finds(page, WINDOW, QUAY)
    expect(page.locator("#_query")).to_be_focused()
    expect(page.locator(".search-start")).to_be_hidden()
    for _ in "quay lan":
        page.keyboard.press("Backspace")
    expect(page.locator(".results > li")).to_have_count(0)
    expect(page.locator(".found")).to_have_text("")
    expect(page.locator(".search-start")).to_be_visible()


def test_best_first(harbour: str, page: Page) -> None:
    """The story that speaks most of a word comes first."""
    page.goto(harbour + "search/")
    look_for(page, "lantern")
    expect(page.locator(".results h2").first).to_have_text(PORCH)


@pytest.mark.parametrize(
    ("query", "better", "titles"),
    [
        ("lantren", "lantern", [WINDOW, QUAY, TABLE, TIDE, PORCH]),
        ("xuay", "quay", [WINDOW, QUAY, WALK]),
        ("constrctar", "constructor", [BOATS]),
        ("lantren quay", "lantern", [WINDOW, QUAY]),
        ("Hoffnumgen", "hoffnungen", [GERMAN]),
        ('"alomg the quay"', "along", [WINDOW, QUAY]),
    ],
)
def test_typing_mistakes(query: str, better: str, titles: list[str], harbour: str, page: Page) -> None:
    """A mistyped word finds what its nearest neighbour finds, and the page says so."""
    page.goto(harbour + "search/")
    look_for(page, query)
    finds(page, *titles)
    expect(page.locator(".found")).to_contain_text(f"showing those with “{better}”.")


@pytest.mark.parametrize("sign", ["−", "–", "—", "‐", "‑", "－", "﹣", "- ", "− ", "\u200b-", "\u2067-", "(-"])
def test_what_people_write_for_a_minus(sign: str, harbour: str, page: Page) -> None:
    """What is typed in place of a minus leaves out what a minus does."""
    page.goto(harbour + "search/")
    look_for(page, f"lantern {sign}quay")
    finds(page, TABLE, TIDE, PORCH)


@pytest.mark.parametrize("without", ["quay/table", "quay,table", "quay+table", "quay;table"])
def test_a_minus_before_several_words(without: str, harbour: str, page: Page) -> None:
    """Words that other signs than hyphens part are each left out."""
    page.goto(harbour + "search/")
    look_for(page, f"lantern -{without}")
    for title in (WINDOW, QUAY, TABLE):  # which were there until the last keys
        expect(page.locator(".results h2", has_text=title)).to_have_count(0)
    expect(page.locator(".results h2").first).to_be_visible()


def test_a_pack_of_another_build(searched: Path, open_page: OpenPage, tmp_path: Path) -> None:
    """A pack that an earlier build left is not taken for the one of this build, whatever its name and size."""
    page, site = open_page(), tmp_path / "site"
    shutil.copytree(searched, site)
    for pack in (site / "search").glob("t*.js"):
        data = pack.read_text(encoding="utf-8")
        pack.write_text(re.sub(r'^(hearten\.put\("t\w+",\[")....', r"\1-_-_", data), encoding="utf-8")
    page.goto((site / "search/index.html").as_uri())
    look_for(page, "lantern")
    expect(page.locator(".found")).to_have_text(FAILED)
    expect(page.locator(".results li")).to_have_count(0)


def test_a_part_of_another_shape(searched: Path, open_page: OpenPage, tmp_path: Path) -> None:
    """A part of the search that holds something else than it should is said not to have come."""
    page, site = open_page(), tmp_path / "site"
    shutil.copytree(searched, site)
    for part in (site / "search").glob("*.js"):
        found = re.match(r'hearten\.put\("(w[^"]*)"', part.read_text(encoding="utf-8"))
        if found:
            part.write_text(f'hearten.put("{found[1]}",[]);\n', encoding="utf-8")
    page.goto((site / "search/index.html").as_uri())
    look_for(page, "lantern")
    expect(page.locator(".found")).to_have_text(FAILED)


def test_a_mistake_beside_a_word_that_no_story_has(harbour: str, page: Page) -> None:
    """Where nothing is found in the end, nothing is said to be shown with another word."""
    page.goto(harbour + "search/")
    look_for(page, "lantren xqyxqy")
    expect(page.locator(".found")).to_have_text(NOTHING)


def test_little_words_are_not_marked(harbour: str, page: Page) -> None:
    """Words of one or two letters that stand everywhere are not marked beside longer ones."""
    page.goto(harbour + "search/")
    look_for(page, "on the quay i walked")
    finds(page, WINDOW)
    marked = set(page.locator(".results mark").all_inner_texts())
    assert {"quay,", "walked"} <= marked
    assert not {"On", "on", "I", "it"} & marked


@pytest.mark.parametrize("query", ["xqy", "lxxtern", "cxnstrxctxr"])
def test_too_many_mistakes(query: str, harbour: str, page: Page) -> None:
    """Short words, and words with more mistakes than their length allows, are not put right."""
    page.goto(harbour + "search/")
    look_for(page, query)
    finds(page)


@pytest.mark.parametrize("query", ["relapse", "re", "ups and", "Setbacks and relapse"])
def test_synonyms(query: str, harbour: str, page: Page) -> None:
    """Another word for a topic leads to the topic."""
    page.goto(harbour + "search/")
    look_for(page, query)
    page.get_by_role("link", name="Topic: Setbacks and relapse").click()
    assert page.url == harbour + "topics/setbacks/"


@pytest.mark.parametrize("query", ["reclaiming one's", "reclaiming one’s"])
def test_synonyms_with_apostrophes(query: str, harbour: str, page: Page) -> None:
    """It makes no difference which apostrophe is typed."""
    page.goto(harbour + "search/")
    look_for(page, query)
    expect(page.get_by_role("link", name="Topic: Identity")).to_be_visible()


def facet_counts(page: Page) -> dict[str, int]:
    shown = page.locator(".facets label:visible").all_inner_texts()
    return {label: int(count) for label, count in (re.fullmatch(r"\s*(.*?)\s*\((\d+)\)", t).groups() for t in shown)}  # type: ignore[union-attr]  # every label ends with its count


def counted(index: Index, *, topic: str | None = None) -> dict[str, int]:
    """What the facets should say of the stories with “lantern” in them."""
    counts: dict[str, int] = {}
    notes = index.manifest["notes"]
    for text in index.texts():
        if "lantern" not in f"{text['text']} {text['title']}".lower():
            continue
        for label in text["topics"]:
            counts[label] = counts.get(label, 0) + 1
        if topic is None or topic in text["topics"]:
            others = ["up to three minutes", "English", *(notes[note] for note in text["notes"])]
            others += ["ups and downs"] if text["title"] == WINDOW else []
            for label in others:
                counts[label] = counts.get(label, 0) + 1
    return counts


def test_facets(harbour: str, page: Page, index: Index) -> None:
    """Facets count what is found, follow each choice, and narrow the results; choices within one widen them."""
    page.goto(harbour + "search/")
    look_for(page, "lantern")
    finds(page, WINDOW, QUAY, TABLE, TIDE, PORCH)
    expect(page.locator(".facets")).to_be_visible()
    assert facet_counts(page) == counted(index)
    page.get_by_label("Setbacks and relapse").check()
    finds(page, QUAY, TABLE)
    assert facet_counts(page) == counted(index, topic="Setbacks and relapse")
    page.get_by_label("Identity").check()
    finds(page, QUAY, TABLE, TIDE, PORCH)
    page.get_by_label("Setbacks and relapse").uncheck()
    finds(page, TIDE, PORCH)
    page.get_by_label("Identity").uncheck()
    finds(page, WINDOW, QUAY, TABLE, TIDE, PORCH)


def test_what_a_result_shows(harbour: str, page: Page) -> None:
    """A result shows title, name, reading time, summary, topics, notes, and a passage with the words marked."""
    page.goto(harbour + "search/")
    look_for(page, "lanterns quay")
    finds(page, WINDOW, QUAY)
    item = page.locator(".results > li", has_text=WINDOW)
    assert item.locator(".byline").inner_text() == "Ines · one minute to read"
    assert item.locator(".summary").inner_text() == "A summary of it."
    assert item.locator("[data-slot=topics]").inner_text() == "Hope"
    expect(item.locator(".notes")).to_be_hidden()
    assert item.locator("mark").all_inner_texts() == ["lantern", "quay,"]
    assert item.locator(".passage").inner_text().startswith("My sister kept a lantern in the window of the boat house.")
    item.get_by_role("link").click()
    assert page.url == harbour + "stories/01-window/"


def test_a_long_text(harbour: str, page: Page) -> None:
    """A passage is cut out of a long text around the words."""
    page.goto(harbour + "search/")
    look_for(page, "shoes")
    finds(page, WALK)
    passage = page.locator(".passage").inner_text()
    assert passage.startswith("… ")
    assert passage.endswith(" …")
    assert len(passage) < 300


@pytest.mark.parametrize(("query", "title", "marks"), [("提灯", JAPANESE, "提灯"), ("กำลังใจ", THAI, "กำลังใจ")])
def test_marks_without_spaces(query: str, title: str, marks: str, harbour: str, page: Page) -> None:
    """Where no spaces are written, the words that were looked for are marked, and not the whole text."""
    page.goto(harbour + "search/")
    look_for(page, query)
    finds(page, title)
    passage = page.locator(".passage")
    assert "".join(passage.locator("mark").all_inner_texts()) == marks
    assert marks in passage.inner_text()
    assert len(passage.inner_text()) < 80


def test_other_languages(harbour: str, page: Page) -> None:
    """A result in another language says so, and one that is written from right to left runs from right to left."""
    page.goto(harbour + "search/")
    look_for(page, "الأمل")
    finds(page, ARABIC)
    title = page.locator("[data-slot=title]")
    assert title.get_attribute("lang") == "ar"
    for part in ("title", "summary", "passage"):
        element = page.locator(f"[data-slot={part}]")
        assert element.evaluate("e => getComputedStyle(e).direction") == "rtl"
    look_for(page, "porch light")
    finds(page, PORCH)
    assert title.get_attribute("lang") is None
    assert title.evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_a_passage_with_notes(harbour: str, page: Page) -> None:
    """A passage of a story with content notes is shown only to a reader who opens it."""
    page.goto(harbour + "search/")
    look_for(page, "marigolds")
    finds(page, QUAY)
    item = page.locator(".results > li")
    assert item.locator(".notes").inner_text().endswith("Death")
    expect(item.locator(".passage")).to_be_hidden()
    expect(item.locator(".summary")).to_be_visible()
    opener = item.get_by_role("button", name="Show the passage")
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.press("Enter")
    expect(item.locator(".passage")).to_be_visible()
    expect(opener).to_have_attribute("aria-expanded", "true")
    assert item.locator("mark").all_inner_texts() == ["marigolds"]
    opener.press("Enter")
    expect(item.locator(".passage")).to_be_hidden()


def test_leaving_out(harbour: str, page: Page) -> None:
    """Notes to leave out are one choice with the reading settings, both ways, and what is left out is counted."""
    page.goto(harbour + "search/")
    look_for(page, "lantern")
    finds(page, WINDOW, QUAY, TABLE, TIDE, PORCH)
    page.locator(".facets").get_by_label("Death").check()
    finds(page, WINDOW, TABLE, PORCH)
    expect(page.locator(".found")).to_contain_text("2 stories are left out here, as you chose.")
    page.get_by_role("button", name="Reading settings").click()
    settings = page.locator(".settings form")
    expect(settings.get_by_label("Death")).to_be_checked()
    settings.get_by_label("Food is hard").or_(settings.get_by_label("Eating")).check()
    finds(page, WINDOW, PORCH)
    expect(page.locator(".facets").get_by_label("Eating")).to_be_checked()
    settings.get_by_label("Death").uncheck()
    finds(page, WINDOW, QUAY, PORCH)
    expect(page.locator(".found")).to_contain_text("2 stories are left out here, as you chose.")


def test_leaving_out_a_word_that_no_story_has(harbour: str, page: Page) -> None:
    """A word to leave out that no story has is told, and a button leaves out the content note that it resembles."""
    page.goto(harbour + "search/")
    look_for(page, "lantern -deaths")
    finds(page, WINDOW, QUAY, TABLE, TIDE, PORCH)
    expect(page.locator(".found")).to_contain_text("No story has “deaths”, so nothing was left out for it.")
    page.get_by_role("button", name="Leave out stories with the note “Death”").press("Enter")
    finds(page, WINDOW, TABLE, PORCH)
    expect(page.locator("#_query")).to_be_focused()
    expect(page.get_by_role("button", name="Leave out stories")).to_have_count(0)


def test_a_form_that_no_story_has(harbour: str, page: Page) -> None:
    """A word finds its kin, which are marked, and is not respelled."""
    page.goto(harbour + "search/")
    look_for(page, "lanterning")
    finds(page, WINDOW, QUAY, TABLE, TIDE, PORCH)
    expect(page.locator(".found")).to_have_text("5 stories.")
    expect(page.locator("mark").first).to_be_visible()


def test_what_stays_chosen(harbour: str, page: Page) -> None:
    """A note that no story has stays left out when another is chosen on the search page; it is kept for other pages."""
    page.goto(harbour + "search/")
    store(page, {"notes": ["weather"]})
    look_for(page, "lantern")
    finds(page, WINDOW, QUAY, TABLE, TIDE, PORCH)
    page.locator(".facets").get_by_label("Death").check()
    finds(page, WINDOW, TABLE, PORCH)
    assert json.loads(page.evaluate("localStorage.hearten"))["notes"] == ["weather", "death"]


def store(page: Page, choice: object) -> None:
    """Keep a choice in the browser, as the reading settings would, and open the page anew."""
    page.evaluate(
        "text => localStorage.setItem('hearten', text)", choice if isinstance(choice, str) else json.dumps(choice)
    )
    page.reload()


def test_kept_choices(harbour: str, page: Page) -> None:
    """A choice that was kept holds from the first key."""
    page.goto(harbour + "search/")
    store(page, {"notes": ["death"]})
    look_for(page, "lantern")
    finds(page, WINDOW, TABLE, PORCH)
    assert page.locator("body").inner_text().find("marigolds") < 0


def closed(page: Page, text: str = CLOSED) -> None:
    """No story is shown, and the page says why."""
    look_for(page, "lantern")
    expect(page.locator(".found")).to_have_text(text)
    assert page.locator(".results > li").count() == 0


@pytest.mark.parametrize(
    "choice",
    [
        '{"notes": ["death", "sorrow"]}',
        '{"notes": ["constructor"]}',
        '{"notes": "death"}',
        "{",
        "[]",
        "7",
        '{"notes": [7]}',
    ],
)
def test_unknown_choices(choice: str, harbour: str, page: Page) -> None:
    """A stored choice that cannot be read, or names a note that is not known, shows no story."""
    page.goto(harbour + "search/")
    store(page, choice)
    closed(page)


def test_without_facets(harbour: str, page: Page, index: Index) -> None:
    """Where the facets cannot be loaded, no story is shown to who leaves notes out; others lose facets alone."""
    page.goto(harbour + "search/")
    page.route(f"**/{index.manifest['facets']}.js", lambda route: route.abort())
    look_for(page, "lantern")
    finds(page, WINDOW, QUAY, TABLE, TIDE, PORCH)
    expect(page.locator(".facets")).to_be_hidden()
    store(page, {"notes": ["death"]})
    closed(page)
    page.unroute(f"**/{index.manifest['facets']}.js")
    look_for(page, "lantern")
    finds(page, WINDOW, TABLE, PORCH)


def rewrite(page: Page, name: str, old: str, new: str, behind: str = "") -> None:
    """Let a file of the index come with other words in it, ``behind`` others."""

    def answer(route: Route) -> None:
        # The whole file, also where the browser has it already and only asks whether it is still the same.
        headers = {name: value for name, value in route.request.headers.items() if not name.startswith("if-")}
        response = route.fetch(headers=headers)
        before, there, after = response.text().rpartition(behind) if behind else ("", "", response.text())
        assert old in after
        route.fulfill(response=response, body=before + there + after.replace(old, new, 1))

    page.route(re.compile(rf"/search/{name}\.js(\?|$)"), answer)


def test_other_counts(harbour: str, page: Page, index: Index) -> None:
    """Where facets and index speak of different numbers of stories, no story is shown to who leaves notes out."""
    page.goto(harbour + "search/")
    rewrite(page, index.manifest["facets"], '"count":11', '"count":12')
    store(page, {"notes": ["death"]})
    closed(page)


def test_facets_in_other_words(harbour: str, page: Page, index: Index) -> None:
    """A file that comes without what was asked for shows no story to who leaves notes out."""
    page.goto(harbour + "search/")
    rewrite(page, index.manifest["facets"], '"facets"', '"other"')
    store(page, {"notes": ["death"]})
    closed(page)


def pack(index: Index, title: str) -> str:
    """The name of the file in which what a result shows of a story stands."""
    [found] = [n for n, text in enumerate(index.texts()) if text["title"] == title]
    return index.pack_of(found).removeprefix("search/").removesuffix(".js")


def test_a_result_with_unknown_notes(harbour: str, page: Page, index: Index) -> None:
    """A story whose own notes are unknown, or other than the facets say, is not shown to who leaves notes out."""
    page.goto(harbour + "search/")
    rewrite(page, pack(index, WINDOW), '"notes":[]', '"notes":["sorrow"]', behind=f'"title":"{WINDOW}"')
    rewrite(page, pack(index, PORCH), '"notes":[]', '"notes":["death"]', behind=f'"title":"{PORCH}"')
    store(page, {"notes": ["death"]})
    look_for(page, "lantern")
    expect(page.locator(".results h2")).to_have_text([TABLE])


def test_a_result_without_notes(harbour: str, page: Page, index: Index) -> None:
    """A story of which no notes are told at all is not shown."""
    page.goto(harbour + "search/")
    rewrite(page, pack(index, WINDOW), '"notes":[],', "", behind=f'"title":"{WINDOW}"')
    store(page, {"notes": ["death"]})
    closed(page)


@pytest.mark.parametrize("script", ["hearten", "search"])
def test_without_a_script(script: str, harbour: str, page: Page) -> None:
    """Where a script does not come, such as the one that leaves stories out, nothing can be looked for."""
    page.route(re.compile(rf"/{script}\.[0-9a-f]+\.js$"), lambda route: route.abort())
    page.goto(harbour + "search/")
    expect(page.locator("form.search")).to_be_hidden()
    expect(page.locator(".without-query")).to_be_visible()


def test_without_the_choices(harbour: str, page: Page) -> None:
    """Where the script that reads a reader's choices does not come, no story is shown."""
    page.route("**/choices.*.js", lambda route: route.abort())
    page.goto(harbour + "search/")
    closed(page)


def test_choosing_while_waiting(harbour: str, page: Page, index: Index) -> None:
    """A choice that is made while words are still being fetched holds for what then comes, and loses no query."""
    page.goto(harbour + "search/")
    look_for(page, "porch")
    finds(page, PORCH, TABLE)
    held: list[Route] = []
    page.route(f"**/{index.manifest['index'][index.home('quay')]}.js", lambda route: held.append(route))  # noqa: PLW0108  # Playwright marks it
    page.locator("#_query").fill("quay")
    page.locator(".facets").get_by_label("English").click()
    [route] = held
    route.continue_()
    finds(page, WINDOW, QUAY, WALK)


def test_without_the_manifest(harbour: str, page: Page) -> None:
    """Where the index does not come, the page is the list of topics that it is without JavaScript."""
    page.route("**/search/*.js", lambda route: route.abort())
    page.goto(harbour + "search/")
    expect(page.locator("form.search")).to_be_hidden()
    expect(page.locator(".without-query")).to_be_visible()


def test_a_failed_shard(harbour: str, page: Page, index: Index) -> None:
    """A part that does not come is told kindly, and asked for again with the next key."""
    page.goto(harbour + "search/")
    shard = index.manifest["index"][index.home("lantern")]
    page.route(f"**/{shard}.js", lambda route: route.abort())
    closed(page, FAILED)
    # What the last key asked for has failed, too; the next key would wait for it.
    expect(page.locator(f'head script[src*="{shard}"]')).to_have_count(0)
    page.unroute(f"**/{shard}.js")
    page.keyboard.type("s")
    finds(page, WINDOW, QUAY, TABLE, TIDE, PORCH)


def test_a_failed_pack(harbour: str, page: Page, index: Index) -> None:
    """Where a file of texts does not come, other results are shown, and how many are not is said quietly."""
    page.goto(harbour + "search/")
    assert pack(index, WINDOW) == pack(index, QUAY) != pack(index, TABLE)
    page.route(f"**/{pack(index, WINDOW)}.js?*", lambda route: route.abort())
    look_for(page, "lantern")
    expect(page.locator(".found")).to_contain_text("5 stories. 2 stories could not be loaded.")
    assert sorted(page.locator(".results h2").all_inner_texts()) == sorted([TABLE, TIDE, PORCH])


def test_an_emptied_pack(harbour: str, page: Page, index: Index) -> None:
    """Where nothing is left of a file, and all results are in it, the page says so kindly, and looks again later."""
    page.goto(harbour + "search/")
    page.route(f"**/{pack(index, PORCH)}.js?*", lambda route: route.fulfill(body=""))
    look_for(page, '"porch light"')
    expect(page.locator(".found")).to_have_text(FAILED)
    page.unroute(f"**/{pack(index, PORCH)}.js?*")
    look_for(page, '"porch light"')
    finds(page, PORCH)


def test_without_the_list_of_packs(harbour: str, page: Page, index: Index) -> None:
    """Where nobody knows in which file texts stand, the page says that a part of the search has not come."""
    page.goto(harbour + "search/")
    page.route(f"**/{index.manifest['packs']}.js", lambda route: route.abort())
    closed(page, FAILED)


@pytest.mark.parametrize("place", ["harbour", "stick"])
def test_nothing_spells_the_query(place: str, harbour: str, stick: Path, page: Page) -> None:
    """What is looked for is in no request, address, history entry or storage, in no cookie and in no title."""
    log = watch(page)
    start = harbour if place == "harbour" else stick.as_uri() + "/"
    page.goto(start + "search/index.html")
    entries = page.evaluate("history.length")
    look_for(page, "marigold quay lantrens")
    finds(page, QUAY)
    page.locator(".facets").get_by_label("Setbacks and relapse").check()
    finds(page, QUAY)
    page.keyboard.press("Enter")
    page.locator("#_query").press("Enter")
    assert page.url == start + "search/index.html"
    assert page.evaluate("history.length") == entries
    assert page.evaluate(
        "JSON.stringify([history.state, {...localStorage}, {...sessionStorage}, document.cookie])"
    ) == ('[null,{},{},""]')
    asked = [unquote(url.removeprefix(start)) for url in log.requests]
    assert len(asked) > 10
    assert [url for url in asked if re.search("(?i)mari|quay|lant|setback", url)] == []
    assert [url for url in log.requests if not url.startswith(start)] == []
    files = [url for url in asked if url.startswith("search/") and url != "search/index.html"]
    assert [
        url for url in files if not re.fullmatch(r"search/([0-9a-f]{12}\.js|t[0-9a-f]+\.js\?[0-9a-f]{12})", url)
    ] == []
    assert log.failed == []
    assert log.complaints == []


def test_from_a_folder(stick: Path, page: Page) -> None:
    """Opened by double click, search finds, narrows, leaves out, puts right, and leads to a story's own file."""
    log = watch(page)
    page.goto((stick / "search" / "index.html").as_uri())
    look_for(page, "lantren")
    finds(page, WINDOW, QUAY, TABLE, TIDE, PORCH)
    page.locator(".facets").get_by_label("Death").check()
    finds(page, WINDOW, TABLE, PORCH)
    look_for(page, "提灯")
    finds(page, JAPANESE)
    page.locator(".results").get_by_role("link").click()
    assert page.url == (stick / "stories" / "08-mon" / "index.html").as_uri()
    expect(page.locator("h1")).to_have_text(JAPANESE)
    page.goto((stick / "search" / "index.html").as_uri())
    look_for(page, "relapse")
    page.get_by_role("link", name="Topic: Setbacks and relapse").click()
    assert page.url == (stick / "topics" / "setbacks" / "index.html").as_uri()
    assert log.failed == []
    assert log.complaints == []


def test_below_a_path(searched: Path, tmp_path: Path, page: Page) -> None:
    """The site works below any path of a server."""
    shutil.copytree(searched, tmp_path / "deep" / "down")
    shutil.copy(searched / "_headers", tmp_path)
    with serve(tmp_path) as address:
        page.goto(address + "deep/down/search/")
        look_for(page, "porch light")
        finds(page, PORCH)
        page.locator(".results").get_by_role("link").click()
        assert page.url == address + "deep/down/stories/06-porch/"


def test_without_javascript(harbour: str, open_page: OpenPage) -> None:
    """Without JavaScript, the page is the list of topics with other words for them, and promises no search."""
    page = open_page(javascript=False)
    page.goto(harbour + "search/")
    expect(page.locator("form.search")).to_be_hidden()
    assert page.locator(".index li").all_inner_texts()[2:4] == [
        "Optimism, see Hope",
        "Reclaiming one's story, see Identity",
    ]
    page.get_by_role("listitem").filter(has_text="Relapse, see").get_by_role("link").click()
    assert page.url == harbour + "topics/setbacks/"


def test_announcements(harbour: str, open_page: OpenPage) -> None:
    """Counts are announced politely, once the typing pauses, by a status that was there before."""
    page = open_page()
    page.goto(harbour + "search/")
    status = page.locator(".found")
    assert status.get_attribute("role") == "status"
    page.evaluate(
        """() => { window.said = []; new MutationObserver(() => said.push(document.querySelector(".found").textContent))
        .observe(document.querySelector(".found"), {childList: true, characterData: true, subtree: true}); }"""
    )
    look_for(page, "lantern")
    finds(page, WINDOW, QUAY, TABLE, TIDE, PORCH)
    said = page.evaluate("said")
    assert said[-1] == "5 stories."
    assert len(said) < len("lantern")


def test_slash(served: str, page: Page) -> None:
    """On a page of every kind, “/” leads to the search field."""
    for kind in sorted(set(KINDS) - {"redirect", "search"}):
        page.goto(served + KINDS[kind])
        page.keyboard.press("/")
        page.wait_for_url(served + "search/**")
        expect(page.locator("#_query")).to_be_focused()
        expect(page.locator("#_query")).to_have_value("")


def test_slash_on_the_search_page(harbour: str, page: Page) -> None:
    """On the search page, “/” goes to the field, and in the field it is a slash; Esc leaves the field."""
    page.goto(harbour + "search/")
    page.keyboard.press("/")
    expect(page.locator("#_query")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.locator("#_query")).to_have_value("a/b")
    page.keyboard.press("Escape")
    expect(page.locator("#_query")).not_to_be_focused()


def test_slash_turned_off(harbour: str, page: Page) -> None:
    """The key “/” can be turned off in the reading settings."""
    page.goto(harbour + "stories/")
    page.get_by_role("button", name="Reading settings").click()
    page.locator("[name=keys][value=off]").check()
    page.get_by_role("button", name="Reading settings").click()
    page.keyboard.press("/")
    page.keyboard.press("/")
    assert page.url == harbour + "stories/"
    page.goto(harbour + "search/")
    store(page, {"keys": "off"})
    page.keyboard.press("/")
    expect(page.locator("#_query")).not_to_be_focused()


def test_axe(harbour: str, page: Page, axe: AskAxe) -> None:
    """axe-core finds nothing while results, facets and open passages are shown, narrow or wide, light or dark."""
    page.goto(harbour + "search/")
    found: set[str] = set()
    look_for(page, "hope")
    expect(page.get_by_role("link", name="Topic: Hope")).to_be_visible()
    expect(page.locator(".facets")).to_be_visible()
    for opener in page.get_by_role("button", name="Show the passage").all():
        opener.click()
    for name in ("phone", "desk"):
        page.set_viewport_size({"width": WIDTHS[name], "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found |= {f"{name}, {scheme}: {finding}" for finding in axe(page)}
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[name]
    assert not found, "\n".join(sorted(found))


def test_more_results(served: str, page: Page) -> None:
    """Ten results come at once; the next ones come by a button, which hands the focus on to the first of them."""
    page.goto(served + "search/")
    look_for(page, "the")
    expect(page.locator(".results > li")).to_have_count(10)
    more = page.get_by_role("button", name="More stories")
    more.press("Enter")
    expect(page.locator(".results > li")).to_have_count(20)
    expect(page.locator(".results > li").nth(10).get_by_role("link")).to_be_focused()
    titles = page.locator(".results h2").all_inner_texts()
    assert len(set(titles)) == 20


def test_too_little_typed(harbour: str, page: Page) -> None:
    """Where a letter begins too many words to load, the page waits for the next, and finds what else is typed."""
    page.goto(harbour + "search/")
    page.evaluate("for (const n of '1234567') hearten.manifest.index['z' + n] = 'none'")
    look_for(page, "z")
    expect(page.locator(".search-start")).to_be_hidden()
    expect(page.locator(".found")).to_have_text("")
    look_for(page, "lantern z")
    finds(page, WINDOW, QUAY, TABLE, TIDE, PORCH)


def test_too_little_typed_to_leave_out(harbour: str, page: Page) -> None:
    """A single character after a minus that begins too many words to load leaves nothing out, and loses no query."""
    page.goto(harbour + "search/")
    page.evaluate("for (const n of '1234567') hearten.manifest.index['丸' + n] = 'none'")
    look_for(page, "lantern -丸")
    finds(page, WINDOW, QUAY, TABLE, TIDE, PORCH)


MARKUP = ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "</ol><svg onload=alert(1)>", "&lt;b&gt;"]
PATTERNS = ["(a+)+$", "[a-", "(?<", "a{99999}", ".*", "^$", "\\", "*", "$&", "{word}", "%00", "javascript:alert(1)"]
SIGNS = ['"', "-", "- - -", '-"', '"-', "“„«»”", "''", "…", "--lantern", "/", "w>lantern", "lantern$", "lantern\0quay"]
NAMES = ["__proto__", "constructor", "toString", "-constructor", '"valueOf"', "hasOwnProperty watch facets length"]
SCRIPTS = [
    "希望lanternโคมไฟ한국어الأمل",
    "ㅎ",
    "ｌａｎｔｅｒｎ",
    "İI",
    "ſtraße",
    "\ufdfa",
    "👩\u200d👩\u200d👧",
    "🕯 lantern",
]
UNSEEN = ["\u202elantern\u202c", "\u200f\u200e", "\ud83d", "\ude00x", "\u2028lantern\u2029", "e" + "\u0301" * 300]
LONG = [part * 2000 for part in ("aaaaa", '"""""', "-x ", '"a ', "希望希望希", "lantern ", '-"lantern quay" ')]
MANY = [" ".join(f"{sign}lant{a}{b}rn" for a in "abcdefghijkl" for b in "abcdefghijkl") for sign in ("", "-")]
HOSTILE = [*MARKUP, *PATTERNS, *SIGNS, *NAMES, *SCRIPTS, *UNSEEN, *LONG, *MANY]
PUT = """text => {
  document.querySelector(".found").textContent = "";
  const input = document.querySelector("#_query");
  input.value = text;
  input.dispatchEvent(new Event("input"));
}"""
GROWN = "[document.querySelectorAll('img, svg, iframe, script').length, Object.keys(Object.prototype).length]"


def test_hostile_queries(harbour: str, page: Page) -> None:
    """Whatever is typed or put into the field ends in a count, without an error and without becoming markup or code."""
    log = watch(page)
    page.goto(harbour + "search/")
    before = page.evaluate(GROWN)
    for query in HOSTILE:
        page.evaluate(PUT, query)
        expect(page.locator(".found")).to_have_text(
            re.compile(r"No story has all of these words\.|One story\.|stories\.")
        )
        # A part of the index comes by a script tag, which goes when it has come.
        page.wait_for_function(f"before => JSON.stringify({GROWN}) === JSON.stringify(before)", arg=before)
    assert (log.complaints, log.failed, log.ran) == ([], [], [])
    assert page.url == harbour + "search/"


def test_a_pasted_book(harbour: str, page: Page) -> None:
    """The field takes no more than anybody types, so that a text that is pasted by mistake does not stop the page."""
    page.goto(harbour + "search/")
    page.locator("#_query").focus()
    page.keyboard.insert_text("lantern " * 1000)
    expect(page.locator("#_query")).to_have_value("lantern " * 25)
    finds(page, WINDOW, QUAY, TABLE, TIDE, PORCH)


def test_odd_labels(harbour: str, page: Page) -> None:
    """A label is shown as it was written, whatever signs are in it."""
    page.route(
        "**/search/*.js",
        lambda route: route.fulfill(body=route.fetch().text().replace("Setbacks and relapse", "Costs $& $$")),
    )
    page.goto(harbour + "search/")
    look_for(page, "relapse")
    expect(page.get_by_role("link", name="Topic: Costs $& $$")).to_be_visible()
    page.unroute_all(behavior="wait")  # files that were asked for ahead may still be on their way


FOX_QUERIES = {
    "lant": [WINDOW, QUAY, TABLE, TIDE, PORCH],
    "lantren quay": [WINDOW, QUAY],
    '"along the quay" marigold': [QUAY],
    "lantern -quay": [TABLE, TIDE, PORCH],
    "Hoffnung": [GERMAN],
    "提灯": [JAPANESE],
    "กำลังใจ": [THAI],
    "الأمل": [ARABIC],
    "constructor": [BOATS],
}


def test_firefox(harbour: str, stick: Path, fox: Firefox) -> None:
    """In Firefox, over HTTP and by double click, search finds, puts right, leaves out, and fails closed."""
    for start in (harbour, stick.as_uri() + "/"):
        search_in_firefox(start + "search/index.html", fox)


def search_in_firefox(address: str, fox: Firefox) -> None:
    titles = "return [...document.querySelectorAll('.results h2')].map(h => h.textContent)"
    fox.goto(address)
    for query, expected in FOX_QUERIES.items():
        fox.evaluate("document.querySelector('#_query').value = ''")
        fox.type("#_query", query)
        fox.wait_for(titles, expected)
    fox.type("#_query", ESCAPE)
    assert fox.evaluate("return document.activeElement.id") != "_query"
    store_in_firefox(fox, address, '{"notes": ["death"]}')
    fox.wait_for(titles, [PORCH, TABLE, WINDOW])
    store_in_firefox(fox, address, '{"notes": ["sorrow"]}')
    fox.wait_for("return [document.querySelector('.found').textContent]", [CLOSED])
    assert fox.evaluate(titles) == []
    fox.evaluate("localStorage.clear()")
    assert fox.evaluate("return location.href") == address
    lines = (DATA / "vocabulary" / "tricky.txt").read_text(encoding="utf-8").splitlines()
    script = "return arguments[0].map(line => [hearten.fold(line), hearten.words(line)])"
    assert fox.evaluate(script, lines) == [[fold(line), tokens(fold(line))] for line in lines]


def store_in_firefox(fox: Firefox, address: str, choice: str) -> None:
    fox.evaluate("localStorage.setItem('hearten', arguments[0])", choice)
    fox.goto(address)
    fox.type("#_query", "lantern")
