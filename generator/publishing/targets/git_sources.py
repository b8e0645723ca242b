"""Whether a repository holds what a site is made of: what is withheld, too, which nobody may read where it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from dulwich.client import GitClient
from dulwich.errors import NotGitRepository
from dulwich.object_store import iter_tree_contents
from dulwich.objects import Commit, ObjectID
from dulwich.refs import Ref
from dulwich.repo import MemoryRepo, Repo, UnsupportedExtension, UnsupportedVersion

from generator.content.sources import SITE_FILE
from generator.publishing.account import Account
from generator.publishing.ports import RemoteError

# An address as ssh takes it: git@codeberg.org:anna/pages.git
SHORT = re.compile(r"(?:[^@/]+@)?(?P<host>[^:/]+):(?P<path>[^/].*)")
HINT = (
    "Everybody could read there what is withheld, and what was taken back. Nothing was changed; make a repository for "
    "the site's pages alone, and name that"
)


def refuse_own_repository(account: Account, root: Path) -> None:
    """Raise RemoteError if the repository is one that the folder of the site knows as its own."""
    if (account.host.lower(), _plain(account.folder)) in {*_own_remotes(root)}:
        raise RemoteError(f"{account.shown} is the repository of the site's own folder. {HINT}")


def refuse_sources(shown: str, client: GitClient, path: bytes, branches: Mapping[Ref, ObjectID]) -> None:
    """Raise RemoteError if a branch holds sources of a site.

    ``branches`` are all but the one with pages, by their newest commits; older ones are not looked at.
    """
    repo = MemoryRepo()

    def wanted(refs: Mapping[Ref, ObjectID], depth: int | None = None) -> list[ObjectID]:  # noqa: ARG001  # their names
        return [*branches.values()]

    if branches:
        client.fetch(path, repo, wanted, depth=1, filter_spec=b"blob:none")
    for ref, sha in branches.items():
        commit = repo.object_store[sha]
        if isinstance(commit, Commit):
            for entry in iter_tree_contents(repo.object_store, commit.tree):
                if _is_source(PurePosixPath((entry.path or b"").decode("utf-8", "replace"))):
                    branch = ref.decode("utf-8", "replace").removeprefix("refs/heads/")
                    raise RemoteError(f"{shown} holds a site's sources in its branch {branch}. {HINT}")


def _is_source(path: PurePosixPath) -> bool:
    return path.name == SITE_FILE or (path.suffix == ".md" and path.parent.name == "stories")


def _own_remotes(root: Path) -> Iterator[tuple[str, str]]:
    """Host and path of each repository that the one around a folder knows."""
    try:
        with Repo.discover(str(root.absolute())) as repo:
            config = repo.get_config()
    except NotGitRepository:
        return
    except (OSError, ValueError, UnsupportedVersion, UnsupportedExtension) as e:
        raise RemoteError(f"the Git repository that {root} is in cannot be read ({e}); put it right") from None
    for section in config.sections():
        if section[0] == b"remote":
            addresses = (value for name, value in config.items(section) if name in (b"url", b"pushurl"))
            yield from (_place(address.decode("utf-8", "replace")) for address in addresses)


def _place(address: str) -> tuple[str, str]:
    """Host and path of a repository, however its address is written."""
    if "://" not in address and (short := SHORT.fullmatch(address)):
        return short["host"].lower(), _plain(short["path"])
    parts = urlsplit(address)
    return (parts.hostname or "").lower(), _plain(parts.path)


def _plain(path: str) -> str:
    return path.strip("/").removesuffix(".git").lower()
