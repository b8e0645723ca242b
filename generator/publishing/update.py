"""What is online brought up to date: words that must go first, and a site that is whole after every single step."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from generator.content.page_kinds import PageKind
from generator.ground.outcome import Turn
from generator.plan.built import read_built
from generator.publishing import deployment
from generator.publishing.difference import (
    Doing,
    Online,
    Removal,
    Step,
    UpdateSteps,
    blank,
    difference,
    is_hidden,
    seen,
)
from generator.publishing.local_build import LocalBuild, nowhere
from generator.publishing.place_memory import NO_MEMORY, PlaceMemory
from generator.publishing.ports import FileStore, Host, Readable, RemoteError, WholeSite, is_upload
from generator.publishing.refusals import refusal, still_taken
from generator.publishing.remote_manifest import MANIFEST, UNDER_WAY, RemoteFile, RemoteManifest, digest_of
from generator.publishing.under_way import RivalRunError, UnderWay, emptied, manifest_at

# Steps after which is noted what is done: many enough that the notes are little beside what is sent.
NOTED = 1000
# Files that are named, of those that may be others'.
MOST_NAMED = 20
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
        super().__init__(f"words that must go are still online at {host.shown} in {named}: {why}", words=True)
        self.paths = tuple(sorted(paths))


class UnknownSiteError(RemoteError):
    """A site of hearten is there without its list of files, so that nobody knows which one it is; a person may.

    ``strangers`` are files that may be somebody else's, and go if it is said to be this site.
    """

    def __init__(self, shown: str, strangers: Collection[str]) -> None:
        super().__init__(
            f"{shown} holds a site of hearten, and no {MANIFEST}, so that nobody knows which site that is, "
            "and what may be in it. Nothing was changed. If it is this one, and this folder has the newest log of "
            f"consent, add “--yes”. {_would_go(strangers)}",
            words=True,
        )
        self.strangers = tuple(sorted(strangers))


def look(
    store: Readable,
    site: str,
    had: Callable[[str], bool] = nowhere,
    memory: PlaceMemory = NO_MEMORY,
    *,
    sure: bool = False,
) -> Online:
    """What is online in a folder of the site at the address ``site``; ``had`` tells where withdrawn stories were.

    Raises RemoteError, with nothing changed, if the folder is another's: it holds files, and no manifest of ours. One
    that is broken is ours still if the folder holds what each of our sites has; nobody knows then what is in the files.
    One that is gone is ours if the site is as this computer left it, or a person is ``sure``; otherwise
    UnknownSiteError is raised.
    """
    online, under_way = manifest_at(store, MANIFEST), manifest_at(store, UNDER_WAY)
    listing = store.listing()
    recalled = memory.left_online() if MANIFEST not in listing else None
    if recalled is not None and recalled.site == site:
        found = seen(listing, recalled, under_way, had)
        if _is_as_left(store, found, recalled):
            return replace(found, manifest=replace(recalled, run=None), certain=False, is_recalled=True)
        found = seen(listing, None, under_way, had, recalled)
    else:
        found = seen(listing, online, under_way, had)
    foreign = [path for path in found.files if not is_upload(path)]
    is_ours = online is not None or under_way is not None or SIGN in listing
    is_told = bool(listing.keys() & {MANIFEST, UNDER_WAY})
    if foreign and is_ours and not is_told and read_built(store.get(SIGN) or b"") is not None:
        if not sure:
            raise UnknownSiteError(store.shown, found.strangers)
    elif foreign and not (is_ours and is_told):
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


def _is_as_left(store: Readable, online: Online, recalled: RemoteManifest) -> bool:
    """Whether what is online is as this computer remembers it: nobody has published there since."""
    if online.under_way is not None:
        return online.under_way.run == recalled.run
    told, content = recalled.files.get(SIGN), store.get(SIGN)
    is_built = told is not None and content is not None and told.digest == digest_of(content)
    return is_built and online.files == recalled.files


def _would_go(strangers: Collection[str]) -> str:
    """What is said of files that may be somebody else's, and go where a person says that the site is this one."""
    if not strangers:
        return "Nothing else lies there"
    number = len(strangers)
    more = f" and {number - MOST_NAMED} more, which “--yes --dry-run” tells" if number > MOST_NAMED else ""
    return f"Whatever else lies there goes then, {number} files: {', '.join(sorted(strangers)[:MOST_NAMED])}{more}"


