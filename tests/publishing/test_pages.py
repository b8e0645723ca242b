"""A folder that a job fills anew each time, and its host shows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.publishing.difference import is_story, removal_of
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import MANIFEST, to_bytes
from generator.publishing.targets.pages import PagesSite
from generator.publishing.update import WordsRemainError, look, take_away, update
from tests.builders.hosts import SITE, SketchedBuild, sketched, told_of
from tests.builders.sites import SITE as SMALL_SITE
from tests.builders.sites import TODAY, make_site, story, tree
from tests.builders.themes import put
from tests.builders.web_server import Reply, WebServer, web_server

BEFORE, AFTER = sketched({"a0": 1, "b1": 1, "c0": 1}), sketched({"a0": 2, "c0": 1})
ONLINE = "online"


@pytest.fixture
def web(tmp_path: Path) -> Iterator[WebServer]:
    """What the host shows: the folder that the last job left."""
    (tmp_path / "shown").mkdir()
    with web_server(tmp_path / "shown", "/stories/") as web:
        yield web


class Job:
    """A job, which begins with an empty folder; what it leaves there is shown."""

    def __init__(self, web: WebServer, root: Path) -> None:
        self.web, self.folder = web, root / ONLINE
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.site = PagesSite(self.folder, web.url)

    def show(self) -> dict[str, bytes]:
        """Show what is in the folder, if anything is, as the job's next step does."""
        left = tree(self.folder)
        if left:
            shutil.rmtree(self.web.folder)
            shutil.copytree(self.folder, self.web.folder)
        return left


def published(web: WebServer, root: Path, build: SketchedBuild) -> dict[str, bytes]:
    job = Job(web, root)
    update(job.site, build, look(job.site, SITE))
    return job.show()


def test_a_large_file_is_copied_from_the_disk(web: WebServer, tmp_path: Path) -> None:
    """A file that is too large to be held lies in the folder as it lies in the build."""
    (tmp_path / "a.mp4").write_bytes(b"film" * 100_000)
    job = Job(web, tmp_path)
    told = to_bytes(AFTER.manifest)
    job.site.deploy((), ["told/a.mp4", MANIFEST], lambda path: told if path == MANIFEST else tmp_path / "a.mp4", print)
    assert job.show() == {"told/a.mp4": b"film" * 100_000, MANIFEST: told}


def without(site: PagesSite, *names: str) -> None:
    """Take away what is not of these stories, without any build."""
    stories = {f"stories/{name}/index.html" for name in names}
    allowed = {known for name in names for known in (name, f"feed-{name}")}
    online = look(site, SITE)
    removal = removal_of(online, allowed, lambda path: path in stories or not is_story(path))
    assert online.manifest is not None
    take_away(site, removal, online, online.manifest)


def test_the_folder_is_what_was_built(web: WebServer, tmp_path: Path) -> None:
    """After each job the folder, empty before, holds what was built and the manifest, and a second job nothing."""
    for build in (BEFORE, AFTER):
        left = published(web, tmp_path, build)
        assert left.pop(MANIFEST)
        assert left == build.contents
    assert published(web, tmp_path, AFTER) == {}


def test_only_the_manifest_is_asked_for_where_a_build_has_the_rest(web: WebServer, tmp_path: Path) -> None:
    """Where nothing has to go, a job reads no more of the website than its manifest."""
    published(web, tmp_path, BEFORE)
    web.asked.clear()
    published(web, tmp_path, sketched({"a0": 1, "b1": 1, "c0": 1}, look=2))
    assert [path for path, _ in web.asked] == [MANIFEST]


def test_words_go_without_a_build(web: WebServer, tmp_path: Path) -> None:
    """What must go goes where nothing can be built, and the rest is as the website showed it."""
    published(web, tmp_path, BEFORE)
    job = Job(web, tmp_path)
    without(job.site, "a0", "c0")
    left = job.show()
    assert told_of(left) == {"a0", "c0"}
    assert left["old/a0.html"] == BEFORE.contents["old/a0.html"]
    assert "stories/b1/index.html" not in left


@pytest.mark.parametrize(
    ("path", "reply", "told"),
    [
        (MANIFEST, (302, {"Location": "/login"}, b""), "answers with 302"),
        (MANIFEST, (200, {}, b"<h1>Welcome</h1>"), "answers 404 for what is not there"),
        (MANIFEST, (503, {}, b""), "answers with 503"),
    ],
)
def test_a_website_that_does_not_say_what_is_online(
    path: str, reply: Reply, told: str, web: WebServer, tmp_path: Path
) -> None:
    """Where the website does not say what is online, that is told, and nothing is put into the folder."""
    published(web, tmp_path, BEFORE)
    web.instead = lambda asked, _query: reply if asked == path else None
    with pytest.raises(RemoteError, match=told):
        Job(web, tmp_path)
    assert tree(tmp_path / ONLINE) == {}


def test_a_website_that_is_not_there(tmp_path: Path) -> None:
    """An address at which nobody answers is told with what to write."""
    with web_server(tmp_path) as web:
        address = web.url
    with pytest.raises(RemoteError, match="write that as url"):
        PagesSite(tmp_path, address)


def test_a_page_that_was_changed_meanwhile(web: WebServer, tmp_path: Path) -> None:
    """A page that the host shows otherwise than it was put there leaves the folder empty, and is told."""
    published(web, tmp_path, BEFORE)
    web.instead = lambda asked, _query: (200, {}, b"<h1>Ad</h1>") if asked == "old/a0.html" else None
    job = Job(web, tmp_path)
    with pytest.raises(WordsRemainError, match=r"old/a0\.html at .* is not as it was put there"):
        without(job.site, "a0", "c0")
    assert job.show() == {}


def test_away_from_the_job_nothing_is_published(web: WebServer, tmp_path: Path) -> None:
    """Where the folder is not there, as on an editor's computer, one can look, and not publish."""
    job = Job(web, tmp_path)
    job.folder.rmdir()
    online = look(job.site, SITE)
    with pytest.raises(RemoteError, match="hearten schedule"):
        update(job.site, BEFORE, online)


def test_a_withdrawn_story_goes_where_the_site_cannot_be_built(
    web: WebServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the command, as a job calls it, a story goes that was taken back, though the theme is broken by then."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    place = f"publish: [{{name: pages, to: 'pages:{ONLINE}', url: '{web.url}'}}]\n"
    stories = {"gate.md": story("The gate"), "river.md": story("The river", day="2026-01-02")}
    root = make_site(tmp_path / "site", stories, site=f"{SMALL_SITE}{place}")

    def job() -> tuple[int, str]:
        folder = root / ONLINE
        folder.mkdir()
        done = CliRunner().invoke(main, ["publish", "pages", "--source", str(root)])
        if any(folder.iterdir()):
            shutil.rmtree(web.folder)
            shutil.copytree(folder, web.folder)
        shutil.rmtree(folder)
        return done.exit_code, done.output

    assert job()[0] == 0
    withdrawn = stories["gate.md"].replace("status: given", "status: withdrawn")
    (root / "stories" / "gate.md").write_text(withdrawn, encoding="utf-8")
    put(root, "hearten/templates/404.html", "{{ nothing }}")
    code, told = job()
    assert (code, "held words that must go" in told) == (3, True)
    assert not [path for path, data in tree(web.folder).items() if b"The gate" in data or "gate" in path]
    assert (web.folder / "robots.txt").read_bytes()
    assert CliRunner().invoke(main, ["publish", "--prove", "--source", str(root)]).exit_code == 0
