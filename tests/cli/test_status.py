"""The command ``hearten status``, at a server that shows what was built."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.store.cache import FOLDER
from generator.store.staging import EMPTY_PAGE
from tests.builders.sites import SITE, TODAY, built, make_site, story
from tests.builders.web_server import WebServer, web_server

UNTIL = "{record: R-1, status: given, given_on: 2026-01-01, valid_until: 2026-07-31, scope: [web]}"
STORIES = {
    "gate.md": story("The gate", consent=UNTIL, more="aliases: [/old/]"),
    "river.md": story("The river", day="2026-01-02", text="The water came up to the third step that year."),
}
GATE, RIVERS_CARD = "stories/gate/index.html", "stories/river/card.png"
TOO_OLD = ("--today", "2026-08-01")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site that was built."""
    root = make_site(tmp_path / "site", STORIES)
    built(root)
    return root


@pytest.fixture
def web(root: Path) -> Iterator[WebServer]:
    """A server that shows what was built."""
    with web_server(root / "public", "/base/") as web:
        yield web


def status(root: Path, web: WebServer, *options: str) -> Result:
    today = () if options else ("--today", str(TODAY))
    return CliRunner().invoke(main, ["status", web.url, "--source", str(root), *today, *options])


def test_a_site_as_it_was_built_is_as_it_should_be(root: Path, web: WebServer) -> None:
    """A site that shows what was built today is as it should be, whether or not a cache of the build is there."""
    done = status(root, web)
    assert done.exit_code == 0, done.output
    assert f"{web.url} is as it should be today" in done.output
    assert "built on 2026-06-15" in done.output
    for path in sorted((root / FOLDER).iterdir()):
        path.unlink()
    assert status(root, web).output == done.output


def test_the_sites_own_address_is_asked(root: Path, web: WebServer) -> None:
    """Without an address, that of the site is asked."""
    (root / "site.yaml").write_text(SITE.replace("https://quiet.harbour.internal/base/", web.url), encoding="utf-8")
    built(root)
    done = CliRunner().invoke(main, ["status", "--source", str(root), "--today", str(TODAY)])
    assert done.exit_code == 0, done.output


def test_what_has_ended_is_still_there(root: Path, web: WebServer) -> None:
    """After a consent has ended, a site that nobody published is too old, and shows a story with its old address."""
    done = status(root, web, *TOO_OLD)
    assert done.exit_code == 3
    assert "since 2026-08-01 something in it may not be there any more" in done.output
    assert "Still there, and may not be (2):" in done.output
    assert f"{GATE}: it is still there (status 200)" in done.output
    assert "old/index.html: it is still there" in done.output


def test_a_card_that_may_not_be_there_is_found(root: Path, web: WebServer) -> None:
    """The card of a story whose consent does not cover “social”, or that is withheld, is told where it is online."""
    (web.folder / "stories/gate/card.png").write_bytes(b"card")
    river = root / "stories/river.md"
    river.write_text(STORIES["river.md"].replace("status: given", "status: paused"), encoding="utf-8")
    done = status(root, web)
    assert done.exit_code == 3
    assert "stories/gate/card.png: it is still there" in done.output
    assert f"{RIVERS_CARD}: it is still there" in done.output


def test_what_was_withdrawn_is_found_by_what_the_site_says_of_itself(root: Path, web: WebServer) -> None:
    """Of the pages that the manifest beside the site names, those that no text of the folder has are told."""
    from generator.ground.target import Target
    from generator.incremental.run import Run
    from generator.publishing.built_site import built_site
    from generator.publishing.remote_manifest import MANIFEST, to_bytes

    manifest = built_site(Target(root, "web", TODAY, root / "public"), Run()).manifest
    (web.folder / MANIFEST).write_bytes(to_bytes(manifest))
    assert status(root, web).exit_code == 0
    (root / "stories/gate.md").unlink()
    (root / "stories/river.md").unlink()
    done = status(root, web)
    assert done.exit_code == 3
    assert f"{GATE}: it is still there" in done.output
    assert f"{RIVERS_CARD}: it is still there" in done.output
    (web.folder / MANIFEST).write_bytes(b"broken")
    assert GATE not in status(root, web).output


def test_what_is_empty_is_told_from_what_is_there(root: Path, web: WebServer) -> None:
    """A page that a removal has emptied is told as such."""
    (web.folder / GATE).write_bytes(EMPTY_PAGE)
    assert f"{GATE}: it is empty, and is deleted" in status(root, web, *TOO_OLD).output


def test_what_is_missing_or_another_is_told(root: Path, web: WebServer) -> None:
    """Files that are missing, and those that are others than a build makes, are named, with what to do."""
    (web.folder / "stories/river/index.html").unlink()
    asset = next((web.folder / "assets").glob("style.*"))
    asset.unlink()
    (web.folder / "feed.xml").write_bytes(b"changed")
    done = status(root, web)
    assert done.exit_code == 1
    assert f"Missing (2):\n  assets/{asset.name}\n  stories/river/index.html" in done.output
    assert "Other than a build makes it today (1):\n  feed.xml" in done.output
    assert "“hearten publish” brings it up to date" in done.output


def test_a_long_list_is_cut(root: Path, web: WebServer) -> None:
    """Of many files of one kind the first twenty are named, and the rest counted."""
    web.instead = lambda path, _query: (200, {}, b"changed") if path.endswith(".js") or path == "feed.xml" else None
    done = status(root, web)
    assert done.exit_code == 1
    assert "  and " in done.output
    assert len(done.output.splitlines()) < 30


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"none", "It does not say when it was built"),
        (b'{"form": 1, "day": "2026-12-24", "ends": null}', "which is still to come"),
    ],
)
def test_what_a_site_says_of_its_age_is_not_believed_blindly(
    root: Path, web: WebServer, said: bytes, told: str
) -> None:
    """A site that does not say when it was built, or names a day to come, is told."""
    (web.folder / "built.json").write_bytes(said)
    done = status(root, web)
    assert done.exit_code == 1
    assert told in done.output


def test_a_host_that_answers_nothing_sensible_is_told(root: Path, web: WebServer) -> None:
    """Where the site is not there, or everything is said to be there, nothing is compared, and it ends with 2."""
    web.instead = lambda _path, _query: (404, {}, b"")
    done = status(root, web)
    assert (done.exit_code, "the site is not at" in done.output) == (2, True)
    web.instead = lambda _path, _query: (200, {}, b"")
    done = status(root, web)
    assert (done.exit_code, "an address that never was" in done.output) == (2, True)


def test_what_does_not_answer_is_not_known(root: Path, web: WebServer) -> None:
    """A page that the host fails to show is told as not known, and it ends with 2."""
    web.instead = lambda path, _query: (503, {}, b"") if path == "stories/" else None
    done = status(root, web)
    assert done.exit_code == 2
    assert "Not known (1):\n  stories/index.html: status 503" in done.output


def test_settings_that_are_wrong_are_told(root: Path, web: WebServer) -> None:
    """Where nobody can say what should be online, that is told as a build tells it."""
    (root / "site.yaml").write_text("name: [", encoding="utf-8")
    assert status(root, web).exit_code == 2


def test_today_is_the_day_unless_another_is_named(root: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a day named it is compared with what should be there today."""
    monkeypatch.setattr("generator.content.sources.today", lambda: date(2026, 8, 1))
    done = CliRunner().invoke(main, ["status", web.url, "--source", str(root)])
    assert done.exit_code == 3
