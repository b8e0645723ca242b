"""Why what was built here does not go online: somebody else's log of consent may know more than the one here.

Two copies of a folder may each have logged what the other has not. Then neither log is the newer one, and what was
taken away by one of them stays away until that line is in the other's log, or the storyteller has agreed anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.consent.lost_acts import goes_on, has_line
from generator.publishing.difference import Online, Removal, removal_of
from generator.publishing.local_build import LocalBuild
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import MANIFEST, TakenAway
from generator.publishing.text_ids import parted

REMOVALS = "“hearten publish --removals” takes away what has to go by the log here"


class RefusedUpdateError(RemoteError):
    """Nothing new goes online. ``words``: it might be what somebody took back; ``askable``: a person can say no."""

    def __init__(self, message: str, *, words: bool = False, askable: bool = False) -> None:
        super().__init__(message, words=words)
        self.askable = askable


def refusal(shown: str, local: LocalBuild, online: Online, *, sure: bool = False) -> RefusedUpdateError | None:
    """Why an update at the place ``shown`` is refused, and what to do; None if it is not.

    ``sure``: a person has said that the log here is the newest where nobody can know by which one the site was made.
    """
    if not all(goes_on(local.log, head) for head in online.heads):
        return RefusedUpdateError(
            f"what is online at {shown} was made from a newer log of consent than this folder has, or from another "
            "copy's. Nothing new was put online; get the newest log, with the stories of that day, from git or a "
            f"backup. {REMOVALS}"
        )
    back = {parted(text)[1] for text in _brought_back(local, online.taken)}
    if back:
        titles = ", ".join(f"“{title}”" for title in sorted(_called(local, text) for text in back))
        return RefusedUpdateError(
            f"{titles} would be put online again at {shown}, where it was taken away by another copy's log of consent. "
            "Nothing new was put online; get the act and the story's file from that copy, or withdraw it here, too. If "
            "its storyteller has agreed anew since, “hearten consent approve” it on a later day than it was taken away",
            words=True,
        )
    if online.is_of_no_known_log and not sure:
        return RefusedUpdateError(
            f"nobody knows by which log of consent the site at {shown} was made, since {MANIFEST} there cannot be read "
            "or does not say so. So nothing new was put online, as it might be what somebody took back. If this folder "
            "has the newest log, “hearten publish --yes” puts the site online",
            words=True,
            askable=True,
        )
    return None


def still_taken(local: LocalBuild, taken: Mapping[str, TakenAway]) -> Mapping[str, TakenAway]:
    """Of texts that were taken away by other logs, those that stay away after an update."""
    return {text: how for text, how in _unknown_to(local.log, taken).items() if text not in local.texts}


def brings_back(local: LocalBuild, taken: Mapping[str, TakenAway]) -> bool:
    """Whether a build has a text that was taken away by a log that it does not know."""
    return bool(_brought_back(local, taken))


def own_endings(local: LocalBuild, online: Online) -> Removal:
    """What takes away what has ended by the log here, and leaves all else that another log may know better."""
    ended = local.taken_back & online.named
    pages = {path for path, file in online.files.items() if file.of in ended}
    return removal_of(online, online.named - ended, lambda path: path not in pages)


def _brought_back(local: LocalBuild, taken: Mapping[str, TakenAway]) -> list[str]:
    """The ids of what may not come back and is in a build, under the name that it had or with the words that it had."""

    def each() -> Iterator[str]:
        for mark, how in _unknown_to(local.log, taken).items():
            feed, _ = parted(mark)
            alike = local.words.like(how.words) if local.words is not None else ()
            for text in {mark, *(feed + known_as for known_as in alike)} & local.texts:
                if not _is_agreed(local, text, how):
                    yield text

    return [*each()]


def _called(local: LocalBuild, text: str) -> str:
    """The title of a story, or the path of a page."""
    files = local.words.files if local.words is not None else {}
    return local.titles.get(text) or (files[text].path if text in files else text)


def _unknown_to(log: bytes, taken: Mapping[str, TakenAway]) -> Mapping[str, TakenAway]:
    return {text: how for text, how in taken.items() if not has_line(log, how.line)}


def _is_agreed(local: LocalBuild, text: str, how: TakenAway) -> bool:
    """Whether its storyteller has agreed after it went; on the same day nobody knows which was first."""
    day = local.agreed_on(parted(text)[1])
    return day is not None and day > how.on
