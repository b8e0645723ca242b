"""Captions and chapters: files of WebVTT (https://www.w3.org/TR/webvtt1/) and SubRip to cues, purely.

What is read is stricter than what browsers take, since a cue that a player drops is a sentence that somebody does not
hear. Markup that is part of the formats (voices, stress, classes, ruby, times within a cue) goes; whatever else looks
like a tag is words.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.content import directions
from generator.content.decoding import decode
from generator.ground.diagnostics import Checked, Diagnostic, Span, error, warning
from generator.ground.patterns import lazy

WEBVTT, SUBRIP = ".vtt", ".srt"
SUFFIXES = (WEBVTT, SUBRIP)
ARROW = "-->"
TIME = lazy(r"(?:(\d{2,5}):)?([0-5]\d):([0-5]\d)[.,](\d{3})")
# Blocks of a WebVTT file that are no cues, by the word in their first line; nothing of them reaches a reader.
NO_CUES = ("NOTE", "STYLE", "REGION")
VOICE = lazy(r"<v(?:\.[^\s<>]+)*[ \t]+([^<>\n]+)>")
MARKUP = lazy(
    r"</v>|</?(?:c|i|b|u|ruby|rt|lang|font)(?:\.[^\s<>]+)*(?:[ \t]+[^<>\n]*)?>|<(?:\d{2,5}:)?[0-5]\d:[0-5]\d\.\d{3}>"
)
LONGEST_LINE = 65  # characters, of which two lines can be read in the time in which they are said
WRITE = "write a time as 00:01:02.500, with hours, minutes, seconds and thousandths, and an arrow --> between two"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words with the time in which they are said, in milliseconds, and who says them, if that is written.

    ``words`` may hold line feeds. ``line`` is where the cue's time stands in the file.
    """

    start: int
    end: int
    words: str
    speaker: str = ""
    line: int = 1

    @property
    def said(self) -> str:
        """The words in one line."""
        return " ".join(self.words.split())


def read(data: bytes, path: str) -> Checked[tuple[Cue, ...]]:
    """The cues of a file of captions or chapters, in their order, or every problem in it with its place.

    Two voices in one cue are two cues of the same time.
    """
    decoded = decode(data, path)
    if decoded.value is None:
        return Checked(None, decoded.diagnostics)
    lines = decoded.value.split("\n")
    problems = [*decoded.diagnostics, *directions.problems(decoded.value, path, 1)]
    if path.lower().endswith(WEBVTT) and lines[0].partition(" ")[0].partition("\t")[0] != "WEBVTT":
        what, hint = "captions of this kind begin with the word WEBVTT", "write WEBVTT into the first line"
        problems.append(error("captions", path, Span(1), what, hint))
    cues: list[Cue] = []
    for first, block in _blocks(lines):
        cues += _cues(first, block, path, problems)
    problems += _of_all(cues, path)
    if any(problem.is_error for problem in problems):
        return Checked(None, tuple(problems))
    return Checked(tuple(cues), tuple(problems))


def spoken(cues: Sequence[Cue]) -> str:
    """All words of cues as a text, a paragraph for each turn of a speaker."""
    turns: list[list[str]] = []
    for n, cue in enumerate(cues):
        if not n or cue.speaker != cues[n - 1].speaker:
            turns.append([f"{cue.speaker}:"] if cue.speaker else [])
        turns[-1].append(cue.said)
    return "\n".join(" ".join(turn) for turn in turns)


def as_webvtt(cues: Sequence[Cue]) -> bytes:
    """Cues as a WebVTT file, with nothing in it but times, voices and words."""
    blocks = ["WEBVTT\n"]
    for cue in cues:
        words = html.escape(cue.words, quote=False)
        voice = f"<v {html.escape(cue.speaker, quote=False)}>" if cue.speaker else ""
        blocks.append(f"{stamp(cue.start)} {ARROW} {stamp(cue.end)}\n{voice}{words}\n")
    return "\n".join(blocks).encode()


def stamp(milliseconds: int) -> str:
    """A time as WebVTT writes it: 00:01:02.500."""
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """What stands between empty lines, each with the number of its first line; without what is no cue."""
    begins = 0
    for n, line in enumerate((*lines, "")):
        if line.strip():
            continue
        block = list(lines[begins:n])
        word = block[0].split(maxsplit=1)[0] if block else ""
        is_head = begins == 0 and word == "WEBVTT"
        if block and not is_head and (word not in NO_CUES or ARROW in block[0]):
            yield begins + 1, block
        begins = n + 1


def _cues(first: int, block: Sequence[str], path: str, problems: list[Diagnostic]) -> Iterator[Cue]:
    """The cues of a block, whose time stands in its first line, or in the second below a number or a name."""
    at = next((n for n, line in enumerate(block[:2]) if ARROW in line), None)
    if at is None:
        what = "there is no time above these words, so nobody can tell when they are said"
        problems.append(error("captions", path, Span(first), what, WRITE))
        return
    line, written = first + at, block[at]
    begin, _, rest = written.partition(ARROW)
    times = [_milliseconds(part) for part in (begin.strip(), rest.split(maxsplit=1)[0] if rest.split() else "")]
    if None in times:
        column = 1 if times[0] is None else len(begin) + len(ARROW) + 1
        problems.append(error("captions", path, Span(line, column), "this is not a time of captions", WRITE))
        return
    start, end = (time or 0 for time in times)
    if end <= start:
        what, hint = "this cue ends before it begins", "write the later time behind the arrow"
        problems.append(error("captions", path, Span(line, len(begin) + len(ARROW) + 1), what, hint))
        return
    words = "\n".join(block[at + 1 :])
    turns = list(_turns(words))
    if not any(said.strip() for _, said in turns):
        what, hint = "nothing is said in this cue", "write the words below its time, or delete the cue"
        problems.append(warning("captions", path, Span(line), what, hint))
    for speaker, said in turns:
        if said.strip():
            yield Cue(start, end, _without_gaps(said), speaker, line)
    for n, of_screen in enumerate("".join(said for _, said in turns).split("\n")):
        if len(of_screen.strip()) > LONGEST_LINE:
            what = f"this line of captions has more than {LONGEST_LINE} characters, which is much to read in the time"
            hint = "break it into two lines, or into two cues"
            problems.append(warning("long-caption", path, Span(line + 1 + n), what, hint))


def _turns(words: str) -> Iterator[tuple[str, str]]:
    """Who speaks in a cue, and what is said, without markup."""
    before, *voiced = VOICE.split(words)
    if before.strip() or not voiced:
        yield "", _plain(before)
    for name, said in zip(voiced[::2], voiced[1::2], strict=True):
        yield " ".join(html.unescape(name).split()), _plain(said)


def _plain(words: str) -> str:
    return html.unescape(MARKUP.sub("", words))


def _without_gaps(said: str) -> str:
    """Words without lines in which there are none, which would end the cue where it is written again."""
    return "\n".join(line.strip() for line in said.split("\n") if line.strip())


def _milliseconds(written: str) -> int | None:
    found = TIME.fullmatch(written)
    if found is None:
        return None
    hours, minutes, seconds, thousandths = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _of_all(cues: Sequence[Cue], path: str) -> Iterator[Diagnostic]:
    """What is wrong between cues."""
    for one, other in pairwise(cues):
        if other.start < one.start:
            what, hint = "this cue begins before the one above it", "put cues in the order in which they are said"
            yield error("captions", path, Span(other.line), what, hint)
        elif other.start < one.end and other.line != one.line:
            what = "this cue begins while the one above it is still shown"
            yield warning("captions-overlap", path, Span(other.line), what, "let that one end when this one begins")
