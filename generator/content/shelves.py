"""The front page's story and shelves as site.yaml names them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from generator.content.field_types import (
    CLOSED,
    Id,
    Text,
)
from generator.content.slugs import slug_of_words


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontChoice:
    """What the front page shows first, beside the words of pages/index.md."""

    __pydantic_config__ = CLOSED

    story: Annotated[
        Text | None,
        Field(
            description="The file in stories/ of the one story that is shown large; without it, the newest.",
            examples=["the-key-to-plot-nineteen.md"],
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A few stories that somebody put together by hand. With fewer than two that are published, it is not there."""

    __pydantic_config__ = CLOSED

    label: Annotated[Text, Field(description="The name that readers see.", examples=["If you have five minutes"])]
    id: Annotated[
        Id | None,
        Field(description="The last part of its address; otherwise made of the name.", examples=["five-minutes"]),
    ] = None
    why: Annotated[
        Text | None,
        Field(description="One sentence on why these stand together.", examples=["Short ones, for a bus stop."]),
    ] = None
    by: Annotated[
        Text | None, Field(description="Who chose them, as readers may know it.", examples=["the reading group"])
    ] = None
    stories: Annotated[
        tuple[Text, ...],
        Field(
            max_length=9,
            description="Up to nine files in stories/, in the order in which they stand.",
            examples=["[the-key-to-plot-nineteen.md, nine-nil.md]"],
        ),
    ]

    @property
    def own_id(self) -> str:
        """Its id, or what its name gives for one."""
        return self.id or slug_of_words(self.label)

    @property
    def files(self) -> tuple[str, ...]:
        """Its stories by their files."""
        return tuple(map(story_file, self.stories))


def story_file(name: str) -> str:
    """The file of a story that a setting names: with or without its folder, and as other systems write paths."""
    path = posixpath.normpath(name.replace("\\", "/"))
    return f"stories/{path.removeprefix('stories/')}"
