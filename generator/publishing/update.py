"""What is online brought up to date: words that must go first, and a site that is whole after every single step."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from generator.consent.lost_acts import goes_on
from generator.content.page_kinds import PageKind
from generator.publishing import deployment
from generator.publishing.difference import (
    Doing,
    Online,
    Removal,
    Step,
    UpdateSteps,
    blank,
    difference,
    is_left_over,
    seen,
)
from generator.publishing.local_build import LocalBuild
from generator.publishing.ports import FileStore, Host, Readable, RemoteError, WholeSite
from generator.publishing.remote_manifest import MANIFEST, UNDER_WAY, NoManifestError, RemoteManifest, read_manifest
from generator.publishing.remote_manifest import to_bytes as manifest_bytes

# Steps after which is noted what is done: many enough that the notes are little beside what is sent.
NOTED = 1000
# Told after each step: bytes that were sent, and all that are to be sent.
Progress = Callable[[int, int], None]
# Lies at the top of each site.
SIGN = PageKind.BUILT.path()


def untold(_sent: int, _all: int) -> None:
    """Progress that nobody wants to see."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a run did at a host: the steps of removal, all others, and how many bytes were sent."""

    removed: tuple[Step, ...] = ()
    rest: tuple[Step, ...] = ()
    sent: int = 0


class WordsRemainError(RemoteError):
    """Words that must go are still online, in these files."""

    def __init__(self, host: Readable, paths: Collection[str], why: RemoteError) -> None:
        named = ", ".join(sorted(paths))
        super().__init__(f"words that must go are still online at {host.shown} in {named}: {why}")
        self.paths = tuple(sorted(paths))


def look(store: Readable, site: str) -> Online:
    """What is online in a folder of the site at the address ``site``.

    Raises RemoteError, with nothing changed, if the folder is another's: it holds files, and no manifest of ours. One
    that is broken is ours still if the folder holds what each of our sites has; nobody knows then what is in the files.
    """
    online, under_way = _manifest(store, MANIFEST), _manifest(store, UNDER_WAY)
    listing = store.listing()
    found = seen(listing, online, under_way)
    foreign = [path for path in found.files if not is_left_over(path)]
    is_ours = online is not None or under_way is not None or SIGN in listing
    if foreign and not (is_ours and listing.keys() & {MANIFEST, UNDER_WAY}):
        named = min(foreign)
        raise RemoteError(
            f"{store.shown} is not empty and holds no site of hearten ({named} is there). Nothing was changed; name "
            "an empty place, or empty this one yourself"
        )
    for manifest in (online, under_way):
        if manifest is not None and manifest.site != site:
            raise RemoteError(
                f"{store.shown} holds the site {manifest.site}, and this is {site}. Nothing was changed; name another "
                "place, or empty this one yourself"
            )
    return found


def update(store: Host, local: LocalBuild, online: Online, tell: Progress = untold) -> Carried:
    """Make what is online what was built. Interrupted anywhere, the site is whole, and the next run goes on.

    Raises RemoteError if the host does not do its part, having taken away all words that it can, and, with nothing
    changed, if what is online was made from a newer log of consent.
    """
    if online.manifest is not None and not goes_on(local.log, online.manifest.log):
        raise RemoteError(
            f"what is online at {store.shown} was made from a newer log of consent than this folder has. Nothing was "
            "changed there; get the newest log, with the stories of that day, from git or a backup"
        )
    todo = difference(local, online)
    take_away(store, todo.removal, online, local.manifest)
    if not todo.rest and online.manifest == local.manifest and online.certain:
        return Carried()
    if isinstance(store, WholeSite):
        if not todo.removal.steps and not deployment.is_due(local, online):
            return Carried()
        sent = deployment.deploy(store, local, todo, tell)
    else:
        sent = _rest(store, local, todo, online.manifest or local.manifest, tell)
    return Carried(todo.removal.steps, todo.rest, sent)


def take_away(store: Host, removal: Removal, online: Online, otherwise: RemoteManifest) -> None:
    """Take words away, and what tells of them in the manifest; ``otherwise`` is what that says where there is none.

    What fails holds nothing else up. Raises WordsRemainError if something is left.
    """
    if isinstance(store, WholeSite):
        left = deployment.take_away(store, removal, online, otherwise)
    else:
        left = _take_away(store, removal, online, otherwise)
    if left:
        raise WordsRemainError(store, left, next(iter(left.values())))


def _take_away(store: FileStore, removal: Removal, online: Online, otherwise: RemoteManifest) -> dict[str, RemoteError]:
    """The same in a folder; gives what is left, and why."""
    left: dict[str, RemoteError] = {}
    if not removal.steps and online.certain:
        return left
    for step in removal.steps:
        try:
            if step.path not in left:
                _do(store, step)
        except RemoteError as e:
            left[step.path] = e
    try:
        store.purge({step.path for step in removal.steps})
    except RemoteError as e:
        left[deployment.KEPT] = e
    if not left:
        store.put(MANIFEST, manifest_bytes(replace(online.manifest or otherwise, files=removal.after)))
        store.delete(UNDER_WAY)
        store.purge((MANIFEST, UNDER_WAY))
    return left


def _rest(store: FileStore, local: LocalBuild, todo: UpdateSteps, before: RemoteManifest, tell: Progress) -> int:
    """Carry out all that comes after removal, file by file; gives how many bytes were sent.

    What is done is written down now and then, so that a run after an interruption need not send it again.
    """
    there, ahead = dict(todo.removal.after), dict(todo.under_way)
    total = sum(local.files[step.path].online.size for step in todo.rest if step.doing is Doing.PUT)
    sent = 0

    def note_under_way() -> bytes:
        noted = manifest_bytes(replace(local.manifest, files=ahead))
        store.put(UNDER_WAY, noted)
        return noted

    noted = note_under_way()
    for number, step in enumerate(todo.rest, 1):
        if step.doing is Doing.PUT:
            content = local.content(step.path)
            store.put(step.path, content)
            there[step.path] = local.files[step.path].online
            del ahead[step.path]
            sent += len(content)
            tell(sent, total)
        else:
            _do(store, step)
        if number % NOTED == 0:
            store.put(MANIFEST, manifest_bytes(replace(before, files=there)))
            noted = note_under_way()
    if store.get(UNDER_WAY) != noted:
        raise RemoteError(f"somebody else is publishing to {store.shown} at this moment; publish again afterwards")
    store.put(MANIFEST, manifest_bytes(local.manifest))
    store.purge({step.path for step in todo.rest})
    store.delete(UNDER_WAY)
    store.purge((MANIFEST, UNDER_WAY))
    return sent


def _do(store: FileStore, step: Step) -> None:
    if step.doing is Doing.DELETE:
        store.delete(step.path)
    else:
        store.put(step.path, blank(step.path))


def _manifest(store: Readable, path: str) -> RemoteManifest | None:
    data = store.get(path)
    try:
        return read_manifest(data) if data is not None else None
    except NoManifestError as e:
        if e.newer:
            raise RemoteError(
                f"{path} at {store.shown} was written by a later version of hearten ({e}); install that version"
            ) from None
        return None
