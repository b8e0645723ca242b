"""Where the site is put online, said at the desk: a server or folder goes into site.yaml, a password into a keyring."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from generator.authoring.front_matter_edit import CannotEditError
from generator.authoring.new_place import with_place
from generator.consent.alone import alone
from generator.consent.refused import RefusedError
from generator.content import sources
from generator.content.settings import PublishDestination
from generator.content.sources import SITE_FILE
from generator.preview.desk.consent_forms import Complaint, Refused, Values
from generator.preview.desk.form_actions import CHANGED, OTHER_PAGE, FormActions
from generator.preview.site.assets import fill
from generator.publishing.account import account_of, keep_secret
from generator.publishing.destinations import address_of, settings_of
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
NOBODY_ASKS = "It has no address, so whether something is gone can be seen in the folder alone, and not on the web."
NO_FOLDER = "Write which folder, from its beginning on."


@dataclass(frozen=True, slots=True)
class KeyToCompare:
    """What was written of a server, with the key that it shows, and the key's fingerprint for a person to compare."""

    values: Values
    fingerprint: str


def placed(root: Path, clerk: FormActions, sent: Values) -> str | Refused | KeyToCompare:
    """Write down a place, or keep a password, as a form says.

    Gives the key of what came of it, or why nothing was done, or first a server's key to compare.
    """
    act = _one(sent, "act")
    if not clerk.own(sent):
        return Refused(act, sent, (Complaint(OTHER_PAGE),), 403)
    with clerk.one_by_one:
        try:
            told = _keep(sent) if act == "password" else _place(root, sent)
        except (RefusedError, CannotEditError, RemoteError) as e:
            about = e.about if isinstance(e, RefusedError) else None
            return Refused(act, sent, (Complaint(_sentence(str(e)), about),))
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
    sent: Refused | KeyToCompare | None = None,
) -> str:
    """The page: the places that there are, each with a form for its password, or the form for a first one."""
    query = urlencode(kept)
    refused = sent if isinstance(sent, Refused) else None
    return fill(
        "desk-place.html",
        places=[(one, not one.to.startswith(("folder:", "pages:"))) for one in places],
        kinds=KINDS,
        values={name: _one(sent.values, name) if sent else "" for name in FIELDS},
        compare=sent if isinstance(sent, KeyToCompare) else None,
        refused=refused,
        told=told,
        token=token,
        action=f"{PLACE}?{query}",
        back=f"/_desk/online?{query}",
    )


def _place(root: Path, sent: Values) -> str | KeyToCompare:
    to = _address(sent)
    given = PublishDestination(name=NAME, to=to)
    host_key, password = _one(sent, "host_key"), _one(sent, "password")
    account = None if to.startswith("folder:") else account_of(given)
    data = sources.site_file(root)
    new = with_place(data, NAME, to, host_key, _one(sent, "url").strip())
    if account is not None and to.startswith("sftp:") and not host_key:
        if importlib.util.find_spec("asyncssh") is None:
            raise RefusedError("a server by SFTP needs a library: pip install 'hearten[sftp]'", "kind")
        from generator.publishing.targets.sftp import shown_key

        key = shown_key(account)
        return KeyToCompare({**sent, "host_key": (key.line,)}, key.fingerprint)
    if account is not None and password:
        keep_secret(NAME, password)
    with alone(root):
        atomic_write.replace(root / SITE_FILE, data, new)
    asked = address_of(settings_of(root).publish[0], settings_of(root))
    proof = f"Whether something is gone is asked at {asked}." if asked else NOBODY_ASKS
    return f"The site goes to {to}. {proof} Look now what will appear there."


def _keep(sent: Values) -> str:
    name, password = _one(sent, "name"), _one(sent, "password")
    if not password:
        raise RefusedError("Write the password.", f"{name}-password")
    keep_secret(name, password)
    return f"The password of “{name}” is in your system's keyring."


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


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


def _one(sent: Values, name: str) -> str:
    return next(iter(sent.get(name, ())), "")
