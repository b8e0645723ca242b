"""The storyteller's form in a browser, opened from a file: by keyboard alone, without a script, on paper, narrow."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from generator.consent.case import settings_of
from generator.consent.documents import words
from generator.consent.story_form import story_form
from generator.content import sources
from generator.importing.container import contained
from generator.importing.story_forms import StoryForms
from tests.browser.conftest import WIDTHS, AskAxe, OpenPage, watch
from tests.browser.firefox import Firefox
from tests.browser.measures import FAULTS, SMALL
from tests.builders.example import DATA, ROOT
from tests.builders.filled_in import saved_form
from tests.builders.imports import brought
from tests.builders.sites import built, make_site

# What is filled in by hand, and the file that comes of it.
TITLE, NAME = "The gate", "Maren"
TEXT = "We painted the gate.\n\nNobody asked whose it was: “Ours”, we said."
FILLED_IN = {
    "hearten-story": 1,
    "language": "en",
    "title": TITLE,
    "text": TEXT,
    "recording": "",
    "topics": ["resilience"],
    "content_notes": ["suicide"],
    "named_as": "first",
    "name": NAME,
    "channels": ["web"],
}
OWN = {"de": ROOT, "en": ROOT, "es": ROOT, "ar": DATA / "right-to-left"}


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A form in each language, of the example site, or of one that is written from right to left."""
    folder = tmp_path_factory.mktemp("forms")
    for language, root in OWN.items():
        made = story_form(settings_of(sources.gather(root)), language)
        (folder / f"{language}.html").write_text(made, encoding="utf-8")
    return {language: folder / f"{language}.html" for language in OWN}


def press_to(page: Page, name: str, value: str = "") -> None:
    """Press Tab until a field is reached."""
    wanted = f'[name="{name}"]' + (f'[value="{value}"]' if value else "")
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"{wanted} is not reached")


def saved(page: Page, folder: Path) -> Path:
    """The file that the form saves when its button is pressed by keyboard."""
    page.locator("#save").focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "story.hearten-story"
    path = folder / "story.hearten-story"
    download.value.save_as(path)
    return path


