"""New sites and new stories: files that build without a warning at the first try."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

from anyascii import anyascii

from generator.authoring.site_details import SiteDetails, filled_in
from generator.content import read, samples, schema
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.settings import Settings
from generator.content.slugs import usable
from generator.content.sources import SITE_FILE
from generator.content.theme_file import ThemeFile
from generator.ground.channels import CHANNELS
from generator.ground.consent_status import STATUSES
from generator.ground.days import months_after
from generator.store.resources import STARTER

SCHEMAS: dict[str, type] = {"story": StoryHeader, "page": PageHeader, "site": Settings, "theme": ThemeFile}


class InTheWayError(Exception):
    """Something stands where a new file is to be, or what it belongs to is missing; the message says what to do."""


def schema_text(kind: str) -> str:
    """The JSON Schema of a kind of file, as text."""
    return json.dumps(schema.json_schema(SCHEMAS[kind]), ensure_ascii=False, indent=2) + "\n"


def check_room(directory: Path) -> None:
    """Raise InTheWayError if a folder is neither new nor empty."""
    try:
        if directory.exists() and (not directory.is_dir() or any(p.name != ".git" for p in directory.iterdir())):
            raise InTheWayError(f"{directory} is not an empty folder. Name a new one; nothing was changed.")
    except OSError as e:
        raise InTheWayError(f"{directory} cannot be made ({e.strerror}). Name another folder.") from None


def new_site(directory: Path, details: SiteDetails) -> tuple[Path, ...]:
    """Make a site in a folder that is new or empty; the files made. Raises InTheWayError if it is neither."""
    check_room(directory)
    try:
        files = {
            p.relative_to(STARTER): p.read_text(encoding="utf-8") for p in sorted(STARTER.rglob("*")) if p.is_file()
        }
        files[Path(SITE_FILE)] = filled_in(files[Path(SITE_FILE)], details)
        if (details.language or samples.LANGUAGE).partition("-")[0] != samples.LANGUAGE:
            # Until they are written anew, the pages say which language they are in.
            files |= {path: _said_english(text) for path, text in files.items() if path.parent == Path("pages")}
        files |= {Path("schema", f"{kind}.json"): schema_text(kind) for kind in SCHEMAS}
        for path, text in files.items():
            target = directory / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
    except OSError as e:
        raise InTheWayError(f"{directory} cannot be made ({e.strerror}). Name another folder.") from None
    return tuple(files)


def _said_english(page: str) -> str:
    return page.replace("\nsummary:", f"\nlanguage: {samples.LANGUAGE}\nsummary:", 1)


def new_story(title: str, root: Path, today: date, was_withdrawn: Callable[[str], bool]) -> Path:
    """Make a story's file, a draft with consent requested.

    ``was_withdrawn`` tells whether a withdrawn story had a file's path: such a name is never given to another. Raises
    InTheWayError if there is no site, or the file is there already.
    """
    title = " ".join(title.split())
    if not title.isprintable() or not title:
        raise InTheWayError('A story needs a title in plain words: hearten story "The key to plot nineteen"')
    topics = _topics(root)
    path = root / "stories" / f"{_free_name(title, root / 'stories', was_withdrawn)}.md"
    text = STORY.format(
        title=json.dumps(title, ensure_ascii=False),
        today=today,
        later=months_after(today, 24),
        channels=", ".join(CHANNELS),
        statuses=f"{', '.join(STATUSES[:-1])} or {STATUSES[-1]}",
        record=samples.NEW_RECORD,
        topics=", ".join(topics),
        text=samples.NEW_TEXT,
        **samples.NEW_FIELDS,
    )
    return _written(path, text)


def new_page(title: str, root: Path, file: str | None = None) -> Path:
    """Make a page's file: this ``file``, or one that is named after its title. Raises InTheWayError if it is there."""
    title = " ".join(title.split())
    if not title.isprintable() or not title:
        raise InTheWayError("A page needs a title in plain words, such as: Donate")
    text = PAGE.format(title=json.dumps(title, ensure_ascii=False), text=samples.NEW_PAGE)
    return _written(root / (file or f"pages/{slug(title)}.md"), text)


def _written(path: Path, text: str) -> Path:
    """A new file of a text. Raises InTheWayError."""
    if path.parent.is_symlink():
        raise InTheWayError(
            f"{path.parent} is a link, and a build reads no linked folder. Put the folder itself there."
        )
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as f:
            f.write(text)
    except FileExistsError:
        if not path.parent.is_dir():
            raise InTheWayError(f"{path.parent} is not a folder. Move that file away; nothing was changed.") from None
        raise InTheWayError(f"{path} is there already. Choose another title; nothing was changed.") from None
    except OSError as e:
        raise InTheWayError(f"{path} cannot be made ({e.strerror}).") from None
    return path


def _free_name(title: str, folder: Path, was_withdrawn: Callable[[str], bool]) -> str:
    name = slug(title)
    if not was_withdrawn(f"stories/{name}.md"):
        return name
    names = (f"{name}-{n}" for n in count(2))
    return next(one for one in names if not (folder / f"{one}.md").exists() and not was_withdrawn(f"stories/{one}.md"))


def slug(title: str) -> str:
    """A file name for a title in any script: small letters, digits and hyphens."""
    words = re.sub(r"[^a-z0-9]+", "-", anyascii(title).lower().replace("'", "")).strip("-")
    return usable(words[:70].strip("-")) or "story"


def _topics(root: Path) -> list[str]:
    try:
        checked = read.settings((root / SITE_FILE).read_bytes(), SITE_FILE)
    except OSError:
        raise InTheWayError(
            f"There is no {SITE_FILE} in {root.resolve()}. Go to the site's folder, or name it with --source."
        ) from None
    if checked.value is None:
        raise InTheWayError(f"{SITE_FILE} has errors. “hearten build” tells which; mend them first.")
    return [t.id for t in checked.value[0].topics]


STORY = """\
---
# yaml-language-server: $schema=../schema/story.json
title: {title}
# The day of publication, and the name to show, as the storyteller chose it.
date: {today}
author: {author}
# One plain sentence that says what the story holds.
summary: {summary}
# One to six of: {topics}
topics: []
# What a reader may wish to know before; the words stand in site.yaml. Delete the line if there is nothing.
content_notes: []
# What the storyteller agreed to. The signed form is kept elsewhere; here stands only its number, never a name.
consent:
  record: {record}
  # {statuses}. Only “given” publishes.
  status: requested
  # When it is given, add the days:
  # given_on: {today}
  # valid_until: {later}
  # Where the story may appear: {channels}. Nothing is implied.
  scope: []
  # How the storyteller wants to be named: full, first, pseudonym or anonymous.
  named_as: pseudonym
# A draft stays out of every build. Delete the line when the story is ready.
draft: true
---

{text}
"""

PAGE = """\
---
# yaml-language-server: $schema=../schema/page.json
title: {title}
---

{text}
"""
