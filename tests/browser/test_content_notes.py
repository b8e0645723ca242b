"""Stories that a reader leaves out: dropped from every list, counted, and where anything is unclear all are dropped."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import KINDS, OpenPage

LISTS = ("home", "all stories", "topic", "content note", "shelf", "show me one")
UNREAD = "What you left out cannot be read, so no stories are shown here."
POOL = ".cards > li"
SHOWN = f"{POOL}:visible"


def keep(page: Page, stored: object) -> None:
    """What the device holds before the page comes; a text is stored as it is."""
    text = stored if isinstance(stored, str) else json.dumps(stored)
    page.add_init_script(f"localStorage.setItem('hearten', {json.dumps(text)})")


def change(page: Page, path: str, pattern: str, by: str) -> None:
    """Serve a page with something in it changed."""

    def answer(route: Route) -> None:
        response = route.fetch()
        text, times = re.subn(pattern, by, response.text(), count=1)
        assert times == 1
        route.fulfill(response=response, body=text)

    page.route(path, answer)


def leave_out(page: Page, *notes: str) -> None:
    page.get_by_role("button", name="Reading settings").click()
    for note in notes:
        page.locator(f".settings [name=notes][value={note}]").check()


def words(page: Page) -> str:
    """What stands above the list."""
    return page.locator(".left-out").first.inner_text()


@pytest.mark.parametrize("kind", ["all stories", "content note", "home", "shelf"])
def test_lists(kind: str, served: str, page: Page) -> None:
    """A list drops the stories with a note that the reader leaves out, at once, and says how many."""
    page.goto(served + KINDS[kind])
    leave_out(page, "death", "psychosis")
    dropped = []
    for cards, told in zip(page.locator(".cards").all(), page.locator(".left-out").all(), strict=True):
        dropped.append(0)
        for card in cards.locator("> li").all():
            notes = (card.locator("[data-notes]").get_attribute("data-notes") or "").split()
            unwanted = bool({"death", "psychosis"} & set(notes))
            assert card.is_visible() is not unwanted
            dropped[-1] += unwanted
        expect(told).to_be_visible(visible=dropped[-1] > 0)
        if dropped[-1]:
            few, several = "One story is left out here", f"{dropped[-1]} stories are left out here"
            expect(told).to_have_text(f"{few if dropped[-1] == 1 else several}, as you chose.")
            expect(told).to_have_role("status")
    assert sum(dropped) > 0


def test_back_again(served: str, page: Page) -> None:
    """Stories come back when the reader no longer leaves them out."""
    page.goto(served + KINDS["content note"])
    leave_out(page, "death")
    expect(page.locator(SHOWN)).to_have_count(0)
    page.locator(".settings [name=notes][value=death]").uncheck()
    expect(page.locator(SHOWN)).to_have_count(page.locator(POOL).count())
    expect(page.locator(".left-out")).to_be_hidden()


def test_related(site: str, served: str, page: Page) -> None:
    """What a story offers to read next is dropped in the same way."""
    page.goto(served + KINDS["series"])
    offered = page.locator(".next [data-notes]")
    notes = offered.evaluate_all("cards => cards.flatMap(c => c.dataset.notes.split(' '))")
    note = next(note for note in notes if note)
    keep(page, {"notes": [note]})
    page.reload()
    assert page.locator(".next .cards > li:visible").count() < page.locator(".next .cards > li").count()
    assert page.locator(f".next [data-notes~={note}]:visible").count() == 0
    assert "left out here" in page.locator(".next .left-out:visible").inner_text()


@pytest.mark.parametrize("theme", ["served", "plain_served"])
@pytest.mark.parametrize("links", [".series", ".pager"])
def test_links_to_other_stories(links: str, theme: str, page: Page, request: pytest.FixtureRequest) -> None:
    """The parts of a series and the newer and older story are dropped in the same way; the story's own part stays."""
    page.goto(request.getfixturevalue(theme) + KINDS["series"])
    found = page.locator(f"{links} a[data-notes]")
    note = next(note for note in found.evaluate_all("all => all.flatMap(a => a.dataset.notes.split(' '))") if note)
    before = page.locator(f"{links} li:visible").count()
    keep(page, {"notes": [note, "death"]})
    page.reload()
    unwanted = page.locator(f"{links} [data-notes~={note}], {links} [data-notes~=death]")
    assert unwanted.count() > 0
    expect(unwanted.locator("visible=true")).to_have_count(0)
    expect(page.locator(f"{links} li:visible")).to_have_count(before - unwanted.count())
    expect(page.locator(f"{links} .left-out")).to_contain_text("left out here, as you chose")
    expect(page.locator(".series [aria-current]")).to_be_visible()


