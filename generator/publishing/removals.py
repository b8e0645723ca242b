"""Words that must go, taken away from a host by what the manifest there says: no build, no theme, no room on a disk."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.consent.guard_files import log_of, readable_moves, withdrawn_stories
from generator.consent.lost_acts import head_of
from generator.content import sources
from generator.content.routes import story_page_of
from generator.gate.tombstones import Withdrawn
from generator.ground.channels import SOCIAL
from generator.ground.diagnostics import CannotBuildError
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.incremental.traces import Published
from generator.prepare import decided
from generator.publishing.built_site import ended_of
from generator.publishing.changes import Changes
from generator.publishing.difference import Online, Removal, removal_of, unknown_words
from generator.publishing.local_build import LocalBuild
from generator.publishing.place_memory import NO_MEMORY, PlaceMemory
from generator.publishing.ports import Host
from generator.publishing.refusals import own_endings, refusal
from generator.publishing.remote_manifest import RemoteManifest
from generator.publishing.site_words import SiteWords
from generator.publishing.text_ids import SHOWN_IN, ids_of, text_id, with_shown
from generator.publishing.update import is_idle, look, take_away
from generator.retract import certain


def remove(
    store: Host,
    site: str,
    target: Target,
    run: Run,
    memory: PlaceMemory = NO_MEMORY,
    *,
    dry_run: bool = False,
    sure: bool = False,
) -> Removal:
    """Take away what is online of texts that today's files do not certainly allow; ``site`` is the site's address.

    ``sure``: a person says that the site there is this one. Pages that showed what goes are empty until the next
    update. Raises RemoteError if the folder is another's, and WordsRemainError if something is left.
    """
    online = look(store, site, _had(target.root), memory, sure=sure)
    published = certain(target, run)
    allowed = ids_of(published, site, readable_moves(target.root))
    removal = removal_of(online, allowed, partial(_has_place, published))
    if not dry_run and online.files:
        log = _log(target.root)
        taken = removal.texts & _taken_back(target, run, site, allowed) if removal.texts else ()
        manifest = RemoteManifest(site, target.today, head_of(log))
        words = SiteWords(target.root, site, readable_moves(target.root))
        told = online.told(manifest, log, taken, target.today, words.salted)
        if is_idle(removal, online, told):
            removal = replace(removal, steps=())
        memory.before(online, removal)
        take_away(store, removal, online, told, memory)
    return removal


def still_online(
    store: Host, site: str, target: Target, run: Run, memory: PlaceMemory = NO_MEMORY
) -> frozenset[str] | None:
    """The ids of texts that have ended by the files here, and of which something is online; None if nobody knows.

    Nothing is changed. Raises RemoteError as `remove` does.
    """
    had = _had(target.root)
    online = look(store, site, had, memory)
    if not online.manifests and online.files:
        return None
    allowed = ids_of(certain(target, run), site, readable_moves(target.root))
    named = online.named - allowed
    ended = named & _taken_back(target, run, site, allowed) if named else frozenset[str]()
    return ended | {path for path in online.files if had(path)}


def end_consents(
    store: Host, local: LocalBuild, online: Online, found: Changes, memory: PlaceMemory = NO_MEMORY
) -> None:
    """Take away what a build does not have since consents have ended, and leave stories that go for no such reason.

    Where another log may know more, only that of which the log here says that it has ended. Raises WordsRemainError if
    something is left.
    """
    left = (known_as for one in found.unexplained for known_as in with_shown(one))
    if refusal(store.shown, local, online, sure=True) is None:
        removal = removal_of(online, local.texts.union(left), {*local.files, *found.unexplained.values()}.__contains__)
    else:
        removal = own_endings(local, online)
        if not removal.steps:
            return
    memory.before(online, removal)
    taken = removal.texts & local.taken_back
    words = local.words.salted if local.words is not None else unknown_words
    take_away(store, removal, online, online.told(local.manifest, local.log, taken, local.day, words), memory)


def _has_place(published: Published, path: str) -> bool:
    """Whether something may stand at a path today: of a story, its page, and its card if previews may show it."""
    page = story_page_of(path)
    return page is None or page in (published.texts if page == path else published.by.get(SOCIAL, ()))


def _taken_back(target: Target, run: Run, site: str, allowed: Collection[str]) -> frozenset[str]:
    """The ids of what may not be online since somebody decided so or a time is over, and not for another reason.

    Where the gate cannot be asked, of every story that has a file here and is not ``allowed``.
    """
    moves, withdrawn = readable_moves(target.root), Withdrawn()
    with suppress(CannotBuildError):
        withdrawn = withdrawn_stories(target.root)
    ended = {*ended_of((), withdrawn, site, moves)}
    try:
        ended |= {*ended_of(decided(target, run).withheld, Withdrawn(), site, moves)}
    except Exception:  # whatever it is, nothing that was taken away may come back by another log
        ended |= {text_id(site, file.path, moves) for file in sources.texts(target.root, "stories", [])} - {*allowed}
    return frozenset(ended | {before + text for text in {*ended, *allowed} for before in SHOWN_IN.values()})


def _had(root: Path) -> Callable[[str], bool]:
    """Whether a path is one that a withdrawn story had; where that cannot be read, any may be."""
    with suppress(CannotBuildError):
        return withdrawn_stories(root).had
    return lambda _path: True


def _log(root: Path) -> bytes:
    """The log as it is; none where it cannot be read, and then what is online names the newer one."""
    with suppress(CannotBuildError):
        return log_of(root)
    return b""
