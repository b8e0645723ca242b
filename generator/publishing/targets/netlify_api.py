"""Netlify's API, as far as it is needed to publish (docs.netlify.com, “Get started with the Netlify API”)."""

from __future__ import annotations

import ssl
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO, TypeVar
from urllib.parse import quote, urlsplit

import msgspec

from generator.publishing.account import Account, variable_of
from generator.publishing.patience import Patience
from generator.publishing.ports import RemoteError, readable

API = "https://api.netlify.com/api/v1"
PERMALINK = "https://{deploy}--{name}.netlify.app"
SECONDS = 60  # that Netlify may say nothing before the connection counts as broken
PER_PAGE = 100
# What is sent and asked for: what is known of something, a file's own bytes to it, and from it.
JSON, BYTES, RAW = "application/json", "application/octet-stream", "application/vnd.bitballoon.v1.raw"
HINTS = {
    401: "check the token, and that it has not run out",
    403: "check that the token is of somebody who may publish this site",
    422: "check the site's state at Netlify",
}


@dataclass(frozen=True, slots=True)
class Deploy:
    """A deployment: how far it is, and the digests of files that are to be sent for it."""

    id: str
    state: str = ""
    required: list[str] | None = None
    error_message: str | None = None
    locked: bool | None = None


@dataclass(frozen=True, slots=True)
class SiteAtNetlify:
    """A site: its name there, and the deployment that is online."""

    name: str
    published_deploy: Deploy | None = None


@dataclass(frozen=True, slots=True)
class FileAtNetlify:
    """A file that is online, and its SHA-1."""

    path: str
    sha: str


@dataclass(frozen=True, slots=True)
class _Fault:
    message: str = ""


T = TypeVar("T")


