"""Pictures that are chosen in a text's form: made safe, named after nobody, and written when the text is saved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image

from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.content import read
from generator.ground import limits
from generator.media.photo import Photo
from generator.media.pictures import develop
from generator.preview.desk import new_pictures
from tests.builders.desk_forms import form_of, send_all, send_files
from tests.builders.pictures import animation, picture, saved
from tests.builders.previews import Answer, Running, running
from tests.builders.sites import TODAY, make_site, story, tree

GATE = "stories/gate.md"
EDIT, PUT = f"/_desk/edit/{GATE}", f"/_desk/picture/{GATE}"
PHOTO = saved(picture(), "JPEG", exif=Image.Exif())
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
ALT = "A gate, half [open]."
PICTURES = re.compile(r"stories/images/gate-[0-9a-f]{10}\.(jpg|png|webp)")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a story, and one whose picture is written in an unusual way."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    more = story("A hill", more="image: [a, b]")
    return make_site(tmp_path / "site", {"gate.md": story(), "hill.md": more})


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


def put(desk: Running, values: Mapping[str, str], data: bytes = PHOTO, name: str = "Ines at home.JPG") -> Answer:
    """What the desk answers to who puts a picture into the story's form."""
    return send_files(desk, PUT, {**dict(form_of(desk.get(EDIT))), **values}, [("picture", name, data)])


def saved_with(desk: Running, page: Answer) -> None:
    """Save the form as it is on a page."""
    assert page.status == 200, page.text
    assert send_all(desk, EDIT, form_of(page)).status == 303


def pictures(root: Path) -> list[str]:
    """Every picture in the site's folder."""
    return [path for path in tree(root) if path.endswith((".jpg", ".png", ".webp"))]


def test_a_picture_is_put_into_the_text(desk: Running, root: Path) -> None:
    """A picture stands at the end of the text in its form, and is written beside the story when that is saved."""
    before = tree(root)
    page = put(desk, {"words": "It rained.", "picture.alt": ALT, "picture.caption": "In May", "picture.credit": "Ines"})
    assert tree(root) == before
    saved_with(desk, page)
    (path,) = pictures(root)
    assert PICTURES.fullmatch(path)
    text = (root / GATE).read_text(encoding="utf-8")
    assert text.endswith(f'\n\nIt rained.\n\n![A gate, half \\[open\\].](images/{Path(path).name} "In May (Ines)")\n')
    found = read.manuscript(text.encode(), GATE, "en").value
    assert found is not None
    assert [one.alt for one in found.body.pictures] == [ALT]
    assert "is kept when you save" in page.text


def test_a_picture_is_put_above_the_story(desk: Running, root: Path) -> None:
    """A picture above the story becomes its field, with what it shows and who made it."""
    saved_with(desk, put(desk, {"picture.alt": "A gate.", "picture.credit": "Ines", "picture.above": "yes"}))
    (path,) = pictures(root)
    text = (root / GATE).read_text(encoding="utf-8")
    assert f"image:\n  src: images/{Path(path).name}\n  alt: A gate.\n  credit: Ines\n" in text
    assert f"{Path(path).stem}" not in text.partition("\n---\n")[2]


@pytest.mark.parametrize("above", [{}, {"picture.above": "yes"}])
def test_a_picture_that_only_decorates_says_so(above: dict[str, str], desk: Running, root: Path) -> None:
    """A picture that only decorates has no alternative text, and the text says that it needs none."""
    saved_with(desk, put(desk, {"picture.decorates": "yes", **above}))
    text = (root / GATE).read_text(encoding="utf-8")
    assert ("decorative: true" in text) if above else ('"decorative")' in text)
    assert desk.preview.live.problems("stories/gate/index.html") == ()


def test_what_cameras_hide_is_not_written(desk: Running, root: Path) -> None:
    """A picture is written anew, without what a camera has written into it."""
    hidden = Image.Exif()
    hidden[0x010F] = "A camera of Ines"
    saved_with(desk, put(desk, {"picture.alt": "A gate."}, saved(picture(), "JPEG", exif=hidden)))
    (path,) = pictures(root)
    assert b"Ines" not in (root / path).read_bytes()
    with Image.open(root / path) as written:
        assert dict(written.getexif()) == {}


def test_what_is_covered_up_is_kept_nowhere(desk: Running, root: Path) -> None:
    """Areas are covered up in the only file that is kept, and the bare picture is in none, before and after saving."""
    values = {"picture.alt": "A gate.", "picture.obscure": "0 0 50 100\n\n 50  0 50 100 "}
    saved_with(desk, put(desk, values))
    (path,) = pictures(root)
    with Image.open(root / path) as written:
        assert written.convert("L").getextrema() == (85, 85)
    others = [file.read_bytes() for file in root.parent.rglob("*") if file.is_file() and file != root / path]
    bare = develop(PHOTO)
    assert isinstance(bare, Photo)
    assert not any(data in (PHOTO, bare.content) for data in others)
    assert "obscure" not in (root / GATE).read_text(encoding="utf-8")


