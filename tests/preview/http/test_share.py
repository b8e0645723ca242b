"""Sharing one story: the address with its secret, and that nothing else can be read by it."""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from PIL import Image

from generator.cli.main import main
from generator.preview.http.share import shared
from generator.preview.site.live import LiveSite
from tests.builders.example import ROOT
from tests.builders.previews import Answer
from tests.builders.sites import SITE, TODAY, addresses, make_site, story

PAUSED = "{record: R-2, status: paused, scope: [web]}"
LOCAL = "127.0.0.1"


def get(address: str, host: str | None = None) -> Answer:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(LOCAL, parts.port or 80, timeout=60)
    try:
        connection.request("GET", parts.path, headers={"Host": host or parts.netloc})
        response = connection.getresponse()
        content = response.read().decode("utf-8", "replace")
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, content)
    finally:
        connection.close()


@contextmanager
def sharing(root: Path, name: str) -> Iterator[str]:
    with shared(LiveSite(root, "web", TODAY), f"stories/{name}.md", LOCAL, 0) as address:
        yield address


@pytest.fixture(autouse=True)
def _is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of these tests."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a draft that has a picture, another unpublished story and a published one with a picture."""
    root = make_site(
        tmp_path_factory.mktemp("share"),
        {
            "draft.md": story("A draft", more="draft: true", text="![A gate](gate.png)\n\nRead [the gate](gate.md)."),
            "gate.md": story("A gate", text="![A kettle](kettle.png)\n\nWe painted the gate."),
            "paused.md": story("A secret", consent=PAUSED, text="Nobody may read this."),
        },
    )
    Image.new("RGB", (4, 4), "red").save(root / "stories/gate.png")
    Image.new("RGB", (4, 4), "blue").save(root / "stories/kettle.png")
    return root


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    """The address of the draft, shared."""
    with sharing(root, "draft") as found:
        yield found


def base(address: str) -> str:
    return address.rsplit("/", 2)[0]


def test_the_story_can_be_read(address: str) -> None:
    """The address leads to the story, with a ribbon that says that it is for review and why it is not published."""
    moved = get(address)
    assert moved.status == 302
    answer = get(base(address) + moved.headers["location"])
    assert answer.status == 200
    assert "A draft" in answer.text
    assert "For review. Not on the web as of 2026-06-15: it is a draft." in answer.text


def test_what_the_story_loads_is_there(address: str) -> None:
    """Every style sheet, script and picture of the story loads, and no page that it links to."""
    page = base(address) + get(address).headers["location"]
    for target in addresses(get(page).text.encode()):
        if target.startswith("../../"):
            path = target.removeprefix("../../").partition("#")[0]
            # The front page's place leads to the story itself.
            expected = 302 if not path else 200 if path.startswith(("assets/", "pictures/")) else 404
            assert get(address + path).status == expected, target


@pytest.mark.parametrize(
    "path",
    ["", "index.html", "stories/", "stories/gate/", "stories/paused/", "search/", "feed.xml", "_desk/", "_desk/live"],
)
def test_nothing_else_can_be_read(address: str, path: str) -> None:
    """Without the secret nothing can be read, and with it no other page, list, search or desk."""
    assert get(f"{base(address)}/{path}").status == 404
    assert get(f"{base(address)}/wrong-secret/{path}").status == 404
    if path:
        assert get(address + path).status == 404


def test_another_storys_picture_cannot_be_read(address: str, root: Path) -> None:
    """A picture of another story is not served, although the site has it."""
    planned = LiveSite(root, "web", TODAY).planned
    assert planned is not None
    other = planned.site.photos["stories/kettle.png"].name
    assert get(f"{address}pictures/{other}").status == 404


def test_another_host_is_refused(address: str) -> None:
    """A request for another host's name is refused."""
    assert get(address, host="evil.example.org").status == 400


def test_nothing_is_kept_and_nothing_is_told(address: str) -> None:
    """No answer may be stored, framed or indexed, and no link tells the secret to another site."""
    headers = get(base(address) + get(address).headers["location"]).headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "noindex" in headers["x-robots-tag"]


def test_secrets_are_new_each_time(root: Path) -> None:
    """Each time the secret is another one, of 128 bits."""
    with sharing(root, "gate") as first, sharing(root, "gate") as second:
        secrets = [address.split("/")[3] for address in (first, second)]
    assert secrets[0] != secrets[1]
    assert all(len(secret) == 22 for secret in secrets)


def test_sharing_ends(root: Path) -> None:
    """When sharing ends nobody answers any more."""
    with sharing(root, "gate") as address:
        pass
    with pytest.raises(ConnectionRefusedError):
        get(address)


def test_a_broken_story_is_told_plainly(tmp_path: Path) -> None:
    """A shared story whose fields have errors is answered with a plain sentence."""
    with sharing(make_site(tmp_path, {"a.md": story(day="2026-13-01")}), "a") as address:
        answer = get(address)
    assert answer.status == 503
    assert "<h1>This story cannot be shown just now</h1>" in answer.text


def test_a_mistyped_story_is_answered_with_the_nearest(tmp_path: Path) -> None:
    """A story that does not exist is answered with the nearest name."""
    root = make_site(tmp_path, {"gate.md": story()})
    done = CliRunner().invoke(main, ["serve", "--source", str(root), "--port", "8790", "--share", "gaet"])
    assert done.exit_code == 2
    assert "There is no story “gaet”; did you mean “gate”?" in done.output


def test_a_folder_without_a_site_is_told(tmp_path: Path) -> None:
    """Where there is no site nothing is served, and the way to one is told."""
    done = CliRunner().invoke(main, ["serve", "--source", str(tmp_path)])
    assert done.exit_code == 2
    assert "there is no site here" in done.output


def test_the_terminal_says_what_sharing_means(tmp_path: Path) -> None:
    """The command prints address, QR code and what sharing means, and needs a network for it."""
    root = make_site(tmp_path, {"gate.md": story()}, site=SITE)
    program = (
        "import generator.preview.http.share as s; s.own_address = lambda: '127.0.0.1'\n"
        "import generator.preview.http.server as v; v.Server.run = lambda self, sockets: None\n"
        "from generator.cli.main import main; main()"
    )
    command = [sys.executable, "-X", "utf8", "-c", program, "serve", "--source", str(root), "--share", "gate"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Shared:  stories/gate.md\nAddress: http://127.0.0.1:" in done.stdout
    assert "The connection is not encrypted" in done.stdout
    assert "▀" in done.stdout or "█" in done.stdout
