"""The command ``hearten publish``, at hosts that take whole sites."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from dulwich.objects import Commit, ObjectID
from dulwich.refs import Ref

from generator.cli.main import main
from generator.publishing.account import variable_of
from generator.publishing.remote_manifest import MANIFEST
from tests.builders.ftps_server import certificate
from tests.builders.git_server import GitServed, git_server
from tests.builders.netlify_server import SITE as NETLIFY_SITE
from tests.builders.netlify_server import netlify_server
from tests.builders.served import PASSWORD, Served
from tests.builders.sites import SITE, TODAY, make_site, story, tree

pytestmark = pytest.mark.usefixtures("quick_hashes")

WITHDRAWN = b"The gate"


@dataclass
class Place:
    """A site with a place where it is put online: what is there, and what the host can still show of all that was."""

    root: Path
    served: Served
    files: Callable[[], Mapping[str, bytes]]
    all_shown: Callable[[], bytes]

    def publish(self, *options: str) -> Result:
        """Call the command."""
        return CliRunner().invoke(main, ["publish", *options, "--source", str(self.root)])

    def withdraw(self) -> None:
        """End a story's consent."""
        place = self.root / "stories" / "gate.md"
        text = place.read_text(encoding="utf-8")
        place.write_text(text.replace("status: given", "status: withdrawn"), encoding="utf-8")


