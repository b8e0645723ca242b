"""Code taken out of a text while marks around it are changed, since in code they are words."""

from __future__ import annotations

import re

from generator.content.comment_lexer import FAR
from generator.ground.patterns import lazy

# Characters for private use: no program writes them for readers. They stand around the number of a piece of code.
OPEN, CLOSE = "\ue0f8", "\ue0f9"
HOLE = lazy(f"{OPEN}(\\d+){CLOSE}")
BEGINS = lazy(
    r"^(?P<indent>(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*)(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})|(?P<escape>\\[\\`])"
    r"|(?P<ticks>`+)",
    re.MULTILINE,
)
INFO = lazy(r"\A((?:`{3,}+|~{3,}+)(?:[ \t]*+[^\s{}]++)?+)[ \t]*+[^\s][^\n]*")
BLANK = lazy(r"\n[ \t>]*\n")


class CodeHoles:
    """A text in which code is a hole; ``filled`` puts the code back.

    ``named`` counts blocks of code whose first line said more than their language.
    """

    def __init__(self, source: str) -> None:
        self.codes: list[str] = []
        self.named = 0
        self.text = self._holed(source.replace(OPEN, "").replace(CLOSE, ""))

    def hole(self, code: str) -> str:
        """What stands in the text for a piece of code, or for anything else that has to stay as it is."""
        self.codes.append(code)
        return f"{OPEN}{len(self.codes) - 1}{CLOSE}"

    def filled(self, text: str) -> str:
        """A text with the code in its holes."""
        while OPEN in text:
            text = HOLE.sub(lambda found: self.codes[int(found[1])], text)
        return text

    def _holed(self, source: str) -> str:
        parts: list[str] = []
        at = 0
        while (begins := BEGINS.search(source, at)) is not None:
            if begins["fence"]:
                start = begins.start("fence")
                end = self._end_of_fence(source, begins)
            elif begins["ticks"]:
                start = begins.start()
                end = self._end_of_ticks(source, begins)
            else:
                start, end = begins.end(), begins.end()
            parts.append(source[at:start])
            if end > start:
                code = source[start:end]
                parts.append(self.hole(self._plain(code) if begins["fence"] else code))
            elif begins["ticks"]:
                parts.append(source[start : begins.end()])
                end = begins.end()
            at = end
        return "".join((*parts, source[at:]))

    def _plain(self, code: str) -> str:
        """Code whose first line names a language alone, since here no more can stand there."""
        plain = INFO.sub(r"\1", code)
        self.named += plain != code
        return plain

    @staticmethod
    def _end_of_fence(source: str, begins: re.Match[str]) -> int:
        sign, long = begins["fence"][0], len(begins["fence"])
        ends = re.compile(rf"^[ \t>]*{sign}{{{long},}}[ \t]*$", re.MULTILINE).search(source, begins.end())
        return ends.end() if ends else len(source)

    @staticmethod
    def _end_of_ticks(source: str, begins: re.Match[str]) -> int:
        """Where code within a line ends; where it begins, if it is none."""
        blank = BLANK.search(source, begins.end())
        until = min(blank.start() if blank else len(source), begins.end() + FAR)
        long = len(begins["ticks"])
        ends = re.compile(rf"(?<!`)`{{{long}}}(?!`)").search(source, begins.end(), until)
        return ends.end() if ends else begins.start()
