"""A site has a folder for each story, and to list thousands over SFTP was one call that took longer than calls may."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.content.settings import PublishDestination
from generator.publishing.account import account_of, variable_of
from generator.publishing.targets.sftp import SftpStore
from tests.builders.served import HOST, PASSWORD, USER
from tests.builders.sftp_server import sftp_server


def test_many_folders_take_many_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site with many folders is listed by several calls, each of which has time of its own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setenv(variable_of("live"), PASSWORD)
    for number in range(70):
        folder = tmp_path / "server" / f"{number}"
        folder.mkdir(parents=True)
        (folder / "index.html").write_bytes(b"x" * number)
    calls: list[int] = []
    asked = SftpStore._asked

    def count(store: SftpStore, *of_what: Any) -> Any:
        calls.append(1)
        return asked(store, *of_what)

    with sftp_server(tmp_path / "server") as server:
        place = PublishDestination(name="live", to=f"sftp://{USER}@{HOST}:{server.port}/", host_key=server.host_key)
        sftp = SftpStore(account_of(place), server.host_key)
        monkeypatch.setattr(SftpStore, "_asked", count)
        assert sftp.listing() == {f"{number}/index.html": number for number in range(70)}
        assert len(calls) == 4
        sftp.close()
