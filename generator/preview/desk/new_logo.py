"""A logo that is chosen at the desk: cleaned at once, and written as it is published, so that nothing else lies there.

Its name is made of what is in it: the same name for the same logo, and never that of another.
"""

from __future__ import annotations

from pathlib import Path

from generator.content import sources
from generator.ground.places import MADE_RECORDINGS, made_file
from generator.importing.placing import put
from generator.incremental.kept_pictures import logo
from generator.media.photo import Unusable
from generator.preview.desk.consent_forms import Complaint

FIELD = "picture"
# By which button: one for each of the two, and that which saves the whole form, with a logo if one was chosen.
WITH_ALL = "with-all"
WHICH = (WITH_ALL, "file", "dark")
NO_FILE = "Choose a picture first."


def kept(root: Path, data: bytes | None) -> str | Complaint:
    """Write the logo in ``data`` into the site's folder; its path there, or what is to be mended before.

    Raises RefusedError, and ChangedMeanwhileError where another file has its name.
    """
    if data is None:
        return Complaint(NO_FILE, FIELD)
    made = logo(data)
    if isinstance(made, Unusable):
        return Complaint(f"{made.message[0].upper()}{made.message[1:]}: {made.hint}.", FIELD)
    path = f"{MADE_RECORDINGS}/{made_file('logo', made.name)}"
    if sources.read_inside(root, path, len(made.content)) != made.content:
        put(root, path, None, made.content)
    return path