def test_what_lists_keep_in_sight(desk: Running, root: Path) -> None:
    """The point that lists keep in sight is said with the picture above the story."""
    saved_with(desk, put(desk, {"picture.alt": "A gate.", "picture.above": "yes", "picture.focus": "40, 30"}))
    assert "  focus: [40, 30]\n" in (root / GATE).read_text(encoding="utf-8")


def test_a_picture_that_moves(desk: Running, root: Path) -> None:
    """A picture that moves is kept with all its images where that is asked for, and the story says so."""
    sent = put(desk, {"picture.alt": "A gate.", "picture.above": "yes", "picture.animated": "yes"}, animation("GIF"))
    look = send_all(desk, f"/_desk/look/{GATE}", form_of(sent)).headers["location"]
    frame = re.search(r'src="(/_desk/unsaved/[^"?]+)', desk.get(look).text)
    assert frame is not None
    assert '<details class="moving">' in desk.get(frame[1]).text
    saved_with(desk, sent)
    (path,) = pictures(root)
    with Image.open(root / path) as written:
        assert (written.format, getattr(written, "n_frames", 1)) == ("WEBP", 4)
    assert "  animated: true\n" in (root / GATE).read_text(encoding="utf-8")


def test_a_picture_above_is_shown_to_who_points_at_it(desk: Running, root: Path) -> None:
    """Who covers something up sees the picture as it is, without what cameras hide, and nothing that is no picture."""
    hidden = Image.Exif()
    hidden[0x010F] = "A camera of Ines"
    (root / "stories/gate.jpg").write_bytes(saved(picture(), "JPEG", exif=hidden))
    seen = desk.get(f"/_desk/picture-above/{GATE}?src=gate.jpg")
    assert (seen.status, seen.headers["content-type"]) == (200, "image/jpeg")
    assert "Ines" not in seen.text
    for src in ("none.jpg", "gate.md", "../site.yaml", "../../../../etc/passwd", ""):
        assert desk.get(f"/_desk/picture-above/{GATE}?src={src}").status == 404, src
    assert desk.get("/_desk/picture-above/stories/none.md?src=gate.jpg").status == 404


def test_the_same_picture_is_one_file(desk: Running, root: Path) -> None:
    """The same picture, chosen twice, is one file, and a file that is there is never written again."""
    saved_with(desk, put(desk, {"picture.alt": "A gate."}))
    (path,) = pictures(root)
    stamp = (root / path).stat().st_mtime_ns
    saved_with(desk, put(desk, {"picture.alt": "The gate, once more."}))
    assert pictures(root) == [path]
    assert (root / path).stat().st_mtime_ns == stamp
    assert (root / GATE).read_text(encoding="utf-8").count(Path(path).name) == 2


def test_what_is_there_is_not_overwritten(desk: Running, root: Path) -> None:
    """Where another file has the picture's name, it stays as it is, and so does the story."""
    page = put(desk, {"picture.alt": "A gate."})
    name = PICTURES.search("stories/" + page.text[page.text.index("images/gate-") :])
    assert name is not None
    (root / "stories/images").mkdir()
    (root / name[0]).write_bytes(b"another's")
    before = tree(root)
    assert send_all(desk, EDIT, form_of(page)).status == 409
    assert tree(root) == before


@pytest.mark.parametrize(
    ("data", "values", "said"),
    [
        (SVG, {}, "This file is not a picture in JPEG, PNG, WebP or GIF format"),
        (PHOTO[:300], {}, "This picture is damaged or cut short"),
        (b"", {}, "This file is not a picture"),
        (PHOTO, {"picture.alt": ""}, "Write what the picture shows"),
        (PHOTO, {"picture.decorates": "yes"}, "A picture that only decorates has no words of its own."),
        (PHOTO, {"picture.above": "yes", "picture.caption": "In May"}, "The picture above a story has no caption."),
        (PHOTO, {"picture.obscure": "10 10 20 20\n10 10 20"}, "Write each area as four numbers"),
        (PHOTO, {"picture.obscure": "10 10 120 20"}, "Write each area as four numbers"),
        (PHOTO, {"picture.obscure": "10 10 20 20\n" * 21}, "at most 20 areas"),
        (PHOTO, {"picture.above": "yes", "picture.focus": "left"}, "Write two numbers up to 100"),
        (PHOTO, {"picture.focus": "40 30"}, "This is of a picture above the story alone."),
        (PHOTO, {"picture.animated": "yes"}, "This is of a picture above the story alone."),
        (PHOTO, {"picture.above": "yes", "picture.animated": "yes"}, "This picture does not move"),
    ],
)
def test_what_cannot_be_put_in_is_said(
    desk: Running, root: Path, data: bytes, values: dict[str, str], said: str
) -> None:
    """What is no picture, or is not described, is told, and the form keeps all that was written in it."""
    before = tree(root)
    sent = put(desk, {"words": "Not saved yet.", "picture.alt": ALT, **values}, data)
    assert (sent.status, said in sent.text) == (422, True)
    kept = dict(form_of(sent))
    assert kept["words"] == "Not saved yet."
    assert kept["picture.alt"] == values.get("picture.alt", ALT)
    assert tree(root) == before


