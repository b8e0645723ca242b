"""A desk that a double click opens: its first page, how it goes on to a site, how it is found, and how it ends."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import html5lib
import pytest
import yaml

from generator.preview.desk.putting_online import OnlineRun
from generator.preview.http import opened_desk
from generator.preview.http.opened_desk import address_of, running_at
from generator.preview.http.server import Server
from generator.publishing.publish_teller import PublishEnd
from generator.store import running_desks
from generator.store.recent_sites import recent
from generator.store.running_desks import RunningDesk
from tests.builders.desk_forms import hidden, send
from tests.builders.opened_desks import Opened, opened
from tests.builders.previews import Stream
from tests.builders.sites import SITE, make_site, story

HOME, END = "/_desk/", "/_desk/end"
NEW, OPEN = "Make a new site", "Open a site"
EDIT = "/_desk/edit/stories/gate.md"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site."""
    return make_site(tmp_path / "site", {"gate.md": story()})


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Opened]:
    """A desk without a site."""
    with opened(None, tmp_path / "Documents") as desk:
        yield desk


def words_alone(desk: Opened) -> dict[str, str]:
    """The form of a story in which nothing but the words was changed."""
    return {name: value for name, value in hidden(desk, EDIT, "Edit").items() if name != "fields"} | {"words": "New."}


def asked(desk: Opened, label: str, **values: str) -> dict[str, str]:
    return hidden(desk, HOME, label) | values


def test_a_new_site_is_made_and_shown(first: Opened, tmp_path: Path) -> None:
    """A few answers make a site in a folder that is made for it, and the same desk goes on with that site."""
    folder = tmp_path / "Documents/our-stories"
    assert str(folder) in first.get(HOME).text
    sent = asked(first, NEW, name="Harbour Row", country="IE", email="hi@harbour.internal", folder=str(folder))
    answer = send(first, "/_desk/new-site", sent)
    assert (answer.status, answer.headers["location"]) == (303, HOME)
    site = yaml.safe_load((folder / "site.yaml").read_text(encoding="utf-8"))
    assert (site["organisation"]["name"], site["consent"]["jurisdiction"]) == ("Harbour Row", "IE")
    assert site["helplines"]["lines"][0]["name"] == "Samaritans Ireland"
    assert "(Harbour Row)" in first.get(HOME).text
    assert recent() == (folder,)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"url": "harbour"}, "“harbour”: "),
        ({"language": "English please"}, "“English please”: "),
        ({"code": "XX"}, "“XX”: this is not a country's code"),
        ({"email": "nobody"}, "“nobody”: "),
        ({"folder": " "}, "Write where the folder is to be"),
        ({"folder": "our-stories"}, "Write the place whole"),
        ({"folder": "~nobody-of-this-name/x"}, "Write the place whole"),
        ({"folder": "/a\0b"}, "Write the place whole"),
    ],
)
def test_an_answer_that_is_wrong_stays_in_the_form(
    wrong: dict[str, str], why: str, first: Opened, tmp_path: Path
) -> None:
    """What cannot be is told beside its field, what was written stays, and nothing is made."""
    folder = str(tmp_path / "Documents/mine")
    answer = send(first, "/_desk/new-site", asked(first, NEW, name="Harbour Row", folder=folder) | wrong)
    assert (answer.status, 'value="Harbour Row"' in answer.text) == (422, True)
    assert why in answer.text.replace("&#39;", "'")
    assert f'id="new-{next(iter(wrong))}-wrong"' in answer.text
    assert not (tmp_path / "Documents").exists()


