"""A story for something beside the site: exactly as consent covers it, or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from generator.cli.main import main
from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.refused import RefusedError
from generator.consent.use_register import uses
from generator.exporting.handing_out import StoryPart, WantedUse, hand_out, part_of
from generator.gate.seal import code
from generator.ground.places import USES
from tests.builders.pictures import drawing, saved
from tests.builders.sites import SITE, TODAY, make_site, story

GATE = "stories/gate.md"
NAMED = """\
uses:
  - {id: newsletter, label: Our newsletter, description: It goes to members on paper.}
  - {id: press, label: The press, description: Newspapers may print it.}
"""
PICTURE = "image: {src: ../images/gate.png, alt: A gate in rain., credit: By a neighbour}"
TEXT = """\
We painted *the gate*, and went to [the mill](mill.md).

<!-- ask him again -->

![A hill.](../images/hill.png)"""


@pytest.fixture(autouse=True)
def _is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of these tests."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story that was approved for one of two uses, and that links to one that nobody approved."""
    requested = "{record: FORM-%s, status: requested, scope: []}"
    gate = story(consent=requested % 1, more=f"{PICTURE}\ncontent_notes: [death]", text=TEXT)
    mill = story("The mill", consent=requested % 2, text="The quernstone was still warm.")
    root = make_site(tmp_path, {"gate.md": gate, "mill.md": mill}, site=SITE + NAMED)
    (root / "images").mkdir()
    for n, name in enumerate(("gate", "hill")):
        (root / f"images/{name}.png").write_bytes(saved(drawing().rotate(90 * n), "PNG"))
    approve(root)
    return root


def approve(root: Path, **more: Any) -> None:
    form = {"record": "CF-1", "scope": ("web",), "uses": ("newsletter",), "until": date(2028, 1, 1), **more}
    acts.approve(root, GATE, Approval(code=code(open_case(root, GATE).seal), **form), today=TODAY)


def words(root: Path, part: StoryPart = "text") -> str:
    return part_of(root, GATE, "newsletter", part, today=TODAY, on=TODAY).words


