"""The stories on a shelf at the desk: each with buttons to move it or take it away, and a choice of others to add."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.authoring import site_edit
from generator.authoring.site_edit import value_at
from generator.content.shelves import story_file
from generator.content.strict_yaml import Value
from generator.preview.desk.consent_forms import Values
from generator.preview.desk.setting_parts import SettingPlace
from generator.preview.site.live import LiveSite

MOST = 9
UP, DOWN, REMOVE, ADD = ACTS = ("story-up", "story-down", "story-remove", "story-add")
NOT_THERE = "There is no such file."
FOLDER = "stories/"


@dataclass(frozen=True, slots=True)
class ShelvedStory:
    """A story on a shelf: its title, its file, and why readers do not see it there, if they do not."""

    title: str
    name: str
    why_not: str


def on_shelf(live: LiveSite, values: Mapping[str, Value], place: SettingPlace) -> list[ShelvedStory]:
    """The stories on a shelf, in their order, be they published or not."""
    planned = live.planned
    titles, published = _titles(live), {story.source for story in planned.site.stories} if planned else set()
    withheld = {one.source: f"Not published: {one.reason}." for one in planned.withheld} if planned else {}

    def row(name: str) -> ShelvedStory:
        file = story_file(name)
        why_not = "" if file in published else withheld.get(file, NOT_THERE)
        return ShelvedStory(titles.get(file, name), name, why_not)

    return [row(name) for name in _names(values, place)]


def to_add(live: LiveSite, values: Mapping[str, Value], place: SettingPlace) -> list[tuple[str, str]]:
    """The stories that could be added, by their files' names, each with words to choose it by; none if it is full."""
    names = _names(values, place)
    there = {story_file(name) for name in names}
    titles = {file: title for file, title in _titles(live).items() if file not in there}
    published = {story_file(name) for name, _ in offered_large(live)}
    choice = ((name, words, story_file(name) in published) for name, words in _offered(titles))
    return (
        [(name, words if out else f"{words}, not published") for name, words, out in choice]
        if len(names) < MOST
        else []
    )


def offered_large(live: LiveSite) -> list[tuple[str, str]]:
    """The stories that the front page can show large, in the same form: those that are published."""
    return _offered({story.source: story.title for story in (live.planned.site.stories if live.planned else ())})


def _offered(titles: Mapping[str, str]) -> list[tuple[str, str]]:
    pairs = ((file.removeprefix(FOLDER), title) for file, title in titles.items())
    return [(name, f"{title} ({name})") for name, title in sorted(pairs, key=lambda pair: pair[1].casefold())]


def _titles(live: LiveSite) -> dict[str, str]:
    """The title of every story that can be read, by its file."""
    return {path: text.header.title for path, text in live.manuscripts.items() if text.header is not None}


def acted(text: str, place: SettingPlace, act: str, sent: Values) -> str:
    """site.yaml after a press of a button beside a story on a shelf. Raises CannotEditError."""
    row = _names(site_edit.values_of(text), place)
    at = next(iter(sent.get("n", ())), "")
    n = int(at) if at.isdecimal() and int(at) < len(row) else None
    added = [name for name in sent.get("story", ()) if name][:1]
    changes: dict[str, Callable[[int], list[str]]] = {
        UP: lambda n: _swapped(row, n, max(0, n - 1)),
        DOWN: lambda n: _swapped(row, n, min(len(row) - 1, n + 1)),
        REMOVE: lambda n: [*row[:n], *row[n + 1 :]],
    }
    made = [*row, *added] if act == ADD else row if n is None else changes[act](n)
    return site_edit.with_value(text, (*place.loc, "stories"), tuple(made))


def _swapped(row: list[str], a: int, b: int) -> list[str]:
    made = list(row)
    made[a], made[b] = made[b], made[a]
    return made


def _names(values: Mapping[str, Value], place: SettingPlace) -> list[str]:
    row = value_at(dict(values), (*place.loc, "stories"))
    return [name for name in row if isinstance(name, str)] if isinstance(row, list) else []
