"""Pictures that move: what comes of their images, and which had better stand still."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from PIL import Image, PngImagePlugin

from generator.media import moving
from generator.media.flashes import flashes
from generator.media.photo import Photo, Unusable
from generator.media.pictures import develop
from tests.builders.pictures import animation, picture, saved

SECRET = b"Saltmarsh Quay 3"
KINDS = {"GIF": "GIF", "WEBP": "WEBP", "APNG": "PNG"}
BLACK, WHITE, RED, BLUE = (0, 0, 0), (255, 255, 255), (255, 0, 0), (0, 0, 60)


def moved(data: bytes, covered: tuple[str, ...] = ()) -> Photo:
    made = develop(data, covered, moves=True)
    assert isinstance(made, Photo), made
    assert made.moving is not None
    return made.moving


def plain(*colours: tuple[int, int, int]) -> list[Image.Image]:
    return [Image.new("RGB", (64, 48), colour) for colour in colours]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_all_images_come(kind: str) -> None:
    """A picture of any kind that moves comes as a WebP with all its images, each as long as before, and without end."""
    shown = Image.open(io.BytesIO(moved(animation(kind)).content))
    assert (shown.format, getattr(shown, "n_frames", 1), shown.info["loop"]) == ("WEBP", 4, 0)
    lasting = []
    for n in range(4):
        shown.seek(n)
        shown.load()
        lasting.append(shown.info["duration"])
    assert lasting == [300] * 4


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_only_pixels_pass(kind: str) -> None:
    """Nothing but its images passes, neither remarks nor what is hidden behind it, and the same give the same bytes."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", SECRET.decode())
    remarks: dict[str, tuple[str, object]] = {"GIF": ("comment", SECRET), "WEBP": ("xmp", SECRET)}
    name, value = remarks.get(kind, ("pnginfo", texts))
    data = animation(kind, **{name: value}) + SECRET
    assert data.count(SECRET) == 2
    assert SECRET not in moved(data).content
    assert moved(data) == moved(animation(kind))


def test_a_still_picture_stays_one() -> None:
    """What has one image is the same picture, whether it was said to move or not."""
    data = saved(Image.new("RGB", (40, 30), RED), "PNG")
    assert develop(data, moves=True) == develop(data)


def test_nothing_moves_unasked() -> None:
    """A picture that moves is its first image alone where nobody said otherwise."""
    made = develop(animation("GIF"))
    assert isinstance(made, Photo)
    assert (made.moved, made.moving) == (True, None)


def test_a_gif_that_stands_still() -> None:
    """A GIF of one image is a picture as any other, and nothing that is hidden in it passes."""
    data = saved(picture(), "GIF", comment=SECRET) + SECRET
    made = develop(data)
    assert isinstance(made, Photo)
    assert (made.name.rpartition(".")[2], made.moved) == ("png", False)
    assert not any(SECRET in file.content for file in made.files)


def test_covered_up_throughout() -> None:
    """What is covered up is so in each of the images."""
    shown = Image.open(io.BytesIO(moved(animation("GIF"), ("0 0 100 100",)).content))
    for n in range(getattr(shown, "n_frames", 1)):
        shown.seek(n)
        assert shown.convert("L").getextrema() == (85, 85)


@pytest.mark.parametrize(
    ("limit", "value", "why"),
    [("MOST_IMAGES", 3, "more than 3 images"), ("MOST_PIXELS", 100, "50 million pixels"), ("MOST_BYTES", 9, "5 MB")],
)
def test_limits(limit: str, value: int, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many images, too many pixels or too many bytes are told as such."""
    monkeypatch.setattr(moving, limit, value)
    made = develop(animation("GIF"), moves=True)
    assert isinstance(made, Unusable)
    assert why in made.message


def test_what_flashes_does_not_move() -> None:
    """A picture that flashes is refused as one that moves, with what may be done, and its first image may stand."""
    out = io.BytesIO()
    first, *rest = plain(BLACK, WHITE)
    first.save(out, "GIF", save_all=True, append_images=rest, duration=100)
    made = develop(out.getvalue(), moves=True)
    assert isinstance(made, Unusable)
    assert "seizures" in made.message
    assert "first image" in made.hint
    assert isinstance(develop(out.getvalue()), Photo)


@pytest.mark.parametrize(("lasts", "too_often"), [(100, True), (160, True), (170, False), (500, False)])
def test_three_flashes_a_second(lasts: int, too_often: bool) -> None:
    """Black and white in turn flash too often as soon as more than three pairs fall into a second, round by round."""
    assert flashes(plain(BLACK, WHITE), [lasts, lasts]) is too_often


def test_a_short_flurry() -> None:
    """One flurry of flashes in a long and quiet picture is enough."""
    images = plain(*[BLACK] * 5, *[BLACK, WHITE] * 4, *[BLACK] * 5)
    assert flashes(images, [500] * 5 + [50] * 8 + [500] * 5)


def test_red_flashes() -> None:
    """Saturated red in turn with a colour as dark counts as a flash."""
    assert flashes(plain((200, 0, 0), (86, 86, 86)), [100, 100])
    assert not flashes(plain((86, 86, 86), (90, 90, 90)), [100, 100])


def test_small_and_bright_changes() -> None:
    """What changes by less than a tenth, or is bright in both, or fills a small corner, is no flash."""
    assert not flashes(plain((60, 60, 60), (90, 90, 90)), [100, 100])
    assert not flashes(plain((240, 240, 240), WHITE), [100, 100])
    corner = plain(BLACK, BLACK)
    corner[1].paste(WHITE, (0, 0, 10, 8))
    assert not flashes(corner, [100, 100])


def test_on_any_ground() -> None:
    """What is see-through in every second image flashes on white or on black, whichever it is not."""
    for colour in (BLACK, WHITE):
        images = [Image.new("RGBA", (64, 48), (*colour, alpha)) for alpha in (0, 255)]
        assert flashes(images, [100, 100])


def test_a_slow_fade() -> None:
    """A fade to white and back in two seconds is no more than one flash."""
    levels = [n * 25 for n in (*range(11), *range(9, 0, -1))]
    assert not flashes(plain(*((level,) * 3 for level in levels)), [100] * 20)
    assert all(one != other for one, other in pairwise(levels))
