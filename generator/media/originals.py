"""What the file of a picture or a recording says beside what it shows, as it lies in a site's folder.

Published files say nothing (`media.pictures`, `media.recording`); the folder, though, is sent to others, and kept.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from generator.ground.patterns import lazy
from generator.media.contents import UnreadableError
from generator.media.formats import contents_of

PLACE, DEVICE, NAME = "where it was made", "which camera made it", "who made it"
# Exif 3.0, sections 4.6.3 to 4.6.6: who made a picture or owns the camera, and the numbers of camera and lens.
NAMES, NUMBERS = (0x013B, 0x8298, 0xA430), (0xA431, 0xA435)
# The same in XMP (ISO 16684-1), in which programs write it once more.
IN_XMP = {
    PLACE: lazy(rb"exif:GPS(?:Latitude|Longitude)|Iptc4xmpCore:Location|photoshop:City"),
    DEVICE: lazy(rb"(?:aux|exifEX):(?:Body|Lens)?SerialNumber"),
    NAME: lazy(rb"aux:OwnerName|exifEX:CameraOwnerName|dc:creator|photoshop:AuthorsPosition"),
}
# What is found in recordings, by its name there.
IN_RECORDINGS = {"a place": PLACE, "a device": DEVICE, "a name": NAME}


def remarks_in(path: Path, kind: Literal["picture", "recording"]) -> tuple[str, ...]:
    """What a file says of its maker: where, with which camera, and who. Nothing of what cannot be read.

    Of a picture its head alone is read, of a recording its tables. Raises OSError.
    """
    with path.open("rb") as file:
        said = set(_of_picture(file) if kind == "picture" else _of_recording(file))
    return tuple(one for one in (PLACE, DEVICE, NAME) if one in said)


def _of_picture(file: BinaryIO) -> Iterator[str]:
    from PIL import ExifTags, Image

    from generator.media import heic

    heic.is_readable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file) as picture:
                exif = picture.getexif()
                values = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
                place = exif.get_ifd(ExifTags.IFD.GPSInfo)
                xmp = picture.info.get("xmp", b"")
    except Exception:  # Pillow raises whatever broken bytes lead it to; a build says what is wrong with them
        return
    # Positions are in tags 1 to 4; a picture without any may have the version of the table alone.
    if any(tag in place for tag in (1, 2, 3, 4)):
        yield PLACE
    if any(str(values.get(tag) or "").strip("\0 ") for tag in NUMBERS):
        yield DEVICE
    if any(str(values.get(tag) or "").strip("\0 ") for tag in NAMES):
        yield NAME
    written = xmp.encode() if isinstance(xmp, str) else xmp
    yield from (said for said, form in IN_XMP.items() if form.search(written))


def _of_recording(file: BinaryIO) -> Iterator[str]:
    try:
        contents = contents_of(file)
    except UnreadableError:
        return
    for hidden in contents.hidden:
        yield from (IN_RECORDINGS[about] for about in hidden.about if about in IN_RECORDINGS)
