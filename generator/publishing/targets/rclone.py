"""Whatever rclone can reach, by calling it: a remote of its own configuration, with what opens that."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import msgspec

from generator.publishing.account import Account
from generator.publishing.ports import RemoteError, upload_name
from generator.publishing.targets.program import Ended, call

# It asks nobody for a password, and does not try again, since we do.
RCLONE = ("rclone", "--ask-password=false", "--retries=1", "--contimeout=60s", "--timeout=60s")
# Where services have a trash or versions, what is deleted is deleted for good.
FOR_GOOD = {
    "RCLONE_B2_HARD_DELETE": "true",
    "RCLONE_DRIVE_USE_TRASH": "false",
    "RCLONE_MEGA_HARD_DELETE": "true",
    "RCLONE_ONEDRIVE_HARD_DELETE": "true",
    "RCLONE_ONEDRIVE_NO_VERSIONS": "true",
    "RCLONE_PIKPAK_USE_TRASH": "false",
}
# Exit codes of rclone (rclone.org/docs, “Exit code”).
NOT_FOUND, PASSING = {3, 4}, {1, 5}


@dataclass(frozen=True, slots=True)
class _Listed:
    Path: str
    Size: int
    IsDir: bool


@dataclass(frozen=True, slots=True)
class _Features:
    BucketBased: bool


@dataclass(frozen=True, slots=True)
class _Backend:
    Features: _Features


class RcloneStore:
    """A folder of a remote. The secret, if there is one, opens rclone's configuration.

    Raises RemoteError where rclone is not installed, or knows no such remote.
    """

    def __init__(self, account: Account) -> None:
        self.shown, self.secret, self.upload = account.shown, account.secret, upload_name()
        self.place = account.shown.partition(":")[2].rstrip("/")
        remote = self.place.partition(":")[0]
        found = self._done("backend", "features", f"{remote}:")
        self.whole_at_once = msgspec.json.decode(found.out, type=_Backend).Features.BucketBased

    def listing(self) -> Mapping[str, int | None]:
        """Every file by its path, with its size; None where the service does not tell it."""
        found = self._done("lsjson", "--recursive", "--files-only", "--no-modtime", "--no-mimetype", self._at(""))
        files = msgspec.json.decode(found.out, type=list[_Listed]) if found.code == 0 else []
        return {file.Path: file.Size if file.Size >= 0 else None for file in files}

    def get(self, path: str) -> bytes | None:
        """The bytes of a file, None where there is none."""
        found = self._done("lsjson", "--stat", self._at(path))
        if found.code in NOT_FOUND or msgspec.json.decode(found.out, type=_Listed).IsDir:
            return None
        return self._done("cat", self._at(path)).out

    def put(self, path: str, content: bytes | Path) -> None:
        """Upload beside and move there; at a service whose files are whole at once, upload."""
        to = self._at(path if self.whole_at_once else self.upload)
        if isinstance(content, Path):
            self._done("copyto", str(content.absolute()), to)
        else:
            self._done("rcat", to, content=content)
        if not self.whole_at_once:
            moved = self._done("moveto", self._at(self.upload), self._at(path))
            if moved.code != 0:
                raise RemoteError(f"{self.shown}: {path} was taken away while it was uploaded; publish again")

    def delete(self, path: str) -> None:
        """Remove a file, and the folders that this leaves empty."""
        self._done("deletefile", self._at(path))
        if not self.whole_at_once:
            for above in PurePosixPath(path).parents:
                if str(above) == "." or self._called("rmdir", self._at(str(above))).code != 0:
                    break  # a folder that is not empty stays

    def purge(self, paths: Collection[str]) -> None:
        """Rclone has no call for versions that all services know."""

    def outdated(self) -> Collection[str]:
        """Rclone has no call for that which all services know."""
        return ()

    def close(self) -> None:
        """Nothing is open."""

    def _at(self, path: str) -> str:
        between = "" if self.place.endswith(":") or not path else "/"
        return f"{self.place}{between}{path}"

    def _done(self, *arguments: str, content: bytes = b"") -> Ended:
        """Call rclone; what is not found is no failure. Raises RemoteError for whatever else goes wrong."""
        ended = self._called(*arguments, content=content)
        if ended.code == 0 or ended.code in NOT_FOUND:
            return ended
        said = ended.said[-1] if ended.said else f"it ended with {ended.code}"
        why = said.partition(": ")[2] or said  # without when it was said
        raise RemoteError(f"{self.shown}: rclone says “{why}”", passing=ended.code in PASSING)

    def _called(self, *arguments: str, content: bytes = b"") -> Ended:
        opens = {"RCLONE_CONFIG_PASS": self.secret} if self.secret else {}
        return call([*RCLONE, *arguments], content=content, more=FOR_GOOD | opens)
