"""Links of Windows, which its desktop shows as icons.

As [MS-SHLLINK] (“Shell Link (.LNK) Binary File Format”) describes them. How the shell writes down the parts of a path
is not in there; that is as libyal's “Windows Shell Item format” has it, with names in UTF-16.
"""

from __future__ import annotations

import ntpath
import re
import struct
import subprocess
from collections.abc import Iterator, Sequence

# Size, class, flags, attributes of the target, three times and a size of it, icon, how its window opens, key, reserved.
HEADER = struct.Struct("<I16sIIQQQIiIH10x")
# Classes of the shell, whose first three groups stand with their smallest byte first.
LINK = bytes.fromhex("01140200 0000 0000 c000 000000000046")
COMPUTER = bytes.fromhex("e04fd020 ea3a 6910 a2d8 08002b30309d")
HAS_ID_LIST, HAS_NAME, HAS_FOLDER, HAS_ARGUMENTS, IS_UNICODE, HAS_VARIABLE = 0x1, 0x4, 0x10, 0x20, 0x80, 0x200
NORMAL_WINDOW = 1
# The kinds of the parts of a path, and what they are as files; those of names in UTF-16.
ROOT, DRIVE, FOLDER, FILE = b"\x1f\x50", b"\x2f", b"\x35\x00", b"\x36\x00"
IS_FOLDER, IS_FILE = 0x10, 0x20
# An EnvironmentVariableDataBlock: size, sign, the path in ASCII and in UTF-16, each with a zero behind it.
VARIABLE, VARIABLE_SIGN, LONGEST = struct.Struct("<II260s520s"), 0xA0000001, 259
ON_A_DRIVE = re.compile(r"[A-Za-z]:\\[^\\]")


def link(command: Sequence[str], description: str) -> bytes:
    """A file that starts a command, in the folder of its program.

    Raises UnicodeEncodeError for what is no text, and ValueError for a path without a drive that is too long to be
    written down.
    """
    program, *words = command
    if ON_A_DRIVE.match(program):
        target, by, block = _id_list(program), HAS_ID_LIST, b""
    else:
        target, by, block = b"", HAS_VARIABLE, _variable(program)
    flags = by | HAS_NAME | HAS_FOLDER | HAS_ARGUMENTS | IS_UNICODE
    header = HEADER.pack(HEADER.size, LINK, flags, IS_FILE, 0, 0, 0, 0, 0, NORMAL_WINDOW, 0)
    texts = (description, ntpath.dirname(program), subprocess.list2cmdline(words))
    return b"".join((header, target, *map(_counted, texts), block, bytes(4)))


def _counted(text: str) -> bytes:
    """A text with the number of its units before it."""
    written = text.encode("utf-16-le")
    return struct.pack("<H", len(written) // 2) + written


def _id_list(path: str) -> bytes:
    """A path on a drive as the shell goes to it: the computer, the drive, each folder, the file."""
    items = b"".join(struct.pack("<H", len(item) + 2) + item for item in _items(path))
    return struct.pack("<H", len(items) + 2) + items + bytes(2)


def _items(path: str) -> Iterator[bytes]:
    drive, *folders, file = re.split(r"\\+", path)
    yield ROOT + COMPUTER
    yield DRIVE + f"{drive}\\".encode("ascii") + bytes(19)
    for folder in folders:
        yield FOLDER + _named(folder, IS_FOLDER)
    yield FILE + _named(file, IS_FILE)


def _named(name: str, attributes: int) -> bytes:
    """A file's size and time, which nobody looks at, its kind, and its name, also as one of DOS."""
    stem, dot, ending = name.rpartition(".")
    short = re.sub("[^A-Za-z0-9]", "_", stem or ending)[:6].upper() + "~1"
    short += f".{re.sub('[^A-Za-z0-9]', '_', ending)[:3].upper()}" if stem and dot else ""
    return struct.pack("<8xH", attributes) + f"{name}\0".encode("utf-16-le") + f"{short}\0".encode("ascii")


def _variable(path: str) -> bytes:
    """A path that begins with no drive, such as one on a server, where variables would be filled in."""
    written = path.encode("utf-16-le")
    if len(written) > 2 * LONGEST:
        raise ValueError(path)
    return VARIABLE.pack(VARIABLE.size, VARIABLE_SIGN, path.encode("ascii", "replace"), written)
