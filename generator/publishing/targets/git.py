"""A branch of a Git repository that a host shows as a site: one commit without a parent, in place of the last.

No clone is kept. What is online is read anew in every run, and held in memory alone, but for large files, if the host
can leave these out. Hosts go on giving away commits
that no branch has any more to whoever knows their ids, so the addresses of these are told, to be asked for.
"""

from __future__ import annotations

import stat
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from dulwich.index import commit_tree
from dulwich.object_store import MemoryObjectStore, iter_tree_contents
from dulwich.objects import Blob, Commit, ObjectID, ShaFile
from dulwich.refs import Ref, check_ref_format

from generator.publishing.account import Account
from generator.publishing.local_build import LARGE
from generator.publishing.patience import Patience
from generator.publishing.ports import ContentOf, RemoteError
from generator.publishing.targets.git_blobs import LargeBlob, large_blob
from generator.publishing.targets.git_remote import GitRemote
from generator.publishing.targets.git_sources import refuse_own_repository, refuse_sources

AUTHOR = b"hearten <>"
FILE = 0o100644
# Where hosts show a commit: GitHub, Forgejo as at Codeberg, and GitLab.
COMMITS = ("https://{host}/{repository}/commit/{commit}", "https://{host}/{repository}/-/commit/{commit}")


class GitSite:
    """A branch of a repository.

    Raises RemoteError where it cannot be reached, does not know us, or holds what the site in ``root`` is made of.
    """

    def __init__(self, account: Account, branch: str, root: Path, patience: Patience | None = None) -> None:
        self.account, self.ref = account, Ref(f"refs/heads/{branch}".encode())
        self.shown = f"{account.shown} (branch {branch})"
        self.remote = GitRemote(account, self.shown, patience or Patience())
        if not check_ref_format(self.ref):
            raise RemoteError(f"{self.shown}: a branch cannot have that name; correct it in site.yaml")
        refuse_own_repository(account, root)
        try:
            self.objects, branches = self.remote.fetch(self._newest, leave_out=b"blob:limit=%d" % LARGE)
            self.head = branches.pop(self.ref, None)
            refuse_sources(self.remote, branches)
        except RemoteError:
            self.close()
            raise
        self.shown_commits = [self.head] if self.head else []
        commit = self.objects[self.head] if self.head else None
        entries = iter_tree_contents(self.objects, commit.tree) if isinstance(commit, Commit) else ()
        self.files: Mapping[str, tuple[int, ObjectID]] = {
            e.path.decode("utf-8", "backslashreplace"): (e.mode, e.sha) for e in entries if e.path and e.mode and e.sha
        }

    def listing(self) -> Mapping[str, int | None]:
        """Every file in the branch, with its size; of large ones, and what is neither file nor link, none is known."""
        return {path: self._size(sha) for path, (_, sha) in self.files.items()}

    def get(self, path: str) -> bytes | None:
        """The bytes of a file, None where the branch has none."""
        found = self.files.get(path)
        if found and stat.S_ISREG(found[0]) and found[1] not in self.objects:
            self.objects, _ = self.remote.fetch(self._newest)  # with the large ones
        return self.objects.get_raw(found[1])[1] if found and found[1] in self.objects else None

    def deploy(
        self, kept: Collection[str], put: Collection[str], content: ContentOf, sent: Callable[[str], None]
    ) -> None:
        """Push one commit without a parent, with the files that are not there yet."""
        new, large, path_of = MemoryObjectStore(), dict[ObjectID, LargeBlob](), dict[ObjectID, str]()
        there = {sha for _, sha in self.files.values()}
        files = {path: self.files[path] for path in kept}
        for path in put:
            found = content(path)
            blob = large_blob(found) if isinstance(found, Path) else Blob.from_string(found)
            files[path] = FILE, blob.id
            path_of[blob.id] = path
            if isinstance(blob, LargeBlob):
                large[blob.id] = blob
            else:
                new.add_object(blob)
        tree = commit_tree(new, [(path.encode(), sha, mode) for path, (mode, sha) in files.items()])
        commit = _commit(tree, int(time.time()))
        ahead = [commit, *(new[sha] for sha in new if sha not in self.objects)]
        every: list[ShaFile | LargeBlob] = [*ahead, *(blob for sha, blob in large.items() if sha not in there)]
        self.remote.push(
            self.ref, self.head, commit.id, every, lambda sha: sent(path_of[sha]) if sha in path_of else None
        )
        self.objects.add_objects([(thing, None) for thing in ahead])
        self.files, self.head = files, commit.id
        self.shown_commits.append(commit.id)

    def forget(self) -> None:
        """Git has no way to ask for that; hosts delete what no branch has any more when they clean up."""

    def former_addresses(self) -> Collection[str]:
        """The addresses at which hosts may show what was online in this run, and go on to do so."""
        repository = self.account.folder.removesuffix(".git")
        by_web, port = self.account.shown.startswith("git+https:"), self.account.port
        host = f"{self.account.host}:{port}" if by_web and port else self.account.host
        return [
            address.format(host=host, repository=repository, commit=commit.decode())
            for commit in self.shown_commits
            for address in COMMITS
        ]

    def still_kept(self, addresses: Collection[str]) -> Collection[str]:
        """Those of commits that the host still gives to whoever asks for their ids with Git."""
        commits = {address: ObjectID(address.rpartition("/")[2].encode()) for address in addresses}
        given = {commit for commit in {*commits.values()} if self.remote.gives(commit)}
        return [address for address, commit in commits.items() if commit in given]

    def close(self) -> None:
        """End the connection."""
        self.remote.close()

    def _newest(self, refs: Mapping[Ref, ObjectID]) -> list[ObjectID]:
        return [refs[self.ref]] if self.ref in refs else []

    def _size(self, sha: ObjectID) -> int | None:
        return len(self.objects.get_raw(sha)[1]) if sha in self.objects else None


def _commit(tree: ObjectID, seconds: int) -> Commit:
    """A commit without a parent. Hosts tell browsers by its time whether a page has changed."""
    made = Commit()
    made.tree, made.author, made.committer = tree, AUTHOR, AUTHOR
    made.author_time = made.commit_time = seconds
    made.author_timezone = made.commit_timezone = 0
    made.message = b"Publish the site\n"
    return made
