"""Helplines as site.yaml names them, and the words by which they and others are searched for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from generator.content.field_types import (
    CLOSED,
    Count,
    Day,
    Email,
    Flag,
    LanguageCode,
    Phone,
    Text,
    Url,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpline:
    """A service that readers can turn to, as it was on the day when somebody last checked."""

    __pydantic_config__ = CLOSED

    name: Annotated[Text, Field(description="The service's name.", examples=["Samaritans"])]
    languages: Annotated[
        tuple[LanguageCode, ...], Field(min_length=1, description="Languages spoken.", examples=["[en]"])
    ]
    checked: Annotated[
        Day, Field(description="The day when somebody last checked these facts.", examples=["2026-11-01"])
    ]
    source: Annotated[Url, Field(description="Where they were checked.", examples=["https://example.org/contact"])]
    region: Annotated[
        Text | None, Field(description="Where it can be reached from.", examples=["United Kingdom and Ireland"])
    ] = None
    hours: Annotated[Text | None, Field(description="When it is open.", examples=["Day and night"])] = None
    phone: Annotated[Phone | None, Field(description="The number to ring, in quotes.", examples=['"116 123"'])] = None
    text: Annotated[Text | None, Field(description="How to send a text message.", examples=["SHOUT to 85258"])] = None
    chat: Annotated[Url | None, Field(description="The address of a chat.")] = None
    url: Annotated[Url | None, Field(description="The service's website.")] = None
    email: Annotated[Email | None, Field(description="An address to write to.")] = None
    note: Annotated[Text | None, Field(description="Anything else to know, in one sentence.")] = None
    for_notes: Annotated[
        tuple[Text, ...],
        Field(
            alias="for",
            description="Ids of content notes that it is there for: it comes first after stories that carry one.",
            examples=["[suicide]"],
        ),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWords:
    """A word that readers look for, and what it is to find beside itself."""

    __pydantic_config__ = CLOSED

    word: Annotated[Text, Field(description="A single word that readers look for.", examples=["anxiety"])]
    synonyms: Annotated[
        tuple[Text, ...],
        Field(min_length=1, description="Words that it finds, too.", examples=["[worry, panic]"]),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Helplines:
    """The helplines, and how often to check them."""

    __pydantic_config__ = CLOSED

    check_every_months: Annotated[Count, Field(description="After this many months a warning asks to check again.")] = (
        12
    )
    country: Annotated[
        Text | None,
        Field(
            description="The country that most readers are in, as the lines' regions name it: its lines come first.",
            examples=["United Kingdom"],
        ),
    ] = None
    lines: Annotated[tuple[Helpline, ...], Field(description="The services, most important first.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPhrases:
    """What people may search for who need somebody now. Search then says first where to find help."""

    __pydantic_config__ = CLOSED

    add: Annotated[
        tuple[Text, ...],
        Field(description="More phrases, of two words or more: one word can be another in the next language."),
    ] = ()
    take_away: Annotated[tuple[Text, ...], Field(description="Built-in phrases that are not to count here.")] = ()
    built_in: Annotated[
        Flag, Field(description="false: the built-in phrases do not count, only those that stand here.")
    ] = True
