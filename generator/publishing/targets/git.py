"""A branch of a Git repository that a host shows as a site: one commit without a parent, in place of the last.

No clone is kept. What is online is read anew in every run, and held in memory alone. Hosts go on giving away commits
that no branch has any more to whoever knows their ids, so the addresses of these are told, to be asked for.
"""

from __future__ import annotations

import logging
import time
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dulwich.client import (
    GitClient,
    HTTPUnauthorized,
    SSHGitClient,
    Urllib3HttpGitClient,
    default_urllib3_manager,
)
from dulwich.errors import ChecksumMismatch, GitProtocolError, NotGitRepository
from dulwich.index import commit_tree
from dulwich.object_store import MemoryObjectStore, PackCapableObjectStore, iter_tree_contents
from dulwich.objects import Blob, Commit, ObjectID, ShaFile
from dulwich.pack import UnpackedObject, pack_objects_to_data
from dulwich.refs import Ref, check_ref_format
from dulwich.repo import MemoryRepo
from urllib3 import BaseHTTPResponse, PoolManager

from generator.publishing.account import Account, variable_of
from generator.publishing.patience import Patience
from generator.publishing.ports import RemoteError
from generator.publishing.targets.git_sources import refuse_own_repository, refuse_sources

SECONDS = 60  # that a host may say nothing before the connection counts as broken
# Nothing is asked at a terminal, and a server that is not known is not spoken to.
SSH = (
    f"ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout={SECONDS}"
    f" -o ServerAliveInterval={SECONDS // 4} -o ServerAliveCountMax=4"
)
AUTHOR = b"hearten <>"
FILE = 0o100644
# Where hosts show a commit: GitHub, Forgejo as at Codeberg, and GitLab.
COMMITS = ("https://{host}/{repository}/commit/{commit}", "https://{host}/{repository}/-/commit/{commit}")
# What a failure says that does not pass by itself, and what to do.
LASTING = {
    "certificate verify failed": "nothing was sent, since this may be another server",
    "Host key verification failed": "nothing was sent, since this may be another server; connect once with “ssh”",
    "Permission denied": "check that the host knows your key",
    "http resp 403": "check that the token may write to this repository",
    "http resp 30": "write the address that the repository has now into site.yaml",
}
# The library tells there what a server cannot do; nobody has to act on it.
logging.getLogger("dulwich").addHandler(logging.NullHandler())


class _Pool(PoolManager):
    """Connections that follow no redirect, and are free again where a host refuses something, which nobody reads."""

    def urlopen(self, method: str, url: str, **more: Any) -> BaseHTTPResponse:  # type: ignore[override]  # as above it
        """Ask for an address, and for no other, which may be another server's."""
        answer = super().urlopen(method, url, **{**more, "redirect": False})
        if answer.status != 200:
            answer.drain_conn()
        return answer


