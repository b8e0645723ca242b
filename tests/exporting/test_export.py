"""What leaves with an export, where it may be put, and what it never holds."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Collection
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from PIL import Image

from generator.cli.main import main
from generator.exporting.export import ExportFormat
from generator.exporting.exported import ExportedSite
from generator.exporting.published import published
from generator.gate import consent_log, tombstones
from generator.ground.diagnostics import CannotBuildError
from generator.ground.outcome import Output
from generator.ground.places import EXPORTS, MANIFEST
from generator.prepare import Planned
from generator.store import output_folder
from tests.builders.examples import few
from tests.builders.exports import FORMATS, exported, fields, files, packed
from tests.builders.pictures import drawing, saved
from tests.builders.sites import TODAY, built, make_site, story, tree
from tests.builders.sketches import Policy, Sketch, consent_covers, policies, sites, todays, write_site

REQUESTED = "{record: FORM-2, status: requested, scope: []}"
WITHDRAWN = "{record: FORM-3, status: withdrawn, given_on: 2026-01-01, scope: [web]}"
TIN = "Sugar stuck to every corner of it, and my neighbour laughed so loud that both dogs woke up."
DRAFT = story("The mill", consent=REQUESTED, text="The quernstone was still warm, she said.")


@pytest.fixture(autouse=True)
def _is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of these tests."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one story, which links to another that nobody agreed to have published."""
    text = "We painted the gate, and went to [the mill](mill.md)."
    return make_site(tmp_path / "site", {"gate.md": story(text=text), "mill.md": DRAFT})


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=few(4, fresh=80), deadline=None)
@given(drawn=sites, policy=policies, today=todays)
def test_withheld_is_the_same_as_absent(drawn: list[Sketch], policy: Policy, today: date, form: ExportFormat) -> None:
    """An export is byte for byte that of the site without the files of what consent does not cover today."""
    with tempfile.TemporaryDirectory() as folder:
        written, out = write_site(Path(folder, "site"), drawn, policy), Path(folder, "out.zip")
        exported(Path(folder, "site"), out, form, today=today)
        with_them, whole = out.read_bytes(), b"".join(packed(out).values())
        held = {int(n) for n in re.findall(rb"Titlexq(\d)", whole)}
        assert all(consent_covers(drawn[n], policy, "web", today) for n in held)
        for n in set(written) - held:
            assert f"xq{n}".encode() not in whole
            written[n].unlink()
        exported(Path(folder, "site"), out, form, today=today)
        assert out.read_bytes() == with_them


def test_the_formats_have_places() -> None:
    """Each format has a place of its own in the register of places."""
    assert tuple(EXPORTS) == FORMATS


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_site_gives_the_same_bytes(root: Path, form: ExportFormat) -> None:
    """Two exports of a site on one day are the same in every byte, as folders and packed."""
    assert files(root, root.parent / "a", form) == files(root, root.parent / "b", form)
    for name in ("a.zip", "b.zip"):
        exported(root, root.parent / name, form)
    assert (root.parent / "a.zip").read_bytes() == (root.parent / "b.zip").read_bytes()
    assert packed(root.parent / "a.zip") == files(root, root.parent / "a", form)


def test_an_older_export_is_replaced(root: Path) -> None:
    """What an older export holds and this one does not is gone from the folder."""
    out = root.parent / "out"
    assert "stories/gate.md" in files(root, out)
    (root / "stories/gate.md").unlink()
    (root / "stories/tin.md").write_text(story("A tin"), encoding="utf-8")
    assert [path for path in files(root, out) if path.startswith("stories/")] == ["stories/tin.md"]


def foreign(root: Path, kind: str) -> Path:
    """Something that is not an export, at the place that it gives."""
    place = root.parent / ("held.zip" if kind in ("archive", "folder called so") else "held")
    if kind == "folder":
        place.mkdir()
        (place / "letter.txt").write_text("mine")
    elif kind == "folder called so":
        place.mkdir()
    elif kind == "archive":
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr(MANIFEST, "# A bundle")
    elif kind == "file":
        place.write_text("mine")
    elif kind == "built site":
        built(root, out=str(place))
    else:
        return root
    return place


