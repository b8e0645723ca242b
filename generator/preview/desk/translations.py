"""The desk's page on stories in several texts: which there are, what each lacks, and which are of an older version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from generator.content.read import Manuscript
from generator.gate.retellings import CHANGED, RULES, Retelling, language_of, pairs
from generator.ground.diagnostics import CannotBuildError, Diagnostic
from generator.ground.languages import own_name
from generator.prepare import Planned
from generator.preview.desk.desk import HOME, Choice, address
from generator.preview.desk.editing import EDIT
from generator.preview.site.assets import fill
from generator.preview.site.live import LiveSite

TRANSLATIONS = f"{HOME}translations/"


@dataclass(frozen=True, slots=True)
class RetoldRow:
    """One translation or Easy Read text: what it is, how it stands, and what is to be done for it, in words.

    ``changed`` says that its original is not, or may not be, as it was when this was made, and since when, if the
    original says it. ``withheld`` is why readers do not have it.
    """

    path: str
    title: str
    what: str
    is_read: bool
    changed: str | None
    withheld: str | None
    to_do: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RetoldStory:
    """A story that is told again: its file and title, None where it is not there, and the texts."""

    path: str
    title: str | None
    rows: tuple[RetoldRow, ...]


def page(live: LiveSite, choice: Choice) -> str:
    """The page, of all stories that there are. Raises CannotBuildError where there never was a site."""
    if live.planned is None:
        raise CannotBuildError(*live.stopped)
    query = urlencode(choice.kept)
    return fill(
        "desk-translations.html",
        stories=stories(live.planned),
        address=lambda path: f"{address(path)}?{query}",
        edit=lambda path: f"{EDIT}{quote(path)}?{query}",
        back=f"{HOME}?{query}",
    )


def stories(planned: Planned) -> tuple[RetoldStory, ...]:
    """Every story that another text names as its original, published or not, in the order of their files."""
    texts = {text.path: text for text in planned.manuscripts}
    withheld = {one.source: one.reason for one in planned.withheld}
    found: dict[str, list[RetoldRow]] = {}
    for one in pairs(planned.manuscripts):
        told = [d for d in planned.diagnostics if d.path == one.text.path and d.rule in RULES]
        row = _row(one, texts.get(one.names), told, withheld, planned)
        found.setdefault(one.names, []).append(row)
    return tuple(RetoldStory(path, _title(texts.get(path)), tuple(rows)) for path, rows in sorted(found.items()))


def _title(text: Manuscript | None) -> str | None:
    return text.header.title if text is not None and text.header is not None else None


def _row(
    one: Retelling,
    original: Manuscript | None,
    told: list[Diagnostic],
    withheld: Mapping[str, str],
    planned: Planned,
) -> RetoldRow:
    code = language_of(one.text, planned.site.settings)
    kind = "Translation" if one.header.translation_of else "Easy Read"
    is_changed = any(d.rule == CHANGED for d in told)
    return RetoldRow(
        path=one.text.path,
        title=one.header.title,
        what=f"{kind}, {own_name(code) or code}",
        is_read=one.header.read_by_storyteller,
        changed=_changed(original.header.updated if original and original.header else None) if is_changed else None,
        withheld=withheld.get(one.text.path),
        to_do=tuple(_to_do(one, told)),
    )


def _changed(updated: date | None) -> str:
    return f"changed, perhaps on {updated}" if updated else "changed, or nobody can tell"


def _to_do(one: Retelling, told: list[Diagnostic]) -> Iterator[str]:
    yield from (f"{d.message}: {d.hint}." if d.hint else f"{d.message}." for d in told)
    if not one.header.translated_by:
        yield "Readers are not told who made it."
