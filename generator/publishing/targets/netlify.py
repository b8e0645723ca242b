"""A site at Netlify, which takes files by their digests, and keeps every deployment until that is deleted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from generator.publishing.account import Account
from generator.publishing.patience import Patience
from generator.publishing.ports import ContentOf, RemoteError, sha_of
from generator.publishing.targets.netlify_api import Deploy, NetlifyApi, permalinks

SHA = "sha1"  # by which Netlify knows the bytes of a file
POLLS, PAUSE = 600, 1  # times that is asked whether a deployment is ready, and seconds between them
FAILED, PREPARING = {"error", "rejected"}, {"new", "pending", "preparing"}


class NetlifySite:
    """A site at Netlify. Raises RemoteError where there is no such site, or the token does not open it."""

    def __init__(self, account: Account, patience: Patience | None = None) -> None:
        self.shown, self.patience = account.shown, patience or Patience()
        self.api = NetlifyApi(account, self.patience)
        self.known: Mapping[str, str] | None = None
        self.seen: str | None = None  # which deployment that was read from
        try:
            self.name = self.api.site().name
        except RemoteError:
            self.close()
            raise

    def listing(self) -> Mapping[str, int | None]:
        """Every file of what is online. Sizes are not told, since Netlify may change pages after they were sent."""
        return dict.fromkeys(self._files())

    def get(self, path: str) -> bytes | None:
        """The bytes of a file of what is online: from the API if they are as they were sent, or as they are shown."""
        sha = self._files().get(path)
        online = self.api.site().published_deploy
        if sha is None or online is None:
            return None
        content = self.api.raw(path)
        if content is not None and sha_of(content, SHA) == sha:
            return content
        return self.api.shown_to_all(online, self.name, path)

    def deploy(
        self, kept: Collection[str], put: Collection[str], content: ContentOf, sent: Callable[[str], None]
    ) -> None:
        """Name all files by their digests, send those that Netlify does not know, and wait until they are online."""
        before = self.api.site().published_deploy
        if before is not None and before.locked:
            hint = "start it again at Netlify, under “Deploys”"
            raise RemoteError(f"{self.shown}: publishing is locked there, so nothing can change; {hint}")
        known = self._files()
        if (before.id if before is not None else None) != self.seen:
            raise RemoteError(f"somebody else is publishing to {self.shown} at this moment; publish again afterwards")
        shas = {path: known[path] for path in kept} | {path: sha_of(content(path), SHA) for path in put}
        made = self._waited(self.api.begin(shas), lambda deploy: deploy.state not in PREPARING)
        path_of = {shas[path]: path for path in put}
        for sha in made.required or ():
            if sha not in path_of:
                raise RemoteError(f"{self.shown}: Netlify has lost a file that is online; publish everything again")
            self.api.send(made, path_of[sha], content(path_of[sha]))
            sent(path_of[sha])
        self._waited(made, lambda deploy: deploy.state == "ready")
        self._wait_until_online(made)
        for path in put:  # the rest was there already
            sent(path)
        self.known, self.seen = shas, made.id

    def forget(self) -> None:
        """Delete all deployments but what is online, previews and those of branches, too."""
        online = self.api.site().published_deploy
        left: list[RemoteError] = []
        for deploy in self.api.deploys():
            if online is None or deploy.id != online.id:
                try:
                    self.api.delete(deploy)
                except RemoteError as e:
                    left.append(e)
        if left:
            raise left[0]

    def former_addresses(self) -> Collection[str]:
        """The addresses at which Netlify keeps the deployments that it has now."""
        return permalinks(self.api.deploys(), self.name)

    def still_kept(self, addresses: Collection[str]) -> Collection[str]:
        """Those of deployments that Netlify still lists."""
        return {*addresses}.intersection(self.former_addresses())

    def close(self) -> None:
        """End the connection."""
        self.api.close()

    def _files(self) -> Mapping[str, str]:
        """The SHA-1 of each file that is online."""
        if self.known is None:
            online = self.api.site().published_deploy
            found = self.api.files() if online is not None else []
            self.seen = online.id if online is not None else None
            self.known = {file.path.strip("/"): file.sha for file in found}
        return self.known

    def _waited(self, made: Deploy, is_done: Callable[[Deploy], bool]) -> Deploy:
        for _ in range(POLLS):
            if made.state in FAILED:
                raise RemoteError(f"{self.shown}: Netlify could not take it ({made.error_message or made.state})")
            if is_done(made):
                return made
            self.patience.sleep(PAUSE)
            made = self.api.deploy(made.id)
        raise RemoteError(f"{self.shown}: Netlify is not ready after {POLLS * PAUSE} seconds; publish again later")

    def _wait_until_online(self, made: Deploy) -> None:
        for _ in range(POLLS):
            online = self.api.site().published_deploy
            if online is not None and online.id == made.id:
                return
            self.patience.sleep(PAUSE)
        raise RemoteError(f"{self.shown}: another deployment is online there than what was just sent; publish again")