@pytest.mark.parametrize("kind", ["folder", "folder called so", "archive", "file", "built site", "the site itself"])
def test_nothing_else_is_overwritten(root: Path, kind: str) -> None:
    """What is not an export stays as it was, and the message names it."""
    place = foreign(root, kind)
    before = tree(place) if place.is_dir() else place.read_bytes()
    with pytest.raises(CannotBuildError) as refused:
        exported(root, place)
    (problem,) = refused.value.diagnostics
    assert (problem.rule, problem.path) == ("out", str(place))
    assert (tree(place) if place.is_dir() else place.read_bytes()) == before


def own_in(out: Path, kind: str) -> str:
    """Do to an older export what a person may do; the name of the file that is theirs since then."""
    if out.suffix == ".zip":
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr("letter.txt", "mine")
        return "letter.txt"
    name = {"a page beside it": "blog/own.md", "at the top": "_index.md", "edited": "stories/gate.md"}.get(kind, "link")
    (out / name).parent.mkdir(exist_ok=True)
    if name == "link":
        (out / "link").symlink_to(out / "stories/gate.md")
    else:
        (out / name).write_text("My own words.")
    return name


@pytest.mark.parametrize("form", ["markdown", "html"])
@pytest.mark.parametrize("kind", ["a page beside it", "at the top", "edited", "a link", "packed"])
def test_an_export_keeps_what_is_a_persons(root: Path, kind: str, form: ExportFormat) -> None:
    """Where files were put into an older export, or changed there, it stays as it is, and they are named."""
    out = root.parent / ("out.zip" if kind == "packed" else "out")
    exported(root, out)
    name = own_in(out, kind)
    before = out.read_bytes() if out.is_file() else tree(out)
    with pytest.raises(CannotBuildError) as refused:
        exported(root, out, form)
    (problem,) = refused.value.diagnostics
    assert name in problem.message
    assert "nothing was written" in problem.hint
    assert (out.read_bytes() if out.is_file() else tree(out)) == before


def test_what_systems_write_is_in_nobodys_way(root: Path) -> None:
    """A folder that somebody has looked at on a Mac can be exported into again."""
    out = root.parent / "out"
    first = files(root, out)
    (out / "stories/.DS_Store").write_bytes(b"\0")
    assert files(root, out) == first


def test_an_export_comes_back_after_a_withdrawal(root: Path) -> None:
    """Once a withdrawal has emptied files of an export, the next one brings it back without the story."""
    (root / "stories/tin.md").write_text(story("A tin", text=TIN), encoding="utf-8")
    out = root / EXPORTS["html"]
    exported(root, out, "html")
    act = ["consent", "withdraw", "tin", "--yes", "--source", str(root), "--today", str(TODAY)]
    done = CliRunner().invoke(main, act)
    assert done.exit_code == 0, done.output
    assert (out / MANIFEST).read_bytes() == b""
    assert [path for path in files(root, out, "html") if path.startswith("stories/")] == ["stories/gate.html"]


@pytest.mark.parametrize(("kind", "stays"), [("as it was made", False), ("with a letter in it", True)])
def test_a_withdrawal_knows_packed_exports(root: Path, kind: str, *, stays: bool) -> None:
    """A withdrawal removes a packed export under any name, and names one into which somebody has put something."""
    (root / "stories/tin.md").write_text(story("A tin", text=TIN), encoding="utf-8")
    out = root / "for-the-archive.zip"
    exported(root, out)
    if stays:
        own_in(out, kind)
    act = ["consent", "withdraw", "tin", "--yes", "--source", str(root), "--today", str(TODAY)]
    done = CliRunner().invoke(main, act)
    assert (done.exit_code, out.exists()) == (int(stays), stays), done.output
    assert out.name in done.output


