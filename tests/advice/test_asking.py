"""Asking whether links still lead somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from generator.advice import asked_before, web_replies
from generator.advice.asked_links import LinkOut, ask, links_out
from generator.advice.asking import LinkAsker, LinkState, NoReplyError, Reply, may_be_asked
from generator.advice.texts import texts
from generator.advice.web_replies import on_the_web
from generator.content import read, sources
from generator.ground.diagnostics import Span
from tests.builders.sites import SITE, TODAY, make_site, story
from tests.builders.web_server import web_server

WEB = "https://a.harbour.org/"
HELP = """\
helplines:
  lines:
    - {name: A line, languages: [en], url: "https://line.harbour.org/", checked: 2026-06-01, source: "https://s.harbour.org/"}
"""


class Web:
    """A web of our own, with a clock: what was asked, when, and what is replied; what it does not know has no host."""

    def __init__(self, replies: Mapping[str, int | Reply | list[Reply]]) -> None:
        self.replies, self.now = dict(replies), 0.0
        self.asked: list[tuple[float, str, str]] = []
        self.asker = LinkAsker(self.reply, lambda: self.now, self.sleep)

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds

    def reply(self, url: str, method: str) -> Reply:
        """Say what is known of an address."""
        self.asked.append((self.now, method, url))
        found = self.replies.get(url)
        if found is None:
            raise NoReplyError(is_gone=True)
        if isinstance(found, list):
            found = found.pop(0)
        return Reply(found) if isinstance(found, int) else found

    def state(self, url: str = WEB) -> LinkState:
        """What became of an address."""
        return dict(self.asker.standings([url]))[url]


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (200, LinkState.THERE),
        (204, LinkState.THERE),
        (404, LinkState.GONE),
        (410, LinkState.GONE),
        (None, LinkState.GONE),
        (403, LinkState.UNKNOWN),
        (401, LinkState.UNKNOWN),
        (429, LinkState.UNKNOWN),
        (500, LinkState.UNKNOWN),
        (Reply(301, "https://b.harbour.org/"), LinkState.MOVED),
        (Reply(308, "/there"), LinkState.MOVED),
        (Reply(302, "https://b.harbour.org/"), LinkState.THERE),
        (Reply(301, "https://www.a.harbour.org/"), LinkState.THERE),
        (Reply(301, "https://gone.harbour.org/"), LinkState.GONE),
        (Reply(302, WEB), LinkState.UNKNOWN),
        (Reply(302, "http://127.0.0.1/"), LinkState.UNKNOWN),
    ],
)
def test_what_a_reply_says(reply: int | Reply | None, state: LinkState) -> None:
    """A page is gone where its host says so, or there is no host; whoever does not say plainly is not believed."""
    there = {"https://b.harbour.org/": 200, f"{WEB}there": 200, "https://www.a.harbour.org/": 200}
    assert Web({**there, **({} if reply is None else {WEB: reply})}).state() == state


@pytest.mark.parametrize("to", ["http://[x", "https://[::1", "https://a.harbour.org:port/", "http://\x00/", "//["])
def test_where_nobody_can_go(to: str) -> None:
    """A page that points to what cannot be read stops nothing: nobody can tell."""
    assert Web({WEB: Reply(301, to)}).state() == LinkState.UNKNOWN


def test_one_host_in_many_spellings() -> None:
    """However a host is written, it is asked in one spelling, once in a second."""
    urls = [f"https://{host}/{n}" for n, host in enumerate(("b.harbour.org", "B.Harbour.ORG.", "ｂ。harbour.org"))]
    web = Web({f"https://b.harbour.org/{n}": 200 for n in range(3)})
    assert dict(web.asker.standings(urls)) == dict.fromkeys(urls, LinkState.THERE)
    assert [at for at, *_ in web.asked] == [0.0, 1.0, 2.0]


@pytest.mark.parametrize(
    "written",
    ["9" * 400, "9" * 9000, "Fri, 01 Jan 99999 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 +999999999999", ",", "-5"],
)
def test_absurd_times_to_wait(written: str) -> None:
    """What no clock can count is no time to wait."""
    assert web_replies._seconds(written) <= 0.0


def test_head_comes_first_and_get_where_that_is_not_liked() -> None:
    """A page is asked for by its head, and for itself only where the host says that there is no such question."""
    web = Web({WEB: [Reply(405), Reply(200)]})
    assert web.state() == LinkState.THERE
    assert [method for _, method, _ in web.asked] == ["HEAD", "GET"]


def test_one_question_a_second_for_each_host() -> None:
    """A host is asked once in a second, and others meanwhile."""
    urls = [f"https://{host}.harbour.org/{n}" for host in "ab" for n in range(3)]
    web = Web(dict.fromkeys(urls, 200))
    assert {url for url, _ in web.asker.standings(urls)} == set(urls)
    for host in ("//a.", "//b."):
        assert [at for at, _, url in web.asked if host in url] == [0.0, 1.0, 2.0]


def test_retry_after_is_kept_to() -> None:
    """Who asks for time is given it, once and up to a minute."""
    web = Web({WEB: [Reply(429, wait=7), Reply(200)]})
    assert web.state() == LinkState.THERE
    assert [at for at, *_ in web.asked] == [0.0, 7.0]
    assert Web({WEB: [Reply(429, wait=900)]}).state() == LinkState.UNKNOWN


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/web/2020/https://a.harbour.org/",
        "https://archive.org/details/a",
        "https://archive.ph/abc",
        "http://127.0.0.1/",
        "http://127.1.2.3:8080/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://172.16.0.1/",
        "http://169.254.169.254/",
        "http://[::1]/",
        "http://[fd00::1]/",
        "http://localhost/",
        "http://printer/",
        "http://nas.local/",
        "https://example.org/",
        "https://a.test/",
        "ftp://a.harbour.org/",
        "mailto:a@harbour.org",
        "https://a.harbour.org:port/",
        "http://[x",
        "http:",
        "https://archive.fo/abc",
        "https://wayback.archive-it.org/1/",
        "https://ARCHIVE.ORG./a",
        "https://ａｒｃｈｉｖｅ.org/",
        "https://archive。org/",
        "https://arch\u00adive.org/",
        "http://127。0。0。1/",
        "http://2130706433/",
        "http://224.0.0.1/",
        "http://[ff0e::1]/",
        "http://[fec0::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b:1::808:808]/",
        "http://[2002:7f00:1::]/",
        "http://[::7f00:1]/",
        "http://[::ffff:10.0.0.1]/",
    ],
)
def test_what_is_never_asked(url: str) -> None:
    """Archives, machines of one's own network, and names for examples are never asked."""
    assert not may_be_asked(url)


