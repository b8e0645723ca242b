"""A story's recording is written with its form: files are looked at, kept with the save, and shown as on the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from tests.builders.approved import approve
from tests.builders.desk_forms import form_of, send_all, send_files
from tests.builders.pictures import picture, saved
from tests.builders.previews import Answer, Running, running
from tests.builders.recordings import recording
from tests.builders.sites import TODAY, make_site, story, tree
from tests.builders.told_stories import SCOPE, captions, silence, told

GATE, KETTLE = "stories/gate.md", "stories/kettle.md"
GIVEN = f"{{record: R-9, status: given, given_on: 2026-01-01, scope: {SCOPE}, voice: own}}"
SOUND = silence(4.2)  # another recording than the other story's
MP3 = re.compile(r"stories/media/gate-[0-9a-f]{10}\.mp3")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a story whose consent covers its voice, and one with a recording that it does not cover."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    gate = story("A gate", consent=GIVEN, more="slug: gate  # stays")
    root = make_site(tmp_path / "site", {"gate.md": gate, "kettle.md": told(voice="none")})
    (root / "media").mkdir()
    (root / "media/kettle.mp3").write_bytes(silence())
    (root / "media/kettle.en.vtt").write_text(captions())
    return root


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


def edit(text: str = GATE) -> str:
    """Where a story's form is."""
    return f"/_desk/edit/{text}"


def put(desk: Running, values: Mapping[str, str], name: str, data: bytes, page: Answer | None = None) -> Answer:
    """What the desk answers to who puts a file into the story's form, as it was on a page."""
    sent = {**dict(form_of(page or desk.get(edit()))), **values}
    files = [("put", name, data)] if name else []
    return send_files(desk, f"/_desk/recording/{GATE}", sent, files)


def with_sound(desk: Running) -> Answer:
    """The form once sound and captions are in it."""
    page = put(desk, {"put.what": "src"}, "Ines at home.mp3", SOUND)
    assert page.status == 200, page.text
    page = put(desk, {"put.what": "captions"}, "said.vtt", captions().encode(), page)
    assert page.status == 200, page.text
    return page


def kept(root: Path) -> list[str]:
    """Every file of recordings that the desk has kept."""
    return [path for path in tree(root) if path.startswith("stories/media/")]


def save(desk: Running, page: Answer, **values: str) -> Answer:
    """Save a form as it is on a page, with other values in some fields."""
    return send_all(desk, edit(), [*(dict(form_of(page)) | values).items()])


def test_a_recording_is_written_with_its_form(desk: Running, root: Path) -> None:
    """Files that are put in are kept when the story is saved, under names of nobody; other lines stay; it is played."""
    before = tree(root)
    page = with_sound(desk)
    assert tree(root) == before
    shows = {"recording.shows.voice": "own", "recording.shows.face": "none"}
    assert save(desk, page, **shows).status == 303
    assert len(kept(root)) == 2
    sound = next(path for path in kept(root) if MP3.fullmatch(path))
    assert (root / sound).read_bytes() == SOUND
    text = (root / GATE).read_text()
    assert f"  src: {sound.removeprefix('stories/')}\n" in text
    assert "slug: gate  # stays\n" in text
    assert "shows: {voice: own, face: none}" in text
    desk.preview.refresh()
    assert "<audio" in desk.get("/stories/gate/").text


def test_what_was_put_in_is_shown_before_it_is_saved(desk: Running, root: Path) -> None:
    """The look at a story plays a file that is not saved yet, and leads to what is said in it."""
    sent = dict(form_of(with_sound(desk))) | {"recording.shows.voice": "own", "recording.shows.face": "none"}
    answer = send_all(desk, f"/_desk/look/{GATE}", [*sent.items()])
    look = desk.get(answer.headers["location"]).text
    (frame,) = re.findall(r'<iframe src="([^"]+)"', look)
    assert "I put the kettle on." in desk.get(frame.replace("&amp;", "&")).text


