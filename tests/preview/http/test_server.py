"""The preview as a server: what it answers, to whom, and what it refuses."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from uvicorn.lifespan.off import LifespanOff

from generator.prepare import Planned
from generator.preview.http import server
from generator.preview.http.server import LOOPBACK, Preview, listen
from generator.preview.site.live import LiveSite
from tests.builders.clock import settle
from tests.builders.example import ROOT
from tests.builders.previews import Running, Stream, running
from tests.builders.sites import SITE, TODAY, built, make_site, story

PAUSED = story("A secret", consent="{record: R-2, status: paused, scope: [web]}", text="Nobody may read this.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one story that is published and one that is not."""
    return make_site(tmp_path / "site", {"gate.md": story(), "paused.md": PAUSED})


@pytest.fixture
def edited(root: Path) -> Iterator[Running]:
    """The preview of a site that a test changes."""
    with running(root) as preview:
        yield preview


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The preview of a site that stays as it is."""
    with running(make_site(tmp_path_factory.mktemp("site"), {"gate.md": story(), "paused.md": PAUSED})) as preview:
        yield preview


def test_pages_come_with_live_reload(served: Running) -> None:
    """A page is served with the script for live reload and a policy that allows its stream, in header and page."""
    answer = served.get("/stories/gate/")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "We painted the gate." in answer.text
    assert '<script src="/_desk/files/live.js"' in answer.text
    assert answer.text.count("connect-src &#39;self&#39;") == 1
    assert "connect-src 'self'" in answer.headers["content-security-policy"]


def test_pages_for_offline_reading_come_with_live_reload_too(root: Path) -> None:
    """A page that may ask nobody when it is read from a disk may, in the preview, listen to the preview."""
    with running(root, medium="offline") as preview:
        text = preview.get("/stories/gate/").text
    assert '<script src="/_desk/files/live.js"' in text
    assert text.count("connect-src &#39;self&#39;") == 1


@pytest.mark.parametrize("path", ["/", "/stories/gate/", "/_desk/files/live.js", "/nothing/", "/stories/paused/"])
def test_nothing_is_kept_or_framed(served: Running, path: str) -> None:
    """Every answer forbids storing, framing and use by other origins."""
    headers = served.get(path).headers
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_folder_without_slash_leads_on(served: Running) -> None:
    """An address without the last slash leads to the one with it, as web servers do."""
    answer = served.get("/stories/gate")
    assert (answer.status, answer.headers["location"]) == (302, "/stories/gate/")


def test_the_sites_own_path_is_known(served: Running) -> None:
    """A site whose address has a path is served below that path too, as the page for missing addresses links to it."""
    assert served.get("/base/stories/gate/").status == 200
    missing = served.get("/nothing/here/")
    assert missing.status == 404
    assert 'href="/base/' in missing.text


def test_the_sites_own_path_in_another_script(tmp_path: Path) -> None:
    """A site whose address has a path with letters beyond ASCII is served below that, as its own links have it."""
    site = SITE.replace("/base/", "/für-alle/")
    with running(make_site(tmp_path, {"gate.md": story()}, site=site)) as preview:
        assert preview.get("/f%C3%BCr-alle/stories/gate/").status == 200
        assert 'href="/f%C3%BCr-alle/' in preview.get("/nothing/here/").text


@pytest.mark.parametrize(
    "path", ["/assets/", "/pictures/", "/stories/..%2f..%2fsite.yaml", "/../site.yaml", "/site.yaml"]
)
def test_no_listing_and_no_other_file(served: Running, path: str) -> None:
    """Folders are not listed, and no file of the site's folder is served as it is."""
    answer = served.get(path)
    assert answer.status == 404
    assert "withdraw:" not in answer.text


def test_withheld_words_are_not_served(served: Running) -> None:
    """At a withheld story's address stands why it is withheld, and not a word of it."""
    answer = served.get("/stories/paused/")
    assert answer.status == 404
    assert "the storyteller has paused the consent" in answer.text
    assert "Nobody may read this." not in answer.text
    assert "A secret" not in answer.text


@pytest.mark.parametrize("host", ["evil.example.org", "evil.example.org:8700", "127.0.0.1.evil.example.org", ""])
def test_another_host_is_refused(served: Running, host: str) -> None:
    """A request for another host's name is refused, so that no foreign name can be bound to this address."""
    answer = served.get("/stories/gate/", {"Host": host})
    assert answer.status == 400
    assert "gate" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ],
)
@pytest.mark.parametrize("path", ["/_desk/live", "/_desk/state?at=/", "/stories/gate/", "/_desk/files/live.js"])
def test_another_origin_is_refused(served: Running, path: str, headers: dict[str, str]) -> None:
    """What a page of another origin asks for is refused, the stream like every page."""
    answer = served.get(path, headers)
    assert answer.status == 403
    assert "gate" not in answer.text


