"""A server that is reached by FTP over TLS (RFC 4217); one whose certificate does not hold gets nothing."""

from __future__ import annotations

import ftplib
import ssl
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from generator.publishing.account import Account
from generator.publishing.ports import RemoteError, readable, upload_name

SECONDS = 60  # that a server may say nothing before the connection counts as broken
BROKE = "the connection broke, or the server ended it; try again, and ask the host if that goes on"
ROOM, KIND = "; make room there", "; it has to speak FTP over TLS, with MLSD; ask the host, or use SFTP"
HINTS = {
    "452": ROOM,
    "500": KIND,
    "502": KIND,
    "504": KIND,
    "530": "; check the user's name and the password",
    "550": "; check that you may write there",
    "552": ROOM,
    "553": "; check that you may write there",
}


class _Client(ftplib.FTP_TLS):
    """The library's client, that goes on with its session for data, as many servers ask for."""

    def ntransfercmd(self, cmd: str, rest: Any = None) -> tuple[ssl.SSLSocket, int | None]:
        data, size = ftplib.FTP.ntransfercmd(self, cmd, rest)  # noqa: S321  # over TLS, from the next line on
        session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        return self.context.wrap_socket(data, server_hostname=self.host, session=session), size


class FtpsStore:
    """A folder at a server. Raises RemoteError where it cannot be reached, or does not know us."""

    def __init__(self, account: Account) -> None:
        self.account, self.shown, self.upload = account, account.shown, upload_name()
        self.ftp: _Client | None = None
        self.made: set[str] = set()
        with self._connected():
            pass

    def listing(self) -> Mapping[str, int]:
        """Every file by its path, with its size; what is neither file nor folder has none."""
        found: dict[str, int] = {}
        ahead = [""]
        with self._connected() as ftp:
            while ahead:
                before = ahead.pop()
                for name, facts in ftp.mlsd(self._place(before), ["type", "size"]):
                    kind = facts.get("type", "").lower()
                    if kind == "dir":
                        ahead.append(f"{before}{name}/")
                    elif kind not in ("cdir", "pdir"):
                        found[before + name] = int(facts.get("size", 0)) if kind == "file" else 0
        return found

    def get(self, path: str) -> bytes | None:
        """The bytes of a file, None where its folder does not list it."""
        content = BytesIO()
        with self._connected() as ftp:
            try:
                ftp.retrbinary(f"RETR {self._place(path)}", content.write)
            except ftplib.error_perm:
                if self._is_there(ftp, path):
                    raise
                return None
        return content.getvalue()

    def put(self, path: str, content: bytes | Path) -> None:
        """Upload beside and rename; at a server that renames onto no other file, that is removed first."""
        with readable(content) as file, self._connected() as ftp:
            self._make(ftp, str(PurePosixPath(path).parent))
            ftp.storbinary(f"STOR {self._place(self.upload)}", file)
            try:
                ftp.rename(self._place(self.upload), self._place(path))
            except ftplib.error_perm:
                if not self._is_there(ftp, self.upload):
                    raise  # another run has taken it away
                ftp.delete(self._place(path))
                ftp.rename(self._place(self.upload), self._place(path))

    def delete(self, path: str) -> None:
        """Remove a file, and the folders that this leaves empty."""
        with self._connected() as ftp:
            try:
                ftp.delete(self._place(path))
            except ftplib.error_perm:
                if self._is_there(ftp, path):
                    raise
            with suppress(ftplib.error_perm):  # a folder that is not empty stays
                for above in PurePosixPath(path).parents:
                    if str(above) != ".":
                        ftp.rmd(self._place(str(above)))
                        self.made.discard(str(above))

    def purge(self, paths: Collection[str]) -> None:
        """A server keeps nothing of what was that FTP could reach."""

    def outdated(self) -> Collection[str]:
        """None that FTP could tell of."""
        return ()

    def close(self) -> None:
        """End the connection."""
        if self.ftp is not None:
            self.ftp.close()
            self.ftp = None

    def _make(self, ftp: ftplib.FTP, folder: str) -> None:
        for place in reversed([folder, *map(str, PurePosixPath(folder).parents)]):
            if place not in (".", *self.made):
                with suppress(ftplib.error_perm):  # it is there, or what is to lie in it tells what is wrong
                    ftp.mkd(self._place(place))
                self.made.add(place)

    def _is_there(self, ftp: ftplib.FTP, path: str) -> bool:
        """Whether the folders above list a file."""
        place = ""
        for part in PurePosixPath(path).parts:
            if part not in {name for name, _ in ftp.mlsd(self._place(place), ["type"])}:
                return False
            place = f"{place}/{part}"
        return True

    def _place(self, path: str) -> str:
        return "/".join(part for part in (self.account.folder, path.strip("/")) if part) or "."

    @contextmanager
    def _connected(self) -> Iterator[ftplib.FTP]:
        """The connection, made anew if it broke. Raises RemoteError for whatever goes wrong with it."""
        try:
            if self.ftp is None:
                self.ftp = _Client(context=ssl.create_default_context(), timeout=SECONDS)
                self.ftp.connect(self.account.host, self.account.port or ftplib.FTP_PORT)
                self.ftp.login(self.account.user or "", self.account.secret or "")
                self.ftp.prot_p()
            yield self.ftp
        except ssl.SSLCertVerificationError as e:
            self.close()
            hint = "nothing was sent, since this may be another server; ask the host for its right name"
            raise RemoteError(f"{self.shown}: its certificate does not hold ({e.verify_message}); {hint}") from None
        except ftplib.error_perm as e:
            if str(e).startswith("530"):
                self.close()
            raise RemoteError(f"{self.shown}: {str(e).rstrip('.')}{HINTS.get(str(e)[:3], '')}") from None
        except (ftplib.Error, OSError, EOFError) as e:
            self.close()
            why = f"{str(e).rstrip('.')}{HINTS.get(str(e)[:3], '')}" if str(e).strip(". ") else BROKE
            raise RemoteError(f"{self.shown}: {why}", passing=True) from e
        except ValueError as e:
            self.close()
            raise RemoteError(f"{self.shown}: the server does not answer as it should ({e}); ask the host") from None
