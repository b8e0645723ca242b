"""A consent is its record: copies, backups and older versions of a file never publish what has ended."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.refused import RefusedError
from generator.consent.register import rows
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.content.moves import NO_MOVES
from generator.gate import consent_log, tombstones
from generator.gate.last_words import last_words
from generator.gate.seal import code
from tests.builders.sites import TODAY, built, make_site, story, tree

GATE = "stories/gate.md"
WORDS = (
    "We painted the old gate twice before the rain came. Nobody had asked us to do any of it. "
    "In the evening the whole street smelled of paint. I slept well for once."
)
NAMES = ("gate (1).md", "gate-copy.md", "gate.sync-conflict-20260601-1200-ABCDEF.md", "gate 2.md", "Kopie von gate.md")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a sealed story and another one."""
    make_site(tmp_path, {"gate.md": story(text=WORDS), "sea.md": story("A sea", text="The sea was there every day.")})
    approve(tmp_path)
    return tmp_path


def approve(root: Path, path: str = GATE, record: str = "CF-1", scope: tuple[str, ...] = ("web", "feed")) -> None:
    form = Approval(code=code(open_case(root, path).seal), record=record, scope=scope, until=date(2028, 1, 1))  # type: ignore[arg-type]  # channels
    acts.approve(root, path, form, today=TODAY)


def why(root: Path, path: str) -> str:
    """Why a story is withheld from the web; nothing where it is not."""
    return next(row.why or "" for row in rows(root, TODAY) if row.path == path)


def published(root: Path) -> set[str]:
    """The stories that a build publishes, by the names of their pages."""
    return set(built_pages(root)) - {"sea"}


def built_pages(root: Path) -> list[str]:
    built(root)
    return [p.parent.name for p in (root / "public/stories").glob("*/index.html")]


def shows_words(root: Path) -> bool:
    built(root)
    return any(b"smelled of paint" in data for data in tree(root / "public").values())


@pytest.mark.parametrize("name", [*NAMES, "restored/gate.md", "other.md"])
@pytest.mark.parametrize("after", ["withdraw", "pause", "narrow"])
def test_a_copy_never_outlives_what_ended(site: Path, name: str, after: str) -> None:
    """A copy of a story's file, under whatever name or in whatever folder, is not published once an act ended it."""
    copy = site / "stories" / name
    copy.parent.mkdir(exist_ok=True)
    shutil.copy(site / GATE, copy)
    if after == "withdraw":
        plan = plan_withdrawal(site, GATE)
        assert f"stories/{name}" in plan.files
        withdraw(plan, TODAY)
        assert not copy.exists()
    elif after == "pause":
        acts.pause(site, GATE, today=TODAY)
    else:
        acts.narrow(site, GATE, scope=("web",), today=TODAY)
    assert after == "withdraw" or why(site, f"stories/{name}")
    assert published(site) == ({"gate"} if after == "narrow" else set())


@pytest.mark.parametrize("change", ["slug: elsewhere", "aliases: [/old/]", "draft: false"])
def test_a_restored_backup_stays_withheld(site: Path, change: str) -> None:
    """A withdrawn story that comes back with another slug, name and site address is still withdrawn."""
    backup = (site / GATE).read_text()
    withdraw(plan_withdrawal(site, GATE), TODAY)
    (site / "stories/back.md").write_text(backup.replace("title: A gate", f"title: A gate\n{change}"))
    settings = (site / "site.yaml").read_text()
    (site / "site.yaml").write_text(settings.replace("quiet.harbour.internal/base", "other.example.org"))
    assert "it was withdrawn on 2026-06-15" in why(site, "stories/back.md")
    assert not shows_words(site)


def test_the_words_are_known_under_another_record(site: Path) -> None:
    """A withdrawn story is known by its words when all of its front matter is another, and a word was changed."""
    withdraw(plan_withdrawal(site, GATE), TODAY)
    (site / "stories/new.md").write_text(story("Paint", text=WORDS.replace("for once", "that night")))
    assert "was withdrawn" in why(site, "stories/new.md")
    assert not shows_words(site)


