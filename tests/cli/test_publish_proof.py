"""What ``hearten publish`` proves: a site, a withdrawal, a publish, a proof, with a server that shows the folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent.log_audit import verify
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate.tombstones import hashed_address
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import MANIFEST
from generator.publishing.targets.folder import FolderStore
from generator.store.staging import EMPTY_PAGE
from tests.builders.sites import SITE, TODAY, make_site, story, tree
from tests.builders.web_server import Reply, WebServer, web_server

pytestmark = pytest.mark.usefixtures("quick_hashes")

DAYS = {"gate": "2026-01-01", "river": "2026-01-02", "lamp": "2026-01-03"}
TEXTS = {
    "gate": "We painted the old gate on a Sunday in May. Nobody had asked us for it, and nobody said a word.",
    "river": "The water came up to the third step that year. My sister counted them for me every evening.",
    "lamp": "It stood in the window all winter. Whoever came home late knew by it that somebody was awake.",
}
STORIES = {f"{name}.md": story(f"The {name}", day=day, text=TEXTS[name]) for name, day in DAYS.items()}
GATE = "stories/gate/index.html"
PROOF = f"consent/proofs/{TODAY}.json"


@pytest.fixture
def web(tmp_path: Path) -> Iterator[WebServer]:
    """A server that shows what is published, at an address with a folder in it."""
    (tmp_path / "htdocs").mkdir()
    with web_server(tmp_path / "htdocs", "/base/") as web:
        yield web


@pytest.fixture
def root(tmp_path: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that was published, and whose story of a gate was withdrawn then."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    site = f"{SITE}publish: [{{name: live, to: 'folder:../htdocs', url: '{web.url}'}}]\n"
    root = make_site(tmp_path / "site", STORIES, site=site)
    done = publish(root)
    assert done.exit_code == 0, done.output
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    web.asked.clear()
    return root


def publish(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["publish", *options, "--source", str(root)])


def remembered(root: Path) -> list[bytes]:
    return [path.read_bytes() for path in (root.parent / "state" / "proofs").glob("*")]


def cached(web: WebServer) -> None:
    """Let a cache go on showing the page, until somebody asks past it."""
    page = b"<p>Kept.</p>"
    reply: Reply = 200, {"Cache-Control": "max-age=86400"}, page
    web.instead = lambda path, query: reply if path == "stories/gate/" and not query else None


def test_what_is_gone_is_proven_and_logged(root: Path, web: WebServer) -> None:
    """After a withdrawal is published, its page is asked for, and a proof is kept and logged, with which all fits."""
    done = publish(root)
    assert done.exit_code == 0, done.output
    assert f"The proof is {PROOF}." in done.output
    proof = json.loads((root / PROOF).read_bytes())
    told = {line["address"]: line for line in proof["gone"]}
    assert (proof["form"], proof["day"], proof["place"]) == (1, str(TODAY), "live")
    assert told[hashed_address(GATE, proof["salt"])]["statuses"] == [404]
    assert "proven-gone" in (root / "consent/log.jsonl").read_text(encoding="utf-8")
    assert verify(root) == ()
    assert remembered(root) == []
    assert ("stories/gate/", "") in web.asked


def test_what_could_not_be_taken_away_is_remembered(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a publish that could not reach its place, --prove says that nothing is proven, until one has reached it."""

    def refuse(_store: FolderStore) -> None:
        raise RemoteError("the connection broke")

    for options in ((), ("--removals",)):
        with monkeypatch.context() as patched:
            patched.setattr(FolderStore, "listing", refuse)
            assert publish(root, *options).exit_code == 3
            done = publish(root, "--prove")
            assert done.exit_code == 3
            assert "live: what has to go could not be taken away" in done.output
        assert publish(root, "--dry-run").exit_code == 0
        assert publish(root, "--prove").exit_code == 3
    assert publish(root).exit_code == 0
    done = publish(root, "--prove")
    assert (done.exit_code, remembered(root)) == (0, [])


def test_a_proof_tells_no_address(root: Path) -> None:
    """Neither the proof nor the log holds a word, a title or an address of what is gone."""
    publish(root)
    said = (root / PROOF).read_text(encoding="utf-8") + (root / "consent/log.jsonl").read_text(encoding="utf-8")
    assert not [word for word in ("gate", "Gate", "stories/", "painted") if word in said]


