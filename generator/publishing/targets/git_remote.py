"""A Git repository at a host, spoken to over HTTPS or with the system's own SSH."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from dulwich.client import (
    GitClient,
    HTTPUnauthorized,
    SSHGitClient,
    Urllib3HttpGitClient,
    default_urllib3_manager,
)
from dulwich.errors import ChecksumMismatch, GitProtocolError, NotGitRepository
from dulwich.object_store import PackCapableObjectStore
from dulwich.objects import ObjectID, ShaFile
from dulwich.pack import UnpackedObject, full_unpacked_object
from dulwich.refs import Ref
from dulwich.repo import MemoryRepo
from urllib3 import BaseHTTPResponse, PoolManager

from generator.publishing.account import Account, variable_of
from generator.publishing.patience import Patience
from generator.publishing.ports import RemoteError
from generator.publishing.targets.git_blobs import LargeBlob
from generator.publishing.targets.program import KEY_CHANGED, NEW_KEY

SECONDS = 60  # that a host may say nothing before the connection counts as broken
# Nothing is asked at a terminal, and a server that is not known is not spoken to.
SSH = (
    f"ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout={SECONDS}"
    f" -o ServerAliveInterval={SECONDS // 4} -o ServerAliveCountMax=4"
)
# What a failure says that does not pass by itself, and what to do.
LASTING = {
    "certificate verify failed": (
        "its certificate does not hold",
        "nothing was sent, since this may be another server",
    ),
    KEY_CHANGED: ("the server's key has changed", NEW_KEY),
    "Host key verification failed": (
        "the server's key is not known",
        "nothing was sent, since this may be another server; connect once with “ssh”",
    ),
    "Permission denied": ("the host does not let us in", "check that the host knows your key"),
    "http resp 403": ("the host does not let us", "check that the token may write to this repository"),
    "http resp 30": ("it is at another address", "write the address that the repository has now into site.yaml"),
}
# The same of what may pass by itself.
PASSING = {
    "Max retries exceeded": ("it cannot be reached", "check its address, and the connection"),
    "pkt": ("the host does not answer as a Git server should", "try again, and ask the host if that goes on"),
}
# Commits, of what branches there are.
Wanted = Callable[[Mapping[Ref, ObjectID]], list[ObjectID]]
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


class GitRemote:
    """A repository. Every call is made patiently, and raises RemoteError where it comes to nothing."""

    def __init__(self, account: Account, shown: str, patience: Patience) -> None:
        self.account, self.shown, self.patience = account, shown, patience
        self.client, self.path = _client(account)

    def fetch(
        self, wanted: Wanted, leave_out: bytes | None = None
    ) -> tuple[PackCapableObjectStore, dict[Ref, ObjectID]]:
        """Commits without their histories, held in memory, and the newest commit of each branch.

        ``leave_out`` says what is not needed of them, as Git writes that; a host may give it all the same.
        """

        def fetched() -> tuple[PackCapableObjectStore, dict[Ref, ObjectID]]:
            repo = MemoryRepo()
            with self._telling():
                refs = self._fetched(repo, wanted, leave_out)
            branches = {ref: sha for ref, sha in refs.items() if ref.startswith(b"refs/heads/") and sha}
            return repo.object_store, branches

        return self.patience.tried(fetched)

    def gives(self, commit: ObjectID) -> bool:
        """Whether the host gives a commit to whoever knows its id."""

        def given() -> bool:
            try:
                self._fetched(MemoryRepo(), lambda _refs: [commit], b"tree:0")
            except GitProtocolError:
                with self._telling():
                    self.client.get_refs(self.path)  # so it was not the connection
                return False
            return True

        return self.patience.tried(given)

    def push(
        self,
        ref: Ref,
        before: ObjectID | None,
        commit: ObjectID,
        objects: Sequence[ShaFile | LargeBlob],
        sent: Callable[[ObjectID], None],
    ) -> None:
        """Put a commit in the place of the one that was the newest of a branch; ``sent`` is told of each object."""

        def update(there: Mapping[Ref, ObjectID]) -> dict[Ref, ObjectID]:
            if there.get(ref) not in (before, commit):
                again = "publish again afterwards"
                raise RemoteError(f"somebody else is publishing to {self.shown} at this moment; {again}")
            return {ref: commit}

        def packed(*_of_what: object, **_more: object) -> tuple[int, Iterator[UnpackedObject]]:
            return len(objects), told()

        def told() -> Iterator[UnpackedObject]:
            for thing in objects:
                yield thing.packed() if isinstance(thing, LargeBlob) else full_unpacked_object(thing)
                sent(thing.id)

        def pushed() -> str | None:
            with self._telling():
                done = self.client.send_pack(self.path, update, packed)
            return (done.ref_status or {}).get(ref)

        why = self.patience.tried(pushed)
        if why is not None:
            hint = "allow there that this branch is replaced (“force push”), or name one that is not protected"
            raise RemoteError(f"{self.shown}: the host refuses it ({why}); {hint}")

    def close(self) -> None:
        """End the connection."""
        if isinstance(self.client, Urllib3HttpGitClient):
            self.client.pool_manager.clear()

    def _fetched(self, repo: MemoryRepo, wanted: Wanted, leave_out: bytes | None) -> Mapping[Ref, ObjectID | None]:
        def wants(refs: Mapping[Ref, ObjectID], depth: int | None = None) -> list[ObjectID]:  # noqa: ARG001  # its name
            return wanted(refs)

        return self.client.fetch(self.path, repo, wants, depth=1, filter_spec=leave_out).refs

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
            lasting = [f"{what}; {do}" for said, (what, do) in LASTING.items() if said in why]
            may_pass = [f"{what}; {do}" for said, (what, do) in PASSING.items() if said in why]
            told = next(iter((*lasting, *may_pass)), why)
            raise RemoteError(f"{self.shown}: {told}", passing=not lasting) from None


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
    return Urllib3HttpGitClient(base, pool_manager=pool, username=_sent(user), password=_sent(account.secret)), path


def _sent(word: str | None) -> str | None:
    """A name or password as the library has to get it, so that it is sent as UTF-8 (RFC 7617, section 2.1)."""
    return word.encode().decode("latin-1") if word is not None else None
