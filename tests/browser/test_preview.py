"""The preview in a browser, with real edits on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.preview.site.watch import Watch
from tests.browser.conftest import AskAxe, OpenPage, serve, watch
from tests.browser.firefox import Firefox
from tests.browser.measures import wait_until
from tests.builders.previews import Running, running
from tests.builders.sites import SITE, make_site, story

PAUSED = "{record: R-2, status: paused, scope: [web]}"
LONG = "\n\n".join(f"Paragraph {n} of a long story with [a link](kettle.md)." for n in range(60))
Save = Callable[[str, str], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a long story, a short one, and one that is withheld."""
    stories = {
        "gate.md": story(text=LONG),
        "kettle.md": story("A kettle", text="It boiled."),
        "paused.md": story("A secret", consent=PAUSED, text="Nobody may read this."),
    }
    return make_site(tmp_path / "site", stories)


@pytest.fixture
def preview(root: Path) -> Iterator[Running]:
    """Its preview, with its files watched."""
    with running(root) as served, Watch(root, print) as files:
        files.run(served.preview.refresh, served.preview.live.doubt)
        yield served


@pytest.fixture
def save(root: Path) -> Save:
    """Save a file of the site as many editors do: beside it, then by rename."""

    def to(path: str, text: str) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        beside = (root / path).with_name(".beside")
        beside.write_text(text, encoding="utf-8")
        beside.replace(root / path)

    return to


def test_a_save_shows_without_losing_the_place(page: Page, preview: Running, save: Save) -> None:
    """After a save the open tab shows the new text at the same scroll position, with the focus on the same link."""
    log = watch(page)
    page.goto(f"{preview.address}stories/gate/")
    link = page.get_by_role("link", name="a link").nth(40)
    link.focus()
    page.evaluate("scrollTo({top: 2000, behavior: 'instant'})")
    save("stories/gate.md", story(text=LONG.replace("Paragraph 41 ", "Sentence 41 ")))
    expect(page.get_by_text("Sentence 41 of a long story")).to_be_attached()
    expect(link).to_be_focused()
    wait_until(page, "scrollY === 2000")
    assert log.complaints == []


def test_only_tabs_whose_page_changed_load_again(open_page: OpenPage, preview: Running, save: Save) -> None:
    """A save reloads the tab of the page that it changes, and leaves another story's tab alone."""
    gate, kettle = open_page(), open_page()
    gate.goto(f"{preview.address}stories/gate/")
    kettle.goto(f"{preview.address}stories/kettle/")
    for tab in (gate, kettle):
        tab.evaluate("window.untouched = true")
    save("stories/gate.md", story(text=LONG.replace("Paragraph 0 ", "Sentence 0 ")))
    expect(gate.get_by_text("Sentence 0 of a long story")).to_be_visible()
    assert gate.evaluate("window.untouched") is None
    # What the other tab hears next comes after the gate's change, which it was not told.
    save("site.yaml", "name: [\n")
    expect(kettle.get_by_role("heading", name="1 problem in site.yaml")).to_be_visible()
    assert kettle.evaluate("window.untouched") is True


@pytest.mark.long
def test_many_tabs(page: Page, preview: Running, save: Save) -> None:
    """Eight open tabs all load and all come anew with a save, also after the one that listens for all is closed."""
    tabs = [page, *(page.context.new_page() for _ in range(7))]
    for tab in tabs:
        tab.goto(f"{preview.address}stories/kettle/")
    save("stories/kettle.md", story("A kettle", text="It sang."))
    for tab in tabs:
        expect(tab.get_by_text("It sang.")).to_be_visible()
    while tabs[1:]:
        tabs.pop(0).close()
        save("stories/kettle.md", story("A kettle", text=f"It sang in {len(tabs)} tabs."))
        for tab in tabs:
            expect(tab.get_by_text(f"It sang in {len(tabs)} tabs.")).to_be_visible()
            tab.wait_for_load_state()  # one that is closed while it loads may never answer that it is


def test_problems_come_and_go(page: Page, preview: Running, save: Save, axe: AskAxe) -> None:
    """All problems of a story show over its open page with place, line and remedy, and go when they are mended."""
    page.goto(f"{preview.address}stories/gate/")
    page.get_by_role("link", name="a link").first.focus()
    page.evaluate("scrollTo({top: 1000, behavior: 'instant'})")
    save("stories/gate.md", story(topics="[hpoe, wrok]", text=LONG))
    expect(page.get_by_role("heading", name="2 problems in stories/gate.md")).to_be_visible()
    shown = page.locator("hearten-problems .all").inner_text()
    assert "Error, line 6, column 10: unknown topic “hpoe”" in shown
    assert "topics: [hpoe, wrok]\n         ^" in shown
    assert "did you mean “work”?" in shown
    assert page.evaluate("[scrollY, document.activeElement.textContent]") == [1000, "a link"]
    expect(page.locator("hearten-problems [role=status]")).to_have_text("2 problems in stories/gate.md")
    assert axe(page) == []
    save("stories/gate.md", story(text=LONG))
    expect(page.get_by_role("heading", name="problems in")).to_have_count(0)
    expect(page.locator("hearten-problems [role=status]")).to_have_text("All problems here are mended.")
    assert page.evaluate("scrollY") == 1000


