"""Does what a page tells its reader to do, and says where something else happens than the page shows."""

from __future__ import annotations

import re
import shlex
import shutil
import webbrowser
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from generator.cli.main import main
from generator.content import sources
from generator.preview.http.server import Server
from tests.docs.pages import Block, Start, lines

# What differs from one run to the next.
VOLATILE = (
    (re.compile(r"\b\d+\.\d\d s\b"), "0.00 s"),
    (re.compile(r"\b\d+\.\d\d MB\b"), "0.00 MB"),  # compressed, which depends on a library's version
    (re.compile(r"127\.0\.0\.1:\d+"), "127.0.0.1:8000"),
    (re.compile(r"^Port \d+ is in use, .*\n", re.MULTILINE), ""),
)
PICTURES = ("kettles.jpg", "branch.jpg")  # in stories/images of a new site, for stories that show one
ENTRY = re.compile(r" *[\w-]+:")


@dataclass(frozen=True, slots=True)
class Ran:
    """A command, the line of the page where its block begins, how it ended and what it printed."""

    line: int = 0
    command: str = ""
    code: int = 0
    output: str = ""


class Reader:
    """A person who follows a page from top to bottom, below a folder of their own.

    ``example`` is the built example site, which is copied; ``not_run`` are the commands that are passed over.
    """

    def __init__(self, folder: Path, example: Path, not_run: Container[str], patch: pytest.MonkeyPatch) -> None:
        self.folder, self.example, self.not_run, self.patch = folder, example, not_run, patch
        self.starts = 0
        self.file = Path()
        self.last = Ran()
        patch.chdir(folder)
        # The preview ends as soon as it is there, and no browser opens.
        patch.setattr(Server, "run", lambda *_: None)
        patch.setattr(webbrowser, "open", lambda _: True)

    def read(self, steps: Iterable[Start | Block]) -> Iterator[str]:
        """Follow the steps of a page; yields what is wrong, with the line of the page."""
        for step in steps:
            if isinstance(step, Start):
                yield from self.end()
                self.start(step)
            else:
                yield from (f"line {step.line}: {problem}" for problem in self.follow(step))
        yield from self.end()

    def start(self, start: Start) -> None:
        """Go to a new folder, on the day that is named."""
        self.starts += 1
        home = self.folder / str(self.starts)
        home.mkdir()
        self.patch.setattr(sources, "date", SimpleNamespace(today=lambda: start.day))
        self.patch.chdir(home)
        if start.place == "the example site":
            shutil.copytree(self.example, "my-site")
        elif start.place == "a new site":
            hearten("new", "my-site")
            Path("my-site/stories/images").mkdir()
            for shade, name in enumerate(PICTURES):  # no two of which are the same picture
                Image.new("RGB", (8, 8), (shade,) * 3).save(Path("my-site/stories/images", name))
        if start.place != "an empty folder":
            self.patch.chdir("my-site")

    def follow(self, block: Block) -> Iterator[str]:
        """Do what a block shows; yields what is wrong with it."""
        if block.language == "sh":
            for command in lines(block):
                yield from self.end()
                if command not in self.not_run:
                    self.last = Ran(block.line, command, *run(command, self.patch))
        elif block.language == "text" and not block.file:
            ran, self.last = self.last, Ran()
            shown, printed = settled(block.text), settled(ran.output)
            if not pattern(shown).fullmatch(printed):
                yield f"“{ran.command}” prints\n\n{printed}\nand not\n\n{shown}"
        elif block.file or block.language in ("yaml", "markdown"):
            self.write(block)
            if not block.mistaken:
                yield from self.problems()
        else:
            yield f"a block of “{block.language}” can neither be tried nor is it listed among what is not tried"

    def end(self) -> Iterator[str]:
        """What is wrong with the last command, whose output the page does not show."""
        ran, self.last = self.last, Ran()
        if ran.code:
            yield f"line {ran.line}: “{ran.command}” ends with {ran.code}, and no output is shown:\n\n{ran.output}"

    def write(self, block: Block) -> None:
        """Write what a block shows into its file."""
        self.file = Path(block.file) if block.file else self.file
        self.file.parent.mkdir(exist_ok=True)
        old = self.file.read_text(encoding="utf-8") if self.file.exists() else ""
        if not old or block.text.startswith("---\n"):
            new = block.text
        elif block.language == "markdown":
            _, front, _ = old.split("---\n", 2)
            new = f"---\n{front}---\n\n{block.text}"
        else:
            new = amended(old, block.text)
        self.file.write_text(new, encoding="utf-8", newline="\n")

    def problems(self) -> Iterator[str]:
        """What the program has to say against the file that was written last."""
        told = hearten("explain", self.file.as_posix() if self.file.suffix == ".md" else "index.html")
        if told.exit_code == 2 or re.search(
            r": (error|warning|note): (?!this comment is private)|“errors”", told.output
        ):
            yield f"{self.file} is not read without a problem:\n\n{told.output}"