def answered(page: Page, *, accept: bool) -> list[str]:
    """What the page asks from now on; each is answered alike."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(f"{dialog.type}: {dialog.message}")
        (dialog.accept if accept else dialog.dismiss)()

    page.on("dialog", answer)
    return asked


def test_from_the_form_to_a_draft_by_keyboard(
    forms: dict[str, Path], open_page: OpenPage, tmp_path: Path, axe: AskAxe
) -> None:
    """By keyboard alone a form is filled in from top to bottom and saved; its file becomes a draft that is withheld."""
    page = open_page(width=WIDTHS["phone"])
    log = watch(page)
    page.goto(forms["en"].as_uri())
    press_to(page, "title")
    page.keyboard.type(TITLE)
    press_to(page, "text")
    page.keyboard.type(TEXT)
    for name, value in (("topics", "resilience"), ("content_notes", "suicide")):
        press_to(page, name, value)
        page.keyboard.press("Space")
    press_to(page, "named_as")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    press_to(page, "name")
    page.keyboard.type(NAME)
    press_to(page, "channels", "web")
    page.keyboard.press("Space")
    path = saved(page, tmp_path)
    expect(page.locator("#told")).to_have_text(words("en")["form_saved"].format(file="story.hearten-story"))
    assert axe(page) == []
    assert json.loads(path.read_text(encoding="utf-8")) == FILLED_IN
    assert [url for url in log.requests if not url.startswith(("file:", "blob:"))] == []
    assert (log.complaints, log.failed) == ([], [])
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    shutil.copyfile(ROOT / "site.yaml", make_site(tmp_path / "site", {}) / "site.yaml")
    shutil.copytree(ROOT / "pages", tmp_path / "site/pages")
    report = brought(tmp_path / "site", StoryForms([contained(path)]))
    assert [text.path for text in report.texts] == ["stories/the-gate.md"]
    text = (tmp_path / "site/stories/the-gate.md").read_text(encoding="utf-8")
    assert text.endswith(f"---\n\n{TEXT}\n")
    assert "status: requested\n  scope: []\n  named_as: first\n" in text
    assert built(tmp_path / "site").stories == 0


def test_firefox_makes_the_same_file(forms: dict[str, Path], fox: Firefox) -> None:
    """In Firefox, too, the script of the form runs from a file, and makes the file of what was typed."""
    fox.goto(forms["en"].as_uri())
    fox.type("#title", TITLE)
    fox.type("#text", TEXT)
    fox.type("#name", NAME)
    fox.evaluate("URL.createObjectURL = file => { file.text().then(text => { window.kept = text; }); return '#'; };")
    chosen = ("topics", "resilience"), ("content_notes", "suicide"), ("named_as", "first"), ("channels", "web")
    for name, value in chosen:
        fox.evaluate("document.querySelector(arguments[0]).click()", f'[name="{name}"][value="{value}"]')
    fox.evaluate("document.querySelector('#save').click()")
    expected = json.dumps(FILLED_IN, ensure_ascii=False, indent=2)
    fox.wait_for("return window.kept ? [window.kept] : []", [expected])


def test_nothing_is_saved_of_an_empty_form(forms: dict[str, Path], page: Page) -> None:
    """Without a story and a recording nothing is saved: the form says so, and leads to the field."""
    log = watch(page)
    page.goto(forms["en"].as_uri())
    page.locator("#save").press("Enter")
    expect(page.locator("#told")).to_have_text(words("en")["form_empty"])
    expect(page.locator("#text")).to_be_focused()
    assert log.ran == []


def test_a_name_that_is_not_wanted_is_not_saved(forms: dict[str, Path], open_page: OpenPage, tmp_path: Path) -> None:
    """Who first writes a name and then wants none has none in the file."""
    page = open_page()
    page.goto(forms["en"].as_uri())
    page.locator("#text").fill(TEXT)
    page.locator("#name").fill(NAME)
    page.locator('[value="anonymous"]').check()
    assert NAME not in saved(page, tmp_path).read_text(encoding="utf-8")


def test_a_saved_file_can_be_gone_on_with(forms: dict[str, Path], open_page: OpenPage, tmp_path: Path) -> None:
    """A file that was saved fills the form again, one of another kind is told, and unsaved words are asked about."""
    page = open_page()
    asked = answered(page, accept=False)
    page.goto(forms["en"].as_uri())
    (tmp_path / "earlier").write_bytes(saved_form(**FILLED_IN))
    (tmp_path / "other").write_text("null")
    page.locator("#earlier").set_input_files(tmp_path / "other")
    expect(page.locator("#earlier-told")).to_have_text(words("en")["form_earlier_wrong"])
    page.locator("#earlier").set_input_files(tmp_path / "earlier")
    expect(page.locator("#text")).to_have_value(TEXT)
    assert json.loads(saved(page, tmp_path).read_text(encoding="utf-8")) == FILLED_IN
    assert asked == []
    page.locator("#text").fill("Something else")
    page.locator("#earlier").set_input_files(tmp_path / "earlier")
    expect(page.locator("#earlier")).to_have_value("")
    assert asked == [f"confirm: {words('en')['form_earlier_instead']}"]
    expect(page.locator("#text")).to_have_value("Something else")


def test_unsaved_words_are_not_lost_by_mistake(forms: dict[str, Path], open_page: OpenPage, tmp_path: Path) -> None:
    """Whoever closes the form before saving is asked first, and nobody is who has saved."""
    page = open_page()
    asked = answered(page, accept=True)
    page.goto(forms["en"].as_uri())
    page.locator("#text").press_sequentially("We painted")
    page.goto("about:blank")
    assert asked == ["beforeunload: "]
    page.goto(forms["en"].as_uri())
    expect(page.locator("#text")).to_have_value("")
    page.locator("#text").press_sequentially("We painted")
    saved(page, tmp_path)
    page.goto("about:blank")
    assert asked == ["beforeunload: "]


def test_without_a_script_it_can_be_read_and_printed(forms: dict[str, Path], open_page: OpenPage) -> None:
    """Without scripts no button is shown that would do nothing, and the form says what to do instead."""
    page = open_page(width=WIDTHS["phone"], javascript=False)
    page.goto(forms["en"].as_uri())
    expect(page.get_by_text(words("en")["form_by_hand"])).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)
    expect(page.locator("#earlier")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_text(words("en")["form_by_hand"])).to_be_hidden()
    box = page.locator("#text").bounding_box()
    assert box is not None
    assert box["height"] > 500


def test_paper_holds_all_that_was_written(forms: dict[str, Path], page: Page) -> None:
    """However long a story is, no line of it is cut in print, and no button is printed."""
    page.goto(forms["en"].as_uri())
    page.locator("#text").fill("A line.\n" * 400 + "The end.")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".in-print")).to_be_visible()
    expect(page.locator(".in-print")).to_contain_text("The end.")
    expect(page.locator("#text")).to_be_hidden()
    expect(page.locator("button:visible, [type=file]:visible")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.evaluate("document.querySelector('form').reset()")


@pytest.mark.parametrize("language", OWN)
@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_use_it(
    language: str, width: str, forms: dict[str, Path], shared_page: Page, axe: AskAxe
) -> None:
    """In each language and width, axe-core finds nothing, nothing is cut or hidden, and what is pressed is large."""
    page = shared_page
    page.set_viewport_size({"width": WIDTHS[width], "height": 800})
    page.goto(forms[language].as_uri())
    assert axe(page) == []
    assert page.evaluate(FAULTS) == []
    small = page.evaluate(SMALL)
    assert [one for one in small if not re.match(r"<(?:label for|input type=\"(?:checkbox|radio))", one)] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_it_can_be_turned_round(width: str, forms: dict[str, Path], page: Page) -> None:
    """In a language that is written from right to left, boxes stand right of their words, and nothing is cut."""
    page.set_viewport_size({"width": WIDTHS[width], "height": 800})
    page.goto(forms["ar"].as_uri())
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(FAULTS) == []
    box, words_of_it = (page.locator(f".choice {part} >> nth=0").bounding_box() for part in ("input", "span"))
    assert box is not None
    assert words_of_it is not None
    assert box["x"] > words_of_it["x"]
    page.locator("#text").fill("رسمنا الباب.")
    assert page.evaluate("document.querySelector('#text').matches(':dir(rtl)')")
    page.goto(forms["en"].as_uri())
    page.locator("#text").fill("رسمنا الباب.")
    assert page.evaluate("document.querySelector('#text').matches(':dir(rtl)')")