@pytest.fixture(params=["netlify", "git"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A site at each kind of such hosts, on a day that does not pass, with nobody who waits."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    monkeypatch.setattr("generator.publishing.patience.WAITS", ())
    monkeypatch.setattr("generator.publishing.targets.netlify.PAUSE", 0)
    monkeypatch.setattr("generator.publishing.targets.netlify_api.SECONDS", 2)
    monkeypatch.setattr("generator.publishing.targets.git_remote.SECONDS", 2)
    pem = certificate(tmp_path / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    monkeypatch.setenv(variable_of("live"), PASSWORD)
    yield from {"netlify": at_netlify, "git": at_git}[request.param](tmp_path, pem, monkeypatch)


def site(folder: Path, to: str, url: str) -> Path:
    stories = {f"{name}.md": story(f"The {name}", day=f"2026-01-0{n}") for n, name in enumerate(("gate", "lamp"), 1)}
    return make_site(folder / "site", stories, site=f"{SITE}publish: [{{name: live, to: '{to}', url: '{url}'}}]\n")


def at_netlify(folder: Path, pem: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    with netlify_server(pem) as server:
        monkeypatch.setattr("generator.publishing.targets.netlify_api.API", server.api)
        monkeypatch.setattr("generator.publishing.targets.netlify_api.PERMALINK", server.permalink)

        def all_shown() -> bytes:
            return b"".join(data for deploy in server.deploys for data in server.files(deploy).values())

        yield Place(site(folder, f"netlify:{NETLIFY_SITE}", server.url), server, server.files, all_shown)


def at_git(folder: Path, pem: Path, _monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    with git_server(folder / "repository", pem) as server:
        yield Place(
            site(folder, server.address, server.url), server, server.files, lambda: b"".join(server.files().values())
        )


def test_a_site_is_put_online_and_a_withdrawn_story_goes(place: Place) -> None:
    """The command puts the site online, and after a withdrawal nothing that can be seen holds words of the story."""
    done = place.publish()
    assert done.exit_code == 0, done.output
    assert "Everything is online." in done.output
    assert WITHDRAWN in place.all_shown()
    place.withdraw()
    done = place.publish()
    assert done.exit_code == 0, done.output
    assert "goes: stories/gate/index.html" in done.output
    assert "gone. The proof is consent/proofs/" in done.output
    built = {path for path in tree(place.root / "public") if not path.startswith(".")}
    assert place.files().keys() == {*built, MANIFEST}
    assert WITHDRAWN not in place.all_shown()
    assert not [path for path in place.files() if "gate" in path]
    assert "no file to send" in place.publish().output


def test_removal_needs_no_build(place: Place) -> None:
    """With --removals, where nothing can be built, words are taken away by what the host itself has."""
    place.publish()
    place.withdraw()
    settings = place.root / "site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "theme: {name: lost}\n", encoding="utf-8")
    done = place.publish("--removals")
    assert "stories/gate/index.html" in done.output
    assert WITHDRAWN not in place.all_shown()
    assert "stories/lamp/index.html" in place.files()


def test_a_new_day_alone_is_not_deployed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing has changed but the day, nothing is deployed, and what is withdrawn on that day goes."""
    place.publish()
    before = dict(place.files())
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY + dt.timedelta(days=1))
    done = place.publish()
    assert done.exit_code == 0, done.output
    assert place.files() == before
    place.withdraw()
    assert place.publish().exit_code == 0
    assert WITHDRAWN not in place.all_shown()


def test_a_dry_run_changes_nothing(place: Place) -> None:
    """A dry run says what would change, and changes nothing at the host."""
    place.publish()
    place.withdraw()
    before = dict(place.files())
    assert "goes: stories/gate/index.html" in place.publish("--dry-run").output
    assert "stories/gate/index.html" in place.publish("--removals", "--dry-run").output
    assert place.files() == before


def test_nothing_secret_is_ever_shown(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what succeeds nor what fails prints a word of what opens the place."""
    done = [place.publish()]
    place.served.before = fail
    place.withdraw()
    done.append(place.publish())
    monkeypatch.setenv(variable_of("live"), f"{PASSWORD}-and-more")
    done.append(place.publish())
    assert [result.exit_code for result in done] == [0, 3, 3]
    assert not [result.output for result in done if PASSWORD in result.output]


def fail(_what: str, _path: str) -> None:
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize("place", ["git"], indirect=True)
def test_former_commits_are_asked_for_until_they_are_gone(place: Place) -> None:
    """After a withdrawal every commit that the branch has had is asked for, in each run, until the host shows none."""
    assert isinstance(place.served, GitServed)
    place.served.tidy = False
    place.publish()
    lamp = place.root / "stories" / "lamp.md"
    lamp.write_text(lamp.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    assert place.publish().exit_code == 0
    former = len([name for name in place.served.repo.object_store if is_commit(place.served, name)])
    place.withdraw()
    for options in ((), ("--prove",)):
        done = place.publish(*options)
        assert done.exit_code == 3
        assert done.output.count("still shows this former version (status 200)") == former == 2
    place.served.tidy = True
    assert place.publish("--prove").exit_code == 0
    assert "Nothing that this computer knows of is left to be proven." in place.publish("--prove").output


@pytest.mark.parametrize("place", ["git"], indirect=True)
def test_a_commit_that_only_git_is_given_is_not_gone(place: Place) -> None:
    """A former commit that the host shows nobody on the web, and still gives to Git, is not proven to be gone."""
    assert isinstance(place.served, GitServed)
    place.publish()
    place.served.keep()
    place.withdraw()
    done = place.publish()
    assert done.exit_code == 3
    assert "nobody sees it there, but the host still has it" in done.output
    del place.served.repo.refs[Ref(b"refs/pull/1/head")]
    assert place.publish("--prove").exit_code == 0


def is_commit(served: GitServed, name: bytes) -> bool:
    return isinstance(served.repo[ObjectID(name)], Commit)


def test_a_host_that_hangs_is_given_up(place: Place) -> None:
    """A host that takes a connection and never answers is told, and the words that are still there with it."""
    place.publish()
    place.withdraw()
    over = threading.Event()

    def hang(_what: str, _path: str) -> None:
        over.wait(60)

    place.served.before = hang
    done = place.publish()
    over.set()
    assert done.exit_code == 3
    assert "words that must go are still online" in done.output
    assert "timed out" in done.output


def test_a_site_of_somebody_else_is_refused(place: Place) -> None:
    """A host that shows a site of another address is refused, and left as it is."""
    place.publish()
    settings = place.root / "site.yaml"
    text = settings.read_text(encoding="utf-8").replace(
        "https://quiet.harbour.internal/", "https://other.harbour.internal/"
    )
    settings.write_text(text, encoding="utf-8")
    before = dict(place.files())
    done = place.publish()
    assert done.exit_code == 2, done.output
    assert "holds the site https://quiet.harbour.internal/" in done.output
    assert place.files() == before
