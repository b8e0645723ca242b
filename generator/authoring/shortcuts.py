"""Icons that open the desk by a double click, as the files that each system takes for one."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.authoring import windows_link

System = Literal["linux", "macos", "windows"]
MARK = "Made by “hearten shortcut”"
LINUX = """\
[Desktop Entry]
# {mark}
Type=Application
Name={name}
Comment=The desk of these stories
Exec={command}
Icon={icon}
Terminal=false
Categories=Office;
"""
# The window stays as long as the desk does.
MACOS = """\
#!/bin/sh
# {mark}
exec {command}
"""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A file that opens the desk, with the ending by which its system knows it."""

    ending: str
    content: bytes


def shortcut(system: System, name: str, command: Sequence[str], icon: str) -> Shortcut:
    """The file that starts a command when somebody double-clicks it; ``icon`` is the path of a picture, for Linux.

    Raises ValueError for a path that it cannot hold, UnicodeEncodeError among them for one that is no text.
    """
    match system:
        case "linux":
            # Desktop Entry Specification 1.5, “The Exec key”: words are quoted first, and the whole is then a value.
            said = {"name": _value(name), "command": _value(" ".join(map(_quoted, command))), "icon": _value(icon)}
            return Shortcut(".desktop", LINUX.format(mark=MARK, **said).encode())
        case "macos":
            return Shortcut(".command", MACOS.format(mark=MARK, command=shlex.join(command)).encode())
        case "windows":
            return Shortcut(".lnk", windows_link.link(command, f"The desk of {name}. {MARK}"))


def is_shortcut(content: bytes) -> bool:
    """Whether a file was made here."""
    return MARK.encode() in content[:200] or MARK.encode("utf-16-le") in content


def _value(text: str) -> str:
    for sign, escaped in (("\\", r"\\"), ("\n", r"\n"), ("\r", r"\r"), ("\t", r"\t")):
        text = text.replace(sign, escaped)
    return text


def _quoted(word: str) -> str:
    return '"' + re.sub(r'(["`$\\])', r"\\\1", word).replace("%", "%%") + '"'
