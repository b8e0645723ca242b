"""What will change online, as the desk tells it: of folders, and of hosts that are slow or not there."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.content.settings import PublishDestination
from generator.ground.channels import Medium
from generator.preview.desk.online import ONLINE
from generator.preview.http.addresses import Addresses
from generator.preview.site.live import LiveSite
from generator.publishing.destinations import opened
from generator.publishing.ports import Host, RemoteError
from generator.publishing.targets.folder import FolderStore
from tests.builders.previews import running
from tests.builders.sites import SITE, TODAY, make_site, story
from tests.builders.themes import put

DAYS = {"gate": "2026-01-01", "river": "2026-01-02", "lamp": "2026-01-03"}
STORIES = {f"{name}.md": story(f"The {name}", day=day) for name, day in DAYS.items()}
STICK, OTHER = "{name: stick, to: 'folder:../stick'}", "{name: other, to: 'folder:../other'}"
ENDING = "{record: R-1, status: given, given_on: 2026-01-01, valid_until: 2026-06-20, scope: [web]}"


@dataclass
class Desk:
    """A preview's desk, which counts how often it said that something is new."""

    root: Path
    medium: Medium = "web"
    today: date = TODAY
    answers: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def __post_init__(self) -> None:
        """Read the site."""
        self.live = LiveSite(self.root, self.medium, self.today)
        self.addresses = Addresses(self.live, self.answers.release)

    def see(self, query: str = "") -> str:
        """The words of the page as it is now."""
        page = self.addresses.see(f"{ONLINE}?{query}").content.decode()
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())

    def told(self, query: str = "", answers: int = 1) -> str:
        """The words of the page when so many places have answered."""
        self.see(query)
        for _ in range(answers):
            assert self.answers.acquire(timeout=60)
        return self.see(query)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that is put onto a stick, on a day that does not pass."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    for name in ("stick", "other"):
        (tmp_path / name).mkdir()
    return make_site(tmp_path / "site", STORIES, site=f"{SITE}publish: [{STICK}]\n")


def publish(root: Path) -> None:
    assert CliRunner().invoke(main, ["publish", "--yes", "--source", str(root)]).exit_code == 0


def test_what_appears_at_first(root: Path) -> None:
    """Before anything was published, all stories appear, and which warnings are new is not known, if there are any."""
    assert "Which warnings are new" not in Desk(root).told()
    (root / "stories" / "gate.md").write_text(story("The gate", text="See [there](nowhere.md)."), encoding="utf-8")
    told = Desk(root).told()
    assert "Stories that appear: 3 The gate The lamp The river" in told
    assert "Which warnings are new is not known" in told


def test_nothing_changes_after_publishing(root: Path) -> None:
    """What the desk makes in memory is what a build puts online, so that right after publishing nothing changes."""
    publish(root)
    assert "Nothing will change here." in Desk(root).told()


def test_what_changes_moves_and_goes(root: Path) -> None:
    """Stories that change, move, appear and go are told, with topics and what there is to send."""
    publish(root)
    stories = root / "stories"
    (stories / "gate.md").write_text(story("The gate", day=DAYS["gate"], text="Painted anew."), encoding="utf-8")
    (stories / "lamp.md").write_text(story("The lamp", day=DAYS["lamp"], more="slug: light"), encoding="utf-8")
    (stories / "river.md").write_text(STORIES["river.md"].replace("status: given", "status: paused"), encoding="utf-8")
    (stories / "sea.md").write_text(story("The sea"), encoding="utf-8")
    told = Desk(root).told()
    assert "Stories that appear: 1 The sea" in told
    assert "Stories that change: 1 The gate" in told
    assert "Stories that move: 1 stories/lamp/index.html to stories/light/" in told
    assert "Stories that go, by their addresses: 1 stories/river/" in told
    assert "Topics whose lists change: 1 Hope" in told
    assert re.search(r"\d+ files to send, \d+\.\d\d MB", told)
    assert "no consent has ended" not in told


def test_many_stories_that_go(root: Path) -> None:
    """Where more than a tenth of the stories go without an end of their consent, the desk says so."""
    publish(root)
    (root / "stories" / "river.md").unlink()
    told = Desk(root).told()
    assert "1 of 3 stories go, and no consent has ended for that." in told
    assert "Of these, without an end of their consent: 1 stories/river/" in told


def test_a_site_that_is_too_old(root: Path) -> None:
    """Where something online has ended meanwhile, the desk says since when, and on its first page from then on."""
    (root / "stories" / "gate.md").write_text(story("The gate", consent=ENDING), encoding="utf-8")
    publish(root)
    assert "older than it may be" not in Desk(root, today=date(2026, 6, 20)).told()
    desk = Desk(root, today=date(2026, 6, 22))
    assert "older than it may be" not in desk.addresses.see("/_desk/").content.decode()
    assert "older than it may be: since 2026-06-21" in desk.told()
    assert (
        "What is online at the folder ../stick is older than it may be"
        in desk.addresses.see("/_desk/").content.decode()
    )