@pytest.mark.parametrize("links", [".series", ".pager"])
def test_links_to_other_stories_fail_closed(links: str, served: str, page: Page) -> None:
    """Where the choice cannot be read, or a title's notes are not known, no title of another story is shown."""
    address = served + KINDS["series"]
    keep(page, "{")
    page.goto(address)
    expect(page.locator(f"{links} a:visible")).to_have_count(0)
    keep(page, {"notes": ["sexual-violence"]})
    change(page, address, rf'(class="{links[1:]}"(?:.|\n)*?<a [^>]*) data-notes="[^"]*"', r"\1")
    page.goto(address)
    expect(page.locator(f"{links} a").first).to_be_hidden()
    expect(page.locator(f"{links} .left-out")).to_have_text("One story is left out here, as you chose.")


@pytest.mark.parametrize("kind", [".series", ".pager"])
def test_no_title_before_the_choice(kind: str, served: str, page: Page) -> None:
    """No title of another story stands on a story's page before the choice is read."""
    page.goto(served + KINDS["series"])
    scripts = page.locator("script[src*='/choices.']")
    assert scripts.evaluate("(e, kind) => e.compareDocumentPosition(document.querySelector(kind)) & 4", kind)


def test_show_me_one(served: str, page: Page) -> None:
    """“Show me one” shows none of them, however often it is asked, also after a choice that is made on its page."""
    page.goto(served + KINDS["show me one"])
    leave_out(page, "suicide", "substances", "eating", "death")
    wanted = [
        card
        for card in page.locator(".pool .card").evaluate_all("cards => cards.map(c => c.dataset.notes)")
        if not set(card.split()) & {"suicide", "substances", "eating", "death"}
    ]
    total = page.locator(POOL).count()
    assert 1 < len(wanted) < total
    assert words(page) == f"{total - len(wanted)} stories are left out here, as you chose."
    for _ in range(len(wanted) + 2):
        notes = page.locator(f"{SHOWN} .card").get_attribute("data-notes") or ""
        assert not set(notes.split()) & {"suicide", "substances", "eating", "death"}
        page.get_by_role("button", name="Another one").click()


@pytest.mark.parametrize("kind", LISTS)
def test_unreadable_everywhere(kind: str, served: str, page: Page) -> None:
    """Where what is kept cannot be read, no list of any kind shows a story."""
    keep(page, "{")
    page.goto(served + KINDS[kind])
    expect(page.locator(POOL)).not_to_have_count(0)
    expect(page.locator(SHOWN)).to_have_count(0)


@pytest.mark.parametrize(
    "stored",
    [
        "{", "", "null", "[]", "7", '"notes"', '{"notes": "death"}', '{"notes": null}', '{"notes": {"death": true}}',
        '{"notes": ["no-such-note"]}', '{"notes": ["death", "no-such-note"]}', '{"notes": [7]}',
    ],
)  # fmt: skip
def test_unreadable(stored: str, served: str, page: Page) -> None:
    """Where what is kept cannot be read, or names a note that the site does not know, lists show nothing and say so."""
    keep(page, stored)
    page.goto(served)
    expect(page.locator(POOL)).not_to_have_count(0)
    expect(page.locator(SHOWN)).to_have_count(0)
    assert words(page).startswith(UNREAD)