def test_a_folder_with_something_in_it_stays(first: Opened, tmp_path: Path) -> None:
    """A new site is not made where something is."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("Dear")
    answer = send(first, "/_desk/new-site", asked(first, NEW, folder=str(tmp_path / "full")))
    assert (answer.status, "is not an empty folder" in answer.text) == (422, True)
    assert [file.name for file in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_a_site_that_is_there_is_opened(first: Opened, root: Path) -> None:
    """A site is opened by its folder, and from then on a second start finds the desk by it."""
    assert send(first, "/_desk/open-site", asked(first, OPEN, folder=f' "{root}" ')).status == 303
    assert "(Quiet Harbour)" in first.get(HOME).text
    assert (running_at(root), running_at(None)) == (address_of(first.port), None)


def test_a_folder_without_a_site_is_not_opened(first: Opened, tmp_path: Path) -> None:
    """A folder that holds no site is told as that."""
    answer = send(first, "/_desk/open-site", asked(first, OPEN, folder=str(tmp_path)))
    assert (answer.status, "lies no site.yaml" in answer.text) == (422, True)


def test_recent_sites_open_by_one_press(root: Path, tmp_path: Path) -> None:
    """A site that was on the desk before stands on the first page by its name, with a button."""
    with opened(root, tmp_path):
        pass
    with opened(None, tmp_path) as desk:
        button = hidden(desk, HOME, f"Open Quiet Harbour in {root}")
        assert send(desk, "/_desk/open-site", button).status == 303
        assert "(Quiet Harbour)" in desk.get(HOME).text


def test_a_form_from_elsewhere_does_nothing(first: Opened, root: Path) -> None:
    """Without the token of this desk, nothing is made or opened."""
    for where in ("new-site", "open-site"):
        answer = send(first, f"/_desk/{where}", {"token": "x", "folder": str(root)})
        assert (answer.status, "from before the preview was started again" in answer.text) == (403, True)
    assert send(first, "/_desk/new-site", asked(first, NEW), {"Origin": "https://example.com"}).status == 403


def test_every_address_leads_to_the_first_page(first: Opened) -> None:
    """Before there is a site, every address leads to the page on which one is made."""
    for address in ("/", "/stories/a/", "/_desk/story/stories/a.md"):
        answer = first.get(address)
        assert (answer.status, answer.headers["location"]) == (302, HOME)


def test_a_site_with_a_desk_of_its_own_gets_no_second(first: Opened, root: Path, tmp_path: Path) -> None:
    """Where the site is open already, the first page leads to that desk."""
    with opened(root, tmp_path) as other:
        answer = send(first, "/_desk/open-site", asked(first, OPEN, folder=str(root)))
        assert (answer.status, address_of(other.port) in answer.text) == (200, True)
    assert first.desk.site is None


def test_a_desk_is_found_as_long_as_it_runs(root: Path, tmp_path: Path) -> None:
    """A desk is found by its site while it runs, and not afterwards."""
    with opened(root, tmp_path) as desk:
        assert running_at(root) == address_of(desk.port)
    assert running_at(root) is None


class Impostor(BaseHTTPRequestHandler):
    """Answers every request, as anybody's program may that got the port of a desk that was killed."""

    def do_GET(self) -> None:  # the name that http.server gave it
        """Say yes."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"yes")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_who_cannot_prove_to_be_the_desk_is_not_taken_for_it(root: Path) -> None:
    """Another program at the port of a desk that was killed is not opened."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Impostor) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        running_desks.write(root, RunningDesk(server.server_port, "ab" * 32))
        assert running_at(root) is None
        server.shutdown()
        thread.join()


