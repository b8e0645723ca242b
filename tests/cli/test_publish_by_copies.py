"""The command ``hearten publish`` with copies of one folder, of which each knows what the others do not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate.seal import code
from generator.publishing.remote_manifest import MANIFEST, read_manifest
from tests.builders.sites import SITE, TODAY, make_site, story, tree

DAYS = {"gate": "2026-01-01", "river": "2026-01-02", "lamp": "2026-01-03"}
TEXTS = {
    "gate": "We painted the old gate on a Sunday in May. Nobody had asked us for it, and nobody said a word.",
    "river": "The water came up to the third step that year. My sister counted them for me every evening.",
    "lamp": "It stood in the window all winter. Whoever came home late knew by it that somebody was awake.",
}
STORIES = {f"{name}.md": story(f"The {name}", day=day, text=TEXTS[name]) for name, day in DAYS.items()}


class Copies:
    """One folder, its copies by their names, each on a computer of its own, and a stick that all publish to."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.place, self.monkeypatch, self.stick = place, monkeypatch, place / "stick"
        self.stick.mkdir()
        make_site(place / "first", STORIES, site=f"{SITE}publish: [{{name: stick, to: 'folder:../stick'}}]\n")

    def at(self, name: str) -> Path:
        """Sit down at a computer; the folder there."""
        self.monkeypatch.setenv("HEARTEN_STATE", str(self.place / f"state-{name}"))
        return self.place / name

    def copy(self, name: str) -> None:
        """Copy the first folder as it is."""
        shutil.copytree(self.place / "first", self.place / name)

    def publish(self, name: str, *options: str) -> Result:
        """Publish from a copy."""
        root = self.at(name)
        return CliRunner().invoke(main, ["publish", *options, "--source", str(root)])

    def withdraw(self, name: str, of: str) -> None:
        """Withdraw a story in a copy."""
        withdraw(plan_withdrawal(self.at(name), of), TODAY)

    def gone(self) -> bool:
        """Whether no word of a withdrawn story is online; lists and parts of search that showed one are gone whole."""
        return not self.told() & {"gate", "river"}

    def told(self) -> set[str]:
        """The stories of which words are online."""
        files = tree(self.stick)
        return {name for name in DAYS for data in files.values() if f"The {name}".encode() in data}


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Copies:
    """A site that is online, of which a second copy withdrew the gate and published, and a third withdrew the river."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    copies = Copies(tmp_path, monkeypatch)
    assert copies.publish("first").exit_code == 0
    for name, of in (("second", "gate"), ("third", "river")):
        copies.copy(name)
        copies.withdraw(name, of)
    assert copies.publish("second").exit_code == 0
    assert copies.told() == {"river", "lamp"}
    return copies


@pytest.mark.parametrize("options", [(), ("--removals",)])
def test_each_copy_takes_away_and_none_puts_back(copies: Copies, options: tuple[str, ...]) -> None:
    """Where two copies each withdrew a story, both are gone, and neither copy puts that of the other online again."""
    done = copies.publish("third", *options)
    assert done.exit_code == (0 if options else 2), done.output
    assert options or "“hearten publish --removals”" in done.output
    assert copies.gone()
    done = copies.publish("second")
    assert done.exit_code == 3
    assert "“The river” would be put online again" in done.output
    assert copies.gone()
    copies.withdraw("second", "river")
    assert copies.publish("second").exit_code == 0
    assert copies.told() == {"lamp"}


def rename(stories: Path) -> None:
    (stories / "river.md").rename(stories / "stream.md")


def copy(stories: Path) -> None:
    shutil.copy(stories / "river.md", stories / "stream.md")
    (stories / "river.md").unlink()
    (stories / "river.md").write_text(story("Another", day="2026-01-05", text="Nothing of that is here."), "utf-8")


def page(stories: Path) -> None:
    text = (stories / "river.md").read_text("utf-8").split("---")[2]
    (stories / "river.md").unlink()
    (stories.parent / "pages").mkdir(exist_ok=True)
    (stories.parent / "pages" / "water.md").write_text(f"---\ntitle: Water\n---\n{text}", "utf-8")


def other_record(stories: Path) -> None:
    text = (stories / "river.md").read_text("utf-8")
    (stories / "river.md").unlink()
    (stories / "stream.md").write_text(text.replace("record: ", "record: X-").replace("The river", "Water"), "utf-8")


@pytest.mark.parametrize("change", [rename, copy, page, other_record])
@pytest.mark.parametrize("how", ["withdrawn", "paused"])
def test_under_another_name_no_copy_puts_it_back(copies: Copies, change: Callable[[Path], None], how: str) -> None:
    """What another copy took away comes back under no other file's name, title or record."""
    if how == "paused":
        shutil.rmtree(copies.place / "third")
        copies.copy("third")
        root = copies.at("third")
        acts.pause(root, "stories/river.md", today=TODAY)
    copies.publish("third", "--removals")
    assert copies.gone()
    change(copies.at("second") / "stories")
    for options in ((), ("--yes",)):
        done = copies.publish("second", *options)
        assert done.exit_code == 3, done.output
        assert "would be put online again" in done.output
        assert "third step" not in "".join(data.decode("utf-8", "replace") for data in tree(copies.stick).values())


