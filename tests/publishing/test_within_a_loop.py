"""Publishing by SFTP from within a program that has an event loop of its own."""

from __future__ import annotations

import asyncio
from pathlib import Path

from generator.publishing.account import Account
from generator.publishing.targets.sftp import SftpStore
from tests.builders.served import HOST, PASSWORD, USER
from tests.builders.sftp_server import sftp_server


def test_a_loop_that_runs_already(tmp_path: Path) -> None:
    """Whoever calls may be within an event loop, as a desktop program or a test of a browser is."""
    (tmp_path / "a.txt").write_bytes(b"a")

    async def within() -> object:
        with sftp_server(tmp_path) as served:
            account = Account("live", "sftp", HOST, served.port, USER, "", PASSWORD)
            store = SftpStore(account, served.host_key)
            try:
                return store.listing()
            finally:
                store.close()

    assert asyncio.run(within()) == {"a.txt": 1}
