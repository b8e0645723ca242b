"""How two who publish to one folder at once notice each other: each run writes down there that it is under way.

Whoever comes last goes on, and whoever was there before stops at its next look. Nobody can tell from outside whether a
run has died or is slow, so no run waits for another one.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from generator.consent.lost_acts import goes_on, newest_head
from generator.publishing.difference import Online, blank
from generator.publishing.local_build import LocalBuild
from generator.publishing.ports import FileStore, Readable, RemoteError
from generator.publishing.refusals import brings_back
from generator.publishing.remote_manifest import (
    MANIFEST,
    UNDER_WAY,
    NoManifestError,
    RemoteFile,
    RemoteManifest,
    read_manifest,
    to_bytes,
    uncertain,
)


class RivalRunError(RemoteError):
    """Somebody else publishes to the same place at this moment.

    ``words``: they know of consents that ended, and we do not, so that words which must go may be there again.
    """

    def __init__(self, place: Readable, *, words: bool = False) -> None:
        newer = (
            " from a newer log of consent. What this run had put there meanwhile was emptied, and words that must go "
            "may still be online; get the newest log, with the stories of that day, and publish again afterwards"
        )
        rest = newer if words else "; publish again afterwards"
        super().__init__(f"somebody else is publishing to {place.shown} at this moment{rest}", words=words)


class UnderWay:
    """A run of ours that changes what is ``online``, known at the host by a value that nobody else has."""

    def __init__(self, store: FileStore, online: Online) -> None:
        self.store, self.online = store, online
        self.seen = None if online.is_recalled else online.manifest, online.under_way
        self.run, self.is_begun = secrets.token_hex(8), False

    def note(self, manifest: RemoteManifest) -> None:
        """Write down which files the run may have changed, and by which log. Raises RivalRunError."""
        self._check_note()
        self.store.put(UNDER_WAY, to_bytes(replace(manifest, run=self.run)))
        if not self.is_begun:
            self.is_begun = True
            self._check_manifest()

    def check(self) -> None:
        """Raise RivalRunError if somebody else has begun since we did, or has changed anything since we looked."""
        self._check_note()
        if not self.is_begun:
            self._check_manifest()

    def tell(self, manifest: RemoteManifest) -> None:
        """Say what is online now. Raises RivalRunError if that is not known, since somebody else has begun.

        Who begins while this is written may have told of a newer log there, of which then nobody knows any more.
        """
        self.check()
        self.store.put(MANIFEST, to_bytes(manifest))
        self.seen = manifest, self.seen[1]
        try:
            self._check_note()
        except RivalRunError:
            self.store.put(UNDER_WAY, to_bytes(replace(manifest, log=None, run=self.run)))
            raise

    def close(self) -> None:
        """Nothing is under way any more."""
        self.store.delete(UNDER_WAY)
        self.store.purge((MANIFEST, UNDER_WAY))

    def given_way(self, stopped: RemoteError, local: LocalBuild, put: Mapping[str, RemoteFile]) -> RemoteError:
        """Why a run really stopped: its call may have failed since somebody else has begun.

        What we had ``put`` while we did not know of that is emptied if they have a newer log. What is in these files
        nobody knows now, which is written down, so that the next run makes them right.
        """
        if not (isinstance(stopped, RivalRunError) or self._is_overtaken()):
            return stopped
        there = manifest_at(self.store, MANIFEST), manifest_at(self.store, UNDER_WAY)
        is_known = all(one is None or one.log is not None for one in there)
        heads = [one.log for one in there if one is not None and one.log is not None]
        taken = {text: how for one in there if one is not None for text, how in one.taken.items()}
        words = not (is_known and all(goes_on(local.log, head) for head in heads)) or brings_back(local, taken)
        for path in put if words else ():
            with suppress(RemoteError):  # it holds up no other
                emptied(self.store, path)
        theirs = there[1].files if there[1] is not None else {}
        files = {**theirs, **{path: uncertain(theirs.get(path), file) for path, file in put.items()}}
        log = newest_head(local.log, heads) if is_known else None
        told = replace(local.manifest, log=log, files=files, run=self.run, taken={**local.taken, **taken})
        with suppress(RemoteError):
            self.store.put(UNDER_WAY, to_bytes(told))
        return RivalRunError(self.store, words=words)

    def _is_overtaken(self) -> bool:
        try:
            self.check()
        except RivalRunError:
            return True
        except RemoteError:
            pass  # the connection broke
        return False

    def _check_note(self) -> None:
        noted = manifest_at(self.store, UNDER_WAY)
        is_ours = noted is not None and noted.run == self.run
        if not is_ours and (self.is_begun or noted != self.seen[1]):
            raise RivalRunError(self.store)

    def _check_manifest(self) -> None:
        if manifest_at(self.store, MANIFEST) != self.seen[0]:
            raise RivalRunError(self.store)


def emptied(store: FileStore, path: str) -> bool:
    """Take the words out of a file: make it empty or, where nothing can be written, delete it; whether it is empty.

    Raises RemoteError if neither can be done.
    """
    try:
        store.put(path, blank(path))
    except RemoteError as e:
        with suppress(RemoteError):
            store.delete(path)
            return False
        raise e
    return True


def manifest_at(store: Readable, path: str) -> RemoteManifest | None:
    """The manifest that lies there; None if there is none, or it is broken. Raises RemoteError if a later one is."""
    data = store.get(path)
    try:
        return read_manifest(data) if data is not None else None
    except NoManifestError as e:
        if e.newer:
            raise RemoteError(
                f"{path} at {store.shown} was written by a later version of hearten ({e}); install that version"
            ) from None
        return None