def test_a_mark_shows_no_word(copies: Copies) -> None:
    """What the manifest keeps of a text that another copy took away is digests, and none of its words or names."""
    copies.publish("third", "--removals")
    manifest = (copies.stick / MANIFEST).read_bytes()
    (mark, *_) = read_manifest(manifest).taken.values()
    assert mark.words.digests
    assert not [word for word in (b"river", b"third step", b"sister") if word in manifest]


def test_a_refusal_leaves_what_only_the_newer_copy_has(copies: Copies) -> None:
    """A publish that is refused takes away what was withdrawn in its own copy, and no story that this does not have."""
    place = copies.at("second") / "stories/sea.md"
    place.write_text(story("The sea", day="2026-01-04", text="It was grey, and we went in all the same."), "utf-8")
    copies.publish("second")
    assert copies.publish("third").exit_code == 2
    assert copies.gone()
    assert "stories/sea/index.html" in tree(copies.stick)
    assert copies.publish("third", "--prove").exit_code == 0


def test_who_agreed_anew_is_online_again(copies: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    """A story that another copy took away goes online where its storyteller has approved it on a later day."""
    copies.publish("third", "--removals")
    later = TODAY + timedelta(1)
    monkeypatch.setattr("generator.content.sources.today", lambda: later)
    root, path = copies.at("second"), "stories/river.md"
    form = Approval(code=code(open_case(root, path).seal), record="CF-1", scope=("feed", "web"))
    acts.approve(root, path, form, today=later)
    done = copies.publish("second")
    assert done.exit_code == 0, done.output
    assert copies.told() == {"river", "lamp"}


@pytest.mark.parametrize("name", ["first", "third"])
def test_a_dry_run_tells_a_refusal(copies: Copies, name: str) -> None:
    """A dry run of a publish that will be refused says so, ends as that does, and changes nothing."""
    before = tree(copies.stick)
    done = copies.publish(name, "--dry-run")
    assert done.exit_code == 2
    assert "newer log of consent" in done.output
    assert "Nothing was changed there." in done.output
    assert tree(copies.stick) == before


def test_a_manifest_that_is_broken_lets_no_older_copy_in(copies: Copies) -> None:
    """Where the manifest is broken nothing goes online before somebody says that the log here is the newest."""
    (copies.stick / MANIFEST).write_bytes(b"{}")
    for name in ("first", "second"):
        for options in ((), ("--removals",), ()):
            done = copies.publish(name, *options)
            assert done.exit_code == (0 if options else 3), done.output
            assert "gate" not in copies.told()
    assert "“hearten publish --yes”" in done.output
    assert copies.publish("second", "--yes").exit_code == 0
    assert copies.told() == {"river", "lamp"}
    assert copies.publish("second").exit_code == 0
    assert copies.publish("first").exit_code == 2
