"""HEIC, in which telephones take pictures: read where pillow-heif is installed, which the extra `hearten[heic]` brings.

Its wheel holds decoders and encoders under the LGPL and the GPL, so that it is for a user to install. A build notices
when it has come, as it does with every library beside the program (`store.program`).
"""

from __future__ import annotations

from functools import cache

# What Pillow calls the format.
FORMAT = "HEIF"
# Brands of HEIC (ISO/IEC 23008-12, B.4.1) and of HEIF as telephones write it.
BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def is_heic(data: bytes) -> bool:
    """Whether a file says that it is a picture in HEIC."""
    return data[4:8] == b"ftyp" and data[8:12] in BRANDS


@cache
def is_readable() -> bool:
    """Whether Pillow can read HEIC here, which it is told of the first time that somebody asks."""
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        return False
    register_heif_opener()
    return True
