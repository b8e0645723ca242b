"""What views are made of: what stands around every page, cards of stories, bodies, pictures.

Views of other pages hold a `Card` of a story, never the story.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from generator.content.body import Hole
from generator.content.links import LinkTarget
from generator.content.recording_fields import RecordingKind
from generator.content.settings import Organisation


@dataclass(frozen=True, slots=True)
class Destination:
    """A link, mostly to a page of this site: its words, the page's path, and how many stories wait there, if told.

    ``language`` is that of the words, where they are somebody's and not the site's. ``notes`` are the ids of the
    content notes of the story that it leads to, if it leads to one. Where it is ``external``, ``path`` is an address of
    another site.
    """

    label: str
    path: str
    count: int | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()
    external: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around the content of every page. ``assets`` are the theme's files: name, and path in the output.

    ``until`` is the last day on which all of the website may be shown, where it is to say so itself after that.
    ``podcast`` is the title and path of the site's podcast, where it has one. ``social`` lead to other sites.
    """

    name: str
    tagline: str | None
    language: str
    url: str
    organisation: Organisation
    menu: tuple[Destination, ...]
    help: Destination | None
    withdraw: Withdrawal
    leave: str
    notes: tuple[Note, ...]
    assets: tuple[tuple[str, str], ...]
    offline: bool
    policy: str
    bundle: Bundle | None = None
    until: date | None = None
    podcast: Destination | None = None
    logo: LogoView | None = None
    social: tuple[Destination, ...] = ()

    @property
    def note_ids(self) -> str:
        """The ids of all content notes."""
        return _ids(self.notes)

    @property
    def marked(self) -> tuple[str, ...]:
        """The paths of pages to which what stands around them leads, so that it is marked there."""
        helping = (self.help.path,) if self.help else ()
        return "index.html", "search/index.html", *helping, *(entry.path for entry in self.menu)


