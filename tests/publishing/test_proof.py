"""Whether something is gone is asked on the web, of servers that mean well and of those that do not."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.gate.tombstones import Tombstone, Withdrawn
from generator.publishing.asked import Asker, NoAnswerError, Response
from generator.publishing.proof import GoneProof, ServedSite, listed, prove, words_of
from generator.publishing.remote_manifest import digest_of
from generator.store.staging import EMPTY_PAGE
from generator.words import sentences, tokens
from tests.builders.ftps_server import certificate
from tests.builders.sites import TODAY
from tests.builders.web_server import Reply as ServedReply
from tests.builders.web_server import WebServer, web_server

pytestmark = pytest.mark.usefixtures("quick_hashes")

GATE, OLD = "stories/the-gate/index.html", "old/gate.html"
SALT = "00" * 16
TEXT = "We painted the old gate on a Sunday in May. Nobody had asked us for it, and nobody said a word."
HOME = b"<h1>Home</h1>"
Reply = Response | NoAnswerError


@pytest.fixture
def web(tmp_path: Path) -> Iterator[WebServer]:
    """A server with a home page below a folder of its own."""
    (tmp_path / "index.html").write_bytes(HOME)
    with web_server(tmp_path, "/our/stories-site/") as web:
        yield web


def asking(**options: Any) -> tuple[Asker, Asker]:
    ask = Asker(**options)
    return ask, ask.as_browser()


def asked(
    web: WebServer, *paths: str, lacks: Callable[[str], bool] = lambda _path: False, wait: float = 5
) -> GoneProof:
    salted = sentences.salted(sentences.digests(tokens.fold(TEXT)), SALT)
    words = " ".join(one.hex() for one in sentences.split(salted))
    stone = Tombstone(id="urn:uuid:1", withdrawn_on=TODAY, in_feeds=False, words=words)
    has_words = words_of(Withdrawn(form=2, salt=SALT, stories=(stone,)))
    place = ServedSite(web.url, "index.html", lacks, has_words)
    return prove(place, dict.fromkeys(paths or (GATE,), "a-text"), {}, *asking(patience=wait))


def why_not(proof: GoneProof) -> str:
    assert proof.gone == ()
    (left,) = proof.left
    return left.why


def answering(web: WebServer, reply: ServedReply, path: str = "stories/the-gate/") -> None:
    web.instead = lambda asked, _query: reply if asked == path else None


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_found_is_gone(web: WebServer, status: int) -> None:
    """What a server says is not found or gone, at every address of the file, is proven to be gone."""
    answering(web, (status, {}, b"nothing"))
    proof = asked(web)
    assert proof.left == ()
    (gone,) = proof.gone
    assert (gone.path, gone.text, gone.statuses) == (GATE, "a-text", tuple(sorted({404, status})))


def test_every_address_is_asked_past_caches_too(web: WebServer) -> None:
    """A folder's page is asked for in three ways, each as it comes, past caches and as browsers ask."""
    asked(web)
    queries = [(path, query) for path, query in web.asked if "the-gate" in path]
    assert sorted(path for path, _ in queries) == ["stories/the-gate"] * 3 + ["stories/the-gate/"] * 3 + [GATE] * 3
    fresh = [query for _, query in queries if query]
    assert len(set(fresh)) == 3
    assert all(query.startswith("hearten=") for query in fresh)


def test_what_is_still_there_is_not_gone(web: WebServer, tmp_path: Path) -> None:
    """A page that is still served is not gone, and one that is empty goes with the next publish."""
    page = tmp_path / GATE
    page.parent.mkdir(parents=True)
    page.write_text("<p>Something.</p>", encoding="utf-8")
    assert "still there (status 200)" in why_not(asked(web))
    page.write_bytes(EMPTY_PAGE)
    assert "deleted with the next “hearten publish”" in why_not(asked(web))


def test_a_cache_is_told_from_the_server(web: WebServer) -> None:
    """Where only a cache still has a page, that is said, with how long the cache keeps it."""
    kept: ServedReply = 200, {"Cache-Control": "public, max-age=3600", "Age": "600"}, b"<p>Something.</p>"
    web.instead = lambda path, query: kept if path == "stories/the-gate/" and not query else None
    why = why_not(asked(web))
    assert "only from a cache" in why
    assert "about 50 minutes" in why


