"""A story went into a newsletter, a copy and an export as of a day on which its consent had not run out yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from generator.bundle import bundle
from generator.bundle.archive import unpack
from generator.cli.main import main
from generator.consent.case import settings_of
from generator.consent.use_register import uses
from generator.content.sources import gather
from generator.exporting.handing_out import WantedUse, hand_out
from generator.ground.places import BUNDLES, EXPORTS, USES
from generator.ground.stages import Stages
from generator.plan.bundle_terms import BundleTerms
from generator.preview.desk.copies import COPY, CopyMade, download, make
from generator.preview.http.shared_story import NotShownError, SharedStory
from generator.preview.site.live import LiveSite
from tests.builders.desk_forms import hidden, send
from tests.builders.exports import FORMATS
from tests.builders.previews import running
from tests.builders.sites import SITE, TODAY, make_site, story, tree

GATE, HILL = "stories/gate.md", "stories/hill.md"
BEFORE, LATER = date(2026, 5, 1), date(2026, 8, 1)
NAMED = "uses: [{id: newsletter, label: Our newsletter, description: It goes to members on paper.}]\n"
OVER = "{record: CF-1, status: given, given_on: 2026-01-01, valid_until: 2026-06-01, scope: [web, offline], uses: %s}"
BEGINS = "{record: CF-2, status: given, given_on: 2026-07-01, scope: [web, offline], uses: [newsletter]}"
NOT_YET = "it is given away on 2026-06-15 already, and the consent begins on 2026-07-01"
GIVEN = "{record: CF-3, status: given, given_on: 2026-01-01, scope: [web], uses: [newsletter]}"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a story whose consent has run out this month, and one that anybody may read."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    gate = story(consent=OVER % "[newsletter]", text="We painted the old gate before the rain came.")
    return make_site(tmp_path / "site", {"gate.md": gate, "sea.md": story("A sea", text="The sea.")}, site=SITE + NAMED)


def run(root: Path, *words: str, on: date = BEFORE) -> Result:
    return CliRunner().invoke(main, [*words, "--source", str(root), "--today", str(on)])


@pytest.mark.parametrize(
    "words", [["use", GATE, "--for", "newsletter"], ["export", "csv"], ["bundle"], ["consent", "letter", GATE]]
)
def test_nothing_is_given_out_as_of_a_past_day(root: Path, words: list[str]) -> None:
    """What gives words of stories out refuses a day that is past, and writes nothing."""
    before = tree(root)
    done = run(root, *words)
    assert (done.exit_code, "has to be covered by consent on 2026-06-15" in done.output) == (2, True)
    assert "painted" not in done.output
    assert tree(root) == before


def test_a_later_day_is_asked_for(root: Path) -> None:
    """For a later day, what is covered then is given: a consent that runs out before covers nothing."""
    consent = (OVER % "[newsletter]").replace("2026-06-01", "2026-07-01")
    (root / GATE).write_text(story(consent=consent, text="We painted the old gate before the rain came."))
    assert run(root, "use", GATE, "--for", "newsletter", on=TODAY).exit_code == 0
    assert "ran out on 2026-07-01" in run(root, "use", GATE, "--for", "newsletter", on=LATER).output
    for words, made in ((["export", "csv"], EXPORTS["csv"]), (["bundle", "--format", "folder"], BUNDLES["folder"])):
        assert run(root, *words, on=LATER).exit_code == 0
        assert not any(b"painted" in data for data in tree(root / made).values())


def test_a_consent_that_begins_later_covers_nothing_before(root: Path) -> None:
    """A consent that counts from a later day on gives nothing away before, whatever day is asked for."""
    (root / HILL).write_text(story("A hill", consent=BEGINS, text="From up there the house looked small."))
    done = run(root, "use", HILL, "--for", "newsletter", on=LATER)
    assert (done.exit_code, NOT_YET in done.output) == (2, True)
    assert not (root / USES).exists()


@pytest.mark.parametrize("form", FORMATS)
def test_no_export_has_it(root: Path, form: str) -> None:
    """Neither has an export that is made for a day on which it counts; what the storytellers of others said holds."""
    (root / HILL).write_text(story("A hill", consent=BEGINS, text="From up there the house looked small."))
    done = run(root, "export", form, on=LATER)
    assert (done.exit_code, f"{HILL}: {NOT_YET}" in done.output) == (0, True)
    assert not any(b"looked small" in data or b"A hill" in data for data in tree(root / EXPORTS[form]).values())


@pytest.mark.parametrize("form", BUNDLES)
def test_no_copy_has_it(root: Path, form: str) -> None:
    """Neither has a copy of any kind, and it says why."""
    (root / HILL).write_text(story("A hill", consent=BEGINS, text="From up there the house looked small."))
    done = run(root, "bundle", "--format", form, on=LATER)
    assert (done.exit_code, f"{HILL}: {NOT_YET}" in done.output) == (0, True)
    made = root / BUNDLES[form]
    files = tree(made) if made.is_dir() else _inside(made)
    assert any(b"The sea." in data for data in files.values())
    assert not any(b"looked small" in data for data in files.values())


def _inside(copy: Path) -> dict[str, bytes]:
    """What can be read in a copy that is one file."""
    if copy.suffix == ".pdf":
        return {"pdf": "\n".join(page.extract_text() for page in PdfReader(copy).pages).encode()}
    return unpack(copy.read_bytes()) or {}


def test_no_letter_tells_of_it(root: Path) -> None:
    """Nor is a letter made to its storyteller, as if it were published."""
    (root / HILL).write_text(story("A hill", consent=BEGINS, text="From up there the house looked small."))
    done = run(root, "consent", "letter", HILL, on=LATER)
    assert (done.exit_code, NOT_YET in done.output) == (2, True)


def test_another_files_beginning_counts(root: Path) -> None:
    """Where a second file with the same record begins later, that one is waited for, too."""
    same = BEGINS.replace("2026-07-01", "2026-01-01")
    (root / HILL).write_text(story("A hill", consent=same, text="From up there the house looked small."))
    (root / "stories/roof.md").write_text(story("A roof", consent=BEGINS, text="The tiles were warm at noon."))
    run(root, "export", "csv", on=LATER)
    assert not any(b"A hill" in data for data in tree(root / EXPORTS["csv"]).values())


def test_the_desk_gives_no_copy_of_it(root: Path) -> None:
    """At a desk that shows a later day, no copy has it, and none that has it is given out."""
    (root / HILL).write_text(story("A hill", consent=BEGINS, text="From up there the house looked small."))
    live = LiveSite(root, "web", LATER)
    sent = {"format": ["zip"], "valid_for": [""], "topic": [""]}
    assert isinstance(make(live, settings_of(gather(root)), sent), CopyMade)
    made = download(live, BUNDLES["zip"])
    assert isinstance(made, bytes)
    assert not any(b"looked small" in data for data in (unpack(made) or {}).values())
    bundle.make(root, root / BUNDLES["zip"], "zip", BundleTerms(), LATER, LATER, Stages())
    assert "may not be given away any more" in str(download(live, BUNDLES["zip"]))


def test_a_story_may_wait_for_its_day(root: Path) -> None:
    """A story whose own day has not come is given for that day, where its consent counts already."""
    later = story("A hill", day=str(LATER), consent=GIVEN, text="From up there the house looked small.")
    (root / HILL).write_text(later)
    assert run(root, "use", HILL, "--for", "newsletter", on=TODAY).exit_code == 2
    assert "the house looked small" in run(root, "use", HILL, "--for", "newsletter", on=LATER).stdout
    assert uses(root)[0].on == TODAY


def test_a_use_that_was_not_agreed_to_stays_so_later(root: Path) -> None:
    """A story that waits for its day is given for nothing that was not agreed to."""
    later = story("A hill", day=str(LATER), consent=GIVEN.replace("newsletter", ""), text="It looked small.")
    (root / HILL).write_text(later)
    with pytest.raises(Exception, match="does not cover “newsletter”"):
        hand_out(root, HILL, WantedUse(use="newsletter"), today=TODAY, on=LATER)


def test_a_preview_of_a_past_day_gives_out_no_more_than_today(root: Path) -> None:
    """At a desk that shows a past day, forms and copies give what is covered today."""
    with running(root, today=BEFORE) as desk:
        at = f"/_desk/use/{GATE}"
        form = {**hidden(desk, at, "Give it, and write it down"), "use": "newsletter", "part": "text", "where": ""}
        answer = send(desk, at, {**form, "until": ""})
        assert (answer.status, "ran out on 2026-06-01" in answer.text) == (422, True)
        assert "painted" not in answer.text
        copy = {**hidden(desk, COPY, "Make a copy"), "format": "zip", "valid_for": "", "topic": ""}
        assert send(desk, COPY, copy).status == 303
        made = download(desk.preview.live, BUNDLES["zip"])
    assert isinstance(made, bytes)
    assert b"stories/gate" not in made
    assert not (root / USES).exists()


def test_a_story_that_has_ended_is_not_shared_as_of_the_past(root: Path) -> None:
    """On the local network, a preview of a past day shares no story whose consent has run out since."""
    with pytest.raises(NotShownError, match="ran out on 2026-06-01"):
        SharedStory(LiveSite(root, "web", BEFORE), GATE).page()