class NetlifyApi:
    """What can be asked of a site, by its id or its address there; the secret is a token.

    Every call is made patiently, and raises RemoteError where it comes to nothing.
    """

    def __init__(self, account: Account, patience: Patience) -> None:
        self.shown, self.patience, self.site_id = account.shown, patience, quote(account.folder, safe="")
        token = (account.secret or "").strip()
        if not (token.isascii() and token.isprintable() and token):
            made = "make one at Netlify, under “Applications, Personal access tokens”"
            raise RemoteError(f"{self.shown}: there is no token; {made}, and give it as {variable_of(account.name)}")
        self.headers = {"Authorization": f"Bearer {token}", "User-Agent": "hearten"}
        self.connection = _connection(API)

    def site(self) -> SiteAtNetlify:
        """The site."""
        return self._told(SiteAtNetlify, "GET", f"/sites/{self.site_id}")

    def files(self) -> list[FileAtNetlify]:
        """The files of what is online."""
        return self._told(list[FileAtNetlify], "GET", f"/sites/{self.site_id}/files")

    def raw(self, path: str) -> bytes | None:
        """A file of what is online; it may be what is known of it, and not its own bytes."""
        return self._asked("GET", f"/sites/{self.site_id}/files/{quote(path)}", kind=RAW)

    def deploys(self) -> list[Deploy]:
        """All deployments that there are, whatever became of them."""
        found: list[Deploy] = []
        while len(found) % PER_PAGE == 0:
            page = f"?page={len(found) // PER_PAGE + 1}&per_page={PER_PAGE}"
            more = self._told(list[Deploy], "GET", f"/sites/{self.site_id}/deploys{page}")
            if not more:
                break
            found += more
        return found

    def deploy(self, known: str) -> Deploy:
        """A deployment by its id."""
        return self._told(Deploy, "GET", f"/deploys/{known}")

    def begin(self, files: Mapping[str, str]) -> Deploy:
        """Begin a deployment of files by their SHA-1."""
        asked = msgspec.json.encode({"files": {f"/{path}": sha for path, sha in files.items()}, "async": True})
        return self._told(Deploy, "POST", f"/sites/{self.site_id}/deploys", asked)

    def send(self, deploy: Deploy, path: str, content: bytes | Path) -> None:
        """Send a file for a deployment, a large one piece by piece."""
        if self._asked("PUT", f"/deploys/{deploy.id}/files/{quote(path)}", content, BYTES) is None:
            raise RemoteError(f"{self.shown}: somebody has deleted what is being sent; publish again afterwards")

    def delete(self, deploy: Deploy) -> None:
        """Delete a deployment."""
        self._asked("DELETE", f"/deploys/{deploy.id}")

    def shown_to_all(self, deploy: Deploy, name: str, path: str) -> bytes:
        """A file as it is shown to everybody at a deployment's own address; nothing secret is sent."""
        base = PERMALINK.format(deploy=deploy.id, name=name)

        def ask() -> bytes:
            web = _connection(base)
            try:
                status, content = self._answer(web, "GET", f"{urlsplit(base).path}/{quote(path)}", None, {})
            finally:
                web.close()
            if status != 200:
                raise RemoteError(f"{self.shown}: {path} cannot be read there (answer {status})", passing=status >= 500)
            return content

        return self.patience.tried(ask)

    def close(self) -> None:
        """End the connection."""
        self.connection.close()

    def _told(self, form: type[T], method: str, path: str, body: bytes | None = None) -> T:
        """What is answered. Raises RemoteError where that has another form, or there is nothing."""
        found = self._asked(method, path, body)
        if found is None:
            what = "it has no such site or deployment; check the address in site.yaml"
            raise RemoteError(f"{self.shown}: {what}")
        try:
            return msgspec.json.decode(found, type=form)
        except msgspec.MsgspecError as e:
            raise RemoteError(f"{self.shown}: the API does not answer as it should ({e})") from None

    def _asked(self, method: str, path: str, body: bytes | Path | None = None, kind: str = JSON) -> bytes | None:
        """What is answered, asked patiently; None where the API says that there is nothing (404)."""
        headers = {**self.headers, "Content-Type": kind, "Accept": JSON if kind == BYTES else kind}

        def ask() -> bytes | None:
            with readable(body) if isinstance(body, Path) else nullcontext(body) as sent:
                if not isinstance(sent, bytes | None):
                    headers["Content-Length"] = str(sent.seek(0, SEEK_END))
                    sent.seek(0)
                status, content = self._answer(self.connection, method, urlsplit(API).path + path, sent, headers)
            if status == 404:
                return None
            if 200 <= status < 300:
                return content
            hint = f"; {HINTS[status]}" if status in HINTS else ""
            passing = status == 429 or status >= 500
            raise RemoteError(f"{self.shown}: {_why(content)} (answer {status}){hint}", passing=passing)

        return self.patience.tried(ask)

    def _answer(
        self, there: HTTPSConnection, method: str, path: str, body: bytes | BinaryIO | None, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        """The status and the body of an answer; no redirect is followed."""
        try:
            there.request(method, path, body, headers)
            answer = there.getresponse()
            return answer.status, answer.read()
        except ssl.SSLCertVerificationError as e:
            there.close()
            hint = "nothing was sent, since this may be another server"
            raise RemoteError(f"{self.shown}: its certificate does not hold ({e.verify_message}); {hint}") from None
        except (OSError, HTTPException) as e:
            there.close()
            raise RemoteError(f"{self.shown}: {e or 'the connection broke'}", passing=True) from e


def permalinks(deploys: Sequence[Deploy], name: str) -> list[str]:
    """The addresses at which Netlify shows deployments of the site with a name, each its own."""
    return [f"{PERMALINK.format(deploy=deploy.id, name=name)}/" for deploy in deploys]


def _connection(address: str) -> HTTPSConnection:
    parts = urlsplit(address)
    return HTTPSConnection(parts.hostname or "", parts.port, timeout=SECONDS, context=ssl.create_default_context())


def _why(content: bytes) -> str:
    try:
        return msgspec.json.decode(content, type=_Fault).message or "no reason was given"
    except msgspec.MsgspecError:
        return "no reason was given"