def update(
    store: Host,
    local: LocalBuild,
    online: Online,
    tell: Progress = untold,
    memory: PlaceMemory = NO_MEMORY,
    *,
    sure: bool = False,
) -> Carried:
    """Make what is online what was built. Interrupted anywhere, the site is whole, and the next run goes on.

    ``sure``: the log here is the newest, as a person says. Raises RemoteError if the host does not do its part, having
    taken away all words that it can, RefusedUpdateError, with nothing changed, if another log of consent may know more,
    and RivalRunError if somebody else is at it.
    """
    why = refusal(store.shown, local, online, sure=sure)
    if why is not None:
        raise why
    local = replace(local, taken=still_taken(local, online.taken))
    todo = difference(local, online)
    told = online.told(local.manifest, local.log, (), local.day)
    if sure:
        told = replace(told, log=local.manifest.log)
    if isinstance(store, WholeSite):
        # Where nothing has to go, the newer log goes there with what was built.
        take_away(store, todo.removal, online, told if todo.removal.steps else online.manifest or local.manifest)
        if not todo.removal.steps and not deployment.is_due(local, online):
            return Carried()
        sent = deployment.deploy(store, local, online, todo, tell)
        return Carried(todo.removal.steps, todo.rest, sent)
    run, is_clean = UnderWay(store, online), online.certain and not todo.removal.steps
    if is_clean and not todo.rest and online.manifest == local.manifest:
        return Carried()
    if not is_clean:
        _remain(store, _take_away(run, todo.removal, told, memory))
    sent = _rest(run, local, todo, tell)
    return Carried(todo.removal.steps, todo.rest, sent)


def take_away(
    store: Host, removal: Removal, online: Online, told: RemoteManifest, memory: PlaceMemory = NO_MEMORY
) -> None:
    """Take words away, and what tells of them in the manifest; ``told`` is what that says of everything but files.

    What fails holds nothing else up. Raises WordsRemainError if something is left.
    """
    if isinstance(store, WholeSite):
        _remain(store, deployment.take_away(store, removal, online, told))
    elif is_idle(removal, online, told):
        if not online.certain:
            store.purge(_outdated(store, online))
    elif removal.steps or not online.certain or told != online.manifest:
        run = UnderWay(store, online)
        _remain(store, _take_away(run, removal, told, memory))
        run.close()


def is_idle(removal: Removal, online: Online, told: RemoteManifest) -> bool:
    """Whether nothing has to go, and what is there says so by the log of ``told``: then nobody's run is disturbed.

    An upload that is not whole is that of the run that is under way, whose log is no other.
    """
    is_marked = (
        online.manifest is not None
        and not online.is_recalled
        and told.log in online.heads
        and told.taken == online.taken
    )
    at_it = online.under_way is not None and online.under_way.log == told.log
    steps = [step for step in removal.steps if not (at_it and is_upload(step.path))]
    return is_marked and not steps and not removal.texts


def _outdated(store: FileStore, online: Online) -> set[str]:
    return {path for path in store.outdated() if not is_hidden(path) and path not in online.foreign}


def _remain(host: Readable, left: Mapping[str, RemoteError]) -> None:
    if left:
        raise WordsRemainError(host, left, next(iter(left.values())))


