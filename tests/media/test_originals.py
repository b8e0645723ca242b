"""What originals say of who made them, and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from generator.advice import privacy
from generator.advice.advise import advise
from generator.media.originals import DEVICE, NAME, PLACE, remarks_in
from tests.builders.told_of_people import advised

XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf exif:GPSLatitude='0,0N' aux:SerialNumber='0'/></x:xmpmeta>"
OF_EXIF: dict[str, dict[int, dict[int, object]]] = {
    PLACE: {ExifTags.IFD.GPSInfo: {1: "N", 2: (0.0, 0.0, 0.0)}},
    DEVICE: {ExifTags.IFD.Exif: {0xA431: "0000"}},
    NAME: {ExifTags.IFD.Exif: {0xA430: "Maren"}},
}


def picture(path: Path, tables: dict[int, dict[int, object]] | None = None, **more: Any) -> Path:
    """A picture with such tables of Exif."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 1
    for which, table in (tables or {}).items():
        exif.get_ifd(which).update(table)
    Image.new("RGB", (8, 8), (200, 0, 0)).save(path, exif=exif, **more)
    return path


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp"])
@pytest.mark.parametrize("said", OF_EXIF)
def test_exif(said: str, suffix: str, tmp_path: Path) -> None:
    """A picture's place, its camera's number and its owner's name are found, each by itself."""
    assert remarks_in(picture(tmp_path / f"gate.{suffix}", OF_EXIF[said]), "picture") == (said,)


@pytest.mark.parametrize("tag", [0x013B, 0x8298])
def test_who_made_it(tag: int, tmp_path: Path) -> None:
    """Who made a picture, and who holds its rights, is a name; empty ones are none."""
    for written, said in (("Maren", (NAME,)), ("  ", ())):
        exif = Image.Exif()
        exif[tag] = written
        Image.new("RGB", (8, 8)).save(tmp_path / "gate.jpg", exif=exif)
        assert remarks_in(tmp_path / "gate.jpg", "picture") == said


def test_xmp(tmp_path: Path) -> None:
    """What programs write once more in XMP is found, too."""
    assert remarks_in(picture(tmp_path / "gate.jpg", xmp=XMP), "picture") == (PLACE, DEVICE)


def test_clean_pictures(tmp_path: Path) -> None:
    """A picture that has a comment, or says which way up it is, says nothing of people by that."""
    written = PngImagePlugin.PngInfo()
    written.add_text("Comment", "A gate.")
    turned = Image.Exif()
    turned[ExifTags.Base.Orientation] = 6
    Image.new("RGB", (8, 8)).save(tmp_path / "turned.jpg", exif=turned)
    one, other = picture(tmp_path / "gate.jpg"), picture(tmp_path / "gate.png", pnginfo=written)
    assert [remarks_in(path, "picture") for path in (one, other, tmp_path / "turned.jpg")] == [(), (), ()]


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe1\xff\xff", b"GIF8", b"words"])
def test_broken_files(data: bytes, tmp_path: Path) -> None:
    """Of a file that is no picture and no recording nothing is said, and there is no error."""
    path = tmp_path / "broken"
    path.write_bytes(data)
    assert (remarks_in(path, "picture"), remarks_in(path, "recording")) == ((), ())


def test_findings(tmp_path: Path) -> None:
    """A text is told of the picture that it names, where it names it, without what the picture says."""
    (tmp_path / "stories").mkdir()
    picture(tmp_path / "stories" / "gate.jpg", {**OF_EXIF[PLACE], **OF_EXIF[NAME]})
    picture(tmp_path / "stories" / "clean.jpg")
    text = advised("![A gate.](gate.jpg) ![A gate.](clean.jpg)", more="image: {src: gate.jpg, alt: A gate.}")
    (one,) = advise([text], [privacy.of_files(tmp_path)])
    assert (one.rule.id, one.words, one.start.line) == ("privacy/original-remarks", "gate.jpg", 9)
    assert "Maren" not in one.message
    assert f"{PLACE}" in one.message
