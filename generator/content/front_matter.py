"""Front matter as values: what an author may write above a story or a page.

The types here are at the same time the schema: `content.schema` reads YAML into them and prints them as JSON Schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from generator.content.field_types import Alias, Count, Day, Fingerprint, Flag, Id, LanguageCode, Reference, Slug, Text
from generator.ground.channels import Channel
from generator.ground.consent_status import Status

CLOSED = ConfigDict(extra="forbid")

Shape = Literal["getting-better", "up-and-down", "steady", "still-in-it", "not-a-line", "rather-not-say"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What the storyteller saw when they agreed, as fingerprints; `gate.seal` makes them."""

    __pydantic_config__ = CLOSED

    exact: Annotated[Fingerprint, Field(description="Of everything that the storyteller saw.")]
    words: Annotated[Fingerprint, Field(description="Of the same without punctuation, for small corrections.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What the storyteller agreed to, as far as a build needs to know it.

    The signed form and the person's name are kept elsewhere.
    """

    __pydantic_config__ = CLOSED

    record: Annotated[
        Reference,
        Field(
            description="The number under which the signed form is filed elsewhere; never a person's name.",
            examples=["CF-2026-014"],
        ),
    ]
    status: Annotated[
        Status,
        Field(description="Where the consent stands today; only “given” publishes.", examples=["requested"]),
    ]
    scope: Annotated[
        tuple[Channel, ...],
        Field(description="Where the story may appear, as the signed form says; nothing is implied.", examples=["[…]"]),
    ]
    given_on: Annotated[
        Day | None,
        Field(
            description="The day on the signed form; needed as soon as the status is “given”.", examples=["2026-03-14"]
        ),
    ] = None
    given: Annotated[Day | None, Field(description="A shorter name for given_on.", examples=["2026-03-14"])] = None
    valid_until: Annotated[
        Day | None,
        Field(description="The last day on which the story may be shown.", examples=["2029-03-14"]),
    ] = None
    review_by: Annotated[
        Day | None,
        Field(description="The day by which to ask the storyteller again.", examples=["2027-03-14"]),
    ] = None
    ended_on: Annotated[
        Day | None,
        Field(description="The day on which the consent ended, if it did.", examples=["2026-09-01"]),
    ] = None
    given_by: Annotated[
        Literal["self", "guardian", "representative"],
        Field(description="Who gave the consent.", examples=["self"]),
    ] = "self"
    named_as: Annotated[
        Literal["full", "first", "pseudonym", "anonymous"] | None,
        Field(description="How the storyteller chose to be named.", examples=["pseudonym"]),
    ] = None
    photo: Annotated[
        Literal["none", "unidentifiable", "identifiable"],
        Field(description="What a picture of the storyteller may show.", examples=["none"]),
    ] = "none"
    basis: Annotated[
        Literal["consent", "fictional"],
        Field(
            description="“fictional” is for made-up examples, which are labelled so on the page.", examples=["consent"]
        ),
    ] = "consent"
    seal: Annotated[
        Seal | None,
        Field(description="Written by “hearten consent approve”: what exactly was agreed to. A change breaks it."),
    ] = None
    logged: Annotated[
        Fingerprint | None,
        Field(description="Written by “hearten consent”: the last line about this story in consent/log.jsonl."),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """The picture above a story."""

    __pydantic_config__ = CLOSED

    src: Annotated[Text, Field(description="The picture's file, relative to the story.", examples=["images/gate.jpg"])]
    alt: Annotated[
        str | None,
        Field(
            description="What the picture shows, for readers who do not see it.",
            examples=["A green garden gate, half open."],
        ),
    ] = None
    decorative: Annotated[
        Flag, Field(description="true if the picture says nothing that the text does not; then alt may be empty.")
    ] = False
    credit: Annotated[
        Text | None, Field(description="Who made the picture.", examples=["Photograph by the storyteller"])
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A place in a row of stories that belong together."""

    __pydantic_config__ = CLOSED

    name: Annotated[Text, Field(description="The name of the series, the same in all of its stories.")]
    part: Annotated[Count, Field(description="The story's place in it, from 1.", examples=["1"])]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryHeader:
    """A story's front matter."""

    __pydantic_config__ = CLOSED

    title: Annotated[Text, Field(description="The story's title.", examples=["The key to plot nineteen"])]
    date: Annotated[Day, Field(description="The day of publication.", examples=["2026-03-14"])]
    author: Annotated[Text, Field(description="The name to show, as the storyteller chose it.", examples=["Maren"])]
    summary: Annotated[
        Text,
        Field(
            description="One plain sentence that says what the story holds.",
            examples=["…"],
        ),
    ]
    topics: Annotated[
        tuple[Text, ...],
        Field(
            min_length=1,
            max_length=6,
            description="One to six topics of site.yaml, the main one first.",
            examples=["[support, hope]"],
        ),
    ]
    consent: Annotated[
        Consent | None,
        Field(description="What the storyteller agreed to. Without it the story is withheld."),
    ] = None
    updated: Annotated[
        Day | None,
        Field(description="The day of the last change that readers should know of.", examples=["2026-05-01"]),
    ] = None
    content_notes: Annotated[
        tuple[Text, ...],
        Field(description="What a reader may wish to know before, out of site.yaml.", examples=["[death]"]),
    ] = ()
    language: Annotated[
        LanguageCode | None, Field(description="The story's language, if it is not the site's.", examples=["en"])
    ] = None
    draft: Annotated[Flag, Field(description="true keeps the story out of every build.")] = False
    slug: Annotated[
        Slug | None,
        Field(description="The last part of the address; otherwise the file's name.", examples=["plot-nineteen"]),
    ] = None
    aliases: Annotated[
        tuple[Alias, ...], Field(description="Old addresses that lead here.", examples=["[/blog/plot-nineteen/]"])
    ] = ()
    image: Annotated[Image | None, Field(description="A picture above the story.")] = None
    series: Annotated[Series | None, Field(description="The series that the story belongs to.")] = None
    shape: Annotated[
        Shape | None,
        Field(
            description="How the storyteller sees the story's course; never judged by others.", examples=["up-and-down"]
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHeader:
    """A standalone page's front matter. A person's story has no place here: it needs consent."""

    __pydantic_config__ = CLOSED

    title: Annotated[Text, Field(description="The page's title.", examples=["About us"])]
    summary: Annotated[Text | None, Field(description="One plain sentence for search engines and link previews.")] = (
        None
    )
    updated: Annotated[Day | None, Field(description="The day of the last change.", examples=["2026-05-01"])] = None
    language: Annotated[LanguageCode | None, Field(description="The page's language, if it is not the site's.")] = None
    slug: Annotated[Slug | None, Field(description="The page's address; otherwise the file's name.")] = None
    helplines: Annotated[Flag, Field(description="true lists the helplines of site.yaml below the text.")] = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A term of the site's vocabulary of topics."""

    __pydantic_config__ = CLOSED

    id: Annotated[Id, Field(description="The word that stories write, and the address.", examples=["setbacks"])]
    label: Annotated[Text, Field(description="The name that readers see.", examples=["Setbacks and relapse"])]
    description: Annotated[Text, Field(description="One sentence on what the topic holds.")]
    synonyms: Annotated[
        tuple[Text, ...], Field(description="Other words for it, in stories and in the A–Z.", examples=["[relapse]"])
    ] = ()
    related: Annotated[tuple[Id, ...], Field(description="Other topics' ids.", examples=["[hope]"])] = ()
    group: Annotated[Text | None, Field(description="The heading under which topics are listed.")] = None


@dataclass(frozen=True, slots=True)
class ContentNote:
    """Something that a reader may wish to know before reading."""

    __pydantic_config__ = CLOSED

    id: Annotated[Id, Field(description="The word that stories write.", examples=["death"])]
    label: Annotated[
        Text, Field(description="The words that readers see; short and neutral.", examples=["Death and grief"])
    ]
    description: Annotated[Text, Field(description="One sentence on what it covers.")]
