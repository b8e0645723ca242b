"""Withdrawing: what goes, what stays, and that it can be done twice."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from lxml import etree

from generator.consent import acts, withdrawal
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.deeds import perform
from generator.consent.guard_files import log_of, withdrawn_stories
from generator.consent.log_audit import verify
from generator.consent.refused import RefusedError
from generator.consent.review_copy import file_of_copy, keep, review_copy
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.consent.withdrawal_report import what_goes, what_is_left
from generator.content.front_matter import StoryHeader
from generator.content.stance import FieldPath, naming
from generator.gate import consent_log
from generator.gate.seal import code
from generator.gate.tombstones import PATH
from generator.ground.diagnostics import CannotBuildError
from tests.builders.headers import written
from tests.builders.retold import site_with
from tests.builders.sealed import png
from tests.builders.sites import DATA, TODAY, built, make_site, story, tree

GATE = "stories/gate.md"
ATOM = {"at": "http://purl.org/atompub/tombstones/1.0"}
WITH_PICTURES = "Heronword.\n\n![A gate](../images/own.png)\n\n![A hill](../images/shared.png)"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with an approved story that has two pictures, one of which another story shows, too."""
    make_site(
        tmp_path,
        {
            "gate.md": story("A gate", text=WITH_PICTURES, more="aliases: [/old/gate/]"),
            "hill.md": story("A hill", consent="{record: R-2, status: paused, scope: []}", text=WITH_PICTURES[11:]),
            "sea.md": story("A sea", consent="{record: R-3, status: given, given_on: 2026-01-01, scope: [web, feed]}"),
        },
    )
    (tmp_path / "images").mkdir()
    (tmp_path / "images/own.png").write_bytes(png(10))
    (tmp_path / "images/shared.png").write_bytes(png(20))
    hill = (tmp_path / "stories/hill.md").read_text().replace("![A gate](../images/own.png)\n\n", "")
    (tmp_path / "stories/hill.md").write_text(hill)
    case = open_case(tmp_path, GATE)
    keep(file_of_copy(case, case.seal), review_copy(case, None), hidden=True)
    form = Approval(code=code(case.seal), record="CF-1", scope=("web", "feed"))
    acts.approve(tmp_path, GATE, form, today=TODAY)
    (tmp_path / ".hearten-cache").mkdir()
    (tmp_path / ".hearten-cache/words").write_bytes(b"Heronword")
    return tmp_path


def take_back(root: Path, today: date = TODAY) -> None:
    withdraw(plan_withdrawal(root, GATE), today)


def test_words_and_pictures_leave_the_folder(site: Path) -> None:
    """Nothing in the site's folder holds the story's words or its own picture, caches and kept copies included."""
    take_back(site)
    kept = tree(site)
    assert not any(b"heronword" in content.lower() for content in kept.values())
    assert png(10) not in kept.values()
    assert kept["images/shared.png"] == png(20)


@pytest.mark.parametrize("path", [path for path, kind in naming(StoryHeader) if kind != "story"], ids=".".join)
@pytest.mark.parametrize("slip", [False, True])
def test_every_file_that_a_field_names_leaves_the_folder(site: Path, path: FieldPath, slip: bool) -> None:
    """Whichever field names a file, the file goes with its story, also where a slip stands in the front matter."""
    (site / "images/named.png").write_bytes(png(30))
    text = written(path, "../images/named.png", "![A hill](../images/shared.png)")
    (site / "stories/named.md").write_text(text.replace('"Maren"', "[]") if slip else text, encoding="utf-8")
    withdraw(plan_withdrawal(site, "named"), TODAY)
    assert ((site / "images/named.png").exists(), (site / "images/shared.png").exists()) == (False, True)


def test_the_next_build_removes_every_trace(site: Path) -> None:
    """After the next build the output is that of a site that never had the story, but for ids that call it back."""
    built(site)
    had = "stories/gate/index.html" in tree(site / "public")
    take_back(site)
    built(site)
    (site / PATH).unlink()
    built(site, out="never")
    with_stone, never = tree(site / "public"), tree(site / "never")
    assert had
    assert {path for path in with_stone | never if with_stone.get(path) != never.get(path)} == {
        *(f"{folder}feed.xml" for folder in ("", "topics/hope/", "topics/support/", "topics/work/")),
        *("recall.js", "recall.json"),
    }