def test_same_words_of_a_paused_story_are_withheld(tmp_path: Path) -> None:
    """A story with the words of one that is paused under another record is withheld, and the other file is named."""
    paused = "{record: R-9, status: paused, given_on: 2026-01-01, scope: [web]}"
    make_site(tmp_path, {"gate.md": story(text=WORDS), "old.md": story("Old", consent=paused, text=WORDS)})
    assert why(tmp_path, GATE).startswith("stories/old.md has the same words, or nearly, and there the storyteller")


def test_an_edit_into_ended_words_is_withheld(tmp_path: Path) -> None:
    """A published text that is edited until it says what a paused one says is withheld by the very next build."""
    paused = "{record: R-9, status: paused, given_on: 2026-01-01, scope: [web]}"
    make_site(tmp_path, {"gate.md": story(text="A gate."), "old.md": story("Old", consent=paused, text=WORDS)})
    assert published(tmp_path) == {"gate"}
    (tmp_path / GATE).write_text((tmp_path / GATE).read_text().replace("\nA gate.", f"\n{WORDS}"))
    assert published(tmp_path) == set()


@pytest.mark.parametrize("act", ["pause", "narrow", "renew"])
def test_an_older_version_is_stale(site: Path, act: str) -> None:
    """An older version of a story's file is withheld, and the log's last word is told."""
    before = (site / GATE).read_bytes()
    if act == "pause":
        acts.pause(site, GATE, today=TODAY)
    elif act == "narrow":
        acts.narrow(site, GATE, scope=("web",), today=TODAY)
    else:
        acts.renew(site, GATE, until=date(2029, 1, 1), today=TODAY)
    (site / GATE).write_bytes(before)
    assert f"the log's last word about CF-1 is “{act}” of 2026-06-15 (consent/log.jsonl, line 2)" in why(site, GATE)


def test_nothing_can_be_done_to_an_older_version(site: Path) -> None:
    """An older version of a file can be neither renewed nor narrowed, and can be paused."""
    before = (site / GATE).read_bytes()
    acts.narrow(site, GATE, scope=("web",), today=TODAY)
    (site / GATE).write_bytes(before)
    with pytest.raises(RefusedError, match="older version"):
        acts.renew(site, GATE, until=date(2029, 1, 1), today=TODAY)
    acts.pause(site, GATE, today=TODAY)
    assert why(site, GATE)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("scope: [web, feed]", "scope: [web, feed, offline]", "its “scope” goes beyond what was agreed"),
        ("valid_until: 2028-01-01", "valid_until: 2029-01-01", "its “valid_until” goes beyond what was agreed"),
        ("valid_until: 2028-01-01", "valid_until: 2027-01-01", "was changed after it was agreed to"),
        ("given_on: 2026-06-15", "given_on: 2026-06-01", "was changed after it was agreed to"),
        ("status: given", "status: given\n  basis: fictional", "“basis” was changed after it was agreed to"),
        ("status: given", "status: given\n  named_as: full", "“named_as” was changed after it was agreed to"),
        ("status: given", "status: given\n  given_by: representative", "“given_by” was changed after"),
        ("status: given", "status: given\n  texts: [stories/gate.md]", "“texts” was changed after"),
    ],
)
def test_terms_are_sealed(site: Path, old: str, new: str, told: str) -> None:
    """A term that was changed by hand withholds a sealed story, with the field's name where it can be known."""
    (site / GATE).write_text(as_block(site).replace(old, new, 1))
    assert told in why(site, GATE)
    assert "gate" not in published(site)


def as_block(site: Path) -> str:
    """The story's file with its consent a line a field, and lists in brackets."""
    written = (site / GATE).read_text()
    block = re.search(r"consent: \{(.*?)\}\n(?=---)", written, re.DOTALL)
    if block is None:
        return written
    fields = re.split(r",\s+(?![^\[{]*[\]}])", block[1].replace("\n", " "))
    return written.replace(block[0], "consent:\n" + "".join(f"  {field.strip()}\n" for field in fields))


