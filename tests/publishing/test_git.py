"""A branch of a Git repository as a host."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dulwich.client import SendPackResult, Urllib3HttpGitClient
from dulwich.object_store import MemoryObjectStore
from dulwich.objects import Blob
from dulwich.repo import Repo

from generator.content.settings import PublishDestination
from generator.publishing.account import account_of, variable_of
from generator.publishing.patience import Patience
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import MANIFEST
from generator.publishing.targets.git import GitSite
from generator.publishing.targets.git_blobs import large_blob
from generator.publishing.targets.git_remote import GitRemote, Wanted
from generator.publishing.update import WordsRemainError, look, update
from tests.builders.ftps_server import certificate
from tests.builders.git_server import GitServed, git_server
from tests.builders.hosts import SITE, SketchedBuild, served, sketched, told_of
from tests.builders.served import PASSWORD

BEFORE, AFTER = sketched({"a0": 1, "b1": 1}), sketched({"a0": 1})


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[GitServed]:
    """A server, of which the password is in the environment."""
    pem = certificate(tmp_path / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    monkeypatch.setenv(variable_of("live"), PASSWORD)
    with git_server(tmp_path / "repository", pem) as found:
        yield found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a site."""
    root = tmp_path / "site"
    root.mkdir()
    return root


def reached(to: str, root: Path, branch: str = "pages") -> GitSite:
    account = account_of(PublishDestination(name="live", to=to))
    return GitSite(account, branch, root, Patience(lambda _seconds: None))


def publish(server: GitServed, root: Path, build: SketchedBuild) -> None:
    host = reached(server.address, root)
    try:
        update(host, build, look(host, SITE))
    finally:
        host.close()


def addresses(server: GitServed, root: Path) -> list[str]:
    host = reached(server.address, root)
    host.close()
    return [*host.former_addresses()]


def test_a_branch_gets_what_was_built(server: GitServed, root: Path) -> None:
    """After updates the branch has what was built last with its manifest, in one commit without a parent."""
    for build in (BEFORE, AFTER):
        publish(server, root, build)
        commit = server.commit()
        assert commit is not None
        assert commit.parents == []
        assert served(server.files()) == build.contents
        assert server.files().keys() == {*build.contents, MANIFEST}


def test_no_commit_that_is_there_holds_words_that_went(server: GitServed, root: Path) -> None:
    """After a withdrawal no branch leads to words of the story, also where the upload after the removal fails."""
    publish(server, root, BEFORE)
    pushes = iter((False, *[True] * 50))

    def full(_what: str, way: str) -> None:
        if next(pushes):
            raise OSError(28, "No space left on device")

    server.before = full
    with pytest.raises(RemoteError, match="503"):
        publish(server, root, sketched({"a0": 2, "c1": 1}))
    assert told_of(served(server.files())) == {"a0"}


def test_only_what_is_new_is_pushed(server: GitServed, root: Path) -> None:
    """Where a file gets the bytes that another one has, only the manifest, a folder and the commit are pushed."""
    publish(server, root, sketched({"a0": 1, "b1": 1}, fed=["a0"]))
    before = {*server.repo.object_store}
    publish(server, root, BEFORE)
    assert BEFORE.contents["feed.xml"] in [data for path, data in BEFORE.contents.items() if path != "feed.xml"]
    assert len({*server.repo.object_store} - before) == 3


def leaves_out_large_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server leave out large files where it is asked to, as others can and the one of these tests cannot."""
    whole = GitRemote.fetch

    def fetch(self: GitRemote, wanted: Wanted, leave_out: bytes | None = None) -> Any:
        found, branches = whole(self, wanted)
        assert isinstance(found, MemoryObjectStore)
        for sha in [*found] if leave_out else []:
            if isinstance(blob := found[sha], Blob) and blob.raw_length() > 1000:
                del found[sha]
        return found, branches

    monkeypatch.setattr(GitRemote, "fetch", fetch)


def test_a_large_file_is_pushed_from_the_disk_and_not_fetched_again(
    server: GitServed, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large file is in the branch as it lies on the disk, and the next run fetches it only where it is read."""
    leaves_out_large_ones(monkeypatch)
    film = root / "a.mp4"
    film.write_bytes(b"film" * 100_000)
    host = reached(server.address, root)
    host.deploy((), ["told/a.mp4", "a.txt"], lambda path: film if path == "told/a.mp4" else b"a", lambda _: None)
    host.close()
    assert server.files() == {"told/a.mp4": film.read_bytes(), "a.txt": b"a"}
    host = reached(server.address, root)
    assert host.listing() == {"told/a.mp4": None, "a.txt": 1}
    assert host.get("told/a.mp4") == film.read_bytes()
    host.close()


