"""The command ``hearten publish``, at a folder."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.cli.report import ProgressLine
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import MANIFEST, UNDER_WAY
from generator.publishing.targets.folder import FolderStore
from generator.store.staging import EMPTY_PAGE
from tests.builders.sites import SITE, TODAY, make_site, story, tree

DAYS = {"gate": "2026-01-01", "river": "2026-01-02", "lamp": "2026-01-03"}
STORIES = {f"{name}.md": story(f"The {name}", day=day) for name, day in DAYS.items()}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that is put onto a stick beside it, on a day that does not pass."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    (tmp_path / "stick").mkdir()
    site = f"{SITE}publish: [{{name: stick, to: 'folder:../stick'}}]\n"
    return make_site(tmp_path / "site", STORIES, site=site)


def publish(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["publish", *options, "--source", str(root)], input="n\n")


def online(root: Path) -> dict[str, bytes]:
    return tree(root.parent / "stick")


def end(root: Path, name: str) -> None:
    place = root / "stories" / name
    place.write_text(place.read_text(encoding="utf-8").replace("status: given", "status: withdrawn"), encoding="utf-8")


def test_a_site_is_put_online(root: Path) -> None:
    """The command builds the site and puts it where site.yaml says, and a second time has nothing to do."""
    done = publish(root)
    assert done.exit_code == 0, done.output
    assert "appears: The gate" in done.output
    assert "Everything is in the folder" in done.output
    built = {path: data for path, data in tree(root / "public").items() if not path.startswith(".")}
    there = online(root)
    del there[MANIFEST]
    assert there == built
    assert "no file to send" in publish(root, "stick").output


def test_a_dry_run_changes_nothing(root: Path) -> None:
    """A dry run says in stories and topics what would change, and changes nothing online."""
    publish(root)
    before = online(root)
    end(root, "gate.md")
    done = publish(root, "--dry-run")
    assert done.exit_code == 0
    assert "goes: stories/gate/index.html" in done.output
    assert "lists of the topics: hope" in done.output
    assert "Nothing was changed there." in done.output
    assert online(root) == before


def test_files_that_no_build_made_are_told_by_name(root: Path) -> None:
    """What goes though no build made it, and what is not the site's and stays, is told by number and name before it."""
    publish(root)
    stick = root.parent / "stick"
    for name in ("a.css", *(f"{n}.doc" for n in range(7))):
        (stick / "intranet").mkdir(exist_ok=True)
        (stick / ("topics" if name == "a.css" else "intranet") / name).write_bytes(b"x")
    names = ", ".join(f"intranet/{n}.doc" for n in range(5))
    for options in (["--dry-run"], []):
        done = publish(root, *options)
        assert "  files that no build made go: topics/a.css\n" in done.output
        assert f"  files that are not the site's stay: {names} and 2 more\n" in done.output
    assert not (stick / "topics/a.css").exists()
    assert len([*(stick / "intranet").iterdir()]) == 7


def test_a_dry_run_tells_new_warnings(root: Path) -> None:
    """Of a build's warnings, a dry run tells those as new that were not there at the last publishing from here."""
    (root / "stories" / "sea.md").write_text(story("The sea", text="See [there](nowhere.md)."), encoding="utf-8")
    assert "warning that is new" not in publish(root).output
    (root / "stories" / "sky.md").write_text(story("The sky", text="See [there](nowhere.md)."), encoding="utf-8")
    told = publish(root, "--dry-run").output
    assert "warning that is new: stories/sky.md:" in told
    assert "warning that is new: stories/sea.md:" not in told


def test_words_that_nobody_has_read_are_told_each_time(root: Path) -> None:
    """Each time a site goes online whose language no native speaker has read, its build says so; else it does not."""
    told = ": warning: no native speaker has read the theme's words in “cy” yet"
    assert told not in publish(root).output
    settings = root / "site.yaml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}language: cy\n", encoding="utf-8")
    for _ in range(2):
        assert publish(root).output.count(told) == 1


def test_a_site_online_that_is_too_old_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where something online has ended meanwhile, publishing says since when."""
    ends = "{record: R-1, status: given, given_on: 2026-01-01, valid_until: 2026-06-20, scope: [web]}"
    (root / "stories" / "gate.md").write_text(story("The gate", consent=ends), encoding="utf-8")
    publish(root)
    monkeypatch.setattr("generator.content.sources.today", lambda: date(2026, 6, 21))
    assert "older than it may be: since 2026-06-21" in publish(root, "--dry-run").output


def test_removal_is_done_where_nothing_can_be_built(root: Path) -> None:
    """Where the site cannot be built, what must go is taken away online, and the build's problem is told."""
    publish(root)
    end(root, "gate.md")
    settings = root / "site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "theme: {name: lost}\n", encoding="utf-8")
    done = publish(root)
    assert done.exit_code == 2
    assert "theme" in done.output
    assert "held words that must go" in done.output
    assert not [path for path, data in online(root).items() if b"The gate" in data or "gate" in path]


