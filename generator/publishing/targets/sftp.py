"""A server that is reached by SFTP, with a key or a password; one whose own key is not known is never spoken to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from threading import Thread
from typing import TypeVar, cast

import asyncssh

from generator.publishing.account import Account
from generator.publishing.ports import RemoteError, readable, upload_name

SECONDS = 60  # that one call may take before the connection counts as broken
# Bytes that are read at a time of what is sent.
PIECE = 1_000_000
# Folders that are asked for at a time: a site has one for each story, and each takes a way there and back or two.
FOLDERS = 32
HINTS = {
    asyncssh.HostKeyNotVerifiable: (
        "nothing was sent, since this may be another server; compare its key with what the host publishes, and write "
        "that as host_key into site.yaml, or connect once with “sftp”, which asks"
    ),
    asyncssh.PermissionDenied: "check the user's name, and its key or password",
}
# What servers say of why they do not do something, by words in it.
REMEDIES = {
    "no space": "make room there",
    "quota": "make room there",
    "read-only": "check that you may write there",
    "permission": "check that you may write there",
    "connection": "try again, and ask the host if that goes on",
}
# A failure without any reason may be a full disk, or a moment's trouble.
PASSING = (asyncssh.SFTPNoConnection, asyncssh.SFTPConnectionLost, asyncssh.SFTPFailure)
T = TypeVar("T")
# What becomes of a call is told by the call; nobody has to act on what these libraries say beside.
for library in ("asyncio", "asyncssh"):
    logging.getLogger(library).addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class ShownKey:
    """The public key that a server shows: as site.yaml has it, and its fingerprint, as hosts publish it."""

    line: str
    fingerprint: str


def shown_key(account: Account) -> ShownKey:
    """The key that a server shows to whoever asks; nothing of us is sent. Raises RemoteError where none comes."""

    async def ask() -> asyncssh.SSHKey | None:
        asking = asyncssh.get_server_host_key(account.host, account.port or asyncssh.DEFAULT_PORT, config=None)
        return await asyncio.wait_for(asking, SECONDS)

    try:
        key = asyncio.run(ask())
    except (OSError, asyncssh.Error, TimeoutError) as e:
        raise RemoteError(
            f"{account.host} does not answer ({e or 'it took too long'}); check the host's name"
        ) from None
    if key is None:
        raise RemoteError(f"{account.host} shows no key, so nobody can tell which server it is; ask the host")
    return ShownKey(" ".join(key.export_public_key().decode().split()[:2]), key.get_fingerprint())


class SftpStore:
    """A folder at a server. Raises RemoteError where it cannot be reached, or is not the server that it should be.

    Keys are those of ssh: of its agent, its configuration and ~/.ssh.
    """

    def __init__(self, account: Account, host_key: str | None = None) -> None:
        self.account, self.host_key, self.shown = account, host_key, account.shown
        self.upload = upload_name()
        # In a thread of its own, since whoever calls may be within another loop.
        self.loop = asyncio.new_event_loop()
        self.thread = Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.ssh: asyncssh.SSHClientConnection | None = None
        self.sftp: asyncssh.SFTPClient
        self.made: set[str] = set()
        try:
            self._run(self._connected())
        except RemoteError:
            self.close()
            raise

    def listing(self) -> Mapping[str, int]:
        """Every file by its path, with its size; what is neither file nor folder has none."""
        found: dict[str, int] = {}
        ahead = [""]
        while ahead:
            now, ahead = ahead[:FOLDERS], ahead[FOLDERS:]
            for files, folders in self._asked(partial(self._listed, now)):
                found |= files
                ahead += folders
        return found

    async def _listed(
        self, folders: Collection[str], sftp: asyncssh.SFTPClient
    ) -> list[tuple[dict[str, int], list[str]]]:
        """Of each of these folders its files, and the folders in it."""

        async def one(before: str) -> tuple[dict[str, int], list[str]]:
            files: dict[str, int] = {}
            inner: list[str] = []
            async for entry in sftp.scandir(self._place(before)):
                name, looks = str(entry.filename), entry.attrs
                if looks.type == asyncssh.FILEXFER_TYPE_DIRECTORY and name not in (".", ".."):
                    inner.append(f"{before}{name}/")
                elif name not in (".", ".."):
                    files[before + name] = (looks.size or 0) if looks.type == asyncssh.FILEXFER_TYPE_REGULAR else 0
            return files, inner

        return await asyncio.gather(*map(one, folders))

    def get(self, path: str) -> bytes | None:
        """The bytes of a file, None where there is none."""

        async def read(sftp: asyncssh.SFTPClient) -> bytes | None:
            try:
                async with sftp.open(self._place(path), "rb") as file:
                    return cast("bytes", await file.read())
            except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                return None

        return self._asked(read)

    def put(self, path: str, content: bytes | Path) -> None:
        """Upload beside and rename, in one step where the server can, as all of OpenSSH's can."""

        async def write(sftp: asyncssh.SFTPClient) -> None:
            folder = str(PurePosixPath(path).parent)
            if folder not in self.made:
                await sftp.makedirs(self._place(folder), exist_ok=True)
                self.made.add(folder)
            with readable(content) as of:
                async with sftp.open(self._place(self.upload), "wb") as file:
                    while piece := of.read(PIECE):
                        await file.write(piece)
            try:
                await sftp.posix_rename(self._place(self.upload), self._place(path))
            except asyncssh.SFTPOpUnsupported:  # then the file is not there for a moment
                await sftp.stat(self._place(self.upload))  # unless another run has taken this away
                with suppress(asyncssh.SFTPNoSuchFile):
                    await sftp.remove(self._place(path))
                await sftp.rename(self._place(self.upload), self._place(path))

        self._asked(write)

    def delete(self, path: str) -> None:
        """Remove a file, and the folders that this leaves empty."""

        async def remove(sftp: asyncssh.SFTPClient) -> None:
            with suppress(asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                await sftp.remove(self._place(path))
            with suppress(asyncssh.SFTPError):  # a folder that is not empty stays
                for above in PurePosixPath(path).parents:
                    if str(above) != ".":
                        await sftp.rmdir(self._place(str(above)))
                        self.made.discard(str(above))

        self._asked(remove)

    def purge(self, paths: Collection[str]) -> None:
        """A server keeps nothing of what was that SFTP could reach."""

    def outdated(self) -> Collection[str]:
        """None that SFTP could tell of."""
        return ()

    def close(self) -> None:
        """End the connection."""
        if self.ssh is not None:
            self.loop.call_soon_threadsafe(self.ssh.abort)
            with suppress(RemoteError):
                self._run(self.ssh.wait_closed())
            self.ssh = None
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def _place(self, path: str) -> str:
        return "/".join(part for part in (self.account.folder or ".", path.strip("/")) if part)

    async def _connected(self) -> None:
        """Connect anew, with the server's key as it is written down."""
        account = self.account
        known = f"* {self.host_key}".encode() if self.host_key else ()
        more: dict[str, object] = {"username": account.user} if account.user else {}
        if account.secret is not None:
            # It is the password, or opens the key.
            more |= {"password": account.secret, "passphrase": account.secret}
        self.ssh = await asyncssh.connect(
            account.host, account.port or (), known_hosts=known, login_timeout=SECONDS, **more
        )
        self.sftp = await self.ssh.start_sftp_client()

    def _asked(self, ask: Callable[[asyncssh.SFTPClient], Awaitable[T]]) -> T:
        async def asked() -> T:
            if self.ssh is None or self.ssh.is_closed():
                await self._connected()
            return await ask(self.sftp)

        return self._run(asked())

    def _run(self, task: Awaitable[T]) -> T:
        """The outcome of a task, within its time. Raises RemoteError where there is none."""
        try:
            return asyncio.run_coroutine_threadsafe(asyncio.wait_for(task, SECONDS), self.loop).result()
        except asyncssh.SFTPError as e:
            why = e.reason.rstrip(". ") or "the server gives no reason"
            remedies = [f"; {do}" for said, do in REMEDIES.items() if said in why.casefold()]
            raise self._told(f"{why}{''.join(remedies[:1])}", passing=isinstance(e, PASSING)) from e
        except (asyncssh.HostKeyNotVerifiable, asyncssh.PermissionDenied) as e:
            raise self._told(f"{e.reason}; {HINTS[type(e)]}") from None
        except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError) as e:
            raise self._told(f"{e}; check the key in ~/.ssh, and its password") from None
        except (asyncssh.Error, OSError, TimeoutError) as e:
            if self.ssh is not None:
                self.loop.call_soon_threadsafe(self.ssh.abort)
                self.ssh = None
            raise self._told(str(e) or f"no answer within {SECONDS} seconds", passing=True) from e
        except ValueError as e:  # ssh's files, and a password with characters that none may have
            raise self._told(f"{e}; check ~/.ssh/config and known_hosts, and the password") from None

    def _told(self, why: str, *, passing: bool = False) -> RemoteError:
        return RemoteError(f"{self.shown}: {why}", passing=passing)