def run(root: Path, *more: str) -> Result:
    done = CliRunner().invoke(main, ["use", GATE, *more, "--source", str(root), "--today", str(TODAY)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def test_the_text_is_what_readers_see(root: Path) -> None:
    """The text has title, name, notes, words, what pictures show and the page's address, and no private comment."""
    assert words(root) == (
        "A gate\n\nby Maren\n\nThis story speaks of: Death\n\n"
        "We painted *the gate*, and went to the mill.\n\nA hill.\n\nhttps://quiet.harbour.internal/base/stories/gate/\n"
    )


def test_an_excerpt_is_the_summary(root: Path) -> None:
    """An excerpt has the approved summary in place of the text."""
    assert "A summary." in words(root, "excerpt")
    assert "painted" not in words(root, "excerpt")


def test_a_story_that_is_offline_alone_has_no_address(root: Path) -> None:
    """Where consent covers offline copies and not the web, no address of a page is given."""
    approve(root, scope=("offline",))
    assert "https://" not in words(root)


def test_a_sealed_picture_is_given(root: Path) -> None:
    """The picture that the storyteller approved is given without what cameras hide, with what it shows and by whom."""
    found = part_of(root, GATE, "newsletter", "picture", today=TODAY, on=TODAY)
    assert found.words == "A gate in rain.\nBy a neighbour\n"
    assert found.picture is not None


def test_a_picture_that_nothing_covers_is_kept_back(root: Path) -> None:
    """A picture of a story that was never sealed is given only where the consent says what it may show."""
    consent = "{record: R-1, status: given, given_on: 2026-01-01, scope: [web], uses: [newsletter], photo: %s}"
    for photo in ("none", "unidentifiable"):
        text = story("A door", consent=consent % photo, more=PICTURE, text="We painted the door.")
        (root / GATE).write_text(text)
        if photo == "none":
            with pytest.raises(RefusedError, match="Nobody approved the picture"):
                part_of(root, GATE, "newsletter", "picture", today=TODAY, on=TODAY)
    assert part_of(root, GATE, "newsletter", "picture", today=TODAY, on=TODAY).picture is not None


def test_a_use_that_was_not_agreed_to_is_refused(root: Path) -> None:
    """For a use that the storyteller did not agree to, nothing is given and nothing is written down."""
    with pytest.raises(RefusedError, match="does not cover “press”"):
        hand_out(root, GATE, WantedUse(use="press"), today=TODAY, on=TODAY)
    assert not (root / USES).exists()


@pytest.mark.parametrize("day", [date(2028, 1, 2), date(2026, 6, 14)])
def test_outside_its_days_nothing_is_given(root: Path, day: date) -> None:
    """Before a consent begins, and after it has run out, nothing is given."""
    with pytest.raises(RefusedError, match="may not be used"):
        hand_out(root, GATE, WantedUse(use="newsletter"), today=day, on=day)


def test_a_broken_seal_gives_nothing(root: Path) -> None:
    """Words that the storyteller did not see are not handed out."""
    file = root / GATE
    file.write_text(file.read_text().replace("painted", "mended"))
    with pytest.raises(RefusedError, match="has changed since"):
        hand_out(root, GATE, WantedUse(use="newsletter"), today=TODAY, on=TODAY)


def test_a_copy_with_a_stricter_consent_counts(root: Path) -> None:
    """Where another file with the same record does not name the use, it is not covered."""
    consent = "{record: R-7, status: given, given_on: 2026-01-01, scope: [web], uses: [%s]}"
    (root / GATE).write_text(story("A door", consent=consent % "newsletter", text="We painted the door at noon."))
    (root / "stories/copy.md").write_text(story("A door", consent=consent % "press", text="We went to sea at dawn."))
    with pytest.raises(RefusedError, match="may not be used"):
        hand_out(root, GATE, WantedUse(use="newsletter"), today=TODAY, on=TODAY)


def test_it_is_written_down(root: Path) -> None:
    """What was handed out stands in the register: which record, for what, where, since when, until when."""
    until = date(2027, 1, 1)
    hand_out(root, GATE, WantedUse(use="newsletter", where=" Spring  letter ", until=until), today=TODAY, on=TODAY)
    (use,) = uses(root)
    assert (use.record, use.use, use.where, use.on, use.until) == ("CF-1", "newsletter", "Spring letter", TODAY, until)


@pytest.mark.parametrize(
    ("wanted", "about"),
    [
        (WantedUse(use="billboard"), "use"),
        (WantedUse(use="newsletter", until=date(2029, 1, 1)), "until"),
        (WantedUse(use="newsletter", where="A GATE, in spring"), "where"),
        (WantedUse(use="newsletter", where="What Maren told"), "where"),
        (WantedUse(use="newsletter", where="x" * 201), "where"),
    ],
)
def test_what_cannot_be_written_down_is_refused(root: Path, wanted: WantedUse, about: str) -> None:
    """An unknown use, a day past the consent's end, and words of the story or a name for where are refused."""
    with pytest.raises(RefusedError) as e:
        hand_out(root, GATE, wanted, today=TODAY, on=TODAY)
    assert e.value.about == about
    assert not (root / USES).exists()


def test_the_command_prints_or_writes(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The command prints words, or puts them or the picture where it is told, and never over another file."""
    assert "by Maren" in run(root, "--for", "newsletter").stdout
    folder = tmp_path_factory.mktemp("given")
    out, picture = folder / "gate.txt", folder / "gate.png"
    assert run(root, "--for", "newsletter", "--out", str(out)).exit_code == 0
    assert out.read_text() == words(root)
    assert run(root, "--for", "newsletter", "--out", str(out)).exit_code == 2
    assert run(root, "--for", "newsletter", "--as", "picture").exit_code == 2
    done = run(root, "--for", "newsletter", "--as", "picture", "--out", str(picture))
    assert "A gate in rain." in done.stdout
    assert "hearten uses --done 3" in done.stdout
    with Image.open(picture) as image:
        assert not image.getexif()