def test_settings_that_cannot_be_read_leave_words_online(root: Path) -> None:
    """Where nothing tells any more which places there are, the end says that words may still be online."""
    publish(root)
    (root / "site.yaml").write_bytes(b"\xff\xfe")
    for options in ([], ["--removals"]):
        done = publish(root, *options)
        assert done.exit_code == 3
        assert "Words that must go may still be online" in done.output


def test_words_that_stay_and_what_stops_a_build_are_both_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where neither a build nor removal can be done, both are told, and the end says that words are still online."""
    publish(root)
    end(root, "gate.md")
    (root / "consent").mkdir()
    (root / "consent" / "deny.txt").write_bytes(b"\xff\xfe")

    def refuse(_store: FolderStore, path: str, *_content: bytes) -> None:
        raise RemoteError(f"{path} is read-only")

    for change in ("put", "delete"):
        monkeypatch.setattr(FolderStore, change, refuse)
    done = publish(root)
    assert done.exit_code == 3
    assert "words that must go are still online" in done.output
    assert "consent/deny.txt" in done.output


def test_removals_alone(root: Path) -> None:
    """With --removals nothing is built, and a dry run of it changes nothing."""
    publish(root)
    end(root, "gate.md")
    before = online(root)
    assert "stories/gate/index.html" in publish(root, "--removals", "--dry-run").output
    assert online(root) == before
    assert publish(root, "--removals").exit_code == 0
    assert "stories/gate/index.html" not in online(root)
    assert "stories/river/index.html" in online(root)
    assert publish(root).exit_code == 0
    assert b"The river" in online(root)["index.html"]


def test_many_stories_that_go_are_asked_about(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody at a terminal is asked before many stories go, and a no holds up no consent that has ended."""
    publish(root)
    monkeypatch.setattr("generator.cli.publish.is_watched", lambda: True)
    (root / "stories" / "river.md").unlink()
    before = online(root)
    asked = publish(root)
    assert asked.exit_code == 2
    assert "1 of 3 stories go, and no consent has ended" in asked.output
    assert online(root) == before
    end(root, "gate.md")
    assert publish(root).exit_code == 2
    assert not [path for path, data in online(root).items() if b"The gate" in data or "gate" in path]
    assert "stories/river/index.html" in online(root)
    assert publish(root, "--yes").exit_code == 0
    assert "stories/river/index.html" not in online(root)


