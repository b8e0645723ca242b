"""Who did an act of consent, where the organisation wants the log to say so (“log_editors” in site.yaml).

An editor's name is kept nowhere but in that line, and only by this wish: nobody is named by accident.
"""

from __future__ import annotations

from pathlib import Path

from generator.consent.despite_errors import gathered
from generator.consent.refused import RefusedError
from generator.content import read, sources

LONGEST = 100  # letters
MISSING = (
    "The log of this site says who did each act (“log_editors” below “consent:” in site.yaml). Say who you are with "
    "--by, or at the desk in the field for it, and do the same once more. Nothing was changed."
)
UNWANTED = (
    "The log of this site names nobody, and “{name}” would stand in it for good. Leave --by out; or write "
    "“log_editors: true” below “consent:” in site.yaml, if your organisation has decided that. Nothing was changed."
)
NO_NAME = f"Write a name of at most {LONGEST} letters in one line, such as Ana or A.B. Nothing was changed."


def acted_by(root: Path, name: str | None) -> str | None:
    """The name that is logged with an act on the site in ``root``, out of what somebody gave; None where none is.

    Raises RefusedError where a name is wanted and none was given, and the other way round. While site.yaml has errors,
    nobody knows what is wanted; then no act has to wait, and no name is written.
    """
    settings = read.settings(gathered(root).settings, sources.SITE_FILE).value
    if settings is None:
        return None
    given = (name or "").strip()
    if not settings[0].consent.log_editors:
        if given:
            raise RefusedError(UNWANTED.format(name=given), "by")
        return None
    if not given:
        raise RefusedError(MISSING, "by")
    if len(given) > LONGEST or not given.isprintable():
        raise RefusedError(NO_NAME, "by")
    return given