def test_feeds_call_the_entry_back(site: Path) -> None:
    """Every Atom feed names the entry's id and day as deleted (RFC 6721), and no word of it."""
    built(site)
    entry = next(e for e in feedparser.parse((site / "public/feed.xml").read_bytes()).entries if e.title == "A gate")
    take_back(site)
    built(site)
    for feed in ("feed.xml", "topics/work/feed.xml"):
        content = (site / "public" / feed).read_bytes()
        (stone,) = ET.fromstring(content).findall("at:deleted-entry", ATOM)
        assert stone.attrib == {"ref": entry.id, "when": "2026-06-15T00:00:00Z"}
        assert b"gate" not in content.lower()


def test_a_feed_with_tombstones_follows_its_schema(site: Path) -> None:
    """A feed that calls an entry back still follows the schema of RFC 4287."""
    take_back(site)
    built(site)
    schema = etree.RelaxNG(file=str(DATA / "schemas" / "atom.rng"))
    schema.assertValid(etree.parse(site / "public/feed.xml"))


def test_a_story_that_was_never_in_feeds_is_not_named_there(site: Path) -> None:
    """The withdrawal of a story that no feed ever held is told to no feed reader."""
    withdraw(plan_withdrawal(site, "hill"), TODAY)
    built(site)
    assert b"deleted-entry" not in (site / "public/feed.xml").read_bytes()


def test_a_story_that_left_the_feed_is_called_back(site: Path) -> None:
    """A story whose consent was narrowed to leave feeds may still lie in feed readers."""
    acts.narrow(site, GATE, scope=("web",), today=TODAY)
    take_back(site)
    built(site)
    assert b"deleted-entry" in (site / "public/feed.xml").read_bytes()


def test_hosts_are_told_nothing_of_what_was_withdrawn(site: Path) -> None:
    """The rule that answers old addresses with “gone” is the same whether or not anything was withdrawn."""
    built(site)
    before = (site / "public/_redirects").read_bytes()
    take_back(site)
    built(site)
    assert (site / "public/_redirects").read_bytes() == before == b"/base/stories/* /base/404.html 410\n"


def test_it_can_be_done_twice(site: Path) -> None:
    """Withdrawing again changes nothing, and still says what remains to be done."""
    take_back(site)
    once = tree(site)
    plan = plan_withdrawal(site, GATE)
    withdraw(plan, date(2026, 7, 1))
    assert (tree(site), plan.again, plan.files, verify(site)) == (once, TODAY, (), ())
    assert "https://quiet.harbour.internal/base/stories/gate/" in "".join(what_is_left(plan))


