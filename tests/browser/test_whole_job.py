"""The whole work of an editor, from no site to a story that is proven to be gone, with a browser alone."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import WIDTHS, OpenPage, watch
from tests.builders.ftps_server import certificate
from tests.builders.keyrings import ring
from tests.builders.opened_desks import opened
from tests.builders.pasted import PASTE, PLAIN, WORD
from tests.builders.pictures import picture, saved
from tests.builders.served import HOST, PASSWORD, USER
from tests.builders.sftp_server import sftp_server
from tests.builders.sites import TODAY
from tests.builders.web_server import web_server

pytestmark = pytest.mark.usefixtures("quick_hashes")

STORY, KETTLE = "story/stories/the-second-kettle.md", "stories/the-second-kettle/index.html"
NEXT_YEAR = TODAY.replace(year=TODAY.year + 1).isoformat()


# What the site is called on the web, which is this computer.
NAME = "stories.harbour.internal"
Lookup = Callable[..., list[Any]]


def known(before: Lookup, host: str, *more: Any, **named: Any) -> list[Any]:
    """Look up a host's address, with that of the site known."""
    return before(HOST if host == NAME else host, *more, **named)


@dataclass(frozen=True)
class Hand:
    """Somebody who uses a page by keyboard alone, or by touch."""

    page: Page
    touches: bool

    def press(self, what: Locator) -> None:
        """Press a link or a button."""
        what.tap() if self.touches else what.press("Enter")

    def link(self, name: str) -> None:
        """Follow a link."""
        self.press(self.page.get_by_role("link", name=name, exact=True))

    def button(self, name: str) -> None:
        """Press a button."""
        self.press(self.page.get_by_role("button", name=name, exact=True))

    def open(self, summary: str) -> None:
        """Open what is folded."""
        self.press(self.page.locator("summary").get_by_text(summary, exact=True))

    def tick(self, box: Locator) -> None:
        """Tick a box, or take the tick out."""
        box.tap() if self.touches else box.press("Space")

    def write(self, label: str, words: str, within: str = "main") -> None:
        """Write into a field, over what is in it."""
        field = self.page.locator(within).get_by_label(label)
        field.tap() if self.touches else field.focus()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(words)


