"""Front matter as values: what an author may write above a story or a page.

The types here are at the same time the schema: `content.schema` reads YAML into them and prints them as JSON Schema.
What a field is beside its type, it says here, too, and nowhere else: `content.stance`. Annotations are evaluated once,
as values and not as text, since several libraries read them when a build starts.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from generator.content.consent_fields import Consent
from generator.content.field_types import (
    CLOSED,
    Alias,
    Area,
    CopyCode,
    Count,
    Day,
    Flag,
    Id,
    LanguageCode,
    Percent,
    Slug,
    Straight,
    Text,
)
from generator.content.recording_fields import WrittenRecording
from generator.content.stance import NO_WORDS, Approved, Stance

# Reaches readers in the address, or on a page, which is nobody's story.
GUARDED = Stance(approved=None, guarded=True, names=None)
PICTURE = Approved("picture above the story", since=1)

Shape = Literal["getting-better", "up-and-down", "steady", "still-in-it", "not-a-line", "rather-not-say"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """The picture above a story."""

    __pydantic_config__ = CLOSED

    src: Annotated[
        Text,
        Field(description="The picture's file, relative to the story.", examples=["images/gate.jpg"]),
        Stance(approved=PICTURE, guarded=True, names="picture"),
    ]
    alt: Annotated[
        Straight | None,
        Field(
            description="What the picture shows, for readers who do not see it.",
            examples=["A green garden gate, half open."],
        ),
        Stance(approved=PICTURE, guarded=True, names=None),
    ] = None
    decorative: Annotated[
        Flag,
        Field(description="true if the picture says nothing that the text does not; then alt may be empty."),
        Stance(approved=PICTURE, guarded=False, names=None),
    ] = False
    credit: Annotated[
        Text | None,
        Field(description="Who made the picture.", examples=["Photograph by the storyteller"]),
        Stance(approved=PICTURE, guarded=True, names=None),
    ] = None
    focus: Annotated[
        tuple[Percent, Percent] | None,
        Field(
            description="What to keep in sight where only a part is shown: from the left and from the top, in percent.",
            examples=["[40, 30]"],
        ),
        Stance(approved=PICTURE, guarded=False, names=None),
    ] = None
    obscure: Annotated[
        tuple[Area, ...],
        Field(
            max_length=20,
            description="Areas to cover up: from the left, from the top, width, height, in percent of the picture.",
            examples=["[30 10 20 25]"],
        ),
        Stance(approved=PICTURE, guarded=False, names=None),
    ] = ()
    animated: Annotated[
        Flag,
        Field(description="true lets readers start a picture that moves; otherwise its first image stands for it."),
        Stance(approved=PICTURE, guarded=False, names=None),
    ] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A place in a row of stories that belong together."""

    __pydantic_config__ = CLOSED

    name: Annotated[
        Text,
        Field(description="The name of the series, the same in all of its stories."),
        Stance(approved=Approved("series", since=1), guarded=True, names=None),
    ]
    part: Annotated[
        Count,
        Field(description="The story's place in it, from 1.", examples=["1"]),
        Stance(approved=Approved("series", since=1), guarded=False, names=None),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTerm:
    """Words that stay as they are although advice speaks of them (`advice.kept`), and why."""

    __pydantic_config__ = CLOSED

    term: Annotated[
        Text,
        Field(description="The words as they stand in the text, or the rule's name.", examples=["my own words"]),
        NO_WORDS,
    ]
    because: Annotated[
        Text,
        Field(description="Why they stay; readers never see it.", examples=["She calls herself so."]),
        NO_WORDS,
    ]


KeptTerms = Annotated[
    tuple[KeptTerm, ...],
    Field(
        max_length=50,
        description="Words that stay although advice speaks of them, each with a reason; pages never show it.",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryHeader:
    """A story's front matter."""

    __pydantic_config__ = CLOSED

    title: Annotated[
        Text,
        Field(description="The story's title.", examples=["The key to plot nineteen"]),
        Stance(approved=Approved("title", since=1), guarded=True, names=None),
    ]
    date: Annotated[Day, Field(description="The day of publication.", examples=["2026-03-14"]), NO_WORDS]
    author: Annotated[
        Text,
        Field(description="The name to show, as the storyteller chose it.", examples=["Maren"]),
        Stance(approved=Approved("name shown", since=1), guarded=True, names=None),
    ]
    summary: Annotated[
        Text,
        Field(
            description="One plain sentence that says what the story holds.",
            examples=["…"],
        ),
        Stance(approved=Approved("summary", since=1), guarded=True, names=None),
    ]
    topics: Annotated[
        tuple[Text, ...],
        Field(
            max_length=6,  # at least one is a rule of `validate`, since a draft may have none yet
            description="One to six topics of site.yaml, the main one first.",
            examples=["[support, hope]"],
        ),
        Stance(approved=Approved("topics", since=1), guarded=False, names=None),
    ]
    consent: Annotated[
        Consent | None,
        Field(description="What the storyteller agreed to. Without it the story is withheld."),
    ] = None
    updated: Annotated[
        Day | None,
        Field(description="The day of the last change that readers should know of.", examples=["2026-05-01"]),
        NO_WORDS,
    ] = None
    content_notes: Annotated[
        tuple[Text, ...],
        Field(description="What a reader may wish to know before, out of site.yaml.", examples=["[death]"]),
        Stance(approved=Approved("content notes", since=1), guarded=False, names=None),
    ] = ()
    language: Annotated[
        LanguageCode | None,
        Field(description="The story's language, if it is not the site's.", examples=["en"]),
        Stance(approved=Approved("language", since=1), guarded=False, names=None),
    ] = None
    draft: Annotated[Flag, Field(description="true keeps the story out of every build."), NO_WORDS] = False
    slug: Annotated[
        Slug | None,
        Field(description="The last part of the address; otherwise the file's name.", examples=["plot-nineteen"]),
        GUARDED,
    ] = None
    aliases: Annotated[
        tuple[Alias, ...],
        Field(max_length=100, description="Old addresses that lead here.", examples=["[/blog/plot-nineteen/]"]),
        GUARDED,
    ] = ()
    image: Annotated[Image | None, Field(description="A picture above the story.")] = None
    recording: Annotated[
        WrittenRecording | None, Field(description="The story as it was told to a microphone or a camera.")
    ] = None
    series: Annotated[Series | None, Field(description="The series that the story belongs to.")] = None
    shape: Annotated[
        Shape | None,
        Field(
            description="How the storyteller sees the story's course; never judged by others.", examples=["up-and-down"]
        ),
        Stance(approved=Approved("shape", since=1), guarded=False, names=None),
    ] = None
    translation_of: Annotated[
        Text | None,
        Field(
            description="The file of the story that this is a translation of, relative to this one.",
            examples=["kettle.md"],
        ),
        Stance(approved=Approved("translation of", since=4), guarded=False, names="story"),
    ] = None
    easy_read_of: Annotated[
        Text | None,
        Field(
            description="The file of the story that this is an Easy Read text of, relative to this one.",
            examples=["kettle.md"],
        ),
        Stance(approved=Approved("Easy Read of", since=4), guarded=False, names="story"),
    ] = None
    translated_by: Annotated[
        Text | None,
        Field(
            description="Who made the translation or the Easy Read text, as readers may know it.",
            examples=["Ines, a volunteer"],
        ),
        Stance(approved=Approved("made by", since=4), guarded=True, names=None),
    ] = None
    read_by_storyteller: Annotated[
        Flag,
        Field(description="true: the storyteller has read the translation or the Easy Read text; readers are told."),
        Stance(approved=Approved("read by the storyteller", since=4), guarded=False, names=None),
    ] = False
    made_from: Annotated[
        CopyCode | None,
        Field(
            description="The code of the original as it was when this was made; “hearten build” tells it.",
            examples=["7KQM-2XFA"],
        ),
        NO_WORDS,
    ] = None
    kept: KeptTerms = ()

    @property
    def original(self) -> str | None:
        """The file of the story that this is a translation or an Easy Read text of, as it is written."""
        return self.translation_of or self.easy_read_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHeader:
    """A standalone page's front matter. A person's story has no place here: it needs consent."""

    __pydantic_config__ = CLOSED

    title: Annotated[
        Text,
        Field(description="The page's title.", examples=["About us"]),
        GUARDED,
    ]
    summary: Annotated[
        Text | None,
        Field(description="One plain sentence for search engines and link previews."),
        GUARDED,
    ] = None
    updated: Annotated[
        Day | None, Field(description="The day of the last change.", examples=["2026-05-01"]), NO_WORDS
    ] = None
    language: Annotated[
        LanguageCode | None, Field(description="The page's language, if it is not the site's."), NO_WORDS
    ] = None
    slug: Annotated[
        Slug | None,
        Field(description="The page's address; otherwise the file's name."),
        GUARDED,
    ] = None
    helplines: Annotated[Flag, Field(description="true lists the helplines of site.yaml below the text."), NO_WORDS] = (
        False
    )
    kept: KeptTerms = ()


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
