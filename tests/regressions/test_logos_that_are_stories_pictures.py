"""A story's own picture that site.yaml named as its logo stayed on every page when the story was withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.consent.withdrawal_report import what_goes, what_is_left
from generator.ground.diagnostics import CannotBuildError, Diagnostic
from tests.builders.pictures import drawing, saved
from tests.builders.sites import SITE, TODAY, built, make_site, story, tree

SHOWS = "image: {src: ../media/x.png, alt: A hill.}"
BROKEN = story(more=SHOWS).replace("title:", "title: [")
STATES = {
    "published": story(more=SHOWS),
    "withdrawn": story(
        more=SHOWS, consent="{record: R-1, status: withdrawn, given_on: 2026-01-01, ended_on: 2026-02-01, scope: [web]}"
    ),
    "a draft": story(more=f"{SHOWS}\ndraft: true"),
    "in its text": story(text="![A hill](../media/x.png)"),
    "with errors": story(more=f"{SHOWS}\nseries: 3"),
    "not to be read": story(more=SHOWS).replace("title:", "title: ["),
}
NAMES = ["logo: {file: media/x.png}", "logo: {file: media/own.png, dark: ./media/x.png}"]


def site(root: Path, text: str, more: str) -> Path:
    """A site with a story in ``text``, another one, and two pictures, of which ``more`` names one or both."""
    make_site(root, {"hill.md": text, "gate.md": story()}, site=f"{SITE}{more}\n")
    (root / "media").mkdir()
    for name in ("x.png", "X.png", "own.png"):
        (root / "media" / name).write_bytes(saved(drawing(size=8 * len(name)), "PNG"))
    return root


def problem(root: Path) -> Diagnostic:
    """What stops the build."""
    with pytest.raises(CannotBuildError) as stopped:
        built(root)
    (told,) = stopped.value.diagnostics
    return told


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("more", NAMES)
def test_a_logo_that_a_story_shows_stops_the_build(tmp_path: Path, state: str, more: str) -> None:
    """Whatever state the story is in, nothing is written, and the line of site.yaml is told, with what to do."""
    told = problem(site(tmp_path, STATES[state], more))
    assert (told.rule, told.path, told.span.line) == ("logo", "site.yaml", len(SITE.splitlines()) + 1)
    assert "a picture of stories/hill.md, too, and would stay published" in told.message
    assert "copy it to media/ under a name of its own" in told.hint
    assert tree(tmp_path / "public") == {}


def test_capitals_make_no_other_picture(tmp_path: Path) -> None:
    """On some computers a name in other capitals is the same file, so it stops the build everywhere."""
    assert "stories/hill.md" in problem(site(tmp_path, STATES["published"], "logo: {file: media/X.png}")).message


def test_a_link_to_a_picture_is_that_picture(tmp_path: Path) -> None:
    """A logo that is a link to a story's picture stops the build, too."""
    root = site(tmp_path, STATES["published"], "logo: {file: media/link.png}")
    (root / "media/link.png").symlink_to("x.png")
    assert "stories/hill.md" in problem(root).message


@pytest.mark.parametrize(("link", "to"), [("media/link.png", "x.png"), ("stories/m", "../media")])
def test_a_story_that_names_a_link(tmp_path: Path, link: str, to: str) -> None:
    """A story that names the logo by way of a link to it, or to its folder, shows the logo."""
    root = site(tmp_path, story(more=SHOWS.replace("../media/x.png", "../media/link.png")), NAMES[0])
    if link.startswith("stories"):
        (root / "stories/hill.md").write_text(story(text="![A hill](m/x.png)"), encoding="utf-8")
    (root / link).symlink_to(to)
    assert "a picture of stories/hill.md" in problem(root).message


def test_a_folder_that_is_a_link(tmp_path: Path) -> None:
    """A folder of pictures that is a link has the same pictures by both of its names."""
    root = site(tmp_path, story(text="![A hill](../pics/x.png)"), NAMES[0])
    (root / "media").rename(root / "pics")
    (root / "media").symlink_to("pics")
    assert "a picture of stories/hill.md" in problem(root).message


def test_letters_with_marks_in_either_form(tmp_path: Path) -> None:
    """A name with a letter that has two forms in Unicode is the same name in both."""
    root = site(tmp_path, story(text="![A hill](../media/Cafe\u0301.png)"), "logo: {file: media/Caf\u00e9.png}")
    (root / "media/x.png").rename(root / "media/Caf\u00e9.png")
    assert "a picture of stories/hill.md" in problem(root).message