def _take_away(run: UnderWay, removal: Removal, told: RemoteManifest, memory: PlaceMemory) -> dict[str, RemoteError]:
    """The same in a folder; gives what is left, and why. It is under way until the run is closed."""
    store, online = run.store, run.online
    left: dict[str, RemoteError] = {}
    note = replace(told, files=online.doubtful)
    is_noted = _is_done(lambda: run.note(note))  # where it cannot be, as on a full disk, that holds up nothing
    after = dict(removal.after)
    for step in removal.steps:
        try:
            if step.doing is Doing.DELETE:
                store.delete(step.path)
                left.pop(step.path, None)
            elif not emptied(store, step.path):
                after.pop(step.path, None)
        except RemoteError as e:
            left[step.path] = e
    try:
        # Those of files that went before, too: a run may have ended before the host had forgotten them.
        store.purge(_outdated(store, online) | {step.path for step in removal.steps})
    except RemoteError as e:
        left[deployment.KEPT] = e
    if {step.path for step in removal.steps} - left.keys():  # so that there may be room now
        is_noted = is_noted or _is_done(lambda: run.note(note))
    if not left:
        try:
            run.tell(replace(told, files=after))
        except RivalRunError:
            raise
        except RemoteError as e:
            is_kept = memory.keep(replace(told, files=after, run=run.run))
            raise _untold(store, e, is_noted=is_noted, is_kept=is_kept) from None
    return left


def _is_done(write: Callable[[], None]) -> bool:
    """Whether something could be written down. Raises RivalRunError."""
    try:
        write()
    except RivalRunError:
        raise
    except RemoteError:
        return False
    return True


def _untold(store: FileStore, why: RemoteError, *, is_noted: bool, is_kept: bool) -> RemoteError:
    """What is to be said where words are gone, and nothing that says so can be written.

    The manifest tells addresses of what is gone, and an older log; so it goes, and nobody takes the site for known but
    who remembers it.
    """
    with suppress(RemoteError):
        store.delete(MANIFEST)
    back = "" if is_noted else " An older copy of this folder could put them online again, since nothing says that yet."
    more = "" if is_noted or is_kept else " --yes"
    here = (
        "on this computer, which remembers what is the site's there"
        if is_kept
        else "where nobody knows any more which files there are the site's; it says before what goes"
    )
    return RemoteError(
        f"words that must go are gone at {store.shown}, and nothing can be written there: {why}.{back} Make room "
        f"there, and run “hearten publish{more}” again, from the folder with the newest log of consent, {here}",
        words=True,
    )


def _rest(run: UnderWay, local: LocalBuild, todo: UpdateSteps, tell: Progress) -> int:
    """Carry out all that comes after removal, file by file; gives how many bytes were sent.

    What is done is written down now and then, so that a run after an interruption need not send it again.
    """
    store, before = run.store, replace(run.online.manifest or local.manifest, log=local.manifest.log)
    there, ahead = dict(todo.removal.after), dict(todo.under_way)
    total = sum(local.files[step.path].online.size for step in todo.rest if step.doing is Doing.PUT)
    sent = 0
    put: dict[str, RemoteFile] = {}  # since nobody else was at it
    try:
        run.note(replace(local.manifest, files=ahead))
        for number, step in enumerate(todo.rest, 1):
            if number > 1 and _phase(local, step) != _phase(local, todo.rest[number - 2]):
                run.check()
                put.clear()
            if step.doing is Doing.PUT:
                online = local.files[step.path].online
                content = local.to_send(step.path)
                put[step.path] = online
                store.put(step.path, content)
                there[step.path] = put[step.path]
                del ahead[step.path]
                sent += online.size
                tell(sent, total)
            else:
                _do(store, step)
            if number % NOTED == 0:
                run.tell(replace(before, files=there))
                run.note(replace(local.manifest, files=ahead))
                put.clear()
        run.tell(local.manifest)
    except RemoteError as e:
        raise run.given_way(e, local, put) from None
    store.purge({step.path for step in todo.rest})
    run.close()
    return sent


def _phase(local: LocalBuild, step: Step) -> tuple[Doing, Turn | None]:
    """What a step has in common with those around it; after these it is seen whether somebody else is at it."""
    return step.doing, local.files[step.path].turn if step.doing is Doing.PUT else None


def _do(store: FileStore, step: Step) -> None:
    if step.doing is Doing.DELETE:
        store.delete(step.path)
    else:
        store.put(step.path, blank(step.path))
