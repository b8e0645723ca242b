"""The assets of a theme: scripts joined out of their parts, style sheets that begin with the settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.content.theme_settings import custom_properties
from generator.ground.diagnostics import START, Diagnostic, did_you_mean, error
from generator.ground.digest import content_name

# A part that fails stops no other, and the browser's console tells of it as of any error.
PART = b"try {\n%s\n} catch (problem) { setTimeout(() => { throw problem; }); }\n"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load; ``path`` in the output is made of its content."""

    name: str
    path: str
    content: bytes


def assets_of(files: Mapping[str, bytes], settings: Mapping[str, str]) -> Iterator[Asset]:
    """The files in assets/ as they are sent, with the settings' values above each style sheet."""
    for name, data in sorted(files.items()):
        if not name.startswith("assets/"):
            continue
        stem, dot, suffix = name.rpartition(".")
        content = custom_properties(settings) + data if name.endswith(".css") else data
        yield Asset(name.removeprefix("assets/"), f"{stem}.{content_name(content)}{dot}{suffix}", content)


def missing_parts(
    scripts: Mapping[str, tuple[str, ...]], files: Mapping[str, bytes], shown: str
) -> Iterator[Diagnostic]:
    """Parts of scripts that neither this layer of the theme has nor any below it."""
    there = [name.removeprefix("assets/") for name in files if name.startswith("assets/")]
    for name, part in ((name, part) for name, parts in scripts.items() for part in parts if part not in there):
        hint = did_you_mean(
            part, there, f"put it into {shown.removesuffix('/theme.yaml')}/assets/, or leave it out here"
        )
        yield error("theme-script", shown, START, f"“{part}”, a part of {name}, is not there", hint)


def joined(files: Mapping[str, bytes], scripts: Mapping[str, tuple[str, ...]]) -> dict[str, bytes]:
    """The files, with scripts in place of their parts. A file that has a script's name stands in for it."""
    of_scripts = {f"assets/{part}" for parts in scripts.values() for part in parts}
    made = {
        f"assets/{name}": b"".join(PART % _without_comments(files[f"assets/{part}"]).strip() for part in parts)
        for name, parts in scripts.items()
    }
    return made | {name: data for name, data in files.items() if name not in of_scripts}


def _without_comments(script: bytes) -> bytes:
    """A script without comments on lines of their own, which are for people who read the theme.

    A regular expression would look for the end of a comment anew from each line that seems to begin one.
    """
    kept, at = [], 0
    closed, behind = 0, 0  # where the comment ends, and the line behind that, if nothing else stands on its last line
    while at < len(script):
        end = script.find(b"\n", at)
        if end < 0:
            break
        line = script[at : end + 1].strip(b" \t")
        if line.startswith(b"/*"):
            begun = script.index(b"/*", at) + 2
            if 0 <= closed < begun:
                closed = script.find(b"*/", begun)
                last = script.find(b"\n", closed) if closed >= 0 else -1
                behind = 0 if last < 0 or script[closed + 2 : last].strip(b" \t") else last + 1
            if behind > at:
                at = behind
                continue
        if not line.startswith(b"//"):
            kept.append(script[at : end + 1])
        at = end + 1
    return b"".join((*kept, script[at:]))
