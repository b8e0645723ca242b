"""What site.yaml says of pictures, recordings and the podcast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from generator.content.field_types import (
    CLOSED,
    Flag,
    FramePlace,
    LanguageCode,
    Text,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureChoice:
    """In which formats pictures are published beside JPEG, PNG and WebP."""

    __pydantic_config__ = CLOSED

    avif: Annotated[
        Flag,
        Field(description="true: telephones are offered AVIF, which is smaller; its bytes change with its encoder."),
    ] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingChoice:
    """What pages may do with films that are on other sites."""

    __pydantic_config__ = CLOSED

    frames: Annotated[
        tuple[FramePlace, ...],
        Field(
            description="Where films are that a page takes in once somebody presses play: "
            "youtube, vimeo, or hosts of PeerTube.",
            examples=["[youtube, vimeo, video.example.org]"],
        ),
    ] = ()


# Those of Apple's categories that suit a site of such stories, main and within it.
PodcastCategory = Literal[
    "Health & Fitness > Mental Health",
    "Health & Fitness",
    "Society & Culture > Personal Journals",
    "Society & Culture > Documentary",
    "Society & Culture > Relationships",
    "Society & Culture",
    "Education > Self-Improvement",
    "Kids & Family > Parenting",
    "Religion & Spirituality",
    "Business > Non-Profit",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PodcastChoice:
    """A podcast of the stories whose storytellers agreed to it. What people downloaded cannot be called back."""

    __pydantic_config__ = CLOSED

    title: Annotated[Text, Field(description="The podcast's name.", examples=["Kitchen Table Stories"])]
    description: Annotated[Text, Field(description="What it is about, for directories of podcasts.")]
    image: Annotated[
        Text,
        Field(
            description="A square picture, JPEG or PNG, at least 1400 pixels wide, in the site's folder.",
            examples=["media/podcast.jpg"],
        ),
    ]
    category: Annotated[
        PodcastCategory, Field(description="Where directories put it.", examples=["Health & Fitness > Mental Health"])
    ]
    explicit: Annotated[
        Flag, Field(description="true: directories say that it is not for children; they ask everybody for this.")
    ]
    language: Annotated[
        LanguageCode | None, Field(description="Its language, if it is not the site's.", examples=["en"])
    ] = None