def test_the_terms_of_older_seals_are_held_against_the_log(site: Path) -> None:
    """A story that was sealed before terms were is published, but neither as fictional nor with a wider scope."""
    older = consent_log.FORMS
    line = consent_log.read((site / consent_log.PATH).read_bytes())[0][0]
    raw, fingerprint = consent_log._written(1, line.event, consent_log.BEGINNING, older[0])
    (site / consent_log.PATH).write_bytes(raw)
    text = re.sub(r"logged: [0-9a-f-]+", f"logged: {fingerprint}", as_block(site))
    text = re.sub(r",?\s+terms: [0-9a-f-]+", "", text)
    (site / GATE).write_text(text)
    assert why(site, GATE) == ""
    (site / GATE).write_text(text.replace("status: given", "status: given\n  basis: fictional"))
    assert "“basis: fictional” was not agreed" in why(site, GATE)
    (site / GATE).write_text(text.replace("[web, feed]", "[web, feed, social]"))
    assert "“scope”" in why(site, GATE)


def test_files_with_one_record_hold_each_other(tmp_path: Path) -> None:
    """Where no log speaks, files with one record are published where and for as long as each of them allows."""
    wide = "{record: R-7, status: given, given_on: 2026-01-01, scope: [web, feed]}"
    make_site(
        tmp_path, {"a.md": story("Wide", consent=wide), "b.md": story("Small", consent=wide.replace(", feed", ""))}
    )
    built(tmp_path)
    assert b"Wide" not in (tmp_path / "public/feed.xml").read_bytes()
    (tmp_path / "stories/b.md").write_text(story("Small", consent=wide.replace("given,", "withdrawn,")))
    assert "stories/b.md has the same record" in why(tmp_path, "stories/a.md")
    (tmp_path / "stories/b.md").write_text("---\ntitle: [1]\nconsent: {record: R-7}\n---\nText.\n")
    assert "stories/b.md has the same record" in why(tmp_path, "stories/a.md")


def test_a_form_can_cover_several_texts(tmp_path: Path) -> None:
    """Texts that their consents name together have lives of their own; a file that is not named is withheld."""
    both = "{record: R-7, status: %s, given_on: 2026-01-01, scope: [web], texts: [stories/a.md, stories/b.md]}"
    files = {"a.md": story("One", consent=both % "given"), "b.md": story("Two", consent=both % "paused")}
    make_site(tmp_path, {**files, "c.md": story("Three", consent=both % "given")})
    assert "it is not among the “texts” of R-7" in why(tmp_path, "stories/c.md")
    (tmp_path / "stories/c.md").unlink()
    assert why(tmp_path, "stories/a.md") == ""
    assert why(tmp_path, "stories/b.md")


def test_several_texts_of_a_record_are_logged_apart(tmp_path: Path) -> None:
    """An act on one of several texts of a record leaves the others as they are; a withdrawal ends them all."""
    both = "{record: CF-1, status: requested, scope: [], texts: [stories/a.md, stories/b.md]}"
    make_site(tmp_path, {"a.md": story("One", consent=both), "b.md": story("Two", consent=both, text=WORDS)})
    approve(tmp_path, "stories/a.md")
    approve(tmp_path, "stories/b.md")
    old = (tmp_path / "stories/a.md").read_bytes()
    acts.pause(tmp_path, "stories/a.md", today=TODAY)
    assert why(tmp_path, "stories/b.md") == ""
    (tmp_path / "stories/a.md").write_bytes(old)
    assert "older version" in why(tmp_path, "stories/a.md")
    withdraw(plan_withdrawal(tmp_path, "stories/a.md"), TODAY)
    assert "withdrawn" in why(tmp_path, "stories/b.md")


