"""A Git server on this computer, over HTTPS, which begins and ends with a test."""

from __future__ import annotations

import base64
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from dulwich.index import commit_tree
from dulwich.object_store import iter_tree_contents
from dulwich.objects import Blob, Commit, ObjectID
from dulwich.refs import Ref
from dulwich.repo import Repo
from dulwich.server import BackendRepo, DictBackend
from dulwich.web import make_wsgi_chain

from tests.builders.served import HOST, PASSWORD, USER, Served

BRANCH = "pages"
SECRET = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


@dataclass
class GitServed(Served):
    """A server that runs, and the repository anna/pages that it has. ``asked`` are the ways of all requests.

    ``spoilt`` changes what it answers to who fetches.
    """

    repo: Repo = field(kw_only=True)
    spoilt: Callable[[bytes], bytes] | None = None
    asked: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The repository's address in site.yaml."""
        return f"git+https://{USER}@{HOST}:{self.port}/anna/pages.git"

    def commit(self, branch: str = BRANCH) -> Commit | None:
        """The newest commit of a branch."""
        ref = Ref(f"refs/heads/{branch}".encode())
        found = self.repo[self.repo.refs[ref]] if ref in self.repo.refs else None
        assert found is None or isinstance(found, Commit)
        return found

    def files(self) -> dict[str, bytes]:
        """What is in the branch that is shown."""
        commit = self.commit()
        entries = iter_tree_contents(self.repo.object_store, commit.tree) if commit else ()
        return {e.path.decode(): self.repo[e.sha].as_raw_string() for e in entries if e.path and e.sha}

    def fill(self, files: Mapping[str, bytes], branch: str = BRANCH) -> None:
        """Commit these files in a branch, and nothing else."""
        blobs = {path: Blob.from_string(content) for path, content in files.items()}
        self.repo.object_store.add_objects([(blob, None) for blob in blobs.values()])
        made = Commit()
        made.tree = commit_tree(self.repo.object_store, [(p.encode(), blob.id, 0o100644) for p, blob in blobs.items()])
        made.author = made.committer = b"somebody <>"
        made.author_time = made.commit_time = made.author_timezone = made.commit_timezone = 0
        made.message = b"Commit"
        self.repo.object_store.add_object(made)
        self.repo.refs[Ref(f"refs/heads/{branch}".encode())] = ObjectID(made.id)


class Quiet(WSGIRequestHandler):
    """Prints nothing of what it is asked."""

    def log_message(self, *_args: Any) -> None:
        """Nothing is printed."""


@contextmanager
def git_server(folder: Path, pem: Path) -> Iterator[GitServed]:
    """A server with one repository, empty at first, in a folder, with the certificate in a file."""
    folder.mkdir()
    with Repo.init_bare(str(folder)) as repo:
        served = GitServed(repo=repo)
        repos: dict[str, BackendRepo] = {"/anna/pages.git": repo}
        shown = make_wsgi_chain(DictBackend(repos))

        def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            way = environ["PATH_INFO"]
            served.asked.append(way)
            if environ.get("HTTP_AUTHORIZATION") != f"Basic {SECRET}":
                start("401 Unauthorized", [("WWW-Authenticate", "Basic")])
                return [b""]
            if way.startswith("/anna/moved.git/"):
                start("301 Moved Permanently", [("Location", way.replace("moved", "pages"))])
                return [b""]
            if not way.startswith("/anna/pages.git/"):
                start("404 Not Found", [])
                return [b""]
            try:
                if "git-receive-pack" in way:
                    served.before("push", way)
            except OSError:
                start("503 Service Unavailable", [])
                return [b""]
            if served.spoilt is not None and way.endswith("/git-upload-pack"):
                written: list[bytes] = []

                def begin(status: str, headers: list[tuple[str, str]], *_fault: Any) -> Callable[[bytes], None]:
                    start(status, headers)
                    return written.append

                returned = [*shown(environ, begin)]
                return [served.spoilt(b"".join((*written, *returned)))]
            return shown(environ, start)

        class Server(WSGIServer):
            """Speaks TLS alone."""

            daemon_threads = True

        server = make_server(HOST, 0, answer, server_class=Server, handler_class=Quiet)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        served.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join(10)
            server.server_close()
