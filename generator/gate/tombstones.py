"""What is left of a story that was withdrawn: an opaque id and a day, in consent/withdrawn.yaml.

No title, no words, no address: an address is made of the title's words, and a list of addresses would show everybody
which stories somebody took back. The id is the one by which feeds name the story (`entry_id`), so that feed readers can
be asked to forget it, and so that a file that comes back from a backup or another branch is known and stays withheld.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from generator.content import schema, strict_yaml
from generator.content.field_types import Day, Fingerprint, Flag, Text
from generator.content.front_matter import CLOSED
from generator.ground.diagnostics import CannotBuildError, in_order

PATH = "consent/withdrawn.yaml"
HEADING = """\
# Stories that were withdrawn. “hearten consent withdraw” writes this file; no title and no word may stand in it.
# A story whose id stands here stays withheld until its storyteller approves it anew.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """One withdrawn story."""

    __pydantic_config__ = CLOSED

    id: Annotated[Text, Field(description="The story's id in feeds.")]
    withdrawn_on: Annotated[Day, Field(description="The day of the withdrawal.")]
    in_feeds: Annotated[Flag, Field(description="Whether the story may have been in feeds.")]
    logged: Annotated[Fingerprint | None, Field(description="The line about it in consent/log.jsonl.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """consent/withdrawn.yaml."""

    __pydantic_config__ = CLOSED

    stories: Annotated[tuple[Tombstone, ...], Field(description="The stories, oldest withdrawal first.")] = ()


def entry_id(site_url: str, source: str) -> str:
    """The id of a story in feeds: a name-based UUID (RFC 9562, section 5.5) of the site's address and the file's path.

    It tells nothing to who does not know the path, and stays the same when the slug changes.
    """
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, site_url + source)}"


def read(data: bytes | None) -> tuple[Tombstone, ...]:
    """The tombstones in the file's bytes; none where there is no file.

    Raises CannotBuildError for a file with errors: what was withdrawn must be known before anything is published.
    """
    if data is None:
        return ()
    parsed = strict_yaml.parse(data.decode("utf-8-sig"), PATH)
    problems = parsed.errors
    if parsed.value is not None and not problems:
        checked = schema.check(Withdrawn, parsed.value, PATH)
        if checked.value is not None:
            return checked.value.stories
        problems = checked.errors
    raise CannotBuildError(*in_order(problems))


def written(tombstones: Sequence[Tombstone]) -> bytes:
    """The file for these tombstones."""
    lines = [HEADING, "stories:" if tombstones else "stories: []", "\n"]
    for t in tombstones:
        lines.append(f"  - id: {t.id}\n    withdrawn_on: {t.withdrawn_on}\n    in_feeds: {str(t.in_feeds).lower()}\n")
        lines.append(f"    logged: {t.logged}\n" if t.logged else "")
    return "".join(lines).encode()