def test_a_stopped_export_is_still_known(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export that is stopped while it replaces an older one can be made again."""
    out = root.parent / "out"
    exported(root, out)
    (root / "stories/gate.md").write_text(story(text="We painted it green."), encoding="utf-8")
    puts = output_folder.to_folder

    def stopped(outputs: list[Output], folder: Path, planned: Collection[str]) -> None:
        puts(outputs, folder, planned)
        raise KeyboardInterrupt

    monkeypatch.setattr(output_folder, "to_folder", stopped)
    with pytest.raises(KeyboardInterrupt):
        exported(root, out)
    monkeypatch.undo()
    assert b"green" in files(root, out)["stories/gate.md"]


@pytest.mark.parametrize("place", ["stories/out", "pages", "consent/out.zip", "stories/../pages/out"])
def test_no_export_becomes_a_part_of_the_site(root: Path, place: str) -> None:
    """Where a site's own texts and guards lie, no export is put."""
    before = tree(root)
    with pytest.raises(CannotBuildError) as refused:
        exported(root, root / place)
    assert "would become a part of the site" in refused.value.diagnostics[0].message
    assert tree(root) == before


@pytest.mark.parametrize("name", ["texts.csv", "export.XML", "site.md"])
def test_a_single_file_is_refused(root: Path, name: str) -> None:
    """A place that is called like a single file is refused, with what to write instead."""
    with pytest.raises(CannotBuildError) as refused:
        exported(root, root.parent / name)
    assert "ends in .zip" in refused.value.diagnostics[0].hint
    assert not (root.parent / name).exists()


def test_a_link_to_what_is_withheld_is_words(root: Path) -> None:
    """The words of a link to a story that is withheld stay, and lead nowhere."""
    whole = files(root, root.parent / "out")["stories/gate.md"].decode()
    assert "and went to the mill." in whole
    assert "mill.md" not in whole


def test_pictures_leave_without_hidden_data(root: Path) -> None:
    """A picture in an export has nothing of the camera and the place that its file tells."""
    hidden = Image.Exif()
    hidden[0x010E] = "glimmerock"
    (root / "stories/tin.jpg").write_bytes(saved(drawing(), "JPEG", exif=hidden))
    (root / "stories/tin.md").write_text(story("A tin", text="![A tin.](tin.jpg)"), encoding="utf-8")
    found = files(root, root.parent / "out")
    (picture,) = (path for path in found if path.startswith("pictures/"))
    assert f"![A tin.](../{picture})" in found["stories/tin.md"].decode()
    assert not Image.open(io.BytesIO(found[picture])).getexif()
    assert b"glimmerock" not in b"".join(found.values())


@pytest.mark.parametrize("form", FORMATS)
def test_with_all_every_text_leaves(root: Path, form: ExportFormat) -> None:
    """With all, texts that are withheld leave, marked, with the log and what is known of withdrawals."""
    (root / "consent").mkdir()
    (root / consent_log.PATH).write_bytes(b"")
    (root / tombstones.PATH).write_bytes(b"stories: []\n")
    (root / "consent/deny.txt").write_text("Somebody Else")
    report = exported(root, root.parent / "out", form, everything=True)
    found = tree(root.parent / "out")
    assert (report.texts, report.unpublished, report.staying) == (2, 1, ())
    assert {path for path in found if path.startswith("consent/")} == {consent_log.PATH, tombstones.PATH}
    assert b"The mill" in b"".join(found.values())
    assert found["READ-ME.txt"].startswith(b"Guard this copy")


def test_what_is_withheld_is_marked(root: Path) -> None:
    """With all, a text that is withheld is a draft for whatever reads it, and says why and under which consent."""
    told = fields(files(root, root.parent / "out", everything=True)["_drafts/stories/mill.md"])
    assert told["draft"] is True
    assert (told["consent_record"], told["consent_status"]) == ("FORM-2", "requested")
    assert told["withheld"] == "consent is not given yet"


def test_links_between_withheld_texts_lead_there(root: Path) -> None:
    """With all, links lead to texts that are withheld, too."""
    whole = files(root, root.parent / "out", everything=True)["stories/gate.md"].decode()
    assert "and went to [the mill](../_drafts/stories/mill.md)." in whole


def test_a_withdrawn_story_stays(root: Path) -> None:
    """A story that was withdrawn leaves with nothing, not even with all, and is named."""
    (root / "stories/tin.md").write_text(story("A tin", consent=WITHDRAWN), encoding="utf-8")
    report = exported(root, root.parent / "out", everything=True)
    assert [one.source for one in report.staying] == ["stories/tin.md"]
    assert b"A tin" not in b"".join(tree(root.parent / "out").values())


def test_two_withheld_texts_of_one_address(root: Path) -> None:
    """With all, texts that would have one address have a file each."""
    for n in (7, 8):
        other = story(f"Mill {n}", consent=REQUESTED.replace("2", str(n)), more="slug: mill")
        (root / f"stories/{n}.md").write_text(other, encoding="utf-8")
    found = files(root, root.parent / "out", everything=True)
    assert {f"_drafts/stories/{name}.md" for name in ("mill", "mill-2", "mill-3")} < found.keys()


def test_the_first_end_is_told(root: Path) -> None:
    """An export tells when the first consent in it ends, and its Markdown ends on the day after."""
    ending = "{record: R-9, status: given, given_on: 2026-01-01, scope: [web], valid_until: 2026-09-30}"
    (root / "stories/tin.md").write_text(story("A tin", consent=ending), encoding="utf-8")
    report = exported(root, root.parent / "out")
    assert report.first_end == date(2026, 9, 30)
    assert fields((root.parent / "out/stories/tin.md").read_bytes())["expiryDate"] == date(2026, 10, 1)
    assert "ends on 2026-09-30" in " ".join((root.parent / "out/READ-ME.txt").read_text().split())


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_an_act_meanwhile_counts(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A consent that is paused while an export is made is paused in the export."""
    (root / "stories/tin.md").write_text(story("A tin"), encoding="utf-8")
    paused: list[Result] = []

    def meanwhile(planned: Planned, made: date) -> ExportedSite:
        site = published(planned, made)
        if not paused:
            act = ["consent", "pause", "tin", "--source", str(root), "--today", str(TODAY)]
            paused.append(CliRunner().invoke(main, act))
        return site

    monkeypatch.setattr("generator.exporting.export.published", meanwhile)
    report = exported(root, root.parent / name)
    assert [done.exit_code for done in paused] == [0]
    assert {one.source: one.rule for one in report.staying}["stories/tin.md"] == "paused"
    found = packed(root.parent / name) if name.endswith(".zip") else tree(root.parent / name)
    assert "stories/tin.md" not in found


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["export", *words, "--source", str(root), "--today", str(TODAY)])


def test_the_command_tells_what_stays(root: Path) -> None:
    """The command says what is left out and why, and where the export is."""
    done = run(root, "csv")
    assert (done.exit_code, done.exception) == (0, None)
    assert "stories/mill.md: consent is not given yet" in done.output
    assert f"Exported 1 text to {root / EXPORTS['csv']}" in done.output
    assert (root / EXPORTS["csv"] / "texts.csv").is_file()


def test_the_command_warns_with_all(root: Path) -> None:
    """With all, the command says how many texts are withheld, and that the copy must be guarded."""
    assert "Guard this copy: 1 text in it is withheld here" in run(root, "html", "--all").output


def test_errors_end_with_one(root: Path) -> None:
    """Where a text is left out for the errors in it, the command ends with 1."""
    (root / "stories/tin.md").write_text("no front matter", encoding="utf-8")
    assert run(root, "markdown").exit_code == 1


@pytest.mark.parametrize("words", [("markdwon",), ("csv", "--out", "x.csv")])
def test_faults_end_with_two(root: Path, words: tuple[str, ...]) -> None:
    """A fault of whoever asks is a message, and ends with 2."""
    done = run(root, *words)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_a_site_that_cannot_be_read_ends_with_two(root: Path) -> None:
    """Where settings are broken, nothing is written, and the command ends with 2."""
    (root / "site.yaml").write_text("name: [", encoding="utf-8")
    assert run(root, "html").exit_code == 2
    assert not (root / EXPORTS["html"]).exists()
