"""Stories in several texts: a kettle, and what retells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.builders.sites import story

EVERYWHERE = "[web, feed, search-engines, social, offline]"
ORIGINAL = "kettle.md"


def consent(record: str, **fields: Any) -> str:
    """A consent block; ``fields`` are more of it, or others."""
    written = {"status": "given", "given_on": "2026-01-01", "scope": EVERYWHERE, **fields}
    return f"{{record: {record}, {', '.join(f'{name}: {value}' for name, value in written.items())}}}"


def kettle(more: str = "", text: str = "We boiled the kettle, and talked about it for long.", **terms: Any) -> str:
    """The story that was told first."""
    return story("The kettle", consent=consent("R-100", **terms), more=more, text=text)


def retold(
    more: str = "translation_of: kettle.md",
    *,
    record: str = "R-200",
    language: str | None = "es",
    title: str = "La tetera",
    text: str = "Pusimos la tetera, y hablamos mucho.",
    day: str = "2026-01-02",
    **terms: Any,
) -> str:
    """A retelling of it, under a form of its own if nothing else is said."""
    spoken = f"language: {language}\n" if language else ""
    return story(title, consent=consent(record, **terms), more=f"{spoken}{more}", text=text, day=day)


EASY = retold("easy_read_of: kettle.md", record="R-300", language=None, title="Tea", text="We made tea. We talked.")


def site_with(others: Mapping[str, str] | None = None) -> dict[str, str]:
    """The story, its Spanish translation, its Easy Read text, and ``others``."""
    return {ORIGINAL: kettle(), "tetera.md": retold(), "easy.md": EASY, **(others or {})}