def test_warnings_that_are_new(root: Path) -> None:
    """Only warnings that were not there when the site was last published from this computer are new."""
    faulty = story("The sea", text="See [there](nowhere.md).")
    (root / "stories" / "sea.md").write_text(faulty, encoding="utf-8")
    publish(root)
    assert "Warnings that are new" not in Desk(root).told()
    (root / "stories" / "sea.md").write_text(faulty.replace("See", "Well.\n\nSee"), encoding="utf-8")
    (root / "stories" / "sky.md").write_text(faulty.replace("sea", "sky"), encoding="utf-8")
    told = Desk(root).told()
    assert "Warnings that are new: 1 stories/sky.md, line" in told


def test_a_host_that_hangs_holds_nothing_up(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one host does not answer, the page is there at once, and other places are told."""
    (root / "site.yaml").write_text(f"{SITE}publish: [{STICK}, {OTHER}]\n", encoding="utf-8")
    go_on = threading.Event()

    class SlowStore(FolderStore):
        def listing(self) -> Mapping[str, int]:
            assert go_on.wait(60)
            return super().listing()

    def slowly(destination: PublishDestination, root: Path) -> Host:
        return SlowStore(root / "../stick") if destination.name == "stick" else opened(destination, root)

    monkeypatch.setattr("generator.preview.desk.online.opened", slowly)
    desk = Desk(root)
    told = desk.told().partition("Look again")[2]
    assert "being asked" in told.partition("folder ../other")[0]
    assert "Stories that appear: 3" in told.partition("folder ../other")[2]
    go_on.set()
    assert "being asked" not in desk.told()


def test_a_place_that_is_not_there(root: Path) -> None:
    """A place that cannot be reached is told with the reason."""
    (root.parent / "stick").rmdir()
    assert "Nobody knows: " in (told := Desk(root).told())
    assert "plug in" in told


def test_no_secret_is_shown(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a place that needs a secret it is shown where it is, and the secret never, whatever the host says."""
    monkeypatch.setenv("HEARTEN_PASSWORD_STICK", "open sesame")
    server = "ftps://anna@stick.example.org/stories"
    (root / "site.yaml").write_text(f"{SITE}publish: [{{name: stick, to: '{server}'}}]\n", encoding="utf-8")

    def refuse(*_of_what: object) -> Host:
        raise RemoteError("it does not know anna")

    monkeypatch.setattr("generator.publishing.targets.ftps.FtpsStore", refuse)
    told = Desk(root).told()
    assert "Your web space at stick.example.org, folder stories" in told
    assert "it does not know anna" in told
    assert "sesame" not in told


def test_a_page_that_loads_itself_anew_asks_nobody(root: Path) -> None:
    """The same address asks once; files that change meanwhile are told, and “Look again” asks anew."""
    desk = Desk(root)
    desk.told()
    (root / "stories" / "sea.md").write_text(story("The sea"), encoding="utf-8")
    desk.live.refresh()
    told = desk.see()
    assert "Your files have changed since." in told
    assert "The sea" not in told
    assert "The sea" in desk.told("look=2")
    assert "changed since" not in desk.see("look=2")
    assert not desk.answers.acquire(blocking=False)


@pytest.mark.parametrize(
    ("medium", "site", "said"),
    [
        ("offline", f"{SITE}publish: [{STICK}]\n", "This preview is for offline copies."),
        ("web", SITE, "It is not said yet where the site is put online."),
        ("web", "name: [\n", "The site cannot be built at the moment"),
    ],
)
def test_where_nothing_can_be_said(medium: Medium, site: str, said: str, root: Path) -> None:
    """Where there is nothing to compare, the page says why, and asks nobody."""
    (root / "site.yaml").write_text(site, encoding="utf-8")
    desk = Desk(root, medium)
    assert said in desk.see()
    assert not desk.answers.acquire(blocking=False)


def test_a_build_that_stops(root: Path) -> None:
    """A theme that fails on a page is told, and no place is asked."""
    put(root, "hearten/templates/404.html", "{{ nothing }}")
    told = Desk(root).told()
    assert "Nobody knows: " in told
    assert "nothing" in told


def test_open_tabs_hear_of_an_answer(root: Path) -> None:
    """The page changes for an open tab when a place has answered, and is linked from the desk."""
    publish(root)
    with running(root) as preview:
        assert f'href="{ONLINE}?' in preview.get("/_desk/").text
        first = preview.get(ONLINE).text
        for _ in range(600):
            if "Nothing will change here" in preview.get(ONLINE).text:
                break
            threading.Event().wait(0.05)
        assert "Nothing will change here" in preview.get(ONLINE).text
        assert preview.state(ONLINE)["version"] not in first