def test_a_large_file_stays_that_was_not_fetched(
    server: GitServed, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A commit keeps a large file of the one before, although nobody here has its bytes."""
    leaves_out_large_ones(monkeypatch)
    server.fill({"told/a.mp4": b"film" * 100_000})
    host = reached(server.address, root)
    host.deploy(["told/a.mp4"], ["a.txt"], lambda _: b"a", lambda _: None)
    host.close()
    assert server.files() == {"told/a.mp4": b"film" * 100_000, "a.txt": b"a"}


def test_a_large_blob_takes_little_memory(tmp_path: Path) -> None:
    """The id of a large file is the one that Git gives it, and it is packed piece by piece."""
    film = tmp_path / "a.mp4"
    film.write_bytes(bytes(30_000_000))
    tracemalloc.start()
    blob = large_blob(film)
    packed = blob.packed().comp_chunks
    assert packed is not None
    assert sum(len(piece) for piece in packed) > 30_000_000
    assert tracemalloc.get_traced_memory()[1] < 9_000_000
    tracemalloc.stop()
    assert blob.id == Blob.from_string(bytes(30_000_000)).id


def test_hidden_files_stay(server: GitServed, root: Path) -> None:
    """A file that a host takes its settings from is pushed again as it is."""
    server.fill({".domains": b"stories.example.org\n"})
    publish(server, root, BEFORE)
    assert server.files()[".domains"] == b"stories.example.org\n"


def test_former_commits_have_addresses(server: GitServed, root: Path) -> None:
    """The addresses are told at which Forgejo, GitHub and GitLab show the commit that is about to be replaced."""
    assert addresses(server, root) == []
    publish(server, root, BEFORE)
    commit = server.commit()
    assert commit is not None
    known = commit.id.decode()
    assert addresses(server, root) == [
        f"https://127.0.0.1:{server.port}/anna/pages{between}/commit/{known}" for between in ("", "/-")
    ]


@pytest.mark.parametrize("path", ["site.yaml", "our/site.yaml", "stories/a-name.md"])
def test_a_repository_with_sources_is_refused(server: GitServed, root: Path, path: str) -> None:
    """A repository that holds a site's sources in any branch is refused, and left as it is."""
    server.fill({"README.md": b"# Words", path: b"name: Harbour"}, branch="main")
    with pytest.raises(RemoteError, match="sources in its branch main"):
        publish(server, root, BEFORE)
    assert server.commit() is None


def test_a_repository_with_other_branches_is_taken(server: GitServed, root: Path) -> None:
    """A repository that has a branch with something else than sources is none to refuse."""
    server.fill({"README.md": b"# Words"}, branch="main")
    publish(server, root, BEFORE)
    assert served(server.files()) == BEFORE.contents


@pytest.mark.parametrize("own", ["https://git.example.org/Anna/Pages", "git@git.example.org:anna/pages.git"])
def test_the_sites_own_repository_is_refused(root: Path, own: str) -> None:
    """The repository that the site's folder comes from is refused before anything is asked, however it is written."""
    with Repo.init(str(root.parent)) as repo:
        config = repo.get_config()
        config.set((b"remote", b"origin"), b"url", own.encode())
        config.write_to_path()
    with pytest.raises(RemoteError, match="repository of the site's own folder"):
        reached("git+https://anna@git.example.org/anna/pages.git", root)


def test_a_repository_beside_the_sites_own_is_taken(server: GitServed, root: Path) -> None:
    """A site's folder may come from another repository of the same host."""
    with Repo.init(str(root)) as repo:
        config = repo.get_config()
        config.set((b"remote", b"origin"), b"url", server.address.replace("pages", "stories").encode())
        config.write_to_path()
    publish(server, root, BEFORE)
    assert served(server.files()) == BEFORE.contents


def test_two_who_publish_at_once_are_told(server: GitServed, root: Path) -> None:
    """Where somebody else has pushed since the branch was looked at, nothing is pushed over that."""
    publish(server, root, BEFORE)
    host = reached(server.address, root)
    online = look(host, SITE)
    server.fill({"index.html": b"theirs"})
    with pytest.raises(WordsRemainError, match="somebody else is publishing"):
        update(host, AFTER, online)
    host.close()
    assert server.files() == {"index.html": b"theirs"}


@pytest.mark.parametrize("branch", ["our pages", "a..b", "pages.lock", ""])
def test_a_branch_that_can_be_none_is_told(server: GitServed, root: Path, branch: str) -> None:
    """A name that Git takes for no branch is told before anything is asked."""
    with pytest.raises(RemoteError, match="cannot have that name"):
        reached(server.address, root, branch)
    assert server.asked == []


@pytest.mark.parametrize("secret", [None, "wrong", "schlüssel-für-3-€"])
def test_a_wrong_token_is_told_and_never_shown(
    server: GitServed, root: Path, secret: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that is missing or wrong is told with where to give it, without a word of it."""
    monkeypatch.setenv(variable_of("live"), secret or "")
    with pytest.raises(RemoteError, match=variable_of("live")) as told:
        reached(server.address, root)
    assert not told.value.passing
    assert secret is None or secret not in f"{told.value} {told.value!r}"


def test_a_repository_that_is_not_there_is_told(server: GitServed, root: Path) -> None:
    """A repository that the host does not have is told, and so is an address that names none."""
    with pytest.raises(RemoteError, match="make the repository"):
        reached(server.address.replace("pages", "elsewhere"), root)
    with pytest.raises(RemoteError, match="names no repository"):
        reached("git+https://host.example.org/", root)


def test_a_repository_that_has_moved_is_told(server: GitServed, root: Path) -> None:
    """Where a host leads on to another address, nobody goes there, and it is told to write that down."""
    with pytest.raises(RemoteError, match="write the address that the repository has now"):
        reached(server.address.replace("pages", "moved"), root)
    assert not [way for way in server.asked if way.startswith("/anna/pages.git")]


@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")  # the library's own
@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-30], lambda data: data.replace(b"PACK", b"PECK"), lambda _: b"?"]
)
def test_a_server_that_answers_anything_is_told(
    server: GitServed, root: Path, spoil: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a server answers in place of what was asked for, that is told."""
    publish(server, root, BEFORE)
    monkeypatch.setattr("generator.publishing.patience.WAITS", ())
    server.spoilt = spoil
    with pytest.raises(RemoteError, match="anna/pages"):
        reached(server.address, root)


def test_another_server_gets_no_token(server: GitServed, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server whose certificate does not hold is told, and not asked for anything."""
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(RemoteError, match="nothing was sent"):
        reached(server.address, root)
    assert server.asked == []


def test_a_protected_branch_is_told(server: GitServed, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a host says of a branch that it does not let us replace is told, with what to do."""

    def refuse(*_of_what: object) -> SendPackResult:
        return SendPackResult({}, ref_status={b"refs/heads/pages": "protected branch hook declined"})

    monkeypatch.setattr(Urllib3HttpGitClient, "send_pack", refuse)
    with pytest.raises(RemoteError, match=r"protected branch hook declined.*force push"):
        publish(server, root, BEFORE)


def test_a_folder_that_git_cannot_read_is_told(root: Path) -> None:
    """Where the repository around a site's folder cannot be read, that is told, since nobody knows where it belongs."""
    with Repo.init(str(root)) as repo:
        config = repo.get_config()
        config.set((b"core",), b"repositoryformatversion", b"9")
        config.write_to_path()
    with pytest.raises(RemoteError, match="cannot be read"):
        reached("git+https://anna@git.example.org/anna/pages.git", root)


def test_a_host_that_is_away_is_told_in_plain_words(root: Path) -> None:
    """A host that cannot be reached is told with what to check, and without what the library says of it."""
    with pytest.raises(RemoteError, match=r"it cannot be reached; check its address, and the connection$") as told:
        reached("git+https://anna@127.0.0.1:1/anna/pages", root)
    assert told.value.passing


@pytest.mark.filterwarnings("ignore:unclosed Protocol:ResourceWarning")  # the library's own
@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"Host key verification failed.\n", "connect once with “ssh”"),
        (b"@@@\n@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\n@@@\n", "the server's key has changed"),
    ],
)
def test_ssh_asks_nobody_and_knows_its_server(
    root: Path, said: bytes, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By SSH the system's own program is called, which asks nothing and speaks to no server that it does not know."""
    called: list[list[str]] = []

    class Program:
        """A program that ends at once."""

        def __init__(self, arguments: list[str], **_more: Any) -> None:
            called.append(arguments)
            self.stdin, self.stdout = io.BytesIO(), io.BytesIO()
            self.stderr = io.BytesIO(said)
            self.returncode = 255

        def poll(self) -> int:
            """It has ended."""
            return 255

        def wait(self, **_more: object) -> int:
            """It has."""
            return 255

    monkeypatch.setattr("dulwich.client.subprocess.Popen", Program)
    with pytest.raises(RemoteError, match=told):
        reached("git+ssh://git@git.example.org:2222/anna/pages.git", root)
    (arguments,) = called
    assert {"BatchMode=yes", "StrictHostKeyChecking=yes"} <= {*arguments}
    assert arguments[-2:] == ["git@git.example.org", b"git-upload-pack '/anna/pages.git'"]