def test_a_picture_that_is_too_large_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is larger than a picture may be is not read to its end, and the form stays."""
    monkeypatch.setattr(limits, "PICTURE", 2_000_000)
    with running(root) as desk:
        sent = put(desk, {"picture.alt": ALT}, PHOTO + b"\0" * 2_000_000)
        assert (sent.status, "This is more than 2 MB." in sent.text) == (422, True)
        assert dict(form_of(sent))["picture.alt"] == ALT


def test_without_a_file_it_is_asked_for(desk: Running) -> None:
    """Who chose no file is asked for one, beside its field."""
    sent = send_files(desk, PUT, {**dict(form_of(desk.get(EDIT))), "picture.alt": ALT}, [("picture", "", b"")])
    assert (sent.status, 'id="edit-picture-wrong">Choose a picture first.' in sent.text) == (422, True)


def test_fields_in_an_unusual_form_take_no_picture(desk: Running) -> None:
    """Above a story whose picture is written in a way that the form cannot change, none is put."""
    values = {**dict(form_of(desk.get("/_desk/edit/stories/hill.md"))), "picture.alt": ALT, "picture.above": "yes"}
    sent = send_files(desk, "/_desk/picture/stories/hill.md", values, [("picture", "a.jpg", PHOTO)])
    assert (sent.status, "no picture can be put there" in sent.text) == (422, True)


def test_nobody_else_puts_in_pictures(desk: Running, root: Path) -> None:
    """Without the token of this preview's own pages no picture is taken, and none for a text that is not there."""
    assert put(desk, {"token": "guessed", "picture.alt": ALT}).status == 422
    values = {**dict(form_of(desk.get(EDIT))), "picture.alt": ALT}
    for gone in ("stories/none.md", "site.yaml", "../x.md"):
        sent = send_files(desk, f"/_desk/picture/{gone}", values, [("picture", "a.jpg", PHOTO)])
        assert sent.status in (404, 422), gone
    assert pictures(root) == []
    assert [path for path in root.parent.rglob("uploads/*/*") if path.is_file()] == []


def test_a_picture_is_seen_before_it_is_saved(desk: Running, root: Path) -> None:
    """The page beside the form shows a picture that was put in and is in no file yet."""
    values = form_of(put(desk, {"picture.alt": "A gate."}))
    look = send_all(desk, f"/_desk/look/{GATE}", values).headers["location"]
    frame = re.search(r'src="(/_desk/unsaved/[^"?]+)', desk.get(look).text)
    assert frame is not None
    page = desk.get(frame[1]).text
    assert 'alt="A gate."' in page
    assert "missing.svg" not in page
    assert pictures(root) == []


def test_only_so_many_wait_to_be_saved(desk: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of pictures that are not saved, only so many are kept in memory, and none of them is forgotten for another."""
    monkeypatch.setattr(new_pictures, "MOST", 1)
    assert put(desk, {"picture.alt": "A gate."}).status == 200
    refused = put(desk, {"picture.alt": "A hill."}, saved(picture((30, 30)), "PNG"))
    assert (refused.status, "not saved yet" in refused.text) == (422, True)
    assert put(desk, {"picture.alt": "The gate again."}).status == 200


def test_a_withdrawal_takes_pictures_that_were_put_in(desk: Running, root: Path) -> None:
    """With a story go the pictures that the desk made for it, also one that its text has lost since, and no others."""
    page = desk.get(EDIT)
    saved_with(desk, put(desk, {"picture.alt": "A gate."}))
    put(desk, {"picture.alt": "Another."}, saved(picture((30, 30)), "PNG"))
    again = [(name, value) for name, value in form_of(desk.get(EDIT)) if name != "words"]
    send_all(desk, EDIT, [*again, ("words", dict(form_of(page))["words"])])
    (root / "stories/images/gate-20260101.jpg").write_bytes(PHOTO)
    assert len(pictures(root)) == 2
    withdraw(plan_withdrawal(root, GATE), TODAY)
    desk.preview.read()
    assert pictures(root) == ["stories/images/gate-20260101.jpg"]
    assert desk.preview.addresses.writing.editor.waiting.of(GATE) == {}


@pytest.mark.parametrize("begun", [{"picture": "gate.jpg"}, {"picture.alt": "A gate."}])
def test_a_picture_that_was_not_put_in_is_not_forgotten(begun: dict[str, str], desk: Running, root: Path) -> None:
    """Saving does not pass over a picture that somebody has begun to put in: nothing is written, and it is told."""
    before = tree(root)
    values = {**dict(form_of(desk.get(EDIT))), "words": "It rained.", **begun}
    sent = send_all(desk, EDIT, list(values.items()))
    assert (sent.status, "A picture was begun with and not put in." in sent.text) == (422, True)
    assert dict(form_of(sent))["words"] == "It rained."
    assert tree(root) == before
