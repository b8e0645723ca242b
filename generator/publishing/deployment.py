"""What is online brought up to date at a host that takes whole sites: first one without the words that must go.

The manifest is a file of the site, so that both are of one moment, and nothing is ever under way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from generator.content.page_kinds import PageKind
from generator.publishing.difference import Doing, Online, Removal, UpdateSteps, blank, is_hidden
from generator.publishing.local_build import LocalBuild
from generator.publishing.ports import ContentOf, RemoteError, WholeSite
from generator.publishing.remote_manifest import MANIFEST, RemoteFile, RemoteManifest, to_bytes

# What is named where a host does not forget.
KEPT = "copies that the host keeps"


def take_away(host: WholeSite, removal: Removal, online: Online, told: RemoteManifest) -> dict[str, RemoteError]:
    """Deploy what is online without the words that must go, and have all former deployments forgotten.

    ``told`` is what the manifest says of everything but files. Gives what is left, and why.
    """
    left: dict[str, RemoteError] = {}
    if removal.steps or (online.manifest is not None and online.manifest != replace(told, files=removal.after)):
        blanked = {step.path for step in removal.steps if step.doing is Doing.BLANK} & removal.after.keys()
        manifest = replace(told, files=removal.after)
        try:
            _deploy(host, (removal.after.keys() - blanked) | online.foreign, blanked, blank, manifest)
        except RemoteError as e:
            left |= {step.path: e for step in removal.steps}
    try:
        host.forget()
    except RemoteError as e:
        left[KEPT] = e
    return left


def is_due(local: LocalBuild, online: Online) -> bool:
    """Whether anything but the day differs from what is online; each deployment costs something, or leaves a copy."""
    before = online.manifest
    if before is None or not online.certain:
        return True
    now = replace(local.manifest, day=before.day, files=_lasting(local.manifest))
    return now != replace(before, files=_lasting(before))


def _lasting(manifest: RemoteManifest) -> Mapping[str, RemoteFile]:
    """All files but the one that changes with every day."""
    return {path: file for path, file in manifest.files.items() if path != PageKind.BUILT.path()}


def deploy(
    host: WholeSite, local: LocalBuild, online: Online, todo: UpdateSteps, tell: Callable[[int, int], None]
) -> int:
    """Deploy what was built, sending what is not there yet; gives how many bytes were sent.

    Raises RemoteError if the host does not do its part.
    """
    put = [step.path for step in todo.rest if step.doing is Doing.PUT]
    ahead = {path: local.files[path].online.size for path in put}
    total, sent = sum(ahead.values()), 0

    def tell_of(path: str) -> None:
        nonlocal sent
        sent += ahead.pop(path, 0)
        tell(sent, total)

    _deploy(host, (local.files.keys() | online.foreign) - {*put}, put, local.to_send, local.manifest, tell_of)
    host.forget()
    return total


def _deploy(
    host: WholeSite,
    kept: Collection[str],
    put: Iterable[str],
    content: ContentOf,
    manifest: RemoteManifest,
    sent: Callable[[str], None] = lambda _path: None,
) -> None:
    hidden = {path for path in host.listing() if is_hidden(path)}
    told = to_bytes(manifest)
    host.deploy(
        {*kept, *hidden},
        [*put, MANIFEST],
        lambda path: told if path == MANIFEST else content(path),
        lambda path: sent(path) if path != MANIFEST else None,
    )
