"""A site at Netlify, by its API (docs.netlify.com, “Get started with the Netlify API”).

Every deployment is kept by Netlify at an address of its own, until it is deleted.
"""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from typing import TypeVar
from urllib.parse import quote, urlsplit

import msgspec

from generator.publishing.account import Account, variable_of
from generator.publishing.patience import Patience
from generator.publishing.ports import RemoteError

API = "https://api.netlify.com/api/v1"
PERMALINK = "https://{deploy}--{name}.netlify.app"
SECONDS = 60  # that Netlify may say nothing before the connection counts as broken
POLLS, PAUSE = 600, 1  # times that is asked whether a deployment is ready, and seconds between them
PER_PAGE = 100
# What asks for a file's own bytes in place of what is known of it.
RAW = "application/vnd.bitballoon.v1.raw"
FAILED, PREPARING = {"error", "rejected"}, {"new", "pending", "preparing"}
HINTS = {
    401: "check the token, and that it has not run out",
    403: "check that the token is of somebody who may publish this site",
    422: "check the site's state at Netlify",
}


@dataclass(frozen=True, slots=True)
class _Deploy:
    id: str
    state: str = ""
    required: list[str] | None = None
    error_message: str | None = None
    locked: bool | None = None


@dataclass(frozen=True, slots=True)
class _Site:
    id: str
    name: str
    published_deploy: _Deploy | None = None


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    sha: str


@dataclass(frozen=True, slots=True)
class _Fault:
    message: str = ""


T = TypeVar("T")