def test_a_break_withholds_what_is_behind_it(site: Path) -> None:
    """A break in the log's chain withholds every record with a line at or behind it, and no other."""
    (site / "stories/hill.md").write_text(story("A hill", text="A hill in rain."))
    approve(site, "stories/hill.md", "CF-2")
    acts.narrow(site, "stories/hill.md", scope=("web",), today=TODAY)
    log = site / consent_log.PATH
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(lines[0] + lines[2])
    assert why(site, GATE) == ""
    assert "the log's chain is broken at line 2" in why(site, "stories/hill.md")
    log.write_bytes(lines[0] + lines[1].replace(b'"record": "CF-2"', b'"record": "CF-9"') + lines[2])
    assert "the log's chain is broken at line 2" in why(site, GATE)


def test_a_new_approval_lifts_a_withdrawal(site: Path) -> None:
    """Who consents again after withdrawing is let in by an approval, whatever the file, and the log tells."""
    backup = (site / GATE).read_text()
    withdraw(plan_withdrawal(site, GATE), TODAY)
    (site / "stories/again.md").write_text(backup)
    approve(site, "stories/again.md", "CF-2")
    assert why(site, "stories/again.md") == ""
    assert tombstones.read((site / tombstones.PATH).read_bytes()).stories == ()
    assert last_words((site / consent_log.PATH).read_bytes(), NO_MOVES).of_record["cf-1"].event.record == "CF-2"


@pytest.mark.parametrize("front", ["slug: gate", "aliases: [/old/gate/]"])
def test_no_address_is_given_twice(tmp_path: Path, front: str) -> None:
    """An address that a withdrawn story had, its own or a former one, is never given to another text."""
    make_site(tmp_path, {"gate.md": story(text=WORDS, more="aliases: [/old/gate/]"), "sea.md": story("A sea")})
    withdraw(plan_withdrawal(tmp_path, GATE), TODAY)
    (tmp_path / "stories/hill.md").write_text(story("A hill", more=front, text="A hill in rain."))
    report = built(tmp_path)
    told = [d.message for d in report.diagnostics if d.is_error]
    address = "stories/gate" if "slug" in front else "old/gate"
    owner = "a story that was withdrawn, and is never given to another text"
    assert told == [f"/{address}/ already belongs to {owner}"]
    assert published(tmp_path) == set()


def test_tombstones_of_the_first_form_hold(site: Path) -> None:
    """A tombstone of the first form holds by its id and by its line of the log, and the next act writes it anew."""
    backup = (site / GATE).read_bytes()
    withdraw(plan_withdrawal(site, GATE), TODAY)
    stone = tombstones.read((site / tombstones.PATH).read_bytes()).stories[0]
    first = (
        f"stories:\n  - id: {stone.id}\n    withdrawn_on: 2026-06-15\n    in_feeds: true\n    logged: {stone.logged}\n"
    )
    (site / tombstones.PATH).write_text(first)
    (site / "stories/back.md").write_bytes(backup)
    assert "withdrawn" in why(site, "stories/back.md")
    withdraw(plan_withdrawal(site, "stories/sea.md"), TODAY)
    after = tombstones.read((site / tombstones.PATH).read_bytes())
    assert (after.form, after.stories[0].record, after.stories[0].id) == (2, "CF-1", stone.id)


def test_tombstones_tell_nothing(site: Path) -> None:
    """No word, title or address of a withdrawn story can be read in consent/withdrawn.yaml."""
    withdraw(plan_withdrawal(site, GATE), TODAY)
    written = (site / tombstones.PATH).read_text()
    assert not re.search(r"gate|paint|street", written)


def test_withheld_is_the_same_as_absent(site: Path) -> None:
    """A site with every kind of ended copy is byte for byte the site without those files, but for what recalls."""
    for name in NAMES:
        shutil.copy(site / GATE, site / "stories" / name)
    (site / "stories/other-record.md").write_text(story("Copied words", text=WORDS))
    acts.pause(site, GATE, today=TODAY)
    built(site)
    with_them = tree(site / "public")
    for path in (site / "stories").glob("*.md"):
        if path.name != "sea.md":
            path.unlink()
    built(site, out="bare")
    without = tree(site / "bare")
    differ = {path for path in with_them.keys() | without.keys() if with_them.get(path) != without.get(path)}
    assert differ <= {"recall.js", "recall.json"}