def test_stories_whose_consent_has_ended_are_not_asked_about(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked about stories that go since their consent has ended."""
    publish(root)
    monkeypatch.setattr("generator.cli.publish.is_watched", lambda: True)
    end(root, "gate.md")
    assert publish(root).exit_code == 0
    assert not [path for path in online(root) if "gate" in path]


def test_what_stops_publishing_lets_nothing_new_online(root: Path) -> None:
    """Where something stops publishing, nothing new goes online, and what must go goes."""
    publish(root)
    end(root, "gate.md")
    settings = root / "site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("hello@harbour.internal", "hello@example.org"))
    (root / "stories" / "new.md").write_text(story("The new one"), encoding="utf-8")
    done = publish(root)
    assert done.exit_code == 2
    assert "nothing new goes online" in done.output
    assert not [path for path in online(root) if "gate" in path or "new" in path]


def test_a_fault_in_a_build_keeps_nothing_online(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a build stops by a fault of the program, what must go goes, and the fault is told."""
    publish(root)
    end(root, "gate.md")

    def fault(*_of_what: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("generator.publishing.publish_run.build", fault)
    assert isinstance(publish(root).exception, ZeroDivisionError)
    assert not [path for path in online(root) if "gate" in path]


def test_no_upload_holds_up_what_must_go_elsewhere(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With several places, what must go is gone from all of them before anything is sent to the first."""
    (root.parent / "other").mkdir()
    settings = root / "site.yaml"
    both = "publish: [{name: stick, to: 'folder:../stick'}, {name: other, to: 'folder:../other'}]\n"
    settings.write_text(SITE + both, encoding="utf-8")
    publish(root)
    end(root, "gate.md")
    put = FolderStore.put
    seen: list[set[str]] = []

    def look_and_put(store: FolderStore, path: str, content: bytes) -> None:
        if path not in (MANIFEST, UNDER_WAY) and content not in (EMPTY_PAGE, b""):
            folders = (root.parent / "stick", root.parent / "other")
            seen.append({path for folder in folders for path, data in tree(folder).items() if b"The gate" in data})
        put(store, path, content)

    monkeypatch.setattr(FolderStore, "put", look_and_put)
    assert publish(root).exit_code == 0
    assert seen
    assert not any(seen)


def test_a_folder_that_is_anothers_is_refused(root: Path) -> None:
    """A folder with files that are not ours is told, and left as it is."""
    (root.parent / "stick" / "photo.jpg").write_bytes(b"x")
    done = publish(root)
    assert done.exit_code == 2
    assert "photo.jpg is there" in done.output
    assert online(root) == {"photo.jpg": b"x"}
    assert publish(root, "--removals").exit_code == 3


def test_a_place_that_is_not_named_is_told(root: Path) -> None:
    """A name that site.yaml does not have is told with those that it has, and no place at all with an example."""
    assert "those that it has are: stick" in publish(root, "live").output
    (root / "site.yaml").write_text(SITE, encoding="utf-8")
    done = publish(root)
    assert done.exit_code == 2
    assert "publish: [{name: live" in done.output


def test_an_unplugged_stick_is_told(root: Path) -> None:
    """A folder that is not there is told, without a traceback."""
    (root.parent / "stick").rmdir()
    done = publish(root)
    assert done.exit_code == 2
    assert "plug in" in done.output


def away(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let no folder be reached."""

    def refuse(_store: FolderStore) -> None:
        raise RemoteError("the connection broke", passing=True)

    monkeypatch.setattr(FolderStore, "listing", refuse)
    return monkeypatch


def test_a_place_that_cannot_be_reached_may_still_show_a_story(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where something has ended since a place was last reached, failing to reach it says that it may still be there."""
    publish(root)
    end(root, "gate.md")
    with monkeypatch.context() as patched:
        away(patched)
        for _ in range(2):
            done = publish(root)
            assert done.exit_code == 3, done.output
            assert "Words that must go may still be online there." in done.output
    assert publish(root).exit_code == 0
    away(monkeypatch)
    done = publish(root)
    assert done.exit_code == 2, done.output
    assert "may still be online" not in done.output


def test_what_has_ended_may_be_online_where_nothing_is_remembered(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a computer that has never reached a place, or has forgotten it, whatever has ended may still be there."""
    publish(root)
    end(root, "gate.md")
    publish(root)
    shutil.rmtree(root / ".hearten-cache")
    away(monkeypatch)
    assert publish(root).exit_code == 3


def test_of_several_places_the_worst_end_counts(root: Path) -> None:
    """Where one of several places cannot be reached, the others get what was built, and the end is that one's."""
    (root.parent / "other").mkdir()
    both = "publish: [{name: stick, to: 'folder:../stick'}, {name: other, to: 'folder:../other'}]\n"
    (root / "site.yaml").write_text(SITE + both, encoding="utf-8")
    publish(root)
    end(root, "gate.md")
    (root.parent / "stick").rename(root.parent / "gone")
    done = publish(root)
    assert done.exit_code == 3, done.output
    assert "stories/gate/index.html" not in tree(root.parent / "other")
    assert done.output.count("plug in") == done.output.count("Words that must go may still be online") == 1
    (root.parent / "gone").rename(root.parent / "stick")
    assert publish(root).exit_code == 0


def test_a_line_says_how_long_it_takes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """At a terminal a line says how much was sent, and how long the rest takes at that speed."""
    now = [0.0]
    monkeypatch.setattr("generator.cli.report.time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    line = ProgressLine(enabled=True)
    now[0] = 30.0
    line.sending(2_000_000, 8_000_000)
    assert "Sending 2.0 of 8.0 MB, about 1 min 30 s left" in capsys.readouterr().err
    now[0] = 60.0
    line.sending(6_000_000, 8_000_000)
    assert "Sending 6.0 of 8.0 MB, about 20 s left" in capsys.readouterr().err


@pytest.mark.parametrize("removals", [(), ("--removals",)])
def test_what_may_be_others_is_named_before_it_goes(root: Path, removals: tuple[str, ...]) -> None:
    """Where nobody knows what is the site's, each file that may be somebody else's is named before it goes."""
    publish(root)
    stick = root.parent / "stick"
    (stick / MANIFEST).unlink()
    (stick / "intranet").mkdir()
    names = {f"intranet/{n}.doc" for n in range(12)}
    for name in names:
        (stick / name).write_bytes(b"theirs")
    (stick / "stories" / "other").mkdir()
    (stick / "stories" / "other" / "index.html").write_bytes(b"put back")
    refused = publish(root, *removals)
    assert "Whatever else lies there goes then, 12 files: intranet/0.doc" in refused.output
    assert names <= online(root).keys()
    done = publish(root, *removals, "--yes")
    told, _, after = done.output.partition("may be somebody else's go")
    assert told.endswith("12 files that ")
    assert all(name in after for name in names)


def test_a_full_stick_costs_nobody_a_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a stick was full while words had to go, “hearten publish” goes on, and other people's files stay on it."""
    monkeypatch.setenv("HEARTEN_STATE", str(root.parent / "state"))
    publish(root)
    place = root.parent / "stick" / "thesis.doc"
    place.write_bytes(b"theirs")
    end(root, "gate.md")

    def full(_self: FolderStore, _path: str, _content: bytes) -> None:
        raise RemoteError("there is no room")

    with monkeypatch.context() as m:
        m.setattr(FolderStore, "put", full)
        assert publish(root).exit_code == 3
        again = publish(root, "--removals")
        assert again.exit_code == 3
        assert "“hearten publish” again" in again.output
    assert MANIFEST not in online(root)
    done = publish(root)
    assert done.exit_code == 0, done.output
    assert place.read_bytes() == b"theirs"
    assert [*(root.parent / "state" / "online").iterdir()] == []