class GitSite:
    """A branch of a repository.

    Raises RemoteError where it cannot be reached, does not know us, or holds what the site in ``root`` is made of.
    """

    def __init__(self, account: Account, branch: str, root: Path, patience: Patience | None = None) -> None:
        self.account, self.patience = account, patience or Patience()
        self.shown, self.ref = f"{account.shown} (branch {branch})", Ref(f"refs/heads/{branch}".encode())
        self.client, self.path = _client(account)
        if not check_ref_format(self.ref):
            raise RemoteError(f"{self.shown}: a branch cannot have that name; correct it in site.yaml")
        refuse_own_repository(account, root)
        try:
            self.objects, self.head, branches = self.patience.tried(self._fetched)
            self.patience.tried(lambda: self._refuse_sources(branches))
        except RemoteError:
            self.close()
            raise
        commit = self.objects[self.head] if self.head else None
        self.files: Mapping[str, tuple[int, ObjectID]] = {}
        if isinstance(commit, Commit):
            entries = iter_tree_contents(self.objects, commit.tree)
            self.files = {_text(e.path): (e.mode, e.sha) for e in entries if e.path and e.mode and e.sha}

    def listing(self) -> Mapping[str, int | None]:
        """Every file in the branch, with its size; what is neither file nor link has none."""
        return {path: self._size(sha) for path, (_, sha) in self.files.items()}

    def get(self, path: str) -> bytes | None:
        """The bytes of a file, None where the branch has none."""
        found = self.files.get(path)
        return self.objects.get_raw(found[1])[1] if found and found[1] in self.objects else None

    def deploy(
        self, kept: Collection[str], put: Collection[str], content: Callable[[str], bytes], sent: Callable[[str], None]
    ) -> None:
        """Push one commit without a parent, with the files that are not there yet."""
        new, path_of = MemoryObjectStore(), dict[ObjectID, str]()
        files = {path: self.files[path] for path in kept}
        for path in put:
            blob = Blob.from_string(content(path))
            files[path] = FILE, blob.id
            path_of[blob.id] = path
            new.add_object(blob)
        tree = commit_tree(new, [(path.encode(), sha, mode) for path, (mode, sha) in files.items()])
        commit = _commit(tree, int(time.time()))
        ahead: list[ShaFile] = [commit, *(new[sha] for sha in new if sha not in self.objects)]

        def told() -> Iterator[UnpackedObject]:
            for record, thing in zip(pack_objects_to_data(ahead)[1], ahead, strict=True):
                yield record
                if thing.id in path_of:
                    sent(path_of[thing.id])

        self.patience.tried(lambda: self._push(commit.id, lambda *_of_what, **_more: (len(ahead), told())))
        self.objects.add_objects([(thing, None) for thing in ahead])
        self.files, self.head = files, commit.id

    def forget(self) -> None:
        """Git has no way to ask for that; hosts delete what no branch has any more when they clean up."""

    def former_addresses(self) -> Collection[str]:
        """The addresses at which hosts may show the commit that is online now, and go on to do so."""
        if self.head is None:
            return ()
        repository = self.account.folder.removesuffix(".git")
        by_web, port = self.account.shown.startswith("git+https:"), self.account.port
        host = f"{self.account.host}:{port}" if by_web and port else self.account.host
        known = {"host": host, "repository": repository, "commit": self.head.decode()}
        return [address.format(**known) for address in COMMITS]

    def close(self) -> None:
        """End the connection."""
        if isinstance(self.client, Urllib3HttpGitClient):
            self.client.pool_manager.clear()

    def _fetched(self) -> tuple[PackCapableObjectStore, ObjectID | None, Mapping[Ref, ObjectID]]:
        """The newest commit of the branch with all that is in it, and the newest commits of all others."""
        repo = MemoryRepo()

        def wanted(refs: Mapping[Ref, ObjectID], depth: int | None = None) -> list[ObjectID]:  # noqa: ARG001  # its name
            return [refs[self.ref]] if self.ref in refs else []

        with self._telling():
            found = self.client.fetch(self.path, repo, wanted, depth=1)
        branches = {ref: sha for ref, sha in found.refs.items() if ref.startswith(b"refs/heads/") and sha}
        return repo.object_store, branches.pop(self.ref, None), branches

    def _refuse_sources(self, branches: Mapping[Ref, ObjectID]) -> None:
        with self._telling():
            refuse_sources(self.shown, self.client, self.path, branches)

    def _push(self, commit: ObjectID, packed: Callable[..., tuple[int, Iterator[UnpackedObject]]]) -> None:
        def update(there: Mapping[Ref, ObjectID]) -> dict[Ref, ObjectID]:
            if there.get(self.ref) not in (self.head, commit):
                raise RemoteError(
                    f"somebody else is publishing to {self.shown} at this moment; publish again afterwards"
                )
            return {self.ref: commit}

        with self._telling():
            done = self.client.send_pack(self.path, update, packed)
        why = (done.ref_status or {}).get(self.ref)
        if why is not None:
            hint = "allow there that this branch is replaced (“force push”), or name one that is not protected"
            raise RemoteError(f"{self.shown}: the host refuses it ({why}); {hint}")

    def _size(self, sha: ObjectID) -> int:
        return len(self.objects.get_raw(sha)[1]) if sha in self.objects else 0

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except HTTPUnauthorized:
            hint = f"check the user's name, and give a token as {variable_of(self.account.name)}"
            raise RemoteError(f"{self.shown}: the host does not let us in; {hint}") from None
        except NotGitRepository:
            hint = "make the repository at the host, or correct its address in site.yaml"
            raise RemoteError(f"{self.shown}: there is no such repository; {hint}") from None
        except (ValueError, AssertionError, ChecksumMismatch, zlib.error) as e:
            raise RemoteError(f"{self.shown}: the host does not answer as a Git server should ({e})") from None
        except (GitProtocolError, OSError, EOFError) as e:
            why = str(e) or "the connection broke"
            hints = [f"; {hint}" for said, hint in LASTING.items() if said in why]
            raise RemoteError(f"{self.shown}: {why}{''.join(hints)}", passing=not hints) from None


def _client(account: Account) -> tuple[GitClient, bytes]:
    """What speaks with a host, and the repository's path there. Raises RemoteError if the address names none."""
    if not account.folder:
        hint = "write git+https://USER@HOST/OWNER/REPOSITORY or git+ssh://git@HOST/OWNER/REPOSITORY"
        raise RemoteError(f"{account.shown} names no repository; {hint}")
    path = f"/{account.folder}".encode()
    if account.shown.startswith("git+ssh:"):
        return SSHGitClient(account.host, account.port, account.user, ssh_command=SSH), path
    base = f"https://{account.host}:{account.port}" if account.port else f"https://{account.host}"
    user = account.user or ("git" if account.secret else None)
    pool = default_urllib3_manager(None, pool_manager_cls=_Pool, base_url=base, timeout=SECONDS)
    return Urllib3HttpGitClient(base, pool_manager=pool, username=user, password=account.secret), path


def _commit(tree: ObjectID, seconds: int) -> Commit:
    """A commit without a parent. Hosts tell browsers by its time whether a page has changed."""
    made = Commit()
    made.tree, made.author, made.committer = tree, AUTHOR, AUTHOR
    made.author_time = made.commit_time = seconds
    made.author_timezone = made.commit_timezone = 0
    made.message = b"Publish the site\n"
    return made


def _text(path: bytes) -> str:
    return path.decode("utf-8", "backslashreplace")
