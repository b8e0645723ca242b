"""A stand-in for Netlify on this computer, made from the documentation of its API, which begins and ends with a test.

It knows one site, and does what that documentation says of deployments by digests. Whether Netlify itself does the same
is not shown by it.
"""

from __future__ import annotations

import hashlib
import json
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.builders.served import HOST, PASSWORD, Served

SITE, NAME, PER_PAGE = "3970e0fe", "harbour-stories", 20
CHANGES = {"POST", "PUT", "DELETE"}
NOTHING = (404, {"code": 404, "message": "Not Found"})


def sha1(content: bytes) -> str:
    return hashlib.sha1(content).hexdigest()


@dataclass
class Deploy:
    """A deployment: the digests of its files by their paths, those that are still to be sent, and how far it is."""

    id: str
    files: Mapping[str, str]
    state: str = "preparing"
    required: set[str] = field(default_factory=set)
    locked: bool = False


@dataclass
class Netlify(Served):
    """What runs: its site's deployments from the oldest, the one that is online, and all files that it was sent.

    Files whose digests are ``lost`` it asks for again. ``raw``: whether the API gives a file's own bytes. ``asked`` are
    all requests, with what they were authorised by.
    """

    deploys: list[Deploy] = field(default_factory=list)
    online: Deploy | None = None
    blobs: dict[str, bytes] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    raw: bool = True
    asked: list[tuple[str, str, str | None]] = field(default_factory=list)

    @property
    def api(self) -> str:
        """The address of the API."""
        return f"https://{HOST}:{self.port}/api/v1"

    @property
    def permalink(self) -> str:
        """The address of a deployment, with places for its id and the site's name."""
        return f"https://{HOST}:{self.port}/{{deploy}}--{{name}}"

    def files(self, deploy: Deploy | None = None) -> dict[str, bytes]:
        """What is online, or in a deployment."""
        shown = deploy or self.online
        return {path.strip("/"): self.blobs[sha] for path, sha in shown.files.items()} if shown else {}

    def fill(self, files: Mapping[str, bytes]) -> None:
        """Have these files online, and nothing else."""
        self.blobs = {sha1(content): content for content in files.values()}
        self.online = Deploy("first", {f"/{path}": sha1(content) for path, content in files.items()}, "ready")
        self.deploys = [self.online]

    def told(self, deploy: Deploy) -> dict[str, Any]:
        """A deployment as the API tells of it, which goes on a step each time it is told of."""
        told = {"id": deploy.id, "state": deploy.state, "required": sorted(deploy.required), "locked": deploy.locked}
        if deploy.state == "preparing":
            deploy.state = "prepared"
            deploy.required = {*deploy.files.values()} - (self.blobs.keys() - self.lost)
        elif deploy.state in ("prepared", "uploading") and not deploy.required:
            deploy.state = "ready"
            if self.online is None or not self.online.locked:
                self.online = deploy
        return told


class Handler(BaseHTTPRequestHandler):
    """Answers as the API does."""

    protocol_version, wbufsize = "HTTP/1.1", -1
    netlify: Netlify

    def log_message(self, *_args: Any) -> None:
        """Nothing is printed."""

    def answer(self) -> None:
        """Answer a request."""
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        way = [unquote(part) for part in parts.path.strip("/").split("/")]
        self.netlify.asked.append((self.command, parts.path, self.headers.get("Authorization")))
        try:
            if self.command in CHANGES:
                self.netlify.before(self.command, parts.path)
        except OSError as e:
            return self.send(503, {"message": e.strerror})
        if way[:2] != ["api", "v1"]:
            return self.show(way)
        if self.headers.get("Authorization") != f"Bearer {PASSWORD}":
            return self.send(401, {"code": 401, "message": "Access Denied"})
        return self.send(*self.done(way[2:], parts.query, body))

    do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815  # the library's names

    def show(self, way: list[str]) -> None:
        """Show a file of a deployment to anybody."""
        found = {deploy.id: deploy for deploy in self.netlify.deploys}.get(way[0].partition("--")[0])
        content = self.netlify.files(found).get("/".join(way[1:])) if found else None
        self.send(200, content) if content is not None else self.send(404, b"Not Found")

    def done(self, way: list[str], query: str, body: bytes) -> tuple[int, Any]:
        """What a call of the API comes to: a status, and what is answered."""
        deploys = {deploy.id: deploy for deploy in self.netlify.deploys}
        if way[:2] == ["sites", SITE]:
            return self.of_site(way[2:], query, body)
        if way[0] == "deploys" and way[1] in deploys:
            return self.of_deploy(deploys[way[1]], way[2:], body)
        return NOTHING

    def of_site(self, way: list[str], query: str, body: bytes) -> tuple[int, Any]:
        """What a call comes to that concerns the site."""
        netlify = self.netlify
        match self.command, way:
            case "GET", []:
                online = netlify.online and netlify.told(netlify.online)
                return 200, {"id": SITE, "name": NAME, "published_deploy": online}
            case "GET", ["files"] if netlify.online:
                files = netlify.online.files
                return 200, [{"id": path, "path": path, "sha": sha, "size": 0} for path, sha in files.items()]
            case "GET", ["files", *path] if "/".join(path) in netlify.files():
                return 200, netlify.files()["/".join(path)] if netlify.raw else {"path": "/" + "/".join(path)}
            case "GET", ["deploys"]:
                asked = {name: int(values[0]) for name, values in parse_qs(query).items()}
                size = asked.get("per_page", PER_PAGE)
                start = (asked.get("page", 1) - 1) * size
                return 200, [netlify.told(deploy) for deploy in netlify.deploys[::-1][start : start + size]]
            case "POST", ["deploys"]:
                made = Deploy(f"d{len(netlify.asked):04}", json.loads(body)["files"])
                netlify.deploys.append(made)
                return 200, netlify.told(made)
        return NOTHING

    def of_deploy(self, deploy: Deploy, way: list[str], body: bytes) -> tuple[int, Any]:
        """What a call comes to that concerns a deployment."""
        match self.command, way:
            case "GET", []:
                return 200, self.netlify.told(deploy)
            case "PUT", ["files", *path]:
                if deploy.files.get("/" + "/".join(path)) != sha1(body):
                    return 422, {"code": 422, "message": "the file is not the one that was announced"}
                self.netlify.blobs[sha1(body)] = body
                deploy.state = "uploading"
                deploy.required.discard(sha1(body))
                return 200, {"id": "/" + "/".join(path), "path": "/" + "/".join(path), "sha": sha1(body)}
            case "DELETE", []:
                if deploy is self.netlify.online:
                    return 422, {"code": 422, "message": "a published deploy cannot be deleted"}
                self.netlify.deploys.remove(deploy)
                return 204, b""
        return NOTHING

    def send(self, status: int, content: Any) -> None:
        """Send an answer."""
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def netlify_server(pem: Path) -> Iterator[Netlify]:
    """A stand-in for Netlify, with the certificate in a file."""
    netlify = Netlify()
    server = ThreadingHTTPServer((HOST, 0), type("ItsHandler", (Handler,), {"netlify": netlify}))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    netlify.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield netlify
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