def test_a_link_from_elsewhere_may_be_followed(served: Running) -> None:
    """A person may follow a link from another page into the preview."""
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert served.get("/stories/gate/", headers).status == 200


def test_a_stream_tells_of_every_change(edited: Running, root: Path) -> None:
    """The stream says at once that something may have changed, and again whenever the files have."""
    stream = Stream(edited.port)
    stream.next()
    (root / "stories/gate.md").write_text(story(text="We painted the gate green."), encoding="utf-8")
    edited.preview.refresh()
    stream.next()
    stream.close()


def test_the_state_changes_with_its_page_alone(edited: Running, root: Path) -> None:
    """An open tab is told another version when its page changes, and the same while other pages do."""
    gate, topic = edited.state("/stories/gate/"), edited.state("/topics/work/")
    (root / "stories/gate.md").write_text(story(text="We painted the gate green."), encoding="utf-8")
    edited.preview.refresh()
    assert edited.state("/stories/gate/")["version"] != gate["version"]
    assert edited.state("/topics/work/") == topic
    (root / "site.yaml").write_text("name: [", encoding="utf-8")
    edited.preview.refresh()
    told = edited.state("/topics/work/")
    assert (told["version"], "site.yaml" in told["problems"]) == (topic["version"], True)


def test_streams_end_with_the_server(root: Path) -> None:
    """Open streams end when the server does."""
    with running(root) as preview:
        stream = Stream(preview.port)
        stream.next()
    assert stream.rest().strip() == b""
    stream.close()


def test_what_is_found_after_the_end_disturbs_nobody(root: Path) -> None:
    """A site that has been read, or a host that answers, when the server has ended, is told to nobody."""
    with running(root) as preview:
        stream = Stream(preview.port)
        stream.next()
    stream.close()
    preview.preview.read()


def test_what_is_still_connected_is_cut_off(root: Path) -> None:
    """A connection that does not end when it is asked to is cut off with the server."""
    preview = Preview(LiveSite(root, "web", TODAY))
    ending = server.Server(server.application(preview), preview.close)
    ending.servers, ending.lifespan = [], LifespanOff(ending.config)
    connection = Mock(cycle=None)
    ending.server_state.connections.add(connection)
    asyncio.run(ending.shutdown([]))
    connection.transport.abort.assert_called_once_with()


