"""An SFTP server on this computer, which begins and ends with a test."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncssh

from tests.builders.served import HOST, PASSWORD, USER, Served


class Login(asyncssh.SSHServer):
    """Takes the password, and a key if there is one; adds each connection to ``connections``."""

    def __init__(self, key: asyncssh.SSHKey | None, connections: list[asyncssh.SSHServerConnection]) -> None:
        self.key, self.connections = key, connections

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        """Remember a connection."""
        self.connections.append(conn)

    def password_auth_supported(self) -> bool:
        """It takes a password."""
        return True

    def validate_password(self, username: str, password: str) -> bool:
        """Whether it is the right one."""
        return (username, password) == (USER, PASSWORD)

    def public_key_auth_supported(self) -> bool:
        """Whether it takes a key."""
        return self.key is not None

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        """Whether it is the right one."""
        return username == USER and self.key is not None and key.public_data == self.key.public_data


class SftpFiles(asyncssh.SFTPServer):
    """Shows a folder as all that there is; unless it ``replaces``, it renames onto no other file."""

    def __init__(self, channel: asyncssh.SSHServerChannel[bytes], folder: Path, served: Served, replaces: bool) -> None:
        super().__init__(channel, chroot=str(folder).encode())
        self.served, self.replaces = served, replaces

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        """Open a file."""
        if pflags & asyncssh.FXF_WRITE:
            self.served.before("write", path.decode())
        return super().open(path, pflags, attrs)

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> Awaitable[None] | None:
        """Rename a file onto another."""
        if not self.replaces:
            raise asyncssh.SFTPOpUnsupported("no such extension")
        self.served.before("rename", newpath.decode())
        return super().posix_rename(oldpath, newpath)

    def remove(self, path: bytes) -> Awaitable[None] | None:
        """Remove a file."""
        self.served.before("remove", path.decode())
        return super().remove(path)


@contextmanager
def sftp_server(folder: Path, *, replaces: bool = True, key: asyncssh.SSHKey | None = None) -> Iterator[Served]:
    """An SFTP server for a folder."""
    connections: list[asyncssh.SSHServerConnection] = []
    served, server_key = Served(), asyncssh.generate_private_key("ssh-ed25519")
    served.host_key = " ".join(server_key.export_public_key().decode().split()[:2])

    async def begin() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            HOST,
            0,
            server_factory=lambda: Login(key, connections),
            server_host_keys=[server_key],
            sftp_factory=lambda channel: SftpFiles(channel, folder, served, replaces),
        )

    async def end(acceptor: asyncssh.SSHAcceptor) -> None:
        acceptor.close()
        await acceptor.wait_closed()
        for connection in connections:
            connection.abort()
            await connection.wait_closed()
        # What still answers a client that has gone would be found pending in some later test.
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()  # a browser's loop may run in this one
    acceptor = asyncio.run_coroutine_threadsafe(begin(), loop).result(60)
    served.port = acceptor.get_port()
    try:
        yield served
    finally:
        asyncio.run_coroutine_threadsafe(end(acceptor), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
