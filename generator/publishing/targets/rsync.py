"""A server that is reached by rsync over SSH, by calling both; a server whose key is not known is never spoken to.

Each call makes a connection of its own, unless ssh's own configuration keeps one (ControlMaster).
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath

from generator.publishing.account import Account
from generator.publishing.ports import RemoteError, readable
from generator.publishing.targets.program import KEY_CHANGED, NEW_KEY, Ended, call

SECONDS = 60  # that a server may say nothing before the connection counts as broken
SSH = f"ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout={SECONDS}"
# A file as rsync lists it: its kind and rights, its size, when it was changed, its path.
LISTED = re.compile(r"(?P<kind>[-a-z])[-rwxsStT]{9}\S*\s+(?P<size>\d+)\s+\S+\s+\S+\s(?P<path>.+)")
# Exit codes of rsync (its manual, “EXIT VALUES”): not all was done; a connection that broke, or that hangs.
PARTIAL, PASSING = 23, {10, 12, 30, 35, 255}
LASTING = {
    "Host key verification failed": "nothing was sent, since this may be another server; connect once with “ssh”",
    "Permission denied": "check that the server knows your key, and that you may write there",
    "No space left": "make room there",
    "change_dir": "make the folder at the host, or correct the address in site.yaml",
}
MISSING = "No such file or directory"


class RsyncStore:
    """A folder at a server. Keys are those of ssh: of its agent, its configuration and ~/.ssh."""

    def __init__(self, account: Account) -> None:
        self.shown = account.shown
        self.place = f"{account.user}@{account.host}" if account.user else account.host
        self.place += f":{account.folder or '.'}/"
        self.ssh = f"{SSH} -p {account.port}" if account.port else SSH
        self.folder = tempfile.TemporaryDirectory(prefix="hearten-")
        self.here = Path(self.folder.name)
        (self.here / "empty").mkdir()

    def listing(self) -> Mapping[str, int | None]:
        """Every file by its path, with its size; what is neither file nor folder has none."""
        ended = self._done("--recursive", "--list-only", "--no-human-readable", "--8-bit-output", "--", self.place)
        found = (LISTED.fullmatch(line) for line in ended.out.decode("utf-8", "backslashreplace").splitlines())
        return {
            entry["path"]: int(entry["size"]) if entry["kind"] == "-" else 0
            for entry in found
            if entry and entry["kind"] != "d"
        }

    def get(self, path: str) -> bytes | None:
        """The bytes of a file, None where there is none."""
        got = self.here / "got"
        ended = self._called("--ignore-times", "--", self.place + path, got.name)
        if ended.code == PARTIAL and any(MISSING in line for line in ended.said):
            return None
        self._check(ended)
        try:
            return got.read_bytes()
        finally:
            got.unlink()

    def put(self, path: str, content: bytes | Path) -> None:
        """Upload; rsync itself does that beside, and renames."""
        place = self.here / "site" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            with place.open("wb") as file, readable(content) as of:
                shutil.copyfileobj(of, file)
            self._done("--ignore-times", "--relative", "--chmod=F644", "--", f"./site/./{path}", self.place)
        finally:
            place.unlink(missing_ok=True)

    def delete(self, path: str) -> None:
        """Remove a file, and the folders that this leaves empty: send an empty folder, as far as these go."""
        above = [f"/{_literally(str(folder))}/" for folder in PurePosixPath(path).parents if str(folder) != "."]
        only = [f"--include={place}" for place in (*above, f"/{_literally(path)}")]
        self._done("--recursive", "--delete", *only, "--exclude=*", "--", "empty/", self.place)

    def purge(self, paths: Collection[str]) -> None:
        """A server keeps nothing of what was that rsync could reach."""

    def outdated(self) -> Collection[str]:
        """None that rsync could tell of."""
        return ()

    def close(self) -> None:
        """Clear up here."""
        self.folder.cleanup()

    def _done(self, *arguments: str) -> Ended:
        ended = self._called(*arguments)
        self._check(ended)
        return ended

    def _called(self, *arguments: str) -> Ended:
        # With -s, which has had two long names, no shell there reads the path.
        return call(["rsync", "-s", f"--timeout={SECONDS}", f"--rsh={self.ssh}", *arguments], self.here)

    def _check(self, ended: Ended) -> None:
        """Raise RemoteError if a call failed."""
        if ended.code != 0:
            hints = [f"; {hint}" for said, hint in LASTING.items() if any(said in line for line in ended.said)]
            why = ended.said[0] if ended.said else f"rsync ended with {ended.code}"
            if any(KEY_CHANGED in line for line in ended.said):
                why, hints = "the server's key has changed", [f"; {NEW_KEY}"]
            raise RemoteError(f"{self.shown}: {why}{''.join(hints)}", passing=ended.code in PASSING and not hints)


def _literally(path: str) -> str:
    """A path as one of rsync's patterns (its manual, “PATTERN MATCHING RULES”)."""
    return re.sub(r"[\\*?\[]", r"\\\g<0>", path) if re.search(r"[*?\[]", path) else path