def test_nothing_is_asked_where_nothing_was_taken_away(root: Path, web: WebServer) -> None:
    """A publish that takes nothing back asks for nothing, and leaves log and proofs as they are."""
    publish(root)
    before, log = tree(root / "consent"), len(web.asked)
    place = root / "stories/lamp.md"
    place.write_text(place.read_text(encoding="utf-8").replace("was awake.", "was waiting."), encoding="utf-8")
    assert publish(root).exit_code == 0
    assert tree(root / "consent") == before
    assert len(web.asked) == log


def test_what_a_cache_still_shows_is_not_proven(root: Path, web: WebServer) -> None:
    """Where a cache still has the page, publish ends with 3 and says what to do, and what is open outlives the run."""
    cached(web)
    done = publish(root)
    assert done.exit_code == 3
    assert f"{GATE}: it is still there (status 200), and only from a cache" in done.output
    assert "about 1440 minutes" in done.output
    assert GATE.encode() in remembered(root)[0]
    assert publish(root).exit_code == 3
    assert publish(root, "--prove").exit_code == 3
    web.instead = lambda _path, _query: None
    done = publish(root, "--prove")
    assert done.exit_code == 0
    assert "1 address is gone" in done.output
    assert remembered(root) == []
    assert verify(root) == ()


def test_a_list_that_a_cache_shows_as_it_was_is_not_proven(root: Path, web: WebServer) -> None:
    """Where a cache goes on showing a list with the story, that stays open, though the story's page is gone."""
    home = (web.folder / "index.html").read_bytes()
    web.instead = lambda path, query: (200, {}, home) if path == "" and not query else None
    done = publish(root)
    assert done.exit_code == 3
    assert "index.html: a cache still shows an older version" in done.output
    assert f"The proof is {PROOF}." in done.output
    assert GATE.encode() not in remembered(root)[0]
    web.instead = lambda _path, _query: None
    assert publish(root).exit_code == 0
    assert remembered(root) == []


