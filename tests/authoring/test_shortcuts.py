"""Icons that open the desk: what each system makes of them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.shortcuts import is_shortcut, shortcut

LETTERS = st.characters(categories=["L", "N", "P", "S", "Zs", "Cc"], exclude_characters="\0")
WORDS = st.lists(st.text(LETTERS, min_size=1), min_size=1)
# As the Desktop Entry Specification 1.5 reads them.
ENTRY = re.compile(r"^(\w+)=(.*)$", re.MULTILINE)
VALUE = {r"\s": " ", r"\n": "\n", r"\t": "\t", r"\r": "\r", r"\\": "\\"}


def entries(content: bytes) -> dict[str, str]:
    """The entries of a desktop file, as a system reads them."""
    found = ENTRY.findall(content.decode())
    return {key: re.sub(r"\\.", lambda escape: VALUE[escape[0]], value) for key, value in found}


def words_of(command: str) -> list[str]:
    """The words of an Exec key, all of which are quoted."""
    quoted = re.findall(r'"((?:[^"`$\\]|\\["`$\\])*)"(?: |$)', command)
    assert sum(len(word) + 3 for word in quoted) - 1 == len(command)
    unquoted = [re.sub(r"\\(.)", r"\1", word) for word in quoted]
    assert not any(re.search("(?<!%)(%%)*%(?!%)", word) for word in unquoted)
    return [word.replace("%%", "%") for word in unquoted]


@given(WORDS, st.text(LETTERS))
def test_linux_starts_these_words(words: list[str], name: str) -> None:
    """From the file for Linux, a system reads each word of the command and the name as they are."""
    read = entries(shortcut("linux", name, words, "/icon.svg").content)
    assert (words_of(read["Exec"]), read["Type"], read["Terminal"]) == (words, "Application", "false")
    assert read["Name"] == name


def test_nothing_in_a_name_becomes_an_entry() -> None:
    """A name with line ends in it makes no line of the file for Linux."""
    read = entries(shortcut("linux", "Ours\nExec=rm\rX=y", ["a"], "").content)
    assert (read["Exec"], read["Name"], "X" in read) == ('"a"', "Ours\nExec=rm\rX=y", False)


@given(WORDS)
def test_a_mac_starts_these_words(words: list[str]) -> None:
    """The file for macOS is a script that a shell reads as these words."""
    script = shortcut("macos", "Ours", words, "").content.replace(b"exec ", b"printf '%s\\n' ", 1)
    told = subprocess.run(["sh", "-c", script.decode()], capture_output=True, check=True).stdout
    assert told.decode() == "".join(f"{word}\n" for word in words)


def test_own_files_are_known() -> None:
    """A file that was made here is known as that, and another one is not."""
    made = [shortcut(system, "Ours", ["a"], "").content for system in ("linux", "macos", "windows")]
    assert ([is_shortcut(content) for content in made], is_shortcut(b"[Desktop Entry]\nName=Ours\n")) == (
        [True] * 3,
        False,
    )


def test_paths_that_hold_much_are_read_back(tmp_path: Path) -> None:
    """A path with every sign that the file for Linux escapes comes out as it was."""
    odd = str(tmp_path / 'a "b" $c `d` \\e %f')
    assert words_of(entries(shortcut("linux", "Ours", [odd], odd).content)["Exec"]) == [odd]