def test_problems_can_be_put_aside(page: Page, preview: Running, save: Save) -> None:
    """Escape folds the problems to one line, also after the page is loaded again, until there are others."""
    # Once the open page has heard of the save, it will not load again by itself while the key is pressed.
    page.goto(f"{preview.address}stories/gate/")
    save("stories/gate.md", story(text="[Nowhere](nowhere.md)"))
    remedy = page.get_by_text("To mend it:")
    expect(remedy).to_be_visible()
    page.keyboard.press("Escape")
    expect(remedy).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", name="1 problem in stories/gate.md")).to_be_visible()
    expect(remedy).to_be_hidden()
    save("stories/gate.md", story(text="[Nowhere](nowhere.md) and [there](there.md)"))
    expect(remedy.first).to_be_visible()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("site.yaml", SITE.replace("tagline:", "taglnie:")),
        ("themes/hearten/templates/story.html", "{{ view.card.titel }}"),
        ("themes/hearten/templates/base.html", "{% block"),
    ],
)
def test_the_last_good_page_stays(page: Page, preview: Running, save: Save, root: Path, path: str, text: str) -> None:
    """An error in settings or a template shows over the page, which stays as it was, and goes when it is mended."""
    page.goto(f"{preview.address}stories/kettle/")
    save(path, text)
    expect(page.get_by_role("heading", name=f"1 problem in {path}")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name=f"1 problem in {path}")).to_be_visible()
    expect(page.get_by_text("It boiled.")).to_be_visible()
    if path == "site.yaml":
        save(path, SITE)
    else:
        (root / path).unlink()
    expect(page.locator("hearten-problems section")).to_have_count(0)


def test_problems_show_without_javascript(open_page: OpenPage, preview: Running, save: Save) -> None:
    """What is wrong shows, and can be folded, also where scripts do not run."""
    save("stories/gate.md", story(topics="[hpoe]"))
    preview.preview.refresh()
    page = open_page(javascript=False)
    page.goto(f"{preview.address}stories/gate/")
    expect(page.get_by_text("did you mean “hope”?")).to_be_visible()
    page.get_by_role("heading", name="1 problem in stories/gate.md").click()
    expect(page.get_by_text("did you mean “hope”?")).to_be_hidden()


def test_a_withdrawn_story_leaves_its_tab(page: Page, preview: Running, save: Save) -> None:
    """When consent ends, the open tab shows why the story is not published instead of the story."""
    page.goto(f"{preview.address}stories/kettle/")
    save("stories/kettle.md", story("A kettle", consent=PAUSED, text="It boiled."))
    expect(page.get_by_role("heading", name="This is not published")).to_be_visible()
    assert "It boiled." not in page.content()
    save("stories/kettle.md", story("A kettle", text="It boiled."))
    expect(page.get_by_text("It boiled.")).to_be_visible()


def test_withheld_words_are_on_no_page(page: Page, preview: Running) -> None:
    """No page of the preview's site holds a word of a withheld story."""
    assert preview.preview.live.planned is not None
    for planned in preview.preview.live.planned.pages:
        if planned.path.endswith(".html"):
            page.goto(preview.address + planned.path.removesuffix("index.html"))
            assert "A secret" not in page.content()
            assert "Nobody may read this." not in page.content()


def test_another_origin_cannot_read(page: Page, preview: Running, tmp_path: Path) -> None:
    """A page of another origin can neither read the stream nor a page, nor frame one."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other/index.html").write_text("<!doctype html><title>Other</title>", encoding="utf-8")
    (tmp_path / "other/_headers").write_text("/*\n  X-Other: yes\n", encoding="utf-8")
    with serve(tmp_path / "other") as other:
        page.goto(other)
        heard = page.evaluate(
            """at => new Promise(done => {
              const stream = new EventSource(at + "_desk/live");
              stream.onmessage = () => done("heard");
              stream.onerror = () => { stream.close(); done("refused"); };
            })""",
            preview.address,
        )
        read = page.evaluate("at => fetch(at).then(() => 'read', () => 'refused')", preview.address)
        page.evaluate(
            """at => new Promise(done => {
              const frame = document.createElement("iframe");
              frame.onload = done;
              frame.src = at;
              document.body.append(frame);
            })""",
            preview.address,
        )
        framed = page.frames[1].content()
    assert (heard, read) == ("refused", "refused")
    assert "Quiet Harbour" not in framed


def test_builds_know_nothing_of_the_preview(site: Path) -> None:
    """No file of a built site names the preview, its script or its desk."""
    for path in site.rglob("*"):
        if path.suffix in (".html", ".js", ".css", ".json", ".xml", ".txt"):
            text = path.read_text(encoding="utf-8")
            assert "_desk" not in text, path
            assert "hearten-problems" not in text, path


def test_firefox(preview: Running, save: Save, fox: Firefox) -> None:
    """In Firefox a save shows at the same scroll position, and problems come and go."""
    fox.goto(f"{preview.address}stories/gate/")
    fox.evaluate("scrollTo({top: 2000, behavior: 'instant'})")
    save("stories/gate.md", story(text=LONG.replace("Paragraph 41 ", "Sentence 41 ")))
    seen = "return [String(document.body?.textContent.includes('Sentence 41 of')), String(scrollY)]"
    fox.wait_for(seen, ["true", "2000"])
    titles = """const box = document.querySelector('hearten-problems')?.shadowRoot;
      return box ? [...box.querySelectorAll('h2')].map(title => title.textContent) : null"""
    save("stories/gate.md", story(topics="[hpoe]", text=LONG))
    fox.wait_for(titles, ["1 problem in stories/gate.md"])
    save("stories/gate.md", story(text=LONG))
    fox.wait_for(titles, [])
