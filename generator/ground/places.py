"""Every place in a site's folder where the program keeps words of a story, or leaves them when it is killed.

Said once: rooms that write take their names from here, and a withdrawal goes by the same table. One story is sent
through every command in tests/promises/test_places.py, which fails where a place is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from generator.ground.patterns import lazy

COPIES, RECEIPTS = "consent/copies", "consent/receipts"
# What storytellers and colleagues have to say of review copies (`consent.comments`).
COMMENTS = "consent/comments"
# What proves that something is gone online (`consent.proofs`), which holds no word and no address, and stays.
PROOFS = "consent/proofs"
# What somebody means to do to a consent, until it is done (`gate.intent`).
UNFINISHED_ACTS = "consent/unfinished.jsonl"
# Which names stories had before (`content.moves`), and the line there while one is on its way.
MOVES, MOVE_UNDER_WAY = "consent/moves.yaml", "under_way: true"
# What stories are used for beside the site (`consent.use_register`), which holds no word of any, and stays.
USES = "consent/uses.jsonl"
# When somebody checked in with storytellers (`consent.check_ins`): no word of a story, and goes with it all the same.
CHECK_INS = "consent/check-ins.jsonl"
# What “hearten import” has written, by numbers and digests alone (`importing.present`); it stays, too.
BROUGHT_IN = "consent/brought-in.json"
CACHE = ".hearten-cache"
# What is left of stories that were withdrawn (`gate.tombstones`).
WITHDRAWN = "consent/withdrawn.yaml"
# Below the user's own folder: what was sent to the desk and is not done with (`store.uploads`).
UPLOADS = "uploads"
# The same: what texts were before the desk saved them (`store.versions`).
VERSIONS = "versions"
# Where bundles go unless somebody names another place, by their format.
BUNDLES = {"zip": "bundle.zip", "folder": "bundle", "epub": "bundle.epub", "pdf": "bundle.pdf"}
# Of these, the ones that are a single file.
BUNDLE_FILES = tuple(BUNDLES[form] for form in ("zip", "epub", "pdf"))
# Where exports go unless somebody names another place, by their format; packed, with the ending of an archive.
EXPORTS = {form: f"export-{form}" for form in ("markdown", "wxr", "html", "csv")}
# Lies in every folder that a build, bundle or export fills, wherever that is, and says that all in it is ours.
MARKER = ".hearten"
# Lies beside it in an export, with the digests of all files there, by which they are told from a person's own.
EXPORTED = ".hearten.exported"
# Lists what is in a bundle or an export, with digests; and the first line there, by which a packed export is known.
MANIFEST, EXPORT_MARK = "MANIFEST.txt", "# An export by “hearten export”"
# Begins the name of what is not whole yet, in such a folder or beside a bundle.
TEMPORARY = ".hearten-"
# Ends the name of a file that a storyteller's form saves (`consent.story_form`), wherever somebody puts it.
FILLED_IN = ".hearten-story"
# Ends the name of a file that a review copy saves, the same.
COMMENTED = ".hearten-comments"
# Where the desk puts pictures, beside the text that they are chosen for (`made_file`).
MADE_PICTURES = "images"
# The same for recordings, and what is said in them.
MADE_RECORDINGS = "media"
DIGEST = 10  # letters of a digest in their names, and no day that somebody else writes into one
MADE_ENDINGS = "mp4|m4a|mp3|webm|ogg|vtt|srt"
# Ends the name of what is not whole yet beside a file that it is to replace; sites keep such files out of git.
UNFINISHED = ".hearten-new"


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """What lies there, at which paths below the site's folder, and what a withdrawal does with what holds the story.

    Of a place with a ``mark``, only what lies in the folder of a file with that name, or in folders of that. What is
    emptied comes back, without the story, with the next build; what is removed does not. What ``is_built`` holds what
    was published, and so what others may quote. What ``may_be_anothers`` may be the only file of another story that has
    a few words or a name in common; it goes only if it holds at least half of this one.
    """

    what: str
    paths: re.Pattern[str]
    goes: Literal["removed", "emptied"]
    mark: str | None = None
    is_built: bool = False
    may_be_anothers: bool = False


PACKED_EXPORT = StoryPlace("an export", lazy(rf"({'|'.join(EXPORTS.values())})\.zip"), "removed", is_built=True)
PLACES = (
    StoryPlace("a built site, bundle or export", lazy(".+"), "emptied", mark=MARKER, is_built=True),
    StoryPlace("a bundle", lazy("|".join(map(re.escape, BUNDLE_FILES))), "removed", is_built=True),
    PACKED_EXPORT,
    StoryPlace("a review copy", lazy(f"{COPIES}/.+"), "removed"),
    StoryPlace("comments on a review copy", lazy(f"{COMMENTS}/.+"), "removed"),
    StoryPlace(
        "comments on a review copy",
        lazy(rf"(.+/)?[^/]*{re.escape(COMMENTED)}[^/]*"),
        "removed",
        may_be_anothers=True,
    ),
    StoryPlace("a receipt", lazy(f"{RECEIPTS}/.+"), "removed"),
    StoryPlace(
        "a storyteller's form, filled in",
        lazy(rf"(.+/)?[^/]*{re.escape(FILLED_IN)}[^/]*"),
        "removed",
        may_be_anothers=True,
    ),
    StoryPlace("a file that was not finished", lazy(rf"(.+/)?{re.escape(TEMPORARY)}[^/]+"), "removed"),
    StoryPlace("a file that was not finished", lazy(rf"(.+/)?\.[^/]+{re.escape(UNFINISHED)}"), "removed"),
    StoryPlace("the cache", lazy(rf"{re.escape(CACHE)}/.+"), "removed"),
)


def made_file(text: str, name: str) -> str:
    """The name of a file that the desk keeps for the text at a path, of one that its content has given it."""
    return f"{PurePosixPath(text).stem}-{name[:DIGEST]}{PurePosixPath(name).suffix}"


def is_made_file(text: str, name: str) -> bool:
    """Whether a file with this name is a picture or a recording that the desk has kept for the text at a path."""
    return (
        re.fullmatch(
            rf"{re.escape(PurePosixPath(text).stem)}-[0-9a-f]{{{DIGEST}}}\.(jpg|png|webp|{MADE_ENDINGS})", name
        )
        is not None
    )


def place_of(path: str, is_file: Callable[[str], bool]) -> StoryPlace | None:
    """The place that the file at a path below the site's folder is in, if it is one of these."""
    for place in PLACES:
        if place.paths.fullmatch(path) and (place.mark is None or folder_with(place.mark, path, is_file)):
            return place
    return None


def folder_with(mark: str, path: str, is_file: Callable[[str], bool]) -> str | None:
    """The nearest folder around a path, below the site's own, that holds a file of this name."""
    above = (str(folder) for folder in PurePosixPath(path).parents)
    return next((folder for folder in above if folder != "." and is_file(f"{folder}/{mark}")), None)