def test_what_was_left_undone_is_done_the_second_time(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A withdrawal that was cut short withholds the story, and is finished by doing it again."""
    monkeypatch.setattr(withdrawal, "remove", lambda *_: PermissionError(13, "no", "gate.md"))
    with pytest.raises(RefusedError, match="half done, and holds all the same"):
        take_back(site)
    monkeypatch.undo()
    built(site)
    withheld = not (site / "public/stories/gate/index.html").exists()
    take_back(site)
    assert (withheld, (site / GATE).exists(), verify(site)) == (True, False, ())
    assert log_of(site).count(b"withdraw") == 2  # what happened, and the status since: one line


def test_a_story_that_cannot_be_read_can_be_taken_back(site: Path) -> None:
    """A front matter with errors is no reason to keep a story."""
    text = (site / GATE).read_text()
    (site / GATE).write_text(text.replace("author: Maren", "autor: [Maren"))
    take_back(site)
    assert ((site / GATE).exists(), verify(site)) == (False, ())


def test_a_picture_of_a_text_that_cannot_be_read_stays(site: Path) -> None:
    """A picture whose name stands in a story with errors is not removed with another story."""
    hill = site / "stories/hill.md"
    hill.write_text(hill.read_text().replace("title:", "title: ["))
    assert "images/shared.png" in plan_withdrawal(site, GATE).shared


def test_links_are_removed_with_what_they_lead_to(site: Path) -> None:
    """Where the story's file is a link, the file that it leads to is removed, too."""
    (site / "stories/_real.md").write_bytes((site / GATE).read_bytes())
    (site / GATE).unlink()
    (site / GATE).symlink_to("_real.md")
    take_back(site)
    assert not any(b"Heronword" in content for content in tree(site).values())


def test_names_with_accents_in_another_form_are_removed(site: Path) -> None:
    """A file whose name holds accents in two signs, as some systems write them, is removed."""
    (site / "stories/zoe\u0308.md").write_text(story("Zoë"))
    withdraw(plan_withdrawal(site, "stories/zo\u00eb.md"), TODAY)
    assert not [path for path in tree(site) if path.startswith("stories/z")]


def test_what_cannot_be_reached_is_told_exactly(site: Path) -> None:
    """Every file to purge and every address to submit is printed, old addresses included."""
    told = "\n".join(what_is_left(plan_withdrawal(site, GATE)))
    assert (
        "git filter-repo --sensitive-data-removal --invert-paths --path stories/gate.md --path images/own.png" in told
    )
    assert re.findall(r"^  (https:.*)$", told, re.MULTILINE)[:2] == [
        "https://quiet.harbour.internal/base/stories/gate/",
        "https://quiet.harbour.internal/base/old/gate/",
    ]


def test_what_goes_need_not_be_looked_into(site: Path) -> None:
    """What cannot be opened in a copy that is removed is not told; in a file that stays, it is told in plain words."""
    broken = b64encode(png(10)[:30] + bytes(range(256))).decode()
    page = f'<img src="data:image/png;base64,{broken}">\n'
    (copy,) = (site / "consent/copies").glob("gate.*.html")
    copy.write_text(copy.read_text(encoding="utf-8") + page, encoding="utf-8")
    assert plan_withdrawal(site, GATE).there.unopened
    assert not plan_withdrawal(site, GATE).unopened
    (site / "notes.html").write_text(page, encoding="utf-8")
    told = "\n".join(what_is_left(plan_withdrawal(site, GATE)))
    assert "notes.html (number 1 of what is written within it as data): " in told
    assert "!data" not in told


def test_a_story_that_never_was_is_refused(site: Path) -> None:
    """A name that is neither a story's nor a withdrawn story's is told."""
    with pytest.raises(RefusedError, match="none of that name was withdrawn"):
        plan_withdrawal(site, "nowhere")


def test_a_broken_list_of_withdrawals_stops_the_build(site: Path) -> None:
    """Nothing is built while it is not known what was withdrawn."""
    take_back(site)
    (site / PATH).write_text((site / PATH).read_text().replace("withdrawn_on: 2026-06-15", "withdrawn_on: soon"))
    with pytest.raises(CannotBuildError, match=r"withdrawn\.yaml:7"):
        built(site)


def test_what_retells_a_story_is_withdrawn_with_it(tmp_path: Path) -> None:
    """Translations and Easy Read texts get their own lines, entries and removals, and a restored one stays away."""
    root = make_site(tmp_path, site_with({"other.md": story("Other", text="Something else, about paint.")}))
    kept = (root / "stories/tetera.md").read_bytes()
    built(root)
    plan = plan_withdrawal(root, "kettle.md")
    assert plan.retellings == ("stories/easy.md", "stories/tetera.md")
    assert any("stories/tetera.md" in line for line in what_goes(plan))
    withdraw(plan, TODAY)
    assert [path.name for path in (root / "stories").iterdir()] == ["other.md"]
    assert [line.event.record for line in consent_log.read(log_of(root))[0]] == ["R-100", "R-300", "R-200"]
    assert len(withdrawn_stories(root).stories) == 3
    alone = re.sub(rb"translation_of: .*\n", b"", kept)
    for name, text in (("tetera.md", kept), ("alone.md", alone.replace(b"R-200", b"R-999"))):
        (root / "stories" / name).write_bytes(text)
    assert {one.source: one.rule for one in built(root).withheld} == dict.fromkeys(
        ["stories/tetera.md", "stories/alone.md"], "withdrawn"
    )
    assert not any(b"Pusimos" in data for data in tree(root / "public").values())


def test_a_translation_left_behind_is_withheld(tmp_path: Path) -> None:
    """Where a withdrawal was stopped before a translation's turn, it is withheld, and the build says what to do."""
    root = make_site(tmp_path, site_with())
    kept = (root / "stories/tetera.md").read_bytes()
    withdraw(plan_withdrawal(root, "kettle.md"), TODAY)
    (root / "stories/later.md").write_bytes(kept.replace(b"R-200", b"R-201").replace(b"Pusimos", b"Volvimos a poner"))
    [left] = built(root).withheld
    assert left.rule == "withdrawn"
    assert "stories/kettle.md, of which it is a translation, was withdrawn" in left.reason
    assert "withdraw this file, too" in left.reason


def test_a_translation_is_withdrawn_alone(tmp_path: Path) -> None:
    """Withdrawing a translation leaves its original and other texts where they are."""
    root = make_site(tmp_path, site_with())
    withdraw(plan_withdrawal(root, "tetera.md"), TODAY)
    assert not built(root).withheld
    assert "stories/kettle/index.html" in tree(root / "public")


def test_a_pause_names_what_it_holds_for(tmp_path: Path) -> None:
    """Pausing a story says which texts are withheld with it."""
    root = make_site(tmp_path, site_with())
    told = perform("pause", root, "stories/kettle.md", {}, TODAY).told
    assert "The same holds for what retells it: stories/easy.md, stories/tetera.md." in told
    assert {one.rule for one in built(root).withheld} == {"paused"}