@pytest.mark.parametrize(
    ("values", "name", "data", "about", "words"),
    [
        ({"put.what": "src"}, "a.mp3", b"no sound", "put", "This"),
        ({"put.what": "src"}, "", b"", "put", "Choose a file first"),
        ({"put.what": "sign", "put.language": "bfi"}, "a.mp3", silence(), "put", "This is sound alone"),
        ({"put.what": "captions"}, "a.txt", captions().encode(), "put", "files of .vtt or .srt"),
        ({"put.what": "captions"}, "a.vtt", b"WEBVTT\n\n00:03 --> soon\nA\n", "put", "Line 3:"),
        ({"put.what": "captions", "put.language": "English"}, "a.vtt", captions().encode(), "put.language", "code"),
        ({"put.what": "poster"}, "a.jpg", saved(picture(), "JPEG"), "put.alt", "Write what the still picture shows"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_beside_its_field(
    desk: Running, root: Path, values: dict[str, str], name: str, data: bytes, about: str, words: str
) -> None:
    """What a build would refuse is refused at once, with the reason at the field; nothing is written or left."""
    before = tree(root)
    page = put(desk, values, name, data)
    assert page.status == 422
    (wrong,) = re.findall(rf'id="edit-{re.escape(about)}-wrong">([^<]+)<', page.text)
    assert words in wrong
    assert tree(root) == before
    assert [path for path in tree(root.parent / "state") if "uploads" in path] == []


def test_a_file_that_is_left_is_not_forgotten(desk: Running, root: Path) -> None:
    """A form in which a file was begun with is not saved without it."""
    answer = save(desk, desk.get(edit()), **{"put.language": "de"})
    assert answer.status == 422
    assert "was begun with and not put in" in answer.text


def test_a_still_picture_is_made_of_the_film(desk: Running, root: Path) -> None:
    """The picture of a film at a second becomes its still picture, in place of a file."""
    film = recording(".mp4", seconds=2.0, encoders_words=False)
    page = put(desk, {"put.what": "src"}, "film.mp4", film)
    assert page.status == 200, page.text
    page = put(desk, {"put.what": "poster", "put.second": "1", "put.alt": "A grey field."}, "", b"", page)
    assert page.status == 200, page.text
    assert save(desk, page).status == 303
    text = (root / GATE).read_text()
    assert re.search(r"poster: \{src: images/gate-[0-9a-f]{10}\.(jpg|png|webp), alt: A grey field\.\}", text)


def test_problems_stand_beside_their_fields(desk: Running, root: Path) -> None:
    """What a build has against a recording is told in its form: a kind that is another one, a file that is missing."""
    wrong = "recording:\n  kind: video\n  src: ../media/kettle.mp3\n  captions: {en: none.vtt}\n  shows: {voice: own}"
    (root / GATE).write_text(story("A gate", consent=GIVEN, more=wrong))
    page = desk.get(edit()).text
    told_of = dict(re.findall(r'id="edit-recording\.([a-z.]+)-wrong">([^<]+)<', page))
    assert "“face” is missing" in told_of["shows.voice"]
    (root / GATE).write_text(story("A gate", consent=GIVEN, more=wrong.replace("own}", "own, face: none}")))
    page = desk.get(edit()).text
    told_of = dict(re.findall(r'id="edit-recording\.([a-z.]+)-wrong">([^<]+)<', page))
    assert "This is called video, and the file is audio" in told_of["src"]
    assert "There is no file" in told_of["captions"]


def test_captions_of_several_languages_are_lines(desk: Running, root: Path) -> None:
    """Each language of captions is a line in the form; one that goes takes its own words from the file alone."""
    both = "captions:\n    en: a.vtt  # ours\n    de: b.vtt\n  shows: {voice: own, face: none}"
    (root / GATE).write_text(story("A gate", consent=GIVEN, more=f"recording:\n  kind: audio\n  {both}"))
    page = desk.get(edit())
    assert "en: a.vtt\nde: b.vtt</textarea>" in page.text
    assert save(desk, page, **{"recording.captions": "en: a.vtt\r\nes: c.vtt"}).status == 303
    assert "  captions:\n    en: a.vtt  # ours\n    es: c.vtt\n  shows:" in (root / GATE).read_text()
    answer = save(desk, desk.get(edit()), **{"recording.captions": "a.vtt"})
    assert answer.status == 422
    assert "Write a language and a file on each line" in answer.text


def test_a_file_that_is_there_is_not_replaced(desk: Running, root: Path) -> None:
    """Another file with the name of one that is to be kept stays as it is, and nothing is saved."""
    page = with_sound(desk)
    (src,) = [value for name, value in form_of(page) if name == "recording.src"]
    (root / "stories/media").mkdir()
    (root / "stories" / src).write_bytes(b"another")
    before = tree(root)
    assert save(desk, page).status == 409
    assert tree(root) == before


def test_its_files_go_with_a_withdrawal(desk: Running, root: Path) -> None:
    """A file that was put in once and is not named any more is still the story's, and goes with it."""
    shows = {"recording.shows.voice": "own", "recording.shows.face": "none"}
    assert save(desk, with_sound(desk), **shows).status == 303
    text = (root / GATE).read_text()
    (root / GATE).write_text(re.sub(r"recording:\n(  .*\n)+", "", text))
    withdraw(plan_withdrawal(root, GATE), TODAY)
    assert kept(root) == []


def test_a_recording_is_asked_about_where_the_story_is_approved(desk: Running, root: Path) -> None:
    """A recording that comes into a story which was approved without it is asked about before it is saved."""
    (root / GATE).write_text(story("A gate", consent="{record: R-9, status: requested, scope: []}"))
    approve(root, GATE, "R-9", ("web", "audio"))
    desk.preview.refresh()
    shows = {"recording.shows.voice": "own", "recording.shows.face": "none"}
    page = save(desk, with_sound(desk), **shows)
    assert page.status == 200
    assert "This changes words that" in page.text
    assert kept(root) == []
    assert save(desk, page).status == 303
    assert len(kept(root)) == 2


def look_at(desk: Running, text: str) -> tuple[str, str]:
    """What the desk tells of a story, and its page as the desk shows it."""
    desk.preview.refresh()
    look = desk.get(f"/_desk/look/{text}").text
    (frame,) = re.findall(r'<iframe src="([^"]+)"', look)
    return look, desk.get(frame.replace("&amp;", "&")).text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(told(voice="none"), id="no voice"),
        pytest.param(told(scope="[web]"), id="no sound"),
        pytest.param(told(status="paused"), id="paused"),
    ],
)
def test_the_desk_plays_no_recording_that_is_held_back(desk: Running, root: Path, text: str) -> None:
    """Where the consent keeps a recording from readers, the desk's look is without it, as the site, and says why."""
    (root / KETTLE).write_text(text)
    look, page = look_at(desk, KETTLE)
    assert "readers do not get this recording" in look
    assert "<audio" not in page
    assert "I put the kettle on" not in page


def test_a_recording_that_is_asked_about_is_shown(desk: Running, root: Path) -> None:
    """Before anybody has answered, the desk shows a story with the recording that they are to be asked about."""
    (root / KETTLE).write_text(told(scope="[]", status="requested"))
    look, page = look_at(desk, KETTLE)
    assert "readers do not get this recording" not in look
    assert "<audio" in page