@dataclass(frozen=True, slots=True)
class LogoView:
    """The picture that stands for the site's name, which is its alternative text, and the one for dark screens."""

    day: PictureView
    night: PictureView | None


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a copy to give away says of itself: when it was made, and its last day.

    ``recall`` is where it asks for stories that were taken back, ``topic`` the label of the one topic that it is about.
    ``recordings`` are the kinds of recordings that it holds; of others it has the words alone.
    """

    made: date
    until: date
    recall: str | None
    topic: str | None = None
    recordings: tuple[RecordingKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """How a storyteller takes consent back."""

    text: str
    email: str | None
    phone: str | None
    path: str | None


@dataclass(frozen=True, slots=True)
class PreviewPicture:
    """What previews in social networks show of a page: its path, alternative text, and size in pixels.

    One that ``is_card`` was drawn for them, and fills them; without an ``alt`` no word stands on it.
    """

    path: str
    alt: str
    width: int
    height: int
    is_card: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself to machines. ``social`` and ``indexed`` follow the story's consent.

    ``policy`` is its content security policy, where that is not the one of all pages. ``alternates`` are the paths of
    this page and of the same text in other languages, each with its code; ``easy_read`` is that of an Easy Read text.
    """

    title: str
    description: str
    indexed: bool = True
    social: bool = True
    kind: str = "website"
    image: PreviewPicture | None = None
    structured: tuple[str, ...] = ()
    feed: str | None = None
    crumbs: tuple[Destination, ...] = ()
    policy: str | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    easy_read: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A content note as readers see it."""

    id: str
    label: str
    path: str


def _ids(notes: tuple[Note, ...]) -> str:
    return " ".join(note.id for note in notes)


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A file of a picture: its path, how many pixels it is wide, and its type as in HTTP."""

    path: str
    width: int
    type: str


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture in a page; an empty ``alt`` says that it decorates.

    ``others`` are the same picture smaller or in another format, for browsers to choose from. ``focus`` is what to keep
    in sight where only a part is shown, from the left and from the top, in tens of percent. ``moving`` is the path of
    the same picture as it moves, and ``ground`` its average colour (`media.photo.Photo`).
    """

    path: str
    alt: str
    width: int
    height: int
    credit: str | None = None
    others: tuple[PictureFile, ...] = ()
    focus: tuple[int, int] | None = None
    moving: str | None = None
    ground: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class MediaView:
    """A file of sound or picture: its path, media type, length in seconds, size in words, and size on a screen."""

    path: str
    type: str
    seconds: int
    size: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class TrackView:
    """A file of captions, and their language."""

    path: str
    language: str


@dataclass(frozen=True, slots=True)
class CueView:
    """What is said at a time: in seconds, as a player shows it, and as the end of the recording's address.

    ``speaker`` is empty where the same person goes on. There is no ``address`` where there is no recording to play.
    """

    start: str
    end: str
    clock: str
    speaker: str
    words: str
    address: str | None


@dataclass(frozen=True, slots=True)
class ElsewhereView:
    """A film that is on another site: its address, who shows it there, what that place is called, and whose it is.

    ``frame`` is the address of a frame with it, for whoever presses play, where site.yaml allows that.
    """

    address: str
    source: str
    place: str
    owner: str
    frame: str | None = None


@dataclass(frozen=True, slots=True)
class RecordingView:
    """A story as it was told to a microphone or a camera.

    ``cues`` are the transcript, empty where the story's own text is that; they and ``chapters`` are in ``language``.
    ``captions`` are the same for the player, by language as JSON, for where it can load none from a file.
    ``is_folded`` where content notes stand above; ``is_left_out`` where a copy has the words of it alone.
    """

    kind: RecordingKind
    media: MediaView | None
    poster: PictureView | None
    tracks: tuple[TrackView, ...]
    captions: str
    chapters: tuple[CueView, ...]
    cues: tuple[CueView, ...]
    language: str
    is_folded: bool
    described: MediaView | None
    sign: MediaView | None
    sign_language: str | None
    elsewhere: ElsewhereView | None
    is_left_out: bool


@dataclass(frozen=True, slots=True)
class StoryText:
    """Another text of the same story: the original, a translation, or one in Easy Read.

    ``name`` is that of its language, in that language. One that is ``indexed`` may be found by search engines.
    """

    path: str
    title: str
    language: str
    name: str
    is_easy: bool
    indexed: bool


@dataclass(frozen=True, slots=True)
class Retold:
    """What is said of a story that there is in several texts.

    ``others`` are those beside this one. ``first`` is the path of the text that stands in lists, where that is not this
    one; ``original`` that of the original, where this is a retelling of it. ``sign`` is what marks an Easy Read text,
    and ``said`` is how a retelling came about, in one language or two.
    """

    others: tuple[StoryText, ...]
    first: str | None
    original: str | None
    sign: str | None
    said: tuple[tuple[str, str], ...]

    @property
    def is_easy(self) -> bool:
        """Whether this is an Easy Read text."""
        return self.sign is not None


@dataclass(frozen=True, slots=True)
class Card:
    """What other pages may show of a story. ``image`` is its own picture, where they may show that.

    ``retold`` is there where the story is to be had in several texts.
    """

    path: str
    title: str
    author: str
    summary: str
    date: date
    language: str
    minutes: int
    topics: tuple[Destination, ...]
    notes: tuple[Note, ...]
    fictional: bool
    indexed: bool
    image: PictureView | None
    retold: Retold | None = None

    def told_again(self, retold: Retold) -> Card:
        """The same card, with what is to be said of other texts of the story."""
        return replace(self, retold=retold)

    @property
    def note_ids(self) -> str:
        """The ids of its content notes."""
        return _ids(self.notes)


@dataclass(frozen=True, slots=True)
class FilledShelf:
    """A shelf with those of its stories that are published, as somebody put them there: its name, and its page's path.

    ``why`` says why they stand together, ``by`` who chose them.
    """

    label: str
    path: str
    why: str | None
    by: str | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class SizedTopic:
    """A topic in a picture of all: where it leads and how many stories wait there, and how large it is, from 1 to 5."""

    topic: Destination
    size: int


@dataclass(frozen=True, slots=True)
class BodyView:
    """A body with its links and pictures resolved; None is a link that leads nowhere."""

    parts: tuple[str | Hole, ...]
    links: tuple[LinkTarget | None, ...]
    titles: tuple[str, ...]
    pictures: tuple[PictureView, ...]
    language: str
