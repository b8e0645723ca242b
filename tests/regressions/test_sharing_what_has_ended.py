"""Sharing served stories that were withdrawn or paused, and told a reader whose story is gone to try again later."""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from click.testing import CliRunner
from PIL import Image

from generator.cli.main import main
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate.tombstones import PATH, Tombstone, Withdrawn, written
from generator.preview.http.share import shared
from generator.preview.site.live import LiveSite
from tests.builders.previews import Answer
from tests.builders.sites import SITE, TODAY, addresses, make_site, story

LOCAL = "127.0.0.1"
HELP = "---\ntitle: Get help\n---\nRing somebody.\n"
WITH_HELP = f"{SITE}help_page: get-help.md\n"
REQUESTED = "{record: R-2, status: requested, scope: []}"
ENDED = ("withdrawn", "revoked", "paused", "refused")


def consent(status: str, record: str = "R-1") -> str:
    return f"{{record: {record}, status: {status}, given_on: 2026-01-01, scope: [web]}}"


@pytest.fixture(autouse=True)
def _is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of these tests."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a page with help, and a story with a picture whose consent was asked for."""
    text = story("A gate", consent=REQUESTED, text="![A gate](gate.png)\n\nWe painted the gate.")
    made = make_site(tmp_path, {"gate.md": text}, pages={"get-help.md": HELP}, site=WITH_HELP)
    Image.new("RGB", (4, 4), "red").save(made / "stories/gate.png")
    return made


@contextmanager
def sharing(root: Path, source: str = "stories/gate.md") -> Iterator[str]:
    with shared(LiveSite(root, "web", TODAY), source, LOCAL, 0) as address:
        yield address


def ask(address: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> Answer:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(LOCAL, parts.port or 80, timeout=60)
    try:
        connection.request(method, parts.path, headers={"Host": parts.netloc, **(headers or {})})
        response = connection.getresponse()
        content = response.read().decode("utf-8", "replace")
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, content)
    finally:
        connection.close()


def rewrite(root: Path, status: str) -> None:
    """Let the story's own file say what has become of its consent."""
    (root / "stories/gate.md").write_text(story("A gate", consent=consent(status)), encoding="utf-8")


def bury(root: Path) -> None:
    """Withdraw the story, and let its file come back as it was."""
    text = (root / "stories/gate.md").read_bytes()
    withdraw(plan_withdrawal(root, "stories/gate.md"), TODAY)
    (root / "stories/gate.md").write_bytes(text)


@pytest.mark.parametrize("status", ENDED)
def test_what_has_ended_is_shared_with_nobody(root: Path, status: str) -> None:
    """A story that was withdrawn, revoked, paused or refused is not shared at all, and the command says why."""
    rewrite(root, status)
    done = CliRunner().invoke(main, ["serve", "--source", str(root), "--port", "8810", "--share", "gate"])
    assert done.exit_code == 2
    assert "stories/gate.md is shown to nobody: the " in done.output


def test_what_was_withdrawn_and_came_back_is_shared_with_nobody(root: Path) -> None:
    """A file of a withdrawn story that came back, under any name, is not shared."""
    bury(root)
    (root / "stories/gate.md").rename(root / "stories/again.md")
    done = CliRunner().invoke(main, ["serve", "--source", str(root), "--port", "8810", "--share", "again"])
    assert done.exit_code == 2
    assert "stories/again.md is shown to nobody: it was withdrawn on 2026-06-15" in done.output


def test_a_story_with_the_words_of_a_paused_one_is_shared_with_nobody(tmp_path: Path) -> None:
    """A copy of a paused story under another record is not shared."""
    words = "We painted the gate on a Tuesday. Nobody asked us to do that at all. It was green in the end."
    stories = {
        "copy.md": story("A copy", text=words, more="draft: true"),
        "gate.md": story("A gate", consent=consent("paused"), text=words),
    }
    with sharing(make_site(tmp_path, stories), "stories/copy.md") as address:
        assert ask(address).status == 410