@pytest.mark.parametrize("packing", ["gzip", "br"])
def test_what_only_browsers_get_is_not_gone(web: WebServer, packing: str) -> None:
    """Where a cache keeps packed copies apart from others, what browsers get counts as well."""
    kept: ServedReply = 200, {"Content-Encoding": packing, "Vary": "Accept-Encoding"}, gzip.compress(TEXT.encode())
    web.to_browsers = lambda path, query: kept if path == "stories/the-gate/" and not query else None
    assert re.search("only to browsers|shows words", why_not(asked(web)))


def test_a_page_that_says_in_packed_words_that_nothing_is_there_proves_that(web: WebServer) -> None:
    """A host that packs its page on what is not found has said that it is gone."""
    gone: ServedReply = 404, {"Content-Encoding": "gzip"}, gzip.compress(b"nothing")
    web.to_browsers = lambda path, _query: gone if path.startswith("stories/") else None
    assert asked(web).left == ()


def test_a_page_without_a_slash_is_not_gone(web: WebServer) -> None:
    """What is still served at the folder's address without its slash is not gone."""
    answering(web, (200, {}, b"<p>Something.</p>"), "stories/the-gate")
    assert "still there (status 200)" in why_not(asked(web))


def test_a_host_that_finds_everything_proves_nothing(web: WebServer) -> None:
    """A host that answers 200 for every address proves nothing, and the message says what to set there."""
    web.instead = lambda _path, _query: (200, {}, HOME)
    proof = asked(web)
    assert proof.mute is not None
    assert "an address that never was" in why_not(proof)


@pytest.mark.parametrize("status", [404, 403, 500])
def test_a_host_that_finds_nothing_proves_nothing(web: WebServer, status: int) -> None:
    """Where not even the site's own home page is found, nothing is proven."""
    web.instead = lambda _path, _query: (status, {}, b"nothing")
    assert f"the site is not at {web.url} (status {status})" in why_not(asked(web))


def test_a_site_that_has_moved_proves_nothing(web: WebServer) -> None:
    """Where the whole site leads on to another address, that is the one to name."""
    web.instead = lambda _path, _query: (301, {"Location": "https://elsewhere.example.org/"}, b"")
    assert "leads on to https://elsewhere.example.org/" in why_not(asked(web))


@pytest.mark.parametrize("to", ["https://elsewhere.example.org/gate/", "/our/stories-site/", "index.html", ""])
def test_a_redirect_is_no_proof(web: WebServer, to: str) -> None:
    """An address that leads on is not gone, wherever it leads, and is not followed."""
    answering(web, (302, {"Location": to}, b""))
    before = len(web.asked)
    assert "a redirect is no proof" in why_not(asked(web))
    assert len(web.asked) - before == 11  # home, what never was, and three addresses in three ways


def test_a_folder_may_answer_for_its_file(web: WebServer) -> None:
    """A file that leads to its own folder is gone where the folder is."""
    answering(web, (308, {"Location": "./"}, b""), GATE)
    assert [one.path for one in asked(web).gone] == [GATE]
    answering(web, (308, {"Location": "index.html"}, b""))
    assert asked(web).gone == ()


def test_what_is_hidden_is_gone_if_the_host_lists_nothing(web: WebServer) -> None:
    """A server that forbids proves nothing by that, unless the host's own list says that there is no such file."""
    web.instead = lambda path, _query: (403, {}, b"") if path.startswith("stories/") else None
    assert "does not say that it is gone (status 403)" in why_not(asked(web))
    assert [one.path for one in asked(web, lacks=lambda path: path == GATE).gone] == [GATE]


def test_words_of_the_story_are_no_proof_whatever_the_status(web: WebServer) -> None:
    """A page that says 404 and shows a sentence of the withdrawn story is not gone."""
    answering(web, (404, {}, f"<main><p>{TEXT.replace('old', '<em>old</em>')}</p></main>".encode()))
    assert "shows words of a story that was withdrawn (status 404)" in why_not(asked(web))


