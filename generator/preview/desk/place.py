"""Where the site is put online, said at the desk: a server or folder goes into site.yaml, a password into a keyring.

What was put at a place stays there when the place is another: that is told before, and kept in mind afterwards.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlencode, urlsplit

from generator.authoring.front_matter_edit import CannotEditError
from generator.authoring.place_edit import with_changed_place, with_place, without_place
from generator.consent.alone import alone
from generator.consent.refused import RefusedError
from generator.content import sources
from generator.content.settings import PublishDestination
from generator.content.sources import SITE_FILE
from generator.ground.diagnostics import CannotBuildError
from generator.preview.desk.consent_forms import Complaint, Refused, Values
from generator.preview.desk.form_actions import CHANGED, OTHER_PAGE, FormActions, complaints_of
from generator.preview.desk.form_actions import one as _one
from generator.preview.site.assets import fill
from generator.publishing.account import account_of, forget_secret, keep_secret
from generator.publishing.destinations import address_of, place_of, settings_of
from generator.publishing.open_proofs import OpenProofs
from generator.publishing.ports import RemoteError
from generator.store import atomic_write
from generator.store.atomic_write import ChangedMeanwhileError

PLACE = "/_desk/place"
NAME = "live"
KINDS = {
    "sftp": "Web space, by SFTP",
    "ftps": "Web space, by FTPS",
    "folder": "A folder, stick or network drive",
}
FIELDS = ("kind", "host", "user", "folder", "url", "host_key")
NEEDED = {"host": "Write the server's name, as your host calls it.", "user": "Write the name that you log in with."}
NOBODY_ASKS = (
    "It has no address, so nobody can ask on the web whether something is gone; you can see it in the folder itself."
)
NO_FOLDER = "Write which folder, from its beginning on."
OWN_FOLDER = (
    "The site's own files lie in this folder, or around it. Name another one, in which nothing lies yet: what goes "
    "online is kept apart from what you write."
)


@dataclass(frozen=True, slots=True)
class KeyToCompare:
    """What was written of a server, with the key that it shows, and the key's fingerprint for a person to compare."""

    values: Values
    fingerprint: str


@dataclass(frozen=True, slots=True)
class LeavesBehind:
    """What was written, or asked for, of a place where the site may be: what lies there would stay."""

    values: Values
    place: str
    reached: bool

    @property
    def act(self) -> str:
        """What was asked for."""
        return _one(self.values, "act")