@pytest.mark.parametrize("touches", [False, True], ids=["by keyboard", "by touch"])
def test_from_no_site_to_proven_gone(
    touches: bool, tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a narrow screen a site, its helplines, a story and its whole life are made without a terminal or an editor."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    online, photo = tmp_path / "htdocs", tmp_path / "IMG_0815.png"
    online.mkdir()
    photo.write_bytes(saved(picture((120, 80)), "PNG"))
    page = open_page(width=WIDTHS["phone"], touch=touches)
    hand, log = Hand(page, touches), watch(page)
    pem = certificate(tmp_path / "server.pem", NAME)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with (
        web_server(online, pem=pem) as web,
        sftp_server(online) as server,
        ring(),
        opened(None, tmp_path / "Documents") as desk,
    ):
        address = web.url.replace(HOST, NAME)
        monkeypatch.setattr(socket, "getaddrinfo", partial(known, socket.getaddrinfo))
        page.goto(f"{desk.address}_desk/")
        begin(hand, address)
        words(hand)
        hand.link("Helplines")
        for name in ("Nightline", "Daylight"):
            helpline(hand, name)
        about(hand)
        write(hand, photo)
        agree(hand)
        say_where(hand, server.port)
        put_online(hand)
        expect(page.get_by_role("heading", name="All is online as it should be.")).to_be_visible()
        assert "A kettle on a stove." in (online / KETTLE).read_text(encoding="utf-8")
        assert "The second kettle" in (online / "feed.xml").read_text(encoding="utf-8")
        narrow(hand)
        put_online(hand)
        expect(page.get_by_role("heading", name="All is online as it should be.")).to_be_visible()
        assert "The second kettle" not in (online / "feed.xml").read_text(encoding="utf-8")
        withdraw(hand)
        put_online(hand)
        expect(
            page.get_by_text(re.compile(r"\d+ address(es are| is) gone\. The proof is consent/proofs/"))
        ).to_be_visible()
    assert not (online / KETTLE).exists()
    assert list((tmp_path / "Documents/our-stories/consent/proofs").glob(f"{TODAY}*.json"))
    assert [text for text in log.complaints if "422" not in text and "inline style" not in text] == []


def begin(hand: Hand, url: str) -> None:
    """Make a site."""
    hand.write("Your organisation's name", "Harbour Row")
    hand.write("The address that the site will have", url)
    hand.write("An e-mail address", "office@harbour.internal")
    hand.button("Make the site, and open its desk")
    expect(hand.page.get_by_role("heading", name="Desk", exact=True)).to_be_visible()


def words(hand: Hand) -> None:
    """Write the line under the site's name."""
    for link in ("The site", "Name and organisation"):
        hand.link(link)
    hand.write("One line under the name", "Told by neighbours.")
    hand.button("Save")
    hand.link("Back to the settings")


def helpline(hand: Hand, name: str) -> None:
    """Add a helpline."""
    hand.link("New helpline")
    hand.write("Name of the service", name)
    hand.write("Telephone", "030 1")
    hand.write("Languages", "en")
    hand.write("Page where you checked", "https://lines.harbour.internal/")
    hand.page.get_by_label("Day when you checked").fill(TODAY.isoformat())
    hand.button("Save")
    expect(hand.page.get_by_role("button", name=f"Remove {name}")).to_be_visible()


def about(hand: Hand) -> None:
    """Write who the organisation is."""
    for link in ("Back to the settings", "Pages"):
        hand.link(link)
    hand.press(hand.page.get_by_role("listitem").filter(has_text="pages/about.md").get_by_role("link").first)
    text = hand.page.get_by_label("Text", exact=True)
    text.tap() if hand.touches else text.focus()
    hand.page.keyboard.press("ControlOrMeta+A")
    hand.page.keyboard.type("We are neighbours who listen.")
    hand.button("Save")
    expect(hand.page.locator(".told")).to_contain_text("Saved pages/about.md.")
    hand.link("Back to the pages")


def write(hand: Hand, photo: Path) -> None:
    """Write a story by pasting it, with a picture."""
    page = hand.page
    for link in ("Back to the settings", "Back to the desk", "New story"):
        hand.link(link)
    hand.write("Title", "The second kettle")
    hand.button("Make it, and write it here")
    text = page.get_by_label("Text", exact=True)
    text.tap() if hand.touches else text.focus()
    page.keyboard.press("ControlOrMeta+A")
    text.evaluate(PASTE, [WORD, PLAIN])
    expect(page.locator("#edit-pasted")).to_contain_text("What you pasted is in the text.")
    hand.press(page.get_by_role("button", name="Picture", exact=True))
    page.get_by_label("The picture's file").set_input_files(photo)
    hand.write("What the picture shows", "A kettle on a stove.")
    hand.button("Put it in")
    expect(page.locator("#edit-pasted")).to_contain_text("is in the text now")
    hand.write("Name to show", "Ines")
    hand.write("Summary", "A night, and tea.")
    page.get_by_label("Main topic").select_option("hope")
    hand.tick(page.get_by_label("Draft"))
    hand.button("Save")
    expect(page.locator(".told")).to_contain_text("Saved stories/the-second-kettle.md.")
    hand.link("Back to the story")


def agree(hand: Hand) -> None:
    """Make a review copy, and write down what was agreed to."""
    page, act = hand.page, hand.page.locator("#approve")
    hand.button("Make a review copy")
    told = page.locator(".told").inner_text()
    code = re.search(r"code is (\S{9})\.", told)
    assert code is not None, told
    hand.open("Approve and seal")
    hand.write("Code of the copy", code[1], "#approve")
    hand.write("Number of the signed form", "CF-1", "#approve")
    for channel in ("Website (web)", "News feed (feed)"):
        hand.tick(act.get_by_label(channel))
    act.get_by_label("Last day on which").fill(NEXT_YEAR)
    hand.press(act.get_by_role("button"))
    expect(page.locator(".ribbon")).to_contain_text("Goes online when")


def say_where(hand: Hand, port: int) -> None:
    """Name the web space, and compare its key."""
    go(hand, "online")
    hand.link("Where it goes")
    hand.write("The server's name", f"{HOST}:{port}")
    hand.write("The name that you log in with", USER)
    hand.button("Write it down")
    hand.write("Password", PASSWORD)
    hand.button("The key is the same: write it down")
    expect(hand.page.get_by_role("status")).to_contain_text("the site goes to your web space at")


def put_online(hand: Hand) -> None:
    """Put the site online, and wait until it is told how that went."""
    page = hand.page
    go(hand, "online")
    answered(page)
    if not page.get_by_role("button", name="Put the site online").count():  # the list is an old one
        hand.press(page.get_by_role("link", name="Look again", exact=True).first)
        answered(page)
    hand.button("Put the site online")
    page.wait_for_url("**#run", wait_until="commit")
    expect(page.get_by_role("link", name="See how far it is")).to_have_count(0)
    answered(page)


def answered(page: Page) -> None:
    """Wait until all places have said what they have."""
    expect(page.get_by_text("This place is being asked")).to_have_count(0)
    page.wait_for_load_state()


def narrow(hand: Hand) -> None:
    """Write down that the story may appear in fewer places."""
    page, act = hand.page, hand.page.locator("#narrow")
    go(hand, STORY)
    hand.open("Narrow")
    hand.tick(act.get_by_label("News feed (feed)"))
    hand.press(act.get_by_role("button"))
    expect(page.locator(".told")).to_be_visible()


def withdraw(hand: Hand) -> None:
    """Withdraw the story."""
    go(hand, STORY)
    hand.link("Withdraw…")
    hand.button("Withdraw it for good")
    expect(hand.page.get_by_role("heading", name="Withdrawn")).to_be_visible()


def go(hand: Hand, address: str) -> None:
    """Go to a page of the desk from one that hears of nothing and does not begin to reload itself meanwhile."""
    there = page_of(hand, address)
    hand.page.goto("about:blank")
    hand.page.goto(there)


def page_of(hand: Hand, address: str) -> str:
    """The address of a page of the desk."""
    return f"{hand.page.url.partition('/_desk/')[0]}/_desk/{address}"