def run(command: str, patch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Run one command line; how it ends, with 127 as in a shell if it is not known here, and what it prints."""
    words = shlex.split(command)
    match words:
        case [name, *rest, ">", file] if Path(name).name == "hearten":
            result = hearten(*rest)
            Path(file).write_text(result.stdout, encoding="utf-8")
            return result.exit_code, result.stderr
        case [name, *rest] if Path(name).name == "hearten":
            result = hearten(*rest)
            return result.exit_code, result.output
        case ["cd", folder]:
            patch.chdir(folder)
        case ["cp", file, target]:
            Path(target).parent.mkdir(exist_ok=True)
            shutil.copyfile(file, target)
        case _:
            return 127, "It can neither be run, nor is it listed among what is not run."
    return 0, ""


def hearten(*words: str) -> Result:
    """Run the command, and say yes to it; an exception that would be a traceback to a person is raised."""
    result = CliRunner().invoke(main, words, input="y\n")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def amended(text: str, part: str) -> str:
    """A file of YAML, or with front matter, in which the entries of ``part`` replace those of the same name.

    What is new stands at the end. A remark has to be there already.
    """
    lines = text.splitlines()
    begin, end = (1, lines.index("---", 1)) if lines[0] == "---" else (0, len(lines))
    return "\n".join((*lines[:begin], *merged(lines[begin:end], part.splitlines()), *lines[end:], ""))


def merged(lines: list[str], part: list[str]) -> list[str]:
    """Lines of YAML with those of ``part`` put in."""
    known = entries(lines)
    for name, new in entries(part).items():
        if name.startswith("#"):
            assert name in known, f"no line of the file is: {name}"
        elif is_mapping(new) and is_mapping(known.get(name, [])):
            known[name] = [*new[:1], *merged(known[name][1:], new[1:])]
        else:
            known[name] = new
    return [line for entry in known.values() for line in entry]


def entries(lines: list[str]) -> dict[str, list[str]]:
    """The outermost entries and remarks, each with the lines below it."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        if line.strip() and indented(line) <= indented(lines[0]):
            entry = ENTRY.match(line)
            name = entry[0] if entry else line
        found.setdefault(name, []).append(line)
    return found


def is_mapping(entry: list[str]) -> bool:
    """Whether an entry holds entries of its own."""
    return len(entry) > 1 and indented(entry[1]) > indented(entry[0]) and bool(ENTRY.match(entry[1]))


def indented(line: str) -> int:
    """How far a line is indented."""
    return len(line) - len(line.lstrip(" "))


def settled(text: str) -> str:
    """An output without what differs from one run to the next."""
    for volatile, instead in VOLATILE:
        text = volatile.sub(instead, text)
    return text


def pattern(shown: str) -> re.Pattern[str]:
    """What an output has to be like in which ellipses stand for whatever is left out."""
    rows = shown.splitlines(keepends=True)
    return re.compile("".join(r"(?:.*\n)*?" if row == "…\n" else re.escape(row).replace("…", ".*") for row in rows))