class NetlifySite:
    """A site at Netlify, by its id or its address there. The secret is a token of its API.

    Raises RemoteError where there is no such site, or the token does not open it.
    """

    def __init__(self, account: Account, patience: Patience | None = None) -> None:
        self.account, self.shown, self.patience = account, account.shown, patience or Patience()
        token = (account.secret or "").strip()
        if not (token.isascii() and token.isprintable() and token):
            made = "make one at Netlify, under “Applications, Personal access tokens”"
            raise RemoteError(f"{self.shown}: there is no token; {made}, and give it as {variable_of(account.name)}")
        self.headers = {"Authorization": f"Bearer {token}", "User-Agent": "hearten"}
        self.api = _connection(API)
        self.known: Mapping[str, str] | None = None
        try:
            self.name = self._site().name
        except RemoteError:
            self.close()
            raise

    def listing(self) -> Mapping[str, int | None]:
        """Every file of what is online. Sizes are not told, since Netlify may change pages after they were sent."""
        return dict.fromkeys(self._files())

    def get(self, path: str) -> bytes | None:
        """The bytes of a file of what is online: from the API if they are as they were sent, or as they are shown."""
        sha = self._files().get(path)
        if sha is None:
            return None
        content = self._asked("GET", f"/sites/{self._id}/files/{quote(path)}", kind=RAW)
        if content is not None and _sha(content) == sha:
            return content
        return self.patience.tried(lambda: self._shown(path))

    def deploy(
        self, kept: Collection[str], put: Collection[str], content: Callable[[str], bytes], sent: Callable[[str], None]
    ) -> None:
        """Name all files by their digests, send those that Netlify does not know, and wait until they are online."""
        before = self._site().published_deploy
        if before is not None and before.locked:
            hint = "start it again at Netlify, under “Deploys”"
            raise RemoteError(f"{self.shown}: publishing is locked there, so nothing can change; {hint}")
        known = self._files()
        shas = {path: known[path] for path in kept} | {path: _sha(content(path)) for path in put}
        asked = msgspec.json.encode({"files": {f"/{path}": sha for path, sha in shas.items()}, "async": True})
        made = self._told(_Deploy, "POST", f"/sites/{self._id}/deploys", asked)
        made = self._waited(made, lambda deploy: deploy.state not in PREPARING)
        path_of = {shas[path]: path for path in put}
        for sha in made.required or ():
            if sha not in path_of:
                raise RemoteError(f"{self.shown}: Netlify has lost a file that is online; publish everything again")
            path = path_of[sha]
            there = f"/deploys/{made.id}/files/{quote(path)}"
            if self._asked("PUT", there, content(path), "application/octet-stream") is None:
                raise RemoteError(f"{self.shown}: somebody has deleted what is being sent; publish again afterwards")
            sent(path)
        self._waited(made, lambda deploy: deploy.state == "ready")
        self._wait_until_online(made.id)
        for path in put:  # the rest was there already
            sent(path)
        self.known = shas

    def forget(self) -> None:
        """Delete all deployments but what is online, previews and those of branches, too."""
        online = self._site().published_deploy
        left: list[RemoteError] = []
        for deploy in self._deploys():
            if online is None or deploy.id != online.id:
                try:
                    self._asked("DELETE", f"/deploys/{deploy.id}")
                except RemoteError as e:
                    left.append(e)
        if left:
            raise left[0]

    def former_addresses(self) -> Collection[str]:
        """The addresses at which Netlify keeps the deployments that it has now."""
        return [f"{PERMALINK.format(deploy=deploy.id, name=self.name)}/" for deploy in self._deploys()]

    def close(self) -> None:
        """End the connection."""
        self.api.close()

    @property
    def _id(self) -> str:
        return quote(self.account.folder, safe="")

    def _site(self) -> _Site:
        return self._told(_Site, "GET", f"/sites/{self._id}")

    def _files(self) -> Mapping[str, str]:
        """The SHA-1 of each file that is online."""
        if self.known is None:
            online = self._site().published_deploy
            found = self._told(list[_File], "GET", f"/sites/{self._id}/files") if online is not None else []
            self.known = {file.path.strip("/"): file.sha for file in found}
        return self.known

    def _deploys(self) -> list[_Deploy]:
        found: list[_Deploy] = []
        while len(found) % PER_PAGE == 0:
            page = f"?page={len(found) // PER_PAGE + 1}&per_page={PER_PAGE}"
            more = self._told(list[_Deploy], "GET", f"/sites/{self._id}/deploys{page}")
            if not more:
                break
            found += more
        return found

    def _waited(self, made: _Deploy, is_done: Callable[[_Deploy], bool]) -> _Deploy:
        for _ in range(POLLS):
            if made.state in FAILED:
                raise RemoteError(f"{self.shown}: Netlify could not take it ({made.error_message or made.state})")
            if is_done(made):
                return made
            self.patience.sleep(PAUSE)
            made = self._told(_Deploy, "GET", f"/deploys/{made.id}")
        raise RemoteError(f"{self.shown}: Netlify is not ready after {POLLS * PAUSE} seconds; publish again later")

    def _wait_until_online(self, made: str) -> None:
        for _ in range(POLLS):
            online = self._site().published_deploy
            if online is not None and online.id == made:
                return
            self.patience.sleep(PAUSE)
        raise RemoteError(f"{self.shown}: another deployment is online there than what was just sent; publish again")

    def _shown(self, path: str) -> bytes:
        """A file as Netlify shows it to everybody, at the address of what is online."""
        online = self._site().published_deploy
        base = PERMALINK.format(deploy=online.id if online else "", name=self.name)
        web = _connection(base)
        try:
            status, content = self._answer(web, "GET", f"{urlsplit(base).path}/{quote(path)}", None, {})
        finally:
            web.close()
        if status != 200:
            raise RemoteError(f"{self.shown}: {path} cannot be read there (answer {status})", passing=status >= 500)
        return content

    def _told(
        self, form: type[T], method: str, path: str, body: bytes | None = None, kind: str = "application/json"
    ) -> T:
        """What the API answers. Raises RemoteError where that has another form, or there is nothing."""
        found = self._asked(method, path, body, kind)
        if found is None:
            what = "it has no such site or deployment; check the address in site.yaml"
            raise RemoteError(f"{self.shown}: {what}")
        try:
            return msgspec.json.decode(found, type=form)
        except msgspec.MsgspecError as e:
            raise RemoteError(f"{self.shown}: the API does not answer as it should ({e})") from None

    def _asked(self, method: str, path: str, body: bytes | None = None, kind: str = "application/json") -> bytes | None:
        """What the API answers, asked patiently; None where it says that there is nothing (404)."""

        def ask() -> bytes | None:
            base, headers = urlsplit(API).path, {**self.headers, "Content-Type": kind, "Accept": kind}
            status, content = self._answer(self.api, method, base + path, body, headers)
            if status == 404:
                return None
            if 200 <= status < 300:
                return content
            hint = f"; {HINTS[status]}" if status in HINTS else ""
            passing = status == 429 or status >= 500
            raise RemoteError(f"{self.shown}: {_why(content)} (answer {status}){hint}", passing=passing)

        return self.patience.tried(ask)

    def _answer(
        self, there: HTTPSConnection, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
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


def _connection(address: str) -> HTTPSConnection:
    parts = urlsplit(address)
    return HTTPSConnection(parts.hostname or "", parts.port, timeout=SECONDS, context=ssl.create_default_context())


def _sha(content: bytes) -> str:
    """By what Netlify knows the bytes of a file (SHA-1, in hexadecimal)."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def _why(content: bytes) -> str:
    try:
        return msgspec.json.decode(content, type=_Fault).message or "no reason was given"
    except msgspec.MsgspecError:
        return "no reason was given"
