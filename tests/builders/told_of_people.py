"""Texts that advice looks at, on a site that is nowhere."""

from __future__ import annotations

from functools import cache

from generator.advice.texts import AdvisedText, text_of
from generator.content import read
from generator.content.settings import Settings
from generator.content.sources import SITE_FILE, SourceFile
from generator.store.file_stamps import NONE
from tests.builders.sites import SITE, story

GATE = "stories/gate.md"
HELPLINES = """\
helplines:
  lines:
    - {name: Samaritans, phone: "116 123", languages: [en], checked: 2026-11-22, source: "https://example.org/"}
    - {name: Harbour Line, phone: "020 7946 0777", languages: [en], checked: 2026-11-22, source: "https://example.org/"}
"""


@cache
def settings() -> Settings:
    """The settings of a site with its own address, and helplines."""
    checked = read.settings((SITE + HELPLINES).encode(), SITE_FILE)
    assert checked.value is not None, checked.diagnostics
    return checked.value[0]


def advised(words: str, language: str = "en", *, path: str = GATE, more: str = "") -> AdvisedText:
    """A story with these words, as advice sees it."""
    data = story(more=f"language: {language}\n{more}", text=words).encode()
    return seen(path, data)


def seen(path: str, data: bytes) -> AdvisedText:
    """A text with these bytes, as advice sees it."""
    text = text_of(SourceFile(path, "", NONE), data, "en")
    assert text is not None, data
    return text
