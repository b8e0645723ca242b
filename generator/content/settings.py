"""site.yaml as values: everything that an organisation decides about its site."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from generator.content.field_types import (
    CLOSED,
    WRITTEN,
    Count,
    Email,
    Flag,
    HostAddress,
    Id,
    LanguageCode,
    Phone,
    SiteUrl,
    Text,
    Url,
)
from generator.content.front_matter import ContentNote, Topic
from generator.content.helplines import Helplines, HelpPhrases, OtherWords
from generator.content.media_choices import PictureChoice, PodcastChoice, RecordingChoice
from generator.content.page_kinds import PageKind
from generator.content.shelves import FrontChoice, Shelf
from generator.content.web_address import outside

if TYPE_CHECKING:
    MenuName = str  # types cannot be computed while they are checked
else:
    MenuName = Literal[tuple(kind.menu for kind in PageKind if kind.menu)]

# Days after publication at which storytellers are asked how it is for them, where site.yaml names none.
USUAL_CHECK_INS = (14, 183)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who publishes the site, and how to reach them."""

    __pydantic_config__ = CLOSED

    name: Annotated[Text, Field(description="The organisation's name.", examples=["Harbour Row"])]
    email: Annotated[Email, Field(description="Where readers can write to.", examples=["hello@example.org"])]
    phone: Annotated[Phone | None, Field(description="A number for readers, in quotes.")] = None
    address: Annotated[Text | None, Field(description="The postal address, on one line.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """How a storyteller takes consent back; stands under every story."""

    __pydantic_config__ = CLOSED

    text: Annotated[Text, Field(description="What to do, in one or two plain sentences.")]
    email: Annotated[Email | None, Field(description="Where to write to.")] = None
    phone: Annotated[Phone | None, Field(description="A number to ring, in quotes.")] = None
    page: Annotated[Text | None, Field(description="The page in pages/ that says more.", examples=["consent.md"])] = (
        None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavePage:
    """Where “Leave this page” leads."""

    __pydantic_config__ = CLOSED

    url: Annotated[
        Url,
        Field(description="A harmless page that anybody could be reading.", examples=["https://www.wikipedia.org/"]),
    ] = "https://www.wikipedia.org/"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeChoice:
    """Which theme, and its few settings."""

    __pydantic_config__ = CLOSED

    name: Annotated[Id, Field(description="A folder in themes/, or a built-in theme.", examples=["hearten"])] = (
        "hearten"
    )
    settings: Annotated[dict[str, Text], Field(description="The theme's own settings; its theme.yaml lists them.")] = (
        field(default_factory=dict)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """One entry of the menu: a built-in list, a page of pages/, or a page elsewhere."""

    __pydantic_config__ = CLOSED

    label: Annotated[Text, Field(description="The words of the link.", examples=["About us"])]
    to: Annotated[
        MenuName | None,
        Field(description="A built-in list.", examples=["stories"]),
    ] = None
    page: Annotated[Text | None, Field(description="A file in pages/.", examples=["about.md"])] = None
    url: Annotated[
        Url | None, Field(description="A page of another website.", examples=["https://example.org/donate"])
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The mark of the site or its organisation, which stands where its name would at the top of every page."""

    __pydantic_config__ = CLOSED

    file: Annotated[
        Text,
        Field(
            description="A picture in the site's folder: SVG, JPEG, PNG, WebP or GIF. Its words are the site's name.",
            examples=["media/logo.svg"],
        ),
    ]
    dark: Annotated[
        Text | None,
        Field(description="The same for dark screens, in light colours.", examples=["media/logo-dark.svg"]),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialLink:
    """A place elsewhere where the organisation is found; a plain link at the foot of every page."""

    __pydantic_config__ = CLOSED

    label: Annotated[Text, Field(description="The words of the link.", examples=["Mastodon"])]
    url: Annotated[Url, Field(description="Its address.", examples=["https://social.example.org/@harbour"])]


@dataclass(frozen=True, slots=True, kw_only=True)
class UseElsewhere:
    """Something beside the site that a story may be used for, where its storyteller agreed to that by itself."""

    __pydantic_config__ = CLOSED

    id: Annotated[Id, Field(description="The word that a consent writes.", examples=["newsletter"])]
    label: Annotated[Text, Field(description="Its name, as storytellers read it.", examples=["Our newsletter"])]
    description: Annotated[
        Text,
        Field(
            description="One sentence on what saying yes to it means, and who gets it.",
            examples=["It goes to members on paper, four times a year."],
        ),
    ]
    tell: Annotated[
        Text | None,
        Field(description="Whom to tell when a story may not be used any more.", examples=["the newsletter's editor"]),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPolicy:
    """What the organisation demands of every consent."""

    __pydantic_config__ = CLOSED

    longest_validity_months: Annotated[
        Count | None, Field(description="No consent counts longer than this after it was given.", examples=["60"])
    ] = 60
    require_valid_until: Annotated[Flag, Field(description="true: a consent without an end date does not count.")] = (
        True
    )
    require_review_by: Annotated[Flag, Field(description="true: a consent without a review date does not count.")] = (
        False
    )
    require_seal: Annotated[
        Flag,
        Field(description="true: a story counts only as “hearten consent approve” sealed it, made-up examples aside."),
    ] = False
    corrections: Annotated[
        Literal["none", "typographic"],
        Field(
            description="What “hearten consent correct” may let pass after approval: nothing, or punctuation alone.",
            examples=["typographic"],
        ),
    ] = "none"
    translations: Annotated[
        Literal["told", "strict"],
        Field(
            description="A translation whose original has changed since: the build tells it, or withholds it, too.",
            examples=["strict"],
        ),
    ] = "told"
    jurisdiction: Annotated[
        Text | None,
        Field(description="The country whose law applies (ISO 3166-1), for consent receipts.", examples=["GB"]),
    ] = None
    log_editors: Annotated[
        Flag,
        Field(description="true: the log says who did each act of consent, by the name that they give; false: nobody."),
    ] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """How lists are cut into pages."""

    __pydantic_config__ = CLOSED

    per_page: Annotated[Count, Field(description="Stories on one list page.", examples=["24"])] = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleChoice:
    """What copies to give away may do."""

    __pydantic_config__ = CLOSED

    recall: Annotated[
        Flag,
        Field(description="true: a copy opened with a connection asks this site which stories were taken back."),
    ] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckChoice:
    """What “hearten check” is to be stopped by. No build is."""

    __pydantic_config__ = CLOSED

    fail_on: Annotated[
        Literal["never", "warning", "note"],
        Field(description="From which kind of finding on it ends with 1, so that scripts stop.", examples=["warning"]),
    ] = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishDestination:
    """One place where the site is put online. What is secret never stands here."""

    __pydantic_config__ = CLOSED

    name: Annotated[Id, Field(description="What you call it.", examples=["live"])]
    to: Annotated[HostAddress, Field(description="Where it is.", examples=["sftp://anna@host.example.org/htdocs"])]
    url: Annotated[
        SiteUrl | None,
        Field(
            description="The address at which this place is read, if it is not the site's own.",
            examples=["https://mirror.example.org/"],
        ),
    ] = None
    host_key: Annotated[
        Text | None,
        Field(
            description="The server's public key, for SFTP; otherwise that in ~/.ssh/known_hosts.",
            examples=["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI…"],
        ),
    ] = None
    endpoint: Annotated[
        Url | None,
        Field(description="The address of an S3 service that is not Amazon's.", examples=["https://s3.example.org"]),
    ] = None
    region: Annotated[Text | None, Field(description="The region of an S3 bucket.", examples=["eu-central-1"])] = None
    branch: Annotated[Text, Field(description="The branch that a Git host shows.", examples=["pages"])] = "pages"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The whole of site.yaml."""

    __pydantic_config__ = CLOSED

    name: Annotated[Text, Field(description="The site's name.", examples=["Kitchen Table Stories"])]
    url: Annotated[
        SiteUrl, Field(description="The address that the site will have.", examples=["https://stories.example.org/"])
    ]
    organisation: Annotated[Organisation, Field(description="Who publishes the site.")]
    withdraw: Annotated[Withdraw, Field(description="How a storyteller takes consent back.")]
    topics: Annotated[tuple[Topic, ...], Field(min_length=1, description="The vocabulary of topics.")]
    tagline: Annotated[Text | None, Field(description="One line under the name.")] = None
    language: Annotated[LanguageCode, Field(description="The site's language.", examples=["en"])] = "en"
    theme: Annotated[ThemeChoice, Field(description="The theme.")] = ThemeChoice()
    logo: Annotated[
        Logo | None, WRITTEN, Field(description="A picture in place of the name at the top of every page.")
    ] = None
    menu: Annotated[tuple[MenuEntry, ...], Field(description="The main menu.")] = ()
    social: Annotated[
        tuple[SocialLink, ...], Field(description="Links at the foot of every page to places elsewhere.")
    ] = ()
    leave: Annotated[LeavePage, Field(description="The button “Leave this page” on every story.")] = LeavePage()
    help_page: Annotated[Text | None, Field(description="The page of pages/ with help.", examples=["get-help.md"])] = (
        None
    )
    front: Annotated[FrontChoice, Field(description="What the front page shows first.")] = FrontChoice()
    shelves: Annotated[tuple[Shelf, ...], Field(description="Stories put together by hand, on the front page.")] = ()
    content_notes: Annotated[tuple[ContentNote, ...], Field(description="The vocabulary of content notes.")] = ()
    words: Annotated[tuple[OtherWords, ...], Field(description="Words that find others, too, in search.")] = ()
    helplines: Annotated[Helplines, Field(description="Services that readers can turn to.")] = Helplines()
    help_phrases: Annotated[
        HelpPhrases, Field(description="Searches above whose results stands where to find help.")
    ] = HelpPhrases()
    consent: Annotated[ConsentPolicy, Field(description="What every consent must hold.")] = ConsentPolicy()
    check_in: Annotated[
        tuple[Count, ...],
        Field(description="So many days after a story was published, ask its storyteller how it is for them."),
    ] = USUAL_CHECK_INS
    uses: Annotated[
        tuple[UseElsewhere, ...],
        Field(description="What stories may be used for beside the site, each asked about by itself."),
    ] = ()
    lists: Annotated[Lists, Field(description="How lists are cut into pages.")] = Lists()
    pictures: Annotated[PictureChoice, Field(description="How pictures are published.")] = PictureChoice()
    recordings: Annotated[RecordingChoice, Field(description="Films that are on other sites.")] = RecordingChoice()
    podcast: Annotated[PodcastChoice | None, WRITTEN, Field(description="A podcast; without this there is none.")] = (
        None
    )
    bundle: Annotated[BundleChoice, Field(description="Copies to give away.")] = BundleChoice()
    age_notice: Annotated[
        Flag,
        Field(description="true: pages that nobody has renewed in time say so themselves."),
    ] = False
    history_days: Annotated[
        int,
        Field(
            ge=0,
            le=3650,
            description="How many days the desk keeps what texts were, where the folder is not one of Git's.",
            examples=["30"],
        ),
    ] = 30
    check: Annotated[CheckChoice, Field(description="What “hearten check” is to be stopped by.")] = CheckChoice()
    publish: Annotated[tuple[PublishDestination, ...], Field(description="Where the site is put online.")] = ()

    @cached_property
    def address(self) -> str:
        """The site's address as it is published; ids of stories are made of ``url``, which stays as it is written."""
        return str(outside(self.url))

    @cached_property
    def topic_ids(self) -> dict[str, str]:
        """What an author may write (an id, a label or a synonym, case-folded) to the topic's id."""
        words: dict[str, str] = {}
        for topic in self.topics:
            for word in (topic.id, topic.label, *topic.synonyms):
                words.setdefault(word.casefold(), topic.id)
        return words

    @cached_property
    def topic_by_id(self) -> dict[str, Topic]:
        """The topics by their ids."""
        return {t.id: t for t in self.topics}

    @cached_property
    def note_by_id(self) -> dict[str, ContentNote]:
        """The content notes by their ids."""
        return {n.id: n for n in self.content_notes}

    @cached_property
    def use_by_id(self) -> dict[str, UseElsewhere]:
        """What stories may be used for elsewhere, by their ids."""
        return {use.id: use for use in self.uses}

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Where the site can be read: at its own address, and at those of the places where it is put online."""
        return tuple(dict.fromkeys((self.url, *(place.url for place in self.publish if place.url))))
