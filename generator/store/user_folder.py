"""The user's own folder on this machine, for what may not lie in the folder of a site, which may be given away."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

GIVEN = "HEARTEN_STATE"


class NoUserFolderError(Exception):
    """There is none outside the site; the message says so."""


def user_folder(root: Path | None) -> Path | None:
    """The folder, for what is kept of the site in ``root``; None where the environment says that nothing is to be kept.

    Without a ``root``, for what is kept of none in particular. Raises NoUserFolderError where there is none, and
    OSError where the system does not tell.
    """
    given = os.environ.get(GIVEN)
    if given == "":
        return None
    if given is not None:
        folder = Path(given)
    else:
        from platformdirs import user_state_path

        folder = user_state_path("hearten", appauthor=False)
    # Without a home the path begins with a tilde.
    if not folder.is_absolute() or (root is not None and folder.resolve().is_relative_to(root.resolve())):
        raise NoUserFolderError("this user has no folder of their own outside the site")
    return folder


def of_site(root: Path, what: str) -> Path | None:
    """The folder there for what is kept of the site in ``root`` alone; None, and errors, as `user_folder`."""
    folder = user_folder(root)
    return folder and folder / what / hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:32]


def clear(root: Path, what: str) -> OSError | None:
    """Remove all that is kept there under ``what``, of whatever site, for that in ``root``; why not, if that fails."""
    try:
        folder = user_folder(root)
        if folder is not None and (folder / what).is_dir():
            shutil.rmtree(folder / what)
    except NoUserFolderError:
        return None  # so nothing was ever kept
    except OSError as e:
        return e
    return None
