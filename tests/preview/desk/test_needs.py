"""What the desk's first page begins with: what needs a person now, each with its next step."""

from __future__ import annotations

import re
import shutil
import threading
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

import html5lib
import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.ground.channels import Medium
from generator.preview.desk.needs import MOST_SHOWN
from generator.preview.desk.online import ONLINE
from generator.preview.http.addresses import Addresses
from generator.preview.site.live import LiveSite
from generator.publishing.ports import RemoteError
from generator.publishing.targets.folder import FolderStore
from generator.store.cache import FOLDER
from tests.builders.approved import GATE as APPROVED
from tests.builders.approved import approved_site
from tests.builders.previews import REQUESTED
from tests.builders.sites import SITE, TODAY, make_site, story

ASKED = "{record: FORM-17, status: requested, scope: [web]}"
ENDS = "{{record: R-{n}, status: given, given_on: 2025-01-01, valid_until: {day}, scope: [web]}}"
REVIEWED = "{record: R-9, status: given, given_on: 2026-01-01, review_by: 2026-06-01, scope: [web]}"
GATE = story("A gate", text="We painted the gate, and nobody said a word about it.")


@dataclass(frozen=True)
class Entry:
    """Something on the page that needs a person: its heading without the number, its words, and where it leads."""

    group: str
    words: str
    to: str


def entries(live: LiveSite, query: str = "", desk: Addresses | None = None) -> list[Entry]:
    """What stands on the desk's first page as needing a person."""
    page = html5lib.parse(
        (desk or Addresses(live)).see(f"/_desk/?{query}").content.decode(), namespaceHTMLElements=False
    )
    section = next((one for one in page.iter("section") if one.get("aria-labelledby") == "needs"), None)
    found: list[Entry] = []
    group = ""
    for part in section if section is not None else ():
        if part.tag == "h3":
            group = "".join(part.itertext()).rpartition(":")[0]
        for line in part if part.tag == "ul" else ():
            link = line.find("a")
            words = " ".join("".join(line.itertext()).split())
            found.append(Entry(group, words, unescape(link.get("href") or "") if link is not None else ""))
    return found


def look(
    folder: Path, stories: dict[str, str], site: str = SITE, medium: Medium = "web", day: date = TODAY
) -> LiveSite:
    return LiveSite(make_site(folder / "site", stories, site=site), medium, day)


@pytest.mark.parametrize(
    ("text", "group", "words", "step"),
    [
        (story("One", topics="[hpoe]"), "Kept back by problems", "Withheld because it has 1 error", "problems"),
        ("no front matter\n", "Kept back by problems", "cannot be read for the errors in it", "problems"),
        (
            story("One", consent=ENDS.format(n=1, day="2026-06-14")),
            "Consent has run out",
            "the consent ran out on 2026-06-14",
            "consent",
        ),
        (
            story("One", consent=ENDS.format(n=1, day="2026-08-14")),
            "Consent ends soon, or is to be reviewed",
            "ends in 60 days, 2026-08-14",
            "consent",
        ),
        (
            story("One", consent=REVIEWED),
            "Consent ends soon, or is to be reviewed",
            "to be reviewed 14 days ago, 2026-06-01",
            "consent",
        ),
        (
            story("One", consent=ASKED),
            "Asked, and no answer written down",
            "its consent has been asked for",
            "approve",
        ),
    ],
)
def test_a_story_that_needs_somebody(tmp_path: Path, text: str, group: str, words: str, step: str) -> None:
    """A story that needs somebody stands there with what is the matter, and a link to where that is done."""
    (entry,) = entries(look(tmp_path, {"gate.md": GATE, "one.md": text}))
    assert entry.group == group
    assert words in entry.words
    assert re.fullmatch(rf"/_desk/story/stories/one\.md\?channel=web&day={TODAY}(&form={step})?#{step}", entry.to)


@pytest.mark.parametrize(
    "text",
    [
        story("One", consent=ENDS.format(n=1, day="2026-08-15")),
        story("One", consent=REQUESTED, more="draft: true"),
        story("One", consent="{record: R-1, status: paused, scope: [web]}"),
        story("One", scope="[offline]"),
    ],
)
def test_what_can_wait_is_not_told(tmp_path: Path, text: str) -> None:
    """Neither a new draft, nor a decision of a storyteller's, nor an end that is far off needs anybody now."""
    live = look(tmp_path, {"gate.md": GATE, "one.md": text})
    assert [entry.group for entry in entries(live)] == ["Put it online"]


def test_a_broken_seal(tmp_path: Path) -> None:
    """A story that was changed since it was approved is to be shown to its storyteller again."""
    root = approved_site(tmp_path)
    text = (root / APPROVED).read_text(encoding="utf-8")
    (root / APPROVED).write_text(text.replace("painted", "scraped"), encoding="utf-8")
    (entry,) = entries(LiveSite(root, "web", TODAY))
    assert entry.group == "Changed since their storytellers approved them"
    assert "Show it again" in entry.words