def test_unreadable_stays(served: str, page: Page) -> None:
    """What cannot be read is not overwritten by another setting: the next page shows nothing either."""
    page.goto(served)
    page.evaluate("localStorage.setItem('hearten', '{broken')")
    page.reload()
    page.get_by_role("button", name="Reading settings").click()
    page.locator(".settings [name=size][value=large]").check()
    page.goto(served + KINDS["all stories"])
    expect(page.locator(SHOWN)).to_have_count(0)


@pytest.mark.parametrize("way", ["choose", "forget"])
def test_out_of_unreadable(way: str, served: str, page: Page) -> None:
    """A new choice of notes, or forgetting everything, shows stories again."""
    page.goto(served)
    page.evaluate("localStorage.setItem('hearten', '{broken')")
    page.reload()
    expect(page.locator(SHOWN)).to_have_count(0)
    page.get_by_role("button", name="Reading settings").click()
    if way == "choose":
        page.locator(".settings [name=notes][value=violence]").check()
    else:
        page.get_by_role("button", name="Forget everything").click()
    expect(page.locator(SHOWN)).not_to_have_count(0)
    page.reload()
    expect(page.locator(SHOWN)).not_to_have_count(0)


@pytest.mark.parametrize(
    ("pattern", "by"),
    [
        (r'(class="card") data-notes="[^"]*"', r"\1"),
        (r'(class="card" data-notes)="[^"]*"', r'\1="something-new"'),
    ],
    ids=["no notes known", "an unknown note"],
)
def test_unknown_story(pattern: str, by: str, served: str, page: Page) -> None:
    """A story whose notes are not known is left out as soon as a reader leaves out anything."""
    change(page, served, pattern, by)
    page.goto(served)
    expect(page.locator(SHOWN)).to_have_count(page.locator(POOL).count())
    leave_out(page, "sexual-violence")
    expect(page.locator(POOL).first).to_be_hidden()
    expect(page.locator(SHOWN)).to_have_count(page.locator(POOL).count() - 1)
    assert words(page) == "One story is left out here, as you chose."


@pytest.mark.parametrize("kind", [*LISTS, "series"])
def test_the_script_does_not_come(kind: str, served: str, page: Page) -> None:
    """Where a choice is kept and the script that filters never comes, lists show nothing rather than everything."""
    keep(page, {"notes": ["death"]})
    page.route("**/hearten.*.js", lambda route: route.abort())
    page.goto(served + KINDS[kind])
    expect(page.locator(POOL)).not_to_have_count(0)
    expect(page.locator(SHOWN)).to_have_count(0)


def test_the_choices_do_not_come(served: str, page: Page) -> None:
    """Where the script that reads the choices never comes, lists show nothing, for a choice may be kept."""
    keep(page, {"notes": ["death"]})
    page.route("**/choices.*.js", lambda route: route.abort())
    page.goto(served)
    expect(page.locator(SHOWN)).to_have_count(0)


def test_never_seen(served: str, page: Page) -> None:
    """A story that is left out is not shown for a moment while the page loads."""
    keep(page, {"notes": ["death"]})
    page.add_init_script("""
      window.seen = 0;
      new MutationObserver(() => {
        window.seen += [...document.querySelectorAll(".cards")].filter(e => e.checkVisibility()
          && [...e.children].some(item => item.checkVisibility() && item.querySelector("[data-notes~=death]"))).length;
      }).observe(document, {childList: true, subtree: true, attributes: true});
    """)
    page.goto(served + KINDS["content note"])
    expect(page.locator(".left-out")).to_be_visible()
    assert page.evaluate("window.seen") == 0


NOTED = KINDS["everything in a story"]  # which speaks of death
WHY = ".fold > summary"


