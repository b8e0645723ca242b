"""What of an import is here already: texts by their numbers, addresses that are taken, and what nobody has changed."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from generator.content import sources, strict_yaml
from generator.content.field_types import Alias
from generator.content.read import FENCE, parted
from generator.content.routes import text_path
from generator.content.slugs import slug_of
from generator.content.sources import TEXTS
from generator.ground import limits
from generator.ground.diagnostics import spelled
from generator.importing.brought_in import BroughtIn
from generator.importing.draft import NUMBER

DATE = re.compile(r"^date: (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
SAYS_SLUG = re.compile(r"^slug[ \t]*:", re.MULTILINE)
SAYS_ADDRESS = re.compile(r"^(?:slug|aliases)[ \t]*:", re.MULTILINE)
# As a draft is written, which needs no YAML to be read.
PLAIN_ALIASES = re.compile(r"^aliases: (\[\"[^\\\n]*\"\])$", re.MULTILINE)
_alias: TypeAdapter[str] = TypeAdapter(Alias)


@dataclass(slots=True)
class Present:
    """Texts of the site, whether a build reads them or not.

    ``by_number`` has the files that an import knows again, ``days`` the date that stands in each; ``addresses`` the
    pages of the output that texts have or had, each with its file. ``as_written`` are files that nobody has changed
    since they were brought in.
    """

    by_number: dict[str, str] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    as_written: set[str] = field(default_factory=set)


def look(root: Path, known: BroughtIn) -> Present:
    """Look through all texts below ``root``; ``known`` is what was brought in before."""
    found = Present()
    for path in _texts(root):
        found.files.add(path.casefold())
        data = sources.read_inside(root, path, limits.TEXT)
        front = "" if data is None else parted(data)[0]
        for page in _pages(path, front):
            found.addresses.setdefault(page.casefold(), path)
        for number in NUMBER.findall(front.encode()):
            found.by_number.setdefault(number.decode(), path)
            before = known.texts.get(number.decode())
            if data is not None and before is not None and before.is_as_written(number.decode(), data):
                found.as_written.add(path)
            day = DATE.search(front)
            with suppress(ValueError):
                found.days |= {number.decode(): date.fromisoformat(day[1])} if day else {}
    return found


def _texts(root: Path) -> Iterator[str]:
    for folder in sources.FOLDERS:
        for here, folders, names in os.walk(root / folder):
            folders.sort()
            for name in sorted(names):
                path = (Path(here) / name).relative_to(root).as_posix()
                if name.lower().endswith(TEXTS) and spelled(path) == path:
                    yield path


def _pages(path: str, front: str) -> Iterator[str]:
    """The pages of the output that a text has or had, as far as its front matter can be read."""
    fields = _said(front, path) if SAYS_ADDRESS.search(front) else {}
    slug, aliases = str(fields.get("slug") or slug_of(path)), fields.get("aliases")
    yield text_path(path, slug)
    for alias in aliases if isinstance(aliases, list) else ():
        with suppress(ValidationError):
            yield _alias.validate_python(alias)


def _said(front: str, path: str) -> Mapping[str, object]:
    plain = None if SAYS_SLUG.search(front) else PLAIN_ALIASES.search(front)
    with suppress(ValueError):
        if plain:
            return {"aliases": json.loads(plain[1])}
    parsed = strict_yaml.parse(front.strip().removeprefix(FENCE).removesuffix(FENCE), path)
    return {} if parsed.value is None else parsed.value.fields
