"""The channels that a storyteller agrees to one by one, each with what it means, and the media that are built for.

What stands here is English; papers in other languages bring their own words (`consent.documents`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

Channel = Literal["web", "feed", "search-engines", "social", "offline", "audio", "video", "podcast"]
# Channels that have a build of their own; the others are ways to what stands on the web.
Medium = Literal["web", "offline"]
MEDIA: tuple[Medium, ...] = get_args(Medium)
WAYS: tuple[Channel, ...] = tuple(channel for channel in get_args(Channel) if channel not in MEDIA)

WEB: Final = "web"
FEED: Final = "feed"
SEARCH_ENGINES: Final = "search-engines"
SOCIAL: Final = "social"
OFFLINE: Final = "offline"
AUDIO: Final = "audio"
VIDEO: Final = "video"
PODCAST: Final = "podcast"


# What a copy to give away takes along of recordings, by the word that asks for it.
IN_COPIES: Final[Mapping[str, tuple[Literal["audio", "video"], ...]]] = {
    "none": (),
    "audio": (AUDIO,),
    "all": (AUDIO, VIDEO),
}


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """A channel for people: its name, what saying yes to it means, and who gets the words beside the site's readers."""

    name: str
    means: str
    receivers: str | None = None


CHANNELS: Mapping[Channel, ChannelWords] = {
    WEB: ChannelWords(
        "Website",
        "The story has its own page on the website. Anybody can read it, copy it and pass on its address.",
    ),
    FEED: ChannelWords(
        "News feed",
        "Title, name shown and summary go to people who follow the site in an app. The app may keep them.",
        "Readers of the feed, and the apps in which they follow it",
    ),
    SEARCH_ENGINES: ChannelWords(
        "Search engines",
        "Search engines may list the page, so that somebody can find it by words in it, or by the name shown.",
        "Search engines",
    ),
    SOCIAL: ChannelWords(
        "Social networks",
        "A link to the story on social networks may show its title, summary and picture.",
        "Social networks on which the page's address is shared",
    ),
    OFFLINE: ChannelWords(
        "Offline copies",
        "The story goes into copies of the site that are read without the internet, for example on a memory stick. "
        "Copies that are handed out cannot be called back.",
    ),
    AUDIO: ChannelWords(
        "Sound recording",
        "The recording of the voice can be heard wherever the story may appear. A voice can be recognised, also one "
        "that was altered, and whoever hears it can keep the file.",
    ),
    VIDEO: ChannelWords(
        "Film",
        "The film can be seen and heard wherever the story may appear. Faces, voices and rooms can be recognised, and "
        "whoever sees it can keep the file.",
    ),
    PODCAST: ChannelWords(
        "Podcast",
        "The recording goes to people who follow the site in a podcast app, and to directories of podcasts. What they "
        "have downloaded cannot be called back.",
        "Readers of the podcast, their apps, and directories of podcasts",
    ),
}