@pytest.mark.parametrize("theme", ["served", "plain_served"])
def test_folded(theme: str, page: Page, request: pytest.FixtureRequest) -> None:
    """A story with a note that the reader leaves out is folded below its notes, says why, and one press shows it."""
    keep(page, {"notes": ["death"]})
    page.goto(request.getfixturevalue(theme) + NOTED)
    expect(page.locator(".content-notes")).to_contain_text("Death and grief")
    for hidden in (".text", ".picture", ".contents"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(WHY)).to_have_text("This story speaks of something that you leave out. Show it all the same")
    page.locator(WHY).press("Enter")
    expect(page.locator(".text")).to_be_visible()


@pytest.mark.parametrize("stored", [None, {"notes": []}, {"notes": ["psychosis"]}, {"size": "large"}])
def test_not_folded(stored: object, served: str, page: Page) -> None:
    """A story whose notes nobody leaves out is not folded, and nothing says that it could be."""
    if stored is not None:
        keep(page, stored)
    page.goto(served + NOTED)
    page.wait_for_function("!document.documentElement.hasAttribute('data-filter')")
    expect(page.locator(".text")).to_be_visible()
    expect(page.locator(WHY)).to_be_hidden()


@pytest.mark.parametrize("stored", ["{", '{"notes": "death"}', '{"notes": ["no-such-note"]}'])
def test_folded_where_the_choice_cannot_be_read(stored: str, served: str, page: Page) -> None:
    """Where what is left out cannot be read, a story with notes is folded and says so; one without any is shown."""
    keep(page, stored)
    page.goto(served + NOTED)
    expect(page.locator(WHY)).to_contain_text("cannot be read")
    expect(page.locator(".text")).to_be_hidden()
    page.goto(served + KINDS["plain story"])
    expect(page.locator(".text")).to_be_visible()


@pytest.mark.parametrize("script", ["hearten", "choices"])
def test_folded_without_a_script(script: str, served: str, page: Page) -> None:
    """The story is folded, and can be shown, whichever of the two scripts does not come."""
    keep(page, {"notes": ["death"]})
    page.route(f"**/{script}.*.js", lambda route: route.abort())
    page.goto(served + NOTED)
    expect(page.locator(".text")).to_be_hidden()
    page.locator(WHY).click()
    expect(page.locator(".text")).to_be_visible()


def test_no_word_is_seen_before_it_is_folded(served: str, page: Page) -> None:
    """No word of a folded story is shown for a moment while the page loads."""
    keep(page, {"notes": ["death"]})
    page.add_init_script("""
      window.seen = 0;
      new MutationObserver(() => {
        const text = document.querySelector(".text");
        window.seen += Boolean(text && text.checkVisibility());
      }).observe(document, {childList: true, subtree: true, attributes: true});
    """)
    page.goto(served + NOTED)
    expect(page.locator(WHY)).to_be_visible()
    assert page.evaluate("window.seen") == 0


def test_folded_at_once(served: str, page: Page) -> None:
    """Who leaves out a note while the story is open sees it folded at once, and what was opened stays open."""
    page.goto(served + NOTED)
    leave_out(page, "death")
    expect(page.locator(".text")).to_be_hidden()
    page.locator(WHY).press("Enter")
    page.locator(".settings > button").press("Enter")
    page.locator(".settings [name=notes][value=psychosis]").check()
    expect(page.locator(".text")).to_be_visible()
    page.locator(".settings [name=notes][value=death]").uncheck()
    expect(page.locator(WHY)).to_be_hidden()
    expect(page.locator(".text")).to_be_visible()


def test_notes_before_the_text(served: str, open_page: OpenPage) -> None:
    """Content notes stand before a story's text, with a link past it, without JavaScript too."""
    page = open_page(javascript=False)
    page.goto(served + KINDS["everything in a story"])
    notes = page.locator(".content-notes")
    assert notes.evaluate("e => Boolean(e.compareDocumentPosition(document.querySelector('.text')) & 4)")
    expect(notes).to_contain_text("Death and grief")
    notes.get_by_role("link", name="Skip past the story").press("Enter")
    expect(page.locator(".after")).to_be_focused()