NotPlaced = Refused | KeyToCompare | LeavesBehind


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place as the page shows it: ``values`` fill its form, which is not there for kinds that no form can write."""

    name: str
    where: str
    has_secret: bool
    values: Mapping[str, str] | None


def in_words(place: PublishDestination) -> str:
    """Where a place is, in words for people."""
    if place.to.startswith("folder:"):
        return f"the folder {place.to.removeprefix('folder:')}"
    parts = _parts(place)
    if parts is None:
        return f"“{place.name}” ({place.to})"
    within = f", folder {parts['folder']}" if parts["folder"] else ""
    return f"your web space at {parts['host']}{within}"


def placed(root: Path, clerk: FormActions, sent: Values) -> str | NotPlaced:
    """Write down, change or take out a place, or keep a password, as a form says.

    Gives the key of what came of it, or why nothing was done, or first what a person has to look at.
    """
    act, name = _one(sent, "act"), _one(sent, "name")
    if not clerk.own(sent):
        return Refused(act, sent, (Complaint(OTHER_PAGE),), 403)
    with clerk.one_by_one:
        try:
            if act == "password":
                told: str | NotPlaced = _keep(sent)
            elif act == "remove":
                told = _take_out(root, name, sent)
            else:
                told = _place(root, name, sent)
        except (RefusedError, CannotEditError, RemoteError) as e:
            about = e.about if isinstance(e, RefusedError) else None
            field = f"{name}-{about}" if name and about else about
            return Refused(act, sent, (Complaint(_sentence(str(e)), field),))
        except CannotBuildError as e:
            return Refused(act, sent, complaints_of(e))
        except ChangedMeanwhileError:
            return Refused(act, sent, (Complaint(CHANGED.format(path=SITE_FILE)),), 409)
        except OSError as e:
            return Refused(act, sent, (Complaint(f"{SITE_FILE} could not be written ({e.strerror})."),))
    return clerk.remember((told,)) if isinstance(told, str) else told


def page(
    places: Sequence[PublishDestination],
    kept: Mapping[str, str],
    told: Sequence[str],
    token: str,
    sent: NotPlaced | None = None,
) -> str:
    """The page: the places that there are, each with its forms, or the form for a first one."""
    query = urlencode(kept)
    of = _one(sent.values, "name") if sent else ""
    changing = sent is not None and _one(sent.values, "act") == "change"
    has_agreed = isinstance(sent, LeavesBehind) or (sent is not None and bool(_one(sent.values, "agreed")))
    written = {name: _one(sent.values, name) for name in FIELDS} if sent else dict.fromkeys(FIELDS, "")
    return fill(
        "desk-place.html",
        places=[
            ShownPlace(
                one.name,
                in_words(one),
                not one.to.startswith(("folder:", "pages:")),
                written if changing and of == one.name else _parts(one),
            )
            for one in places
        ],
        kinds=KINDS,
        values=written,
        of=of,
        changing=changing,
        agreed=of if changing and has_agreed else "",
        compare=sent if isinstance(sent, KeyToCompare) else None,
        leaves=sent if isinstance(sent, LeavesBehind) else None,
        refused=sent if isinstance(sent, Refused) else None,
        told=told,
        token=token,
        action=f"{PLACE}?{query}",
        back=f"/_desk/online?{query}",
    )


def _place(root: Path, name: str, sent: Values) -> str | NotPlaced:
    """Write down a first place, or change the one with a name."""
    to, data = _address(sent), sources.site_file(root)
    before = _named(root, name) if name else None
    given = PublishDestination(name=name or NAME, to=to)
    is_another_server = before is not None and _server(before) != _server(given)
    host_key, password = _one(sent, "host_key").strip(), _one(sent, "password")
    if is_another_server and before is not None and host_key == before.host_key:
        host_key = ""  # which is the former server's
    is_folder = to.startswith("folder:")
    account = None if is_folder else account_of(given)
    fields = {"to": to, "url": _one(sent, "url").strip(), "host_key": host_key if to.startswith("sftp:") else ""}
    new = with_changed_place(data, name, fields) if before else with_place(data, NAME, to, host_key, fields["url"])
    if is_folder and _is_own(root, Path(_one(sent, "folder").strip())):
        raise RefusedError(OWN_FOLDER, "folder")
    if before is not None and place_of(before) != place_of(given) and (left := _left_behind(root, before, sent)):
        return left
    if account is not None and to.startswith("sftp:") and not host_key:
        if importlib.util.find_spec("asyncssh") is None:
            raise RefusedError("a server by SFTP needs a library: pip install 'hearten[sftp]'", "kind")
        from generator.publishing.targets.sftp import shown_key

        key = shown_key(account)
        return KeyToCompare({**sent, "host_key": (key.line,)}, key.fingerprint)
    if is_another_server:
        forget_secret(given.name)
    if account is not None and password:
        keep_secret(given.name, password)
    _write(root, data, new, before)
    settings = settings_of(root)
    now = next(place for place in settings.publish if place.name == given.name)
    asked = address_of(now, settings)
    proof = f"Whether something is gone is asked at {asked}." if asked else NOBODY_ASKS
    return f"From now on, the site goes to {in_words(now)}. {proof}"


def _take_out(root: Path, name: str, sent: Values) -> str | NotPlaced:
    """Take a place out of site.yaml."""
    data, before = sources.site_file(root), _named(root, name)
    new = without_place(data, name)
    if left := _left_behind(root, before, sent):
        return left
    forget_secret(name)
    _write(root, data, new, before)
    return f"The site does not go to {in_words(before)} any more."


def _write(root: Path, data: bytes, new: bytes, before: PublishDestination | None) -> None:
    """Write site.yaml, and keep in mind that something may still be at the place that was there ``before``."""
    with alone(root):
        reached = before is not None and _reached(root, before) is not False
        atomic_write.replace(root / SITE_FILE, data, new)
        settings = settings_of(root)
        if before is not None and reached and place_of(before) not in {*map(place_of, settings.publish)}:
            OpenProofs(root, settings).tried(before, undone=True)


def _left_behind(root: Path, before: PublishDestination, sent: Values) -> LeavesBehind | None:
    """What a person is told before a place goes where the site may be, unless they have agreed."""
    if _one(sent, "agreed") or (reached := _reached(root, before)) is False:
        return None
    return LeavesBehind(sent, in_words(before), reached is True)


def _reached(root: Path, place: PublishDestination) -> bool | None:
    """Whether this computer has put the site at a place; None where it cannot know."""
    proofs = OpenProofs(root, settings_of(root))
    known = proofs.site.places.get(place_of(place))
    if known is not None and known.reached:
        return True
    return None if proofs.lost or proofs.forgetful else False


def _named(root: Path, name: str) -> PublishDestination:
    found = next((place for place in settings_of(root).publish if place.name == name), None)
    if found is None:
        raise RefusedError(f"{SITE_FILE} names no place called “{name}” any more. Look at the page again.")
    return found


def _keep(sent: Values) -> str:
    name, password = _one(sent, "name"), _one(sent, "password")
    if not password:
        raise RefusedError("Write the password.", "password")
    keep_secret(name, password)
    return f"The password of “{name}” is in your system's keyring."


def _parts(place: PublishDestination) -> dict[str, str] | None:
    """What the form shows of a place; None for kinds that it cannot write."""
    kind, _, rest = place.to.partition(":")
    rows = dict.fromkeys(FIELDS, "") | {"kind": kind, "url": place.url or "", "host_key": place.host_key or ""}
    if kind == "folder":
        return rows | {"folder": rest}
    try:
        parts = urlsplit(place.to)
    except ValueError:
        return None
    if kind not in KINDS or not parts.hostname:
        return None
    user, _, host = parts.netloc.rpartition("@")
    return rows | {"host": host, "user": unquote(user), "folder": unquote(parts.path).strip("/")}


def _server(place: PublishDestination) -> tuple[str, str, str] | None:
    """By what a server and who we are there are known; None for a folder."""
    parts = _parts(place)
    return None if parts is None or parts["kind"] == "folder" else (parts["kind"], parts["host"], parts["user"])


def _address(sent: Values) -> str:
    kind, folder = _one(sent, "kind"), _one(sent, "folder").strip()
    if kind not in KINDS:
        raise RefusedError("Choose what it is.", "kind")
    if kind == "folder":
        if not Path(folder).is_absolute():
            raise RefusedError(NO_FOLDER, "folder")
        return f"folder:{folder}"
    for name, missing in NEEDED.items():
        if not _one(sent, name).strip():
            raise RefusedError(missing, name)
    return (
        f"{kind}://{quote(_one(sent, 'user').strip(), safe='')}@{_one(sent, 'host').strip()}/{quote(folder.strip('/'))}"
    )


def _is_own(root: Path, folder: Path) -> bool:
    """Whether a folder is the site's, holds it, or lies in it, whatever links lead there."""
    site, place = root.resolve(), folder.resolve()
    return site.is_relative_to(place) or place.is_relative_to(site)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")
