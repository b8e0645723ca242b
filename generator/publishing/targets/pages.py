"""A folder that a job fills and the job's host then shows as a website, such as the Pages of GitHub and GitLab.

A job begins with an empty folder each time. So what is online is what the website itself shows: its manifest, and the
files that this names. The folder gets the next site, whole or not at all; to have it shown is the job's next step, and
once it is in the folder, that counts as what is online.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

from generator.ground.places import TEMPORARY
from generator.publishing.asked import Ask, Asker, NoAnswerError, ask_all, url_of
from generator.publishing.ports import ContentOf, RemoteError, sha_of
from generator.publishing.proof import past_caches
from generator.publishing.remote_manifest import MANIFEST, NoManifestError, RemoteFile, digest_of, read_manifest

# Seconds for all questions, which are many only where a site cannot be built and something has to go.
BUDGET = 3600.0


class PagesSite:
    """The website at the address ``site``, whose next state is put into ``folder``.

    Raises RemoteError where it does not say what is online.
    """

    def __init__(self, folder: Path, site: str, ask: Ask | None = None) -> None:
        self.folder, self.site, self.shown = folder, site, site
        self.ask = ask or Asker(budget=BUDGET)
        self.told = self._told()
        self.files = self._files()

    def listing(self) -> Mapping[str, int | None]:
        """Every file that the manifest names."""
        found: dict[str, int | None] = {} if self.told is None else {MANIFEST: None}
        return found | {path: file.size for path, file in self.files.items()}

    def get(self, path: str) -> bytes | None:
        """The bytes of a file as the website shows it; None for one that the manifest does not name."""
        if path == MANIFEST:
            return self.told
        if path not in self.files:
            return None
        found = self._here(path, _nothing)
        if found is None:
            return dict(self._online([path]))[path]
        return found.read_bytes() if isinstance(found, Path) else found

    def deploy(
        self, kept: Collection[str], put: Collection[str], content: ContentOf, sent: Callable[[str], None]
    ) -> None:
        """Put a whole site into the folder: what is kept from here if it is the same, and else from the website."""
        if not self.folder.is_dir():
            hint = "the job that “hearten schedule” writes makes it, and has it shown"
            raise RemoteError(f"there is no folder {self.folder}; {hint}")
        beside = self.folder.with_name(f"{TEMPORARY}{self.folder.name}")
        try:
            shutil.rmtree(beside, ignore_errors=True)
            for path in put:
                _write(beside / path, content(path))
                sent(path)
            away: list[str] = []
            for path in kept:
                found = self._here(path, content)
                if found is None:
                    away.append(path)
                else:
                    _write(beside / path, found)
            for path, shown in self._online(away):
                _write(beside / path, shown)
            shutil.rmtree(self.folder)
            beside.rename(self.folder)
        except OSError as e:
            raise RemoteError(f"{e.filename or self.folder} cannot be written ({e.strerror})") from None
        self.told = (self.folder / MANIFEST).read_bytes()
        self.files = self._files()

    def forget(self) -> None:
        """Nothing is kept there."""

    def former_addresses(self) -> Collection[str]:
        """There are none."""
        return ()

    def still_kept(self, addresses: Collection[str]) -> Collection[str]:
        """None: what a job shows takes the place of what was shown."""
        del addresses
        return ()

    def close(self) -> None:
        """Nothing is open."""

    def _told(self) -> bytes | None:
        """The manifest of what is online; None where there is none."""
        made = self.folder / MANIFEST
        if made.is_file():
            return made.read_bytes()
        address = past_caches(url_of(self.site, MANIFEST))
        try:
            answer = self.ask(address, "GET")
        except NoAnswerError as e:
            hint = "if the site has another address now, write that as url of this place"
            raise RemoteError(f"{address}: {e}; {hint}") from None
        if answer.status == HTTPStatus.NOT_FOUND:
            return None
        if answer.status != HTTPStatus.OK:
            hint = "everybody has to see the site, at this very address"
            raise RemoteError(f"{address} answers with {answer.status}, so nobody knows what is online; {hint}")
        return answer.body

    def _files(self) -> Mapping[str, RemoteFile]:
        try:
            return read_manifest(self.told).files if self.told is not None else {}
        except NoManifestError as e:
            hint = "see whether the site is at this address, and whether it answers 404 for what is not there"
            raise RemoteError(f"{MANIFEST} at {self.site} cannot be read ({e}); {hint}") from None

    def _online(self, paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Files as the website shows them. Raises RemoteError if one is not as it was put there."""
        path_of = {past_caches(url_of(self.site, path)): path for path in paths}
        for address, answer in ask_all(path_of, self.ask):
            path = path_of[address]
            if isinstance(answer, NoAnswerError):
                raise RemoteError(f"{address}: {answer}")
            if answer.status != HTTPStatus.OK or digest_of(answer.body) != self.files[path].digest:
                raise RemoteError(f"{path} at {self.site} is not as it was put there; publish again")
            yield path, answer.body

    def _here(self, path: str, content: ContentOf) -> bytes | Path | None:
        """What a file has that is online, from a build or the folder; None if neither has it as it is there."""
        for of in (content, self.folder.joinpath):
            with suppress(RemoteError):
                found = of(path)
                if sha_of(found, "sha256") == self.files[path].digest:
                    return found
        return None


def _nothing(path: str) -> bytes:
    raise RemoteError(f"nobody built {path}")


def _write(place: Path, content: bytes | Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        shutil.copyfile(content, place)
    else:
        place.write_bytes(content)