def test_what_the_site_lacks(tmp_path: Path) -> None:
    """Samples in site.yaml and helplines that nobody has checked for long stand there with the form that mends them."""
    site = SITE.replace("hello@harbour.internal", "hello@example.org") + (
        "helplines:\n  check_every_months: 6\n  lines:\n"
        "    - {name: A line, phone: '116 123', languages: [en], checked: 2025-01-01, source: 'https://line.internal/'}\n"
    )
    found = entries(look(tmp_path, {"gate.md": GATE}, site))
    assert {entry.group for entry in found} == {"Before the site goes online", "Helplines to check"}
    assert {entry.to.partition("?")[0] for entry in found} == {"/_desk/site", "/_desk/site/helplines"}


def test_a_site_without_stories_leads_to_a_new_one(tmp_path: Path) -> None:
    """Where no story is published yet, the next step is to begin one, by a form and no command."""
    live = look(tmp_path, {"one.md": story("One", consent=REQUESTED, more="draft: true")})
    (entry,) = entries(live)
    assert entry.to.startswith("/_desk/new?")
    page = Addresses(live).see("/_desk/").content.decode()
    assert ("“New story” on the desk begins one" in page, "“hearten story”" in page) == (True, False)


def test_a_site_that_goes_nowhere_is_told_last(tmp_path: Path) -> None:
    """Where all else is done and no place is named, the next step is to say where the site goes."""
    live = look(tmp_path, {"gate.md": GATE})
    (entry,) = entries(live)
    assert (entry.group, entry.to.partition("?")[0]) == ("Put it online", "/_desk/place")
    (live.root / "site.yaml").write_text(f"{SITE}publish: [{{name: stick, to: 'folder:../stick'}}]\n", encoding="utf-8")
    live.refresh()
    assert b"Nothing. What comes next stands on top of the table." in Addresses(live).see("/_desk/").content


def test_only_a_few_of_a_kind_are_shown(tmp_path: Path) -> None:
    """Of many of one kind the most urgent are shown, and the others counted."""
    ending = {
        f"s{n}.md": story(f"Number {n}", consent=ENDS.format(n=n, day=f"2026-07-{n:02}"), text=f"Words {n} of its own.")
        for n in range(1, MOST_SHOWN + 4)
    }
    found = entries(look(tmp_path, ending))
    assert [entry.words.split(" ends")[0] for entry in found[:-1]] == [f"Number {n}" for n in range(1, MOST_SHOWN + 1)]
    assert found[-1].words == "and 3 more"


def test_it_is_about_today(tmp_path: Path) -> None:
    """Whatever the table is asked for, the page begins with what needs somebody today, and a search without it."""
    ending = story("One", consent=ENDS.format(n=1, day="2026-08-15"))
    live = look(tmp_path, {"gate.md": GATE, "one.md": ending, "two.md": story("Two", topics="[hpoe]")})
    (entry,) = entries(live, "channel=offline&day=2026-08-01")
    assert "Two" in entry.words
    assert entries(live, "q=two") == entries(live, "state=draft") == []


def test_what_may_still_be_online(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has ended and may still be online is told until this computer has seen or made that it is not."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    (tmp_path / "stick").mkdir()
    site = f"{SITE}publish: [{{name: stick, to: 'folder:../stick'}}]\n"
    live = look(tmp_path, {"gate.md": GATE, "hill.md": story("A hill", text="It is high.")}, site)
    assert entries(live) == []
    publish = ["publish", "--source", str(live.root)]
    assert CliRunner().invoke(main, publish).exit_code == 0
    live.refresh()
    assert entries(live) == []
    withdraw(plan_withdrawal(live.root, "gate"), TODAY)
    live.refresh()
    (entry,) = entries(live)
    assert (entry.group, entry.to) == ("Online", f"/_desk/online?channel=web&day={TODAY}#put")
    assert "1 text that may not be shown may still be there" in entry.words

    def refuse(_store: FolderStore) -> None:
        raise RemoteError("the connection broke")

    with monkeypatch.context() as patched:
        patched.setattr(FolderStore, "listing", refuse)
        assert CliRunner().invoke(main, publish).exit_code == 3
    assert "something that has to go could not be taken away" in entries(live)[0].words
    assert CliRunner().invoke(main, publish).exit_code == 0
    assert entries(live) == []
    shutil.rmtree(live.root / FOLDER)
    assert "1 text that may not be shown may still be there" in entries(live)[0].words
    answered = threading.Event()
    desk = Addresses(live, answered.set)
    desk.see(ONLINE)
    assert answered.wait(60)
    assert entries(live, desk=desk) == []