def old(web: WebServer, digest: str | None) -> str | None:
    """Why the home page may be shown as it was, when it should be what has this digest."""
    place = ServedSite(web.url, "index.html", lambda _path: False, lambda content: b"painted" in content)
    proof = prove(place, {}, {"index.html": digest}, *asking())
    assert proof.gone == ()
    return proof.left[0].why if proof.left else None


def test_a_list_that_a_cache_shows_as_it_was_is_not_proven(web: WebServer) -> None:
    """A file that was changed is proven where it is shown as it is now, and not where a cache shows another one."""
    now = digest_of(HOME)
    assert old(web, now) is None
    web.instead = lambda path, query: (200, {"Cache-Control": "max-age=60"}, b"old") if not path + query else None
    assert "a cache still shows an older version" in (old(web, now) or "")
    assert old(web, None) is None


def test_a_list_with_words_of_a_withdrawn_story_is_not_proven(web: WebServer) -> None:
    """A file that holds words of a withdrawn story is told, whatever its bytes should be."""
    web.instead = lambda path, _query: (200, {}, b"We painted it.") if path == "index.html" else None
    assert "still shows words" in (old(web, None) or "")
    web.instead = lambda path, _query: (404, {}, None) if path == "index.html" else None
    place = ServedSite(web.url, "index.html", lambda _path: False, lambda _content: False)
    assert "answer" in prove(place, {}, {"index.html": None}, *asking(patience=1)).left[0].why


def test_a_host_that_changes_what_it_serves_is_believed(web: WebServer) -> None:
    """A host that puts something into pages of its own serves other bytes every time, which tells nothing."""
    web.instead = lambda path, query: (200, {}, HOME + query.encode()) if path in ("", "index.html") else None
    assert old(web, digest_of(b"something else")) is None


def test_a_host_that_asks_who_we_are_proves_nothing(web: WebServer) -> None:
    """A server that wants a password has not said that anything is gone, whatever its list of files says."""
    web.instead = lambda path, _query: (401, {}, b"") if path.startswith("stories/") else None
    assert "answers 401" in why_not(asked(web, lacks=lambda _path: True))


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_a_host_that_fails_proves_nothing(web: WebServer, status: int) -> None:
    """A server that has no time, or fails, has not said that anything is gone."""
    answering(web, (status, {}, b""))
    assert f"(status {status})" in why_not(asked(web))


def test_a_host_that_hangs_is_left(web: WebServer) -> None:
    """A server that begins an answer and never ends it, byte by byte, is left after a while, and has proven nothing."""
    answering(web, (404, {}, None))
    assert re.search("no whole answer|no answer", why_not(asked(web, wait=1)))


def test_an_answer_that_breaks_off_proves_nothing(web: WebServer) -> None:
    """An answer of which a part is missing may have held anything."""
    answering(web, (404, {"Content-Length": "100000"}, b"nothing"))
    assert "broke off" in why_not(asked(web))


def test_a_packed_answer_proves_nothing(web: WebServer) -> None:
    """What a server packs though nobody asked for it is not taken for an answer without words."""
    answering(web, (404, {"Content-Encoding": "br"}, b"\x8b\x01\x80"))
    assert "packed" in why_not(asked(web))


def test_time_for_all_questions_is_limited(web: WebServer) -> None:
    """When the time for all questions together is over, what was not asked is not proven."""
    ticks = iter(range(1000))
    place = ServedSite(web.url, "index.html", lambda _path: False, lambda _content: False)
    proof = prove(place, {GATE: None, OLD: None}, {}, *asking(budget=3.5, clock=lambda: float(next(ticks))))
    assert proof.gone == ()
    assert {"there was no time left to ask; ask again"} <= {one.why for one in proof.left}


def test_nobody_there_proves_nothing(tmp_path: Path) -> None:
    """Where no server answers, nothing is proven."""
    with web_server(tmp_path) as web:
        pass
    assert "cannot be asked" in why_not(asked(web))


@pytest.mark.parametrize("url", ["file:///etc/", "ftp://127.0.0.1/", "http:///x/"])
def test_other_schemes_are_not_asked(url: str) -> None:
    """Nothing but addresses of the web is asked."""
    place = ServedSite(url, "index.html", lambda _path: False, lambda _content: False)
    assert "can be asked" in why_not(prove(place, {GATE: None}, {}, *asking()))


