"""Pages in languages and scripts of many kinds: Welsh, Arabic, Urdu in Nastaliq, Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SCHEMES, AskAxe, OpenPage, serve
from tests.browser.measures import FAULTS, SMALL
from tests.builders.sites import built, make_site, story

# A site's name, a topic, a story's title, its summary and its text, in each language.
WORDS = {
    "cy": (
        "Harbwr Tawel",
        "Gobaith",
        "Y giât werdd",
        "Sut y peintiodd dau gymydog giât.",
        "Fe beintion ni'r giât *yn wyrdd*. Gofynnodd hi a oedd y paent yn sych.",
    ),
    "ar": ("مرفأ هادئ", "أمل", "باب أخضر", "كيف دهن جاران بابًا.", "دهنّا الباب *بالأخضر*. وسألتني هل جفّ الدهان."),
    "ur": (
        "خاموش بندرگاہ",
        "امید",
        "سبز دروازہ",
        "دو پڑوسیوں نے دروازہ کیسے رنگا۔",
        "ہم نے دروازہ *سبز* رنگ دیا۔ اس نے پوچھا کہ کیا رنگ سوکھ گیا ہے۔",
    ),
    "zh": ("宁静的港湾", "希望", "绿色的门", "两位邻居怎样给门刷漆。", "我们把门刷成了*绿色*。她问油漆干了没有。"),
}
SITE = """\
name: {0}
language: {language}
url: https://quiet.harbour.internal/
organisation: {{name: {0}, email: hello@harbour.internal}}
withdraw: {{text: {0}, email: hello@harbour.internal}}
topics: [{{id: hope, label: {1}, description: {1}}}]
content_notes: [{{id: death, label: {1}, description: {1}}}]
help_page: help.md
helplines:
  lines:
    - {{name: {0}, phone: "+44 161 496 0000", languages: [{language}, en], checked: 2026-01-01, source: https://example.org/}}
consent: {{longest_validity_months: 60, require_valid_until: false}}
"""
PAGES = (
    "",
    "stories/",
    "stories/gate/",
    "topics/",
    "content-notes/",
    "leaving/",
    "help/",
    "search/",
    "my-list/",
    "404.html",
)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of a site in each language, with three stories."""
    with ExitStack() as stack:
        yield {
            language: stack.enter_context(serve(site_in(language, tmp_path_factory.mktemp(language) / "site")))
            for language in WORDS
        }


def site_in(language: str, root: Path) -> Path:
    """A site in a language, built."""
    words = WORDS[language]
    stories = {
        f"{name}.md": story(words[2], day=f"2026-01-0{n}", text=f"{words[4]}\n\n> {words[3]}\n\n{n}", more=more)
        .replace("author: Maren", f"author: {words[0]}")
        .replace("summary: A summary.", f"summary: {words[3]}")
        for n, (name, more) in enumerate({"gate": "content_notes: [death]", "two": "", "three": ""}.items(), 1)
    }
    pages = {"help.md": f"---\ntitle: {words[1]}\n---\n\n{words[4]}\n"}
    make_site(root, stories, pages=pages, site=SITE.format(*words, language=language))
    assert built(root).stories == 3
    return root / "public"


@pytest.fixture
def page(shared_page: Page) -> Page:
    """The window that is shared: these tests only look."""
    return shared_page


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", WORDS)
def test_nothing_is_cut(language: str, width: int, sites: dict[str, str], page: Page) -> None:
    """In every script nothing is cut, overlaps, scrolls sideways or is too small to press."""
    page.set_viewport_size({"width": width, "height": 800})
    for place in PAGES:
        page.goto(sites[language] + place)
        assert page.evaluate(FAULTS) == [], place
        assert page.evaluate(SMALL) == [], place


@pytest.mark.parametrize("language", WORDS)
def test_axe(language: str, sites: dict[str, str], page: Page, axe: AskAxe) -> None:
    """axe-core finds nothing on any kind of page, by day and by night."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for place in PAGES:
            page.goto(sites[language] + place)
            assert axe(page) == [], place


@pytest.mark.parametrize("language", WORDS)
def test_help_stands_in_english_too(language: str, sites: dict[str, str], page: Page) -> None:
    """Words on help, notes and leaving stand in English beside those that nobody has read, and say that they are."""
    page.goto(f"{sites[language]}stories/gate/")
    for place, words in (
        (".leave a", "Leave this page"),
        (".help-link a", "Get help"),
        (".content-notes .label", "This story speaks of:"),
        (".help-first > p", "If this has stirred something up, you can talk to somebody who listens."),
    ):
        beside = page.locator(f"{place} .beside").first
        expect(beside).to_have_text(words)
        assert [beside.get_attribute(name) for name in ("lang", "dir")] == ["en", "ltr"]


@pytest.mark.parametrize(("language", "told"), [("cy", "ddwywaith"), ("ar", "مرتين"), ("zh", "再按 2 次")])
def test_presses_are_counted_in_the_language(
    language: str, told: str, sites: dict[str, str], open_page: OpenPage
) -> None:
    """What is said of the presses that are left takes the form that the language has for their number."""
    page = open_page()
    page.goto(f"{sites[language]}stories/gate/")
    page.keyboard.press("Shift")
    status = page.locator(".leave [role=status]")
    expect(status).to_contain_text(told)


def test_search_counts_in_the_language(sites: dict[str, str], open_page: OpenPage) -> None:
    """The search page says how many stories it found in the form that Arabic has for three."""
    page = open_page()
    page.goto(f"{sites['ar']}search/")
    page.locator("#_query").fill("الباب ")
    expect(page.locator(".found")).to_contain_text("3 قصص.")
    expect(page.locator(".results .byline").first).to_contain_text("دقيقة واحدة للقراءة")


def test_left_out_stories_are_counted_in_the_language(sites: dict[str, str], open_page: OpenPage) -> None:
    """A story that is left out of a list, and one that is folded, say so in the language, and English beside it."""
    page = open_page()
    page.goto(f"{sites['ar']}stories/")
    page.locator(".settings > button").click()
    page.locator("[name=notes]").check()
    expect(page.locator(".left-out").first).to_have_text("استُبعدت هنا قصة واحدة كما اخترتم.")
    page.goto(f"{sites['ar']}stories/gate/")
    page.locator(".settings > button").click()
    page.locator("[name=notes]").check()
    summary = page.locator(".fold > summary")
    expect(summary).to_contain_text("عرضها رغم ذلك")
    expect(summary.locator(".beside")).to_have_text(
        "This story speaks of something that you leave out. Show it all the same"
    )


@pytest.mark.parametrize("language", WORDS)
def test_no_script_is_slanted_that_has_no_italic(language: str, sites: dict[str, str], page: Page) -> None:
    """What is stressed is slanted in Latin script, and firm in Arabic and Chinese."""
    page.goto(f"{sites[language]}stories/gate/")
    style = page.locator(".text em").evaluate("e => [getComputedStyle(e).fontStyle, getComputedStyle(e).fontWeight]")
    assert style == (["italic", "400"] if language == "cy" else ["normal", "600"])


def test_lines_of_nastaliq_are_high(sites: dict[str, str], page: Page) -> None:
    """Lines in Urdu are twice as high as their letters, and those of English words beside them are not."""
    page.goto(f"{sites['ur']}stories/gate/")
    ratio = "e => parseFloat(getComputedStyle(e).lineHeight) / parseFloat(getComputedStyle(e).fontSize)"
    for place in (".text p", "h1", ".byline", ".menu summary, .settings > button"):
        assert page.locator(place).first.evaluate(ratio) >= 2, place


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_a_telephone_number_runs_from_left_to_right(language: str, sites: dict[str, str], page: Page) -> None:
    """The groups of a number stand in their order, wherever it stands on a page that runs from right to left."""
    for place in ("stories/gate/", "help/"):
        page.goto(f"{sites[language]}{place}")
        for number in page.locator("a[href^='tel:']:visible").all():
            edges = number.evaluate("""e => [0, 4, 8, 12].map(at => {
              const range = document.createRange();
              range.setStart(e.firstChild, at);
              range.setEnd(e.firstChild, at + 1);
              return range.getBoundingClientRect().left;
            })""")
            assert edges == sorted(edges)
            assert len(set(edges)) == 4
