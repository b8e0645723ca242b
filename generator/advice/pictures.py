"""The words on pictures: alternative texts and captions, in the front matter and in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.advice.passages import Passage, PassageKind, Voice
from generator.advice.texts import AdvisedText
from generator.content.comments import blanked

# As docs/authors.md shows them: what a picture shows, its file, and its caption.
PICTURE = re.compile(r"!\[(?P<alt>[^\]\n]{0,1000})\]\([^\s()]{1,500}(?:\s+\"(?P<caption>[^\"\n]{1,1000})\")?\)")


def pictures(text: AdvisedText) -> Iterator[Passage]:
    """The words on each picture in a text's body, as the fields `alt` and `caption` of its body.

    They are editors' words, whoever the text is by.
    """
    if "![" not in text.source:
        return
    for row, line in enumerate(blanked(text.source).split("\n"), start=1):
        if "![" not in line:
            continue
        for found in PICTURE.finditer(line):
            for name in ("alt", "caption"):
                if found[name]:
                    column = found.start(name) + 1
                    yield Passage(
                        PassageKind.FIELD, Voice.EDITOR, text.language, found[name], row, column, ("body", name)
                    )
