"""Links of Windows, as a parser reads them that others wrote: LnkParse3. Windows itself has not been asked."""

from __future__ import annotations

import io
import ntpath
import warnings
from collections.abc import Mapping
from typing import Any

import LnkParse3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.windows_link import LONGEST, link

NAMES = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters='\\/:*?"<>|'), min_size=1, max_size=60
).filter(lambda name: name.strip(". ") == name)
FOLDERS = ["Program Files", "Zoë & Jörg (100%)", "قصص الأمل", "故事", "x" * 200, "a.b.c", "~", "🫖"]


def read(content: bytes) -> Mapping[str, Any]:
    """What a parser finds in a link, which has nothing to say against it."""
    with warnings.catch_warnings(action="error"):
        found: dict[str, Any] = LnkParse3.lnk_file(io.BytesIO(content)).get_json(get_all=True)
    return found


def path_of(found: Mapping[str, Any]) -> str:
    """The path that a link's list of items leads to, from the computer down to a file."""
    root, drive, *folders, file = found["target"]["items"]
    assert root["guid"] == "20D04FE0-3AEA-1069-A2D8-08002B30309D"
    assert {folder["flags"] for folder in folders} <= {"Is Unicode directory"}
    assert file["flags"] == "Is Unicode file"
    return str(ntpath.join(drive["volume_name"], *(item["primary_name"] for item in (*folders, file))))


@given(st.lists(NAMES, max_size=6), NAMES)
def test_it_leads_to_a_program(folders: list[str], name: str) -> None:
    """A link leads from the computer to the drive, through each folder, to the program, in whatever script."""
    path = "\\".join(("C:", *folders, f"{name}.exe"))
    assert path_of(read(link([path], "A desk"))) == path


@pytest.mark.parametrize("folder", FOLDERS)
def test_it_says_what_the_program_is_to_do(folder: str) -> None:
    """A link holds the words of the command, the folder of the program, and what it is, for people."""
    program, site = rf"C:\{folder}\pythonw.exe", rf"D:\{folder}\site" + "\\"
    data = read(link([program, "-P", "-m", "generator", "desk", site], f"The desk of {folder}"))["data"]
    quoted = f'"{site}\\"' if " " in folder else site
    assert data["command_line_arguments"] == f"-P -m generator desk {quoted}"
    assert (data["working_directory"], data["description"]) == (rf"C:\{folder}", f"The desk of {folder}")


def test_its_parts_are_those_that_it_announces() -> None:
    """A link's header names the parts that are there, a window of the usual size, and no time of this machine."""
    header = read(link([r"C:\Python\pythonw.exe", "desk"], "A desk"))["header"]
    assert set(header["link_flags"]) == {
        *("HasTargetIDList", "HasName", "HasWorkingDir", "HasArguments", "IsUnicode"),
    }
    assert (header["windowstyle"], header["creation_time"]) == ("SW_SHOWNORMAL", None)


def test_it_ends_behind_its_words() -> None:
    """Behind the words of the command stands only the end of a link."""
    assert link([r"C:\Python\pythonw.exe", "desk"], "A desk").endswith("desk".encode("utf-16-le") + bytes(4))


@pytest.mark.parametrize("path", [r"\\server\share\Jörg\pythonw.exe", "/usr/bin/python3"])
def test_a_path_without_a_drive_is_written_as_one(path: str) -> None:
    """A path that begins with no drive stands in a link as it is, without the items that lead there."""
    found = read(link([path, "desk"], "A desk"))
    assert found["extra"]["ENVIRONMENTAL_VARIABLES_LOCATION_BLOCK"]["target_unicode"] == path
    assert {"HasExpString", "HasTargetIDList"} & set(found["header"]["link_flags"]) == {"HasExpString"}


def test_a_path_without_a_drive_has_its_longest() -> None:
    """A path that begins with no drive and is longer than a link has room for is refused."""
    path = r"\\server\share".ljust(LONGEST, "a")
    assert read(link([path], "A desk"))["extra"]["ENVIRONMENTAL_VARIABLES_LOCATION_BLOCK"]["target_unicode"] == path
    with pytest.raises(ValueError, match="server"):
        link([f"{path}a"], "A desk")