def test_another_desk_is_not_taken_for_it(root: Path, first: Opened) -> None:
    """A desk of another site at the port of one that was killed is not taken for that one."""
    running_desks.write(root, RunningDesk(first.port, "ab" * 32))
    assert running_at(root) is None


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Desks that end at once when they are left."""
    monkeypatch.setattr(opened_desk, "MINUTES", 0)
    monkeypatch.setattr(opened_desk, "LOOK", 0.05)
    monkeypatch.setattr(opened_desk, "LAST_WORDS", 0.0)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("has_site", [True, False])
def test_a_desk_that_is_left_ends(has_site: bool, root: Path, tmp_path: Path) -> None:
    """When nobody listens any more, the desk ends, with a site and without one."""
    with opened(root if has_site else None, tmp_path) as desk:
        stream = Stream(desk.port)
        stream.response.readline()
        assert desk.thread.is_alive()
        stream.close()
        desk.thread.join(60)
        assert not desk.thread.is_alive()


@pytest.mark.usefixtures("impatient")
def test_a_desk_stays_for_what_is_not_saved(root: Path, tmp_path: Path) -> None:
    """As long as the desk holds what somebody wrote and did not save, it does not end by itself."""
    with opened(root, tmp_path) as desk:
        stream = Stream(desk.port)
        stream.response.readline()
        sent = words_alone(desk)
        assert send(desk, EDIT.replace("edit", "look"), sent).status == 303
        looks = count_looks(desk)
        stream.close()
        looks.wait_for(3)
        assert desk.thread.is_alive()
        assert send(desk, EDIT, sent).status == 303
        desk.thread.join(60)
        assert not desk.thread.is_alive()


class Looks:
    """Waits until a desk has looked so many times whether it was left."""

    def __init__(self) -> None:
        self._looked = threading.Semaphore(0)

    def __call__(self) -> None:
        """It looks."""
        self._looked.release()

    def wait_for(self, times: int) -> None:
        """Wait."""
        for _ in range(times):
            assert self._looked.acquire(timeout=60)


def count_looks(desk: Opened) -> Looks:
    looks, site = Looks(), desk.desk.site
    assert site is not None
    at_work = site.addresses.is_at_work

    def looked() -> bool:
        found = at_work()
        looks()
        return found

    site.addresses.is_at_work = looked  # type: ignore[method-assign]  # to hear when it is asked
    return looks


@pytest.mark.usefixtures("impatient")
def test_the_desk_is_ended_by_a_button(root: Path, tmp_path: Path) -> None:
    """A button ends the desk, and the page says so."""
    with opened(root, tmp_path) as desk:
        assert END in desk.get(HOME).text
        answer = send(desk, END, hidden(desk, END, "End the desk"))
        assert (answer.status, "The desk has ended" in answer.text) == (200, True)
        desk.thread.join(60)
        assert not desk.thread.is_alive()


def test_what_is_unsaved_is_named_before_the_end(root: Path, tmp_path: Path) -> None:
    """The page that ends the desk names what is not saved, and ends nothing if more has come since it was shown."""
    with opened(root, tmp_path) as desk:
        before = hidden(desk, END, "End the desk")
        sent = words_alone(desk)
        send(desk, EDIT.replace("edit", "look"), sent)
        answer = send(desk, END, before)
        assert (answer.status, f"{EDIT}?" in answer.text, "New." in answer.text) == (409, True, False)
        assert "unsaved=" in answer.text
        assert send(desk, END, hidden(desk, END, "End the desk") | {"token": ""}).status == 403
        assert desk.thread.is_alive()


def test_a_desk_that_puts_the_site_online_does_not_end(root: Path, tmp_path: Path) -> None:
    """While the site is put online, the desk is at work, and the button that ends it says to wait."""
    with opened(root, tmp_path) as desk:
        site = desk.desk.site
        assert site is not None
        form = hidden(desk, END, "End the desk")
        site.addresses.online.putting.last = run = OnlineRun("publish", lambda: None)
        answer = send(desk, END, form)
        assert (answer.status, "is being put online just now" in answer.text) == (409, True)
        assert site.addresses.is_at_work()
        run.end = PublishEnd.ONLINE
        assert not site.addresses.is_at_work()


def test_a_desk_goes_on_to_another_site(root: Path, tmp_path: Path) -> None:
    """One button leads from a site to the page on which another is opened, by the same desk."""
    other = make_site(tmp_path / "other", {"gate.md": story()}, site=SITE.replace("Quiet Harbour", "Lantern House"))
    with opened(root, tmp_path) as desk:
        answer = send(desk, END, hidden(desk, END, "Go on to another site"))
        assert (answer.status, answer.headers["location"]) == (303, HOME)
        assert (running_at(root), running_at(None)) == (None, address_of(desk.port))
        assert send(desk, "/_desk/open-site", asked(desk, OPEN, folder=str(other))).status == 303
        assert "(Lantern House)" in desk.get(HOME).text
        assert (running_at(other), running_at(None)) == (address_of(desk.port), None)


def test_a_desk_goes_on_past_nothing_unsaved(root: Path, tmp_path: Path) -> None:
    """Where more is unsaved than was shown, the site stays."""
    with opened(root, tmp_path) as desk:
        before = hidden(desk, END, "Go on to another site")
        send(desk, EDIT.replace("edit", "look"), words_alone(desk))
        assert send(desk, END, before).status == 409
        assert "(Quiet Harbour)" in desk.get(HOME).text


def test_a_preview_has_no_such_end(root: Path) -> None:
    """The preview of a terminal has no page that ends it."""
    from tests.builders.previews import running

    with running(root) as preview:
        assert END not in preview.get(HOME).text
        assert preview.get(END).status == 404


def test_a_server_needs_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server is made where there is no output at all, as in a program that a double click starts on Windows."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    made = Server(lambda *_: None, lambda: None)  # type: ignore[arg-type]  # nobody asks it
    made.config.load()
    assert made.config.loaded


def test_words_of_a_site_stay_words_on_the_first_page(tmp_path: Path) -> None:
    """Whatever a site or its folder is called, nothing of it runs on the pages that begin, place and end a desk."""
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    site = SITE.replace("name: Quiet Harbour", f"name: '{bad}'") + "publish: [{name: live, to: 'folder:<img>'}]\n"
    folder = tmp_path / "<img src=x onerror=alert(1)>"
    with opened(make_site(folder, {"gate.md": story()}, site=site), tmp_path) as desk:
        pages = [desk.get(END).text, desk.get("/_desk/place").text]
    with opened(None, tmp_path) as desk:
        pages.append(desk.get(HOME).text)
        assert "&lt;script&gt;alert(1)" in pages[-1]
    for page in pages:
        elements = list(html5lib.parse(page, namespaceHTMLElements=False).iter())
        assert [e.tag for e in elements if e.tag == "img" or (e.tag == "script" and not e.get("src"))] == []
