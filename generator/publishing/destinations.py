"""From a destination in site.yaml to the store that it names."""

from __future__ import annotations

import importlib.util
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.consent.despite_errors import gathered, settings_told
from generator.consent.refused import RefusedError
from generator.content import read, schema, sources, strict_yaml
from generator.content.decoding import decode
from generator.content.field_types import SiteUrl
from generator.content.settings import PublishDestination, Settings
from generator.content.web_address import outside
from generator.ground.diagnostics import CannotBuildError, Span, in_order
from generator.publishing.account import Account, account_of
from generator.publishing.patience import PatientStore
from generator.publishing.ports import FileStore, Host, RemoteError

FOLDER = "folder:"
# The ports that kinds of hosts have where none is named.
PORTS = {"sftp": 22, "ftps": 21, "rsync+ssh": 22, "git+ssh": 22, "git+https": 443}
# The libraries that they need, which are installed as extras.
LIBRARIES = {"sftp": "asyncssh", "s3": "boto3", "git": "dulwich"}


def opened(destination: PublishDestination, root: Path) -> Host:
    """The host that a destination of the site in ``root`` names.

    Raises RemoteError where it cannot be reached, does not know us, or a library is missing that it needs.
    """
    if destination.to.startswith(FOLDER):
        from generator.publishing.targets.folder import FolderStore

        return FolderStore(root / Path(destination.to.removeprefix(FOLDER)).expanduser())
    kind, _, folder = destination.to.partition(":")
    if kind == "pages":
        from generator.publishing.targets.pages import PagesSite

        return PagesSite(root / folder, str(address_of(destination, settings_with_places(root))))
    extra = kind.partition("+")[0]
    library = LIBRARIES.get(extra)
    if library is not None and importlib.util.find_spec(library) is None:
        install = f"pip install 'hearten[{extra}]'"
        raise RemoteError(f"{destination.to} needs a library that is not installed; install it with {install}")
    account = account_of(destination)
    if kind.startswith("git+"):
        from generator.publishing.targets.git import GitSite

        return GitSite(account, destination.branch, root)
    if kind == "netlify":
        from generator.publishing.targets.netlify import NetlifySite

        return NetlifySite(account)
    return PatientStore(_server(kind, account, destination))


def _server(kind: str, account: Account, destination: PublishDestination) -> FileStore:
    if kind == "rclone":
        from generator.publishing.targets.rclone import RcloneStore

        return RcloneStore(account)
    if kind == "rsync+ssh":
        from generator.publishing.targets.rsync import RsyncStore

        return RsyncStore(account)
    if kind == "sftp":
        from generator.publishing.targets.sftp import SftpStore

        return SftpStore(account, destination.host_key)
    if kind == "ftps":
        from generator.publishing.targets.ftps import FtpsStore

        return FtpsStore(account)
    from generator.publishing.targets.s3 import S3Store

    return S3Store(account, destination.endpoint, destination.region)


def place_of(destination: PublishDestination) -> str:
    """By what a destination's place is known, however its address is spelled."""
    kind, _, rest = destination.to.partition(":")
    if "://" not in destination.to:
        return f"{kind}:{posixpath.normpath(rest) if rest else rest}"
    try:
        parts = urlsplit(destination.to)
        port = parts.port
    except ValueError:  # it names nothing that could be reached
        return destination.to
    user = unquote(parts.username or "") if kind != "s3" else ""
    host, folder = parts.hostname or "", posixpath.normpath(unquote(parts.path).strip("/") or ".")
    number = port if port is not None else PORTS.get(kind, "")
    return "\n".join((kind, user, host, str(number), folder, destination.branch, destination.endpoint or ""))


def address_of(destination: PublishDestination, settings: Settings) -> str | None:
    """The address at which a destination is read; None for a folder of this computer that names none."""
    if destination.url is not None:
        return str(outside(destination.url))
    return None if destination.to.startswith(FOLDER) else settings.address


def chosen(destinations: Sequence[PublishDestination], name: str | None) -> tuple[PublishDestination, ...]:
    """The destinations to publish to: the one with a name, or all. Raises RefusedError if there is none."""
    if not destinations:
        example = "publish: [{name: live, to: sftp://USER@HOST/PATH}]"
        raise RefusedError(f"site.yaml does not say where the site is put online; write there, for instance: {example}")
    found = tuple(destination for destination in destinations if name in (None, destination.name))
    if not found:
        names = ", ".join(destination.name for destination in destinations)
        raise RefusedError(f"site.yaml has no destination called “{name}”; those that it has are: {names}")
    return found


def settings_of(root: Path) -> Settings:
    """The settings of the site in ``root``. Raises CannotBuildError if they are wrong."""
    checked = read.settings(sources.site_file(root), sources.SITE_FILE)
    if checked.value is None or checked.errors:
        raise CannotBuildError(*in_order(checked.diagnostics))
    return checked.value[0]


@dataclass(frozen=True, slots=True)
class _WrittenPlaces:
    """What site.yaml says of where the site is; whatever else stands there is not looked at."""

    url: SiteUrl
    publish: tuple[PublishDestination, ...] = ()


def settings_with_places(root: Path) -> Settings:
    """The settings of the site in ``root`` for taking away: its address and its places are right, and maybe no more.

    Raises CannotBuildError if anything is wrong, and ``url:`` or ``publish:`` is so, too, or does not stand there.
    """
    try:
        return settings_of(root)
    except CannotBuildError as e:
        data = sources.site_file(root)
        text = decode(data, sources.SITE_FILE).value
        document = strict_yaml.parse(text, sources.SITE_FILE).value if text is not None else None
        if text is None or document is None:
            raise
        written = schema.check(_WrittenPlaces, document, sources.SITE_FILE).value
        seen = schema.check(Settings, document, sources.SITE_FILE).diagnostics  # of which ``written`` has no part
        errors = (problem for problem in e.diagnostics if problem.is_error and problem not in seen)
        wrong = {_field_at(document, text, problem.span) for problem in errors}
        if written is None or not written.publish or wrong & {None, "url", "publish"}:
            raise
        return replace(settings_told(gathered(root)), url=written.url, publish=written.publish)


def _field_at(document: strict_yaml.Document, text: str, place: Span) -> str | None:
    """In which field at the margin of site.yaml a place is; None where it is in none.

    The second of two with one name counts as that, too: its value is left out.
    """
    fields = {span: str(loc[0]) for loc, span in document.keys.items() if len(loc) == 1}
    if place in document.repeated:
        written = text.split("\n")[place.line - 1][place.column - 1 :].strip("'\" ")
        again = next((key for key in fields.values() if written.startswith(key)), None)
        if again in {"publish", "url"} or place.column == min(fields).column:
            return again
    return fields[max(span for span in fields if span <= place)] if fields and min(fields) <= place else None