def test_it_waits_until_all_is_gone(root: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --until-gone it asks again, less and less often, until all is gone or the time is over."""
    cached(web)
    now, waits = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds
        if now[0] >= 90:
            web.instead = lambda _path, _query: None

    monkeypatch.setattr("generator.cli.prove.time", SimpleNamespace(monotonic=lambda: now[0], sleep=sleep))
    done = publish(root, "--until-gone", "40s")
    assert done.exit_code == 3
    assert waits == [10, 20, 10]
    assert "asking again in 20 s" in done.output
    assert publish(root, "--prove", "--until-gone", "30m").exit_code == 0
    assert waits[3:] == [10, 20, 40]


def test_a_length_of_time_is_written_with_its_unit(root: Path) -> None:
    """A length of time without a unit is told, with how to write it."""
    done = publish(root, "--until-gone", "30")
    assert done.exit_code == 2
    assert "write it like 30m" in done.output


def test_removal_alone_is_proven_too(root: Path) -> None:
    """What --removals takes away is proven in the same run."""
    done = publish(root, "--removals")
    assert done.exit_code == 0, done.output
    assert f"The proof is {PROOF}." in done.output


def test_an_emptied_page_is_no_proof(root: Path, web: WebServer) -> None:
    """A page that a removal can only empty is not proven to be gone; the next publish deletes it and proves that."""
    page = web.folder / "stories/gate/index.html"
    put, delete = FolderStore.put, FolderStore.delete
    try:
        FolderStore.delete = lambda self, path: None if path == GATE else delete(self, path)  # type: ignore[method-assign]  # a host that does not do what it says
        done = publish(root, "--removals")
    finally:
        FolderStore.put, FolderStore.delete = put, delete  # type: ignore[method-assign]  # the same
    assert page.read_bytes() == EMPTY_PAGE
    assert done.exit_code == 3
    assert "deleted with the next “hearten publish”" in done.output
    done = publish(root)
    assert done.exit_code == 0, done.output
    assert not page.exists()


def test_a_host_that_deletes_nothing_is_found_out(root: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that says that it has deleted a page and goes on showing it has proven nothing."""
    kept = (web.folder / GATE).read_bytes()
    web.instead = lambda path, _query: (200, {}, kept) if path in (GATE, "stories/gate/") else None
    done = publish(root)
    assert done.exit_code == 3
    assert "shows words of a story that was withdrawn" in done.output


@pytest.mark.parametrize("path", [GATE, "index.html"])
def test_what_a_host_keeps_as_a_version_is_not_gone(root: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """While a host says that it keeps what a file was, that is asked to be forgotten again, and is not proven."""
    asked: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(FolderStore, "outdated", lambda _store: {path})
        patched.setattr(FolderStore, "purge", lambda _store, paths: asked.extend(paths))
        assert publish(root).exit_code == 3
        asked.clear()
        done = publish(root, "--prove")
        assert path in asked
    assert done.exit_code == 3
    assert f"{path}: nobody sees it there, but the host still has it" in done.output
    assert publish(root, "--prove").exit_code == 0


def test_where_versions_cannot_be_listed_nothing_is_proven(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a host does not say which former versions it keeps, what was taken away is not proven to be gone."""

    def refuse(_store: FolderStore) -> None:
        raise RemoteError("it does not let us list versions")

    with monkeypatch.context() as patched:
        patched.setattr(FolderStore, "outdated", refuse)
        for options in ((), ("--prove",)):
            done = publish(root, *options)
            assert done.exit_code == 3
            assert "it does not let us list versions" in done.output
    assert publish(root).exit_code == 0


def test_a_manifest_that_lies_is_found_out(root: Path, web: WebServer) -> None:
    """Where the manifest says that a withdrawn story's page holds nothing of it, a removal alone is not proven."""
    place = web.folder / MANIFEST
    told = json.loads(place.read_bytes())
    told["files"][GATE][2:] = [[], None]
    place.write_text(json.dumps(told), encoding="utf-8")
    done = publish(root, "--removals")
    assert done.exit_code == 3
    assert f"{GATE}: what is there shows words of a story that was withdrawn" in done.output
    assert publish(root).exit_code == 0
    assert not (web.folder / GATE).exists()


def test_a_former_address_that_is_still_listed_is_asked_for(root: Path, web: WebServer) -> None:
    """A file that somebody put back at an address of a withdrawn story is taken away and proven to be gone."""
    publish(root)
    place = web.folder / GATE
    place.parent.mkdir()
    place.write_bytes(b"<p>From a backup.</p>")
    done = publish(root)
    assert done.exit_code == 0, done.output
    assert f"{TODAY}-2.json" in done.output
    assert not place.exists()


def test_a_kill_before_the_proof_leaves_it_open(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the run ends right after the removal, the next one proves what that took away."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("generator.publishing.update._rest", killed)
        assert publish(root).exit_code != 0
    assert GATE.encode() in remembered(root)[0]
    done = publish(root)
    assert done.exit_code == 0, done.output
    assert hashed_address(GATE, json.loads((root / PROOF).read_bytes())["salt"]) in (root / PROOF).read_text()


def test_a_dry_run_proves_nothing(root: Path, web: WebServer) -> None:
    """A dry run asks for nothing and remembers nothing."""
    assert publish(root, "--dry-run").exit_code == 0
    assert web.asked == []
    assert remembered(root) == []


def test_a_story_that_is_there_again_needs_no_proof(root: Path, web: WebServer) -> None:
    """What stands anew at an address, such as a story whose pause has ended, is not asked for any more."""
    publish(root)
    place = root / "stories/river.md"
    given = place.read_text(encoding="utf-8")
    page = (web.folder / "stories/river/index.html").read_bytes()
    web.instead = lambda path, query: (200, {}, page) if path == "stories/river/" and not query else None
    place.write_text(given.replace("status: given", "status: paused"), encoding="utf-8")
    assert publish(root).exit_code == 3
    place.write_text(given, encoding="utf-8")
    assert publish(root).exit_code == 0
    assert remembered(root) == []


def test_nothing_can_be_remembered(root: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the environment wants nothing remembered, an open proof says that the next run will not know of it."""
    cached(web)
    monkeypatch.setenv("HEARTEN_STATE", "")
    done = publish(root)
    assert done.exit_code == 3
    assert "the next run will not ask for it again" in done.output


def test_a_proof_that_cannot_be_kept_is_told(root: Path) -> None:
    """Where the proof cannot be written, that is told, and it stays open."""
    (root / "consent/proofs").write_bytes(b"")
    done = publish(root)
    assert done.exit_code == 3
    assert "the proof is not kept" in done.output
    assert remembered(root) != []


def test_a_stick_is_proven_by_its_files(root: Path) -> None:
    """A folder without an address is proven by its list of files, which is said."""
    (root / "site.yaml").write_text(f"{SITE}publish: [{{name: stick, to: 'folder:../htdocs'}}]\n", encoding="utf-8")
    done = publish(root)
    assert done.exit_code == 0, done.output
    assert "as its list of files shows" in done.output
    assert {len(line["statuses"]) for line in json.loads((root / PROOF).read_bytes())["gone"]} == {0}