def test_what_may_be_asked() -> None:
    """The public web may be asked."""
    assert may_be_asked(WEB)
    assert may_be_asked("http://a.harbour.org:8080/?b=c#d")


def test_a_name_that_leads_home_is_not_asked(tmp_path: Path) -> None:
    """A host that is found on this computer is not asked, whatever it is called."""
    with web_server(tmp_path) as web, pytest.raises(NoReplyError):
        on_the_web(web.url, "HEAD")
    assert web.asked == []


def test_a_real_server(tmp_path: Path) -> None:
    """What a server replies is read: its status, where it points to, and how long to wait."""
    (tmp_path / "index.html").write_text("<p>Here", encoding="utf-8")
    reply = partial(on_the_web, is_allowed=lambda _: True)
    with web_server(tmp_path) as web:
        web.instead = lambda path, _: {
            "moved": (301, {"Location": "/there"}, b""),
            "busy": (429, {"Retry-After": "3"}, b""),
            "later": (503, {"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"}, b""),
        }.get(path)
        found = [
            reply(f"{web.url}{path}", method) for path in ("", "no", "moved", "busy") for method in ("HEAD", "GET")
        ]
        assert found[::2] == found[1::2] == [Reply(200), Reply(404), Reply(301, "/there"), Reply(429, wait=3)]
        assert reply(f"{web.url}later", "HEAD").wait > 1_000_000
        dead = web.url
    with pytest.raises(NoReplyError):
        reply(dead, "HEAD")