def test_what_is_still_being_sent_is_cut_off(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A form of which half was sent when the server ends is cut off, and no error is told of it."""
    with running(root) as preview:
        sending = socket.create_connection((LOOPBACK, preview.port))
        at = f"{LOOPBACK}:{preview.port}"
        head = f"POST /_desk/imports HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\n"
        kind = "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n"
        sending.sendall(f"{head}{kind}".encode())
        assert sending.recv(100).startswith(b"HTTP/1.1 100")  # it is read now
        sending.sendall(b"--b\r\n")
    sending.close()
    assert caplog.records == []


def test_a_broken_story_keeps_its_open_page(edited: Running, root: Path) -> None:
    """A story that gets errors is not told as changed to its open page, which then shows what is wrong."""
    (root / "stories/gate.md").write_text(story(topics="[hpoe]"), encoding="utf-8")
    edited.preview.refresh()
    told = edited.state("/stories/gate/")
    assert told["version"] is None
    assert "unknown topic “hpoe”" in told["problems"]
    assert "did you mean “hope”?" in told["problems"]


def test_a_site_that_never_was_tells_why(tmp_path: Path) -> None:
    """A site with broken settings from the start is served as the list of what is wrong."""
    root = make_site(tmp_path / "site", {"gate.md": story()}, site="name: [\n")
    with running(root) as preview:
        answer = preview.get("/stories/gate/")
    assert answer.status == 503
    assert "this is not valid YAML" in answer.text


def test_a_port_in_use_gives_the_next() -> None:
    """A port in use gives the next free one."""
    with listen(LOOPBACK, 8750) as first, listen(LOOPBACK, first.getsockname()[1]) as second:
        assert second.getsockname()[1] > first.getsockname()[1]


def test_interrupting_ends_at_once(root: Path) -> None:
    """Ctrl-C ends the command with 0 and no traceback, also while a tab listens; a port in use is told."""
    with socket.create_server((LOOPBACK, 0)) as busy:
        port = busy.getsockname()[1]
        command = [sys.executable, "-m", "generator", "serve", "--source", str(root), "--port", str(port)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            said = [child.stdout.readline() for _ in range(4)]
            assert said[0].startswith(f"Port {port} is in use, so this preview has port ")
            stream = Stream(int(said[1].rpartition(":")[2].strip("/\n")))
            stream.next()
            child.send_signal(signal.SIGINT)
            assert child.wait(60) == 0
            assert child.stderr.read() == ""
            stream.close()


BROWSER = """
import sys, urllib.request
from pathlib import Path
page = urllib.request.urlopen(sys.argv[1]).read().decode()
Path(__file__).with_name("part").write_text(sys.argv[1] + " " + page)
Path(__file__).with_name("part").replace(Path(__file__).with_name("seen"))
sys.stdin.read()
"""


def test_the_browser_opens_the_preview(root: Path, tmp_path: Path) -> None:
    """With --open the system's browser is given the preview's address, and sees the site while it is still open."""
    browser = tmp_path / "browser.py"
    browser.write_text(BROWSER, encoding="utf-8")
    command = [sys.executable, "-m", "generator", "serve", "--source", str(root), "--port", "8770", "--open"]
    environment = {**os.environ, "BROWSER": f"{sys.executable} {browser} %s"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdin=pipe, stdout=pipe, stderr=pipe) as child:
        assert child.stdout is not None
        address = next(line for line in child.stdout if line.startswith("Preview: ")).split()[1]
        for _ in range(600):
            if (tmp_path / "seen").exists():
                break
            time.sleep(0.1)
        child.send_signal(signal.SIGINT)
        told = child.communicate(timeout=60)
    opened, _, page = (tmp_path / "seen").read_text(encoding="utf-8").partition(" ")
    assert (opened, "Quiet Harbour" in page) == (address, True)
    assert (child.returncode, told[1]) == (0, "")


def saved_on_a_slow_site(root: Path) -> tuple[Preview, Planned | None]:
    """A preview of a site that takes long to read, after a save; and the site as it was before."""
    make_site(root, {"a.md": story("A gate")})
    preview = Preview(LiveSite(root, "web", TODAY))
    preview.live.page("stories/a/index.html")
    preview.live.seconds, before = 10.0, preview.live.planned
    (root / "stories" / "a.md").write_text(story("A gate", text="We painted it twice."), encoding="utf-8")
    preview.refresh([root / "stories" / "a.md"])
    return preview, before


def is_read_anew(preview: Preview, before: Planned | None) -> bool:
    """Whether the whole site comes to be another than before, in as long as a busy machine may take."""
    end = time.monotonic() + 60
    while preview.live.planned is before and time.monotonic() < end:
        time.sleep(0.02)
    return preview.live.planned is not before


def test_the_rest_comes_when_all_is_quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a site that takes long to read, a saved text is there at once, and the whole site when no more is saved."""
    monkeypatch.setattr(server, "REST", 0.05)
    preview, before = saved_on_a_slow_site(tmp_path)
    page, at_once = preview.live.page("stories/a/index.html"), preview.live.planned
    assert page is not None
    assert (b"twice" in page.content, at_once is before) == (True, True)
    assert is_read_anew(preview, before)
    preview.close()


def test_no_page_is_shown_while_a_consent_may_have_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the save of a withdrawal on, pages wait for the site without the story, whatever was saved with it."""
    monkeypatch.setattr(server, "REST", 60.0)
    root = make_site(tmp_path, {"a.md": story("A gate"), "b.md": story("A kettle")})
    preview = Preview(LiveSite(root, "web", TODAY))
    pages = ["stories/a/index.html", "stories/b/index.html"]
    assert all(preview.live.page(page) for page in pages)
    preview.live.seconds = 10.0
    (root / "stories/a.md").write_text(story("A gate", text="We painted it twice."), encoding="utf-8")
    (root / "stories/b.md").write_text(story("A kettle", consent="{record: R-2, status: withdrawn}"), encoding="utf-8")
    preview.refresh([root / "stories/a.md", root / "stories/b.md"])
    gate, kettle = map(preview.live.page, pages)
    assert (gate is not None and b"twice" in gate.content, kettle) == (True, None)
    preview.close()


def test_search_comes_before_the_site_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a large site that was built, a saved text is in every page that shows it before the site is read again."""
    root = make_site(tmp_path / "site", {"a.md": story("A gate")})
    settle(root)
    built(root)
    monkeypatch.setattr(server, "REST", 60.0)
    preview = Preview(LiveSite(root, "web", TODAY))
    preview.live.wait()
    preview.live.seconds, before = 10.0, preview.live.planned
    (root / "stories/a.md").write_text(story("A gate", text="We painted it in marzipan."), encoding="utf-8")
    preview.refresh([root / "stories/a.md"])
    made = [preview.live.page("search/index.html"), preview.live.page("stories/a/index.html")]
    assert all(made)
    end = time.monotonic() + 60
    while preview.live.early("stories/a/index.html") is None and time.monotonic() < end:
        time.sleep(0.02)
    now = preview.live.early("stories/a/index.html"), preview.live.early("search/index.html")
    assert preview.live.planned is before
    preview.read()
    assert now == (preview.live.page("stories/a/index.html"), preview.live.page("search/index.html"))
    preview.close()


def test_the_rest_does_not_wait_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an editor saves again and again, the whole site is read all the same."""
    monkeypatch.setattr(server, "PATIENCE", 0.0)
    monkeypatch.setattr(server, "REST", 3600.0)
    preview, before = saved_on_a_slow_site(tmp_path)
    assert is_read_anew(preview, before)
    preview.close()