@pytest.mark.parametrize(
    ("end", "status"),
    [
        *((lambda root, s=status: rewrite(root, s), 410) for status in ENDED),
        (bury, 410),
        (lambda root: (root / "stories/gate.md").unlink(), 410),
        (lambda root: (root / "stories/gate.md").write_text("no front matter", encoding="utf-8"), 503),
        (lambda root: (root / "site.yaml").write_text("name: [", encoding="utf-8"), 503),
        (lambda root: (root / PATH).mkdir(parents=True), 503),
    ],
)
def test_a_story_that_ends_meanwhile_is_gone(root: Path, end: object, status: int) -> None:
    """With the next request a story is gone whose consent has ended, without anything else telling the preview."""
    assert callable(end)
    with sharing(root) as address:
        story_page = urljoin(address, ask(address).headers["location"])
        picture = next(urljoin(story_page, a) for a in addresses(ask(story_page).text.encode()) if "pictures/" in a)
        assert ask(picture).status == 200
        end(root)
        answer = ask(address)
        assert answer.status == status
        for wanted in (address, story_page, f"{story_page}index.html", picture):
            for method, headers in (
                ("GET", {}),
                ("GET", {"Range": "bytes=0-99"}),
                ("GET", {"If-None-Match": "*"}),
                ("GET", {"If-Modified-Since": "Thu, 01 Jan 2099 00:00:00 GMT"}),
                ("HEAD", {}),
            ):
                later = ask(wanted, headers, method)
                assert later.status == status
                assert later.headers["cache-control"] == "no-store"
                assert "We painted the gate." not in later.text
        assert ("This story is not here any more" in answer.text) == (status == 410)
        assert "try again" not in answer.text.lower() or status == 503
        assert ask(address + "get-help/").status == 200


def test_help_is_there(root: Path) -> None:
    """“Get help” leads from the story, and from where something is not shared, to the page with help."""
    with sharing(root) as address:
        story_page = urljoin(address, ask(address).headers["location"])
        for page in (story_page, address + "stories/"):
            text = ask(page).text
            target = next(urljoin(page, a) for a in addresses(text.encode()) if a.endswith("get-help/"))
            assert "Ring somebody." in ask(target).text


def test_everything_on_the_shared_pages_loads(root: Path) -> None:
    """What the story, the page with help and the pages that say that something is not here load is served."""
    with sharing(root) as address:
        story_page = urljoin(address, ask(address).headers["location"])
        for page in (story_page, address + "get-help/", address + "nothing/"):
            text = ask(page).text
            for target in addresses(text.encode()):
                whole = urljoin(page, target)
                if any(part in whole for part in ("/assets/", "/pictures/", "/_files/")):
                    assert ask(whole).status == 200, target


def test_the_ribbon_names_no_other_file(tmp_path: Path) -> None:
    """Where another file speaks against a shared story, its reader is told that it is not published, and no more."""
    given = "{record: R-7, status: given, given_on: 2026-01-01, scope: [web]}"
    less = given.replace("[web]", "[offline]")
    root = make_site(tmp_path, {"a.md": story("A gate", consent=given), "secret.md": story("Another", consent=less)})
    with sharing(root, "stories/a.md") as address:
        text = ask(urljoin(address, ask(address).headers["location"])).text
    assert "For review. Not on the web as of 2026-06-15." in text
    assert "secret" not in text


@pytest.mark.parametrize(
    "path", ["%00", "%ff%fe", "stories/%2e%2e/site.yaml", "..%2f..%2fsite.yaml", "a" * 5000, "[", "%"]
)
def test_odd_addresses_are_answered(root: Path, path: str) -> None:
    """An odd address below the secret is answered as one that is not there."""
    with sharing(root) as address:
        assert ask(address + path).status == 404


def test_a_tombstone_counts_at_once(root: Path) -> None:
    """A tombstone that another program writes while a story is shared ends that with the next request."""
    with sharing(root) as address:
        assert ask(address).status == 302
        stone = Tombstone(id="urn:uuid:0", withdrawn_on=TODAY, in_feeds=False, record="R-2")
        (root / "consent").mkdir()
        (root / PATH).write_bytes(written(Withdrawn(form=2, stories=(stone,))))
        assert ask(address).status == 410