def test_helplines_come_first(tmp_path: Path) -> None:
    """The pages of helplines are asked for before all others, and told of by a rule of their own."""
    pages = {
        "a.md": "---\ntitle: A\n---\n\n[a](https://a.harbour.org/) and [b](notes.md) ![c](https://c.harbour.org/)\n"
    }
    root = make_site(
        tmp_path / "site", {"one.md": story(text="[b](https://b.harbour.org/#x)")}, pages=pages, site=SITE + HELP
    )
    found = sources.gather(root)
    settings, front = read.settings(found.settings, "site.yaml").made
    links = links_out(texts(found, settings, front), settings, front)
    assert [link.url.removeprefix("https://").split(".")[0] for link in links] == ["line", "s", "b", "a"]
    told = list(ask(links, Web({"https://b.harbour.org/": 200, WEB: 404}).asker, root, TODAY))
    assert [(one.rule.id, one.path) for one in told] == [
        *(("links/dead-help", "site.yaml"),) * 2,
        ("links/dead", "pages/a.md"),
    ]


@pytest.fixture
def link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LinkOut:
    """A link, and a folder of the user's own."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path.parent / f"{tmp_path.name}-state"))
    return LinkOut("pages/a.md", Span(5), Span(5, 9), "a", WEB)


def asked_on(root: Path, link: LinkOut, reply: int, day: date) -> tuple[int, int]:
    """How many questions were asked on a day, and how many findings told."""
    web = Web({WEB: reply})
    told = list(ask([link], web.asker, root, day))
    return len(web.asked), len(told)


def test_a_week_is_kept(tmp_path: Path, link: LinkOut) -> None:
    """What a host said is not asked again for seven days."""
    assert asked_on(tmp_path, link, 404, TODAY) == (2, 1)
    assert asked_on(tmp_path, link, 200, TODAY + timedelta(days=6)) == (0, 1)
    assert asked_on(tmp_path, link, 200, TODAY + timedelta(days=7)) == (1, 0)


def test_what_nobody_knows_is_asked_again(tmp_path: Path, link: LinkOut) -> None:
    """A host that did not say plainly is asked again the next time."""
    assert asked_on(tmp_path, link, 429, TODAY) == (1, 0)
    assert asked_on(tmp_path, link, 404, TODAY) == (2, 1)


def test_no_address_is_kept(tmp_path: Path, link: LinkOut) -> None:
    """What is kept names no host, no file and no folder."""
    asked_on(tmp_path, link, 404, TODAY)
    data = asked_before._file(tmp_path).read_text(encoding="utf-8")
    assert "gone" in data
    assert not [word for word in ("harbour", "pages", str(tmp_path)) if word in data]


@pytest.mark.parametrize("damage", [b"", b"[]", b"\xff", b'{"a": 1}', b'{"a": ["2026-13-99", "gone"]}'])
def test_what_cannot_be_read_is_asked_again(tmp_path: Path, link: LinkOut, damage: bytes) -> None:
    """Where what is kept cannot be read, it is asked for again, and written anew."""
    asked_on(tmp_path, link, 404, TODAY)
    asked_before._file(tmp_path).write_bytes(damage)
    assert asked_on(tmp_path, link, 404, TODAY) == (2, 1)
    assert asked_on(tmp_path, link, 404, TODAY) == (0, 1)


def test_nothing_is_kept_where_nothing_may_be(tmp_path: Path, link: LinkOut, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder of one's own, links are asked for each time."""
    monkeypatch.setenv("HEARTEN_STATE", "")
    assert [asked_on(tmp_path, link, 404, TODAY) for _ in range(2)] == [(2, 1), (2, 1)]