@pytest.mark.parametrize(
    "text",
    [
        *(story(text=f"![A hill]({src})") for src in ("/media/x.png", "..\\media\\x.png", "../media/x.png?x=1")),
        story(text='<img src="../media/x.png" alt="A hill">'),
        story(text="[A hill](../media/x.png)"),
        BROKEN.replace("x.png", "%78.png"),
        BROKEN.encode("utf-16").decode("latin-1"),
    ],
)
def test_a_story_that_names_it_in_another_way(tmp_path: Path, text: str) -> None:
    """A story that shows nothing as long as its errors stand will show the logo once they are mended."""
    root = site(tmp_path, story(), NAMES[0])
    as_it_was = text.startswith("---")
    (root / "stories/hill.md").write_bytes(text.encode("utf-8" if as_it_was else "latin-1"))
    assert "a picture of stories/hill.md" in problem(root).message


@pytest.mark.parametrize("name", ["hill.markdown", "hill.md.bak", "_drafts/hill.md"])
def test_a_story_that_no_build_reads(tmp_path: Path, name: str) -> None:
    """A story by another ending, a backup and a draft put aside are looked at, too."""
    root = site(tmp_path, story(), NAMES[0])
    (root / "stories/_drafts").mkdir()
    (root / "stories/hill.md").unlink()
    (root / "stories" / name).write_text(STATES["in its text"], encoding="utf-8")
    assert f"a picture of stories/{name}" in problem(root).message


def test_the_podcasts_picture(tmp_path: Path) -> None:
    """What holds for the logo holds for the podcast's picture."""
    more = "podcast: {title: A, description: B, image: media/x.png, category: Health & Fitness, explicit: false}"
    root = site(tmp_path, STATES["published"], more)
    with pytest.raises(CannotBuildError) as stopped:
        built(root)
    assert any("is a picture of stories/hill.md, too" in told.message for told in stopped.value.diagnostics)


def test_nothing_that_lies_among_stories(tmp_path: Path) -> None:
    """A logo in the folder of stories stops the build, also when its story is gone."""
    root = site(tmp_path, story(), "logo: {file: stories/media/x.png}")
    (root / "stories/media").mkdir()
    (root / "stories/media/x.png").write_bytes(saved(drawing(), "PNG"))
    assert "lies with the pictures of a story" in problem(root).message


def test_a_copy_of_its_own_may_be_a_logo(tmp_path: Path) -> None:
    """A copy under another name is a logo, whatever the story shows."""
    root = site(tmp_path, STATES["published"], "logo: {file: media/own.png}")
    (root / "media/own.png").write_bytes((root / "media/x.png").read_bytes())
    assert [d for d in built(root).diagnostics if d.is_error] == []


def test_a_story_that_takes_the_logo_later(tmp_path: Path) -> None:
    """Once a published story is given the logo for a picture, the next build stops."""
    root = site(tmp_path, story("A hill"), NAMES[0])
    built(root)
    (root / "stories/hill.md").write_text(story("A hill", text="![A hill](../media/x.png)"), encoding="utf-8")
    assert "stories/hill.md" in problem(root).message


def test_a_withdrawal_names_the_settings(tmp_path: Path) -> None:
    """A withdrawal says that site.yaml has a picture of the story, which stays, and what to do."""
    root = site(tmp_path, STATES["published"], NAMES[0])
    plan = plan_withdrawal(root, "stories/hill.md")
    goes = what_goes(plan)
    assert "  (stays, since site.yaml shows it: media/x.png)" in goes
    withdraw(plan, TODAY)
    left = "\n".join(what_is_left(plan))
    assert "it is not out of the site's folder yet" in left
    assert (
        "site.yaml names this, which is a picture of the story, for the whole site, such as a logo:\n  media/x.png"
        in left
    )
    assert "Name another picture there, or none, and remove the file." in left
    assert (root / "media/x.png").exists()


@pytest.mark.parametrize(("more", "stays"), [("logo: {file: media/x.png", True), ("logo: {file: own/x.png}", False)])
def test_what_settings_name_by_the_same_name(tmp_path: Path, more: str, stays: bool) -> None:
    """Of settings that cannot be read, a file's name is enough for it to stay; of others its whole path is asked."""
    plan = plan_withdrawal(site(tmp_path, STATES["published"], more), "stories/hill.md")
    assert ("media/x.png" in plan.of_site, "media/x.png" in plan.files) == (stays, not stays)