def test_a_server_has_to_show_a_certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server by TLS is asked where its certificate can be trusted, and proves nothing where it cannot."""
    pem = certificate(tmp_path / "server.pem")
    (tmp_path / "index.html").write_bytes(HOME)
    with web_server(tmp_path, pem=pem) as web:
        assert "its certificate is not to be trusted" in why_not(asked(web))
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        assert [one.path for one in asked(web).gone] == [GATE]


def test_whole_addresses_are_asked_as_they_are(web: WebServer) -> None:
    """An address of an old deployment is asked where it is, with a query behind its own."""
    whole = f"{web.url}deploy-17/gate?x=1"
    proof = asked(web, whole)
    assert [one.path for one in proof.gone] == [whole]
    assert {query.partition("&")[0] for path, query in web.asked if path == "deploy-17/gate"} == {"x=1"}


def test_addresses_in_any_script_are_asked(web: WebServer) -> None:
    """A path with other letters than those of addresses is asked for as browsers do."""
    path = "stories/über-den-fluß/index.html"
    assert [one.path for one in asked(web, path).gone] == [path]
    assert path in {asked for asked, _ in web.asked}


def test_what_caches_say_is_kept_without_addresses(web: WebServer) -> None:
    """Of the headers, those about caching are kept, unless a value could tell the address."""
    told: Mapping[str, str] = {
        "Age": "5",
        "Cache-Control": "no-store",
        "X-Cache": "MISS for The-Gate",
        "Set-Cookie": "a=1",
        "Expires": "x" * 500,
    }
    answering(web, (404, dict(told), b""))
    (gone,) = asked(web).gone
    assert {name: value for name, value in gone.caching.items() if name != "date"} == {
        "age": "5",
        "cache-control": "no-store",
    }


def test_a_folder_is_proven_by_its_own_list() -> None:
    """Of a folder that nobody reads on the web, what it does not hold is gone."""
    proof = listed({GATE: "a-text", OLD: None}, {OLD, "index.html"})
    assert [(one.path, one.statuses) for one in proof.gone] == [(GATE, ())]
    assert [one.path for one in proof.left] == [OLD]


REPLIES = st.one_of(
    st.just(NoAnswerError("no answer")),
    st.builds(
        Response,
        st.sampled_from([200, 204, 301, 302, 400, 401, 403, 404, 410, 418, 429, 500, 503]),
        st.sampled_from(["", "/", "index.html", "./", "https://example.org/"]).map(lambda to: {"location": to}),
        st.sampled_from([b"", b"nothing", EMPTY_PAGE, b"painted"]),
    ),
)


@given(st.tuples(REPLIES, REPLIES), st.tuples(REPLIES, REPLIES))
def test_only_not_found_is_ever_a_proof(folder: tuple[Reply, Reply], file: tuple[Reply, Reply]) -> None:
    """Whatever a server answers, a file is proven to be gone only if none of its addresses is found or shows words."""
    site = "https://stories.example.org/"

    def ask(url: str, _method: str) -> Response:
        path, _, query = url.removeprefix(site).partition("?")
        if "the-gate/" not in path:
            return Response(200 if path == "built.json" else 404, {}, b"")
        reply = (file if path == GATE else folder)[bool(query)]
        if isinstance(reply, NoAnswerError):
            raise reply
        return reply

    place = ServedSite(site, "built.json", lambda _path: False, lambda content: b"painted" in content)
    proof = prove(place, {GATE: None}, {}, ask, ask)
    told = [reply for reply in (*folder, *file) if isinstance(reply, Response) and b"painted" not in reply.body]
    of_folder, of_file = told[:2], told[2:]
    is_gone = (
        len(told) == 4
        and all(reply.status in (404, 410) for reply in of_folder)
        and all(r.status in (404, 410) or (r.status in (301, 302) and r.headers["location"] == "./") for r in of_file)
    )
    assert ([one.path for one in proof.gone], len(proof.left)) == ([GATE] if is_gone else [], 0 if is_gone else 1)
